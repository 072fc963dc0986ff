"""Promises that the ledger tells of every request that a server saw, also of those that belong to another page."""

import json
import os
import signal
import subprocess
from collections.abc import Callable

import pytest

from tests.spiders.web import Asked, TinyWeb, links, report_page

HOST = "www.a.gov.cn"
HOME = f"http://{HOST}/"
TITLES = [f"台山市人民政府{year}年政府信息公开工作年度报告" for year in (2021, 2022, 2023)]
SHELL = "<html><head><title>政府信息公开年报</title></head><body><div id='list'></div>{}</body></html>"


def scripted(web: TinyWeb, on_second: Callable[[], None] = lambda: None) -> None:
    """A column whose list stands in a script file, behind one that is of no use, and a report of two pages."""
    rows = [{"title": title, "url": f"/nb/{year}.html"} for year, title in zip((2021, 2022, 2023), TITLES, strict=True)]
    web.add(HOME, links(("/nb/", "政府信息公开年报")))
    web.add(HOME + "nb/", SHELL.format("<script src='/nb/data.js'></script><script src='/nb/datalist.js'></script>"))
    web.add(HOME + "nb/data.js", "var pageSize = 10;", kind="text/javascript")

    def second(asked: Asked) -> str:
        on_second()
        return f"var list = {json.dumps(rows, ensure_ascii=False)};"

    web.add(HOME + "nb/datalist.js", second, kind="text/javascript")
    for year in (2021, 2022, 2023):
        web.add(f"{HOME}nb/{year}.html", report_page("台山市人民政府", year))
    whole = report_page("台山市人民政府", 2022)
    cut = whole.index("<p><strong>四、")
    pager = "<p><a href='2022.html'>1</a> <a href='2022_2.html'>2</a></p></div></body></html>"
    web.add(HOME + "nb/2022.html", whole[:cut] + pager)
    head = whole[: whole.index("<div id='zoom'>")]
    web.add(HOME + "nb/2022_2.html", f"{head}<div id='zoom'>" + whole[cut:].replace("</div></body></html>", pager))


def unseen(web: TinyWeb, crawl) -> set[str]:
    """What the server was asked and the ledger does not tell of."""
    fates = "SELECT url FROM ledger_requests WHERE state IN ('answered', 'given_up', 'failed') AND asked_at IS NOT NULL"
    known = {url for (url,) in crawl.rows(fates)}
    return {f"http://{asked.host}{asked.target}" for asked in web.log} - known


def test_script_files_further_pages_and_robots_txt_have_rows_with_their_fates(web: TinyWeb, crawl):
    scripted(web)
    crawl(HOME)
    assert crawl.years() == [2021, 2022, 2023]
    assert unseen(web, crawl) == set()
    rows = crawl.rows("SELECT url, kind, state, http_status FROM ledger_requests WHERE kind NOT IN ('home', 'report')")
    assert {(f"{HOME}robots.txt", "robots", "answered", 404), (f"{HOME}nb/data.js", "script file", "answered", 200),
            (f"{HOME}nb/2022_2.html", "part", "answered", 200)} <= set(rows)  # fmt: skip
    assert crawl.rows("SELECT count(*) FROM ledger_answers") == [(0,)]


def test_sitemaps_have_rows_too(web: TinyWeb, crawl):
    web.add(HOME, links(("/news/", "新闻动态")))
    web.add(f"{HOME}robots.txt", f"User-agent: *\nSitemap: {HOME}map.xml\n", kind="text/plain")
    web.add(f"{HOME}map.xml", f"<urlset><url><loc>{HOME}zfxxgknb/</loc></url></urlset>", kind="application/xml")
    crawl(HOME)
    assert f"{HOME}map.xml" in {f"http://{asked.host}{asked.target}" for asked in web.log}
    assert unseen(web, crawl) == set()


def test_what_does_not_come_says_why(web: TinyWeb, crawl):
    scripted(web)
    web.add(f"{HOME}robots.txt", "User-agent: *\nDisallow: /nb/data.js\n", kind="text/plain")
    del web.pages[HOST]["/nb/2022_2.html"]
    crawl(HOME)
    fates = dict(crawl.rows("SELECT url, reason FROM ledger_requests WHERE kind IN ('script file', 'part')"))
    assert fates[f"{HOME}nb/data.js"] == "robots.txt"
    assert fates[f"{HOME}nb/2022_2.html"] == "HTTP 404"


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a signal of POSIX")
def test_a_kill_between_two_script_files_asks_only_for_the_second_again(web: TinyWeb, crawl):
    running: list[subprocess.Popen[str]] = []

    def kill() -> None:
        if running:
            os.kill(running[0].pid, signal.SIGKILL)

    scripted(web, kill)
    running.append(crawl.started(HOME))
    running[0].wait()
    running.clear()
    crawl(HOME)
    assert crawl.years() == [2021, 2022, 2023]
    targets = [asked.target for asked in web.log]
    assert [targets.count(target) for target in ("/nb/data.js", "/nb/datalist.js", "/robots.txt")] == [1, 2, 1]
