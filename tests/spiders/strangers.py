"""Invented government sites, written before the crawl was read: what somebody meets who opens one for the first time."""

# ruff: noqa: E501 (markup is easier to compare in one line)

import html
import json
import time
from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlsplit

from tests.spiders.strangers_kit import Site, docx, items, prose
from tests.spiders.web import Asked, TinyWeb

SITES: dict[str, Callable[[TinyWeb], list[Site]]] = {}


def site(make: Callable[[TinyWeb], Site | list[Site]]) -> Callable[[TinyWeb], list[Site]]:
    """Put a site into the table, under its sentence."""

    def made(web: TinyWeb) -> list[Site]:
        result = make(web)
        return result if isinstance(result, list) else [result]

    SITES[(make.__doc__ or make.__name__).strip(" .")] = made
    return made


def query(asked: Asked) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(urlsplit(asked.target).query, keep_blank_values=True).items()}


def form(asked: Asked) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(asked.body.decode(), keep_blank_values=True).items()}


@site
def yearly_disclosure_under_rule_of_law(web: TinyWeb) -> Site:
    """a column called 政务公开年报 under 依法行政 holds cut titles and look-alikes, in three pages by createPageHTML"""
    s = Site(web, "www.qingxi.gov.cn", "清溪县", level="county")
    s.noise(("/xwzx/zwyw/", "政务要闻"), ("/tzgg/", "通知公告"))
    s.nav += [("/zwgk/", "政务公开"), ("/hdjl/", "互动交流"), ("/bsfw/", "办事服务")]
    s.page("/", items(("/xwzx/zwyw/2024/1.html", "清溪县春耕备耕工作会议召开（1）")))
    s.page("/hdjl/", "<p>县长信箱</p>", "互动交流")
    s.page("/bsfw/", "<p>办事指南</p>", "办事服务")
    left = items(
        ("/zwgk/jgzn/", "机构职能"),
        ("/zwgk/gfxwj/", "规范性文件"),
        ("/zwgk/czyjs/", "财政预决算"),
        ("/zwgk/yfxz/", "依法行政"),
    )
    s.page("/zwgk/", left, "政务公开", crumbs="政务公开")
    for path, text in (("jgzn", "机构职能"), ("gfxwj", "规范性文件"), ("czyjs", "财政预决算")):
        s.page(
            f"/zwgk/{path}/",
            left + items(*[(f"/zwgk/{path}/t{n}.html", f"清溪县{text}（{n}）") for n in range(9)]),
            text,
        )
        for n in range(9):
            s.page(f"/zwgk/{path}/t{n}.html", f"<h1>清溪县{text}（{n}）</h1><p>{'正文内容。' * 30}</p>", text)
    s.page(
        "/zwgk/yfxz/",
        items(
            ("/zwgk/yfxz/fzzf/", "法治政府建设年度报告"),
            ("/zwgk/yfxz/c118/", "政务公开年报"),
            ("/zwgk/yfxz/gzbb/", "网站年度报表"),
        ),
        "依法行政",
        crumbs="政务公开 &gt; 依法行政",
    )
    s.page(
        "/zwgk/yfxz/fzzf/",
        items(*[(f"/zwgk/yfxz/fzzf/{y}.html", f"清溪县{y}年法治政府建设年度报告") for y in range(2018, 2024)]),
        "法治政府建设年度报告",
    )
    s.page(
        "/zwgk/yfxz/gzbb/",
        items(*[(f"/zwgk/yfxz/gzbb/{y}.html", f"{y}年政府网站工作年度报表") for y in range(2018, 2024)]),
    )
    rows = []
    for y in range(2023, 2008, -1):
        path = f"/zwgk/yfxz/c118/{y + 1}01/t{y + 1}0118_{88000 + y}.html"
        title = f"清溪县人民政府{y}年政府信息公开工作年度报告"
        s.report(path, s.government, y, title=title, layout="trs")
        rows.append((path, title[:18] + "...", f"{y + 1}-01-18"))
        other = f"/zwgk/yfxz/c118/{y + 1}03/t{y + 1}0312_{90000 + y}.html"
        rows.append((other, f"清溪县{y + 1}年政务公开工作要点", f"{y + 1}-03-12"))
        s.page(other, f"<h1>清溪县{y + 1}年政务公开工作要点</h1><p>{'一是抓好主动公开。' * 30}</p>", "工作要点")
    for number in range(3):
        name = "index.html" if number == 0 else f"index_{number}.html"
        body = items(*rows[number * 10 : number * 10 + 10])
        script = f'<div class="page"><script>createPageHTML(3, {number}, "index", "html");</script></div>'
        s.page(
            f"/zwgk/yfxz/c118/{'' if number == 0 else name}",
            body + script,
            "政务公开年报",
            crumbs="依法行政 &gt; 政务公开年报",
        )
        if number == 0:
            s.page("/zwgk/yfxz/c118/index.html", body + script, "政务公开年报")
    s.least = 1 + 3 + 2 + 15
    return s


@site
def matrix_of_units_and_years(web: TinyWeb) -> Site:
    """one page has tabs for government, departments and townships; units stand in a table whose cells are years"""
    s = Site(web, "www.yunling.gov.cn", "云岭县", level="county")
    s.noise(("/news/", "云岭新闻"), ("/gsgg/", "公示公告"))
    s.nav += [("/openness/", "信息公开")]
    s.page("/", "<p>云岭欢迎您</p>")
    s.page(
        "/openness/",
        items(("/openness/guide.html", "公开指南"), ("/openness/reports.html", "信息公开报告")),
        "信息公开",
    )
    s.page("/openness/guide.html", "<p>指南</p>", "公开指南")
    units = {"教育局": "jyj", "民政局": "mzj", "水利局": "slj", "卫生健康局": "wjj"}
    towns = {"白沙镇人民政府": "bsz", "石门乡人民政府": "smx", "城关街道办事处": "cgjd"}
    own = []
    for y in range(2018, 2024):
        path = f"/openness/report/zf{y}.html"
        title = s.report(path, s.government, y, layout="table")
        own.append((path, title))

    def table(agencies: dict[str, str], prefix: str) -> str:
        rows = ["<tr><th>单位</th><th colspan=2>年度</th></tr>"]
        for unit, key in agencies.items():
            cells = ""
            for y in range(2023, 2021, -1):
                path = f"/openness/report/{key}{y}.html"
                s.report(path, f"{prefix}{unit}", y, layout="table")
                cells += f'<td><a href="{path}">{y}年</a></td>'
            rows.append(f"<tr><td>{unit}</td>{cells}</tr>")
        return f"<table>{''.join(rows)}</table>"

    tabs = (
        "<ul class='tab-hd'><li class='on'>县政府</li><li>部门</li><li>乡镇（街道）</li></ul><div class='tab-bd'>"
        f"<div>{items(*own)}</div><div style='display:none'>{table(units, s.name)}</div>"
        f"<div style='display:none'>{table(towns, s.name)}</div></div>"
    )
    s.page("/openness/reports.html", tabs, "信息公开报告", crumbs="信息公开 &gt; 信息公开报告")
    s.least = 3 + len(s.truth)
    return s


