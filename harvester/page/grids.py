"""HTML tables to grids: spans resolved into slots, wrong spans tolerated, layout tables told from data tables."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from harvester.page.cells import cell_text, joined
from harvester.page.html import Element, short_text
from harvester.page.model import Grid, GridCell
from harvester.page.tree import Tree
from harvester.text.lines import fold_spaces

_WIDEST = 200
_MOST_SLOTS = 200_000
_LONGEST_LOOK = 1_000
_CELL_TAGS = frozenset({"td", "th"})
_NUMBER_CELL = re.compile(
    r"[-－—+]?[\d,，.．]*\d[\d,，.．]*\s*(?:%|％|[件条篇次人个元万宗份项]{0,3})|[-－—/\\]{1,4}|无|"
)
_DIGITS = re.compile(r"\s*(\d{1,6})")


class _Printed(NamedTuple):
    """A cell before it has its place."""

    text: str
    rowspan: int
    colspan: int
    header: bool


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
        return _data_grid([[_print_at(tree, cell) for cell in row] for row in simple], table)
    rows = [list(_cells_of(row)) for row in rows_of(table)]
    if max(map(len, rows), default=0) < 2:
        return None
    if not _nests(table):
        return _data_grid([[_print_cell(cell) for cell in row] for row in rows], table)
    cells = [cell for row in rows for cell in row]
    if sum(map(_nests, cells)) > 0.2 * len(cells):
        return None
    looks = [[_Printed(fold_spaces(short_text(cell, _LONGEST_LOOK)), 1, 1, False) for cell in row] for row in rows]
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
        [_Printed(number[cell], _span(cell.get("rowspan")), _span(cell.get("colspan")), False) for cell in row]
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
        if not slots[r] and all(cell.rowspan == cell.colspan == 1 for cell in row):
            slots[r] = [GridCell(cell.text, r, column, 1, 1, cell.header) for column, cell in enumerate(row)]
            budget -= len(row)
            continue
        column = 0
        for cell in row:
            if cell.rowspan == cell.colspan == 1 and column == len(slots[r]):
                slots[r].append(GridCell(cell.text, r, column, 1, 1, cell.header))
                column, budget = column + 1, budget - 1
                continue
            column = _first_free(slots[r], column)
            rowspan = max(1, min(cell.rowspan, len(rows) - r))
            colspan = max(1, min(cell.colspan, _WIDEST))
            budget -= rowspan * colspan
            if budget < 0:
                rowspan = colspan = 1
            placed = GridCell(cell.text, r, column, rowspan, colspan, cell.header)
            for below in range(r, r + rowspan):
                _cover(slots[below], column, colspan, placed)
            column += colspan
    width = max((len(row) for row in slots), default=0)
    if width * len(slots) > _MOST_SLOTS:
        width = min(width, max(1, _MOST_SLOTS // max(1, len(slots))))
    rectangle = [tuple((row + [None] * width)[:width]) for row in slots]
    return Grid(tuple(_without_empty(rectangle)), method, caption)


def text_grid(rows: Sequence[Sequence[str]], method: str) -> Grid:
    """A grid of plain texts without spans."""
    return place_cells([[_Printed(text, 1, 1, False) for text in row] for row in rows], method=method)


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


def _simple_rows(tree: Tree, table: int) -> list[list[int]] | None:
    """The cells of each row where nothing stands between row and cell and no table in the table, else None."""
    rows: list[list[int]] = []
    row = -1
    for at in range(table + 1, len(tree.tags)):
        tag, parent = tree.tags[at], tree.parents[at]
        if parent < table:
            break
        if tag == "tr":
            row = at
            rows.append([])
        elif tag in _CELL_TAGS:
            if parent != row:
                return None
            rows[-1].append(at)
        elif tag == "table":
            return None
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
    return _Printed(cell_text(cell), _span(cell.get("rowspan")), _span(cell.get("colspan")), cell.tag == "th")


def _print_at(tree: Tree, at: int) -> _Printed:
    """`_print_cell` of a cell by its index: what has no children is not asked again."""
    parents, attributes = tree.parents, tree.attributes[at]
    childless = at + 1 == len(parents) or parents[at + 1] != at
    text = joined(tree.texts[at] or "") if childless else cell_text(tree.elements[at])
    down, across = (_span(attributes.get("rowspan")), _span(attributes.get("colspan"))) if attributes else (1, 1)
    return _Printed(text, down, across, tree.tags[at] == "th")


@lru_cache(maxsize=1_024)
def _span(value: str | None) -> int:
    """A span as printed; nonsense counts as 1.

    >>> _span("3"), _span("0"), _span("２"), _span("x"), _span(None), _span("99999")
    (3, 1, 2, 1, 1, 1000)
    """
    if value is None:
        return 1
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
    texts = [cell.text.replace("\n", " ") for row in rows for cell in row]
    if len(rows) == 1:
        return len(texts) >= 3 and any(text and _is_number(text) for text in texts)
    return _reads_like_data(texts)


def _reads_like_data(texts: list[str]) -> bool:
    """Whether the cells are short, as labels and numbers are, rather than whole parts of a page."""
    filled = [text for text in texts if text]
    if not filled or len(filled) < 2:
        return False
    numbers = sum(map(_is_number, filled))
    long = sum(1 for text in filled if len(text) > 200)
    total = sum(map(len, filled))
    if long and max(map(len, filled)) > 0.6 * total and numbers < 4:
        return False
    return numbers >= 2 or long <= 0.2 * len(filled)
