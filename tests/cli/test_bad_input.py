"""Promises that bad input gives one clear line and the exit code of the contract, and that nothing is lost by it."""

import os
import resource
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from harvester import cli
from harvester.store import Store, connection
from tests.loopback import Loopback

HEADER = "site_id,name,domain,home_url,division_code,level,disclosure_url\n"
REPORT = """某某市人民政府2022年政府信息公开工作年度报告
本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止。
一、总体情况
本年主动公开政府信息120条。
二、主动公开政府信息情况
见下表。
三、收到和处理政府信息公开申请情况
本年收到申请3件。
四、政府信息公开行政复议、行政诉讼情况
没有。
五、存在的主要问题及改进情况
将继续改进。
六、其他需要报告的事项
没有其他需要报告的事项。
"""


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command that must fail with this code and say so in one line, which is returned."""

    def run(code: int, *arguments: str | Path) -> str:
        assert cli.main([str(argument) for argument in arguments]) == code
        printed = capsys.readouterr()
        assert len(printed.err.strip().splitlines()) == 1, printed.err
        assert "Traceback" not in printed.err
        return printed.err

    return run


# Site lists and addresses


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("url,title\nhttp://a.gov.cn/,A\n", "home_url"),
        ("", "home_url"),
        (HEADER, "no site to crawl"),
        (HEADER + ",甲,a.gov.cn,not an address,,,\n", "home_url"),
        (HEADER + ",甲,a.gov.cn,http://a.gov.cn/,999999,county,\n", "division_code"),
        (HEADER + ",甲,a.gov.cn,http://a.gov.cn/,,emperor,\n", "level"),
        ((HEADER + "1,某市人民政府,a.gov.cn,http://a.gov.cn/,,,\n").encode("gbk"), "UTF-8"),
        (b"\x00\x01\x02\xff\xfe" * 50, "list.csv"),
    ],
)
def test_a_site_list_that_is_wrong_is_named(refused, tmp_path: Path, content: str | bytes, told: str):
    path = tmp_path / "list.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    message = refused(1, "crawl", "--sites", path, "--db", tmp_path / "h.db")
    assert "list.csv" in message
    assert told in message
    assert [file.name for file in tmp_path.iterdir()] == ["list.csv"]


@pytest.mark.parametrize("command", ["crawl", "doctor"])
def test_a_site_list_that_is_missing_is_named(refused, tmp_path: Path, command: str):
    absent = tmp_path / "absent.csv"
    assert "absent.csv: no such file" in refused(1, command, "--sites", absent, "--db", tmp_path / "data" / "h.db")
    assert list(tmp_path.iterdir()) == []


NO_URLS = ["www.taishan.gov.cn", "http://", "https:///a", "ftp://a.gov.cn/", "台山市", "http://a b/"]


@pytest.mark.parametrize("url", NO_URLS)
def test_a_url_that_is_none_is_wrong_usage(refused, tmp_path: Path, url: str):
    assert url in refused(2, "crawl", url, "--db", tmp_path / "h.db")


def test_an_address_that_cannot_be_parsed_is_wrong_usage(refused):
    refused(2, "parse", "http://[::1")


@pytest.mark.parametrize(
    "arguments",
    [
        ["crawl"],
        ["crawl", "http://a.gov.cn/", "--years", "2025-2019"],
        ["crawl", "http://a.gov.cn/", "--years", "last year"],
        ["crawl", "http://a.gov.cn/", "--delay", "-1"],
        ["crawl", "http://a.gov.cn/", "--max-requests-per-site", "0"],
        ["crawl", "http://a.gov.cn/", "--javascript", "always"],
        ["crawl", "http://a.gov.cn/", "--full", "--resume"],
        ["sample", "--port", "70000"],
        ["check", "--level", "fatal"],
        ["import"],
    ],
)
def test_options_that_mean_nothing_are_wrong_usage(refused, arguments: list[str]):
    refused(2, *arguments)


def test_a_region_that_nobody_knows_is_one_line(refused, tmp_path: Path):
    assert "亚特兰蒂斯" in refused(1, "crawl", "--region", "亚特兰蒂斯", "--db", tmp_path / "h.db")


# Databases

READERS = (["check"], ["coverage"], ["reparse"])


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A report as plain text."""
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database of ours, without reports."""
    path = tmp_path / "h.db"
    Store.open(path).close()
    return path


@pytest.mark.parametrize("command", READERS)
def test_a_database_that_is_missing_is_told_and_not_made(refused, tmp_path: Path, command: list[str]):
    path = tmp_path / "absent.db"
    assert "absent.db" in refused(1, *command, "--db", path)
    assert not path.exists()


@pytest.mark.parametrize("command", [*READERS, ["import"]])
def test_a_database_of_another_program_is_left_alone(refused, tmp_path: Path, page: Path, command: list[str]):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    before = path.read_bytes()
    files = [page] if command == ["import"] else []
    assert "another program" in refused(1, *command, *files, "--db", path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("command", [*READERS, ["import"]])
def test_a_file_that_is_no_database_is_left_alone(refused, tmp_path: Path, page: Path, command: list[str]):
    path = tmp_path / "letter.db"
    path.write_text("Dear reader, this is a letter and no database. " * 40, encoding="utf-8")
    files = [page] if command == ["import"] else []
    assert "not a SQLite database" in refused(1, *command, *files, "--db", path)
    assert path.read_text(encoding="utf-8").startswith("Dear reader")


def test_a_folder_is_no_database(refused, tmp_path: Path, page: Path):
    assert "folder" in refused(1, "import", page, "--db", tmp_path)


def test_a_database_of_a_newer_program_is_left_alone(refused, database: Path, page: Path):
    with sqlite3.connect(database) as other:
        other.execute("PRAGMA user_version = 9999")
    other.close()
    assert "newer version" in refused(1, "import", page, "--db", database)


@pytest.mark.parametrize("command", [["check"], ["coverage"]])
def test_a_database_of_an_older_schema_is_told_where_it_is_only_read(
    refused, database: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(connection, "SCHEMA_VERSION", connection.SCHEMA_VERSION + 1)
    assert "harvester doctor" in refused(1, *command, "--db", database)


def test_a_database_that_is_read_only_is_told(refused, database: Path, page: Path, monkeypatch: pytest.MonkeyPatch):
    """Opened as SQLite opens a file that may not be written; permissions would not stop a test that runs as root."""

    def read_only(path: str, *_: object) -> sqlite3.Connection:
        return sqlite3.connect(f"file:{path}?mode=ro", uri=True)

    monkeypatch.setattr(connection, "_connect", read_only)
    assert "read-only" in refused(1, "import", page, "--db", database)


@pytest.fixture
def locked(database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A database that another process holds; we wait for a moment only."""
    opened = Store.open.__func__  # type: ignore[attr-defined]
    monkeypatch.setattr(Store, "open", classmethod(lambda *a, **k: opened(*a, **k, busy_seconds=0.05)))
    holder = sqlite3.connect(database)
    holder.execute("BEGIN EXCLUSIVE")
    yield database
    holder.close()


