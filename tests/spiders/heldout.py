"""More small government sites of many shapes, with menus, breadcrumbs, side bars and footers around everything."""

import json
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from tests.documents.writers import docx, p
from tests.spiders.unseen import Mini, cut
from tests.spiders.web import Asked, TinyWeb, report_page

PLACES = ["清苑区", "阜平县", "晋州市", "井陉县", "万荣县", "五台县", "宁武县", "土默特左旗", "凌海市", "北票市", "蛟河市", "宽甸县", "拜泉县", "睢宁县", "射阳县", "嵊州市", "常山县", "含山县", "涡阳县", "永春县", "沙县区", "瑞金市", "广丰区", "招远市", "蒙阴县", "邓州市", "滑县", "枝江市", "大悟县", "醴陵市", "临武县", "乐昌市", "陆丰市", "灵山县", "象州县", "儋州市", "垫江县", "什邡市", "渠县", "习水县", "会泽县", "镇雄县", "宜川县", "靖边县", "环县", "门源县", "中宁县", "沙湾市", "库车市", "洮南市", "肇东市", "灵武市", "岳池县", "昌图县", "泾阳县", "梅河口市", "玛纳斯县", "隆林县", "镇坪县", "共和县"]
YEARS = range(2013, 2025)
FEW = range(2021, 2025)
Pair = tuple[str, str]


class Site(Mini):
    """A site whose pages carry a menu, a breadcrumb, a side bar and a footer."""

    @property
    def sub(self) -> str:
        return f"{self.key}.gov.test"

    def show(self, title: str, *body: str, crumbs: Iterable[str] = (), head: str = "") -> str:
        menu = "".join(f"<li><a href='/{slug}/'>{name}</a></li>" for slug, name in (("zxfw", "在线服务"), ("zmhd", "政民互动"), ("zjwx", f"走进{self.place}"), ("ldzc", "领导之窗")))
        trail = " &gt; ".join(["<a href='/'>首页</a>", *crumbs])
        side = "<div class='right-bar'><h3>热点专题</h3><ul><li><a href='/zt/yh/'>优化营商环境</a></li><li><a href='/zt/xczx/'>乡村振兴</a></li></ul></div>"
        foot = "<div class='footer'><a href='/wzdt/'>网站地图</a> <a href='/lxwm.html'>联系我们</a> <a href='http://www.gov.test/'>中国政府网</a> 主办：" + self.name + "</div>"
        tools = "<div class='share'><a href='javascript:window.print()'>打印</a> <a href='javascript:void(0)'>分享</a></div>"
        return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}-{self.name}</title>{head}</head><body><div class='top-nav'><ul>{menu}</ul></div><div class='wz'>您现在的位置：{trail}</div><div class='main'>{''.join(body)}</div>{side}{tools}{foot}</body></html>"

    def front(self, *ways: Pair, extra: str = "", head: str = "") -> None:
        self.add("/", self.front_page(*ways, extra=extra, head=head))

    def front_page(self, *ways: Pair, extra: str = "", head: str = "") -> str:
        news = rows([(f"/xw/zwyw/202411/{n}.html", f"{self.place}召开第{n}次常务会议研究有关工作") for n in range(24)])
        notices = rows([(f"/xw/gg/{n}.html", name) for n, name in enumerate(("关于公布2023年度法治政府建设年度报告的公告", "2023年度统计公报", "2024年政府工作报告全文", "关于做好2023年度政府信息公开工作年度报告编制发布工作的通知", "图解：2023年政府信息公开年度报告"))])
        return self.show("首页", "<div class='nav'>", *(f"<a href='{url}'>{text}</a>" for url, text in ways), "</div>", news, notices, extra, head=head)

    def report(self, path: str, year: int, agency: str = "", **more: Any) -> str:
        agency = agency or self.name
        body = report_page(agency, year)
        inner = body[body.index("<body>") + 6 : body.index("</body>")]
        meta = f"<meta name='ArticleTitle' content='{agency}{year}年政府信息公开工作年度报告'>"
        more.setdefault("body", self.show(f"{agency}{year}年政府信息公开工作年度报告", inner, head=meta))
        self.add(path, more.pop("body"), **more)
        self.truth.add(self.url(path))
        return f"{agency}{year}年政府信息公开工作年度报告"


def rows(items: Iterable[Pair], date: str = "2024-01-1") -> str:
    return "<ul class='list'>" + "".join(f"<li><a href='{url}' target='_blank'>{text}</a><span>{date}{n % 9}</span></li>" for n, (url, text) in enumerate(items)) + "</ul>"


def table(items: Iterable[Pair]) -> str:
    return "<table class='gk'><tr><th>序号</th><th>名称</th><th>发布日期</th></tr>" + "".join(f"<tr><td>{n}</td><td><a href='{url}'>{text}</a></td><td>2024-01-1{n % 9}</td></tr>" for n, (url, text) in enumerate(items)) + "</table>"


def asked_for(asked: Asked) -> dict[str, str]:
    """Parameters of address and form."""
    values = parse_qs(urlsplit(asked.target).query, keep_blank_values=True) | parse_qs(asked.body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: found[0] for name, found in values.items()}


Writer = Callable[[Site], int]
SHAPES: dict[str, Writer] = {}


def shape(sentence: str) -> Callable[[Writer], Writer]:
    def register(writer: Writer) -> Writer:
        SHAPES[sentence] = writer
        return writer

    return register


# Families

@shape("JCMS shows three records and posts for the rest")
def jcms_post(site: Site) -> int:
    site.front(("/col/col901/index.html", "政务公开"))
    site.add("/col/col901/index.html", site.show("政务公开", rows([("/col/col955/index.html", "政府信息公开年报"), ("/col/col902/index.html", "公开指南")])))
    items = site.reports("/art/{}/1/20/art_955_77.html", YEARS)
    return _jcms(site, items, lambda asked: asked.method == "POST")


@shape("JCMS answers its proxy to GET alone")
def jcms_get(site: Site) -> int:
    site.front(("/col/col901/index.html", "信息公开"))
    site.add("/col/col901/index.html", site.show("信息公开", rows([("/col/col955/index.html", "信息公开年度报告"), ("/col/col902/index.html", "公开制度")])))
    items = site.reports("/art/{}/1/20/art_955_77.html", YEARS)
    return _jcms(site, items, lambda asked: asked.method == "GET") + 1


def _jcms(site: Site, items: list[Pair], accepts: Callable[[Asked], bool]) -> int:
    def record(pair: Pair) -> str:
        return f"<record><![CDATA[<li><a href=\"{pair[0]}\" title=\"{pair[1]}\">{pair[1]}</a><b>2024-01-09</b></li>]]></record>"

    proxy = "/module/web/jpage/dataproxy.jsp?page=1&appid=1&appid=1&webid=29&path=/&columnid=955&unitid=4417&webname=%E9%97%A8%E6%88%B7&permissiontype=0"
    data = f"<datastore><nextgroup><![CDATA[<a href=\"{proxy}\"></a>]]></nextgroup><recordset>{''.join(map(record, items[:3]))}</recordset></datastore>"
    script = "<script language='javascript' src='/script/0/2003/jpage.js'></script><script>$(function(){new Pager({perPage: 5, totalRecord: 12, proxyUrl:'/module/web/jpage/dataproxy.jsp', param:{webid:29,columnid:955,unitid:4417,path:'/',sourceContentType:1,appid:1}})})</script>"
    site.add("/col/col955/index.html", site.show("年报", f"<div id='4417'><script type='text/xml'>{data}</script></div>", script))

    def answer(asked: Asked) -> str:
        values = asked_for(asked)
        if not accepts(asked) or values.get("columnid") != "955" or values.get("unitid") != "4417" or values.get("webid") != "29":
            return "<datastore><totalrecord>0</totalrecord><recordset></recordset></datastore>"
        if "startrecord" in values:
            found = items[int(values["startrecord"]) - 1 : int(values["endrecord"])]
        else:
            found = cut(items, int(values.get("page", 1)), 5)
        return f"<datastore><totalrecord>12</totalrecord><totalpage>3</totalpage><recordset>{''.join(map(record, found))}</recordset></datastore>"

    site.add("/module/web/jpage/dataproxy.jsp", answer, any_query=True, kind="text/xml;charset=utf-8")
    return 3 + 1


