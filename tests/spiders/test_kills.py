"""Promises that a crawl of several sites survives `kill -9` at twenty random moments without loss or repetition, and
that one stopped with Ctrl-C says what it has done."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.conftest import ROOT
from tests.spiders.web import TinyWeb, county

PLACES = {"a": "台山市", "b": "开平市", "c": "鹤山市", "d": "恩平市"}
HOMES = [f"http://www.{name}.gov.cn/" for name in PLACES]
KILLS = 20
CLOSED = "SELECT url FROM ledger_requests WHERE state IN ('answered', 'given_up')"


@pytest.fixture
def nursery() -> Iterator[subprocess.Popen[str]]:
    """Starts crawls quickly."""
    command = [sys.executable, "-m", "tests.spiders.nursery"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        assert process.stdin
        process.stdin.close()


def asked(web: TinyWeb) -> list[str]:
    return [f"http://{page.host}{page.target}" for page in web.log if page.target != "/robots.txt"]


def killed(nursery: subprocess.Popen[str], line: str, web: TinyWeb, after: int) -> int:
    """Start a crawl and kill it once so many more pages were asked for; its exit status."""
    assert nursery.stdin and nursery.stdout
    nursery.stdin.write(line)
    nursery.stdin.flush()
    process, wanted, deadline = int(nursery.stdout.readline()), len(asked(web)) + after, time.monotonic() + 60
    while len(asked(web)) < wanted and time.monotonic() < deadline:
        time.sleep(0.002)
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
    return int(nursery.stdout.readline())


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a signal of POSIX")
def test_twenty_kills_cost_nothing_but_what_was_in_flight(web: TinyWeb, crawl, nursery: subprocess.Popen[str]):
    for name, place in PLACES.items():
        county(web, f"www.{name}.gov.cn", place, years=range(2008, 2024))
    web.delay, chance = 0.01, random.Random(20)
    line = crawl.line(*HOMES)
    for _ in range(KILLS):
        before = len(web.log)
        closed = {url for (url,) in crawl.rows(CLOSED)} if crawl.db.exists() else set()
        assert killed(nursery, line, web, chance.randint(1, 4)) == signal.SIGKILL
        again = [f"http://{page.host}{page.target}" for page in web.log[before:]]
        assert not closed & set(again), "what was answered is not asked again"
    crawl(*HOMES)
    assert crawl.rows("SELECT count(*), count(DISTINCT agency || year) FROM reports") == [(64, 64)]
    assert crawl.rows("SELECT count(*) FROM captures GROUP BY url HAVING count(*) > 1") == []
    statuses = [status for (status,) in crawl.rows("SELECT status FROM runs ORDER BY run_id")]
    assert statuses == ["interrupted"] * KILLS + ["finished"]
    assert crawl.rows("PRAGMA integrity_check") == [("ok",)]
    assert max(web.most_in_flight.values()) == 1


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_busy_crawl_that_is_stopped_writes_down_what_it_did(web: TinyWeb, crawl):
    for name, place in PLACES.items():
        county(web, f"www.{name}.gov.cn", place, years=range(2008, 2024))
    web.delay, given = 0.01, json.loads(crawl.line(*HOMES))
    command = [sys.executable, "-m", "harvester", "crawl", *HOMES, "--db", str(crawl.db), "--delay", "0"]
    environment = os.environ | {"http_proxy": given["proxy"]}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        deadline = time.monotonic() + 60
        while len(asked(web)) < 30 and time.monotonic() < deadline:
            time.sleep(0.002)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err.splitlines()[-1]) == (
        1, "harvester crawl: interrupted; what was stored stays, run it again to continue",
    )  # fmt: skip
    ((status, stats),) = crawl.rows("SELECT status, stats FROM runs")
    stored = crawl.rows("SELECT count(*) FROM reports")[0][0]
    assert (status, json.loads(stats)["reports new"]) == ("interrupted", stored)
    assert f"{stored} new" in out
