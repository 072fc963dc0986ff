"""博达 Visual SiteBuilder (Webber, vsb): `<slug>.htm`, articles `/info/<tree>/<id>.htm`.

Tell by: the comment "Announced by Visual SiteBuilder", `/system/resource/js/vsbscreen.min.js`, `_sitegray`. Further
pages lie in the folder `<slug>/<n>.htm` and count down, so only 下页 leads on. Trees of columns are written by script
from hidden anchors whose names stand in the script alone.
"""

import re

from harvester.crawl.model import Family, Listing, Snapshot
from harvester.page.links import absolute
from harvester.page.model import Link

_MARKS = re.compile(r"Visual SiteBuilder|/system/resource/js/|_sitegray|vsb_content|v_news_content")
_ARTICLE = re.compile(r"/info/\d+/\d+\.htm")
_NODE = re.compile(
    r"""WebFXTreeItem\(\s*['"](?:<[^>]*>)*([^<'"]+)(?:<[^>]*>)*['"]\s*,\s*document\.getElementById\(\\?["']([\w-]+)\\?["']\)"""
)


def recognize(snapshot: Snapshot) -> float:
    """Marks of the builder, or its addresses of articles."""
    if _MARKS.search(snapshot.text):
        return 0.9
    return 0.5 if _ARTICLE.search(snapshot.addresses) else 0.0


def listing(snapshot: Snapshot) -> Listing:
    """The nodes of the tree: names from the script, addresses from the hidden anchors."""
    names = {identifier: name.strip() for name, identifier in _NODE.findall(snapshot.text)}
    if not names or snapshot.root is None:
        return Listing()
    items = []
    for anchor in snapshot.root.iter("a"):
        url = absolute(snapshot.url, anchor.get("href"))
        if url and anchor.get("id") in names:
            items.append(Link(url, names[anchor.get("id")], place="menu"))
    return Listing(tuple(items))


FAMILY = Family("webber", recognize, listing, hints=("/xxgk/xxgknb.htm", "/xxgk1/xxgknb.htm", "/zwgk/xxgknb.htm"))
