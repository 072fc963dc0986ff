"""A parsed page as columns: what every pass over it asks of an element is asked of lxml once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from harvester.page.html import Element, walk

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NONE: Mapping[str, str] = {}


@dataclass(slots=True)
class Tree:
    """The elements of a page in document order. It also holds them: lxml makes a new object for one nobody holds."""

    elements: list[Element]
    index: dict[Element, int]
    parents: list[int]
    """Index of the element above, -1 for the root."""
    ends: list[int]
    """Index after the last descendant."""
    tags: list[str]
    attributes: list[Mapping[str, str]]
    names: list[str]
    """Id and classes of each element, in lower case, separated by spaces."""
    hidden: list[bool]
    """True for what is styled away, and all below it."""
    texts: list[str | None]
    tails: list[str | None]

    def letters(self, start: int, end: int) -> str:
        """The text of the elements from `start` to before `end`, tails after texts: to look for characters in."""
        return "".join(filter(None, self.texts[start:end])) + "".join(filter(None, self.tails[start + 1 : end]))


def _ends(parents: list[int]) -> list[int]:
    """Index after the last descendant of each element: a parent ends where its last child does."""
    ends = list(range(1, len(parents) + 1))
    for at in range(len(parents) - 1, 0, -1):
        parent = parents[at]
        ends[parent] = max(ends[parent], ends[at])
    return ends


def _hidden(ends: list[int], attributes: list[Mapping[str, str]]) -> list[bool]:
    hidden = [False] * len(ends)
    end = 0
    for at, found in enumerate(attributes):
        if (
            found
            and at >= end
            and ("hidden" in found or ("style" in found and _styled_away(found["style"])))
        ):
            end = ends[at]
            hidden[at:end] = [True] * (end - at)
    return hidden


@lru_cache(maxsize=4_096)
def _styled_away(style: str) -> bool:
    """Whether a `style` hides its element."""
    return _HIDDEN_STYLE.search(style) is not None


def is_hidden(element: Element) -> bool:
    """Whether an element itself is styled away."""
    style = element.get("style")
    return bool(style and _styled_away(style)) or element.get("hidden") is not None


@lru_cache(maxsize=8_192)
def _name(identifier: str, classes: str) -> str:
    return f"{identifier} {classes}".strip().lower()


def read_tree(root: Element) -> Tree:
    """Ask every element below `root` what it is."""
    elements = list(walk(root))
    index = {element: at for at, element in enumerate(elements)}
    index_of = index.get
    attributes = [dict(items) if (items := element.items()) else _NONE for element in elements]
    parents = [-1, *(index_of(element.getparent(), -1) for element in elements[1:])]  # type: ignore[arg-type]
    ends = _ends(parents)
    return Tree(
        elements,
        index,
        parents,
        ends,
        [element.tag for element in elements],
        attributes,  # type: ignore[arg-type]
        [_name(found.get("id", ""), found.get("class", "")) if found else "" for found in attributes],
        _hidden(ends, attributes),  # type: ignore[arg-type]
        [element.text for element in elements],
        [element.tail for element in elements],
    )
