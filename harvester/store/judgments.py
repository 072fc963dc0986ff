"""Writes outcomes of rules by themselves: after a correction, and of the rules between reports."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from harvester.report.model import Check
from harvester.store.connection import Connection

_INSERT = "INSERT OR REPLACE INTO checks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


def swap_checks(connection: Connection, report_id: int, before: Sequence[Check], after: Sequence[Check]) -> None:
    """Replace the outcome of some rules of one report."""
    with connection.writing():
        connection.many(
            "DELETE FROM checks WHERE report_id = ? AND rule = ? AND subject = ?",
            [(report_id, c.rule, c.subject) for c in before],
        )
        connection.many(_INSERT, _rows(report_id, after))


def save_cross_checks(connection: Connection, checks: Mapping[int, Sequence[Check]]) -> None:
    """Replace what the rules between reports found; their names are noted, so that a re-parse lets them be."""
    known = connection.value("SELECT value FROM store_notes WHERE key = 'cross_rules'")
    rules = sorted({check.rule for listed in checks.values() for check in listed} | set(json.loads(known or "[]")))
    rows = [row for report_id, listed in checks.items() for row in _rows(report_id, listed)]
    with connection.writing():
        connection.many("DELETE FROM checks WHERE rule = ?", [(rule,) for rule in rules])
        connection.many(_INSERT, rows)
        connection.execute("INSERT OR REPLACE INTO store_notes VALUES ('cross_rules', ?)", (json.dumps(rules),))


def _rows(report_id: int, checks: Iterable[Check]) -> list[tuple[Any, ...]]:
    return [
        (report_id, c.rule, c.subject, c.level, c.status, c.verdict, c.expected, c.actual, c.message) for c in checks
    ]