@shape("the disclosure module of JCMS draws a table for each catalog")
def jcms_module(site: Site) -> int:
    site.front(("/col/col11/index.html", "政府信息公开"))
    tree = "<script>var area='11330001'; $('#tree').load('/module/xxgk/tree.jsp?area=11330001&divid=div77&jdid=12');</script>"
    site.add("/col/col11/index.html", site.show("政府信息公开", tree, "<ul id='gkml'>", *(f"<li><a href='/col/col77/index.html?number={number}'>{name}</a></li>" for number, name in (("A001", "机构职能"), ("A007", "政府信息公开年报"), ("A009", "规划计划"))), "</ul>"))
    items = site.reports("/art/{}/1/11/art_77_4.html", YEARS)
    code = "<div id='div77'></div><script>var infotypeId='A007';jQuery.ajax({type:'post',url:'/module/xxgk/search.jsp?standardXxgk=0&isAllList=1&texttype=&fbtime=&vc_all=&vc_filenumber=&vc_title=&vc_number=&currpage=1&sortfield=createdatetime:0',data:{infotypeId:'A007',jdid:'12',area:'11330001',divid:'div77',vc_title:'',vc_number:'',currpage:'1'},success:function(d){$('#div77').html(d)}});</script>"
    site.add("/col/col77/index.html?number=A007", site.show("政府信息公开年报", code))

    def answer(asked: Asked) -> str:
        values = asked_for(asked)
        if asked.method != "POST" or values.get("infotypeId") != "A007" or values.get("area") != "11330001" or values.get("divid") != "div77":
            return "<table><tr><td>没有找到相关信息</td></tr></table>"
        body = asked.body.decode()
        number = int(parse_qs(urlsplit(asked.target).query).get("currpage", parse_qs(body).get("currpage", ["1"]))[0])
        lines = "".join(f"<tr class='tr_main_value_odd'><td><a href='{url}' target='_blank' title='{text}'>{text}</a></td><td>2024-01-10</td></tr>" for url, text in cut(items, number, 5))
        pager = "".join(f"<a onclick=\"gotopage('div77',{n})\">{n}</a>" for n in (1, 2, 3))
        return f"<table>{lines}</table><div>共&nbsp;12&nbsp;条记录 共&nbsp;3&nbsp;页 {pager}<a href='javascript:void(0)' onclick=\"goPage({min(number + 1, 3)})\">下一页</a></div>"

    site.add("/module/xxgk/search.jsp", answer, any_query=True)
    return 3 + 3


@shape("gkmlpt lists the platforms of departments which have trees of their own")
def gkmlpt(site: Site) -> int:
    site.front(("/gkmlpt/index", "政府信息公开"))
    units = (("", "A", 301), ("/mzj", "民政局", 411), ("/swj", "水务局", 412), ("/ctz", "茶塘镇", 413))
    for path, name, column in units:
        agency = site.name if not path else site.place + (f"{name}人民政府" if name.endswith("镇") else name)
        found = site.reports("/" + name.encode().hex()[:6] + "/gkmlpt/content/2/31/post_{}31.html", FEW, agency=agency)
        tree = [{"id": column - 1, "name": "政策", "children": []}, {"id": 9, "name": "法定主动公开内容", "children": [{"id": column, "name": "政府信息公开年报", "post_count": 4, "children": []}]}]
        switch = "".join(f"<li><a href='{other}/gkmlpt/index'>{label}</a></li>" for other, label, _ in units[1:])
        config = f"<script>window._CONFIG = {{ SITE_ID: '1', SID: '{column + 5}', SERVICE_AREA_ID: 440000, TREE: {json.dumps(tree, ensure_ascii=False)}, MODE: 'prod' }};</script>"
        site.add(f"{path}/gkmlpt/index", f"<html><head><title>政府信息公开平台</title>{config}</head><body><div id='app'></div><div class='unit-switch'><ul>{switch if not path else ''}</ul></div><script src='/gkmlpt/static/app.js'></script></body></html>")

        def answer(asked: Asked, found: list[Pair] = found, sid: int = column + 5) -> str:
            values = asked_for(asked)
            if values.get("sid") != str(sid):
                return json.dumps({"articles": []})
            return json.dumps({"classify": {"post_count": 4}, "articles": [{"id": n, "title": text, "url": site.url(url), "created_at": 1705300000} for n, (url, text) in enumerate(cut(found, int(values.get("page", 1)), 10))]}, ensure_ascii=False)

        site.add(f"{path}/gkmlpt/api/all/{column}", answer, any_query=True, kind="application/json")
    return 1 + 4 * 2


@shape("Lonsun lists organs and loads the list of each by a label")
def lonsun(site: Site) -> int:
    site.front(("/public/column/6601?type=4&action=list", "政府信息公开"))
    organs = ((6601, ""), (6602, "教育体育局"), (6603, "住房和城乡建设局"), (6604, "桃花镇"))
    menu = "<div class='organs'>" + "".join(f"<a href='/public/column/{organ}?type=4&action=list'>{name}</a>" for organ, name in organs[1:]) + "</div>"
    for organ, name in organs:
        agency = site.name if not name else site.place + (f"{name}人民政府" if name.endswith("镇") else name)
        found = [(f"/public/{organ}/{organ}{year}9.html", site.report(f"/public/{organ}/{organ}{year}9.html", year, agency)) for year in YEARS]
        catalog = "".join(f"<li><a href='/public/column/{organ}?type=4&catId={cat}&action=list'>{label}</a></li>" for cat, label in ((701, "机构职能"), (702, "政府信息公开年报"), (703, "财政资金")))
        site.add(f"/public/column/{organ}?type=4&action=list", site.show("信息公开", menu if not name else "", f"<!-- StartLabelHtml_publicCatalog_1a2b --><ul>{catalog}</ul>"))
        site.add(f"/public/column/{organ}?type=4&catId=702&action=list", site.show("政府信息公开年报", "<!-- StartLabelHtml_x --><div id='ls'></div><script>$('#ls').load('/site/label/8888?IsAjax=1&dataType=html&labelName=publicInfoList&siteId=681&pageSize=10&pageIndex=1&organId=" + str(organ) + "&type=4&catId=702');</script>"))

        def answer(asked: Asked) -> str:
            values = asked_for(asked)
            mine = site_lists.get(values.get("organId", ""), [])
            if values.get("catId") != "702":
                return ""
            return rows(cut(mine, int(values.get("pageIndex", 1)), 10)) + "<script>var pageCount = 2;</script>"

        site_lists[str(organ)] = found
    site.add("/site/label/8888", answer, any_query=True)
    return 1 + 3 + 4 + 4 * 2


site_lists: dict[str, list[Pair]] = {}


@shape("Epoint holds two entries and asks a service for the rest")
def epoint(site: Site) -> int:
    site.front(("/zwgk/006001/moreinfo.html", "政务公开"))
    site.add("/zwgk/006001/moreinfo.html", site.show("政务公开", rows([("/zwgk/006001/006001009/moreinfo.html", "信息公开年报"), ("/zwgk/006001/006001002/moreinfo.html", "政策法规")])))
    items = [(f"/zwgk/006001/006001009/{year + 1}0115/{year:08x}-aaaa-4444-bbbb-0123456789ab.html", site.report(f"/zwgk/006001/006001009/{year + 1}0115/{year:08x}-aaaa-4444-bbbb-0123456789ab.html", year)) for year in YEARS][::-1]
    script = "<div id='pager'></div><script src='/js/webBuilderCommon.js'></script><script>var categorynum='006001009'; $('#pager').pagination({ pageIndex:0, pageSize:5, total:12, remote:{ url:'/EWB-FRONT/rest/lightfrontaction/getgovinfolist', params:{siteguid:'7eb5f7f1-9041-43ad-8e13-8fcb82ea831a', categorynum: categorynum, pageIndex:'0', pageSize:'5'}}});</script>"
    site.add("/zwgk/006001/006001009/moreinfo.html", site.show("信息公开年报", rows(items[:2]), script))

    def answer(asked: Asked) -> str:
        values = asked_for(asked)
        if values.get("categorynum") != "006001009" or "siteguid" not in values:
            return json.dumps({"custom": {"count": 0, "infodata": []}})
        number, size = int(values.get("pageIndex", 0)), int(values.get("pageSize", 5))
        return json.dumps({"custom": {"count": 12, "infodata": [{"title": text, "infourl": url, "infodate": "2024-01-15"} for url, text in cut(items, number + 1, size)]}})

    site.add("/EWB-FRONT/rest/lightfrontaction/getgovinfolist", answer, any_query=True, kind="application/json")
    return 3 + 3