@site
def old_asp(web: TinyWeb) -> Site:
    """a classic ASP site in GBK, with a relative base address, window.open links and a pager that never ends"""
    s = Site(web, "www.lanshi.gov.cn", "蓝石县", encoding="gb2312", level="county")
    s.nav += [("index.asp", "首页"), ("list.asp?classid=12", "工作动态"), ("list.asp?classid=37", "公开年度报告汇总")]
    head = '<base href="http://www.lanshi.gov.cn/gov/">'
    s.put("/", '<html><head><script>window.location.href="gov/index.asp";</script></head><body></body></html>')
    s.page("/gov/index.asp", "<p>欢迎</p>", head=head)
    truth = {}
    for n, y in enumerate(range(2008, 2024)):
        number = 400 + n * 7
        truth[number] = s.report(
            f"/gov/show.asp?id={number}",
            s.government,
            y,
            title=f"{y}年度蓝石县政府信息公开年度报告",
            layout="table",
            head=head,
        )
    order = sorted(truth, reverse=True)

    def listing(asked: Asked) -> bytes:
        given = query(asked)
        number = int(given.get("page", "1") or 1)
        if given.get("classid") == "37":
            number = min(max(number, 1), 4)
            part = order[(number - 1) * 5 : number * 5]
            links = [
                f"<tr><td>·<a href=\"javascript:window.open('show.asp?id={n}','','width=900,height=700')\">{truth[n]}</a></td></tr>"
                for n in part
            ]
        else:
            links = [
                f"<tr><td>·<a href='show.asp?id={9000 + number * 10 + n}'>蓝石县工作动态{n}</a></td></tr>"
                for n in range(8)
            ]
        pager = (
            f"<a href='list.asp?classid={given.get('classid')}&page={number - 1}'>上一页</a> "
            f"<a href='list.asp?classid={given.get('classid')}&page={number + 1}'>下一页</a>"
        )
        return s.dressed(f"<table>{''.join(links)}</table>{pager}", "列表", head=head).encode("gb2312", "replace")

    s.put("/gov/list.asp", listing, any_query=True, kind="text/html")
    s.put(
        "/gov/show.asp",
        lambda asked: s.dressed(f"<h1>工作动态</h1><p>{'今天开会。' * 30}</p>", head=head).encode("gb2312"),
        any_query=True,
        kind="text/html",
    )
    s.least = 2 + 4 + len(s.truth)
    return s


@site
def subdomain_with_token_form(web: TinyWeb) -> Site:
    """reports are on a subdomain of the county, whose list turns pages by a form with a token and a cookie"""
    s = Site(web, "www.pinghe-x.gov.cn", "平禾县", domain="pinghe-x.gov.cn", level="county")
    s.noise(("/a/", "要闻"), ("/b/", "公告"))
    s.nav += [("http://xxgk.pinghe-x.gov.cn/", "政府信息公开平台")]
    s.page("/", "<p>平禾</p>")
    sub = "http://xxgk.pinghe-x.gov.cn"
    menu = items(
        (f"{sub}/Catalog?code=01", "政策文件"),
        (f"{sub}/Catalog?code=02", "规划计划"),
        (f"{sub}/Catalog?code=09", "年度报告"),
    )
    s.page(f"{sub}/", menu, "信息公开平台")
    listed = []
    for y in range(2023, 2012, -1):
        path = f"{sub}/Info/Detail/{70000 + y}"
        listed.append((path, s.report(path, s.government, y), f"{y + 1}-01-20"))
        if y % 2:
            unit = f"{s.name}财政局"
            path = f"{sub}/Info/Detail/{80000 + y}"
            listed.append((path, s.report(path, unit, y), f"{y + 1}-01-22"))

    def catalog(asked: Asked) -> str:
        code = query(asked).get("code")
        given = form(asked)
        number = 1
        if asked.method == "POST":
            if given.get("__RequestVerificationToken") != f"tok{code}" or "sid=ok" not in asked.headers.get(
                "cookie", ""
            ):
                return s.dressed("<p>请求无效，请刷新页面后重试。</p>")
            number = int(given.get("PageIndex", "1"))
        rows = (
            listed
            if code == "09"
            else [(f"{sub}/Info/Detail/{n}", f"平禾县文件{n}号", "2023-02-02") for n in range(31)]
        )
        last = (len(rows) + 5) // 6
        part = items(*rows[(number - 1) * 6 : number * 6])
        pager = (
            f"<form method='post' id='pageForm' action='/Catalog?code={code}'>"
            f"<input type='hidden' name='__RequestVerificationToken' value='tok{code}'>"
            f"<input type='hidden' name='PageIndex' id='PageIndex' value='{number}'>"
            "<input type='hidden' name='PageSize' value='6'>"
            f"<a href='javascript:;' onclick='goPage({max(1, number - 1)})'>上一页</a>"
            f"<a href='javascript:;' onclick='goPage({min(last, number + 1)})'>下一页</a> 共{last}页 第{number}页</form>"
            "<script>function goPage(n){document.getElementById('PageIndex').value=n;document.getElementById('pageForm').submit();}</script>"
        )
        return s.dressed(menu + part + pager, "年度报告" if code == "09" else "文件")

    s.put(f"{sub}/Catalog", catalog, any_query=True, headers={"Set-Cookie": "sid=ok; path=/"})
    s.least = 3 + 2 + len(s.truth)
    return s


@site
def json_inside_a_page(web: TinyWeb) -> Site:
    """a list is fetched as JSON whose field holds escaped HTML; its address stands in a script of the page"""
    s = Site(web, "www.fengtan.gov.cn", "枫潭区", level="county")
    s.noise(("/xw/", "新闻"), ("/gg/", "公告"))
    s.nav += [("/zwgk/index.html", "政务公开")]
    s.page("/", "<p>枫潭</p>")
    s.page(
        "/zwgk/index.html", items(("/zwgk/zcwj.html", "政策文件"), ("/zwgk/nb.html", "年度信息公开报告")), "政务公开"
    )
    s.page("/zwgk/zcwj.html", "<div id='list'></div>", "政策文件")
    s.page(
        "/zwgk/nb.html",
        "<div id='listBox'></div><div id='pager'></div><script>"
        "var channelId = '66f0a1'; var pageSize = 8;"
        "function load(p){ $.ajax({url:'/common/search/' + channelId + '?_isAgg=false&_isJson=true&_pageSize=' + pageSize + '&page=' + p,"
        "type:'get', dataType:'json', success:function(res){ $('#listBox').html(res.data.html); }}); } load(1);</script>",
        "年度信息公开报告",
    )
    rows = []
    for y in range(2023, 2012, -1):
        path = f"/zwgk/content/{y}/{y * 31}.html"
        rows.append((path, s.report(path, s.government, y)))

    def answer(asked: Asked) -> str:
        number, size = int(query(asked).get("page", "1")), int(query(asked).get("_pageSize", "8"))
        part = rows[(number - 1) * size : number * size]
        results = [{"title": title, "url": path, "publishedTimeStr": "2024-01-20 10:00:00"} for path, title in part]
        listed = "".join(f'<li><a href="{r["url"]}" title="{r["title"]}">{r["title"][:12]}…</a></li>' for r in results)
        return json.dumps(
            {
                "code": 200,
                "data": {"html": html.escape(f"<ul>{listed}</ul>"), "total": len(rows), "page": number, "rows": size},
            }
        )

    s.put("/common/search/66f0a1", answer, any_query=True, kind="application/json;charset=UTF-8")
    s.least = 3 + 2 + len(s.truth)
    return s


