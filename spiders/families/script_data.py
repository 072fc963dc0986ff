"""Lists and trees that a page carries in its own script: `var listData = [{title: …, url: …}]`, nodes of zTree,
rows of texts: `[["2022年报", "/nb/2022.html", "2023-01-20"]]`.

Tell by: objects in a script that have a title and an address. Nothing needs to be asked for.
"""

import re
from collections.abc import Iterator

from harvester.crawl.jsvalues import LARGEST
from harvester.crawl.model import Family, Listing, Snapshot
from harvester.page.model import Link
from spiders.families._markup import item_link, row_link, script_nodes, script_rows

_KEYS = re.compile(r"""(?:url|href|link|path)\w*["']?\s*:""", re.IGNORECASE)
_ADDRESS = re.compile(r"\.(?:s?html?|jspx?|aspx?|php|pdf|docx?)\b")
_CALLS = frozenset({"success", "dataType", "beforeSend", "method"})
_MOST = 3000


def recognize(snapshot: Snapshot) -> float:
    """Surer than that a service is called, less sure than every family."""
    return 0.38 if next(_items(snapshot), None) else 0.0


def listing(snapshot: Snapshot) -> Listing:
    """The objects as links."""
    return Listing(tuple(link for link, _ in zip(_items(snapshot), range(_MOST), strict=False)))


def _items(snapshot: Snapshot) -> Iterator[Link]:
    codes = (code for code in snapshot.scripts if len(code) <= LARGEST and _KEYS.search(code))
    for node in script_nodes(codes):
        link = None if _CALLS & node.keys() else item_link(node, snapshot.url)
        if link is not None:
            yield link
    for row in script_rows(code for code in snapshot.scripts if _ADDRESS.search(code)):
        if (link := row_link(row, snapshot.url)) is not None:
            yield link


FAMILY = Family("script_data", recognize, listing)
