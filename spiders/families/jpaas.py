"""大汉 jpaas (Hanweb's newer platform): lists are units that a service builds, JSON with markup inside.

Tell by: `<script url="/api-gateway/jpaas-publish-server/front/page/build/unit" querydata="{'webId':…,'pageId':…}">`.
The same address is asked with those values and `paramJson={"pageNo":1,"pageSize":…}`; `data.html` holds the list and a
box `pagination` with its `count`.
"""

import json
import re
from urllib.parse import urlencode, urljoin

from harvester.crawl.model import Ask, Family, Listing, Snapshot
from harvester.crawl.paging import MOST_PAGES
from spiders.families._markup import json_items, read_json

SIZE = 100
_UNIT = "page/build/unit"
_PAIR = re.compile(r"""["']?(\w+)["']?\s*:\s*["']([^"']*)["']""")
_COUNT = re.compile(r"""pagination[^<>]*?\bcount\s*=\s*\\?["']?(\d+)""", re.IGNORECASE)
_MOST_UNITS = 4


def recognize(snapshot: Snapshot) -> float:
    """The service in a script's attributes, or an answer of it."""
    if _UNIT not in snapshot.text and "unit" not in snapshot.ask.note:
        return 0.0
    return 0.95


def listing(snapshot: Snapshot) -> Listing:
    """For a page, the first request of its units; for an answer, its entries and the next request."""
    if snapshot.root is None:
        return _answer(snapshot)
    asks = []
    for script in snapshot.root.iter("script"):
        address, query = script.get("url") or "", script.get("querydata") or ""
        if _UNIT in address and query:
            values = dict(_PAIR.findall(query))
            asks.append(_build(urljoin(snapshot.url, address), urlencode(values), snapshot.url, 1, 0))
    return Listing(more=tuple(dict.fromkeys(asks))[:_MOST_UNITS])


def _answer(snapshot: Snapshot) -> Listing:
    note = snapshot.ask.note
    items = tuple(json_items(read_json(snapshot.text), note.get("page", snapshot.url)))
    number, seen = int(note.get("number", "1")), int(note.get("seen", "0")) + len(items)
    count = max((int(value) for value in _COUNT.findall(snapshot.text)), default=0)
    # `count` is the number of entries on some servers and that of pages on others.
    more = len(items) >= SIZE or seen < count or (count < len(items) and number < count)
    if not items or not more or number >= MOST_PAGES or "unit" not in note:
        return Listing(items)
    return Listing(items, (_build(note["unit"], note["query"], note["page"], number + 1, seen),))


def _build(address: str, query: str, page: str, number: int, seen: int) -> Ask:
    parameters = urlencode({"paramJson": json.dumps({"pageNo": number, "pageSize": str(SIZE)})})
    memo = (("unit", address), ("query", query), ("page", page), ("number", str(number)), ("seen", str(seen)))
    headers = (("X-Requested-With", "XMLHttpRequest"), ("Referer", page))
    return Ask(f"{address}?{query}&{parameters}", headers=headers, memo=memo)


FAMILY = Family("jpaas", recognize, listing)
