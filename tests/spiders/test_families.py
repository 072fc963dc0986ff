"""Promises that each family is told by its pages, and that its lists go on by plain requests. The pages are made up."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from harvester.crawl.model import Answer, Ask, Lead, Listing, Snapshot
from harvester.crawl.pages import snapshot
from harvester.crawl.scope import Scope
from harvester.crawl.search import Wanted, examine
from harvester.registry import Site
from spiders.families import known_families

FAMILIES = {family.name: family for family in known_families()}
BASE = "http://www.a.gov.cn"


def page(body: str, url: str = f"{BASE}/xxgk/nb/", kind: str = "text/html; charset=utf-8", **memo: str) -> Snapshot:
    answer = Answer(url=url, status=200, headers={"content-type": kind}, body=body.encode())
    return snapshot(Ask(url, memo=tuple(memo.items())), answer)


def listing(name: str, shown: Snapshot) -> Listing:
    return FAMILIES[name].listing(shown)


PAGES = {
    "hanweb_xxgk": "<html><script>$.post('/module/xxgk/search.jsp', {divid: 'div7'})</script></html>",
    "easysite": '<html><input id="eprotalCurrentPageId" value="7"><a href="/eportal/ui?pageId=8">公开年报</a></html>',
    "epoint": '<html><a href="/zwgk/006001/006001009/moreinfo.html">公开年报</a></html>',
    "powereasy": '<html><a href="/Category_598/Index.aspx">公开年报</a></html>',
    "classic_asp": '<html><a href="list.asp?classid=18">公开年报</a><a href="show.asp?id=7">指南</a></html>',
    "identifiers": '<html><a href="/20230119/0123456789abcdef0123456789abcdef.html">公开年报</a></html>',
    "nfcms": '<html><a href="/zwgk/content/post_8961234.html">公开年报</a></html>',
    "trs": '<html><div class="TRS_Editor"></div><a href="./202301/t20230119_348123.html">年度报告</a></html>',
    "hanweb": '<html><a href="/art/2023/1/9/art_501_34.html">报告</a><a href="/col/col501/index.html">年报</a></html>',
    "webber": '<html><!--Announced by Visual SiteBuilder 9--><a href="/info/1083/126.htm">年度报告</a></html>',
    "siteserver": '<html><script>var $pageInfo = {siteID: 1};</script><a href="/channels/21_2.html">2</a></html>',
    "ucap": '<html><a href="/my/c100529/2023/1/9/0123456789abcdef0123456789abcdef.shtml">年度报告</a></html>',
    "aspnet": '<html><form action="Index.aspx"><input type="hidden" name="__VIEWSTATE" value="x"></form></html>',
    "lonsun": '<html><!--StartLabelHtml_linkList_0a--><a href="/public/6616/10012.html">年度报告</a></html>',
}


@pytest.mark.parametrize("name", PAGES)
def test_a_family_is_surest_of_its_own_page(name: str):
    sure = {family: FAMILIES[family].recognize(page(PAGES[name])) for family in FAMILIES}
    assert max(sure, key=lambda family: sure[family]) == name
    assert sure[name] >= 0.5


@pytest.mark.parametrize("name", FAMILIES)
def test_no_family_claims_a_page_of_plain_links(name: str):
    assert FAMILIES[name].recognize(page('<html><a href="/a.html">政府信息公开年报</a></html>')) < 0.3


def test_hanweb_reads_the_records_of_the_page_and_asks_the_proxy_for_the_others():
    shown = page(
        """<html><script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp
