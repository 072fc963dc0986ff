"""Promises that every link is seen as a reader sees it: text, place, date and heading, in markup, scripts and stores."""

# ruff: noqa: E501 (a row is one case)

import time

import pytest

from harvester.page.html import parse_html
from harvester.page.links import absolute, date_in, page_links
from harvester.page.model import Link
from harvester.page.read import read_page

URL = "http://www.example.gov.cn/zwgk/index.html"


def links(markup: str) -> dict[str, Link]:
    return {link.url.removeprefix("http://www.example.gov.cn"): link for link in page_links(parse_html(markup), URL)}


@pytest.mark.parametrize(
    ("markup", "place"),
    [
        ("<div class='nav'><ul><li><a href=/a>栏目</a></li></ul></div>", "menu"),
        ("<nav><a href=/a>栏目</a></nav>", "menu"),
        ("<ul class='list'><li><a href=/a>标题</a></li></ul>", "list"),
        ("<table><tr><td><a href=/a>标题</a></td></tr></table>", "list"),
        ("<div class='dqwz'>当前位置：<a href=/a>首页</a></div>", "breadcrumb"),
        ("<div id='footer'><a href=/a>联系我们</a></div>", "footer"),
        ("<div style='display: none'><a href=/a>隐藏</a></div>", "hidden"),
        ("<div><a href=/a>正文链接</a></div>", "body"),
        ("<select><option value='/a'>财政局</option></select>", "menu"),
        ("<script>document.write('<a href=\"/a\">年报</a>');</script>", "script"),
        (
            "<script type='text/xml'><datastore><recordset><record><![CDATA[<li><a href='/a'>年报</a></li>]]></record></recordset></datastore></script>",
            "script",
        ),
    ],
)
def test_a_link_has_its_place(markup: str, place: str) -> None:
    assert links(markup)["/a"].place == place


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("<tr><td>3</td><td>竹影县气象局</td><td>2022年政府信息公开工作年度报告</td><td><a href=/a>下载</a></td></tr>", "竹影县气象局 2022年政府信息公开工作年度报告"),
        ("<tr><td>竹影县气象局</td><td>2023-01-19</td><td><a href=/a>[查看]</a></td></tr>", "竹影县气象局"),
        ("<tr><td>竹影县气象局</td><td><a href=/b>下载</a></td><td><a href=/a>查看</a></td></tr>", "竹影县气象局"),
        ("<tr><td><a href=/b>2022年年报</a></td><td><a href=/a>下载</a></td></tr>", ""),
        ("<tr><td>竹影县气象局</td><td><a href=/a>2022年</a></td></tr>", ""),
        ("<li>2022年年报 <a href=/a title='全文'>下载</a></li>", "全文"),
    ],
)
def test_a_link_that_says_only_download_is_called_after_its_row(markup: str, title: str) -> None:
    assert links(f"<table>{markup}</table>" if markup.startswith("<tr") else f"<ul>{markup}</ul>")["/a"].title == title


def test_a_year_alone_in_the_first_cell_heads_its_row() -> None:
    row = "<h3>年报</h3><table><tr><th>2022年</th><td><a href=/a>教育局</a></td></tr><tr><td>教育局</td><td><a href=/b>2022年</a></td></tr></table>"
    assert (links(row)["/a"].context, links(row)["/b"].context) == ("2022年", "年报")


def test_a_file_that_is_embedded_is_a_link_and_a_film_is_none() -> None:
    markup = "<object data='/nb/a.pdf'></object><embed src='/nb/b.docx'><embed src='/film.swf'><object data='/x.html'></object>"
    assert list(links(markup)) == ["/nb/a.pdf", "/nb/b.docx"]


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/pdfjs/web/viewer.html?file=/upload/nb.pdf", "/upload/nb.pdf"),
        ("/pdfjs/web/viewer.html?file=%2Fupload%2F2023%E5%B9%B4.pdf", "/upload/2023年.pdf"),
        ("/preview?type=1&url=/upload/nb.docx&w=9", "/upload/nb.docx"),
        ("/viewer/viewer.html?file=../nb.pdf", "/nb.pdf"),
        ("/view.jsp?id=3", "/view.jsp?id=3"),
        ("/download.jsp?file=/upload/nb.pdf", "/download.jsp?file=/upload/nb.pdf"),
    ],
)
def test_the_page_of_a_viewer_stands_for_the_file_that_it_shows(address: str, file: str) -> None:
    assert list(links(f"<iframe src='{address}'></iframe>")) == [file]


