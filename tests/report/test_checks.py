"""A contradiction is found and named with its cell; a consistent report raises no alarm."""

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvester.report.checks import check_across, run_checks
from harvester.report.formats import cell_ref, load_formats
from harvester.report.model import Check, Contact, Fact, Report, Section
from harvester.text.numbers import read_cell
from tests.report.table_documents import applications_values, disputes_values

OVERVIEW, PROBLEMS = "一、总体情况", "五、存在的主要问题及改进情况"


def facts_from(cells: Mapping[str, str], method: Any = "grid") -> tuple[Fact, ...]:
    """Facts of cells written as `table.row.column: printed text`."""
    facts = []
    for ref, raw in cells.items():
        cell = read_cell(raw)
        facts.append(Fact(*cell_ref(ref), cell.value, cell.state, raw, method))
    return tuple(facts)


def consistent(format_id: Any = "2021", seed: int = 0) -> dict[str, str]:
    """The cells of tables in which every identity holds."""
    rng = random.Random(seed)
    values = applications_values(format_id, rng) | disputes_values(format_id, rng)
    cells = {str(ref): value for ref, value in values.items()}
    return cells | {str(ref): "0" for ref in load_formats().by_id[format_id].tables["art20_1"].cells()}


def sections_of(**texts: str) -> tuple[Section, ...]:
    """All six parts in order, with the texts given."""
    parts = load_formats().by_id["2021"].sections
    texts = {"other_matters": "本年度未收取信息处理费。"} | texts
    numbers = "一二三四五六"
    return tuple(
        Section(i, 1, f"{numbers[i]}、{part.title}", part.key, texts.get(part.key, "已按要求完成。"))
        for i, part in enumerate(parts)
    )


def report_with(**changes: Any) -> Report:
    base = Report(
        is_report=True, reason="", agency="某县教育局", agency_type="department", division_code="330327", year=2022,
        format="2021", published="2023-01-20", period_start="2022-01-01", period_end="2022-12-31",
        sections=sections_of(), facts=facts_from(consistent()), text="正文",
        contact=Contact(phone="0577-66660000"),
    )  # fmt: skip
    return replace(base, **changes)


def failures(report: Report) -> dict[str, Check]:
    return {f"{check.rule} {check.subject}": check for check in run_checks(report) if check.status == "fail"}


def rules_failed(report: Report) -> set[str]:
    return {check.rule for check in run_checks(report) if check.status == "fail"}


@given(st.sampled_from(["2019", "2021"]), st.integers(0, 10**6))
@settings(max_examples=20, deadline=None)
def test_a_consistent_report_raises_no_alarm(format_id: Any, seed: int) -> None:
    year = 2020 if format_id == "2019" else 2022
    report = report_with(
        facts=facts_from(consistent(format_id, seed)), format=format_id, year=year, published=f"{year + 1}-01-20",
        period_start=f"{year}-01-01", period_end=f"{year}-12-31",
    )  # fmt: skip
    assert not failures(report)


@given(st.integers(0, 10**6), st.data())
@settings(max_examples=25, deadline=None)
def test_any_single_changed_cell_of_the_applications_breaks_an_identity_that_names_it(
    seed: int, data: st.DataObject
) -> None:
    cells = consistent(seed=seed)
    ref = data.draw(st.sampled_from(sorted(key for key in cells if key.startswith("applications."))))
    cells[ref] = str(int(cells[ref]) + data.draw(st.integers(1, 50)))
    found = failures(report_with(facts=facts_from(cells)))
    _, row, column = ref.split(".")
    subjects = {check.subject for check in found.values() if check.rule.startswith("F2021")}
    assert f"applications.{row}.*" in subjects
    assert subjects <= {f"applications.{row}.*", f"applications.*.{column}"}
    assert {check.verdict for check in found.values()} == {"source"}
    assert "Q20 tables" in found


def test_a_failure_says_both_sides_and_a_reading_without_borders_leaves_the_blame_open() -> None:
    cells = consistent() | {"disputes.review.total": "999"}
    found = failures(report_with(facts=facts_from(cells, "lines")))["F2021.S4.outcome_sum disputes.review.*"]
    assert found.actual == "999"
    assert found.expected is not None and found.expected.startswith("= ")
    assert found.verdict == "unsure"


def checks_on(cells: Mapping[str, str], rule: str) -> dict[str, str]:
    report = report_with(facts=facts_from(cells))
    return {check.subject: check.status for check in run_checks(report) if check.rule == rule}


REVIEW = {f"disputes.review.{column}": "0" for column in ("upheld", "corrected", "other", "pending", "total")}