@shape("EasySite turns pages by a parameter that a script sets")
def easysite(site: Site) -> int:
    site.front(("/eportal/ui?pageId=4100", "信息公开"))
    site.add("/eportal/ui?pageId=4100", site.show("信息公开", rows([("/eportal/ui?pageId=4133", "政府信息公开工作年度报告"), ("/eportal/ui?pageId=4134", "公开指南")])))
    items = site.reports("/xxgk/nb/77{}/index.html", YEARS)

    def answer(asked: Asked) -> str:
        values = asked_for(asked)
        number = int(values.get("currentPage", 1))
        if number > 1 and values.get("moduleId") != "ab12cd34ef56ab12cd34ef56ab12cd34":
            number = 1
        pager = f"<div class='pager'><a onclick=\"queryArticleByCondition(this,'/eportal/ui?pageId=4133&currentPage={number + 1}&moduleId=ab12cd34ef56ab12cd34ef56ab12cd34&staticRequest=yes')\" href='javascript:void(0)'>下一页</a></div>" if number < 3 else ""
        return site.show("政府信息公开工作年度报告", "<div class='easysite-article-list'>", rows(cut(items, number, 5)), "</div>", pager)

    site.add("/eportal/ui?pageId=4133", answer)
    for number in (2, 3):
        site.add(f"/eportal/ui?pageId=4133&currentPage={number}&moduleId=ab12cd34ef56ab12cd34ef56ab12cd34&staticRequest=yes", answer)
    return 2 + 3


@shape("a GridView posts back and a drop-down list filters by unit")
def gridview(site: Site) -> int:
    site.front(("/Open/Default.aspx", "政府信息公开"))
    site.add("/Open/Default.aspx", site.show("政府信息公开", rows([("AnnualReport.aspx?cid=9", "信息公开年报"), ("Guide.aspx", "公开指南")])))
    items = site.reports("/Open/View.aspx?id={}", YEARS)

    def answer(asked: Asked) -> str:
        values = asked_for(asked)
        argument = values.get("__EVENTARGUMENT", "")
        number = int(argument.removeprefix("Page$") or 1) if argument else 1
        if number > 1 and (values.get("__VIEWSTATE") != f"/wEPState{number - 1}" or values.get("__EVENTTARGET") != "ctl00$main$gvList" or "ctl00$main$ddlUnit" not in values):
            return site.show("错误", "<p>Validation of viewstate MAC failed.</p>")
        pager = "".join(f"<td><a href=\"javascript:__doPostBack(&#39;ctl00$main$gvList&#39;,&#39;Page${n}&#39;)\">{n}</a></td>" for n in (1, 2, 3) if n != number)
        units = "<select name='ctl00$main$ddlUnit' onchange=\"javascript:setTimeout('__doPostBack(\\'ctl00$main$ddlUnit\\',\\'\\')', 0)\"><option selected value=''>全部单位</option><option value='3'>教育局</option></select>"
        state = f"<input type='hidden' name='__EVENTTARGET' value=''><input type='hidden' name='__EVENTARGUMENT' value=''><input type='hidden' name='__VIEWSTATE' value='/wEPState{number}'><input type='hidden' name='__EVENTVALIDATION' value='ev{number}'>"
        return site.show("信息公开年报", f"<form method='post' action='AnnualReport.aspx?cid=9' id='form1'>{state}{units}", table(cut(items, number, 5)), f"<table><tr>{pager}</tr></table></form>")

    site.add("/Open/AnnualReport.aspx?cid=9", answer)
    return 2 + 3


@shape("classic ASP jumps to pages by a select box and relative queries")
def asp(site: Site) -> int:
    site.front(("/xxgk/index.asp", "政务公开"))
    site.add("/xxgk/index.asp", site.show("政务公开", "<a href='list.asp?classid=5'>机构设置</a><a href='list.asp?classid=18'>公开年报</a>").encode("gbk"), kind="text/html")
    items = site.reports("/xxgk/show.asp?id=9{}", YEARS)

    def answer(asked: Asked) -> str:
        number = int(asked_for(asked).get("page", 1))
        jump = "<select onchange=\"location.href='list.asp?classid=18&page='+this.value\">" + "".join(f"<option value='{n}'>第{n}页</option>" for n in (1, 2, 3)) + "</select>"
        pager = f"<a href='?classid=18&page={number + 1}'>下一页</a>" if number < 3 else "下一页"
        return site.show("公开年报", table(cut(items, number, 5)), f"共3页 第{number}页 {pager} <a href='?classid=18&page=3'>尾页</a>", jump)

    site.add("/xxgk/list.asp?classid=18", answer)
    for number in (2, 3):
        site.add(f"/xxgk/list.asp?classid=18&page={number}", answer)
    return 2 + 3


@shape("博达 serves dynamic lists with a go-to-page function")
def webber_dynamic(site: Site) -> int:
    site.front(("/zwgk/xxgk.htm", "政府信息公开"))
    site.add("/zwgk/xxgk.htm", site.show("政府信息公开", "<!--Announced by Visual SiteBuilder 9-->", rows([("/list.jsp?urltype=tree.TreeTempUrl&wbtreeid=1043", "政府信息公开年报"), ("zn.htm", "指南")])))
    items = site.reports("/content.jsp?urltype=news.NewsContentUrl&wbtreeid=1043&wbnewsid={}7", YEARS)

    def answer(asked: Asked) -> str:
        number = int(asked_for(asked).get("PAGENUM", 1))
        code = "<script>function a77_gopage_fun(){var n=document.getElementById('a77_gopage').value; window.location.href='list.jsp?totalpage=3&PAGENUM='+n+'&urltype=tree.TreeTempUrl&wbtreeid=1043';}</script>"
        go = f"<a href='list.jsp?totalpage=3&PAGENUM={number + 1}&urltype=tree.TreeTempUrl&wbtreeid=1043' class='Next'>下页</a> <a href='list.jsp?totalpage=3&PAGENUM=3&urltype=tree.TreeTempUrl&wbtreeid=1043'>尾页</a>" if number < 3 else ""
        return site.show("政府信息公开年报", "<script src='/system/resource/js/vsbscreen.min.js'></script>", rows(cut(items, number, 5)), code, f"<input id='a77_gopage' value=''><a href='javascript:;' onclick='a77_gopage_fun()'>转到</a>{go}")

    site.add("/list.jsp", answer, any_query=True)
    return 2 + 3


def _counted_pages(site: Site, items: list[Pair], first: str, script: str, name: Callable[[int], str]) -> int:
    column = "/gk/xxgknb/"
    for number in range(1, 4):
        body = site.show("信息公开年报", rows(cut(items, number, 5)), script.format(zero=number - 1, one=number))
        site.add(column + (first if number == 1 else name(number)), body)
        if number == 1 and first.startswith("index."):
            site.add(column, body)
    return 3


def counted_site(script: str, name: Callable[[int], str], first: str = "index.html") -> Writer:
    def write_site(site: Site) -> int:
        site.front(("/gk/", "政务公开"))
        site.add("/gk/", site.show("政务公开", rows([("/gk/xxgknb/" + ("" if first.startswith("index.") else first), "信息公开年报"), ("/gk/zn/", "公开指南")])))
        items = site.reports("/gk/xxgknb/{}01/t20240115_9.html", YEARS)
        return 2 + _counted_pages(site, items, first, script, name)

    return write_site


SHAPES |= {
    "createPageHTML takes quoted numbers": counted_site("<script>createPageHTML('3','{zero}','index','html');</script>", lambda n: f"index_{n - 1}.html"),
    "createPageHTML names the file before the numbers": counted_site("<script>createPageHTML('index','shtml',3,{zero});</script>", lambda n: f"index_{n - 1}.shtml", "index.shtml"),
    "createPageHTML gives the rows before the pages and a box": counted_site("<script>createPageHTML(12, 'pagebox', 3, {one}, 'nb', 'html');</script>", lambda n: f"nb_{n}.html", "nb.html"),
    "the page count stands in variables": counted_site("<div class='page'><script>var currentPage = {zero};//所在页从0开始\nvar prevPage = currentPage-1;\nvar nextPage = currentPage+1;\nvar countPage = 3;//共多少页\nif(countPage>1&&currentPage!=0)document.write('<a href=\"index.html\">首页</a>');\ndocument.write('<a href=\"index_'+nextPage+'.html\">下一页</a>');</script></div>", lambda n: f"index_{n - 1}.html"),
    "records and page size stand in variables": counted_site("<script>var m_nRecordCount = '12'; var m_nCurrPage = {zero}; var m_nPageSize = 5; var m_nPageCount = 3; var m_sPageName='index'; var m_sPageExt='htm';</script>", lambda n: f"index_{n - 1}.htm", "index.htm"),
    "the pager is configured by an object": counted_site("<script>var pagination_script_config = {{ total: 3, current: {zero}, name: 'index', ext: 'html' }}; Pagination(pagination_script_config);</script>", lambda n: f"index_{n - 1}.html"),
}


