"""From a stored capture to a stored report: the step that importing and re-parsing share."""

import hashlib
from dataclasses import dataclass, replace
from typing import Literal

from harvester.corrections import with_judged_corrections
from harvester.documents.read import kind_of
from harvester.errors import HarvestError, StoreError, UnreadablePage
from harvester.process import Hints, Reading, read_document
from harvester.store import Saved, Store

Stage = Literal["decode", "parse", "store"]
Outcome = Literal["new", "changed", "sighting", "unchanged", "reread", "no report", "withdrawn", "failed"]
"""reread: the same bytes, read better; withdrawn: stored as a report once, and none by today's reading."""


@dataclass(frozen=True, slots=True)
class Source:
    """One stored document and what is known of it from outside."""

    capture_id: int
    url: str
    body: bytes
    content_type: str | None = None
    seen_at: str | None = None
    site_id: str | None = None
    final_url: str | None = None
    """Address after redirects."""
    hints: Hints | None = None
    is_known: bool = False
    """True for a capture that was read before: that it is no report is no news."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one document."""

    outcome: Outcome
    message: str
    """Agency and year of a report; the reason where there is none."""
    report_id: int | None = None
    changes: tuple[str, ...] = ()
    """Parts of the stored report that were replaced in place."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that could not be read, and at which stage."""

    stage: Stage
    error: Exception


def read_and_store(store: Store, source: Source, run_id: int) -> Result:
    """Read one capture and store what it is; what cannot be used becomes a row in `failures`.

    Raises:
        StoreError: the database cannot be written; nothing else stops a run.
    """
    return store_reading(store, source, read_source(source), run_id)


def read_source(source: Source) -> Reading | Unread:
    """Read one document without storing anything; the number of its capture need not be known yet."""
    try:
        url = public_address(source.final_url or source.url)
        return read_document(source.body, url=url, content_type=source.content_type, hints=source.hints)
    except UnreadablePage as error:
        if kind_of(source.body) is None:
            return Unread("decode", error)
        return Unread("parse", UnreadablePage(f"unreadable: {error}"))
    except Exception as error:  # a bug met on one page must not cost the others
        return Unread("parse", error)


def store_reading(store: Store, source: Source, reading: Reading | Unread, run_id: int) -> Result:
    """Store what a capture was read as; see `read_and_store`."""
    if isinstance(reading, Unread):
        return _fail(store, source, run_id, reading.stage, reading.error)
    store.note_encoding(source.capture_id, reading.page.encoding, reading.page.claims)
    report = reading.report
    if not report.is_report:
        return _no_report(store, source, run_id, "NotAReport", report.reason)
    if not report.agency or report.year is None:
        missing = "agency" if not report.agency else "report year"
        return _no_report(store, source, run_id, "NoIdentity", f"a report whose {missing} nobody can tell")
    try:
        return _saved(_save(store, source, reading), reading)
    except StoreError:
        raise
    except HarvestError as error:
        return _fail(store, source, run_id, "store", error)


def _save(store: Store, source: Source, reading: Reading) -> Saved:
    report = replace(reading.report, url=source.url, site_id=reading.report.site_id or source.site_id)
    report = with_judged_corrections(store, report, hashlib.sha256(source.body).hexdigest())
    return store.save_report(
        report, capture_id=source.capture_id, site_id=source.site_id, seen_at=source.seen_at, url=source.url,
        page_url=store.page_of_file(source.url, source.capture_id),
        body=source.body if kind_of(source.body) else None,
    )  # fmt: skip


def _saved(saved: Saved, reading: Reading) -> Result:
    reread = saved.outcome == "unchanged" and bool(saved.changes)
    name = f"{reading.report.agency} {reading.report.year}"
    return Result("reread" if reread else saved.outcome, name, saved.report_id, saved.changes)


def _no_report(store: Store, source: Source, run_id: int, error: str, reason: str) -> Result:
    with store.writing():
        withdrawn = store.withdraw(source.capture_id)
        if withdrawn or not source.is_known:
            store.save_failure(
                stage="parse", error=error, message=reason, url=source.url, site_id=source.site_id, run_id=run_id
            )
    return Result("withdrawn" if withdrawn else "no report", reason)


def _fail(store: Store, source: Source, run_id: int, stage: Stage, error: Exception) -> Result:
    name, message = type(error).__name__, str(error)
    store.save_failure(stage=stage, error=name, message=message, url=source.url, site_id=source.site_id, run_id=run_id)
    return Result("failed", message if isinstance(error, HarvestError) else f"{name}: {message}")


def public_address(url: str) -> str | None:
    """The address as evidence of site and year; the name of a file on this machine is none.

    >>> public_address("http://a.gov.cn/2022.html"), public_address("file:///2019/report.html")
    ('http://a.gov.cn/2022.html', None)
    """
    return url if url.startswith(("http://", "https://")) else None
