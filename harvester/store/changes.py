"""What a second reading changes in a stored report, by name, so that a re-parse can be reviewed."""

from collections import Counter
from collections.abc import Iterable, Iterator

from harvester.report.model import Report
from harvester.store.connection import Connection, Row
from harvester.store.rows import CONTENT, Values, child_rows

_KEYS = {"facts": 4, "sections": 2, "figures": 2, "checks": 3}
"""How many columns in front are the key of a row; they name it."""
_NUMBERED = frozenset({"sections", "figures"})
"""Tables whose rows are named by their place in the report."""
_STORED = {
    "facts": "SELECT report_id, table_key, row_key, column_key, value, state, raw, method FROM facts "
    "WHERE report_id = ?",
    "sections": "SELECT report_id, position, level, heading, kind, text FROM sections WHERE report_id = ?",
    "figures": "SELECT report_id, position, key, value, unit, snippet, qualifier FROM figures WHERE report_id = ?",
    "checks": "SELECT report_id, rule, subject, level, status, verdict, expected, actual, message FROM checks "
    "WHERE report_id = ? AND rule NOT IN ('X.copy_conflict', 'X.override_reopened') "
    "AND rule NOT IN (SELECT value FROM json_each((SELECT value FROM store_notes WHERE key = 'cross_rules')))",
}


def changed_parts(connection: Connection, report: Report, report_id: int, before: Row, values: Row) -> tuple[str, ...]:
    """Names of the columns and rows that differ: `title`, `facts.applications.granted.total`, `sections.3`, ..."""
    columns = [name for name in CONTENT if before.get(name) != values[name]]
    rows = child_rows(report, report_id)
    corrected = {
        tuple(row)
        for row in connection.db.conn.execute(
            "SELECT report_id, table_key, row_key, column_key FROM facts WHERE report_id = ? AND method = 'override'",
            (report_id,),
        )
    }
    parts = [
        name
        for table, sql in _STORED.items()
        for name in _differences(
            table,
            (r for r in connection.db.conn.execute(sql, (report_id,)) if r[:4] not in corrected or table != "facts"),
            (r for r in rows[table] if r[:4] not in corrected or table != "facts"),
        )
    ]
    attachments = {
        row[0] for row in connection.db.conn.execute("SELECT url FROM attachments WHERE report_id = ?", (report_id,))
    }
    other = ["attachments"] if attachments != {a.url for a in report.attachments} else []
    return (*columns, *parts, *other)


def _differences(table: str, stored: Iterable[Values], read: Iterable[Values]) -> Iterator[str]:
    width = _KEYS[table]
    before = {row[:width]: row[width:] for row in stored}
    after = {row[:width]: row[width:] for row in read}
    moved = _only_moved(before, after) if table in _NUMBERED else frozenset()
    for key in sorted(before.keys() | after.keys(), key=_in_order):
        if before.get(key) != after.get(key) and key not in moved:
            yield ".".join((table, *(str(part) for part in key[1:])))


def _in_order(key: Values) -> tuple[tuple[bool, str | int], ...]:
    return tuple((isinstance(part, str), part) for part in key)


def _only_moved(before: dict[Values, Values], after: dict[Values, Values]) -> frozenset[Values]:
    """Places of rows that are on both sides, where others were added or dropped: one new figure moves all behind it."""
    old, new = Counter(before.values()), Counter(after.values())
    if old == new:
        return frozenset()
    changed = set((old - new) | (new - old))
    return frozenset(
        key
        for key in before.keys() | after.keys()
        if before.get(key) not in changed and after.get(key) not in changed
    )
