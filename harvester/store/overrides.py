"""A person's corrections: put in place of cells whenever a report is written, reopened when its source changes."""

from collections.abc import Mapping
from dataclasses import dataclass

from harvester.errors import HarvestError
from harvester.store.connection import Connection, Row, now
from harvester.store.rows import storable


@dataclass(frozen=True, slots=True)
class Override:
    """The right value of one cell, and why."""

    agency: str
    year: int
    table_key: str
    row_key: str
    column_key: str
    value: int | float | None
    """None: the cell is blank in the source."""
    reason: str
    author: str


_SAVE = """
INSERT OR REPLACE INTO overrides
  (agency, year, table_key, row_key, column_key, value, reason, author, at, source_sha256)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
# The printed text of the cell stays beside the corrected value.
_APPLY = """
INSERT INTO facts (report_id, table_key, row_key, column_key, value, state, raw, method)
VALUES (?, ?, ?, ?, ?, ?, '', 'override')
ON CONFLICT (report_id, table_key, row_key, column_key)
DO UPDATE SET value = excluded.value, state = excluded.state, method = 'override'
"""
_REOPEN = """
INSERT OR REPLACE INTO checks (report_id, rule, subject, level, status, verdict, expected, actual, message)
VALUES (?, 'X.override_reopened', ?, 'warning', 'fail', 'unsure', ?, NULL,
        'The source changed after this cell was corrected: look again, then correct it anew or drop the correction.')
"""


def set_override(connection: Connection, override: Override) -> int:
    """Keep a correction and apply it to the current report; returns the report's number.

    Raises:
        HarvestError: there is no current report of that agency and year.
    """
    found = connection.rows(
        "SELECT report_id FROM reports WHERE agency = ? AND year = ? AND is_current = 1 ORDER BY report_id",
        (override.agency, override.year),
    )
    if len(found) != 1:
        what = "There is no report" if not found else f"There are {len(found)} agencies with a report"
        raise HarvestError(f"{what} of {override.agency} for {override.year}; see `current_reports` for the names.")
    report_id = int(found[0]["report_id"])
    o = override
    with connection.writing():
        connection.execute(
            _SAVE, (o.agency, o.year, o.table_key, o.row_key, o.column_key, storable(o.value), o.reason, o.author,
                    now(), source_sha256(connection, report_id)),
        )  # fmt: skip
        apply_overrides(connection, report_id)
    return report_id


def drop_override(connection: Connection, agency: str, year: int, cell: tuple[str, str, str]) -> bool:
    """Drop a correction and take the corrected cell out, so that the next reading puts in what was printed."""
    where = "agency = ? AND year = ? AND table_key = ? AND row_key = ? AND column_key = ?"
    with connection.writing():
        done = connection.execute(f"DELETE FROM overrides WHERE {where}", (agency, year, *cell)).rowcount
        connection.execute(
            "DELETE FROM facts WHERE method = 'override' AND table_key = ? AND row_key = ? AND column_key = ? AND "
            "report_id IN (SELECT report_id FROM reports WHERE agency = ? AND year = ?)",
            (*cell, agency, year),
        )
        connection.execute(
            "DELETE FROM checks WHERE rule = 'X.override_reopened' AND subject = ? AND "
            "report_id IN (SELECT report_id FROM reports WHERE agency = ? AND year = ?)",
            (".".join(cell), agency, year),
        )
    return done > 0


def apply_overrides(connection: Connection, report_id: int) -> None:
    """Put the corrections of a report's agency and year in place; those of another source become failed checks."""
    rows = connection.rows(
        "SELECT o.* FROM overrides AS o JOIN reports AS r USING (agency, year) WHERE r.report_id = ?", (report_id,)
    )
    connection.execute("DELETE FROM checks WHERE report_id = ? AND rule = 'X.override_reopened'", (report_id,))
    if not rows:
        return
    source = source_sha256(connection, report_id)
    for row in rows:
        cell = (row["table_key"], row["row_key"], row["column_key"])
        if row["source_sha256"] == source:
            connection.execute(_APPLY, (report_id, *cell, row["value"], _state(row)))
        else:
            value = None if row["value"] is None else str(row["value"])
            connection.execute(_REOPEN, (report_id, ".".join(cell), value))


def source_sha256(connection: Connection, report_id: int) -> str:
    """What a correction refers to: the archived bytes, or the text where a report was stored without them."""
    return str(
        connection.value(
            "SELECT ifnull(c.sha256, r.text_sha256) FROM reports AS r LEFT JOIN captures AS c USING (capture_id) "
            "WHERE r.report_id = ?",
            (report_id,),
        )
    )


def _state(row: Mapping[str, object] | Row) -> str:
    if row["value"] is None:
        return "blank"
    return "numeric" if row["value"] else "zero"
