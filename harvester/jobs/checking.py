"""Collects what does not add up: failed checks of every current report, alone and beside other reports."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harvester.errors import StoreError
from harvester.jobs.across import Compared, compare_reports
from harvester.report.model import Check
from harvester.store import Store

LEVELS = ("error", "warning", "info")
"""From what cannot be right to what is merely worth knowing."""


@dataclass(frozen=True)
class Checked:
    """One report with its failed checks."""

    report_id: int
    agency: str
    year: int
    url: str | None
    failed: tuple[Check, ...]


@dataclass(frozen=True)
class CheckResult:
    """Every report with a failure, and how much was looked at."""

    reports: int
    pairs: int
    """Pairs of successive years that were compared."""
    checks: int
    """Checks that could be decided."""
    failing: tuple[Checked, ...]
    not_stored: str = ""
    """Why the outcome of the rules between reports could not be stored, empty when it was."""

    @property
    def failures(self) -> int:
        """Number of failed checks."""
        return sum(len(item.failed) for item in self.failing)


def check_database(db: Path, level: str = "warning") -> CheckResult:
    """Read the checks of every current report and run those between reports.

    The outcome of the latter is stored in `checks`, under the report of the later year.

    Args:
        db: the database.
        level: the least level that counts: error, warning or info.
    """
    levels = LEVELS[: LEVELS.index(level) + 1]
    failing: list[Checked] = []
    total = decided = 0
    with Store.open(db, readonly=True) as store:
        compared = compare_reports(store)
        earlier = set(json.loads(store.note("cross_rules") or "[]"))
        for row in _reports(store):
            total += 1
            across = compared.checks.get(row["report_id"], [])
            rules = {check.rule for check in across} | earlier
            own = (check for check in _stored(store, row["report_id"]) if check.rule not in rules)
            checks = (*own, *across)
            judged = [check for check in checks if check.level in levels and check.status != "not_assessable"]
            decided += len(judged)
            failed = tuple(check for check in judged if check.status == "fail")
            if failed:
                failing.append(Checked(row["report_id"], row["agency"], row["year"], row["url"], failed))
    return CheckResult(total, compared.pairs, decided, tuple(failing), _keep(db, compared))


def _keep(db: Path, compared: Compared) -> str:
    """Store what was compared; a database that others are using is no reason to tell nothing."""
    try:
        with Store.open(db) as store:
            store.save_cross_checks(compared.checks)
    except StoreError as error:
        return str(error)
    return ""


def _reports(store: Store) -> Iterator[dict[str, Any]]:
    """Current reports, each agency's in the order of years."""
    yield from store.connection.rows(
        "SELECT report_id, agency, division_code, year, url FROM current_reports ORDER BY division_code, agency, year"
    )


def _stored(store: Store, report_id: int) -> tuple[Check, ...]:
    columns = "rule, subject, level, status, verdict, expected, actual, message"
    rows = store.connection.rows(
        f"SELECT {columns} FROM checks WHERE report_id = ? ORDER BY rule, subject", (report_id,)
    )
    return tuple(Check(**row) for row in rows)
