"""A third lot of invented sites, larger ones and worse markup, written when the first two were read."""

# ruff: noqa: E501 (markup is easier to compare in one line)

import gzip
import json
from collections.abc import Callable

from tests.spiders.strangers import query
from tests.spiders.strangers_kit import Site, items
from tests.spiders.web import Asked, TinyWeb

SITES: dict[str, Callable[[TinyWeb], list[Site]]] = {}


def site(make: Callable[[TinyWeb], Site]) -> Callable[[TinyWeb], list[Site]]:
    """Put a site into the table, under its sentence."""

    def made(web: TinyWeb) -> list[Site]:
        return [make(web)]

    SITES[(make.__doc__ or make.__name__).strip(" .")] = made
    return made


@site
def many_words_of_disclosure(web: TinyWeb) -> Site:
    """a portal full of the word 公开, with the reports four levels down under 法定主动公开内容"""
    s = Site(web, "www.songhe-x.gov.cn", "松鹤县", level="county")
    s.noise(("/xw/zw/", "政务要闻"), ("/xw/bm/", "部门动态"), ("/gg/", "通知公告"), pages=3)
    words = [
        "重点领域信息公开",
        "财政信息公开",
        "政策公开",
        "双公示",
        "建议提案公开",
        "公开公示",
        "基层政务公开标准化",
        "政务公开动态",
        "公开专栏",
        "公共企事业单位公开",
    ]
    for n, word in enumerate(words):
        path = f"/gk/z{n}/"
        s.nav.append((path, word))
    s.nav.append(("/gk/", "政务公开"))
    s.page("/", items(*[(f"/xw/zw/2024/{n}.html", f"头条{n}") for n in range(1, 9)]))
    for n, word in enumerate(words):
        s.page(f"/gk/z{n}/", items(*[(f"/gk/z{n}/{m}.html", f"松鹤县{word}事项第{m}号") for m in range(12)]), word)
    for n, word in enumerate(words):
        for m in range(12):
            s.page(f"/gk/z{n}/{m}.html", f"<h1>{word}事项</h1><p>{'办理情况如下。' * 30}</p>")
    s.page("/gk/", items(("/gk/zfxxgk/", "政府信息公开"), ("/gk/wjk/", "文件库"), ("/gk/hy/", "会议公开")), "政务公开")
    s.page("/gk/wjk/", "<p>文件</p>")
    s.page("/gk/hy/", "<p>会议</p>")
    s.page(
        "/gk/zfxxgk/",
        items(
            ("/gk/zfxxgk/zn/", "政府信息公开指南"),
            ("/gk/zfxxgk/fdnr/", "法定主动公开内容"),
            ("/gk/zfxxgk/ysq/", "依申请公开"),
        ),
        "政府信息公开",
    )
    s.page("/gk/zfxxgk/zn/", "<p>指南</p>")
    s.page("/gk/zfxxgk/ysq/", "<p>申请</p>")
    parts = ["机构设置", "行政许可", "行政处罚", "规划信息", "统计信息", "政府采购", "重大民生", "公务员招考"]
    inner = items(
        *[(f"/gk/zfxxgk/fdnr/p{n}/", part) for n, part in enumerate(parts)], ("/gk/zfxxgk/fdnr/gknb/", "公开工作年报")
    )
    s.page("/gk/zfxxgk/fdnr/", inner, "法定主动公开内容")
    for n, part in enumerate(parts):
        s.page(f"/gk/zfxxgk/fdnr/p{n}/", "<p>内容</p>", part)
    rows = [
        (f"/gk/zfxxgk/fdnr/gknb/{y}.html", s.report(f"/gk/zfxxgk/fdnr/gknb/{y}.html", s.government, y))
        for y in range(2016, 2024)
    ]
    s.page("/gk/zfxxgk/fdnr/gknb/", items(*rows), "公开工作年报")
    s.least, s.spare = 5 + len(s.truth), 12  # five columns and five articles of what only sounds like it
    return s