?page=1&appid=1&webid=35&path=/&columnid=501&unitid=77&webname=x&permissiontype=0"></a>]]></nextgroup><recordset>
<record><![CDATA[<li><a href="/art/2023/1/9/art_501_1.html" title="某县2022年信息公开年报">某</a><i>2023-01-09</i>
</li>]]></record></recordset></datastore></script><script>$('#u7').jpage({perPage:10,totalRecord:65});</script></html>""".replace(
            "dataproxy.jsp\n", "dataproxy.jsp"
        ),
        f"{BASE}/col/col501/index.html",
    )
    items, more, *_ = listing("hanweb", shown)
    assert [item.url for item in items] == [f"{BASE}/art/2023/1/9/art_501_1.html"]
    assert [parse_qs(urlsplit(ask.url).query)["startrecord"] for ask in more] == [["2"], ["32"], ["62"]]
    body = parse_qs(more[0].body)
    assert (body["columnid"], body["unitid"], body["webid"]) == (["501"], ["77"], ["35"])


def test_hanweb_reads_the_answer_of_the_proxy():
    shown = page(
        "<datastore><totalrecord>65</totalrecord><recordset><record><![CDATA["
        "<li><a href='/art/2019/2/1/art_501_9.html'>"
        "某县2018年政府信息公开年报</a></li>]]></record></recordset></datastore>",
        f"{BASE}/module/web/jpage/dataproxy.jsp?startrecord=2", "text/xml", page=f"{BASE}/col/col501/index.html",
    )  # fmt: skip
    items, more, *_ = listing("hanweb", shown)
    assert [item.url for item in items] == [f"{BASE}/art/2019/2/1/art_501_9.html"]
    assert not more


TREE = [{"id": 26, "name": "政府信息公开指南", "children": []},
        {"id": 27, "name": "法定主动公开内容", "children": [{"id": 2629, "name": "政府信息公开年报", "jump_url": ""}]},
        {"id": 28, "name": "部门", "jump_url": "/zwgk/bm/index.html"}]  # fmt: skip


def test_gkmlpt_asks_its_service_for_report_columns_wherever_they_hang_in_the_tree():
    text = (
        f"<html><script>window._CONFIG = {{ SID: '175', TREE: {json.dumps(TREE)} }};</script><div id=app></div></html>"
    )
    items, _, columns, _ = listing("gkmlpt", page(text, f"{BASE}/jyj/gkmlpt/index"))
    assert [(column.ask.url, column.name) for column in columns] == [
        (f"{BASE}/jyj/gkmlpt/api/all/2629?page=1&sid=175", "政府信息公开年报")
    ]
    assert [item.url for item in items] == [f"{BASE}/zwgk/bm/index.html"]


def test_gkmlpt_reads_its_service_until_it_has_seen_all():
    articles = [
        {
            "title": f"某局{year}年政府信息公开年报",
            "url": f"{BASE}/gkmlpt/content/1/1/post_{year}.html",
            "date": 1674100000,
        }
        for year in (2021, 2022)
    ]
    text = json.dumps({"classify": {"post_count": 3}, "articles": articles})
    memo = {"list": f"{BASE}/gkmlpt/api/all/9", "sid": "1", "page": "1", "seen": "0"}
    items, more, *_ = listing("gkmlpt", page(text, f"{BASE}/gkmlpt/api/all/9?page=1&sid=1", "application/json", **memo))
    assert next((item.text, item.date) for item in items) == ("某局2021年政府信息公开年报", "2023-01-19")
    assert [ask.url for ask in more] == [f"{BASE}/gkmlpt/api/all/9?page=2&sid=1"]
    last = page(
        text, f"{BASE}/gkmlpt/api/all/9?page=2&sid=1", "application/json", **(memo | {"page": "2", "seen": "2"})
    )
    assert not listing("gkmlpt", last).more


@pytest.mark.parametrize(
    ("target", "argument"),
    [("AspNetPager1", "2"), ("ctl00$ContentPlaceHolder1$anpPageIndex", "2"), ("GridView1", "Page$2")],
)
def test_aspnet_posts_the_state_for_the_next_page_without_pressing_the_search_button(target: str, argument: str):
    shown = page(
        f"""<html><form action="./Index.aspx?id=3"><input type="hidden" name="__VIEWSTATE" value="/wEP+x=">
        <input type="hidden" name="__EVENTTARGET" value=""><input type="submit" name="search" value="搜索">
        <a href="javascript:__doPostBack('{target}','{argument}')">下一页</a></form></html>""",
        f"{BASE}/Category_5/Index.aspx?id=3",
    )
    (ask,) = listing("aspnet", shown).more
    body = parse_qs(ask.body)
    assert (ask.method, ask.url) == ("POST", f"{BASE}/Category_5/Index.aspx?id=3")
    assert (body["__EVENTTARGET"], body["__EVENTARGUMENT"], body["__VIEWSTATE"]) == ([target], [argument], ["/wEP+x="])
    assert "search" not in body


def test_the_disclosure_module_of_hanweb_is_asked_for_the_catalog_of_the_page():
    code = "var jdid='12'; var area='1133';$('#d').load('/module/xxgk/search.jsp?divid=div77&infotypeId=A01');"
    shown = page(f"<html><script>{code}</script></html>", f"{BASE}/col/col77/index.html?number=A007")
    (ask,) = listing("hanweb_xxgk", shown).more
    form = parse_qs(ask.body)
    wanted = {"infotypeId": ["A007"], "divid": ["div77"], "area": ["1133"], "jdid": ["12"], "currpage": ["1"]}
    assert (ask.method, wanted.items() <= form.items()) == ("POST", True)
    table = "<table><tr><td><a href='/art/1.html'>某县2022年年报</a></td></tr></table>共&nbsp;3&nbsp;页"
    answer = page(table, ask.url, **ask.note)
    items, more, *_ = listing("hanweb_xxgk", answer)
    assert [item.url for item in items] == [f"{BASE}/art/1.html"]
    assert [parse_qs(further.body)["currpage"] for further in more] == [["2"], ["3"]]


def test_a_proxy_of_hanweb_that_reads_no_form_is_asked_by_its_address():
    address = f"{BASE}/module/web/jpage/dataproxy.jsp?startrecord=4&endrecord=9&perpage=3"
    asked = Ask(address, "POST", "columnid=5&unitid=7")
    empty = Answer(asked.url, 200, {"content-type": "text/xml"}, b"<datastore><totalrecord>0</totalrecord></datastore>")
    (column,) = listing("hanweb", snapshot(asked, empty)).columns
    assert (column.ask.method, parse_qs(urlsplit(column.ask.url).query)["columnid"]) == ("GET", ["5"])


def test_easysite_puts_the_pages_together_that_its_pager_only_counts():
    shown = page(f"<html><div id=x>moduleId='{'ab12' * 8}'</div>共3页</html>", f"{BASE}/eportal/ui?pageId=4133")
    asks = listing("easysite", shown).more
    assert [parse_qs(urlsplit(ask.url).query)["currentPage"] for ask in asks] == [["2"], ["3"]]


def test_webber_names_the_hidden_anchors_of_its_tree():
    shown = page(
        """<html><!--Announced by Visual SiteBuilder 9--><script>var a=new WebFXTreeItem('<b>信息公开年报</b>',
        document.getElementById("an1").href);</script><a id="an1" href="xxgknb.htm"></a>
        <a id="an2" href="javascript:;"></a></html>"""
    )
    assert [(item.url, item.text) for item in listing("webber", shown).items] == [
        (f"{BASE}/xxgk/nb/xxgknb.htm", "信息公开年报")
    ]


def test_lonsun_asks_for_the_list_that_its_script_names():
    shown = page(
        """<html><!--StartLabelHtml_x--><script>$("#list").load("/site/label/8888?labelName=publicInfoList&organId=66&catId=70
&pageSize=20"); var pageCount = 3;</script></html>""".replace("catId=70\n", "catId=70")
    )
    assert [parse_qs(urlsplit(ask.url).query)["pageIndex"] for ask in listing("lonsun", shown).more] == [
        ["1"],
        ["2"],
        ["3"],
    ]


