"""An element to blocks in reading order: paragraphs, headings, tables as grids, images; without recursion."""

import re
from collections.abc import Callable, Iterable
from urllib.parse import urljoin

from harvester.page.grids import cell_text, is_data_table, read_grid
from harvester.page.html import Element
from harvester.page.model import Block, Grid
from harvester.page.outline import BLOCK_TAGS, SILENT_TAGS
from harvester.text.lines import fold_spaces

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ENDS_LINE = BLOCK_TAGS | {"br"}
_SOURCE_BREAK = re.compile("(?<=[\u3400-\u9fff，。、；：）”])[ \t]*\r?\n\\s*(?=[\u3400-\u9fff（“])")


class _Reader:
    """The blocks read so far, and the line that is being filled."""

    def __init__(self, base: str | None) -> None:
        self.blocks: list[Block] = []
        self.base = base
        self.line: list[str] = []
        self.level = 0

    def end_line(self) -> None:
        """Make what was collected a block."""
        text = fold_spaces(_SOURCE_BREAK.sub("", "".join(self.line)).replace("\n", " "))
        self.line.clear()
        if text:
            kind = "heading" if self.level else "paragraph"
            self.blocks.append(Block(kind, text, level=self.level))  # type: ignore[arg-type]

    def add_table(self, grid: Grid) -> None:
        """Make a grid a block."""
        self.end_line()
        if grid.slots:
            self.blocks.append(Block("table", grid.text(), grid))

    def add_image(self, element: Element) -> None:
        """Make an image a block; icons and pixels are left out."""
        source = (element.get("src") or "").strip()
        if not source or source.startswith("data:") or _is_icon(element):
            return
        self.end_line()
        name = (element.get("alt") or element.get("title") or source.rsplit("/", 1)[-1]).strip()
        self.blocks.append(Block("image", name, url=_absolute(self.base, source)))


def read_blocks(
    elements: Iterable[Element], *, base: str | None = None, skip: Callable[[Element], bool] | None = None
) -> list[Block]:
    """Read elements as blocks.

    Args:
        elements: what the body consists of, in reading order.
        base: address of the page, for the addresses of images.
        skip: says which elements are furniture.
    """
    reader = _Reader(base)
    for element in elements:
        _read(element, reader, skip)
        reader.end_line()
    return reader.blocks


def _read(root: Element, reader: _Reader, skip: Callable[[Element], bool] | None) -> None:
    stack: list[tuple[Element, bool]] = [(root, False)]
    while stack:
        element, done = stack.pop()
        if done:
            _leave(element, reader)
            if element is not root and element.tail:
                reader.line.append(element.tail)
            continue
        stack.append((element, True))
        tag = element.tag
        if not isinstance(tag, str) or tag in SILENT_TAGS or (skip and element is not root and skip(element)):
            stack[-1] = (element, True)
            continue
        if tag == "table" and is_data_table(element):
            reader.add_table(read_grid(element))
            continue
        _enter(element, reader)
        stack.extend((child, False) for child in reversed(element))


def _enter(element: Element, reader: _Reader) -> None:
    tag = element.tag
    if tag in _ENDS_LINE:
        reader.end_line()
    if tag in _HEADINGS:
        reader.level = _HEADINGS[tag]
    elif tag == "img":
        reader.add_image(element)
    if element.text:
        reader.line.append(element.text)


def _leave(element: Element, reader: _Reader) -> None:
    tag = element.tag
    if tag in BLOCK_TAGS:
        reader.end_line()
    if tag in _HEADINGS:
        reader.level = 0


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


def line_text(element: Element) -> str:
    """The text of an element in one line."""
    return cell_text(element).replace("\n", " ")
