"""Tables printed on their side: official columns stand in rows. They are turned back before they are read."""

from collections.abc import Sequence

from harvester.page.model import Grid, GridCell
from harvester.report.tables._labels import Vocabulary
from harvester.report.tables._model import is_value
from harvester.report.tables._rows import MOST_CELLS, PrintedRow

FEWEST_TURNED = 5
"""Columns that head rows of values: 总计 and 其他 are labels of official rows too, five columns are not."""
MOST_ACROSS = 2
"""The same words may stand side by side among the labels of rows, now headings."""


def is_turned(rows: Sequence[PrintedRow], words: Vocabulary) -> bool:
    """Whether the headings of the official columns stand one below the other, each before its values."""
    down: set[str] = set()
    for row in rows:
        named = [words.column(cell.text) for cell in row.cells if cell.text and not is_value(cell.text)]
        across = frozenset[str]().union(*(name.keys for name in named if name.listed))
        if len(across) > MOST_ACROSS:
            return False
        if across and row.cells and is_value(row.cells[-1].text):
            down |= across
    return len(down) >= FEWEST_TURNED


def turned(grid: Grid) -> Grid:
    """The grid with its rows as columns."""
    cells: dict[int, GridCell] = {}

    def turn(cell: GridCell | None) -> GridCell | None:
        if cell is None:
            return None
        new = GridCell(cell.text, cell.column, cell.row, cell.colspan, cell.rowspan, cell.header)
        return cells.setdefault(id(cell), new)

    width = min(grid.columns, MOST_CELLS)
    slots = (tuple(turn(row[column]) for row in grid.slots[:MOST_CELLS]) for column in range(width))
    return Grid(tuple(slots), grid.method, grid.caption)
