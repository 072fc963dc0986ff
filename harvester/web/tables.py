"""The statutory tables of a report laid out as printed, with the failed checks beside the cells that they concern."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from harvester.jobs.locating import cell_anchor
from harvester.report.formats import CellRef, Layout, LayoutCell, ReportFormat, Table, load_formats
from harvester.report.model import Check, Fact, Report
from harvester.web.labels import rule_name, rule_text
from harvester.web.messages import Words

LONGEST_CELL = 60
"""Characters of a cell that are shown; all of it stands in the stored original."""
_FLAT = frozenset({"lines", "pipes"})
"""Ways of reading whose cells have no place in the page as served, only in the document as read."""


@dataclass(frozen=True)
class Failure:
    """A check that does not hold, with its number on the page and the cells that it concerns."""

    number: int
    check: Check
    name: str
    cells: tuple[CellRef, ...]


@dataclass(frozen=True)
class PrintedCell:
    """One cell of a table as it is shown."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    role: str = "value"
    state: str = ""
    """State of the fact; `missing` for a cell without one, empty for a label."""
    note: str = ""
    ref: str = ""
    anchor: str = ""
    as_read: bool = False
    failures: tuple[Failure, ...] = ()
    hint: str = ""
    """A label in English, for the English page."""

    @property
    def scope(self) -> str:
        """What a heading is the heading of; empty for a value."""
        return {"row_label": "row", "group_label": "rowgroup", "value": ""}.get(self.role, "col")


@dataclass(frozen=True)
class PrintedTable:
    """One table of the official form."""

    name: str
    section: str
    """Key of the section in which it stands."""
    rows: tuple[tuple[PrintedCell, ...], ...]
    is_read: bool


def failures(report: Report, words: Words) -> tuple[Failure, ...]:
    """The failed checks of a report, the gravest first, numbered."""
    order = {"error": 0, "warning": 1, "info": 2}
    failed = sorted(
        (check for check in report.checks if check.status == "fail"),
        key=lambda check: (order[check.level], check.rule, check.subject),
    )
    known = [CellRef(fact.table_key, fact.row_key, fact.column_key) for fact in report.facts]
    form = load_formats().by_id.get(report.format) if report.format else None
    return tuple(
        Failure(number, check, _name(check, words), _concerned(check, form, known))
        for number, check in enumerate(failed, 1)
    )


def _name(check: Check, words: Words) -> str:
    return rule_text(check.rule, words.language) or rule_name(check.rule, words)


def _concerned(check: Check, form: ReportFormat | None, known: Sequence[CellRef]) -> tuple[CellRef, ...]:
    """The cells of an identity, or those that the subject names (`applications.granted.*`)."""
    subject = check.subject.partition(" ")[0].partition("@")[0]
    for equation in form.equations if form else ():
        if (equation.rule, equation.subject) == (check.rule, subject):
            return tuple(sorted(equation.cells))
    if subject.count(".") != 2:
        return ()
    return tuple(ref for ref in known if fnmatchcase(str(ref), subject))


def printed_tables(report: Report, failed: Sequence[Failure], words: Words) -> list[PrintedTable]:
    """Every table of the report's format as printed; one of which nothing was read says so."""
    form = load_formats().by_id.get(report.format) if report.format else None
    if form is None or not report.facts:
        return []
    printer = _Printer(form, report, failed, words)
    return [printer.table(layout) for layout in _layouts(form)]


def other_cells(report: Report, tables: Sequence[PrintedTable], failed: Sequence[Failure]) -> list[PrintedCell]:
    """Cells that the official form does not have: local additions, and everything where the format is unknown."""
    shown = {cell.ref for table in tables for row in table.rows for cell in row if cell.ref}
    beside = _by_cell(failed)
    return [
        _value(fact, beside.get(ref, ()), None, Words("en"))
        for fact in report.facts
        if str(ref := CellRef(fact.table_key, fact.row_key, fact.column_key)) not in shown
    ]


def _layouts(form: ReportFormat) -> Iterator[Layout]:
    """The layouts that show every table once; of two for the same tables the first."""
    seen: set[str] = set()
    for layout in form.layouts.values():
        if not seen.issuperset(layout.tables):
            seen.update(layout.tables)
            yield layout


def _by_cell(failed: Sequence[Failure]) -> Mapping[CellRef, tuple[Failure, ...]]:
    found: dict[CellRef, tuple[Failure, ...]] = defaultdict(tuple)
    for failure in failed:
        for ref in failure.cells:
            found[ref] += (failure,)
    return found


class _Printer:
    """Fills layouts with the facts of one report."""

    def __init__(self, form: ReportFormat, report: Report, failed: Sequence[Failure], words: Words) -> None:
        self.form = form
        self.words = words
        self.facts = {CellRef(fact.table_key, fact.row_key, fact.column_key): fact for fact in report.facts}
        self.failures = _by_cell(failed)
        self.english = _english_labels(form.tables.values())

    def table(self, layout: Layout) -> PrintedTable:
        """One layout with its values."""
        section = next(part for part in self.form.sections if layout.tables[0] in part.tables)
        is_read = any(ref.table in layout.tables for ref in self.facts)
        rows = tuple(tuple(map(self._cell, row)) for row in layout.grid)
        return PrintedTable(layout.name, section.key, rows, is_read)

    def _cell(self, cell: LayoutCell) -> PrintedCell:
        if cell.ref is None:
            hint = self.english.get(cell.text.strip(), "") if self.words.language == "en" else ""
            return PrintedCell(cell.text, cell.rowspan, cell.colspan, cell.role, hint=hint)
        fact = self.facts.get(cell.ref)
        beside = self.failures.get(cell.ref, ())
        if fact is None:
            note = self.words("state_missing")
            return PrintedCell("？", cell.rowspan, cell.colspan, state="missing", note=note, ref=str(cell.ref),
                               failures=beside)  # fmt: skip
        return _value(fact, beside, cell, self.words)


def _value(fact: Fact, beside: tuple[Failure, ...], cell: LayoutCell | None, words: Words) -> PrintedCell:
    raw = fact.raw.strip()
    text = raw if len(raw) <= LONGEST_CELL else raw[:LONGEST_CELL] + "…"
    if fact.method == "override":
        text = "" if fact.value is None else f"{fact.value}"
    quiet = fact.state in ("numeric", "zero")
    return PrintedCell(
        text or "·",
        cell.rowspan if cell else 1,
        cell.colspan if cell else 1,
        state=fact.state,
        note="" if quiet else words(f"state_{fact.state}"),
        ref=f"{fact.table_key}.{fact.row_key}.{fact.column_key}",
        anchor=cell_anchor(fact.table_key, fact.row_key, fact.column_key),
        as_read=fact.method in _FLAT,
        failures=beside,
    )


def _english_labels(tables: Iterable[Table]) -> Mapping[str, str]:
    """English names by the printed label, as far as a table has them."""
    found: dict[str, str] = {}
    for table in tables:
        for wording in (*table.rows, *table.columns, *table.groups, *table.column_groups):
            if wording.label_en:
                found.setdefault(wording.label, wording.label_en)
    return found
