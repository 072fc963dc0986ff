"""A second lot of invented sites, written before the first lot was mended: the honest measure of a first visit."""

# ruff: noqa: E501 (markup is easier to compare in one line)

import html
import json
from collections.abc import Callable
from urllib.parse import urlsplit

from tests.spiders.strangers import form, query
from tests.spiders.strangers_kit import Site, Truth, docx, items, prose
from tests.spiders.web import Asked, TinyWeb

SITES: dict[str, Callable[[TinyWeb], list[Site]]] = {}


def site(make: Callable[[TinyWeb], Site]) -> Callable[[TinyWeb], list[Site]]:
    """Put a site into the table, under its sentence."""

    def made(web: TinyWeb) -> list[Site]:
        return [make(web)]

    SITES[(make.__doc__ or make.__name__).strip(" .")] = made
    return made


@site
def departments_with_hosts(web: TinyWeb) -> Site:
    """departments have small sites on hosts of their own, which a select of the county's home page names"""
    s = Site(web, "www.yanshan-q.gov.cn", "雁栖县", domain="yanshan-q.gov.cn", level="county")
    s.noise(("/yw/", "要闻"), ("/zt/", "专题"))
    s.nav += [("/gk/", "政府信息公开")]
    units = {"nyj": "农业农村局", "lyj": "林业局", "xfj": "信访局"}
    options = "".join(
        f"<option value='http://{key}.yanshan-q.gov.cn/'>县{unit}</option>" for key, unit in units.items()
    )
    s.page("/", f"<select onchange='window.open(this.value)'><option>部门网站</option>{options}</select>")
    s.page("/gk/", items(("/gk/nb/", "政府信息公开年报"), ("/gk/zn/", "指南")), "政府信息公开")
    s.page("/gk/zn/", "<p>指南</p>")
    own = [(f"/gk/nb/{y}.html", s.report(f"/gk/nb/{y}.html", s.government, y)) for y in range(2019, 2024)]
    s.page("/gk/nb/", items(*own), "政府信息公开年报")
    for key, unit in units.items():
        base = f"http://{key}.yanshan-q.gov.cn"
        s.page(f"{base}/", items((f"{base}/dt.html", "工作动态"), (f"{base}/nb.html", "信息公开年报")), unit)
        s.page(f"{base}/dt.html", items(*[(f"{base}/d{n}.html", f"{unit}动态{n}") for n in range(12)]), unit)
        listed = [
            (f"{base}/nb{y}.html", s.report(f"{base}/nb{y}.html", f"雁栖县{unit}", y)) for y in (2021, 2022, 2023)
        ]
        s.page(f"{base}/nb.html", items(*listed), unit)
    s.least = 3 + 3 * 2 + len(s.truth)
    return s


@site
def categories_and_items(web: TinyWeb) -> Site:
    """a PowerEasy site: categories with Index_2.aspx, items by number, whole titles only in the title attribute"""
    s = Site(web, "www.longtan-x.gov.cn", "龙潭口县", level="county")
    s.nav += [("/Category_3/Index.aspx", "新闻中心"), ("/Category_20/Index.aspx", "信息公开")]
    s.page("/", "<p>龙潭口</p>")
    s.page("/Category_3/Index.aspx", items(*[(f"/Item/{n}.aspx", f"龙潭口新闻{n}") for n in range(1, 15)]), "新闻中心")
    s.page(
        "/Category_20/Index.aspx",
        items(("/Category_21/Index.aspx", "信息公开制度"), ("/Category_27/Index.aspx", "信息公开年度报告")),
        "信息公开",
    )
    s.page(
        "/Category_21/Index.aspx", items(("/Item/77.aspx", "关于做好2022年政府信息公开年度报告编制工作的通知")), "制度"
    )
    s.page("/Item/77.aspx", "<h1>关于做好2022年政府信息公开年度报告编制工作的通知</h1><p>各单位请按格式报送。</p>")
    rows = []
    for y in range(2023, 2008, -1):
        path = f"/Item/{3000 + y}.aspx"
        title = s.report(path, s.government, y, layout="table")
        rows.append(f'<li><a href="{path}" title="{title}">{title[:10]}...</a> [{y + 1}-01-19]</li>')
    for n in range(3):
        where = "/Category_27/Index.aspx" if n == 0 else f"/Category_27/Index_{n + 1}.aspx"
        following = (
            f"<a href='/Category_27/Index_{n + 2}.aspx'>下一页</a> <a href='/Category_27/Index_3.aspx'>尾页</a>"
            if n < 2
            else ""
        )
        s.page(where, f"<ul>{''.join(rows[n * 6 : n * 6 + 6])}</ul><div>{following}</div>", "信息公开年度报告")
    s.least = 2 + 3 + len(s.truth)
    return s


