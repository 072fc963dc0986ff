"""Pages whose list comes from a JSON or HTML service that their own script names: Vue and jQuery sites of many makers.

What a browser would compute is read from the scripts: the address in `fetch('…')`, `axios.get('…')`, `$.get('…')`,
`$.ajax({url: '…', type: 'POST', data: {…}})`, with its literal parameters (see `harvester.crawl.jscalls`). Of the
answer everything that has a title and an address is an entry, lists as markup included. Further pages are the same
request with the next page number, as long as an answer brings entries and does not say that it has brought all.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from harvester.crawl.handlers import clicks, fields_by_id
from harvester.crawl.jscalls import Call, based, service_calls
from harvester.crawl.jsvalues import LARGEST, constants
from harvester.crawl.model import Ask, Column, Family, Listing, Snapshot
from harvester.crawl.paging import further_page
from harvester.crawl.titles import read_title
from spiders.families._markup import (
    Detail,
    entries_in_xml,
    json_items,
    json_nodes,
    links_in_markup,
    read_json,
    script_nodes,
    total_of,
)  # fmt: skip

_ADDED = re.compile(
    r"""href=\\?["']*(?P<before>[^"'<>\s+$]+)["'`]\s*\+\s*[\w$.\[\]]*\.(?P<field>\w+)\s*(?:\+\s*["'](?P<after>[^"'<>\s\\]*))?"""
)
_FILLED = re.compile(
    r"""href=\\?["'`]*(?P<before>[^"'<>\s+$]+)\$\{\s*[\w$.\[\]]*\.(?P<field>\w+)\s*\}(?P<after>[^"'<>\s`\\]*)"""
)
_IDENTIFIERS = ("id", "code", "channelid", "columnid", "catid", "key", "value", "cid", "catalogid")
_TOTAL = re.compile(r"(?:total|recordCount|rowCount)\w*[\"']?\s*[:=]\s*[\"']?(\d{1,5})\b", re.IGNORECASE)
_ARTICLE = re.compile(
    r"""\burl\s*:\s*["'](?P<before>[^"'\s]*(?:article|content|detail|info|news|doc)[^"'\s]*[/=])["']\s*\+\s*[\w$.]+\s*[,}]""",
    re.IGNORECASE,
)
_OF_ARTICLES = re.compile(r"(?:list|page|query|articles?|contents?|docs?|infos?)\w*$", re.IGNORECASE)
_NUMBER_OF_COLUMN = re.compile(
    r"\b((?:channel|column|cat|catalog|category|node|menu|lanmu|chnl)_?(?:id|code)|cid|lmid)\b[\"']?\s*:", re.IGNORECASE
)
_PAGE_PARAMETER = re.compile(r"\b(pageNum(?:ber)?|pageNo|pageIndex|page|current(?:Page)?)\b[\"']?\s*:")
_SIZE_PARAMETER = re.compile(r"\b(pageSize|limit|size|rows)\b[\"']?\s*:\s*(\d+)")
_HERE = "COLUMN.NUMBER"
_MOST_SHELVES = 2
_YEARLY = re.compile("年报|年度报告")
_REQUESTS = re.compile(r"ajax|fetch\(|\.load\(|\$\.(?:get|post)|axios|XMLHttpRequest")
_MOST_CALLS = 6
_MOST_CLICKS = 60
_MOST_COLUMNS = 2


def recognize(snapshot: Snapshot) -> float:
    """An answer of a service, or a page whose script calls one; every other family is surer of its own pages."""
    if snapshot.root is None:
        return 0.4 if "service" in snapshot.ask.note or read_json(snapshot.text) is not None else 0.0
    if "service" in snapshot.ask.note or next(_calls(snapshot, _report_columns(snapshot)), None):
        return 0.35
    return 0.35 if next(_chosen(snapshot), None) else 0.0


def listing(snapshot: Snapshot) -> Listing:
    """The entries of an answer and its next page; for a page, the calls of its script."""
    if "service" in snapshot.ask.note or snapshot.root is None:
        return _answer(snapshot)
    shown = sum(read_title(link.text).kind == "report" for link in snapshot.links)
    if shown and shown >= _total(snapshot):
        return Listing()  # the list is there already; what the script asks for is something else
    columns = _report_columns(snapshot)
    more: dict[Ask, None] = {}
    named: dict[Ask, str] = {}
    for call in islice(_calls(snapshot, columns), _MOST_CALLS):
        if call.column:
            named[_ask(call, snapshot)] = columns[call.column]
        else:
            more[_ask(call, snapshot)] = None
    if more and (shelves := _shelves(snapshot)):
        more = {ask._replace(memo=(*ask.memo, ("shelves", shelves))): None for ask in more}
    named |= {_ask(call, snapshot): text for text, call in islice(_chosen(snapshot), _MOST_CLICKS)}
    return Listing(more=tuple(more), columns=tuple(Column(ask, name) for ask, name in named.items()))


def _chosen(snapshot: Snapshot) -> Iterator[tuple[str, Call]]:
    """What a click on a year, or on the name of a report column, asks the service for, with the words to click."""
    if snapshot.root is None or not _YEARLY.search(snapshot.text) or not _REQUESTS.search(snapshot.text):
        return
    for click in clicks(snapshot.text, snapshot.root, snapshot.scripts):
        kind = read_title(click.text).kind
        if kind in ("column", "year"):
            for call in islice(service_calls((click.function.body,), click.names), 1):
                yield click.text, call


def _total(snapshot: Snapshot) -> int:
    """The largest number of entries that a script of the page names."""
    found = (int(number) for code in snapshot.scripts if len(code) < LARGEST for number in _TOTAL.findall(code))
    return max(found, default=0)


def _calls(snapshot: Snapshot, columns: Iterable[str]) -> Iterator[Call]:
    return service_calls(snapshot.scripts, fields_by_id(snapshot.root), columns)


def _report_columns(snapshot: Snapshot) -> dict[str, str]:
    """Identifiers and names of report columns among the objects of the page's script."""
    found: dict[str, str] = {}
    for node in script_nodes(snapshot.scripts):
        values = {name.lower(): value for name, value in node.items()}
        name = next((text for text in values.values() if len(text) < 30 and read_title(text).kind == "column"), "")
        identifier = next((values[key] for key in _IDENTIFIERS if values.get(key)), "")
        if name and identifier and len(found) < _MOST_COLUMNS:
            found[identifier] = name
    return found


def _detail(text: str) -> str:
    """What the script that fills the list says of the addresses of articles, as JSON; empty when it says nothing."""
    match = _ADDED.search(text) or _FILLED.search(text)
    if match:
        return json.dumps([part or "" for part in match.groups()])
    asked = _ARTICLE.search(text)
    return json.dumps([based(asked["before"], text, constants((text,))), "id", ""]) if asked else ""


def _shelves(snapshot: Snapshot) -> str:
    """How the scripts of a page ask for the list of one column once its number is known, as JSON; empty if they do not.

    Applications ask for the tree of columns first; what they call number and page is the same everywhere in them.
    """
    number = _NUMBER_OF_COLUMN.search(snapshot.text)
    calls = [call for call in _calls(snapshot, ()) if _OF_ARTICLES.search(urlsplit(call.url).path)]
    if not (number and calls):
        return ""
    page, size = _PAGE_PARAMETER.search(snapshot.text), _SIZE_PARAMETER.search(snapshot.text)
    data = ({page[1]: "1"} if page else {}) | ({size[1]: size[2]} if size else {})
    asks = [_ask(call._replace(data={**data, **call.data, number[1]: _HERE}), snapshot) for call in calls]
    return json.dumps([[ask.url, ask.method, ask.body, ask.headers] for ask in asks[:_MOST_SHELVES]])


def _shelf_columns(value: Any, note: Mapping[str, str]) -> Iterator[Column]:
    """The lists of the report columns that an answer names by number."""
    for node in json_nodes(value):
        values = {str(name).lower(): str(text) for name, text in node.items() if isinstance(text, (str, int))}
        name = next((text for text in values.values() if len(text) < 30 and read_title(text).kind == "column"), "")
        number = next((values[key] for key in _IDENTIFIERS if values.get(key)), "")
        for url, method, body, headers in json.loads(note["shelves"]) if name and number else ():
            memo = tuple((key, note[key]) for key in ("service", "detail") if key in note)
            pairs = tuple((key, text) for key, text in headers)
            yield Column(Ask(url.replace(_HERE, number), method, body.replace(_HERE, number), pairs, memo), name)


def _answer(snapshot: Snapshot) -> Listing:
    value = read_json(snapshot.text)
    note = snapshot.ask.note
    base = note.get("service", snapshot.url)
    detail = Detail(*json.loads(note["detail"])) if note.get("detail") else None
    if note.get("shelves") and not any(json_items(value, base)):
        columns = tuple(islice(_shelf_columns(value, note), _MOST_CALLS))
        if columns:
            return Listing(columns=columns)
    items = tuple(json_items(value, base, detail)) if value is not None else entries_in_xml(snapshot.text, base)
    items = items or (links_in_markup(snapshot.text, base) if value is None else ())
    if not items or "service" not in note:
        return Listing(items)
    seen = int(note.get("seen", "0")) + len(items)
    following = further_page(snapshot.ask, len(items), seen, total_of(value))
    if following is None:
        return Listing(items)
    memo = tuple((name, text) for name, text in snapshot.ask.memo if name != "seen")
    return Listing(items, (following._replace(memo=(*memo, ("seen", str(seen)))),))


def _ask(call: Call, snapshot: Snapshot) -> Ask:
    url = urljoin(snapshot.url, call.url)
    memo = (("service", snapshot.url), ("detail", _detail(snapshot.text)))
    headers = (("X-Requested-With", "XMLHttpRequest"), ("Referer", snapshot.url))
    if not call.posts:
        parts = urlsplit(url)
        query = urlencode(parse_qsl(parts.query, keep_blank_values=True) + list(call.data.items()))
        return Ask(urlunsplit(parts._replace(query=query)), headers=headers, memo=memo)
    if call.is_json:
        return Ask(url, "POST", json.dumps(call.data), (*headers, ("Content-Type", "application/json")), memo)
    form = "application/x-www-form-urlencoded; charset=UTF-8"
    return Ask(url, "POST", urlencode(call.data), (*headers, ("Content-Type", form)), memo)


FAMILY = Family("service", recognize, listing)
