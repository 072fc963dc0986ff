"""Writes reports: one document, one transaction. What a text means for the known ones is decided in `versions`.

The rules, where the public contract leaves room:

* A document read again from the same capture replaces its row in place; that is a better reader, not a new version.
* Of several copies of a version the best is kept as its content (`copies.rank`: not altered, with tables, the agency's
  own site, the simplified original, least repaired, most cells); a better copy that comes later replaces it in place.
* A copy whose numbers contradict never becomes a second current report; `checks` says so under `X.copy_conflict`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

from harvester.errors import HarvestError
from harvester.report.model import Report
from harvester.store import search, sightings
from harvester.store.addresses import Kind, page_form
from harvester.store.changes import changed_parts
from harvester.store.connection import Connection, Row
from harvester.store.copies import ALTERED, Copy, outweighs, rank
from harvester.store.overrides import apply_overrides
from harvester.store.rows import CONTENT, content_row, write_children
from harvester.store.sightings import Sighting
from harvester.store.versions import Newcomer, Version, decide, same_agency

Outcome = Literal["new", "changed", "unchanged", "sighting"]

_INSERT = (
    f"INSERT INTO reports ({', '.join(CONTENT)}, version, is_current, first_seen, last_seen) "
    f"VALUES ({', '.join(f':{name}' for name in CONTENT)}, :version, :is_current, :seen_at, :seen_at)"
)
_UPDATE = f"UPDATE reports SET {', '.join(f'{name} = :{name}' for name in CONTENT)} WHERE report_id = :report_id"
_TOUCH = "UPDATE reports SET first_seen = min(first_seen, ?), last_seen = max(last_seen, ?) WHERE report_id = ?"
_FAR = 1_000_000
"""Versions are moved out of the way by this much while they are numbered anew."""


class Saved(NamedTuple):
    """What became of a document."""

    outcome: Outcome
    report_id: int
    version: int
    changes: tuple[str, ...] = ()
    """Parts of the stored row that were replaced in place, e.g. `text`, `facts.applications.granted.total`."""


@dataclass(frozen=True)
class Document:
    """A report with the circumstances in which it was found."""

    report: Report
    capture_id: int | None
    site_id: str | None
    url: str | None
    seen_at: str
    kind: Kind | None = None
    """Set when the caller knows better than the address, e.g. a file that stands for its page."""

    @cached_property
    def row(self) -> Row:
        """The columns of `reports` that the document gives."""
        return content_row(self.report, self.capture_id, self.site_id, self.url)


def save_report(connection: Connection, document: Document) -> Saved:
    """Store one document as a new report, a new version, an update in place, or a sighting of a known one."""
    report = document.report
    if not report.is_report or not report.agency or report.year is None:
        raise HarvestError(
            f"No report can be stored without agency and year: {document.url or 'no address'} ({report.reason})."
        )
    with connection.writing():
        previous = _read_from(connection, document)
        if previous and _stays(connection, document, previous):
            return _reread(connection, document, previous)
        saved = _save(connection, document)
        if previous:
            withdraw(connection, previous["report_id"], heir=saved.report_id)
        return saved


def withdraw(connection: Connection, report_id: int, heir: int | None = None) -> None:
    """Take a version out: it was read wrongly. Its other sightings pass to `heir`, or go with it."""
    with connection.writing():
        row = connection.first("SELECT agency, division_code, year FROM reports WHERE report_id = ?", (report_id,))
        if row is None or report_id == heir:
            return
        if heir is not None:
            connection.execute("UPDATE sightings SET report_id = ? WHERE report_id = ?", (heir, report_id))
        _unindex(connection, report_id)
        connection.execute("DELETE FROM reports WHERE report_id = ?", (report_id,))
        _number(connection, [v["report_id"] for v in _group_rows(connection, row)])
        if heir is not None:
            sightings.rename_kinds(connection, heir)


def _read_from(connection: Connection, document: Document) -> Row | None:
    """The version that was read from the same capture, None when it is read for the first time."""
    if document.capture_id is None:
        return None
    return connection.first("SELECT * FROM reports WHERE capture_id = ?", (document.capture_id,))


def _stays(connection: Connection, document: Document, previous: Row) -> bool:
    """Whether a document read again is still the same report, and no neighbor version has its text."""
    report = document.report
    codes = {report.division_code, previous["division_code"]} - {None}
    if (report.agency, report.year) != (previous["agency"], previous["year"]) or len(codes) > 1:
        return False
    digest = document.row["text_sha256"]
    neighbors = [v for v in _group_rows(connection, previous) if abs(v["version"] - previous["version"]) == 1]
    return all(v["text_sha256"] != digest for v in neighbors)


def _reread(connection: Connection, document: Document, previous: Row) -> Saved:
    report_id = int(previous["report_id"])
    changes = _replace(connection, document, report_id)
    _seen(connection, document, report_id)
    return Saved("unchanged", report_id, previous["version"], changes)


def _save(connection: Connection, document: Document) -> Saved:
    newcomer = _newcomer(connection, document)
    versions = _group(connection, document, newcomer)
    if not versions:
        report_id = _insert(connection, document, [], None)
        return Saved("new", report_id, 1)
    seen = sightings.seen_at_address(connection, document.url)
    known = seen is not None and any(v.report_id == seen.report_id for v in versions)
    decision = decide(newcomer, versions, seen)
    if decision.step == "insert":
        report_id = _insert(connection, document, versions, decision.report_id)
        number = connection.value("SELECT version FROM reports WHERE report_id = ?", (report_id,))
        return Saved("changed", report_id, int(number))
    version = next(v for v in versions if v.report_id == decision.report_id)
    changes = _attach(connection, document, newcomer, version, decision.contradicts)
    _share_division(connection, versions, version.report_id, newcomer.division_code)
    outcome: Outcome = "unchanged" if known or not document.url else "sighting"
    return Saved(outcome, version.report_id, version.version, changes)


def _attach(
    connection: Connection, document: Document, newcomer: Newcomer, version: Version, contradicts: bool
) -> tuple[str, ...]:
    """Note a copy; take over its content when it is the better one. Returns what that changed."""
    better = rank(newcomer.copy) > rank(version.copy)
    if contradicts:
        better = outweighs(newcomer.copy, version.copy)
        sightings.note_conflict(connection, version, newcomer, replaced=better)
    elif document.url:
        sightings.clear_conflict(connection, version.report_id, document.url)
    changes = _replace(connection, document, version.report_id) if better else ()
    _seen(connection, document, version.report_id)
    if better:
        sightings.rename_kinds(connection, version.report_id)
    return changes


def _insert(connection: Connection, document: Document, versions: Sequence[Version], after: int | None) -> int:
    """Insert a version behind `after` (None: before all) and number the versions anew."""
    if not versions:
        return _insert_first(connection, document)
    values = document.row | {"seen_at": document.seen_at, "version": _FAR, "is_current": 0}
    report_id = int(connection.execute(_INSERT, values).lastrowid or 0)
    order = [v.report_id for v in versions]
    order.insert(order.index(after) + 1 if after is not None else 0, report_id)
    _share_division(connection, versions, report_id, values["division_code"])
    _number(connection, order)
    _write_parts(connection, document, report_id)
    _seen(connection, document, report_id)
    return report_id


def _insert_first(connection: Connection, document: Document) -> int:
    """Insert the only version of a report: nothing is there that would have to be looked at."""
    values = document.row | {"seen_at": document.seen_at, "version": 1, "is_current": 1}
    report_id = int(connection.execute(_INSERT, values).lastrowid or 0)
    write_children(connection, document.report, report_id, is_new=True)
    apply_overrides(connection, report_id)
    search.index_report(connection, report_id, document.row)
    _note_sighting(connection, document, report_id, is_first=True)
    return report_id


def _replace(connection: Connection, document: Document, report_id: int) -> tuple[str, ...]:
    """Put a document in the place of a row; says what changed, and writes nothing when nothing did."""
    before = connection.first("SELECT * FROM reports WHERE report_id = ?", (report_id,)) or {}
    values = document.row | {"division_code": before["division_code"] or document.row["division_code"]}
    if document.kind == "attachment" and before["capture_id"] == document.capture_id:
        values["url"] = before["url"]  # read again, a file that stands for its page stays under the page's address
    changes = changed_parts(connection, document.report, report_id, before, values)
    if changes:
        _unindex(connection, report_id)
        connection.execute(_UPDATE, values | {"report_id": report_id})
        _write_parts(connection, document, report_id)
    return changes


def _write_parts(connection: Connection, document: Document, report_id: int) -> None:
    write_children(connection, document.report, report_id)
    apply_overrides(connection, report_id)
    search.index_report(connection, report_id, document.row)


def _unindex(connection: Connection, report_id: int) -> None:
    row = connection.first("SELECT title, agency, text FROM reports WHERE report_id = ?", (report_id,)) or {}
    search.unindex_report(connection, report_id, row)


def _seen(connection: Connection, document: Document, report_id: int) -> None:
    """Note when and where a version was seen."""
    connection.execute(_TOUCH, (document.seen_at, document.seen_at, report_id))
    _note_sighting(connection, document, report_id)


def _note_sighting(connection: Connection, document: Document, report_id: int, *, is_first: bool = False) -> None:
    if document.url:
        sighting = Sighting(
            document.url, report_id, document.row["site_id"], document.seen_at, document.capture_id,
            document.row["text_sha256"], document.kind,
        )  # fmt: skip
        sightings.note_sighting(connection, sighting, is_first=is_first)


def _number(connection: Connection, order: Sequence[int]) -> None:
    """Number versions 1, 2, ... in this order; the last one is current."""
    connection.many(
        f"UPDATE reports SET version = version + {_FAR}, is_current = 0 WHERE report_id = ?", [(i,) for i in order]
    )
    connection.many(
        "UPDATE reports SET version = ?, is_current = ? WHERE report_id = ?",
        [(at, int(at == len(order)), report_id) for at, report_id in enumerate(order, 1)],
    )


def _share_division(connection: Connection, versions: Sequence[Version], report_id: int, found: str | None) -> None:
    """All versions of an agency's report carry one division; one that was unknown is learned from any copy."""
    code = next((v.division_code for v in versions if v.division_code), found)
    ids = {report_id, *(v.report_id for v in versions if v.division_code != code)}
    connection.many("UPDATE reports SET division_code = ? WHERE report_id = ?", [(code, i) for i in sorted(ids)])


