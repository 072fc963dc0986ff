"""Promises that a text which a script, an attribute or a field holds is found, and that code never becomes a text."""

# ruff: noqa: E501 (a row is one case)

import html
import json

import pytest

from harvester.page.read import read_page

LINES = (
    "根据《中华人民共和国政府信息公开条例》要求，现公布某某县人民政府2023年政府信息公开工作年度报告。",
    "一、总体情况",
    "2023年，某某县主动公开政府信息1200条，办理依申请公开36件，均按时答复。",
    "某某县人民政府",
    "2024年1月20日",
)
BODY = "".join(f"<p>{line}</p>" for line in LINES)
JSON = json.dumps(BODY)
PLACES = {
    "concatenated": "<script>var s='';"
    + "".join(f"s += '<p>{line}</p>' +\n '';" for line in LINES)
    + "document.write(s);</script>",
    "written line by line": "<script>" + "".join(f'document.writeln("<p>{line}</p>");' for line in LINES) + "</script>",
    "any name": f'<script>window.__INITIAL_STATE__={{"detail":{{"docHtmlCon":{JSON}}}}};</script>',
    "arguments of a function": f"<script>window.__NUXT__=(function(a){{return {{bodyHtml:{JSON}}}}}(1));</script>",
    "JSON of another type": f'<script id="__NEXT_DATA__" type="application/json">{{"a":[{{"content":{JSON}}}]}}</script>',
    "template": f"<script type='text/template'>{BODY}</script>",
    "attribute with JSON": f"<div id=app data-page='{html.escape(json.dumps({'post': {'content': BODY}}))}'></div>",
    "srcdoc": f'<iframe srcdoc="{html.escape(BODY)}"></iframe>',
    "noframes": f"<frameset><frame src=a.htm><noframes><body>{BODY}</body></noframes></frameset>",
    "comment with a quote": f"<script>// don't stop\nvar a = {JSON};</script>",
}


@pytest.mark.parametrize("label", PLACES)
def test_the_text_is_found_where_it_is_held(label: str) -> None:
    page = read_page(f"<html><body>{PLACES[label]}</body></html>")
    assert page.text.split("\n") == list(LINES)
    assert page.body_source.startswith("script:")


@pytest.mark.parametrize("escape", [True, False])
def test_the_answer_of_a_service_is_read_like_the_page_that_would_show_it(escape: bool) -> None:
    answer = {"code": 200, "data": {"title": "某某县2023年政府信息公开工作年度报告", "content": BODY, "publishTime": "2024-01-21"}}
    page = read_page(json.dumps(answer, ensure_ascii=escape).encode(), content_type="application/json")
    assert page.text.split("\n") == list(LINES)
    assert [found.value for found in page.metadata.title] == ["某某县2023年政府信息公开工作年度报告"]


def test_an_answer_without_markup_stays_what_it_is() -> None:
    answer = '{"rows": [{"title": "某某县2023年政府信息公开工作年度报告", "url": "/nb/1.html"}]}'
    assert read_page(answer, content_type="application/json").kind == "text"


@pytest.mark.parametrize(
    "code",
    [
        "function f(){ $('#a').append('<li>' + json.title + '</li>'); alert('请输入查询的内容后再点击搜索按钮，谢谢您的配合与支持！'); }",
        "$.ajax({url: '/api/list', success: function (data) { $('#b').html('<a>' + data.title + '</a>'); }});",
        "// document.write('一段很长的注释文字，其中没有任何需要读取的内容，只是说明。')",
    ],
)
def test_code_is_no_text(code: str) -> None:
    page = read_page(
        f"<html><body><h1>详见附件</h1><p>报告全文见附件，请下载。</p><script>{code}</script></body></html>"
    )
    assert "报告全文见附件" in page.text
    assert "json" not in page.text and "ajax" not in page.text
