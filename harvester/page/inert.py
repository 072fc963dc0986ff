"""Stored pages as markup that can do nothing: known tags only, every text escaped, no script, address or image.

What is to be pointed at gets an anchor, so that a link with a fragment shows its place without any script.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

from harvester.page.model import Block, Grid
from harvester.page.original import Node, Original, Stretch, in_order
from harvester.page.outline import SILENT_TAGS

_SAME = frozenset({
    "p", "div", "span", "b", "strong", "i", "em", "u", "s", "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead",
    "tbody", "tfoot", "tr", "td", "th", "caption", "ul", "ol", "li", "dl", "dt", "dd", "br", "hr", "sup", "sub", "pre",
    "blockquote",
})  # fmt: skip
_INSTEAD = {
    "html": "div", "body": "div", "center": "div", "section": "div", "article": "div", "header": "div",
    "footer": "div", "nav": "div", "main": "div", "form": "div", "fieldset": "div", "aside": "div", "figure": "div",
}  # fmt: skip
"""Every other tag becomes a span."""
_DROPPED = SILENT_TAGS | {"frame", "frameset", "math", "input", "link", "meta", "base"}
_VOID = frozenset({"br", "hr"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_KEPT_STYLE = re.compile(
    r"(?:^|;)\s*(text-align|text-indent|font-weight)\s*:\s*([a-z0-9.%-]{1,12})\s*(?=;|$)", re.IGNORECASE
)
_TURNED = str.maketrans(dict.fromkeys("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "␦"))
_SPAN = re.compile(r"[1-9]\d{0,2}")
_LONGEST_ALT = 80


def straight(text: str) -> str:
    """A text whose marks of direction are shown instead of obeyed: with them gnp.exe reads exe.png.

    >>> straight("\u202egnp.exe")
    '␦gnp.exe'
    """
    return text.translate(_TURNED)


@dataclass(frozen=True)
class Anchors:
    """What is pointed at on one page: cells by the number of their element, sentences by their stretches of text."""

    cells: Mapping[int, str] = field(default_factory=dict)
    sentences: Mapping[str, Sequence[Stretch]] = field(default_factory=dict)


def inert_page(page: Original, anchors: Anchors) -> str:
    """The body of a page as it was served, with anchors and nothing that acts."""
    return "".join(_Writer(page, anchors).write())


def inert_blocks(blocks: Sequence[Block], cells: Mapping[tuple[int, int, int], str], texts: Mapping[str, str]) -> str:
    """A document as it was read, for what is no page: headings, paragraphs and tables, with the same anchors.

    Args:
        blocks: what was read.
        cells: anchors by number of the block, row and column of the cell.
        texts: sentences by their anchors.
    """
    open_ = dict(texts)
    return "\n".join(_block(number, block, cells, open_) for number, block in enumerate(blocks))


def spread_rules(anchors: Iterable[str]) -> str:
    """Style rules that light up all pieces of a sentence once its first piece is the target."""
    return "\n".join(f":root:has(#{name}:target) .{name} {{ background: var(--here); }}" for name in anchors)


class _Writer:
    """Writes one page; knows which elements are left out."""

    def __init__(self, page: Original, anchors: Anchors) -> None:
        self.tree = page.shown
        self.cells = anchors.cells
        self.marks: dict[Node, list[tuple[int, int, str]]] = defaultdict(list)
        for name, stretches in anchors.sentences.items():
            for stretch in stretches:
                self.marks[stretch.node].append((stretch.start, stretch.end, name))
        self.begun: set[str] = set()
        self.needed = self._needed()

    def _needed(self) -> set[int]:
        """Elements that hold something pointed at, and all above them: shown even where the page hides them."""
        needed: set[int] = set()
        for at in (*self.cells, *(node[0] for node in self.marks)):
            while at >= 0 and at not in needed:
                needed.add(at)
                at = self.tree.parents[at]  # noqa: PLW2901  the way up
        return needed

    def write(self) -> Iterator[str]:
        """The markup, piece by piece."""
        silent: int | None = None
        for event, at in in_order(self.tree):
            if event == "start":
                if silent is None and self._is_left_out(at):
                    silent = at
                    yield self._instead(at)
                if silent is None:
                    yield self._open(at)
                    yield self._text((at, "text"), self.tree.texts[at])
                continue
            if silent is None and self.tree.tags[at] not in _VOID:
                yield f"</{_tag(self.tree.tags[at])}>"
            if silent == at:
                silent = None
            if silent is None and at:
                yield self._text((at, "tail"), self.tree.tails[at])

    def _is_left_out(self, at: int) -> bool:
        tag = self.tree.tags[at]
        hidden = at not in self.needed and _HIDDEN.search(self.tree.attributes[at].get("style", ""))
        return tag in _DROPPED or tag == "img" or bool(hidden)

    def _instead(self, at: int) -> str:
        """What stands for an element that is left out: the words of an image."""
        if self.tree.tags[at] != "img":
            return ""
        words = self.tree.attributes[at].get("alt", "").strip()[:_LONGEST_ALT]
        return f'<span class="image">▨ {escape(straight(words))}</span>' if words else '<span class="image">▨</span>'

    def _open(self, at: int) -> str:
        attributes = self.tree.attributes[at]
        kept = [f'{name}="{attributes[name]}"' for name in ("rowspan", "colspan")
                if _SPAN.fullmatch(attributes.get(name, ""))]  # fmt: skip
        if style := ";".join(f"{name}:{value}" for name, value in _KEPT_STYLE.findall(attributes.get("style", ""))):
            kept.append(f'style="{escape(style)}"')
        if at in self.cells:
            kept.append(f'id="{self.cells[at]}" class="cell"')
        return f"<{' '.join([_tag(self.tree.tags[at]), *kept])}>"

    def _text(self, node: Node, text: str | None) -> str:
        if not text or node not in self.marks:
            return escape(straight(text or ""))
        return mark(text, self.marks[node], self.begun)


def mark(text: str, stretches: Sequence[tuple[int, int, str]], begun: set[str]) -> str:
    """A text with some stretches marked; they may overlap. The first piece of each carries its anchor.

    >>> mark("收到3件", [(0, 2, "s-1"), (1, 4, "s-2")], set())
    '<mark id="s-1" class="s-1">收</mark><mark class="s-1"><mark id="s-2" class="s-2">到</mark></mark>\
<mark class="s-2">3件</mark>'
    """
    edges = sorted({0, len(text), *(edge for start, end, _ in stretches for edge in (start, end))})
    pieces = []
    for start, end in pairwise(edges):
        piece = escape(straight(text[start:end]))
        for name in reversed([name for first, last, name in stretches if first <= start and end <= last]):
            anchor = "" if name in begun else f'id="{name}" '
            begun.add(name)
            piece = f'<mark {anchor}class="{name}">{piece}</mark>'
        pieces.append(piece)
    return "".join(pieces)


def _tag(tag: str) -> str:
    return tag if tag in _SAME else _INSTEAD.get(tag, "span")


def _block(number: int, block: Block, cells: Mapping[tuple[int, int, int], str], texts: dict[str, str]) -> str:
    if block.grid is not None:
        return _table(number, block.grid, cells)
    if block.kind == "image":
        return f'<p class="image">▨ {escape(straight(block.text[:_LONGEST_ALT]))}</p>'
    stretches = [(at, at + len(text), name) for name, text in texts.items() if (at := block.text.find(text)) >= 0]
    for _, _, name in stretches:
        del texts[name]
    tag = f"h{min(max(block.level, 2), 6)}" if block.kind == "heading" else "p"
    return f"<{tag}>{mark(block.text, stretches, set())}</{tag}>"


def _table(number: int, grid: Grid, cells: Mapping[tuple[int, int, int], str]) -> str:
    rows = []
    for r, row in enumerate(grid.slots):
        own = {(cell.row, cell.column): cell for cell in row if cell is not None and cell.row == r}
        line = []
        for (_, column), cell in own.items():
            anchor = cells.get((number, r, column))
            named = f' id="{anchor}" class="cell"' if anchor else ""
            line.append(
                f'<td rowspan="{cell.rowspan}" colspan="{cell.colspan}"{named}>'
                f"{escape(straight(cell.text)).replace(chr(10), '<br>')}</td>"
            )
        rows.append(f"<tr>{''.join(line)}</tr>")
    return f"<table>{''.join(rows)}</table>"