@site
def json_by_post(web: TinyWeb) -> Site:
    """a list comes from fetch with a JSON body by POST; its items give only numbers for the address of a page"""
    s = Site(web, "www.cuihu-x.gov.cn", "翠湖区", level="county")
    s.noise(
        ("/n/", "新闻"),
    )
    s.nav += [("/open/", "政务公开")]
    s.page("/", "<p>翠湖</p>")
    s.page("/open/", items(("/open/guide", "公开指南"), ("/open/annual", "政府信息公开年度报告")), "政务公开")
    s.page("/open/guide", "<p>指南</p>")
    s.page(
        "/open/annual",
        "<ul id='list'></ul><script>var catId = 2025;\n"
        "function load(page){ fetch('/api/content/queryList', {method: 'POST', headers: {'Content-Type': 'application/json'},\n"
        " body: JSON.stringify({catId: 2025, pageNo: page, pageSize: 10})}).then(r => r.json()).then(d => { d.data.records.forEach(x => {\n"
        " $('#list').append('<li><a href=\"/open/content?id=' + x.id + '\">' + x.title + '</a></li>'); }); }); }\nload(1);</script>",
        "政府信息公开年度报告",
    )
    rows = []
    for y in range(2023, 2009, -1):
        number = 91000 + y
        rows.append(
            {
                "id": number,
                "title": s.report(f"/open/content?id={number}", s.government, y),
                "releaseTime": f"{y + 1}-01-20",
            }
        )

    def answer(asked: Asked) -> str:
        try:
            wish = json.loads(asked.body or b"{}")
        except ValueError:
            return json.dumps({"code": 500, "msg": "JSON parse error"})
        if asked.method != "POST" or str(wish.get("catId")) != "2025":
            return json.dumps({"code": 500, "msg": "bad request"})
        number, size = int(wish.get("pageNo", 1)), int(wish.get("pageSize", 10))
        return json.dumps(
            {"code": 0, "data": {"total": len(rows), "pages": 2, "records": rows[(number - 1) * size : number * size]}}
        )

    s.put("/api/content/queryList", answer, kind="application/json")
    s.least = 3 + 2 + len(s.truth)
    return s


