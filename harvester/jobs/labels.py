"""What columns, cells, indicators and values are called, in English and Chinese, and what the law says of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from harvester.reference import REFERENCE, read_rows
from harvester.report.formats import CellRef, Comparison, ReportFormat, Table, load_formats

_DOTS = 2
"""In the name of a cell: `table.row.column`."""


@dataclass(frozen=True, slots=True)
class Words:
    """A label in both languages, and more in Chinese where the schema speaks English only."""

    label_zh: str
    label_en: str
    meaning_zh: str = ""


@dataclass(frozen=True, slots=True)
class CellWords:
    """What the reference says of one cell of the statutory tables."""

    label_zh: str
    label_en: str
    unit: str
    formats: str
    legal_basis: str
    comparability: str


@cache
def column_words() -> dict[tuple[str, str], Words]:
    """Words by (table, column); a column that means the same everywhere has an empty table."""
    rows = read_rows(REFERENCE / "columns.csv", required=("table", "column", "label_zh", "label_en", "meaning_zh"))
    return {
        (row.get("table"), row.require("column")): Words(*map(row.require, ("label_zh", "label_en", "meaning_zh")))
        for row in rows
    }


@cache
def value_words() -> dict[tuple[str, str], Words]:
    """Words by (column, value) of a closed list."""
    rows = read_rows(REFERENCE / "values.csv", required=("column", "value", "label_zh", "label_en"))
    return {
        (row.require("column"), row.require("value")): Words(row.require("label_zh"), row.require("label_en"))
        for row in rows
    }


def words_of(table: str, column: str) -> Words | None:
    """Words of a column of a table."""
    known = column_words()
    return known.get((table, column)) or known.get(("", column))


@cache
def all_cells() -> dict[str, CellWords]:
    """Every cell of every format by `table.row.column`, the newest wording first."""
    found: dict[str, list[tuple[ReportFormat, Table, CellRef]]] = {}
    for form in sorted(load_formats(), key=lambda item: item.first_year, reverse=True):
        for table in form.tables.values():
            for ref in _refs(table):
                found.setdefault(str(ref), []).append((form, table, ref))
    return {name: _cell_words(name, places) for name, places in found.items()}


def subject_label(subject: str) -> str:
    """What the subject of a check is called where it is printed: a cell, a row or a column; empty for other subjects.

    >>> subject_label("applications.granted.*"), subject_label("disputes.review.total"), subject_label("sections")
    ('（一）予以公开', '行政复议 · 总计', '')
    """
    pattern = subject.removesuffix(" (blank = 0)")
    words = next((words for name, words in all_cells().items() if fnmatchcase(name, pattern)), None)
    if words is None or pattern.count(".") != _DOTS:
        return ""
    _, row, column = pattern.split(".")
    labels = words.label_zh.split(" · ")
    return labels[0] if column == "*" else labels[-1] if row == "*" else words.label_zh


def _refs(table: Table) -> Iterator[CellRef]:
    rows = (*table.data_rows, *(row for row in table.rows if row.optional))
    return (CellRef(table.key, row.key, column.key) for row in rows for column in table.columns)


def _cell_words(name: str, places: list[tuple[ReportFormat, Table, CellRef]]) -> CellWords:
    _, table, ref = places[0]
    row, column = table.row(ref.row), table.column(ref.column)
    single = len(table.columns) == 1
    units = (row.unit, column.unit, table.unit) if column.type == "mixed" else (column.unit, row.unit, table.unit)
    return CellWords(
        label_zh=row.label if single else f"{row.label} · {column.label}",
        label_en=row.label_en if single else f"{row.label_en} · {column.label_en}",
        unit=next((unit for unit in units if unit), ""),
        formats=", ".join(form.id for form, *_ in reversed(places)),
        legal_basis="; ".join(f"{form.id}: {form.basis_of(table.key)}" for form, *_ in reversed(places)),
        comparability="; ".join(map(told, _comparisons(name, tuple(form.id for form, *_ in places)))),
    )


def told(item: Comparison) -> str:
    """How far figures compare, in one line."""
    return f"{item.a} ~ {item.b}: {item.relation}{f' ({item.note})' if item.note else ''}"


def _comparisons(cell: str, formats: tuple[str, ...]) -> list[Comparison]:
    """The lines of the reference that speak of the cell; those of its whole table only where no other line does."""
    weights = {item: _weight(item, cell, formats) for item in load_formats().comparability}
    best = max(weights.values(), default=0)
    return [item for item, weight in weights.items() if weight and weight == best]


def _weight(item: Comparison, cell: str, formats: tuple[str, ...]) -> int:
    return max(
        (
            1 + ("." in pattern)
            for side in (item.a, item.b)
            if side.partition(":")[0] in formats
            for pattern in _patterns(side)
            if fnmatchcase(cell, pattern) or fnmatchcase(cell, f"{pattern}.*")
        ),
        default=0,
    )


@cache
def _patterns(side: str) -> tuple[str, ...]:
    """Patterns of cells in a side of a comparison: `2019:art20_1.*.made`, `2021:sum(row,row)`, `2008:table.row / row`.

    >>> _patterns("2021:sum(other_no_correction,other_misc)")
    ('*.other_no_correction', '*.other_misc')
    """
    format_id, _, text = side.partition(":")
    tables = next((form.tables for form in load_formats() if form.id == format_id), {})
    rows = {row.key for table in tables.values() for row in table.rows}
    words = re.findall(r"[a-z0-9_]+(?:\.[a-z0-9_*]+)*", text)
    named = (word if word.split(".")[0] in tables else f"*.{word}" if word in rows else "" for word in words)
    return tuple(filter(None, named))
