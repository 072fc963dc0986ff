"""龙讯 Lonsun (Anhui counties): one disclosure portal for all units, `/public/column/<organ>?type=4&catId=<column>`.

Tell by: comments `StartLabelHtml_…`, class `j-fontContent`, `/public/<organ>/<article>.html`, `/site/label/8888?…`.
Lists are pieces of markup that a script asks for: `labelName=publicInfoList` with `organId`, `catId`, `pageIndex`; the
answer is the list itself, so that the pages of a list are the same request with the next `pageIndex`.
"""

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from harvester.crawl.model import Ask, Family, Listing, Snapshot
from harvester.crawl.paging import MOST_PAGES

_MARKS = ("startlabelhtml_", "j-fontcontent", "lonsun", "/site/label/8888", "ls-article-", "ls-public-")
_ADDRESS = re.compile(r"/public/(?:column/\d+|\d{4,}/\d{4,}\.html)")
_LABEL = re.compile(r"[\w/.:-]*/site/label/8888\?[^\"'<>\s]*labelName=publicInfoList[^\"'<>\s]*", re.IGNORECASE)
_PAGES = re.compile(r"(?:pageCount|totalPage|pages)[\"']?\s*[:=]\s*[\"']?(\d+)", re.IGNORECASE)


def recognize(snapshot: Snapshot) -> float:
    """Addresses of the portal, or marks of the system."""
    if snapshot.shows(_MARKS):
        return 0.9
    return 0.8 if _ADDRESS.search(snapshot.addresses) else 0.0


def listing(snapshot: Snapshot) -> Listing:
    """The request of the list's script, page by page."""
    match = _LABEL.search(snapshot.text.replace("&amp;", "&"))
    address = urljoin(snapshot.url, match.group()) if match else snapshot.ask.note.get("label", "")
    if not address:
        return Listing()
    pages = max((int(number) for number in _PAGES.findall(snapshot.text)), default=1)
    first = 1 if match else 2
    page = snapshot.ask.note.get("page", snapshot.url)
    asks = (_page(address, number, page) for number in range(first, min(max(pages, first), MOST_PAGES) + 1))
    return Listing(more=tuple(asks) if match or pages > 1 else ())


def _page(address: str, number: int, page: str) -> Ask:
    parts = urlsplit(address)
    values = dict(parse_qsl(parts.query, keep_blank_values=True)) | {"pageIndex": str(number)}
    return Ask(urlunsplit(parts._replace(query=urlencode(values))), memo=(("label", address), ("page", page)))


FAMILY = Family("lonsun", recognize, listing)
