"""What pages and extractors do to a table: each function takes the official rows and gives the blocks that arrive."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby

from harvester.page.model import Block
from tests.report.table_documents import Cell, Rows, block, cells_as_lines, paragraph, plain, to_grid, with_cells

Damage = Callable[[Rows, random.Random], list[Block]]
AFTER = "五、存在的主要问题及改进情况"


def as_printed(rows: Rows, rng: random.Random) -> list[Block]:
    return [block(to_grid(rows))]


def no_spans(rows: Rows, rng: random.Random) -> list[Block]:
    return [block(to_grid(with_cells(rows, plain)))]


def no_row_spans(rows: Rows, rng: random.Random) -> list[Block]:
    return [block(to_grid(with_cells(rows, lambda cell: replace(cell, rowspan=1))))]


def no_column_spans(rows: Rows, rng: random.Random) -> list[Block]:
    return [block(to_grid(with_cells(rows, lambda cell: replace(cell, colspan=1))))]


def wrong_spans(rows: Rows, rng: random.Random) -> list[Block]:
    def change(cell: Cell) -> Cell:
        if cell.role == "value" or rng.random() < 0.5:
            return cell
        rowspan = rng.choice([1, cell.rowspan, max(1, cell.rowspan - 1), cell.rowspan + 1])
        return replace(cell, rowspan=rowspan, colspan=rng.choice([1, cell.colspan, cell.colspan + 1]))

    return [block(to_grid(with_cells(rows, change)))]


def spans_as_blanks(rows: Rows, rng: random.Random) -> list[Block]:
    def change(cell: Cell) -> list[Cell]:
        return [plain(cell)] + [Cell("")] * (cell.colspan - 1)

    return [block(to_grid(with_cells(rows, change)))]


def slots_as_pipes(rows: Rows, rng: random.Random) -> list[Block]:
    slots = to_grid(rows).slots
    written = [
        [Cell(cell.text if (cell.row, cell.column) == (r, c) else "") for c, cell in enumerate(row) if cell]
        for r, row in enumerate(slots)
    ]
    return [block(to_grid(written, "pipes"))]


def slots_repeated(rows: Rows, rng: random.Random) -> list[Block]:
    written = [[Cell(cell.text) for cell in row if cell] for row in to_grid(rows).slots]
    return [block(to_grid(written, "markdown"))]


def cells_as_pipes(rows: Rows, rng: random.Random) -> list[Block]:
    return [block(to_grid(with_cells(rows, plain), "pipes"))]


def pipes_without_blanks(rows: Rows, rng: random.Random) -> list[Block]:
    return [block(to_grid([[plain(cell) for cell in row if cell.text] for row in rows], "pipes"))]


def trailing_columns(rows: Rows, rng: random.Random) -> list[Block]:
    return [block(to_grid([[*row, *[Cell("")] * 2] for row in rows]))]


def trailing_columns_below(rows: Rows, rng: random.Random) -> list[Block]:
    spare = [Cell("")] * rng.choice([1, 3])
    return [block(to_grid([[*row, *(spare if _has_values(row) else [])] for row in rows]))]


def remark_column(rows: Rows, rng: random.Random) -> list[Block]:
    heads = ("备注", "备注", "备注")
    extra = [heads[i] if i < len(heads) and not _has_values(row) else "" for i, row in enumerate(rows)]
    return [block(to_grid([[*row, Cell(text)] for row, text in zip(rows, extra, strict=True)]))]


def serial_column(rows: Rows, rng: random.Random) -> list[Block]:
    first = ["序号" if i == 0 else str(i) if _has_values(row) else "" for i, row in enumerate(rows)]
    return [block(to_grid([[Cell(text), *row] for row, text in zip(rows, first, strict=True)]))]


def local_row(rows: Rows, rng: random.Random) -> list[Block]:
    place = rng.randint(1, len(rows))
    width = max(map(len, rows))
    return [block(to_grid([*rows[:place], [Cell("本地新增事项"), *[Cell("9")] * (width - 1)], *rows[place:]]))]


def merged_values(rows: Rows, rng: random.Random) -> list[Block]:
    changed = []
    for row in rows:
        places = [i for i, cell in enumerate(row) if cell.role == "value"]
        if len(places) > 2 and rng.random() < 0.3:
            at = rng.choice(places[:-1])
            row = [*row[:at], replace(row[at], colspan=2), *row[at + 2 :]]  # noqa: PLW2901
        changed.append(row)
    return [block(to_grid(changed))]


def without_headings(rows: Rows, rng: random.Random) -> list[Block]:
    return [block(to_grid([row for row in rows if _has_values(row) or row[0].role == "caption"]))]


def split_over_pages(rows: Rows, rng: random.Random) -> list[Block]:
    place = rng.randint(1, len(rows) - 1)
    return [block(to_grid(rows[:place])), paragraph("— 5 —"), block(to_grid(rows[place:]))]


def one_table_a_row(rows: Rows, rng: random.Random) -> list[Block]:
    return [block(to_grid([row])) for row in rows]


def printed_twice(rows: Rows, rng: random.Random) -> list[Block]:
    return [block(to_grid(rows)), block(to_grid(rows))]


def lines_with_blanks(rows: Rows, rng: random.Random) -> list[Block]:
    return _lines(cells_as_lines(rows, keep_blank=True))


def lines_apart(rows: Rows, rng: random.Random) -> list[Block]:
    cells = cells_as_lines(rows, keep_blank=True)
    return _lines([line for cell in cells for line in ([cell, ""] if cell else [""])])


def lines_without_blanks(rows: Rows, rng: random.Random) -> list[Block]:
    return _lines(cells_as_lines(rows, keep_blank=False))


def lines_once(rows: Rows, rng: random.Random) -> list[Block]:
    return _lines(list(dict.fromkeys(cells_as_lines(rows, keep_blank=False))))


def lines_not_repeated(rows: Rows, rng: random.Random) -> list[Block]:
    return _lines([text for text, _ in groupby(cells_as_lines(rows, keep_blank=False))])


def lines_cut(rows: Rows, rng: random.Random) -> list[Block]:
    def pieces() -> Iterator[str]:
        for text in cells_as_lines(rows, keep_blank=False):
            if len(text) > 6 and rng.random() < 0.3 and not text[0].isdigit():
                place = rng.randint(2, len(text) - 2)
                yield from (text[:place], text[place:])
            else:
                yield text

    return _lines(list(pieces()))


def rows_as_lines(rows: Rows, rng: random.Random) -> list[Block]:
    return _lines([" ".join(cell.text.replace(" ", "") for cell in row if cell.text) for row in rows])


def labels_in_one_cell(rows: Rows, rng: random.Random) -> list[Block]:
    """Group and row label in one cell, as where the grid was given up."""
    written = []
    for row, printed in zip(to_grid(rows).slots, rows, strict=True):
        labels = list(dict.fromkeys(cell.text for cell in row if cell and not _is_figure(cell.text)))
        values = [plain(cell) for cell in printed if cell.role == "value"]
        written.append([Cell("".join(labels)), *values] if values and labels else list(printed))
    return [block(to_grid(written))]


def groups_as_rows(rows: Rows, rng: random.Random) -> list[Block]:
    """Each group a row of its own, with blanks beside it."""
    width = max(map(len, rows))
    written = []
    for row in rows:
        groups = [cell for cell in row if cell.role == "group" and cell.rowspan > 1 and _has_values(row)]
        written += [[plain(cell), *[Cell("")] * (width - 1)] for cell in groups]
        written.append([cell for cell in row if cell not in groups])
    return [block(to_grid(written))]


def on_its_side(rows: Rows, rng: random.Random) -> list[Block]:
    slots = to_grid(rows).slots
    corner = [[cell and (cell.row, cell.column) == (r, c) for c, cell in enumerate(row)] for r, row in enumerate(slots)]
    width, height = len(slots[0]), len(slots)
    turned = [
        [Cell(cell.text if corner[r][c] else "") for r in range(height) if (cell := slots[r][c])] for c in range(width)
    ]
    return [block(to_grid(turned))]


def spans_written_out(rows: Rows, rng: random.Random) -> list[Block]:
    written = [[Cell(cell.text) for cell in row if cell] for row in to_grid(rows).slots]
    return [block(to_grid(written))]


def slots_as_lines(rows: Rows, rng: random.Random) -> list[Block]:
    """One line for every slot of the grid: a merged cell leaves blank ones."""
    slots = to_grid(rows).slots
    return _lines(
        [
            cell.text if (cell.row, cell.column) == (r, c) else ""
            for r, row in enumerate(slots)
            for c, cell in enumerate(row)
            if cell
        ]
    )


def lines_all_apart(rows: Rows, rng: random.Random) -> list[Block]:
    """A blank line after every cell, blank cells included."""
    return _lines([line for cell in cells_as_lines(rows, keep_blank=True) for line in (cell, "")])


def lines_by_column(rows: Rows, rng: random.Random) -> list[Block]:
    """One column after the other: values stand far from their labels."""
    slots = to_grid(rows).slots
    return _lines(
        [
            cell.text if (cell.row, cell.column) == (r, c) else ""
            for c in range(len(slots[0]))
            for r, row in enumerate(slots)
            if (cell := row[c])
        ]
    )


def lines_then_a_gap(rows: Rows, rng: random.Random) -> list[Block]:
    """Blank cells gone, and blank lines before what follows the table."""
    return _lines([*cells_as_lines(rows, keep_blank=False), *[""] * rng.choice([1, 2])])


def _lines(lines: list[str]) -> list[Block]:
    return [paragraph(line) for line in [*lines, AFTER]]


def _is_figure(text: str) -> bool:
    return not text or text[:1] in "+-—/无" or (text[0].isdigit() and text[1:2] != ".")


def _has_values(row: list[Cell]) -> bool:
    return any(cell.role == "value" for cell in row)


GRIDS: tuple[Damage, ...] = (
    as_printed, no_spans, no_row_spans, no_column_spans, wrong_spans, spans_as_blanks, slots_as_pipes, slots_repeated,
    cells_as_pipes, pipes_without_blanks, trailing_columns, trailing_columns_below, remark_column, serial_column,
    local_row, merged_values, without_headings, split_over_pages, one_table_a_row, printed_twice, labels_in_one_cell,
    groups_as_rows, on_its_side, spans_written_out,
)  # fmt: skip
LINES: tuple[Damage, ...] = (
    lines_with_blanks, lines_apart, lines_without_blanks, lines_once, lines_not_repeated, lines_cut, rows_as_lines,
    slots_as_lines, lines_all_apart, lines_by_column, lines_then_a_gap,
)  # fmt: skip
HARMLESS: tuple[Damage, ...] = (
    as_printed, no_spans, no_row_spans, no_column_spans, cells_as_pipes, trailing_columns, serial_column, local_row,
    printed_twice, lines_with_blanks, lines_apart,
)  # fmt: skip
"""After these every cell can still be told."""