@site
def gridview_behind_a_bare_host(web: TinyWeb) -> Site:
    """the bare host sends everybody to www, where a GridView turns pages by postback"""
    s = Site(web, "heishan-x.gov.cn", "黑山河县", level="county")
    www = "http://www.heishan-x.gov.cn"
    s.put("/", "", status=301, headers={"Location": f"{www}/Default.aspx"})
    s.put("/robots.txt", "", status=301, headers={"Location": f"{www}/robots.txt"})
    s.nav += [
        (f"{www}/Default.aspx", "首页"),
        (f"{www}/Info/List.aspx?cid=3", "政务动态"),
        (f"{www}/Info/List.aspx?cid=8", "政府信息公开年报"),
    ]
    s.page(f"{www}/Default.aspx", "<p>黑山河</p>")
    rows = []
    for y in range(2022, 2009, -1):
        path = f"{www}/Info/Detail.aspx?ID={y * 3}"
        rows.append((f"Detail.aspx?ID={y * 3}", s.report(path, s.government, y), f"{y + 1}/1/19"))

    def listing(asked: Asked) -> str:
        cid = query(asked).get("cid")
        given = form(asked)
        number = 1
        if asked.method == "POST":
            if given.get("__VIEWSTATE", "")[:2] != "vs" or given.get("__EVENTTARGET") != "ctl00$cphMain$gvList":
                return s.dressed("<p>视图状态无效</p>")
            number = int(given["__EVENTARGUMENT"].split("$")[1])
        shown = rows if cid == "8" else [(f"Detail.aspx?ID={n}", f"动态{n}", "2023/1/1") for n in range(60)]
        part = shown[(number - 1) * 5 : number * 5]
        last = (len(shown) + 4) // 5
        lines = "".join(f"<tr><td><a href='{a}'>{b}</a></td><td>{c}</td></tr>" for a, b, c in part)
        pager = "".join(
            f"<td><span>{n}</span></td>"
            if n == number
            else f"<td><a href=\"javascript:__doPostBack('ctl00$cphMain$gvList','Page${n}')\">{n}</a></td>"
            for n in range(1, last + 1)
        )
        return s.dressed(
            f"<form name='aspnetForm' method='post' action='List.aspx?cid={cid}' id='aspnetForm'>"
            "<input type='hidden' name='__EVENTTARGET' id='__EVENTTARGET' value=''><input type='hidden' name='__EVENTARGUMENT' value=''>"
            f"<input type='hidden' name='__VIEWSTATE' id='__VIEWSTATE' value='vs{number}{'x' * 300}'>"
            f"<table id='ctl00_cphMain_gvList'>{lines}<tr><td colspan='2'><table><tr>{pager}</tr></table></td></tr></table></form>",
            "政府信息公开年报",
        )

    s.put(f"{www}/Info/List.aspx", listing, any_query=True)
    s.put(f"{www}/Info/Detail.aspx", lambda _: s.dressed("<h1>动态</h1><p>今天开会。</p>"), any_query=True)
    s.least = 2 + 3 + len(s.truth)
    return s


@site
def years_in_a_select(web: TinyWeb) -> Site:
    """a select holds the years; each year's page lists units by name only; the early ones are PDF and DOCX files"""
    s = Site(web, "www.baita-x.gov.cn", "白塔市", level="prefecture")
    s.noise(
        ("/dt/", "白塔动态"),
    )
    s.nav += [("/xxgk/", "信息公开")]
    s.page("/", "<p>白塔</p>")
    s.page("/xxgk/", items(("/xxgk/ml/", "信息公开目录"), ("/xxgk/gznb/", "公开工作年报")), "信息公开")
    s.page("/xxgk/ml/", "<p>目录</p>", "目录")
    years = range(2016, 2021)
    select = "<select onchange='location.href=this.value'>" + "".join(
        f"<option value='/xxgk/gznb/nd{y}/'>{y}年</option>" for y in reversed(years)
    )
    units = {"白塔市人民政府": "szf", "白塔市民政局": "mzj", "白塔市交通运输局": "jtj", "白塔市统计局": "tjj"}
    for y in years:
        rows = []
        for unit, key in units.items():
            ending = "pdf" if y == 2016 else "docx" if y == 2017 else "html"
            path = f"/xxgk/gznb/nd{y}/{key}.{ending}"
            s.report(path, unit, y, published=ending == "html")
            rows.append((path, unit.replace("白塔市人民政府", "市政府").replace("白塔市", "市")))
        s.page(f"/xxgk/gznb/nd{y}/", f"<h2>{y}年公开工作年报</h2>{select}</select>{items(*rows)}", f"{y}年")
    s.page("/xxgk/gznb/", f"<h2>公开工作年报</h2><p>请选择年度：{select}</select></p>", "公开工作年报")
    s.least = 3 + 5 + len(s.truth)
    return s


@site
def frames_everywhere(web: TinyWeb) -> Site:
    """the home page refreshes itself away, the column is an iframe, and so is the text of each report"""
    s = Site(web, "www.luoping-x.gov.cn", "罗坪县", level="county")
    s.put("/", '<html><head><meta http-equiv="refresh" content="0; url=portal/index.shtml"></head><body></body></html>')
    s.noise(
        ("/portal/xw/", "新闻"),
    )
    s.nav += [("/portal/zfxxgk.shtml", "政府信息公开")]
    s.page("/portal/index.shtml", "<p>罗坪</p>")
    s.page(
        "/portal/zfxxgk.shtml",
        "<div class='left'><a href='/portal/frame/zn.shtml' target='main'>指南</a><a href='/portal/frame/ml.shtml' target='main'>目录</a>"
        "<a href='/portal/frame/ndbg.shtml' target='main'>年报</a></div><iframe name='main' src='/portal/frame/zn.shtml'></iframe>",
        "政府信息公开",
    )
    s.put("/portal/frame/zn.shtml", "<html><body><p>指南正文</p></body></html>")
    s.put("/portal/frame/ml.shtml", "<html><body><p>目录正文</p></body></html>")
    rows = []
    for y in range(2014, 2024):
        path = f"/portal/nb/a{y}.shtml"
        inner = f"/portal/nb/body{y}.htm"
        title = s.report(path, s.government, y, also=(inner,), serve=False)
        s.page(
            path,
            f"<h1>{title}</h1><iframe src='body{y}.htm' width='100%' height='2000' frameborder='0'></iframe>",
            title,
        )
        s.put(inner, f"<html><body>{prose(s.government, y)}</body></html>")
        s.truth[-1].published = None
        rows.append((f"../nb/a{y}.shtml", title))
    s.put("/portal/frame/ndbg.shtml", f"<html><body>{items(*rows)}</body></html>")
    s.least = 4 + 2 * len(s.truth)
    return s


