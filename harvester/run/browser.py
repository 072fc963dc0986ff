"""Pages by a browser, which is started at the first page that needs it and never otherwise."""

import asyncio
import base64
import contextlib
import json
import os
from collections.abc import Iterable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import NotSupported
from scrapy.http import Request, Response

from harvester.crawl.browser import find_browser
from spiders.desk import Desk

if TYPE_CHECKING:
    from playwright.async_api import Page, Route
    from playwright.async_api import Request as PageRequest

NEEDLESS = frozenset({"image", "font", "media", "stylesheet"})
"""What a page needs only to look well."""
ARGUMENTS = ["--disable-dev-shm-usage", "--disable-gpu"]
NOWHERE = "PROXY 127.0.0.1:9"
"""The discard port: where the browser's own requests (updates and the like) and those out of scope end."""
LONGEST_TURN = 15.0
"""Seconds that a request of a page waits for the one before it; a page that never ends one loses the others."""
MOST_PAGES = 2
"""Pages that are open at once: one takes 25 to 200 MB."""
LONGEST_PAGE, LONGEST_LEAVE = 120.0, 10.0
"""Seconds after which a page is given up, and the closing of its context."""
SETTLED_FOR, SETTLE_AT_MOST, GLANCE = 3, 40, 0.25
"""A page is done when three glances in a row, a quarter of a second apart, see the same; ten seconds at most."""


class BrowserWhenNeeded(HTTP11DownloadHandler):
    """Scrapy's own handler; requests marked `playwright` go to scrapy-playwright, made when the first one comes."""

    def __init__(self, crawler: Crawler) -> None:
        """Start nothing yet."""
        super().__init__(crawler=crawler)
        # Behind a proxy all hosts share the connections to it: Scrapy would keep as many as it allows for one host.
        self._pool.maxPersistentPerHost = crawler.settings.getint("CONCURRENT_REQUESTS")
        self._crawler = crawler
        self._browser: Any = None
        self._starting = asyncio.Lock()
        self._places = asyncio.Semaphore(MOST_PAGES)

    async def download_request(self, request: Request) -> Response:
        """Fetch a page, with the browser when it is marked so."""
        if not request.meta.get("playwright"):
            return await super().download_request(request)
        browser = await self._started()
        request.meta["playwright_page_init_callback"] = self._watch
        request.meta["playwright_page_methods"] = [_settle_method()]
        async with self._places:
            try:
                response: Response = await asyncio.wait_for(browser.download_request(request), LONGEST_PAGE)
                return response
            finally:
                await _leave(browser, request.meta["playwright_context"])

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
        scope = self._crawler.spider.wanted.scope  # type: ignore[union-attr]
        script = _proxy_script(scope.hosts, scope.domains)
        arguments = [*ARGUMENTS, f"--proxy-pac-url={script}"]
        handler.config.launch_options = {"executable_path": path, "args": arguments}
        await handler._launch()
        return handler

    async def _watch(self, page: "Page", request: Request) -> None:
        """Look at every request of a page before it goes out."""
        desk = getattr(self._crawler.spider, "desk", None)
        if desk is not None:
            turns = _Turns(desk, request.url)
            page.on("requestfinished", turns.ended)
            page.on("requestfailed", turns.ended)
            await page.route("**", turns.admit)


class _Turns:
    """The requests of one page: none out of scope, none forbidden, one after the other with the host's pause."""

    def __init__(self, desk: Desk, url: str) -> None:
        self._desk = desk
        self._url = url
        self._turn = asyncio.Lock()
        self._current: PageRequest | None = None

    async def admit(self, route: "Route", request: "PageRequest") -> None:
        """Pass a request on when it may be made and the one before has ended."""
        if request.resource_type in NEEDLESS or not self._desk.may(request.url):
            await route.abort()
            return
        try:
            await asyncio.wait_for(self._turn.acquire(), LONGEST_TURN)
        except TimeoutError:
            await route.abort()
            return
        self._current = request
        if not request.is_navigation_request() or request.url != self._url:
            await self._desk.pause(request.url)  # the desk has waited for the page itself
        await route.fallback()

    def ended(self, request: "PageRequest") -> None:
        """Let the next one go."""
        if request == self._current:
            self._current = None
            self._turn.release()


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


async def _leave(browser: Any, name: str) -> None:
    """Close the context of a page with all that it kept; that of a browser that crashed is closed already."""
    from playwright.async_api import Error  # noqa: PLC0415  an extra

    wrapper = browser.context_wrappers.get(name)
    if wrapper is not None:
        with contextlib.suppress(Error, TimeoutError):
            await asyncio.wait_for(wrapper.context.close(), LONGEST_LEAVE)


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
