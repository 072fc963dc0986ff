"""A government's consolidated figures against the sum of its units, when every report is at hand (X.hierarchy)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from harvester.report.checks._rule import Between, number
from harvester.report.formats import CellRef, load_formats
from harvester.report.model import Check, Fact

LEAST_UNITS = 5
"""Fewer units than this are hardly all units of a government."""


def check_hierarchy(parent: Mapping[CellRef, Fact], units: Sequence[Mapping[CellRef, Fact]]) -> Iterator[Check]:
    """Compare a government's report with those of all its units.

    Args:
        parent: the cells of the report of the government.
        units: the cells of the reports of all units that it consolidates; the caller knows that they are all.
    """
    if len(units) < LEAST_UNITS:
        return
    for rule in load_formats().cross:
        if rule.scope != "cross_unit":
            continue
        for equation in rule.equations:
            ref = equation.left[0].ref
            whole, parts = parent.get(ref), [unit[ref] for unit in units if ref in unit]
            if whole is None or whole.value is None or len(parts) < len(units):
                continue
            check = Check(rule.id, equation.subject, equation.level, "pass")
            total = _sum(parts)
            if total is None:
                yield replace(check, status="not_assessable", message="a unit left the cell blank")
            elif total == whole.value:
                yield check
            else:
                yield _unequal(check, whole, total, rule.exceptions)


def _unequal(check: Check, whole: Fact, total: float, exceptions: tuple[str, ...]) -> Check:
    said = number(whole.value or 0)
    return replace(
        check,
        status="fail",
        verdict="unsure",
        expected=f"= {number(total)}",
        actual=said,
        message=f"the government reports {said}, its units together {number(total)}; "
        f"may be due to: {', '.join(exceptions)}",
    )


def _sum(parts: Iterable[Fact]) -> float | None:
    values = [part.value for part in parts]
    return None if None in values else sum(value for value in values if value is not None)


BETWEEN = (Between(("X.hierarchy",), "the reports of a government and of all its units"),)
