"""A look at a database file that may be of an older schema or damaged, and what can still be read out of it.

Nothing here opens the file for writing. A damaged file is read table by table, in ranges of keys that are halved until
what cannot be read is small; what is read is put into a new file, whose constraints refuse rows that make no sense.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from harvester.errors import StoreError
from harvester.store.connection import APPLICATION_ID, Connection, explain_error
from harvester.store.described import TableText, tables
from harvester.store.migrations import SCHEMA_VERSION
from harvester.store.search import rebuild_index

RANGE = 1_000
"""So many keys are read at once."""
FAULTS_SHOWN = 10
_BY_REPORT = ("sections", "facts", "figures", "checks")
_OWNED = ("sections", "facts", "figures", "checks", "sightings", "attachments")
_REFERENCES = (
    ("reports", "capture_id", "captures"), ("sightings", "capture_id", "captures"), ("captures", "run_id", "runs"),
    ("failures", "run_id", "runs"),
)  # fmt: skip


class State(NamedTuple):
    """What the file is."""

    schema: int
    """Schema of the file; 0 for an empty one."""
    is_ours: bool
    faults: tuple[str, ...]
    """What the integrity check says; empty when the file is whole."""
    orphans: int
    """Rows that belong to nothing."""
    latest: str | None
    """The latest time that the file tells, UTC."""

    @property
    def is_older(self) -> bool:
        """Whether this program would bring the schema up to date."""
        return 0 < self.schema < SCHEMA_VERSION

    @property
    def is_newer(self) -> bool:
        """Whether a newer program wrote it."""
        return self.schema > SCHEMA_VERSION


class Saved(NamedTuple):
    """What came of one table."""

    table: str
    rows: int
    lost: int
    """Keys, or rows, that could not be read or made no sense; of a cut file also keys that nothing may have had."""


def inspect(path: Path) -> State:
    """Look at a file without changing it.

    Raises:
        StoreError: it is no SQLite database, or cannot be opened.
    """
    try:
        connection = _open(path)
        try:
            schema = int(_value(connection, "PRAGMA user_version"))
            is_ours = _value(connection, "PRAGMA application_id") == APPLICATION_ID
            faults = _faults(connection)
            orphans = 0 if faults else len(connection.execute("PRAGMA foreign_key_check").fetchall())
            return State(schema, is_ours, faults, orphans, _latest(connection) if is_ours else None)
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise explain_error(error, str(path)) from error


def _open(path: Path) -> sqlite3.Connection:
    """A connection for reading, also to a file that ends before its last page."""
    uri = path.resolve().as_uri() + "?mode=ro"
    connection = sqlite3.connect(uri, uri=True, timeout=15.0)
    try:
        connection.execute("PRAGMA user_version")
    except sqlite3.OperationalError:  # the log of a file in a read-only folder cannot be opened, the file can
        connection.close()
        connection = sqlite3.connect(uri + "&immutable=1", uri=True, timeout=15.0)
    # With it SQLite reads what there is of a cut file instead of refusing all of it; nothing can be written anyway.
    connection.execute("PRAGMA writable_schema = ON")
    return connection


def _value(connection: sqlite3.Connection, sql: str) -> Any:
    row = connection.execute(sql).fetchone()
    return row[0] if row else None


def _faults(connection: sqlite3.Connection) -> tuple[str, ...]:
    try:
        lines = [row[0] for row in connection.execute(f"PRAGMA integrity_check({FAULTS_SHOWN})")]
    except sqlite3.DatabaseError as error:
        return (str(error),)
    return () if lines == ["ok"] else tuple(line for text in lines for line in text.splitlines())


def _latest(connection: sqlite3.Connection) -> str | None:
    try:
        found = _value(connection, "SELECT max(at) FROM (SELECT max(started_at) AS at FROM runs UNION "
                                   "SELECT max(last_seen) FROM reports)")  # fmt: skip
    except sqlite3.DatabaseError:
        return None
    return None if found is None else str(found)


def readable(path: Path) -> list[Saved]:
    """What could be saved of a damaged file."""
    pattern = Connection(":memory:")
    source = _open(path)
    try:
        found = []
        for table in tables(pattern):
            rows = lost = 0
            for part in _parts(source, table):
                rows, lost = rows + len(part or ()), lost + (part is None)
            found.append(Saved(table.name, rows, lost))
        return found
    finally:
        source.close()
        pattern.close()


def salvage(path: Path, target: Path) -> list[Saved]:
    """Put what can be read of a damaged file into a new one.

    Raises:
        StoreError: the target exists already, or one of the files cannot be opened.
    """
    if target.exists():
        raise StoreError(f"{target} exists already. Name a new file for what can be saved.")
    try:
        source = _open(path)
    except sqlite3.Error as error:
        raise explain_error(error, str(path)) from error
    new = Connection(target)
    try:
        new.db.execute("PRAGMA foreign_keys = OFF")
        found = [_copy(source, new, table) for table in tables(new)]
        with new.writing():
            _mend_references(new)
        rebuild_index(new)
        return found
    finally:
        source.close()
        new.close()


def _copy(source: sqlite3.Connection, new: Connection, table: TableText) -> Saved:
    columns = _shared_columns(source, table)
    marks = ", ".join("?" * len(columns))
    insert = f"INSERT OR IGNORE INTO {table.name} ({', '.join(columns)}) VALUES ({marks})"
    rows = lost = 0
    for part in _parts(source, table):
        if part is None:
            lost += 1
            continue
        with new.writing():
            for row in part:
                stored = new.db.conn.execute(insert, row).rowcount  # 0 where a constraint refuses the row
                rows, lost = rows + stored, lost + 1 - stored
    return Saved(table.name, rows, lost)


def _shared_columns(source: sqlite3.Connection, table: TableText) -> list[str]:
    """Columns that the file has too: one of an older schema has fewer."""
    try:
        there = {row[1] for row in source.execute(f"PRAGMA table_info({table.name})")}
    except sqlite3.DatabaseError:
        there = set()
    return [column.name for column in table.columns if column.name in there]


def _parts(source: sqlite3.Connection, table: TableText) -> Iterator[list[tuple[Any, ...]] | None]:
    """Rows in ranges of keys; None for a range that cannot be read."""
    columns = ", ".join(_shared_columns(source, table))
    if not columns:
        yield None
        return
    key = "report_id" if table.name in _BY_REPORT else "rowid"
    try:
        source.execute(f"SELECT {key} FROM {table.name} LIMIT 0")
    except sqlite3.OperationalError:  # a table without numbers of rows
        yield from _both_ends(source, table.name, columns, table.key)
        return
    except sqlite3.DatabaseError:
        yield None
        return
    last = _last_key(source, table.name, key)
    for low in range(0, last + 1, RANGE):
        yield from _range(
            source, f"SELECT {columns} FROM {table.name} WHERE {key} BETWEEN ? AND ?", low, low + RANGE - 1
        )


def _last_key(source: sqlite3.Connection, table: str, key: str) -> int:
    """The greatest key; where the table does not tell, the greatest that was ever given."""
    for sql in (
        f"SELECT max({key}) FROM {table}",
        f"SELECT seq FROM sqlite_sequence WHERE name = '{'reports' if key == 'report_id' else table}'",
    ):
        try:
            return int(_value(source, sql) or 0)
        except sqlite3.DatabaseError:
            continue
    return 10 * RANGE


def _range(source: sqlite3.Connection, sql: str, low: int, high: int) -> Iterator[list[tuple[Any, ...]] | None]:
    try:
        yield source.execute(sql, (low, high)).fetchall()
    except sqlite3.DatabaseError:
        if low == high:
            yield None
            return
        middle = (low + high) // 2
        yield from _range(source, sql, low, middle)
        yield from _range(source, sql, middle + 1, high)


def _both_ends(
    source: sqlite3.Connection, table: str, columns: str, key: list[str]
) -> Iterator[list[tuple[Any, ...]] | None]:
    """A small table with keys of text: from its beginning, and where that breaks off, from its end too."""
    seen: set[tuple[Any, ...]] = set()
    for direction in ("ASC", "DESC"):
        order = ", ".join(f"{name} {direction}" for name in key)
        rows = []
        try:
            for row in source.execute(f"SELECT {columns} FROM {table} ORDER BY {order}"):
                rows.append(row)  # noqa: PERF402 - what came before it broke off is kept
        except sqlite3.DatabaseError:
            yield [row for row in rows if row not in seen]
            yield None
            seen.update(rows)
            continue
        yield [row for row in rows if row not in seen]
        return


def _mend_references(new: Connection) -> None:
    """Take out what belongs to a report that was lost, and forget captures and runs that were."""
    for table in _OWNED:
        new.execute(f"DELETE FROM {table} WHERE report_id NOT IN (SELECT report_id FROM reports)")
    for table, column, parent in _REFERENCES:
        new.execute(
            f"UPDATE {table} SET {column} = NULL WHERE {column} IS NOT NULL "
            f"AND {column} NOT IN (SELECT {column} FROM {parent})"
        )
    for table, _, parent, _ in set(new.db.execute("PRAGMA foreign_key_check").fetchall()):
        column = "run_id" if parent == "runs" else "report_id"
        new.execute(f"DELETE FROM {table} WHERE {column} NOT IN (SELECT {column} FROM {parent})")
