"""Promises that title, date, source, site and column are read with evidence, the best first, and conflicts kept."""

# ruff: noqa: E501 (a row is one case)

import pytest

from harvester.page.model import Metadata
from harvester.page.read import read_page

TEXT = "<div id=zoom><p>2023年，某某县主动公开政府信息1200条，办理申请36件。</p></div>"
TITLE = "某某县财政局2023年政府信息公开工作年度报告"


def read(head: str = "", body: str = "", url: str | None = None) -> Metadata:
    return read_page(f"<html><head>{head}</head><body>{body}{TEXT}</body></html>", url=url).metadata


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (f'<meta name="ArticleTitle" content="{TITLE}">', "<h1>政府信息公开</h1>"),
        (f"<META content='{TITLE}' NAME='articletitle'/>", ""),
        (f'<meta name=ArticleTitle content="{TITLE}"><meta name="ArticleTitle" content="另一个标题文字">', ""),
        (f'<meta name="SiteName" content="某某县财政局"><meta name="ArticleTitle" content="某某县财政局_{TITLE}">', ""),
        (f'<meta name="ArticleTitle" content="&lt;h1 style=x&gt;{TITLE}&lt;/h1&gt;">', ""),
        ("<title>Document</title>", f"<h1>{TITLE}</h1>"),
        ("<title>某某县人民政府</title>", f"<h1>某某县人民政府</h1><h2>{TITLE}</h2>"),
        ("<title>年报详情</title>", f"<p>{TITLE[:6]}</p><p>{TITLE[6:]}</p>"),
        ("<title>信息公开详情</title>", f"<table><tr><td>索引号</td><td>1</td><td>发布机构</td><td>某某局</td></tr><tr><td>标题</td><td>{TITLE}</td></tr></table>"),
        ("<title>某某县人民政府门户网站</title>", f'<script>var d = {{"title": "{TITLE}", "id": 3}};</script>'),
        ("<title>某某县财政局</title>", f"<div class='article-title'>{TITLE}</div>"),
        (f"<title>{TITLE}_年度报告_某某县人民政府门户网站</title>", ""),
        (f"<title>{TITLE}-某某县人民政府</title>", "<h3>栏目导航</h3>"),
        ("<title>某某县人民政府门户网站</title>", f"<div class='hd'>{TITLE}</div><h3>一、总体情况</h3><h3>（一）公开</h3>"),
        (f"<title>{TITLE}</title>", f"<h3>通知公告</h3><h2>{TITLE}<small>2024-01-20</small></h2>"),
    ],
)
def test_the_title_is_found_in_tag_heading_or_title_without_the_site(head: str, body: str) -> None:
    assert read(head, body).best("title") == TITLE


@pytest.mark.parametrize(
    ("head", "body", "url", "expected"),
    [
        ("", "<p>发布时间：2024-01-22 09:30:15 来源：本网</p>", None, ("2024-01-22 09:30", "line:发布时间")),
        ("", "<p>【信息发布时间：2024年1月22日】</p>", None, ("2024-01-22", "line:信息发布时间")),
        ("", "<p>更新时间：2024-03-01</p><p>发布日期：2024/01/22</p>", None, ("2024-01-22", "line:发布日期")),
        ("", "<table><tr><td>公开日期</td><td>2024-01-22</td></tr></table>", None, ("2024-01-22", "line:公开日期")),
        ("", "<script>var pubdata='2024年01月22日';document.write(pubdata)</script>", None, ("2024-01-22", "script:pubdata")),
        ("<meta name=PubDate content='2026-05-05 03:45'>", "", "http://a.gov.cn/x/202401/t20240122_1.html", ("2024-01-22", "url")),
        ("<meta name=PubDate content='2024-01-22 10:17'>", "", "http://a.gov.cn/art/2024/1/22/art_1_2.html", ("2024-01-22 10:17", "url")),
        ("<meta content='2024-01-22' name=\"pubdate\">", "", None, ("2024-01-22", "meta:PubDate")),
        ("<meta name='ArticleTitle' content='某某县年度工作报告'>", "<h1>某某县年度工作报告</h1><p>2024-01-22</p>", None, ("2024-01-22", "line")),
    ],
)  # fmt: skip
def test_the_date_is_the_printed_one_before_address_and_tag(
    head: str, body: str, url: str | None, expected: tuple[str, str]
) -> None:
    assert tuple(read(head, body, url).published[0]) == expected


def test_a_tag_that_says_another_day_is_a_conflict() -> None:
    metadata = read("<meta name=PubDate content='2026-05-05 03:45'>", "<p>发布时间：2024-01-22</p>")
    assert [tuple(found) for found in metadata.conflicts("published")] == [("2026-05-05 03:45", "meta:PubDate")]


@pytest.mark.parametrize(
    "words", ["发布时间：2024-13-40", "发布时间：", "时间：1月5日", "统计时间：自2023年1月1日起至12月31日"]
)
def test_what_is_no_date_of_publication_is_not_taken_for_one(words: str) -> None:
    assert read("", f"<p>{words}</p>").published == ()


