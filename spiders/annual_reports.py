"""One spider for all sites: from a home page over report columns and lists to the annual reports."""

import asyncio
import gc
import itertools
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from harvester.crawl.model import Answer, Ask, Document, Lead
from harvester.crawl.options import CrawlOptions, options_from_arguments
from harvester.crawl.pages import is_binary, snapshot
from harvester.crawl.scope import Anywhere, Scope
from harvester.crawl.search import Wanted, examine
from harvester.errors import HarvestError
from harvester.readers import Readers
from harvester.registry import Site
from harvester.store.store import Stage, Store
from spiders.desk import Desk, Manners
from spiders.families import known_families
from spiders.harvest import Harvest
from spiders.wire import from_error, from_response, to_request

progressed = object()
"""Signal: something was counted, not more often than TELLING_SECONDS. Receivers get `spider`, read `spider.counts`."""
TELLING_SECONDS = 0.1


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Let Python look for garbage less often: not with every 700 new objects, which took a tenth of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(50_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


class AnnualReports(Spider):
    """Finds the annual reports on disclosure of government information on the listed sites.

    Arguments (`-a NAME=VALUE`): `sites` (CSV file), `urls` (separated by white space or commas), `region` (code or
    name), `years` (2019-2025), `max_requests_per_site`, `max_requests`, `javascript` (auto or never), `full` (1 asks
    all again), `recheck` (1 asks all known pages whether they changed), `quiet_hours` (08:30-17:30, Beijing time).
    The database is the setting HARVESTER_DB.
    """

    name = "annual_reports"

    def __init__(self, name: str | None = None, **arguments: Any) -> None:
        super().__init__(name)
        given = arguments.pop("options", None)
        self.arguments = arguments
        self.options: CrawlOptions = given or CrawlOptions()
        self.has_options = given is not None
        self.sites: list[Site] = []
        self.wanted = Wanted(Scope(()), families=known_families())
        self.desk: Desk | None = None
        self.run_id: int | None = None
        self.status = "not started"
        self.problem: Exception | None = None
        self.results: list[dict[str, Any]] = []
        self.counts: Counter[str] = Counter()
        self._search: asyncio.Task[None] | None = None
        self._numbers = itertools.count(1)
        self._told_at = 0.0

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """End with the crawl."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._end, signals.spider_closed)
        return spider

    @cached_property
    def store(self) -> Store:
        """The database; opened when it is first needed, so that shell, check and parse leave none behind."""
        return Store.open(self.options.db)

    @cached_property
    def readers(self) -> Readers:
        """The processes that read documents; none is started before the first document comes."""
        number = self.settings.get("HARVESTER_READERS")
        return Readers(None if number is None else int(number))

    async def start(self) -> AsyncIterator[Request]:
        """Search all sites side by side. Nothing is left to Scrapy's scheduler: see `_send` and `deliver`."""
        delay = self.settings.getfloat("DOWNLOAD_DELAY")
        if not self.has_options:
            self.options = options_from_arguments(self.arguments, self.settings.get("HARVESTER_DB"), delay)
        logging.getLogger("scrapy.core").setLevel(self.settings["LOG_LEVEL"])  # else each page makes records for nobody
        self.sites = self.options.listed_sites()
        self.wanted = replace(self.wanted, scope=Scope(self.sites), years=frozenset(self.options.years))
        self.desk = Desk(self.wanted, self._manners(), self._send, self.count, archive=self.options.archive)
        self._search = asyncio.create_task(Harvest(self, self.store, self.desk).run())
        try:
            with seldom_collected():
                await self._search
        except HarvestError as error:
            self.problem = error
            raise
        finally:
            await self._end()
        for request in tuple[Request, ...]():  # Scrapy wants a generator
            yield request

    async def _end(self) -> None:
        """Let an interrupted search write down how it ended; Scrapy leaves `start` where it stands when it is busy."""
        if self._search is not None:
            self._search.cancel()
            await asyncio.wait([self._search])
        await self.readers.close()
        if self.crawler.stats:
            for what, number in self.counts.items():
                self.crawler.stats.set_value(f"harvest/{what.replace(' ', '_')}", number)

    def _manners(self) -> Manners:
        return Manners(
            agent=self.settings["USER_AGENT"],
            delay=self.settings.getfloat("DOWNLOAD_DELAY"),
            sites_at_once=self.settings.getint("CONCURRENT_REQUESTS"),
            retry_seconds=self.settings.getfloat("HARVESTER_RETRY_SECONDS"),
            quiet_hours=self.options.quiet_hours,
        )

    async def _send(self, ask: Ask, validators: dict[str, str]) -> Answer:
        """Make a request now. It goes past Scrapy's scheduler and spider middlewares, for the ledger has its place."""
        number = next(self._numbers)
        try:
            response = await self.crawler.engine.download_async(to_request(ask, key=number, validators=validators))
        except Exception as error:
            return from_error(error)
        return from_response(response)

    async def deliver(self, document: Document) -> None:
        """Send a document through the pipelines and wait for its end there."""
        await self.crawler.engine.scraper.start_itemproc_async(document, response=None)

    def count(self, what: str) -> None:
        """Count something, and tell those who watch the progress now and then."""
        self.counts[what] += 1
        if time.monotonic() >= self._told_at + TELLING_SECONDS:
            self._told_at = time.monotonic()
            self.crawler.signals.send_catch_log(progressed, spider=self, what=what)

    def note_failure(self, item: Document, stage: Stage, error: str, message: str) -> None:
        """Write a row into `failures` about a document."""
        site_id = item.site.site_id if item.site else None
        self.store.save_failure(
            stage=stage, error=error, message=message, url=item.lead.ask.url, site_id=site_id, run_id=self.run_id
        )
        self.count("failures")

    # Scrapy's own tools: `scrapy parse URL`, `scrapy check`

    def parse(self, response: Response) -> Iterator[Document | Request]:
        """Read one page as the crawl does: a document when it may be a report, and a request for each promising link.

        @url data:text/html;charset=utf-8,<title>%E6%94%BF%E5%BA%9C%E4%BF%A1%E6%81%AF%E5%85%AC%E5%BC%80%E5%B9%B4%E6%8A%A5</title><a%20href="http://www.example.gov.cn/xxgk/2022.html">2022%E5%B9%B4%E6%94%BF%E5%BA%9C%E4%BF%A1%E6%81%AF%E5%85%AC%E5%BC%80%E5%B7%A5%E4%BD%9C%E5%B9%B4%E5%BA%A6%E6%8A%A5%E5%91%8A</a>
        @returns requests 1 1
        @returns items 0 0
        """
        answer = from_response(response)
        lead = Lead(Ask(response.url), "", "way", 1.0)
        if is_binary(answer):
            yield Document(lead, None, answer)
            return
        wanted = replace(self.wanted, scope=Anywhere())
        examined = examine(snapshot(lead.ask, answer), lead, wanted)
        if examined.is_report:
            yield Document(lead, None, answer)
        for found in examined.leads:
            yield to_request(found.ask, key=0, validators={}).replace(callback=self.parse)
