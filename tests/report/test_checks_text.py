"""Rules on statements, wording, years and lost values fire on their case and leave its look-alike alone."""

from pathlib import Path
from typing import Any

import pytest

from harvester.page.model import Grid, GridCell
from harvester.report.checks import dates, run_checks
from harvester.report.model import Attachment, Check, Contact, Figure
from harvester.report.tables import TablesRead
from tests.report.test_checks import consistent, facts_from, failures, report_with, rules_failed, sections_of

UNPAID = consistent() | {"applications.other_fee_unpaid.total": "2"}
PAID = consistent() | {"applications.other_fee_unpaid.total": "0"}


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("Q06", {"title": "某县教育局2021年政府信息公开工作年度报告", "title_source": "page"}),
        ("Q06", {"period_start": "2021-01-01", "period_end": "2021-12-31"}),
        ("Q06", {"attachments": (Attachment("a.docx", "2021年政府信息公开年度报告.docx"),)}),
        ("Q06", {"url": "https://www.x.gov.cn/info/annual?nbYear=2021"}),
        ("Q06", {"url": "https://www.x.gov.cn/zwgk/202206/t20220615_123.html"}),
        ("Q30", {"facts": facts_from(UNPAID), "sections": sections_of(other_matters="无其他需要报告的事项。")}),
        (
            "Q30",
            {
                "facts": facts_from(PAID),
                "figures": (Figure(0, "fee_notices", 3, "件", "发出3件收费通知"),),
                "sections": sections_of(other_matters="无。"),
            },
        ),
        ("Q33", {"contact": Contact()}),
        ("Q33", {"contact": Contact(), "text": "如有疑问请联系，联系电话详见首页。"}),
        ("Q33", {"text": "如对2021年度报告有疑问，请与办公室联系，电话：0577-66660000。"}),
        ("Q41", {"sections": sections_of(overview="全年使用财政资金资金三万元，按时完成各项公开工作任务。")}),
        ("Q41", {"sections": sections_of(overview="按时完成各项公开工作任务，进一步加强信息发布前的保密审查，以及")}),
        ("Q44", {"sections": sections_of(disputes="注：本表统计数据包含上年结转的案件。")}),
        ("Q44", {"sections": sections_of(disputes="上述案件中，含上年度结转案件一件。")}),
        ("Q44", {"sections": sections_of(proactive="说明：规范性文件按区司法局认定口径统计。")}),
    ],
)
def test_a_rule_finds_its_case(rule: str, changes: dict[str, Any]) -> None:
    assert rule in rules_failed(report_with(**changes))


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("Q06", {"title": "某县教育局2022年政府信息公开工作年度报告", "title_source": "page"}),
        ("Q06", {"title": "2021-2022年政府信息公开工作年度报告", "title_source": "page"}),
        ("Q06", {"title": "某县教育局2021年政府信息公开工作年度报告", "title_source": "derived"}),
        ("Q06", {"attachments": (Attachment("a.docx", "2021年部门预算.docx"),)}),
        ("Q06", {"url": "https://www.x.gov.cn/zwgk/202301/t20230115_123.html?year=2023"}),
        ("Q06", {"url": "https://www.x.gov.cn/2021/moved/t20240615_123.html"}),
        ("Q30", {"facts": facts_from(UNPAID), "sections": sections_of(other_matters="发出收费通知2件，未收取费用。")}),
        ("Q30", {"facts": facts_from(PAID), "sections": sections_of(other_matters="无其他需要报告的事项。")}),
        ("Q33", {"contact": Contact(email="a@x.gov.cn")}),
        ("Q33", {"text": "如对2022年度报告有疑问，请与办公室联系，电话：0577-66660000。"}),
        ("Q41", {"sections": sections_of(overview="编制某县人民政府政府信息公开指南，设置政务公开公开栏。")}),
        ("Q41", {"sections": sections_of(overview="对照目录一项一项一项项核对，逐条逐条落实，方方面面都已研究研究。")}),
        (
            "Q41",
            {"sections": sections_of(overview="按时完成各项公开工作任务，加强信息发布前的保密审查，达到目的")},
        ),
        ("Q44", {"sections": sections_of(disputes="无因政府信息公开引起的行政复议、行政诉讼案件。")}),
        ("Q44", {"sections": sections_of(disputes="注：复议指行政复议。")}),
        ("Q44", {"sections": sections_of(overview="注：本表统计数据包含上年结转的案件。")}),
    ],
)
def test_a_rule_leaves_a_look_alike_alone(rule: str, changes: dict[str, Any]) -> None:
    assert rule not in rules_failed(report_with(**changes))


LABELS = ("规章", "行政规范性文件")


def grid_of(*rows: tuple[str, ...], method: str = "grid", holes: bool = False) -> Grid:
    slots: list[tuple[GridCell | None, ...]] = [
        tuple(GridCell(text, r, c) for c, text in enumerate(row)) for r, row in enumerate(rows)
    ]
    if holes:
        slots[-1] = (*slots[-1][:-1], None)
    return Grid(tuple(slots), method)


