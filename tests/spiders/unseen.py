"""Small government sites of many shapes, written for the tests of the crawl: two or three pages deep, no two alike."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.spiders.web import Asked, TinyWeb, links, report_page

PLACES = ["丰润区", "唐县", "广阳区", "陵川县", "蒲县", "达拉特旗", "盖州市", "东风区", "亭湖区", "平阳县", "休宁县", "海沧区", "漳平市", "寻乌县", "平阴县", "汶上县", "单县", "鹤山区", "新野县", "阳新县", "浠水县", "常宁市", "新田县", "金湾区", "紫金县", "全州县", "天峨县", "长寿区", "合江县", "青神县", "东川区", "凤庆县", "兴平市", "洛南县", "甘德县", "奇台县", "昭苏县", "台山市", "开平市", "恩平市", "桐乡市", "定西市", "舒城县", "抚远市", "惠来县", "海盐县", "嘉善县", "霍山县", "金寨县", "南皮县", "献县", "吴桥县"]


@dataclass
class Mini:
    """One site while it is written, and what a perfect crawl of it does."""

    web: TinyWeb
    key: str
    place: str
    truth: set[str] = field(default_factory=set)
    """Addresses of the reports."""
    least: int = 0
    """Requests of the shortest crawl that finds them: the pages on the way, counted by hand, and the reports."""
    spare: int = 3
    """Requests beyond that, where a crawl that does not know the site has to look around."""
    options: dict[str, str] = field(default_factory=dict)
    """Further cells of its row in the site list."""
    status: str = "ok"

    @property
    def host(self) -> str:
        return f"www.{self.key}.gov.test"

    @property
    def name(self) -> str:
        return f"{self.place}人民政府"

    def url(self, path: str) -> str:
        return path if path.startswith("http") else f"http://{self.host}{path}"

    def add(self, path: str, body: Any = "", **more: Any) -> None:
        self.web.add(self.url(path), body, **more)

    def home(self, *menu: tuple[str, str]) -> None:
        """A home page with this menu and thirty pieces of news."""
        news = [(f"/xwzx/{number}.html", f"我县召开第{number}次工作推进会议") for number in range(30)]
        self.add("/", links(*menu, *news, title=self.name))

    def report(self, path: str, year: int, agency: str = "", **more: Any) -> str:
        """A report; gives its title."""
        agency = agency or self.name
        self.add(path, report_page(agency, year), **more)
        self.truth.add(self.url(path))
        return f"{agency}{year}年政府信息公开工作年度报告"

    def reports(self, pattern: str, years: Iterable[int], **more: Any) -> list[tuple[str, str]]:
        """Reports at `pattern` with the year in it; address and title of each, newest first."""
        found = [(pattern.format(year), self.report(pattern.format(year), year, **more)) for year in years]
        return found[::-1]


Writer = Callable[[Mini], int]
SHAPES: dict[str, Writer] = {}
"""Sentence on the site, and the function that writes it and gives the number of pages on the shortest way."""


def shape(sentence: str) -> Callable[[Writer], Writer]:
    def register(writer: Writer) -> Writer:
        SHAPES[sentence] = writer
        return writer

    return register


def page(title: str, *parts: str, head: str = "") -> str:
    """A page of raw markup."""
    return f"<html><head><title>{title}</title>{head}</head><body>{''.join(parts)}</body></html>"


def query(asked: Asked, name: str, default: str = "1") -> str:
    """A parameter of the address or of the form."""
    values = parse_qs(urlsplit(asked.target).query) | parse_qs(asked.body.decode("utf-8", "replace"))
    return values.get(name, [default])[0]


def cut(items: list[Any], number: int, size: int = 4) -> list[Any]:
    return items[(number - 1) * size : number * size]


YEARS = range(2014, 2024)
FEW = range(2020, 2024)


# Ways to the column

@shape("the home page is a frameset")
def frameset(site: Mini) -> int:
    site.add("/", "<html><head><title>x</title></head><frameset rows='90,*'><frame src='top.html'><frame src='main.html'></frameset></html>")
    site.add("/top.html", page("", "<a target=main href='gk/'>信息公开</a>"))
    site.add("/main.html", links(*((f"/news/{n}.html", f"新闻{n}") for n in range(20))))
    site.add("/gk/", links(("nb/index.html", "年报"), ("zn.html", "指南")))
    site.add("/gk/nb/index.html", links(*site.reports("/gk/nb/{}.htm", FEW)))
    return 4


@shape("the home page refreshes to a portal whose menu is handlers")
def handlers(site: Mini) -> int:
    site.add("/", "<html><head><meta http-equiv='refresh' content='0;url=/portal/index.html'></head></html>")
    site.add("/portal/index.html", page("", "<a href='#' onclick=\"window.location.href='/portal/xxgk.html'\">政府信息公开</a>", links(*((f"/news/{n}.html", f"新闻{n}") for n in range(20)))))
    site.add("/portal/xxgk.html", page("政府信息公开", "<div onclick=\"openCol('x')\"></div><a href=\"javascript:window.open('/portal/nb.html')\">政府信息公开工作年度报告</a>"))
    rows = (f"<tr><td onclick=\"javascript:location='{url}'\"><a href='javascript:void(0)' onclick=\"window.open('{url}')\">{text}</a></td></tr>" for url, text in site.reports("/portal/d{}.html", FEW))
    site.add("/portal/nb.html", page("年报", "<table>", *rows, "</table>"))
    return 4


@shape("list items are boxes with a handler and no anchor")
def boxes(site: Mini) -> int:
    site.home(("/xxgk/", "政务公开"))
    site.add("/xxgk/", page("政务公开", "<div class=item onclick=\"toUrl('/xxgk/gknb/')\">公开年报</div><div class=item onclick=\"toUrl('/xxgk/zn/')\">公开指南</div>"))
    rows = (f"<div class=row onclick=\"goDetail('{url}')\"><span>{text}</span><em>{2024 - n}-01-15</em></div>" for n, (url, text) in enumerate(site.reports("/xxgk/gknb/{}.html", FEW)))
    site.add("/xxgk/gknb/", page("公开年报", *rows))
    return 3


@shape("the menu is pictures and the column is years in folders")
def pictures(site: Mini) -> int:
    site.add("/", page("", "<a href='/zfxxgk/'><img src=a.png alt='政府信息公开'></a>", links(*((f"/news/{n}.html", f"新闻{n}") for n in range(20)))))
    site.add("/zfxxgk/", page("x", "<a href='/zfxxgk/zfxxgknb/'><img src=b.png title='政府信息公开年报'></a>"))
    site.add("/zfxxgk/zfxxgknb/", page("年报", *(f"<a href='/zfxxgk/zfxxgknb/{year}/'>{year}</a> " for year in FEW)))
    for year in FEW:
        site.report(f"/zfxxgk/zfxxgknb/{year}/a.html", year)
        site.add(f"/zfxxgk/zfxxgknb/{year}/", page(str(year), "<ul><li><a href='a.html'>政府信息公开年度报告</a></li></ul>"))
    return 3 + len(FEW)


@shape("the years are options of a select box with relative addresses")
def options(site: Mini) -> int:
    site.home(("/gk/", "信息公开"))
    site.add("/gk/", links(("nb/", "政府信息公开年度报告")))
    rows = (f"<option value='{url.rpartition('/')[2]}'>{text[-20:-16]}年</option>" for url, text in site.reports("/gk/nb/{}.htm", FEW))
    site.add("/gk/nb/", page("政府信息公开年度报告", "<select onchange='location=this.value'><option value=''>请选择</option>", *[r.replace(r[r.index('>') + 1 : r.index('年<')], r.split("'")[1][:4]) for r in rows], "</select>"))
    return 3


@shape("anchors of the column are bare years")
def bare_years(site: Mini) -> int:
    site.home(("/zwgk/", "政务公开"))
    site.add("/zwgk/", links(("/zwgk/nb/", "政务公开年报"), ("/zwgk/jh/", "工作计划")))
    items = [(url, f"{url[-9:-5]}年") for url, _ in site.reports("/zwgk/nb/c{}.html", FEW)]
    site.add("/zwgk/nb/", links(*items, title="政务公开年报"))
    return 3


@shape("link texts say only 详情, the titles stand beside")
def details(site: Mini) -> int:
    site.home(("/xxgk/", "政府信息公开"))
    site.add("/xxgk/", links(("/xxgk/nb/", "信息公开年度报告")))
    rows = (f"<tr><td>{n}</td><td>{text}</td><td>2024-01-10</td><td><a href='{url}'>点击查看</a></td></tr>" for n, (url, text) in enumerate(site.reports("/xxgk/nb/show-{}.html", FEW)))
    site.add("/xxgk/nb/", page("信息公开年度报告", "<table><tr><th>序号</th><th>标题</th><th>日期</th><th>操作</th></tr>", *rows, "</table>"))
    return 3


@shape("titles are cut off by an ellipsis and whole in the title attribute")
def ellipsis(site: Mini) -> int:
    site.home(("/xxgk/", "信息公开"))
    site.add("/xxgk/", links(("/xxgk/nb/", "公开年报")))
    rows = (f"<dd><span>[2024-01-10]</span><a href='{url}' title='{text}'>{text[:9]}...</a></dd>" for url, text in site.reports("/xxgk/nb/{}.html", FEW))
    site.add("/xxgk/nb/", page("公开年报", "<dl>", *rows, "</dl>"))
    return 3


@shape("the list is GBK and says nothing of it; links are relative to a base")
def gbk(site: Mini) -> int:
    site.home(("/old/xxgk.htm", "政府信息公开"))
    site.add("/old/xxgk.htm", page("政府信息公开", "<a href='sub/list.htm'>年度报告</a>", head="<base href='/old/deep/'>").encode("gbk"), kind="text/html")
    rows = (f"<p>·<a href='../{url.rpartition('/')[2]}'>{text}</a></p>" for url, text in site.reports("/old/deep/{}.htm", FEW))
    site.add("/old/deep/sub/list.htm", page("年度报告", *rows).encode("gbk"), kind="text/html")
    return 3


@shape("every link carries a session, some https or without www")
def sessions(site: Mini) -> int:
    site.add("/", links(("/xxgk/;jsessionid=A1B2C3", "政府信息公开"), ("/xxgk/;jsessionid=D4", "信息公开")))
    site.add("/xxgk/", links(("/xxgk/nb.jsp;jsessionid=E5F6", "信息公开年报"), (f"http://{site.key}.gov.test/xxgk/nb.jsp", "信息公开年报")))
    items = [(f"{url};jsessionid=77{n}", text) for n, (url, text) in enumerate(site.reports("/xxgk/nb{}.jsp", FEW))]
    site.add("/xxgk/nb.jsp", links(*items, *((f"{url.split(';')[0]}?_t=170000000000{n}", text) for n, (url, text) in enumerate(items))))
    return 3


@shape("everything lies below one path prefix and the column stands in a frame")
def prefixed(site: Mini) -> int:
    site.add("/", "", status=302, headers={"Location": "/tsxrmzf/index.shtml"})
    site.add("/tsxrmzf/index.shtml", links(("/tsxrmzf/c1/list.shtml", "新闻"), ("/tsxrmzf/c2/index.shtml", "信息公开")))
    site.add("/tsxrmzf/c2/index.shtml", links(("/tsxrmzf/c3/index.shtml", "法定主动公开内容"), ("/tsxrmzf/c4/index.shtml", "政府信息公开年报")))
    site.add("/tsxrmzf/c4/index.shtml", page("政府信息公开年报", "<div>当前位置：首页 > 政府信息公开年报</div><iframe src='/tsxrmzf/c4/inner.html' width='100%' height='900'></iframe>"))
    site.add("/tsxrmzf/c4/inner.html", links(*site.reports("/tsxrmzf/c4/{}/a.shtml", FEW)))
    return 5


@shape("the report column is on a sub-domain")
def subdomain(site: Mini) -> int:
    site.options["domain"] = f"{site.key}.gov.test"
    base = f"http://zfxxgk.{site.key}.gov.test"
    site.home((f"{base}/", "政府信息公开平台"), ("http://www.elsewhere.gov.test/", "省政府信息公开"))
    site.add(f"{base}/", links((f"{base}/zfxxgknb/", "政府信息公开年报")))
    site.add(f"{base}/zfxxgknb/", links(*((url, text) for url, text in site.reports(base + "/zfxxgknb/{}.html", FEW))))
    return 3


@shape("the list names the disclosure portal, which the home page hides")
def disclosure(site: Mini) -> int:
    site.options["disclosure_url"] = f"http://xxgk.{site.key}.gov.test/index.html"
    base = f"http://xxgk.{site.key}.gov.test"
    site.home(("/fw/", "办事服务"))
    site.add(f"{base}/index.html", links((f"{base}/nb/", "年报")))
    site.add(f"{base}/nb/", links(*site.reports(base + "/nb/{}.html", FEW)))
    return 2


@shape("three thousand pieces of news surround one deep column")
def haystack(site: Mini) -> int:
    lists = [(f"/news/list{number}.html", f"{name}动态") for number, name in enumerate(("部门", "乡镇", "政务", "公示"))]
    site.home(*lists, ("/open/", "政务公开"), ("/map/", "网站地图"))
    for number in range(4):
        for at in range(1, 30):
            items = [(f"/news/{number}/{at}/{n}.html", f"{name}政府信息公开培训会召开" if n == 3 else f"{name}开展活动") for n, name in enumerate(PLACES[:25])]
            site.add(f"/news/list{number}{'' if at == 1 else f'_{at}'}.html", links(*items, (f"/news/list{number}_{at + 1}.html", "下一页")))
    site.add("/open/", links(("/open/gk/", "法定主动公开内容"), ("/open/zn/", "政府信息公开指南"), ("/open/zd/", "政府信息公开制度")))
    site.add("/open/gk/", links(*((f"/open/gk/{n}/", name) for n, name in enumerate(("机构职能", "规划计划", "财政信息", "行政许可", "年度报告", "应急管理")))))
    site.add("/open/gk/4/", links(*site.reports("/open/gk/4/{}.html", FEW)))
    return 4


@shape("other yearly papers stand side by side with the reports")
def lookalikes(site: Mini) -> int:
    site.home(("/gk/", "政府信息公开"))
    site.add("/gk/", links(("/gk/fz/", "法治政府建设年度报告"), ("/gk/wz/", "政府网站工作年度报表"), ("/gk/js/", "财政决算"), ("/gk/nb/", "政府信息公开工作年度报告")))
    for slug, paper in (("fz", "法治政府建设年度报告"), ("wz", "政府网站工作年度报表"), ("js", "部门决算")):
        site.add(f"/gk/{slug}/", links(*((f"/gk/{slug}/{year}.html", f"{site.name}{year}年{paper}") for year in YEARS)))
    found = site.reports("/gk/nb/{}.html", FEW)
    other = [(f"/gk/fz/{year}.html", f"{site.name}{year}年{paper}") for year in FEW for paper in ("法治政府建设年度报告", "政府网站工作年度报表")]
    site.add("/gk/nb/", links(*other, *found))
    return 3


# Paging

@shape("a next page without end answers empty lists")
def endless(site: Mini) -> int:
    site.home(("/zwgk.html", "政务公开"))
    site.add("/zwgk.html", links(("/c/9", "机构职能"), ("/c/12", "公开年报"), ("/bm.html", "部门信息公开")))
    items = site.reports("/a/{}77.html", YEARS)
    site.add("/c/12", lambda asked: page("公开年报", links(*cut(items, int(query(asked, "page")))), f"<a href='/c/12?page={int(query(asked, 'page')) + 1}'>下一页</a>"), any_query=True)
    site.add("/bm.html", links(("/bm/jyj/", "县教育局"), ("/bm/czj/", "县财政局")))
    site.add("/bm/czj/", links(("zn.html", "公开指南")))
    site.add("/bm/jyj/", links(("/bm/jyj/nb.html", "年度报告")))
    site.report("/bm/jyj/22.html", 2022, f"{site.place}教育局")
    site.add("/bm/jyj/nb.html", page("年度报告", "<ul><li><a href='22.html'>2022年度</a> 2023-01-20</li></ul>"))
    return 2 + 4 + 1 + 3


@shape("a next page without end answers the last page again")
def repeating(site: Mini) -> int:
    site.home(("/gk.php?id=1", "信息公开"))
    site.add("/gk.php?id=1", links(("/list.php?cid=7", "年度报告")))
    items = site.reports("/show.php?id={}", YEARS)
    site.add("/list.php", lambda asked: page("年度报告", links(*cut(items, min(3, int(query(asked, "p"))))), f"<a href='/list.php?cid=7&p={int(query(asked, 'p')) + 1}'>下一页</a> {asked.target}"), any_query=True)
    return 2 + 4


def static_pages(site: Mini, call: str, name: Callable[[int], str], column: str = "/xxgk/nb/", first: str = "") -> int:
    """A column of static pages with a pager that a script writes."""
    site.home(("/xxgk/", "政府信息公开"))
    site.add("/xxgk/", links((column + first, "政府信息公开年报")))
    items = site.reports("/xxgk/a/{}.html", YEARS)
    for number in range(1, 4):
        body = page("政府信息公开年报", links(*cut(items, number)), call.format(total=3, zero=number - 1, one=number))
        site.add(column + (first if number == 1 else name(number)), body)
    return 2 + 3


@shape("createPageHTML counts from nothing")
def create_zero(site: Mini) -> int:
    return static_pages(site, "<script>createPageHTML({total}, {zero}, 'index', 'html');</script>", lambda n: f"index_{n - 1}.html")


@shape("createPageHTML names a box first and the rows last")
def create_box(site: Mini) -> int:
    return static_pages(site, "<script>createPageHTML('page_div',{total}, {one},'nb_list','shtml',10);</script>", lambda n: f"nb_list_{n}.shtml", first="nb_list.shtml")


@shape("createPageHTML has the rows second and variables around")
def create_rows(site: Mini) -> int:
    return static_pages(site, "<script>var c={zero};createPageHTML({total},{zero},\"index\",\"htm\",\"10\");</script>", lambda n: f"index_{n - 1}.htm")


@shape("pages count by a suffix behind the number of the column")
def suffixes(site: Mini) -> int:
    return static_pages(site, "<a href='/channels/21_2.html'>2</a><a href='/channels/21_3.html'>3</a>", lambda n: f"21_{n}.html", "/channels/", "21.html")


@shape("pages lie in a folder and count down")
def countdown(site: Mini) -> int:
    site.home(("/xxgk/", "政府信息公开"))
    site.add("/xxgk/", links(("/xxgk/nb.htm", "政府信息公开年报")))
    items = site.reports("/info/1/{}.htm", YEARS)
    for number, (path, following) in enumerate((("/xxgk/nb.htm", "nb/2.htm"), ("/xxgk/nb/2.htm", "1.htm"), ("/xxgk/nb/1.htm", "")), 1):
        pager = f"<a href='{following}'>下页</a>" if following else ""
        site.add(path, page("政府信息公开年报", links(*cut(items, number)), pager))
    return 2 + 3


@shape("pages are folders named page/2/")
def page_folders(site: Mini) -> int:
    return static_pages(site, "<a class=next href='/xxgk/nb/page/{one}x/'>&raquo;</a><a href='/xxgk/nb/page/2/'>2</a><a href='/xxgk/nb/page/3/'>3</a>", lambda n: f"page/{n}/")


@shape("the pager is a script call over a form")
def go_page(site: Mini) -> int:
    site.home(("/xxgk/", "政府信息公开"))
    site.add("/xxgk/", links(("/xxgk/list.do?id=8", "政府信息公开年报")))
    items = site.reports("/xxgk/{}.html", YEARS)

    def answer(asked: Asked) -> str:
        number = int(query(asked, "pageNo"))
        form = f"<form id=f name=f method=post action='/xxgk/list.do'><input type=hidden name=id value=8><input type=hidden name=pageNo value={number}></form>"
        return page("政府信息公开年报", links(*cut(items, number)), form, f"<a href='javascript:goPage({min(3, number + 1)})'>下一页</a><a href='javascript:goPage(3)'>尾页</a><script>function goPage(n){{document.f.pageNo.value=n;document.f.submit()}}</script>")

    site.add("/xxgk/list.do", answer, any_query=True)
    return 2 + 3


@shape("the pager is a script call that sets a parameter of the address")
def go_address(site: Mini) -> int:
    site.home(("/xxgk/", "政府信息公开"))
    site.add("/xxgk/", links(("/xxgk/list.asp?cid=8", "政府信息公开年报")))
    items = site.reports("/xxgk/{}.html", YEARS)
    site.add("/xxgk/list.asp", lambda asked: page("政府信息公开年报", links(*cut(items, int(query(asked, "page")))), "<a href='javascript:turn(2)'>2</a><a href='javascript:turn(3)'>3</a><script>function turn(n){location.href='list.asp?cid=8&page='+n;}</script>"), any_query=True)
    return 2 + 3


# Lists by scripts

@shape("the list is an array in the page's script")
def script_array(site: Mini) -> int:
    site.home(("/xxgk/", "政府信息公开"))
    site.add("/xxgk/", links(("/xxgk/ndbg/", "政府信息公开年度报告")))
    rows = [{"title": text, "url": url, "date": "2023-01-20"} for url, text in site.reports("/xxgk/content/{}9.html", FEW)]
    site.add("/xxgk/ndbg/", page("年度报告", "<div id=list></div><script>var listData=", json.dumps(rows, ensure_ascii=False), ";for(var i=0;i<listData.length;i++){document.getElementById('list').innerHTML+='<a href='+listData[i].url+'>'+listData[i].title+'</a>'}</script>"))
    return 3


@shape("the list is written with unquoted keys")
def script_loose(site: Mini) -> int:
    site.home(("/xxgk/", "政府信息公开"))
    site.add("/xxgk/", links(("/xxgk/ndbg/", "政府信息公开年度报告")))
    rows = ",".join(f"{{id:{n}, title:'{text}', linkurl:'{url}', pubDate:'2023-01-20'}}" for n, (url, text) in enumerate(site.reports("/xxgk/content/{}9.html", FEW)))
    site.add("/xxgk/ndbg/", page("年度报告", f"<div id=list></div><script>var data = [{rows}]; render(data);</script>"))
    return 3


@shape("the list comes from a service that the script names")
def service(site: Mini) -> int:
    site.home(("/xxgk/", "政府信息公开"))
    site.add("/xxgk/", links(("/xxgk/ndbg.html", "政府信息公开年度报告")))
    items = site.reports("/xxgk/detail/{}.html", YEARS)
    site.add("/xxgk/ndbg.html", page("政府信息公开年度报告", "<div id=app></div><script>var api='/api/list?channelId=77&pageNo=1&pageSize=4'; $.getJSON(api, function(d){render(d.rows)})</script>"))
    site.add("/api/list", lambda asked: json.dumps({"total": 10, "rows": [{"title": text, "url": url} for url, text in cut(items, int(query(asked, "pageNo")))]}), any_query=True, kind="application/json")
    return 3 + 3


@shape("the list comes from a service whose address is put together")
def glued(site: Mini) -> int:
    site.home(("/xxgk/", "政府信息公开"))
    site.add("/xxgk/", links(("/xxgk/ndbg.html", "政府信息公开年度报告")))
    items = site.reports("/xxgk/detail/{}.html", YEARS)
    site.add("/xxgk/ndbg.html", page("政府信息公开年度报告", "<div id=app></div><script>var channelId = '77', pageNo = 1; $.ajax({url: '/api/list?channelId=' + channelId + '&pageNo=' + pageNo, type: 'GET', success: function(d){}});</script>"))
    site.add("/api/list", lambda asked: json.dumps({"rows": [{"title": text, "url": url} for url, text in cut(items, int(query(asked, "pageNo"))) if query(asked, "channelId") == "77"]}), any_query=True, kind="application/json")
    return 3 + 3


@shape("jpaas builds the list of a unit")
def jpaas(site: Mini) -> int:
    site.home(("/col/col1/index.html", "政府信息公开"))
    site.add("/col/col1/index.html", links(("/col/col2/index.html", "政府信息公开年报")))
    items = site.reports("/art/{}/art_ab.html", YEARS)
    script = """<div class=page-content id=x></div><script url="/api-gateway/jpaas-publish-server/front/page/build/unit" querydata="{'parseType':'buildstatic','webId':'8','tplSetId':'abc','pageType':'column','tagId':'当前栏目list','editType':'null','pageId':'222'}" src="/common/build.js"></script>"""
    site.add("/col/col2/index.html", page("政府信息公开年报", script))

    def answer(asked: Asked) -> str:
        number = int(json.loads(query(asked, "paramJson", "{}") or "{}").get("pageNo", 1))
        if query(asked, "pageId", "") != "222" or query(asked, "tplSetId", "") != "abc":
            return json.dumps({"success": False})
        rows = "".join(f"<li><a href='{url}'>{text}</a><span>2023-01-01</span></li>" for url, text in cut(items, number))
        return json.dumps({"success": True, "data": {"html": f"<ul>{rows}</ul><div class='pagination' count='10' pagesize='4' current='{number}'></div>"}})

    site.add("/api-gateway/jpaas-publish-server/front/page/build/unit", answer, any_query=True, kind="application/json")
    return 3 + 3


@shape("TRS in Fujian asks its search for the column")
def fujian(site: Mini) -> int:
    site.home(("/zwgk/", "政府信息公开"))
    site.add("/zwgk/", links(("/zwgk/gknb/", "政府信息公开年度报告")))
    items = site.reports("/zwgk/gknb/202301/t20230119_{}.htm", YEARS)
    head = "<meta name='SiteId' content='9'><meta name='ChnlId' content='3344'>"
    body = "<script>var SiteInfo = { siteId: '9', searchId: '200210' };</script><ul>" + "".join(f"<li><a href='{url}' title='{text}'>{text}</a></li>" for url, text in cut(items, 1)) + "</ul><div ms-controller='list'><li ms-repeat='docs'><a ms-href='{{el.url}}'>{{el.title}}</a></li></div><script>var recordCount = '10';</script>"
    site.add("/zwgk/gknb/", page("政府信息公开年度报告", body, head=head))

    def answer(asked: Asked) -> str:
        if query(asked, "channelid", "") != "200210" or query(asked, "classsql", "") != "chnlid=3344":
            return json.dumps({"docs": []})
        number, size = int(query(asked, "page")), int(query(asked, "prepage", "15"))
        rows = [{"doctitle": text, "chnldocurl": site.url(url), "docreltime": "2023-01-19"} for url, text in cut(items, number, size)]
        return json.dumps({"pageCount": -(-10 // size), "docs": rows}, ensure_ascii=False)

    site.add("/fjdzapp/search", answer, kind="application/json")
    return 3 + 1


# Units

@shape("departments and townships have columns of their own")
def units(site: Mini) -> int:
    site.home(("/zwgk/", "政务公开"))
    site.add("/zwgk/", links(("/zwgk/nb/", "政府信息公开年报"), ("/zwgk/bm/", "部门（单位）信息公开目录"), ("/zwgk/xz/", "镇（街道）信息公开目录")))
    site.add("/zwgk/nb/", links(*site.reports("/zwgk/nb/{}.html", FEW)))
    pages = 5
    for folder, names in (("bm", ("民政局", "司法局", "水利局")), ("xz", ("城关镇", "东山街道办事处"))):
        site.add(f"/zwgk/{folder}/", page("", "<table><tr>", *(f"<td><a href='/zwgk/{folder}/{n}/'>{name}</a></td>" for n, name in enumerate(names)), "</tr></table>"))
        for n, name in enumerate(names):
            base = f"/zwgk/{folder}/{n}/"
            site.add(base, links((f"{base}jg/", "机构职能"), (f"{base}nb/", "信息公开年报")))
            agency = site.place + (name if folder == "bm" or name.endswith("办事处") else f"{name}人民政府")
            site.report(f"{base}nb/1.html", 2022, agency)
            site.add(f"{base}nb/", page("信息公开年报", f"<li><a href='{base}nb/1.html'>{name}政府信息公开年度报告</a> 2023-01-11</li>"))
            pages += 2
    return pages


@shape("a unit's year stands in the address alone")
def address_years(site: Mini) -> int:
    site.home(("/zwgk/", "政务公开"))
    site.add("/zwgk/", links(("/zwgk/bmnb/", "部门年报"), ("/zwgk/zc/", "政策文件")))
    for year in FEW:
        site.report(f"/zwgk/bmnb/{year}/mzj.html", year, f"{site.place}民政局")
    site.add("/zwgk/bmnb/", links(*((f"/zwgk/bmnb/{year}/mzj.html", "县民政局信息公开年报") for year in FEW)))
    return 3


@shape("the column lists units, each of them its years")
def unit_years(site: Mini) -> int:
    site.home(("/xxgk/", "信息公开"))
    site.add("/xxgk/", links(("/xxgk/nb/", "信息公开年报")))
    names = ("县政府办公室", "发展和改革局", "教育局")
    site.add("/xxgk/nb/", links(*((f"/xxgk/nb/{n}.html", name) for n, name in enumerate(names)), title="信息公开年报"))
    for n, name in enumerate(names):
        agency = site.place + name.removeprefix("县")
        for year in FEW:
            site.report(f"/xxgk/nb/{n}/{year}.html", year, agency)
        site.add(f"/xxgk/nb/{n}.html", links(*((f"/xxgk/nb/{n}/{year}.html", f"{year}年度报告") for year in FEW), title=name))
    return 3 + 3


@shape("a tree of the portal is a list of nodes in a script")
def tree(site: Mini) -> int:
    site.home(("/xxgk/", "政府信息公开"))
    nodes = [{"id": 1, "pId": 0, "name": "政策", "url": "/xxgk/zc/"}, {"id": 2, "pId": 0, "name": "政府信息公开年报", "url": "/xxgk/nb/"}]
    site.add("/xxgk/", page("政府信息公开", "<ul id=tree class=ztree></ul><script>var zNodes =", json.dumps(nodes, ensure_ascii=False), "; $.fn.zTree.init($('#tree'), {}, zNodes);</script>"))
    site.add("/xxgk/nb/", links(*site.reports("/xxgk/nb/{}.html", FEW)))
    return 3


@shape("reports are files linked from the list")
def files(site: Mini) -> int:
    site.home(("/xxgk/", "信息公开"))
    site.add("/xxgk/", links(("/xxgk/nb/", "政府信息公开年报")))
    for year in FEW:
        site.add(f"/files/{year}/a{year}.html.doc", report_page(site.name, year), kind="application/msword")
        site.truth.add(site.url(f"/files/{year}/a{year}.html.doc"))
    site.add("/xxgk/nb/", links(*((f"/files/{year}/a{year}.html.doc", f"{site.name}{year}年政府信息公开工作年度报告") for year in FEW)))
    return 3


@shape("the column is one page that holds links in running text")
def rich_text(site: Mini) -> int:
    site.home(("/xxgk.html", "信息公开"))
    site.add("/xxgk.html", page("信息公开", "<p>本机关公开<a href='/zn.html'>指南</a>、<a href='/ml.html'>目录</a>，并按年编制<a href='/nb.html'>年度报告</a>。</p>"))
    site.add("/nb.html", page("年度报告", "<p>历年报告：", "、".join(f"<a href='{url}'>{url[-9:-5]}年度</a>" for url, _ in site.reports("/nb/{}.html", FEW)), "</p>"))
    return 3


@shape("the home page hides the portal behind an image map")
def image_map(site: Mini) -> int:
    site.add("/", page("", "<map><area href='/xxgk/' alt='政府信息公开' title='政府信息公开'></map>", links(*((f"/xwzx/{n}.html", f"新闻{n}") for n in range(9)))))
    site.add("/xxgk/", links(("/xxgk/nb/", "年度报告")))
    site.add("/xxgk/nb/", links(*site.reports("/xxgk/nb/{}.html", FEW)))
    return 3


# More ways

@shape("the portal shows boxes whose 更多 leads to the column")
def more_box(site: Mini) -> int:
    site.home(("/open/", "信息公开"))
    boxes = (f"<div class=box><div class=hd><h3>{name}</h3><a href='/open/{slug}/'>更多&gt;&gt;</a></div><ul><li><a href='/open/{slug}/0.html'>关于{name}的事项</a></li></ul></div>" for slug, name in (("zc", "政策文件"), ("gk", "财政预决算"), ("nb", "政府信息公开年度报告"), ("zn", "公开指南")))
    site.add("/open/", page("信息公开", *boxes))
    site.add("/open/nb/0.html", page("关于年报的说明", "<p>年报每年一月公布。</p>"))
    site.add("/open/nb/", links(*site.reports("/open/nb/{}.html", FEW), title="年度报告"))
    return 3 + 1


@shape("the portal is two frames, a tree and a page")
def two_frames(site: Mini) -> int:
    site.home(("/xxgk/index.html", "政府信息公开"))
    site.add("/xxgk/index.html", page("政府信息公开", "<iframe name=tree src='/xxgk/leftTree.html' width=220 height=700></iframe><iframe name=right src='/xxgk/zn.html' width=800 height=700></iframe>"))
    site.add("/xxgk/leftTree.html", page("", *(f"<div class=node><a target=right href='/xxgk/{slug}.html'>{name}</a></div>" for slug, name in (("jg", "机构职能"), ("nb", "年度报告"), ("zc", "政策文件")))))
    site.add("/xxgk/zn.html", page("指南", "<p>为了便于公民获取信息，编制本指南。</p>"))
    site.add("/xxgk/nb.html", links(*site.reports("/xxgk/nb/{}.html", FEW)))
    return 4


@shape("each year's page lists units by their bare names")
def year_units(site: Mini) -> int:
    site.home(("/xxgk/", "政务公开"))
    site.add("/xxgk/", links(("/xxgk/nb/", "信息公开年报")))
    site.add("/xxgk/nb/", links(*((f"/xxgk/nb/{year}/", f"{year}年度") for year in FEW), title="信息公开年报"))
    for year in FEW:
        units = [(f"/xxgk/nb/{year}/{n}.html", name) for n, name in enumerate(("教育局", "民政局", "财政局"))]
        for url, name in units:
            site.report(url, year, site.place + name)
        site.add(f"/xxgk/nb/{year}/", links(*units, title=f"{year}年度"))
    return 3 + len(FEW)


@shape("units are options of a select box")
def unit_options(site: Mini) -> int:
    site.home(("/xxgk/", "政府信息公开"))
    units = (("jyj", "教育局"), ("mzj", "民政局"))
    site.add("/xxgk/", page("政府信息公开", "<select onchange='window.open(this.options[this.selectedIndex].value)'><option>部门信息公开</option>", *(f"<option value='/{slug}/xxgk/'>{name}</option>" for slug, name in units), "</select>"))
    for slug, name in units:
        site.add(f"/{slug}/xxgk/", links((f"/{slug}/nb/", "政府信息公开年报"), (f"/{slug}/jg/", "机构概况")))
        found = site.reports("/" + slug + "/nb/{}.html", FEW, agency=site.place + name)
        site.add(f"/{slug}/nb/", links(*found))
    return 2 + 4


@shape("only the sitemap knows the column")
def sitemap(site: Mini) -> int:
    site.home(("/fw/", "办事服务"), ("/hd/", "互动交流"))
    site.add("/fw/", links(("/fw/1.html", "办事")))
    site.add("/hd/", links(("/hd/1.html", "信箱")))
    site.add("/sitemap.xml", f"<urlset><url><loc>{site.url('/a/zfxxgknb/')}</loc></url><url><loc>{site.url('/a/jg/')}</loc></url></urlset>", kind="application/xml")
    site.add("/a/zfxxgknb/", links(*site.reports("/a/zfxxgknb/{}.html", FEW), title="政府信息公开年报"))
    return 1 + 1 + 1


@shape("an old column answers that the page does not exist, the new one is elsewhere")
def soft_404(site: Mini) -> int:
    site.home(("/old/nb/", "政府信息公开年报"), ("/xxgk/", "政务公开"))
    site.add("/old/nb/", page("提示", "<h1>您访问的页面不存在</h1><a href='/'>返回首页</a>"))
    site.add("/xxgk/", links(("/xxgk/nb/", "政府信息公开年度报告")))
    site.add("/xxgk/nb/", links(*site.reports("/xxgk/nb/{}.html", FEW)))
    return 3


@shape("a calendar without end stands beside the list")
def calendar(site: Mini) -> int:
    site.home(("/xxgk/", "政府信息公开"))
    site.add("/xxgk/", links(("/xxgk/nb.html", "政府信息公开年报")))
    days = "".join(f"<a href='/xxgk/nb.html?y=2023&m={n}'>{n}</a>" for n in range(2, 13))
    site.reports("/xxgk/{}.html", FEW)
    body = links(*((f"/xxgk/{year}.html", f"{site.name}{year}年政府信息公开工作年度报告") for year in FEW))
    site.add("/xxgk/nb.html", lambda asked: page("政府信息公开年报", body, f"<div class=rili>{days}<a href='/xxgk/nb.html?y={int(query(asked, 'y', '2023')) - 1}&m=1'>上一年</a><a href='/calendar/2031-01.html'>下一月</a></div><i>{asked.target}</i>"), any_query=True)
    return 3


@shape("markup is in capitals, without quotes, and not closed")
def capitals(site: Mini) -> int:
    site.add("/", "<HTML><TITLE>x</TITLE><BODY><TABLE><TR><TD><A HREF=xxgk/index.asp>政府信息公开</A><TD><A HREF=news.asp>新闻")
    site.add("/xxgk/index.asp", "<HTML><BODY><TABLE><TR><TD><A HREF=nb.asp TARGET=_blank><FONT COLOR=red>信息公开<BR>年报</FONT></A><TD><A HREF=zn.asp>指南</A>")
    rows = "".join(f"<TR><TD>·<A HREF={url[6:]}>{text}</A><TD>({2024 - n}-1-15)" for n, (url, text) in enumerate(site.reports("/xxgk/show{}.asp", FEW)))
    site.add("/xxgk/nb.asp", f"<HTML><BODY><TABLE>{rows}")
    return 3


@shape("older years are in an archive that another link names")
def archive(site: Mini) -> int:
    site.home(("/xxgk/", "政府信息公开"))
    site.add("/xxgk/", links(("/xxgk/nb/", "政府信息公开年报")))
    old = site.reports("/lm/history/{}.html", range(2012, 2016))
    site.add("/xxgk/nb/", links(*site.reports("/xxgk/nb/{}.html", FEW), ("/lm/history/index.html", "历年年报")))
    site.add("/lm/history/index.html", links(*old))
    return 4


@shape("functions of the page put the addresses together from numbers")
def numbers(site: Mini) -> int:
    site.home(("/xxgk/", "政府信息公开"))
    script = "<script>function col(id){ window.location.href = '/col.jsp?id=' + id; } function show(cid, id) { window.open('/show/' + cid + '/' + id + '.html'); }</script>"
    site.add("/xxgk/", page("政府信息公开", script, "<li onclick='col(7)'>政府信息公开年报</li><li onclick='col(8)'>公开指南</li>"))
    found = site.reports("/show/7/{}.html", FEW)
    site.add("/col.jsp?id=7", page("政府信息公开年报", script, *(f"<li><a href='javascript:;' onclick=\"show(7,'{url[8:12]}')\">{text}</a></li>" for url, text in found)))
    return 3


@shape("service answers name numbers, the script the address of an article")
def service_numbers(site: Mini) -> int:
    site.home(("/xxgk/", "政府信息公开"))
    site.add("/xxgk/", links(("/xxgk/ndbg.html", "政府信息公开年度报告")))
    found = site.reports("/detail.html?id={}", FEW)
    site.add("/xxgk/ndbg.html", page("政府信息公开年度报告", "<ul id=list></ul><script>$.get('/api/articles?cid=5&page=1', function(d){ d.rows.forEach(function(r){ $('#list').append('<li><a href=\"/detail.html?id=' + r.id + '\">' + r.title + '</a></li>'); }); });</script>"))
    site.add("/api/articles", lambda asked: json.dumps({"rows": [{"id": int(url[-4:]), "title": text} for url, text in cut(found, int(query(asked, "page")), 10)]}), any_query=True, kind="application/json")
    return 3 + 1


def write(web: TinyWeb, only: Iterable[str] = ()) -> list[Mini]:
    """All sites (or those named) in one web."""
    sites = []
    for number, (sentence, writer) in enumerate(SHAPES.items()):
        if only and sentence not in only:
            continue
        site = Mini(web, writer.__name__.replace("_", "-"), PLACES[number])
        site.least = writer(site) + len(site.truth)
        sites.append(site)
    return sites
