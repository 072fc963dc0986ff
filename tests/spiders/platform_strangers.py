"""A fourth lot of invented sites: platforms that several places share, and what scripts do with attributes."""

# ruff: noqa: E501 (markup is easier to compare in one line)

from collections.abc import Callable

from tests.spiders.strangers import query
from tests.spiders.strangers_kit import Site, items
from tests.spiders.web import Asked, TinyWeb

SITES: dict[str, Callable[[TinyWeb], list[Site]]] = {}


def site(make: Callable[[TinyWeb], Site | list[Site]]) -> Callable[[TinyWeb], list[Site]]:
    """Put a site into the table, under its sentence."""

    def made(web: TinyWeb) -> list[Site]:
        result = make(web)
        return result if isinstance(result, list) else [result]

    SITES[(make.__doc__ or make.__name__).strip(" .")] = made
    return made


@site
def year_in_the_first_cell(web: TinyWeb) -> Site:
    """a table has the year in the first cell of a row and units as links in the others"""
    s = Site(web, "www.yuhua-y.gov.cn", "雨花坪县", level="county")
    s.noise(
        ("/xw/", "新闻"),
    )
    s.nav += [("/gk/", "政务公开")]
    s.page("/", "<p>雨花坪</p>")
    s.page("/gk/", items(("/gk/nb.html", "政府信息公开年报"), ("/gk/zn.html", "指南")), "政务公开")
    s.page("/gk/zn.html", "<p>指南</p>")
    rows = ""
    for y in range(2023, 2017, -1):
        cells = ""
        for key, short, agency in (
            ("zf", "县政府", s.government),
            ("jy", "县教育局", "雨花坪县教育局"),
            ("sw", "县水务局", "雨花坪县水务局"),
        ):
            path = f"/gk/{key}/{y}.html"
            s.report(path, agency, y)
            cells += f"<td><a href='{path}'>{short}</a></td>"
        rows += f"<tr><th>{y}年</th>{cells}</tr>"
    s.page("/gk/nb.html", f"<table>{rows}</table>", "政府信息公开年报")
    s.least = 3 + len(s.truth)
    return s


@site
def tabs_with_numbers(web: TinyWeb) -> Site:
    """tabs carry the number of their list in an attribute, and the script asks for the list of the tab that is clicked"""
    s = Site(web, "www.lvyin-q.gov.cn", "绿荫岛区", level="county")
    s.noise(
        ("/xw/", "新闻"),
    )
    s.nav += [("/open/index.html", "信息公开")]
    s.page("/", "<p>绿荫岛</p>")
    s.page(
        "/open/index.html",
        items(
            ("/open/report.html", "政府信息公开年度报告"),
        ),
        "信息公开",
    )
    lists: dict[str, str] = {}
    for number, units in (("31", ("人民政府",)), ("32", ("财政局", "民政局"))):
        rows = []
        for y in range(2020, 2024):
            for unit in units:
                path = f"/open/d/{number}{y}{len(unit)}{units.index(unit)}.html"
                rows.append((path, s.report(path, f"绿荫岛区{unit}", y)))
        lists[number] = items(*rows)
    s.page(
        "/open/report.html",
        "<ul class='tab'><li class='on' data-id='31'>区政府年报</li><li data-id='32'>部门年报</li></ul><div id='box'></div>"
        "<script>$('.tab li').click(function(){ var cid = $(this).attr('data-id'); $('#box').load('/open/list.jsp?cid=' + cid); });"
        "$('.tab li').eq(0).click();</script>",
        "政府信息公开年度报告",
    )
    s.put("/open/list.jsp", lambda asked: lists.get(query(asked).get("cid", ""), ""), any_query=True)
    s.least = 3 + 2 + len(s.truth)
    return s


