"""Text to an element tree: one lxml parse, guarded against hostile markup; BeautifulSoup only where lxml loses text."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import TypeAlias

from bs4 import BeautifulSoup
from lxml import etree

from harvester.errors import UnreadablePage
from harvester.text.chinese import han_count, utf8_of
from harvester.text.lines import fold_spaces

Element: TypeAlias = etree._Element

MOST_TAGS = 120_000
"""Start tags of a page. A report of forty pages pasted from Word has about 30,000."""
MARK = "body-mark"
"""Tag of the element that stands for a comment which marks where the body begins or ends."""
_LONGEST_MARK = 60
_BODY_MARK = re.compile(r"正文|内容|content|body")
_CONTROL_MARKS = re.compile("[\x00-\x1f]")
_PARSER_DEPTH = 2_000
_SURROGATE_LEAD = b"\xed"
_MOST_ATTRIBUTES = 2_000
_LONGEST_PLAIN = 3 * 10 * _MOST_ATTRIBUTES
"""A text of fewer characters has no room for ten times as many attributes."""
_CONTROLS = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0D})
_BEFORE_MARKUP = re.compile(r"\A\s*(?:<\?xml[^>]*>|<%.*?%>|\s)+", re.DOTALL)
_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_SERVER_CODE = re.compile(r"<%.{0,2000}?%>", re.DOTALL)
_LONG_TAG = re.compile(r"<([A-Za-z][\w:-]*)([^<>]{20000,})")
_INLINE_TAGS = re.compile(
    r"</?(?:font|span|b|strong|i|em|u|s|big|small|tt|o:p|st1:\w+|center|div|section|article)\b[^<>]*>", re.IGNORECASE
)
_MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|meta|title|div|p|table|tbody|tr|td|span|br|ul|li|script|form|font|h[1-6]|a)\b[^<>]*>",
    re.IGNORECASE,
)
_NOT_SHOWN = re.compile(
    r"<(?:script|style)\b.*?(?P<end></(?:script|style)\s*>|\Z)|<!--.*?(?P<close>-->|\Z)", re.IGNORECASE | re.DOTALL
)
_LARGEST_MENDED = 400_000
_KEPT_SHARE = 0.7
_READABLE_TEXT = etree.XPath(".//text()[not(parent::script or parent::style or parent::noscript)]")
_SWALLOWERS = ("title", "textarea", "style", "script")
_SWALLOWER_TAG = re.compile(rb"</?(?:title|textarea|style|script)")


def is_html(text: str, content_type: str | None = None) -> bool:
    """Whether a text is markup.

    >>> is_html("<html><body>政府信息公开"), is_html("本年 < 上年 | 0 | 0"), is_html("一、总体情况")
    (True, False, False)
    """
    if content_type and "text/plain" in content_type.lower():
        return len(_MARKUP.findall(text[:20_000])) >= 3
    return _MARKUP.search(text) is not None


def parse_html(text: str) -> Element:
    """Parse a page into an lxml tree that holds all of its text.

    Raises:
        UnreadablePage: the markup is no page that a person wrote (too many tags, too deep), or there is none.
    """
    text = _tame(text)
    root, whole = _parse(text)
    if not whole:
        root, whole = _parse(_INLINE_TAGS.sub(" ", text))
        if not whole:
            raise UnreadablePage(f"The markup nests deeper than {_PARSER_DEPTH:,} elements. It is no page.")
    if root is None or (len(text) <= _LARGEST_MENDED and _loses_text(root, text)):
        root = _parse_leniently(text, root)
    _replace_comments(root)
    return root


def _replace_comments(root: Element) -> None:
    """Keep comments that mark the body as elements of their own; drop all others, their tails stay."""
    for comment in list(root.iter(etree.Comment)):
        words = (comment.text or "").strip().lower()
        above = comment.getparent()
        if above is None or len(words) > _LONGEST_MARK or not _BODY_MARK.search(words):
            continue
        mark = etree.Element(MARK, words=_CONTROL_MARKS.sub("", words))
        mark.tail = comment.tail
        above.replace(comment, mark)
    etree.strip_tags(root, etree.Comment)


def walk(root: Element) -> Iterator[Element]:
    """Every element in document order; comments and processing instructions are left out."""
    return root.iter(etree.Element)


def short_text(element: Element, limit: int) -> str:
    """The text of an element, cut once it is longer than `limit`: elements nest, and each is asked."""
    parts: list[str] = []
    size = 0
    for part in element.itertext():
        parts.append(str(part))
        size += len(part)
        if size > limit:
            break
    return "".join(parts)[: limit + 1]


def text_of(element: Element) -> str:
    """All text in an element, as it stands in the source."""
    return "".join(part for part in element.itertext() if isinstance(part, str))


def readable_text(element: Element) -> str:
    """The text in an element as it stands in the source, without code."""
    return "".join(part for part in _READABLE_TEXT(element) if isinstance(part, str))  # type: ignore[union-attr]


def shown_lines(element: Element) -> list[str]:
    """The lines of an element's text that show anything, white space folded."""
    return [line for raw in readable_text(element).split("\n") if (line := fold_spaces(raw))]


