"""How a run and the data after it look, in numbers: what alarms compare with earlier runs."""

from typing import NamedTuple

from harvester.report.formats import load_formats
from harvester.store.connection import Connection, Row

_FILLED = """
SELECT r.format, f.table_key, count(f.value) AS filled FROM reports AS r JOIN facts AS f USING (report_id)
WHERE r.is_current = 1 AND r.first_seen {when} GROUP BY r.format, f.table_key
"""
_REPORTS = "SELECT format, count(*) AS reports FROM reports WHERE is_current = 1 AND first_seen {when} GROUP BY format"
_LABELS = """
SELECT DISTINCT c.subject FROM checks AS c JOIN reports AS r USING (report_id)
WHERE c.rule = 'Q18' AND c.status = 'fail' AND r.first_seen {when} ORDER BY c.subject
"""


class Fill(NamedTuple):
    """How much of a statutory table is filled."""

    reports: int
    """Reports whose format has the table."""
    share: float
    """Cells with a number, of all cells that the format has in these reports."""


def fill_rates(connection: Connection, since: str, *, before: bool) -> dict[str, Fill]:
    """Fill of each table by `format.table`, over the current reports that were first seen before, or since, a time."""
    when = {"when": "< :since" if before else ">= :since"}
    reports = _pairs(connection.rows(_REPORTS.format(**when), {"since": since}), "format", "reports")
    rows = connection.rows(_FILLED.format(**when), {"since": since})
    filled = {(row["format"], row["table_key"]): row["filled"] for row in rows}
    return {
        f"{form.id}.{key}": Fill(
            number, round(filled.get((form.id, key), 0) / (number * len(table.all_cells)), 4)
        )
        for form in load_formats() if (number := reports.get(form.id, 0))
        for key, table in form.tables.items()
    }  # fmt: skip


def unknown_labels(connection: Connection, since: str, *, before: bool) -> set[str]:
    """Labels of tables that no row of the reference explains, in reports first seen before, or since, a time."""
    when = "< :since" if before else ">= :since"
    return {row["subject"] for row in connection.rows(_LABELS.format(when=when), {"since": since})}


def failures(connection: Connection, run_id: int) -> dict[str, int]:
    """Failures of a run by stage."""
    rows = connection.rows("SELECT stage, count(*) AS number FROM failures WHERE run_id = ? GROUP BY stage", (run_id,))
    return _pairs(rows, "stage", "number")


def blocked_sites(connection: Connection, run_id: int) -> list[str]:
    """Sites that a run found blocked."""
    rows = connection.rows(
        "SELECT DISTINCT site_id FROM gaps WHERE run_id = ? AND reason = 'blocked' ORDER BY 1", (run_id,)
    )
    return [row["site_id"] for row in rows]


def _pairs(rows: list[Row], key: str, value: str) -> dict[str, int]:
    return {row[key]: row[value] for row in rows}
