"""A run from its row in `runs` to the reasons of its gaps: opens the sites, lets the workers search, sums up."""

import asyncio
import importlib.util
import logging
from collections import Counter
from datetime import UTC, date, datetime
from typing import Any, Protocol

from harvester.crawl.browser import find_browser
from harvester.crawl.gaps import Gap as KnownGap
from harvester.crawl.gaps import explain_gaps, keep_reasons
from harvester.crawl.model import Document
from harvester.crawl.options import CrawlOptions
from harvester.crawl.revisit import intervals
from harvester.errors import StoreError
from harvester.readers import Readers
from harvester.registry import Site, load_registry
from harvester.store.coverage import Gap
from harvester.store.history import SiteRun
from harvester.store.ledger import Ledger
from harvester.store.runs import RunStatus
from harvester.store.store import Store
from spiders.desk import Desk
from spiders.fates import Tools
from spiders.worker import SiteWorker

log = logging.getLogger(__name__)

DUE_DEPARTMENT, DUE_GOVERNMENT = date(2000, 1, 31), date(2000, 3, 31)
"""Legal dates of the year after the report year (Art. 49)."""


class Host(Protocol):
    """What a harvest needs of the spider."""

    options: CrawlOptions
    sites: list[Site]
    run_id: int | None
    counts: Counter[str]
    status: str
    results: list[dict[str, Any]]

    @property
    def readers(self) -> Readers:
        """The processes that read documents."""

    async def deliver(self, document: Document) -> None:
        """Send a document through the pipelines and wait for its end there."""

    def count(self, what: str) -> None:
        """Count something."""


