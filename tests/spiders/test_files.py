"""Promises that reports offered as files are found, kept under their page, and never stored empty."""

import pytest

from harvester.sample.model import Report
from harvester.sample.pdf import write_pdf
from harvester.sample.web import build
from tests.documents.writers import docx, p, pdf, say
from tests.spiders.web import TinyWeb, links

HOME = "http://www.a.gov.cn/"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
TITLE = "台山市人民政府{}年政府信息公开工作年度报告"


def page(title: str, body: str, date: str = "2023-03-05") -> str:
    """A page with a title and little else."""
    return (
        f"<html><head><title>{title}</title><meta name='PubDate' content='{date}'></head><body><div>首页</div>"
        f"<h1>{title}</h1><div id='zoom'>{body}</div></body></html>"
    )


@pytest.fixture(scope="module")
def report() -> Report:
    """A report of the sample."""
    return next(report for report in build().reports if report.format == "2021" and report.carrier == "page")


def listed(web: TinyWeb, *pages: tuple[str, str]) -> None:
    """A home page, a column, and what it lists."""
    web.add(HOME, links(("/nb/", "政府信息公开年报")))
    web.add(f"{HOME}nb/", links(*pages, title="政府信息公开年报"))


def test_a_report_in_a_file_is_kept_under_the_page_that_offers_it(web: TinyWeb, crawl, report: Report):
    title, date = report.title, f"{report.year + 1}-03-05"
    listed(web, ("/nb/1.html", title))
    web.add(f"{HOME}nb/1.html", page(title, "<p>全文见附件。</p><a href='/f/down?id=7'>附件：年度报告.pdf</a>", date))
    body = write_pdf(report)
    web.add(f"{HOME}f/down?id=7", body, kind="application/octet-stream")
    for _ in range(2):
        crawl(HOME)
        assert crawl.rows("SELECT title, url, published FROM reports") == [(title, f"{HOME}nb/1.html", date)]
        assert crawl.rows("SELECT count(*) FROM facts") == [(len(report.cells),)]
        assert crawl.rows("SELECT url, kind FROM sightings ORDER BY kind") == [
            (f"{HOME}f/down?id=7", "attachment"), (f"{HOME}nb/1.html", "original"),
        ]  # fmt: skip
        assert crawl.rows("SELECT media_type, size FROM attachments") == [("application/pdf", len(body))]


def test_a_listing_may_lead_straight_to_the_file(web: TinyWeb, crawl, report: Report):
    listed(web, ("/nb/1.pdf", report.title))
    web.add(f"{HOME}nb/1.pdf", write_pdf(report), kind="application/pdf")
    crawl(HOME)
    assert crawl.rows("SELECT title, url, year FROM reports") == [(report.title, f"{HOME}nb/1.pdf", report.year)]
    assert crawl.rows("SELECT kind FROM sightings") == [("original",)]


UNREADABLE = [
    ("a picture in the page", "<p><img src='/f/1.png'></p>", "/f/1.png", PNG),
    ("a PDF of pictures", "<p>见附件</p><a href='/f/1.pdf'>年度报告.pdf</a>", "/f/1.pdf", pdf("0 0 9 9 re f")),
    ("a broken PDF", "<p>见附件</p><a href='/f/1.pdf'>年度报告.pdf</a>", "/f/1.pdf", pdf(say("甲", 9, 9))[:200]),
    ("a Word file that is none", "<p>见附件</p><a href='/f/1.docx'>年度报告.docx</a>", "/f/1.docx", docx(p("甲"))[:-9]),
]


@pytest.mark.parametrize("case", UNREADABLE, ids=[case[0] for case in UNREADABLE])
def test_a_report_that_cannot_be_read_is_a_gap_with_a_reason(web: TinyWeb, crawl, case: tuple[str, str, str, bytes]):
    label, body, target, file = case
    listed(web, ("/nb/1.html", TITLE.format(2022)))
    web.add(f"{HOME}nb/1.html", page(TITLE.format(2022), body))
    web.add(f"{HOME[:-1]}{target}", file, kind="application/octet-stream")
    crawl(HOME, years=[2022])
    assert crawl.rows("SELECT count(*) FROM reports") == [(0,)], label
    ((stage, message),) = crawl.rows("SELECT stage, message FROM failures")
    assert stage == "parse" and message.startswith("unreadable: ")
    assert crawl.rows("SELECT status, reason FROM coverage WHERE year = 2022") == [("gap", "unreadable")]
    assert crawl.rows(f"SELECT count(*) FROM captures WHERE url LIKE '%{target}'") == [(1,)]
