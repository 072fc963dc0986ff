"""Promises that soft line breaks are joined and that headings, list items, cells and signatures stay lines."""

import pytest

from harvester.text.lines import drop_han_spaces, fold_lines, join_soft_breaks

WRAPPED = [
    "县政府办公室认真落实条例要求提升工作", "质量和水平建立工作机制明确专人负责信",
    "息发布和审核全年没有发生泄密事件并且", "按时完成了任务。",
]  # fmt: skip
JOINED = [
    (["全年主动公开信息，", "共计301条。"], ["全年主动公开信息，共计301条。"]),
    (["包括教育、", "医疗等领域。"], ["包括教育、医疗等领域。"]),
    (WRAPPED, ["".join(WRAPPED)]),
]
APART = [
    ["一、总体情况", "2022年，全县工作扎实推进。"],
    ["某某县人民政府办公室", "2023年1月20日"],
    ["规章", "0", "0", "0", "规范性文件", "8"],
    ["包括以下内容，", "（一）主动公开"],
    ["行政许可\t20", "其他对外管理服务事项\t20"],
]


@pytest.mark.parametrize(("lines", "expected"), JOINED)
def test_a_sentence_broken_by_width_is_one_line_again(lines: list[str], expected: list[str]) -> None:
    assert join_soft_breaks(lines) == expected


@pytest.mark.parametrize("lines", APART)
def test_lines_of_their_own_stay(lines: list[str]) -> None:
    assert join_soft_breaks(lines) == lines


def test_spaces_are_folded() -> None:
    assert fold_lines("\u3000\u3000总 体\xa0情况 \n \n无") == ["总 体 情况", "无"]
    assert drop_han_spaces("总 体 情 况") == "总体情况"