@site
def special_page_with_pictures(web: TinyWeb) -> Site:
    """a special page shows the years as pictures; each year groups units, some of which are on the city's own host"""
    s = Site(web, "www.wuling-q.gov.cn", "武岭区", level="county")
    s.noise(("/xw/", "新闻"), ("/ztzl/dj/", "党建专题"))
    s.nav += [("/ztzl/", "专题专栏")]
    s.page("/", "<p>武岭</p>")
    s.page(
        "/ztzl/",
        items(("/ztzl/fpgj/", "乡村振兴"), ("/ztzl/xxgknb/", "<img src='a.png' alt='政府信息公开年报专题'>")),
        "专题专栏",
    )
    s.page("/ztzl/fpgj/", items(*[(f"/ztzl/fpgj/{n}.html", f"乡村振兴{n}") for n in range(10)]), "乡村振兴")
    pictures = "".join(f"<a href='/ztzl/xxgknb/{y}nb/'><img src='y{y}.png' alt='{y}年'></a>" for y in range(2019, 2024))
    s.page("/ztzl/xxgknb/", pictures, "年报专题")
    for y in range(2019, 2024):
        groups = ""
        for group, units in (
            ("区政府", ["人民政府"]),
            ("区直单位", ["城市管理局", "医疗保障局"]),
            ("街道", ["东湖街道办事处"]),
        ):
            rows = []
            for unit in units:
                path = f"/ztzl/xxgknb/{y}nb/c{sum(unit.encode())}.html"
                rows.append((path, s.report(path, f"武岭区{unit}", y)))
            groups += f"<h3>{group}</h3>{items(*rows)}"
        elsewhere = f"http://www.other-city.gov.cn/nb/{y}.html"
        s.stray.add(elsewhere)
        s.page(
            f"/ztzl/xxgknb/{y}nb/",
            groups + items((elsewhere, f"某市人民政府{y}年政府信息公开工作年度报告")),
            f"{y}年年报",
        )
    s.least = 3 + 5 + len(s.truth)
    return s


@site
def datastore(web: TinyWeb) -> Site:
    """a 大汉 column keeps its records in a text/xml script and gives the rest by dataproxy"""
    s = Site(web, "www.qingshui-s.gov.cn", "清水湾市", level="prefecture")
    s.nav += [("/col/col50/index.html", "市情"), ("/col/col77/index.html", "信息公开年报")]
    s.page("/", "<p>清水湾</p>")
    s.page("/col/col50/index.html", "<p>市情</p>")
    rows = []
    for y in range(2023, 2007, -1):
        path = f"/art/{y + 1}/1/19/art_77_{y * 5}.html"
        title = s.report(path, s.government, y)
        rows.append(f"<li><a target='_blank' title='{title}' href='{path}'>{title}</a><span>{y + 1}-01-19</span></li>")

    def store(part: list[str]) -> str:
        records = "".join(f"<record><![CDATA[{row}]]></record>" for row in part)
        return f'<datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&webid=9&path=/&columnid=77&unitid=301&webname=x&permissiontype=0"></a>]]></nextgroup><recordset>{records}</recordset></datastore>'

    s.page(
        "/col/col77/index.html",
        f"<div id='301'></div><script type='text/xml'>{store(rows[:9])}</script><script>var m_nRecordCount=16;"
        "$(function(){ $('#301').jpage({totalRecord:16, perPage:3, proxyUrl:'/module/web/jpage/dataproxy.jsp',"
        "openCookies:false, params:{col:1,appid:1,webid:9,path:'/',columnid:77,sourceContentType:1,unitid:301,webname:'x',permissiontype:0}}); });</script>",
        "信息公开年报",
    )

    def proxy(asked: Asked) -> str:
        given = query(asked) | form(asked)
        if given.get("columnid") != "77" or given.get("unitid") != "301":
            return "<datastore><recordset></recordset></datastore>"
        start, end = int(given.get("startrecord", 1)), int(given.get("endrecord", 9))
        return f"<datastore><totalrecord>16</totalrecord><totalpage>6</totalpage><recordset>{''.join(f'<record><![CDATA[{row}]]></record>' for row in rows[start - 1 : end])}</recordset></datastore>"

    s.put("/module/web/jpage/dataproxy.jsp", proxy, any_query=True, kind="text/xml; charset=utf-8")
    s.least = 2 + 1 + len(s.truth)
    return s