def _newcomer(connection: Connection, document: Document) -> Newcomer:
    row = document.row
    cells = {(f.table_key, f.row_key, f.column_key): f.value for f in document.report.facts if f.value is not None}
    altered = any(check.rule == ALTERED and check.status == "fail" for check in document.report.checks)
    return Newcomer(
        agency=row["agency"], division_code=row["division_code"], title=row["title"], published=row["published"],
        url=document.url, capture_id=document.capture_id, text_sha256=row["text_sha256"], seen_at=document.seen_at,
        copy=_copy(connection, row, cells, altered),
    )  # fmt: skip


def _copy(connection: Connection, row: Row, cells: dict[tuple[str, str, str], Any], altered: bool) -> Copy:
    return Copy(
        text=row["text"], cells=cells, own_site=sightings.own_site(connection, row),
        is_page=row["url"] is not None and page_form(row["url"]) == "page", script=row["script"],
        damage=len(json.loads(row["damage"])), quality=row["quality"] or 0.0, is_reliable=not altered,
    )  # fmt: skip


def _group(connection: Connection, document: Document, newcomer: Newcomer) -> list[Version]:
    """The versions of the newcomer's agency and year, oldest first; its own division before others."""
    rows = connection.rows(
        "SELECT * FROM reports WHERE agency = ? AND year = ? ORDER BY ifnull(division_code, ''), version",
        (newcomer.agency, document.report.year),
    )
    groups: dict[str | None, list[Version]] = {}
    for row in rows:
        if document.capture_id is None or row["capture_id"] != document.capture_id:
            groups.setdefault(row["division_code"], []).append(_version(connection, row))
    fitting = [group for group in groups.values() if same_agency(newcomer, group)]
    return min(fitting, key=lambda group: _distance(newcomer, group), default=[])


