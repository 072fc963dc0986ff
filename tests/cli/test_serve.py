"""Promises that `harvester serve` says in one line what keeps it from serving, and answers once it said where."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from harvester import cli
from harvester.store import Store


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """An empty database."""
    path = tmp_path / "h.db"
    Store.open(path).close()
    return path


def complaint(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str]:
    """Exit code and the one line on standard error."""
    code = cli.main(["serve", *argv])
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1, lines
    return code, lines[0]


def test_a_missing_database_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    code, line = complaint(capsys, "--db", str(tmp_path / "none.db"), "--port", "0")
    assert code == 1
    assert "There is no database" in line


def test_a_file_of_another_kind_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "x.db").write_text("no database, but long enough to be looked at " * 50)
    code, line = complaint(capsys, "--db", str(tmp_path / "x.db"), "--port", "0")
    assert code == 1
    assert "not a SQLite database" in line


def test_a_port_in_use_is_one_line(db: Path, capsys: pytest.CaptureFixture[str]):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, line = complaint(capsys, "--db", str(db), "--port", port)
    assert code == 1
    assert f"port {port} cannot be used" in line
    assert "--port" in line


@pytest.mark.parametrize("port", ["-1", "65536"])
def test_a_number_that_is_no_port_is_wrong_usage(db: Path, port: str, capsys: pytest.CaptureFixture[str]):
    assert complaint(capsys, "--db", str(db), "--port", port)[0] == 2


def test_a_missing_extra_is_named(db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "datasette", None)
    code, line = complaint(capsys, "--db", str(db), "--port", "0")
    assert code == 1
    assert "[web]" in line


def test_other_commands_do_not_load_datasette():
    code = "import sys; from harvester import cli; cli.build_parser(); sys.exit('datasette' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.skipif(os.name != "posix", reason="ends the server as Ctrl-C does")
def test_it_answers_and_an_interrupt_is_the_normal_end(db: Path):
    command = [sys.executable, "-m", "harvester", "serve", "--db", str(db), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}
    ) as process:
        assert process.stdout
        address = re.search(r"http://\S+", process.stdout.readline())
        assert address
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address[0]) as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 0, errors
    assert errors == ""


def test_the_browser_is_opened_at_the_address_that_answers(
    db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr("harvester.web.app._run", lambda *_: None)
    assert cli.main(["serve", "--db", str(db), "--port", "0", "--open"]) == 0
    (address,) = opened
    assert address in capsys.readouterr().out