def after_reading(grid: Grid, *findings: Check, **cells: str) -> dict[str, Check]:
    """Failures of a report of which only the first table was read."""
    facts = facts_from({f"art20_1.rules.{column}": raw for column, raw in cells.items()})
    report = report_with(facts=facts)
    checks = run_checks(report, TablesRead(facts, "2021", findings, frozenset(), (grid,)))
    return {f"{check.rule} {check.subject}": check for check in checks if check.status == "fail"}


READ = {"issued_this_year": "3", "repealed_this_year": "1", "in_force": "12"}


def test_a_value_that_stands_in_no_cell_is_charged_to_us() -> None:
    found = after_reading(grid_of(("规章", "3", "1", "12"), ("行政规范性文件", "7", "0", "86")), **READ)["Q43 tables"]
    assert (found.verdict, found.actual, found.level) == ("parse", "3", "error")


@pytest.mark.parametrize(
    ("grid", "findings"),
    [
        (grid_of(("规章", "3", "1", "12")), ()),
        (grid_of(("规章", "3", "1", "12"), ("其他主动公开文件", "7", "0", "86")), ()),
        (
            grid_of(("规章", "3", "1", "12"), ("行政规范性文件", "7", "0", "8 6")),
            (Check("Q19", "art20_1.normative_documents.in_force", "warning", "fail"),),
        ),
        (grid_of(("规章", " 3 ", "1", "12"), ("2022", "年度")), ()),
    ],
    ids=["all read", "a row of its own", "left out with a reason", "numbers beside words"],
)
def test_values_that_are_read_or_explained_are_not_lost(grid: Grid, findings: tuple[Check, ...]) -> None:
    assert "Q43 tables" not in after_reading(grid, *findings, **READ)


def test_numbers_below_a_heading_without_a_table_are_lost_and_a_bare_heading_is_not() -> None:
    numbers = report_with(facts=(), sections=sections_of(disputes="行政复议\n0\n0\n0\n0\n0"))
    assert failures(numbers)["Q43 disputes"].verdict == "parse"
    assert "Q04 disputes" not in failures(numbers)
    assert "Q43" not in rules_failed(report_with(facts=(), sections=sections_of(disputes="见附件1。")))


def test_a_grid_with_gaps_is_named_and_a_full_one_or_a_guessed_one_is_not() -> None:
    rows = (("规章", "3", "1", "12"), ("注", "", "", ""))
    assert "Q38 grid.0" in after_reading(grid_of(*rows, holes=True), **READ)
    assert "Q38 grid.0" not in after_reading(grid_of(*rows), **READ)
    assert "Q38 grid.0" not in after_reading(grid_of(*rows, method="pipes", holes=True), **READ)


def test_a_corrected_version_is_not_late() -> None:
    late = {"published": "2023-05-04", "title_source": "page"}
    title = "某县教育局2022年政府信息公开工作年度报告"
    assert "Q31" in rules_failed(report_with(title=title, **late))
    assert "Q31" not in rules_failed(report_with(title=f"{title}（更正）", **late))


def test_a_habit_through_a_whole_table_is_told_once_with_the_count() -> None:
    cells = {key: "" if key.startswith("applications.denied") else raw for key, raw in consistent().items()}
    found = [check for check in failures(report_with(facts=facts_from(cells))).values() if check.rule == "Q11"]
    assert [check.subject for check in found] == ["applications"]
    assert "in 56 of 175 cells" in found[0].message


def test_blanks_in_few_rows_are_told_row_by_row_with_the_columns() -> None:
    rows = ("disputes.review.upheld", "disputes.review.other", "disputes.suit_direct.other")
    found = failures(report_with(facts=facts_from(consistent() | dict.fromkeys(rows, ""))))
    assert "in 2 cells: upheld, other" in found["Q11 disputes.review"].message
    assert "in 1 cell: other" in found["Q11 disputes.suit_direct"].message


HEADER = "division_code,agency_type,first_year,last_year,publish_by,source\n"


@pytest.mark.parametrize(
    ("row", "organ", "due"),
    [
        ("330300,,2020,,02-20,a notice", ("330327", "department"), "2023-02-20"),
        ("330000,township,,,03-01,a notice", ("330327", "township"), "2023-03-01"),
        ("330300,,2020,2021,02-20,a notice", ("330327", "department"), None),
        ("330300,township,2020,,02-20,a notice", ("330327", "department"), None),
        ("330400,,2020,,02-20,a notice", ("330327", "department"), None),
    ],
)
def test_a_local_date_is_that_of_the_nearest_place_above(
    row: str, organ: tuple[str, str], due: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "local-dates.csv"
    path.write_text(f"{HEADER}{row}\n", encoding="utf-8")
    rows = dates.local_dates(path)
    monkeypatch.setattr(dates, "local_dates", lambda: rows)
    found = dates.local_date(*organ, 2022)
    assert (found.isoformat() if found else None) == due


def test_a_report_after_the_local_date_is_told_as_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (dates.LocalDate("330300", "", 2020, 9999, "01-15"),)
    monkeypatch.setattr(dates, "local_dates", lambda: rows)
    late = failures(report_with(published="2023-01-20"))
    assert (late["Q31 published.local"].level, "Q31 published" in late) == ("info", False)
    assert "Q31" not in rules_failed(report_with(published="2023-01-10"))


def test_the_shipped_local_dates_can_be_read() -> None:
    assert isinstance(dates.local_dates(), tuple)
