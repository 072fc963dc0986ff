"""Promises how a crawl is told and ended: options handed on, progress, closing table, exit codes of the contract."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from harvester import cli
from harvester.cli._summary import closing_lines, progress_line
from harvester.crawl.options import CrawlOptions
from harvester.crawl.plan import DEFAULT_BUDGET
from harvester.run import crawl
from harvester.run.crawl import CrawlResult, SiteResult
from harvester.store import Store

GOOD = SiteResult("1", "甲市人民政府", "http://a.gov.cn/", "ok", 40, 12, 10, {"not_published": 3})
EMPTY = SiteResult("2", "乙市人民政府", "http://b.gov.cn/", "no reports", 20, 0, 0, {"no_column": 18})
LOST = SiteResult("3", "丙市人民政府", "http://c.gov.cn/", "no reports", 9, 0, 7, {"gone": 2, "not_published": 16})
COUNTS = {"requests": 69, "reports new": 2, "reports changed": 1, "reports unchanged": 9, "sites done": 2}


class Crawls:
    """Stands in for `run_crawl` and keeps what it was given."""

    def __init__(self, result: CrawlResult) -> None:
        self.result = result
        self.options: CrawlOptions | None = None
        self.settings: dict[str, Any] = {}

    def __call__(self, options: CrawlOptions, watch: Any = None, settings: Any = None) -> CrawlResult:
        self.options, self.settings = options, dict(settings)
        watch(COUNTS, 2)
        with Store.open(options.db) as store:
            number = store.start_run("crawl", {})
            store.finish_run(number, "finished" if self.result.finished else "failed", COUNTS)
        return replace(self.result, run_id=number)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Run `harvester crawl` with a made-up result; gives the exit code and what run_crawl was given."""

    def with_result(
        *sites: SiteResult,
        arguments: tuple[str, ...] = ("http://a.gov.cn/",),
        contact: str = "me@b.test",
        **result: Any,
    ):
        stand_in = Crawls(CrawlResult(1, sites, COUNTS, **({"finished": True} | result)))
        monkeypatch.setattr(crawl, "run_crawl", stand_in)
        monkeypatch.setattr("harvester.settings.HARVESTER_CONTACT", contact)
        code = cli.main(["crawl", *arguments, "--db", str(tmp_path / "h.db")])
        return code, stand_in

    return with_result


@pytest.mark.parametrize(
    ("sites", "result", "code"),
    [
        ((GOOD,), {}, 0),
        ((GOOD, EMPTY), {}, 0),
        ((EMPTY,), {}, 3),
        ((GOOD, LOST), {}, 3),
        ((GOOD,), {"finished": False}, 1),
        ((GOOD,), {"finished": False, "problem": "The database x cannot grow: the disk is full."}, 1),
    ],
)
def test_the_exit_code_tells_how_it_went(run, sites, result, code, capsys: pytest.CaptureFixture[str]):
    assert run(*sites, **result)[0] == code
    printed = capsys.readouterr()
    assert "甲市" in printed.out or "乙市" in printed.out
    assert len(printed.err.strip().splitlines()) == (1 if code else 0)
    assert result.get("problem", "") in printed.err


def test_a_crawl_without_a_contact_begins_with_one_hint(run, capsys: pytest.CaptureFixture[str]):
    run(GOOD, contact="")
    printed = capsys.readouterr()
    assert printed.err.count("HARVESTER_CONTACT") == len(printed.err.splitlines()) == 1
    assert "HARVESTER_CONTACT" not in printed.out


def test_a_crawl_that_cannot_begin_gives_no_hint(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    sites = tmp_path / "wrong.csv"
    sites.write_text("url,title\nhttp://a.gov.cn/,A\n", encoding="utf-8")
    assert cli.main(["crawl", "--sites", str(sites), "--db", str(tmp_path / "h.db")]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1


def test_every_option_is_handed_on(run, tmp_path: Path):
    arguments = (
        "http://a.gov.cn/", "http://b.gov.cn/", "--years", "2019-2021", "--max-requests-per-site", "50", "--javascript",
        "never", "--delay", "0.5", "--full", "--log", str(tmp_path / "log"),
    )  # fmt: skip
    _, given = run(GOOD, arguments=arguments)
    assert given.options == CrawlOptions(
        urls=("http://a.gov.cn/", "http://b.gov.cn/"), db=tmp_path / "h.db", years=(2019, 2020, 2021),
        max_requests_per_site=50, javascript="never", delay=0.5, full=True,
    )  # fmt: skip
    assert given.settings == {"LOG_FILE": str(tmp_path / "log")}


def test_what_is_not_named_has_the_defaults_of_the_contract(run, tmp_path: Path):
    _, given = run(GOOD)
    assert given.options == CrawlOptions(urls=("http://a.gov.cn/",), db=tmp_path / "h.db")
    assert given.options.delay == 1.0
    assert CrawlOptions().db.as_posix() == "data/harvest.db"


def test_the_closing_table_names_sites_requests_reports_and_gaps():
    lines = "\n".join(closing_lines(CrawlResult(1, (GOOD, EMPTY, LOST), COUNTS, True)))
    assert "3 sites, 69 requests, 12 reports found: 2 new, 1 changed." in lines
    assert "Gaps (site years): not_published 19, no_column 18, gone 2." in lines
    assert "No report at all from 1 site: 乙市人民政府." in lines
    assert "Look at 丙市人民政府 (http://c.gov.cn/): it gave 7 reports before and none now." in lines


def test_the_progress_line_tells_where_the_crawl_stands():
    assert progress_line(COUNTS, 5) == "2 of 5 sites, 69 requests, 12 reports, 2 new, 1 changed"
    assert progress_line({}, 1) == "0 of 1 sites, 0 requests, 0 reports, 0 new"


def test_the_budget_that_help_names_is_the_budget(capsys: pytest.CaptureFixture[str]):
    cli.main(["crawl", "--help"])
    assert f"(default: {DEFAULT_BUDGET})" in " ".join(capsys.readouterr().out.split())
