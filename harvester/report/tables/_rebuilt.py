"""Puts tables that lost their borders back into the body as grids: rows as tab-separated lines, blanks in place."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from harvester.page.grids import text_grid
from harvester.page.model import Block
from harvester.report.formats import CellRef
from harvester.report.tables._labels import Vocabulary
from harvester.report.tables._lines import Row, Zone
from harvester.report.tables._model import Reading


class Flat(NamedTuple):
    """A run of lines that was read as a table."""

    zone: Zone
    reading: Reading
    words: Vocabulary


def rebuild(blocks: Sequence[Block], flats: Sequence[Flat], used: set[int]) -> tuple[tuple[Block, ...], frozenset[int]]:
    """The body with each run of rows as one table.

    Args:
        blocks: the body as it came.
        flats: the tables that were read from its lines.
        used: positions of the blocks that are table content.

    Returns:
        The new body, and the positions of its blocks that are table content.
    """
    tables: dict[int, Block] = {}
    taken: set[int] = set()
    for flat in flats:
        for run in _runs(flat.zone, taken):
            grid = text_grid([_cells(row, flat) for row in run], "lines")
            tables[run[0].blocks[0]] = Block("table", grid.text(), grid)
            taken.update(i for row in run for i in row.blocks)
    body: list[Block] = []
    content: set[int] = set()
    for i, block in enumerate(blocks):
        if i in taken and i not in tables:
            continue
        content |= {len(body)} if i in used or i in tables else set()
        body.append(tables.get(i, block))
    return tuple(body), frozenset(content)


def _runs(zone: Zone, taken: set[int]) -> Iterator[list[Row]]:
    """Rows that follow each other; a line between them that is no cell stays a line of its own."""
    run: list[Row] = []
    for row in zone.laid:
        if row.is_prose or taken.intersection(row.blocks):
            if run:
                yield run
            run = []
        else:
            run.append(row)
    if run:
        yield run


def _cells(row: Row, flat: Flat) -> list[str]:
    """The cells of a row; where blank cells were dropped and all places are certain, each value in its place.

    Not for disputes, whose kinds of cases are headings in the official form.
    """
    if flat.words.tables[0].key == "disputes":
        return row.cells
    names = flat.words.row(row.cells[0]).keys
    known = _settled(flat.reading)
    for table in flat.words.tables:
        for name in names:
            values = [known.get(CellRef(table.key, name.partition(".")[2], column.key)) for column in table.columns]
            if name.startswith(f"{table.key}.") and None not in values and len(names) == 1:
                return [row.cells[0], *(value or "" for value in values)]
    return row.cells


def _settled(reading: Reading) -> Mapping[CellRef, str]:
    return {placed.ref: placed.raw for placed in reading.placed}
