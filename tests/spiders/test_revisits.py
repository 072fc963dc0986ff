"""Promises that a second run asks little, notices what was published, and finds lists again that moved or shrank."""

import json
import re
from urllib.parse import parse_qsl

from tests.spiders.web import Asked, TinyWeb, county, links, report_page

HOST = "www.a.gov.cn"
HOME = f"http://{HOST}/"
UNITS = {"jyj": "教育局", "czj": "财政局", "sjj": "审计局"}


def units(web: TinyWeb, years: dict[str, range], **more: object) -> None:
    """A county with departments that have columns of their own."""
    county(web, validators=True)
    web.add(f"{HOME}zwgk/", links(("/zwgk/nb/", "政府信息公开年报"), ("/bm/", "部门信息公开")), validators=True)
    web.add(f"{HOME}bm/", links(*((f"/bm/{key}/", name) for key, name in UNITS.items())), validators=True)
    for key, name in UNITS.items():
        web.add(f"{HOME}bm/{key}/", links((f"/bm/{key}/nb/", "年度报告")), validators=True)
        entries = [(f"/bm/{key}/nb/{year}.html", f"{name}{year}年政府信息公开工作年度报告") for year in years[key]]
        web.add(f"{HOME}bm/{key}/nb/", links(*entries), validators=True)
        for year in years[key]:
            web.add(f"{HOME}bm/{key}/nb/{year}.html", report_page(f"台山市{name}", year), validators=True)


YEARS = {"jyj": range(2020, 2023), "czj": range(2021, 2023), "sjj": range(2019, 2023)}


def test_a_second_run_with_nothing_new_makes_two_conditional_requests(web: TinyWeb, crawl):
    units(web, YEARS)
    first = crawl(HOME)
    web.log.clear()
    result = crawl(HOME)
    pages = [asked for asked in web.log if asked.target != "/robots.txt"]
    assert len(pages) == 2
    assert all("if-none-match" in asked.headers for asked in pages)
    assert result["sites"][HOME]["status"] == "ok"
    assert result["sites"][HOME]["reports"] == first["sites"][HOME]["reports"] == 14
    assert not result["needs_person"]


def test_a_column_that_only_its_reports_made_known_was_read_to_its_end_in_a_second_run_too(web: TinyWeb, crawl):
    entries = [(f"/gk/{year}.html", f"台山市人民政府{year}年政府信息公开工作年度报告") for year in range(2020, 2023)]
    web.add(HOME, links(("/gk/", "信息公开")))
    web.add(f"{HOME}gk/", links(*entries))
    for year in range(2020, 2023):
        web.add(f"{HOME}gk/{year}.html", report_page("台山市人民政府", year))
    for _ in range(2):
        gaps = crawl(HOME, years=[2019, 2020, 2021, 2022])["sites"][HOME]["gaps"]
        assert gaps == {"not_published": 1}


def tokens(web: TinyWeb, years: range) -> None:
    """A list whose further pages want the token of the visit, which the first page gives."""
    visits = [0]
    entries = [(f"/nb/{year}.html", f"台山市人民政府{year}年政府信息公开工作年度报告") for year in reversed(years)]
    for year in years:
        web.add(f"{HOME}nb/{year}.html", report_page("台山市人民政府", year))

    def page(asked: Asked) -> str:
        form = dict(parse_qsl(asked.body.decode()))
        if asked.method == "POST" and form.get("_token") != f"t{visits[0]}":
            return links(title="请求已过期")
        visits[0] += asked.method == "GET"
        number = int(form.get("pageNo", "1"))
        shown = links(*entries[(number - 1) * 4 : number * 4], title="政府信息公开年报")
        return shown + (
            f"<form method=post id=f><input type=hidden name=_token value=t{visits[0]}>"
            f"<input type=hidden name=pageNo id=pageNo value={number}>"
            f"<a href='javascript:go({number + 1})'>下一页</a></form>"
            "<script>function go(n){document.getElementById('pageNo').value=n;"
            "document.getElementById('f').submit();}</script>"
        )

    web.add(HOME, links(("/nb/", "政府信息公开年报")))
    web.add(f"{HOME}nb/", page)


def test_pages_behind_a_token_are_not_asked_without_it(web: TinyWeb, crawl):
    tokens(web, range(2012, 2024))
    assert crawl(HOME)["sites"][HOME]["reports"] == 12
    web.log.clear()
    result = crawl(HOME)
    pages = [(asked.method, asked.body) for asked in web.log if asked.target != "/robots.txt"]
    assert pages == [("GET", b""), ("POST", b"_token=t2&pageNo=2")]
    assert result["sites"][HOME]["reports"] == 12 and not result["needs_person"]


def test_runs_look_at_every_list_in_turn(web: TinyWeb, crawl):
    units(web, YEARS)
    crawl(HOME)
    web.log.clear()
    for _ in range(5):
        crawl(HOME)
    asked = set(web.targets(HOST))
    assert {f"/bm/{key}/nb/" for key in UNITS} <= asked and not [t for t in asked if t.endswith(".html") and "20" in t]


def test_one_new_report_makes_every_list_worth_a_look(web: TinyWeb, crawl):
    units(web, YEARS)
    crawl(HOME)
    units(web, {key: range(years.start, 2024) for key, years in YEARS.items()})
    county(web, years=range(2019, 2025), validators=True)
    web.add(f"{HOME}zwgk/", links(("/zwgk/nb/", "政府信息公开年报"), ("/bm/", "部门信息公开")), validators=True)
    result = crawl(HOME)
    assert result["counts"]["reports new"] == 4
    assert result["sites"][HOME]["reports"] == 18


