"""TRS in Fujian (avalon.js front end): the first entries are in the page, the rest comes from a search for the column.

Tell by: `ms-controller`, `ms-repeat`, `var SiteInfo = {… searchId: '…'}`, tag `ChnlId`. The list is
`POST /fjdzapp/search` with `channelid` (the site's searchId) and `classsql=chnlid=<ChnlId>`; without the column it
would be the whole site. The answer is JSON with `docs` and `pageCount`.
"""

import re
from urllib.parse import urlencode, urljoin

from harvester.crawl.model import Ask, Family, Listing, Snapshot
from harvester.crawl.paging import MOST_PAGES
from harvester.page.metadata import meta_tags
from spiders.families._markup import json_items, read_json

SERVICE = "/fjdzapp/search"
SIZE = 75
_MARKS = re.compile(r"\bms-(?:controller|repeat|for)\b|/fjdzapp/search")
_SIGNS = ("ms-controller", "ms-repeat", "ms-for", "/fjdzapp/search")
_SEARCH = re.compile(r"searchId[\"']?\s*[:=]\s*[\"']?(\d+)", re.IGNORECASE)
_COLUMN = re.compile(r"\bch(?:an)?nl?id[\"']?\s*[:=]+\s*[\"']?(\d+)", re.IGNORECASE)
_ARTICLE = re.compile(r"/t\d{8}_\d+\.s?html?$")
_TOTAL = re.compile(r"recordCount[\"']?\s*[:=]\s*[\"']?(\d+)", re.IGNORECASE)
_HEADERS = (
    ("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"), ("X-Requested-With", "XMLHttpRequest"),
)  # fmt: skip


def recognize(snapshot: Snapshot) -> float:
    """The front end with the number of its search, or an answer."""
    if snapshot.root is None:
        return 1.0 if "channel" in snapshot.ask.note else 0.0
    if not snapshot.shows(_SIGNS):
        return 0.0
    return 0.92 if _MARKS.search(snapshot.text) and _SEARCH.search(snapshot.text) else 0.0


def listing(snapshot: Snapshot) -> Listing:
    """The search for the page's column, where the page does not show all; of an answer its entries and the rest."""
    note = snapshot.ask.note
    if snapshot.root is None:
        items = tuple(json_items(read_json(snapshot.text), note.get("page", snapshot.url)))
        return Listing(items, _others(snapshot) if note.get("number") == "1" else ())
    search, column = _SEARCH.search(snapshot.text), _channel(snapshot)
    total = max((int(number) for number in _TOTAL.findall(snapshot.text)), default=0)
    if not search or not column or (total and total <= _shown(snapshot)):
        return Listing()
    return Listing(more=(_ask(snapshot.url, search.group(1), column, 1),))


def _shown(snapshot: Snapshot) -> int:
    """Articles of the column itself: too few counted costs a request, too many would cost reports."""
    folder = urljoin(snapshot.url, ".")
    return len({link.url for link in snapshot.links if link.url.startswith(folder) and _ARTICLE.search(link.url)})


def _channel(snapshot: Snapshot) -> str:
    tags = dict(reversed(meta_tags(snapshot.root)))
    match = _COLUMN.search(snapshot.text)
    return tags.get("chnlid") or (match.group(1) if match else "")


def _others(snapshot: Snapshot) -> tuple[Ask, ...]:
    value = read_json(snapshot.text)
    pages = str(value.get("pageCount", "")) if isinstance(value, dict) else ""
    note = snapshot.ask.note
    last = min(int(pages), MOST_PAGES) if pages.isdigit() else 1
    return tuple(_ask(note["page"], note["search"], note["channel"], number) for number in range(2, last + 1))


def _ask(page: str, search: str, column: str, number: int) -> Ask:
    form = {
        "channelid": search, "sortfield": "-docorderpri,-docreltime", "classsql": f"chnlid={column}",
        "classcol": "publishyear", "classnum": "100", "classsort": "0", "cache": "true", "page": str(number),
        "prepage": str(SIZE),
    }  # fmt: skip
    memo = (("page", page), ("search", search), ("channel", column), ("number", str(number)))
    return Ask(urljoin(page, SERVICE), "POST", urlencode(form), (*_HEADERS, ("Referer", page)), memo)


FAMILY = Family("fujian", recognize, listing)
