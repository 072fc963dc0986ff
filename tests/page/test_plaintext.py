"""Promises that plain text is read as blocks: prose as prose, pipe, tab and markdown rows as grids, no noise."""

# ruff: noqa: E501 (a row is one case)

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvester.errors import UnreadablePage
from harvester.page.plaintext import read_text_blocks
from harvester.page.read import read_page


def shapes(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read_text_blocks(text)]


def test_pipe_rows_are_a_table() -> None:
    (block,) = read_text_blocks("| 规章 | 0 | 3 |\n|规范性文件|12||\n")
    assert block.grid is not None
    assert block.grid.method == "pipes"
    assert block.grid.text_rows() == [["规章", "0", "3"], ["规范性文件", "12", ""]]


def test_a_markdown_rule_makes_a_markdown_table() -> None:
    (block,) = read_text_blocks("| 项目 | 数量 |\n|---|:--:|\n| 行政许可 | 20 |")
    assert block.grid is not None
    assert (block.grid.method, block.grid.text_rows()) == ("markdown", [["项目", "数量"], ["行政许可", "20"]])


def test_tab_rows_are_a_table_and_the_prose_around_stays_prose() -> None:
    kinds = [kind for kind, _ in shapes("二、主动公开政府信息情况\n规章\t0\t3\n规范性文件\t12\t40\n三、其他\n")]
    assert kinds == ["paragraph", "table", "paragraph"]


def test_a_report_inside_pipes_is_prose_with_its_headings_apart() -> None:
    text = "某某县2023年年报 | |||||||\n|\n|||||\n根据条例要求，编制本报告（电话：0577-1）。 一、总体情况 2023年，我县公开信息12条。 二、主动公开政府信息情况 |\n||||"
    assert shapes(text) == [
        ("paragraph", "某某县2023年年报"),
        ("paragraph", "根据条例要求，编制本报告（电话：0577-1）。"),
        ("paragraph", "一、总体情况"),
        ("paragraph", "2023年，我县公开信息12条。"),
        ("paragraph", "二、主动公开政府信息情况"),
    ]


ROWS = [["信息内容", "本年制发件数", "现行有效件数"], ["规章", "", "3"], ["行政规范性文件", "1,234", ""]]


@pytest.mark.parametrize(
    "text",
    [
        '信息内容,本年制发件数,现行有效件数\n规章,,3\n行政规范性文件,"1,234",',
        '"信息内容","本年制发件数","现行有效件数"\n"规章","","3"\n"行政规范性文件","1,234",""',
        "┌──┬──┬──┐\n│信息内容│本年制发件数│现行有效件数│\n├──┼──┼──┤\n│规章││3│\n│行政规范性文件│1,234││\n└──┴──┴──┘",
    ],
    ids=["commas", "quoted", "box"],
)
def test_rows_of_commas_and_drawn_boxes_are_tables(text: str) -> None:
    (block,) = read_text_blocks(text)
    assert block.grid is not None
    assert block.grid.text_rows() == ROWS


@pytest.mark.parametrize(
    "text",
    [
        "规章\n1,234\n规范性文件\n2,345\n自然人\n3,456",
        "2023年,全镇公开规章3件,\n规范性文件5件,\n行政许可20件。",
        "a,b,c\n1,2,3\n4,5,6",
    ],
    ids=["grouped digits", "prose", "no words of a report"],
)
def test_other_commas_are_left_alone(text: str) -> None:
    assert [block.text for block in read_text_blocks(text)] == text.split("\n")


def test_a_row_of_blank_cells_stays_and_a_line_of_pipes_does_not() -> None:
    (block,) = read_text_blocks("结果维持\t结果纠正\t总计\n\t\t\n")
    assert block.grid is not None
    assert block.grid.text_rows() == [["结果维持", "结果纠正", "总计"], ["", "", ""]]
    (block,) = read_text_blocks("|结果维持|结果纠正|\n||||||||||||\n|1|2|\n")
    assert block.grid is not None
    assert block.grid.rows == 2


def test_one_cell_a_line_stays_one_block_a_line() -> None:
    lines = ["第二十条第(一)项", "信息内容", "规章", "0", "—", "/", "规范性文件", "8"]
    assert [text for _, text in shapes("\n\n".join(lines)) if text] == lines


def test_a_lone_pipe_in_a_sentence_is_no_table() -> None:
    assert [kind for kind, _ in shapes("增减|变化情况如下。\n全年公开12条。")] == ["paragraph", "paragraph"]


def test_menus_date_lines_and_footers_go_and_tell_what_they_know() -> None:
    page = read_page(
        "• 某某市人民政府门户网站\n• 搜索\n您当前的位置:首页 > 政务公开 > 年报\n某某镇2022年度政府信息公开工作年度报告\n"
        "发布日期:2023-01-19 20:28\n来源:本网\n打印\n\n一、总体情况\n2022年，某某镇公开信息12条。\n某某镇人民政府\n2023年1月18日\n"
        "相关附件:\n版权所有:某某市人民政府\n网站标识码:4407839999"
    )
    assert page.text == "一、总体情况\n2022年，某某镇公开信息12条。\n某某镇人民政府\n2023年1月18日"
    assert page.metadata.best("title") == "某某镇2022年度政府信息公开工作年度报告"
    assert page.metadata.best("published") == "2023-01-19 20:28"
    assert page.metadata.best("site_id") == "4407839999"
    assert page.metadata.breadcrumb == ("政务公开", "年报")
    assert ("signature", "2023-01-18") in [(found.source, found.value) for found in page.metadata.published]


def test_an_endless_text_is_refused() -> None:
    with pytest.raises(UnreadablePage, match="lines"):
        read_page("公开\n" * 100_001)


@pytest.mark.shared
def test_the_seeds_hold_no_furniture(shared) -> None:  # type: ignore[no-untyped-def]
    seeds = sorted((shared / "seeds").glob("*.txt"))
    assert seeds
    for seed in seeds:
        text = read_page(seed.read_bytes()).text
        for words in (
            "版权所有",
            "ICP",
            "网站标识码",
            "当前的位置",
            "首页",
            "||",
            "字体",
            "打印",
            "本网注明",
            "(jiān)",
        ):
            assert words not in text, (seed.name, words)
        assert "一、" in text


@given(st.text("|-: \t\n一、总体情况12。#｜", max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_run_of_pipes_is_read_and_no_number_is_lost(text: str) -> None:
    read = "".join(block.text for block in read_text_blocks(text))
    assert [mark for mark in text if mark in "12"] == [mark for mark in read if mark in "12"]
