"""大汉 Hanweb, module 政府信息公开: a table that `/module/xxgk/search.jsp` draws for a catalog of a unit.

Tell by: `/module/xxgk/` in the scripts, `divid`, `infotypeId` (the catalog), `area` (the unit), `jdid`. The list is a
POST with these values and the page in `currpage`, in the address and in the form alike; the answer is a table with
"共 3 页". The tree of catalogs links `index.html?number=<catalog>`, which counts where the script names no catalog.
"""

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from harvester.crawl.model import Ask, Family, Listing, Snapshot
from harvester.crawl.paging import MOST_PAGES
from harvester.page.links import page_links

SERVICE = "/module/xxgk/search.jsp"
_SERVICE = re.compile(r"[\w/.:-]*/module/xxgk/search\.jsp")
_VALUE = re.compile(
    r"\b(infotypeId|jdid|area|divid|standardXxgk|sortfield|vc_xxgkarea)[\"']?\s*[=:]\s*[\"']?([^\"'&<>\s;)}]*)",
    re.IGNORECASE,
)
_NAMES = {"infotypeid": "infotypeId", "vc_xxgkarea": "area", "standardxxgk": "standardXxgk"}
_PAGES = re.compile(r"共(?:\s|&nbsp;|<[^>]*>)*(\d+)(?:\s|&nbsp;|<[^>]*>)*页")
_IN_FORM_ONLY = ("infotypeId", "jdid", "area", "divid")
_EMPTY = ("vc_title", "vc_number", "vc_filenumber", "vc_all", "texttype", "fbtime")
_HEADERS = (
    ("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"), ("X-Requested-With", "XMLHttpRequest"),
)  # fmt: skip


def recognize(snapshot: Snapshot) -> float:
    """The module in the page's scripts, or an answer of it."""
    return 0.93 if "xxgk" in snapshot.ask.note or SERVICE in snapshot.text else 0.0


def listing(snapshot: Snapshot) -> Listing:
    """The request for the catalog of the page; of an answer its entries and the other pages."""
    note = snapshot.ask.note
    if "xxgk" in note:
        return _answer(snapshot, note)
    values = {_NAMES.get(name.lower(), name.lower()): value for name, value in reversed(_VALUE.findall(snapshot.text))}
    catalog = dict(parse_qsl(urlsplit(snapshot.url).query)).get("number")
    values |= {"infotypeId": catalog} if catalog else {}
    if not values.get("divid") and not values.get("infotypeId"):
        return Listing()
    found = _SERVICE.search(snapshot.text)
    service = urljoin(snapshot.url, found.group() if found else SERVICE)
    return Listing(more=(_ask(service, urlencode(values), snapshot.url, 1),))


def _answer(snapshot: Snapshot, note: dict[str, str]) -> Listing:
    links = page_links(snapshot.root, note["page"]) if snapshot.root is not None else ()
    pages = _PAGES.search(snapshot.text)
    last = min(int(pages[1]), MOST_PAGES) if pages and note["number"] == "1" else 1
    more = (_ask(note["xxgk"], note["values"], note["page"], number) for number in range(2, last + 1))
    return Listing(tuple(link._replace(place="list") for link in links), tuple(more))


def _ask(service: str, values: str, page: str, number: int) -> Ask:
    form = dict.fromkeys(_EMPTY, "") | dict(parse_qsl(values)) | {"currpage": str(number)}
    query = urlencode({name: value for name, value in form.items() if name not in _IN_FORM_ONLY})
    memo = (("xxgk", service), ("values", values), ("page", page), ("number", str(number)))
    return Ask(f"{service}?{query}", "POST", urlencode(form), (*_HEADERS, ("Referer", page)), memo)


FAMILY = Family("hanweb_xxgk", recognize, listing)
