"""Statutory tables from blocks: every value that is certain becomes a fact, everything else a finding."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from harvester.catalog import members
from harvester.page.model import Block, Grid
from harvester.report.model import Method
from harvester.report.normalize import fold
from harvester.report.tables._assemble import assemble, format_of
from harvester.report.tables._family import Family, rows_named
from harvester.report.tables._headings import trailing_headings
from harvester.report.tables._labels import is_caption
from harvester.report.tables._lines import evidence, grid_evidence, zones
from harvester.report.tables._matrix import Context
from harvester.report.tables._model import Reading, TablesRead, is_value
from harvester.report.tables._rebuilt import Flat, rebuild
from harvester.report.tables._rows import printed_rows
from harvester.report.tables._turned import is_turned, turned

__all__ = ["TablesRead", "read_tables"]

_METHODS: dict[str, Method] = {"markdown": "pipes", "pipes": "pipes", "lines": "lines", "pdf": "pdf", "docx": "docx"}
"""How a grid was made -> how its facts say they were read."""

_LONGEST_BREAK = 40
"""What may stand between two halves of a table: a page number, a line that says that it goes on."""


def read_tables(blocks: Sequence[Block]) -> TablesRead:
    """Read every statutory table of a document.

    The format is decided by the labels. Where a first pass leaves rows without columns and the format came out, a
    second pass may assume that format's columns.
    """
    families = _families()
    blocks = tuple(_with_lines(blocks, families))
    context = Context()
    readings, used, flats = _read_all(blocks, families, context)
    format_id = format_of(readings)
    if format_id and any(check.rule == "Q19" for reading in readings for check in reading.findings):
        readings, used, flats = _read_all(blocks, families, Context(format=format_id, stray=context.stray))
    facts, findings = assemble(readings)
    grids = tuple(grid for i in sorted(used) if (grid := blocks[i].grid))
    body, content = rebuild(blocks, flats, used)
    return TablesRead(facts, format_id, findings, frozenset(used), grids, body, content)


def _with_lines(blocks: Iterable[Block], families: Sequence[Family]) -> Iterator[Block]:
    """The blocks, a grid of statutory rows that only the alignment of texts shows as lines again.

    What stands in one of its rows is certain, its columns are a guess.
    """
    for block in blocks:
        if block.grid is None or block.grid.method != "aligned":
            yield block
        elif any(rows_named(printed_rows(block.grid), family.words) for family in families):
            texts = (" ".join(" ".join(cells).split()) for cells in block.grid.text_rows())
            yield from (Block("paragraph", text) for text in texts if text)
        else:
            yield block


@cache
def _families() -> tuple[Family, ...]:
    return tuple(members(sys.modules[__name__], "FAMILY").values())


def _read_all(
    blocks: Sequence[Block], families: Sequence[Family], context: Context
) -> tuple[list[Reading], set[int], list[Flat]]:
    """Read grids first, then what stands between them as lines."""
    captions = {i for i, block in enumerate(blocks) if block.grid is None and is_caption(fold(block.text[:60]))}
    used = set(captions)
    readings: list[Reading] = []
    for i, block in enumerate(blocks):
        if block.grid is not None:
            found = _read_grid(block.grid, families, context)
            readings += found
            used |= {i} if found else set()
        elif len(block.text) > _LONGEST_BREAK:
            context.left_over.clear()
    flats = list(_read_lines(blocks, families, context))
    readings += [flat.reading for flat in flats]
    used.update(*(_content(flat) for flat in flats))
    return readings, used if readings else set(), flats


def _content(flat: Flat) -> set[int]:
    """The blocks of a flattened table; where all of it was read, pieces of labels between its values too."""
    blocks = set(flat.zone.blocks)
    if not any(check.rule == "Q19" for check in flat.reading.findings):
        with_values = [row for row in flat.zone.laid if any(is_value(piece) for piece in row.cells[-1].split())]
        last = max((row.blocks[-1] for row in with_values), default=-1)
        blocks |= {i for row in flat.zone.laid for i in row.blocks if min(blocks) <= i <= max(last, *blocks)}
    return blocks


def _read_grid(grid: Grid, families: Iterable[Family], context: Context) -> list[Reading]:
    printed = printed_rows(grid)
    method = _METHODS.get(grid.method, "grid")
    context.flat = None if method in {"grid", "docx"} else grid_evidence(printed)
    found = []
    for family in families:
        rows = printed_rows(turned(grid)) if is_turned(printed, family.words) else printed
        before = context.left_over.pop(family.name, [])
        reading = family.read([*before, *rows], family.words, context)
        context.left_over[family.name] = trailing_headings([*before, *rows], family.words)
        if reading and reading.found:
            reading.method = method
            context.seen.add(family.name)
            found.append(reading)
    return found


def _read_lines(blocks: Sequence[Block], families: Iterable[Family], context: Context) -> Iterator[Flat]:
    context.flat = found = evidence(blocks)
    context.lines = True
    for family in families:
        for zone in zones(blocks, family.words, blanks=found.blanks):
            reading = family.read(zone.printed(), family.words, context)
            if reading and reading.found:
                reading.method = "lines"
                context.seen.add(family.name)
                yield Flat(zone, reading, family.words)
