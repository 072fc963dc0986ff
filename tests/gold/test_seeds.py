"""Promises that the numbers of the five seed texts are read as a person reads them, and that their known slips show."""

from functools import cache
from pathlib import Path

import pytest

from harvester.process import parse_report
from harvester.report.model import Report

pytestmark = pytest.mark.shared

FIGURES = {
    "000": {
        "disclosed_total": (301,), "normative_documents_disclosed": (64,), "dynamic_items": (237,),
        "channel_wechat": (1053,), "channel_weibo": (1510,), "applications_received": (7,),
    },
    "001": {
        "key_field_items": (1381,), "interpretations": (46,), "npc_proposals": (65,), "cppcc_proposals": (81,),
    },
    "003": {
        "channel_wechat": (230, 233), "channel_website": (165,), "applications_answered": (153,),
        "applications_carried_forward": (5,), "reviews": (2,), "suits": (1,), "fee_notices": (3,),
        "fee_due_wan": (0.28,), "fee_collected_wan": (0,),
    },
    "004": {
        "channel_website": (18613,), "normative_documents_disclosed": (32,), "penalty_results": (7327,),
        "power_list_items": (3192,), "messages_answered": (6198,), "applications_answered": (533,),
        "applications_granted": (270,), "applications_partially_granted": (55,), "share_granted": (50.65,),
        "share_partially_granted": (10.31,), "satisfaction_rate": (92.5,),
    },
}  # fmt: skip
ELSEWHERE = {"001": (5475, 1128, 24156, 9535, 1311)}
"""Figures whose indicator is not fixed here; their values must be read."""


@cache
def read(folder: Path, number: str) -> Report:
    return parse_report(next((folder / "seeds").glob(f"{number}_*.txt")).read_bytes())


@pytest.mark.parametrize(
    ("number", "key", "value"),
    [(number, key, value) for number, keys in FIGURES.items() for key, values in keys.items() for value in values],
)
def test_a_figure_of_the_prose_is_read(shared: Path, number: str, key: str, value: float) -> None:
    assert value in [figure.value for figure in read(shared, number).figures if figure.key == key]


@pytest.mark.parametrize("number", ELSEWHERE)
def test_further_figures_are_read(shared: Path, number: str) -> None:
    assert set(ELSEWHERE[number]) <= {figure.value for figure in read(shared, number).figures}


def test_the_flattened_tables_are_read_cell_by_cell(shared: Path) -> None:
    facts = {(f.table_key, f.row_key, f.column_key): f for f in read(shared, "002").facts}
    penalty = [
        facts["art20_6", "administrative_penalty", column].value
        for column in ("items_previous_year", "items_change", "decisions")
    ]
    assert penalty == [12, 57, 69]
    assert facts["art20_9", "centralised_procurement", "procurement_items"].value == 188
    assert facts["art20_9", "centralised_procurement", "procurement_amount"].value == 37964.59
    requests = {key: fact for key, fact in facts.items() if key[0] == "applications"}
    zero = {key for key, fact in requests.items() if fact.state == "zero"}
    assert {row for _, row, _ in zero} == {"total_handled", "carried_forward"}
    assert {fact.state for key, fact in requests.items() if key not in zero} == {"blank"}


@pytest.mark.parametrize(("number", "rule"), [("001", "Q08"), ("004", "Q23"), ("002", "Q01")])
def test_a_known_slip_is_flagged(shared: Path, number: str, rule: str) -> None:
    report = read(shared, number)
    assert any(check.rule == rule and check.status == "fail" for check in report.checks)


def test_a_typing_error_does_not_move_the_year(shared: Path) -> None:
    assert read(shared, "001").year == 2017
