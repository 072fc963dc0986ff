"""Addresses that Cloudflare hides in a page: what its script would write, written into the tree."""

import re
from collections.abc import Mapping

from harvester.page.tree import Tree
from harvester.text.emails import decode_cfemail, drop_hidden_emails
from harvester.text.trace import Change

_CODED = "data-cfemail"
_LINK = "email-protection#"
_MARKS = ("data-cfemail", "email-protection#", "DATA-CFEMAIL")
_HREF = re.compile(r"/email-protection#([0-9a-fA-F]+)\s*$")


def hides_emails(source: str) -> bool:
    """Whether a page may hide addresses; cheap, since every page is asked.

    >>> hides_emails('<a data-cfemail="5a">'), hides_emails("<a href=/a.html>")
    (True, False)
    """
    return any(mark in source for mark in _MARKS)


def show_emails(tree: Tree) -> tuple[Change, ...]:
    """Write the hidden addresses where they belong, in place; says how many, and the first."""
    shown: list[str] = []
    for at, attributes in enumerate(tree.attributes):
        if _CODED not in attributes and "href" not in attributes:
            continue
        address = decode_cfemail(_coded(attributes))
        if address is None:
            continue
        if _CODED in attributes or _is_placeholder(tree, at):
            _write(tree, at, address)
            shown.append(address)
        if "href" in attributes:
            tree.elements[at].set("href", f"mailto:{address}")
            tree.attributes[at] = {**attributes, "href": f"mailto:{address}"}
    return (Change("decode_cfemail", len(shown), f"[email protected] -> {shown[0]}"),) if shown else ()


def _coded(attributes: Mapping[str, str]) -> str:
    """The code that an element carries in its attribute or at the end of its link."""
    if _CODED in attributes:
        return attributes[_CODED]
    link = _HREF.search(attributes["href"]) if _LINK in attributes["href"] else None
    return link[1] if link else ""


def _is_placeholder(tree: Tree, at: int) -> bool:
    """Whether a link itself shows only the placeholder; one further inside carries its own code."""
    text = (tree.texts[at] or "").strip()
    return bool(text) and not drop_hidden_emails(text).text.strip()


def _write(tree: Tree, at: int, address: str) -> None:
    """The address as the only text of an element: Cloudflare's script replaces all of it."""
    element = tree.elements[at]
    for below in element.iterdescendants():
        place = tree.index.get(below)
        below.text = below.tail = None
        if place is not None:
            tree.texts[place] = tree.tails[place] = None
    element.text = tree.texts[at] = address
