"""What the table formats consist of: tables, wordings of labels, identities, layouts, deadlines, rules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

from harvester.report.model import Format
from harvester.report.normalize import head, label

Level = Literal["error", "warning", "info"]


class CellRef(NamedTuple):
    """The keys of one cell, as `facts` stores them."""

    table: str
    row: str
    column: str

    def __str__(self) -> str:
        return ".".join(self)


@dataclass(frozen=True, slots=True)
class Match:
    """Words by which an unlisted wording is still recognized: all of these, one of those, none of these."""

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()

    def accepts(self, normalized: str) -> bool:
        """Whether the normalized label carries the words."""
        if not (self.all or self.any) or any(word in normalized for word in self.none):
            return False
        return all(word in normalized for word in self.all) and (
            not self.any or any(word in normalized for word in self.any)
        )


@dataclass(frozen=True)
class Wording:
    """A thing of a table that has a printed label: a row, a column or a group."""

    key: str
    label: str
    label_en: str
    number: str
    parent: str | None
    kind: str
    type: str
    """integer, integer_signed, decimal, mixed, or empty for a group."""
    unit: str
    texts: tuple[str, ...]
    """The label and its known variants, as printed."""
    prefixes: tuple[str, ...]
    """Normalized beginnings of variants that go on differently each time."""
    match: Match
    members: tuple[str, ...] = ()
    optional: bool = False
    """True for a local addition that no format asks for."""

    @cached_property
    def exact(self) -> frozenset[str]:
        """Every normalized wording, with and without the note in brackets after it."""
        return frozenset(form for text in self.texts for form in (label(text), head(label(text))) if form)

    @property
    def is_heading(self) -> bool:
        """True for a line of a table that carries no value."""
        return self.kind == "heading"


class Term(NamedTuple):
    """One cell of an identity with its sign; `time` is the part after `@` (y, y-1, 2018, parent, children)."""

    ref: CellRef
    sign: int
    time: str = ""


@dataclass(frozen=True, slots=True)
class Equation:
    """One identity for one column, row or cell: the sum of `left` stands in relation `op` to the sum of `right`."""

    rule: str
    subject: str
    """E.g. `applications.*.total` for a rule over a column, `disputes.review.*` for one over a row."""
    level: Level
    op: str
    tolerance: float
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    text: str
    text_zh: str

    @property
    def cells(self) -> frozenset[CellRef]:
        """Every cell that takes part."""
        return frozenset(term.ref for term in (*self.left, *self.right))


@dataclass(frozen=True)
class Table:
    """One statutory table of one format."""

    key: str
    format: Format
    section: int
    caption: str
    unit: str
    rows: tuple[Wording, ...]
    columns: tuple[Wording, ...]
    groups: tuple[Wording, ...]
    column_groups: tuple[Wording, ...]
    equations: tuple[Equation, ...]
    title_en: str = ""

    def row(self, key: str) -> Wording:
        """The row of that key."""
        return next(row for row in self.rows if row.key == key)

    def column(self, key: str) -> Wording:
        """The column of that key."""
        return next(column for column in self.columns if column.key == key)

    @property
    def data_rows(self) -> tuple[Wording, ...]:
        """The official rows that carry values, in printed order."""
        return tuple(row for row in self.rows if not row.is_heading and not row.optional)

    def cells(self) -> Iterator[CellRef]:
        """Every official cell, row by row."""
        return (CellRef(self.key, row.key, column.key) for row in self.data_rows for column in self.columns)

    @cached_property
    def all_cells(self) -> frozenset[CellRef]:
        """The same as a set."""
        return frozenset(self.cells())

    def type_of(self, row: str, column: str) -> str:
        """What the cell holds: integer, integer_signed or decimal."""
        kind = self.column(column).type
        return self.row(row).type if kind == "mixed" or self.key == "statistics" else kind


@dataclass(frozen=True, slots=True)
class SectionTitle:
    """One statutory part of a report and the ways its title is written."""

    no: int
    key: str
    title: str
    compulsory: bool
    content: str
    """prose or table."""
    texts: tuple[str, ...]
    subsections: tuple[str, ...]
    tables: tuple[str, ...]


class LayoutCell(NamedTuple):
    """One cell of an official layout grid; `ref` is set for a value."""

    text: str
    rowspan: int
    colspan: int
    role: str
    ref: CellRef | None


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is printed officially: rows of cells in HTML order."""

    name: str
    tables: tuple[str, ...]
    columns: int
    grid: tuple[tuple[LayoutCell, ...], ...]


@dataclass(frozen=True)
class ReportFormat:
    """One generation of the report: its sections, tables and layouts."""

    id: Format
    first_year: int
    last_year: int | None
    detect_any: tuple[str, ...]
    detect_none: tuple[str, ...]
    captions: tuple[str, ...]
    sections: tuple[SectionTitle, ...]
    tables: Mapping[str, Table]
    layouts: Mapping[str, Layout]
    name_zh: str = ""
    name_en: str = ""
    legal_basis: str = ""
    statistics_basis: str = ""
    """The rule behind the statistical table, where it is another."""

    def basis_of(self, table: str) -> str:
        """The rule that asks for a table."""
        return self.statistics_basis or self.legal_basis if table == "statistics" else self.legal_basis

    @cached_property
    def equations(self) -> tuple[Equation, ...]:
        """All identities of all tables."""
        return tuple(equation for table in self.tables.values() for equation in table.equations)

    def covers(self, year: int) -> bool:
        """Whether the format was in force for that report year."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


class Comparison(NamedTuple):
    """How far figures of two formats can be compared; `a` and `b` name them as the reference does."""

    a: str
    b: str
    relation: str
    """same, near, different or discontinued."""
    note: str = ""


class Deadline(NamedTuple):
    """By when a kind of organ publishes; `publish_by` is `MM-DD`, None where the law names no day."""

    format: Format
    organ: str
    publish_by: str | None


class QualityRule(NamedTuple):
    """One of the rules Q01-Q44."""

    id: str
    key: str
    level: Level
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class CrossRule:
    """An identity between two reports; `equations` is expanded over its rows, columns or cells."""

    id: str
    scope: str
    formats: tuple[str, ...]
    exceptions: tuple[str, ...]
    equations: tuple[Equation, ...]


@dataclass(frozen=True, slots=True)
class Formats:
    """The whole reference: formats by id, rules of all kinds, deadlines, prose patterns, recognition, comparability."""

    by_id: Mapping[Format, ReportFormat]
    cross: tuple[CrossRule, ...]
    quality: Mapping[str, QualityRule]
    deadlines: tuple[Deadline, ...]
    prose: tuple[Mapping[str, Any], ...]
    recognition: Mapping[str, Any]
    comparability: tuple[Comparison, ...] = ()

    def __iter__(self) -> Iterator[ReportFormat]:
        return iter(self.by_id.values())

    def for_year(self, year: int) -> ReportFormat | None:
        """The format in force for a report year, None before the first."""
        return next((item for item in self if item.covers(year)), None)