@site
def years_under_headings(web: TinyWeb) -> Site:
    """years alone are links under three headings of one page; only one heading is that of the reports"""
    s = Site(web, "www.baihe-z.gov.cn", "白鹤川县", level="county")
    s.noise(
        ("/xw/", "新闻"),
    )
    s.nav += [("/zfxxgk.html", "政府信息公开")]
    s.page("/", "<p>白鹤川</p>")
    blocks = ""
    for key, heading in (("gzbg", "政府工作报告"), ("nb", "政府信息公开年报"), ("ys", "财政预算")):
        links = ""
        for y in range(2015, 2024):
            path = f"/{key}/{y}.html"
            links += f"<a href='{path}'>{y}年</a>"
            if key == "nb":
                s.report(path, s.government, y)
            else:
                s.page(path, f"<h1>白鹤川县{y}年{heading}</h1><p>{'各位代表，现在报告工作。' * 30}</p>")
                s.stray.add(s.url(path))
        blocks += f"<div class='box'><h3>{heading}</h3><div class='years'>{links}</div></div>"
    s.page("/zfxxgk.html", blocks, "政府信息公开")
    s.least = 2 + len(s.truth)
    return s


@site
def files_in_a_table(web: TinyWeb) -> Site:
    """a table names unit and year in its cells, the link says 下载 and leads to a Word file or a PDF"""
    s = Site(web, "www.zhuxi-x.gov.cn", "竹影县", level="county")
    s.noise(
        ("/news/", "新闻"),
    )
    s.nav += [("/zwgk.html", "政务公开")]
    s.page("/", "<p>竹影</p>")
    s.page("/zwgk.html", items(("/zwgk/ml.html", "目录"), ("/zwgk/nb.html", "信息公开年报下载")), "政务公开")
    s.page("/zwgk/ml.html", "<p>目录</p>")
    rows = "<tr><th>序号</th><th>发布机构</th><th>名称</th><th>操作</th></tr>"
    number = 0
    for y in (2023, 2022, 2021):
        for unit in ("竹影县人民政府", "竹影县气象局", "竹影县档案馆", "竹影县残疾人联合会"):
            number += 1
            path = f"/u/cms/www/{y + 1}01/{number:08d}.{'pdf' if number % 3 == 0 else 'docx'}"
            s.report(path, unit, y, published=False)
            rows += f"<tr><td>{number}</td><td>{unit}</td><td>{y}年政府信息公开工作年度报告</td><td><a href='{path}'>下载</a></td></tr>"
    s.page("/zwgk/nb.html", f"<table>{rows}</table>", "信息公开年报下载")
    s.least = 3 + len(s.truth)
    return s


@site
def framesets(web: TinyWeb) -> Site:
    """a frameset of the nineties in GBK, with breaks between its links and relative addresses that climb"""
    s = Site(web, "www.gushan-x.gov.cn", "鼓岭山县", encoding="gbk", level="county")
    s.put(
        "/",
        "<html><head><title>鼓岭山</title></head><frameset rows='90,*'><frame src='main/top.htm'><frame src='main/body.htm'></frameset></html>",
    )
    s.put(
        "/main/top.htm",
        "<html><body><a href='body.htm' target=b>首页</a> <a href='../gk/index.htm' target=b>政务公开</a></body></html>",
    )
    s.put("/main/body.htm", "<html><body><p>鼓岭山欢迎您</p></body></html>")
    s.put(
        "/gk/index.htm",
        "<html><body>政务公开<br><a href='zn.htm'>指南</a><br><a href='./nb/../nb/index.htm'>信息公开年报</a><br></body></html>",
    )
    s.put("/gk/zn.htm", "<html><body>指南</body></html>")
    links = ""
    for y in range(2009, 2019):
        path = f"/gk/nb/{y}/bg.htm"
        title = s.report(path, s.government, y, title=f"鼓岭山县人民政府{y}年度政府信息公开工作报告", layout="table")
        links += f'<a href="../../gk/nb/{y}/bg.htm"><font color=blue>{title}</font></a><br>\r\n'
    s.put("/gk/nb/index.htm", f"<html><body>{links}</body></html>")
    s.least = 5 + len(s.truth)
    return s


