"""Reports beside each other: copies, jumps, slips of units and sums over units are found, ordinary years are not."""

import pytest

from harvester.report.checks import (
    Written,
    by_cell,
    changed_after_release,
    check_across,
    check_copied_from_last_year,
    check_equal_tables,
    check_growth,
    check_hierarchy,
    copied_from_peers,
    read_prose,
)
from harvester.report.model import Section
from tests.report.test_checks import facts_from

THEMES = (
    "教育",
    "卫生",
    "交通",
    "水利",
    "住房",
    "就业",
    "养老",
    "文化",
    "环保",
    "应急",
    "农业",
    "市场",
    "税务",
    "科技",
    "林业",
)


def prose_of(name: str, year: int, verb: str, count: int, *, themes: tuple[str, ...] = THEMES) -> tuple[Section, ...]:
    """A report of one sentence a theme."""
    sentences = [
        f"{year}年，{name}围绕{theme}领域{verb}公开事项{count + i}项，逐条核对办事指南并及时答复群众咨询"
        for i, theme in enumerate(themes)
    ]
    return (Section(0, 1, "一、总体情况", "overview", "。".join(sentences) + "。"),)


def test_last_years_words_with_this_years_numbers_are_a_copy() -> None:
    before = read_prose(prose_of("甲县教育局", 2021, "细化", 10), ("甲县教育局",))
    after = read_prose(prose_of("甲县教育局", 2022, "细化", 31), ("甲县教育局",))
    check = check_copied_from_last_year(before, after)
    assert (check.rule, check.status, check.actual) == ("Q09", "fail", "100%")


@pytest.mark.parametrize(
    "after",
    [
        prose_of("甲县教育局", 2022, "重新梳理", 31),
        prose_of("甲县教育局", 2022, "细化", 31, themes=(*THEMES[:3], *(f"第{c}" for c in "甲乙丙丁戊己庚辛壬癸子"))),
        prose_of("甲县教育局", 2022, "细化", 31, themes=THEMES[:2]),
    ],
    ids=["new words", "a few sentences kept", "too short to tell"],
)
def test_a_report_that_goes_its_own_way_is_no_copy(after: tuple[Section, ...]) -> None:
    before = read_prose(prose_of("甲县教育局", 2021, "细化", 10), ("甲县教育局",))
    assert check_copied_from_last_year(before, read_prose(after, ("甲县教育局",))).status == "pass"


def test_statutory_sentences_and_tables_are_no_prose() -> None:
    text = "根据《中华人民共和国政府信息公开条例》编制。\n自然人总计总计\t12\t13\n如对内容有任何疑问请与办公室联系。"
    assert not read_prose([Section(0, 1, "一、", "overview", text)]).lengths


def written(name: str, verb: str, house: str = "") -> Written:
    return Written(name, house or name, read_prose(prose_of(name, 2022, verb, 10), (name,)))


def test_two_agencies_with_one_text_are_told_of_each_other() -> None:
    reports = {1: written("甲县教育局", "细化"), 2: written("乙县水利局", "细化"), 3: written("丙县民政局", "梳理")}
    found = {report_id: check.actual for report_id, check in copied_from_peers(reports)}
    assert found == {1: "乙县水利局", 2: "甲县教育局"}


def test_a_text_that_everybody_writes_is_a_common_phrase() -> None:
    assert not list(copied_from_peers({n: written(f"第{n}局", "细化") for n in range(1, 9)}))


def test_a_government_and_its_office_share_their_text_by_right() -> None:
    reports = {1: written("甲县人民政府", "细化", "330101"), 2: written("甲县人民政府办公室", "细化", "330101")}
    assert not list(copied_from_peers(reports))


FIGURES = {f"applications.{row}.total": str(value) for row, value in zip(
    ("new_requests", "carried_over", "granted", "partially_granted", "denied_process_info", "total_handled"),
    (41, 3, 22, 9, 4, 43), strict=True)}  # fmt: skip


@pytest.mark.parametrize(
    ("after", "statuses"),
    [
        (FIGURES, ["fail"]),
        (FIGURES | {"applications.granted.total": "23"}, ["pass"]),
        (dict.fromkeys(FIGURES, "0"), []),
    ],
    ids=["equal", "one differs", "all zero"],
)
def test_tables_with_every_figure_of_last_year_are_suspicious(after: dict[str, str], statuses: list[str]) -> None:
    checks = check_equal_tables(by_cell(facts_from(FIGURES)), by_cell(facts_from(after)))
    assert [check.status for check in checks] == statuses


@pytest.mark.parametrize(
    ("ref", "before", "after", "rule"),
    [
        ("applications.new_requests.total", "20", "120", "Q29"),
        ("applications.new_requests.total", "120", "20", "Q29"),
        ("applications.new_requests.total", "30", "120", None),
        ("applications.new_requests.total", "2", "40", None),
        ("applications.new_requests.total", "0", "120", None),
        ("applications.new_requests.natural_person", "20", "120", None),
        ("art20_6.administrative_penalty.items_change", "2", "120", None),
        ("art20_6.administrative_penalty.decisions", "20", "3000", "Q29"),
        ("art20_8.administrative_fees.fee_amount_wan", "160.5", "1605000", "Q27"),
        ("art20_8.administrative_fees.fee_amount_wan", "1605000", "171.25", "Q27"),
        ("art20_8.administrative_fees.fee_amount_wan", "160.5", "320.5", None),
        ("art20_9.centralised_procurement.procurement_amount", "2", "23000", "Q27"),
    ],
)
def test_jumps_and_slips_of_units_are_told_apart(ref: str, before: str, after: str, rule: str | None) -> None:
    checks = list(check_growth(by_cell(facts_from({ref: before})), by_cell(facts_from({ref: after}))))
    assert [check.rule for check in checks] == ([rule] if rule else [])


@pytest.mark.parametrize(("total", "parts", "status"), [
    ("15", ["1", "2", "3", "4", "5"], "pass"),
    ("16", ["1", "2", "3", "4", "5"], "fail"),
    ("15", ["1", "2", "3", "4", ""], "not_assessable"),
    ("16", ["1", "2", "3", "4"], None),
])  # fmt: skip
def test_a_government_reports_the_sum_of_its_units(total: str, parts: list[str], status: str | None) -> None:
    ref = "applications.new_requests.total"
    units = [by_cell(facts_from({ref: part})) for part in parts]
    checks = list(check_hierarchy(by_cell(facts_from({ref: total})), units))
    assert [check.status for check in checks] == ([status] if status else [])
    assert {check.level for check in checks} <= {"info"}


def test_a_unit_whose_cell_was_not_read_leaves_the_sum_open() -> None:
    ref = "applications.new_requests.total"
    units = [by_cell(facts_from({ref: "1"}))] * 5 + [by_cell(())]
    assert not list(check_hierarchy(by_cell(facts_from({ref: "15"})), units))


@pytest.mark.parametrize(("carried", "status"), [("3", "pass"), ("0", "fail")])
def test_requests_left_open_in_2018_are_carried_over_in_2019(carried: str, status: str) -> None:
    before = {"statistics.requests_received": "40", "statistics.replies": "37"}
    after = {"applications.carried_over.total": carried}
    [check] = check_across(facts_from(before), facts_from(after), year=2019, scopes=("cross_format",))
    assert (check.rule, check.status, check.level) == ("X.requests_2008", status, "info")


def test_a_page_that_changed_says_which_version_it_is() -> None:
    assert changed_after_release(3).message.endswith("version 3")
