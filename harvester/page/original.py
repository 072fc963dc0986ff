"""A page as it was served beside the page as it was read: where a cell of a grid, or a sentence, stands in it.

The page is parsed twice. One tree keeps the texts as served, for display; the other is repaired as for reading, so that
grids and sentences that were read are found in it. Both have the same elements in the same order.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, NamedTuple

from harvester.page.grids import cells_in_place, read_data_table
from harvester.page.html import Element, is_html, parse_html
from harvester.page.model import Grid
from harvester.page.outline import SILENT_TAGS
from harvester.page.read import decode_page, repair_tree
from harvester.page.tree import Tree, read_tree

Node = tuple[int, Literal["text", "tail"]]
"""A text of a tree: the number of its element, and whether it stands in it or behind it."""


class Stretch(NamedTuple):
    """A part of one text of a page."""

    node: Node
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Original:
    """One page as served (`shown`) and as repaired for reading (`read`)."""

    shown: Tree
    read: Tree


def read_original(body: bytes, content_type: str | None = None) -> Original | None:
    """Parse a stored page for display, None when it is no HTML.

    Raises:
        UnreadablePage: the bytes cannot be read as a page.
    """
    decoded = decode_page(body, content_type)
    if not is_html(decoded.text, content_type):
        return None
    shown, read = (read_tree(parse_html(decoded.text)) for _ in range(2))
    repair_tree(read, decoded)
    return Original(shown, read)


def in_order(tree: Tree) -> Iterator[tuple[Literal["start", "end"], int]]:
    """Start and end of every element in document order, without recursion."""
    above: list[int] = []
    for at, parent in enumerate(tree.parents):
        while above and above[-1] != parent:
            yield "end", above.pop()
        yield "start", at
        above.append(at)
    while above:
        yield "end", above.pop()


def place_grids(pages: Sequence[Original], grids: Sequence[Grid]) -> list[tuple[int, Mapping[tuple[int, int], int]]]:
    """Where each grid stands: the number of the page, and for each cell (its corner) the number of its element.

    A grid that is in no table of the pages (it was rebuilt from lines, or came out of a script) has no cells.
    """
    tables = [(number, page, table) for number, page in enumerate(pages) for table in _tables(page.read)]
    read = [read_data_table(page.read, page.read.index[table]) for _, page, table in tables]
    found: list[tuple[int, Mapping[tuple[int, int], int]]] = []
    behind = -1
    for grid in grids:
        alike = [i for i, other in enumerate(read) if other is not None and other == grid]
        at = next((i for i in alike if i > behind), alike[0] if alike else None)
        if at is None:
            found.append((0, {}))
            continue
        behind = at
        number, page, table = tables[at]
        found.append((number, {corner: page.read.index[cell] for corner, cell in cells_in_place(table).items()}))
    return found


def _tables(tree: Tree) -> list[Element]:
    return [element for element, tag in zip(tree.elements, tree.tags, strict=True) if tag == "table"]


class Finder:
    """Finds texts that were read in the page that they were read from, whatever white space stands between."""

    def __init__(self, page: Original) -> None:
        """Lay out the repaired texts of the page as one string without white space."""
        self.page = page
        self.nodes = list(_texts(page.read))
        squeezed = ["".join(text.split()) for _, text in self.nodes]
        self.starts = [0, *accumulate(map(len, squeezed))]
        self.line = "".join(squeezed)

    def find(self, text: str) -> list[Stretch]:
        """The stretches of the page as served that show a text, in reading order; none when it is not there."""
        wanted = "".join(text.split())
        begin = self.line.find(wanted) if wanted else -1
        if begin < 0:
            return []
        stretches = []
        for at in range(bisect_right(self.starts, begin) - 1, len(self.nodes)):
            first, last = self.starts[at], self.starts[at + 1]
            start, end = max(begin, first), min(begin + len(wanted), last)
            if first >= begin + len(wanted):
                break
            if start < end:
                stretches.append(self._as_served(*self.nodes[at], start - first, end - first))
        return stretches

    def _as_served(self, node: Node, read: str, start: int, end: int) -> Stretch:
        """The stretch in the text as served; all of a text that was repaired, for its places have moved."""
        at, kind = node
        served = (self.page.shown.texts if kind == "text" else self.page.shown.tails)[at] or ""
        if served != read:
            return Stretch(node, 0, len(served))
        places = [place for place, char in enumerate(served) if not char.isspace()]
        return Stretch(node, places[start], places[end - 1] + 1)


def _texts(tree: Tree) -> Iterator[tuple[Node, str]]:
    """Every text of a page that a reader sees, in reading order."""
    silent: int | None = None
    for event, at in in_order(tree):
        if event == "start":
            if silent is None and tree.tags[at] in SILENT_TAGS:
                silent = at
            if silent is None and (text := tree.texts[at]):
                yield (at, "text"), text
            continue
        if silent == at:
            silent = None
        if silent is None and (tail := tree.tails[at]):
            yield (at, "tail"), tail
