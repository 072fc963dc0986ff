"""Evaluates the arithmetic identities of the statutory tables over typed cells, to name the slips of the sample."""

import operator
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Any

from harvester.sample.model import Printed
from harvester.sample.tables import reference

COMPARE: dict[str, Callable[[float, float], bool]] = {
    "=": lambda left, right: abs(left - right) < 1e-6,
    "<=": operator.le,
    ">=": operator.ge,
}


def rules(format_id: str) -> Iterator[dict[str, Any]]:
    """Identities within one report of a format."""
    for table in reference()["formats"][format_id]["tables"]:
        yield from table["identities"]


def _side(terms: list[dict[str, Any]], names: dict[str, str], cells: Mapping[str, Printed]) -> float:
    return sum(float(term["sign"]) * (cells[term["ref"].format(**names)].value or 0) for term in terms)


def _subjects(rule: dict[str, Any]) -> Iterator[dict[str, str]]:
    each = rule.get("for_each") or {}
    for values in product(*each.values()):
        yield dict(zip(each, values, strict=True))


def failures(format_id: str, cells: Mapping[str, Printed]) -> list[dict[str, str]]:
    """Identities that do not hold when blanks count as zero: rule, subject, level, expected, actual."""
    found = []
    for rule in rules(format_id):
        for names in _subjects(rule):
            left, right = _side(rule["left"], names, cells), _side(rule["right"], names, cells)
            if not COMPARE[rule["op"]](left, right):
                subject = next(iter(names.values()), "")
                row = {"rule": rule["id"], "subject": subject, "level": rule["level"]}
                found.append(row | {"expected": f"{rule['op']} {right:g}", "actual": f"{left:g}"})
    return found
