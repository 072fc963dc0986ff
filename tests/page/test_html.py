"""Promises that markup of every kind becomes a whole tree in little time, or is refused with its reason."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvester.errors import UnreadablePage
from harvester.page.html import parse_html, text_of, walk
from harvester.page.read import read_page

PROSE = "全年主动公开政府信息，共计一百条，办理申请三十件。" * 8


@pytest.mark.parametrize(
    "markup",
    [
        f"<title>某某局<body><p>{PROSE}</p>",
        f"<html><body><textarea><p>{PROSE}</p><div>后文</div>",
        f"<p>前文<!-- 注释 <p>{PROSE}</p>",
        f"<p>前文<script>var a = 1;<p>{PROSE}</p>",
        f"<style>p {{}}<p>{PROSE}</p>",
        f'<%@ page contentType="text/html" %><!DOCTYPE html><html><body><p>{PROSE}</p>',
        f'<?xml version="1.0" encoding="gb2312"?><html><body><p>{PROSE}</p>',
        f"</html><p>{PROSE}</p></body>",
        f"<html><body>头部</body></html><p>{PROSE}</p>",
        f"<html><body>头部</body></html><HTML><head><title>某某局</title></head><BODY><p>{PROSE}</p></BODY></HTML>",
        "<b>" * 5_000 + PROSE,
        "<font><span>" * 3_000 + f"<p>{PROSE}</p>",
    ],
    ids=["title", "textarea", "comment", "script", "style", "jsp", "xml", "late", "early", "included", "bold", "font"],
)
def test_an_unclosed_or_foreign_tag_does_not_swallow_the_page(markup: str) -> None:
    assert PROSE in text_of(parse_html(markup))


def test_text_around_comments_is_kept_and_comments_go() -> None:
    root = parse_html("<p>公<!-- 甲 -->开<!--正文开始-->信息</p>")
    assert text_of(root) == "公开信息"
    assert [element.tag for element in walk(root)] == ["html", "body", "p", "body-mark"]


def test_control_characters_do_not_cut_the_text() -> None:
    assert text_of(parse_html("<p>公\x00开\x1f信\x0b息</p>")) == "公开信息"


HOSTILE = {
    "a million cells": "<table>" + ("<tr>" + "<td>1</td>" * 10) * 50_000,
    "deep nesting": "<div>" * 1_000_000,
    "deep tables": "<table><tr><td>" * 20_000 + PROSE,
    "deep and closed": "<div>" * 20_000 + PROSE + "</div>" * 20_000,
    "unclosed paragraphs": "<p>公开" * 110_000,
    "unclosed fonts": "<font color=red>公开" * 110_000,
    "one attribute of five megabytes": '<p title="' + "文" * 1_700_000 + '">' + PROSE,
    "half a million attributes": "<p " + " ".join(f"a{n}=1" for n in range(400_000)) + ">" + PROSE,
    "nested headings": "<h1>" * 2_000 + PROSE * 500,
    "nested lists of links": "<ul><li><a href=/a>公开</a>" * 900 + PROSE,
    "nested tables with cells": "<table><tr><td>1</td><td>2</td><td>3</td><td>4</td><td>5</td><td>" * 600 + PROSE,
    "open comments": "<p>" + "<!--" * 100_000 + PROSE,
    "open scripts": "<p>" + "<script>" * 50_000 + PROSE,
    "open cdata": "<p>x</p><script type='text/xml'>" + "<![CDATA[" * 100_000,
    "less-than signs": "<p>" + "< " * 100_000,
    "marks of the body": "<!--正文开始--><p>公开</p>" * 30_000,
    "wide spans": "<table>" + "<tr><td rowspan=60000 colspan=1000>1<td rowspan=60000>2" * 5_000,
    "white space": "<p>" + " \n" * 2_500_000,
    "quotes in a script": "<script>" + "'\"" * 500_000 + "</script><p>" + PROSE,
}


@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_markup_is_read_or_refused_in_seconds(label: str) -> None:
    started = time.process_time()
    try:
        read_page(HOSTILE[label], url="http://www.example.gov.cn/a.html")
    except UnreadablePage as refusal:
        assert "It is no page" in str(refusal) or "no element" in str(refusal)
    assert time.process_time() - started < 10  # 5 on an idle core; the tests share two


TAGS = re.findall(
    r"\S+",
    """<div> </div> <table> <tr> <td> </td> <p> </p> <br> </a> <!-- --> <script> </script> <title> <h1> </h1> <ul>
    <li> <textarea> 一、总体情况 公开。 12 &amp;nbsp; &#x0; <body> <form> <select> <pre> </pre> ]]> <![CDATA[ <a/href=x>
    <img/src=a.jpg> <td/rowspan=9> <div/style=display:none> <div/class=TRS_Editor> <meta/name=PubDate> <!--正文开始-->
    <div/class=row> <div/class=col>""",
)


@given(
    st.lists(
        st.sampled_from(
            [
                *(tag.replace("/", " ") if "=" in tag else tag for tag in TAGS),
                "\ud800",
                "\x00",
                "?。ㄒ唬┓e",
                "堅(jiān)持",
                "<",
                ">",
                '"',
            ]
        ),
        max_size=60,
    )
)
@settings(max_examples=150, deadline=None)
def test_any_heap_of_tags_is_a_page_or_refused(parts: list[str]) -> None:
    try:
        page = read_page("<html>" + "".join(parts), url="http://www.example.gov.cn/a.html")
    except UnreadablePage as refusal:
        assert str(refusal)
    else:
        assert page.kind == "html"
