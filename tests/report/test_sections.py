"""Sections: the parts of a report are told by the titles of the law, whatever their numbers, order and layout."""

# ruff: noqa: E501 (tables of cases: one case a row)

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvester.page.model import Block, Grid, GridCell
from harvester.report.formats import load_formats
from harvester.report.headings import TITLES, read_number, read_title
from harvester.report.model import Section
from harvester.report.sections import split_sections
from harvester.report.signature import find_signature

SIX = (
    "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
)  # fmt: skip
KINDS = ("overview", "proactive", "applications", "disputes", "problems", "other_matters")


def paragraphs(*lines: str) -> list[Block]:
    return [Block("paragraph", line) for line in lines]


def outline(sections: tuple[Section, ...]) -> list[tuple[int, str, str]]:
    return [(section.level, section.kind, section.heading) for section in sections]


def kinds(*lines: str, level: int = 1) -> list[str]:
    return [section.kind for section in split_sections(paragraphs(*lines)) if section.level == level]


def six_with_text() -> list[str]:
    return [line for heading in SIX for line in (heading, f"这里是{heading[2:]}的正文，内容完整。")]


# --- rows of titles


@pytest.mark.parametrize("row", TITLES, ids=lambda row: f"{row.kind}-{row.matches}")
def test_each_row_of_titles_matches_its_example_and_leaves_the_other(row: object) -> None:
    found = read_title(row.matches)  # type: ignore[attr-defined]
    assert found and found.kind == row.kind  # type: ignore[attr-defined]
    assert read_title(row.differs) is None  # type: ignore[attr-defined]


def test_every_wording_of_the_formats_is_known() -> None:
    formats = load_formats()
    for report_format in formats:
        for section in report_format.sections:
            for wording in (section.title, *section.texts):
                if any(character in wording for character in "體處訟報動開"):
                    continue  # traditional characters are simplified before
                found = read_title(read_number(wording).title)
                assert found and found.kind == section.key, wording


# --- outlines