@site
def numbers_in_attributes(web: TinyWeb) -> Site:
    """links have no address but a number in an attribute, from which a function that is given the element makes one"""
    s = Site(web, "www.zhuma-x.gov.cn", "苎麻县", level="county")
    s.noise(
        ("/xw/", "新闻"),
    )
    s.nav += [("/gk/", "政府信息公开")]
    s.page("/", "<p>苎麻</p>")
    s.page(
        "/gk/",
        items(
            ("/gk/nb/", "信息公开年报"),
        ),
        "政府信息公开",
    )
    rows = ""
    for y in range(2017, 2024):
        path = f"/gk/info.html?id={y * 13}"
        rows += f"<li><a href='#' data-id='{y * 13}' onclick='openInfo(this)'>{s.report(path, s.government, y)}</a><span>{y + 1}-01-20</span></li>"
    s.page(
        "/gk/nb/",
        f"<ul>{rows}</ul><script>function openInfo(el){{ var id = $(el).data('id'); window.open('/gk/info.html?id=' + id); }}</script>",
        "信息公开年报",
    )
    s.least = 3 + len(s.truth)
    return s


@site
def embedded_files(web: TinyWeb) -> Site:
    """the page of a report embeds a PDF as an object or by embed, with no link to it"""
    s = Site(web, "www.shiqiao-z.gov.cn", "石榴桥县", level="county")
    s.noise(
        ("/xw/", "新闻"),
    )
    s.nav += [("/gk/", "政务公开")]
    s.page("/", "<p>石榴桥</p>")
    s.page(
        "/gk/",
        items(
            ("/gk/nb/", "政府信息公开年报"),
        ),
        "政务公开",
    )
    rows = []
    for y in range(2018, 2024):
        path, file = f"/gk/nb/{y}.html", f"/gk/nb/{y}.pdf"
        title = f"石榴桥县人民政府{y}年政府信息公开工作年度报告"
        s.report(file, s.government, y, published=False)
        s.truth[-1].urls.add(s.url(path))
        tag = (
            f"<object data='{y}.pdf' type='application/pdf' width='100%' height='900'></object>"
            if y % 2
            else f"<embed src='{y}.pdf' width='100%' height='900'>"
        )
        s.page(path, f"<h1>{title}</h1><div>{tag}</div>", title)
        rows.append((path, title))
    s.page("/gk/nb/", items(*rows), "政府信息公开年报")
    s.least = 3 + 2 * len(s.truth)
    return s


@site
def a_door(web: TinyWeb) -> Site:
    """a picture stands before the site, and pages are turned by numbers in attributes"""
    s = Site(web, "www.qilin-s.gov.cn", "麒麟湾市", level="prefecture")
    s.put(
        "/",
        "<html><head><meta charset=utf-8><title>麒麟湾</title></head><body><a href='/web/'><img src='/door.jpg' alt='进入网站'></a></body></html>",
    )
    s.nav += [("/web/news/", "新闻"), ("/web/open/", "政府信息公开")]
    s.page("/web/", "<p>麒麟湾</p>")
    s.page("/web/news/", items(*[(f"/web/news/{n}.html", f"麒麟湾新闻第{n}条") for n in range(20)]), "新闻")
    s.page("/web/open/", items(("/web/open/nb", "年报"), ("/web/open/zn", "指南")), "政府信息公开")
    s.page("/web/open/zn", "<p>指南</p>")
    rows = []
    for y in range(2023, 2011, -1):
        path = f"/web/open/v/{y * 3}"
        rows.append((path, s.report(path, s.government, y)))

    def column(asked: Asked) -> str:
        number = int(query(asked).get("p", "1"))
        buttons = "".join(f"<a href='javascript:;' class='pg' data-page='{n}'>{n}</a>" for n in (1, 2, 3))
        script = "<script>$('.pg').click(function(){ location.href = '?p=' + $(this).data('page'); });</script>"
        return s.dressed(items(*rows[(number - 1) * 4 : number * 4]) + buttons + script, "年报")

    s.put("/web/open/nb", column, any_query=True)
    s.least = 4 + 2 + len(s.truth)
    return s


