"""What is asked of the database again and again."""

import json
from collections.abc import Iterator, Mapping
from typing import TypeVar

from harvester.report.model import Attachment, Check, Contact, Fact, Figure, Report, Section
from harvester.store.connection import Connection, Row

CONTRACT_TABLES = (
    "divisions", "sites", "runs", "captures", "reports", "sightings", "sections", "facts", "figures", "checks",
    "overrides", "attachments", "failures",
)  # fmt: skip
_FILTERS = frozenset({"report_id", "agency", "agency_type", "division_code", "site_id", "year", "format", "url"})


def current_reports(connection: Connection, equal: Mapping[str, str | int]) -> Iterator[Row]:
    """Current reports, sorted by division, agency, year."""
    unknown = set(equal) - _FILTERS
    if unknown:
        raise TypeError(f"reports cannot be chosen by {', '.join(sorted(unknown))}")
    where = "".join(f" AND {name} = :{name}" for name in equal)
    return connection.stream(
        f"SELECT * FROM reports WHERE is_current = 1{where} ORDER BY division_code, agency, year", dict(equal)
    )


def versions(connection: Connection, agency: str, year: int) -> list[Row]:
    """All versions of the report of an agency for a year, oldest first."""
    return connection.rows(
        "SELECT * FROM reports WHERE agency = ? AND year = ? ORDER BY division_code, version", (agency, year)
    )


def counts(connection: Connection) -> dict[str, int]:
    """Rows of each table of the contract, and of the current reports."""
    found = {name: int(connection.value(f"SELECT count(*) FROM {name}")) for name in CONTRACT_TABLES}
    return found | {"current_reports": int(connection.value("SELECT count(*) FROM reports WHERE is_current = 1"))}


def read_report(connection: Connection, report_id: int) -> Report:
    """A stored version as a `Report`.

    Raises:
        KeyError: there is no such row.
    """
    row = connection.first("SELECT * FROM reports WHERE report_id = ?", (report_id,))
    if row is None:
        raise KeyError(report_id)
    contact = Contact(row["contact_phone"], row["contact_email"], row["contact_address"], row["contact_postcode"])
    names = (
        "agency", "agency_type", "division_code", "site_id", "year", "title", "title_source", "published",
        "period_start", "period_end", "format", "url", "text", "text_sha256", "script", "quality",
    )  # fmt: skip
    return Report(
        is_report=True, reason="stored", contact=contact, damage=tuple(json.loads(row["damage"])),
        **{name: row[name] for name in names},
        sections=_parts(connection, Section, "sections", report_id, "position"),
        facts=_parts(connection, Fact, "facts", report_id, "table_key, row_key, column_key"),
        figures=_parts(connection, Figure, "figures", report_id, "position"),
        checks=_parts(connection, Check, "checks", report_id, "rule, subject"),
        attachments=_parts(connection, Attachment, "attachments", report_id, "attachment_id"),
    )  # fmt: skip


Part = TypeVar("Part")


def _parts(connection: Connection, kind: type[Part], table: str, report_id: int, order: str) -> tuple[Part, ...]:
    columns = ", ".join(kind.__dataclass_fields__)  # type: ignore[attr-defined]  # every part is a dataclass
    rows = connection.rows(f"SELECT {columns} FROM {table} WHERE report_id = ? ORDER BY {order}", (report_id,))
    return tuple(kind(**row) for row in rows)
