"""Promises that a crawl learns the furniture of a site, stores reports without it, and that reading again agrees."""

# ruff: noqa: E501 (pages in one line)

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
