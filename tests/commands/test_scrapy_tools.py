"""Promises that Scrapy's own tools work: shell with page, report and links ready, parse, check, list, crawl."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from harvester.jobs.inspect import inspect_body
from tests.cli.test_bad_input import REPORT
from tests.conftest import ROOT
from tests.loopback import Loopback, Reply

LIST = """<html><head><title>政府信息公开年报</title></head><body><ul>
<li><a href="/2022.html">某某市人民政府2022年政府信息公开工作年度报告</a><span>2023-01-20</span></li>
<li><a href="/contact.html">联系我们</a></li></ul></body></html>"""


def scrapy(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Scrapy's own command line in the checkout."""
    proxies = {name for name in os.environ if name.lower().endswith("_proxy")}
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8",
        env={name: value for name, value in os.environ.items() if name not in proxies}, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A report as a file."""
    path = tmp_path / "report.html"
    path.write_text("<html><body>" + "".join(f"<p>{line}</p>" for line in REPORT.splitlines()), encoding="utf-8")
    return path


def test_a_file_is_ready_to_inspect_and_nothing_is_stored(page: Path):
    before = set((ROOT / "data").iterdir())
    result = scrapy("shell", "-c", "(report.year, page.kind, len(links))", str(page))
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip().splitlines()[-1] == "(2022, 'html', 0)"
    assert set((ROOT / "data").iterdir()) == before


def test_a_bare_name_is_a_file_where_there_is_one(page: Path):
    name = os.path.relpath(page, ROOT)
    bare = ROOT / "saved-report.html"
    bare.write_bytes(page.read_bytes())
    try:
        for target in (name, bare.name):
            result = scrapy("shell", "-c", "report.year", target)
            assert (result.returncode, result.stdout.strip()) == (0, "2022"), result.stderr
    finally:
        bare.unlink()


def test_an_address_is_ready_and_a_request_for_a_browser_gets_the_plain_response(loopback: Loopback):
    loopback.replies["/"] = Reply(LIST.encode())
    code = f"(fetch(scrapy.Request('{loopback.url}/', meta={{'playwright': True}}, dont_filter=True)), links[0].url)"
    result = scrapy("shell", "-c", code, f"{loopback.url}/")
    assert result.returncode == 0, result.stderr
    assert f"{loopback.url}/2022.html" in result.stdout
    assert "no browser: this is the plain response" in result.stderr


@pytest.mark.parametrize(("target", "told"), [("./absent.html", "no such file"), ("http://127.0.0.1:9/", "Connection")])
def test_what_cannot_be_had_is_one_line_and_exit_code_1(target: str, told: str):
    result = scrapy("shell", "-c", "report", target)
    assert result.returncode == 1
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_links_are_scored_best_first_with_their_reasons():
    found = inspect_body(LIST.encode(), "http://a.gov.cn/nb/", 200, "text/html")
    assert [link.url for link in found.links] == ["http://a.gov.cn/2022.html", "http://a.gov.cn/contact.html"]
    assert found.links[0].score > 0.9 > found.links[1].score
    assert found.links[0].reasons


def test_a_page_that_builds_itself_with_scripts_says_so():
    found = inspect_body(b"<html><body><div id='app'></div><script src='a.js'></script></body></html>", "u:", 200, None)
    assert "JavaScript" in found.note


def test_what_cannot_be_read_is_a_note_not_an_error():
    found = inspect_body(b"", "http://a.gov.cn/", 200, None)
    assert found.page is None
    assert "empty" in found.note
    assert found.report is not None
    assert (found.report.is_report, found.report.agency) == (False, None)
    assert "empty" in found.report.reason


def test_a_page_is_parsed_into_links_and_reports(loopback: Loopback, page: Path):
    loopback.replies["/"] = Reply(LIST.replace('href="/', 'href="http://www.example.gov.cn/').encode())
    loopback.replies["/2022.html"] = Reply(page.read_bytes() + f"<p>{'主动公开各类信息。' * 100}</p>".encode())
    links = scrapy("parse", "--nolog", "--nocolour", f"{loopback.url}/")
    assert "<GET http://www.example.gov.cn/2022.html>" in links.stdout, links.stderr
    items = scrapy("parse", "--nolog", "--nocolour", f"{loopback.url}/2022.html")
    assert "'year': 2022" in items.stdout, items.stderr


def test_a_crawl_that_cannot_begin_fails(tmp_path: Path):
    """Scrapy's own command would exit 0."""
    db = f"HARVESTER_DB={tmp_path}/h.db"
    result = scrapy("crawl", "--nolog", "annual_reports", "-a", "sites=absent.csv", "-s", db)
    assert result.returncode == 1
    assert len(result.stderr.strip().splitlines()) == 1


def test_the_spider_is_listed():
    assert scrapy("list").stdout.split() == ["annual_reports"]


def test_the_contracts_of_the_spider_hold():
    result = scrapy("check")
    assert result.returncode == 0, result.stderr
    assert "OK" in result.stderr
