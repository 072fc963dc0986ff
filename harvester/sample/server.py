"""A loopback HTTP proxy that answers for the sample hosts only, and remembers how it was asked."""

import hashlib
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from email.utils import formatdate, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from harvester.errors import HarvestError
from harvester.sample.model import Answer, Request
from harvester.sample.web import Web, build

LARGEST_FORM = 1_000_000


@dataclass
class HostLog:
    """How one host was asked."""

    requests: list[tuple[str, str]] = field(default_factory=list)
    """(method, path with query) in the order of arrival."""
    robots_violations: list[str] = field(default_factory=list)
    in_flight: int = 0
    most_in_flight: int = 0
    unconditional: list[str] = field(default_factory=list)
    """Targets of requests that would have brought the page even if it was known."""
    validated: set[str] = field(default_factory=set)
    """Targets whose answers carried an ETag or a date, by which they can be asked for under a condition."""
    moments: list[float] = field(default_factory=list)
    """Times of arrival (monotonic seconds)."""

    @property
    def least_pause(self) -> float | None:
        """Shortest time between two arrivals, None below two."""
        gaps = [after - before for before, after in zip(self.moments, self.moments[1:], strict=False)]
        return min(gaps, default=None)


class Log:
    """Requests by host; safe to use from many threads."""

    def __init__(self) -> None:
        self.hosts: defaultdict[str, HostLog] = defaultdict(HostLog)
        self._lock = threading.Lock()

    def begin(self, request: Request, target: str, disallowed: tuple[str, ...]) -> None:
        """Note that a request arrived."""
        with self._lock:
            host = self.hosts[request.host]
            host.requests.append((request.method, target))
            host.moments.append(time.monotonic())
            if not request.headers.keys() & {"if-none-match", "if-modified-since"}:
                host.unconditional.append(target)
            host.in_flight += 1
            host.most_in_flight = max(host.most_in_flight, host.in_flight)
            if any(target.startswith(prefix) for prefix in disallowed):
                host.robots_violations.append(target)

    def end(self, request: Request, target: str, answer: Answer | None) -> None:
        """Note that it was answered."""
        with self._lock:
            host = self.hosts[request.host]
            host.in_flight -= 1
            if answer is not None and answer.modified:
                host.validated.add(target)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self.hosts.clear()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "SampleWeb/1"
    server: "_Server"
    wbufsize = 1 << 16

    def do_GET(self) -> None:
        self._serve()

    do_HEAD = do_POST = do_GET  # noqa: N815

    def do_CONNECT(self) -> None:
        text = "The sample web has no encrypted sites: ask http://, not https://, through this proxy.\n"
        self.close_connection = True
        self._write(Answer(text.encode(), "text/plain; charset=utf-8", 501))

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the log object keeps the requests."""

    def _serve(self) -> None:
        request, target = self._request()
        web, log = self.server.web, self.server.log
        site = web.hosts.get(request.host)
        log.begin(request, target, site.robots if site else ())
        answer = None
        try:
            if self.server.delay:
                time.sleep(self.server.delay)
            answer = web.answer(request)
            self._write(answer if answer else _refusal(request.host, known=site is not None))
        finally:
            log.end(request, target, answer)

    def _request(self) -> tuple[Request, str]:
        whole = self.path.startswith("http://")
        absolute = urlsplit(self.path if whole else f"http://{self.headers.get('Host', '')}{self.path}")
        length = self.headers.get("Content-Length", "0")
        body = self.rfile.read(min(int(length), LARGEST_FORM)) if length.isdecimal() else b""
        form = dict(parse_qsl(body.decode("utf-8", errors="replace"), keep_blank_values=True))
        query = dict(parse_qsl(absolute.query, keep_blank_values=True))
        headers = {name.lower(): value for name, value in self.headers.items()}
        path = absolute.path or "/"
        target = path + (f"?{absolute.query}" if absolute.query else "")
        return Request(self.command, (absolute.hostname or "").lower(), path, query, form, headers), target

    def _write(self, answer: Answer) -> None:
        headers = {"Content-Type": answer.content_type} if answer.content_type else {}
        headers |= dict(answer.headers)
        status = answer.status
        if answer.modified and status == 200:
            headers |= {"ETag": _etag(answer.body), "Last-Modified": _http_date(answer.modified)}
            status = 304 if self._unchanged(headers) else 200
        body = b"" if status == 304 else answer.body
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _unchanged(self, headers: dict[str, str]) -> bool:
        asked = self.headers.get("If-None-Match")
        if asked is not None:
            return headers["ETag"] in (tag.strip().removeprefix("W/") for tag in asked.split(","))
        since = self.headers.get("If-Modified-Since")
        try:
            return since is not None and parsedate_to_datetime(headers["Last-Modified"]) <= parsedate_to_datetime(since)
        except (TypeError, ValueError):
            return False


def _etag(body: bytes) -> str:
    return f'"{hashlib.sha1(body, usedforsecurity=False).hexdigest()[:20]}"'


def _http_date(iso: str) -> str:
    year, month, day = (int(piece) for piece in iso.split("-"))
    return formatdate(time.mktime((year, month, day, 8, 0, 0, 0, 0, 0)) - time.timezone, usegmt=True)


def _refusal(host: str, *, known: bool) -> Answer:
    reason = "does not answer (it is the dead site of the sample)" if known else "is not one of the sample sites"
    return Answer(f"502 Bad Gateway: {host} {reason}.\n".encode(), "text/plain; charset=utf-8", 502)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], web: Web, delay: float) -> None:
        self.web, self.log, self.delay = web, Log(), delay
        super().__init__(address, _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is not worth a trace."""


class SampleServer:
    """The sample web on a loopback port, served from a thread while the `with` block lasts.

    `delay` is a pause in seconds before each answer, to make slow sites.
    """

    def __init__(self, port: int = 0, *, web: Web | None = None, delay: float = 0.0) -> None:
        self.web = web or build()
        try:
            self._server = _Server(("127.0.0.1", port), self.web, delay)
        except OSError as error:
            message = f"cannot listen on 127.0.0.1:{port}: {error.strerror}; choose another port with --port"
            raise HarvestError(message) from error
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def port(self) -> int:
        """The port that was taken."""
        return int(self._server.server_address[1])

    @property
    def proxy_url(self) -> str:
        """What to put into `http_proxy`."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Log:
        """How the hosts were asked so far."""
        return self._server.log

    def __enter__(self) -> "SampleServer":
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def serve_forever(self) -> None:
        """Serve in this thread until interrupted."""
        try:
            self._server.serve_forever()
        except KeyboardInterrupt:
            pass
        finally:
            self._server.server_close()
