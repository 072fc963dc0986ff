"""Promises that a missing year is explained by what was seen, and that failures name their kind and the next step."""

import pytest

from tests.spiders.web import TinyWeb, county, links, report_page

HOME = "http://www.a.gov.cn/"
NB = "http://www.a.gov.cn/nb/"


def portal(web: TinyWeb, column: str, **more: object) -> None:
    """A home page and its report column."""
    web.add(HOME, links(("/nb/", "政府信息公开年报"), ("/news/", "新闻动态")))
    web.add(NB, column, **more)


def reasons(crawl) -> list[str]:
    return [reason for (reason,) in crawl.rows("SELECT DISTINCT reason FROM gaps")]


@pytest.mark.parametrize("words", ["该栏目暂无信息", "暂无数据", "没有找到相关信息！", "内容更新中"])
def test_a_column_that_says_it_is_empty_was_read_to_its_end(web: TinyWeb, crawl, words: str):
    portal(web, f"<html><title>政府信息公开年报</title><body><script>init()</script><p>{words}</p></body></html>")
    crawl(HOME, years=[2020])
    assert reasons(crawl) == ["not_published"]
    assert crawl.rows("SELECT count(*) FROM failures WHERE error = 'NeedsBrowser'") == [(0,)]


def test_a_column_that_only_a_browser_fills_is_unreadable_beside_an_empty_one(web: TinyWeb, crawl):
    shell = "<html><title>政府信息公开年报</title><body><div id=app></div><script src=/app.js></script></body></html>"
    portal(web, shell)
    web.add(HOME, links(("/nb/", "政府信息公开年报"), ("/bm/nb/", "部门信息公开年报")))
    web.add("http://www.a.gov.cn/bm/nb/", "<html><title>部门信息公开年报</title><body>暂无信息</body></html>")
    crawl(HOME, years=[2020])
    assert reasons(crawl) == ["unreadable"]


def test_what_a_browser_would_show_elsewhere_does_not_hide_a_column_that_was_read(web: TinyWeb, crawl):
    portal(web, links(("/nb/2021.html", "台山市人民政府2021年政府信息公开工作年度报告")))
    web.add(f"{NB}2021.html", report_page("台山市人民政府", 2021))
    web.add(HOME, links(("/nb/", "政府信息公开年报"), ("/bm/nb/", "部门信息公开年报")))
    web.add("http://www.a.gov.cn/bm/nb/", "<html><body><div id=app></div><script src=/app.js></script></body></html>")
    crawl(HOME, years=[2020, 2021])
    assert crawl.rows("SELECT year, reason FROM gaps") == [(2020, "not_published")]


@pytest.mark.parametrize(("status", "body"), [(412, "<script>eval('1')</script>"), (521, "<script>x()</script>")])
def test_a_column_behind_a_challenge_is_blocked(web: TinyWeb, crawl, status: int, body: str):
    portal(web, f"<html><body>{body}</body></html>", status=status)
    crawl(HOME, years=[2020])
    assert reasons(crawl) == ["blocked"]
    ((error, message),) = crawl.rows("SELECT error, message FROM failures")
    assert error == "BlockedPage" and NB in message and str(status) in message


def test_a_column_that_alone_is_refused_is_blocked_while_the_rest_is_searched(web: TinyWeb, crawl):
    portal(web, "<html><body>Forbidden</body></html>", status=403)
    crawl(HOME, years=[2020])
    assert reasons(crawl) == ["blocked"]


def test_one_failure_tells_of_a_dead_host(web: TinyWeb, crawl):
    crawl("http://127.0.0.1:9/", years=[2020])
    ((error, message),) = crawl.rows("SELECT error, message FROM failures")
    assert error != message and "http://127.0.0.1:9/" in message
    assert reasons(crawl) == ["unreachable"]


def test_a_page_that_is_gone_says_so_with_its_address(web: TinyWeb, crawl):
    county(web)
    del web.pages["www.a.gov.cn"]["/zwgk/nb/2020.html"]
    crawl(HOME, years=[2020])
    rows = crawl.rows("SELECT error, message FROM failures")
    assert [error for error, _ in rows] == ["Gone"] and "2020.html" in rows[0][1]
    assert reasons(crawl) == ["gone"]


def test_a_picture_in_place_of_a_report_is_unreadable(web: TinyWeb, crawl):
    title = "台山市人民政府2020年政府信息公开工作年度报告"
    portal(web, links(("/nb/2020.html", title)))
    body = f"<h1>{title}</h1><div id=zoom><p><img src='2020.png'></p></div>"
    web.add(f"{NB}2020.html", f"<html><title>{title}</title><body>{body}</body></html>")
    web.add(f"{NB}2020.png", b"\x89PNG\r\n\x1a\n" + b"0" * 400, kind="image/png")
    crawl(HOME, years=[2020])
    assert reasons(crawl) == ["unreadable"]
