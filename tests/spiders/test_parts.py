"""Promises that a report on several pages, or in a frame, is one report, and that print views are none of their own."""

# ruff: noqa: E501 (pages in one line)

import re

from harvester.jobs.reparse import reparse
from tests.spiders.web import TinyWeb, links, report_page

HOME = "http://www.a.gov.cn/"
NB = "http://www.a.gov.cn/nb/"
TITLE = "台山市人民政府2022年政府信息公开工作年度报告"


def portal(web: TinyWeb, *entries: tuple[str, str]) -> None:
    """A home page and a column that lists these."""
    web.add(HOME, links(("/nb/", "政府信息公开年报")))
    web.add(NB, links(*entries))


def paged(
    web: TinyWeb, pager=None, names: tuple[str, ...] = ("2022.html", "2022_2.html", "2022_3.html"), granted: int = 7
) -> None:
    """The report of 2022 cut into three pages."""
    whole = report_page("台山市人民政府", 2022, granted)
    head, body = whole.split("<div id='zoom'>")
    cuts = [match.start() for match in re.finditer("<p><strong>", body)]
    pieces = [body[: cuts[2]], body[cuts[2] : cuts[4]], body[cuts[4] :].removesuffix("</div></body></html>")]
    for at, (name, piece) in enumerate(zip(names, pieces, strict=True)):
        row = (
            pager(at) if pager else "".join(f'<a href="{other}">{number}</a> ' for number, other in enumerate(names, 1))
        )
        web.add(NB + name, f"{head}<div id='zoom'>{piece}<p>{row}</p></div></body></html>")


def text_of(crawl) -> str:
    rows = crawl.rows("SELECT text FROM reports")
    assert len(rows) == 1
    return rows[0][0]


def assert_whole(crawl) -> None:
    """The six parts, each once and in order."""
    ((url, version),) = crawl.rows("SELECT url, version FROM reports")
    assert url in (NB + "2022.html", NB + "2022.html?id=5") and version == 1
    headings = re.findall(r"^[一二三四五六]、", text_of(crawl), re.MULTILINE)
    assert headings == ["一、", "二、", "三、", "四、", "五、", "六、"]
    assert "下一页" not in text_of(crawl)
    assert [kind for (kind,) in crawl.rows("SELECT kind FROM sightings")] == ["original"]
    assert crawl.rows("SELECT count(*) FROM failures") == [(0,)]


def test_numbered_pages_are_one_report(web: TinyWeb, crawl):
    portal(web, ("2022.html", TITLE))
    paged(web)
    assert crawl(HOME)["counts"]["reports of several pages"] == 1
    assert_whole(crawl)


def test_a_chain_of_next_pages_is_one_report(web: TinyWeb, crawl):
    portal(web, ("2022.html", TITLE))
    names = ("2022.html", "2022_2.html", "2022_3.html")
    paged(web, lambda at: f'<a href="{names[at + 1]}">下一页</a>' if at < 2 else '<a href="2022.html">首页</a>')
    crawl(HOME)
    assert_whole(crawl)


def test_a_page_call_in_an_article_is_followed(web: TinyWeb, crawl):
    portal(web, ("2022.html", TITLE))
    names = ("2022.html", "2022_1.html", "2022_2.html")
    paged(web, lambda at: f'<script>createPageHTML(3, {at}, "2022", "html");</script>', names)
    crawl(HOME)
    assert_whole(crawl)


def test_pages_are_in_the_order_of_their_numbers_whichever_is_named_first(web: TinyWeb, crawl):
    portal(web, ("2022.html", TITLE))
    paged(web, lambda at: '<a href="2022_3.html">3</a>' if at == 0 else '<a href="2022_2.html">2</a>')
    crawl(HOME)
    assert_whole(crawl)


def test_pages_by_a_parameter_are_one_report(web: TinyWeb, crawl):
    names = ("2022.html?id=5", "2022.html?id=5&page=2", "2022.html?id=5&page=3")
    portal(web, (names[0], TITLE))
    paged(web, lambda at: f'<a href="{names[at + 1]}">下一页</a>' if at < 2 else "", names)
    crawl(HOME)
    assert_whole(crawl)


def test_a_second_run_stores_nothing_and_a_changed_part_is_a_new_version(web: TinyWeb, crawl):
    portal(web, ("2022.html", TITLE))
    paged(web)
    crawl(HOME)
    assert crawl(HOME, recheck=True)["counts"].get("reports unchanged") == 1
    paged(web, granted=9)
    crawl(HOME, recheck=True)
    assert crawl.rows("SELECT version, is_current FROM reports ORDER BY version") == [(1, 0), (2, 1)]


def test_reading_the_archive_again_gives_the_same(web: TinyWeb, crawl):
    portal(web, ("2022.html", TITLE))
    paged(web)
    crawl(HOME)
    before = crawl.rows("SELECT text_sha256, version, quality, title, published FROM reports")
    result = reparse(crawl.db)
    assert result.changed == []
    assert crawl.rows("SELECT text_sha256, version, quality, title, published FROM reports") == before


def test_a_part_that_is_gone_is_told_and_costs_itself(web: TinyWeb, crawl):
    portal(web, ("2022.html", TITLE))
    paged(web)
    del web.pages["www.a.gov.cn"]["/nb/2022_3.html"]
    crawl(HOME)
    assert "三、" in text_of(crawl)
    assert crawl.rows("SELECT error, url FROM failures") == [("PartMissing", NB + "2022_3.html")]