@site
def organs_of_a_platform(web: TinyWeb) -> Site:
    """a platform of organ numbers: each organ's catalogue has 年报, filled by a fragment request"""
    s = Site(web, "www.jinhu-x.gov.cn", "锦湖县", level="county")
    s.noise(
        ("/zwdt/", "政务动态"),
    )
    s.nav += [("/public/column/6600?type=4&action=list", "政府信息公开")]
    s.page("/", "<p>锦湖</p><!--StartLabelHtml_linkList_abc-->")
    organs = {
        "6601": "锦湖县人民政府",
        "6602": "锦湖县发展和改革委员会",
        "6603": "锦湖县司法局",
        "6604": "锦湖县柳林镇人民政府",
    }
    menu = "".join(
        f'<li><a href="/public/column/{n}?type=4&action=list" title="{name}">{name}</a></li>'
        for n, name in organs.items()
    )
    s.page("/public/column/6600?type=4&action=list", f"<h3>公开单位</h3><ul class='organs'>{menu}</ul>", "政府信息公开")
    for n, name in organs.items():
        catalog = (
            f"<ul><li><a href='/public/column/{n}?type=4&catId=771&action=list'>机构概况</a></li>"
            f"<li><a href='/public/column/{n}?type=4&catId=772&action=list'>政策文件</a></li>"
            f"<li><a href='/public/column/{n}?type=4&catId=779&action=list'>政府信息公开年报</a></li></ul>"
        )
        s.page(f"/public/column/{n}?type=4&action=list", catalog, name)
        for cat in ("771", "772"):
            s.page(f"/public/column/{n}?type=4&catId={cat}&action=list", catalog + "<p>暂无</p>", name)
        rows = []
        for y in range(2023, 2013, -1):
            path = f"/public/{n}/{n}{y}.html"
            rows.append(
                f"<li><a class='title' href='{path}'>{s.report(path, name, y)}</a><span>{y + 1}-01-21</span></li>"
            )
        s.page(
            f"/public/column/{n}?type=4&catId=779&action=list",
            f"{catalog}<ul class='xxgk_nav_list'>{''.join(rows[:8])}</ul><div id='page_public_info'></div><script>"
            f"$(function(){{Ls.pagination('#page_public_info', {{currPage: 1, pageCount: 2, pageSize: 8, total: 10, "
            f"link: '/site/label/8888?IsAjax=1&dataType=html&labelName=publicInfoList&siteId=6600&pageSize=8&pageIndex=2"
            f"&action=list&organId={n}&catId=779&type=4'}});}});</script>",
            f"{name} 政府信息公开年报",
        )
        s.put(
            f"/site/label/8888?IsAjax=1&dataType=html&labelName=publicInfoList&siteId=6600&pageSize=8&pageIndex=2"
            f"&action=list&organId={n}&catId=779&type=4",
            f"<ul class='xxgk_nav_list'>{''.join(rows[8:])}</ul>",
        )
    s.least = 2 + 3 * 3 + len(s.truth)
    return s


@site
def closed_doors(web: TinyWeb) -> list[Site]:
    """a site behind a challenge, one whose robots.txt shuts the column, one that sends everybody to a login"""
    waf = Site(web, "www.ciyun.gov.cn", "慈云县")
    waf.put(
        "/",
        "<html><head><meta id='9DhefwqGPrzGxEp9hPaoag' content='{}'><script>var _$aq='x';(function(){eval('')})()</script></head></html>",
        status=412,
        headers={"Set-Cookie": "Ym9sAbcS=1"},
    )
    robots = Site(web, "www.songlin.gov.cn", "松林县")
    robots.put("/robots.txt", "User-agent: *\nDisallow: /zwgk/\n", kind="text/plain")
    robots.nav = [("/zwgk/nb/", "政府信息公开年报"), ("/news/", "新闻")]
    robots.page("/", "<p>松林</p>")
    robots.page("/news/", "<p>没有新闻</p>")
    robots.page("/zwgk/nb/", "<p>看不得</p>")
    robots.stray = {robots.url("/zwgk/nb/")}
    login = Site(web, "www.menhu.gov.cn", "门户县")
    login.put("/", "", status=302, headers={"Location": "/sso/login?service=/"})
    login.put(
        "/sso/login",
        "<html><head><title>统一身份认证</title></head><body><form method=post>用户名<input name=username>密码<input type=password name=password>"
        "验证码<input name=captcha><button>登录</button></form></body></html>",
        any_query=True,
    )
    for each in (waf, robots, login):
        each.gaps = {year: {"blocked"} for year in range(2015, 2024)}
        each.least = 1
    return [waf, robots, login]


@site
def the_older_site(web: TinyWeb) -> Site:
    """reports until 2018 are only on the older site, linked as 旧版; one year stands on both"""
    s = Site(web, "www.huaqiao.gov.cn", "花桥县", domain="huaqiao.gov.cn", level="county")
    old = "http://old.huaqiao.gov.cn"
    s.noise(("/c1/", "花桥要闻"), ("/c2/", "部门动态"))
    s.nav += [("/gk/", "公开"), (f"{old}/", "旧版网站")]
    s.page("/", "<p>花桥</p>")
    s.page("/gk/", items(("/gk/nb/", "政府信息公开工作年度报告"), ("/gk/zd/", "政府信息公开制度")), "公开")
    rows = []
    for y in range(2018, 2024):
        path = f"/gk/nb/{y}.html"
        also = (f"{old}/Article/nb{y}.htm",) if y == 2018 else ()
        rows.append((path, s.report(path, s.government, y, also=also)))
    s.page("/gk/nb/", items(*rows), "政府信息公开工作年度报告")
    s.page("/gk/zd/", "<p>制度</p>", "制度")
    s.page(f"{old}/", items((f"{old}/xw.htm", "新闻"), (f"{old}/xxgk.htm", "信息公开")))
    s.page(f"{old}/xw.htm", items(*[(f"{old}/n{n}.htm", f"旧闻{n}") for n in range(20)]))
    s.page(f"{old}/xxgk.htm", items((f"{old}/nb.htm", "信息公开年报")))
    early = [(f"{old}/Article/nb2018.htm", "花桥县人民政府2018年政府信息公开工作年度报告")]
    for y in range(2012, 2018):
        path = f"{old}/Article/nb{y}.htm"
        early.append((path, s.report(path, s.government, y)))
    s.page(f"{old}/nb.htm", items(*early))
    s.least = 3 + 3 + len(s.truth) + 1
    return s


@site
def counting_down(web: TinyWeb) -> Site:
    """a 博达 site whose pages count down, whose tree is hidden, and whose departments have columns of their own"""
    s = Site(web, "www.qiaotou-x.gov.cn", "桥头区", level="county")
    s.nav += [("index.htm", "首页"), ("zwgk.htm", "政务公开")]
    s.page("/", "<p>桥头</p><!--Announced by Visual SiteBuilder 9-->")
    s.page("/index.htm", "<p>桥头</p><!--Announced by Visual SiteBuilder 9-->")
    tree = (
        "<div style='display:none'><a id='a1' href='zwgk/jgsz.htm'>机构设置</a><a id='a2' href='zwgk/xxgknb.htm'>信息公开年报</a>"
        "<a id='a3' href='zwgk/bmgk.htm'>部门公开</a></div><script>var t=new WebFXTreeItem('信息公开年报',document.getElementById('a2').href);</script>"
    )
    s.page("/zwgk.htm", tree, "政务公开")
    s.page("/zwgk/jgsz.htm", "<p>机构</p>")
    rows = []
    for y in range(2010, 2024):
        path = f"/info/1081/{y * 2}.htm"
        rows.append((path, s.report(path, s.government, y, layout="vsb")))
    rows.reverse()

    def pager(last: int, number: int, stem: str) -> str:
        """Page 1 is the stem; the second has the highest number."""
        shown = last - number + 1
        following = f"{stem}/{shown - 1}.htm" if number < last else ""
        link = f"<a href='/zwgk/{following}' class='Next'>下页</a>" if following else "<span>下页</span>"
        return f"<div class='pb_sys_common'>共{len(rows)}条 {number}/{last} {link}</div>"

    for number in (1, 2, 3):
        where = "/zwgk/xxgknb.htm" if number == 1 else f"/zwgk/xxgknb/{3 - number + 1}.htm"
        part = [(f"../{p[1:]}" if number == 1 else f"../../{p[1:]}", t) for p, t in rows[(number - 1) * 5 : number * 5]]
        s.page(where, items(*part) + pager(3, number, "xxgknb"), "信息公开年报")
    s.page("/zwgk/bmgk.htm", items(("bmgk/rsj.htm", "区人社局"), ("bmgk/yjj.htm", "区应急局")), "部门公开")
    for key, unit in (("rsj", "桥头区人力资源和社会保障局"), ("yjj", "桥头区应急管理局")):
        s.page(f"/zwgk/bmgk/{key}.htm", items((f"{key}/gzdt.htm", "工作动态"), (f"{key}/ndbg.htm", "年度报告")), unit)
        s.page(f"/zwgk/bmgk/{key}/gzdt.htm", items(*[(f"/info/99/{key}{n}.htm", f"动态{n}") for n in range(9)]), unit)
        listed = []
        for y in range(2020, 2024):
            path = f"/info/1{sum(key.encode())}/{y}.htm"
            listed.append((path, s.report(path, unit, y, layout="vsb")))
        s.page(f"/zwgk/bmgk/{key}/ndbg.htm", items(*listed), unit)
    s.least = 3 + 2 + 1 + 4 + len(s.truth)
    return s


