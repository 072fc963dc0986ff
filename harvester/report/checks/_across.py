"""Rules between two reports of one agency (last year's and this year's), as functions of their facts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from harvester.report.checks._equations import evaluate
from harvester.report.checks._rule import Between, by_cell
from harvester.report.formats import CrossRule, Equation, Term, load_formats
from harvester.report.model import Check, Fact


def check_across(
    before: Iterable[Fact], after: Iterable[Fact], *, year: int, scopes: tuple[str, ...] = ("cross_year",)
) -> tuple[Check, ...]:
    """Compare a report with the one of the year before.

    Args:
        before: facts of the report for `year - 1`.
        after: facts of the report for `year`.
        year: report year of `after`.
        scopes: which rules to apply: `cross_year` (same generation of tables, and 2020 to 2021 where the rows are
            the same), `cross_format` (2018 to 2019).

    Returns:
        A check for each identity of which at least one cell was printed in both reports.
    """
    old, new = by_cell(before), by_cell(after)
    found: list[Check] = []
    for rule in load_formats().cross:
        if rule.scope in scopes and _applies(rule, year):
            for equation in rule.equations:
                facts = {
                    term: fact for term in _terms(equation) if (fact := (old if _is_old(term) else new).get(term.ref))
                }
                if any(map(_is_old, facts)) and not all(map(_is_old, facts)):
                    found += _hinted(evaluate(equation, facts), rule)
    return tuple(found)


def _terms(equation: Equation) -> Iterator[Term]:
    yield from (*equation.left, *equation.right)


def _is_old(term: Term) -> bool:
    return term.time in {"y-1", "2018"}


def _applies(rule: CrossRule, year: int) -> bool:
    """Whether the rule speaks of this pair of years. Stocks in force are counted from report year 2021 on."""
    if rule.scope == "cross_format":
        return year == 2019
    first = min(load_formats().by_id[key].first_year for key in rule.formats)  # type: ignore[index]
    return year > first


def _hinted(checks: Iterable[Check], rule: CrossRule) -> Iterator[Check]:
    """Failed checks with the reasons that explain such a difference without any error."""
    for check in checks:
        if check.status == "fail":
            yield replace(check, message=f"{check.message}; may be due to: {', '.join(rule.exceptions)}")
        else:
            yield check


BETWEEN = (
    Between(
        ("X.carry", "X.in_force", "X.items", "X.disclosed_total", "X.pending_resolved", "X.requests_2008"),
        "the tables of this year and last",
    ),
)
