"""Figures that do not suit organ or column: rules by those who make none, items for decisions (Q26, Q28)."""

from collections.abc import Iterator

from harvester.report.checks._rule import Rules, Subject, failed, number, passed, verdict_on
from harvester.report.formats import CellRef
from harvester.report.model import Check

_NO_RULES = frozenset({"department", "township", "subdistrict"})


def run(subject: Subject) -> Iterator[Check]:
    """Judge the rules row and the items of format 2019."""
    yield from _rules(subject)
    yield from _items(subject)


def _rules(subject: Subject) -> Iterator[Check]:
    """规章 are made by central departments, provinces and cities with districts, for whom their offices report."""
    report = subject.report
    cells = {ref: fact for ref, fact in subject.facts.items() if ref[:2] == ("art20_1", "rules")}
    if not cells or report.division_code is None or report.agency_type is None:
        return
    below_city = not report.division_code.endswith("00")
    unauthorized = report.agency_type in _NO_RULES or (below_city and report.agency_type in {"government", "office"})
    if not unauthorized:
        return
    positive = {ref: fact for ref, fact in cells.items() if fact.value and fact.value > 0}
    for ref, fact in positive.items():
        message = f"a {report.agency_type} of this level makes no rules (规章)"
        yield failed("Q26", str(ref), message, actual=number(fact.value or 0), verdict=verdict_on([fact]))
    if not positive:
        yield passed("Q26", "art20_1.rules.*")


def _items(subject: Subject) -> Iterator[Check]:
    """Decisions that equal last year's items plus the change, in two rows or more: they may be this year's items."""
    found = []
    for ref, fact in subject.facts.items():
        if ref.column != "decisions":
            continue
        before = subject.facts.get(CellRef(ref.table, ref.row, "items_previous_year"))
        change = subject.facts.get(CellRef(ref.table, ref.row, "items_change"))
        if not before or not change or before.value is None or change.value is None or not fact.value:
            continue
        if fact.value == before.value + change.value:
            message = "decisions equal last year's items plus the change: items may have been counted, not decisions"
            verdict = verdict_on([fact, before, change])
            found.append(failed("Q28", str(ref), message, actual=number(fact.value), verdict=verdict))
        else:
            yield passed("Q28", str(ref))
    if len(found) > 1:
        yield from found


RULES = Rules(("Q26", "Q28"), run)
