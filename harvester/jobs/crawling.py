"""A crawl as it runs unwatched: alone on its database, compared with earlier ones, summed up, told."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harvester.crawl.options import CrawlOptions
from harvester.errors import HarvestError
from harvester.jobs.locking import single
from harvester.jobs.logs import rotate
from harvester.jobs.monitoring import Alarm, watch_over
from harvester.jobs.sending import check_receivers, send
from harvester.jobs.summary import Summary, not_begun, summarize
from harvester.run import crawl
from harvester.run.crawl import CrawlResult, Watcher
from harvester.store import Store

DONE, FAILED, ATTENTION = 0, 1, 3
"""Exit codes of the contract."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Who is told what became of a crawl."""

    log: Path | None = None
    summary: Path | None = None
    """File for the summary: JSON when its name ends so, else text."""
    mail_to: tuple[str, ...] = ()
    webhook: str | None = None


@dataclass(frozen=True)
class Crawled:
    """A crawl with what was noticed."""

    result: CrawlResult
    alarms: tuple[Alarm, ...]
    exit_code: int
    not_sent: tuple[str, ...] = ()
    """What could not be told, and why."""


def crawl_and_tell(options: CrawlOptions, telling: Telling, watch: Watcher | None = None) -> Crawled:
    """Crawl and tell what became of it.

    Raises:
        HarvestError: another harvest of the database is at work, or the crawl cannot begin.
    """
    check_receivers(telling.mail_to, telling.webhook)
    with _told_if_not_begun(options.db, telling):
        options.listed_sites()  # before the lock: a list that is refused leaves nothing behind
    with single(options.db):
        with _told_if_not_begun(options.db, telling):
            result = crawl.run_crawl(options, watch, _log_settings(telling.log))
        alarms = _alarms(options.db, result)
        code = _exit_code(result, alarms)
        faults = _deliver(summarize(options.db, result, alarms, code), telling) if result.run_id else []
        return Crawled(result, tuple(alarms), code, tuple(faults))


@contextmanager
def _told_if_not_begun(db: Path, telling: Telling) -> Iterator[None]:
    """Tell everybody who asked when the crawl cannot begin."""
    try:
        yield
    except HarvestError as error:
        _deliver(not_begun(db, str(error)), telling)
        raise


def _log_settings(log: Path | None) -> Mapping[str, Any]:
    if log is None:
        return {"LOG_ENABLED": False}
    rotate(log)
    return {"LOG_FILE": str(log)}


def _alarms(db: Path, result: CrawlResult) -> list[Alarm]:
    """Alarms of a crawl that came to its end; one that was cut short has seen only a part."""
    if not result.finished or result.run_id is None:
        return []
    with Store.open(db) as store:
        return watch_over(store, result.run_id)


def _exit_code(result: CrawlResult, alarms: Sequence[Alarm]) -> int:
    if not result.finished:
        return FAILED
    return ATTENTION if result.needs_person or alarms else DONE


def _deliver(summary: Summary, telling: Telling) -> list[str]:
    """Tell everybody who asked; returns what could not be told."""
    faults = []
    if telling.summary:
        text = summary.as_json() if telling.summary.suffix == ".json" else summary.text
        try:
            telling.summary.parent.mkdir(parents=True, exist_ok=True)
            telling.summary.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            faults.append(f"the summary {telling.summary} could not be written: {error.strerror or error}")
    return faults + send(summary, telling.mail_to, telling.webhook)