@shape("UCAP has channel codes and a stem that ends in a number")
def ucap(site: Site) -> int:
    site.front(("/qxgz/c100501/zfxxgk.shtml", "政府信息公开"))
    site.add("/qxgz/c100501/zfxxgk.shtml", site.show("政府信息公开", "<div class='left'>", *(f"<li><a href='/qxgz/c1005{n}/zfxxgk_list_1.shtml'>{name}</a></li>" for n, name in ((10, "政府信息公开指南"), (29, "政府信息公开年报"), (30, "法定主动公开内容"))), "</div>"))
    items = [(f"/qxgz/c100529/{year + 1}/1/18/{year:032x}.shtml", site.report(f"/qxgz/c100529/{year + 1}/1/18/{year:032x}.shtml", year)) for year in YEARS][::-1]
    for number in (1, 2, 3):
        body = site.show("Document", rows(cut(items, number, 5)), f"<div id='page_div'></div><script>createPageHTML('page_div',3, {number},'zfxxgk_list_1','shtml',12);</script>", head="<meta name='ColumnName' content='政府信息公开年报'>")
        site.add("/qxgz/c100529/zfxxgk_list_1" + (f"_{number}" if number > 1 else "") + ".shtml", body)
    return 2 + 3


@shape("PowerEasy counts categories by Index_2")
def powereasy(site: Site) -> int:
    site.front(("/Category_4/Index.aspx", "信息公开"))
    site.add("/Category_4/Index.aspx", site.show("信息公开", rows([("/Category_598/Index.aspx", "年度报告"), ("/Category_599/Index.aspx", "公开指南")])))
    items = site.reports("/Item/88{}.aspx", YEARS)
    for number in (1, 2, 3):
        pager = f"<span class='pager'><a href='/Category_598/Index_{number + 1}.aspx'>下一页</a> <a href='/Category_598/Index_3.aspx'>尾页</a></span>" if number < 3 else ""
        site.add("/Category_598/Index" + (f"_{number}" if number > 1 else "") + ".aspx", site.show("年度报告", rows(cut(items, number, 5)), pager))
    return 2 + 3


@shape("a list posts a channel code and counts pages by pageno")
def json_list(site: Site) -> int:
    site.front(("/xxgk/A0901index.htm", "信息公开"))
    site.add("/xxgk/A0901index.htm", site.show("信息公开", rows([("/xxgk/A090105index_1.htm", "年度报告"), ("/xxgk/A090104index_1.htm", "指南")])))
    items = site.reports("/{}-01/19/c_16753.htm", YEARS)
    code = "<ul id='loadingInfoPage'></ul><script>var channelCode='A090105'; function loadData(pageno){ $.ajax({ type: 'post', url: '/cms/JsonList', dataType:'json', data: {channelCode: channelCode, perPage: 5, pageno: pageno, condition:'0', fuhao:'='}, success: function(res){ for (var i=0;i<res.list.length;i++){ $('#loadingInfoPage').append('<li><a href=\"'+res.list[i].infourl+'\">'+res.list[i].topic+'</a></li>'); } } }); } loadData(1);</script>"
    site.add("/xxgk/A090105index_1.htm", site.show("年度报告", code))

    def answer(asked: Asked) -> str:
        values = asked_for(asked)
        if asked.method != "POST" or values.get("channelCode") != "A090105":
            return json.dumps({"list": []})
        return json.dumps({"total": 12, "list": [{"topic": text, "infourl": url, "pubtime": "2024-01-19"} for url, text in cut(items, int(values.get("pageno", 1)), 5)]})

    site.add("/cms/JsonList", answer, kind="application/json")
    return 3 + 3


@shape("iList.jsp is turned by cur_page")
def ilist(site: Site) -> int:
    site.front(("/xxgk/iIndex.jsp?node_id=GKmzs", "政府信息公开"))
    site.add("/xxgk/iIndex.jsp?node_id=GKmzs", site.show("政府信息公开", rows([("/xxgk/iList.jsp?node_id=GKmzs&cat_id=13577", "政府信息公开年报"), ("/xxgk/iList.jsp?node_id=GKmzs&cat_id=13570", "机构职能")])))
    items = site.reports("/xxgk/detail.jsp?id={}8", YEARS)

    def answer(asked: Asked) -> str:
        values = asked_for(asked)
        number = int(values.get("cur_page", 1))
        return site.show("政府信息公开年报", table(cut(items, number, 5) if values.get("cat_id") == "13577" else []), f"<script>function toPage(n){{document.location='iList.jsp?node_id=GKmzs&cat_id=13577&cur_page='+n;}}</script><a onclick='toPage({min(3, number + 1)})'>下一页</a><a onclick='toPage(3)'>末页</a>")

    site.add("/xxgk/iList.jsp", answer, any_query=True)
    return 2 + 3


@shape("a list comes by JSONP from a script element")
def jsonp(site: Site) -> int:
    site.front(("/xxgk/", "政府信息公开"))
    site.add("/xxgk/", site.show("政府信息公开", rows([("/xxgk/nb/", "政府信息公开年度报告"), ("/xxgk/jg/", "机构职能")])))
    items = site.reports("/xxgk/nb/{}a.html", YEARS)
    code = "<div id='list'></div><script>var page=1; function result(d){ } $.ajax({url:'/govsearch/jsonp/zf_jd_list.jsp', dataType:'jsonp', jsonp:'callback', jsonpCallback:'result', data:{page: page, lb:'134657', sword:'', pageSize: 5}, success: result});</script>"
    site.add("/xxgk/nb/", site.show("政府信息公开年度报告", code))

    def answer(asked: Asked) -> str:
        values = asked_for(asked)
        found = cut(items, int(values.get("page", 1)), 5) if values.get("lb") == "134657" else []
        return f"{values.get('callback', 'result')}(" + json.dumps({"pagenum": 3, "data": [{"title": text, "url": url, "tip": {"dates": "2024年01月10日"}} for url, text in found]}) + ")"

    site.add("/govsearch/jsonp/zf_jd_list.jsp", answer, any_query=True, kind="application/javascript")
    return 3 + 3


@shape("Shanghai names columns by numbers and articles by hex")
def shanghai(site: Site) -> int:
    site.front(("/nw2/nw2314/index.html", "信息公开"))
    site.add("/nw2/nw2314/index.html", site.show("信息公开", rows([("/nw2/nw2314/nw2319/nw14868/index.html", "政府信息公开年报"), ("/nw2/nw2314/nw2318/index.html", "信息公开指南")])))
    items = [(f"/{year + 1}0119/{year:032x}.html", site.report(f"/{year + 1}0119/{year:032x}.html", year)) for year in YEARS][::-1]
    for number in (1, 2, 3):
        further = "".join(f"<li><a href='index_{n}.html'>{n}</a></li>" for n in (2, 3))
        pager = f"<div id='pager'></div><script>pager('pager', {{pageCount: 3, pageIndex: {number}, url: 'index'}})</script><ul class='pagination'>{further}</ul>"
        site.add("/nw2/nw2314/nw2319/nw14868/index" + (f"_{number}" if number > 1 else "") + ".html", site.show("年报", rows(cut(items, number, 5)), pager))
    return 2 + 3


@shape("Hebei has columns of letters and digits and loads them as XML")
def hebei(site: Site) -> int:
    column = "/columns/8b0b5b0c-1f7f-4d51-a2ab-000000000001/index.html"
    site.front(("/columns/8b0b5b0c-1f7f-4d51-a2ab-000000000000/index.html", "政务公开"))
    site.add("/columns/8b0b5b0c-1f7f-4d51-a2ab-000000000000/index.html", site.show("政务公开", rows([(column, "信息公开年报"), ("/columns/8b0b5b0c-1f7f-4d51-a2ab-000000000002/index.html", "公开制度")])))
    items = [(f"/columns/8b0b5b0c-1f7f-4d51-a2ab-000000000001/{year + 1}01/19/{year:08x}-0000-4000-8000-000000000000.html", site.report(f"/columns/8b0b5b0c-1f7f-4d51-a2ab-000000000001/{year + 1}01/19/{year:08x}-0000-4000-8000-000000000000.html", year)) for year in YEARS]
    site.add(column, site.show("信息公开年报", "<div id='l'></div><script>$.ajax({type:'GET', url:'list.xml', dataType:'xml', success:function(x){ }})</script>"))
    entries = "".join(f"<item><title>{text}</title><link>{url}</link><pubDate>2024-01-19</pubDate></item>" for url, text in items)
    site.add("/columns/8b0b5b0c-1f7f-4d51-a2ab-000000000001/list.xml", f"<?xml version='1.0' encoding='utf-8'?><rss><channel>{entries}</channel></rss>", kind="text/xml")
    return 3 + 1


