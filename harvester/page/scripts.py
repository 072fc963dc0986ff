"""Bodies that stand in scripts, attributes or hidden fields, and are written into the page by the browser."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from harvester.errors import UnreadablePage
from harvester.page.html import Element, parse_html, text_of
from harvester.page.tree import Tree

_CONSTANT = re.compile(
    r"""//[^\n]*|/\*.*?(?:\*/|\Z)|(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)""", re.DOTALL
)
"""A comment, whose quotes mean nothing, or a string constant of JavaScript or JSON."""
_KEY = re.compile(r"""["']?([A-Za-z_$][\w$]*)["']?\s*[:=]\s*$""")
_WRITES = re.compile(r"document\.write|innerHTML|\.html\s*\(|\.append\s*\(")
_READS = re.compile(r"[\u3400-\u9fff]|\\u[4-9][0-9a-fA-F]{3}|&#")
_ESCAPED_MARKUP = re.compile(r"&lt;/?(?:p|div|span|table|br|section|td)\b", re.IGNORECASE)
_MARKUP_IN_DATA = re.compile(
    r"(?:<|\\u003c|&lt;)(?:\\?/|\\u002f)(?:p|div|span|table|section|td)\b", re.IGNORECASE
)
_TITLE = re.compile(r"(?:doc|article|info|news)?_?title|name", re.IGNORECASE)
_FIELDS = frozenset({"textarea", "input", "template", "noscript", "noframes"})
_CODE_TYPES = ("", "text/javascript", "application/javascript", "module", "application/json", "application/ld+json")
_SHORTEST = 60
_SHORTEST_ATTRIBUTE = 100
_LONGEST_KEY = 40
_LARGEST_SCRIPT = 4_000_000
_MOST_TEXTS = 6
"""Texts that are parsed to be weighed, the longest first."""


class Hidden(NamedTuple):
    """A text that the markup does not show, and where it stands."""

    where: str
    text: str


def script_bodies(tree: Tree) -> Iterator[tuple[str, Element]]:
    """The longest texts that may be the body and are not in the markup, as (where, parsed fragment)."""
    hidden = [item for item in _hidden_texts(tree) if len(item.text) >= _SHORTEST and not item.text.isascii()]
    for where, text in sorted(hidden, key=lambda item: -len(item.text))[:_MOST_TEXTS]:
        markup = html.unescape(text) if _ESCAPED_MARKUP.search(text) else text
        try:
            yield where, parse_html(f"<div>{markup}</div>")
        except UnreadablePage:
            continue


def data_as_script(text: str) -> str:
    r"""The answer of a service that holds one article, as a page whose script holds it; empty for anything else.

    >>> data_as_script('{"title": "a", "content": "<p>b</p>"}')  # doctest: +ELLIPSIS
    '<html><head><title>a</title></head><body><script>var data = {"title": "a", ...};</script></body></html>'
    >>> data_as_script('{"list": [{"title": "a"}]}'), data_as_script("{plain text</p>}")
    ('', '')
    """
    stripped = text.strip().lstrip("\ufeff")
    if stripped[:1] != "{" or len(stripped) > _LARGEST_SCRIPT or not _MARKUP_IN_DATA.search(stripped):
        return ""
    try:
        value = json.loads(stripped)
    except (ValueError, RecursionError):
        return ""
    data = json.dumps(value, ensure_ascii=False).replace("</", "<\\/")
    title = html.escape(_title_beside_markup(value))
    return f"<html><head><title>{title}</title></head><body><script>var data = {data};</script></body></html>"


def _title_beside_markup(value: Any) -> str:
    """The title of the object that holds the longest markup."""
    best, longest, waiting = "", 0, [value]
    while waiting:
        node = waiting.pop()
        children = list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else []
        waiting += [child for child in children if isinstance(child, dict | list)]
        length = max((len(text) for text in children if isinstance(text, str) and "<" in text), default=0)
        if isinstance(node, dict) and length > longest:
            titles = (text for name, text in node.items() if isinstance(text, str) and _TITLE.fullmatch(name))
            best, longest = next(titles, ""), length
    return best


def named_texts(tree: Tree, name: re.Pattern[str]) -> Iterator[str]:
    """The string constants to which scripts and the data of components give a name."""
    for at, tag in enumerate(tree.tags):
        values = [tree.texts[at] or ""] if tag == "script" else list(tree.attributes[at].values())
        for value in values:
            if len(value) <= _LARGEST_SCRIPT and _READS.search(value) and (tag == "script" or _is_data(value)):
                yield from (text for where, text in _constants(value) if name.fullmatch(where))


def _hidden_texts(tree: Tree) -> Iterator[Hidden]:
    """What fields, templates, attributes and the constants of scripts say."""
    for at, tag in enumerate(tree.tags):
        attributes = tree.attributes[at]
        if tag in _FIELDS:
            text = attributes.get("value", "") if tag == "input" else text_of(tree.elements[at])
            yield Hidden(f"{tag}:{attributes.get('id') or attributes.get('name') or ''}".rstrip(":"), text)
        elif tag == "script":
            yield from _script_texts(tree.texts[at] or "", attributes.get("type", "").lower())
        else:
            for name, value in attributes.items():
                if len(value) >= _SHORTEST_ATTRIBUTE and _READS.search(value):
                    yield from _attribute_texts(name, value)


def _script_texts(code: str, kind: str) -> Iterator[Hidden]:
    """The constants of a script, each and, where it writes into the page, all of them in one; or a template."""
    if not _SHORTEST <= len(code) <= _LARGEST_SCRIPT or not _READS.search(code):
        return
    if kind not in _CODE_TYPES:
        yield Hidden("template", code)
        return
    constants = list(_constants(code))
    yield from (item for item in constants if len(item.text) >= _SHORTEST)
    if _WRITES.search(code):
        yield Hidden(
            "document.write", "".join(item.text for item in constants if not item.text.isascii() or "<" in item.text)
        )


def _attribute_texts(name: str, value: str) -> Iterator[Hidden]:
    """An attribute that holds markup (`srcdoc`), or data of a component as JSON."""
    if _is_data(value):
        yield from _constants(value)
    elif "<" in value:
        yield Hidden(name, value)


def _is_data(value: str) -> bool:
    """Whether an attribute holds data of a component."""
    return value.lstrip().startswith(("{", "["))


def _constants(code: str) -> Iterator[Hidden]:
    """Every string constant of a script, with the name that it is given there."""
    for match in _CONSTANT.finditer(code):
        if match["text"] and len(match["text"]) > 2:
            key = _KEY.search(code[max(0, match.start() - _LONGEST_KEY) : match.start()])
            yield Hidden(key[1] if key else "constant", unescape_script(match["text"][1:-1]))


def unescape_script(text: str) -> str:
    r"""The value of a string constant of JavaScript.

    >>> unescape_script(r'<p>\u516c\u5f00<\/p>'), unescape_script(r"\x3cb\x3e")
    ('<p>公开</p>', '<b>')
    """
    if "\\" not in text:
        return text
    text = re.sub(r"\\x([0-9a-fA-F]{2})", r"\\u00\1", text)
    text = re.sub(r"\\(?![\"\\/bfnrtu])", "", text).replace("\t", "\\t").replace("\r", "").replace("\n", "\\n")
    text = re.sub(r'(?<!\\)((?:\\\\)*)"', r'\1\\"', text)
    try:
        value: str = json.loads(f'"{text}"')
    except ValueError:
        return text
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
