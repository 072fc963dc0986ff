"""Promises that the doctor finds what is wrong, says what to do, changes nothing unasked, saves what can be saved."""

import os
import socket
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from harvester import cli
from harvester.errors import ReferenceRowError, StoreError
from harvester.jobs import doctor, doctor_data, doctor_world
from harvester.jobs.findings import Finding
from harvester.store import Store
from harvester.store.connection import APPLICATION_ID
from harvester.store.migrations import m0001_contract
from harvester.store.salvage import inspect, readable, salvage
from tests.store.conftest import report

REPORTS = 60


def states(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.topic, finding.state) for finding in findings]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A database as the first schema had it, with a report."""
    path = tmp_path / "old.db"
    db = Database(path)
    m0001_contract(db)
    db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.conn.execute("PRAGMA user_version = 1")
    db.conn.execute("CREATE TABLE _sqlite_migrations (migration_set TEXT, name TEXT, applied_at TEXT)")
    db.conn.execute("INSERT INTO _sqlite_migrations VALUES ('harvester', 'm0001_contract', '2026-01-01')")
    db.conn.execute(
        "INSERT INTO reports (agency, year, text, text_sha256, version, is_current, script, first_seen, last_seen) "
        "VALUES ('甲局', 2020, '正文', 'x', 1, 1, 'hans', '2026', '2026')"
    )
    db.conn.commit()
    db.close()
    return path


def test_an_old_schema_is_found_and_left_alone(old: Path):
    before = old.read_bytes()
    (finding,) = doctor_data.database(old)
    assert finding.state == "problem" and "older schema 1" in finding.message
    assert "doctor --migrate" in finding.advice and "old.db.schema-1.backup" in finding.advice
    assert old.read_bytes() == before and not list(old.parent.glob("*.backup"))


def test_the_migration_keeps_a_copy_first(old: Path, capsys: pytest.CaptureFixture[str]):
    assert cli.main(["doctor", "--db", str(old), "--migrate"]) == 0
    assert "is whole" in capsys.readouterr().out
    with sqlite3.connect(f"{old}.schema-1.backup") as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (1,)
        assert copy.execute("SELECT agency FROM reports").fetchone() == ("甲局",)
    copy.close()
    with Store.open(old, readonly=True) as store:
        assert [row["agency"] for row in store.current_reports()] == ["甲局"]


def test_a_database_that_is_not_there_is_never_made_by_a_migration(tmp_path: Path):
    assert cli.main(["doctor", "--db", str(tmp_path / "absent.db"), "--migrate"]) == 1
    assert not list(tmp_path.iterdir())


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A database of some hundred pages."""
    path = tmp_path / "filled.db"
    with Store.open(path) as store:
        run = store.start_run("crawl", {"region": "440700"})
        for number in range(REPORTS):
            text = f"第{number}份。" + "公开" * 600
            store.save_report(report(text, url=f"http://a.gov.cn/{number}", agency=f"第{number}局"))
        store.finish_run(run, "finished", {"reports new": REPORTS})
        store.connection.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def page_of(path: Path, table: str) -> tuple[int, list[int]]:
    """Size of a page, and the pages of a table."""
    with sqlite3.connect(path) as db:
        size = db.execute("PRAGMA page_size").fetchone()[0]
        root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    db.close()
    return size, [root]


def spoil(path: Path, *pages: int, size: int = 4096) -> None:
    content = bytearray(path.read_bytes())
    for page in pages:
        content[(page - 1) * size : page * size] = b"\xa5" * size
    path.write_bytes(content)