@site
def pages_of_a_report(web: TinyWeb) -> Site:
    """each report is spread over three pages, and the list is by year folders named only with years"""
    s = Site(web, "www.taoyuan-y.gov.cn", "桃源里县", level="county")
    s.noise(
        ("/xw/", "新闻"),
    )
    s.nav += [("/zwgk/nbzl/", "年报专栏")]
    s.page("/", "<p>桃源里</p>")
    s.page(
        "/zwgk/nbzl/",
        "<div class='years'>" + "".join(f"<a href='{y}/'>{y}</a> " for y in range(2017, 2024)) + "</div>",
        "年报专栏",
    )
    for y in range(2017, 2024):
        path = f"/zwgk/nbzl/{y}/t{y + 1}0119_7{y}.html"
        title = s.report(
            path, s.government, y, serve=False, also=tuple(path.replace(".html", f"_{n}.html") for n in (1, 2))
        )
        body = prose(s.government, y)
        lines = [line for line in body.replace("</p>", "</p>\n").replace("</table>", "</table>\n").split("\n") if line]
        cuts = [lines[:5], lines[5:9], lines[9:]]
        for n, part in enumerate(cuts):
            here = path if n == 0 else path.replace(".html", f"_{n}.html")
            base = here.rsplit("/", 1)[1].split("_7")[0] + f"_7{y}"
            pages = " ".join(
                f"<b>{m + 1}</b>" if m == n else f"<a href='{base}{'' if m == 0 else f'_{m}'}.html'>{m + 1}</a>"
                for m in range(3)
            )
            following = f"<a href='{base}_{n + 1}.html'>下一页</a>" if n < 2 else ""
            date = s.truth[-1].published
            s.page(
                here,
                f"<h1>{title}</h1><div>发布时间：{date}</div><div id='zoom'>{''.join(part)}</div><p>{pages} {following}</p>",
                title,
            )
        s.page(f"/zwgk/nbzl/{y}/", items((path, f"桃源里县{y}年度政府信息公开报告")), f"{y}")
    s.least = 2 + 7 + 3 * 7
    return s


@site
def flaky(web: TinyWeb) -> Site:
    """every page fails the first time, by 503 or a broken connection, and the site is slow"""
    s = Site(web, "www.mengjin-x.gov.cn", "孟津渡县", level="county")
    s.nav += [("/gk/", "政府信息公开"), ("/xw/", "新闻")]
    s.page("/xw/", "<p>新闻</p>")
    s.page("/", "<p>孟津渡</p>")
    s.page("/gk/", items(("/gk/nb/", "政府信息公开年度报告")), "政府信息公开")
    rows = [(f"/gk/nb/{y}.html", s.report(f"/gk/nb/{y}.html", s.government, y)) for y in range(2019, 2024)]
    s.page("/gk/nb/", items(*rows), "年报")
    for target, page in web.pages[s.host].items():
        _fail_once(page, target)
    s.least = 2 * (3 + len(s.truth))
    return s


def _fail_once(page: object, target: str) -> None:
    """Make a page answer only when it is asked again."""
    body, seen = page.body, []  # type: ignore[attr-defined]

    def wire(out, connection) -> None:  # type: ignore[no-untyped-def]
        time.sleep(0.02)
        seen.append(1)
        data = body.encode()
        if len(seen) == 1:
            if sum(target.encode()) % 2:
                connection.close()
                return
            out.write(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbusy")
            return
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(data)}\r\nConnection: close\r\n\r\n"
        out.write(head.encode() + data)

    page.wire = wire  # type: ignore[attr-defined]


@site
def soft_404(web: TinyWeb) -> Site:
    """the menu's column answers 200 and says that it does not exist; the site map knows the right one; one year is lost"""
    s = Site(web, "www.yuquan-x.gov.cn", "玉泉山县", level="county")
    s.noise(
        ("/zwyw/", "要闻"),
    )
    s.nav += [("/xxgk/zfxxgknb/", "政府信息公开年报"), ("/wzdt.html", "网站地图")]
    missing = "<html><head><title>提示</title></head><body><p>对不起，您访问的页面不存在或已被删除！</p><a href='/'>返回首页</a></body></html>"
    s.page("/", "<p>玉泉山</p>")
    s.put("/xxgk/zfxxgknb/", missing)
    s.page(
        "/wzdt.html",
        items(("/zwyw/", "要闻"), ("/channel/3381.html", "信息公开年报"), ("/channel/3382.html", "政府公报")),
        "网站地图",
    )
    s.page(
        "/channel/3382.html", items(*[(f"/gb/{n}.html", f"2023年第{n}期政府公报") for n in range(1, 13)]), "政府公报"
    )
    rows = []
    for y in range(2017, 2024):
        path = f"/content/3381/{y}.html"
        if y == 2021:
            s.put(path, missing)
            rows.append((path, f"玉泉山县人民政府{y}年政府信息公开工作年度报告"))
            continue
        rows.append((path, s.report(path, s.government, y)))
    s.page("/channel/3381.html", items(*rows), "信息公开年报")
    s.gaps = {2021: {"gone", "unreadable"}, 2016: {"not_published"}}
    s.least = 3 + 1 + len(s.truth) + 1
    return s


@site
def only_lookalikes(web: TinyWeb) -> Site:
    """everything looks like an annual report and nothing is one"""
    s = Site(web, "www.xiangsi.gov.cn", "相思县", level="county")
    s.noise(
        ("/xw/", "新闻"),
    )
    s.nav += [("/gk/", "政务公开")]
    s.page("/", "<p>相思</p>")
    kinds = {
        "zfgzbg": "{y}年相思县政府工作报告",
        "fzzf": "相思县{y}年度法治政府建设年度报告",
        "ys": "相思县{y}年部门预算公开",
        "wzbb": "相思县人民政府门户网站{y}年政府网站工作年度报表",
        "qynb": "相思县{y}年度企业年报公示工作报告",
        "xynb": "相思县{y}年信用年报",
        "zd": "相思县{y}年关于编制政府信息公开工作年度报告的通知",
        "zndbg": "相思县{y}年政务公开工作要点落实情况报告",
    }
    s.page("/gk/", items(*[(f"/gk/{key}/", text.format(y="")[:14]) for key, text in kinds.items()]), "政务公开")
    for key, text in kinds.items():
        rows = []
        for y in range(2016, 2024):
            title = text.format(y=y)
            path = f"/gk/{key}/{y}.html"
            rows.append((path, title, f"{y + 1}-02-01"))
            s.page(
                path,
                f"<h1>{title}</h1><div>发布时间：{y + 1}-02-01</div><div id='zoom'>{'<p>各项工作取得新成效。</p>' * 20}</div>",
                title,
            )
        s.page(f"/gk/{key}/", items(*rows), text.format(y=""))
    s.gaps = {year: {"no_column", "not_published"} for year in range(2016, 2024)}
    s.least = 10
    return s


