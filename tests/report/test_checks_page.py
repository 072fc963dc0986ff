"""The page of the rules is that of the code, and every rule of the reference is judged where the page says."""

import importlib
import inspect
from pathlib import Path

import pytest

from harvester.report.checks._page import LIMITS, judged, page
from harvester.report.formats import load_formats
from tests.conftest import ROOT

ELSEWHERE = {"harvester.report.tables"}
"""A package: its modules hold the rules."""


def test_the_page_of_the_checks_is_that_of_the_code() -> None:
    stored = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert stored == page(), "run: python -m harvester.report.checks._page > docs/checks.md"


def test_every_rule_of_the_reference_is_judged_somewhere() -> None:
    wanted = {*load_formats().quality, *(rule.id for rule in load_formats().cross)}
    assert not wanted - judged().keys()
    assert LIMITS.keys() <= wanted


@pytest.mark.parametrize("rule", sorted(load_formats().quality))
def test_a_rule_is_judged_where_the_page_says(rule: str) -> None:
    for place in judged()[rule]:
        module = importlib.import_module(place.module)
        files = Path(inspect.getfile(module)).parent.glob("*.py") if place.module in ELSEWHERE else ()
        source = inspect.getsource(module) + "".join(path.read_text(encoding="utf-8") for path in files)
        assert source.count(f'"{rule}"') > (place.module not in {*ELSEWHERE, "harvester.report.reliability"})
