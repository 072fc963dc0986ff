"""What every element of a page weighs: how much running text and table content stands in it, links not counted."""

import re
from dataclasses import dataclass
from functools import lru_cache

from harvester.page.html import Element
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
STATUTORY = re.compile(
    r"[一二三四五六七八九]\s*[、.．]\s*(?:总体情况|概\s?述|主动公开|收到和处理|政府信息公开|依申请公开|行政复议|因政府信息公开"
    r"|存在的?(?:主要)?问题|其他需要报告)|第二十条第|本年新收政府信息公开申请|统计指标|勾稽关系"
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SENTENCE = re.compile("[。；！？]|[，、：].{6,}")
_PROSE = re.compile("[。；！？]")
_LONGEST_FURNITURE = 300
_CELL_TAGS = frozenset({"td", "th"})

furniture_name = lru_cache(maxsize=16_384)(is_boilerplate)
"""`is_boilerplate`, remembered: the same lines stand on every page of a site, and are asked about more than once."""


@dataclass(slots=True)
class Outline:
    """The elements of a page in document order, each with the index of its parent and its weight."""

    elements: list[Element]
    index: dict[Element, int]
    parents: list[int]
    names: list[str]
    """Id and classes of each element, in lower case, separated by spaces."""
    silent: list[bool]
    """True for what is not shown: scripts, controls, hidden elements, and all below them."""
    lines: list[str]
    """The text that each block shows itself, link texts too, folded; line breaks as `\\n`."""
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
    ends: list[int]
    """Index after the last descendant."""


def outline(elements: list[Element]) -> Outline:
    """Weigh every element of a page, given in document order, in one pass down and one pass up."""
    index = {element: at for at, element in enumerate(elements)}
    count = len(elements)
    page = Outline(
        elements,
        index,
        [-1] * count,
        [""] * count,
        [False] * count,
        [""] * count,
        [0.0] * count,
        [0.0] * count,
        [0] * count,
        [0] * count,
        [0] * count,
        [at + 1 for at in range(count)],
    )
    shown, own = _collect(page)
    for at, parts in enumerate(shown):
        if parts:
            page.lines[at] = "".join(parts)
            _weigh(page, at, own[at])
    _accumulate(page)
    return page


def _collect(page: Outline) -> tuple[list[list[str]], list[list[str]]]:
    """The text of every block, with its links and without, and the facts that an element has from those above it."""
    count = len(page.elements)
    blocks, linked = list(range(count)), [False] * count
    shown: list[list[str]] = [[] for _ in range(count)]
    own: list[list[str]] = [[] for _ in range(count)]

    def add(text: str, at: int) -> None:
        folded = " ".join(text.split())
        if folded:
            block = blocks[at]
            shown[block].append(folded)
            if linked[at]:
                page.links[at] += len(folded)
            else:
                own[block].append(folded)

    for at, element in enumerate(page.elements):
        tag = element.tag
        above = element.getparent()
        parent = page.index.get(above, -1) if above is not None else -1
        page.parents[at] = parent
        if element.attrib:
            page.names[at] = name_of(element)
        page.silent[at] = tag in SILENT_TAGS or is_hidden(element) or (parent >= 0 and page.silent[parent])
        if parent >= 0:
            linked[at] = linked[parent]
            if tag not in BLOCK_TAGS:
                blocks[at] = blocks[parent]
        if tag == "a":
            linked[at] = True
            page.anchors[at] = 1
        elif tag == "br" and parent >= 0:
            shown[blocks[parent]].append("\n")
            own[blocks[parent]].append("\n")
        if element.text and not page.silent[at]:
            add(element.text, at)
        if element.tail and parent >= 0 and not page.silent[parent]:
            add(element.tail, parent)
    return shown, own


def name_of(element: Element) -> str:
    """Id and classes of an element, in lower case."""
    return f"{element.get('id') or ''} {element.get('class') or ''}".strip().lower()


def is_hidden(element: Element) -> bool:
    """Whether an element is styled away."""
    style = element.get("style")
    return bool(style and _HIDDEN_STYLE.search(style)) or element.get("hidden") is not None


def _weigh(page: Outline, at: int, parts: list[str]) -> None:
    """Give a block the weight of its own lines."""
    in_cell = page.elements[at].tag in _CELL_TAGS
    for line in "".join(parts).split("\n"):
        weight, sentences, marks = weigh_line(line, in_cell)
        page.weights[at] += weight
        page.prose[at] += sentences
        page.statutory[at] += marks


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


def _accumulate(page: Outline) -> None:
    """Add what stands below each element to it, from the last to the first."""
    for at in range(len(page.elements) - 1, 0, -1):
        parent = page.parents[at]
        if parent >= 0:
            page.weights[parent] += page.weights[at]
            page.prose[parent] += page.prose[at]
            page.links[parent] += page.links[at]
            page.anchors[parent] += page.anchors[at]
            page.statutory[parent] += page.statutory[at]
            page.ends[parent] = max(page.ends[parent], page.ends[at])
