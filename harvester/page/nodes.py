"""Repair a parsed page: all of its text nodes and readable attributes as one string, repaired once, put back."""

from typing import TypeAlias

from harvester.page.tree import Tree
from harvester.text.repair import Repaired, repair
from harvester.text.trace import NODE

_CODE = frozenset({"script", "style", "noscript", "template"})
_READABLE = frozenset({"content", "title", "alt", "value", "data-title"})
_LONGEST_ATTRIBUTE = 2_000


_Place: TypeAlias = tuple[int, str, str]
"""Where a string came from: index of the element; `text`, `tail` or the name of an attribute; the whole value."""


def repair_nodes(tree: Tree) -> Repaired:
    """Repair every text that a reader of the page sees, in place; the result says what was done."""
    places, strings = _collect(tree)
    repaired = repair(NODE.join(strings))
    if repaired.changes:
        parts = repaired.text.split(NODE)
        if len(parts) == len(strings):
            _put_back(tree, places, strings, parts)
    return repaired


def _collect(tree: Tree) -> tuple[list[_Place], list[str]]:
    """Every string of the page that is for readers, in document order: its place, and it without outer white space."""
    places: list[_Place] = []
    strings: list[str] = []
    for at, (tag, text, attributes, tail) in enumerate(
        zip(tree.tags, tree.texts, tree.attributes, tree.tails, strict=True)
    ):
        if text and tag not in _CODE and (shown := text.strip()):
            places.append((at, "text", text))
            strings.append(shown)
        if attributes and not _READABLE.isdisjoint(attributes):
            for name, value in attributes.items():
                if name not in _READABLE or len(value) > _LONGEST_ATTRIBUTE or value.isascii():
                    continue
                if shown := value.strip():
                    places.append((at, name, value))
                    strings.append(shown)
        if tail and (shown := tail.strip()):
            places.append((at, "tail", tail))
            strings.append(shown)
    return places, strings


def _put_back(tree: Tree, places: list[_Place], strings: list[str], parts: list[str]) -> None:
    """Write the strings that changed back to where they came from, with the white space around them."""
    for (at, kind, before), old, new in zip(places, strings, parts, strict=True):
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
