"""Promises that a request is asked once in a sweep, best first, and that a killed crawl continues where it stood."""

import os
import random
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from harvester.store import Ledger, Request, Store
from harvester.store.connection import now
from harvester.store.ledger import fingerprint

SITE = "4407810001"


def ask(url: str, score: float = 0.0, **more: object) -> Request:
    return Request(SITE, f"http://qc.gov.cn/{url}", "column", score, **more)  # type: ignore[arg-type]


@pytest.fixture
def ledger(store: Store) -> Ledger:
    """A ledger with an open sweep of one site."""
    opened = Ledger(store, store.start_run("crawl"))
    opened.begin(SITE)
    return opened


def urls(ledger: Ledger, limit: int = 99) -> list[str]:
    return [due.url.rpartition("/")[2] for due in ledger.take(SITE, limit)]


def test_the_best_request_comes_first_then_the_nearer_then_the_older(ledger: Ledger):
    ledger.add([ask("old"), ask("best", 0.9), ask("deep", 0.5, depth=3), ask("near", 0.5, depth=1), ask("new")])
    assert urls(ledger) == ["best", "near", "deep", "old", "new"]


def test_a_request_is_known_by_its_fingerprint(ledger: Ledger):
    assert ledger.add([ask("a"), ask("a"), ask("b")]) == 2
    assert ledger.add([ask("a"), ask("a", method="POST", body=b"page=2")]) == 1
    assert (
        ledger.add([Request(SITE, "http://qc.gov.cn/c?x=1", "column", fingerprint=fingerprint("http://qc.gov.cn/a"))])
        == 0
    )
    assert ledger.counts(SITE) == {"due": 3}


def test_a_better_score_moves_a_request_that_is_still_due_forward(ledger: Ledger):
    ledger.add([ask("a", 0.5), ask("b", 0.1)])
    ledger.add([ask("b", 0.9)])
    assert urls(ledger, 1) == ["b"]
    ledger.add([ask("b", 1.0), ask("a", 0.2)])
    assert urls(ledger) == ["a"]


def test_a_request_comes_back_as_it_was_given(ledger: Ledger):
    ledger.add([ask("a", 0.5, depth=2, method="POST", body=b"\xff\0", meta={"year": 2022, "名": ["列"]})])
    due = ledger.take(SITE)[0]
    assert (due.method, due.body, due.meta, due.depth, due.kind) == (
        "POST", b"\xff\0", {"year": 2022, "名": ["列"]}, 2, "column"
    )  # fmt: skip
    assert (due.tries, due.fingerprint) == (1, fingerprint("http://qc.gov.cn/a", "POST", b"\xff\0"))


def test_what_became_of_a_request_is_kept(ledger: Ledger, store: Store):
    ledger.add([ask("a", 3), ask("b", 2), ask("c", 1)])
    a, b, c = ledger.take(SITE, 3)
    ledger.answered(a, 200)
    ledger.failed(b, "timeout", after=3600)
    ledger.given_up(c, "blocked", 403)
    rows = store.connection.rows("SELECT state, reason, http_status FROM ledger_requests ORDER BY score DESC")
    assert [tuple(row.values()) for row in rows] == [
        ("answered", None, 200), ("failed", "timeout", None), ("given_up", "blocked", 403)
    ]  # fmt: skip
    assert ledger.take(SITE) == []
    due = ledger.next_due_at(SITE)
    assert due is not None
    assert due > now()


def test_a_failed_request_is_asked_again_when_its_time_has_come(ledger: Ledger):
    ledger.add([ask("a")])
    ledger.failed(ledger.take(SITE)[0], "reset")
    assert ledger.take(SITE)[0].tries == 2
    assert ledger.requests_made(SITE) == 2
    assert ledger.next_due_at(SITE) is None


def test_what_a_killed_run_asked_is_due_again_and_what_was_answered_is_not(ledger: Ledger, store: Store):
    ledger.add([ask("a", 2), ask("b", 1), ask("c")])
    ledger.answered(ledger.take(SITE)[0], 200)
    ledger.take(SITE)
    later = Ledger(store, store.start_run("crawl"))
    assert later.begin(SITE) == (1, True, 2)
    assert urls(later) == ["b", "c"]
    assert later.add([ask("a")]) == 0


def test_a_finished_sweep_is_followed_by_one_that_asks_again(ledger: Ledger, store: Store):
    ledger.add([ask("a", 1), ask("left")])
    ledger.answered(ledger.take(SITE)[0], 200)
    assert ledger.open_sites() == [SITE]
    ledger.finish(SITE, "ok")
    assert (ledger.open_sites(), ledger.take(SITE)) == ([], [])
    assert ledger.begin(SITE) == (2, False, 0)
    assert (ledger.take(SITE), ledger.add([ask("a")])) == ([], 1)
    assert urls(ledger) == ["a"]
    assert store.connection.value("SELECT count(*) FROM ledger_requests") == 2


def test_what_an_earlier_sweep_brought_to_an_end_is_known(ledger: Ledger):
    requests = {name: ask(name) for name in "abc"}
    prints = {name: fingerprint(request.url) for name, request in requests.items()}
    ledger.add([requests["a"], requests["b"]])
    ledger.answered(ledger.take(SITE)[0], 200)
    assert ledger.known(SITE, prints.values()).keys() == {prints["a"], prints["b"]}
    ledger.failed(ledger.take(SITE)[0], "budget")
    ledger.finish(SITE)
    ledger.begin(SITE)
    assert ledger.known(SITE, prints.values()).keys() == {prints["a"]}