@site
def units_with_portals(web: TinyWeb) -> Site:
    """eight departments and townships each have a small portal of their own with categories, one of which is 公开年报"""
    s = Site(web, "www.daming-s.gov.cn", "大鸣市", level="prefecture")
    s.noise(("/xw/", "新闻"), ("/gg/", "公告"))
    s.nav += [("/xxgk/", "政府信息公开")]
    s.page("/", "<p>大鸣</p>")
    names = ["教育局", "民政局", "财政局", "审计局", "应急管理局", "生态环境局"]
    towns = ["青石镇", "柳林乡"]
    own = [(f"/xxgk/nb/{y}.html", s.report(f"/xxgk/nb/{y}.html", s.government, y)) for y in range(2021, 2024)]
    s.page("/xxgk/", items(("/xxgk/nb/", "政府信息公开年报"), ("/xxgk/dw/", "部门和乡镇")), "政府信息公开")
    s.page("/xxgk/nb/", items(*own), "政府信息公开年报")
    units = [(f"u{n}", name) for n, name in enumerate(names + towns)]
    s.page("/xxgk/dw/", items(*[(f"/xxgk/dw/{key}/", name) for key, name in units]), "部门和乡镇")
    for key, name in units:
        base = f"/xxgk/dw/{key}/"
        agency = f"大鸣市{name}" + ("人民政府" if name[-1] in "镇乡" else "")
        menu = items(
            (f"{base}jg/", "机构信息"),
            (f"{base}zc/", "政策文件"),
            (f"{base}cz/", "财政资金"),
            (f"{base}nb/", "公开年报"),
        )
        s.page(base, menu, name)
        for part in ("jg", "zc", "cz"):
            s.page(f"{base}{part}/", menu + "<p>内容</p>", name)
        listed = [(f"{base}nb/{y}.html", s.report(f"{base}nb/{y}.html", agency, y)) for y in (2022, 2023)]
        s.page(f"{base}nb/", menu + items(*listed), f"{name}公开年报")
    s.least = 4 + 2 * len(units) + len(s.truth)
    return s


@site
def same_words_every_year(web: TinyWeb) -> Site:
    """every entry of the list says 政府信息公开年度报告, and only its date tells one year from another"""
    s = Site(web, "www.yangliu-x.gov.cn", "杨柳县", level="county")
    s.noise(
        ("/xw/", "新闻"),
    )
    s.nav += [("/zwgk/", "政务公开")]
    s.page("/", "<p>杨柳</p>")
    s.page("/zwgk/", items(("/zwgk/c9/", "政府信息公开年报"), ("/zwgk/c8/", "公开制度")), "政务公开")
    s.page("/zwgk/c8/", "<p>制度</p>")
    rows = []
    for y in range(2023, 2014, -1):
        path = f"/zwgk/c9/d{y * 3}.html"
        s.report(path, s.government, y)
        rows.append((path, "政府信息公开年度报告", f"{y + 1}-01-25"))
    s.page("/zwgk/c9/", items(*rows), "政府信息公开年报")
    s.least = 3 + len(s.truth)
    return s


@site
def a_button_for_more(web: TinyWeb) -> Site:
    """a button 加载更多 names in an attribute where the rest of the list is, as markup without a page around it"""
    s = Site(web, "www.jinsha-q.gov.cn", "金沙滩区", level="county")
    s.noise(
        ("/xw/", "新闻"),
    )
    s.nav += [("/open/", "信息公开")]
    s.page("/", "<p>金沙滩</p>")
    s.page(
        "/open/",
        items(
            ("/open/nb", "信息公开年报"),
        ),
        "信息公开",
    )
    rows = []
    for y in range(2023, 2010, -1):
        path = f"/open/a/{y * 7}"
        rows.append(f"<li><a href='{path}'>{s.report(path, s.government, y)}</a></li>")
    s.page(
        "/open/nb",
        f"<ul id='list'>{''.join(rows[:5])}</ul><button class='more' data-url='/open/more?cid=9&offset=5'>加载更多</button><script>$('.more').click(function(){{$.get($(this).data('url'),function(h){{$('#list').append(h)}})}})</script>",
        "信息公开年报",
    )

    def more(asked: Asked) -> str:
        offset = int(query(asked).get("offset", "0"))
        rest = (
            f"<button class='more' data-url='/open/more?cid=9&offset={offset + 5}'>加载更多</button>"
            if offset + 5 < len(rows)
            else ""
        )
        return "".join(rows[offset : offset + 5]) + rest

    s.put("/open/more", more, any_query=True)
    s.least = 3 + 2 + len(s.truth)
    return s


