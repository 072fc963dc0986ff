"""The calls by which a page's scripts ask for data: `fetch('…')`, `$.get('…', {…})`, and any object with `url: '…'`.

No script is run: addresses and parameters are read where they are texts, constants, or put together from them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from harvester.crawl.jsvalues import EXPRESSION, LARGEST, constants, evaluate, unknown_names
from harvester.crawl.paging import page_number

_FIRST = re.compile(
    rf"""(?<![\w$])(?P<name>get|post|getJSON|load|fetch|ajax|request|http|axios|getScript|ajaxGet|ajaxPost)
    \s*\(\s*(?P<url>{EXPRESSION})\s*(?=[,)])""",
    re.VERBOSE | re.IGNORECASE,
)
_OPENED = re.compile(
    rf"""\.open\(\s*["'](?P<verb>GET|POST)["']\s*,\s*(?P<url>{EXPRESSION})\s*[,)]""",
    re.VERBOSE | re.IGNORECASE,
)
_CLIENT = frozenset({"get", "post", "axios", "request", "http"})
"""Names by which axios and its kin are called, as far as they are not jQuery's."""
_SENT = re.compile(rf"\.send\(\s*({EXPRESSION})\s*\)")
_URL = re.compile(rf"""["']?\b(?:url|api|dataUrl|ajaxUrl|remoteUrl)["']?\s*:\s*({EXPRESSION})\s*(?=[,}}\n])""")
_ASKS = re.compile(
    r"""\b(?:success|dataType|method|params?|where|callback|complete|error|responseType|then|total|pageSize)["']?\s*:
    |\bdata["']?\s*:\s*[{J]|\btype["']?\s*:\s*["'](?:get|post)["']""",
    re.VERBOSE | re.IGNORECASE,
)
_POST = re.compile(r"""["']?\b(?:type|method)["']?\s*:\s*["']post["']""", re.IGNORECASE)
_JSONP = re.compile(r"""dataType["']?\s*:\s*["']jsonp["']""", re.IGNORECASE)
_CALLBACK = re.compile(r"""\bjsonp["']?\s*:\s*["'](\w+)["']""")
_DATA = re.compile(
    r"""["']?\b(?:data|params?|where|queryParams|postData|body|query)["']?\s*:\s*(?:JSON\.stringify\(\s*)?\{"""
)
_PAIR = re.compile(rf"""["']?([\w.\[\]-]+)["']?\s*:\s*(-?{EXPRESSION}|true|false)\s*(?=,|\}}|$|\n)""")
_ASSET = re.compile(r"\.(?:js|css|png|jpe?g|gif|svg|ico|woff2?|mp4|pdf|docx?)(?:\?|$)", re.IGNORECASE)
_PAGE = re.compile(r"\.s?html?(?:\?|$)", re.IGNORECASE)
_DATA_FILE = re.compile(r"\.(?:xml|json|jspx?|do|action|aspx?|ashx|php|txt)(?:\?|$)", re.IGNORECASE)
_NO_ADDRESS = re.compile(r"[\s<>]")
_UNWANTED = re.compile(
    r"/module/xxgk/|dataproxy|page/build/unit|count|hits?\b|visit|login|weather|suggest|captcha|track|stat(?:s|istics)|user|online|hotword|comment|upload|vote"
    r"|token|session|share|wechat|qrcode|click|track|banner",
    re.IGNORECASE,
)
_SEARCH = re.compile(r"search|query", re.IGNORECASE)
_KEY = re.compile(
    r"[?&]?(?!page|size|site|web|pn\b|p\b)(\w+)=([A-Za-z]{0,12}[\d-]{2,}|[0-9a-f-]{16,})(?=&|$)", re.IGNORECASE
)
_KEY_IN_PATH = re.compile(r"(?:search|query)\w*/(?=[^/]*\d)[0-9a-z-]{5,}(?:/|$)", re.IGNORECASE)
_COLUMN_NAME = re.compile(
    r"(?:chan+el|column|cat|catalog|node|lm|menu|chnl|cid|lanmu|infotype|type)\w*$|^(?:id|code|cid)$", re.IGNORECASE
)
_LONGEST = 3000


class Call(NamedTuple):
    """A request as a script would make it."""

    url: str
    posts: bool = False
    data: Mapping[str, str] = {}
    is_json: bool = False
    column: str = ""
    """Identifier of the report column that was put where the script waits for a choice."""


def service_calls(scripts: Iterable[str], names: Mapping[str, str], columns: Iterable[str] = ()) -> Iterator[Call]:
    """Calls in scripts that ask for data, those left out that count visits, suggest words, or ask for a person.

    Args:
        scripts: texts of the scripts.
        names: values that the page gives to names, form fields by `#` and id.
        columns: identifiers of report columns, for calls that name a column only once somebody has chosen it.
    """
    codes = [code for code in scripts if len(code) <= LARGEST]
    fields = {name: value for name, value in names.items() if name.startswith("#")}
    known = {**names, **constants(codes, fields)}
    fills = tuple(columns)
    for code in codes:
        yield from _with_objects(code, known, fills)
        yield from _with_arguments(code, known, fills)
        yield from _with_requests(code, known, fills)


def _with_objects(code: str, known: Mapping[str, str], fills: tuple[str, ...]) -> Iterator[Call]:
    """Objects with an address, whatever function takes them: ajax, axios, tables and pagers of libraries."""
    for match in _URL.finditer(code):
        options = _object_around(code, match.start())
        if not _ASKS.search(options):  # a record with an address, not a request
            continue
        body = _data_object(options)
        for address, fill in _addresses(match.group(1), known, fills):
            url = based(address, code, known)
            data = _parameters(body, known, fills)
            if _JSONP.search(options):
                callback = _CALLBACK.search(options)
                name = callback.group(1) if callback else "callback"
                data = data if f"{name}=" in url else {name: "callback"} | data
            if _is_service(url, data, is_loaded=False):
                yield Call(url, bool(_POST.search(options)), data, "application/json" in options, fill)


def _with_arguments(code: str, known: Mapping[str, str], fills: tuple[str, ...]) -> Iterator[Call]:
    """Functions that take the address first: `fetch`, `axios.get`, `$.post`, `$('#list').load`."""
    for match in _FIRST.finditer(code):
        name = match["name"].lower()
        rest = _until_end(code, match.end())
        inner = _data_object(rest) or (rest[rest.index("{") :] if re.match(r"\s*,\s*\{", rest) else "")
        posts = name.endswith("post") or bool(_POST.search(rest))
        by_client = name in _CLIENT and code[max(0, match.start() - 2) : match.start()] != "$."
        for address, fill in _addresses(match["url"], known, fills):
            url = based(address, code, known) if by_client else address
            data = _parameters(inner, known, fills) if not inner.startswith("{params") else {}
            if _is_service(url, data, is_loaded=name.endswith("load")):
                yield Call(url.split()[0], posts, data, "JSON.stringify" in rest, fill)


def _with_requests(code: str, known: Mapping[str, str], fills: tuple[str, ...]) -> Iterator[Call]:
    """XMLHttpRequest by hand: `open('POST', '…')`, then `send('a=1&b=2')`."""
    for match in _OPENED.finditer(code):
        sent = _SENT.search(code, match.end(), match.end() + 600)
        body = evaluate(sent.group(1), known) if sent else None
        for url, fill in _addresses(match["url"], known, fills):
            posts = match["verb"].upper() == "POST"
            pairs = (pair.partition("=") for pair in (body or "").split("&")) if posts and body else ()
            data = {name: value for name, _, value in pairs if name}
            if _is_service(url, data, is_loaded=False):
                yield Call(url, posts, data, column=fill)


def based(url: str, code: str, known: Mapping[str, str]) -> str:
    """The address as the client of a script asks it, below the `baseURL` with which it was made.

    >>> based("/list", "axios.create({baseURL: '/api'})", {"baseURL": "/api"}), based("/api/list", "", {})
    ('/api/list', '/api/list')
    """
    base = known.get("baseURL", "").rstrip("/") if "baseURL" in code else ""
    if not base or "://" in url or url.startswith(("//", f"{base}/")):
        return url
    return f"{base}/{url.lstrip('/')}"


def _addresses(expression: str, known: Mapping[str, str], fills: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """What an expression stands for; with one name unknown, what it is for each column, and the column."""
    value = evaluate(expression, known)
    if value is not None:
        yield value, ""
        return
    unknown = unknown_names(expression, known)
    if len(unknown) == 1:
        for fill in fills:
            value = evaluate(expression, {**known, unknown[0]: fill})
            if value is not None:
                yield value, fill


def _parameters(body: str, known: Mapping[str, str], fills: tuple[str, ...]) -> dict[str, str]:
    """The parameters of a call, those left out whose value nobody can tell."""
    values = {name: _value(name, expression, known, fills) for name, expression in _PAIR.findall(body)}
    return {name: value for name, value in values.items() if value is not None}


def _value(name: str, expression: str, known: Mapping[str, str], fills: tuple[str, ...]) -> str | None:
    if expression in ("true", "false") or expression.startswith("-"):
        return expression
    value = evaluate(expression, known)
    if value is None and page_number(f"{name}=1"):
        return "1"
    if value is None and fills and _COLUMN_NAME.search(name):
        return fills[0]
    return value


def _is_service(url: str, data: Mapping[str, str], *, is_loaded: bool) -> bool:
    """Whether an address is one of data. A search is one only for a column: with an identifier among its parameters."""
    address = url.split(maxsplit=1)[0] if is_loaded and url.split() else url
    if not ("/" in address or "?" in address or _DATA_FILE.search(address)) or _NO_ADDRESS.search(address):
        return False
    if _ASSET.search(address) or (_PAGE.search(address) and not is_loaded) or _UNWANTED.search(address):
        return False
    if not _SEARCH.search(address.partition("?")[0]):
        return True
    if _KEY_IN_PATH.search(address.partition("?")[0]):
        return True
    pairs = "&".join([address.partition("?")[2], *(f"{name}={value}" for name, value in data.items())])
    return bool(_KEY.search(pairs))


def _object_around(code: str, at: int) -> str:
    """The braces that stand around a place, with what is in them."""
    depth, start = 0, at
    while start > max(0, at - _LONGEST):
        start -= 1
        if code[start] == "}":
            depth += 1
        elif code[start] == "{":
            if depth == 0:
                break
            depth -= 1
    return code[start : start + 1 + len(_braced(code, start))]


def _braced(code: str, start: int) -> str:
    """From an opening brace to the one that closes it."""
    depth = 0
    for at in range(start, min(len(code), start + _LONGEST)):
        if code[at] == "{":
            depth += 1
        elif code[at] == "}":
            depth -= 1
            if depth == 0:
                return code[start : at + 1]
    return code[start : start + _LONGEST]


def _data_object(options: str) -> str:
    match = _DATA.search(options)
    return _braced(options, match.end() - 1) if match else ""


def _until_end(code: str, start: int) -> str:
    """The further arguments of a call, up to the parenthesis that closes it."""
    depth = 0
    for at in range(start, min(len(code), start + _LONGEST)):
        if code[at] == "(":
            depth += 1
        elif code[at] == ")":
            if depth == 0:
                return code[start:at]
            depth -= 1
    return code[start : start + _LONGEST]
