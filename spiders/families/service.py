"""Pages whose list comes from a JSON or HTML service that their own script names: Vue and jQuery sites of many makers.

What a browser would compute is read from the inline scripts: the address in `fetch('…')`, `axios.get('…')`,
`$.get('…')`, `$.ajax({url: '…', type: 'POST', data: {…}})`, with its literal parameters. Of the answer everything
that has a title and an address is an entry, lists as markup included. Further pages are the same request with the next
page number, as long as an answer brings entries.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from harvester.crawl.handlers import fields_by_id
from harvester.crawl.jsvalues import EXPRESSION, LARGEST, constants, evaluate
from harvester.crawl.model import Ask, Family, Listing, Snapshot
from harvester.crawl.paging import MOST_PAGES, page_number
from harvester.crawl.titles import read_title
from spiders.families._markup import Detail, json_items, links_in_markup, read_json

_CALL = re.compile(
    r"""(?:fetch|axios(?:\.(?P<verb>get|post))?|\$\.(?P<short>get|post|getJSON)|(?:this\.)?\$(?:http|axios)\.(?P<vue>get|post))
    \s*\(\s*""",
    re.VERBOSE,
)
_FIRST = re.compile(rf"(?P<url>{EXPRESSION})\s*(?=[,)])(?P<rest>[^;]{{0,600}})")
_AJAX = re.compile(r"(?:\$\.ajax|axios|request)\s*\(\s*\{(?P<options>.{0,1500}?)\}\s*\)", re.DOTALL)
_URL = re.compile(rf"\burl\s*:\s*({EXPRESSION})")
_POST = re.compile(r"""\b(?:type|method)\s*:\s*["']post["']""", re.IGNORECASE)
_DATA = re.compile(r"\b(?:data|params)\s*:\s*\{([^{}]*)\}|,\s*\{([^{}]*)\}")
_PAIR = re.compile(rf"""["']?([\w.\[\]-]+)["']?\s*:\s*(-?{EXPRESSION}|true|false)\s*(?:,|$|\n)""")
_ASSET = re.compile(r"\.(?:js|css|png|jpe?g|gif|svg|ico|woff2?|html?|shtml)(?:\?|$)", re.IGNORECASE)
_UNWANTED = re.compile(
    r"count|hits?|visit|login|weather|search|suggest|captcha|track|stat(?:s|istics)|user|online", re.IGNORECASE
)
_ADDED = re.compile(
    r"""href=\\?["']*(?P<before>[^"'<>\s+$]+)["'`]\s*\+\s*[\w$.\[\]]*\.(?P<field>\w+)\s*(?:\+\s*["'](?P<after>[^"'<>\s\\]*))?"""
)
_FILLED = re.compile(
    r"""href=\\?["'`]*(?P<before>[^"'<>\s+$]+)\$\{\s*[\w$.\[\]]*\.(?P<field>\w+)\s*\}(?P<after>[^"'<>\s`\\]*)"""
)
_NO_ADDRESS = re.compile(r"[\s<>]")
_MOST_CALLS = 6


class _Call(NamedTuple):
    url: str
    posts: bool
    data: dict[str, str]
    is_json: bool


def recognize(snapshot: Snapshot) -> float:
    """An answer of a service, or a page whose script calls one; every other family is surer of its own pages."""
    if snapshot.root is None:
        return 0.4 if read_json(snapshot.text) is not None or "service" in snapshot.ask.note else 0.0
    return 0.35 if next(_calls(snapshot), None) else 0.0


def listing(snapshot: Snapshot) -> Listing:
    """The entries of an answer and its next page; for a page, the calls of its script."""
    if "service" in snapshot.ask.note or snapshot.root is None:
        return _answer(snapshot)
    if any(read_title(link.text).kind == "report" for link in snapshot.links):
        return Listing()  # the list is there already; what the script asks for is something else
    asks = dict.fromkeys(_ask(call, snapshot) for call in list(_calls(snapshot))[:_MOST_CALLS])
    return Listing(more=tuple(asks))


def _detail(text: str) -> str:
    """What the script that fills the list says of the addresses of articles, as JSON; empty when it says nothing."""
    match = _ADDED.search(text) or _FILLED.search(text)
    return json.dumps([part or "" for part in match.groups()]) if match else ""


def _answer(snapshot: Snapshot) -> Listing:
    value = read_json(snapshot.text)
    note = snapshot.ask.note
    base = note.get("service", snapshot.url)
    detail = Detail(*json.loads(note["detail"])) if note.get("detail") else None
    items = tuple(json_items(value, base, detail)) if value is not None else links_in_markup(snapshot.text, base)
    following = _next(snapshot.ask) if items and "service" in snapshot.ask.note else None
    return Listing(items, (following,) if following else ())


def _calls(snapshot: Snapshot) -> Iterator[_Call]:
    """Calls of services in the inline scripts, those that count visits or search left out."""
    scripts = [code for code in snapshot.scripts if len(code) <= LARGEST]
    names = constants(scripts) | fields_by_id(snapshot.root)
    for script in scripts:
        for match in _AJAX.finditer(script):
            options = match["options"]
            found = _URL.search(options)
            url = evaluate(found.group(1), names) if found else None
            if url and _is_service(url):
                posts = bool(_POST.search(options))
                yield _Call(url, posts, _data(options, names), "application/json" in options)
        for match in _CALL.finditer(script):
            first = _FIRST.match(script, match.end())
            url = evaluate(first["url"], names) if first else None
            if first and url and _is_service(url):
                verb = match["verb"] or match["short"] or match["vue"] or ""
                posts = verb == "post" or bool(_POST.search(first["rest"]))
                yield _Call(url, posts, _data(first["rest"], names), "JSON.stringify" in first["rest"])


def _is_service(url: str) -> bool:
    return (
        ("/" in url or "?" in url)
        and not _NO_ADDRESS.search(url)
        and not _ASSET.search(url)
        and not _UNWANTED.search(url)
    )


def _data(text: str, names: Mapping[str, str]) -> dict[str, str]:
    """The parameters of a call, those left out whose value nobody can tell."""
    match = _DATA.search(text)
    body = (match.group(1) or match.group(2) or "") if match else ""
    values = {name: _value(name, expression, names) for name, expression in _PAIR.findall(body)}
    return {name: value for name, value in values.items() if value is not None}


def _value(name: str, expression: str, names: Mapping[str, str]) -> str | None:
    if expression in ("true", "false") or expression.startswith("-"):
        return expression
    value = evaluate(expression, names)
    return "1" if value is None and page_number(f"{name}=1") else value


def _ask(call: _Call, snapshot: Snapshot) -> Ask:
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


def _next(ask: Ask) -> Ask | None:
    """The same request for the page after this one, None when it names no page."""
    parts = urlsplit(ask.url)
    text = ask.body if ask.method == "POST" and not ask.body.startswith("{") else parts.query
    found = page_number(text)
    if found is None or found[1] >= MOST_PAGES:
        return None
    name, number = found
    pairs = [(key, str(number + 1) if key == name else value) for key, value in parse_qsl(text, keep_blank_values=True)]
    if text is ask.body:
        return ask._replace(body=urlencode(pairs))
    return ask._replace(url=urlunsplit(parts._replace(query=urlencode(pairs))))


FAMILY = Family("service", recognize, listing)
