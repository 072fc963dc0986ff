"""Sitemaps: the pages that a site names itself, as links without words."""

import re
from html import unescape

from harvester.page.model import Link

_LOCATION = re.compile(r"<loc>\s*(?:<!\[CDATA\[)?\s*([^<\s\]]+)", re.IGNORECASE)
MOST = 50_000
"""The limit of the format."""


def sitemap_links(text: str) -> tuple[Link, ...]:
    """Addresses in a sitemap or in an index of sitemaps.

    >>> [link.url for link in sitemap_links("<urlset><url><loc>http://a.gov.cn/zfxxgknb/</loc></url></urlset>")]
    ['http://a.gov.cn/zfxxgknb/']
    """
    found = (unescape(match.group(1)) for match in _LOCATION.finditer(text))
    return tuple(Link(url, "", place="list") for _, url in zip(range(MOST), found, strict=False))
