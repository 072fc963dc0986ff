"""The text of a table cell as it is printed, line by line."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from harvester.page.html import Element
from harvester.text.lines import fold_spaces

_LONGEST_LABEL = 60
_BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
_SILENT = frozenset({"script", "style", "noscript", "template", "select"})
_INLINE = frozenset(["span", "font", "b", "strong", "i", "em", "u", "a", "o:p", "sup", "sub"])
_BETWEEN_HAN = re.compile("(?<=[\u3400-\u9fff，。、；：）])\n+(?=[\u3400-\u9fff（])")


def cell_text(cell: Element) -> str:
    """The text of a cell; its line breaks as `\\n`, a line break in the source as a space or nothing."""
    if not len(cell):
        return joined(cell.text or "")
    while len(cell) == 1 and (inner := _lone_child(cell)) is not None:
        cell = inner
    if not len(cell):
        return joined(cell.text or "")
    if all(element.tag in _INLINE for element in islice(cell.iter(), 1, None)):
        return joined("".join(cell.itertext()))  # type: ignore[arg-type]
    if not any(map(len, cell)):
        return joined(_flat_text(cell))
    parts: list[str] = []
    for event, element in _steps(cell):
        if element is cell:
            if event == "start":
                parts.append(element.text or "")
            continue
        if element.tag in _BREAKS:
            parts.append("\v")
        if event == "end":
            parts.append(element.tail or "")
        elif element.tag not in _SILENT and isinstance(element.tag, str):
            parts.append(element.text or "")
    return joined("".join(parts))


def _flat_text(cell: Element) -> str:
    """The text of a cell whose children have no children."""
    parts = [cell.text or ""]
    for child in cell:
        tag = child.tag
        if tag in _BREAKS:
            parts += ["\v", child.text or "", "\v"]
        elif tag not in _SILENT and isinstance(tag, str):
            parts.append(child.text or "")
        parts.append(child.tail or "")
    return "".join(parts)


def _lone_child(cell: Element) -> Element | None:
    """The one child of a cell when all of its text stands in it."""
    child = cell[0]
    text, tail = cell.text, child.tail
    if (text and not text.isspace()) or (tail and not tail.isspace()):
        return None
    return child if child.tag not in _SILENT and isinstance(child.tag, str) else None


def joined(text: str) -> str:
    """The lines of a cell, told apart by `\\v` until here, without those that hold nothing."""
    return _joined_label(text) if len(text) <= _LONGEST_LABEL else _join(text)


def _join(text: str) -> str:
    if "\n" in text:
        text = _BETWEEN_HAN.sub("", "\n".join(line.strip(" \t\r") for line in text.split("\n"))).replace("\n", " ")
    if "\v" not in text:
        return fold_spaces(text)
    return "\n".join(line for printed in text.split("\v") if (line := fold_spaces(printed)))


_joined_label = lru_cache(maxsize=16_384)(_join)
"""Labels and numbers, remembered: the same stand in the cells of every report."""


def _steps(root: Element) -> Iterator[tuple[str, Element]]:
    """Start and end of every element below `root`, without recursion; what is silent is not entered."""
    stack: list[tuple[str, Element]] = [("start", root)]
    while stack:
        event, element = stack.pop()
        yield event, element
        if event == "start":
            stack.append(("end", element))
            if isinstance(element.tag, str) and element.tag not in _SILENT:
                stack.extend(("start", child) for child in reversed(element))
