"""A small web on loopback for the tests of the crawl: pages by host and path, and a log of how they were asked."""

import hashlib
import socket
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, BinaryIO
from urllib.parse import urlsplit


@dataclass
class Asked:
    """One request as the server saw it."""

    method: str
    host: str
    target: str
    headers: dict[str, str]
    body: bytes
    moment: float


@dataclass
class Page:
    """What is served. `body` may be a function of the request."""

    body: str | bytes | Callable[[Asked], str] = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "text/html; charset=utf-8"
    validators: bool = False
    any_query: bool = False
    """Answers whatever the query says."""
    wire: Callable[[BinaryIO, socket.socket], None] | None = None
    """Writes the whole answer by itself, as no decent server would."""


class TinyWeb:
    """Answers as an HTTP proxy for the hosts that it holds, 502 for all others."""

    def __init__(self, delay: float = 0.0) -> None:
        self.pages: dict[str, dict[str, Page]] = defaultdict(dict)
        self.delay = delay
        self.log: list[Asked] = []
        self.most_in_flight: dict[str, int] = defaultdict(int)
        self._in_flight: dict[str, int] = defaultdict(int)
        self._lock = threading.Lock()

    def add(self, url: str, body: Any = "", **more: Any) -> None:
        """Serve something at an address."""
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self.pages[parts.hostname or ""][target] = Page(body, **more)

    def targets(self, host: str) -> list[str]:
        """What was asked of a host, in order, robots.txt left out."""
        return [asked.target for asked in self.log if asked.host == host and asked.target != "/robots.txt"]

    def hosts(self) -> set[str]:
        """Hosts that were asked."""
        return {asked.host for asked in self.log}

    def find(self, asked: Asked) -> Page | None:
        """The page that is asked for."""
        return self.pages[asked.host].get(asked.target) or self._path(asked) if asked.host in self.pages else None

    def answer(self, asked: Asked) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body for a request."""
        if asked.host not in self.pages:
            return 502, {"Content-Type": "text/plain"}, b"no such host"
        page = self.find(asked)
        if page is None:
            return 404, {"Content-Type": "text/html"}, b"<html><body><h1>404</h1></body></html>"
        body = page.body(asked) if callable(page.body) else page.body
        data = body.encode() if isinstance(body, str) else body
        headers = {"Content-Type": page.kind, **page.headers}
        if page.validators:
            headers["ETag"] = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
            if asked.headers.get("if-none-match") == headers["ETag"]:
                return 304, headers, b""
        return page.status, headers, data

    def _path(self, asked: Asked) -> Page | None:
        """The page at the path alone, where it takes any query."""
        page = self.pages[asked.host].get(asked.target.partition("?")[0])
        return page if page is not None and page.any_query else None

    @contextmanager
    def flight(self, asked: Asked) -> Iterator[None]:
        """Note that a request is being answered."""
        with self._lock:
            self.log.append(asked)
            self._in_flight[asked.host] += 1
            self.most_in_flight[asked.host] = max(self.most_in_flight[asked.host], self._in_flight[asked.host])
        try:
            yield
        finally:
            with self._lock:
                self._in_flight[asked.host] -= 1

    @contextmanager
    def served(self) -> Iterator[str]:
        """Serve while the block lasts; gives the address of the proxy."""
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                size = int(self.headers.get("Content-Length") or 0)
                target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
                headers = {name.lower(): value for name, value in self.headers.items()}
                asked = Asked(
                    self.command, parts.hostname or "", target, headers, self.rfile.read(size), time.monotonic()
                )
                with web.flight(asked):
                    time.sleep(web.delay)
                    page = web.find(asked)
                    if page is not None and page.wire is not None:
                        self.close_connection = True
                        with suppress(OSError):
                            page.wire(self.wfile, self.connection)
                        return
                    status, answer_headers, body = web.answer(asked)
                    self.send_response(status)
                    for name, value in answer_headers.items():
                        self.send_header(name, value)
                    if status != 304:
                        self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)

            do_POST = do_CONNECT = do_GET  # noqa: N815

            def log_message(self, format: str, *args: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            server.server_close()


def links(*pairs: tuple[str, str], title: str = "页面", head: str = "") -> str:
    """A page with links, each in a list item."""
    items = "".join(f'<li><a href="{url}">{text}</a></li>' for url, text in pairs)
    return f"<html><head><title>{title}</title>{head}</head><body><p>欢迎访问本网站</p><ul>{items}</ul></body></html>"


def report_page(agency: str, year: int, granted: int = 7) -> str:
    """A report of the six parts, short, without tables."""
    title = f"{agency}{year}年政府信息公开工作年度报告"
    parts = (
        ("一、总体情况", f"{year}年，{agency}主动公开信息{granted + 120}条，依申请公开工作平稳有序，监督保障到位。"),
        ("二、主动公开政府信息情况", "制发行政规范性文件两件，现行有效五件，行政许可照章公开。"),
        (
            "三、收到和处理政府信息公开申请情况",
            f"本年新收政府信息公开申请{granted}件，均在期限内答复，予以公开{granted}件。",
        ),
        ("四、政府信息公开行政复议、行政诉讼情况", "本年度没有因政府信息公开申请行政复议和提起行政诉讼的情况。"),
        ("五、存在的主要问题及改进情况", "公开内容不够丰富，下一步将加强培训，完善目录，及时更新。"),
        ("六、其他需要报告的事项", "本年度没有收取信息处理费，没有其他需要报告的事项。"),
    )
    body = "".join(
        f"<p><strong>{heading}</strong></p><p>{text}</p><p>{'工作持续推进。' * 12}</p>" for heading, text in parts
    )
    return (
        f"<html><head><title>{title}</title><meta name='ArticleTitle' content='{title}'></head><body><h1>{title}</h1>"
        f"<div>发布时间：{year + 1}-01-20</div><div id='zoom'><p>本报告根据《中华人民共和国政府信息公开条例》编制，"
        f"统计期限为"
        f"{year}年1月1日至{year}年12月31日。</p>{body}<p>{agency}</p><p>{year + 1}年1月20日</p></div></body></html>"
    )


def county(
    web: TinyWeb, host: str = "www.a.gov.cn", name: str = "台山市", years: range = range(2019, 2024), **more: Any
) -> None:
    """A site with a portal, a column of two pages, and the reports of its government."""
    base = f"http://{host}"
    web.add(f"{base}/", links(("/news/", "新闻动态"), ("/zwgk/", "政务公开")), **more)
    web.add(f"{base}/news/", links(("/news/1.html", "某地开展活动")), **more)
    web.add(f"{base}/zwgk/", links(("/zwgk/nb/", "政府信息公开年报"), ("/zwgk/zn/", "政府信息公开指南")), **more)
    reports = [(f"/zwgk/nb/{year}.html", f"{name}人民政府{year}年政府信息公开工作年度报告") for year in years]
    half = len(reports) // 2
    web.add(f"{base}/zwgk/nb/", links(*reports[:half], ("/zwgk/nb/index_2.html", "下一页")), **more)
    web.add(f"{base}/zwgk/nb/index_2.html", links(*reports[half:], ("/zwgk/nb/", "上一页")), **more)
    for year in years:
        web.add(f"{base}/zwgk/nb/{year}.html", report_page(f"{name}人民政府", year), **more)