def test_a_part_that_fails_for_a_moment_is_asked_again(web: TinyWeb, crawl):
    portal(web, ("2022.html", TITLE))
    paged(web)
    page = web.pages["www.a.gov.cn"]["/nb/2022_2.html"]
    body, states = page.body, iter([503])

    def sometimes(asked) -> str:
        page.status = next(states, 200)
        return body

    page.body = sometimes
    crawl(HOME)
    assert_whole(crawl)


def test_further_pages_of_a_list_are_no_parts(web: TinyWeb, crawl):
    portal(web, ("2021.html", TITLE.replace("2022", "2021")), ("2022.html", TITLE), ("index_2.html", "下一页"))
    web.add(NB + "index_2.html", links(("2020.html", TITLE.replace("2022", "2020"))))
    for year in (2020, 2021, 2022):
        web.add(f"{NB}{year}.html", report_page("台山市人民政府", year))
    result = crawl(HOME)
    assert crawl.years() == [2020, 2021, 2022]
    assert "reports of several pages" not in result["counts"]


def test_a_report_in_a_frame_is_read_with_what_the_page_around_it_tells(web: TinyWeb, crawl):
    portal(web, ("2022.html", TITLE))
    inner = report_page("台山市人民政府", 2022).replace("<div>发布时间：2023-01-20</div>", "")
    web.add(NB + "text/77.html", re.sub(r"<title>.*?</title><meta[^>]*>|<h1>.*?</h1>", "", inner))
    frame = '<iframe src="/nb/top.html" width="100%"></iframe><iframe src="text/77.html" width="100%" height="800"></iframe>'
    around = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>发布时间：2023-01-20 来源：本网</p>{frame}</body></html>"
    web.add(NB + "2022.html", around)
    crawl(HOME)
    rows = crawl.rows("SELECT agency, year, title, published, url FROM reports")
    assert rows == [("台山市人民政府", 2022, TITLE, "2023-01-20", NB + "text/77.html")]
    assert crawl.rows("SELECT error FROM failures WHERE url LIKE '%2022.html'") == []


def test_a_list_in_a_frame_is_read(web: TinyWeb, crawl):
    web.add(HOME, links(("/nb/", "政府信息公开年报")))
    web.add(
        NB,
        "<html><head><title>政府信息公开年报</title></head><body><iframe src='/jsp/query.jsp?c=77' height='900'></iframe></body></html>",
    )
    web.add(HOME + "jsp/query.jsp?c=77", links(("/nb/2022.html", TITLE)))
    web.add(NB + "2022.html", report_page("台山市人民政府", 2022))
    crawl(HOME)
    assert crawl.years() == [2022]


def test_a_frame_of_another_host_is_not_asked(web: TinyWeb, crawl):
    portal(web, ("2022.html", TITLE))
    web.add(
        NB + "2022.html",
        f"<html><body><h1>{TITLE}</h1><iframe src='http://evil.example/1.html'></iframe></body></html>",
    )
    web.add("http://evil.example/1.html", report_page("台山市人民政府", 2022))
    crawl(HOME)
    assert web.hosts() == {"www.a.gov.cn"}
    assert crawl.rows("SELECT error FROM failures") == [("NoText",)]


def test_a_print_view_is_no_report_of_its_own(web: TinyWeb, crawl):
    portal(web, ("2022.html", TITLE), ("print.jsp?id=2022", f"{TITLE}（打印版）"))
    page = report_page("台山市人民政府", 2022)
    web.add(NB + "2022.html", page.replace("<div id='zoom'>", "<a href='print.jsp?id=2022'>打印</a><div id='zoom'>"))
    web.add(NB + "print.jsp?id=2022", page.replace("</body>", "<script>window.print()</script></body>"))
    crawl(HOME)
    assert crawl.rows("SELECT url FROM reports") == [(NB + "2022.html",)]
    kinds = dict(crawl.rows("SELECT kind, url FROM sightings"))
    assert kinds.pop("original") == NB + "2022.html"
    assert set(kinds) <= {"print"}


def test_an_article_whose_pages_never_end_is_read_as_one_page(web: TinyWeb, crawl):
    portal(web, ("2022.html?id=5", TITLE))
    page = report_page("台山市人民政府", 2022)
    for number in range(1, 60):
        row = f"<p>第{number}页的评论</p><a href='2022.html?id=5&page={number + 1}'>下一页</a>"
        name = "2022.html?id=5" if number == 1 else f"2022.html?id=5&page={number}"
        web.add(NB + name, page.replace("</body>", row + "</body>"))
    crawl(HOME)
    assert text_of(crawl).count("三、收到和处理") == 1
    assert len(web.targets("www.a.gov.cn")) < 45


def test_pages_of_comments_add_nothing_to_a_report(web: TinyWeb, crawl):
    portal(web, ("2022.html?id=5", TITLE))
    page = report_page("台山市人民政府", 2022)
    for number in (1, 2, 3):
        name = "2022.html?id=5" if number == 1 else f"2022.html?id=5&page={number}"
        row = "".join(f"<a href='2022.html?id=5&page={other}'>{other}</a> " for other in (2, 3))
        web.add(NB + name, page.replace("</body>", f"<div class='pagination'>{row}</div><i>{number}</i></body>"))
    crawl(HOME)
    assert text_of(crawl).count("三、收到和处理") == 1


def test_the_budget_holds_within_a_report_and_the_next_run_reads_the_whole(web: TinyWeb, crawl):
    portal(web, ("2022.html", TITLE))
    paged(web)
    crawl(HOME, max_requests_per_site=4)
    assert crawl.rows("SELECT count(*) FROM reports") == [(0,)]
    assert len(web.targets("www.a.gov.cn")) == 4
    crawl(HOME, max_requests_per_site=50)
    assert_whole(crawl)
