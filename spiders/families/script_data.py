"""Lists and trees that a page carries in its own script: `var listData = [{title: …, url: …}]`, nodes of zTree.

Tell by: objects in an inline script that have a title and an address. Nothing needs to be asked for.
"""

import re
from collections.abc import Iterator

from harvester.crawl.jsvalues import LARGEST
from harvester.crawl.model import Family, Listing, Snapshot
from harvester.page.model import Link
from harvester.page.scripts import unescape_script
from spiders.families._markup import item_link

_KEYS = re.compile(r"""(?:url|href|link|path)\w*["']?\s*:""", re.IGNORECASE)
_OBJECT = re.compile(r"\{[^{}]{10,3000}\}")
_PAIR = re.compile(r"""["']?([A-Za-z_]\w*)["']?\s*:\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(-?\d[\d.]*))""")
_CALLS = re.compile(r"\b(?:success|dataType|beforeSend|function)\b")
_MOST = 3000


def recognize(snapshot: Snapshot) -> float:
    """Surer than that a service is called, less sure than every family."""
    return 0.38 if next(_items(snapshot), None) else 0.0


def listing(snapshot: Snapshot) -> Listing:
    """The objects as links."""
    return Listing(tuple(link for link, _ in zip(_items(snapshot), range(_MOST), strict=False)))


def _items(snapshot: Snapshot) -> Iterator[Link]:
    for code in snapshot.scripts:
        if len(code) > LARGEST or not _KEYS.search(code):
            continue
        for match in _OBJECT.finditer(code):
            if _CALLS.search(match.group()):
                continue
            pairs = _PAIR.findall(match.group())
            node = {name: unescape_script(double or single) or plain for name, double, single, plain in pairs}
            link = item_link(node, snapshot.url)
            if link is not None:
                yield link


FAMILY = Family("script_data", recognize, listing)
