"""What stands in the cells: blanks, dashes, words, signs, decimals, notes, missing rows (Q11-Q17, Q42)."""

from collections.abc import Callable, Iterator

from harvester.report.checks._rule import Rules, Subject, failed, not_assessable, number, passed, verdict_on
from harvester.report.checks.identities import table_of
from harvester.report.formats import CellRef, Table
from harvester.report.model import Check, Fact
from harvester.text.numbers import read_cell

MOST_NAMED = 6
"""Rows that a message names before it only counts them."""


def run(subject: Subject) -> Iterator[Check]:
    """Look through every table of the report."""
    for key in dict.fromkeys(ref.table for ref in subject.facts):
        table = table_of(subject, key)
        if table:
            facts = {ref: fact for ref, fact in subject.facts.items() if ref.table == key}
            yield from _by_state(table, facts)
            yield from _by_value(table, facts)
            yield from _totals(table, facts)
            yield from _missing(table, facts)


_STATES: tuple[tuple[str, str, Callable[[Fact], bool]], ...] = (
    ("Q11", "a blank stands where a figure is due", lambda fact: fact.state == "blank"),
    ("Q12", "a dash or slash stands where a figure is due", lambda fact: fact.state == "dash"),
    (
        "Q13",
        "a word stands where a figure is due",
        lambda fact: fact.state in {"text", "none_word", "not_applicable"},
    ),
)


def _by_state(table: Table, facts: dict[CellRef, Fact]) -> Iterator[Check]:
    for rule, message, applies in _STATES:
        hits = [ref for ref, fact in facts.items() if applies(fact)]
        rows = list(dict.fromkeys(ref.row for ref in hits))
        if not hits:
            yield passed(rule, table.key)
        elif len(hits) == len(facts):
            verdict = verdict_on(facts.values())
            yield failed(rule, f"{table.key}.*", f"{message}, in all {len(hits)} cells of the table", verdict=verdict)
        for row in rows if len(hits) < len(facts) else ():
            cells = [ref for ref in hits if ref.row == row]
            shown = ", ".join(ref.column for ref in cells)
            verdict, raw = verdict_on(facts[ref] for ref in cells), facts[cells[0]].raw.strip()
            yield failed(rule, f"{table.key}.{row}.*", f"{message}: {shown}", actual=raw, verdict=verdict)


def _by_value(table: Table, facts: dict[CellRef, Fact]) -> Iterator[Check]:
    for ref, fact in facts.items():
        kind = table.type_of(ref.row, ref.column)
        if fact.value is not None and fact.value < 0 and kind != "integer_signed":
            message = "a count or an amount cannot be negative"
            yield failed("Q14", str(ref), message, actual=number(fact.value), verdict=verdict_on([fact]))
        if isinstance(fact.value, float) and kind != "decimal":
            message = "a count cannot have decimals"
            yield failed("Q15", str(ref), message, actual=number(fact.value), verdict=verdict_on([fact]))
        if len(fact.raw) > 1 and (note := read_cell(fact.raw).note):
            yield failed("Q42", str(ref), "a note stands in the cell besides the figure", actual=note)


def _totals(table: Table, facts: dict[CellRef, Fact]) -> Iterator[Check]:
    if "total" not in {column.key for column in table.columns}:
        return
    bare = []
    for row in table.data_rows:
        total = facts.get(CellRef(table.key, row.key, "total"))
        cells = (
            facts.get(CellRef(table.key, row.key, column.key)) for column in table.columns if column.key != "total"
        )
        parts = [fact for fact in cells if fact]
        if total and total.value is None and any(part.value is not None for part in parts):
            bare.append(row.key)
    if bare:
        shown = ", ".join(bare[:MOST_NAMED]) + (f" and {len(bare) - MOST_NAMED} more" if len(bare) > MOST_NAMED else "")
        yield failed("Q16", f"{table.key}.*.total", f"the total is not filled in although its parts are: {shown}")
    else:
        yield passed("Q16", f"{table.key}.*.total")


def _missing(table: Table, facts: dict[CellRef, Fact]) -> Iterator[Check]:
    """Official rows and columns of which no cell was read. Whether they were printed, the facts cannot tell."""
    rows = [row.key for row in table.data_rows if row.key not in {ref.row for ref in facts}]
    columns = [column.key for column in table.columns if column.key not in {ref.column for ref in facts}]
    if (rows or columns) and verdict_on(facts.values()) == "unsure":
        yield not_assessable(
            "Q17", table.key, "the table had lost its borders: what was not read may have been printed"
        )
    elif rows or columns:
        yield failed(
            "Q17", table.key, "official rows or columns without any value", actual=", ".join([*rows, *columns]),
            verdict="unsure",
        )  # fmt: skip
    else:
        yield passed("Q17", table.key)


RULES = Rules(("Q11", "Q12", "Q13", "Q14", "Q15", "Q16", "Q17", "Q42"), run)
