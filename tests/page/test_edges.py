"""Promises that what stands above and below a text is told from the text, which keeps its first and its last line."""

import pytest

from harvester.page.edges import is_byline, is_signed
from harvester.page.read import read_page

TITLE = "某某县财政局2023年政府信息公开工作年度报告"
PROSE = "2023年，某某县财政局主动公开政府信息1200条，办理申请36件，均按时答复。"
SIGNED = ("某某县财政局", "2024年1月20日")


def lines_of(*lines: str, title: str = TITLE) -> list[str]:
    """What is read of a page without any container, its lines as bare paragraphs."""
    body = "".join(line if line.startswith("<") else f"<p>{line}</p>" for line in lines)
    return read_page(f"<html><head><title>{title}</title></head><body>{body}</body></html>").text.split("\n")


@pytest.mark.parametrize(
    "below",
    [
        "附件：2023年政府信息公开情况统计表",
        "（此件公开发布）",
        "（联系人：某某，联系电话：0750-1234567）",
        "备注：本报告数据统计截至2023年12月31日",
        "单位负责人：某某 审核人：某某 填报人：某某",
        "联系电话：0750-1234567",
        "某某县财政局办公室2024年1月20日印发",
        "本报告由县财政局负责解释。",
    ],
)
def test_what_belongs_to_a_report_stays_below_its_signature(below: str) -> None:
    assert lines_of(f"<h1>{TITLE}</h1>", PROSE, *SIGNED, below) == [TITLE, PROSE, *SIGNED, below]


@pytest.mark.parametrize(
    "below",
    [
        ("掌上某某", "关于我们 服务条款"),
        ("<p><a href='/1.html'>县财政局召开工作会议</a></p>",),
        ("<p>· <a href='/1.html'>县财政局召开工作会议</a></p>", "<p>· <a href='/2.html'>县财政局部署预算工作</a></p>"),
        ("地址：某某县府前路1号", "版权所有：某某县人民政府"),
    ],
)
def test_notices_and_links_of_the_page_below_a_signature_go(below: tuple[str, ...]) -> None:
    assert lines_of(f"<h1>{TITLE}</h1>", PROSE, *SIGNED, *below) == [TITLE, PROSE, *SIGNED]


def test_a_table_below_the_signature_stays_with_the_lines_around_it() -> None:
    table = "<table><tr><td>指标</td><td>数量</td></tr><tr><td>公开数</td><td>12</td></tr></table>"
    read = lines_of(PROSE, *SIGNED, "政府信息公开情况统计表", "（2023年度）", table)
    assert read == [PROSE, *SIGNED, "政府信息公开情况统计表", "（2023年度）", "指标\t数量", "公开数\t12"]


def test_an_address_printed_as_a_link_is_content() -> None:
    link = "<p><a href='http://www.a.gov.test/'>http://www.a.gov.test/</a></p>"
    assert lines_of(PROSE, "<p>报告电子版见：</p>", link)[-1] == "http://www.a.gov.test/"


@pytest.mark.parametrize(
    ("head", "kept"),
    [
        ((f"<h1>{TITLE}</h1>", "<p>2024-01-22 来源：县财政局</p>"), []),
        (("县长信箱", "服务热线接听时间：工作日", f"<h1>{TITLE}</h1>", "<p>2024-01-22</p>"), []),
        ((f"<h1>{TITLE}</h1>", "<h2>发布时间：2024-01-22</h2>"), [TITLE, "发布时间：2024-01-22"]),
        ((f"<h1>{TITLE}</h1>",), [TITLE]),
        (("<h1>某某县财政局<br>2023年政府信息公开工作年度报告</h1>", "<p>2024-01-22 阅读</p>"), []),
    ],
)
def test_nothing_above_the_title_is_text_and_the_title_goes_with_its_byline(
    head: tuple[str, ...], kept: list[str]
) -> None:
    assert lines_of(*head, PROSE, PROSE, *SIGNED) == [*kept, PROSE, PROSE, *SIGNED]


def test_a_date_of_the_text_is_no_byline() -> None:
    terse = ["基本情况", "主动公开 12条", "依申请公开 3件", *SIGNED]
    assert lines_of(f"<h1>{TITLE}</h1>", "<p>日期：2024-01-22</p>", *terse) == terse


def test_a_heading_of_a_section_is_not_taken_for_the_title() -> None:
    assert lines_of("<div class=t>首行</div>", PROSE, "<h2>一、总体情况</h2>", PROSE, *SIGNED)[1] == PROSE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-01-22 作者：某某", True),
        ("http://www.a.gov.test/1.html 2024年1月22日", True),
        ("2023年1月1日至2023年12月31日", False),
        ("2024年1月22日，召开会议。", False),
        ("2024-02-01 作者：某某", False),
    ],
)
def test_a_byline_has_the_one_date_of_publication(text: str, expected: bool) -> None:
    assert is_byline(text, ["2024-01-22"]) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("某某县财政局　　2024年1月20日", True),
        ("2024 年 1 月 20 日", True),
        ("二〇二四年一月二十日", True),
        ("（某某县财政局 2024年1月20日）", True),
        ("截至2023年12月31日，", False),
        ("更新时间：2024-01-20", False),
        ("2024年13月20日", False),
    ],
)
def test_a_signature_is_a_date_alone_or_after_an_agency(text: str, expected: bool) -> None:
    assert is_signed(text) is expected