@site
def jpaas(web: TinyWeb) -> Site:
    """a 大汉 jpaas column whose list is built by a unit request with its data in an attribute"""
    s = Site(web, "www.anping-x.gov.cn", "安坪市", level="prefecture")
    s.noise(
        ("/col/col101/index.html", "要闻动态"),
    )
    s.nav += [("/col/col220/index.html", "政府信息公开")]
    s.page("/", "<p>安坪</p>")
    s.page(
        "/col/col220/index.html",
        items(
            ("/col/col221/index.html", "公开指南"),
            ("/col/col225/index.html", "公开年报"),
            ("/col/col226/index.html", "县区和部门年报"),
        ),
        "政府信息公开",
    )
    s.page("/col/col221/index.html", "<p>指南</p>")

    def column(number: int, rows: list[tuple[str, str, str]], size: int) -> None:
        data = (
            "{'parseType':'bulidstatic','webId':'8a7b','tplSetId':'5f1c','pageType':'column','tagId':'当前栏目_list',"
            f"'pageId':'{number}','editType':'null'}}"
        )
        s.page(
            f"/col/col{number}/index.html",
            f"<div class='page_num'><script url='/api-gateway/jpaas-publish-server/front/page/build/unit' "
            f"queryData=\"{data}\" parameters=\"{{}}\" type='text/javascript' src='/jpaas-jpublish-web-server/pub.js'></script></div>"
            f"<div id='{number}当前栏目_list'></div>",
            "公开年报",
        )
        by_column[str(number)] = (rows, size)

    by_column: dict[str, tuple[list[tuple[str, str, str]], int]] = {}

    def unit(asked: Asked) -> str:
        given = query(asked)
        rows, size = by_column.get(given.get("pageId", ""), ([], 15))
        wish = json.loads(given.get("paramJson", "{}") or "{}")
        number, size = int(wish.get("pageNo", 1)), int(wish.get("pageSize", size))
        part = rows[(number - 1) * size : number * size]
        body = f"<div class='page-content'>{items(*part)}</div><div class='pagination' count='{len(rows)}' rows='{size}'></div>"
        return json.dumps({"success": True, "code": "200", "data": {"html": body}})

    s.put("/api-gateway/jpaas-publish-server/front/page/build/unit", unit, any_query=True, kind="application/json")
    own = []
    for y in range(2023, 2007, -1):
        path = f"/art/{y + 1}/1/23/art_225_{y * 17}.html"
        own.append((path, s.report(path, s.government, y), f"{y + 1}-01-23"))
    column(225, own, 15)
    below = []
    for y in (2023, 2022, 2021):
        for unit_name in ("安坪市教育局", "安坪市公安局", "安坪市自然资源局", "安坪市临江区人民政府"):
            path = f"/art/{y + 1}/1/25/art_226_{y * 100 + len(below)}.html"
            below.append((path, s.report(path, unit_name, y), f"{y + 1}-01-25"))
    column(226, below, 15)
    s.least = 2 + 2 + 3 + len(s.truth)
    return s


@site
def gkmlpt(web: TinyWeb) -> Site:
    """the 广东 platform: the annual report tab is filled by JSON, and a bureau has its own"""
    s = Site(web, "www.haizhu-x.gov.cn", "海珠湾市", level="prefecture")
    s.noise(
        ("/xw/", "新闻"),
    )
    s.nav += [("/gkmlpt/index", "政府信息公开"), ("/bm/", "部门信息公开")]
    s.page("/", "<p>海珠湾</p>")
    s.page(
        "/bm/",
        items(("/hzwczj/gkmlpt/index", "市财政局"), ("/hzwzjj/gkmlpt/index", "市住房和城乡建设局")),
        "部门信息公开",
    )
    posts = {}
    for key, sid, unit, years in (
        ("", 755001, "海珠湾市人民政府", range(2015, 2024)),
        ("/hzwczj", 755002, "海珠湾市财政局", range(2019, 2024)),
        ("/hzwzjj", 755003, "海珠湾市住房和城乡建设局", range(2020, 2024)),
    ):
        tree = [
            {"id": sid * 10 + 1, "name": "机构职能", "parent": 0, "children": [], "jump_url": "", "post_count": 3},
            {
                "id": sid * 10 + 5,
                "name": "政府信息公开年报",
                "parent": 0,
                "children": [],
                "jump_url": "",
                "post_count": len(years),
            },
        ]
        config = f"window._CONFIG = {{SITE_NAME: '{unit}', SID: '{sid}', TREE: {json.dumps(tree, ensure_ascii=False)}, BASE: '{key}'}};"
        shell = f"<div id='app'></div><script>{config}</script><script src='/gkmlpt/static/js/app.js'></script>"
        s.page(f"{key}/gkmlpt/index", shell, f"{unit}信息公开目录")
        s.page(f"{key}/gkmlpt/annualreport", shell, f"{unit}信息公开年报")
        articles = []
        for y in reversed(years):
            number = sid * 10 + y
            path = f"{key}/gkmlpt/content/{number // 1_000_000}/{number // 1000}/post_{number}.html"
            title = s.report(path, unit, y, title=f"{unit}{y}年政府信息公开工作年度报告")
            articles.append(
                {
                    "id": number,
                    "title": title,
                    "url": s.url(path),
                    "date": 1_700_000_000,
                    "publisher": unit,
                    "attachment": [],
                    "post_url": "",
                }
            )
        posts[str(sid * 10 + 5)] = articles

        def api(asked: Asked) -> str:
            column = urlsplit(asked.target).path.rsplit("/", 1)[1]
            number = int(query(asked).get("page", "1"))
            listed = posts.get(column, [])
            return json.dumps(
                {"articles": listed if number == 1 else [], "classify": {"id": column, "post_count": len(listed)}}
            )

        for column in (sid * 10 + 1, sid * 10 + 5):
            s.put(f"{key}/gkmlpt/api/all/{column}", api, any_query=True, kind="application/json")
    s.least = 1 + 2 + 1 + 2 * 2 + len(s.truth)
    return s


@site
def rows_that_are_clicked(web: TinyWeb) -> Site:
    """rows open reports by onclick handlers and data attributes; no anchor has an address"""
    s = Site(web, "www.gaotai-x.gov.cn", "高台岭县", level="county")
    s.noise(
        ("/xw/", "新闻"),
    )
    s.page(
        "/",
        "<div class='quick'><div class='box' onclick=\"location.href='/gov/open.html'\">政府信息公开</div>"
        "<div class='box' onclick=\"window.open('/gov/serve.html')\">办事大厅</div></div>",
    )
    s.page("/gov/serve.html", "<p>办事</p>")
    s.page(
        "/gov/open.html",
        "<ul><li data-url='/gov/guide.html'>指南</li><li data-url='/gov/years.html'>年报</li></ul>"
        "<script>$('li').click(function(){location.href=$(this).data('url')})</script>",
        "政府信息公开",
    )
    s.page("/gov/guide.html", "<p>指南</p>")
    rows = ""
    for y in range(2015, 2024):
        path = f"/gov/detail.html?id=r{y}x"
        title = s.report(path, s.government, y)
        rows += (
            f"<tr onclick=\"openDetail('r{y}x')\" style='cursor:pointer'><td>{title}</td><td>{y + 1}-01-19</td></tr>"
        )
    s.page(
        "/gov/years.html",
        f"<table>{rows}</table><script>function openDetail(id){{ window.location.href = '/gov/detail.html?id=' + id; }}</script>",
        "年报",
    )
    s.least = 3 + len(s.truth)
    return s


