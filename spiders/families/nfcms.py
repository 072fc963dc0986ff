"""NFCMS of Guangdong's cities, beside gkmlpt: articles `/zwgk/content/post_8961234.html`, lists `index_2.html`.

Tell by: those addresses (`mpost_` is the phone copy of the same page), `.news_cont_d_wrap`, `#zoomcon`.
"""

import re

from harvester.crawl.model import Family, Snapshot

_ADDRESS = re.compile(r"/content/(?:\d+/\d+/)?m?post_\d+\.html")
_MARKS = ("news_cont_d_wrap", "zoomcon", "nfcms")


def recognize(snapshot: Snapshot) -> float:
    """Addresses of articles, or containers of them."""
    if _ADDRESS.search(snapshot.addresses):
        return 0.85
    return 0.6 if snapshot.shows(_MARKS) else 0.0


FAMILY = Family("nfcms", recognize)
