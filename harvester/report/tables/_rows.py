"""Grids as printed rows, and the label and values of each row."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from harvester.page.model import Grid, GridCell
from harvester.report.tables._labels import LONGEST_LABEL, Named, Vocabulary
from harvester.report.tables._model import is_value

MOST_CELLS = 48
"""Cells of a row that are looked at. The widest official table has 15; more than three times that is no such table."""
MOST_ROWS = 1200
"""Rows of a grid that are looked at. The longest official table has 66; a page may print it several times."""
FEWEST_COPIES = 3
"""Labels beside a copy of themselves that are no accident; two headings may be cut to the same words."""


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """The cells of one row in printed order, each cell once; `covered` when a cell from above reaches into it."""

    index: int
    cells: tuple[GridCell, ...]
    covered: tuple[GridCell, ...] = ()
    rigid: bool = False
    """True in a table that repeats labels where there were spans."""

    @property
    def texts(self) -> list[str]:
        """What is printed, blanks left out."""
        return [cell.text for cell in self.cells if cell.text]

    @property
    def blank(self) -> bool:
        """Whether nothing is printed in the row."""
        return not any(cell.text.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class DataRow:
    """A row with its label understood and its values still without columns."""

    names: Named
    """Rows (`table.row`) that the label may name."""
    label: str
    values: tuple[str | None, ...]
    """As printed; None where a cell from above reaches in, or the cell reaches down into the next row."""
    spans: tuple[int, ...]
    rigid: bool = False
    """True where spans were written out as repeated cells: only as many values as headings can then be laid out."""

    def named(self, names: Named) -> "DataRow":
        """The same row under a settled name."""
        return replace(self, names=names)

    def spread(self, width: int) -> list[str | None]:
        """The values, one a column: a merged cell counts for all the columns that it covers, and has no sure place."""
        if len(self.values) >= width or sum(self.spans) != width:
            return list(self.values)
        spread: list[str | None] = []
        for value, span in zip(self.values, self.spans, strict=True):
            spread += [value] if span == 1 else [None] * span
        return spread


def printed_rows(grid: Grid) -> list[PrintedRow]:
    """The rows of a grid as printed."""
    rows = []
    for index, slots in enumerate(grid.slots[:MOST_ROWS]):
        own: list[GridCell] = []
        covered: list[GridCell] = []
        last: GridCell | None = None
        for cell in slots:
            if cell is None or cell is last:
                continue
            last = cell
            (own if cell.row == index else covered).append(cell)
            if len(own) >= MOST_CELLS:
                break
        rows.append(PrintedRow(index, tuple(own), tuple(covered)))
    return rows if grid.method == "grid" and not _is_unrolled(rows) else _without_repeats(rows)


def _is_unrolled(rows: Sequence[PrintedRow]) -> bool:
    """Whether a table without any span repeats labels side by side: its merged cells were written out."""
    cells = [cell for row in rows for cell in row.cells]
    if any(cell.rowspan > 1 or cell.colspan > 1 for cell in cells):
        return False
    copies = (
        first.text == second.text and not is_value(first.text) for row in rows for first, second in pairwise(row.cells)
    )
    return sum(copies) >= FEWEST_COPIES


def _without_repeats(rows: list[PrintedRow]) -> list[PrintedRow]:
    once = [_once(row.cells) for row in rows]
    rigid = any(len(cells) < len(row.cells) for cells, row in zip(once, rows, strict=True))
    return [replace(row, cells=cells, rigid=rigid) for cells, row in zip(once, rows, strict=True)]


def _once(cells: Sequence[GridCell]) -> tuple[GridCell, ...]:
    """The cells without labels that only repeat the one to the left: what became of a span in a text table."""
    return tuple(cell for i, cell in enumerate(cells) if not i or cell.text != cells[i - 1].text or is_value(cell.text))


def data_row(row: PrintedRow, words: Vocabulary) -> DataRow | None:
    """The row's label and values; None when no cell of it names a row, or a label stands among the values."""
    found = _find_label(row.cells, words) or _joined_label(row.cells, words)
    if found is None:
        return None
    names, end = _with_tail(row.cells, found, words)
    values = row.cells[end:]
    if words.has_units and values and words.is_unit(values[0].text):
        values = values[1:]
    if not all(is_value(cell.text) or _is_short_text(cell.text, words) for cell in values):
        return None
    first = values[0].column if values else row.cells[end - 1].column + 1
    reaching = [cell for cell in row.covered if cell.column >= first and not words.knows(cell.text)]
    printed = sorted((*values, *reaching), key=lambda cell: cell.column)
    return DataRow(
        names=names,
        label=row.cells[end - 1].text,
        values=tuple(None if cell.rowspan > 1 else cell.text for cell in printed),
        spans=tuple(cell.colspan for cell in printed),
        rigid=row.rigid,
    )


def _is_short_text(text: str, words: Vocabulary) -> bool:
    """Whether a cell may be a word typed where a figure is due: not a label, not prose."""
    return len(text) <= LONGEST_LABEL and not words.knows(text)


def _find_label(cells: Sequence[GridCell], words: Vocabulary) -> tuple[Named, int] | None:
    """The last of the leading cells that names a row, and the position after it."""
    found: tuple[Named, int] | None = None
    for i, cell in enumerate(cells):
        if not cell.text:
            continue
        if found and (is_value(cell.text) or i > found[1] + 1):
            break
        named = words.row(cell.text)
        if named.keys:
            found = named, i + 1
        elif found:
            break
    return found


def _with_tail(cells: Sequence[GridCell], found: tuple[Named, int], words: Vocabulary) -> tuple[Named, int]:
    """Take the cell after the label for a part of it when both together are a listed wording."""
    named, end = found
    tail = cells[end].text if end < len(cells) else ""
    if tail and not is_value(tail) and not words.is_unit(tail):
        joined = words.row(cells[end - 1].text + tail)
        if joined.listed and joined.keys == named.keys:
            return joined, end + 1
    return found


def _joined_label(cells: Sequence[GridCell], words: Vocabulary) -> tuple[Named, int] | None:
    """A label that a stray border cut into two or three cells."""
    text = ""
    for i, cell in enumerate(cells[:4]):
        if cell.text and is_value(cell.text):
            return None
        text += cell.text
        named = words.row(text)
        if i and named.keys and named.listed:
            return named, i + 1
    return None
