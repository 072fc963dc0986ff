"""Reads every stored capture again with today's parser, without a request, and keeps account of what changed."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from harvester.jobs.reading import Result, Source, read_and_store
from harvester.jobs.running import recorded
from harvester.process import Hints
from harvester.registry import Site
from harvester.report.model import Report
from harvester.store import Capture, Store

Progress = Callable[[int, int, str], None]
"""Is told how many captures are done, how many there are, and the address of the next one."""
QUIET = ("unchanged", "sighting", "no report")
VALUES_SHOWN = 3
SNIPPET = 40
"""Characters of a figure's sentence that are shown."""


class Changed(NamedTuple):
    """A capture that reads otherwise than before."""

    outcome: str
    name: str
    """Agency and year, or the reason why it is no report."""
    url: str
    changes: tuple[str, ...]
    """Parts that differ, the first cells with their values before and after."""


@dataclass
class ReparseResult:
    """What the second reading changed."""

    outcomes: Counter[str] = field(default_factory=Counter)
    """Captures by outcome."""
    changed: list[Changed] = field(default_factory=list)

    @property
    def captures(self) -> int:
        """How many captures were read again."""
        return self.outcomes.total()


def reparse(db: Path, progress: Progress | None = None) -> ReparseResult:
    """Read every capture again; reports are replaced in place, and those that are none after all are taken out.

    Raises:
        StoreError: there is no such database, or it cannot be used.
    """
    if not db.exists():
        Store.open(db, readonly=True)  # refuses: a wrong name must not make an empty database
    result = ReparseResult()
    with Store.open(db) as store, recorded(store, "reparse", {}, result.outcomes) as run_id:
        total = store.counts()["captures"]
        for capture in store.captures():
            if progress:
                progress(result.captures, total, capture.url)
            before = _stored_report(store, capture)
            found = read_and_store(store, _source(store, capture), run_id)
            outcome = "read better" if found.outcome == "reread" else found.outcome
            result.outcomes[outcome] += 1
            if outcome not in QUIET and not (outcome == "failed" and before is None):
                after = store.report(found.report_id) if found.report_id else None
                result.changed.append(Changed(outcome, found.message, capture.url, _describe(found, before, after)))
    return result


def _stored_report(store: Store, capture: Capture) -> Report | None:
    number = store.connection.value("SELECT report_id FROM reports WHERE capture_id = ?", (capture.capture_id,))
    return store.report(number) if number else None


def _source(store: Store, capture: Capture) -> Source:
    """The capture with what the crawl knew of it: its site, and the words and date beside the link that led to it."""
    asked = store.connection.first(
        "SELECT site_id, meta FROM ledger_requests WHERE url = ? ORDER BY answered_at DESC LIMIT 1", (capture.url,)
    )
    lead = json.loads(asked["meta"]) if asked else {}
    site = _site(store, asked["site_id"]) if asked else None
    return Source(
        capture_id=capture.capture_id, url=capture.url, body=store.capture_body(capture.capture_id),
        content_type=capture.content_type, final_url=capture.final_url, seen_at=capture.seen_at,
        site_id=site.site_id if site else None, is_known=True,
        hints=Hints(site, lead.get("title"), lead.get("date"), store.furniture(asked["site_id"] if asked else None)),
    )  # fmt: skip


def _site(store: Store, site_id: str) -> Site | None:
    row = store.connection.first("SELECT * FROM sites WHERE site_id = ?", (site_id,))
    if row is None:
        return None
    texts = {name: row[name] or "" for name in ("name", "domain", "home_url")}
    return Site(
        site_id=site_id, **texts, division_code=row["division_code"], level=row["level"],
        disclosure_url=row["disclosure_url"],
    )  # fmt: skip


def _describe(found: Result, before: Report | None, after: Report | None) -> tuple[str, ...]:
    """The parts that differ; of the first few the value before and after."""
    if before is None or after is None:
        return found.changes
    old, new = _values(before), _values(after)
    told: list[str] = []
    for name in found.changes:
        shown = len(told) < VALUES_SHOWN and (name in old or name in new)
        told.append(f"{name}: {_change(name, old, new)}" if shown else name)
    return tuple(told)


def _change(name: str, old: dict[str, Any], new: dict[str, Any]) -> str:
    """A value before and after; of parts that are counted through, what is new and what is gone."""
    before, after = old.get(name), new.get(name)
    if not name.startswith(("figures.", "sections.")):
        return f"{before} -> {after}"
    gone = f"gone: {before}" if before is not None and before not in new.values() else ""
    come = f"new: {after}" if after is not None and after not in old.values() else ""
    return "; ".join(filter(None, (gone, come))) or "moved"


def _values(report: Report) -> dict[str, Any]:
    """Short values of a report by the names that the store gives to changed parts, with the words that prove them."""
    names = ("title", "published", "division_code", "agency_type", "format", "quality", "period_start", "period_end")
    columns = {name: getattr(report, name) for name in names}
    facts = {
        f"facts.{fact.table_key}.{fact.row_key}.{fact.column_key}": f"{fact.value} (printed “{fact.raw.strip()}”)"
        for fact in report.facts
    }
    figures = {f"figures.{f.position}": f"{f.key} {f.value} (“{f.snippet[:SNIPPET]}”)" for f in report.figures}
    sections = {f"sections.{part.position}": f"{part.kind} “{part.heading}”" for part in report.sections}
    checks = {f"checks.{check.rule}.{check.subject}": check.status for check in report.checks}
    return columns | facts | figures | sections | checks
