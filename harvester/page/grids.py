"""HTML tables to grids: spans resolved into slots, wrong spans tolerated, layout tables told from data tables."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import TypeAlias

from harvester.page.cells import cell_text, joined
from harvester.page.html import Element, short_text
from harvester.page.model import Grid, GridCell
from harvester.page.tree import Tree
from harvester.text.lines import fold_spaces

_WIDEST = 200
_MOST_SLOTS = 200_000
_LONGEST_LOOK = 1_000
_LONG_CELL = 200
_CELL_TAGS = frozenset({"td", "th"})
_NUMBER_CELL = re.compile(
    r"[-－—+]?[\d,，.．]*\d[\d,，.．]*\s*(?:%|％|[件条篇次人个元万宗份项]{0,3})|[-－—/\\]{1,4}|无|"
)
_DIGITS = re.compile(r"\s*(\d{1,6})")


_Printed: TypeAlias = tuple[str, int, int, bool]
"""A cell before it has its place: its text, the rows and columns that it spans, whether it is a `<th>`."""


def read_grid(table: Element) -> Grid:
    """Read a `<table>` as a rectangle of slots.

    A row span that runs out of the table is cut, a slot that no cell covers stays None, and rows that hold
    nothing at all are kept only where a span needs them.
    """
    rows = [[_print_cell(cell) for cell in _cells_of(row)] for row in rows_of(table)]
    return place_cells(rows, caption=_caption(table))


def read_data_table(tree: Tree, at: int) -> Grid | None:
    """Read a `<table>` that holds data, None for one that only arranges the page: that is walked through instead.

    Args:
        tree: the page; a table without nests is read from its columns.
        at: index of the table.
    """
    if tree.attributes[at].get("role") == "presentation":
        return None
    table, simple = tree.elements[at], _simple_rows(tree, at)
    if simple is not None:
        return _data_grid(simple, table)
    rows = [list(_cells_of(row)) for row in rows_of(table)]
    if max(map(len, rows), default=0) < 2:
        return None
    if not _nests(table):
        return _data_grid([[_print_cell(cell) for cell in row] for row in rows], table)
    cells = [cell for row in rows for cell in row]
    if sum(map(_nests, cells)) > 0.2 * len(cells):
        return None
    looks = [[(fold_spaces(short_text(cell, _LONGEST_LOOK)), 1, 1, False) for cell in row] for row in rows]
    return read_grid(table) if _is_data(looks) else None


def _data_grid(rows: list[list[_Printed]], table: Element) -> Grid | None:
    """Printed cells in their places, None when they are no data."""
    if max(map(len, rows), default=0) < 2 or not _is_data(rows):
        return None
    return place_cells(rows, caption=_caption(table))


def cells_in_place(table: Element) -> dict[tuple[int, int], Element]:
    """The element of each cell of a `<table>` by the corner that the cell has in its grid."""
    rows = [list(_cells_of(row)) for row in rows_of(table)]
    cells = [cell for row in rows for cell in row]
    number = {cell: str(at) for at, cell in enumerate(cells)}
    printed = [
        [(number[cell], *_spans(cell.get("rowspan"), cell.get("colspan")), False) for cell in row]
        for row in rows
    ]
    placed = (cell for row in place_cells(printed).slots for cell in row if cell is not None)
    return {(cell.row, cell.column): cells[int(cell.text)] for cell in placed}


def _nests(element: Element) -> bool:
    """Whether a table stands inside an element."""
    return any(inner is not element for inner in islice(element.iter("table"), 2))


def place_cells(rows: Sequence[Sequence[_Printed]], *, method: str = "grid", caption: str = "") -> Grid:
    """Put printed cells where their spans say, row by row."""
    slots: list[list[GridCell | None]] = [[] for _ in rows]
    budget = _MOST_SLOTS
    for r, row in enumerate(rows):
        line, column = slots[r], 0
        for text, down, across, header in row:
            if down == across == 1 and column == len(line):
                line.append(_cell(GridCell, (text, r, column, 1, 1, header)))
                column, budget = column + 1, budget - 1
                continue
            column = _first_free(line, column)
            rowspan = max(1, min(down, len(rows) - r))
            colspan = max(1, min(across, _WIDEST))
            budget -= rowspan * colspan
            if budget < 0:
                rowspan = colspan = 1
            placed = GridCell(text, r, column, rowspan, colspan, header)
            for below in range(r, r + rowspan):
                _cover(slots[below], column, colspan, placed)
            column += colspan
    return Grid(tuple(_without_empty(_rectangle(slots))), method, caption)


_cell = tuple.__new__
"""Makes a named tuple without the call of its own `__new__`: cells are what most of a report's page consists of."""