@site
def two_places_on_one_host(web: TinyWeb) -> list[Site]:
    """two counties share a platform: each is listed with its folder, and the menu of each names the other"""
    made = []
    for key, name, other in (("hexi", "河溪县", "dongxi"), ("dongxi", "东溪坪县", "hexi")):
        s = Site(web, "www.pingtai-a.gov.cn", name, level="county", start=f"/{key}/")
        s.nav += [(f"/{key}/xw/", "新闻"), (f"/{key}/gk/", "政府信息公开"), (f"/{other}/", "兄弟县")]
        s.page(f"/{key}/", f"<p>{name}</p>")
        s.page(f"/{key}/xw/", items(*[(f"/{key}/xw/{n}.html", f"{name}新闻{n}") for n in range(8)]), "新闻")
        rows = [(f"/{key}/gk/{y}.html", s.report(f"/{key}/gk/{y}.html", s.government, y)) for y in range(2019, 2024)]
        s.page(f"/{key}/gk/", items((f"/{key}/gk/nb/", "政府信息公开年报")), "政府信息公开")
        s.page(f"/{key}/gk/nb/", items(*rows), "政府信息公开年报")
        s.least = 3 + len(s.truth)
        made.append(s)
    return made


@site
def two_numbers_on_one_path(web: TinyWeb) -> list[Site]:
    """two counties share even the path of their home page: only siteId tells one from the other"""
    made: list[Site] = []
    for number, name in (("5", "甘泉岭县"), ("6", "白露坪县")):
        s = Site(web, "www.pingtai-b.gov.cn", name, level="county", start=f"/index.do?siteId={number}")
        base = f"siteId={number}"
        for y in range(2020, 2024):
            s.report(f"/info.do?{base}&id={number}{y}", s.government, y)
        rows = [(url.removeprefix(s.base), truth.title) for truth in s.truth for url in truth.urls]
        s.nav += [(f"/list.do?{base}&cid=1", "新闻"), (f"/list.do?{base}&cid=9", "政府信息公开年报")]
        s.page(f"/index.do?{base}", f"<p>{name}</p>")
        s.page(f"/list.do?{base}&cid=1", "<p>新闻</p>")
        s.page(f"/list.do?{base}&cid=9", items(*rows), "政府信息公开年报")
        s.least = 2 + len(s.truth)
        made.append(s)
    return made


@site
def a_search_of_the_years(web: TinyWeb) -> Site:
    """years are links to a function that puts the year and a field of the page into an address"""
    s = Site(web, "www.tangquan-z.gov.cn", "汤泉镇", level="township", site_name="南湖县汤泉镇人民政府")
    s.nav += [("/zjgk/", "镇街公开"), ("/xw/", "镇情")]
    s.page("/", "<p>汤泉</p>")
    s.page("/xw/", "<p>镇情</p>")
    s.page(
        "/zjgk/",
        items(
            ("/zjgk/nb.jsp", "年度信息公开报告"),
        ),
        "镇街公开",
    )
    agency = "南湖县汤泉镇人民政府"
    listed: dict[str, list[tuple[str, str]]] = {}
    for y in range(2018, 2024):
        path = f"/zjgk/show.jsp?id={y}77"
        listed[str(y)] = [(path, s.report(path, agency, y))]

    def column(asked: Asked) -> str:
        given = query(asked)
        links = "".join(f"<a href=\"javascript:byYear('{y}')\">{y}年</a>" for y in range(2023, 2017, -1))
        script = "<script>function byYear(y){ var c = document.getElementById('cid').value; window.location.href = 'nb.jsp?cid=' + c + '&nd=' + y; }</script>"
        shown = listed.get(given.get("nd", "2023"), []) if given.get("cid", "A7") == "A7" else []
        return s.dressed(f"<input type='hidden' id='cid' value='A7'>{links}{items(*shown)}{script}", "年度信息公开报告")

    s.put("/zjgk/nb.jsp", column, any_query=True)
    s.least = 3 + 5 + len(s.truth)
    return s
