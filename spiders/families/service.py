"""Pages whose list comes from a JSON or HTML service that their own script names: Vue and jQuery sites of many makers.

What a browser would compute is read from the scripts: the address in `fetch('…')`, `axios.get('…')`, `$.get('…')`,
`$.ajax({url: '…', type: 'POST', data: {…}})`, with its literal parameters (see `harvester.crawl.jscalls`). Of the
answer everything that has a title and an address is an entry, lists as markup included. Further pages are the same
request with the next page number, as long as an answer brings entries and does not say that it has brought all.
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from harvester.crawl.handlers import fields_by_id
from harvester.crawl.jscalls import Call, service_calls
from harvester.crawl.jsvalues import LARGEST
from harvester.crawl.model import Ask, Column, Family, Listing, Snapshot
from harvester.crawl.paging import further_page
from harvester.crawl.titles import read_title
from spiders.families._markup import (
    Detail,
    entries_in_xml,
    json_items,
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
_MOST_CALLS = 6
_MOST_COLUMNS = 2


def recognize(snapshot: Snapshot) -> float:
    """An answer of a service, or a page whose script calls one; every other family is surer of its own pages."""
    if snapshot.root is None:
        return 0.4 if "service" in snapshot.ask.note or read_json(snapshot.text) is not None else 0.0
    return 0.35 if "service" in snapshot.ask.note or next(_calls(snapshot, _report_columns(snapshot)), None) else 0.0


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
    return Listing(more=tuple(more), columns=tuple(Column(ask, name) for ask, name in named.items()))


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
    return json.dumps([part or "" for part in match.groups()]) if match else ""


def _answer(snapshot: Snapshot) -> Listing:
    value = read_json(snapshot.text)
    note = snapshot.ask.note
    base = note.get("service", snapshot.url)
    detail = Detail(*json.loads(note["detail"])) if note.get("detail") else None
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