OUTLINES = [
    ("six parts on their own lines", six_with_text(), [*KINDS]),
    ("six parts with a preamble", ["根据条例要求，编制本报告。", *six_with_text()], ["preamble", *KINDS]),
    ("headings glued to the text by a space", [f"{h} 这里是正文，内容完整。" for h in SIX], [*KINDS]),
    ("headings glued to the text by a full stop", [f"{h}。这里是正文，内容完整。" for h in SIX], [*KINDS]),
    ("headings glued to the text by nothing", [f"{h}2022年，我局做了很多工作。" for h in SIX], [*KINDS]),
    ("the whole report in one paragraph", ["根据条例编制。" + " ".join(f"{h} 正文内容在此。" for h in SIX)], ["preamble", *KINDS]),
    ("numbers with a full stop", [line for n, h in enumerate(SIX, 1) for line in (f"{n}.{h[2:]}", "正文。")], [*KINDS]),
    ("numbers with a comma", [line for n, h in enumerate(SIX, 1) for line in (f"{n}、{h[2:]}", "正文。")], [*KINDS]),
    ("numbers in brackets", [line for h in SIX for line in (f"（{h[0]}）{h[2:]}", "正文。")], [*KINDS]),
    ("parts (第一部分)", [line for h in SIX for line in (f"第{h[0]}部分 {h[2:]}", "正文。")], [*KINDS]),
    ("no numbers at all", [line for h in SIX for line in (h[2:], "正文。")], [*KINDS]),
    ("a number without its mark", [line for h in SIX for line in (h.replace("、", "", 1), "正文。")], [*KINDS]),
    ("spaces inside the titles", [line for h in SIX for line in (" ".join(h), "正文。")], [*KINDS]),
    ("a part is missing", [line for h in (*SIX[:3], *SIX[4:]) for line in (h, "正文。")], [k for k in KINDS if k != "disputes"]),
    ("two parts changed places", [line for n in (0, 1, 3, 2, 4, 5) for line in (SIX[n], "正文。")], [KINDS[n] for n in (0, 1, 3, 2, 4, 5)]),
    ("wrong numbers", [line for n, h in enumerate(KINDS) for line in (f"一、{SIX[n][2:]}", "正文。")], [*KINDS]),
    ("a heading printed twice", ["一、总体情况", *six_with_text()], [*KINDS]),
    ("a table of contents before", ["目录", *SIX, *six_with_text()], [*KINDS]),
    (
        "the titles in a sentence of the preamble",
        ["本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项等六部分组成。", *six_with_text()],
        ["preamble", *KINDS],
    ),
    (
        "the numbered titles in a sentence of the preamble",
        ["全文包括：一、总体情况；二、主动公开政府信息情况；三、收到和处理政府信息公开申请情况；四、政府信息公开行政复议、行政诉讼情况；五、存在的主要问题及改进情况；六、其他需要报告的事项。", *six_with_text()],
        ["preamble", *KINDS],
    ),
    ("empty parts stay", [*SIX], [*KINDS]),
    (
        "the free form of 2008",
        ["一、概述", "正文。", "二、主动公开政府信息的情况", "正文。", "三、依申请公开政府信息和不予公开政府信息的情况", "正文。", "四、政府信息公开的收费及减免情况", "正文。",
         "五、因政府信息公开申请行政复议、提起行政诉讼的情况", "正文。", "六、存在的主要问题及改进情况", "正文。", "七、其他需要报告的事项", "正文。", "附表：某局政府信息公开情况统计表", "统计指标"],
        ["overview", "proactive", "applications", "fees", "disputes", "problems", "other_matters", "statistics"],
    ),
    (
        "the free form with problems and measures apart",
        ["一、基本工作情况", "正文。", "二、主动公开情况", "正文。", "三、依申请公开情况", "正文。", "四、复议、诉讼和申诉的情况", "正文。", "五、存在问题", "正文。", "六、改进措施", "正文。"],
        ["overview", "proactive", "applications", "disputes", "problems", "problems"],
    ),
    (
        "the free form with parts of its own",
        ["一、概述", "正文。", "二、加强组织领导，健全工作机制", "正文。", "三、主动公开情况", "正文。", "四、收费和减免情况", "正文。"],
        ["overview", "other", "proactive", "fees"],
    ),
    (
        "nine parts after the statistical table",
        ["一、概述", "正文。", "二、主动公开情况", "正文。", "三、回应解读情况", "正文。", "四、依申请公开情况", "正文。", "五、举报和行政复议及行政诉讼情况", "正文。",
         "六、政府支出和收费情况", "正文。", "七、机构建设和保障经费情况", "正文。", "八、会议和培训情况", "正文。", "九、存在的主要问题及改进措施", "正文。"],
        ["overview", "proactive", "other_matters", "applications", "disputes", "fees", "other_matters", "other_matters", "problems"],
    ),
    (
        "sub-headings of the free form open no parts",
        ["一、概述", "（一）加强领导", "正文。", "二、主动公开情况", "（一）主动公开的情况", "正文。", "（二）依申请公开情况", "正文。", "三、依申请公开情况", "正文。", "四、收费情况", "正文。"],
        ["overview", "proactive", "applications", "fees"],
    ),
    (
        "sub-headings of the problems open no parts",
        [*six_with_text()[:8], SIX[4], "（一）存在的主要问题", "正文。", "（二）下一步改进措施", "正文。", "1.其他需要报告的事项没有遗漏", SIX[5], "无"],
        [*KINDS],
    ),
    (
        "two numberings: sub-topics first, then the parts from one again",
        ["一、主动公开情况", "正文。", "二、依申请公开情况", "正文。", "三、政府信息管理情况", "正文。", "四、平台建设情况", "正文。", "五、监督保障情况", "正文。",
         "一、主动公开政府信息情况", "二、收到和处理政府信息公开申请情况", "三、政府信息公开行政复议、行政诉讼情况", "四、存在的主要问题及改进情况", "正文。", "五、其他需要报告的事项", "无"],
        [*KINDS],
    ),
    (
        "section and sub-topic both numbered one",
        ["1、总体情况", "1、主动公开", "正文。", "2、依申请公开", "正文。", "2、主动公开政府信息情况", "正文。", "3、收到和处理政府信息公开申请情况", "正文。",
         "4、政府信息公开行政复议、行政诉讼情况", "正文。", "5、存在的主要问题及改进情况", "正文。", "6、其他需要报告的事项", "正文。"],
        [*KINDS],
    ),
    ("the overview repeats the titles of later parts", [
        "一、总体情况", "（一）主动公开政府信息情况", "正文。", "（二）收到和处理政府信息公开申请情况", "正文。", "（三）因政府信息公开工作被申请行政复议、提起行政诉讼情况", "正文。", *six_with_text()[2:]],
        [*KINDS],
    ),
    ("a seventh part", [*six_with_text(), "七、附件", "表格另附。"], [*KINDS, "statistics"]),
    ("no heading at all", ["这是一篇新闻。", "没有标题。"], ["preamble"]),
    ("nothing", [], []),
]  # fmt: skip


