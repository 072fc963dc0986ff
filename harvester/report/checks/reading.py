"""What reading made of the tables: grids that are no rectangle, values that no cell of the result holds (Q38, Q43)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby

from harvester.page.model import Grid
from harvester.report.checks._rule import FEWEST_VALUES, Rules, Subject, bare_numbers, failed, passed
from harvester.report.formats import load_formats
from harvester.report.model import Check
from harvester.report.normalize import label
from harvester.text.numbers import read_cell

EXACT_GRIDS = frozenset({"grid", "docx"})
"""Grids whose cells the source itself bounds; elsewhere the bounds are our own guess."""
LEFT_OUT = frozenset({"Q13", "Q19", "Q27"})
"""Findings of the reader that already say which values it left out, and why."""
MOST_SHOWN = 6


def run(subject: Subject) -> Iterator[Check]:
    """Compare the grids, and the text of the table sections, with the facts."""
    for place, grid in enumerate(subject.grids):
        if grid.method in EXACT_GRIDS:
            yield _geometry(grid, f"grid.{place}")
    if subject.grids and not any(finding.rule in LEFT_OUT for finding in subject.findings):
        yield _lost(subject)
    yield from _unread(subject)


def _geometry(grid: Grid, place: str) -> Check:
    holes = [f"row {row + 1}" for row, slots in enumerate(grid.slots) if None in slots]
    if holes:
        message = f"the table is no rectangle: its spans leave gaps in {_shown(holes)}"
        return failed("Q38", place, message, actual=f"{grid.rows} x {grid.columns}", verdict="unsure")
    return passed("Q38", place)


def _lost(subject: Subject) -> Check:
    """Numbers printed in value cells of the statutory grids that no fact holds."""
    extra = {finding.actual for finding in subject.findings if finding.rule == "Q18"}
    printed = Counter(raw for grid in subject.grids for raw in _numbers(grid, extra))
    lost = printed - Counter(_bare(fact.raw) for fact in subject.facts.values())
    if not lost:
        return passed("Q43", "tables")
    values = sorted(lost.elements())
    message = f"values printed in the tables stand in no cell of the result: {_shown(values)}"
    return failed("Q43", "tables", message, actual=str(len(values)), verdict="parse")


def _numbers(grid: Grid, extra: set[str | None]) -> Iterator[str]:
    """Numbers of the rows that have an official label, or nothing but values; rows of local additions are passed.

    Grids made from text may repeat a merged cell in each of its columns: equal neighbors count once there.
    """
    for row in grid.text_rows():
        values = [cell for cell in row if _is_number(cell)]
        if not values or (extra and extra.intersection(" ".join(cell.split())[:60] for cell in row)):
            continue
        if len(values) == len([cell for cell in row if cell.strip()]) or any(map(_is_label, row)):
            yield from map(_bare, values if grid.method in EXACT_GRIDS else (value for value, _ in groupby(values)))


@lru_cache(maxsize=16_384)
def _is_number(cell: str) -> bool:
    return read_cell(cell).state in {"numeric", "zero"}


@lru_cache(maxsize=16_384)
def _is_label(cell: str) -> bool:
    return label(cell) in _labels()


@cache
def _labels() -> frozenset[str]:
    """Every wording of an official row of the tables that have one label a row."""
    tables = [table for form in load_formats() for table in form.tables.values() if table.key != "statistics"]
    return frozenset(text for table in tables for row in table.data_rows for text in row.exact)


def _bare(raw: str) -> str:
    return "".join(raw.split())


def _unread(subject: Subject) -> Iterator[Check]:
    """Sections of tables of which nothing was read although bare numbers stand in them."""
    form = load_formats().by_id.get(subject.report.format) if subject.report.format else None
    for section in form.sections if form and form.id != "2008" else ():
        if section.content != "table" or any(key in subject.tables for key in section.tables):
            continue
        parts = [part for part in subject.report.sections if part.level == 1 and part.kind == section.key]
        numbers = [number for part in parts for number in bare_numbers(part.text)]
        if len(numbers) >= FEWEST_VALUES:
            message = f"the section holds numbers, and no table was read from it: {_shown(numbers)}"
            yield failed("Q43", section.key, message, actual=str(len(numbers)), verdict="parse")


def _shown(items: Sequence[str]) -> str:
    more = f" and {len(items) - MOST_SHOWN} more" if len(items) > MOST_SHOWN else ""
    return ", ".join(items[:MOST_SHOWN]) + more


RULES = Rules(("Q38", "Q43"), run, "the report and the grids of its tables")