@site
def pages_by_variables(web: TinyWeb) -> Site:
    """the pager is written by a function from variables: name, number of pages, ending"""
    s = Site(web, "www.hongshi-x.gov.cn", "红石岭县", level="county")
    s.noise(
        ("/xw/", "新闻"),
    )
    s.nav += [("/zfxxgk/", "政府信息公开")]
    s.page("/", "<p>红石岭</p>")
    s.page(
        "/zfxxgk/",
        items(
            ("/zfxxgk/ndbg/list.shtml", "年度报告"),
        ),
        "政府信息公开",
    )
    rows = []
    for y in range(2023, 2008, -1):
        path = f"/zfxxgk/ndbg/{y}/{y * 11}.shtml"
        rows.append((path, s.report(path, s.government, y), f"{y + 1}-01-20"))
    for n in range(1, 4):
        name = "list.shtml" if n == 1 else f"list_{n}.shtml"
        script = (
            f"<div class='pages'><a href='javascript:turn({max(1, n - 1)})'>上一页</a><a href='javascript:turn({min(3, n + 1)})'>下一页</a></div>"
            f"<script>var pageName='list';var pageExt='shtml';var pageCount=3;var nowPage={n};"
            "function turn(n){ if(n==1){location.href=pageName+'.'+pageExt;}else{location.href=pageName+'_'+n+'.'+pageExt;} }</script>"
        )
        s.page(f"/zfxxgk/ndbg/{name}", items(*rows[(n - 1) * 5 : n * 5]) + script, "年度报告")
    s.least = 3 + 2 + len(s.truth)
    return s


@site
def a_form_for_the_year(web: TinyWeb) -> Site:
    """the list shows one year, and a form with a select and a button asks for another"""
    s = Site(web, "www.baishan-z.gov.cn", "柏山市", level="prefecture")
    s.noise(
        ("/xw/", "新闻"),
    )
    s.nav += [("/gk/", "政府信息公开")]
    s.page("/", "<p>柏山</p>")
    s.page(
        "/gk/",
        items(
            ("/gk/nb.jsp", "政府信息公开年报"),
        ),
        "政府信息公开",
    )
    listed: dict[int, list[tuple[str, str]]] = {}
    for y in range(2017, 2024):
        for n, unit in enumerate(("柏山市人民政府", "柏山市水务局", "柏山市粮食和物资储备局")):
            path = f"/gk/show.jsp?id={y}{n}"
            listed.setdefault(y, []).append((path, s.report(path, unit, y)))

    def table(asked: Asked) -> str:
        year = int(query(asked).get("nd", "2023") or 2023)
        options = "".join(
            f"<option value='{y}'{' selected' if y == year else ''}>{y}年度</option>" for y in range(2023, 2016, -1)
        )
        form = f"<form action='/gk/nb.jsp' method='get'><select name='nd'>{options}</select><input type='submit' value='查询'></form>"
        return s.dressed(form + items(*listed.get(year, [])), "政府信息公开年报")

    s.put("/gk/nb.jsp", table, any_query=True)
    s.least = 3 + 6 + len(s.truth)
    return s


