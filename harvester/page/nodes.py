"""Repair a parsed page: all of its text nodes and readable attributes as one string, repaired once, put back."""

from collections.abc import Sequence
from typing import NamedTuple

from harvester.page.html import Element
from harvester.text.repair import Repaired, repair
from harvester.text.trace import NODE

_CODE = frozenset({"script", "style", "noscript", "template"})
_READABLE = ("content", "title", "alt", "value", "data-title")
_LONGEST_ATTRIBUTE = 2_000


class _Place(NamedTuple):
    """Where a string came from: the text, the tail, or an attribute of an element."""

    element: Element
    kind: str
    before: str
    after: str
    """White space around the string, which stays with the node."""


def repair_nodes(elements: Sequence[Element]) -> Repaired:
    """Repair every text that a reader of the page sees, in place; the result says what was done."""
    places, strings = _collect(elements)
    repaired = repair(NODE.join(strings))
    if repaired.changes:
        parts = repaired.text.split(NODE)
        if len(parts) == len(strings):
            _put_back(places, strings, parts)
    return repaired


def _collect(elements: Sequence[Element]) -> tuple[list[_Place], list[str]]:
    """Every string of the page that is for readers, in document order."""
    places: list[_Place] = []
    strings: list[str] = []

    def add(element: Element, kind: str, value: str) -> None:
        core = value.strip()
        if not core:
            return
        start = value.index(core[0]) if value[0].isspace() else 0
        places.append(_Place(element, kind, value[:start], value[start + len(core) :]))
        strings.append(core)

    for element in elements:
        if element.tag not in _CODE and element.text:
            add(element, "text", element.text)
        for name in _READABLE:
            value = element.get(name)
            if value and not value.isascii() and len(value) <= _LONGEST_ATTRIBUTE:
                add(element, name, value)
        if element.tail:
            add(element, "tail", element.tail)
    return places, strings


def _put_back(places: list[_Place], strings: list[str], parts: list[str]) -> None:
    """Write the strings that changed back to where they came from."""
    for place, old, new in zip(places, strings, parts, strict=True):
        if new == old:
            continue
        value = f"{place.before}{new}{place.after}"
        if place.kind == "text":
            place.element.text = value
        elif place.kind == "tail":
            place.element.tail = value
        else:
            place.element.set(place.kind, value)
