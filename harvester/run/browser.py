"""Pages by a browser, which is started at the first page that needs it and never otherwise."""

import asyncio
import base64
import json
import os
from collections import defaultdict
from collections.abc import Iterable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import NotSupported
from scrapy.http import Request, Response

from harvester.crawl.browser import find_browser
from harvester.crawl.scope import host_of

if TYPE_CHECKING:
    from playwright.async_api import Page
    from playwright.async_api import Request as PageRequest

NEEDLESS = frozenset({"image", "font", "media", "stylesheet"})
"""What a page needs only to look well."""
ARGUMENTS = ["--disable-dev-shm-usage", "--disable-gpu"]
NOWHERE = "PROXY 127.0.0.1:9"
"""The discard port: where the browser's own requests (updates and the like) and those out of scope end."""
LONGEST_TURN = 15.0
"""Seconds that a request of a page waits for the one before it; a page that never ends one loses the others."""
SETTLED_FOR, SETTLE_AT_MOST, GLANCE = 3, 40, 0.25
"""A page is done when three glances in a row, a quarter of a second apart, see the same; ten seconds at most."""


class BrowserWhenNeeded(HTTP11DownloadHandler):
    """Scrapy's own handler; requests marked `playwright` go to scrapy-playwright, made when the first one comes."""

    def __init__(self, crawler: Crawler) -> None:
        """Start nothing yet."""
        super().__init__(crawler=crawler)
        self._crawler = crawler
        self._browser: Any = None
        self._starting = asyncio.Lock()
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def download_request(self, request: Request) -> Response:
        """Fetch a page, with the browser when it is marked so."""
        if not request.meta.get("playwright"):
            return await super().download_request(request)
        browser = await self._started()
        request.meta["playwright_page_init_callback"] = self._watch
        request.meta["playwright_page_methods"] = [_settle_method()]
        response: Response = await browser.download_request(request)
        return response

    async def close(self) -> None:
        """Close the browser when there is one."""
        if self._browser is not None:
            await self._browser.close()
        await super().close()

    async def _started(self) -> Any:
        async with self._starting:
            if self._browser is None:
                self._browser = await self._start()
            return self._browser

    async def _start(self) -> Any:
        path = find_browser()
        if path is None or find_spec("scrapy_playwright") is None:
            raise NotSupported("a browser is needed and there is none; see: harvester doctor")
        from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler  # noqa: PLC0415  an extra

        handler = ScrapyPlaywrightDownloadHandler(self._crawler)
        scope = self._crawler.spider.wanted.scope  # type: ignore[union-attr, attr-defined]
        script = _proxy_script(scope.hosts, scope.domains)
        arguments = [*ARGUMENTS, f"--proxy-pac-url={script}"]
        handler.config.launch_options = {"executable_path": path, "args": arguments}
        handler.abort_request = self._refuses
        await handler._launch()
        return handler

    async def _watch(self, page: "Page", request: Request) -> None:
        """Let the next request of a host go when the one before has ended."""
        for event in ("requestfinished", "requestfailed"):
            page.on(event, lambda ended: self._release(host_of(ended.url)))

    async def _refuses(self, request: "PageRequest") -> bool:
        """Whether a request that a page makes is not to be made; waits for its turn when it is."""
        if request.resource_type in NEEDLESS:
            return True
        host = host_of(request.url)
        desk = getattr(self._crawler.spider, "desk", None)
        if desk is None or not host:
            return False
        if not desk.may(request.url):
            return True
        try:
            await asyncio.wait_for(self._turns[host].acquire(), LONGEST_TURN)
        except TimeoutError:
            return True
        await desk.pause(request.url)
        return False

    def _release(self, host: str) -> None:
        turn = self._turns.get(host)
        if turn is not None and turn.locked():
            turn.release()


def _proxy_script(hosts: Iterable[str], suffixes: Iterable[str]) -> str:
    """A proxy configuration as an address: only hosts in scope are reached, by the proxy that Scrapy uses.

    It holds for what no hook sees: redirects of a page's requests, and what the browser asks for by itself.
    """
    server = urlsplit(os.environ.get("http_proxy") or os.environ.get("HTTP_PROXY") or "").netloc.rpartition("@")[2]
    way = f"PROXY {server}" if server else "DIRECT"
    code = f"""function FindProxyForURL(url, host) {{
  var hosts = {json.dumps(sorted(hosts))}, suffixes = {json.dumps(sorted(suffixes))};
  for (var i = 0; i < hosts.length; i++) if (host === hosts[i]) return "{way}";
  for (var j = 0; j < suffixes.length; j++)
    if (host === suffixes[j] || host.slice(-suffixes[j].length - 1) === "." + suffixes[j]) return "{way}";
  return "{NOWHERE}";
}}"""
    return "data:application/x-ns-proxy-autoconfig;base64," + base64.b64encode(code.encode()).decode()


def _settle_method() -> Any:
    from scrapy_playwright.page import PageMethod  # noqa: PLC0415  an extra

    return PageMethod(settle)


async def settle(page: "Page") -> None:
    """Wait until the page has stopped changing."""
    same, before = 0, None
    for _ in range(SETTLE_AT_MOST):
        seen = await page.evaluate("[document.links.length, (document.body ? document.body.innerText : '').length]")
        same = same + 1 if seen == before else 0
        if same >= SETTLED_FOR:
            return
        before = seen
        await asyncio.sleep(GLANCE)