# Lists by scripts

@shape("a Vue application names its service in a bundle of its own")
def bundle(site: Site) -> int:
    site.front(("/zwgk/index.html", "政务公开"))
    site.add("/zwgk/index.html", site.show("政务公开", rows([("/zwgk/nb.html", "信息公开年报"), ("/zwgk/zn.html", "公开指南")])))
    items = site.reports("/zwgk/detail/{}5.html", YEARS)
    site.add("/zwgk/nb.html", "<!DOCTYPE html><html><head><title>信息公开年报</title><link rel=stylesheet href=/css/app.1a.css></head><body><div id=app></div><script src=/js/vendor.99.js></script><script src=/js/nb.3f.js></script></body></html>")
    site.add("/js/vendor.99.js", "/* library */" + "var q=1;" * 2000, kind="text/javascript")
    site.add("/js/nb.3f.js", "var base='/prod-api';var app=new Vue({el:'#app',data:{list:[],page:1},created:function(){this.load()},methods:{load:function(){axios.get(base+'/portal/article/list',{params:{channelId:'55',pageNum:this.page,pageSize:5}}).then(function(r){app.list=r.data.rows})}}});", kind="text/javascript")

    def answer(asked: Asked) -> str:
        values = asked_for(asked)
        found = cut(items, int(values.get("pageNum", 1)), 5) if values.get("channelId") == "55" else []
        return json.dumps({"total": 12, "rows": [{"articleTitle": text, "articleUrl": url} for url, text in found]})

    site.add("/prod-api/portal/article/list", answer, any_query=True, kind="application/json")
    return 3 + 1 + 3


@shape("a fragment names the column of a single-page application")
def fragments(site: Site) -> int:
    site.front(("/xxgk/#/column/100", "政府信息公开"))
    items = site.reports("/xxgk/article/{}.html", YEARS)
    menu = {100: "政府信息公开", 101: "政府信息公开指南", 107: "政府信息公开年报"}
    site.add("/xxgk/", "<html><head><title>政府信息公开</title></head><body><div id='app'></div><script>window.columns = " + json.dumps([{"id": key, "name": name, "url": f"#/column/{key}"} for key, name in menu.items()], ensure_ascii=False) + "; function load(){ var id = location.hash.split('/')[2]; fetch('/xxgk/api/column/' + id + '/articles?page=1').then(function(r){return r.json()}) } load();</script></body></html>")

    def answer(asked: Asked) -> str:
        return json.dumps({"articles": [{"title": text, "url": url} for url, text in cut(items, int(asked_for(asked).get("page", 1)), 5)]})

    site.add("/xxgk/api/column/107/articles", answer, any_query=True, kind="application/json")
    return 2 + 3


@shape("every row is written by document.write")
def writes(site: Site) -> int:
    site.front(("/zwgk/", "政务公开"))
    site.add("/zwgk/", site.show("政务公开", "<script>document.write('<div><a href=\"/zwgk/gknb/\">信息公开<b>年报</b></a></div>');</script>"))
    lines = "".join(f"<script>document.writeln(\"<li><a href='{url}' target='_blank'>{text}<\\/a><em>2024-01-1{n % 9}<\\/em><\\/li>\");</script>" for n, (url, text) in enumerate(site.reports("/zwgk/gknb/{}.shtml", YEARS)))
    site.add("/zwgk/gknb/", site.show("年报", lines))
    return 3


@shape("menu and list stand in script files of their own")
def script_files(site: Site) -> int:
    site.add("/", site.front_page(extra="<script src='/js/menu.js'></script>"))
    site.add("/js/menu.js", "document.writeln('<ul>');document.writeln('<li><a href=\"/open/index.htm\">政府信息公开</a></li>');document.writeln('</ul>');", kind="application/javascript")
    site.add("/open/index.htm", site.show("政府信息公开", rows([("/open/nb.htm", "政府信息公开年报"), ("/open/zn.htm", "指南")])))
    found = site.reports("/open/nb/{}.htm", FEW)
    site.add("/open/nb.htm", "<html><head><title>政府信息公开年报</title></head><body><script src='/open/data/nb.js'></script><script>show(list)</script></body></html>")
    site.add("/open/data/nb.js", "var list = [" + ",".join(f"{{t:'{text}',title:'{text}',url:'{url}',date:'2024-01-10'}}" for url, text in found) + "];", kind="application/javascript")
    return 5


@shape("the list is a piece of markup that a script loads")
def loaded(site: Site) -> int:
    site.front(("/zwgk/", "政务公开"))
    site.add("/zwgk/", site.show("政务公开", rows([("/zwgk/ndbg.html", "政府信息公开年度报告"), ("/zwgk/zn.html", "公开指南")])))
    site.add("/zwgk/ndbg.html", site.show("政府信息公开年度报告", "<div id='con'></div><script>$(function(){ $('#con').load('/zwgk/ndbg_list.html'); });</script>"))
    site.add("/zwgk/ndbg_list.html", rows(site.reports("/zwgk/ndbg/{}.html", FEW)))
    return 4


@shape("a frame of the list is written by a script")
def written_frame(site: Site) -> int:
    site.front(("/zwgk/", "政务公开"))
    site.add("/zwgk/", site.show("政务公开", rows([("/zwgk/c7.html", "信息公开年报"), ("/zwgk/c8.html", "公开指南")])))
    site.add("/zwgk/c7.html", site.show("信息公开年报", "<script>var cid='7';document.write(\"<iframe src='/plugin/list.jsp?col=\"+cid+\"' width='760' height='600'></iframe>\");</script>"))
    site.add("/plugin/list.jsp?col=7", rows(site.reports("/zwgk/c7/{}.html", FEW)))
    return 4


@shape("columns are tabs of one page with arrays for each")
def tabs(site: Site) -> int:
    site.front(("/xxgk/", "信息公开"))
    found = site.reports("/xxgk/nd/{}.html", FEW)
    other = [(f"/xxgk/fz/{year}.html", f"{year}年法治政府建设年度报告") for year in FEW]
    data = {"zn": [{"title": "公开指南", "link": "/xxgk/zn.html"}], "nb": [{"title": text, "link": url} for url, text in found], "fz": [{"title": text, "link": url} for url, text in other]}
    site.add("/xxgk/", site.show("信息公开", "<ul><li onclick=\"show('zn')\">指南</li><li onclick=\"show('nb')\">年报</li></ul><div id='c'></div><script>var tabs = " + json.dumps(data, ensure_ascii=False) + ";</script>"))
    return 2


# Homes and ways

@shape("a splash picture asks the reader in")
def splash(site: Site) -> int:
    site.add("/", "<html><head><title>欢迎</title></head><body><div><a href='main.htm'><img src='enter.jpg' alt='进入网站'></a> <a href='http://www.elsewhere.test/'>旅游网</a> <a href='/eng/'>English</a></div></body></html>")
    site.add("/main.htm", site.front_page(("/zwgk/", "政务公开")))
    site.add("/zwgk/", site.show("政务公开", rows([("/zwgk/nb/", "信息公开年报")])))
    site.add("/zwgk/nb/", site.show("信息公开年报", rows(site.reports("/zwgk/nb/{}.html", FEW))))
    return 4


@shape("the home page is left by a function of its script")
def script_home(site: Site) -> int:
    site.add("/", "<html><head><script>function go(){ var p = '/cms/'; top.location.href = p + 'index.do'; } window.onload = go;</script></head><body></body></html>")
    site.add("/cms/index.do", site.front_page(("/cms/zwgk.do", "政务公开")))
    site.add("/cms/zwgk.do", site.show("政务公开", rows([("/cms/nb.do", "信息公开年报")])))
    site.add("/cms/nb.do", site.show("信息公开年报", rows(site.reports("/cms/view.do?id={}", FEW))))
    return 4


@shape("the bare host moves to www and then to a folder")
def moving(site: Site) -> int:
    site.options |= {"home_url": f"http://{site.sub}/", "domain": site.sub}
    site.web.add(f"http://{site.sub}/", "", status=301, headers={"Location": f"http://www.{site.sub}/"})
    site.add("/", "", status=302, headers={"Location": "/zfwz/index.html"})
    site.add("/zfwz/index.html", site.front_page(("/zfwz/gk/index.html", "政务公开")))
    site.add("/zfwz/gk/index.html", site.show("政务公开", rows([("nb/index.html", "信息公开年报")])))
    site.add("/zfwz/gk/nb/index.html", site.show("信息公开年报", rows(site.reports("/zfwz/gk/nb/{}.html", FEW))))
    return 5


