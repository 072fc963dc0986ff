"""大汉 Hanweb (JCMS, jpage, jpaas): lists as data in a script, further pages from a data proxy.

Tell by: `/col/col<id>/`, `/art/<y>/<m>/<d>/art_<col>_<id>.html`, "大汉版通", `/module/jslib/`. The first items stand in
`<script type="text/xml"><datastore>…<![CDATA[<li>…</li>]]>`, which the links of a page include already; the rest comes
from `dataproxy.jsp` as the same XML. The 政府信息公开 module answers `/module/xxgk/search.jsp` with a table.
"""

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from harvester.crawl.model import Ask, Column, Family, Listing, Snapshot
from harvester.crawl.paging import MOST_PAGES
from spiders.families._markup import links_in_markup

PROXY = "/module/web/jpage/dataproxy.jsp"
SIZE = 45
"""Records that one request of a JCMS page brings."""

_ADDRESS = re.compile(r"/col/col\d+/|/art/\d{4}/(?:\d{1,2}/\d{1,2}/)?art_")
_MARKS = ("大汉网络", "大汉版通", "/module/jslib/", "hanweb", "jpaas-publish-server")
_RECORD = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_TOTAL = re.compile(r"<totalrecord>\s*(\d+)|totalRecord[\"']?\s*[:=]\s*[\"']?(\d+)", re.IGNORECASE)
_PER_PAGE = re.compile(r"perPage[\"']?\s*[:=]\s*[\"']?(\d+)", re.IGNORECASE)
_PROXY = re.compile(r"[\w/.:-]*dataproxy\.jsp", re.IGNORECASE)
_PARAMETER = re.compile(
    r"[\"'&?;\s{,](col|appid|webid|path|columnid|sourceContentType|unitid|webname|permissiontype)[\"']?\s*[=:]\s*"
    r"[\"']?([^\"'&<>\s,;})]*)",
    re.IGNORECASE,
)


def recognize(snapshot: Snapshot) -> float:
    """Addresses of columns and articles, the vendor's name, or an answer of the data proxy."""
    if "<datastore" in snapshot.text[:5000] and snapshot.root is None:
        return 1.0
    if _ADDRESS.search(snapshot.addresses):
        return 0.9
    return 0.8 if snapshot.shows(_MARKS) else 0.0


def listing(snapshot: Snapshot) -> Listing:
    """Records of the data, and the requests for those that the page does not hold."""
    items = tuple(
        link
        for record in _RECORD.findall(snapshot.text)
        if "<a" in record.lower() and "dataproxy" not in record
        for link in links_in_markup(record, snapshot.ask.note.get("page", snapshot.url))
    )
    if snapshot.root is None:
        return Listing(items, columns=() if items else _by_get(snapshot.ask))
    return Listing(items, _proxied(snapshot, len(items)) if items or _PROXY.search(snapshot.text) else ())


def _by_get(ask: Ask) -> tuple[Column, ...]:
    """The same request with everything in its address, for proxies that read no form."""
    if ask.method != "POST":
        return ()
    address = f"{ask.url}&page=1&{ask.body}"
    return (Column(ask._replace(url=address, method="GET", body=""), ""),)


def _proxied(snapshot: Snapshot, shown: int) -> tuple[Ask, ...]:
    """One request for every block of records after those that the page shows."""
    text = snapshot.text.replace("&amp;", "&")
    parameters = _parameters(text, snapshot.url)
    total = max((int(a or b) for a, b in _TOTAL.findall(text)), default=0)
    if "columnid" not in parameters or (total and total <= shown):
        return ()
    found = _PROXY.search(text)
    proxy = urljoin(snapshot.url, found.group() if found and "/" in found.group() else PROXY)
    size = max((int(number) for number in _PER_PAGE.findall(text)), default=15) * 3
    last = min(total or shown + size, MOST_PAGES * size)
    body = urlencode(parameters)
    memo = (("page", snapshot.url),)
    headers = (
        ("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"),
        ("X-Requested-With", "XMLHttpRequest"), ("Referer", snapshot.url),
    )  # fmt: skip
    return tuple(
        Ask(_block(proxy, start, min(start + size - 1, last), size // 3), "POST", body, headers, memo)
        for start in range(1 if not shown else shown + 1, last + 1, size)
    )


def _block(proxy: str, start: int, end: int, per_page: int) -> str:
    query = urlencode({"startrecord": start, "endrecord": end, "perpage": per_page})
    return urlunsplit(urlsplit(proxy)._replace(query=query))


def _parameters(text: str, url: str) -> dict[str, str]:
    """What the pager sends: from the link of the next group, else from the script, for the unit of this column."""
    own = re.search(r"/col/col(\d+)/", url)
    for record in re.findall(r"dataproxy\.jsp\?([^\"'<>\]]+)", text):
        values = dict(parse_qsl(record, keep_blank_values=True))
        if "columnid" in values and (own is None or own.group(1) == values["columnid"]):
            return _cleaned(values)
    values = {}
    for name, value in _PARAMETER.findall(text):
        values.setdefault(name, value)
    if own:
        values["columnid"] = own.group(1)
    return _cleaned(values)


def _cleaned(values: dict[str, str]) -> dict[str, str]:
    kept = {
        name: value for name, value in values.items() if name not in ("page", "startrecord", "endrecord", "perpage")
    }
    return {"col": "1", "appid": "1", "path": "/", "sourceContentType": "1", "permissiontype": "0"} | kept


FAMILY = Family("hanweb", recognize, listing, hints=("/xxgk/jcms_files/", "/zfxxgk/"))
