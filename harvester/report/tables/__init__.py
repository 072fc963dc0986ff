"""Statutory tables from blocks: every value that is certain becomes a fact, everything else a finding."""

import sys
from collections.abc import Iterable, Sequence

from harvester.catalog import members
from harvester.page.model import Block
from harvester.report.model import Method
from harvester.report.normalize import fold
from harvester.report.tables._assemble import assemble, format_of
from harvester.report.tables._family import Family
from harvester.report.tables._labels import is_caption
from harvester.report.tables._matrix import Context
from harvester.report.tables._model import Reading, TablesRead
from harvester.report.tables._rows import printed_rows

__all__ = ["TablesRead", "read_tables"]

_METHODS: dict[str, Method] = {"markdown": "pipes", "pipes": "pipes", "lines": "lines", "pdf": "pdf", "docx": "docx"}
"""How a grid was made -> how its facts say they were read."""


def read_tables(blocks: Sequence[Block]) -> TablesRead:
    """Read every statutory table of a document.

    The format is decided by the labels. Where a first pass leaves rows without columns and the format came out, a
    second pass may assume that format's columns.
    """
    families: Iterable[Family] = members(sys.modules[__name__], "FAMILY").values()
    readings, used = _read_grids(blocks, families, Context())
    format_id = format_of(readings)
    if format_id and any(check.rule == "Q19" for reading in readings for check in reading.findings):
        readings, used = _read_grids(blocks, families, Context(format=format_id))
    facts, findings = assemble(readings)
    grids = tuple(grid for i in sorted(used) if (grid := blocks[i].grid))
    return TablesRead(facts, format_id, findings, frozenset(used), grids)


def _read_grids(
    blocks: Sequence[Block], families: Iterable[Family], context: Context
) -> tuple[list[Reading], set[int]]:
    readings: list[Reading] = []
    used: set[int] = set()
    for i, block in enumerate(blocks):
        if block.grid is None:
            if block.kind != "table" and is_caption(fold(block.text)):
                used.add(i)
            continue
        rows = printed_rows(block.grid)
        for family in families:
            reading = family.read(rows, family.words, context)
            if reading and reading.found:
                reading.method = _METHODS.get(block.grid.method, "grid")
                context.seen.add(family.name)
                readings.append(reading)
                used.add(i)
    return readings, used
