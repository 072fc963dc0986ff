"""`harvester check`: verifies the stored reports against the arithmetic and consistency rules."""

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

from harvester.cli._command import Command, Exit
from harvester.cli._options import add_db, add_json
from harvester.cli._output import complain, counted, json_text, one_line, say

if TYPE_CHECKING:
    from harvester.jobs.checking import CheckResult
    from harvester.report.model import Check

HINT = "; may be due to: "
"""In the message of a check between years: here begin reasons that are no error."""
APART = 3
"""So many failures of one rule in a report are told one by one; more are told together (--json has them all)."""


def configure(parser: ArgumentParser) -> None:
    """Options of `check`."""
    add_db(parser, purpose="database to verify")
    levels = ("error", "warning", "info")
    parser.add_argument("--level", choices=levels, default="warning", help="least level to report (default: warning)")
    add_json(parser)


def run(options: Namespace) -> int:
    """Print failed checks by report; 3 when there are any, or nothing to check."""
    from harvester.jobs.checking import check_database

    result = check_database(options.db, options.level)
    if options.json:
        head = {"reports": result.reports, "pairs": result.pairs, "checks": result.checks, "failures": result.failures}
        say(json_text(head | {"failing": [asdict(item) for item in result.failing]}, indent=2))
    else:
        for line in _lines(result):
            say(line)
    if result.not_stored:
        complain(f"harvester check: what was compared between reports is not stored: {result.not_stored}")
    if not result.reports:
        complain(f"harvester check: {options.db} holds no report yet; run `harvester crawl` first")
    return Exit.ATTENTION if result.failing or not result.reports else Exit.DONE


def _lines(result: "CheckResult") -> Iterator[str]:
    for item in result.failing:
        yield f"{item.agency} {item.year}  (report {item.report_id}, {item.url or 'no address'})"
        for _, group in groupby(item.failed, key=lambda check: (check.level, check.rule, check.verdict)):
            yield from (f"  {line}" for line in _group_lines(list(group)))
    yield from _hints(check for item in result.failing for check in item.failed)
    verdicts = Counter(check.verdict or "unsure" for item in result.failing for check in item.failed)
    told = ", ".join(f"{number} {verdict}" for verdict, number in sorted(verdicts.items()))
    yield (
        f"{counted(result.reports, 'report')} and {counted(result.pairs, 'pair')} of successive years: "
        f"{counted(result.checks, 'check')} decided, {result.failures} failed in "
        f"{counted(len(result.failing), 'report')}" + (f" (whose fault: {told})." if told else ".")
    )


def _group_lines(checks: "list[Check]") -> Iterator[str]:
    """Each check for itself; a rule that fails in many places is told once, with the places."""
    if len(checks) <= APART:
        yield from (line for check in checks for line in _check_lines(check))
        return
    first = checks[0]
    places = ", ".join(check.subject for check in checks[:APART]) + f" and {len(checks) - APART} more"
    yield one_line(f"{first.level:<7} {first.rule} in {len(checks)} places: {places} [{first.verdict or 'unsure'}]")


def _check_lines(check: "Check") -> Iterator[str]:
    """A failed check: what is concerned and whose fault it is, then what it is called and why it fails."""
    from harvester.jobs.labels import subject_label

    told = (("expected", check.expected), ("found", check.actual))
    values = "".join(f", {name} {value}" for name, value in told if value)
    yield one_line(f"{check.level:<7} {check.rule} {check.subject}{values} [{check.verdict or 'unsure'}]")
    label, why = subject_label(check.subject), check.message.partition(HINT)[0]
    if label or why:
        yield " " * 8 + one_line(": ".join(filter(None, (label, why))))


def _hints(checks: "Iterable[Check]") -> Iterator[str]:
    """Once for each rule: the reasons that explain such a difference without any error."""
    hints = {check.rule: hint for check in checks if (hint := check.message.partition(HINT)[2])}
    yield from (one_line(f"{rule} may be due to: {hint}") for rule, hint in sorted(hints.items()))


COMMAND = Command(
    name="check",
    summary="Verify stored reports against the arithmetic and consistency rules, across years too.",
    example="harvester check --db data/harvest.db\nharvester check --level error --json",
    configure=configure,
    run=run,
)
