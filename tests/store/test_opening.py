"""Promises that a database that cannot be used says so in one line, that nothing in it is changed, and that an older
one is brought up to date with a copy kept."""

import os
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from sqlite_utils import Migrations

from harvester.errors import StoreError
from harvester.store import Store, connection, migrations
from harvester.store.connection import explain_error
from tests.store.conftest import report


def refused(path: Path, **options: object) -> str:
    """The line with which opening fails."""
    with pytest.raises(StoreError) as caught:
        Store.open(path, **options).close()  # type: ignore[arg-type]
    message = str(caught.value)
    assert "\n" not in message
    assert str(path) in message
    return message


def test_a_new_database_is_made_with_its_folder(tmp_path: Path):
    with Store.open(tmp_path / "new" / "folder" / "harvest.db") as store:
        assert store.counts()["reports"] == 0
        assert store.connection.db.journal_mode == "wal"


def test_opening_again_changes_nothing(path: Path):
    Store.open(path).close()
    before = path.read_bytes()
    Store.open(path).close()
    assert path.read_bytes() == before


def test_the_database_of_another_program_is_refused_and_left_alone(path: Path):
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE songs (title TEXT)")
    before = path.read_bytes()
    assert "another program" in refused(path)
    assert path.read_bytes() == before


def test_the_database_of_another_program_with_its_own_mark_is_refused(path: Path):
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA application_id = 7")
    assert "another program" in refused(path)


def test_an_empty_file_becomes_a_database(path: Path):
    path.touch()
    Store.open(path).close()
    assert path.stat().st_size > 0


@pytest.mark.parametrize("content", [b"site_id,name\n1,2\n" * 100, bytes(range(256)) * 20])
def test_a_file_that_is_no_database_is_refused(path: Path, content: bytes):
    path.write_bytes(content)
    assert "not a SQLite database" in refused(path)
    assert path.read_bytes() == content


def test_a_folder_is_refused(tmp_path: Path):
    assert "is a folder" in refused(tmp_path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path):
    (tmp_path / "file").touch()
    assert "cannot be made" in refused(tmp_path / "file" / "harvest.db")


def test_a_missing_database_cannot_be_read(path: Path):
    assert "There is no database" in refused(path, readonly=True)
    assert not path.exists()


def test_a_newer_schema_is_refused_and_left_alone(path: Path):
    Store.open(path).close()
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA user_version = 999")
    assert "newer version of this program" in refused(path)
    with sqlite3.connect(path) as other:
        assert other.execute("PRAGMA user_version").fetchone() == (999,)


def test_a_damaged_database_is_named(path: Path):
    with Store.open(path) as store:
        store.save_report(report())
        store.connection.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xff" * 3996
    path.write_bytes(content)
    assert "damaged" in refused(path)


def test_a_locked_database_is_named_after_a_while(path: Path):
    Store.open(path).close()
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert "locked by another process" in refused(path, busy_seconds=0.1)
    finally:
        other.close()


def test_a_lock_that_ends_in_time_is_waited_for(path: Path):
    Store.open(path).close()
    script = f"""
        import sqlite3, time
        other = sqlite3.connect({str(path)!r})
        other.execute("BEGIN IMMEDIATE")
        print("locked", flush=True)
        time.sleep(0.5)
    """
    with subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout and other.stdout.readline() == "locked\n"
        with Store.open(path, busy_seconds=10) as store:
            assert store.start_run("crawl") == 1