@site
def pictures_and_holes(web: TinyWeb) -> Site:
    """one year is a picture, one year was never published, one year only says 详见附件 and gives a file"""
    s = Site(web, "www.lingshui-x.gov.cn", "凌水县", level="county")
    s.noise(
        ("/xw/", "新闻"),
    )
    s.nav += [("/xxgk/", "信息公开")]
    s.page("/", "<p>凌水</p>")
    s.page("/xxgk/", items(("/xxgk/ndbg/", "政府信息公开年度报告"), ("/xxgk/ysq/", "依申请公开")), "信息公开")
    rows = []
    for y in range(2018, 2024):
        path = f"/xxgk/ndbg/{y}/p{y}.html"
        title = f"凌水县人民政府{y}年政府信息公开工作年度报告"
        if y == 2020:
            continue
        if y == 2019:
            s.page(
                path,
                f"<h1>{title}</h1><div>发布时间：2020-01-20</div><div id='zoom'><p><img src='W1.png'></p><p><img src='W2.png'></p></div>",
                title,
            )
            s.put(f"/xxgk/ndbg/{y}/W1.png", b"\x89PNG\r\n\x1a\n" + bytes(3000), kind="image/png")
            s.put(f"/xxgk/ndbg/{y}/W2.png", b"\x89PNG\r\n\x1a\n" + bytes(3000), kind="image/png")
        elif y == 2022:
            file = f"/xxgk/ndbg/{y}/P020230119.docx"
            s.report(path, s.government, y, also=(file,), serve=False)
            s.put(file, docx(s.government, y, title), kind="application/msword")
            date = s.truth[-1].published
            s.page(
                path,
                f"<h1>{title}</h1><div>发布时间：{date}</div><div id='zoom'><p>详见附件。</p><p>附件：<a href='P020230119.docx'>{title}.docx</a></p></div>",
                title,
            )
        else:
            s.report(path, s.government, y)
        rows.append((path, title))
    s.page("/xxgk/ndbg/", items(*rows), "年度报告")
    s.page("/xxgk/ysq/", "<p>申请</p>")
    s.gaps = {2019: {"unreadable"}, 2020: {"not_published"}, 2017: {"not_published"}}
    s.least = 3 + len(s.truth) + 1 + 1
    return s


@site
def towns_on_a_map(web: TinyWeb) -> Site:
    """townships are areas of a picture map; each has a small site with its report under 公开 / 报告"""
    s = Site(web, "www.shuangxi-x.gov.cn", "双溪县", level="county")
    s.noise(
        ("/xw/", "新闻"),
    )
    s.nav += [("/xxgk/", "信息公开"), ("/xzfb.html", "乡镇导航")]
    s.page("/", "<p>双溪</p>")
    s.page("/xxgk/", items(("/xxgk/bg.html", "政府信息公开工作报告")), "信息公开")
    rows = [(f"/xxgk/bg{y}.html", s.report(f"/xxgk/bg{y}.html", s.government, y)) for y in range(2020, 2024)]
    s.page("/xxgk/bg.html", items(*rows), "政府信息公开工作报告")
    towns = {"河口镇": "hkz", "大坪乡": "dpx", "新城街道": "xcjd"}
    areas = "".join(
        f"<area shape='rect' coords='{n * 10},0,{n * 10 + 9},9' href='/{key}/' alt='{town}'>"
        for n, (town, key) in enumerate(towns.items())
    )
    s.page("/xzfb.html", f"<img src='/map.png' usemap='#m'><map name='m'>{areas}</map>", "乡镇导航")
    for town, key in towns.items():
        agency = f"双溪县{town}办事处" if town.endswith("街道") else f"双溪县{town}人民政府"
        s.page(f"/{key}/", items((f"/{key}/dt/", "动态"), (f"/{key}/gk/", "公开")), town)
        s.page(f"/{key}/dt/", items(*[(f"/{key}/dt/{n}.html", f"{town}动态{n}") for n in range(12)]), town)
        s.page(f"/{key}/gk/", items((f"/{key}/gk/jg/", "机构"), (f"/{key}/gk/bg/", "年度报告")), town)
        s.page(f"/{key}/gk/jg/", "<p>机构</p>")
        listed = [(f"/{key}/gk/bg/{y}.html", s.report(f"/{key}/gk/bg/{y}.html", agency, y)) for y in (2022, 2023)]
        s.page(f"/{key}/gk/bg/", items(*listed), town)
    s.least = 3 + 1 + 3 * 3 + len(s.truth)
    return s


@site
def hex_and_fifty(web: TinyWeb) -> Site:
    """a 开普 site: letters and hex in the addresses, an odd stem for its pages, reports in two places of the menu"""
    s = Site(web, "www.meiling-x.gov.cn", "梅岭区", level="county")
    s.noise(
        ("/mlq/c100/", "要闻"),
    )
    s.nav += [("/mlq/c200/zfxxgk.shtml", "政府信息公开")]
    s.page("/", "<UCAPCONTENT></UCAPCONTENT><p>梅岭</p>")
    s.page(
        "/mlq/c200/zfxxgk.shtml",
        "<div class='menu'><dl><dt>法定主动公开内容</dt><dd><a href='/mlq/c201/xxgk_list_1.shtml'>履职依据</a></dd></dl>"
        "<dl><dt onclick=\"openit('/mlq/c209/xxgk_list_3.shtml')\">政府信息公开年报</dt>"
        "<dd><a href='/mlq/c210/xxgk_list_3.shtml'>区政府</a></dd><dd><a href='/mlq/c211/xxgk_list_3.shtml'>区直部门</a></dd></dl></div>",
        "政府信息公开",
    )
    s.page("/mlq/c201/xxgk_list_1.shtml", "<p>依据</p>")
    s.page("/mlq/c209/xxgk_list_3.shtml", "<p>请选择</p>")

    def column(code: int, rows: list[tuple[str, str, str]]) -> None:
        last = (len(rows) + 4) // 5
        for number in range(1, last + 1):
            name = f"/mlq/c{code}/xxgk_list_3{'' if number == 1 else f'_{number}'}.shtml"
            script = f"<div id='page_div'></div><script>createPageHTML('page_div',{last}, {number},'xxgk_list_3','shtml',{len(rows)});</script>"
            s.page(name, items(*rows[(number - 1) * 5 : number * 5]) + script, "年报")

    own = []
    for y in range(2023, 2010, -1):
        path = f"/mlq/c210/{y + 1}/1/2{y % 8}/{y * 7919:032x}.shtml"
        own.append((path, s.report(path, s.government, y), f"{y + 1}-01-20"))
    column(210, own)
    units = []
    for y in (2023, 2022):
        for unit in ("教育局", "审计局", "商务局"):
            path = f"/mlq/c211/{y + 1}/1/2{y % 8}/{(y * 100 + len(units)) * 104729:032x}.shtml"
            agency = f"梅岭区{unit}"
            title = s.report(path, agency, y, title=f"梅岭区{unit}{y}年度政府信息公开工作年度报告")
            units.append((path, title, f"{y + 1}-01-20"))
    column(211, units)
    s.least = 2 + 3 + 2 + len(s.truth)
    return s