@site
def one_path_for_everything(web: TinyWeb) -> Site:
    """every page is the same path with a site number; session ids and moments stand in all links"""
    s = Site(web, "www.jiyue-s.gov.cn", "集悦县", level="county", start="/portal?siteId=12")
    calls = [0]

    def stamp(path: str) -> str:
        calls[0] += 1
        head, _, tail = path.partition("?")
        return (
            f"{head};jsessionid=A{calls[0]:06d}?{tail}&_t={calls[0]}" if tail else f"{head};jsessionid=A{calls[0]:06d}"
        )

    menu = ((1, "首页"), (2, "要闻"), (3, "政府信息公开"))
    rows = []
    for y in range(2023, 2012, -1):
        path = f"/portal?siteId=12&action=view&docId={y}"
        rows.append((path, s.report(path, s.government, y, serve=False), y))

    def portal(asked: Asked) -> str:
        given = query(asked)
        column, document = given.get("colId"), given.get("docId")
        top = "".join(f"<li><a href='{stamp(f'/portal?siteId=12&colId={n}')}'>{text}</a></li>" for n, text in menu)
        if given.get("siteId") != "12":
            return s.dressed("<p>其他站点</p>")
        if document and document.isdigit() and 2012 < int(document) < 2024:
            truth = next(t for t in s.truth if t.year == int(document))
            return s.dressed(
                f"<ul>{top}</ul>" + s.article(truth.agency, truth.year, truth.title, truth.published or ""), truth.title
            )
        if column == "3":
            left = items(
                (stamp("/portal?siteId=12&colId=31"), "指南"), (stamp("/portal?siteId=12&colId=35"), "年度报告")
            )
            return s.dressed(f"<ul>{top}</ul>{left}", "政府信息公开")
        if column == "35":
            number = int(given.get("pageNo", "1"))
            part = items(*[(stamp(path), title) for path, title, _ in rows[(number - 1) * 6 : number * 6]])
            more = f"<a href='{stamp('/portal?siteId=12&colId=35&pageNo=2')}'>后一页</a>" if number == 1 else ""
            return s.dressed(f"<ul>{top}</ul>{part}{more}", "年度报告")
        news = items(*[(stamp(f"/portal?siteId=12&action=view&docId=n{n}"), f"要闻{n}") for n in range(10)])
        return s.dressed(f"<ul>{top}</ul>{news}", "要闻")

    s.put("/portal", portal, any_query=True)

    class Sessions(dict):  # type: ignore[type-arg]
        """Pages whose path may carry a session id."""

        def get(self, target: str, default: object = None) -> object:
            parts = urlsplit(target)
            path = parts.path.split(";")[0]
            found = dict.get(self, path, None)
            return found if found is not None and path == "/portal" else dict.get(self, target, default)

    web.pages[s.host] = Sessions(web.pages[s.host])
    s.least = 2 + 2 + len(s.truth)
    return s


@site
def copies_of_the_site(web: TinyWeb) -> Site:
    """mobile, English, traditional, easy-reading and print copies of every page invite to read all again"""
    s = Site(web, "www.hongyan-x.gov.cn", "鸿雁县", domain="hongyan-x.gov.cn", level="county")
    s.noise(
        ("/xw/", "新闻"),
    )
    s.nav += [
        ("/zwgk/", "政务公开"),
        ("http://m.hongyan-x.gov.cn/", "手机版"),
        ("/en/", "English"),
        ("http://big5.hongyan-x.gov.cn/gate/big5/www.hongyan-x.gov.cn/", "繁體"),
        ("/wza/", "无障碍浏览"),
    ]
    s.page("/", "<p>鸿雁</p>")
    s.page(
        "/zwgk/",
        items(
            ("/zwgk/xxgknb/", "政府信息公开年报"),
        ),
        "政务公开",
    )
    rows = []
    for y in range(2017, 2024):
        path = f"/zwgk/xxgknb/{y}.html"
        copies = (
            f"/zwgk/xxgknb/{y}.html?print=1",
            f"http://m.hongyan-x.gov.cn/zwgk/xxgknb/{y}.html",
            f"/wza/zwgk/xxgknb/{y}.html",
        )
        title = s.report(path, s.government, y, also=copies)
        inner = s.article(s.government, y, title, s.truth[-1].published or "")
        s.page(
            path, inner + f"<a href='?print=1'>打印本页</a><a href='http://m.hongyan-x.gov.cn{path}'>手机看</a>", title
        )
        rows.append((path, title))
    s.page("/zwgk/xxgknb/", items(*rows), "政府信息公开年报")
    for base in ("http://m.hongyan-x.gov.cn", "/wza"):
        s.page(f"{base}/", items((f"{base}/zwgk/xxgknb/", "政府信息公开年报")))
        s.page(f"{base}/zwgk/xxgknb/", items(*[(f"{base}{path}", title) for path, title in rows]))
    s.page("/en/", items(("/en/a.html", "Annual report on government information disclosure 2023")))
    s.least = 3 + len(s.truth)
    return s


