"""Epoint 新点 (offices of public resources, some counties): nested numbers, `/032001/032001001/moreinfo.html`.

Tell by: those addresses, articles `/<code>/<YYYYMMDD>/<uuid>.html`, `webBuilderCommon.js`, `pageView.js`. A list page
holds its newest entries; its pager names a JSON service with the code of the column, which `service` asks.
"""

import re

from harvester.crawl.model import Family, Snapshot

_ADDRESS = re.compile(
    r"/\d{6,}/(?:\d{6,}/)*(?:moreinfo|subpage|about|secondpage)\w*\.html|/\d{9,}/\d{8}/[0-9a-f-]{32,36}\.html"
)
_MARKS = ("webbuildercommon.js", "pageview.js", "ewb-front", "ewb-list", "ewb-info", "ewb-loc")


def recognize(snapshot: Snapshot) -> float:
    """Addresses of columns and articles, or scripts and classes of the builder."""
    if _ADDRESS.search(snapshot.addresses):
        return 0.9
    return 0.7 if snapshot.shows(_MARKS) else 0.0


FAMILY = Family("epoint", recognize)
