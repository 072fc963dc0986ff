"""Promises that addresses are read out of handlers and small scripts, that lists end, and that failures are named."""

# ruff: noqa: E501 (a row is one case)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvester.crawl.handlers import form_calls, handler_links
from harvester.crawl.jsvalues import constants, evaluate, functions
from harvester.crawl.lists import Lists
from harvester.crawl.model import Ask, Lead
from harvester.crawl.paging import leads_on, page_call, turns
from harvester.crawl.search import FURTHER, Examined
from harvester.crawl.troubles import trouble
from harvester.page.html import parse_html

BASE = "http://www.a.gov.cn/x/index.html"


def links(markup: str, *scripts: str) -> list[tuple[str, str]]:
    text = f"<html><body>{markup}</body></html>"
    return [(link.url, link.text) for link in handler_links(text, parse_html(text), BASE, scripts)]


@pytest.mark.parametrize(
    "markup",
    [
        "<a href='#' onclick=\"window.location.href='/x/nb.html'\">年报</a>",
        "<a href=\"javascript:window.open('nb.html')\">年报</a>",
        "<td onclick=\"javascript:location='/x/nb.html'\">年报</td>",
        "<div onclick=\"location.replace('./nb.html')\">年报</div>",
        "<li onclick=\"goTo('/x/nb.html', '_blank')\">年报</li>",
        "<span data-href='/x/nb.html'>年报</span>",
        "<select onchange='location=this.value'><option value='nb.html'>年报</option></select>",
    ],
)
def test_a_handler_is_a_link(markup: str):
    assert links(markup) == [("http://www.a.gov.cn/x/nb.html", "年报")]


@pytest.mark.parametrize(
    "markup",
    [
        "<a href='javascript:void(0)' onclick='window.print()'>打印</a>",
        "<a href='javascript:;' onclick=\"setFont('16px')\">大</a>",
        "<select name='y'><option value='2021.5'>x</option></select>",
        "<a href='nb.html'>年报</a>",
    ],
)
def test_other_handlers_are_no_links(markup: str):
    assert links(markup) == []


def test_a_function_of_the_page_says_where_its_calls_lead():
    script = "var base='/show/'; function show(cid, id) { window.open(base + cid + '/' + id + '.html'); }"
    assert links("<li onclick=\"show(7,'12')\">年报</li>", script) == [("http://www.a.gov.cn/show/7/12.html", "年报")]


@pytest.mark.parametrize(
    ("argument", "address"),
    [("1", "list.shtml"), ("2", "list_2.shtml"), ("0", "list.shtml")],
)
def test_of_two_branches_of_a_function_the_one_counts_whose_condition_holds(argument: str, address: str):
    script = (
        "var name='list'; function turn(n){ if(n<=1){ location.href=name+'.shtml'; }"
        " else { location.href=name+'_'+n+'.shtml'; } }"
    )
    found = links(f"<a href='javascript:turn({argument})'>下一页</a>", script)
    assert found == [(f"http://www.a.gov.cn/x/{address}", "下一页")]


@pytest.mark.parametrize(
    ("markup", "script"),
    [
        ("<a href='#' data-id=7 onclick='go(this)'>年报</a>", "function go(el){ window.open('/d?id=' + $(el).data('id')); }"),
        ("<a onclick='go(1, this)' data-id=7>年报</a>", "function go(n, e){ var i = e.dataset.id; location.href = '/d?id=' + i; }"),
        ("<li class='a b' data-id=7>年报</li>", "$('.tab .b').click(function(){ location.href = '/d?id=' + $(this).data('id'); });"),
        ("<li class=b data-id=7>年报</li>", "$(document).on('click', 'li.b', function(){ var id = $(this).attr('data-id');"
         " window.location = '/d?id=' + id; })"),
    ],
)  # fmt: skip
def test_a_click_reads_the_attributes_of_what_is_clicked(markup: str, script: str):
    page = f"{markup}<b data-id=8>x</b><script>{script}</script>"
    assert links(page, script) == [("http://www.a.gov.cn/d?id=7", "年报")]


def test_an_attribute_that_nothing_reads_is_no_address():
    script = "$('.b').click(function(){ location.href = '/d?' + $(this).data('id'); })"
    for markup in ("<li class=c data-id=7>年报</li>", "<li class=b>年报</li>", "<li class=b data-no=7>年报</li>"):
        assert links(f"{markup}<script>{script}</script>", script) == []


