"""The lists of reports to look at: which failed checks each one collects."""

from collections.abc import Iterator
from dataclasses import dataclass

from harvester.report.formats import load_formats

DENIALS = ("Q06", "Q21", "Q22", "Q23", "Q24", "Q25", "Q37", "Q40", "X.copy_conflict")
"""Rules that find text, tables and copies at odds, whatever the level of the finding."""
HOLDS = f"(c.level = 'error' OR c.rule NOT LIKE 'X.%' OR c.rule IN {DENIALS})"
"""SQL on `checks AS c`: leaves out what is only a hint, as some rules between years are."""


@dataclass(frozen=True)
class List:
    """A list: the last part of its address, and the rules whose failures it shows (none for missing reports)."""

    key: str
    rules: tuple[str, ...] = ()


def _contradictions() -> Iterator[str]:
    """Identities that must hold, within a report and between years, and the rules of `DENIALS`."""
    formats = load_formats()
    yield from (equation.rule for form in formats for equation in form.equations if equation.level == "error")
    yield from (rule.id for rule in formats.cross)
    yield from DENIALS


LISTS = (
    List("contradictory", tuple(dict.fromkeys(_contradictions()))),
    List("late", ("Q31",)),
    List("missing"),
    List("copied", ("Q09", "Q10")),
)
