"""Promises that a regular run is watched over: alarms with tolerance, one run at a time, everybody is told."""

import fcntl
import json
import os
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from harvester import cli
from harvester.crawl.options import CrawlOptions
from harvester.errors import HarvestError
from harvester.jobs.crawling import Telling, crawl_and_tell
from harvester.jobs.locking import single
from harvester.jobs.logs import rotate
from harvester.jobs.monitoring import Profile, Tolerance, alarms, watch_over
from harvester.jobs.sending import check_receivers
from harvester.report.model import Check
from harvester.run import crawl
from harvester.run.crawl import CrawlResult, SiteResult
from harvester.store import Gap, Store
from tests.store.conftest import fact, report

USUAL = Profile(reports=100, failures=4, blocked=("b",), fill={"2021.applications": (50, 0.9)})


@pytest.mark.parametrize(
    ("now", "kinds"),
    [
        (USUAL, []),
        (replace(USUAL, reports=91), []),
        (replace(USUAL, reports=89), ["fewer_reports"]),
        (replace(USUAL, reports=130), []),
        (replace(USUAL, blocked=()), []),
        (replace(USUAL, blocked=("b", "c")), ["new_block"]),
        (replace(USUAL, fill={"2021.applications": (50, 0.86)}), []),
        (replace(USUAL, fill={"2021.applications": (50, 0.84)}), ["fill_dropped"]),
        (replace(USUAL, fill={"2021.applications": (60, 0.84)}), ["fill_dropped"]),
        (replace(USUAL, fill={"2021.applications": (80, 0.7)}), []),  # an earlier run ended early: others, not emptier
        (replace(USUAL, fill={"2021.applications": (50, 0.9), "2021.disputes": (50, 0.1)}), []),
        (replace(USUAL, labels=("applications: 新的一行",)), ["unknown_labels"]),
        (replace(USUAL, failures=6), []),
        (replace(USUAL, failures=7), ["parser_failures"]),
        (replace(USUAL, reports=0, failures=50, blocked=("x",)), ["fewer_reports", "new_block", "parser_failures"]),
    ],
)
def test_what_is_out_of_the_usual_is_an_alarm_and_what_is_not_is_none(now: Profile, kinds: list[str]):
    assert [alarm.kind for alarm in alarms(now, [USUAL, USUAL, replace(USUAL, reports=20)], Tolerance())] == kinds


def test_a_first_run_has_nothing_to_be_compared_with():
    assert list(alarms(replace(USUAL, reports=0), [], Tolerance())) == []


def test_two_reports_fewer_of_a_short_list_are_tolerated():
    assert list(alarms(Profile(3, 0), [Profile(5, 0)], Tolerance())) == []


def run_with(store: Store, *, reports: int = 0, unread: int = 0, blocked: tuple[str, ...] = (), **settings: Any) -> int:
    """A crawl that is over, with what it counted."""
    number = store.start_run("crawl", settings)
    for at in range(unread):
        store.save_failure(stage="parse", error="X", message="broken", url=f"http://a/{number}/{at}", run_id=number)
    for site in blocked:
        store.set_gaps(site, [Gap(2022, "blocked")], (2022, 2022), number)
    store.finish_run(number, "finished", {"reports unchanged": reports})
    return number


def kinds_of(store: Store, number: int) -> list[str]:
    return [alarm.kind for alarm in watch_over(store, number)]


def test_alarms_compare_runs_of_the_same_scope_only(store: Store):
    for reports in (50, 51, 52):
        assert kinds_of(store, run_with(store, reports=reports, region="440700")) == []
    assert kinds_of(store, run_with(store, reports=5, region="440781")) == []
    last = run_with(store, reports=20, unread=3, blocked=("s",), region="440700")
    assert kinds_of(store, last) == ["fewer_reports", "new_block", "parser_failures"]
    told = store.runs()[0]["stats"]
    assert told["profile"]["reports"] == 20 and told["profile"]["blocked"] == ["s"]
    assert [alarm["kind"] for alarm in told["alarms"]] == ["fewer_reports", "new_block", "parser_failures"]
    assert kinds_of(store, run_with(store, reports=50, blocked=("s",), region="440700")) == []


def test_reports_in_lists_that_did_not_change_are_not_missing(store: Store):
    def visit(stats: int, offered: int) -> list[str]:
        number = store.start_run("crawl", {})
        store.connection.execute(
            "INSERT INTO site_runs VALUES ('s', ?, 'ok', 2008, 2025, 9, ?, '2026')", (number, offered)
        )
        store.finish_run(number, "finished", {"reports new": stats})
        return kinds_of(store, number)

    assert visit(58, 58) == []
    assert visit(0, 58) == []
    assert visit(0, 20) == ["fewer_reports"]


