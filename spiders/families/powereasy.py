"""PowerEasy 动易 (counties of Jiangxi and elsewhere): `/Category_598/Index.aspx`, articles `/Item/88012.aspx`.

Tell by: those addresses, `PowerEasy`. Page 2 is `/Category_598/Index_2.aspx`, which the pager links.
"""

import re

from harvester.crawl.model import Family, Snapshot

_ADDRESS = re.compile(r"/Category_\d+/Index(?:_\d+)?\.aspx|/Item/\d+\.aspx", re.IGNORECASE)
_MARKS = ("powereasy", "sitefactory")


def recognize(snapshot: Snapshot) -> float:
    """Addresses of categories and items, or the name of the product."""
    if _ADDRESS.search(snapshot.addresses):
        return 0.88
    return 0.6 if snapshot.shows(_MARKS) else 0.0


FAMILY = Family("powereasy", recognize)
