"""Rules over one report, over two and over many: arithmetic of the tables, and the quality rules Q01-Q44."""

import sys
from functools import cache

from harvester.catalog import members
from harvester.report.checks._across import check_across
from harvester.report.checks._copied import (
    Prose,
    Written,
    check_copied_from_last_year,
    check_equal_tables,
    copied_from_peers,
    read_prose,
)
from harvester.report.checks._growth import changed_after_release, check_growth
from harvester.report.checks._hierarchy import check_hierarchy
from harvester.report.checks._rule import Rules, by_cell, subject_of
from harvester.report.model import Check, Report
from harvester.report.tables import TablesRead

__all__ = [
    "Prose",
    "Written",
    "by_cell",
    "changed_after_release",
    "check_across",
    "check_copied_from_last_year",
    "check_equal_tables",
    "check_growth",
    "check_hierarchy",
    "copied_from_peers",
    "read_prose",
    "run_checks",
]


def run_checks(report: Report, reading: TablesRead | None = None) -> tuple[Check, ...]:
    """Apply every rule that can be judged from one report.

    Args:
        report: the report as read.
        reading: what the reader of its tables saw; without it, the rules on grids and on lost values are not judged.

    A rule that holds gives a check that passes where it was assessed for a named cell or section; a rule that finds
    nothing to complain of in a whole text gives none. No two checks have the same rule and subject.
    """
    subject = subject_of(report, reading.grids, reading.findings) if reading else subject_of(report)
    checks = (check for group in _rules() for check in group.run(subject))
    return tuple({(check.rule, check.subject): check for check in checks}.values())


@cache
def _rules() -> tuple[Rules, ...]:
    return tuple(members(sys.modules[__name__], "RULES").values())
