"""An element to blocks in reading order: paragraphs, headings, tables as grids, images; without recursion."""

import re
from collections.abc import Callable, Iterable
from urllib.parse import urljoin

from lxml import etree

from harvester.page.div_grids import read_div_grid
from harvester.page.flattened import BLANK
from harvester.page.grids import read_data_table
from harvester.page.html import Element
from harvester.page.model import Block, Grid
from harvester.page.outline import BLOCK_TAGS, SILENT_TAGS, Outline
from harvester.page.plaintext import read_text_blocks, unwrap
from harvester.text.lines import fold_spaces, glue, goes_on
from harvester.text.trace import Change

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOXES = frozenset({"div", "ul", "section", "dl"})
_CELLS = frozenset({"div", "li", "dd"})
"""Boxes that, with nothing in them, may be blank cells of a table built of boxes."""
_SOURCE_BREAK = re.compile("(?<=[\u3400-\u9fff，。、；：）”])[ \t]*\r?\n\\s*(?=[\u3400-\u9fff（“])")

_LONGEST_JOINED = 2_000
"""Characters of a paragraph that may still go on: no sentence is longer, and joining takes time for its length."""


class _Reader:
    """The blocks read so far, and the line that is being filled."""

    def __init__(self, base: str | None) -> None:
        self.blocks: list[Block] = []
        self.base = base
        self.line: list[str] = []
        self.level = 0
        self.preformatted = 0
        self.before_paragraph = 0
        """How many blocks stood before the paragraph that is open."""
        self.after_break = False
        """Whether nothing but one line break stands between the last block and the line that is being filled."""
        self.joined = 0
        """Line breaks inside a sentence that were undone."""

    def add_text(self, text: str) -> None:
        """Go on with the line; in preformatted text a line break in the source ends it."""
        if not self.preformatted:
            self.line.append(text)
            return
        first, *rest = text.split("\n")
        self.line.append(first)
        for line in rest:
            self.end_line()
            self.line.append(line)

    def end_line(self) -> None:
        """Make what was collected a block."""
        if not self.line:
            return
        text = "".join(self.line)
        if "\n" in text:
            text = _SOURCE_BREAK.sub("", text).replace("\n", " ")
        text = fold_spaces(text)
        self.line.clear()
        if not text:
            return
        before = self.blocks[-1].text if self.after_break and not self.level else ""
        if 0 < len(before) < _LONGEST_JOINED and goes_on(before, text):
            self.blocks[-1] = Block("paragraph", glue(before, text))
            self.joined += 1
        else:
            kind = "heading" if self.level else "paragraph"
            self.blocks.append(Block(kind, text, level=self.level))  # type: ignore[arg-type]
        self.after_break = False

    def break_line(self) -> None:
        """End the line as `<br>` does: the sentence may go on, unless the line is blank."""
        if self.is_blank():
            self.blocks.append(BLANK)
            self.end_line()
            self.after_break = False
        else:
            self.end_line()
            self.after_break = not self.preformatted and not self.level

    def end_block(self) -> None:
        """End the line where a block begins or ends: what follows stands alone."""
        self.end_line()
        self.after_break = False

    def is_blank(self) -> bool:
        """Whether the line that is being filled shows nothing."""
        return not self.line or not "".join(self.line).strip()

    def add_table(self, grid: Grid) -> None:
        """Make a grid a block."""
        self.end_block()
        if grid.slots:
            self.blocks.append(Block("table", grid.text(), grid))

    def add_image(self, element: Element) -> None:
        """Make an image a block; icons and pixels are left out."""
        source = (element.get("src") or "").strip()
        if not source or source.startswith("data:") or _is_icon(element):
            return
        self.end_block()
        name = (element.get("alt") or element.get("title") or source.rsplit("/", 1)[-1]).strip()
        self.blocks.append(Block("image", name, url=_absolute(self.base, source)))


