"""Positioned characters and ruled tables of pages to blocks in reading order."""

from collections.abc import Iterable, Iterator

from harvester.page.model import Block

from ._lattice import Lattice
from ._layout import Glyph, TextLine, grid_of, is_page_number, lines_of, margins, paragraphs


def page_blocks(glyphs: list[Glyph], lattices: list[Lattice], height: float) -> list[Block]:
    """Paragraphs and tables of one page from top to bottom."""
    tables: list[tuple[float, Block]] = []
    rest = glyphs
    for lattice in lattices:
        inside = [glyph for glyph in rest if lattice.holds(*glyph.center)]
        if not inside:
            continue
        rest = [glyph for glyph in rest if not lattice.holds(*glyph.center)]
        grid = grid_of(lattice, inside)
        tables.append((lattice.top, Block("table", grid.text(), grid)))
    lines = [line for line in lines_of(rest) if line.text and not is_page_number(line, height)]
    return list(_in_order(lines, tables))


def _in_order(lines: list[TextLine], tables: list[tuple[float, Block]]) -> Iterator[Block]:
    left, right = margins(lines) if lines else (0.0, 0.0)
    waiting = list(tables)
    run: list[TextLine] = []
    for line in lines:
        while waiting and waiting[0][0] < line.top:
            yield from (Block("paragraph", text) for text in paragraphs(run, left, right))
            run = []
            yield waiting.pop(0)[1]
        run.append(line)
    yield from (Block("paragraph", text) for text in paragraphs(run, left, right))
    yield from (block for _, block in waiting)


def joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Paragraphs that a page break cut are one again: no end mark before, no heading number after."""
    before: Block | None = None
    for block in blocks:
        if (
            before is not None
            and before.kind == block.kind == "paragraph"
            and len(before.text) > 30
            and before.text[-1] not in "。；：！？”）"
            and block.text[:1] not in "一二三四五六七八九十（("
            and not before.text[-1].isascii()
        ):
            before = before._replace(text=before.text + block.text)
            continue
        if before is not None:
            yield before
        before = block
    if before is not None:
        yield before