def test_a_database_that_is_locked_is_told(refused, locked: Path, page: Path):
    assert "locked" in refused(1, "import", page, "--db", locked)


def test_a_full_disk_is_told_and_what_was_stored_stays(database: Path, page: Path, tmp_path: Path):
    """The process may write no file beyond its present size, which SQLite meets as it meets a full disk."""
    assert cli.main(["import", str(page), "--db", str(database)]) == 0
    for number in range(40):
        text = REPORT.replace("某某市", f"某{chr(0x4E00 + number)}市").replace("120条", f"{number}条")
        (tmp_path / "more").mkdir(exist_ok=True)
        (tmp_path / "more" / f"{number}.txt").write_text(text + os.urandom(20_000).hex(), encoding="utf-8")
    limit = 1_600_000
    result = subprocess.run(
        [sys.executable, "-m", "harvester", "import", str(tmp_path / "more"), "--db", str(database)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip
    assert result.returncode == 1, result.stderr
    assert len(result.stderr.strip().splitlines()) == 1, result.stderr
    with Store.open(database) as store:
        assert store.connection.value("PRAGMA quick_check") == "ok"
        assert store.counts()["reports"] >= 1


# Documents

JUNK = bytes(range(256)) * 400


PICTURE = b"\x89PNG\r\n\x1a\n" + JUNK


@pytest.mark.parametrize(
    ("content", "told"), [(b"", "empty"), (b" \r\n\t ", "empty"), (JUNK, "binary"), (PICTURE, "page")]
)
def test_a_document_that_cannot_be_read_is_told(refused, tmp_path: Path, content: bytes, told: str):
    path = tmp_path / "page.html"
    path.write_bytes(content)
    message = refused(1, "parse", path)
    assert told in message
    assert "page.html" in message


def test_a_document_of_60_mb_is_told(refused, tmp_path: Path):
    path = tmp_path / "huge.html"
    with path.open("wb") as stream:
        stream.truncate(60_000_000)
    assert "huge.html" in refused(1, "parse", path)


def test_bad_documents_do_not_stop_the_others_and_leave_a_row_each(tmp_path: Path, page: Path, capsys):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a-empty.html").write_bytes(b"")
    (folder / "b-junk.html").write_bytes(JUNK)
    with (folder / "c-huge.html").open("wb") as stream:
        stream.truncate(60_000_000)
    (folder / "d-news.html").write_text("<p>今天天气很好。</p>", encoding="utf-8")
    (folder / "e-report.txt").write_text(REPORT, encoding="utf-8")
    (folder / "f-nobody.html").symlink_to(folder / "absent")
    db = tmp_path / "h.db"
    assert cli.main(["import", str(folder), "--db", str(db)]) == 0
    assert "new reports" in capsys.readouterr().out
    with Store.open(db, readonly=True) as store:
        rows = store.connection.rows("SELECT url, stage, message FROM failures ORDER BY url")
        assert [Path(row["url"]).name[0] for row in rows] == ["a", "b", "c", "d", "f"]
        assert all(row["message"] for row in rows)
        assert store.counts()["reports"] == 1
        assert store.connection.value("SELECT status FROM runs") == "finished"


def test_an_import_without_any_report_needs_a_person(tmp_path: Path, refused):
    (tmp_path / "a.html").write_text("<p>今天天气很好。</p>", encoding="utf-8")
    refused(3, "import", tmp_path / "a.html", "--db", tmp_path / "h.db")


def test_a_missing_file_does_not_keep_the_others_from_being_imported(tmp_path: Path, page: Path, refused):
    db = tmp_path / "h.db"
    assert "nofile" in refused(1, "import", tmp_path / "nofile", page, "--db", db)
    with Store.open(db, readonly=True) as store:
        assert store.counts()["reports"] == 1


def test_missing_files_alone_are_named_in_one_line(tmp_path: Path, refused):
    told = refused(1, "import", tmp_path / "nofile", tmp_path / "nothing", "--db", tmp_path / "h.db")
    assert "nofile" in told
    assert "nothing" in told


def test_a_mistake_of_ours_on_one_page_does_not_cost_the_others(
    tmp_path: Path, page: Path, monkeypatch: pytest.MonkeyPatch
):
    from harvester.jobs import reading

    real = reading.read_document

    def fragile(body: bytes, **arguments: object):
        if b"boom" in body:
            raise RecursionError("too deep")
        return real(body, **arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_document", fragile)
    (tmp_path / "bad.html").write_text("boom", encoding="utf-8")
    db = tmp_path / "h.db"
    assert cli.main(["import", str(tmp_path / "bad.html"), str(page), "--db", str(db)]) == 0
    with Store.open(db, readonly=True) as store:
        assert store.connection.value("SELECT error FROM failures") == "RecursionError"


# The network


def test_a_port_in_use_is_told(refused):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert "--port" in refused(1, "sample", "--port", str(taken.getsockname()[1]))


def test_a_page_that_is_not_there_is_told(refused, loopback: Loopback):
    assert "404" in refused(1, "parse", f"{loopback.url}/absent.html")