@site
def list_in_a_script_file(web: TinyWeb) -> Site:
    """the list is an array in a script file beside the page, and the dates stand in it"""
    s = Site(web, "www.tangchi-x.gov.cn", "汤池县", level="county")
    s.noise(
        ("/xw/", "新闻"),
    )
    s.nav += [("/zwgk/", "政务公开")]
    s.page("/", "<p>汤池</p>")
    s.page("/zwgk/", items(("/zwgk/gkzn.html", "公开指南"), ("/zwgk/gkbg.html", "公开报告")), "政务公开")
    s.page("/zwgk/gkzn.html", "<p>指南</p>")
    rows = []
    for y in range(2012, 2024):
        path = f"/zwgk/doc/{y}/d{y * 9}.html"
        rows.append([s.report(path, s.government, y), path, f"{y + 1}-01-20"])
    s.page(
        "/zwgk/gkbg.html",
        "<ul id='ul1'></ul><script src='/zwgk/js/gkbg_data.js'></script><script src='/js/render.js'></script><script>render(listData);</script>",
        "公开报告",
    )
    s.put(
        "/zwgk/js/gkbg_data.js",
        f"var listData = {json.dumps(rows, ensure_ascii=False)};",
        kind="application/javascript; charset=utf-8",
    )
    s.put(
        "/js/render.js",
        "function render(d){for(var i=0;i<d.length;i++){document.getElementById('ul1').innerHTML+='<li><a href=\"'+d[i][1]+'\">'+d[i][0]+'</a></li>';}}",
        kind="application/javascript",
    )
    s.least = 3 + 1 + len(s.truth)
    return s


@site
def two_organs_and_a_correction(web: TinyWeb) -> Site:
    """the government and its office publish nearly the same text, and one year comes again as a correction"""
    s = Site(web, "www.anlan-x.gov.cn", "安澜县", level="county")
    s.noise(
        ("/xw/", "新闻"),
    )
    s.nav += [("/xxgk/", "政府信息公开")]
    s.page("/", "<p>安澜</p>")
    s.page("/xxgk/", items(("/xxgk/nb/", "政府信息公开年报"), ("/xxgk/bm/", "部门信息公开")), "政府信息公开")
    own = [(f"/xxgk/nb/{y}.html", s.report(f"/xxgk/nb/{y}.html", s.government, y)) for y in range(2019, 2024)]
    again = "/xxgk/nb/2022gz.html"
    title = "安澜县人民政府2022年政府信息公开工作年度报告（更正版）"
    text = s.article(s.government, 2022, title, "2023-04-03").replace("办理建议提案", "共办理建议提案")
    s.page(again, text, title)
    s.truth.append(Truth(s.government, 2022, {s.url(again)}, title, "2023-04-03"))
    s.page("/xxgk/nb/", items(*own, (again, title)), "政府信息公开年报")
    s.page(
        "/xxgk/bm/",
        items(
            ("/xxgk/bm/zfb/", "县政府办公室"),
        ),
        "部门信息公开",
    )
    office = "安澜县人民政府办公室"
    listed = [(f"/xxgk/bm/zfb/{y}.html", s.report(f"/xxgk/bm/zfb/{y}.html", office, y)) for y in range(2021, 2024)]
    s.page(
        "/xxgk/bm/zfb/",
        items(
            ("/xxgk/bm/zfb/nb.html", "政府信息公开年报"),
        ),
        "办公室",
    )
    s.page("/xxgk/bm/zfb/nb.html", items(*listed), "政府信息公开年报")
    s.least = 3 + 1 + 1 + 2 + len(s.truth)
    return s


