"""What every element of a page weighs: how much running text and table content stands in it, links not counted."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from harvester.page.html import Element
from harvester.page.tree import Tree
from harvester.text.boilerplate import is_boilerplate

BLOCK_TAGS = frozenset(
    [
        "html",
        "body",
        "div",
        "p",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "nav",
        "aside",
        "center",
        "form",
        "fieldset",
        "blockquote",
        "pre",
        "ucapcontent",
        "address",
        "figure",
        "hr",
    ]
)
SILENT_TAGS = frozenset(
    [
        "script",
        "style",
        "noscript",
        "noframes",
        "template",
        "head",
        "title",
        "textarea",
        "select",
        "option",
        "button",
        "iframe",
        "object",
        "embed",
        "applet",
        "map",
        "audio",
        "video",
        "canvas",
        "svg",
    ]
)
# A pattern begins with one class in every case: so the search passes over all other characters quickly.
STATUTORY = re.compile(
    r"[一二三四五六七八九第本统勾](?:(?<=[一二三四五六七八九])\s*[、.．]\s*(?:总体情况|概\s?述|主动公开|收到和处理|政府信息公开"
    r"|依申请公开|行政复议|因政府信息公开|存在的?(?:主要)?问题|其他需要报告)|(?<=第)二十条第"
    r"|(?<=本)年新收政府信息公开申请|(?<=统)计指标|(?<=勾)稽关系)"
)
_SENTENCE = re.compile("[。；！？，、：](?:(?<=[。；！？])|.{6,})")
_PROSE = re.compile("[。；！？]")
_LONGEST_FURNITURE = 300
_LONGEST_LABEL = 40
_CELL_TAGS = frozenset({"td", "th"})
_PLAIN_BLOCKS = BLOCK_TAGS - {"html", "body"}
_BETWEEN_LINKS = " \u3000|｜/·•▪◆■>＞»-—【】[]〔〕()（）:：、,，"
"""Marks between links, and around them."""

furniture_name = lru_cache(maxsize=16_384)(is_boilerplate)
"""`is_boilerplate`, remembered: the same lines stand on every page of a site, and are asked about more than once."""


@dataclass(slots=True)
class Outline:
    """What each element of a page is named, shows and weighs; every list runs in document order."""

    tree: Tree
    elements: list[Element]
    index: dict[Element, int]
    parents: list[int]
    ends: list[int]
    """Index after the last descendant."""
    names: list[str]
    """Id and classes of each element, in lower case, separated by spaces."""
    hidden: list[bool]
    """True for what is styled away, and all below it."""
    silent: list[bool]
    """True for what is not shown: scripts, controls, hidden elements, and all below them."""
    lines: list[str]
    """What a reader sees, line by line in reading order, link texts too, white space folded."""
    linked_lines: set[str]
    """Lines that show nothing but links, without white space."""
    weights: list[float]
    """Running text and table content in the element and below it."""
    prose: list[float]
    """Sentences and statutory labels only: what no body may lose."""
    links: list[int]
    """Characters that are link text, in the element and below it."""
    anchors: list[int]
    """Number of links in the element and below it."""
    statutory: list[int]
    """Headings and labels of a report, in the element and below it."""


def outline(tree: Tree) -> Outline:
    """Weigh every element of a page in one pass."""
    count = len(tree.elements)
    page = Outline(
        tree,
        tree.elements,
        tree.index,
        tree.parents,
        tree.ends,
        tree.names,
        tree.hidden,
        [False] * count,
        [],
        set(),
        [0.0] * count,
        [0.0] * count,
        [0] * count,
        [0] * count,
        [0] * count,
    )
    _Scale(page).run()
    return page


class _Scale:
    """The pass over a page: the line that is being filled, and the elements that are open around it."""

    __slots__ = ("_own", "_shown", "anchors", "blocks", "hidden", "linked", "links", "page", "silent", "tags", "tails")

    def __init__(self, page: Outline) -> None:
        self.page = page
        self.tags, self.tails, self.hidden = page.tree.tags, page.tree.tails, page.hidden
        self.silent, self.links, self.anchors = page.silent, page.links, page.anchors
        count = len(page.elements)
        self.blocks = list(range(count))
        """The block that an element's own text stands in."""
        self.linked = [False] * count
        self._shown: list[str] = []
        self._own: list[str] = []

    def run(self) -> None:
        """Open and close every element in order; a block without children, as most cells are, at once."""
        tags, texts, tails, shown = self.tags, self.page.tree.texts, self.tails, self._shown
        ends, silent, hidden = self.page.ends, self.silent, self.hidden
        stack: list[int] = []
        for at, parent in enumerate(self.page.parents):
            while stack and stack[-1] != parent:
                self._close(stack.pop())
            tag = tags[at]
            if tag not in _PLAIN_BLOCKS or parent < 0 or ends[at] != at + 1:
                self._open(at, tag, parent, texts[at])
                if ends[at] == at + 1:
                    self._close(at)
                else:
                    stack.append(at)
                continue
            if shown:
                self._end_line(parent)
            if hidden[at] or silent[parent]:
                silent[at] = True
            elif text := texts[at]:
                self._weigh_leaf(at, parent, text, tag in _CELL_TAGS)
            if (tail := tails[at]) and not silent[parent] and not tail.isspace():
                self._add(tail, parent)
        while stack:
            self._close(stack.pop())

    def _weigh_leaf(self, at: int, parent: int, text: str, in_cell: bool) -> None:
        """Keep the text of a block without children as a line, with its weight."""
        page = self.page
        line, weight, prose, marks = (_read_label if len(text) <= _LONGEST_LABEL else read_line)(text, in_cell)
        if not line:
            return
        page.lines.append(line)
        if self.linked[parent]:
            page.links[at] = len(line)
            page.links[parent] += len(line)
            page.linked_lines.add("".join(line.split()))
            return
        if weight:
            page.weights[at] = weight
            page.weights[parent] += weight
        if prose:
            page.prose[at] = prose
            page.prose[parent] += prose
        if marks:
            page.statutory[at] = marks
            page.statutory[parent] += marks

    def _open(self, at: int, tag: str, parent: int, text: str | None) -> None:
        above = parent >= 0
        if self.hidden[at] or tag in SILENT_TAGS or (above and self.silent[parent]):
            self.silent[at] = True
            text = None
        if above and self.linked[parent]:
            self.linked[at] = True
        if tag in BLOCK_TAGS:
            if self._shown:
                self._end_line(parent)
        elif above:
            self.blocks[at] = self.blocks[parent]
            if tag == "br":
                if self._shown:
                    self._end_line(parent)
            elif tag == "a" and _leads(self.page.tree.attributes[at]):
                self.linked[at] = True
                self.anchors[at] = 1
        if text:
            self._add(text, at)

    def _close(self, at: int) -> None:
        """End an element: what it weighs is part of its parent's weight."""
        page = self.page
        parent = page.parents[at]
        if self._shown and self.blocks[at] == at:
            self._end_line(at)
        if parent < 0:
            return
        if weight := page.weights[at]:
            page.weights[parent] += weight
            page.prose[parent] += page.prose[at]
            page.statutory[parent] += page.statutory[at]
        links, anchors = self.links[at], self.anchors[at]
        if links or anchors:
            self.links[parent] += links
            self.anchors[parent] += anchors
        if (tail := self.tails[at]) and not self.silent[parent]:
            self._add(tail, parent)

    def _add(self, text: str, at: int) -> None:
        """Go on with the line; it does not begin with white space."""
        if not self._shown and text.isspace():
            return
        self._shown.append(text)
        if self.linked[at]:
            self.links[at] += len(" ".join(text.split()))
        else:
            self._own.append(text)

    def _end_line(self, at: int) -> None:
        """Keep the line, and give its block the weight of what is no link in it."""
        shown, own = " ".join("".join(self._shown).split()), self._own
        self.page.lines.append(shown)
        line = shown if len(own) == len(self._shown) else " ".join("".join(own).split())
        if line is not shown and not line.strip(_BETWEEN_LINKS):
            self.page.linked_lines.add("".join(shown.split()))
        if line:
            self._weigh(self.blocks[at], line)
        self._shown.clear()
        self._own.clear()

    def _weigh(self, block: int, line: str) -> None:
        page = self.page
        in_cell = self.tags[block] in _CELL_TAGS
        _, weight, sentences, marks = (_read_label if len(line) <= _LONGEST_LABEL else read_line)(line, in_cell)
        page.weights[block] += weight
        page.prose[block] += sentences
        page.statutory[block] += marks