@pytest.mark.parametrize(("label", "lines", "expected"), OUTLINES, ids=[case[0] for case in OUTLINES])
def test_parts_are_told_by_their_titles(label: str, lines: list[str], expected: list[str]) -> None:
    assert kinds(*lines) == expected, label


MORE_OUTLINES = json.loads((Path(__file__).parent / "outlines.json").read_text(encoding="utf-8"))
"""Outlines that were written without a look at the rules: `topics` counts the sections of level two, null is any."""


@pytest.mark.parametrize("case", MORE_OUTLINES, ids=[case["label"] for case in MORE_OUTLINES])
def test_outlines_of_other_hands_are_split(case: dict[str, Any]) -> None:
    sections = split_sections(paragraphs(*case["lines"]))
    assert [section.kind for section in sections if section.level == 1] == case["kinds"]
    if case["topics"] is not None:
        assert sum(section.level == 2 for section in sections) == case["topics"]


def test_a_heading_broken_over_two_lines_is_printed_as_one() -> None:
    sections = split_sections(paragraphs(*SIX[:2], "三、收到和处理政府信息公开", "申请情况", "收到3件。", *SIX[3:]))
    assert (sections[2].heading, sections[2].text) == ("三、收到和处理政府信息公开申请情况", "收到3件。")


# --- sub-topics of the overview

TOPICS = [
    ("on their own lines", ["（一）主动公开情况", "正文甲。", "（二）依申请公开情况", "正文乙。", "（三）政府信息管理情况", "正文丙。", "（四）平台建设情况", "正文丁。", "（五）监督保障情况", "正文戊。"]),
    ("glued by a full stop", ["（一）主动公开情况。正文甲。", "（二）依申请公开情况。正文乙。", "（三）政府信息管理情况。正文丙。", "（四）平台建设情况。正文丁。", "（五）监督保障情况。正文戊。"]),
    ("glued by a space in one line", ["（一）主动公开情况 正文甲。 （二）依申请公开情况 正文乙。 （三）政府信息管理情况 正文丙。 （四）平台建设情况 正文丁。 （五）监督保障情况 正文戊。"]),
    ("in half-width brackets", ["(一)主动公开情况", "正文甲。", "(二)依申请公开情况", "正文乙。", "(三)政府信息管理情况", "正文丙。", "(四)平台建设情况", "正文丁。", "(五)监督保障情况", "正文戊。"]),
    ("without the opening bracket", ["一)主动公开情况", "正文甲。", "二)依申请公开情况", "正文乙。", "三)政府信息管理情况", "正文丙。", "四)平台建设情况", "正文丁。", "五)监督保障情况", "正文戊。"]),
    ("spoken: first, second", ["一是主动公开情况。正文甲。", "二是依申请公开情况。正文乙。", "三是政府信息管理情况。正文丙。", "四是平台建设情况。正文丁。", "五是监督保障情况。正文戊。"]),
    ("glued by nothing in one line", ["（一）主动公开情况全年公开。（二）依申请公开情况全年收到。（三）政府信息管理情况全年开展。（四）平台建设情况全年更新。（五）监督保障情况全年督查。"]),
    ("with a lost character", ["（一）主?动公开情况", "正文甲。", "（二）依申请公开情况", "正文乙。", "（三）政府信?息管理情况", "正文丙。", "（四）平台建设情况", "正文丁。", "（五）监督保障情况", "正文戊。"]),
    ("with Arabic numbers", ["1.主动公开情况", "正文甲。", "2.依申请公开情况", "正文乙。", "3.政府信息管理情况", "正文丙。", "4.平台建设情况", "正文丁。", "5.监督保障情况", "正文戊。"]),
]  # fmt: skip


