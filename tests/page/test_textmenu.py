"""Promises that menus in plain text are told by their shape and place, and that cells and headings are no menu."""

import pytest

from harvester.errors import UnreadablePage
from harvester.page.read import read_page

HEAD = "某某县2023年政府信息公开工作年度报告\n发布日期：2024-01-19\n"
BODY = "一、总体情况\n2023年，某某县主动公开政府信息1200条。"
END = "\n某某县人民政府\n2024年1月18日"


@pytest.mark.parametrize("entries", [("走进某某", "新闻中心", "互动交流"), ("数说某某", "魅力古城", "随手拍")])
@pytest.mark.parametrize("bullet", ["• ", "* ", "■"])
def test_bulleted_entries_above_the_title_are_a_menu(entries: tuple[str, ...], bullet: str) -> None:
    page = read_page("\n".join(bullet + entry for entry in entries) + f"\n{HEAD}{BODY}{END}")
    assert page.text == BODY + END
    assert page.metadata.best("published") == "2024-01-19"


def test_four_plain_entries_above_the_title_or_below_the_signature_are_a_menu() -> None:
    menu = "走进某某\n新闻中心\n互动交流\n数说某某\n"
    assert read_page(f"{menu}{HEAD}{BODY}{END}\n{menu}").text == BODY + END


@pytest.mark.parametrize(
    "lines",
    [
        "规章\n规范性文件\n行政许可\n行政处罚",
        "• 主动公开\n• 依申请公开\n• 平台建设",
        "结果维持\n结果纠正\n其他结果\n尚未审结\n总计",
    ],
)
def test_short_lines_inside_a_report_stay(lines: str) -> None:
    text = f"{BODY}\n{lines}\n全年没有收取费用。{END}"
    assert read_page(HEAD + text).text == text


def test_the_end_of_a_flattened_table_stays() -> None:
    text = f"{BODY}\n规章\n规范性文件\n行政许可\n行政处罚\n{END.strip()}"
    assert read_page(HEAD + text).text == text


@pytest.mark.parametrize("text", ["|" * 500, "|\n||\n"])
def test_a_text_of_pipes_alone_shows_nothing(text: str) -> None:
    with pytest.raises(UnreadablePage, match="shows nothing"):
        read_page(text)


def test_a_text_of_table_rows_alone_has_no_title() -> None:
    assert read_page("规章 | 0\n规范性文件 | 3").metadata.title == ()