@site
def numbers_as_host(web: TinyWeb) -> Site:
    """the county's site has a port and no name of its own, with plain pages and a ?page= pager"""
    s = Site(web, "10.20.30.40", "石桥镇", level="township", site_name="南山县石桥镇人民政府")
    s.nav += [("/list?c=news", "镇情"), ("/list?c=open", "信息公开")]
    s.page("/", "<p>石桥</p>")
    agency = "南山县石桥镇人民政府"
    rows = []
    for y in range(2012, 2024):
        path = f"/view?id={y * 13}"
        rows.append((path, s.report(path, agency, y, title=f"石桥镇{y}年政府信息公开工作年度报告"), f"{y + 1}-01-20"))
        path = f"/view?id={y * 13 + 1}"
        rows.append((path, f"石桥镇{y}年部门预算", f"{y + 1}-02-20"))
        s.page(path, f"<h1>石桥镇{y}年部门预算</h1><p>{'预算说明。' * 30}</p>")
    rows.reverse()

    def listing(asked: Asked) -> str:
        given = query(asked)
        number = int(given.get("page", "1"))
        shown = rows if given.get("c") == "open" else [(f"/view?id=n{n}", f"镇情{n}", "2023-01-01") for n in range(100)]
        part = shown[(number - 1) * 10 : number * 10]
        last = (len(shown) + 9) // 10
        pager = " ".join(f"<a href='?c={given.get('c')}&page={n}'>{n}</a>" for n in range(1, last + 1))
        return s.dressed(items(*part) + f"<div>{pager}</div>", "信息公开")

    s.put("/list", listing, any_query=True)
    s.put("/view", lambda _: s.dressed("<h1>镇情</h1><p>今天开会。</p>"), any_query=True)
    s.least = 1 + 3 + len(s.truth)
    return s


@site
def jsonp_and_years(web: TinyWeb) -> Site:
    """a service answers by JSONP for each year of a list of buttons; texts are fields of the same JSON"""
    s = Site(web, "www.liuhe-x.gov.cn", "柳河湾县", level="county")
    s.noise(
        ("/xw/", "新闻"),
    )
    s.nav += [("/gk/index.html", "政府信息公开")]
    s.page("/", "<p>柳河湾</p>")
    years = range(2018, 2024)
    buttons = "".join(f"<a href='javascript:void(0)' onclick='getReport({y})'>{y}</a>" for y in years)
    s.page(
        "/gk/index.html",
        items(("/gk/zhinan.html", "指南"), ("/gk/nianbao.html", "政府信息公开年报")),
        "政府信息公开",
    )
    s.page("/gk/zhinan.html", "<p>指南</p>")
    s.page(
        "/gk/nianbao.html",
        f"<h2>政府信息公开年报</h2><div class='years'>{buttons}</div><div id='box'></div><script>function getReport(y){{"
        "$.ajax({url:'/service/report/list.do?callback=cb&nbYear='+y,dataType:'jsonp',success:function(d){"
        "var h='';for(var i=0;i<d.list.length;i++){h+='<li><a href=\"/gk/nb_view.html?key='+d.list[i].key+'\">'+d.list[i].name+'</a></li>';}"
        "$('#box').html(h);}});}getReport(2023);</script>",
        "政府信息公开年报",
    )

    def service(asked: Asked) -> str:
        y = int(query(asked).get("nbYear", "0") or 0)
        listed = by_year.get(y, [])
        return f"{query(asked).get('callback', 'cb')}({json.dumps({'list': listed}, ensure_ascii=False)})"

    by_year: dict[int, list[dict[str, str]]] = {}
    for y in years:
        for n, unit in enumerate(("柳河湾县人民政府", "柳河湾县文化和旅游局")):
            key = f"{y}{n}a"
            title = s.report(f"/gk/nb_view.html?key={key}", unit, y)
            by_year.setdefault(y, []).append({"key": key, "name": title})
    s.put("/service/report/list.do", service, any_query=True, kind="application/javascript; charset=utf-8")
    s.least = 3 + 6 + len(s.truth)
    return s


@site
def single_page_app(web: TinyWeb) -> Site:
    """a Vue application: the shell is empty, the bundle names the service, and everything is JSON"""
    s = Site(web, "www.xinqu-x.gov.cn", "云水新区", level="county", site_name="云水新区管理委员会")
    agency = "云水新区管理委员会"
    shell = (
        "<!DOCTYPE html><html lang=zh><head><meta charset=utf-8><title>云水新区管理委员会</title>"
        "<script defer src=/static/js/app.7c1f.js></script></head><body><noscript>请启用JavaScript</noscript><div id=app></div></body></html>"
    )
    s.put("/", shell)
    s.put(
        "/static/js/app.7c1f.js",
        'const r=axios.create({baseURL:"/prod-api",timeout:1e4});'
        'function a(e){return r({url:"/cms/channel/tree",method:"get",params:e})}'
        'function b(e){return r({url:"/cms/article/list",method:"get",params:e})}'
        'function c(e){return r({url:"/cms/article/"+e,method:"get"})}'
        "b({channelId:this.id,pageNum:this.page,pageSize:10});",
        kind="application/javascript",
    )
    tree = [
        {"id": 11, "name": "新闻中心", "children": []},
        {
            "id": 12,
            "name": "政府信息公开",
            "children": [{"id": 121, "name": "指南"}, {"id": 125, "name": "政府信息公开年报"}],
        },
    ]
    s.put(
        "/prod-api/cms/channel/tree", json.dumps({"code": 200, "data": tree}), any_query=True, kind="application/json"
    )
    articles = []
    for y in range(2019, 2024):
        number = 5000 + y
        path = f"/prod-api/cms/article/{number}"
        title = s.report(path, agency, y, serve=False)
        date = s.truth[-1].published
        s.put(
            path,
            json.dumps(
                {
                    "code": 200,
                    "data": {
                        "id": number,
                        "title": title,
                        "publishTime": f"{date} 09:00:00",
                        "content": prose(agency, y),
                    },
                }
            ),
            kind="application/json",
        )
        articles.append({"id": number, "title": title, "publishTime": f"{date} 09:00:00"})

    def listing(asked: Asked) -> str:
        given = query(asked)
        shown = articles if given.get("channelId") == "125" else []
        return json.dumps({"code": 200, "total": len(shown), "rows": shown if given.get("pageNum", "1") == "1" else []})

    s.put("/prod-api/cms/article/list", listing, any_query=True, kind="application/json")
    s.least = 4 + len(s.truth)
    return s


@site
def encoded_addresses(web: TinyWeb) -> Site:
    """addresses are Chinese words, some escaped and some not, and files stand beside pages of the same report"""
    s = Site(web, "www.muyang-x.gov.cn", "牧羊县", level="county")
    s.noise(
        ("/xw/", "新闻"),
    )
    s.nav += [("/政务公开/", "政务公开")]
    s.page("/", "<p>牧羊</p>")

    def at(path: str) -> str:
        return quote(path)

    s.page(at("/政务公开/"), items(("/政务公开/年报/", "信息公开工作报告"), ("/政务公开/规划/", "规划")), "政务公开")
    s.page(at("/政务公开/规划/"), "<p>规划</p>")
    rows = ""
    for y in range(2018, 2024):
        path = at(f"/政务公开/年报/{y}年报告.html")
        file = f"/files/{y}.pdf"
        title = s.report(path, s.government, y, also=(file,), serve=False)
        date = s.truth[-1].published or ""
        s.page(
            path, s.article(s.government, y, title, date) + f"<p>附件：<a href='{file}'>{title}（PDF版）</a></p>", title
        )
        s.report(file, s.government, y, published=False)
        s.truth.pop()
        link = f"/政务公开/年报/{y}年报告.html" if y % 2 else path
        rows += f"<li><a href='{link}'>{title}</a> <a href='{file}'>下载</a></li>"
    s.page(at("/政务公开/年报/"), f"<ul>{rows}</ul>", "信息公开工作报告")
    s.least = 3 + len(s.truth)
    return s


def write(web: TinyWeb) -> dict[str, list[Site]]:
    """All of them, served."""
    return {sentence: make(web) for sentence, make in SITES.items()}
