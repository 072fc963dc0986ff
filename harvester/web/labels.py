"""Names of tables, rows, columns, sections and rules for people, in the language of the visitor."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from harvester.report.formats import CellRef, SectionTitle, Table, Wording, load_formats
from harvester.web.messages import Words


class CellName(NamedTuple):
    """What a cell is called: its row and its column."""

    row: str
    column: str

    def __str__(self) -> str:
        return f"{self.row} · {self.column}" if self.column else self.row


def cell_name(ref: CellRef, words: Words) -> CellName:
    """The printed labels of a cell (in English, where the reference has them); its keys where no format has it.

    >>> str(cell_name(CellRef("applications", "granted", "total"), Words("zh")))
    '（一）予以公开 · 总计'
    """
    table = _tables().get(ref.table)
    if table is None:
        return CellName(ref.row, ref.column)
    row, column = (_label(items, key, words) for items, key in ((table.rows, ref.row), (table.columns, ref.column)))
    return CellName(row, "" if ref.column == "value" else column)


def section_name(kind: str, words: Words) -> str:
    """The title of a section; its key in English."""
    title = _sections().get(kind)
    return title.title if title and words.language == "zh" else kind.replace("_", " ")


def table_name(key: str, words: Words) -> str:
    """What a table is called: its caption, or the section in which it stands."""
    table = _tables().get(key)
    if table is None:
        return key
    return table.caption if words.language == "zh" else key.replace("_", " ")


def rule_name(rule: str, words: Words) -> str:
    """The short name of a rule; every identity of a format has the same one."""
    return words.rule("Q20" if rule.startswith("F2") else rule)


@cache
def rule_text(rule: str, language: str) -> str:
    """What an identity says; empty for other rules."""
    formats = load_formats()
    listed = (*formats, *formats.cross)
    found = next((equation for part in listed for equation in part.equations if equation.rule == rule), None)
    return "" if found is None else found.text_zh if language == "zh" else found.text


def _label(items: Iterable[Wording], key: str, words: Words) -> str:
    found = next((item for item in items if item.key == key), None)
    if found is None:
        return key
    return (found.label_en if words.language == "en" else "") or found.label


@cache
def _tables() -> dict[str, Table]:
    """Tables by key, each in its newest format."""
    forms = sorted(load_formats(), key=lambda form: form.first_year)
    return {key: table for form in forms for key, table in form.tables.items()}


@cache
def _sections() -> dict[str, SectionTitle]:
    forms = sorted(load_formats(), key=lambda form: form.first_year)
    return {section.key: section for form in forms for section in form.sections}