def read_blocks(
    page: Outline, places: Iterable[int], *, base: str | None = None, skip: Callable[[int], bool] | None = None
) -> tuple[list[Block], tuple[Change, ...]]:
    """Read elements as blocks; line breaks inside a sentence are undone, and told.

    Args:
        page: the page, outlined.
        places: indices of the elements that the body consists of, in reading order.
        base: address of the page, for the addresses of images.
        skip: says which elements are furniture, by their index.
    """
    reader = _Reader(base)
    for at in places:
        _read(page, at, reader, skip)
        reader.end_block()
    joined = (Change("join_soft_breaks", reader.joined),) if reader.joined else ()
    return reader.blocks, joined


def _read(page: Outline, root: int, reader: _Reader, skip: Callable[[int], bool] | None) -> None:
    """Read an element and all below it; its tail is no part of it."""
    tags, texts, tails, ends = page.tree.tags, page.tree.texts, page.tree.tails, page.ends
    opened: list[int] = []
    at, end = root, ends[root]
    while at < end or opened:
        if opened and ends[opened[-1]] <= at:
            left = opened.pop()
            _leave(tags[left], ends[left] == left + 1, reader)
        elif tags[at] in SILENT_TAGS or (at != root and skip is not None and skip(at)) or _read_table(page, at, reader):
            left, at = at, ends[at]
        else:
            _enter(page.elements[at] if tags[at] == "img" else None, tags[at], texts[at], reader)
            opened.append(at)
            at += 1
            continue
        if left != root and (tail := tails[left]):
            reader.add_text(tail)


def _read_table(page: Outline, at: int, reader: _Reader) -> bool:
    """Read an element as a table, when it holds data."""
    tag = page.tree.tags[at]
    if tag == "pre":
        return _read_preformatted(page.elements[at], reader)
    if tag == "table":
        grid = read_data_table(page.tree, at)
    else:
        grid = read_div_grid(page.elements[at]) if tag in _BOXES else None
    if grid is not None:
        reader.add_table(grid)
    return grid is not None


def _read_preformatted(element: Element, reader: _Reader) -> bool:
    """Read preformatted text as plain text, unless blocks stand in it."""
    if any(below.tag in BLOCK_TAGS for below in element.iterdescendants()):
        return False
    reader.end_block()
    text, joined = unwrap(_text_with_breaks(element))
    reader.blocks += read_text_blocks(text)
    reader.joined += sum(change.places for change in joined)
    return True


def _text_with_breaks(element: Element) -> str:
    """All text in an element, each `<br>` as a line break."""
    parts: list[str] = []
    for event, below in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            parts.append("\n" if below.tag == "br" else below.text or "")
        elif below is not element:
            parts.append(below.tail or "")
    return "".join(parts)


def _enter(image: Element | None, tag: str, text: str | None, reader: _Reader) -> None:
    if tag == "br":
        reader.break_line()
    elif tag in BLOCK_TAGS:
        reader.end_block()
    if tag == "p":
        reader.before_paragraph = len(reader.blocks)
    elif tag in _HEADINGS:
        reader.level = _HEADINGS[tag]
    elif image is not None:
        reader.add_image(image)
    elif tag == "pre":
        reader.preformatted += 1
    if text:
        reader.add_text(text)


def _leave(tag: str, childless: bool, reader: _Reader) -> None:
    if tag in BLOCK_TAGS:
        nothing = childless if tag in _CELLS else tag == "p" and reader.before_paragraph == len(reader.blocks)
        if nothing and reader.is_blank():
            reader.blocks.append(BLANK)
        reader.end_block()
    if tag in _HEADINGS:
        reader.level = 0
    elif tag == "pre":
        reader.preformatted -= 1


def _is_icon(element: Element) -> bool:
    """Whether an image is decoration: file type icons, spacers, and what is at most 32 pixels wide."""
    source = (element.get("src") or "").lower()
    if "filetypeimages" in source or "/icon" in source or "spacer" in source:
        return True
    width = re.match(r"\s*(\d+)", element.get("width") or "")
    return bool(width) and int(width[1]) <= 32  # type: ignore[index]


def _absolute(base: str | None, address: str) -> str:
    try:
        return urljoin(base or "", address)
    except ValueError:
        return address
