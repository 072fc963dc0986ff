"""What a click leads to when its function reads an attribute of what is clicked: `$('.tab li').click(…data('id')…)`."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from harvester.crawl.jsvalues import LARGEST, Function
from harvester.page.html import Element

_BOUND = re.compile(
    r"""\$\(\s*(?:["'](?P<selector>[^"'\n]{1,80})["']|document)\s*\)(?:\.\w+\([^()]{0,20}\)){0,2}
    \.(?:click|on|delegate)\(\s*(?:["']click["']\s*,\s*)?(?:["'](?P<inner>[^"'\n]{1,80})["']\s*,\s*)?(?:["']click["']\s*,\s*)?
    (?:function\s*\(\s*\w*\s*\)|\(?\w*\)?\s*=>)\s*\{""",
    re.VERBOSE,
)
_READ = re.compile(
    r"""(?:\$\(\s*(?P<jquery>\w+)\s*\)|\b(?P<plain>\w+))\.(?:attr\(\s*["'](?P<attribute>[\w-]+)["']\s*\)
    |getAttribute\(\s*["'](?P<got>[\w-]+)["']\s*\)|data\(\s*["'](?P<data>[\w-]+)["']\s*\)|dataset\.(?P<set>\w+))""",
    re.VERBOSE,
)
_LAST_PART = re.compile(r"(?P<tag>[\w-]*)(?P<id>#[\w-]+)?(?P<classes>(?:\.[\w-]+)*)(?::[\w()-]+)?$")
_NAME = re.compile(r"[\w-]{1,40}$")
_LONGEST_BODY = 1200
_MOST = 300
"""Elements of one handler."""
_MOST_BOUND = 60
"""Handlers of one script; pages bind a dozen."""


class Clicked(NamedTuple):
    """Something to click, and what its function does with the attributes of just this element put in."""

    element: Element
    function: Function


def attribute_clicks(root: Element, scripts: Iterable[str]) -> Iterator[Clicked]:
    """Elements to which scripts bind a click that reads their attributes."""
    for code in scripts:
        if len(code) > LARGEST or "$(" not in code:
            continue
        for match in islice(_BOUND.finditer(code), _MOST_BOUND):
            body = _body(code, match.end())
            names = {_attribute(read) for read in _READ.finditer(body) if "this" in (read["jquery"], read["plain"])}
            for element in _elements(root, names, match["inner"] or match["selector"] or ""):
                yield Clicked(element, Function((), with_attributes(body, element, "this")))


def with_attributes(body: str, element: Element, variable: str) -> str:
    """The body of a function with the attributes of an element where it reads those of a variable.

    >>> from harvester.page.html import parse_html
    >>> link = parse_html("<a data-id='7'>x</a>").find(".//a")
    >>> with_attributes("location.href = '/d?id=' + $(el).data('id')", link, "el")
    "location.href = '/d?id=' + '7'"
    """

    def value(read: re.Match[str]) -> str:
        given = element.get(_attribute(read)) if variable in (read["jquery"], read["plain"]) else None
        return f"'{given}'" if given is not None and "'" not in given and "\n" not in given else read.group()

    return _READ.sub(value, body)


def _attribute(read: re.Match[str]) -> str:
    return read["attribute"] or read["got"] or f"data-{(read['data'] or read['set']).lower()}"


def _elements(root: Element, names: set[str], selector: str) -> list[Element]:
    """Elements that have one of the attributes and fit the last part of a selector."""
    part = _LAST_PART.search(selector.partition(",")[0].rstrip().rpartition(" ")[2])
    names = {name for name in names if _NAME.match(name)}
    if part is None or not part.group() or not names:
        return []
    classes = set(filter(None, part["classes"].split(".")))
    found = root.xpath("//*[" + " or ".join(f"@{name}" for name in sorted(names)) + "]")
    elements = [element for element in found if isinstance(element, Element)] if isinstance(found, list) else []
    fitting = (
        element
        for element in elements
        if (not part["tag"] or element.tag == part["tag"].lower())
        and (not part["id"] or element.get("id") == part["id"][1:])
        and classes <= set((element.get("class") or "").split())
    )
    return list(fitting)[:_MOST]


def _body(code: str, start: int) -> str:
    """The body of a function, from behind its opening brace to the brace that closes it."""
    depth = 1
    for at in range(start, min(len(code), start + _LONGEST_BODY)):
        depth += {"{": 1, "}": -1}.get(code[at], 0)
        if depth == 0:
            return code[start:at]
    return code[start : start + _LONGEST_BODY]
