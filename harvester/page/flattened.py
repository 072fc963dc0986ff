"""Tables that lost their markup inside a page: rows of pipes become grids, blank lines stay where they are cells."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from harvester.page.model import Block
from harvester.page.notations import LABEL
from harvester.page.plaintext import read_text_blocks

BLANK = Block("paragraph", "")
_LONGEST_CELL = 60
_VALUE = re.compile(r"[-－—+]?\d[\d,，.．]*\D{0,3}|[-－—/\\]{1,4}|无")
_LEAST_LABELS, _LEAST_VALUES = 2, 2
_MORE_LABELS, _LEAST_BLANKS = 5, 10
"""Where no value is printed: a form that was left blank."""
_ROW = re.compile(r"[^|｜│┃║]*[|｜│┃║][^|｜│┃║]*[|｜│┃║].*", re.DOTALL)


def restore_tables(blocks: Sequence[Block]) -> list[Block]:
    """Blocks of a page with rows of pipes as grids, and blank lines only where a flattened table is evident."""
    result: list[Block] = []
    for short, run in groupby(blocks, key=_is_short):
        part = list(run)
        if not short:
            result += part
        elif _is_flattened(part):
            result += _trim(part)
        else:
            result += [block for block in part if block.text]
    return list(_with_grids(result)) if sum(map(_is_row, result)) > 1 else result


def _is_short(block: Block) -> bool:
    return block.kind == "paragraph" and len(block.text) <= _LONGEST_CELL


def _is_flattened(run: Sequence[Block]) -> bool:
    """Whether short lines are the cells of a statutory table."""
    labels = sum(1 for block in run if LABEL.search(block.text))
    if labels < _LEAST_LABELS:
        return False
    blanks = sum(1 for block in run if not block.text)
    return (labels >= _MORE_LABELS and blanks >= _LEAST_BLANKS) or (
        sum(1 for block in run if _VALUE.fullmatch(block.text)) >= _LEAST_VALUES
    )


def _trim(run: list[Block]) -> list[Block]:
    """A run without blank lines at its ends."""
    filled = [at for at, block in enumerate(run) if block.text]
    return run[filled[0] : filled[-1] + 1]


def _is_row(block: Block) -> bool:
    return block.kind == "paragraph" and _ROW.fullmatch(block.text) is not None


def _with_grids(blocks: Iterable[Block]) -> Iterable[Block]:
    """Rows that follow each other as plain text is read."""
    for rows, group in groupby(blocks, key=_is_row):
        run = list(group)
        yield from read_text_blocks("\n".join(block.text for block in run)) if rows else run
