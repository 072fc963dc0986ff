"""Promises that schedules are written whole, mean what they say, and are refused when they would not run."""

import os
import re
import shutil
import subprocess
import sys
from datetime import datetime, time
from pathlib import Path

import pytest

from harvester import cli
from harvester.errors import HarvestError
from harvester.jobs.scheduling import (
    Schedule,
    ask_systemd,
    calendar_lines,
    cron_lines,
    faults,
    next_runs,
    read_cron,
    read_units,
    units,
)

ODD = ("--region", "江门市", "--db", "my 100% $HOME \"quoted\" 'data'\\x.db", "--summary", "a&b;c.json")


def schedule(folder: Path = Path("/srv/harvest"), arguments: tuple[str, ...] = ODD) -> Schedule:
    return Schedule("harvester", time(2, 30), folder, arguments)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-01-15T01:00", ["2026-01-15", "2026-01-16", "2026-01-17"]),
        ("2026-01-15T02:30", ["2026-01-16", "2026-01-17", "2026-01-18"]),
        ("2026-04-29T12:00", ["2026-04-30", "2026-05-04", "2026-05-11"]),
        ("2026-12-21T12:00", ["2026-12-28", "2027-01-01", "2027-01-02"]),
        ("2028-02-28T12:00", ["2028-02-29", "2028-03-01", "2028-03-02"]),
    ],
)
def test_it_runs_daily_until_april_and_on_mondays_later(now: str, expected: list[str]):
    runs = next_runs(schedule(), datetime.fromisoformat(now), 3)
    assert [f"{moment:%Y-%m-%d}" for moment in runs] == expected
    assert {moment.time() for moment in runs} == {time(2, 30)}


def test_units_are_read_back_word_by_word():
    service, timer = units(schedule()).values()
    entry = read_units(service, timer)
    assert entry.folder == Path("/srv/harvest")
    assert entry.command == (sys.executable, "-m", "harvester", "crawl", *ODD)
    assert list(entry.times) == calendar_lines(schedule())


def test_crontab_lines_are_read_back_word_by_word():
    entry = read_cron(cron_lines(schedule(Path("/srv/100% of it"))))
    assert entry.folder == Path("/srv/100% of it")
    assert entry.command == (sys.executable, "-m", "harvester", "crawl", *ODD)
    assert entry.times == ("30 2 * 1-4 *", "30 2 * 5-12 1")


@pytest.mark.skipif(sys.platform == "win32", reason="cron is one of POSIX systems")
def test_a_crontab_line_runs_in_the_shell_with_the_environment_of_its_file(tmp_path: Path):
    folder = tmp_path / "100% of 'it'"
    (tmp_path / ".config").mkdir()
    (tmp_path / ".config" / "harvester.env").write_text("HARVESTER_SMTP=smtp://there:25\n")
    folder.mkdir()
    line = cron_lines(schedule(folder, ("http://a.gov.cn/", "--mail-to", "no address"))).splitlines()[1]
    command = line.split(maxsplit=5)[5].replace("\\%", "%")
    environment = {name: value for name, value in os.environ.items() if name != "HARVESTER_SMTP"}
    result = subprocess.run(
        ["sh", "-c", command], env=environment | {"HOME": str(tmp_path)}, capture_output=True, text=True, check=False,
        timeout=60,
    )  # fmt: skip
    assert result.returncode == 1 and "'no address' is no e-mail address" in result.stderr


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("30 2 *", "30 25 *"), "25 is out of range"),
        (("1-4", "1-13"), "1-13 is out of range"),
        (("30 2 *", "soon *"), "no line that this program writes"),
        (("1-4 * cd /srv/harvest", "1-4 * cd /srv/other"), "different commands"),
        (("fi && exec", "fi && rm"), "no line that this program writes"),
    ],
)
def test_a_broken_crontab_is_refused(change: tuple[str, str], told: str):
    with pytest.raises(HarvestError, match=told):
        read_cron(cron_lines(schedule()).replace(*change, 1))


@pytest.mark.parametrize(
    ("pattern", "by", "told"),
    [
        ("02:30", "26:30", "no time"),
        (r"\*-01\.\.04", "*-04..01", "no time"),
        ("(?m)^ExecStart=.*$", "", "lacks ExecStart"),
        ("(?m)^OnCalendar=.*$", "", "lacks OnCalendar"),
        ("Type=oneshot", "", "lacks Type"),
    ],
)
def test_broken_units_are_refused(pattern: str, by: str, told: str):
    service, timer = (re.sub(pattern, by, text) for text in units(schedule()).values())
    with pytest.raises(HarvestError, match=told):
        read_units(service, timer)


@pytest.mark.parametrize("word", ["a\nb", "a\x00b", "a\x1b[31m"])
def test_what_no_line_can_hold_is_refused(word: str):
    with pytest.raises(HarvestError, match="no schedule can hold"):
        schedule(arguments=("--db", word))


@pytest.mark.parametrize("name", ["", "../x", "a b", "x/y", "-x"])
def test_a_name_that_is_none_is_refused(name: str):
    with pytest.raises(HarvestError, match="is no name of a unit"):
        Schedule(name, time(1), Path("/"), ())


def test_a_missing_folder_or_program_is_found(tmp_path: Path):
    entry = read_cron(cron_lines(schedule(tmp_path / "gone")))
    assert list(faults(entry)) == [f"the folder {tmp_path / 'gone'} does not exist"]
    moved = entry._replace(folder=tmp_path, command=("/no/python", *entry.command[1:]))
    assert list(faults(moved)) == ["the program /no/python does not exist or cannot be run"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_itself_finds_nothing_wrong_and_finds_what_is(tmp_path: Path):
    files = []
    for name, text in units(schedule(tmp_path, ("--region", "江门市", "--db", "my 100%.db"))).items():
        files.append(tmp_path / name)
        files[-1].write_text(text, encoding="utf-8")
    assert ask_systemd(files) == ""
    files[0].write_text(files[0].read_text("utf-8").replace("Type=oneshot", "Type=sometimes"), encoding="utf-8")
    assert "harvester.service" in ask_systemd(files)


@pytest.mark.parametrize(("kind", "where"), [("systemd", "units"), ("cron", "harvester.cron")])
def test_a_schedule_is_written_validated_and_validated_again(
    kind: str, where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(tmp_path)
    command = ["schedule", "--kind", kind, "--to", where, "--at", "03:15", "--", "--region", "江门市"]
    assert cli.main(command) == 0
    shown = capsys.readouterr().out
    assert "Valid: " in shown and "Next: " in shown and " 03:15" in shown
    assert cli.main(["schedule", "--check", where]) == 0
    text = "".join(
        path.read_text("utf-8") for path in [tmp_path / where, *(tmp_path / where).glob("*")] if path.is_file()
    )
    assert "--region 江门市 --log data/logs/crawl.log" in text or "--region '江门市'" in text


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--", "--region", "Atlantis"], 1, "no division"),
        (["--", "--regio", "x"], 2, "unrecognized arguments: --regio"),
        (["--", "--delay", "2"], 2, "name what to crawl"),
        (["--", "--sites", "absent.csv"], 1, "no such file"),
        (["--at", "25:00", "--", "--region", "440700"], 2, "no time of day"),
        (["--check", "absent"], 1, "absent"),
    ],
)
def test_a_schedule_that_would_fail_every_night_is_refused(
    arguments: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]
):
    assert cli.main(["schedule", *arguments]) == code
    error = capsys.readouterr().err
    assert told in error and len(error.splitlines()) == 1
