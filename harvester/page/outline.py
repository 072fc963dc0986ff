"""What every element of a page weighs: how much running text and table content stands in it, links not counted."""

import re
from dataclasses import dataclass, field

from harvester.page.html import Element, walk
from harvester.text.boilerplate import is_boilerplate

BLOCK_TAGS = frozenset(
    """html body div p table thead tbody tfoot tr td th ul ol li dl dt dd h1 h2 h3 h4 h5 h6 section article main header
    footer nav aside center form fieldset blockquote pre ucapcontent address figure hr""".split()
)
SILENT_TAGS = frozenset(
    """script style noscript template head title textarea select option button iframe object embed applet map
    audio video canvas svg""".split()
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SENTENCE = re.compile("[。；！？]|[，、：].{6,}")
STATUTORY = re.compile(
    r"[一二三四五六七八九]\s*[、.．]\s*(?:总体情况|概\s?述|主动公开|收到和处理|政府信息公开|依申请公开|行政复议|因政府信息公开"
    r"|存在的?(?:主要)?问题|其他需要报告)|第二十条第|本年新收政府信息公开申请|统计指标|勾稽关系"
)
_CELL_TAGS = frozenset({"td", "th"})


@dataclass(slots=True)
class Outline:
    """The elements of a page in document order, each with the index of its parent and its weight."""

    elements: list[Element]
    parents: list[int]
    weights: list[float]
    """Running text and table content in the element and below it."""
    links: list[int]
    """Characters that are link text, in the element and below it."""
    statutory: list[int]
    """Headings and labels of a report, in the element and below it."""
    ends: list[int]
    """Index after the last descendant."""
    index: dict[Element, int] = field(default_factory=dict)


def outline(root: Element) -> Outline:
    """Weigh every element of a page in one pass down and one pass up."""
    elements = list(walk(root))
    index = {element: at for at, element in enumerate(elements)}
    count = len(elements)
    parents, silent, linked = [-1] * count, [False] * count, [False] * count
    blocks = list(range(count))
    lines: list[list[str]] = [[] for _ in range(count)]
    links = [0] * count
    for at, element in enumerate(elements):
        tag = element.tag
        above = element.getparent()
        parent = index.get(above, -1) if above is not None and at else -1
        parents[at] = parent
        if parent >= 0:
            silent[at] = silent[parent]
            linked[at] = linked[parent]
            if tag not in BLOCK_TAGS:
                blocks[at] = blocks[parent]
        silent[at] = silent[at] or tag in SILENT_TAGS or is_hidden(element)
        linked[at] = linked[at] or tag == "a"
        if element.text and not silent[at]:
            _add(element.text, at, blocks[at], linked[at], lines, links)
        if element.tail and parent >= 0 and not silent[parent]:
            _add(element.tail, parent, blocks[parent], linked[parent], lines, links)
    weights, statutory = _weigh(elements, lines)
    ends = _accumulate(parents, weights, links, statutory)
    return Outline(elements, parents, weights, links, statutory, ends, index)


def _add(text: str, at: int, block: int, linked: bool, lines: list[list[str]], links: list[int]) -> None:
    text = text.strip()
    if not text:
        return
    if linked:
        links[at] += len(text)
    else:
        lines[block].append(text)


def _weigh(elements: list[Element], lines: list[list[str]]) -> tuple[list[float], list[int]]:
    """The weight of each block's own text: sentences in full, short scraps little, furniture nothing."""
    weights, statutory = [0.0] * len(elements), [0] * len(elements)
    for at, parts in enumerate(lines):
        if not parts:
            continue
        text = "".join(parts)
        marks = len(STATUTORY.findall(text)) if len(text) >= 4 else 0
        statutory[at] = marks
        if len(text) <= 160 and not marks and is_boilerplate(text):
            continue
        if _SENTENCE.search(text):
            weights[at] = float(len(text))
        else:
            weights[at] = len(text) * (0.6 if elements[at].tag in _CELL_TAGS or len(text) > 24 else 0.3)
        weights[at] += 40.0 * marks
    return weights, statutory


def _accumulate(parents: list[int], weights: list[float], links: list[int], statutory: list[int]) -> list[int]:
    """Add what stands below each element to it, from the last to the first; returns where each subtree ends."""
    ends = [at + 1 for at in range(len(parents))]
    for at in range(len(parents) - 1, 0, -1):
        parent = parents[at]
        if parent < 0:
            continue
        weights[parent] += weights[at]
        links[parent] += links[at]
        statutory[parent] += statutory[at]
        ends[parent] = max(ends[parent], ends[at])
    return ends


def is_hidden(element: Element) -> bool:
    """Whether an element is styled away."""
    style = element.get("style")
    return bool(style and _HIDDEN_STYLE.search(style)) or element.get("hidden") is not None
