"""The tables that exports hand out, as one consistent snapshot: rows in a stable order, streamed, writers go on."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from harvester.store.connection import Connection
from harvester.store.described import ColumnText, TableText, tables
from harvester.store.views import View, views

Kind: TypeAlias = Literal["integer", "number", "text"]

LONG = {
    "reports": (),
    "sections": ("position",),
    "facts": ("table_key", "row_key", "column_key"),
    "figures": ("position",),
    "checks": ("rule", "subject"),
    "sightings": ("url",),
}
"""Tables with many rows a report, and what orders the rows of one report."""
WIDE = ("applications", "proactive", "disputes", "panel")
"""Views with one row a current report."""
ORDER = ("division_code", "agency", "year", "version")
"""The order of reports; it is also what makes a report version unique."""

_KINDS: dict[str, Kind] = {"integer": "integer", "number": "number", "real": "number", "text": "text"}
_BATCH = {"reports": 100, "sections": 500, **dict.fromkeys(WIDE, 500)}
"""Rows that are read at once: fewer where texts are long or columns many."""
_USUAL_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Selection:
    """Which reports are wanted; empty means all."""

    years: frozenset[int] = frozenset()
    divisions: frozenset[str] | None = None
    agency_types: frozenset[str] = frozenset()
    current_only: bool = False

    @property
    def where(self) -> tuple[str, dict[str, Any]]:
        """The condition over `reports`, and its parameters."""
        conditions, parameters = ["true"], {}
        lists = {"year": self.years or None, "division_code": self.divisions, "agency_type": self.agency_types or None}
        for column, values in lists.items():
            if values is not None:
                conditions.append(f"{column} IN (SELECT value FROM json_each(:{column}))")
                parameters[column] = json.dumps(sorted(values))
        if self.current_only:
            conditions.append("is_current = 1")
        return " AND ".join(conditions), parameters


@dataclass(frozen=True, slots=True)
class DatasetColumn:
    """A column as the schema describes it."""

    name: str
    kind: Kind
    meaning: str
    required: bool
    choices: tuple[str, ...] = ()
    cell: str = ""
    """In a wide view the cell that the column shows, as `table.row.column`."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table or view that is handed out."""

    name: str
    meaning: str
    columns: tuple[DatasetColumn, ...]
    key: tuple[str, ...]
    is_wide: bool


class Snapshot:
    """The selected reports as they stand at one moment, while others go on writing."""

    def __init__(self, connection: Connection, selection: Selection) -> None:
        """Begin to read; everything that is read until `close` belongs to the same moment."""
        self._connection = connection
        where, parameters = selection.where
        with connection.explained():
            execute = connection.db.conn.execute
            execute("BEGIN")
            execute("CREATE TEMP TABLE selected (position INTEGER PRIMARY KEY, report_id INTEGER NOT NULL)")
            self.reports = execute(
                "INSERT INTO selected (report_id) SELECT report_id FROM reports "
                f"WHERE {where} ORDER BY {', '.join(ORDER)}",
                parameters,
            ).rowcount

    def close(self) -> None:
        """Let the moment go, also while rows are still being read; the temporary table goes with it."""
        with self._connection.explained():
            self._connection.db.conn.execute("ROLLBACK")

    def datasets(self) -> list[Dataset]:
        """All tables and views, those with many rows a report first."""
        described = {table.name: table for table in tables(self._connection)}
        wide = {view.name: view for view in views()}
        return [_long(described[name]) for name in LONG] + [_wide(wide[name], described["reports"]) for name in WIDE]

    def count(self, name: str) -> int:
        """How many rows a table has."""
        return int(self._connection.value(f"SELECT count(*) FROM {self._source(name)}"))

    def batches(self, name: str) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a table, several at once, sorted by division, agency, year, version, then the table's own key."""
        order = ", ".join(["s.position", *(f"t.{column}" for column in LONG.get(name, ()))])
        sql = f"SELECT t.* FROM {self._source(name)} ORDER BY {order}"
        return self._connection.batches(sql, _BATCH.get(name, _USUAL_BATCH))

    def as_of(self) -> str | None:
        """When a selected report was last seen: the age of the data."""
        latest = self._connection.value(f"SELECT max(t.last_seen) FROM {self._source('reports')}")
        return None if latest is None else str(latest)

    def _source(self, name: str) -> str:
        # CROSS JOIN keeps the order of the loops, so that rows come sorted and nothing needs to be kept.
        return f"selected AS s CROSS JOIN {name} AS t ON t.report_id = s.report_id"


def _long(table: TableText) -> Dataset:
    columns = tuple(_column(column) for column in table.columns)
    return Dataset(table.name, table.meaning, columns, tuple(table.key), is_wide=False)


def _column(column: ColumnText) -> DatasetColumn:
    choices = tuple(column.choices) if column.type == "text" else ()
    return DatasetColumn(column.name, _KINDS[column.type], column.meaning, column.required, choices)


def _wide(view: View, reports: TableText) -> Dataset:
    """Columns of a view are columns of `reports`, or numbers."""
    known = {column.name: _column(column) for column in reports.columns}
    columns = tuple(
        known[column.name]
        if column.expression == f"r.{column.name}"
        else DatasetColumn(column.name, "number", column.meaning, required=False, cell=column.cell)
        for column in view.columns
    )
    return Dataset(view.name, view.meaning, columns, ("report_id",), is_wide=True)