@pytest.mark.parametrize(
    ("changes", "strict", "lenient"),
    [
        ({}, "pass", None),
        ({"disputes.review.upheld": "1", "disputes.review.total": "1"}, "pass", None),
        ({"disputes.review.upheld": "1"}, "fail", None),
        ({"disputes.review.pending": ""}, "not_assessable", "pass"),
        ({"disputes.review.pending": "", "disputes.review.total": "2"}, "not_assessable", "fail"),
        ({"disputes.review.pending": "—", "disputes.review.other": "2", "disputes.review.total": "2"},
         "not_assessable", "pass"),
        ({"disputes.review.total": "", "disputes.review.upheld": "2"}, "not_assessable", "not_assessable"),
        ({"disputes.review.pending": "见附件"}, "not_assessable", None),
    ],
)  # fmt: skip
def test_blanks_are_judged_strictly_and_leniently(changes: dict[str, str], strict: str, lenient: str | None) -> None:
    statuses = checks_on(REVIEW | changes, "F2021.S4.outcome_sum")
    assert statuses["disputes.review.*"] == strict
    assert statuses.get("disputes.review.* (blank = 0)") == lenient


def test_a_cell_that_was_not_read_is_unknown_and_not_zero() -> None:
    cells = {key: value for key, value in REVIEW.items() if not key.endswith("pending")} | {
        "disputes.review.total": "4"
    }
    assert checks_on(cells, "F2021.S4.outcome_sum") == {"disputes.review.*": "not_assessable"}


def test_a_table_that_is_not_there_is_not_checked() -> None:
    assert not checks_on(REVIEW, "F2021.S3.flow")


def test_no_two_checks_share_rule_and_subject() -> None:
    checks = run_checks(report_with(facts=facts_from(dict.fromkeys(consistent(), ""))))
    keys = [(check.rule, check.subject) for check in checks]
    assert len(keys) == len(set(keys))


def test_the_tables_of_an_older_format_are_judged_by_its_own_identities() -> None:
    report = report_with(facts=facts_from(consistent("2019")), format="2019")
    assert {check.rule for check in run_checks(report) if check.rule.startswith("F")} >= {"F2019.S3.flow"}
    assert rules_failed(report) == {"Q01"}


def test_the_statistics_of_2008_have_identities_of_their_own() -> None:
    cells = {"statistics.staff": "5", "statistics.staff_full_time": "2", "statistics.staff_part_time": "2"}
    report = report_with(facts=facts_from(cells), format="2008", year=2016)
    assert "F2008.staff_sum statistics.staff.value" in failures(report)


CELLS = consistent()


@pytest.mark.parametrize(
    ("rule", "subject", "cells"),
    [
        ("Q11", "applications.granted", {"applications.granted.org_other": ""}),
        ("Q12", "art20_1.rules", {"art20_1.rules.in_force": "/"}),
        ("Q13", "art20_1.rules", {"art20_1.rules.in_force": "无"}),
        ("Q14", "art20_1.rules.in_force", {"art20_1.rules.in_force": "-2"}),
        ("Q15", "art20_1.rules.in_force", {"art20_1.rules.in_force": "2.5"}),
        ("Q16", "disputes.*.total", REVIEW | {"disputes.review.upheld": "1", "disputes.review.total": ""}),
        ("Q26", "art20_1.rules.in_force", {"art20_1.rules.in_force": "3"}),
        ("Q42", "art20_1.rules.in_force", {"art20_1.rules.in_force": "0（其中修订0件）"}),
    ],
)
def test_a_rule_on_cells_names_the_cell_or_row(rule: str, subject: str, cells: dict[str, str]) -> None:
    assert f"{rule} {subject}" in failures(report_with(facts=facts_from(CELLS | cells)))
    assert rule not in rules_failed(report_with())


def test_a_missing_row_is_named_but_not_where_borders_were_lost() -> None:
    cells = {key: value for key, value in CELLS.items() if ".granted." not in key}
    assert failures(report_with(facts=facts_from(cells)))["Q17 applications"].actual == "granted"
    assert "Q17" not in rules_failed(report_with(facts=facts_from(cells, "lines")))


