"""The columns that the heading rows of a table announce, in printed order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from harvester.page.model import GridCell
from harvester.report.normalize import label
from harvester.report.tables._labels import Vocabulary
from harvester.report.tables._model import is_value
from harvester.report.tables._rows import PrintedRow

MONEY = ("亿元", "万元", "千元", "元")


@dataclass(frozen=True, slots=True)
class Heading:
    """One column as its heading announces it; `key` is None for a column that no format knows."""

    key: str | None
    text: str
    listed: bool = True
    unit: str | None = None
    """Unit of money that it prints."""
    furniture: bool = False
    """True for the heading over row labels, units or serial numbers."""

    @property
    def is_named(self) -> bool:
        """Whether values are due below it."""
        return bool(self.text.strip()) and not self.furniture

    @property
    def is_blank(self) -> bool:
        """Whether it is an empty cell among the headings."""
        return self.key is None and not self.text.strip()


def is_heading_row(row: PrintedRow, words: Vocabulary) -> bool:
    """Whether a row announces columns: it names one, or the head of the row labels, and carries no figure."""
    texts = [cell.text for cell in row.cells if cell.text and not words.is_row(cell.text)]
    marks = (names_column(text, words) or words.is_head(text) for text in texts if not is_value(text))
    return any(marks) and not any(_is_figure(cell.text) for cell in row.cells)


def trailing_headings(rows: Sequence[PrintedRow], words: Vocabulary) -> list[PrintedRow]:
    """The heading rows at the end of a grid, whose values stand in the next one."""
    end = len(rows)
    while end and (is_heading_row(rows[end - 1], words) or words.heads_rows(rows[end - 1].texts)):
        end -= 1
    return list(rows[end:])


def _is_figure(text: str) -> bool:
    return bool(text) and text.strip()[:1].isdigit() and is_value(text)


def headings(rows: Sequence[PrintedRow], words: Vocabulary) -> list[Heading]:
    """The columns in printed order that one or several heading rows announce; empty when their order is not certain.

    A heading over several columns is replaced by the columns that the next row prints below it, so that the order
    comes out right with true spans, with wrong ones, and with none.
    """
    columns: list[GridCell] = []
    ordered = True
    for row in rows:
        cells = _without_label_column(row, words)
        if not cells or _repeats(columns, cells):
            continue
        place = next((i for i, cell in enumerate(columns) if _stands_over(cell, cells, words)), None)
        if place is None:
            ordered = not columns
            columns += cells
        else:
            _put_below(columns, place, cells)
    columns = [cell for cell in columns if not words.is_unit_head(cell.text)]
    settled = _settle([_heading(cell.text, words) for cell in columns], words)
    return settled if ordered else _official(settled, words)


def _put_below(columns: list[GridCell], place: int, cells: list[GridCell]) -> None:
    """Replace the heading at `place` by those of the next row that are not there yet.

    Blank cells after a heading without a span are what is left of its span.
    """
    present = {label(cell.text) for cell in columns if cell.text}
    below = _strip_blank([cell for cell in cells if label(cell.text) not in present])
    end = place + 1
    if columns[place].colspan == 1:
        while end < min(place + len(below), len(columns)) and not columns[end].text:
            end += 1
    columns[place:end] = below


def _official(settled: list[Heading], words: Vocabulary) -> list[Heading]:
    """Headings of unknown order in the official one, when a table's columns are complete; else none."""
    by_key = {heading.key: heading for heading in settled if heading.key}
    for table in words.tables:
        if by_key.keys() == {column.key for column in table.columns}:
            return [by_key[column.key] for column in table.columns]
    return []


def _without_label_column(row: PrintedRow, words: Vocabulary) -> list[GridCell]:
    """The cells right of the column of row labels; empty for a row that announces nothing."""
    cells = list(row.cells)
    first = next((i for i, cell in enumerate(cells) if cell.text and names_column(cell.text, words)), None)
    if first is None:
        return []
    head = next((i for i in range(first) if words.is_furniture(cells[i].text)), None)
    if head is not None:
        return cells[head + 1 :]
    return cells[first:] if first <= 1 else cells[1:]


def names_column(text: str, words: Vocabulary) -> bool:
    """Whether a text names a column or stands over several."""
    return bool(words.column_group(text) or words.column(text).keys)


def _stands_over(cell: GridCell, below: Iterable[GridCell], words: Vocabulary) -> bool:
    members = set(words.column_group(cell.text))
    if not members:
        return False
    named = [words.column(item.text).keys | set(words.column_group(item.text)) for item in below if item.text]
    return any(keys & members for keys in named)


def _repeats(columns: Sequence[GridCell], cells: Sequence[GridCell]) -> bool:
    """Whether the row prints the same headings again (a table that goes on over the page)."""
    return bool(columns) and [label(cell.text) for cell in columns] == [label(cell.text) for cell in cells]


def _strip_blank(cells: list[GridCell]) -> list[GridCell]:
    named = [i for i, cell in enumerate(cells) if cell.text]
    return cells[named[0] : named[-1] + 1] if named else cells


def _heading(text: str, words: Vocabulary) -> tuple[frozenset[str], bool, str]:
    named = words.column(text) if text and not words.column_group(text) else None
    return (named.keys, named.listed, text) if named else (frozenset(), True, text)


def _settle(found: list[tuple[frozenset[str], bool, str]], words: Vocabulary) -> list[Heading]:
    """Give each heading one key. A cut wording that fits two columns is settled by what its neighbors leave over."""
    keys: list[str | None] = [next(iter(names)) if len(names) == 1 else None for names, _, _ in found]
    for position, (names, _, _) in enumerate(found):
        if len(names) > 1:
            free = [key for key in _official_order(words, names) if key not in keys]
            rivals = [i for i in range(len(found)) if found[i][0] == names and keys[i] is None]
            if len(free) == len(rivals):
                keys[position] = free[rivals.index(position)]
    return [
        Heading(_only_once(keys, found, i), text, listed, money_unit(text), words.is_furniture(text))
        for i, (_, listed, text) in enumerate(found)
    ]


def _only_once(keys: list[str | None], found: list[tuple[frozenset[str], bool, str]], position: int) -> str | None:
    """The key at a position, unless another heading has a better or equal claim to it."""
    key = keys[position]
    others = [i for i, other in enumerate(keys) if other == key and i != position]
    if key is None or not others:
        return key
    listed = found[position][1]
    return key if listed and not any(found[i][1] for i in others) else None


def _official_order(words: Vocabulary, names: frozenset[str]) -> list[str]:
    for table in words.tables:
        order = [column.key for column in table.columns if column.key in names]
        if len(order) == len(names):
            return order
    return sorted(names)


def money_unit(text: str) -> str | None:
    """The unit of money that a heading prints, e.g. 万元 in 采购总金额（万元）."""
    printed = "".join(text.split())
    return next((unit for unit in MONEY if unit in printed), None)