@shape("five levels of menus lead to the column")
def deep(site: Site) -> int:
    site.front(("/gk/", "政务公开"))
    site.spare = 13
    ways = (("/gk/", "政务公开", "/gk/a/", "政府信息公开"), ("/gk/a/", "政府信息公开", "/gk/a/b/", "法定主动公开内容"), ("/gk/a/b/", "法定主动公开内容", "/gk/a/b/c/", "其他法定信息"), ("/gk/a/b/c/", "其他法定信息", "/gk/a/b/c/d/", "政府信息公开工作年度报告"))
    others = [("机构职能", "jg"), ("规划信息", "gh"), ("统计信息", "tj"), ("行政许可", "xk"), ("财政预决算", "cz"), ("应急管理", "yj"), ("人事信息", "rs")]
    for url, title, following, name in ways:
        site.add(url, site.show(title, rows([*((f"{url}{slug}/", label) for label, slug in others), (following, name)])))
        for label, slug in others:
            site.add(f"{url}{slug}/", site.show(label, rows([(f"{url}{slug}/{n}.html", f"{label}第{n}条") for n in range(6)])))
    site.add("/gk/a/b/c/d/", site.show("政府信息公开工作年度报告", rows(site.reports("/gk/a/b/c/d/{}.html", FEW))))
    return 6


@shape("only the site's own search form knows the reports")
def searched(site: Site) -> int:
    items = site.reports("/files/doc{}.html", FEW)
    form = "<form name='s' action='/search/result.jsp' method='get'><input type='hidden' name='siteid' value='9'><input type='text' name='keyword' value='请输入关键字'><input type='submit' value='搜索'></form>"
    site.front(("/fwzx/", "便民服务"), extra=form)
    site.add("/search/result.jsp", _result(site, items, "keyword", {"siteid": "9"}), any_query=True)
    return 2


@shape("the search form is posted and shows five at a time")
def searched_post(site: Site) -> int:
    items = site.reports("/files/doc{}.html", YEARS)
    form = "<form action='/so.do' method='post'><input type='hidden' name='token' value='x1'><input name='q'><select name='scope'><option value='all' selected>全部</option><option value='t'>标题</option></select><button type='submit'>检索</button></form>"
    site.front(("/fwzx/", "便民服务"), extra=form)
    answer = _result(site, items, "q", {"token": "x1", "scope": "all"})
    site.add("/so.do", answer, any_query=True)
    return 1 + 3


def _result(site: Site, items: list[Pair], name: str, needed: dict[str, str]) -> Callable[[Asked], str]:
    def answer(asked: Asked) -> str:
        values = asked_for(asked)
        words = values.get(name, "")
        if not ("公开" in words and ("年报" in words or "年度报告" in words)) or any(values.get(k) != v for k, v in needed.items()):
            return site.show("搜索结果", "<p>没有找到相关信息</p>")
        number = int(values.get("page", 1))
        noise = [(f"/xw/{number}{n}.html", f"{site.place}召开政府信息公开工作推进会") for n in range(3)]
        query = "&".join(f"{key}={quote(value)}" for key, value in (needed | {name: words}).items())
        pager = f"<a href='{asked.target.partition('?')[0]}?{query}&page={number + 1}'>下一页</a>" if number * 5 < len(items) else ""
        return site.show("搜索结果", rows([*cut(items, number, 5), *noise]), pager)

    return answer


@shape("an index of sitemaps leads to the reports alone")
def sitemaps(site: Site) -> int:
    site.front(("/fwzx/", "便民服务"))
    site.add("/robots.txt", f"User-agent: *\nAllow: /\nSitemap: {site.url('/maps/index.xml')}\n", kind="text/plain")
    site.add("/maps/index.xml", f"<?xml version='1.0'?><sitemapindex><sitemap><loc>{site.url('/maps/xw.xml')}</loc></sitemap><sitemap><loc>{site.url('/maps/gk.xml')}</loc></sitemap></sitemapindex>", kind="text/xml")
    site.add("/maps/xw.xml", "<urlset>" + "".join(f"<url><loc>{site.url(f'/xw/zwyw/202411/{n}.html')}</loc></url>" for n in range(24)) + "</urlset>", kind="text/xml")
    found = site.reports("/gk/zfxxgknb/{}.html", FEW)
    site.add("/maps/gk.xml", "<urlset>" + "".join(f"<url><loc>{site.url(url)}</loc></url>" for url, _ in found) + "".join(f"<url><loc>{site.url(f'/gk/zc/{n}.html')}</loc></url>" for n in range(24)) + "</urlset>", kind="text/xml")
    return 1 + 2


@shape("the site map page is the one way to the column")
def map_page(site: Site) -> int:
    site.front(("/fwzx/", "便民服务"))
    site.add("/wzdt/", site.show("网站地图", *(f"<dl><dt>{group}</dt>{''.join(f'<dd><a href={url}>{text}</a></dd>' for url, text in found)}</dl>" for group, found in (("走进", [("/zj/a/", "历史沿革")]), ("公开", [("/gk/zn/", "公开指南"), ("/gk/nb/", "公开年报")])))))
    site.add("/gk/nb/", site.show("公开年报", rows(site.reports("/gk/nb/{}.html", FEW))))
    return 3


@shape("only a usual path knows the column")
def usual_path(site: Site) -> int:
    site.front(("/fwzx/", "便民服务"))
    site.spare = 7
    site.add("/xxgk/xxgknb/", site.show("信息公开年报", rows(site.reports("/xxgk/xxgknb/{}.html", FEW))))
    return 2


# Units

@shape("a directory leads to units which have a column each among others")
def directory(site: Site) -> int:
    site.front(("/zwgk/", "政务公开"))
    names = [f"{word}局" for word in ("教育", "民政", "财政", "水利")] + [f"{word}镇" for word in ("城关", "白马")] + ["东关街道"]
    site.add("/zwgk/", site.show("政务公开", rows([("/zwgk/nb/", "政府信息公开年报"), ("/zwgk/dw/", "各单位信息公开")])))
    site.add("/zwgk/nb/", site.show("政府信息公开年报", rows(site.reports("/zwgk/nb/{}.html", FEW))))
    site.add("/zwgk/dw/", site.show("各单位信息公开", "<div class='units'>", *(f"<a href='/zwgk/dw/u{n}/'>{name}</a>" for n, name in enumerate(names)), "</div>"))
    for n, name in enumerate(names):
        base = f"/zwgk/dw/u{n}/"
        agency = site.place + (f"{name}人民政府" if name.endswith("镇") else f"{name}办事处" if name.endswith("街道") else name)
        site.add(base, site.show(name, rows([(f"{base}jgzn/", "机构职能"), (f"{base}zcwj/", "政策文件"), (f"{base}czxx/", "财政信息"), (f"{base}nb/", "信息公开年报")])))
        for slug in ("jgzn", "zcwj", "czxx"):
            site.add(f"{base}{slug}/", site.show(slug, rows([(f"{base}{slug}/{k}.html", f"{name}文件{k}") for k in range(5)])))
        site.add(f"{base}nb/", site.show("信息公开年报", rows(site.reports(base + "nb/{}.html", range(2023, 2025), agency=agency))))
    return 4 + 2 * len(names)


@shape("one column with a unit filter holds the reports of all")
def unit_filter(site: Site) -> int:
    site.front(("/zwgk/", "政务公开"))
    site.add("/zwgk/", site.show("政务公开", rows([("/zwgk/nb.jsp", "政府信息公开年报")])))
    units = (("", ""), ("101", "教育局"), ("102", "公安局"), ("103", "沙河镇"))
    lists = {code: site.reports("/zwgk/nb/x" + code + "{}.html", FEW, agency=site.place + (f"{name}人民政府" if name.endswith("镇") else name) if name else "") for code, name in units}

    def answer(asked: Asked) -> str:
        code = asked_for(asked).get("unit", "")
        select = "<form action='/zwgk/nb.jsp' method='get'><select name='unit' onchange='this.form.submit()'><option value=''>请选择单位</option>" + "".join(f"<option value='{c}'>{name}</option>" for c, name in units[1:]) + "</select></form>"
        return site.show("政府信息公开年报", select, rows(lists.get(code, [])))

    site.add("/zwgk/nb.jsp", answer, any_query=True)
    return 3 + 3


