"""Pages by a browser, which is started at the first page that needs it and never otherwise."""

import asyncio
import os
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import NotSupported
from scrapy.http import Request, Response

from harvester.crawl.browser import find_browser

if TYPE_CHECKING:
    from playwright.async_api import Request as BrowserRequest

NEEDLESS = frozenset({"image", "font", "media", "stylesheet"})
ARGUMENTS = ["--disable-dev-shm-usage", "--disable-gpu"]


def is_needless(request: "BrowserRequest") -> bool:
    """True for what a page needs only to look well."""
    return request.resource_type in NEEDLESS


class BrowserWhenNeeded(HTTP11DownloadHandler):
    """Scrapy's own handler; requests marked `playwright` go to scrapy-playwright, made when the first one comes."""

    def __init__(self, crawler: Crawler) -> None:
        """Start nothing yet."""
        super().__init__(crawler=crawler)
        self._crawler = crawler
        self._browser: Any = None
        self._lock = asyncio.Lock()

    async def download_request(self, request: Request) -> Response:
        """Fetch a page, with the browser when it is marked so."""
        if not request.meta.get("playwright"):
            return await super().download_request(request)
        handler = await self._started()
        response: Response = await handler.download_request(request)
        return response

    async def _started(self) -> Any:
        async with self._lock:
            if self._browser is None:
                self._browser = await _start(self._crawler)
            return self._browser

    async def close(self) -> None:
        """Close the browser when there is one."""
        if self._browser is not None:
            await self._browser.close()
        await super().close()


async def _start(crawler: Crawler) -> Any:
    path = find_browser()
    if path is None or find_spec("scrapy_playwright") is None:
        raise NotSupported("a browser is needed and there is none; see harvester doctor")
    from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler  # noqa: PLC0415 - an extra

    options: dict[str, Any] = {"executable_path": path, "args": ARGUMENTS}
    proxy = os.environ.get("http_proxy") or os.environ.get("HTTP_PROXY")
    if proxy:
        options["proxy"] = {"server": proxy}
    crawler.settings.set("PLAYWRIGHT_LAUNCH_OPTIONS", options, priority="cmdline")
    handler = ScrapyPlaywrightDownloadHandler(crawler)
    await handler._launch()
    return handler
