"""Promises that requests which belong to another one have a fate in the ledger and are not asked twice after a kill."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from harvester.store.along import Along
from harvester.store.ledger import Ledger, Request
from harvester.store.store import Store

SITE = "a.gov.cn"
URL = "http://a.gov.cn/list.js"
ROWS = "SELECT url, kind, state, reason, http_status, tries FROM ledger_requests ORDER BY request_id"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "h.db") as opened:
        yield opened


def begun(store: Store, *, full: bool = False) -> tuple[Ledger, Along]:
    ledger = Ledger(store, store.start_run("test"))
    ledger.begin(SITE, full=full)
    return ledger, Along(ledger, SITE)


def rows(store: Store) -> list[tuple]:
    return [tuple(row.values()) for row in store.connection.rows(ROWS)]


def test_a_request_has_a_row_from_the_moment_when_it_goes_out(store: Store):
    _, along = begun(store)
    number = along.ask(URL, "script file")
    assert rows(store) == [(URL, "script file", "asked", None, None, 1)]
    along.answered(number, 200, {"content-type": "text/javascript", "server": "x"}, b"var list = [];")
    assert rows(store) == [(URL, "script file", "answered", None, 200, 1)]
    kept = along.kept(URL, "script file")
    assert kept is not None and kept == (200, {"content-type": "text/javascript"}, b"var list = [];")
    assert along.kept(URL, "part") is None


def test_what_failed_says_why_and_is_asked_again(store: Store):
    _, along = begun(store)
    along.given_up(along.ask(URL, "part"), "HTTP 503", 503)
    assert along.kept(URL, "part") is None
    along.ask(URL, "part")
    assert rows(store) == [(URL, "part", "asked", None, None, 2)]


def test_a_run_that_continues_is_never_handed_such_a_row_and_reads_what_came(store: Store):
    ledger, along = begun(store)
    ledger.add([Request(SITE, "http://a.gov.cn/", "home", meta={"title": "x"})])
    ledger.answered(ledger.take(SITE)[0], 200, "1 reports")
    along.answered(along.ask(URL, "script file"), 200, {}, b"code")
    along.ask("http://a.gov.cn/robots.txt", "robots")
    again, further = begun(store)
    assert again.take(SITE) == []
    assert list(again.answers(SITE)) == [({"title": "x"}, "1 reports")]
    assert again.requests_made(SITE) == 2, "robots.txt is not counted"
    kept = further.kept(URL, "script file")
    assert kept is not None and kept.body == b"code"
    assert rows(store)[-1][2] == "dropped"


@pytest.mark.parametrize("full", [False, True])
def test_the_end_of_a_sweep_lets_the_bytes_go_and_the_next_asks_again(store: Store, full: bool):
    ledger, along = begun(store)
    along.answered(along.ask(URL, "script file"), 200, {}, b"code")
    if not full:
        ledger.finish(SITE)
    _, later = begun(store, full=full)
    assert later.kept(URL, "script file") is None
    assert store.connection.value("SELECT count(*) FROM ledger_answers") == 0
    later.ask(URL, "script file")
    assert rows(store) == [(URL, "script file", "asked", None, None, 1)]


def test_robots_txt_is_not_used_for_longer_than_a_day(store: Store):
    _, along = begun(store)
    url = "http://a.gov.cn/robots.txt"
    along.answered(along.ask(url, "robots"), 200, {}, b"User-agent: *")
    assert along.kept(url, "robots")
    store.connection.execute("UPDATE ledger_requests SET answered_at = '2020-01-01T00:00:00+00:00'", ())
    assert along.kept(url, "robots") is None
