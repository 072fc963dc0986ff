"""A report as rows of `reports` and of the tables that hang on it."""

import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from harvester.report.model import Attachment, Check, Fact, Figure, Report, Section
from harvester.store.connection import Connection, Row

Values: TypeAlias = tuple[Any, ...]

OWN_RULES = ("X.copy_conflict", "X.override_reopened", "X.duplicate_cell")
"""Checks that the store makes itself; they stay when the report is read again."""

CONTENT = (
    "agency", "agency_type", "division_code", "site_id", "year", "title", "title_source", "published", "period_start",
    "period_end", "format", "url", "capture_id", "text", "text_sha256", "script", "damage", "quality", "contact_phone",
    "contact_email", "contact_address", "contact_postcode",
)  # fmt: skip
"""Columns of `reports` that come from reading a document."""

_CHILDREN = {
    "sections": "INSERT INTO sections (report_id, position, level, heading, kind, text) VALUES (?, ?, ?, ?, ?, ?)",
    "facts": "INSERT INTO facts (report_id, table_key, row_key, column_key, value, state, raw, method) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    "figures": "INSERT INTO figures (report_id, position, key, value, unit, snippet, qualifier) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)",
    "checks": "INSERT INTO checks (report_id, rule, subject, level, status, verdict, expected, actual, message) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
}
_ATTACHMENT = (
    "INSERT INTO attachments (report_id, url, filename, media_type, sha256, size, text) VALUES (?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (report_id, url) DO UPDATE SET filename = excluded.filename, "
    "media_type = ifnull(excluded.media_type, media_type), sha256 = ifnull(excluded.sha256, sha256), "
    "size = ifnull(excluded.size, size), text = ifnull(excluded.text, text)"
)
_SEVERITY = {"fail": 0, "not_assessable": 1, "pass": 2}


def content_row(report: Report, capture_id: int | None, site_id: str | None, url: str | None) -> Row:
    """The columns of `reports` that come from reading a document."""
    row = {
        "agency": report.agency, "agency_type": report.agency_type, "division_code": report.division_code,
        "site_id": site_id or report.site_id, "year": report.year, "title": report.title,
        "title_source": report.title_source, "published": report.published, "period_start": report.period_start,
        "period_end": report.period_end, "format": report.format, "url": url, "capture_id": capture_id,
        "text": report.text, "text_sha256": report.text_sha256 or text_digest(report.text), "script": report.script,
        "damage": json.dumps(list(report.damage), ensure_ascii=False), "quality": report.quality,
        "contact_phone": report.contact.phone, "contact_email": report.contact.email,
        "contact_address": report.contact.address, "contact_postcode": report.contact.postcode,
    }  # fmt: skip
    return {name: storable(value) for name, value in row.items()}


def text_digest(text: str) -> str:
    """SHA-256 of a text without its white space, for callers that did not compute it."""
    return hashlib.sha256("".join(text.split()).encode("utf-8", "replace")).hexdigest()


def storable(value: Any) -> Any:
    """A value as SQLite can keep it: a text without lone surrogates, a number that is finite and fits."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    return _number(value) if isinstance(value, (int, float)) else value


def _number(value: float | int | None) -> float | int | None:
    """A number that fits into 64 bits; a greater one as a decimal, an endless one as none."""
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return float(value) if abs(value) < 10**300 else None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def storable_rows(rows: list[Values]) -> list[Values]:
    """Rows as SQLite can keep them. Nearly all can be kept as they are, which one encoding of all texts tells."""
    try:
        "".join([value for row in rows for value in row if value.__class__ is str]).encode("utf-8")
    except UnicodeEncodeError:
        return [tuple(storable(value) for value in row) for row in rows]
    return rows


def child_rows(report: Report, report_id: int) -> dict[str, list[Values]]:
    """Rows of `sections`, `facts`, `figures` and `checks`."""
    facts, doubled = distinct_facts(report.facts)
    checks = distinct_checks((*report.checks, *doubled))
    rows: dict[str, list[Values]] = {
        "sections": [(report_id, at, s.level, s.heading, s.kind, s.text) for at, s in _numbered(report.sections)],
        "facts": [
            (report_id, f.table_key, f.row_key, f.column_key, _number(f.value), f.state, f.raw, f.method) for f in facts
        ],
        "figures": [
            (report_id, at, f.key, number, f.unit, f.snippet, f.qualifier)
            for at, f in _numbered(report.figures)
            if (number := _number(f.value)) is not None
        ],
        "checks": [
            (report_id, c.rule, c.subject, c.level, c.status, c.verdict, c.expected, c.actual, c.message)
            for c in checks
        ],
    }
    return {table: storable_rows(values) for table, values in rows.items()}


def distinct_facts(facts: Iterable[Fact]) -> tuple[list[Fact], list[Check]]:
    """Each cell once. A cell that was read twice with two values stays out, and a failed check says so."""
    known: dict[tuple[str, str, str], Fact] = {}
    contested: dict[tuple[str, str, str], Fact] = {}
    for fact in facts:
        key = (fact.table_key, fact.row_key, fact.column_key)
        first = known.setdefault(key, fact)
        if (first.value, first.state) != (fact.value, fact.state):
            contested[key] = fact
    checks = [
        Check("X.duplicate_cell", ".".join(key), "error", "fail", "parse", known[key].raw, fact.raw,
              "The cell was read twice with different values and is left out.")
        for key, fact in contested.items()
    ]  # fmt: skip
    return [fact for key, fact in known.items() if key not in contested], checks


def distinct_checks(checks: Iterable[Check]) -> list[Check]:
    """Each (rule, subject) once, the worst outcome of several."""
    worst: dict[tuple[str, str], Check] = {}
    for check in checks:
        key = (check.rule, check.subject)
        if key not in worst or _SEVERITY[check.status] < _SEVERITY[worst[key].status]:
            worst[key] = check
    return list(worst.values())


def write_children(connection: Connection, report: Report, report_id: int, *, is_new: bool = False) -> None:
    """Replace everything that hangs on a report, but for the checks of the store itself and stored files."""
    rows = child_rows(report, report_id)
    for table, sql in _CHILDREN.items():
        if not is_new:
            keep = f" AND rule NOT IN {OWN_RULES[:2]}" if table == "checks" else ""
            connection.execute(f"DELETE FROM {table} WHERE report_id = ?{keep}", (report_id,))
        if rows[table]:
            connection.many(sql, rows[table])
    if report.attachments or not is_new:
        _write_attachments(connection, report.attachments, report_id)


def _write_attachments(connection: Connection, attachments: Sequence[Attachment], report_id: int) -> None:
    kept = {a.url for a in attachments}
    known = connection.rows("SELECT attachment_id, url FROM attachments WHERE report_id = ?", (report_id,))
    gone = [(row["attachment_id"],) for row in known if row["url"] not in kept]
    connection.many("DELETE FROM attachments WHERE attachment_id = ?", gone)
    connection.many(
        _ATTACHMENT,
        storable_rows([(report_id, a.url, a.filename, a.media_type, a.sha256, a.size, a.text) for a in attachments]),
    )


def _numbered(items: Sequence[Section] | Sequence[Figure]) -> list[tuple[int, Any]]:
    """Items with their positions, or with new ones when two claim the same place."""
    counted = Counter(item.position for item in items)
    if all(count == 1 for count in counted.values()):
        return [(item.position, item) for item in items]
    return list(enumerate(items))
