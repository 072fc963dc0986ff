"""Helpers of the families: links in a piece of markup, items in JSON, hidden fields of a form."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, timezone
from typing import Any, NamedTuple
from urllib.parse import urljoin

from lxml import etree

from harvester.crawl.jsvalues import LARGEST
from harvester.page.html import parse_html
from harvester.page.links import date_in, page_links
from harvester.page.model import Link
from harvester.page.scripts import unescape_script

_TITLES = (
    "title",
    "doctitle",
    "name",
    "articletitle",
    "infotitle",
    "bt",
    "biaoti",
    "subject",
    "text",
    "caption",
    "label",
    "topic",
    "headline",
    "infoname",
    "docname",
)
_ADDRESSES = (
    "post_url", "url", "docpuburl", "chnldocurl", "link", "href", "linkurl", "pageurl", "puburl", "weburl", "path",
    "visiturl", "infourl", "staticurl", "articleurl", "detailurl", "jump_url", "src",
)  # fmt: skip
_DATES = (
    "display_publish_time", "publishtime", "pubdate", "publishdate", "docreltime", "docpubtime", "date", "time",
    "created_at", "createtime", "releasetime", "fbsj", "fbrq", "publish_time", "pub_time", "showtime", "writetime",
)  # fmt: skip
_LIKE_TITLE = re.compile(r"title|topic|subject|headline|biaoti", re.IGNORECASE)
_LIKE_ADDRESS = re.compile(r"url|link|href|path|address|dizhi", re.IGNORECASE)
_LIKE_DATE = re.compile(r"date|time|rq$|sj$", re.IGNORECASE)
_TOTALS = (
    "total", "totalcount", "recordcount", "totalrecord", "totalrecords", "totalnum", "totalelements",
    "totalsize", "rowcount", "allcount", "post_count",
)  # fmt: skip
"""Not `count` or `records`, which on some servers are those of the page."""
_OBJECT = re.compile(r"\{[^{}]{10,3000}\}")
_PAIR = re.compile(r"""["']?([A-Za-z_]\w*)["']?\s*:\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(-?\d[\d.]*))""")
_STRING = re.compile(r"""\"((?:[^"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'""")
_ROW = re.compile(
    r"""\[\s*(?:"(?:[^"\\\n]|\\.){0,300}"|'(?:[^'\\\n]|\\.){0,300}')
    (?:\s*,\s*(?:"(?:[^"\\\n]|\\.){0,300}"|'(?:[^'\\\n]|\\.){0,300}'|-?\d{1,15})){1,9}\s*,?\s*\]""",
    re.VERBOSE,
)
_ROW_ADDRESS = re.compile(r"(?:https?:/)?/\S+$|[\w./?=&%-]+\.(?:s?html?|jspx?|aspx?|php|pdf|docx?)(?:\?\S*)?$")
_HAN = re.compile(r"[\u4e00-\u9fff]{2}")
_MARKUP = re.compile(r"<(?:item|row|record|entry|data|info|doc|node|news|article)\b", re.IGNORECASE)
_CALLBACK = re.compile(r"^\s*(?:/\*.*?\*/)?\s*[\w$.]+\s*\(\s*(?=[\[{])(.*)\)\s*;?\s*$", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_MOST_ITEMS = 5000
BEIJING = timezone(timedelta(hours=8))


def links_in_markup(markup: str, base: str) -> tuple[Link, ...]:
    """Links of a piece of a list."""
    return tuple(link._replace(place="list") for link in page_links(parse_html(f"<ul>{markup}</ul>"), base))


def read_json(text: str) -> Any:
    """The value of a JSON or JSONP answer, None when it is none."""
    stripped = text.strip().lstrip("\ufeff")
    match = _CALLBACK.match(stripped)
    try:
        return json.loads(match.group(1) if match else stripped)
    except (ValueError, RecursionError):
        return None


class Detail(NamedTuple):
    """How a page's script makes the address of an article from a field of its record."""

    before: str
    field: str
    after: str


def json_items(value: Any, base: str, detail: Detail | None = None) -> Iterator[Link]:
    """Everything in a JSON value that has a title and an address, and the links of markup in it."""
    count = 0
    for node in _walk(value):
        if isinstance(node, str):
            markup = html.unescape(node) if "&lt;a" in node else node
            if "<a" in markup and "href" in markup:
                yield from links_in_markup(markup, base)
            continue
        link = item_link(node, base, detail)
        if link is not None:
            yield link
            count += 1
            if count >= _MOST_ITEMS:
                return


def json_nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Objects of a JSON value, outer ones first."""
    return (node for node in _walk(value) if isinstance(node, dict))


def _walk(value: Any) -> Iterator[Any]:
    """Objects and texts of a JSON value, outer ones first, without recursion."""
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(reversed(list(node.values())))
        elif isinstance(node, list):
            waiting.extend(reversed(node))
        elif isinstance(node, str):
            yield node
            inner = _inner_json(node)
            if inner is not None:
                waiting.append(inner)


def _inner_json(text: str) -> Any:
    """The value of a JSON text that stands in a JSON text, as gateways wrap the answers of others."""
    return read_json(text) if text[:2] in ('{"', "[{", "[[") else None


def item_link(node: dict[str, Any], base: str, detail: Detail | None = None) -> Link | None:
    """The link that an object with a title and an address stands for, None where it is none."""
    values = {str(key).lower(): value for key, value in node.items()}
    title = next((values[name] for name in _ordered(_TITLES, _LIKE_TITLE, values) if _is_title(values[name])), "")
    addresses = (values[name] for name in _ordered(_ADDRESSES, _LIKE_ADDRESS, values) if _is_address(values[name]))
    address = next(addresses, None)
    if address is None and detail is not None and values.get(detail.field.lower()):
        address = f"{detail.before}{values[detail.field.lower()]}{detail.after}"
    if not title or address is None:
        return None
    dates = (_date(values[name]) for name in _ordered(_DATES, _LIKE_DATE, values))
    moment = next((found for found in dates if found), None)
    return Link(urljoin(base, address), _TAG.sub("", title).strip(), place="list", date=moment)


def _ordered(names: tuple[str, ...], like: re.Pattern[str], values: dict[str, Any]) -> Iterator[str]:
    """Keys of a record that stand for one thing: those that are known, then those that sound like it."""
    yield from (name for name in names if name in values)
    yield from (name for name in values if name not in names and like.search(name))


def _is_title(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and "/" not in value[:1]


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and 1 < len(value) < 1000 and ("/" in value or value.endswith(("html", "htm", "pdf")))


def _date(value: Any) -> str | None:
    """A date as text, or as seconds or milliseconds since 1970."""
    if isinstance(value, str) and not value.strip().isdigit():
        return date_in(value)
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    seconds = number / 1000 if number > 1e11 else number
    if not 3e8 < seconds < 4e9:
        return None
    return datetime.fromtimestamp(seconds, BEIJING).date().isoformat()


def hidden_fields(root: Any) -> dict[str, str]:
    """Names and values of the hidden fields of a page."""
    fields = {}
    for field in root.iter("input"):
        if (field.get("type") or "").lower() == "hidden" and field.get("name"):
            fields[field.get("name")] = field.get("value") or ""
    return fields


def total_of(value: Any) -> int | None:
    """How many entries a JSON answer says that its list has, None when it does not say."""
    waiting = [value]
    for _ in range(50):
        node = waiting.pop(0) if waiting else None
        if isinstance(node, dict):
            for key, number in node.items():
                if str(key).lower() in _TOTALS and str(number).isdigit() and int(number) > 0:
                    return int(number)
            inner = (_inner_json(child) if isinstance(child, str) else child for child in node.values())
            waiting.extend(child for child in inner if isinstance(child, dict))
    return None


def entries_in_xml(text: str, base: str) -> tuple[Link, ...]:
    """Records of an XML answer: elements whose children or attributes are a title and an address."""
    if not _MARKUP.search(text[:20_000]):
        return ()
    try:
        root = etree.fromstring(text.encode(), etree.XMLParser(recover=True, resolve_entities=False, huge_tree=False))
    except (etree.XMLSyntaxError, ValueError):
        return ()
    found = []
    for element in root.iter(etree.Element) if root is not None else ():
        children = {str(child.tag).rpartition("}")[2]: (child.text or "").strip() for child in element}
        if link := item_link({**{str(name): value for name, value in element.attrib.items()}, **children}, base):
            found.append(link)
    return tuple(found[:_MOST_ITEMS])


def script_rows(scripts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Rows of texts that stand in scripts: `["2022年报", "/nb/2022.html", "2023-01-20"]`."""
    for code in scripts:
        if len(code) <= LARGEST and ("['" in code or '["' in code or "[ " in code or "[\n" in code):
            for match in _ROW.finditer(code):
                yield tuple(unescape_script(double or single) for double, single in _STRING.findall(match.group()))


def row_link(row: tuple[str, ...], base: str) -> Link | None:
    """The link that a row with a title and an address stands for, None where it is none."""
    address = next((text for text in row if _ROW_ADDRESS.match(text)), None)
    title = next((text for text in row if text != address and _HAN.search(text) and not date_in(text)), None)
    if address is None or title is None:
        return None
    date = next((found for text in row if text not in (address, title) and (found := date_in(text))), None)
    return Link(urljoin(base, address), _TAG.sub("", title).strip(), place="list", date=date)


def script_nodes(scripts: Iterable[str]) -> Iterator[dict[str, str]]:
    """Objects of texts and numbers that stand in scripts, keys with quotes or without."""
    for code in scripts:
        if len(code) <= LARGEST:
            for match in _OBJECT.finditer(code):
                if ":" in (written := match.group()):  # a block of code has none
                    yield {
                        name: unescape_script(double or single) or plain
                        for name, double, single, plain in _PAIR.findall(written)
                    }
