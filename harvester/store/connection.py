"""One open database file: checked to be ours and of this schema, with every failure said in one line.

Writes happen in the thread that opened the file (SQLite's rule for a connection); readers open their own connection,
and thanks to the write-ahead log neither waits for the other.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

from harvester.errors import HarvestError, StoreError
from harvester.store._light import Database
from harvester.store.functions import register_functions
from harvester.store.migrations import SCHEMA_VERSION, migrations
from harvester.store.views import rebuild_views

Row: TypeAlias = dict[str, Any]
Parameters: TypeAlias = Sequence[Any] | Mapping[str, Any]

APPLICATION_ID = 0x41525048
"""`ARPH` in the header of the file: tells our databases from those of other programs."""

BUSY_SECONDS = 15.0


class RefusedRow(HarvestError):
    """The database refuses one document (a value outside its column's limits); the database itself is in order."""


_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = NORMAL",  # with the write-ahead log a killed process loses nothing that was committed
    "PRAGMA cache_size = -16384",  # 16 MB: the upper levels of all indexes of a million rows
    "PRAGMA journal_size_limit = 67108864",
    "PRAGMA wal_autocheckpoint = 4000",  # pages: what a busy crawl changes again and again is copied less often
)

# What SQLite says, and what it means to a person. The first line that fits is taken.
_EXPLANATIONS = (
    ("locked", "is locked by another process. Wait until that ends, or stop it, and try again"),
    ("busy", "is locked by another process. Wait until that ends, or stop it, and try again"),
    ("full", "cannot grow: the disk is full. Free some space and run the command again; nothing stored is lost"),
    ("readonly", "is read-only. Make the file and its folder writable, or name another file with --db"),
    ("disk i/o", "could not be read or written (disk error or quota). Check the disk, then run the command again"),
    ("unable to open", "cannot be opened. Check that the folder exists and that you may read and write it"),
    ("malformed", "is damaged. Restore a backup, or run `harvester doctor` to see what can be saved"),
    ("not a database", "is not a SQLite database. Name another file with --db"),
    ("encrypted", "is not a SQLite database. Name another file with --db"),
)


