"""Sitemaps: the pages that a site names itself, as links without words."""

import re
from html import unescape

from harvester.page.model import Link

_LOCATION = re.compile(r"<loc>\s*(?:<!\[CDATA\[)?\s*([^<\s\]]+)", re.IGNORECASE)
_INDEX = re.compile(r"<sitemapindex\b.*", re.IGNORECASE | re.DOTALL)
_PROMISING = re.compile(r"gk|gov|open|public|nb|report|column|channel|list", re.IGNORECASE)
MOST_SITEMAPS = 8
"""Sitemaps of an index that are read, those first that are named like the disclosure portal."""
MOST = 50_000
"""The limit of the format."""


def sitemap_links(text: str) -> tuple[Link, ...]:
    """Addresses in a sitemap or in an index of sitemaps.

    >>> [link.url for link in sitemap_links("<urlset><url><loc>http://a.gov.cn/zfxxgknb/</loc></url></urlset>")]
    ['http://a.gov.cn/zfxxgknb/']
    """
    found = (unescape(match.group(1)) for match in _LOCATION.finditer(text))
    return tuple(Link(url, "", place="list") for _, url in zip(range(MOST), found, strict=False))


def further_sitemaps(text: str) -> tuple[str, ...]:
    """Sitemaps that an index of sitemaps names, the promising first.

    >>> further_sitemaps("<sitemapindex><sitemap><loc>http://a.gov.cn/xxgk.xml</loc></sitemap></sitemapindex>")
    ('http://a.gov.cn/xxgk.xml',)
    """
    if not _INDEX.search(text[:2000]):
        return ()
    found = dict.fromkeys(unescape(match.group(1)) for match in _LOCATION.finditer(text))
    return tuple(sorted(found, key=lambda url: not _PROMISING.search(url.rpartition("/")[2])))[:MOST_SITEMAPS]
