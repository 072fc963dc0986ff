"""Promises that a crawl finds every report that plain requests reach, keeps to its sites and manners, and continues."""

import itertools
import os
import random
import signal
import time

import pytest

from tests.spiders.web import TinyWeb, county, links, report_page

HOME = "http://www.a.gov.cn/"


def test_all_reports_of_a_site_are_found_with_few_requests(web: TinyWeb, crawl):
    county(web)
    result = crawl(HOME)
    assert crawl.years() == [2019, 2020, 2021, 2022, 2023]
    assert result["counts"]["reports new"] == 5
    assert len(web.targets("www.a.gov.cn")) <= 11
    assert result["sites"][HOME]["status"] == "ok"
    assert not result["needs_person"]


def test_a_second_run_asks_whether_anything_changed_and_stores_nothing(web: TinyWeb, crawl):
    county(web, validators=True)
    crawl(HOME)
    web.log.clear()
    result = crawl(HOME)
    assert "reports new" not in result["counts"] and "reports changed" not in result["counts"]
    pages = [asked for asked in web.log if asked.target != "/robots.txt"]
    assert all("if-none-match" in asked.headers for asked in pages)
    assert "/news/" not in web.targets("www.a.gov.cn")
    assert crawl.rows("SELECT count(*) FROM captures WHERE url LIKE '%2019.html'") == [(1,)]


def test_a_report_that_was_changed_becomes_a_new_version(web: TinyWeb, crawl):
    county(web, validators=True)
    crawl(HOME)
    web.add("http://www.a.gov.cn/zwgk/nb/2021.html", report_page("台山市人民政府", 2021, granted=9), validators=True)
    assert crawl(HOME, recheck=True)["counts"]["reports changed"] == 1
    assert crawl.rows("SELECT version, is_current FROM reports WHERE year = 2021 ORDER BY version") == [(1, 0), (2, 1)]


def test_full_asks_everything_again_without_conditions(web: TinyWeb, crawl):
    county(web, validators=True)
    crawl(HOME)
    web.log.clear()
    crawl(HOME, full=True)
    assert len(web.targets("www.a.gov.cn")) >= 9
    assert not any("if-none-match" in asked.headers for asked in web.log)


def test_a_report_that_appears_later_is_found_by_the_next_run(web: TinyWeb, crawl):
    county(web, years=range(2019, 2023))
    crawl(HOME)
    county(web, years=range(2019, 2024))
    assert crawl(HOME)["counts"]["reports new"] == 1


def test_a_site_whose_column_moved_is_searched_again(web: TinyWeb, crawl):
    county(web)
    crawl(HOME)
    pages = web.pages["www.a.gov.cn"]
    for target in [target for target in pages if target.startswith("/zwgk/nb/")]:
        del pages[target]
    web.add("http://www.a.gov.cn/", links(("/open/", "政府信息公开")))
    web.add("http://www.a.gov.cn/open/", links(("/open/24.html", "台山市人民政府2024年政府信息公开工作年度报告")))
    web.add("http://www.a.gov.cn/open/24.html", report_page("台山市人民政府", 2024))
    crawl(HOME)
    assert crawl.years()[-1] == 2024


def test_years_that_are_not_wanted_are_not_asked_for(web: TinyWeb, crawl):
    county(web)
    crawl(HOME, years=[2021, 2022])
    assert crawl.years() == [2021, 2022]
    assert "/zwgk/nb/2019.html" not in web.targets("www.a.gov.cn")


def test_nothing_out_of_scope_is_asked_not_even_by_a_redirect(web: TinyWeb, crawl):
    county(web)
    away = ("http://evil.example/zfxxgknb/", "政府信息公开年报")
    web.add("http://www.a.gov.cn/zwgk/", links(("/zwgk/nb/", "政府信息公开年报"), away, ("/zwgk/go", "部门信息公开")))
    web.add("http://www.a.gov.cn/zwgk/go", status=302, headers={"Location": "http://127.0.0.1:9/zwgk/"})
    web.add("http://evil.example/zfxxgknb/", "x")
    crawl(HOME)
    assert web.hosts() == {"www.a.gov.cn"}
    assert len(crawl.years()) == 5


