"""Promises that the sample can be served and harvested by one command, and that a second harvest stores nothing new."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

# Two sites of the sample instead of all: the whole of it is `make harvest`.
SMALL = """
import csv, sys
from pathlib import Path
from harvester import cli
from harvester.jobs import sample as job
from harvester.sample import server, web as webs
from harvester.sample.plans import PLANS
from harvester.sample.truth import HEADER, site_rows
small = webs.assemble(tuple(plan for plan in PLANS if not plan.copies)[:2])
server.build = lambda: small
job.SITES_FILE = Path(sys.argv[1])
with job.SITES_FILE.open("w", encoding="utf-8", newline="") as stream:
    rows = csv.DictWriter(stream, HEADER)
    rows.writeheader()
    rows.writerows(site_rows(small))
raise SystemExit(cli.main(["sample", "--harvest", "--db", sys.argv[2]]))
"""


def harvest(folder: Path) -> subprocess.CompletedProcess[str]:
    """Harvest two sites in a process of its own, because Scrapy's reactor starts only once."""
    return subprocess.run(
        [sys.executable, "-c", SMALL, str(folder / "sites.csv"), str(folder / "h.db")],
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=240,
    )  # fmt: skip


def stored(folder: Path) -> list[tuple[object, ...]]:
    """Every row of what was read."""
    with sqlite3.connect(folder / "h.db") as connection:
        what = ("report_id, agency, year, version, is_current, url, text_sha256, first_seen FROM reports",)
        what += tuple(f"* FROM {table}" for table in ("sections", "facts", "figures", "checks"))
        return [row for part in what for row in connection.execute(f"SELECT {part}")]


def test_a_harvest_of_the_sample_is_scored_and_a_second_one_stores_nothing_new(tmp_path: Path):
    first = harvest(tmp_path)
    assert first.returncode == 0, first.stdout + first.stderr
    assert re.search(r"recall over plain and json +100\.0% +precision 100\.0%", first.stdout)
    assert "The database is" in first.stdout
    before = stored(tmp_path)
    assert before
    second = harvest(tmp_path)
    assert second.returncode == 0, second.stdout + second.stderr
    assert "Nothing new was stored and no report was changed" in second.stdout
    assert stored(tmp_path) == before


def interruptible(command: list[str], **environment: str) -> "subprocess.Popen[str]":
    """A process that heeds Ctrl-C, even where these tests run in the background of a shell, which ignores it there."""
    return subprocess.Popen(
        command, env=os.environ | environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        encoding="utf-8", preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  no threads here
    )  # fmt: skip


@pytest.fixture
def served():
    """The command that serves the sample, in a process of its own, and its address."""
    process = interruptible([sys.executable, "-u", "-m", "harvester", "sample"])
    assert process.stdout is not None
    address = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
    assert address
    assert "harvester crawl --sites" in process.stdout.readline()
    yield process, address[0]
    process.kill()
    process.wait()


def test_serving_ends_quietly_with_an_interrupt(served):
    process, _ = served
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert err == ""


def test_an_interrupted_crawl_says_so_keeps_what_it_has_and_continues(served, tmp_path: Path):
    _, proxy = served
    from harvester.sample import SITES_FILE

    db = tmp_path / "h.db"
    crawl = [sys.executable, "-m", "harvester", "crawl", "--sites", str(SITES_FILE), "--db", str(db)]
    process = interruptible([*crawl, "--delay", "0.3"], http_proxy=proxy)
    wait_for(lambda: db.exists() and count(db, "captures") > 0)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1, err
    assert "interrupted" in err.splitlines()[-1]
    assert "Traceback" not in err
    with sqlite3.connect(db) as connection:
        assert connection.execute("SELECT status FROM runs").fetchall() == [("interrupted",)]
        assert connection.execute("PRAGMA quick_check").fetchone() == ("ok",)


def wait_for(condition, seconds: float = 60.0) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.1)


def count(db: Path, table: str) -> int:
    """Rows of a table that another process writes."""
    try:
        with sqlite3.connect(db, timeout=1) as connection:
            return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    except sqlite3.OperationalError:  # not made yet
        return 0
