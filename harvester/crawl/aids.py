"""Where to look on a site whose links lead to no report column: site map, own search, menu scripts, usual paths."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal
from urllib.parse import urlsplit

from harvester.crawl.forms import search_asks
from harvester.crawl.model import Ask, Lead, Snapshot
from harvester.crawl.titles import fold
from harvester.crawl.urls import normalize
from harvester.page.links import absolute
from harvester.report.formats import load_formats

MENU, MAP, SITEMAP, SEARCH, HINT, SPECIAL, USUAL = 0.64, 0.62, 0.6, 0.31, 0.3, 0.29, 0.045
"""Scores, by how often each helps and how many requests it costs: what a sitemap names comes after the sitemap, further
parts of the site's own portal before paths that are only usual elsewhere."""
MOST_PARENTS, MOST_BELOW = 2, 6
# Where portals of unknown families keep the reports, likeliest first.
USUAL_PATHS = (
    "/zwgk/zfxxgk/zfxxgknb/", "/zfxxgk/zfxxgknb/", "/zwgk/zfxxgknb/", "/xxgk/zfxxgknb/", "/xxgk/xxgknb/",
    "/zfxxgknb/", "/zfxxgk/", "/xxgk/", "/zwgk/", "/gkmlpt/annualreport",
)  # fmt: skip

_MAP_WORDS = re.compile(r"^(?:本?(?:网站|站点|网页|站内|本站)(?:地图|导航|导览)|site ?map)$", re.IGNORECASE)
_MAP_PATH = re.compile(r"/(?:wzdt|zddt|site_?map|wangzhanditu)(?:/|\.s?html?|\.jspx?|\.aspx?|$)", re.IGNORECASE)
_SPECIAL_WORDS = re.compile(
    r"^(?:热点|重点|网上|更多|特色|历史|往期|政务|公开)?(?:专题|专栏)(?:专栏|专题|集锦|报道|汇总|栏目|列表)?$"
)
"""Pages on special subjects, among which some sites put the yearly reports."""
_MENU_FILE = re.compile(
    r"(?:^|[/_.-])(?:menus?|nav(?:i|igation|bar)?|daohang|tree|left|head(?:er)?|top|lanmu|lm|columns?|channels?|catalog"
    r"|xxgk|zwgk)(?=[\w.-]*\.js$)",
    re.IGNORECASE,
)
_LIBRARY = re.compile(
    r"jquery|bootstrap|swiper|layui|layer|echarts|vue[.-]|axios|polyfill|vendor|runtime|require|zepto|wow\.|html5|respond"
    r"|base64|md5|crypt|big5|chinese|weather|share|tongji|count|hits|clicks?\b|visit|hm\.js|wza|barrier|weixin|pinyin|swfobject|slide|marquee"
    r"|player|video|calendar|date|modernizr|lazyload|shim|json2|png|scroll|element-ui|antd|react|angular|gray|search",
    re.IGNORECASE,
)
_FOLDER_HINT = re.compile(r"[a-z]{4,}")


def aids(page: Snapshot, lead: Lead) -> Iterator[Lead]:
    """What a page offers beside its links, as requests to be made when those have led nowhere."""
    if page.root is None:
        return
    for link in page.links:
        url = normalize(link.url)
        if url and (_MAP_WORDS.match(fold(link.text or link.title)) or _MAP_PATH.search(urlsplit(url).path)):
            yield _aid(Ask(url), lead, "probe", MAP, "site map")
        elif url and _SPECIAL_WORDS.match(fold(link.text)):
            yield _aid(Ask(url), lead, "probe", SPECIAL, "special subjects")
    for ask in script_files(page):
        if _MENU_FILE.search(urlsplit(ask.url).path):
            yield _aid(ask, lead, "script", MENU, "script of the menu")
    for ask in search_asks(page.root, page.url):
        yield _aid(ask, lead, "probe", SEARCH, "search of the site")


def _aid(ask: Ask, lead: Lead, role: Literal["probe", "script"], score: float, reason: str) -> Lead:
    return Lead(ask, lead.site_id, role, score, (reason,), lead.depth + 1, parent=lead.ask.url)


def script_files(page: Snapshot) -> tuple[Ask, ...]:
    """Script files of a page in their order, libraries left out; the memo says in which page they stand."""
    found: dict[str, Ask] = {}
    for script in page.root.iter("script") if page.root is not None else ():
        url = normalize(absolute(page.url, script.get("src")) or "")
        if url and not _LIBRARY.search(urlsplit(url).path.rpartition("/")[2]):
            found.setdefault(url, Ask(url, memo=(("script", page.url),)))
    return tuple(found.values())


def usual_paths(folders: Iterable[str]) -> tuple[str, ...]:
    """Guessed paths: those below folders of the site's own portal, then those of most portals.

    Args:
        folders: folders of pages that were searched and belong to the disclosure portal.
    """
    parents = list(dict.fromkeys(folders))[:MOST_PARENTS]
    below = [f"{parent}{name}/" for name in _folder_names() for parent in parents]
    return tuple(dict.fromkeys((*below[:MOST_BELOW], *USUAL_PATHS)))


@cache
def _folder_names() -> tuple[str, ...]:
    """Names of report folders that were seen on real sites (`url_hints` of the reference)."""
    hints = (str(row["text"]) for row in load_formats().recognition["url_hints"])
    return tuple(hint for hint in hints if _FOLDER_HINT.fullmatch(hint))