def _rectangle(slots: list[list[GridCell | None]]) -> list[tuple[GridCell | None, ...]]:
    """Rows of one width; a table of too many slots is cut to what may be read."""
    width = max(map(len, slots), default=0)
    if width * len(slots) > _MOST_SLOTS:
        width = min(width, max(1, _MOST_SLOTS // max(1, len(slots))))
    return [tuple(row) if len(row) == width else tuple((row + [None] * width)[:width]) for row in slots]


def text_grid(rows: Sequence[Sequence[str]], method: str) -> Grid:
    """A grid of plain texts without spans."""
    return place_cells([[(text, 1, 1, False) for text in row] for row in rows], method=method)


def _first_free(row: list[GridCell | None], column: int) -> int:
    while column < len(row) and row[column] is not None:
        column += 1
    return column


def _cover(row: list[GridCell | None], column: int, colspan: int, cell: GridCell) -> None:
    """Let a cell cover its slots of one row; what a wrong span reaches first stays covered."""
    row.extend([None] * (column + colspan - len(row)))
    for at in range(column, column + colspan):
        if row[at] is None:
            row[at] = cell


def _without_empty(rows: list[tuple[GridCell | None, ...]]) -> list[tuple[GridCell | None, ...]]:
    """The rows without those in which nothing stands; then every cell is told its new row."""
    kept = [row for row in rows if any(row)]
    if len(kept) == len(rows):
        return rows
    moved: dict[int, GridCell] = {}
    result = []
    for r, row in enumerate(kept):
        line: list[GridCell | None] = []
        for cell in row:
            if cell is not None and id(cell) not in moved:
                moved[id(cell)] = cell._replace(row=r)
            line.append(moved[id(cell)] if cell is not None else None)
        result.append(tuple(line))
    return result


def rows_of(table: Element) -> Iterator[Element]:
    """The rows of a table itself, those of nested tables left out; a cell outside any row makes one of its own."""
    stack = list(reversed(table))
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag == "tr":
            yield element
        elif tag in ("td", "th"):
            yield table if element is table[0] and all(e.tag in ("td", "th") for e in table) else element
            if element is table[0] and all(e.tag in ("td", "th") for e in table):
                return
        elif isinstance(tag, str) and tag != "table":
            stack.extend(reversed(element))


def _simple_rows(tree: Tree, table: int) -> list[list[_Printed]] | None:
    """The cells of each row where nothing stands between row and cell and no table in the table, else None."""
    tags, parents, ends, texts, attributes = tree.tags, tree.parents, tree.ends, tree.texts, tree.attributes
    if "table" in islice(tags, table + 1, ends[table]):
        return None
    rows: list[list[_Printed]] = []
    row = -1
    for at in range(table + 1, ends[table]):
        tag = tags[at]
        if tag in _CELL_TAGS:
            if parents[at] != row:
                return None
            text = joined(texts[at] or "") if ends[at] == at + 1 else cell_text(tree.elements[at])
            down, across = (1, 1)
            if found := attributes[at]:
                down, across = _spans(found.get("rowspan"), found.get("colspan"))
            rows[-1].append((text, down, across, tag == "th"))
        elif tag == "tr":
            row = at
            rows.append([])
    return rows


def _cells_of(row: Element) -> Iterator[Element]:
    """The cells of a row, also those that a form or a paragraph stands around."""
    if row.tag in ("td", "th"):
        yield row
        return
    stack = list(reversed(row))
    while stack:
        element = stack.pop()
        if element.tag in ("td", "th"):
            yield element
        elif isinstance(element.tag, str) and element.tag not in ("table", "tr"):
            stack.extend(reversed(element))


def _print_cell(cell: Element) -> _Printed:
    return cell_text(cell), *_spans(cell.get("rowspan"), cell.get("colspan")), cell.tag == "th"


def _spans(down: str | None, across: str | None) -> tuple[int, int]:
    """The rows and the columns that a cell spans."""
    return _span(down) if down else 1, _span(across) if across else 1


@lru_cache(maxsize=1_024)
def _span(value: str) -> int:
    """A span as printed; nonsense counts as 1.

    >>> _span("3"), _span("0"), _span("２"), _span("x"), _span("99999")
    (3, 1, 2, 1, 1000)
    """
    match = _DIGITS.match(value)
    return max(1, min(int(match[1]), 1000)) if match else 1


def _caption(table: Element) -> str:
    caption = table.find("caption")
    return cell_text(caption).replace("\n", " ") if caption is not None else ""


@lru_cache(maxsize=4_096)
def _is_number(text: str) -> bool:
    """Whether a cell holds a number or a mark that stands for none."""
    return _NUMBER_CELL.fullmatch(text) is not None


def _is_data(rows: list[list[_Printed]]) -> bool:
    """Whether cells hold data rather than parts of a page."""
    rows = [row for row in rows if row]
    texts = [cell[0].replace("\n", " ") for row in rows for cell in row]
    if len(rows) == 1:
        return len(texts) >= 3 and any(text and _is_number(text) for text in texts)
    return _reads_like_data(texts)


def _reads_like_data(texts: list[str]) -> bool:
    """Whether the cells are short, as labels and numbers are, rather than whole parts of a page."""
    filled = [text for text in texts if text]
    if len(filled) < 2:
        return False
    longest = max(map(len, filled))
    if longest <= _LONG_CELL:
        return True
    numbers = sum(map(_is_number, filled))
    if longest > 0.6 * sum(map(len, filled)) and numbers < 4:
        return False
    return numbers >= 2 or sum(1 for text in filled if len(text) > _LONG_CELL) <= 0.2 * len(filled)