@shape("the column shows all and filters it by unit and by year")
def filters(site: Site) -> int:
    site.front(("/zwgk/", "政务公开"))
    site.add("/zwgk/", site.show("政务公开", rows([("/zwgk/nb.jsp", "政府信息公开年报")])))
    names = [f"{word}局" for word in ("教育", "民政", "司法", "财政", "水利", "商务", "审计", "统计", "林业", "医保")]
    found = [pair for n, name in enumerate(names) for pair in site.reports(f"/zwgk/nb/{n}-" + "{}.html", range(2023, 2025), agency=site.place + name)]

    def answer(asked: Asked) -> str:
        values = asked_for(asked)
        unit = "<form action='/zwgk/nb.jsp'><select name='unit'><option value=''>全部</option>" + "".join(f"<option value='{n}'>{name}</option>" for n, name in enumerate(names)) + "</select><input type=submit value=筛选></form>"
        years = "<select onchange=\"location.href='/zwgk/nb.jsp?year='+this.value\">" + "".join(f"<option value='{year}'>{year}年</option>" for year in range(2010, 2025)) + "</select>"
        shown = [pair for pair in found if values.get("unit", "") in ("", pair[0][9]) and values.get("year", "") in pair[0]]
        return site.show("政府信息公开年报", unit, years, rows(shown))

    site.add("/zwgk/nb.jsp", answer, any_query=True)
    site.spare = 6
    return 3


@shape("years are chosen by a select box of a form")
def year_filter(site: Site) -> int:
    site.front(("/zwgk/", "政务公开"))
    site.add("/zwgk/", site.show("政务公开", rows([("/zwgk/ndbg", "政府信息公开年度报告")])))
    agencies = ("民政局", "司法局", "统计局")
    found = {year: [(f"/zwgk/r{n}{year}.html", site.report(f"/zwgk/r{n}{year}.html", year, site.place + name)) for n, name in enumerate(agencies)] for year in FEW}

    def answer(asked: Asked) -> str:
        year = int(asked_for(asked).get("nbYear") or 2024)
        select = "<select id='y' onchange=\"window.location.href='/zwgk/ndbg?nbYear='+this.value\">" + "".join(f"<option value='{y}'>{y}年</option>" for y in reversed(FEW)) + "</select>"
        return site.show("政府信息公开年度报告", select, table(found.get(year, [])))

    site.add("/zwgk/ndbg", answer, any_query=True)
    return 3 + 3


@shape("departments and towns live on hosts of their own")
def hosts(site: Site) -> int:
    site.options["domain"] = site.sub
    site.front(("/zwgk/", "政务公开"), extra="<select onchange='window.open(this.value)'><option>部门网站</option>" + "".join(f"<option value='http://{slug}.{site.sub}/'>{name}</option>" for slug, name in (("czj", "县财政局"), ("rsj", "县人社局"), ("lhz", "柳河镇"))) + "</select>")
    site.add("/zwgk/", site.show("政务公开", rows([("/zwgk/nb/", "政府信息公开年报")])))
    site.add("/zwgk/nb/", site.show("政府信息公开年报", rows(site.reports("/zwgk/nb/{}.html", FEW))))
    for slug, agency in (("czj", "财政局"), ("rsj", "人力资源和社会保障局"), ("lhz", "柳河镇人民政府")):
        base = f"http://{slug}.{site.sub}"
        site.web.add(f"{base}/", site.show(agency, rows([("/xw/", "工作动态"), ("/gk/", "信息公开")])))
        site.web.add(f"{base}/gk/", site.show(f"信息公开_{agency}", rows([("/gk/nb.html", "年报"), ("/gk/zn.html", "指南")])))
        site.web.add(f"{base}/gk/nb.html", site.show("年报", rows(site.reports(base + "/gk/{}.html", FEW, agency=site.place + agency))))
    return 3 + 3 * 3


@shape("a yearly collection page groups units under headings")
def collection(site: Site) -> int:
    site.front(("/zwgk/", "政务公开"))
    site.add("/zwgk/", site.show("政务公开", rows([("/zwgk/bg/", "年度报告"), ("/zwgk/zc/", "政策文件")])))
    blocks = []
    for year in FEW:
        units = [(f"/zwgk/bg/{year}/{slug}.html", name) for slug, name in (("jy", "教育局"), ("wj", "卫健局"), ("dsz", "大树镇"))]
        for url, name in units:
            site.report(url, year, site.place + (f"{name}人民政府" if name.endswith("镇") else name))
        blocks.append(f"<h3>{year}年政府信息公开年度报告</h3><p>{' '.join(f'<a href={url}>{name}</a>' for url, name in units)}</p>")
    site.add("/zwgk/bg/", site.show("年度报告", *blocks))
    return 3


# Columns with other things

@shape("notices, pictures and quarters stand among the reports")
def mixed(site: Site) -> int:
    site.front(("/zwgk/", "政务公开"))
    site.add("/zwgk/", site.show("政务公开", rows([("/zwgk/nb/", "公开年报"), ("/zwgk/tj/", "信息公开统计")])))
    found = site.reports("/zwgk/nb/{}.html", FEW)
    other = [(f"/zwgk/nb/x{n}.html", name) for n, name in enumerate(("图解2023年政府信息公开工作年度报告", "关于编制2023年政府信息公开工作年度报告的通知", "2023年第三季度政府信息公开统计表", "2023年上半年政府信息公开工作情况", "2023年度法治政府建设年度报告", "2023年政府网站工作年度报表", "2022年部门决算公开说明", "政府信息公开年度报告制度", "2023年政务公开工作要点落实情况", "2023年政府信息公开工作年度报告解读"))]
    for url, name in other:
        site.add(url, site.show(name, f"<h1>{name}</h1><p>政府信息公开工作年度报告总体情况主动公开政府信息依申请公开行政复议，存在的主要问题。{'按照要求开展有关工作。' * 40}</p>"))
    site.add("/zwgk/nb/", site.show("公开年报", rows([*other[:5], *found, *other[5:]])))
    return 3


@shape("a column of three hundred pieces of news holds three reports")
def news_column(site: Site) -> int:
    site.front(("/xxgk/", "政府信息公开"))
    site.add("/xxgk/", site.show("政府信息公开", rows([("/xxgk/gg/", "通知公告"), ("/xxgk/zfxxgknb/", "政府信息公开年报")])))
    site.add("/xxgk/zfxxgknb/", site.show("政府信息公开年报", rows(site.reports("/xxgk/zfxxgknb/{}.html", FEW))))
    for number in range(1, 16):
        items = [(f"/xxgk/gg/{number}_{n}.html", f"关于第{number * 20 + n}号项目的公告") for n in range(20)]
        if number == 1:
            items += [(f"/xxgk/zfxxgknb/{year}.html", f"{site.name}{year}年政府信息公开工作年度报告") for year in (2023, 2024)]
        name = "" if number == 1 else f"index_{number}.html"
        site.add(f"/xxgk/gg/{name}", site.show("通知公告", rows(items), f"<a href='/xxgk/gg/index_{number + 1}.html'>下一页</a>" if number < 15 else ""))
    return 3


@shape("the same reports stand in three columns under other addresses")
def duplicates(site: Site) -> int:
    site.front(("/zwgk/", "政务公开"))
    site.add("/zwgk/", site.show("政务公开", rows([("/zwgk/nb/", "政府信息公开年报")])))
    found = site.reports("/zwgk/nb/{}.html", FEW)
    copies = [(f"{url}?from=singlemessage&isappinstalled=0", text) for url, text in found] + [(f"/m{url}", f"{text}（手机版）") for url, text in found] + [(f"/zwgk/print.jsp?u={url}", "打印") for url, _ in found]
    site.add("/zwgk/nb/", site.show("政府信息公开年报", rows(found), rows(copies), f"<a href='http://big5.{site.sub}/gate/big5/{site.host}/zwgk/nb/'>繁体</a>"))
    return 3


@shape("titles say little and numbers are the only names of pages")
def laconic(site: Site) -> int:
    site.front(("/c/12.html", "公开"))
    site.add("/c/12.html", site.show("公开", rows([("/c/1201.html", "指南"), ("/c/1202.html", "年报"), ("/c/1203.html", "目录")])))
    words = ("二〇二四年年报", "2023年度报告", "年报（2022年）", "2021")
    items = [(f"/d/{1000 + year * 7}.html", word) for year, word in zip(reversed(FEW), words, strict=True)]
    for year in FEW:
        site.report(f"/d/{1000 + year * 7}.html", year)
    site.add("/c/1202.html", site.show("年报", rows(items)))
    return 3


@shape("each year is a file of its own that shows the others beside it")
def year_files(site: Site) -> int:
    site.front(("/czj/zfxxgk/index.htm", "政府信息公开"))
    site.add("/czj/zfxxgk/index.htm", site.show("政府信息公开", rows([("zfxxgknb/a2024.htm", "政府信息公开年报"), ("zn.htm", "指南")])))
    side = "<div class='years'>" + "".join(f"<a href='a{year}.htm'>{year}年</a> " for year in FEW) + "</div>"
    for year in FEW:
        body = report_page(site.name, year)
        inner = body[body.index("<body>") + 6 : body.index("</body>")]
        site.report(f"/czj/zfxxgk/zfxxgknb/a{year}.htm", year, body=site.show(f"{year}年年报", side, inner))
    return 2


