"""From an answer to what the search looks at: decoded text, parsed tree, links, and the page's own words on itself."""

import re
from dataclasses import replace
from urllib.parse import urljoin

from lxml import etree

from harvester.crawl.handlers import handler_links
from harvester.crawl.jsvalues import EXPRESSION, constants, evaluate, written
from harvester.crawl.model import Answer, Ask, Snapshot
from harvester.crawl.sitemap import sitemap_links
from harvester.page.decode import decode
from harvester.page.html import Element, parse_html
from harvester.page.links import page_links
from harvester.page.metadata import meta_tags
from harvester.text.lines import fold_spaces

_BINARY = re.compile(
    r"application/(?:pdf|msword|vnd|zip|x-rar|octet-stream|ofd|x-zip|kswps)|^(?:image|audio|video|font)/", re.I
)
_BINARY_HEADS = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DATA = re.compile(r"(?:json|javascript|xml)\b", re.I)
_REFRESH = re.compile(r"""^\s*\d+\s*[;,]\s*(?:url\s*=\s*)?['"]?([^'"\s>]+)""", re.I)
_SCRIPT_MOVE = re.compile(
    rf"(?:window\.|self\.|top\.|document\.|parent\.)?location(?:\.href)?\s*(?:=(?!=)|\.(?:replace|assign)\()\s*({EXPRESSION})"
)
_MOVES = re.compile(r"refresh|location", re.IGNORECASE)
SMALL = 3000
"""A page that moves its reader on by script is smaller than this; larger ones only contain such a script."""


def is_binary(answer: Answer) -> bool:
    """True for files: by their first bytes, or by the declared type where the bytes say nothing."""
    if answer.body.startswith(_BINARY_HEADS):
        return True
    return bool(_BINARY.search(answer.content_type)) and answer.body.lstrip()[:1] != b"<"


def snapshot(ask: Ask, answer: Answer) -> Snapshot:
    """Read an answer for the search."""
    return looked_through(glance(ask, answer))


def glance(ask: Ask, answer: Answer) -> Snapshot:
    """An answer as text; nothing is looked for in it yet. Most reports need no more of the search."""
    text = decode(answer.body, answer.content_type or None).text
    return Snapshot(ask, answer.url, answer.status, answer.content_type, text)


def looked_through(page: Snapshot) -> Snapshot:
    """A page of which only the text is known, with its tree, its links and its words on itself."""
    ask, text = page.ask, page.text
    if "script" in ask.note:
        empty = replace(page, url=ask.note["script"], text="", root=parse_html("<html><body>"))
        return with_scripts(empty, (text,))
    head = text.lstrip("\ufeff \t\r\n")[:200].lower()
    if _is_data(page.content_type, head):
        return replace(page, links=sitemap_links(text) if "<loc>" in text[:SMALL].lower() else ())
    return _read_tree(replace(page, root=parse_html(text)))


def may_move(page: Snapshot) -> bool:
    """False for a text that cannot be a page that sends its reader on; see `moved_to`."""
    return len(page.text) <= SMALL and bool(_MOVES.search(page.text))


def with_scripts(page: Snapshot, codes: tuple[str, ...]) -> Snapshot:
    """The page as if these scripts stood in it; those that are pages themselves (soft 404) are left out."""
    body = page.root.find(".//body")
    text = page.text
    for code in codes:
        if code.lstrip()[:1] == "<":
            continue
        script = etree.SubElement(body if body is not None else page.root, "script")
        script.text = _NOT_XML.sub(" ", code)
        text += f"\n<script>{code}</script>"
    return _read_tree(replace(page, text=text))


def _read_tree(page: Snapshot) -> Snapshot:
    """Fill in what the tree of a page tells."""
    root = page.root
    scripts = inline_scripts(root)
    base = base_of(root, page.url)
    for markup in written(scripts):
        _append(root, markup)
    links = page_links(root, page.url)
    links += tuple(handler_links(page.text, root, base, scripts))
    return replace(
        page,
        scripts=scripts,
        links=links,
        column=_column(root),
        breadcrumb=tuple(link.text for link in links if link.place == "breadcrumb"),
        title=fold_spaces(root.findtext(".//title") or ""),
    )


def _append(root: Element, markup: str) -> None:
    """Put what a script writes at the end of the page."""
    body = root.find(".//body")
    for element in parse_html(f"<html><body>{markup}").iter("body"):
        (body if body is not None else root).extend(list(element))


def _column(root: Element) -> str:
    """The name that the page's tags give to its column (`ColumnName`, then `ColumnType`)."""
    tags = dict(reversed(meta_tags(root)))
    return tags.get("columnname") or tags.get("columntype") or ""


def _is_data(content_type: str, head: str) -> bool:
    """JSON, JSONP and XML data; a page that is only declared as such is a page."""
    if head.startswith(("<!doctype html", "<html")) or "<html" in head:
        return False
    return (
        head[:1] in "{[" or bool(_DATA.search(content_type) and "xhtml" not in content_type) or head.startswith("<?xml")
    )


def inline_scripts(root: Element) -> tuple[str, ...]:
    """Texts of the scripts that stand in the page itself."""
    return tuple(script.text for script in root.iter("script") if script.text and script.text.strip())


def base_of(root: Element, url: str) -> str:
    """The address to which the relative ones of a page belong."""
    element = root.find(".//base[@href]")
    try:
        return urljoin(url, (element.get("href") or "").strip()) if element is not None else url
    except ValueError:
        return url


def moved_to(page: Snapshot) -> str | None:
    """Where the page sends its reader by a meta refresh or a script, None when it does not."""
    if page.root is None or not may_move(page) or len(page.links) > 2:
        return None
    is_bare = not page.links and not (page.root.findtext(".//body") or "").strip()
    for meta in page.root.iter("meta"):
        if (meta.get("http-equiv") or "").lower() == "refresh":
            match = _REFRESH.match(meta.get("content") or "")
            if match:
                return str(urljoin(page.url, match.group(1)))
    names = constants(page.scripts)
    for code in page.scripts:
        match = _SCRIPT_MOVE.search(code)
        # What a function does waits for a click, unless there is nothing to click.
        if match and (is_bare or "function" not in code[: match.start()]):
            target = evaluate(match.group(1), names)
            if target:
                return str(urljoin(page.url, target))
    return None
