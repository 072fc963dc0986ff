"""From an answer to what the search looks at: decoded text, parsed tree, links, and the page's own words on itself."""

import re
from urllib.parse import urljoin

from harvester.crawl.handlers import handler_links
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
_DATA = re.compile(r"(?:json|javascript|xml)\b", re.I)
_REFRESH = re.compile(r"""^\s*\d+\s*[;,]\s*(?:url\s*=\s*)?['"]?([^'"\s>]+)""", re.I)
_SCRIPT_MOVE = re.compile(
    r"""(?:window\.|self\.|top\.|document\.|parent\.)?location(?:\.href)?\s*(?:=|\.(?:replace|assign)\()\s*["']([^"']+)["']"""
)
SMALL = 3000
"""A page that moves its reader on by script is smaller than this; larger ones only contain such a script."""


def is_binary(answer: Answer) -> bool:
    """True for files: by their first bytes, or by the declared type where the bytes say nothing."""
    if answer.body.startswith(_BINARY_HEADS):
        return True
    return bool(_BINARY.search(answer.content_type)) and answer.body.lstrip()[:1] != b"<"


def snapshot(ask: Ask, answer: Answer) -> Snapshot:
    """Read an answer for the search."""
    text = decode(answer.body, answer.content_type or None).text
    head = text.lstrip("\ufeff \t\r\n")[:200].lower()
    if _is_data(answer.content_type, head):
        links = sitemap_links(text) if "<loc>" in text[:SMALL].lower() else ()
        return Snapshot(ask, answer.url, answer.status, answer.content_type, text, links=links)
    root = parse_html(text)
    scripts = inline_scripts(root)
    links = page_links(root, answer.url)
    links += tuple(handler_links(text, root, base_of(root, answer.url), scripts))
    return Snapshot(
        ask=ask,
        url=answer.url,
        status=answer.status,
        content_type=answer.content_type,
        text=text,
        root=root,
        scripts=scripts,
        links=links,
        column=_column(root),
        breadcrumb=tuple(link.text for link in links if link.place == "breadcrumb"),
        title=fold_spaces(root.findtext(".//title") or ""),
    )


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
    if page.root is None or len(page.text) > SMALL or len(page.links) > 2:
        return None
    for meta in page.root.iter("meta"):
        if (meta.get("http-equiv") or "").lower() == "refresh":
            match = _REFRESH.match(meta.get("content") or "")
            if match:
                return str(urljoin(page.url, match.group(1)))
    for code in page.scripts:
        match = _SCRIPT_MOVE.search(code)
        if match and "function" not in code[: match.start()]:  # what a function does waits for a click
            return str(urljoin(page.url, match.group(1)))
    return None
