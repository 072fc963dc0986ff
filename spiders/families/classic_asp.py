"""Classic ASP and other small scripts of the same build (`list.asp?classid=18&page=2`, `show.asp?id=7`).

Tell by: most links of the page are addresses of `.asp` scripts. Pagers are links, select boxes or functions that set
the page parameter; all three are read for every family.
"""

import re
from urllib.parse import urlsplit

from harvester.crawl.model import Family, Snapshot

_SCRIPT = re.compile(r"\.asp$", re.IGNORECASE)
_SHARE = 0.5


def recognize(snapshot: Snapshot) -> float:
    """The share of links that lead to scripts."""
    if ".asp" not in snapshot.addresses.lower():
        return 0.0
    paths = [urlsplit(link.url).path for link in snapshot.links]
    scripts = sum(bool(_SCRIPT.search(path)) for path in paths)
    return 0.5 if scripts and scripts >= _SHARE * len(paths) else 0.0


FAMILY = Family("classic_asp", recognize)