def _distance(newcomer: Newcomer, group: Sequence[Version]) -> tuple[bool, bool, bool]:
    return (
        group[0].division_code != newcomer.division_code,
        all(v.text_sha256 != newcomer.text_sha256 for v in group),
        all(v.url != newcomer.url for v in group),
    )


def _group_rows(connection: Connection, row: Row) -> list[Row]:
    """Versions of the agency and year of a row, oldest first."""
    return connection.rows(
        "SELECT report_id, version, text_sha256 FROM reports WHERE agency = ? AND ifnull(division_code, '') = ? "
        "AND year = ? ORDER BY version",
        (row["agency"], row["division_code"] or "", row["year"]),
    )


def _version(connection: Connection, row: Row) -> Version:
    facts = connection.db.conn.execute(
        "SELECT table_key, row_key, column_key, value FROM facts WHERE report_id = ? AND value IS NOT NULL "
        "AND method <> 'override'",
        (row["report_id"],),
    )
    cells = {(table, line, column): value for table, line, column, value in facts}
    altered = connection.value(
        "SELECT count(*) FROM checks WHERE report_id = ? AND rule = ? AND status = 'fail'", (row["report_id"], ALTERED)
    )
    return Version(
        report_id=row["report_id"], version=row["version"], is_current=bool(row["is_current"]),
        division_code=row["division_code"], title=row["title"], published=row["published"], url=row["url"],
        text_sha256=row["text_sha256"], first_seen=row["first_seen"],
        copy=_copy(connection, row, cells, bool(altered)),
    )  # fmt: skip