@site
def a_service_with_nested_json(web: TinyWeb) -> Site:
    """a Vue page gives its state as JSON in the HTML; texts of reports come from a service by number"""
    s = Site(web, "www.xinghe-q.gov.cn", "星河湾区", level="county")
    s.nav += [("/portal/news", "新闻"), ("/portal/open", "政务公开")]
    s.page(
        "/",
        '<div id=\'app\'></div><script>window.__INITIAL_STATE__={"menus":[{"name":"新闻","path":"/portal/news"},{"name":"政务公开","path":"/portal/open"}]};</script>',
    )
    s.page("/portal/news", "<p>新闻</p>")
    rows = []
    for y in range(2018, 2024):
        path = f"/portal/detail/{y * 11}"
        title = s.report(path, s.government, y, serve=False)
        date = s.truth[-1].published
        state = {
            "article": {
                "id": y * 11,
                "title": title,
                "publishDate": date,
                "content": html.escape(prose(s.government, y)),
            }
        }
        s.put(
            path,
            f"<html><head><meta charset=utf-8><title>{title}</title></head><body><div id='app'></div><script>window.__INITIAL_STATE__={json.dumps(state, ensure_ascii=False)};</script></body></html>",
        )
        rows.append({"id": y * 11, "title": title, "url": path, "publishDate": date})
    state = {"columns": [{"name": "政策", "list": []}, {"name": "政府信息公开年报", "list": rows}]}
    s.put(
        "/portal/open",
        f"<html><head><meta charset=utf-8><title>政务公开</title></head><body><div id='app'></div><script>window.__INITIAL_STATE__={json.dumps(state, ensure_ascii=False)};</script></body></html>",
    )
    s.least = 2 + len(s.truth)
    return s


@site
def busy_hours(web: TinyWeb) -> Site:
    """the server answers 429 with Retry-After now and then, and a year's page redirects to its new address"""
    s = Site(web, "www.mangshan-x.gov.cn", "忙山县", level="county")
    s.noise(
        ("/xw/", "新闻"),
    )
    s.nav += [("/xxgk/index.html", "政府信息公开")]
    s.page("/", "<p>忙山</p>")
    s.page(
        "/xxgk/index.html",
        items(
            ("/xxgk/zfxxgknb/index.html", "年报"),
        ),
        "政府信息公开",
    )
    rows = []
    for y in range(2018, 2024):
        path, new = f"/xxgk/zfxxgknb/{y}.html", f"/xxgk/n/{y}/bg.html"
        title = s.report(new, s.government, y, also=(path,))
        s.put(path, "", status=302, headers={"Location": new})
        rows.append((path, title))
    s.page("/xxgk/zfxxgknb/index.html", items(*rows), "年报")
    for y in (2019, 2022):
        page = web.pages[s.host][f"/xxgk/n/{y}/bg.html"]
        _busy_once(page)
    s.least = 3 + 2 * len(s.truth) + 2
    return s


def _busy_once(page: object) -> None:
    body, seen = page.body, []  # type: ignore[attr-defined]

    def wire(out, connection) -> None:  # type: ignore[no-untyped-def]
        seen.append(1)
        if len(seen) == 1:
            out.write(
                b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length: 4\r\nConnection: close\r\n\r\nslow"
            )
            return
        data = body.encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(data)}\r\nConnection: close\r\n\r\n"
        out.write(head.encode() + data)

    page.wire = wire  # type: ignore[attr-defined]


