"""Rows of values whose labels are broken or mixed: their order is the official one, if every sum of the table says so.

Text copied from a PDF puts the lines of a label before and after its values and the words of groups between them.
The values themselves stay in the order of the rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from harvester.page.model import GridCell
from harvester.report.formats import CellRef, Equation, Table
from harvester.report.tables._blanks import settle_rows
from harvester.report.tables._model import Placed, Reading, is_value
from harvester.report.tables._rows import PrintedRow
from harvester.report.tables._ways import agreement, ways_of_row
from harvester.text.numbers import read_cell


def read_in_order(rows: Sequence[PrintedRow], tables: Sequence[Table], reading: Reading) -> Reading | None:
    """The table from its rows of values in printed order; None unless all identities then hold.

    Args:
        rows: the printed rows.
        tables: the formats of the table.
        reading: what the labels told; a cell of it that differs shows that the order is another.
    """
    known = {placed.ref: placed.raw for placed in reading.placed if placed.listed}
    printed = [values for row in rows if (values := list(ending(row.cells))[::-1])]
    for table in tables:
        width, height = len(table.columns), len(table.data_rows)
        full = [values for values in printed if len(values) == width]
        cells: dict[CellRef, str] = {}
        if len(full) == height:
            cells = _complete(table, full)
        elif len(printed) == height and all(len(values) <= width for values in printed):
            cells = _with_blanks(table, printed)
        if all(cells.get(ref, raw) == raw for ref, raw in known.items()) and not cells.keys() <= known.keys():
            told = [placed for placed in reading.placed if placed.ref not in cells]
            findings = reading.findings if len(cells) < width * height else []
            return Reading([*told, *(Placed(ref, raw) for ref, raw in cells.items())], findings)
    return None


def _complete(table: Table, values: Sequence[Sequence[str]]) -> dict[CellRef, str]:
    """The cells of rows without blanks, none unless every sum comes out; zeros alone tell no order and need none."""
    cells = {
        CellRef(table.key, row.key, column.key): value
        for row, texts in zip(table.data_rows, values, strict=True)
        for column, value in zip(table.columns, texts, strict=True)
    }
    told = any(map(_number, cells.values())) or len(set(cells.values())) == 1
    return cells if told and all(_holds(equation, cells) for equation in _sums(table)) else {}


def _with_blanks(table: Table, values: Sequence[Sequence[str]]) -> dict[CellRef, str]:
    """The cells on which all layouts agree that satisfy the sums; none where no row adds anything up."""
    width = len(table.columns)
    if not any(_number(row[-1]) for row in values):
        return {}
    layouts = settle_rows(
        table, {row.key: ways_of_row(own, width) for row, own in zip(table.data_rows, values, strict=True)}
    )
    return {
        CellRef(table.key, row, table.columns[at].key): value
        for row, ways in layouts.items()
        for at, value in agreement(ways).items()
    }


def ending(cells: Sequence[GridCell]) -> Iterator[str]:
    """The values at the end of a row, last first; a piece of a label may stand before them in one cell."""
    for cell in reversed(cells):
        if is_value(cell.text):
            yield from [cell.text] if cell.text.strip() else []
            continue
        yield from takewhile(is_value, reversed(cell.text.split()))
        return


def _sums(table: Table) -> Iterator[Equation]:
    return (equation for equation in table.equations if equation.op == "=")


def _holds(equation: Equation, cells: Mapping[CellRef, str]) -> bool:
    left, right = (
        sum(term.sign * _number(cells.get(term.ref, "")) for term in side) for side in (equation.left, equation.right)
    )
    return abs(left - right) <= equation.tolerance + 1e-9


def _number(text: str) -> float:
    return read_cell(text).value or 0