def test_robots_rules_are_kept_and_explain_the_gap(web: TinyWeb, crawl):
    county(web)
    web.add("http://www.a.gov.cn/robots.txt", "User-agent: *\nDisallow: /zwgk/nb/\n", kind="text/plain")
    crawl(HOME)
    assert not [target for target in web.targets("www.a.gov.cn") if target.startswith("/zwgk/nb/")]
    assert crawl.rows("SELECT DISTINCT reason FROM gaps WHERE year = 2020") == [("blocked",)]


def test_robots_rules_are_read_where_they_are_redirected_to_on_the_same_host(web: TinyWeb, crawl):
    county(web)
    web.add("http://www.a.gov.cn/robots.txt", status=301, headers={"Location": "/rules.php"})
    web.add("http://www.a.gov.cn/rules.php", "User-agent: *\nDisallow: /zwgk/nb/\n", kind="text/plain")
    crawl(HOME)
    targets = web.targets("www.a.gov.cn")
    assert "/zwgk/" in targets and not [target for target in targets if target.startswith("/zwgk/nb/")]


def test_a_second_look_at_the_lists_does_not_forget_why_years_are_missing(web: TinyWeb, crawl):
    county(web)
    web.add("http://www.a.gov.cn/robots.txt", "User-agent: *\nDisallow: /zwgk/nb/\n", kind="text/plain")
    crawl(HOME)
    first = crawl.rows("SELECT year, reason FROM gaps ORDER BY year")
    crawl(HOME)
    assert crawl.rows("SELECT year, reason FROM gaps ORDER BY year") == first


def test_a_report_page_is_read_without_its_counters_of_visits(web: TinyWeb, crawl):
    county(web)
    counted = report_page("台山市人民政府", 2022).replace("</h1>", "</h1><script src='/count/hits.jsp?id=1'></script>")
    web.add("http://www.a.gov.cn/zwgk/nb/2022.html", counted)
    web.add("http://www.a.gov.cn/count/hits.jsp?id=1", "document.write(7)", kind="text/javascript")
    crawl(HOME)
    assert 2022 in crawl.years()
    assert not [target for target in web.targets("www.a.gov.cn") if "hits" in target]


def test_a_crawl_delay_is_kept(web: TinyWeb, crawl):
    county(web, years=range(2022, 2024))
    web.add("http://www.a.gov.cn/robots.txt", "User-agent: *\nCrawl-delay: 0.3\n", kind="text/plain")
    crawl(HOME, max_requests_per_site=4)
    moments = [asked.moment for asked in web.log]
    assert min(b - a for a, b in itertools.pairwise(moments)) >= 0.3


def test_one_request_at_a_time_goes_to_a_host_while_hosts_are_served_side_by_side(web: TinyWeb, crawl):
    hosts = ("www.a.gov.cn", "www.b.gov.cn", "www.c.gov.cn")
    for host in hosts:
        county(web, host)
    web.delay = 0.03
    crawl(*(f"http://{host}/" for host in hosts))
    assert {host: web.most_in_flight[host] for host in hosts} == dict.fromkeys(hosts, 1)
    first = {host: next(a.moment for a in web.log if a.host == host) for host in hosts}
    last = {host: [a.moment for a in web.log if a.host == host][-1] for host in hosts}
    assert max(first.values()) < min(last.values())


def test_a_busy_server_is_left_alone_for_as_long_as_it_asks(web: TinyWeb, crawl):
    county(web)
    answers = iter([1])
    busy = report_page("台山市人民政府", 2020)

    def sometimes(asked) -> str:
        web.pages["www.a.gov.cn"]["/zwgk/nb/2020.html"].status = 200 if next(answers, None) is None else 503
        return busy

    web.add("http://www.a.gov.cn/zwgk/nb/2020.html", sometimes, headers={"Retry-After": "1"})
    crawl(HOME)
    moments = [asked.moment for asked in web.log if asked.target == "/zwgk/nb/2020.html"]
    assert len(moments) == 2 and moments[1] - moments[0] >= 0.95
    assert crawl.years() == [2019, 2020, 2021, 2022, 2023]


def test_a_server_that_asks_for_hours_of_rest_gets_them_and_the_run_ends(web: TinyWeb, crawl):
    county(web)
    web.add("http://www.a.gov.cn/zwgk/", "busy", status=503, headers={"Retry-After": "86400"})
    assert crawl(HOME, years=[2020])["sites"][HOME]["status"] == "blocked"
    assert web.targets("www.a.gov.cn") == ["/", "/zwgk/"]
    [(reason, detail)] = crawl.rows("SELECT reason, detail FROM gaps")
    assert reason == "blocked" and "24.0 hours" in detail
    county(web)
    crawl(HOME, years=[2020])
    assert crawl.years() == [2020]


