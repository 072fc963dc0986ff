"""One file to a `Page`: the kind by its first bytes, the text repaired like that of any page."""

from functools import cache

import harvester.documents
from harvester.catalog import members
from harvester.errors import UnreadablePage
from harvester.page.headings import split_headings
from harvester.page.model import Block, Found, Grid, GridCell, Metadata, Page
from harvester.text.boilerplate import is_boilerplate
from harvester.text.repair import Repaired, repair
from harvester.text.trace import NODE

from ._reader import MOST_BYTES, Reader

LONGEST_TITLE = 80
OTHERS = frozenset({"read"})
"""Modules of the package that are no readers."""


@cache
def readers() -> tuple[Reader, ...]:
    """Every reader of the package."""
    return tuple(members(harvester.documents, "READER", skip=OTHERS).values())


def kind_of(body: bytes) -> Reader | None:
    """The reader for these bytes, None when they are no file of a known kind (a page, perhaps)."""
    return next((reader for reader in readers() if reader.sniff(body)), None)


def read_file(body: bytes, *, url: str | None = None, title: str = "") -> Page:
    """Read a file of a known kind as a page.

    Args:
        body: its bytes.
        url: where it was found.
        title: what the link to it says; used when the file shows no title of its own.

    Raises:
        UnreadablePage: no reader for this kind, or the reader's own reason.
    """
    reader = kind_of(body)
    if reader is None:
        raise UnreadablePage("The file is of no kind that can be read; its first bytes are " + repr(body[:8]))
    if len(body) > MOST_BYTES:
        raise UnreadablePage(f"The file has {len(body):,} bytes, more than {MOST_BYTES:,}. It is no report.")
    content = reader.read(body)
    blocks, repaired = _repaired(content.blocks)
    shown, blocks = _title(blocks)
    titles = [Found(shown, "line")] if shown else []
    titles += [Found(title.strip(), "listing")] if title.strip() else []
    return Page(
        url=url,
        kind="docx" if reader.kind in ("docx", "doc", "xlsx") else "pdf",
        encoding=reader.kind,
        claims=(),
        metadata=Metadata(title=tuple(titles)),
        blocks=tuple(blocks),
        changes=repaired.changes,
        script=repaired.script,
        body_source=reader.kind,
        unresolved=repaired.unresolved,
    )


def _repaired(blocks: tuple[Block, ...]) -> tuple[list[Block], Repaired]:
    """All texts and cells repaired as one string; glued headings cut off; lines of furniture dropped."""
    texts: list[str] = []
    for block in blocks:
        texts += [cell.text for cell in _cells(block.grid)] if block.grid else [block.text]
    repaired = repair(NODE.join(texts))
    pieces = iter(repaired.text.split(NODE))
    done: list[Block] = []
    for block in blocks:
        if block.grid:
            grid = _with_texts(block.grid, {(c.row, c.column): next(pieces) for c in _cells(block.grid)})
            done.append(block._replace(text=grid.text(), grid=grid))
        else:
            lines = split_headings(next(pieces))
            done += [block._replace(text=line) for line in lines if line.strip() and not is_boilerplate(line)]
    return done, repaired


def _cells(grid: Grid) -> list[GridCell]:
    return list({(c.row, c.column): c for row in grid.slots for c in row if c is not None}.values())


def _with_texts(grid: Grid, texts: dict[tuple[int, int], str]) -> Grid:
    """The same grid with other texts; a merged cell stays one object in every slot that it covers."""
    cells = {(c.row, c.column): c._replace(text=texts[c.row, c.column]) for c in _cells(grid)}
    slots = (tuple(None if c is None else cells[c.row, c.column] for c in row) for row in grid.slots)
    return Grid(tuple(slots), grid.method, grid.caption)


def _title(blocks: list[Block]) -> tuple[str, list[Block]]:
    """The lines at the head that make up the title, and the blocks below them.

    A title may take three lines: the organ, the year, the words. It ends before the first sentence or heading.
    """
    lines: list[str] = []
    for block in blocks[:4]:
        text = block.text.strip()
        if block.kind == "table" or len("".join(lines) + text) > LONGEST_TITLE or text.endswith(("。", "：", ":")):
            break
        lines.append(text)
        if text.endswith(("报告", "年报", "报告）", "版）")):
            return "".join(lines), blocks[len(lines) :]
    return "", blocks