def _tame(text: str) -> str:
    """Take out what a parser chokes on, and refuse what no parser should see."""
    tags = text.count("<")
    if tags > MOST_TAGS:
        raise UnreadablePage(f"The page has {tags:,} tags, more than {MOST_TAGS:,}. It is no page that a person wrote.")
    text = _BEFORE_MARKUP.sub("", text)
    if "<%" in text:
        text = _SERVER_CODE.sub("", text)
    ends = _END.search(text)
    if ends is not None and "<" in _END.sub("", text[ends.start() :]):
        text = _END.sub("", text)  # libxml2 drops what follows the end of an included document, browsers show it
    if len(text) > _LONGEST_PLAIN and text.count("=") > _MOST_ATTRIBUTES * 10:
        text = _LONG_TAG.sub(_drop_attributes, text)
    return text


def _drop_attributes(match: re.Match[str]) -> str:
    """A tag with thousands of attributes without them: libxml2 takes quadratic time for these."""
    return f"<{match[1]} " if match[2].count("=") > _MOST_ATTRIBUTES else match[0]


def _parse(text: str) -> tuple[Element | None, bool]:
    """The tree, and False when the parser gave up before the end."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True, collect_ids=False)
    try:
        root = etree.fromstring(_bytes_of(text).translate(None, _CONTROLS), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        root = None
    return root, not _gave_up(parser)


def _bytes_of(text: str) -> bytes:
    """The text in UTF-8; a surrogate without its other half, which is no character, as a question mark."""
    raw = utf8_of(text)
    return text.encode("utf-8", "replace") if _SURROGATE_LEAD in raw else raw


def _gave_up(parser: etree.HTMLParser) -> bool:
    """Whether the parser stopped at one of its limits."""
    return any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def _loses_text(root: Element, text: str) -> bool:
    """Whether an unclosed title, textarea, script, style or comment swallowed the page."""
    lower = utf8_of(text).lower()
    tags = Counter(_SWALLOWER_TAG.findall(lower))
    unclosed = any(tags[b"<" + name.encode()] > tags[b"</" + name.encode()] for name in _SWALLOWERS)
    if not unclosed and lower.rfind(b"<!--") <= lower.rfind(b"-->"):
        return False
    shown = han_count(re.sub(r"<[^<>]*>", "", _NOT_SHOWN.sub(_keep_unclosed, text)))
    swallowed = sum(han_count(element.text or "") for element in root.iter(*_SWALLOWERS))
    kept = han_count(text_of(root)) - swallowed
    return shown > 40 and kept < _KEPT_SHARE * shown


def _keep_unclosed(match: re.Match[str]) -> str:
    """Nothing for a script, style or comment; what follows one that is never closed is text."""
    return "" if match["end"] or match["close"] else match[0][1:]


def _parse_leniently(text: str, root: Element | None) -> Element:
    """Let BeautifulSoup mend the markup, then parse what it wrote."""
    try:
        mended = str(BeautifulSoup(_close_swallowers(text), "html.parser"))
    except RecursionError as error:
        raise UnreadablePage("The markup nests too deep to be mended. It is no page.") from error
    again, whole = _parse(mended)
    if again is None or not whole:
        if root is None:
            raise UnreadablePage("The page holds no element. Look at what the server answers.")
        return root
    return again


def _close_swallowers(text: str) -> str:
    """Close a title, textarea, script, style or comment that is opened and never closed."""
    for name in _SWALLOWERS:
        opened = list(re.finditer(rf"<{name}\b[^<>]*>", text, re.IGNORECASE))
        if opened and len(opened) > len(re.findall(rf"</{name}\s*>", text, re.IGNORECASE)):
            last = opened[-1]
            cut = text.find("<", last.end())
            cut = len(text) if cut < 0 else cut
            text = f"{text[:cut]}</{name}>{text[cut:]}"
    if text.rfind("<!--") > text.rfind("-->"):
        start = text.rfind("<!--")
        text = text[:start] + text[start + 4 :]
    return text