def _leads(attributes: Mapping[str, str]) -> bool:
    """Whether an `<a>` is a link; Word's bookmarks are none."""
    return "href" in attributes or "name" not in attributes


def read_line(text: str, in_cell: bool) -> tuple[str, float, float, int]:
    """A text as one line, white space folded, with its `weigh_line`."""
    line = " ".join(text.split())
    return line, *weigh_line(line, in_cell)


_read_label = lru_cache(maxsize=16_384)(read_line)
"""`read_line`, remembered: labels of tables and menus are the same on every report and on every page of a site."""


def weigh_line(line: str, in_cell: bool) -> tuple[float, float, int]:
    """(weight, prose, statutory marks) of one line; a line of furniture weighs nothing."""
    size = len(line)
    if not size:
        return 0.0, 0.0, 0
    marks = len(STATUTORY.findall(line)) if size >= 4 else 0
    if size <= _LONGEST_FURNITURE and not marks and furniture_name(line):
        return 0.0, 0.0, 0
    sentences = float(size) if (size >= 20 and _PROSE.search(line)) or (size >= 40 and "，" in line) else 0.0
    share = 1.0 if _SENTENCE.search(line) else 0.6 if in_cell or size > 24 else 0.3
    return size * share + 40.0 * marks, sentences + 40.0 * marks, marks
