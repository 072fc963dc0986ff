"""Sites whose addresses are identifiers: Shanghai (`/20230119/<32 hex>.html`), Hebei (`/columns/<uuid>/…/<uuid>.html`).

Tell by: those addresses. Words of links and the page's own tags must say what is what; paging is by links or scripts.
"""

import re

from harvester.crawl.model import Family, Snapshot

_ADDRESS = re.compile(
    r"/\d{8}/[0-9a-f]{32}\.html|/columns/[0-9a-f]{8}-[0-9a-f-]{27}/|/nw\d+/nw\d+/(?:nw\d+/)*(?:index|u\w+)\.html"
)


def recognize(snapshot: Snapshot) -> float:
    """Addresses of articles and columns."""
    return 0.8 if _ADDRESS.search(snapshot.addresses) else 0.0


FAMILY = Family("identifiers", recognize)