class Harvest:
    """All workers of one run."""

    def __init__(self, host: Host, store: Store, desk: Desk) -> None:
        self.host = host
        self.store = store
        self.desk = desk
        self.today = datetime.now(UTC).date()

    async def run(self) -> None:
        """Search every site, `sites_at_once` at a time, and write down how each ended."""
        options = self.host.options
        self.store.load_registry(load_registry())
        self.host.run_id = run_id = self.store.start_run("crawl", _settings(options))
        years = options.wanted_years(self.today)
        with self.store.writing():
            for site in self.host.sites:
                self.store.upsert_site(site)
            self.store.expect([site.site_id for site in self.host.sites], (min(years), max(years)), run_id)
        status: RunStatus = "failed"
        try:
            with self.store.grouped(self.desk.turns.later):
                await self._search(Ledger(self.store, run_id))
            status = "finished"
        except asyncio.CancelledError:
            status = "interrupted"
            raise
        finally:
            self.host.status = status
            self.store.finish_run(run_id, status, dict(self.host.counts))

    async def _search(self, ledger: Ledger) -> None:
        tools = Tools(
            desk=self.desk, ledger=ledger, store=self.store, wanted=self.desk.wanted, deliver=self.host.deliver,
            count=self.host.count, can_render=self._can_render, budget=self.host.options.max_requests_per_site,
            every=intervals(self.today, everything=self.host.options.recheck), full=self.host.options.full,
            may_ask=self._may_ask, read=self.host.readers.read,
        )  # fmt: skip
        for family, url in self.store.columns_by_family():
            self.desk.wanted.learned.note(family, url)
        gate = asyncio.Semaphore(self.desk.manners.sites_at_once)
        async with asyncio.TaskGroup() as group:
            for site in self.host.sites:
                group.create_task(self._site(site, tools, gate))

    async def _site(self, site: Site, tools: Tools, gate: asyncio.Semaphore) -> None:
        async with gate:
            worker = SiteWorker(site, tools)  # here and not before: only sites at work hold their memory
            self.desk.turns.sites += 1
            try:
                await worker.run()
                await worker.learn()
            except StoreError:
                raise  # the database is gone: nothing of the run could be kept
            except Exception as error:  # a mistake of ours must cost one site, not the run
                log.exception("The search of %s failed", worker.site.home_url)
                worker.fail(error)
            finally:
                self.desk.turns.sites -= 1
                self._close(worker)
                self.host.count("sites done")

    def _close(self, worker: SiteWorker) -> None:
        """Write down what the site taught and why years are missing."""
        site, story, progress = worker.site, worker.story, worker.progress
        with self.store.writing():
            outcome = _outcome(worker)
            self.store.set_site(
                site.site_id, last_status=outcome, **({"family": progress.family} if progress.family else {}),
                **({"report_column_url": story.column} if story.column else {}),
            )  # fmt: skip
            self.desk.wanted.learned.note(progress.family, story.column)
            chain = worker.past.merged(progress)
            if chain:
                column = story.column or worker.memory.get("column", "")
                learned = worker.twins.memory() | {"chain": chain, "column": column}
                self.store.remember_site(site.site_id, worker.memory | learned)
                self.store.add_aliases(site.site_id, worker.past.aliases(chain))
            gaps = self._explain(worker)
            before, offered = self._compare(worker, outcome)
            if not (story.interrupted or story.budget):
                worker.tools.ledger.finish(site.site_id, outcome)
        self.host.results.append(
            {"site_id": site.site_id, "name": site.name if site.name != site.domain else site.site_id,
             "home_url": site.home_url, "status": outcome, "requests": progress.requests, "reports": offered,
             "before": before, "gaps": gaps}
        )  # fmt: skip

    def _compare(self, worker: SiteWorker, outcome: str) -> tuple[int, int]:
        """Write down what the site offers; returns what it offered before and now.

        Lists that did not change and were not asked still offer what they offered.
        """
        site_id, progress, run_id = worker.site.site_id, worker.progress, self.host.run_id or 0
        before = self.store.reports_before(site_id, run_id, self._span)
        offered = before + progress.fresh if worker.past.trusted and before else progress.offered
        if outcome in ("blocked", "unreachable"):
            offered = progress.offered
        self.store.note_site_run(SiteRun(site_id, run_id, outcome, *self._span, progress.requests, offered))
        return before, offered

    @property
    def _span(self) -> tuple[int, int]:
        years = self.host.options.wanted_years(self.today)
        return min(years), max(years)

    def _may_ask(self) -> bool:
        limit = self.host.options.max_requests
        return limit is None or self.host.counts["requests"] < limit

    def _explain(self, worker: SiteWorker) -> dict[str, int]:
        """Write down why wanted years are missing; returns how many years each reason holds for."""
        site_id, years = worker.site.site_id, self.host.options.wanted_years(self.today)
        rows = self.store.coverage([site_id], self._span)
        found = [row["year"] for row in rows if row["status"] != "gap"]
        gaps = explain_gaps(worker.story, years, found, self.today, _due(worker.site))
        if worker.past.trusted:
            earlier = (KnownGap(row["year"], row["reason"], row["detail"] or "") for row in rows if row["reason"])
            gaps = keep_reasons(gaps, {gap.year: gap for gap in earlier})
        self.store.set_gaps(site_id, [Gap(*gap) for gap in gaps], self._span, self.host.run_id)
        return dict(Counter(gap.reason for gap in gaps))

    def _can_render(self) -> bool:
        if self.host.options.javascript == "never" or importlib.util.find_spec("scrapy_playwright") is None:
            return False
        return find_browser() is not None


def _outcome(worker: SiteWorker) -> str:
    story = worker.story
    if story.blocked:
        return "blocked"
    if story.unreachable and not story.answered:
        return "unreachable"
    if story.interrupted:
        return "interrupted"
    if story.budget:
        return "budget"
    return "ok" if worker.progress.found else "no reports"


def _due(site: Site) -> date:
    return DUE_DEPARTMENT if site.level == "department" else DUE_GOVERNMENT


def _settings(options: CrawlOptions) -> dict[str, Any]:
    return {
        "sites": str(options.sites) if options.sites else None, "urls": list(options.urls), "region": options.region,
        "years": list(options.years), "max_requests_per_site": options.max_requests_per_site,
        "max_requests": options.max_requests, "javascript": options.javascript, "delay": options.delay,
        "full": options.full, "recheck": options.recheck, "archive": options.archive.cdx if options.archive else None,
        "quiet_hours": "-".join(f"{hour:%H:%M}" for hour in options.quiet_hours) if options.quiet_hours else None,
    }  # fmt: skip