def test_a_function_asks_a_field_of_the_page():
    script = "function by(y){ var c = document.getElementById('cid').value; location.href = 'nb.jsp?cid=' + c + '&nd=' + y; }"
    found = links("<input type=hidden id=cid value=A7><a href=\"javascript:by('2022')\">2022年</a>", script)
    assert found == [("http://www.a.gov.cn/x/nb.jsp?cid=A7&nd=2022", "2022年")]


def test_a_list_goes_on_behind_a_button_for_more():
    assert leads_on("加载更多") and leads_on("点击加载更多") and not leads_on("更多服务")
    assert links("<button data-url='/more?o=5'>加载更多</button>") == [("http://www.a.gov.cn/more?o=5", "加载更多")]


def test_a_pager_that_sends_a_form_is_a_request():
    text = (
        "<form name=f method=post action='list.do'><input type=hidden name=id value=8>"
        "<input type=hidden name=pageNo value=1><input type=submit name=go value=x></form>"
        "<a href='javascript:goPage(2)'>2</a>"
    )
    scripts = ("function goPage(n){document.f.pageNo.value=n;document.f.submit()}",)
    (call,) = form_calls(parse_html(text), BASE, scripts)
    assert (call.text, call.ask.method, call.ask.url, call.ask.body) == (
        "2", "POST", "http://www.a.gov.cn/x/list.do", "id=8&pageNo=2",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("'/api/' + id + '/list'", "/api/77/list"),
        ("`/api/${cfg.id}/list?page=${n}`", "/api/77/list?page=1"),
        ("'/api?ch=' + $('#ch').val() + '&_=' + Math.random()", "/api?ch=9&_=1"),
        ("'/api/' + unknown", None),
    ],
)
def test_expressions_of_scripts_are_read_or_left(expression: str, text: str | None):
    assert evaluate(expression, {"id": "77", "#ch": "9"}) == text


def test_constants_may_be_made_of_constants():
    assert constants(["var a = '/x'; var b = a + '/y'; var c = 7;"]) == {"a": "/x", "b": "/x/y", "c": "7"}


@given(st.text(max_size=200))
def test_any_script_is_read(code: str):
    constants([code])
    functions([code])
    list(handler_links(f"<option {code}", parse_html(f"<p onclick=\"{code}\">x</p>"), BASE, (code,)))


@pytest.mark.parametrize(
    ("call", "stem"),
    [
        ("createPageHTML(3, 0, 'index', 'html')", "index"),
        ("createPageHTML('box', 3, 1, 'list', 'shtml', 189)", "list"),
        ('createPageHTML(3,0,"index","htm","10")', "index"),
    ],
)  # fmt: skip
def test_page_calls_are_read_in_any_order_of_arguments(call: str, stem: str):
    found = page_call(call)
    assert found is not None and found.stem == stem


def test_a_year_is_no_turning_of_a_page():
    assert not turns("2023") and turns("上一页") and turns("3")


def test_a_list_ends_when_a_page_brings_nothing_new():
    lists = Lists()
    first, second, third = (Lead(Ask(f"http://a/{n}"), "a", "column", 1.0, (FURTHER,) if n else ()) for n in range(3))
    assert lists.read(first, Examined(leads=(second, third), entries=frozenset({"x"})))
    assert not lists.read(second, Examined(leads=(third,), entries=frozenset({"x"})))
    assert not lists.has_ended(third)
    lists.missed(second)
    assert lists.has_ended(third) and not lists.has_ended(first)


@pytest.mark.parametrize(
    ("reason", "error"),
    [
        ("DownloadConnectionRefusedError: Connection was refused by other side: 111", "ConnectionRefused"),
        ("CannotResolveHostError: x", "DNSLookupError"),
        ("DownloadTimeoutError: took longer than 60 s", "Timeout"),
        ("robots.txt: HTTP 503", "ServerError"),
        ("HTTP 410", "Gone"),
        ("HTTP 405", "HTTPStatus"),
        ("WeirdError: who knows", "WeirdError"),
    ],
)
def test_a_failure_has_a_short_class_and_a_sentence(reason: str, error: str):
    found = trouble(reason, "http://a.gov.cn/nb/")
    assert found.error == error
    assert "http://a.gov.cn/nb/" in found.message and found.message.endswith(".")
