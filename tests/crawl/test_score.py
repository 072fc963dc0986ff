"""Promises that promising links score above the others, that the score explains itself, and that it is a share of 1."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvester.crawl.score import PageKind, score
from harvester.page.model import Link

PLAIN, COLUMN, PORTAL = PageKind(), PageKind(column=True), PageKind(disclosure=True)


def link(text: str, url: str = "http://www.a.gov.cn/p/1.html", **more: str) -> Link:
    return Link(url, text, **more)


# One row is one page: the links in the order in which a person would try them, best first.
ORDERS = [
    (
        PLAIN,
        [
            "某县2022年政府信息公开工作年度报告",
            "政府信息公开年报",
            "政府信息公开",
            "部门信息公开目录",
            "教育局",
            "新闻动态",
        ],
    ),
    (PORTAL, ["政府信息公开年报", "水口镇", "政策文件", "招标采购"]),
    (COLUMN, ["某局2020年政府信息公开年报", "2021年", "政府信息公开指南"]),
    (PLAIN, ["政务公开", "办事服务"]),
    (PORTAL, ["信息公开报告", "依法行政", "法治政府建设年度报告"]),
    (PLAIN, ["乡镇（街道）信息公开", "机构职能"]),
]


@pytest.mark.parametrize(("page", "texts"), ORDERS)
def test_links_are_tried_in_the_order_of_a_person(page: PageKind, texts: list[str]):
    scores = [score(link(text), page).value for text in texts]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


@pytest.mark.parametrize(
    ("item", "page", "lowest", "highest"),
    [
        (link("某县2022年政府信息公开工作年度报告"), PLAIN, 0.9, 1),
        (link("政府信息公开年报"), PLAIN, 0.85, 1),
        (link("", "http://www.a.gov.cn/zwgk/zfxxgk/zfxxgknb/"), PLAIN, 0.3, 0.9),
        (link("水口镇", date="2023-01-19", place="list"), COLUMN, 0.5, 1),
        (link("2022年度", place="list"), COLUMN, 0.5, 1),
        (link("教育局"), PORTAL, 0.35, 0.8),
        (link("教育局"), PLAIN, 0.14, 0.5),
        (link("审计局"), PORTAL, 0.35, 0.8),
        (link("2022年政府网站工作年度报表", date="2023-01-19"), COLUMN, 0, 0.1),
        (link("某县2022年部门决算公开", date="2023-01-19"), COLUMN, 0, 0.1),
        (link("某县召开政府信息公开工作推进会"), PLAIN, 0, 0.1),
        (link("新闻动态", "http://www.a.gov.cn/xwzx/"), PLAIN, 0, 0.1),
        (link("领导信箱"), PORTAL, 0, 0.1),
        (link("2022年", context="政府工作报告"), PageKind(years=True), 0, 0.13),
        (link("2022年", context="政府信息公开年报"), PageKind(years=True), 0.6, 1),
        (link("2022年"), PageKind(years=True), 0.5, 1),
        (link("依法行政"), PORTAL, 0.05, 0.1),
        (link("公开制度"), PORTAL, 0.05, 0.1),
        (link("依法行政"), PLAIN, 0, 0.05),
        (link("依法行政", date="2023-01-19"), PORTAL, 0, 0.05),
        (link("2022年依法行政工作报告"), PORTAL, 0, 0.05),
    ],
)
def test_a_link_scores_within_its_range(item: Link, page: PageKind, lowest: float, highest: float):
    value = score(item, page)
    assert lowest <= value.value <= highest, value


def test_the_score_says_why_with_the_strongest_reason_first():
    value = score(link("政府信息公开年报", "http://www.a.gov.cn/zfxxgknb/"), PLAIN)
    names = [reason.rpartition(" ")[0] for reason in value.reasons]
    weights = [float(reason.rpartition(" ")[2]) for reason in value.reasons]
    assert names[:2] == ["name of a report column", "address of a report column"]
    assert weights == sorted(weights, key=abs, reverse=True)


def test_each_level_beyond_the_usual_depth_costs():
    values = [score(link("政府信息公开年报"), PageKind(depth=depth)).value for depth in (1, 3, 6, 9)]
    assert values[0] == values[1] > values[2] > values[3]


@given(st.text(max_size=40), st.text(max_size=40), st.booleans(), st.booleans())
def test_any_link_has_a_share_of_one(text: str, context: str, column: bool, disclosure: bool):
    value = score(Link("http://a.gov.cn/x", text, context=context), PageKind(column, disclosure))
    assert 0 <= value.value <= 1