@site
def townships_below_a_county(web: TinyWeb) -> Site:
    """the county's column has pages of its own years, and 乡镇公开 leads to organs whose years hide in a tree of JSON"""
    s = Site(web, "www.lianhua-x.gov.cn", "莲塘县", level="county")
    s.noise(
        ("/xw/", "新闻"),
    )
    s.nav += [("/xxgk/", "信息公开"), ("/xxgk/xz/", "乡镇公开")]
    s.page("/", "<p>莲塘</p>")
    s.page(
        "/xxgk/",
        items(
            ("/xxgk/nb/", "信息公开年报"),
        ),
        "信息公开",
    )
    own = [(f"/xxgk/nb/{y}.shtml", s.report(f"/xxgk/nb/{y}.shtml", s.government, y)) for y in range(2016, 2024)]
    s.page("/xxgk/nb/", items(*own[4:]) + "<a href='list_2.shtml'>下一页</a>", "信息公开年报")
    s.page("/xxgk/nb/list_2.shtml", items(*own[:4]), "信息公开年报")
    towns = {"hj": "横江镇", "sx": "上栗乡"}
    s.page("/xxgk/xz/", items(*[(f"/xxgk/xz/{key}/", town) for key, town in towns.items()]), "乡镇公开")
    for key, town in towns.items():
        tree = [
            {"id": 1, "name": "机构", "url": f"/xxgk/xz/{key}/jg/"},
            {"id": 2, "name": "年度报告", "url": f"/xxgk/xz/{key}/nd/"},
        ]
        s.page(
            f"/xxgk/xz/{key}/",
            f"<div id='tree'></div><script>var zNodes = {json.dumps(tree, ensure_ascii=False)}; $.fn.zTree.init($('#tree'), {{}}, zNodes);</script>",
            town,
        )
        s.page(f"/xxgk/xz/{key}/jg/", "<p>机构</p>")
        listed = [
            (f"/xxgk/xz/{key}/nd/{y}.shtml", s.report(f"/xxgk/xz/{key}/nd/{y}.shtml", f"莲塘县{town}人民政府", y))
            for y in (2021, 2022, 2023)
        ]
        s.page(f"/xxgk/xz/{key}/nd/", items(*listed), town)
    s.least = 3 + 1 + 1 + 4 + len(s.truth)
    return s


@site
def reports_on_one_page(web: TinyWeb) -> Site:
    """the report is a Word file behind a viewer, whose address is a parameter of the viewer's"""
    s = Site(web, "www.shilin-q.gov.cn", "石笋县", level="county")
    s.noise(
        ("/xw/", "新闻"),
    )
    s.nav += [("/gkpt/", "信息公开平台")]
    s.page("/", "<p>石笋</p>")
    s.page(
        "/gkpt/",
        items(
            ("/gkpt/bg/", "政府信息公开工作报告"),
        ),
        "信息公开平台",
    )
    rows = []
    for y in range(2019, 2024):
        path, file = f"/gkpt/bg/{y}.html", f"/upload/{y}/bg{y}.docx"
        title = s.report(
            path, s.government, y, also=(file, f"/viewer/web/viewer.html?file={file}"), serve=False, published=False
        )
        s.page(
            path,
            f"<h1>{title}</h1><iframe src='/viewer/web/viewer.html?file={file}' width='100%' height='900'></iframe>",
            title,
        )
        s.put(
            f"/viewer/web/viewer.html?file={file}",
            "<html><body><div id='viewer'></div><script src='viewer.js'></script></body></html>",
        )
        s.put(file, docx(s.government, y, title), kind="application/octet-stream")
        rows.append((path, title))
    s.page("/gkpt/bg/", items(*rows), "政府信息公开工作报告")
    s.least = 3 + 2 * len(s.truth)
    return s


def write(web: TinyWeb) -> dict[str, list[Site]]:
    """All of them, served."""
    return {sentence: make(web) for sentence, make in SITES.items()}