def test_two_processes_that_write_at_once_wait_for_each_other(path: Path):
    Store.open(path).close()
    script = """
        import sys
        from harvester.store import Store
        from tests.store.conftest import report
        with Store.open(sys.argv[1]) as store:
            for number in range(60):
                store.save_report(report(url=f"http://{sys.argv[2]}.gov.cn/{number}", agency=f"{sys.argv[2]}{number}"))
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(path)]
    writers = [subprocess.Popen([*command, name], cwd=Path(__file__).parents[2]) for name in "ab"]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    with Store.open(path) as store:
        assert store.counts()["reports"] == 120


def test_a_lock_in_the_middle_of_work_is_named(path: Path):
    with Store.open(path, busy_seconds=0.1) as store:
        other = sqlite3.connect(path)
        other.execute("BEGIN IMMEDIATE")
        try:
            with pytest.raises(StoreError, match="locked by another process"):
                store.save_report(report())
        finally:
            other.close()
        assert store.save_report(report()).outcome == "new"


def test_reading_goes_on_while_another_process_writes(path: Path):
    with Store.open(path) as writer, Store.open(path, readonly=True) as reader, writer.writing():
        writer.save_report(report())
        assert reader.counts()["reports"] == 0


def test_a_full_disk_is_named_and_loses_nothing(path: Path):
    with Store.open(path) as store:
        store.save_report(report())
        pages = store.connection.value("PRAGMA page_count")
        store.connection.db.execute(f"PRAGMA max_page_count = {pages + 5}")
        with pytest.raises(StoreError, match="disk is full"):
            store.save_capture("http://a.gov.cn/", os.urandom(200_000))
        assert store.counts()["reports"] == 1
        assert store.counts()["captures"] == 0
    with Store.open(path) as store:
        assert store.save_capture("http://a.gov.cn/", os.urandom(200_000)) == 1


def test_a_file_that_may_not_grow_is_named(path: Path):
    """A limit on the size of files, as a quota sets it: the write fails outside SQLite's own bookkeeping."""
    script = f"""
        import os, resource, signal
        from harvester.errors import StoreError
        from harvester.store import Store
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        with Store.open({str(path)!r}) as store:
            store.save_capture("http://a.gov.cn/first", b"kept")
            resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, 900_000))
            try:
                for number in range(20):
                    store.save_capture(f"http://a.gov.cn/{{number}}", os.urandom(100_000))
            except StoreError as error:
                print(error)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True)
    assert done.stdout.count("\n") == 1
    assert str(path) in done.stdout
    with Store.open(path) as store:
        assert store.capture_body(1) == b"kept"


def test_a_read_only_database_is_named_and_can_be_read(path: Path):
    with Store.open(path) as store:
        store.save_report(report())
    with Store.open(path, readonly=True) as store:
        assert store.counts()["reports"] == 1
        with pytest.raises(StoreError, match="read-only"):
            store.save_report(report(year=2021))


@pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")
def test_a_file_without_write_permission_is_named(path: Path):
    Store.open(path).close()
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        if os.access(path, os.W_OK):
            pytest.skip("this user may write everywhere, permissions do not bind")
        assert "read-only" in refused(path)
        Store.open(path, readonly=True).close()
    finally:
        path.parent.chmod(0o755)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("attempt to write a readonly database", "read-only"),
        ("database or disk is full", "disk is full"),
        ("database is locked", "locked by another process"),
        ("unable to open database file", "cannot be opened"),
        ("disk I/O error", "Check the disk"),
        ("something never seen", "something never seen"),
    ],
)
def test_what_sqlite_says_is_put_in_words(said: str, meant: str):
    message = str(explain_error(sqlite3.OperationalError(said), "x.db"))
    assert meant in message
    assert "x.db" in message


@pytest.fixture
def two_steps(monkeypatch: pytest.MonkeyPatch) -> Migrations:
    """A program whose schema has one migration more than today's."""
    later = Migrations("harvester")
    for step in migrations.migrations.pending(connection.Database(memory=True)):
        later(name=step.name)(step.fn)

    @later()
    def m9999_color(db: connection.Database) -> None:
        db.execute("ALTER TABLE sites ADD COLUMN color TEXT /* Color. */")

    monkeypatch.setattr(connection, "migrations", later)
    monkeypatch.setattr(connection, "SCHEMA_VERSION", migrations.SCHEMA_VERSION + 1)
    return later


def test_an_older_schema_is_migrated_with_a_copy_kept(path: Path, request: pytest.FixtureRequest):
    with Store.open(path) as store:
        store.save_report(report())
    request.getfixturevalue("two_steps")
    with Store.open(path) as store:
        assert "color" in store.connection.db.table("sites").columns_dict
        assert store.counts()["reports"] == 1
    copy = path.with_name(f"{path.name}.schema-{migrations.SCHEMA_VERSION}.backup")
    with sqlite3.connect(copy) as old:
        assert old.execute("SELECT count(*) FROM reports").fetchone() == (1,)
        assert old.execute("PRAGMA user_version").fetchone() == (migrations.SCHEMA_VERSION,)


def test_an_older_schema_cannot_be_read_only(path: Path, request: pytest.FixtureRequest):
    Store.open(path).close()
    request.getfixturevalue("two_steps")
    assert "older schema" in refused(path, readonly=True)


def test_a_migration_that_fails_leaves_the_database_as_it_was(path: Path, request: pytest.FixtureRequest):
    with Store.open(path) as store:
        store.save_report(report())
    later = request.getfixturevalue("two_steps")

    @later()
    def m99999_broken(db: connection.Database) -> None:
        db.execute("ALTER TABLE nothing ADD COLUMN color TEXT")

    with pytest.raises(StoreError):
        Store.open(path)
    with sqlite3.connect(path) as old:
        assert old.execute("PRAGMA user_version").fetchone() == (migrations.SCHEMA_VERSION,)
        assert "color" not in [row[1] for row in old.execute("PRAGMA table_info(sites)")]
