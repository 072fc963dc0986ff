"""Promises that what multiplies addresses (filters, trackers, mirrors, cookie walls) does not multiply requests."""

from urllib.parse import parse_qsl, urlencode

from tests.spiders.web import Asked, TinyWeb, county, links, report_page

HOST = "www.a.gov.cn"
HOME = f"http://{HOST}/"
YEARS = range(2014, 2024)
REPORTS = [(f"/zwgk/nb/{year}.html", f"台山市人民政府{year}年政府信息公开工作年度报告") for year in YEARS]


def bare(target: str) -> str:
    return target.partition("?")[0]


def test_filters_and_orders_of_a_list_do_not_combine(web: TinyWeb, crawl):
    def filtered(asked: Asked) -> str:
        chosen = dict(parse_qsl(asked.target.partition("?")[2]))
        shown = [pair for pair in REPORTS if chosen.get("year", "") in pair[1]]
        filters = [("year", str(year), f"{year}年") for year in YEARS]
        filters += [("topic", str(number), name) for number, name in enumerate(("机构职能", "财政信息", "政策法规"))]
        filters += [("orderField", "hits", "点击量"), ("pageSize", "50", "每页50条")]
        bar = [(f"/zwgk/nb/?{urlencode({**chosen, name: value})}", words) for name, value, words in filters]
        return links(*bar, *shown, title="政府信息公开年报")

    county(web, years=YEARS)
    web.add(HOME + "zwgk/nb/", filtered, any_query=True)
    crawl(HOME)
    assert crawl.years() == list(YEARS)
    assert len([target for target in web.targets(HOST) if target.startswith("/zwgk/nb/?")]) <= 4


def test_a_column_that_can_only_be_read_year_by_year_is_read(web: TinyWeb, crawl):
    def chosen(asked: Asked) -> str:
        year = dict(parse_qsl(asked.target.partition("?")[2])).get("year")
        bar = [(f"/zwgk/nb/?year={each}", f"{each}年") for each in YEARS]
        return links(*bar, *(pair for pair in REPORTS if year and f"{year}年" in pair[1]), title="政府信息公开年报")

    county(web, years=YEARS)
    web.add(HOME + "zwgk/nb/", chosen, any_query=True)
    crawl(HOME)
    assert crawl.years() == list(YEARS)


def tracked(web: TinyWeb) -> None:
    """A site whose links say from which page a reader came."""

    def served(name: str, *pairs: tuple[str, str], title: str = "页面"):
        marked = [(f"{url}?come={name}", text) for url, text in pairs]
        web.add(f"{HOME}{name}", lambda asked: links(*marked, title=title), any_query=True)

    columns = [(f"/zwgk/{unit}/", "政府信息公开年报") for unit in ("nb", "jyj", "czj", "wjj")]
    for page in ("", "zwgk/", "zwgk/zn/", "news/"):
        served(page, ("/zwgk/", "政务公开"), ("/zwgk/zn/", "政府信息公开指南"), ("/news/", "新闻动态"), *columns)
    for number, (column, _) in enumerate(columns):
        reports = [(f"{column}{year}.html", f"{year}年政府信息公开工作年度报告") for year in YEARS[number * 2 :]]
        served(column[1:], *reports, title="政府信息公开年报")
        for url, _ in reports:
            name = f"台山市{('人民政府', '教育局', '财政局', '卫健局')[number]}"
            page = report_page(name, int(url[-9:-5]))
            web.add(f"{HOME}{url[1:]}", page, any_query=True)


def test_marks_of_trackers_are_learned_and_cost_a_request_or_two(web: TinyWeb, crawl):
    tracked(web)
    crawl(HOME)
    assert len(crawl.years()) == 10 + 8 + 6 + 4
    targets = [bare(target) for target in web.targets(HOST)]
    assert len(targets) - len(set(targets)) <= 3
    web.log.clear()
    crawl(HOME)
    assert len(web.targets(HOST)) <= 2


def test_a_mirror_of_the_site_in_a_folder_is_not_read_again(web: TinyWeb, crawl):
    county(web, years=YEARS)
    county(web, years=YEARS)
    pages = web.pages[HOST]
    for target, page in list(pages.items()):
        old = page.body.replace('href="/', 'href="/old/') if isinstance(page.body, str) else page.body
        web.add(f"{HOME}old{target}", old)
    for target in ("/", "/zwgk/"):
        body = pages[target].body.replace("</ul>", '<li><a href="/old/zwgk/">政府信息公开（旧版）</a></li></ul>')
        web.add(f"{HOME}{target[1:]}", body)
    crawl(HOME)
    assert crawl.years() == list(YEARS)
    assert not [target for target in web.targets(HOST) if target.startswith("/old/") and target.endswith("23.html")]