@pytest.mark.parametrize(
    ("script", "method", "url", "body"),
    [
        ("fetch('/api/list?cid=9&page=1').then(r=>r.json())", "GET", "/api/list?cid=9&page=1", ""),
        ("axios.get('/api/list', {params: {cid: 9, pageNo: 1}})", "GET", "/api/list?cid=9&pageNo=1", ""),
        (
            "$.ajax({type:'POST', url:'/cms/list', data:{channel:'nb', page:1}, success:f})",
            "POST",
            "/cms/list",
            "channel=nb&page=1",
        ),
        ("$.post('/cms/list', {channel: 'nb', page: 1}, show)", "POST", "/cms/list", "channel=nb&page=1"),
    ],
)
def test_a_service_is_asked_as_the_script_of_the_page_would(script: str, method: str, url: str, body: str):
    (ask,) = listing("service", page(f"<html><ul id=list></ul><script>{script};</script></html>")).more
    assert (ask.method, ask.url, ask.body) == (method, BASE + url, body)


def test_a_service_that_counts_visits_is_left_alone():
    assert not listing("service", page("<html><script>$.get('/api/visit/count?id=1');</script></html>")).more


def test_a_click_on_a_year_is_the_request_of_its_function():
    script = "function show(y){ $.ajax({url:'/api/list.do?nbYear=' + y, dataType:'json', success: fill}); }"
    rows = "".join(f"<a href='javascript:;' onclick='show({year})'>{year}年</a>" for year in (2022, 2023))
    shown = page(f"<html><h2>政府信息公开年报</h2>{rows}<a onclick='show(1)'>更多</a><script>{script}</script></html>")
    columns = listing("service", shown).columns
    assert [(column.ask.url, column.name) for column in columns] == [
        (f"{BASE}/api/list.do?nbYear={year}", f"{year}年") for year in (2022, 2023)
    ]
    assert not listing("service", page(f"<html><h2>历史上的今天</h2>{rows}<script>{script}</script></html>")).columns


@pytest.mark.parametrize(
    "code",
    [
        'var d = [["某县2022年年报", "/nb/2022.html", "2023-01-20"], ["某县2021年年报", "/nb/2021.html"]];',
        "d[0] = ['2023-01-20', 'nb/2022.html', '某县2022年年报', 7]; d[1] = [1, 'x'];",
    ],
)
def test_rows_of_texts_in_a_script_are_entries(code: str):
    items = listing("script_data", page(f"<html><ul></ul><script>{code}</script></html>", f"{BASE}/")).items
    assert (items[0].url, items[0].text, items[0].date) == (f"{BASE}/nb/2022.html", "某县2022年年报", "2023-01-20")