@pytest.mark.parametrize(
    ("page", "status", "reason"),
    [
        ({"body": "<script>document.cookie='__jsl_clearance=1'</script>", "status": 521}, "blocked", "blocked"),
        ({"body": "<html><body>请求被拦截</body></html>", "status": 403}, "blocked", "blocked"),
        ({"body": links(("/news/", "新闻动态"))}, "no reports", "no_column"),
    ],
)  # fmt: skip
def test_a_site_without_reports_says_why(web: TinyWeb, crawl, page: dict, status: str, reason: str):
    web.add(HOME, **page)
    result = crawl(HOME, years=[2020])
    assert result["sites"][HOME]["status"] == status
    assert crawl.rows("SELECT reason FROM gaps") == [(reason,)]
    assert result["needs_person"]


def test_a_host_that_does_not_answer_is_unreachable(web: TinyWeb, crawl):
    result = crawl("http://www.gone.gov.cn/", years=[2020])
    assert result["sites"]["http://www.gone.gov.cn/"]["status"] == "unreachable"


def test_the_budget_of_a_site_is_kept_and_the_next_run_goes_on(web: TinyWeb, crawl):
    county(web)
    assert crawl(HOME, max_requests_per_site=5)["sites"][HOME]["gaps"]["budget"]
    assert len(web.targets("www.a.gov.cn")) == 5
    crawl(HOME, max_requests_per_site=50)
    assert crawl.years() == [2019, 2020, 2021, 2022, 2023]
    assert len(web.targets("www.a.gov.cn")) == len(set(web.targets("www.a.gov.cn")))


def test_departments_and_townships_are_read_as_well(web: TinyWeb, crawl):
    county(web)
    base = "http://www.a.gov.cn"
    web.add(
        f"{base}/zwgk/", links(("/zwgk/nb/", "政府信息公开年报"), ("/bm/", "部门信息公开"), ("/xz/", "乡镇（街道）"))
    )
    web.add(f"{base}/bm/", links(("/bm/jyj/", "教育局"), ("/bm/sjj/", "审计局")))
    web.add(f"{base}/xz/", links(("http://skz.a.gov.cn/", "水口镇")))
    for unit, name in (("/bm/jyj", "教育局"), ("/bm/sjj", "审计局")):
        web.add(f"{base}{unit}/", links((f"{unit}/nb/", "年度报告"), (f"{unit}/zc/", "政策文件")))
        web.add(f"{base}{unit}/nb/", links((f"{unit}/nb/1.html", f"{name}2021年政府信息公开工作年度报告")))
        web.add(f"{base}{unit}/nb/1.html", report_page(f"台山市{name}", 2021))
    web.add("http://skz.a.gov.cn/", links(("/nb.html", "水口镇2022年政府信息公开年报")))
    web.add("http://skz.a.gov.cn/nb.html", report_page("台山市水口镇人民政府", 2022))
    sites = crawl.folder / "sites.csv"
    sites.write_text(f"site_id,domain,home_url\n4407810001,a.gov.cn,{HOME}\n", encoding="utf-8")
    crawl(sites=str(sites))
    agencies = {agency for (agency,) in crawl.rows("SELECT DISTINCT agency FROM reports")}
    assert {"台山市教育局", "台山市审计局", "台山市水口镇人民政府"} <= agencies


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_crawl_is_continued_and_loses_and_doubles_nothing(web: TinyWeb, crawl, seed: int):
    county(web, years=range(2012, 2024))
    web.delay = 0.02
    process = crawl.started(HOME)
    deadline, wanted = time.monotonic() + 60, random.Random(seed).randint(1, 13)
    while len(web.targets("www.a.gov.cn")) < wanted and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    result = crawl(HOME)
    assert result["sites"][HOME]["status"] == "ok"
    assert crawl.years() == list(range(2012, 2024))
    assert crawl.rows("SELECT count(*) FROM reports") == [(12,)]
    again = [t for t in set(web.targets("www.a.gov.cn")) if web.targets("www.a.gov.cn").count(t) > 1]
    assert len(again) <= 1, "only what was in flight may be asked twice"
    web.log.clear()
    crawl(HOME)
    assert "/news/" not in web.targets("www.a.gov.cn"), "what was learned before the kill is remembered"
