"""Tables that lost their borders: one cell a line, or one row a line with spaces, made into printed rows again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from harvester.page.model import Block, GridCell
from harvester.report.formats import load_formats
from harvester.report.normalize import label
from harvester.report.tables._labels import LONGEST_LABEL, Vocabulary, all_labels
from harvester.report.tables._model import is_value
from harvester.report.tables._rows import MOST_ROWS, PrintedRow

MOST_PIECES = 4
"""Lines over which one label may be spread."""

FEWEST_BLANKS = 3
"""Blank lines after a label that are cells: fewer may only part two pieces of a text."""

_LIST_MARK = re.compile(r"\s*(?:[（(][一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九十\d]{1,2}[.、．）)])\s*")

Kind = Literal["row", "heading", "group", "value", "blank", "text", "break"]


class Token(NamedTuple):
    """One cell of a flattened table, or a line that is none."""

    kind: Kind
    text: str
    first: int
    last: int
    """Blocks from which it was taken."""


@dataclass
class Row:
    """One row of a flattened table."""

    cells: list[str] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    """Blocks from which its cells were taken, in order."""
    kind: Kind = "row"
    """What its first cell is."""

    @property
    def is_prose(self) -> bool:
        """Whether it is a line of unknown wording without any value after it."""
        return self.kind == "text" and not any(is_value(cell) and cell for cell in self.cells[1:])


@dataclass
class Zone:
    """A run of lines that reads like one table."""

    laid: list[Row] = field(default_factory=list)
    blocks: set[int] = field(default_factory=set)

    @property
    def rows(self) -> list[list[str]]:
        """The cells of each row."""
        return [row.cells for row in self.laid]

    def printed(self) -> list[PrintedRow]:
        """The rows as a grid without spans would give them."""
        return [
            PrintedRow(r, tuple(GridCell(text, r, c) for c, text in enumerate(row)))
            for r, row in enumerate(self.rows[:MOST_ROWS])
        ]


class Evidence(NamedTuple):
    """What a document shows of how its lines were treated before they came here."""

    repeats: bool
    """Some line stands twice: nobody removed repeated lines from all over the text."""
    neighbors: bool
    """Some value stands twice in a row: nobody removed repeated lines that follow each other."""
    blanks: bool = True
    """Some blank line stands where only a blank cell can: blank cells were left in."""


def zones(blocks: Sequence[Block], words: Vocabulary, *, blanks: bool = True) -> list[Zone]:
    """The flattened tables of one family in a document; `blanks` as `Evidence` has it."""
    if not _mentions(blocks, words):
        return []
    found = []
    for run in _runs(_tokens(blocks, words)):
        zone = _zone(run, words)
        _trim(zone.rows, blanks=blanks)
        if zone.rows:
            found.append(zone)
    return found


def _mentions(blocks: Sequence[Block], words: Vocabulary) -> bool:
    """Whether any line is a row of the family, or begins as one and goes on with its values."""
    lines = (block.text for block in blocks if block.grid is None and len(block.text) <= 2 * LONGEST_LABEL)
    return any(
        label(text) in words.rows.exact or (" " in text and label(text.split()[0]) in words.beginnings)
        for text in lines
    )


def evidence(blocks: Sequence[Block]) -> Evidence:
    """Whether lines that are equal were left in the text."""
    lines = [
        text for block in blocks if block.grid is None and len(text := block.text.strip()) <= LONGEST_LABEL and text
    ]
    neighbors = any(first == second and is_value(first) for first, second in pairwise(lines))
    return Evidence(neighbors or len(set(lines)) < len(lines), neighbors, _keeps_blanks(blocks))


def _keeps_blanks(blocks: Sequence[Block]) -> bool:
    """Whether a blank line stands between a cell and a value, or several where the cells of a row are due."""
    run, inside = 0, False
    for block in blocks:
        text = block.text.strip()
        if block.grid is not None or len(text) > LONGEST_LABEL:
            inside = False
        elif not text:
            run += 1
            if inside and run >= FEWEST_BLANKS:
                return True
            continue
        elif is_value(text) and inside and run:
            return True
        else:
            inside = is_value(text) or all_labels().lists(text)
        run = 0
    return False


def grid_evidence(rows: Sequence[PrintedRow]) -> Evidence:
    """The same of a grid that was made from text: equal values side by side were left in."""
    neighbors = any(
        first.text == second.text and first.text and is_value(first.text)
        for row in rows
        for first, second in pairwise(row.cells)
    )
    return Evidence(neighbors, neighbors)


def _tokens(blocks: Sequence[Block], words: Vocabulary) -> Iterator[Token]:
    """Every line as a token; a label over several lines is one."""
    i = 0
    while i < len(blocks):
        block = blocks[i]
        if block.grid is not None or block.kind == "image" or len(block.text) > 2 * LONGEST_LABEL:
            yield Token("break", "", i, i)
            i += 1
            continue
        joined = _joined(blocks, i, words)
        if joined:
            yield joined
            i = joined.last + 1
            continue
        yield from _tokens_of_line(block.text, i, words)
        i += 1


def _joined(blocks: Sequence[Block], start: int, words: Vocabulary) -> Token | None:
    """The longest label that begins at this line and goes on over the next ones."""
    text, best, pieces = "", None, 0
    for i in range(start, min(start + 2 * MOST_PIECES, len(blocks))):
        piece = blocks[i].text.strip()
        if not piece and pieces:
            continue
        text, pieces = text + piece, pieces + 1
        if not _goes_on(text, words) or pieces > MOST_PIECES or (pieces > 1 and words.lists_row(piece)):
            break
        if pieces > 1 and words.lists(text):
            best = Token(_kind(text, words) or "text", text, start, i)
    return best


def _goes_on(text: str, words: Vocabulary) -> bool:
    """Whether a text may be a label or the beginning of one: a list number alone may, a value may not."""
    return len(text) <= LONGEST_LABEL and (label(text) in words.beginnings or _LIST_MARK.fullmatch(text) is not None)


def _kind(text: str, words: Vocabulary) -> Kind | None:
    """What a whole line is when it is a listed label."""
    row = words.row(text)
    if words.is_furniture(text) or words.column_group(text):
        return "heading"
    column = words.column(text)
    if column.keys and column.listed:
        # 其他 and 总计 are headings unless they carry the number of a row.
        return "row" if row.keys and row.listed and _LIST_MARK.match(text) else "heading"
    if row.keys and row.listed:
        return "row"
    if words.is_group(text):
        return "group"
    return "row" if row.keys else "heading" if column.keys else None


def _tokens_of_line(text: str, i: int, words: Vocabulary) -> Iterator[Token]:
    if not text.strip():
        yield Token("blank", "", i, i)
        return
    pieces = text.split()
    if is_value(text) or words.is_unit(text) or all(map(is_value, pieces)):
        apart = len(pieces) > 1 and all(map(is_value, pieces))
        yield from (Token("value", piece, i, i) for piece in (pieces if apart else [text.strip()]))
        return
    plain = label(text)
    if plain in words.foreign or (plain in _section_titles() and not words.is_group(text)):
        yield Token("break", text, i, i)
        return
    parts = _parts(text, words)
    if parts:
        yield from (Token(kind, part, i, i) for kind, part in parts)
        return
    kind = _kind(text, words) if len(text) <= LONGEST_LABEL else None
    yield Token(kind or ("text" if len(text) <= LONGEST_LABEL else "break"), text, i, i)


def _parts(text: str, words: Vocabulary) -> list[tuple[Kind, str]]:
    """A row printed on one line: its label and then values, or only headings, with spaces between."""
    pieces = text.split()
    if len(pieces) < 2:
        return []
    values: list[str] = []
    while pieces and is_value(pieces[-1]) and not _LIST_MARK.fullmatch(pieces[-1]):
        values.insert(0, pieces.pop())
    if values and len(pieces) > 1 and words.is_unit(pieces[-1]):
        pieces.pop()
    names = ["".join(pieces[start:]) for start in range(len(pieces))]
    named = [name for name in names if words.row(name).keys and len(name) <= LONGEST_LABEL]
    if values and named:
        # The group may stand before the row: the first listed wording is the row's, or else the whole is.
        name = next((name for name in named if words.row(name).listed), named[0])
        return [("row", name), *(("value", value) for value in values)]
    kinds = [_kind(piece, words) for piece in pieces]
    if not values and None not in kinds and not words.lists(text):
        return [(kind, piece) for kind, piece in zip(kinds, pieces, strict=True) if kind]
    return []


@cache
def _section_titles() -> frozenset[str]:
    return frozenset(label(text) for item in load_formats() for section in item.sections for text in section.texts)


def _runs(tokens: Iterator[Token]) -> Iterator[list[Token]]:
    """Tokens from the first label of a table to the last line before prose."""
    run: list[Token] = []
    for token in tokens:
        if token.kind == "break":
            if run:
                yield run
            run = []
        elif run or token.kind in {"row", "heading"}:
            run.append(token)
    if run:
        yield run


def _zone(run: list[Token], words: Vocabulary) -> Zone:
    """Lay the tokens out as rows: heading rows, then a row for each label with the values after it."""
    zone = Zone()
    row = Row()
    previous: Kind | None = None
    for token in _blank_headings(list(_settle_blanks(run))):
        begins = token.kind in {"row", "group", "text"} or (
            token.kind == "heading"
            and (previous != "heading" or words.is_corner(token.text) or _goes_below(token.text, row.cells, words))
        )
        if begins or (previous in {"heading", "group"} and token.kind in {"value", "blank"}):
            row = Row(kind=token.kind)
            zone.laid.append(row)
        row.cells.append(token.text)
        row.blocks.extend(range(token.first, token.last + 1))
        previous = token.kind
        if token.kind != "text":
            zone.blocks.update(range(token.first, token.last + 1))
    return zone


def _blank_headings(tokens: Sequence[Token]) -> Iterator[Token]:
    """Take blank cells between two headings for headings: all of them stand in one row."""
    before: Kind | None = None
    for blank, stretch in groupby(enumerate(tokens), key=lambda pair: pair[1].kind == "blank"):
        pairs = list(stretch)
        after = pairs[-1][0] + 1
        between = blank and before == "heading" and after < len(tokens) and tokens[after].kind == "heading"
        yield from (token._replace(kind="heading") if between else token for _, token in pairs)
        before = pairs[-1][1].kind


def _trim(rows: list[list[str]], *, blanks: bool) -> None:
    """Take off the last row the empty lines that only part the table from what follows it.

    All of them where blank cells were dropped. Else only where it begins with a label, as rows above it do that show
    how many cells follow one.
    """
    while not blanks and rows and len(rows[-1]) > 1 and not rows[-1][-1]:
        rows[-1].pop()
    longest = max((len(row) for row in rows[:-1] if is_value(row[-1])), default=0)
    while longest > 1 and not is_value(rows[-1][0]) and not rows[-1][-1] and len(rows[-1]) > longest:
        rows[-1].pop()


def _goes_below(text: str, row: Sequence[str], words: Vocabulary) -> bool:
    """Whether a heading stands below one of the row, as 商业企业 does below 法人或其他组织."""
    keys = words.column(text).keys
    if not keys:
        return False
    over = [set(words.column_group(item)) for item in row if words.column_group(item)]
    named = {key for item in row if not words.column_group(item) for key in words.column(item).keys}
    return any(keys <= members for members in over) and not named & set().union(*over)


def _settle_blanks(run: list[Token]) -> Iterator[Token]:
    """Leave in the blank lines that are blank cells.

    When every cell is followed by a blank line, that one is no cell. A blank cell then has one line, or two where it
    is followed by such a line as well: then every stretch of blank lines is odd.
    """
    stretches = [(kind, list(tokens)) for kind, tokens in groupby(run, key=lambda token: token.kind == "blank")]
    lengths = [len(tokens) for blank, tokens in stretches[:-1] if blank]
    together = sum(
        first.last < second.first for blank, tokens in stretches if not blank for first, second in pairwise(tokens)
    )
    separated = bool(lengths) and together * 50 <= len(run)
    followed = separated and all(length % 2 for length in lengths) and max(lengths) > 1
    for blank, tokens in stretches:
        spare = 0 if not blank or not separated else (len(tokens) + 1) // 2 if followed else 1
        yield from tokens[spare:]