@pytest.mark.parametrize(("label", "lines"), TOPICS, ids=[case[0] for case in TOPICS])
def test_sub_topics_of_the_overview_are_sections_of_level_two(label: str, lines: list[str]) -> None:
    sections = split_sections(paragraphs("一、总体情况", "开头。", *lines, *six_with_text()[2:]))
    topics = [section for section in sections if section.level == 2]
    words = ["主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障"]
    assert [any(word in topic.heading.replace("?", "") for topic in topics) for word in words] == [True] * 5, label
    expected = ["正文甲。", "正文乙。", "正文丙。", "正文丁。", "正文戊。"]
    if "nothing" in label:
        expected = ["全年公开。", "全年收到。", "全年开展。", "全年更新。", "全年督查。"]
    assert [topic.text for topic in topics] == expected
    overview = sections[0]
    assert overview.kind == "overview"
    assert overview.text.startswith("开头。")
    assert all(topic.text in overview.text for topic in topics)


def test_sub_topics_of_free_wording_are_told_too() -> None:
    lines = ["一、总体情况", "（一）积极推动政府信息主动公开。全年发布信息。", "（二）强化政务公开监督保障。健全机制。", *six_with_text()[2:]]
    topics = [section.heading for section in split_sections(paragraphs(*lines)) if section.level == 2]
    assert topics == ["（一）积极推动政府信息主动公开", "（二）强化政务公开监督保障"]


def test_an_overview_that_is_only_implied_has_no_heading_and_all_its_topics() -> None:
    lines = OUTLINES[[case[0] for case in OUTLINES].index("two numberings: sub-topics first, then the parts from one again")][1]
    first = split_sections(paragraphs(*lines))[0]
    assert (first.kind, first.heading) == ("overview", "")
    assert first.text.count("正文。") == 5


# --- text of sections


def test_text_is_what_stands_below_the_heading_without_it() -> None:
    sections = split_sections(paragraphs(*six_with_text()))
    assert sections[5].text == "这里是其他需要报告的事项的正文，内容完整。"
    assert [section.position for section in sections] == list(range(6))


def test_rows_of_tables_belong_to_the_part_in_which_they_stand() -> None:
    cell = GridCell("0", 0, 0)
    table = Block("table", "三、本年度办理结果\t0", Grid(((cell,),)))
    blocks = [*paragraphs(*SIX[:3]), table, *paragraphs(*SIX[3:])]
    sections = split_sections(blocks, {3})
    assert [section.kind for section in sections] == [*KINDS]
    assert sections[2].text == "三、本年度办理结果\t0"


def test_labels_of_a_flattened_table_are_no_headings() -> None:
    cells = ["统计指标", "一、主动公开情况", "12", "二、回应解读情况", "3", "三、依申请公开情况", "0"]
    lines = ["一、概述", "正文。", "二、主动公开情况", "正文。", "三、收费情况", "正文。", "附表", *cells]
    blocks = paragraphs(*lines)
    flattened = frozenset(range(7, len(blocks)))
    assert [section.kind for section in split_sections(blocks, flattened)] == ["overview", "proactive", "fees", "statistics"]
    assert [section.kind for section in split_sections(blocks)] == ["overview", "proactive", "fees", "statistics"]


def test_the_title_is_no_part_of_the_preamble() -> None:
    lines = ["某县水利局", "2022年政府信息公开工作年度报告", "根据条例编制本报告。", *six_with_text()]
    assert split_sections(paragraphs(*lines))[0].text == "根据条例编制本报告。"


