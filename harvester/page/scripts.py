"""Bodies that stand in scripts, hidden fields or escaped markup, and are written into the page by the browser."""

import html
import json
import re
from collections.abc import Iterator

from harvester.errors import UnreadablePage
from harvester.page.html import Element, parse_html, text_of

_JSON_STRING = re.compile(
    r"""["']?(?P<name>content|contents|detail|article_?content|doccontent|htmlcontent|zhengwen|body|txt|text|info_?content)["']?\s*[:=]\s*"""
    r"""(?:"(?P<double>(?:[^"\\]|\\.){40,})"|'(?P<single>(?:[^'\\]|\\.){40,})'|`(?P<tick>[^`]{40,})`)""",
    re.IGNORECASE | re.DOTALL,
)
_WRITE = re.compile(
    r"""(?:document\.write(?:ln)?|innerHTML\s*=|\.html)\s*\(?\s*(?:"((?:[^"\\]|\\.){40,})"|'((?:[^'\\]|\\.){40,})')""",
    re.DOTALL,
)
_LARGEST_SCRIPT = 4_000_000


def script_bodies(root: Element) -> Iterator[tuple[str, Element]]:
    """Every text that may be the body and is not in the markup, as (where, parsed fragment)."""
    for where, text in _hidden_texts(root):
        markup = html.unescape(text) if "&lt;" in text else text
        try:
            yield where, parse_html(f"<div>{markup}</div>")
        except UnreadablePage:
            continue


def _hidden_texts(root: Element) -> Iterator[tuple[str, str]]:
    for element in root.iter("textarea", "input", "template", "noscript"):
        text = element.get("value") if element.tag == "input" else text_of(element)
        if text and len(text) >= 60 and not text.isascii():
            yield f"{element.tag}:{element.get('id') or element.get('name') or ''}".rstrip(":"), text
    for script in root.iter("script"):
        code = script.text or ""
        if len(code) < 60 or len(code) > _LARGEST_SCRIPT:
            continue
        for match in _JSON_STRING.finditer(code):
            yield match["name"], unescape_script(match["double"] or match["single"] or match["tick"])
        written = [unescape_script(match[1] or match[2]) for match in _WRITE.finditer(code)]
        if written:
            yield "document.write", "".join(written)


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
