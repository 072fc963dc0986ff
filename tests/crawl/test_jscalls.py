"""Promises that scripts are read for the data that they ask for, and nothing that only counts or suggests."""

import pytest

from harvester.crawl.jscalls import Call, service_calls
from harvester.crawl.model import Ask
from harvester.crawl.paging import further_page, page_call, page_counter


def calls(code: str, columns: tuple[str, ...] = (), **names: str) -> list[Call]:
    return list(service_calls([code], names, columns))


@pytest.mark.parametrize(
    ("code", "url", "posts", "data"),
    [
        ("axios.get(base + '/list', {params: {cid: 5, pageNum: page}}); var base = '/api';", "/api/list", False,
         {"cid": "5", "pageNum": "1"}),
        ("$('#p').pagination({total: 9, remote: {url: '/rest/list', params: {cat: '006', pageIndex: '0'}}})", "/rest/list",
         False, {"cat": "006", "pageIndex": "0"}),
        ("jQuery.ajax({type:'post', url:'/cms/JsonList', data:{code: c, pageno: n}, success: function(d){ f({a:1}); }});"
         "var c = 'A09';", "/cms/JsonList", True, {"code": "A09", "pageno": "1"}),
        ("layui.table.render({elem:'#t', url:'/xxgk/page.do', where:{lm:'77'}})", "/xxgk/page.do", False, {"lm": "77"}),
        ("var x = new XMLHttpRequest(); x.open('POST', 'list.jsp'); x.send('col=9&page=1');", "list.jsp", True,
         {"col": "9", "page": "1"}),
        ("$('#list').load('/zwgk/part.html #rows');", "/zwgk/part.html", False, {}),
        ("$.ajax({url:'data/list.xml', dataType:'xml', success: show})", "data/list.xml", False, {}),
        ("$.ajax({url:'/gs/list.jsp', dataType:'jsonp', jsonp:'cb', data:{lb:'134'}})", "/gs/list.jsp", False,
         {"cb": "callback", "lb": "134"}),
        ("$.ajax({url:'/common/search/' + id + '?_pageSize=' + size + '&page=' + p, dataType:'json', success: f});"
         "var id = '66f0a1b2'; var size = 8;", "/common/search/66f0a1b2?_pageSize=8&page=1", False, {}),
        ("$.ajax({url:'/list.do?callback=cb&y=1', dataType:'jsonp', success: f})", "/list.do?callback=cb&y=1", False, {}),
        ("var r = axios.create({baseURL:'/prod-api'}); r({url:'/cms/tree', method:'get'})", "/prod-api/cms/tree", False, {}),
        ("var r = axios.create({baseURL:'/prod-api'}); r.get('/prod-api/cms/tree')", "/prod-api/cms/tree", False, {}),
        ("$.post('/search/column', {columnId: '10021', p: 1}, show)", "/search/column", True,
         {"columnId": "10021", "p": "1"}),
    ],
)  # fmt: skip
def test_a_call_is_read_as_the_script_would_make_it(code: str, url: str, posts: bool, data: dict[str, str]):
    (call,) = calls(code)
    assert (call.url, call.posts, dict(call.data)) == (url, posts, data)


@pytest.mark.parametrize(
    "code",
    [
        "$.get('/visit/count.do?id=1')", "$.getJSON('/search/hotwords', {siteId: 22}, f)", "$.ajax({url:'/user/login'})",
        "$.get('/search/result')", "$.get('/search/hotword')", "$.get('/js/menu.js')", "fetch('/index.html')", "var list = [{title: '年报', url: '/nb/show.jsp?id=3'}];",
        "$.ajax({url: host + path + '?id=1', success: f})", "map.get('name')", "$.get('" + "a" * 50_000 + "')",
        "url: " * 2000 + "{" * 3000,
    ],
)  # fmt: skip
def test_what_is_no_list_is_left_alone(code: str):
    assert calls(code) == []


def test_the_column_that_a_reader_would_choose_is_put_where_the_script_waits_for_it():
    code = "function show(){ fetch('/api/column/' + id + '/list?page=1').then(f) } var id = location.hash.slice(1);"
    (call,) = calls(code, ("107",))
    assert (call.url, call.column) == ("/api/column/107/list?page=1", "107")
    assert calls(code) == []


@pytest.mark.parametrize(
    ("url", "body", "entries", "following"),
    [
        ("/l?page=1&size=5", "", (5, 5, 12), "/l?page=2&size=5"),
        ("/l?page=3&size=5", "", (2, 12, 12), None),
        ("/l?page=3&size=5", "", (2, 12, None), None),
        ("/l?page=1&size=15", "", (14, 14, None), "/l?page=2&size=15"),
        ("/l?start=0&limit=10", "", (10, 10, None), "/l?start=10&limit=10"),
        ("/l?cid=7", "", (10, 10, None), None),
        ("/l?page=1&pageSize=15", "", (15, 15, 15), "/l?page=2&pageSize=15"),
        ("/l", "cid=7&pageno=1", (10, 10, None), "cid=7&pageno=2"),
        ("/l", '{"cid": 7, "pageNum": 1}', (10, 10, None), '{"cid": 7, "pageNum": 2}'),
    ],
)
def test_the_next_page_is_the_same_request_with_the_next_number(
    url: str, body: str, entries: tuple[int, int, int | None], following: str | None
):
    ask = Ask(f"http://a.gov.cn{url}", "POST" if body else "GET", body)
    found = further_page(ask, *entries)
    assert (found and (found.body or found.url.removeprefix("http://a.gov.cn"))) == following


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("createPageHTML(3, 0, 'index', 'html')", (3, 0, "index", "html")),
        ("createPageHTML('3','0','index','html')", (3, 0, "index", "html")),
        ("createPageHTML('index','shtml',3,1)", (3, 1, "index", "shtml")),
        ("createPageHTML(12, 'box', 3, 1, 'nb', 'html')", (3, 1, "nb", "html")),
        ("createPageHTML('box', 50, 1, 'list_1', 'shtml', 1000)", (50, 1, "list_1", "shtml")),
        ("createPageHTML(3, 1, '2022', 'html')", (3, 1, "2022", "html")),
    ],
)
def test_a_page_call_is_read_in_whatever_order_its_arguments_stand(script: str, expected: tuple[int, int, str, str]):
    call = page_call(script)
    assert call is not None and call[:4] == expected


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("var countPage = 4; var currentPage = 0; x='index_'+n+'.htm'", (4, 0, "index", "htm")),
        ("m_nRecordCount='12'; m_nCurrPage=1; m_nPageSize=5; m_sPageName='list'; m_sPageExt='html'", (3, 1, "list", "html")),
        ("var c = {total: 3, current: 0, name: 'index', ext: 'html'}", (3, 0, "index", "html")),
        ("var pageCount = 1, currentPage = 0, name = 'index', ext = 'html'", None),
        ("var totalPages = 9;", None),
    ],
)  # fmt: skip
def test_a_counter_in_variables_names_the_further_files(script: str, expected: tuple[int, int, str, str] | None):
    call = page_counter(script)
    assert (call and call[:4]) == expected