def test_pictures_leave_their_part_empty() -> None:
    blocks = [*paragraphs(*SIX[:2]), Block("image", "table.png"), *paragraphs(*SIX[2:])]
    assert [section.text for section in split_sections(blocks)] == [""] * 6


SIGNATURES = [
    ("name and date", ["某县人民政府办公室", "2023年1月20日"], "某县人民政府办公室\n2023年1月20日"),
    ("name and date in one line", ["某县财政局  2023年1月20日"], "某县财政局  2023年1月20日"),
    ("Chinese date", ["某县财政局", "二〇二三年一月二十日"], "某县财政局\n二〇二三年一月二十日"),
    ("date alone", ["2023年1月20日"], "2023年1月20日"),
    ("name alone", ["某镇人民政府"], "某镇人民政府"),
    ("furniture below", ["某县财政局", "2023年1月20日", "版权所有：某县人民政府 主办：某县人民政府办公室"], "某县财政局\n2023年1月20日"),
    ("behind the last sentence", ["没有收费。某县财政局 2023年1月20日"], "某县财政局 2023年1月20日"),
    ("a website's name over the date", ["某省教育厅-教育服务平台网站", "2023年1月20日"], "某省教育厅-教育服务平台网站\n2023年1月20日"),
    ("spaces in the name", ["某 县 财 政 局", "2023 年 1 月 20 日"], "某 县 财 政 局\n2023 年 1 月 20 日"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "lines", "expected"), SIGNATURES, ids=[case[0] for case in SIGNATURES])
def test_a_signature_is_a_section_of_its_own(label: str, lines: list[str], expected: str) -> None:
    sections = split_sections(paragraphs(*six_with_text(), *lines))
    assert (sections[-1].kind, sections[-1].heading, sections[-1].text) == ("other", "", expected), label
    assert sections[-2].text.startswith("这里是其他需要报告的事项的正文，内容完整。")
    assert "2023" not in sections[-2].text


@pytest.mark.parametrize(
    "line", ["全年没有收取任何费用。", "无", "本年度办理人大代表建议2件，由办公室负责督办", "截至2023年1月20日，全部办结。"]
)
def test_prose_at_the_end_is_no_signature(line: str) -> None:
    assert find_signature(["正文。", line]) is None
    assert split_sections(paragraphs(*six_with_text(), line))[-1].text.endswith(line)


def test_a_signature_before_the_appendix_is_found() -> None:
    lines = ["一、概述", "正文。", "二、主动公开情况", "正文。", "三、存在的主要问题及改进情况", "正文。", "某县水利局", "2016年3月1日", "附表：政府信息公开情况统计表", "统计指标"]
    assert kinds(*lines) == ["overview", "proactive", "problems", "other", "statistics"]


@given(st.lists(st.sampled_from([*SIX, "（一）主动公开情况", "正文。", "", "1.主动公开", "目录", "某局", "2023年1月2日", "x" * 90, "一、", "附表"]), max_size=25))
def test_any_order_of_lines_gives_sections_that_count_up_and_invent_nothing(lines: list[str]) -> None:
    sections = split_sections(paragraphs(*lines))
    assert [section.position for section in sections] == list(range(len(sections)))
    for section in sections:
        for line in section.text.split("\n"):
            joined = (above.strip() + below.strip() for above, below in pairwise(lines))  # a heading broken in two
            assert any(line in printed for printed in (*lines, *joined))


@given(st.text(max_size=200))
def test_any_text_is_split(text: str) -> None:
    assert isinstance(split_sections(paragraphs(*text.split("\n"))), tuple)


@pytest.mark.parametrize("text", ["一、总体情况\n" * 3000, "（一）主动公开情况 " * 8000, "一、" * 60000, "局\n" * 20000], ids=len)
def test_hostile_texts_are_split_in_good_time(text: str) -> None:
    import time

    started = time.process_time()
    split_sections(paragraphs(*text.split("\n")))
    assert time.process_time() - started < 3  # 0.4 s at most on an idle core
