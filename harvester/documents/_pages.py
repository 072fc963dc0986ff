"""Positioned characters and ruled tables of pages to blocks in reading order, across the breaks between pages."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from harvester.page.model import Block

from ._columns import Aligned, aligned_tables, side_by_side
from ._lattice import Lattice, Rule, find_lattices
from ._layout import Glyph, TextLine, cell_texts, is_page_number, margins, paragraphs
from ._tables import TablePiece, continues, grid_of

EDGE = 0.12
"""Share of the height of a page in which running heads and feet stand."""
_DIGITS = re.compile(r"\d+")


class PageParts(NamedTuple):
    """What stands on a page: lines outside tables, and tables with the texts of their cells."""

    lines: list[TextLine]
    tables: list[TablePiece]
    height: float


def page_parts(glyphs: list[Glyph], rules: Sequence[Rule], width: float, height: float) -> PageParts:
    """Take a page apart; page numbers are left out."""
    tables: list[TablePiece] = []
    rest = glyphs
    for lattice in find_lattices(rules):
        inside = [glyph for glyph in rest if lattice.holds(*glyph.center)]
        if inside:
            rest = [glyph for glyph in rest if not lattice.holds(*glyph.center)]
            tables.append(_piece(lattice, inside))
    lines = [line for line in side_by_side(rest, width) if line.text and not is_page_number(line, height)]
    return PageParts(lines, tables, height)


def _piece(lattice: Lattice, glyphs: list[Glyph]) -> TablePiece:
    return TablePiece(lattice, cell_texts(lattice, glyphs))


def document_blocks(pages: Sequence[PageParts]) -> Iterator[Block]:
    """Blocks of a whole file: running heads out, tables and paragraphs that a page break cut joined again."""
    repeated = _running_lines(pages)
    items: list[Block | TablePiece] = []
    for page in pages:
        here: list[Block | TablePiece] = list(
            _in_order([line for line in page.lines if _place(line, page) not in repeated], page.tables)
        )
        if items and here and (whole := _over_the_break(items[-1], here[0])):
            items[-1] = whole
            here = here[1:]
        items += here
    yield from (_block(item) for item in items)


def _over_the_break(last: Block | TablePiece, first: Block | TablePiece) -> Block | TablePiece | None:
    """The last piece of a page and the first one of the next as one, when the break between the pages cut it."""
    if isinstance(last, TablePiece) and isinstance(first, TablePiece):
        return last.followed_by(first) if continues(last, first) else None
    if not isinstance(last, Block) or not isinstance(first, Block) or "table" in (last.kind, first.kind):
        return None
    # No end mark before, no number of a heading after.
    goes_on = len(last.text) > 30 and last.text[-1] not in "。；：！？”）" and not last.text[-1].isascii()
    if goes_on and first.text[:1] not in "一二三四五六七八九十（(":
        return last._replace(text=last.text + first.text)
    return None


def _block(item: Block | TablePiece) -> Block:
    if isinstance(item, Block):
        return item
    grid = grid_of(item)
    return Block("table", grid.text(), grid)


def _place(line: TextLine, page: PageParts) -> tuple[str, int] | None:
    """Text without its numbers and height of a line at the head or foot of a page; None for any other line."""
    if line.top > (1 - EDGE) * page.height or line.bottom < EDGE * page.height:
        return _DIGITS.sub("#", line.text), round(line.bottom / 6)
    return None


def _running_lines(pages: Sequence[PageParts]) -> set[tuple[str, int] | None]:
    """Lines that stand at the same edge of at least half of the pages, and of two at least."""
    counts = Counter(place for page in pages for place in {_place(line, page) for line in page.lines} if place)
    return {place for place, count in counts.items() if count >= max(2, len(pages) / 2)}


def _in_order(lines: list[TextLine], tables: list[TablePiece]) -> Iterator[Block | TablePiece]:
    left, right = margins(lines) if lines else (0.0, 0.0)
    waiting = list(tables)
    run: list[TextLine] = []
    for line in lines:
        while waiting and waiting[0].lattice.top < line.top:
            yield from _of_lines(run, left, right)
            run = []
            yield waiting.pop(0)
        run.append(line)
    yield from _of_lines(run, left, right)
    yield from waiting


def _of_lines(lines: list[TextLine], left: float, right: float) -> Iterator[Block]:
    """Paragraphs, and tables that are aligned without rules."""
    for run in aligned_tables(lines):
        if isinstance(run, Aligned):
            yield Block("table", run.grid.text(), run.grid)
        else:
            yield from (Block("paragraph", text) for text in paragraphs(run, left, right))
