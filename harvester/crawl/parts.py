"""Where the rest of an article stands: its further pages, and the page that is shown inside it."""

import re
from urllib.parse import parse_qsl, urljoin, urlsplit

from harvester.crawl.model import Snapshot
from harvester.crawl.paging import call_pages, page_call
from harvester.crawl.urls import normalize
from harvester.page.html import Element
from harvester.page.links import shown_file
from harvester.page.tree import is_hidden

MOST_PARTS = 30
"""Of one article; a report has three or four at most, a longer row of pages is a list."""
MOST_FRAMES = 3
_WORDS = re.compile(
    r"[\s\[【(（]*(?:[下后]\s*一?\s*页|余下全文|next(?:\s?page)?|>{1,2}|[»›]|第?\s*(?:\d{1,3}|[二三四五六七八九十]{1,3})\s*页?)"
    r"[\s\]】)）>»›]*",
    re.IGNORECASE,
)
_PAGE_NAME = re.compile(r"^(?:page(?:_?no|num|index|number|id)?|(?:cur(?:rent)?|now)page|pn|p)$", re.IGNORECASE)
_FIRST = re.compile(r"[_-][01]$")
_COUNTED = re.compile(r"[_-](?P<number>\d{1,3})$")
# What stands in the source (in lower case) where the address of a further page does: a page call, the number of a page
# in a query, or the pieces from which a script puts an address together. Each pattern begins with a fixed text where it
# can, for which Python looks ten times as fast.
_GOES_ON = tuple(
    re.compile(pattern)
    for pattern in (
        "createpage", r"""page(?:_?no|num|index|number|id)?=[\d"']""", r"""pn=[\d"']""", r"""\?p=[\d"']""",
        r"""&p=[\d"']""", r"""&amp;p=[\d"']""", r"""["']p=[\d"']""",
        r"""["'][_-](?:\d{1,3}\.|["'])""",
    )
)  # fmt: skip
_NUMBERED = re.compile(r"""(?:[_-][01])?[_-](?:\d{1,3}\.|["'])""")
_PLAIN = re.compile(r"[\w.~-]+", re.ASCII)
_FILE = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|ofd|zip|rar|jpe?g|png|gif|swf|mp4|js)$", re.IGNORECASE)
_WIDGET = re.compile(
    r"(?:^|[/_.?=-])(?:top|head(?:er)?|foot(?:er)?|left|nav|menu|banner|share|login|search|weather|tianqi|count(?:er)?|tongji"
    r"|comment|ad|ads|map|video|player|vote|jiucuo|related|hot|date|calendar|blank)(?:$|[/_.?=&\d-])",
    re.IGNORECASE,
)


def following_parts(page: Snapshot, first: str) -> tuple[str, ...]:
    """Addresses of the further pages of an article, in order, as this page of it tells them.

    Both must agree: the words of a link (下一页, 2, 第二页) or a page call, and an address that is the article's own
    with a number more. A list goes on in the same way, so the caller must know that the page is no list.

    Args:
        page: the first page of the article, or one of its further pages.
        first: address of the first page.
    """
    links = (link for link in page.links if _WORDS.fullmatch(link.text))
    found = [url for link in links if (url := normalize(link.url))]
    call = page_call(page.text) if page.url == first else None  # how it counts shows on the first page only
    if call and call.stem in (_stem(first), _FIRST.sub("", _stem(first))):
        found += [ask.url for ask in call_pages(call, urljoin(first, f"{call.stem}.{call.extension}"))]
    numbered = {url: number for url in found if (number := part_number(url, first)) is not None}
    return tuple(sorted(numbered, key=lambda url: numbered[url]))[:MOST_PARTS]


def may_go_on(text: str, first: str) -> bool:
    """False when nothing in the source of a page can lead to a further page of its article; see `following_parts`.

    >>> may_go_on('<a href="77.html">', "http://a.gov.cn/77.html"), may_go_on('"77_2.html"', "http://a.gov.cn/77.html")
    (False, True)
    """
    stem = _FIRST.sub("", _stem(first))
    source = text.lower()
    if not _PLAIN.fullmatch(stem) or any(pattern.search(source) for pattern in _GOES_ON):
        return True
    return any(_NUMBERED.match(text, found.end()) for found in re.finditer(re.escape(stem), text))


def part_number(url: str, first: str) -> int | None:
    """The number that makes one address a further page of the article at the other; None when it is none.

    >>> first = "http://a.gov.cn/nb/t2023_77.html"
    >>> part_number("http://a.gov.cn/nb/t2023_77_2.html", first), part_number("http://a.gov.cn/nb/t2023_78.html", first)
    (2, None)
    """
    one, other = urlsplit(first), urlsplit(url)
    if one.netloc.lower() != other.netloc.lower():
        return None
    if one.path == other.path:
        return _query_number(one.query, other.query)
    if one.query != other.query or one.path.rpartition("/")[0] != other.path.rpartition("/")[0]:
        return None
    stem, other_stem = _stem(first), _stem(url)
    if one.path.rpartition(".")[2] != other.path.rpartition(".")[2] or not stem:
        return None
    for start in (stem, _FIRST.sub("", stem)):
        match = _COUNTED.fullmatch(other_stem.removeprefix(start)) if other_stem.startswith(start) else None
        if match and int(match["number"]) > 0 and other_stem != stem:
            return int(match["number"])
    return None


def _query_number(one: str, other: str) -> int | None:
    """The page that the second query asks for, when it is the first one but for its page parameter."""
    rest, asked = [], None
    for name, value in parse_qsl(other, keep_blank_values=True):
        if _PAGE_NAME.match(name) and value.isdigit() and asked is None:
            asked = int(value)
        else:
            rest.append((name, value))
    own = [pair for pair in parse_qsl(one, keep_blank_values=True) if not _PAGE_NAME.match(pair[0])]
    return asked if asked is not None and asked > 1 and rest == own else None


def _stem(url: str) -> str:
    name = urlsplit(url).path.rpartition("/")[2]
    return name.rpartition(".")[0] or name


def frames(page: Snapshot) -> tuple[str, ...]:
    """Addresses of the pages that are shown inside this one: neither files nor widgets nor hidden ones."""
    found: list[str] = []
    for element in page.root.iter("iframe", "frame") if page.root is not None else ():
        url = normalize(element.get("src") or element.get("data-src") or "", page.url)
        if url is None or shown_file(url) or url == page.url or not url.startswith(("http://", "https://")):
            continue
        path = urlsplit(url).path
        is_text = not (_FILE.search(path) or _WIDGET.search(path.rpartition("/")[2]))
        if is_text and not (is_hidden(element) or _is_small(element)):
            found.append(url)
    return tuple(dict.fromkeys(found))[:MOST_FRAMES]


def _is_small(element: Element) -> bool:
    """Whether an element is too small to read a report in."""
    sizes = (re.fullmatch(r"\s*(\d+)(?:px)?\s*", element.get(name) or "") for name in ("width", "height"))
    return any(size is not None and int(size[1]) < 100 for size in sizes)
