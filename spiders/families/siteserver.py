"""SiteServer (百容千域): `/channels/2146.html`, `/contents/2146/133484.html`.

Tell by: those addresses, `/sitefiles/`, `var $pageInfo`. Page 2 is `/channels/2146_2.html`; the pager links it.
"""

import re

from harvester.crawl.model import Family, Snapshot

_ADDRESS = re.compile(r"/channels/\d+(?:_\d+)?\.html|/contents/\d+/\d+\.html")
_MARKS = ("/sitefiles/", "stltree_", "stldozoom")
_PAGER = re.compile(r"\$pageInfo\s*=", re.IGNORECASE)


def recognize(snapshot: Snapshot) -> float:
    """Addresses of channels, or marks of the system."""
    if _ADDRESS.search(snapshot.addresses):
        return 0.9
    return 0.6 if snapshot.shows(_MARKS) or _PAGER.search(snapshot.text) else 0.0


FAMILY = Family("siteserver", recognize)
