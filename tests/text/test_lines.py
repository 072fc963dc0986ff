"""Promises that soft line breaks are joined and that headings, list items, cells and signatures stay lines."""

import pytest

from harvester.text.lines import goes_on, join_soft_breaks

WRAPPED = [
    "县政府办公室认真落实条例要求，提升工作",
    "质量和水平，建立工作机制，明确专人负责",
    "信息发布和审核，全年没有发生泄密事件，",
    "按时完成了任务。",
]
BROKEN = ["全年按照条例要求主动公开各类政府的信息，", "共计301条，另有1条。"]
JOINED = [
    (BROKEN, ["".join(BROKEN)]),
    (WRAPPED, ["".join(WRAPPED)]),
    (["一、总体情况", *WRAPPED, "", "二、主动公开"], ["一、总体情况", "".join(WRAPPED), "", "二、主动公开"]),
]
APART = [
    ["一、总体情况", "2022年，全县工作扎实推进。"],
    ["某某县人民政府办公室", "2023年1月20日"],
    ["规章", "0", "0", "0", "规范性文件", "8"],
    ["包括以下内容，", "（一）主动公开"],
    ["行政许可\t20", "其他对外管理服务事项\t20"],
    [f"某某县{name}局2022年政府信息公开工作年度报告" for name in ("教育", "财政", "公安", "水利", "审计")],
    ["包括教育、", "医疗等领域。"],
    [WRAPPED[0], "（一）主动公开", WRAPPED[1], "1.加强领导，落实责任，完善制度。", WRAPPED[2], "| 规章 | 0 |"],
]


CERTAIN = [
    ("本机关认真贯彻落实《", "中华人民共和国政府信息公开条例》，主动公"),
    ("中华人民共和国政府信息公开条例》，积极主动公", "开政府信息。"),
    ("全县各部门按照要求公开重点领域信息（包括教育、卫生、住房", "等）共计一百条。"),
    ("一是加强组织领导，县政府办公室安排专人，", "负责信息的发布和审核，全年没有失误。"),
]
DOUBTFUL = [
    ("某某县人民政府办公室", "2023年1月20日"),
    ("某某县人民政府", "2022年政府信息公开工作年度报告"),
    ("（一）加强领导，落实主动公", "开工作，全年公开信息一百条。"),
    ("二、主动公开政府信息情况", "公开政府信息一百条，办理申请三十件。"),
    ("加强组织领导，落实工作责任", "今年以来，我县多次召开会议，研究信息公开工作。"),
    ("联系地址：某县人民大道1号，", "联系电话：0577-66660000。"),
    ("包括以下内容，全部在网站上予以公开，", "（一）机构职能"),
    ("规范性文件", "0"),
    ("全年主动公开政府信息一百条，办理申请三十件。", "开展培训五次。"),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形", "0"),
    ("县财政局、县教育局、县卫生健康局、", "县公安局、县司法局"),
]


@pytest.mark.parametrize(("before", "after"), CERTAIN)
def test_a_line_that_breaks_inside_a_word_a_title_or_a_clause_goes_on(before: str, after: str) -> None:
    assert goes_on(before, after)


@pytest.mark.parametrize(("before", "after"), DOUBTFUL)
def test_a_line_that_may_stand_alone_does_not_go_on(before: str, after: str) -> None:
    assert not goes_on(before, after)


@pytest.mark.parametrize(("lines", "expected"), JOINED)
def test_a_sentence_broken_by_width_is_one_line_again(lines: list[str], expected: list[str]) -> None:
    assert join_soft_breaks(lines) == expected


@pytest.mark.parametrize("lines", APART)
def test_lines_of_their_own_stay(lines: list[str]) -> None:
    assert join_soft_breaks(lines) == lines