def test_items_that_pass_for_decisions_are_a_sign_when_they_do_so_twice() -> None:
    heads = ("items_previous_year", "items_change", "decisions")
    one = {
        f"art20_6.administrative_penalty.{head}": value for head, value in zip(heads, ("12", "57", "69"), strict=True)
    }
    two = one | {f"art20_6.administrative_compulsion.{head}": value for head, value in zip(heads, "246", strict=True)}
    assert "Q28" not in rules_failed(report_with(facts=facts_from(one), format="2019"))
    assert "Q28 art20_6.administrative_penalty.decisions" in failures(report_with(facts=facts_from(two), format="2019"))


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("Q01", {"year": 2020, "published": "2021-01-20", "period_start": "2020-01-01", "period_end": "2020-12-31"}),
        ("Q02", {"sections": sections_of()[:4] + sections_of()[5:]}),
        ("Q03", {"sections": (sections_of()[1], sections_of()[0], *sections_of()[2:])}),
        ("Q03", {"sections": (*sections_of(), sections_of()[0])}),
        ("Q04", {"sections": sections_of(problems="")}),
        ("Q04", {"facts": ()}),
        ("Q05", {"sections": sections_of(problems="无。")}),
        ("Q05", {"sections": sections_of(overview="全年主动公开信息  条，回应关切 件。")}),
        ("Q07", {"period_end": "2023-12-31"}),
        ("Q08", {"sections": sections_of(overview="2023年，全县主动公开政府信息主要涉及规划计划等方面。")}),
        ("Q08", {"sections": sections_of(problems="存在不足。2022年，我局将继续加强学习。")}),
        ("Q31", {"published": "2023-02-01"}),
        ("Q31", {"agency_type": "government", "published": "2023-04-01"}),
        ("Q32", {"published": "2022-12-30"}),
        ("Q32", {"published": "2025-06-01"}),
        ("Q34", {"text": "根据《条例》（国务院令第492号）编制。"}),
        ("Q39", {"sections": (*sections_of(), Section(9, 2, "一、主动公开", "other", "文字"))}),
    ],
)
def test_a_rule_on_the_report_finds_its_case(rule: str, changes: dict[str, Any]) -> None:
    assert rule in rules_failed(report_with(**changes))


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("Q05", {"sections": sections_of(other_matters="无。", overview="共 3 条，按 《条例》 办理，公布 条例。")}),
        ("Q08", {"sections": sections_of(overview="2023年，我局将继续加强公开。2021年决算已公开。2022年1月起施行。")}),
        ("Q08", {"sections": sections_of(problems="2021年提出的问题已经整改。2023年，将加强培训。")}),
        ("Q08", {"sections": sections_of(overview="2021年以来，持续推进。2021年至2022年，开展两次检查。")}),
        ("Q31", {"published": "2023-01-31"}),
        ("Q31", {"agency_type": "government", "published": "2023-03-31"}),
        ("Q31", {"agency_type": "township", "published": "2023-06-30"}),
    ],
)
def test_a_rule_on_the_report_leaves_a_look_alike_alone(rule: str, changes: dict[str, Any]) -> None:
    assert rule not in rules_failed(report_with(**changes))


def test_a_city_with_districts_may_make_rules() -> None:
    facts = facts_from(CELLS | {"art20_1.rules.in_force": "3"})
    assert "Q26" not in rules_failed(report_with(division_code="440100", agency_type="government", facts=facts))


@pytest.mark.parametrize(
    ("preamble", "fails"),
    [
        ("本报告由总体情况、主动公开、收到和处理申请、行政复议和诉讼、存在的问题、其他事项六部分组成。", False),
        ("本报告由总体情况、主动公开、收到和处理申请、存在的问题、其他事项六部分组成。", True),
        ("本报告共五个部分。", True),
        ("本报告按要求编制。", False),
    ],
)
def test_the_parts_that_the_preamble_announces_are_counted(preamble: str, fails: bool) -> None:
    sections = (Section(0, 1, "", "preamble", preamble), *sections_of())
    assert ("Q36" in rules_failed(report_with(sections=sections))) is fails


FLOW = {
    "applications.new_requests.natural_person": "5", "applications.new_requests.total": "8",
    "applications.carried_over.total": "1", "applications.total_handled.total": "7",
    "applications.carried_forward.total": "2", "applications.granted.total": "4",
    "disputes.review.upheld": "1", "disputes.review.corrected": "1", "disputes.review.other": "0",
    "disputes.review.pending": "0", "disputes.review.total": "2", "disputes.suit_direct.total": "0",
    "disputes.suit_after_review.total": "0",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("全年收到政府信息公开申请8件。", None),
        ("全年收到政府信息公开申请9件，含上年结转。", None),
        ("全年收到政府信息公开申请6件。", "Q21"),
        ("全年收到政府信息公开申请5件。", "Q22"),
        ("全年收到网络申请3件、信函申请5件。", None),
        ("全市各部门共收到政府信息公开申请200件。", None),
        ("办理人大代表建议12件。", None),
        ("收到的申请已全部办结。", "Q40"),
        ("收到的申请已全部办结，其中结转下年度继续办理3件。", "Q40"),
        ("按时办结率100%，申请人满意。", None),
        ("因信息公开引发的行政复议均维持原结果。", "Q25"),
        ("未发生因政府信息公开引起的行政复议。", "Q25"),
        ("未发生因政府信息公开引起的行政诉讼。", None),
        ("未发生行政复议被撤销的情况。", None),
        ("未收到政府信息公开申请。", "Q25"),
        ("建设无障碍环境，做好行政复议工作。", None),
    ],
)
def test_the_prose_is_held_against_the_tables(text: str, rule: str | None) -> None:
    found = rules_failed(report_with(sections=sections_of(overview=text), facts=facts_from(FLOW)))
    assert found & {"Q21", "Q22", "Q25", "Q40"} == ({rule} if rule else set())


