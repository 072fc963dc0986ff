"""The checks of a report as they stand once a person's corrections are in place."""

from dataclasses import replace

from harvester.report.formats import CellRef
from harvester.report.model import Fact, Report, State
from harvester.store import Store


def cell_of(fact: Fact) -> CellRef:
    """The cell that a fact fills."""
    return CellRef(fact.table_key, fact.row_key, fact.column_key)


def with_judged_corrections(store: Store, report: Report, source_sha256: str) -> Report:
    """The report with the checks that hold after correction. Its facts stay as they were read; the store corrects them.

    A correction that was made for other bytes is left out: it is to be looked at again.
    """
    rows = store.connection.rows(
        "SELECT * FROM overrides WHERE agency = ? AND year = ? AND source_sha256 = ?",
        (report.agency, report.year, source_sha256),
    )
    if not rows:
        return report
    from harvester.report.checks import run_checks  # noqa: PLC0415  a crawl that corrects nothing loads no rules

    facts = {cell_of(fact): fact for fact in report.facts}
    for row in rows:
        ref, value = CellRef(row["table_key"], row["row_key"], row["column_key"]), row["value"]
        state: State = "blank" if value is None else "numeric" if value else "zero"
        raw = facts[ref].raw if ref in facts else ""
        facts[ref] = Fact(*ref, value, state, raw, "override")
    before = {(check.rule, check.subject) for check in run_checks(report)}
    others = tuple(check for check in report.checks if (check.rule, check.subject) not in before)
    corrected = replace(report, facts=tuple(facts.values()))
    return replace(report, checks=(*others, *run_checks(corrected)))
