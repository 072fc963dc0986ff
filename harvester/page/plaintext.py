"""Plain text to blocks: runs of pipe, tab and markdown rows become grids, a report inside pipes becomes prose."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from harvester.page.grids import text_grid
from harvester.page.headings import split_headings
from harvester.page.model import Block
from harvester.page.notations import unify_rows
from harvester.text.lines import fold_spaces, join_soft_breaks
from harvester.text.trace import Change

_RULE_ROW = re.compile(r"\|?[ \t]?:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?")
_PIPES_AND_SPACES = re.compile(r"[\s|｜]+")
_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*$")
_PIPE_NOISE = re.compile(r"[|｜]{12,}|^[ \t]*(?:[|｜][ \t]*)+$", re.MULTILINE)
_LONG_CELL = 160
_LONGEST_RULE = 2_000
_LONGEST_CELL_LINE = 60
_WIDEST_LONE, _WIDEST_ROW = 12, 500


class _Row(NamedTuple):
    """A line that may be a row of a table."""

    cells: list[str]
    line: str


def read_text_blocks(text: str) -> list[Block]:
    """Read plain text as blocks.

    Rows of at least two cells, two or more in a run, are a table. A row with a long text in it is prose: its pipes
    go, and headings that are glued into it get lines of their own. An empty line between two short ones may be a blank
    cell of a table with one cell a line: it stays, as a paragraph without text.
    """
    blocks: list[Block] = []
    rows: list[_Row] = []
    method = "pipes"
    lines = unify_rows(text.splitlines())
    blanks = _blank_cells(lines)
    for number, line in enumerate(lines):
        cells = _cells(line)
        if cells is not None and max(map(len, cells)) <= _LONG_CELL:
            rows.append(_Row(cells, line))
            continue
        if _is_rule(line) and rows:
            method = "markdown"
            continue
        if _is_empty(line):
            if rows and _is_blank_row(line, rows[-1].cells):
                rows.append(_Row(_split(line) or [], ""))
            blocks += [Block("paragraph", "")] if number in blanks and not rows else []
            continue
        blocks += _table_or_lines(rows, method)
        rows, method = [], "pipes"
        blocks += _lines(line)
    return blocks + _table_or_lines(rows, method)


def unwrap(text: str) -> tuple[str, tuple[Change, ...]]:
    """Plain text without line breaks inside its sentences, and the change that this is.

    >>> unwrap("认真贯彻落实《\\n政府信息公开条例》，全年公开301条。")
    ('认真贯彻落实《政府信息公开条例》，全年公开301条。', (Change(step='join_soft_breaks', places=1, detail=''),))
    """
    lines = text.splitlines()
    joined = join_soft_breaks(lines)
    places = len(lines) - len(joined)
    return ("\n".join(joined), (Change("join_soft_breaks", places),)) if places else (text, ())


def drop_pipe_noise(text: str) -> tuple[Change, ...]:
    """The change that reading makes to a text in which pipes stand around nothing: rows of them, runs of a dozen.

    >>> drop_pipe_noise("|||\\n根据条例要求 ||||||||||||||||")[0].places, drop_pipe_noise("| 规章 || 3 |")
    (2, ())
    """
    places = _PIPE_NOISE.findall(text)
    return (Change("drop_pipe_noise", len(places), f"{places[0].strip()[:12]} -> nothing"),) if places else ()


def _blank_cells(lines: list[str]) -> set[int]:
    """Empty lines whose neighbors with text are both short enough for cells."""
    found: set[int] = set()
    waiting: list[int] = []
    before = False
    for number, line in enumerate(lines):
        text = line.strip()
        if not text:
            waiting.append(number)
            continue
        short = len(text) <= _LONGEST_CELL_LINE
        if short and before:
            found.update(waiting)
        waiting, before = [], short
    return found


def _cells(line: str) -> list[str] | None:
    """The cells of a line that is a row of a table, None for any other line."""
    if _is_rule(line) or _is_empty(line):
        return None
    cells = _split(line) or []
    filled = [cell for cell in cells if cell]
    if len(cells) < 2 or not filled:
        return None
    if (len(filled) == 1 and len(cells) > _WIDEST_LONE) or len(cells) > _WIDEST_ROW:
        return None
    return cells


def _is_blank_row(line: str, before: list[str]) -> bool:
    """Whether an empty line is a row of blank cells: tabs are no noise, pipes are unless they count the same cells."""
    cells = _split(line) or []
    return len(cells) == len(before) or (len(cells) > 2 and "|" not in line and "｜" not in line)


def _split(line: str) -> list[str] | None:
    """The cells between the pipes or the tabs of a line, None where it has none."""
    normal = line.replace("｜", "|")
    if normal.count("|") >= 2 or (normal.count("|") == 1 and not normal.strip().startswith("|")):
        inner = normal.strip()
        inner = inner[1:] if inner.startswith("|") else inner
        inner = inner[:-1] if inner.endswith("|") else inner
        cells = inner.split("|")
    elif "\t" in normal:
        cells = normal.strip("\n").split("\t")
    else:
        return None
    return [fold_spaces(cell) for cell in cells]


def _is_rule(line: str) -> bool:
    """Whether a line is the rule below the head of a markdown table."""
    return "--" in line and len(line) <= _LONGEST_RULE and _RULE_ROW.fullmatch(line.strip()) is not None


def _is_empty(line: str) -> bool:
    """Whether a line holds nothing but white space and pipes: rows around such a line belong together."""
    return not line or _PIPES_AND_SPACES.fullmatch(line) is not None


def _table_or_lines(rows: list[_Row], method: str) -> list[Block]:
    """A run of rows as one table; a lone row, or rows of one filled cell each, as lines."""
    wide = [number for number, row in enumerate(rows) if sum(map(bool, row.cells)) >= 2]
    widths = {len(rows[number].cells) for number in wide}
    if len(wide) >= 2 or (wide and sum(1 for row in rows if len(row.cells) in widths) >= 2):
        grid = text_grid([row.cells for row in rows], method)
        return [Block("table", grid.text(), grid)]
    return [block for row in rows for block in _lines(row.line)]


def _lines(line: str) -> Iterable[Block]:
    """A line of prose as blocks, its pipes taken out."""
    text = fold_spaces(re.sub(r"[|｜]{2,}|(?<=\s)[|｜](?=\s|$)|^[|｜]|[|｜]$", " ", line))
    if not text:
        return []
    if heading := _MARKDOWN_HEADING.fullmatch(text):
        return [Block("heading", heading[2], level=len(heading[1]))]
    return [Block("paragraph", piece) for piece in split_headings(text)]
