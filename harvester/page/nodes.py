"""Repair a parsed page: all of its text nodes and readable attributes as one string, repaired once, put back."""

from typing import NamedTuple

from harvester.page.tree import Tree
from harvester.text.repair import Repaired, repair
from harvester.text.trace import NODE

_CODE = frozenset({"script", "style", "noscript", "template"})
_READABLE = frozenset({"content", "title", "alt", "value", "data-title"})
_LONGEST_ATTRIBUTE = 2_000


class _Place(NamedTuple):
    """Where a string came from: the text, the tail, or an attribute of an element."""

    at: int
    kind: str
    value: str
    shown: str
    """The value without the white space around it."""


def repair_nodes(tree: Tree) -> Repaired:
    """Repair every text that a reader of the page sees, in place; the result says what was done."""
    places = _collect(tree)
    strings = [place.shown for place in places]
    repaired = repair(NODE.join(strings))
    if repaired.changes:
        parts = repaired.text.split(NODE)
        if len(parts) == len(strings):
            _put_back(tree, places, strings, parts)
    return repaired


def _collect(tree: Tree) -> list[_Place]:
    """Every string of the page that is for readers, in document order."""
    places: list[_Place] = []
    for at, (tag, text, attributes, tail) in enumerate(
        zip(tree.tags, tree.texts, tree.attributes, tree.tails, strict=True)
    ):
        if text and tag not in _CODE and (shown := text.strip()):
            places.append(_Place(at, "text", text, shown))
        if attributes and not _READABLE.isdisjoint(attributes):
            for name in _READABLE.intersection(attributes):
                value = attributes[name]
                if len(value) <= _LONGEST_ATTRIBUTE and not value.isascii() and (shown := value.strip()):
                    places.append(_Place(at, name, value, shown))
        if tail and (shown := tail.strip()):
            places.append(_Place(at, "tail", tail, shown))
    return places


def _put_back(tree: Tree, places: list[_Place], strings: list[str], parts: list[str]) -> None:
    """Write the strings that changed back to where they came from, with the white space around them."""
    for (at, kind, before, _), old, new in zip(places, strings, parts, strict=True):
        if new == old:
            continue
        start = before.index(old)
        value = f"{before[:start]}{new}{before[start + len(old) :]}"
        if kind == "text":
            tree.elements[at].text = tree.texts[at] = value
        elif kind == "tail":
            tree.elements[at].tail = tree.tails[at] = value
        else:
            tree.elements[at].set(kind, value)
            tree.attributes[at] = {**tree.attributes[at], kind: value}