@site
def bad_markup(web: TinyWeb) -> Site:
    """addresses with spaces, backslashes, entities and line breaks, in upper case without quotes; pages come as gzip"""
    s = Site(web, "www.loushui-x.gov.cn", "漏水河县", encoding="gb18030", level="county")
    s.put(
        "/",
        "<HTML><HEAD><TITLE>漏水河</TITLE></HEAD><BODY><A HREF=/News/>新闻<A HREF=/XXGK\\index.htm>信息公开</BODY>".encode(
            "gb18030"
        ),
        kind="text/html",
    )
    s.put("/News/", "<HTML><BODY>新闻".encode("gb18030"), kind="text/html")
    forms = (
        "<A HREF=' NB/{y}.htm '>",
        "<a href=NB\\{y}.htm>",
        "<a\nhref='NB/\n{y}.htm'\ntarget=_blank>",
        '<a href="./NB/{y}.htm?a=1&amp;b=2">',
        "<a style='color:red' href=//www.loushui-x.gov.cn/XXGK/NB/{y}.htm>",
        "<a href='http:/XXGK/NB/{y}.htm'>",
        "<a href='NB/{y}.htm#top'>",
    )
    rows = ""
    for n, y in enumerate(range(2017, 2024)):
        path = f"/XXGK/NB/{y}.htm" + ("?a=1&b=2" if n == 3 else "")
        title = s.report(path, s.government, y, serve=False)
        page = s.dressed(s.article(s.government, y, title, s.truth[-1].published or "", "table"), title).encode(
            "gb18030"
        )
        s.put(path, gzip.compress(page), kind="text/html", headers={"Content-Encoding": "gzip"})
        rows += f"<TR><TD>{forms[n].format(y=y)}{title}</TD><TD>{y + 1}.1.20"
    s.put(
        "/XXGK/index.htm",
        "<HTML><BODY><A HREF=zn.htm>指南<BR><A HREF=nb.htm><FONT COLOR=red>信息公开<BR>年报</FONT>".encode("gb18030"),
        kind="text/html",
    )
    s.put("/XXGK/zn.htm", "<HTML><BODY>指南".encode("gb18030"), kind="text/html")
    s.put("/XXGK/nb.htm", f"<HTML><BODY><TABLE>{rows}</TABLE>".encode("gb18030"), kind="text/html")
    s.least = 3 + len(s.truth)
    return s


@site
def a_cookie_first(web: TinyWeb) -> Site:
    """every first visit is sent to the same address with a cookie, and the disclosure portal is on a listed other host"""
    s = Site(web, "www.lanting-x.gov.cn", "兰亭湖区", domain="lanting-x.gov.cn", level="county")
    s.noise(
        ("/xw/", "新闻"),
    )
    s.nav += [("http://zfxxgk.lanting-x.gov.cn/", "政府信息公开")]
    s.page("/", "<p>兰亭湖</p>")
    base = "http://zfxxgk.lanting-x.gov.cn"
    rows = [(f"{base}/nb/{y}.html", s.report(f"{base}/nb/{y}.html", s.government, y)) for y in range(2018, 2024)]
    s.page(f"{base}/", items((f"{base}/nb/", "年报"), (f"{base}/zn/", "指南")), "政府信息公开")
    s.page(f"{base}/zn/", "<p>指南</p>")
    s.page(f"{base}/nb/", items(*rows), "年报")
    for host in ("www.lanting-x.gov.cn", "zfxxgk.lanting-x.gov.cn"):
        inside = web.pages[host]

        class Guarded(dict):  # type: ignore[type-arg]
            """Pages behind a cookie."""

        guarded = Guarded(inside)
        web.pages[host] = guarded
    _guard(web, ("www.lanting-x.gov.cn", "zfxxgk.lanting-x.gov.cn"))
    s.least = 3 + 2 + len(s.truth)
    return s


def _guard(web: TinyWeb, hosts: tuple[str, ...]) -> None:
    """Send whoever has no cookie to the same address."""
    plain = web.answer

    def answer(asked: Asked) -> tuple[int, dict[str, str], bytes]:
        if asked.host in hosts and "wall=1" not in asked.headers.get("cookie", "") and asked.target != "/robots.txt":
            return 302, {"Location": f"http://{asked.host}{asked.target}", "Set-Cookie": "wall=1; path=/"}, b""
        return plain(asked)

    web.answer = answer  # type: ignore[method-assign]