def test_prose_that_contradicts_itself_is_told_though_nothing_was_carried_forward_in_the_table() -> None:
    text = "收到的申请已全部办结，其中结转下年度继续办理3件。"
    facts = facts_from(FLOW | {"applications.carried_forward.total": "0"})
    assert "Q40" in rules_failed(report_with(sections=sections_of(overview=text), facts=facts))


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("共办理申请533件，其中予以公开270件，占比50.66%。", None),
        ("共办理申请533件，其中部分公开55件，占比10.31%。", "info"),
        ("共办理申请533件，其中部分公开55件，占比13.31%。", "warning"),
        ("共办理申请约530件，其中部分公开55件，占比13.31%。", None),
        ("信息公开率占95%。", None),
        ("满意率92.5%，办理533件，占用时间5%。", None),
    ],
)
def test_a_share_follows_from_its_parts_or_is_cut_off_or_wrong(text: str, level: str | None) -> None:
    found = [
        check for check in failures(report_with(sections=sections_of(overview=text))).values() if check.rule == "Q23"
    ]
    assert [check.level for check in found] == ([level] if level else [])


@pytest.mark.parametrize(
    ("text", "fails"),
    [
        ("主动公开信息301条，其中文件64条，动态237条。", False),
        ("主动公开信息301条，其中文件64条，动态200条。", False),
        ("主动公开信息301条，其中文件64条，动态257条。", True),
        ("主动公开信息301条，其中网站公开301条，微信公开200条。", False),
        ("主动公开信息301条（其中文件64条），动态257条。", False),
    ],
)
def test_parts_are_not_more_than_their_total(text: str, fails: bool) -> None:
    assert ("Q24" in rules_failed(report_with(sections=sections_of(overview=text)))) is fails


def across(before: Mapping[str, str], after: Mapping[str, str], year: int) -> dict[str, str]:
    checks = check_across(facts_from(before), facts_from(after), year=year)
    return {f"{check.rule} {check.subject}": check.status for check in checks}


@pytest.mark.parametrize(("carried", "status"), [("2", "pass"), ("3", "fail"), ("", "not_assessable")])
def test_what_was_carried_forward_is_carried_over(carried: str, status: str) -> None:
    found = across({"applications.carried_forward.total": "2"}, {"applications.carried_over.total": carried}, 2021)
    assert found["X.carry applications.*.total"] == status


def test_the_stock_in_force_is_last_years_and_what_came_and_went() -> None:
    before = {"art20_1.rules.in_force": "10"}
    after = {
        "art20_1.rules.in_force": "11",
        "art20_1.rules.issued_this_year": "3",
        "art20_1.rules.repealed_this_year": "1",
    }
    assert across(before, after, 2023) == {"X.in_force art20_1.rules.*": "fail"}
    assert across(before, after | {"art20_1.rules.in_force": "12"}, 2023) == {"X.in_force art20_1.rules.*": "pass"}


def test_items_go_on_from_last_year() -> None:
    before = {
        "art20_6.administrative_penalty.items_previous_year": "12",
        "art20_6.administrative_penalty.items_change": "-2",
    }
    after = {"art20_6.administrative_penalty.items_previous_year": "10"}
    assert across(before, after, 2020) == {"X.items art20_6.administrative_penalty.*": "pass"}


def test_the_first_year_of_a_format_has_nothing_before_it() -> None:
    assert not across({"applications.carried_forward.total": "2"}, {"applications.carried_over.total": "9"}, 2019)


def test_a_difference_between_years_comes_with_the_innocent_reasons() -> None:
    [check] = check_across(
        facts_from({"applications.carried_forward.total": "2"}),
        facts_from({"applications.carried_over.total": "9"}),
        year=2022,
    )
    assert "organ abolished, merged or split" in check.message


@pytest.mark.parametrize(
    "text", ["办理申请533件，其中公开270件，占比50.65%，" * 3000, "（" * 50_000, "无" * 50_000 + "行政复议"]
)
def test_text_without_any_stop_does_not_hold_up(text: str) -> None:
    assert isinstance(failures(report_with(sections=sections_of(overview=text))), dict)
