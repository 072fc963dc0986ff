"""Promises that the words of a link are read as what they announce: a report, a column, another paper, a unit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvester.crawl.titles import fold, is_unit, read_title, report_year


@pytest.mark.parametrize(
    ("text", "kind", "year"),
    [
        ("某某县人民政府2022年政府信息公开工作年度报告", "report", 2022),
        ("某某市市场监督管理局2016年政务信息公开年度报告", "report", 2016),
        ("2019年度政府信息公开工作报告", "report", 2019),
        ("某某区审计局2021年度政府信息公开年报", "report", 2021),
        ("2024 年某某县政府办公室 政府信息公开工作年度报告", "report", 2024),
        ("二〇一二年政府信息公开工作年度报告", "report", 2012),
        ("某某局關於2015年政府資訊公開工作情況的報告", "report", 2015),
        ("2014年度信息公开年报[2015-03-02]", "report", 2014),
        ("政府信息公开年报", "column", None),
        ("法定主动公开·年度报告", "column", None),
        ("公开年报", "column", None),
        ("历年年报", "column", None),
        ("部门年报", "column", None),
        ("年度报告", "column", None),
        ("政务公开工作年报", "column", None),
        ("信息公开报告", "column", None),
        ("政府信息公开年报专题", "column", None),
        ("信息公开年报下载", "column", None),
        ("政府信息公开工作报告", "column", None),
        ("公开报告", "column", None),
        ("信息公开指南和年报", "column", None),
        ("政府信息公开年度报告、制度", "column", None),
        ("信息公开指南", "other_paper", None),
        ("信息公开工作报告制度", "other_paper", None),
        ("政府工作报告", "other_paper", None),
        ("2023年", "year", 2023),
        ("2022年度报告", "year", 2022),
        ("2022年政府网站工作年度报表", "other_paper", 2022),
        ("法治政府建设年度报告", "other_paper", None),
        ("关于做好2022年政府信息公开工作年度报告编制工作的通知", "other_paper", 2022),
        ("图解：2022年政府信息公开工作年度报告", "other_paper", 2022),
        ("政府信息公开指南", "other_paper", None),
        ("2022年部门决算公开", "other_paper", 2022),
        ("2022年政府工作报告", "other_paper", 2022),
        ("2021年上半年政府信息公开情况", "other_paper", 2021),
        ("政府信息公开", "none", None),
        ("某某县开展安全生产大检查", "none", None),
        ("", "none", None),
    ],
)
def test_a_link_text_is_read_as_what_it_announces(text: str, kind: str, year: int | None):
    reading = read_title(text)
    assert (reading.kind, reading.year) == (kind, year)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2022年政府信息公开工作年度报告（2023年1月发布）", 2022),
        ("2023年公布的2022年度报告", 2022),
        ("某某镇2020年信息公开年报", 2020),
        ("第12345号", None),
        ("13800138000", None),
    ],
)
def test_the_report_year_is_the_last_year_before_the_word_for_the_paper(text: str, year: int | None):
    assert report_year(text) == year


@pytest.mark.parametrize(
    "name",
    [
        "教育局",
        "市市场监管局",
        "水口镇",
        "赤水街道办事处",
        "县人民政府办公室",
        "高新区管委会",
        "县审计局",
        "税务局（分局）",
    ],
)
def test_the_bare_name_of_a_unit_is_known(name: str):
    assert is_unit(name)


@pytest.mark.parametrize(
    "words", ["办事服务中心", "局长信箱", "教育局召开年度会议", "首页", "关于我们", "领导之窗", "2022年", "更多"]
)
def test_what_only_contains_the_word_for_a_unit_is_none(words: str):
    assert not is_unit(words)


@given(st.text(max_size=60))
def test_any_text_can_be_read_and_folding_twice_changes_nothing(text: str):
    assert fold(fold(text)) == fold(text)
    assert read_title(text).kind in ("report", "column", "year", "other_paper", "none")
