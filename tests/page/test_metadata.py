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
        ("<title>某某县财政局</title>", f"<div class='article-title'>{TITLE}</div>"),
        (f"<title>{TITLE}_年度报告_某某县人民政府门户网站</title>", ""),
        (f"<title>{TITLE}-某某县人民政府</title>", "<h3>栏目导航</h3>"),
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
