"""Rows that lost their blank cells, settled together: blank rows at once, others by the identities of the table."""

from collections.abc import Mapping, Sequence

from harvester.report.formats import CellRef, Table
from harvester.report.tables._align import settle_table
from harvester.report.tables._rows import DataRow
from harvester.report.tables._ways import Way, adds_up, agreement, ways_of_row

Short = tuple[DataRow, Sequence[str | None]]
"""A row and the keys of its columns in printed order."""

WIDTH = 7
FLOW = ("new_requests", "carried_over", "total_handled", "carried_forward")


def settle(tables: Sequence[Table], rows: Sequence[Short], known: Mapping[CellRef, str]) -> list[dict[int, str]]:
    """For each short row the columns that are certain, with their values (`""` for a blank).

    Args:
        tables: the tables of the family.
        rows: the short rows.
        known: values already placed, from rows that were complete.
    """
    settled: list[dict[int, str]] = []
    layouts = _applications(tables, rows, known)
    for row, keys in rows:
        if not any((value or "").strip() for value in row.values):
            settled.append(dict.fromkeys(range(len(keys)), ""))
        else:
            settled.append(agreement(layouts.get(_key(row), [])))
    return settled


def _key(row: DataRow) -> str:
    return min(row.names.keys).split(".")[1]


def _applications(tables: Sequence[Table], rows: Sequence[Short], known: Mapping[CellRef, str]) -> dict[str, list[Way]]:
    """The ways left for each row of the applications table once all identities are satisfied together."""
    for table in tables:
        order = [column.key for column in table.columns]
        ways = {_key(row): _ways(row) for row, keys in rows if list(keys) == order and table.key == "applications"}
        merged = _complete(table, known) | ways
        if ways and (layouts := settle_rows(table, merged)):
            return layouts
    return {}


def settle_rows(table: Table, ways: Mapping[str, list[Way]]) -> dict[str, list[Way]]:
    """The ways left for each row of the applications table; nothing where a row has no way at all or is missing."""
    leaves = [row.key for row in table.data_rows if row.kind == "leaf"]
    if not all(row in ways for row in (*leaves, *FLOW)):
        return {}
    below, flow = settle_table([ways[row] for row in leaves], [ways[row] for row in FLOW])
    return dict(zip((*leaves, *FLOW), (*below, *flow), strict=True))


def _ways(row: DataRow) -> list[Way]:
    return [] if None in row.values else ways_of_row([value for value in row.values if value], WIDTH)


def _complete(table: Table, known: Mapping[CellRef, str]) -> dict[str, list[Way]]:
    """The rows that were printed in full: one way each."""
    rows = {ref.row for ref in known if ref.table == table.key}
    ways: dict[str, list[Way]] = {}
    for row in rows:
        values = [known.get(CellRef(table.key, row, column.key)) for column in table.columns]
        if None not in values:
            ways[row] = [tuple(values)]
    return ways


def unsummed(known: Mapping[CellRef, str], table: Table) -> set[str]:
    """The rows printed in full whose last column is not the sum of the others."""
    return {row for row, [way] in _complete(table, known).items() if not adds_up(way)}