# Traps and faults

@shape("some pages fail at first and come the second time")
def flaky(site: Site) -> int:
    site.front(("/zwgk/", "政务公开"))
    count: dict[str, int] = {}

    def failing(path: str, body: str) -> None:
        def answer(asked: Asked) -> str:
            count[path] = count.get(path, 0) + 1
            site.web.pages[site.host][path].status = 500 if count[path] == 1 else 200
            return body if count[path] > 1 else "<html><body>Server Error</body></html>"

        site.add(path, answer)

    failing("/zwgk/", site.show("政务公开", rows([("/zwgk/nb/", "政府信息公开年报")])))
    found = site.reports("/zwgk/nb/{}.html", FEW)
    failing("/zwgk/nb/", site.show("政府信息公开年报", rows(found)))
    site.add("/zwgk/loop1", "", status=302, headers={"Location": "/zwgk/loop2"})
    site.add("/zwgk/loop2", "", status=302, headers={"Location": "/zwgk/loop1"})
    return 3 + 2


@shape("unknown paths answer with the home page")
def soft(site: Site) -> int:
    site.front(("/zwgk/", "政务公开"))
    site.add("/zwgk/", site.show("政务公开", rows([("/zwgk/bm/", "部门信息公开"), ("/zwgk/nb/", "政府信息公开年报"), ("/zwgk/old/", "往年年报")])))
    site.add("/zwgk/nb/", site.show("政府信息公开年报", rows(site.reports("/zwgk/nb/{}.html", FEW))))
    site.add("/zwgk/old/", site.show("提示", "<script>alert('您访问的栏目不存在');history.back();</script>"))
    site.add("/zwgk/bm/", site.show("部门信息公开", rows([("/zwgk/bm/1/", "教育局"), ("/zwgk/bm/2/", "民政局")])))
    for n in (1, 2):
        site.add(f"/zwgk/bm/{n}/", site.front_page(("/zwgk/", "政务公开")))
    return 4


@shape("robots.txt forbids the departments and search")
def forbidden(site: Site) -> int:
    site.add("/robots.txt", "User-agent: *\nDisallow: /bm/\nDisallow: /*?s=\nDisallow: /search\n", kind="text/plain")
    site.front(("/zwgk/", "政务公开"))
    site.add("/zwgk/", site.show("政务公开", rows([("/zwgk/nb/", "政府信息公开年报"), ("/bm/jyj/nb/", "教育局信息公开年报")])))
    site.add("/zwgk/nb/", site.show("政府信息公开年报", rows(site.reports("/zwgk/nb/{}.html", FEW))))
    site.add("/bm/jyj/nb/", site.show("年报", "x"))
    return 3


@shape("a login stands before part of the site")
def walled(site: Site) -> int:
    site.front(("/zwgk/", "政务公开"))
    site.add("/zwgk/", site.show("政务公开", rows([("/zwgk/nw/nb/", "单位年报填报（信息公开年报）"), ("/zwgk/nb/", "政府信息公开年报")])))
    site.add("/zwgk/nw/nb/", "<html><body><form><h3>用户登录</h3><input name=u><input type=password name=p></form></body></html>")
    site.add("/zwgk/nb/", site.show("政府信息公开年报", rows(site.reports("/zwgk/nb/{}.html", FEW))))
    return 3


@shape("a calendar and a random list of recommendations never end")
def random_list(site: Site) -> int:
    site.front(("/zwgk/", "政务公开"), ("/rl/2024/11/", "日历"))
    site.add("/zwgk/", site.show("政务公开", rows([("/zwgk/nb/index.jsp", "政府信息公开年报")])))
    site.spare = 24
    found = site.reports("/zwgk/nb/{}.html", YEARS)

    def answer(asked: Asked) -> str:
        number = int(asked_for(asked).get("pageIndex", 1))
        noise = rows([(f"/tj/{number * 13 + n}.html", f"为您推荐第{number * 13 + n}条") for n in range(4)])
        shown = rows(cut(found, number, 6)) if number < 3 else "<p>暂无数据</p>"
        return site.show("政府信息公开年报", shown, f"<a href='/zwgk/nb/index.jsp?pageIndex={number + 1}'>下一页</a>", "<h3>猜你喜欢</h3>", noise)

    site.add("/zwgk/nb/index.jsp", answer, any_query=True)
    return 2 + 3


@shape("reports are files behind pages that only name them")
def attached(site: Site) -> int:
    site.front(("/zwgk/", "政务公开"))
    site.add("/zwgk/", site.show("政务公开", rows([("/zwgk/nb/", "政府信息公开年报")])))
    items = []
    for year in FEW:
        title = f"{site.name}{year}年政府信息公开工作年度报告"
        plain = report_page(site.name, year)
        words = [part.partition("</p>")[0].replace("<strong>", "").replace("</strong>", "") for part in plain.split("<p>")[1:]]
        file = docx(''.join(p(text) for text in (title, *words)))
        site.web.add(site.url(f"/zwgk/nb/{year}/P0{year}.docx"), file, kind="application/vnd.openxmlformats-officedocument.wordprocessingml.document")
        site.add(f"/zwgk/nb/{year}.html", site.show(title, f"<h1>{title}</h1><div>发布时间：{year + 1}-01-20</div><div id='zoom'><p>详见附件</p><p><a href='{year}/P0{year}.docx'>{title}.docx</a></p></div>"))
        items.append((f"/zwgk/nb/{year}.html", title))
        site.truth.add(site.url(f"/zwgk/nb/{year}.html"))
    site.add("/zwgk/nb/", site.show("政府信息公开年报", rows(items)))
    return 3 + len(FEW)


@shape("a host has the column twice, by http and https, with sessions")
def sessions(site: Site) -> int:
    site.front(("/zwgk/list.jsp?cid=3&PHPSESSID=77aa", "政务公开"), (f"http://{site.host}:80/zwgk/list.jsp?PHPSESSID=99bb&cid=3", "信息公开"))
    site.add("/zwgk/list.jsp?cid=3", site.show("政务公开", rows([("list.jsp?cid=31&sid=0123456789abcdef0123456789abcdef", "政府信息公开年报"), ("list.jsp?sid=fedcba9876543210fedcba9876543210&cid=31", "年报")])))
    site.add("/zwgk/list.jsp?cid=31", site.show("政府信息公开年报", rows(site.reports("/zwgk/view.jsp?id={}", FEW))))
    return 3


@shape("the old column is in GB2312 without a charset and in frames")
def frames_gbk(site: Site) -> int:
    site.add("/", "<html><frameset cols='200,*'><frame src='left.asp' name='l'><frame src='right.asp' name='r'></frameset></html>".encode("gbk"), kind="text/html")
    site.add("/left.asp", "<html><body><a href='gk.asp' target='r'>政务公开</a><br><a href='fw.asp' target='r'>服务</a></body></html>".encode("gbk"), kind="text/html")
    site.add("/right.asp", site.show("新闻", rows([(f"/n{n}.asp", f"新闻{n}") for n in range(12)])).replace("<meta charset='utf-8'>", "").encode("gbk"), kind="text/html")
    site.add("/gk.asp", "<html><body><a href='nb.asp'>公开年报</a> <a href='zn.asp'>公开指南</a></body></html>".encode("gbk"), kind="text/html")
    found = site.reports("/show.asp?id={}", FEW)
    site.add("/nb.asp", ("<html><body>" + table(found) + "</body></html>").encode("gbk"), kind="text/html")
    return 4


@shape("the list is a definition list whose anchors are pictures of arrows")
def arrows(site: Site) -> int:
    site.front(("/zwgk/", "政务公开"))
    site.add("/zwgk/", site.show("政务公开", rows([("/zwgk/bg/", "公开工作年度报告")])))
    found = site.reports("/zwgk/bg/n{}.html", FEW)
    site.add("/zwgk/bg/", site.show("公开工作年度报告", "<dl>", *(f"<dt>{text}</dt><dd><a href='{url}'><img src='/i/go.gif'></a> 2024-01-12</dd>" for url, text in found), "</dl>"))
    return 3


def write(web: TinyWeb, only: Iterable[str] = ()) -> list[Site]:
    """All sites (or those named) in one web."""
    sites = []
    for number, (sentence, writer) in enumerate(SHAPES.items()):
        if only and sentence not in only:
            continue
        site = Site(web, f"h{number:02}", PLACES[number % len(PLACES)])
        site.least = writer(site) + len(site.truth)
        sites.append(site)
    return sites