@site
def units_and_dates_only(web: TinyWeb) -> Site:
    """the column of the city lists units and dates over years, in pages by ?pageNo=, newest first"""
    s = Site(web, "www.tiane-s.gov.cn", "天鹅湖市", level="prefecture")
    s.noise(
        ("/xw/", "新闻"),
    )
    s.nav += [("/zwgk/", "政务公开")]
    s.page("/", "<p>天鹅湖</p>")
    s.page(
        "/zwgk/",
        items(("/zwgk/list?columnId=88", "部门信息公开年度报告"), ("/zwgk/list?columnId=87", "政策解读")),
        "政务公开",
    )
    rows = []
    for y in range(2023, 2018, -1):
        for n, unit in enumerate(("市教育局", "市卫生健康委员会", "市农业农村局", "市退役军人事务局")):
            path = f"/zwgk/detail?id={y}{n}"
            s.report(path, f"天鹅湖{unit}", y)
            rows.append((path, unit, f"{y + 1}-01-2{n}"))

    def listing(asked: Asked) -> str:
        given = query(asked)
        number = int(given.get("pageNo", "1"))
        shown = (
            rows
            if given.get("columnId") == "88"
            else [(f"/zwgk/detail?id=p{n}", f"解读{n}", "2023-01-01") for n in range(70)]
        )
        part = shown[(number - 1) * 9 : number * 9]
        links = "".join(
            f"<a href='/zwgk/list?columnId={given.get('columnId')}&pageNo={n}'>{n}</a>"
            for n in range(1, (len(shown) + 8) // 9 + 1)
        )
        return s.dressed(
            items(*part) + f"<div class='page'>{links}</div>",
            "部门信息公开年度报告" if given.get("columnId") == "88" else "政策解读",
        )

    s.put("/zwgk/list", listing, any_query=True)
    s.put("/zwgk/detail", lambda _: s.dressed("<h1>解读</h1><p>正文。</p>"), any_query=True)
    s.least = 3 + 2 + len(s.truth)
    return s


@site
def a_department(web: TinyWeb) -> Site:
    """a department's own site, whose reports are called 本局 or nothing, in a list of all its yearly papers"""
    s = Site(web, "jtj.qinghe-s.gov.cn", "清荷市", level="department", site_name="清荷市交通运输局")
    agency = "清荷市交通运输局"
    s.noise(("/dt/", "工作动态"), ("/tz/", "通知公告"))
    s.nav += [("/xxgk/", "信息公开")]
    s.page("/", "<p>交通</p>")
    s.page("/xxgk/", items(("/xxgk/jg/", "机构概况"), ("/xxgk/nd/", "年度报告")), "信息公开")
    s.page("/xxgk/jg/", "<p>概况</p>")
    rows = []
    for y in range(2023, 2015, -1):
        path = f"/xxgk/nd/{y}a.html"
        title = f"{y}年政府信息公开工作年度报告"
        s.report(path, agency, y, title=title)
        rows.append((path, title, f"{y + 1}-01-20"))
        for kind in ("法治政府建设年度报告", "部门决算", "工作总结", "网站工作年度报表"):
            other = f"/xxgk/nd/{y}{len(kind)}.html"
            rows.append((other, f"{y}年{kind}", f"{y + 1}-02-20"))
            s.page(other, f"<h1>{y}年{kind}</h1><p>{'工作稳步推进。' * 40}</p>")
    for n in range(3):
        name = "" if n == 0 else f"index_{n}.html"
        s.page(
            f"/xxgk/nd/{name}",
            items(*rows[n * 15 : n * 15 + 15]) + f"<script>createPageHTML(3,{n},'index','html')</script>",
            "年度报告",
        )
    s.least = 3 + 2 + len(s.truth)
    return s


@site
def traditional_characters(web: TinyWeb) -> Site:
    """the site is written in traditional characters, and its years stand in dt above the links of dd"""
    s = Site(web, "www.penghu-x.gov.cn", "澎湖灣縣", level="county")
    s.noise(
        ("/xw/", "新聞"),
    )
    s.nav += [("/zwgk/", "政務公開")]
    s.page("/", "<p>歡迎</p>")
    s.page(
        "/zwgk/",
        items(
            ("/zwgk/nb/", "政府信息公開年報"),
        ),
        "政務公開",
    )
    rows = ""
    for y in range(2016, 2024):
        path = f"/zwgk/nb/{y}.html"
        s.report(path, "澎湖湾县人民政府", y)
        rows += f"<dt>{y}年</dt><dd><a href='{path}'>縣政府</a></dd>"
    s.page("/zwgk/nb/", f"<dl>{rows}</dl>", "政府信息公開年報")
    s.least = 3 + len(s.truth)
    return s


@site
def only_a_sitemap(web: TinyWeb) -> Site:
    """the menu is drawn on a canvas; only sitemap.xml, which robots.txt names, lists the pages"""
    s = Site(web, "www.huating-x.gov.cn", "画亭县", level="county")
    s.put("/robots.txt", f"User-agent: *\nDisallow: /admin/\nSitemap: {s.base}/maps/all.xml\n", kind="text/plain")
    s.put(
        "/",
        "<html><head><meta charset=utf-8><title>画亭县人民政府</title></head><body><canvas id=c></canvas><script src='/js/draw.js'></script></body></html>",
    )
    s.put("/js/draw.js", "(function(){var c=document.getElementById('c');})();", kind="application/javascript")
    addresses = []
    for n in range(60):
        addresses.append(f"/info/news/{n}.html")
        s.page(f"/info/news/{n}.html", f"<h1>新闻{n}</h1><p>{'内容。' * 30}</p>")
    rows = []
    for y in range(2019, 2024):
        path = f"/info/gknb/{y}.html"
        rows.append((path, s.report(path, s.government, y)))
        addresses.append(path)
    s.page("/info/gknb/index.html", items(*rows), "政府信息公开年报")
    addresses.append("/info/gknb/index.html")
    urls = "".join(f"<url><loc>{s.url(path)}</loc></url>" for path in addresses)
    s.put(
        "/maps/all.xml",
        f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>',
        kind="text/xml",
    )
    s.least = 3 + len(s.truth)
    return s


@site
def a_gateway(web: TinyWeb) -> Site:
    """lists come from a gateway whose answer holds JSON inside a JSON text, asked with a page that counts from nought"""
    s = Site(web, "www.ruyi-q.gov.cn", "如意湾区", level="county")
    s.noise(
        ("/xw/", "新闻"),
    )
    s.nav += [("/zfxxgk/index.html", "政府信息公开")]
    s.page("/", "<p>如意湾</p>")
    s.page(
        "/zfxxgk/index.html",
        items(
            ("/zfxxgk/nb.html", "政府信息公开工作年度报告"),
        ),
        "政府信息公开",
    )
    s.page(
        "/zfxxgk/nb.html",
        "<div id='rows'></div><script>var option = { url: '/gateway/execute', type: 'post', dataType: 'json',\n"
        " data: { serviceName: 'infoList', columnCode: 'A0907', pageIndex: 0, pageSize: 6 },\n"
        " success: function (r) { render(JSON.parse(r.result)); } }; $.ajax(option);</script>",
        "政府信息公开工作年度报告",
    )
    rows = []
    for y in range(2023, 2009, -1):
        path = f"/zfxxgk/detail/{y}.html"
        rows.append({"infoTitle": s.report(path, s.government, y), "infoUrl": path, "issueDate": f"{y + 1}-01-20"})

    def answer(asked: Asked) -> str:
        given = dict(pair.split("=") for pair in asked.body.decode().split("&") if "=" in pair)
        if given.get("columnCode") != "A0907":
            return json.dumps({"state": 0, "result": "{}"})
        number, size = int(given.get("pageIndex", "0")), int(given.get("pageSize", "6"))
        return json.dumps(
            {
                "state": 1,
                "result": json.dumps({"list": rows[number * size : (number + 1) * size], "totalCount": len(rows)}),
            }
        )

    s.put("/gateway/execute", answer, kind="application/json")
    s.least = 3 + 3 + len(s.truth)
    return s