def test_site_code_source_and_column_come_from_tags_or_lines() -> None:
    metadata = read(
        "<meta name=SiteName content=某某县人民政府><meta name=ColumnName content=年度报告><meta name=ContentSource content=县政府办>",
        "<p>您的位置：首页 &gt; 政务公开 &gt; 年度报告</p><p>来源：县府办 发布时间：2024-01-22</p><p>网站标识码：3301010001</p>",
    )
    assert metadata.best("site_name") == "某某县人民政府"
    assert metadata.best("column") == "年度报告"
    assert metadata.breadcrumb == ("政务公开", "年度报告")
    assert [found.value for found in metadata.source] == ["县政府办", "县府办"]
    assert tuple(metadata.site_id[0]) == ("3301010001", "line:网站标识码")


def test_template_leftovers_are_no_metadata() -> None:
    metadata = read(
        "<meta name=SiteName content=网站名称><meta name=SiteIDCode content=政府网站标识码><meta name=ArticleTitle content='{{title}}标题'>"
    )
    assert (metadata.site_name, metadata.site_id) == ((), ())


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>发布日期：2021/1/5</p>", ("2021-01-05", "line:发布日期")),
        ("<p>发布：2021-01-05　来源：某某局</p>", ("2021-01-05", "line:发布")),
        ("<p>时间:2021-1-5 字号 [ 大 中 小 ]</p>", ("2021-01-05", "line:时间")),
        ("<p>发布日期：2021年 1 月 5 日　字号：大 中 小</p>", ("2021-01-05", "line:发布日期")),
        ("<p>发布日期：二〇二一年一月五日</p>", ("2021-01-05", "line:发布日期")),
        ("<p><span>发布时间：</span><b>2021</b>年<b>01</b>月<b>05</b>日</p>", ("2021-01-05", "line:发布时间")),
        (f"<h1>{TITLE}</h1><p>2021.01.05 08:30　作者：办公室</p>", ("2021-01-05 08:30", "line")),
        (f"<h1>{TITLE}</h1><p>http://www.a.gov.test/xxgk/show/1234.html　　2021-01-05</p>", ("2021-01-05", "line")),
        (f"<div><span>05</span><em>2021-01</em></div><h1>{TITLE}</h1>", ("2021-01-05", "line")),
        ("<p>发布时间：<script>document.write('2021年1月5日'.replace('日','日 '))</script></p>", ("2021-01-05", "script")),
        ("<script>var tm = '2021-01-05 10:11:12'; document.write('发布时间：' + tm)</script>", ("2021-01-05 10:11", "script")),
        ('<script type="application/ld+json">{"pubDate":"2021-01-05T15:20:00","upDate":"2024-10-01T00:00:00"}</script>', ("2021-01-05 15:20", "script:pubDate")),
        ('<script>var d = {"display_publish_time": 1609776000}</script>', ("2021-01-05", "script:display_publish_time")),
        ("<ul><li>索引号：1</li><li>发文日期：2021年1月5日</li></ul>", ("2021-01-05", "line:发文日期")),
    ],
)  # fmt: skip
def test_a_date_is_read_however_it_is_printed_or_held(body: str, expected: tuple[str, str]) -> None:
    assert tuple(read(body=body).published[0]) == expected


@pytest.mark.parametrize(
    "body",
    [
        "<script>if (today == '2020-04-04') { document.body.style.filter = 'grayscale(1)'; }</script>",
        '<script>var list = [{"publishTime":"2021-01-05"},{"publishTime":"2021-02-05"}];</script>',
        "<script>var a = '2021-01-05', b = '2021-02-05';</script>",
    ],
)
def test_dates_that_scripts_hold_of_other_things_are_not_taken(body: str) -> None:
    assert read(body=body).published == ()


def test_the_date_of_the_document_ranks_below_the_tag_and_above_the_signature() -> None:
    metadata = read_page(
        "<html><head><meta name=PubDate content='2021-03-01'></head><body><p>成文日期：2021-01-08</p>"
        "<div id=zoom><p>2020年，某某县主动公开政府信息1200条。</p><p>某某县财政局</p><p>2021年1月5日</p></div></body></html>"
    ).metadata
    assert [(found.value, found.source) for found in metadata.published] == [
        ("2021-03-01", "meta:PubDate"),
        ("2021-01-08", "line:成文日期"),
        ("2021-01-05", "signature"),
    ]


@pytest.mark.parametrize(
    "body",
    ["<p>来源： 发布时间：2024-01-22</p>", "<table><tr><td>发布机构</td><td>文件编号</td></tr></table>"],
)
def test_the_label_that_follows_is_no_source(body: str) -> None:
    assert read(body=body).source == ()


def test_steps_of_a_breadcrumb_are_columns_only() -> None:
    metadata = read(body="<p>当前位置 : 首页-&gt;政务公开-&gt;年度报告-&gt;详情页</p>")
    assert metadata.breadcrumb == ("政务公开", "年度报告")


def test_a_line_that_can_only_be_a_title_is_one_where_nothing_else_is() -> None:
    assert read(body=f"<div class=a1>{TITLE}</div>").best("title") == TITLE
    assert read(body="<div class=a1>某某县财政局2023年报告了12件，均已答复。</div>").title == ()


def test_the_date_beside_the_best_title_counts_not_one_beside_the_name_of_the_site() -> None:
    menu = "".join(f"<li>{name}</li>" for name in ("首页", "要闻", "公开", "服务", "互动", "数据", "专题"))
    head = f"<h1>某某县人民政府</h1><ul>{menu}</ul><h2>{TITLE}</h2><p>2024年1月16日 | 来源：某某局 | 点击量：3</p>"
    read_here = read("<title>某某县人民政府</title>", head)
    assert (read_here.best("title"), read_here.best("published")) == (TITLE, "2024-01-16")
