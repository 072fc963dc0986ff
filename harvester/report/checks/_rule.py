"""What a module of this package declares, and the helpers that the rules share."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Literal, NamedTuple

from harvester.page.model import Grid
from harvester.report.formats import CellRef, load_formats
from harvester.report.model import Check, Fact, Report

Verdict = Literal["source", "parse", "unsure"]
Run = Callable[["Subject"], Iterable[Check]]

EXACT_METHODS = frozenset({"grid", "docx", "override"})
"""Readings in which every value stood in a cell of its own: a contradiction is then the source's."""


FEWEST_VALUES = 3
"""A table section without a table, but with so many bare numbers, holds values that were not read."""
_NUMBER = re.compile(r"[+\-]?\d[\d,.]*")


class Subject(NamedTuple):
    """A report with its facts by cell, and what the reader of its tables saw."""

    report: Report
    facts: Mapping[CellRef, Fact]
    tables: Mapping[str, Mapping[CellRef, Fact]]
    """The same facts by table."""
    grids: tuple[Grid, ...] = ()
    """The grids in which the statutory tables stand; none when the report comes from a database."""
    findings: tuple[Check, ...] = ()
    """What the reader of the tables left out, and why."""

    def value(self, table: str, row: str, column: str) -> int | float | None:
        """The value of a cell, None when it has none."""
        fact = self.facts.get(CellRef(table, row, column))
        return fact.value if fact else None


class Rules(NamedTuple):
    """Rules of one module: their ids in `tables.json` and the function that applies them."""

    ids: tuple[str, ...]
    run: Run
    needs: str = "the report"
    """What the rules are judged from, for the page that lists them."""


class Between(NamedTuple):
    """Rules of one module that need more than one report: their ids and what they are judged from."""

    ids: tuple[str, ...]
    needs: str


def subject_of(report: Report, grids: tuple[Grid, ...] = (), findings: tuple[Check, ...] = ()) -> Subject:
    """The report prepared for the rules."""
    facts = by_cell(report.facts)
    tables: dict[str, dict[CellRef, Fact]] = {}
    for ref, fact in facts.items():
        tables.setdefault(ref.table, {})[ref] = fact
    return Subject(report, facts, tables, grids, findings)


def by_cell(facts: Iterable[Fact]) -> dict[CellRef, Fact]:
    """The facts by the cell that they fill."""
    return {CellRef(fact.table_key, fact.row_key, fact.column_key): fact for fact in facts}


def verdict_on(facts: Iterable[Fact]) -> Verdict:
    """Whose fault a contradiction between these facts is."""
    return "source" if all(fact.method in EXACT_METHODS for fact in facts) else "unsure"


def failed(rule: str, subject: str, message: str, *, actual: str | None = None, verdict: Verdict = "source") -> Check:
    """A failed check of one of the rules Q01-Q44, at the level that the reference gives it."""
    return Check(rule, subject, load_formats().quality[rule].level, "fail", verdict, None, actual, message)


def passed(rule: str, subject: str) -> Check:
    """A check that holds."""
    return Check(rule, subject, load_formats().quality[rule].level, "pass")


def not_assessable(rule: str, subject: str, message: str) -> Check:
    """A check for which something is missing; the message says what."""
    return Check(rule, subject, load_formats().quality[rule].level, "not_assessable", message=message)


def number(value: float) -> str:
    """A number for people: no trailing zeros of floating point."""
    return f"{value:.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def bare_numbers(text: str) -> list[str]:
    """Numbers that stand alone in a line or in a cell."""
    cells = (cell.strip() for cell in re.split(r"[\n\t|]", text))
    return [cell for cell in cells if _NUMBER.fullmatch(cell)]