def now() -> str:
    """This moment as the database writes it: UTC, ISO 8601, milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def explain_error(error: sqlite3.Error, path: str) -> StoreError:
    """Say in one line what an error of SQLite means for this file and what to do."""
    said = str(error).lower()
    for sign, meaning in _EXPLANATIONS:
        if sign in said:
            return StoreError(f"The database {path} {meaning}.")
    return StoreError(f"The database {path} refused a step: {error}.")


class Connection:
    """A database file in use. `db` is the sqlite-utils object, for what the methods here do not cover."""

    def __init__(self, path: str | Path, *, readonly: bool = False, busy_seconds: float = BUSY_SECONDS) -> None:
        """Open `path`, creating it unless `readonly`; see `StoreError` for what can be wrong with it."""
        self.path = str(path)
        self.readonly = readonly
        self._later: Callable[[Callable[[], None]], object] | None = None
        self._lost: StoreError | None = None
        with self.explained():
            self.db = Database(_connect(self.path, readonly, busy_seconds))
            self._sql = self.db.conn
            try:
                self._prepare()
            except BaseException:
                self.db.close()
                raise

    def _prepare(self) -> None:
        for pragma in _PRAGMAS:
            self.db.execute(pragma)
        register_functions(self.db)
        version = self._own_version()
        if self.readonly:
            if version < SCHEMA_VERSION:
                raise StoreError(
                    f"The database {self.path} has the older schema {version} (this program: {SCHEMA_VERSION}) "
                    "and was opened for reading only. Run `harvester doctor --migrate` to bring it up to date."
                )
            return
        if version == 0 or self.db.journal_mode != "wal":
            self.db.enable_wal()
        with self.writing():  # also shows at once whether the file can be written
            if version < SCHEMA_VERSION:
                self._migrate(version)
            rebuild_views(self.db)

    def _own_version(self) -> int:
        """Version of the schema in the file, 0 for an empty one.

        Raises:
            StoreError: the file belongs to another program, or to a newer version of this one.
        """
        application = self.value("PRAGMA application_id")
        version = int(self.value("PRAGMA user_version"))
        if application != APPLICATION_ID and (application or self.value("SELECT count(*) FROM sqlite_master")):
            raise StoreError(
                f"The database {self.path} belongs to another program. Name another file with --db; it was not changed."
            )
        if version > SCHEMA_VERSION:
            raise StoreError(
                f"The database {self.path} was written by a newer version of this program (schema {version}, this "
                f"one knows {SCHEMA_VERSION}). Update the program; the file was not changed."
            )
        return version

    def _migrate(self, version: int) -> None:
        if version:
            self._copy_beside(version)
        migrations.apply(self.db)
        self.db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        self.db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def _copy_beside(self, version: int) -> None:
        """Keep the file as it was before a migration, as NAME.schema-N.backup."""
        copy = Path(f"{self.path}.schema-{version}.backup")
        if copy.exists():
            return
        partial = copy.with_suffix(".partial")
        with sqlite3.connect(f"file:{self.path}?mode=ro", uri=True) as source, sqlite3.connect(partial) as target:
            source.backup(target)
        source.close()
        target.close()
        shutil.move(partial, copy)

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn errors of SQLite inside the block into one-line `StoreError`s."""
        try:
            yield
        except sqlite3.Error as error:
            raise self._explain(error) from error

    def _explain(self, error: sqlite3.Error) -> Exception:
        if isinstance(error, sqlite3.ProgrammingError):
            return error  # a mistake of ours, not a state of the file
        if isinstance(error, sqlite3.IntegrityError | sqlite3.DataError):
            return RefusedRow(f"The database refused a value: {error}.")
        return explain_error(error, self.path)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of the block or nothing. Blocks nest.

        It starts with BEGIN IMMEDIATE, because a transaction that reads first and then wants to write is refused at
        once, without waiting, when another process wrote in between.
        """
        is_inner = self._sql.in_transaction
        try:
            if not is_inner:
                self._begin()
            else:
                self._sql.execute("SAVEPOINT step")
            yield
            if is_inner:
                self._sql.execute("RELEASE step")
            elif self._later is None:
                self._sql.execute("COMMIT")
        except BaseException as error:
            if self._sql.in_transaction:
                self._sql.execute("ROLLBACK TO step" if is_inner else "ROLLBACK")
                if is_inner:
                    self._sql.execute("RELEASE step")
            if isinstance(error, sqlite3.Error):
                raise self._explain(error) from error
            raise

    def _begin(self) -> None:
        if self._lost is not None:
            raise self._lost
        self._sql.execute("BEGIN IMMEDIATE")
        if self._later is not None:
            self._later(self._commit)

    @contextmanager
    def grouped(self, later: Callable[[Callable[[], None]], object]) -> Iterator[None]:
        """Make the steps of one turn of an event loop one transaction: they are committed together when it ends.

        What a step depends on is committed with it or before it, for steps are written in their order. A turn that
        cannot be committed is lost as a whole, and the next step raises the reason.

        Args:
            later: calls a function when the turn is over (`loop.call_soon`).
        """
        self._later = later
        try:
            yield
        finally:
            self._later = None
            self._commit()
            if self._lost is not None:
                raise self._lost

    def _commit(self) -> None:
        """End the transaction of a turn."""
        if not self._sql.in_transaction:
            return
        try:
            self._sql.execute("COMMIT")
        except sqlite3.Error as error:
            self._lost = explain_error(error, self.path)
            if self._sql.in_transaction:
                self._sql.execute("ROLLBACK")

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """All rows of a query as dictionaries."""
        try:
            cursor = self._sql.execute(sql, parameters)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]
        except sqlite3.Error as error:
            raise self._explain(error) from error

    def stream(self, sql: str, parameters: Parameters = ()) -> Iterator[Row]:
        """Rows of a query one by one, for results that do not fit into memory."""
        with self.explained():
            cursor = self._sql.execute(sql, parameters)
            names = [column[0] for column in cursor.description]
            for row in cursor:
                yield dict(zip(names, row, strict=True))

    def batches(self, sql: str, size: int, parameters: Parameters = ()) -> Iterator[list[tuple[Any, ...]]]:
        """Rows of a query as plain tuples, `size` at once: the quickest way through millions of rows."""
        with self.explained():
            cursor = self._sql.execute(sql, parameters)
            while rows := cursor.fetchmany(size):
                yield rows

    def first(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """First row of a query, None when there is none."""
        try:
            cursor = self._sql.execute(sql, parameters)
            row = cursor.fetchone()
        except sqlite3.Error as error:
            raise self._explain(error) from error
        return dict(zip((column[0] for column in cursor.description), row, strict=True)) if row else None

    def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """First column of the first row of a query, None when there is none."""
        try:
            row = self._sql.execute(sql, parameters).fetchone()
        except sqlite3.Error as error:
            raise self._explain(error) from error
        return row[0] if row else None

    def execute(self, sql: str, parameters: Parameters = ()) -> sqlite3.Cursor:
        """Run a statement that writes; a transaction of its own unless one is open."""
        if not self._sql.in_transaction:
            with self.writing():
                return self._sql.execute(sql, parameters)
        try:
            return self._sql.execute(sql, parameters)
        except sqlite3.Error as error:
            raise self._explain(error) from error

    def many(self, sql: str, rows: Iterable[Parameters]) -> None:
        """Run a statement that writes for each row (3 times as fast as `insert_all` for small rows)."""
        if not self._sql.in_transaction:
            with self.writing():
                self._sql.executemany(sql, rows)
            return
        try:
            self._sql.executemany(sql, rows)
        except sqlite3.Error as error:
            raise self._explain(error) from error

    def close(self) -> None:
        """Close the file; an open transaction is rolled back."""
        self.db.close()


def _connect(path: str, readonly: bool, busy_seconds: float) -> sqlite3.Connection:
    if path == ":memory:":
        return sqlite3.connect(path)
    file = Path(path)
    if file.is_dir():
        raise StoreError(f"The database {path} is a folder. Name a file with --db.")
    if readonly:
        return _connect_reader(file, busy_seconds)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"The folder of the database {path} cannot be made: {error.strerror}.") from error
    return sqlite3.connect(path, timeout=busy_seconds)


def _connect_reader(file: Path, busy_seconds: float) -> sqlite3.Connection:
    if not file.exists():
        raise StoreError(f"There is no database {file}. Run `harvester crawl` first, or name another file with --db.")
    uri = file.resolve().as_uri() + "?mode=ro"
    connection = sqlite3.connect(uri, uri=True, timeout=busy_seconds)
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        if "unable to open" not in str(error):
            raise
        # The log of a database in a read-only folder cannot be opened; the file alone can be read as it stands.
        connection.close()
        connection = sqlite3.connect(uri + "&immutable=1", uri=True, timeout=busy_seconds)
    return connection