def test_a_report_whose_link_says_something_else_is_asked_again(web: TinyWeb, crawl):
    entries = [(f"/nb/{year}.html", f"台山市人民政府{year}年政府信息公开工作年度报告") for year in (2021, 2022)]
    web.add(HOME, links(("/nb/", "政府信息公开年报")))
    web.add(f"{HOME}nb/", links(*entries))
    for year in (2021, 2022):
        web.add(f"{HOME}nb/{year}.html", report_page("台山市人民政府", year))
    crawl(HOME)
    web.add(f"{HOME}nb/", links(entries[0], (entries[1][0], f"{entries[1][1]}（更正）")))
    web.add(f"{HOME}nb/2022.html", report_page("台山市人民政府", 2022, granted=9))
    web.log.clear()
    assert crawl(HOME)["counts"]["reports changed"] == 1
    assert web.targets(HOST) == ["/nb/", "/nb/2022.html"]


def test_a_list_that_shrank_is_an_alarm_and_searched_again(web: TinyWeb, crawl):
    county(web, years=range(2012, 2024), validators=True)
    assert crawl(HOME)["sites"][HOME]["reports"] == 12
    county(web, years=range(2012, 2015), validators=True)
    left = [(f"/zwgk/nb/{year}.html", f"{year}年政府信息公开工作年度报告") for year in range(2012, 2015)]
    web.add(f"{HOME}zwgk/nb/", links(*left))
    result = crawl(HOME)
    assert result["counts"]["sites searched again"] == 1
    assert (result["sites"][HOME]["before"], result["sites"][HOME]["reports"]) == (12, 3)
    assert result["needs_person"]


def test_a_column_that_redirects_home_is_searched_again_and_its_address_kept(web: TinyWeb, crawl):
    county(web)
    crawl(HOME)
    for target in [target for target in web.pages[HOST] if target.startswith("/zwgk/nb/")]:
        web.pages[HOST][target] = web.pages[HOST][target].__class__(status=302, headers={"Location": "/"})
    web.add(HOME, links(("/open/", "政府信息公开年报")))
    web.add(f"{HOME}open/", links(*((f"/open/{y}.html", f"{y}年政府信息公开工作年度报告") for y in range(2019, 2024))))
    for year in range(2019, 2024):
        web.add(f"{HOME}open/{year}.html", report_page("台山市人民政府", year))
    result = crawl(HOME)
    assert result["sites"][HOME]["reports"] == 5
    [(column, aliases)] = crawl.rows(f"SELECT report_column_url, column_aliases FROM sites WHERE home_url = '{HOME}'")
    assert column == f"{HOME}open/"
    assert f"{HOME}zwgk/nb/" in json.loads(aliases)
    web.log.clear()
    crawl(HOME)
    assert web.targets(HOST) == ["/open/"]


def test_a_column_that_moved_is_followed_and_its_old_address_kept(web: TinyWeb, crawl):
    county(web, years=range(2022, 2024))
    crawl(HOME)
    moved = web.pages[HOST].pop("/zwgk/nb/")
    web.pages[HOST]["/open/nb/"] = moved
    web.add(f"{HOME}zwgk/nb/", status=301, headers={"Location": "/open/nb/"})
    crawl(HOME)
    web.log.clear()
    crawl(HOME)
    assert "/open/nb/" in web.targets(HOST) and "/zwgk/nb/" not in web.targets(HOST)
    [(aliases,)] = crawl.rows(f"SELECT column_aliases FROM sites WHERE home_url = '{HOME}'")
    assert json.loads(aliases) == [f"{HOME}zwgk/nb/"]


def test_a_page_that_failed_is_asked_by_the_next_run(web: TinyWeb, crawl):
    county(web)
    web.add(f"{HOME}zwgk/nb/2021.html", "busy", status=503)
    crawl(HOME)
    assert 2021 not in crawl.years()
    county(web)
    crawl(HOME)
    assert 2021 in crawl.years()


def test_the_reason_of_a_page_that_was_not_asked_again_stays(web: TinyWeb, crawl):
    county(web)
    del web.pages[HOST]["/zwgk/nb/2021.html"]
    crawl(HOME)
    crawl(HOME)
    assert crawl.rows("SELECT reason FROM gaps WHERE year = 2021") == [("gone",)]


def test_a_known_report_that_is_gone_is_marked(web: TinyWeb, crawl):
    county(web)
    crawl(HOME)
    del web.pages[HOST]["/zwgk/nb/2021.html"]
    crawl(HOME, recheck=True)
    assert crawl.rows("SELECT url FROM sightings WHERE status = 'gone'") == [(f"{HOME}zwgk/nb/2021.html",)]


def test_the_budget_of_a_run_is_kept_over_all_sites_and_the_next_run_goes_on(web: TinyWeb, crawl):
    homes = [f"http://www.{name}.gov.cn/" for name in "abc"]
    for name, place in zip("abc", ("台山市", "开平市", "鹤山市"), strict=True):
        county(web, f"www.{name}.gov.cn", place)
    result = crawl(*homes, max_requests=7)
    asked = [page for page in web.log if page.target != "/robots.txt"]
    assert len(asked) <= 7 + 2, "requests in flight on other hosts may still end"
    assert {site["status"] for site in result["sites"].values()} == {"budget"}
    crawl(*homes)
    assert crawl.rows("SELECT count(*) FROM reports") == [(15,)]
    asked = [(page.host, page.target) for page in web.log if page.target != "/robots.txt"]
    assert len(asked) == len(set(asked))


def test_every_request_names_the_program(web: TinyWeb, crawl):
    county(web)
    crawl(HOME)
    assert all(re.match(r"annual-report-harvester/\S+ \(", asked.headers["user-agent"]) for asked in web.log)
