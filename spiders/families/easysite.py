"""EasySite / eportal (Beijing districts, the platform of Hebei): pages are numbers, `/eportal/ui?pageId=4133`.

Tell by: `/eportal/`, `easysite-news-text`, `id="easysiteText"`. Page n of a list is the same address with
`currentPage=n` and the `moduleId` (32 hexadecimal digits) of the list, which stands in the page. A pager that names the
addresses is read as any other; where it only counts (`共3页`), they are put together here.
"""

import re
from urllib.parse import urlencode, urljoin, urlsplit

from harvester.crawl.model import Ask, Family, Listing, Snapshot
from harvester.crawl.paging import MOST_PAGES

_MARKS = ("/eportal/ui", "/eportal/admin", "easysite", "eprotalcurrentpageid")
_PAGE = re.compile(r"(?:pageId[=\"':\s]+|eprotalCurrentPageId[^>]*value=[\"'])(\d+)")
_MODULE = re.compile(r"moduleId[=\"':\s]+([0-9a-f]{32})\b")
_NAMED = re.compile(r"currentPage=(?:[2-9]|\d{2,})")
_COUNT = re.compile(r"共\s*(?:<[^>]+>\s*)*(\d+)\s*(?:</[^>]+>\s*)*页|\b1\s*/\s*(\d+)\s*页?")


def recognize(snapshot: Snapshot) -> float:
    """Addresses of the portal or names of its parts."""
    return 0.9 if "/eportal/ui" in urlsplit(snapshot.url).path or snapshot.shows(_MARKS) else 0.0


def listing(snapshot: Snapshot) -> Listing:
    """The further pages of a list whose pager only counts."""
    page, module, count = (pattern.search(snapshot.text) for pattern in (_PAGE, _MODULE, _COUNT))
    own = _PAGE.search(urlsplit(snapshot.url).query)
    if module is None or count is None or _NAMED.search(snapshot.text) or "currentPage" in snapshot.url:
        return Listing()
    number = own or page
    if number is None:
        return Listing()
    last = min(int(count[1] or count[2]), MOST_PAGES)
    headers = (("Referer", snapshot.url),)
    asks = (
        Ask(urljoin(snapshot.url, f"/eportal/ui?{urlencode(_query(number[1], at, module[1]))}"), headers=headers)
        for at in range(2, last + 1)
    )
    return Listing(more=tuple(asks))


def _query(page: str, at: int, module: str) -> dict[str, str]:
    return {"pageId": page, "currentPage": str(at), "moduleId": module, "staticRequest": "yes"}


FAMILY = Family("easysite", recognize, listing)
