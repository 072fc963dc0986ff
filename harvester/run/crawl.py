"""Runs a crawl from Python: `run_crawl(options)` starts Scrapy, reports progress, and returns what came of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess, AsyncCrawlerRunner, Crawler
from scrapy.settings import Settings

import harvester.settings
from harvester.crawl.options import CrawlOptions
from harvester.errors import HarvestError
from harvester.store.history import has_fallen
from harvester.store.store import Store
from spiders.annual_reports import AnnualReports, progressed


@dataclass(frozen=True, slots=True)
class SiteResult:
    """What the crawl of one site gave."""

    site_id: str
    name: str
    home_url: str
    status: str
    """ok, no reports, blocked, unreachable, budget, interrupted."""
    requests: int
    reports: int
    """Reports that it offers, known ones included."""
    before: int
    """Reports that it offered when the run before was there."""
    gaps: dict[str, int] = field(default_factory=dict)
    """Missing years by reason."""

    @property
    def needs_person(self) -> bool:
        """True when the site offers clearly fewer reports than before, or none any more."""
        comparable = self.status not in ("budget", "interrupted")
        return comparable and has_fallen(self.before, self.reports)


@dataclass(frozen=True, slots=True)
class CrawlResult:
    """What a crawl gave."""

    run_id: int | None
    sites: tuple[SiteResult, ...]
    counts: Mapping[str, int]
    finished: bool
    """False when it was interrupted or failed; what was stored stays, the next crawl continues."""
    problem: str = ""
    """Why it failed, in one line."""

    def count(self, what: str) -> int:
        """How often something was counted: requests, reports new, reports changed, failures, ..."""
        return self.counts.get(what, 0)

    @property
    def requests(self) -> int:
        """Pages asked for; robots.txt not counted."""
        return self.count("requests")

    @property
    def found(self) -> int:
        """Reports that the sites offer, those included that there was no need to ask for."""
        return sum(site.reports for site in self.sites)

    @property
    def new(self) -> int:
        """Reports that were not known before."""
        return self.count("reports new")

    @property
    def changed(self) -> int:
        """New versions of known reports."""
        return self.count("reports changed")

    @property
    def gaps(self) -> dict[str, int]:
        """Missing years of all sites by reason."""
        total: dict[str, int] = {}
        for site in self.sites:
            for reason, number in site.gaps.items():
                total[reason] = total.get(reason, 0) + number
        return total

    @property
    def needs_person(self) -> bool:
        """True when nothing was found at all, or a site offers clearly fewer reports than before."""
        return not any(site.reports for site in self.sites) or any(site.needs_person for site in self.sites)


Watcher = Callable[[Mapping[str, int], int], None]
"""Called with the counts so far and the number of sites whenever something was counted."""


def run_crawl(
    options: CrawlOptions, watch: Watcher | None = None, settings: Mapping[str, Any] | None = None
) -> CrawlResult:
    """Crawl the listed sites and return what was found; one call per process, for Scrapy's reactor starts only once.

    Args:
        options: what to crawl and how.
        watch: called as the crawl goes on.
        settings: Scrapy settings that win over the project's own.

    Raises:
        HarvestError: the crawl cannot begin (no sites, a database of another program, ...).
    """
    check(options)
    process = AsyncCrawlerProcess(_settings(options, settings or {}))
    crawler = _crawler(process, options, watch)
    process.crawl(crawler, options=options)
    process.start()
    return _result(crawler)


async def crawl_in_loop(
    options: CrawlOptions, watch: Watcher | None = None, settings: Mapping[str, Any] | None = None
) -> CrawlResult:
    """The same inside a running asyncio reactor, as often as one likes."""
    check(options)
    runner = AsyncCrawlerRunner(_settings(options, settings or {}))
    crawler = _crawler(runner, options, watch)
    await runner.crawl(crawler, options=options)
    return _result(crawler)


def check(options: CrawlOptions) -> None:
    """Tell what is wrong with the site list or the database before the first request.

    Raises:
        HarvestError: there is nothing to crawl, or nowhere to store it.
    """
    options.listed_sites()
    Store.open(options.db).close()


def _crawler(runner: AsyncCrawlerRunner, options: CrawlOptions, watch: Watcher | None) -> Crawler:
    crawler = runner.create_crawler(AnnualReports)
    if watch is not None:
        crawler.signals.connect(_watcher(watch, len(options.listed_sites())), progressed, weak=False)
    return crawler


NEEDLESS = ("redirect.RedirectMiddleware", "redirect.MetaRefreshMiddleware", "retry.RetryMiddleware")
"""Every request of a crawl tells these to leave it alone (`spiders.wire.META`); Scrapy's other tools use them."""


def _settings(options: CrawlOptions, more: Mapping[str, Any]) -> Settings:
    settings = Settings()
    settings.setmodule(harvester.settings, priority="project")
    needless = {f"scrapy.downloadermiddlewares.{name}": None for name in NEEDLESS}
    middlewares = harvester.settings.DOWNLOADER_MIDDLEWARES | needless
    settings.set("DOWNLOADER_MIDDLEWARES", middlewares, priority="project")
    settings.set("DOWNLOADER_STATS", value=False, priority="project")  # the run counts for itself
    settings.set("DOWNLOAD_DELAY", options.delay, priority="cmdline")
    settings.set("HARVESTER_DB", str(options.db), priority="cmdline")
    for name, value in more.items():
        settings.set(name, value, priority="cmdline")
    return settings


def _watcher(watch: Watcher, sites: int) -> Callable[..., None]:
    def receive(spider: AnnualReports, what: str) -> None:
        watch(spider.counts, sites)

    return receive


def _result(crawler: Crawler) -> CrawlResult:
    spider = crawler.spider
    if not isinstance(spider, AnnualReports):
        raise HarvestError("The crawl could not start. Run `harvester doctor`.")
    if spider.problem is not None and spider.run_id is None:
        raise HarvestError(str(spider.problem)) from spider.problem
    return CrawlResult(
        run_id=spider.run_id,
        sites=tuple(SiteResult(**values) for values in spider.results),
        counts=dict(spider.counts),
        finished=spider.status == "finished",
        problem=str(spider.problem or ""),
    )
