"""Promises that a crawl learns the furniture of a site, stores reports without it, and that reading again agrees."""

# ruff: noqa: E501 (pages in one line)

import os
import random
import signal
import time

import pytest

from harvester.jobs.reparse import reparse
from tests.spiders.web import TinyWeb, county, links, report_page

HOME = "http://www.a.gov.cn/"
CLAIM = "特别声明：本栏目所载内容仅供参考，以纸质原件为准。"


def test_a_line_of_all_pages_is_left_out_of_the_reports(web: TinyWeb, crawl):
    county(web)
    news = f"<html><body><h1>某地开展活动</h1><div id='zoom'><p>某地近日开展群众文化活动。</p><p>{CLAIM}</p></div></body></html>"
    web.add(HOME + "zwgk/zn/", news)
    web.add(
        HOME + "zwgk/",
        links(("/zwgk/nb/", "政府信息公开年报"), ("/zwgk/zn/", "政府信息公开指南"), title="政务公开").replace(
            "</body>", f"<p>{CLAIM}</p></body>"
        ),
    )
    for year in range(2019, 2024):
        page = report_page("台山市人民政府", year).replace("</div></body>", f"<p>{CLAIM}</p></div></body>")
        web.add(f"{HOME}zwgk/nb/{year}.html", page)
    result = crawl(HOME)
    assert result["counts"]["reports without learned furniture"] == 5
    assert crawl.rows("SELECT count(*), sum(version), sum(instr(text, '特别声明')) FROM reports") == [(5, 5, 0)]
    before = crawl.rows("SELECT year, text_sha256, quality FROM reports ORDER BY year")
    assert reparse(crawl.db).changed == []
    assert crawl.rows("SELECT year, text_sha256, quality FROM reports ORDER BY year") == before
    assert "reports changed" not in crawl(HOME, full=True)["counts"]
    assert crawl.rows("SELECT year, text_sha256, quality FROM reports ORDER BY year") == before


def lined(web: TinyWeb) -> None:
    """Two sites with a claim on every page, at the edge of their reports and of a guide."""
    for host, place in (("www.a.gov.cn", "台山市"), ("www.b.gov.cn", "开平市")):
        claim, home = f"{CLAIM[:-1]}，{place}门户网站编辑部保留解释权。", f"http://{host}/"
        county(web, host, place, years=range(2012, 2024))
        guide = f"<html><body><h1>指南</h1><div id='zoom'><p>欢迎来到本市门户。</p><p>{claim}</p></div></body></html>"
        web.add(home + "zwgk/zn/", guide)
        portal = links(("/zwgk/nb/", "政府信息公开年报"), ("/zwgk/zn/", "政府信息公开指南"), title="政务公开")
        web.add(home + "zwgk/", portal.replace("</body>", f"<p>{claim}</p></body>"))
        for year in range(2012, 2024):
            page = report_page(f"{place}人民政府", year)
            web.add(f"{home}zwgk/nb/{year}.html", page.replace("</div></body>", f"<p>{claim}</p></div></body>"))


TEXTS = "SELECT agency, year, version, is_current, text_sha256, title, quality FROM reports ORDER BY agency, year, version"


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a signal of POSIX")
@pytest.mark.parametrize("seed", range(4))
def test_a_killed_and_continued_crawl_stores_the_texts_of_an_uninterrupted_one(web: TinyWeb, crawl, seed: int):
    homes = (HOME, "http://www.b.gov.cn/")
    lined(web)
    crawl(*homes)
    whole = crawl.rows(TEXTS)
    assert len(whole) == 24
    assert crawl.rows("SELECT sum(instr(text, '特别声明')) FROM reports") == [(0,)]
    crawl.db = crawl.folder / "killed.db"
    web.delay, chance = 0.01, random.Random(seed)
    for _ in range(2):
        process = crawl.started(*homes)
        deadline, wanted = time.monotonic() + 60, len(web.log) + chance.randint(3, 14)
        while len(web.log) < wanted and time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.005)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    crawl(*homes)
    assert crawl.rows(TEXTS) == whole
    assert crawl.rows("SELECT count(*) FROM ledger_notes") == [(0,)]