def test_rows_without_a_title_or_an_address_are_no_entries():
    code = "var a = ['北京', '上海']; var b = ['/img/1.html', 'abc']; var c = ['首页', 'index'];"
    assert not listing("script_data", page(f"<html><script>{code}</script></html>")).items


APPLICATION = (
    "const r=axios.create({baseURL:'/prod-api'});"
    "function a(e){return r({url:'/cms/channel/tree',method:'get',params:e})}"
    "function b(e){return r({url:'/cms/article/list',method:'get',params:e})}"
    "function c(e){return r({url:'/cms/article/'+e,method:'get'})}b({channelId:this.id,pageNum:this.page,pageSize:10});"
)


def test_an_application_is_asked_for_the_column_that_its_tree_names():
    tree, every = listing("service", page(f"<html><div id=app></div><script>{APPLICATION}</script></html>")).more
    assert [tree.url, every.url] == [f"{BASE}/prod-api/cms/channel/tree", f"{BASE}/prod-api/cms/article/list"]
    nodes = {"data": [{"id": 11, "name": "新闻"}, {"id": 12, "children": [{"id": 125, "name": "政府信息公开年报"}]}]}
    answer = page(json.dumps(nodes), tree.url, "application/json", **tree.note)
    ((ask, name),) = listing("service", answer).columns
    assert (ask.url, name) == (
        f"{BASE}/prod-api/cms/article/list?pageNum=1&pageSize=10&channelId=125", "政府信息公开年报",
    )  # fmt: skip
    rows = {"rows": [{"id": 7, "title": "某县2022年政府信息公开工作年度报告"}], "total": 1}
    (item,) = listing("service", page(json.dumps(rows), ask.url, "application/json", **ask.note)).items
    assert item.url == f"{BASE}/prod-api/cms/article/7"


def test_a_tree_without_a_report_column_asks_for_nothing():
    tree, _ = listing("service", page(f"<html><div id=app></div><script>{APPLICATION}</script></html>")).more
    nodes = {"data": [{"id": 11, "name": "新闻"}, {"id": 12, "name": "法治政府建设年度报告"}]}
    assert not listing("service", page(json.dumps(nodes), tree.url, "application/json", **tree.note)).columns


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ('{"data":{"html":"&lt;a href=&quot;/nb/3.html&quot;&gt;某县2020年信息公开年报&lt;/a&gt;"}}',
         "某县2020年信息公开年报"),
        ('{"data":{"rows":[{"title":"某县2022年政府信息公开年报","linkurl":"/nb/2022.html","publishTime":"2023-01-09"}]}}',
         "某县2022年政府信息公开年报"),
        (json.dumps({"result": json.dumps({"list": [{"infoTitle": "某县2018年年报", "infoUrl": "/nb/4.html"}]})}),
         "某县2018年年报"),
        ('callback({"docs":[{"doctitle":"<em>某县</em>2021年年报","docpuburl":"http://www.a.gov.cn/1.html"}]});',
         "某县2021年年报"),
        ('{"data":{"html":"<li><a href=\\"/nb/3.html\\">某县2020年信息公开年报</a></li>"}}', "某县2020年信息公开年报"),
    ],
)  # fmt: skip
def test_entries_of_an_answer_are_found_whatever_the_service_calls_them(text: str, title: str):
    shown = page(text, f"{BASE}/api/list?page=1", "application/json", service=f"{BASE}/nb/")
    items, more, *_ = listing("service", shown)
    assert [item.text for item in items] == [title]
    assert [ask.url for ask in more] == [f"{BASE}/api/list?page=2"]


@pytest.mark.parametrize("text", ["{", "[]", "null", '{"a":' * 5000, "<html>", "\x00\x01", '{"title":1,"url":2}'])
@pytest.mark.parametrize("name", FAMILIES)
def test_no_answer_whatever_it_holds_stops_a_family(name: str, text: str):
    shown = page(text, kind="application/json")
    assert 0.0 <= FAMILIES[name].recognize(shown) <= 1.0
    assert isinstance(listing(name, shown), Listing)


def test_the_search_follows_what_the_families_offer():
    text = f"<html><script>window._CONFIG = {{ SID: '1', TREE: {json.dumps(TREE)} }};</script><div id=app></div></html>"
    site = Site("1", "", "", f"{BASE}/")
    wanted = Wanted(Scope([site]), families=known_families())
    shown = page(text, f"{BASE}/gkmlpt/index")
    examined = examine(shown, Lead(Ask(shown.url), "1", "way", 0.9), wanted)
    assert examined.family == "gkmlpt"
    assert next(lead.role for lead in examined.leads) == "column"
    assert not examined.is_shell