def test_a_label_that_appears_is_an_alarm_once(store: Store):
    assert kinds_of(store, run_with(store)) == []
    unknown = Check("Q18", "applications: 新的一行", "info", "fail", "source", None, "新的一行", "unknown")
    for expected in (["unknown_labels"], []):
        number = store.start_run("crawl", {})
        store.save_report(report(agency=f"新局{number}", url=f"http://x/{number}", checks=(unknown,)))
        store.finish_run(number, "finished", {})
        assert kinds_of(store, number) == expected


def test_emptier_tables_of_new_reports_are_an_alarm_and_stored_data_stays(store: Store):
    rows = ("new_requests", "carried_over", "granted", "partially_granted", "total_handled", "carried_forward")
    full = tuple(fact(5, row, column) for row in rows for column in ("total", "natural_person", "org_other"))

    def harvest(prefix: str, facts: tuple[Any, ...]) -> list[str]:
        number = store.start_run("crawl", {})
        for at in range(12):
            store.save_report(report(agency=f"{prefix}{at}局", url=f"http://{prefix}/{at}", facts=facts))
        store.finish_run(number, "finished", {"reports new": 12})
        return [alarm.subject for alarm in watch_over(store, number, Tolerance(fresh_fill=0.05, fill=0.02))]

    assert harvest("一", full) == []
    assert set(harvest("二", ())) == {"2021.applications"}
    assert store.counts()["facts"] == 12 * len(full)


def test_a_second_harvest_of_a_database_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    db = tmp_path / "h.db"
    with single(db):
        assert cli.main(["crawl", "http://a.gov.cn/", "--db", str(db)]) == 1
        assert f"process {os.getpid()}" in capsys.readouterr().err
        with single(tmp_path / "other.db"):
            pass
    with single(db):  # the lock of a run that is over, or of a killed process, is free
        pass


def test_the_lock_goes_with_the_process_that_held_it(tmp_path: Path):
    child = os.fork()
    if child == 0:
        fcntl.flock(os.open(tmp_path / "h.db.lock", os.O_RDWR | os.O_CREAT), fcntl.LOCK_EX)
        os._exit(9)
    os.waitpid(child, 0)
    with single(tmp_path / "h.db"):
        pass


def test_logs_are_numbered_and_the_oldest_go(tmp_path: Path):
    log = tmp_path / "logs" / "crawl.log"
    for number in range(6):
        rotate(log, kept=3)
        log.write_text(str(number))
    assert {path.name: path.read_text() for path in log.parent.iterdir()} == {
        "crawl.log": "5", "crawl.log.1": "4", "crawl.log.2": "3", "crawl.log.3": "2",
    }  # fmt: skip


class Mailbox(socketserver.StreamRequestHandler):
    """The least of an SMTP server: takes one mail."""

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            word = line[:4].upper().strip()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.mails.append(b"".join(line.removeprefix(b".") for line in lines))  # type: ignore[attr-defined]
            if word == b"RCPT" and b"refused" in line:
                self.wfile.write(b"550 no such box\r\n")
                continue
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mailbox) as server:
        server.mails = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        monkeypatch.setenv("HARVESTER_SMTP", f"smtp://127.0.0.1:{server.server_address[1]}")
        monkeypatch.setenv("HARVESTER_MAIL_FROM", "harvester@office.test")
        yield server.mails  # type: ignore[attr-defined]
        server.shutdown()


