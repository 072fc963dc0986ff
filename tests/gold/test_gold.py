"""Promises that the gold reports are read at least as well as the recorded floor, with no wrong value at all."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.gold.build.reports import gold_reports
from tests.gold.measure import Tally, measure, share

FLOOR = json.loads((Path(__file__).parent / "baseline.json").read_text(encoding="utf-8"))
GROUPS = ("html", "docx", "pdf", "flat", "lost")

SHARES: dict[str, Callable[[Tally], float]] = {
    "cells_read": lambda tally: share(tally.cells_read, tally.cells),
    "figures_recall": lambda tally: share(tally.figures_found, tally.figures),
    "figures_precision": lambda tally: share(tally.figures_found, tally.figures_read),
    "identity": lambda tally: share(tally.identity_right, tally.identity),
    "parts": lambda tally: share(tally.parts_right, tally.parts),
}


@pytest.fixture(scope="module")
def tallies() -> dict[str, Tally]:
    return measure(gold_reports())


def test_the_gold_set_is_large_and_varied() -> None:
    reports = gold_reports()
    assert len(reports) >= 320
    assert len({gold.name for gold in reports}) == len(reports)
    assert {gold.truth.format for gold in reports} == {"2008", "2019", "2021"}
    assert len({gold.truth.agency_type for gold in reports}) == 5
    assert len({gold.truth.division_code for gold in reports}) >= 30


def test_the_gold_reports_are_the_same_every_time() -> None:
    first = {gold.name: gold.body for gold in gold_reports()}
    gold_reports.cache_clear()
    assert {gold.name: gold.body for gold in gold_reports()} == first


@pytest.mark.parametrize("group", GROUPS)
def test_no_value_is_wrong(tallies: dict[str, Tally], group: str) -> None:
    assert tallies[group].wrong_cells == []


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("name", SHARES)
def test_as_much_is_read_as_before(tallies: dict[str, Tally], group: str, name: str) -> None:
    tally = tallies[group]
    missed = (*tally.wrong_identity, *tally.wrong_parts, *tally.missed_figures, *tally.wrong_figures)
    assert SHARES[name](tally) >= FLOOR[group][name], missed[:8]


@pytest.mark.parametrize("group", GROUPS)
def test_every_injected_contradiction_is_found(tallies: dict[str, Tally], group: str) -> None:
    assert tallies[group].missed_flaws == []


@pytest.mark.parametrize("group", GROUPS)
def test_consistent_reports_raise_no_alarm(tallies: dict[str, Tally], group: str) -> None:
    assert tallies[group].false_alarms == []