def walled(web: TinyWeb) -> None:
    """A site that sends everybody back to the same page until a cookie comes."""
    county(web, validators=True)
    find = web.find

    def found(asked: Asked):
        page = find(asked)
        if page is None or "seen=1" in asked.headers.get("cookie", "") or asked.target == "/robots.txt":
            return page
        headers = {"Location": asked.target, "Set-Cookie": "seen=1; Expires=Fri, 31 Dec 2049 00:00:00 GMT; Path=/"}
        return type(page)(status=302, headers=headers)

    web.find = found  # type: ignore[method-assign]


def test_a_wall_that_wants_a_cookie_costs_one_request_and_later_none(web: TinyWeb, crawl):
    walled(web)
    crawl(HOME)
    assert crawl.years() == [2019, 2020, 2021, 2022, 2023]
    targets = web.targets(HOST)
    assert len(targets) - len(set(targets)) == 1
    for _ in range(7):  # more often than redirects are followed
        web.log.clear()
        crawl(HOME)
        pages = [asked for asked in web.log if asked.target != "/robots.txt"]
        assert 1 <= len(pages) <= 2 and all("if-none-match" in asked.headers for asked in pages)
    assert crawl.rows("SELECT count(*) FROM reports") == [(5,)]


def test_a_site_that_forgets_the_cookie_is_still_known_by_the_next_run(web: TinyWeb, crawl):
    """The chain of lists stands although each of its pages redirects to itself once."""
    walled(web)
    crawl(HOME)
    find = web.find

    def forgetful(asked: Asked):
        asked.headers.pop("cookie", None) if len(web.log) == 2 else None  # the first page of the run
        return find(asked)

    web.find = forgetful  # type: ignore[method-assign]
    web.log.clear()
    crawl(HOME)
    assert len(web.targets(HOST)) <= 3
    assert "sites searched again" not in crawl(HOME)["counts"]


UNITS = ("教育局", "财政局", "民政局", "审计局", "统计局", "水利局", "商务局", "司法局")


def by_unit(web: TinyWeb, needs_choice: bool, matrix: bool = False) -> None:
    """One list for the reports of all units, with filters for units and for years that combine."""

    def served(asked: Asked) -> str:
        chosen = dict(parse_qsl(asked.target.partition("?")[2]))
        filters = [("unit", str(number), name) for number, name in enumerate(UNITS)]
        filters += [("year", str(year), f"{year}年") for year in range(2019, 2024)]
        bar = [(f"/zwgk/nb/?{urlencode({**chosen, name: value})}", words) for name, value, words in filters]
        shows = bool(chosen) or not needs_choice
        shown = [
            (f"/zwgk/nb/{number}-{year}.html", f"{year}年政府信息公开工作年度报告")
            for number in range(len(UNITS)) for year in range(2019, 2024)
            if shows and chosen.get("unit", str(number)) == str(number) and chosen.get("year", str(year)) == str(year)
            and (not matrix or len(chosen) == 2)
        ]  # fmt: skip
        return links(*bar, *shown, title="政府信息公开年报")

    county(web, years=range(2019, 2020))
    web.add(HOME + "zwgk/nb/", served, any_query=True)
    for number, name in enumerate(UNITS):
        for year in range(2019, 2024):
            web.add(f"{HOME}zwgk/nb/{number}-{year}.html", report_page(f"台山市{name}", year))


def test_filters_by_unit_of_a_list_that_shows_all_are_soon_left_alone(web: TinyWeb, crawl):
    by_unit(web, needs_choice=False)
    crawl(HOME)
    assert len(crawl.years()) == 40
    chosen = [target for target in web.targets(HOST) if target.startswith("/zwgk/nb/?")]
    assert len(chosen) <= 9, "three units, three years, three of both"


def test_a_list_that_shows_a_unit_only_once_it_is_chosen_is_read_for_every_unit(web: TinyWeb, crawl):
    by_unit(web, needs_choice=True)
    crawl(HOME)
    assert len(crawl.years()) == 40
    assert len([target for target in web.targets(HOST) if target.startswith("/zwgk/nb/?")]) <= 14


def test_a_list_that_wants_a_year_and_a_unit_is_read_for_both(web: TinyWeb, crawl):
    by_unit(web, needs_choice=True, matrix=True)
    crawl(HOME)
    assert len(crawl.years()) == 40
