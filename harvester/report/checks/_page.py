"""Writes `docs/checks.md` from the rules themselves: `python -m harvester.report.checks._page > docs/checks.md`."""

import sys
from collections.abc import Iterator
from typing import NamedTuple

from harvester.catalog import members
from harvester.report import checks
from harvester.report.checks import _across, _copied, _growth, _hierarchy
from harvester.report.formats import load_formats


class Judged(NamedTuple):
    """Where a rule is judged, and from what."""

    module: str
    needs: str


READERS = {
    "Q18": ("harvester.report.tables", "the table while it is read"),
    "Q19": ("harvester.report.tables", "the table while it is read"),
    "Q27": ("harvester.report.tables", "the table while it is read (an amount without a unit)"),
    "Q37": ("harvester.report.reliability", "the page, its host and the registry"),
}
"""Rules that the readers of a page judge themselves, for only they see what they leave out."""

LIMITS = {
    "Q06": "the column in which the report stood is not known to the report",
    "Q10": "another organ's name left in the text is not looked for: organs are named for many good reasons",
    "Q34": "a document number that is missing is not told: the format does not ask for one",
    "Q35": "needs two captures of the same address, so a first crawl cannot tell",
    "Q38": "a width that differs from the official layout is not told: forms of four to six columns are in use",
    "Q41": "a word cut in the middle is told only at the end of a part: elsewhere it takes a dictionary",
}
"""What a rule of the reference asks for and the harvester does not judge, with the reason."""

_HEAD = """\
# Checks

Made from the code: `python -m harvester.report.checks._page > docs/checks.md`.

Rules and their texts are those of `data/reference/tables.json`. A check has a subject (the cell, row, table, or the
section with its position and the character in it), a status (`pass`, `fail`, `not_assessable`) and, when it fails, a
verdict on whose fault it is: `source` (the report says so in cells or words of its own), `parse` (we did not read what
is there), `unsure`. `harvester check` runs the rules that need more than one report; the others are stored with each
report. Rules of class `extraction` are about our copy or our reading and are never charged to the organ.
"""


def judged() -> dict[str, list[Judged]]:
    """Every place in which each rule is judged."""
    found: dict[str, list[Judged]] = {}
    for name, rules in members(checks, "RULES").items():
        for rule in rules.ids:
            found.setdefault(rule, []).append(Judged(f"harvester.report.checks.{name}", rules.needs))
    for module in (_across, _copied, _growth, _hierarchy):
        for between in module.BETWEEN:
            for rule in between.ids:
                found.setdefault(rule, []).append(Judged(module.__name__, between.needs))
    for rule, place in READERS.items():
        found.setdefault(rule, []).append(Judged(*place))
    return found


def page() -> str:
    """The page as Markdown."""
    return "\n".join((_HEAD, *_quality(), "", *_identities(), "", *_limits())) + "\n"


def _quality() -> Iterator[str]:
    yield "## Quality rules\n"
    yield "| rule | level | class | finds | judged from | in |\n|---|---|---|---|---|---|"
    places = judged()
    for rule in load_formats().quality.values():
        where = places.get(rule.id, [])
        needs = "; ".join(dict.fromkeys(place.needs for place in where)) or "not judged"
        modules = ", ".join(dict.fromkeys(f"`{place.module.removeprefix('harvester.report.')}`" for place in where))
        yield f"| {rule.id} | {rule.level} | {rule.kind} | {rule.text.replace('|', '/')} | {needs} | {modules} |"


def _identities() -> Iterator[str]:
    yield "## Identities\n"
    yield (
        "Each is judged strictly (a blank cell leaves it open) and, where blanks stand in the way, once more with "
        "blanks as zero.\n"
    )
    yield "| identity | level | says | judged from |\n|---|---|---|---|"
    for form in load_formats():
        rows = {equation.rule: equation for equation in form.equations}
        yield from (f"| {rule} | {row.level} | {row.text} | the report |" for rule, row in rows.items())
    places = judged()
    for cross in load_formats().cross:
        first = cross.equations[0]
        yield f"| {cross.id} | {first.level} | {first.text} | {places[cross.id][0].needs} |"


def _limits() -> Iterator[str]:
    yield "## What is not judged, and why\n"
    yield "| rule | reason |\n|---|---|"
    yield from (f"| {rule} | {reason} |" for rule, reason in LIMITS.items())


if __name__ == "__main__":
    sys.stdout.write(page())
