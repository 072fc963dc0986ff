"""Helpers of the families: links in a piece of markup, items in JSON, hidden fields of a form."""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any, NamedTuple
from urllib.parse import urljoin

from harvester.page.html import parse_html
from harvester.page.links import date_in, page_links
from harvester.page.model import Link

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
)
_ADDRESSES = (
    "post_url", "url", "docpuburl", "chnldocurl", "link", "href", "linkurl", "pageurl", "puburl", "weburl", "path",
    "visiturl", "infourl", "staticurl", "articleurl", "detailurl", "jump_url", "src",
)  # fmt: skip
_DATES = (
    "display_publish_time", "publishtime", "pubdate", "publishdate", "docreltime", "docpubtime", "date", "time",
    "created_at", "createtime", "releasetime", "fbsj", "fbrq", "publish_time", "pub_time", "showtime", "writetime",
)  # fmt: skip
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
            if "<a" in node and "href" in node:
                yield from links_in_markup(node, base)
            continue
        link = item_link(node, base, detail)
        if link is not None:
            yield link
            count += 1
            if count >= _MOST_ITEMS:
                return


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


def item_link(node: dict[str, Any], base: str, detail: Detail | None = None) -> Link | None:
    """The link that an object with a title and an address stands for, None where it is none."""
    values = {str(key).lower(): value for key, value in node.items()}
    title = next((values[name] for name in _TITLES if isinstance(values.get(name), str) and values[name].strip()), "")
    address = next((values[name] for name in _ADDRESSES if _is_address(values.get(name))), None)
    if address is None and detail is not None and values.get(detail.field.lower()):
        address = f"{detail.before}{values[detail.field.lower()]}{detail.after}"
    if not title or address is None:
        return None
    moment = next((found for name in _DATES if (found := _date(values.get(name)))), None)
    return Link(urljoin(base, address), _TAG.sub("", title).strip(), place="list", date=moment)


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
