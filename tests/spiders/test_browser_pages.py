"""Promises that a page which only a browser can read is read by one, inside the scope, and told when there is none."""

import contextlib
import os
import signal
from pathlib import Path

import pytest

from harvester.crawl.browser import find_browser
from tests.spiders.web import Asked, TinyWeb, links, report_page

HOME = "http://www.a.gov.cn/"
LIST = """<html><head><title>政府信息公开年报</title></head><body><p>欢迎访问</p><ul id="list"></ul>
<img src="/logo.png"><script src="/list.js"></script><script src="http://evil.example/track.js"></script></body></html>"""
SCRIPT = """var t = ['台山市人民政府', '年政府信息公开工作年度报告'];
document.getElementById('list').innerHTML = [2021, 2022].map(function (y) {
  return '<li><a href="/nb/' + (y * 7) + '.html">' + t[0] + y + t[1] + '</a></li>'; }).join('');"""


def scripted(web: TinyWeb) -> None:
    """A site whose column is written by a script."""
    web.add(HOME, links(("/nb/", "政府信息公开年报")))
    web.add(f"{HOME}nb/", LIST, validators=True)
    web.add(f"{HOME}list.js", SCRIPT, kind="text/javascript")
    web.add("http://evil.example/track.js", "1", kind="text/javascript")
    for year in (2021, 2022):
        web.add(f"{HOME}nb/{year * 7}.html", report_page("台山市人民政府", year))


def test_without_a_browser_the_crawl_ends_well_and_says_what_it_could_not_read(web: TinyWeb, crawl):
    scripted(web)
    result = crawl(HOME, years=[2021], javascript="never")
    assert result["finished"]
    assert result["counts"]["pages that need a browser"] == 1
    assert crawl.rows("SELECT reason FROM gaps") == [("unreadable",)]
    assert crawl.rows("SELECT error FROM failures") == [("NeedsBrowser",)]


@pytest.mark.browser
def test_a_browser_reads_the_list_and_asks_nothing_else(web: TinyWeb, crawl):
    assert find_browser(), "make test provides a browser"
    scripted(web)
    result = crawl(HOME, javascript="auto")
    assert crawl.years() == [2021, 2022]
    assert result["counts"]["pages rendered"] == 1
    assert web.hosts() == {"www.a.gov.cn"}
    assert "/logo.png" not in web.targets("www.a.gov.cn")
    assert web.most_in_flight["www.a.gov.cn"] == 1


@pytest.mark.browser
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds the browser's process in /proc")
def test_a_browser_that_is_killed_is_started_again_and_the_page_read_once_more(web: TinyWeb, crawl):
    scripted(web)
    killed: list[int] = []

    def script(asked: Asked) -> str:
        if not killed:
            killed.extend(browsers_below(crawl.helper.pid))
            for pid in killed:
                os.kill(pid, signal.SIGKILL)
        return SCRIPT

    web.add(f"{HOME}list.js", script, kind="text/javascript")
    result = crawl(HOME, javascript="auto")
    assert killed
    assert crawl.years() == [2021, 2022]
    assert result["finished"]


def browsers_below(pid: int) -> list[int]:
    """Processes of a browser that descend from this process, the topmost of them only."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            parents[int(stat.parent.name)] = int(fields[1])
    found, waiting = [], [pid]
    while waiting:
        above = waiting.pop()
        for child in (child for child, parent in parents.items() if parent == above):
            with contextlib.suppress(OSError):
                is_browser = b"--remote-debugging" in Path(f"/proc/{child}/cmdline").read_bytes()
                found.append(child) if is_browser else waiting.append(child)
    return found