def test_what_was_put_off_is_left_for_the_next_sweep(ledger: Ledger):
    ledger.add([ask("a")])
    ledger.put_off(ledger.take(SITE)[0], "HTTP 503")
    assert ledger.take(SITE) == []
    ledger.finish(SITE)
    ledger.begin(SITE)
    assert ledger.known(SITE, [fingerprint(ask("a").url)]) == {}


def test_what_a_sweep_found_not_worth_asking_is_known(ledger: Ledger):
    ledger.add([ask("a")])
    ledger.finish(SITE)
    ledger.begin(SITE)
    assert len(ledger.known(SITE, [fingerprint(ask("a").url)])) == 1


def test_full_starts_over_although_the_sweep_is_open(ledger: Ledger):
    ledger.add([ask("a")])
    assert ledger.begin(SITE, full=True) == (2, False, 0)
    assert ledger.take(SITE) == []


def test_conditional_requests_know_the_last_capture_but_for_a_full_sweep(ledger: Ledger, store: Store):
    url = "http://qc.gov.cn/a"
    store.save_capture(url, b"one", fetched_at="2023-01-01", http_status=200, etag='"1"')
    store.save_capture(url, b"two", fetched_at="2023-02-01", http_status=200, etag='"2"', last_modified="Wed")
    store.save_capture(url, b"error", fetched_at="2023-03-01", http_status=500, etag='"3"')
    ledger.add([ask("a")])
    due = ledger.take(SITE)[0]
    assert (due.etag, due.last_modified) == ('"2"', "Wed")
    ledger.begin(SITE, full=True)
    ledger.add([ask("a")])
    assert ledger.take(SITE)[0].etag is None


def test_sites_do_not_see_each_others_requests(ledger: Ledger):
    ledger.begin("other")
    ledger.add([ask("a"), Request("other", "http://qc.gov.cn/a", "home")])
    assert [due.site_id for due in ledger.take("other", 9)] == ["other"]
    assert ledger.counts(SITE) == {"due": 1}


def test_a_site_must_be_begun_before_its_requests(store: Store):
    with pytest.raises(ValueError, match="begin"):
        Ledger(store, 1).add([ask("a")])


def test_an_answer_and_what_follows_from_it_are_one_transaction(ledger: Ledger, store: Store):
    ledger.add([ask("a")])
    due = ledger.take(SITE)[0]
    with pytest.raises(RuntimeError), store.writing():
        ledger.answered(due, 200)
        ledger.add([ask("b")])
        raise RuntimeError
    assert ledger.counts(SITE) == {"asked": 1}


CRAWL = """
    import sys
    from harvester.store import Ledger, Request, Store
    from tests.store.conftest import report
    store = Store.open(sys.argv[1])
    run = store.start_run("crawl")
    ledger = Ledger(store, run)
    sweep = ledger.begin("s")
    if not sweep.resumed:
        ledger.add([Request("s", f"http://s.gov.cn/{n}", "report") for n in range(200)])
    print("ready", flush=True)
    while due := ledger.take("s"):
        with store.writing():
            number = int(due[0].url.rpartition("/")[2])
            capture = store.save_capture(due[0].url, b"page %d" % number, run_id=run)
            store.save_report(report(f"第 {number} 号", due[0].url, agency=f"局{number}"), capture_id=capture)
            ledger.answered(due[0], 200)
        print(number, flush=True)
    ledger.finish("s")
    store.finish_run(run)
"""


def crawl(path: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", textwrap.dedent(CRAWL), str(path)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a signal of POSIX")
def test_a_crawl_killed_again_and_again_loses_nothing_and_asks_nothing_twice(path: Path):
    answered: list[int] = []
    chance = random.Random(7)
    for _ in range(3):
        with crawl(path) as process:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
            answered += [int(process.stdout.readline()) for _ in range(chance.randrange(1, 50))]
            os.kill(process.pid, signal.SIGKILL)
            answered += [int(line) for line in process.stdout if line.endswith("\n")]
    with crawl(path) as process:
        assert process.stdout
        answered += [int(line) for line in process.stdout if line != "ready\n"]
    with Store.open(path) as store:
        # A kill between the commit and the line on the terminal hides a number here, so the database may know more.
        assert len(answered) == len(set(answered))
        assert store.connection.value("SELECT count(*) FROM ledger_requests WHERE state = 'answered'") == 200
        assert store.counts()["reports"] == store.counts()["captures"] == 200
        assert store.connection.value("SELECT max(tries) FROM ledger_requests") <= 2
        assert store.connection.value("PRAGMA integrity_check") == "ok"
        statuses = [row["status"] for row in store.connection.rows("SELECT status FROM runs ORDER BY run_id")]
        assert statuses == ["interrupted"] * 3 + ["finished"]


def test_what_led_to_an_address_is_found_without_reading_the_whole_ledger(store: Store):
    plan = store.connection.rows("EXPLAIN QUERY PLAN SELECT site_id, meta FROM ledger_requests WHERE url = 'x'")
    assert [row["detail"] for row in plan] == ["SEARCH ledger_requests USING INDEX ledger_url (url=?)"]
