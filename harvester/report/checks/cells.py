"""What stands in the cells: blanks, dashes, words, signs, decimals, notes, missing rows (Q11-Q17, Q42)."""

from collections.abc import Iterator, Mapping, Sequence

from harvester.report.checks._rule import Rules, Subject, failed, not_assessable, number, passed, verdict_on
from harvester.report.checks.identities import table_of
from harvester.report.formats import CellRef, Table
from harvester.report.model import Check, Fact
from harvester.text.numbers import read_cell

MOST_NAMED = 6
"""Rows that a message names before it only counts them."""
MOST_ROWS = 3
"""Rows of a table that are told one by one; a habit that goes through the whole table is told once."""


def run(subject: Subject) -> Iterator[Check]:
    """Look through every table of the report."""
    for key, facts in subject.tables.items():
        table = table_of(subject, key)
        if table:
            yield from _by_state(table, facts)
            yield from _by_value(table, facts)
            yield from _totals(table, facts)
            yield from _missing(table, facts)


_STATES: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("Q11", "a blank stands where a figure is due", frozenset({"blank"})),
    ("Q12", "a dash or slash stands where a figure is due", frozenset({"dash"})),
    ("Q13", "a word stands where a figure is due", frozenset({"text", "none_word", "not_applicable"})),
)


def _by_state(table: Table, facts: Mapping[CellRef, Fact]) -> Iterator[Check]:
    """Cells without a figure: told row by row where few rows are concerned, else once for the whole table."""
    for rule, message, states in _STATES:
        rows: dict[str, list[CellRef]] = {}
        for ref, fact in facts.items():
            if fact.state in states:
                rows.setdefault(ref.row, []).append(ref)
        if not rows:
            yield passed(rule, table.key)
        elif len(rows) > MOST_ROWS:
            yield _whole_table(rule, message, table, facts, rows)
        else:
            yield from (_one_row(rule, message, facts, cells) for cells in rows.values())


def _one_row(rule: str, message: str, facts: Mapping[CellRef, Fact], cells: Sequence[CellRef]) -> Check:
    shown = f"{message}, in {_counted(len(cells), 'cell')}: {_listed([ref.column for ref in cells])}"
    verdict, raw = verdict_on(facts[ref] for ref in cells), facts[cells[0]].raw.strip()
    return failed(rule, f"{cells[0].table}.{cells[0].row}", shown, actual=raw, verdict=verdict)


def _whole_table(
    rule: str, message: str, table: Table, facts: Mapping[CellRef, Fact], rows: Mapping[str, Sequence[CellRef]]
) -> Check:
    cells = [ref for refs in rows.values() for ref in refs]
    every = " all" if len(cells) == len(facts) else ""
    shown = f"{message}, in{every} {len(cells)} of {len(facts)} cells; rows: {_listed(list(rows))}"
    verdict, raw = verdict_on(facts[ref] for ref in cells), facts[cells[0]].raw.strip()
    return failed(rule, table.key, shown, actual=raw, verdict=verdict)


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _listed(names: Sequence[str]) -> str:
    """Names for a message: the first few, then how many more."""
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def _by_value(table: Table, facts: Mapping[CellRef, Fact]) -> Iterator[Check]:
    for ref, fact in facts.items():
        value = fact.value
        if value is not None and (value < 0 or isinstance(value, float)):
            yield from _unfit(table, ref, fact, value)
        if len(fact.raw) > 1 and not fact.raw.isdecimal() and (note := read_cell(fact.raw).note):
            yield failed("Q42", str(ref), "a note stands in the cell besides the figure", actual=note)


def _unfit(table: Table, ref: CellRef, fact: Fact, value: float) -> Iterator[Check]:
    kind = table.type_of(ref.row, ref.column)
    if value < 0 and kind != "integer_signed":
        message = "a count or an amount cannot be negative"
        yield failed("Q14", str(ref), message, actual=number(value), verdict=verdict_on([fact]))
    if isinstance(value, float) and kind != "decimal":
        message = "a count cannot have decimals"
        yield failed("Q15", str(ref), message, actual=number(value), verdict=verdict_on([fact]))


def _totals(table: Table, facts: Mapping[CellRef, Fact]) -> Iterator[Check]:
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
        message = f"the total is not filled in although its parts are: {_listed(bare)}"
        yield failed("Q16", f"{table.key}.*.total", message)
    else:
        yield passed("Q16", f"{table.key}.*.total")


def _missing(table: Table, facts: Mapping[CellRef, Fact]) -> Iterator[Check]:
    """Official rows and columns of which no cell was read. Whether they were printed, the facts cannot tell."""
    read_rows, read_columns = {ref.row for ref in facts}, {ref.column for ref in facts}
    rows = [row.key for row in table.data_rows if row.key not in read_rows]
    columns = [column.key for column in table.columns if column.key not in read_columns]
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