def pages_with(path: Path, text: str, size: int = 4096) -> list[int]:
    """Pages in which a text stands."""
    content = path.read_bytes()
    return [at // size + 1 for at in range(0, len(content), size) if text.encode() in content[at : at + size]]


def test_a_damaged_database_is_found_with_what_can_be_saved(filled: Path):
    size, (root,) = page_of(filled, "sections")
    spoil(filled, root, size=size)
    found = list(doctor_data.database(filled))
    assert states(found) == [("database", "problem"), ("database", "note")]
    assert "is damaged" in found[0].message and "--salvage NEW.db" in found[0].advice
    assert f"reports {REPORTS}" in found[1].message and "sections 0 (" in found[1].message


def test_what_can_be_read_is_saved_and_searched_and_the_damaged_file_stays(
    filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    spoil(filled, *pages_with(filled, "第30份。"))
    before = filled.read_bytes()
    new = tmp_path / "new.db"
    assert cli.main(["doctor", "--db", str(filled), "--salvage", str(new)]) == 3
    assert "harvest again what is missing" in capsys.readouterr().err
    assert filled.read_bytes() == before
    state = inspect(new)
    assert state.faults == () and state.orphans == 0
    with Store.open(new) as store:
        kept = {row["agency"] for row in store.current_reports()}
        assert REPORTS - 8 <= len(kept) < REPORTS
        assert {hit.agency for hit in store.search("公开", limit=100)} == kept
        assert {row["command"] for row in store.runs()} == {"crawl"}
        for number in range(3):  # reports can be stored again, also those that were lost
            store.save_report(report("新文本", url=f"http://b.gov.cn/{number}", agency=f"新{number}局"))


def test_a_whole_database_is_saved_without_a_loss(filled: Path, tmp_path: Path):
    saved = {item.table: item for item in salvage(filled, tmp_path / "new.db")}
    assert not any(item.lost for item in saved.values())
    with Store.open(filled, readonly=True) as a, Store.open(tmp_path / "new.db", readonly=True) as b:
        assert a.counts() == b.counts()
        assert a.report(1) == b.report(1)
    assert [item for item in readable(filled) if item.lost] == []


def test_a_database_of_an_older_schema_can_be_saved_too(old: Path, tmp_path: Path):
    saved = {item.table: item for item in salvage(old, tmp_path / "new.db")}
    assert (saved["reports"].rows, saved["reports"].lost) == (1, 0)


def test_saving_never_writes_over_a_file(filled: Path):
    with pytest.raises(StoreError, match="exists already"):
        salvage(filled, filled)


@pytest.mark.parametrize("end", [0, 100, 4096, 10_000])
def test_a_cut_file_is_told_in_one_line(filled: Path, end: int, capsys: pytest.CaptureFixture[str]):
    filled.write_bytes(filled.read_bytes()[:end])
    code = cli.main(["doctor", "--db", str(filled)])
    shown = capsys.readouterr()
    assert code == (0 if end == 0 else 3) or "belongs to another program" in shown.out
    assert "Traceback" not in shown.out + shown.err and "bug" not in shown.out


def test_rows_without_a_report_are_found(filled: Path):
    with sqlite3.connect(filled) as db:
        db.execute("DELETE FROM reports WHERE report_id = 3")
    db.close()
    (finding,) = doctor_data.database(filled)
    assert finding.state == "problem" and "rows belong to nothing" in finding.message


def test_a_newer_or_a_foreign_database_is_named(tmp_path: Path, filled: Path):
    with sqlite3.connect(filled) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    assert "newer version" in next(doctor_data.database(filled)).message
    with sqlite3.connect(tmp_path / "songs.db") as db:
        db.execute("CREATE TABLE songs (title TEXT)")
    db.close()
    assert "another program" in next(doctor_data.database(tmp_path / "songs.db")).message


def test_sites_that_did_not_answer_and_runs_that_were_cut_short_are_told(filled: Path):
    with Store.open(filled) as store:
        store.connection.execute(
            "INSERT INTO sites (site_id, name, home_url, last_status) VALUES "
            "('1', '甲市', 'http://a.gov.cn/', 'unreachable'), ('2', '乙市', 'http://b.gov.cn/', 'ok')"
        )
        store.finish_run(store.start_run("crawl"), "failed")
    notes = [finding.message for finding in doctor_data.database(filled) if finding.state == "note"]
    assert notes[0] == "1 sites did not answer on the last visit: 甲市 (http://a.gov.cn/)"
    assert "ended as failed" in notes[1]


def test_a_clock_that_went_back_is_found(filled: Path):
    with sqlite3.connect(filled) as db:
        db.execute("UPDATE runs SET started_at = '2999-01-01T00:00:00.000+00:00'")
    db.close()
    assert ("clock", "problem") in states(list(doctor_data.database(filled)))
    assert states(list(doctor_world.clock(datetime(1970, 1, 1, tzinfo=UTC)))) == [("clock", "problem")]
    assert states(list(doctor_world.clock())) == [("clock", "ok")]


@pytest.fixture
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in list(os.environ):
        if name.lower() in doctor_world.PROXIES:
            monkeypatch.delenv(name)
    return monkeypatch


def test_a_proxy_is_asked_whether_it_is_there(no_proxy: pytest.MonkeyPatch):
    assert list(doctor_world.proxy()) == []
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        no_proxy.setenv("HTTP_PROXY", f"http://user:secret@127.0.0.1:{port}")
        (found,) = doctor_world.proxy()
        assert found.state == "ok" and "secret" not in found.message
    (found,) = doctor_world.proxy()
    assert found.state == "problem" and f"127.0.0.1:{port} does not answer" in found.message
    assert "secret" not in found.message + found.advice


@pytest.mark.parametrize("address", ["http://", "http://a:port", "://", "http://[x"])
def test_an_address_that_is_no_proxy_is_named(address: str, no_proxy: pytest.MonkeyPatch):
    no_proxy.setenv("http_proxy", address)
    assert states(list(doctor_world.proxy())) == [("proxy", "problem")]


SITES = """home_url,division_code,level
http://a.gov.cn/,440700,prefecture
www.b.gov.cn,440700,prefecture
http://c.gov.cn/,999999,prefecture
http://d.gov.cn/,440700,village
http://a.gov.cn/,440700,prefecture
"""


def test_every_row_of_a_site_list_that_is_refused_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "sites.csv").write_text(SITES, encoding="utf-8")
    assert cli.main(["doctor", "--db", str(tmp_path / "x.db"), "--sites", str(tmp_path / "sites.csv")]) == 3
    shown = capsys.readouterr().out
    for sign in (":3:home_url", ":4:division_code", ":5:level", ":6:home_url"):
        assert sign in shown
    (tmp_path / "sites.csv").write_text("\n".join(SITES.splitlines()[:2]), encoding="utf-8")
    assert cli.main(["doctor", "--db", str(tmp_path / "x.db"), "--sites", str(tmp_path / "sites.csv")]) == 0


def test_a_broken_registry_is_a_finding_and_its_sites_are_looked_at(monkeypatch: pytest.MonkeyPatch):
    def broken() -> None:
        raise ReferenceRowError("divisions.csv:7:code: the cell is empty")

    monkeypatch.setattr(doctor_data, "load_registry", broken)
    found = list(doctor_data.registry(None))
    assert states(found) == [("registry", "problem"), ("registry", "ok")]
    assert "divisions.csv:7:code" in found[0].message


def test_a_missing_browser_is_explained(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("harvester.crawl.browser.find_browser", lambda: None)
    found = next(item for item in doctor.examine(Path("absent.db")) if item.topic == "browser")
    assert found.state == "note" and "make browser" in found.advice
