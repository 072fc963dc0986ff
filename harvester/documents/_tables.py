"""Ruled tables as grids, those that go on over a page break as one."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from harvester.page.model import Grid, GridCell

from ._lattice import Lattice

NEAR = 4.0
"""Points within which two edges on different pages are the same edge."""

FIGURE = re.compile(r"[-+—]?\d[\d,.]*\s*(?:$|[（(])|[-—/无]$")


class TablePiece(NamedTuple):
    """A ruled table, or what stands of it on one page, with the pieces that go before it."""

    lattice: Lattice
    texts: list[str]
    """Of each slot."""
    before: "TablePiece | None" = None

    def followed_by(self, piece: "TablePiece") -> "TablePiece":
        """This table with a piece more."""
        return piece._replace(before=self)

    def pieces(self) -> list["TablePiece"]:
        """All pieces from the first page to the last."""
        found, piece = [self], self.before
        while piece is not None:
            found.append(piece)
            piece = piece.before
        return found[::-1]


def continues(piece: TablePiece, following: TablePiece) -> bool:
    """Whether a table at the head of a page goes on from the foot of the page before.

    Its edges are the same, and one of the two has no column that the other lacks.
    """
    one, two = piece.lattice.xs, following.lattice.xs
    if abs(one[0] - two[0]) > NEAR or abs(one[-1] - two[-1]) > NEAR:
        return False
    fewer, more = sorted((one, two), key=len)
    return all(any(abs(x - other) <= NEAR for other in more) for x in fewer)


def grid_of(table: TablePiece) -> Grid:
    """The table as one grid; a row that no rule closes at the foot of a page goes on at the head of the next."""
    pieces = table.pieces()
    edges = max((piece.lattice.xs for piece in pieces), key=len)
    cells: list[GridCell] = []
    height = 0
    open_below = False
    for piece in pieces:
        here = _cells(piece, edges, height)
        if open_below and piece.lattice.open_top and (mended := _same_row(cells, here, height)):
            cells, here, height = mended[0], mended[1], height - 1
        cells += here
        height += piece.lattice.rows
        open_below = piece.lattice.open_bottom
    return _rectangle(cells, height, len(edges) - 1)


def _cells(piece: TablePiece, edges: Sequence[float], first: int) -> list[GridCell]:
    """Cells of a piece in the columns of the whole table, its first row being number `first`."""
    found = []
    for slot, text in zip(piece.lattice.slots, piece.texts, strict=True):
        left, right = _column(edges, slot.left), _column(edges, slot.right)
        found.append(GridCell(text, first + slot.row, left, slot.rowspan, max(1, right - left)))
    return found


def _column(edges: Sequence[float], x: float) -> int:
    return min(range(len(edges)), key=lambda n: abs(edges[n] - x))


def _same_row(cells: list[GridCell], here: list[GridCell], row: int) -> tuple[list[GridCell], list[GridCell]] | None:
    """The last row and the first one of the next piece as one, when both have the same cells; else None."""
    last = {cell.column: cell for cell in cells if cell.row + cell.rowspan == row}
    first = {cell.column: cell for cell in here if cell.row == row}
    if [(c, last[c].colspan) for c in sorted(last)] != [(c, first[c].colspan) for c in sorted(first)]:
        return None
    if any(FIGURE.match(cell.text) and FIGURE.match(first[column].text) for column, cell in last.items()):
        return None  # two rows whose rule the page break took: no figure is broken over pages
    joined = {
        id(cell): cell._replace(
            text="\n".join(text for text in (cell.text, first[column].text) if text),
            rowspan=cell.rowspan + first[column].rowspan - 1,
        )
        for column, cell in last.items()
    }
    rest = [cell._replace(row=cell.row - 1) for cell in here if cell.row > row]
    return [joined.get(id(cell), cell) for cell in cells], rest


def _rectangle(cells: list[GridCell], rows: int, columns: int) -> Grid:
    slots: list[list[GridCell | None]] = [[None] * columns for _ in range(rows)]
    for cell in cells:
        for row in range(cell.row, min(cell.row + cell.rowspan, rows)):
            for column in range(cell.column, min(cell.column + cell.colspan, columns)):
                slots[row][column] = cell
    return Grid(tuple(tuple(row) for row in slots), method="pdf")
