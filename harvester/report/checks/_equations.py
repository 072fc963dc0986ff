"""Evaluates one identity over facts: strictly, and once more with blanks as zero where blanks stood in the way."""

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping

from harvester.report.checks._rule import number, verdict_on
from harvester.report.formats import CellRef, Equation, Term
from harvester.report.model import Check, Fact

LENIENT = " (blank = 0)"
"""Ends the subject of a check in which blanks count as zero."""

OPERATORS: dict[str, Callable[[float, float], bool]] = {"=": operator.eq, "<=": operator.le, ">=": operator.ge}
_EMPTY = frozenset({"blank", "dash", "none_word", "not_applicable"})


def evaluate(equation: Equation, facts: Mapping[Term, Fact]) -> Iterator[Check]:
    """The strict check, and the lenient one when a printed cell holds no number.

    `facts` holds a fact for each term that is known. A cell that was not read is unknown, not zero: neither
    check can then be made. When one side holds no number at all, the lenient check cannot be made either, for
    an unfilled total contradicts nothing.
    """
    terms = (*equation.left, *equation.right)
    known = [facts[term] for term in terms if term in facts]
    if len(known) < len(terms) or any(fact.state == "text" for fact in known):
        yield _open(equation, equation.subject, "a cell of it is missing or holds text")
        return
    if all(fact.value is not None for fact in known):
        yield _judge(equation, equation.subject, facts, known)
        return
    yield _open(equation, equation.subject, "a cell of it is blank")
    subject = equation.subject + LENIENT
    both = all(_filled(side, facts) for side in (equation.left, equation.right) if side)
    if both or not any(fact.value for fact in known):
        yield _judge(equation, subject, facts, known)
    else:
        yield _open(equation, subject, "one side of it holds no number")


def _filled(side: Iterable[Term], facts: Mapping[Term, Fact]) -> bool:
    return any(facts[term].value is not None for term in side)


def _judge(equation: Equation, subject: str, facts: Mapping[Term, Fact], known: Iterable[Fact]) -> Check:
    left, right = (round(_sum(side, facts), 6) for side in (equation.left, equation.right))
    near = abs(left - right) <= equation.tolerance
    if near or OPERATORS[equation.op](left, right):
        return Check(equation.rule, subject, equation.level, "pass")
    return Check(
        rule=equation.rule,
        subject=subject,
        level=equation.level,
        status="fail",
        verdict=verdict_on(known),
        expected=f"{equation.op} {number(right)}",
        actual=number(left),
        message=f"{equation.text}: {_shown(equation.left, facts)} against {_shown(equation.right, facts) or '0'}",
    )


def _sum(side: Iterable[Term], facts: Mapping[Term, Fact]) -> float:
    return sum(term.sign * (facts[term].value or 0) for term in side)


def _shown(side: Iterable[Term], facts: Mapping[Term, Fact]) -> str:
    parts = [f"{'-' if term.sign < 0 else '+'} {number(value)}" for term in side if (value := facts[term].value)]
    return " ".join(parts).removeprefix("+ ") or "0"


def _open(equation: Equation, subject: str, reason: str) -> Check:
    return Check(equation.rule, subject, equation.level, "not_assessable", message=reason)


def of_one_report(equation: Equation, facts: Mapping[CellRef, Fact]) -> dict[Term, Fact]:
    """The facts of an identity within one report."""
    return {term: facts[term.ref] for term in (*equation.left, *equation.right) if term.ref in facts}