@pytest.fixture
def hook() -> Iterator[tuple[str, list[Any]]]:
    posted: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            if self.path == "/garbage":
                self.wfile.write(b"no status\r\n\r\n")
                return
            self.send_response(500 if self.path == "/broken" else 204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Be quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", posted
        server.shutdown()


@pytest.fixture
def crawled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A crawl that is over as soon as it begins: one site gave less than before."""
    site = SiteResult("1", "甲市人民政府", "http://a.gov.cn/", "no reports", 9, 0, 7, {"gone": 2})

    def stand_in(options: CrawlOptions, watch: Any = None, settings: Any = None) -> CrawlResult:
        with Store.open(options.db) as store:
            return CrawlResult(run_with(store, reports=3), (site,), {"reports unchanged": 3, "requests": 9}, True)

    monkeypatch.setattr(crawl, "run_crawl", stand_in)
    return tmp_path / "h.db"


def test_a_summary_goes_to_a_file_a_mailbox_and_a_webhook(
    crawled: Path, mailbox: list[bytes], hook: tuple[str, list[Any]], tmp_path: Path
):
    telling = Telling(None, tmp_path / "summary.json", ("a@office.test", "b@office.test"), f"{hook[0]}/hook")
    done = crawl_and_tell(CrawlOptions(urls=("http://a.gov.cn/",), db=crawled), telling)
    assert done.exit_code == 3 and done.not_sent == ()
    told = json.loads((tmp_path / "summary.json").read_text("utf-8"))
    assert told["outcome"] == "attention" and told["exit_code"] == 3 and told["gaps"] == {"gone": 2}
    assert hook[1] == [told] and told["text"] == "harvest attention: 0 reports, 0 new, 0 changed, 0 alarms"
    mail = message_from_bytes(mailbox[0], policy=policy.default)
    assert mail["Subject"] == told["text"] and mail["From"] == "harvester@office.test"
    body = mail.get_body(("plain",))
    assert (
        body is not None
        and "look at: 甲市人民政府 (http://a.gov.cn/): 7 reports before, none now" in body.get_content()
    )
    assert json.loads(next(mail.iter_attachments()).get_content()) == told


def test_a_summary_as_text_names_outcome_counts_and_gaps(crawled: Path, tmp_path: Path):
    crawl_and_tell(
        CrawlOptions(urls=("http://a.gov.cn/",), db=crawled), Telling(summary=tmp_path / "new" / "summary.txt")
    )
    text = (tmp_path / "new" / "summary.txt").read_text("utf-8")
    assert text.startswith("harvest attention: 0 reports")
    assert "counted: reports unchanged 3, requests 9" in text and "gaps (site years): gone 2" in text


@pytest.mark.parametrize(
    ("mail_to", "path", "told"),
    [
        (("refused@office.test",), "", "the mail to refused@office.test could not be sent"),
        ((), "/broken", "the webhook 127.0.0.1 did not take the summary: HTTP Error 500"),
        ((), "/garbage", "the webhook 127.0.0.1 did not take the summary: no status"),
    ],
)
def test_what_could_not_be_sent_is_told_and_ends_no_run(  # noqa: PLR0917
    mail_to: tuple[str, ...], path: str, told: str, crawled: Path, mailbox: list[bytes], hook: tuple[str, list[Any]]
):  # fmt: skip
    telling = Telling(mail_to=mail_to, webhook=hook[0] + path if path else None)
    done = crawl_and_tell(CrawlOptions(urls=("http://a.gov.cn/",), db=crawled), telling)
    assert len(done.not_sent) == 1 and told in done.not_sent[0]
    assert done.exit_code == 3


def test_a_crawl_that_cannot_begin_is_told_too(
    hook: tuple[str, list[Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_: object, **__: object) -> CrawlResult:
        raise HarvestError("The database is damaged.")

    monkeypatch.setattr(crawl, "run_crawl", broken)
    with pytest.raises(HarvestError, match="damaged"):
        crawl_and_tell(CrawlOptions(urls=("http://a.gov.cn/",), db=tmp_path / "h.db"), Telling(webhook=hook[0]))
    assert [(told["outcome"], told["problem"]) for told in hook[1]] == [("failed", "The database is damaged.")]


@pytest.mark.parametrize(
    ("mail_to", "webhook", "server", "told"),
    [
        (("nobody",), None, "smtp://a:25", "is no e-mail address"),
        (("a@b.test\nBcc: c@d.test",), None, "smtp://a:25", "is no e-mail address"),
        (("a@b.test",), None, "", "HARVESTER_SMTP"),
        (("a@b.test",), None, "imap://a", "HARVESTER_SMTP"),
        ((), "file:///etc/passwd", "", "is no web address"),
        ((), "hooks.test/x", "", "has no scheme"),
    ],
)
def test_what_can_never_be_sent_is_refused_before_the_run(
    mail_to: tuple[str, ...], webhook: str | None, server: str, told: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("HARVESTER_SMTP", server)
    with pytest.raises(HarvestError, match=told):
        check_receivers(mail_to, webhook)


def test_runs_are_listed_and_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    db = tmp_path / "h.db"
    with Store.open(db) as store:
        for reports, region in ((50, "440700"), (20, "440700"), (7, "440781")):
            watch_over(store, run_with(store, reports=reports, region=region))
    assert cli.main(["runs", "--db", str(db), "--json"]) == 0
    runs = json.loads(capsys.readouterr().out)
    assert [(run["run_id"], len(run["stats"]["alarms"])) for run in runs] == [(3, 0), (2, 1), (1, 0)]
    assert cli.main(["runs", "1", "2", "--db", str(db)]) == 0
    shown = capsys.readouterr().out
    assert "reports unchanged  50  20" in shown and "Alarm (fewer_reports)" in shown
    assert cli.main(["runs", "1", "3", "--db", str(db), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["settings"] == {"region": ["440700", "440781"]}
    assert cli.main(["runs", "1", "9", "--db", str(db)]) == 1
    assert cli.main(["runs", "1", "--db", str(db)]) == 2