def test_a_part_of_a_picture_says_where_it_leads() -> None:
    found = links("<map><area href=/a alt='河口镇'><area href=/b title='大坪乡'></map><a href=/c><img alt='年报'></a>")
    assert [found[url].text for url in ("/a", "/b", "/c")] == ["河口镇", "大坪乡", "年报"]


@pytest.mark.parametrize(
    ("markup", "date"),
    [
        ("<li><a href=/a>年报</a><span>2024-01-22</span></li>", "2024-01-22"),
        ("<li><span>[2024.1.22]</span><a href=/a>年报</a></li>", "2024-01-22"),
        ("<tr><td><a href=/a>年报</a></td><td>2024年1月22日</td></tr>", "2024-01-22"),
        ("<li><a href=/a>2023年1月1日起施行的办法</a></li>", None),
        ("<div><a href=/a>年报</a> 2024/01/22</div>", "2024-01-22"),
        (
            "<script type='text/xml'><record><![CDATA[<li><a href='/a'>年报</a><b>2024-01-22</b></li>]]></record></script>",
            "2024-01-22",
        ),
    ],
)
def test_the_date_beside_a_link_is_read(markup: str, date: str | None) -> None:
    assert links(f"<table>{markup}</table>" if markup.startswith("<tr") else markup)["/a"].date == date


def test_a_cut_text_is_completed_from_the_title() -> None:
    assert (
        links("<li><a href=/a title='某某局2023年政府信息公开工作年度报告'>某某局2023年政府信息...</a></li>")["/a"].text
        == "某某局2023年政府信息公开工作年度报告"
    )
    assert links("<li><a href=/a title='在新窗口打开此文档的链接'>某某局年报</a></li>")["/a"].text == "某某局年报"


def test_the_heading_above_is_the_context() -> None:
    assert links("<h3>政府信息公开年报</h3><ul><li><a href=/a>2023年</a></li></ul>")["/a"].context == "政府信息公开年报"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("../a.html", "http://www.example.gov.cn/a.html"),
        ("//b.gov.cn/x", "http://b.gov.cn/x"),
        (" ./t\n1.html ", "http://www.example.gov.cn/zwgk/t1.html"),
        ("?page=2", "http://www.example.gov.cn/zwgk/index.html?page=2"),
        ("a.html#top", "http://www.example.gov.cn/zwgk/a.html"),
        ("#2629", URL + "#2629"),
        ("#top", None), ("#", None), ("", None), (None, None), ("javascript:void(0)", None), ("JavaScript:;", None),
        ("mailto:a@b.cn", None), ("http://[broken", None), ("http://", None), ("data:text/html,x", None),
    ],
)  # fmt: skip
def test_an_address_is_absolute_or_none(address: str | None, expected: str | None) -> None:
    assert absolute(URL, address) == expected


def test_a_base_tag_is_applied() -> None:
    assert set(links("<base href='/other/'><a href='x.html'>甲</a>")) == {"/other/x.html"}


def test_the_same_link_counts_once() -> None:
    assert len(page_links(parse_html("<a href=/a>甲</a>" * 5 + "<a href=/a>乙</a>"), URL)) == 2


@pytest.mark.parametrize("words", ["2023年度", "编号2023-1234567", "", "第20231号"])
def test_numbers_that_are_no_date_are_not_read(words: str) -> None:
    assert date_in(words) is None


def test_attachments_are_found_in_links_download_scripts_and_script_strings() -> None:
    page = read_page(
        "<div id=zoom><p>详见附件</p><a href='./P020240122327587770810.pdf'>年度报告</a>"
        "<a href='/module/download/downfile.jsp?classid=0&filename=be5f.pdf'>报告.pdf</a><a href='/a.html'>网页</a></div>"
        "<script>var files='P020240122327587770811.docx';document.write('<a href=\"./P020240122327587770812.wps\">附表.wps');</script>",
        url=URL,
    )
    assert [(file.url.rsplit("/", 1)[-1], file.filename) for file in page.attachments] == [
        ("P020240122327587770810.pdf", "年度报告"),
        ("downfile.jsp?classid=0&filename=be5f.pdf", "报告.pdf"),
        ("P020240122327587770812.wps", "附表.wps"),
        ("P020240122327587770811.docx", "P020240122327587770811.docx"),
    ]


def test_ten_thousand_links_take_little_time() -> None:
    markup = "".join(f"<li><a href='/x/{n}.html'>标题{n}</a><span>2024-01-22</span></li>" for n in range(10_000))
    started = time.process_time()
    assert len(page_links(parse_html(f"<ul>{markup}</ul>"), URL)) == 10_000
    assert time.process_time() - started < 8
