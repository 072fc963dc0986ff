"""The links of a page as a reader sees them: text, place, date beside, heading above; fast enough for every page."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from urllib.parse import parse_qsl, urljoin, urlsplit, urlunsplit

from harvester.page.html import Element, parse_html, short_text
from harvester.page.model import AttachmentLink, Leads, Led, Link
from harvester.page.tree import Tree, read_tree
from harvester.text.dates import find_dates
from harvester.text.lines import fold_spaces

_PLACES = (
    ("breadcrumb", re.compile(r"crumb|dqwz|curpos|position|location|wz_path|ewb-loc|bread|weizhi|dangqian", re.I)),
    ("footer", re.compile(r"foot|bottom|copyright|yqlj|friend-?link|friendlink", re.I)),
    ("menu", re.compile(r"nav|menu|header|top(?:_|-|$|\s)|sidebar|side-?bar|\bleft|leftside|tree|toolbar|logo", re.I)),
    ("list", re.compile(r"list|news|conlist|lb\b|default_pgContainer|page-?content|gl_list|xxgk", re.I)),
)
_PLACE_TAGS = {"nav": "menu", "header": "menu", "footer": "footer", "aside": "menu"}
_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "dt", "caption", "legend"})
_ITEM_TAGS = frozenset({"li", "tr", "dd", "dl", "p"})
_INHERITED = _ITEM_TAGS | _PLACE_TAGS.keys()
_LINK_TAGS = _HEADING_TAGS | {"a", "area", "iframe", "frame", "object", "embed", "option", "script"}
_CRUMB_TEXT = re.compile(r"位置|首页\s*(?:>|»|›|-)")
_SCRIPT_STRING = re.compile(r"""'((?:[^'\\\n]|\\.){4,4000})'|"((?:[^"\\\n]|\\.){4,4000})\"""")
_FILE_PATH = re.compile(
    r"[\w./:~%?=&()（）\u4e00-\u9fff-]{1,300}\.(?:pdf|docx?|wps|xlsx?|et|ofd|zip|rar|7z)", re.IGNORECASE
)
_FILE_NAME = re.compile(r"\.(pdf|docx?|wps|xlsx?|et|pptx?|ofd|zip|rar|7z|txt|csv)$", re.IGNORECASE)
_FILE_ENDING = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|ofd|zip|rar)\b", re.IGNORECASE)
_DOWNLOAD = re.compile(r"downfile\.jsp|/download\.(?:jsp|do|action)|downloadfile|attach(?:ment)?/down|fileid=", re.I)
_VIEWER = re.compile(r"view|pdf\.?js|reader|flip|/(?:show|open)(?:pdf|doc|file)", re.IGNORECASE)
_MAY_BE_FILE = re.compile(
    r"\.(?:pdf|docx?|wps|xlsx?|et|pptx?|ofd|zip|rar|7z|txt|csv)|down|attach|fileid=", re.IGNORECASE
)
"""A quick look at every link before its address is taken apart."""
_NO_NAME = re.compile(
    r"[\[【(（]?(?:点击|点此|我要|在线)?(?:下载|查看|详情|详细|预览|阅读|打开|浏览|附件|pdf|word|doc|全文)"
    r"(?:版|文件|附件|详情|全文|下载|查看|预览|阅读|打开)?[\]】)）]?(?:>{1,2}|›|»)?",
    re.IGNORECASE,
)
"""Words to click that do not say what they lead to."""
_NUMBER = re.compile(r"[\d\s.、-]{1,12}")
_YEARLY = re.compile("年报|报告|公开")
_MOST_CELLS = 12
_YEAR_ALONE = re.compile(r"(?:19|20)\d{2}\s?年?度?")
_CODE_FRAGMENT = re.compile(r"^!?/|^\d{3,}$")
_LINE_BREAKS = re.compile(r"[\t\r\n]")
_UNSAFE = re.compile(r"^\s*(?:javascript|mailto|tel|data|about|vbscript|file|ftp)\s*:", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d|二[〇○零Ｏ0]")
_MOST_LINKS = 20_000
_LONGEST_ADDRESS = 2_000
_LONGEST_TEXT = 500


def page_links(root: Element, base_url: str | None) -> tuple[Link, ...]:
    """Every link of a page once for each text that it has, in document order; script lists follow.

    Args:
        root: the parsed page.
        base_url: its address; a `<base href>` in the page is applied to it.
    """
    return tree_links(read_tree(root), base_url)


def tree_links(tree: Tree, base_url: str | None) -> tuple[Link, ...]:
    """`page_links` of a page whose elements were asked before."""
    found: dict[tuple[str, str], Link] = {}
    for link in _all_links(tree, _base(tree.elements[0], base_url)):
        found.setdefault((link.url, link.text), link)
        if len(found) >= _MOST_LINKS:
            break
    return tuple(found.values())


def tree_leads(tree: Tree, base_url: str | None) -> Leads:
    """The links and files of a page, to be found when they are asked for."""

    def find() -> Led:
        links = tree_links(tree, base_url)
        return links, page_attachments(tree.elements[0], base_url, links)

    return Leads(find)


class _Around(NamedTuple):
    """What an element inherits: where it stands, whether it is hidden, and its list item."""

    place: str
    hidden: bool
    item: Element | None


def _all_links(tree: Tree, base: str) -> Iterator[Link]:
    heading = ""
    items: dict[Element, str] = {}
    for at, around in _link_places(tree):
        element, tag, attributes = tree.elements[at], tree.tags[at], tree.attributes[at]
        if tag in _HEADING_TAGS:
            heading = fold_spaces(short_text(element, 60))[:60] or heading
        elif tag == "script":
            if code := tree.texts[at]:
                yield from _script_links(code, base)
        elif tag == "option":
            if "/" in attributes.get("value", "") and (url := absolute(base, attributes["value"])):
                yield Link(url, _text(element), place="menu", context=heading)
        elif tag in ("object", "embed"):
            url = absolute(base, attributes.get("data") or attributes.get("src"))
            if url and _FILE_NAME.search(url.partition("?")[0]):
                yield _link(element, url, heading, around, items)
        elif url := absolute(base, attributes.get("href") or (attributes.get("src") if tag != "a" else None)):
            yield _link(element, shown_file(url) or url, heading, around, items)


def _link_places(tree: Tree) -> Iterator[tuple[int, _Around]]:
    """Every element that may lead somewhere or heads what does, with what it inherits; the innermost place counts."""
    count = len(tree.tags) + 1  # the last entry is what stands above the root, whose index is -1
    places, items = [""] * count, [-1] * count
    for at, (tag, parent, name) in enumerate(zip(tree.tags, tree.parents, tree.names, strict=True)):
        place, item = places[parent], items[parent]
        if name:
            place = _named_place(name) or place
        if tag in _INHERITED:
            place = _PLACE_TAGS.get(tag) or place
            item = at if tag in _ITEM_TAGS else item
        places[at], items[at] = place, item
        if tag in _LINK_TAGS:
            yield at, _Around(place, tree.hidden[at], tree.elements[item] if item >= 0 else None)


def _base(root: Element, base_url: str | None) -> str:
    element = root.find(".//base[@href]")
    href = (element.get("href") or "").strip() if element is not None else ""
    try:
        return urljoin(base_url or "", href)
    except ValueError:
        return base_url or ""


def absolute(base: str, address: str | None) -> str | None:
    """The absolute address a link leads to, None for none (scripts, mail, an empty fragment, a broken address).

    >>> absolute("http://a.gov.cn/x/index.html", "./t1.html"), absolute("http://a.gov.cn/", "javascript:;")
    ('http://a.gov.cn/x/t1.html', None)
    >>> absolute("http://a.gov.cn/gkmlpt/index", "#2629")
    'http://a.gov.cn/gkmlpt/index#2629'
    >>> absolute("http://a.gov.cn/x/", "..\\\\nb\\\\1.html")
    'http://a.gov.cn/nb/1.html'
    """
    return _absolute(base, address) if address and len(address) <= _LONGEST_ADDRESS else None


@lru_cache(maxsize=65_536)
def _absolute(base: str, address: str) -> str | None:
    address = _LINE_BREAKS.sub("", address).strip()
    path, mark, query = address.partition("?")
    address = path.replace("\\", "/") + mark + query  # as browsers read an address that was typed on Windows
    if not address or address in ("#", "http://", "https://") or _UNSAFE.match(address):
        return None
    try:
        parts = urlsplit(urljoin(base, address))
        if parts.scheme not in ("http", "https", "") or (parts.scheme and not parts.hostname):
            return None
    except ValueError:
        return None
    fragment = parts.fragment if _CODE_FRAGMENT.match(parts.fragment) else ""
    if not fragment and address.startswith("#"):
        return None
    return urlunsplit((parts.scheme, parts.netloc, parts.path, parts.query, fragment))


@lru_cache(maxsize=4_096)
def shown_file(url: str) -> str | None:
    """The file that a viewer's page is to show, which is named in its address; None for any other address.

    >>> shown_file("http://a.gov.cn/pdfjs/web/viewer.html?file=/upload/nb.pdf")
    'http://a.gov.cn/upload/nb.pdf'
    >>> shown_file("http://a.gov.cn/view.jsp?id=3"), shown_file("http://a.gov.cn/download.jsp?file=nb.pdf")
    (None, None)
    """
    path, _, query = url.partition("?")
    if not _FILE_ENDING.search(query) or not _VIEWER.search(path) or _DOWNLOAD.search(url):
        return None
    values = (value for _, value in parse_qsl(query) if _FILE_NAME.search(value.partition("?")[0]))
    return absolute(url, next(values, None))


def _link(element: Element, url: str, heading: str, around: _Around, items: dict[Element, str]) -> Link:
    text, title = _text(element), fold_spaces(element.get("title") or "")
    stem = text.rstrip(".…· ")
    if title and len(title) > len(text) and (not text or title.startswith(stem[: max(4, len(stem) - 3)])):
        text = title
    if not title and around.item is not None and _NO_NAME.fullmatch(text):
        title = _row_words(around.item)
    place = "hidden" if around.hidden else around.place
    if not place:
        place = "list" if around.item is not None and around.item.tag in ("li", "tr", "dd") else "body"
    heading = _row_heading(around.item) or heading
    return Link(url, text, title, place, _date_beside(element, around.item, text, items), heading)  # type: ignore[arg-type]


def _row_heading(item: Element | None) -> str:
    """The year that stands alone in the first cell of a row."""
    first = next(iter(item.iter("th", "td")), None) if item is not None and item.tag == "tr" else None
    text = fold_spaces(first.text or "") if first is not None else ""
    return text if _YEAR_ALONE.fullmatch(text) else ""


def _row_words(item: Element) -> str:
    """What the row says in which a link is the only one and says itself no more than 下载."""
    links = [link for link in item.iter("a") if link.get("href")]
    cells = list(item.iter("td", "th")) if item.tag == "tr" else [item]
    if len(cells) > _MOST_CELLS or any(not _NO_NAME.fullmatch(_text(link)) for link in links):
        return ""
    words = (fold_spaces(short_text(cell, 120).replace("\n", " ")) for cell in cells)
    named = [text for text in words if text and not (_NO_NAME.fullmatch(text) or _NUMBER.fullmatch(text))]
    return " ".join(text for text in named if not find_dates(text) or _YEARLY.search(text))[:_LONGEST_TEXT]


def _text(element: Element) -> str:
    text = fold_spaces(short_text(element, _LONGEST_TEXT).replace("\n", " "))
    if not text:  # a picture, or a part of one
        image = element if element.tag == "area" else element.find(".//img")
        text = fold_spaces((image.get("alt") or image.get("title") or "") if image is not None else "")
    return text[:_LONGEST_TEXT]


@lru_cache(maxsize=8_192)
def _named_place(name: str) -> str:
    """The place that the id and classes of an element name, `""` for none."""
    return next((place for place, pattern in _PLACES if pattern.search(name)), "") if name else ""


def _date_beside(element: Element, item: Element | None, text: str, items: dict[Element, str]) -> str | None:
    """The date printed in the link's list item, outside its text."""
    around = item if item is not None else element.getparent()
    if around is None:
        return None
    if around not in items:
        links = sum(1 for _ in islice(around.iter("a"), 6))
        items[around] = " ".join(map(str, islice(around.itertext(), 60)))[:600] if links <= 4 else ""
    words = items[around] or (element.tail or "")[:80]
    return date_in(words.replace(text, " ", 1)) if _YEAR.search(words) else None


def date_in(words: str) -> str | None:
    """The first date in a few words, `[2023-01-20]`, `2023.01.20` and `2023/01/20` too."""
    found = find_dates(words)
    if found:
        return found[0][2]
    match = re.search(r"(?<!\d)(20\d\d)[./](\d{1,2})[./](\d{1,2})(?!\d)", words)
    if match and (dates := find_dates(f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}")):
        return dates[0][2]
    return None


def _script_links(code: str, base: str) -> Iterator[Link]:
    """Links in a data store of list items, and in strings that a script writes into the page."""
    if "<![CDATA[" in code:
        for record in _records(code):
            yield from _fragment_links(record, base)
        return
    if "<a" not in code.lower():
        return
    for match in _SCRIPT_STRING.finditer(code[:400_000]):
        text = (match[1] or match[2] or "").replace("\\/", "/").replace('\\"', '"').replace("\\'", "'")
        if "<a" in text.lower() and "href" in text.lower():
            yield from _fragment_links(text, base)


def _records(code: str) -> Iterator[str]:
    """The CDATA parts of a data store: one list item each."""
    end = 0
    while (start := code.find("<![CDATA[", end)) >= 0 and (end := code.find("]]>", start)) >= 0:
        yield code[start + 9 : end]


def _fragment_links(markup: str, base: str) -> Iterator[Link]:
    if "<" not in markup or len(markup) > 200_000:
        return
    root = parse_html(f"<div>{markup}</div>")
    for element in root.iter("a"):
        url = absolute(base, element.get("href"))
        if url:
            yield _link(element, url, "", _Around("script", False, _item_of(element)), {})


def _item_of(element: Element) -> Element | None:
    """The list item around a link of a fragment."""
    return next((above for above in element.iterancestors() if above.tag in _ITEM_TAGS), None)


def page_attachments(root: Element, base_url: str | None, links: tuple[Link, ...]) -> tuple[AttachmentLink, ...]:
    """Files that a page offers: links to documents, download scripts, and names in script strings."""
    base = _base(root, base_url)
    found: dict[str, AttachmentLink] = {}
    for link in links:
        if link.place in ("menu", "footer") or not (_MAY_BE_FILE.search(link.url) or _MAY_BE_FILE.search(link.text)):
            continue
        name = _file_name(link)
        if name:
            found.setdefault(link.url, AttachmentLink(link.url, name))
    for script in root.iter("script"):
        code = script.text or ""
        if _FILE_ENDING.search(code):
            for url in _script_files(code, base):
                found.setdefault(url, AttachmentLink(url, url.rsplit("/", 1)[-1]))
    return tuple(found.values())


def _file_name(link: Link) -> str | None:
    """The name of the file that a link leads to, None when it leads to a page."""
    try:
        path = urlsplit(link.url).path
    except ValueError:
        return None
    if _FILE_NAME.search(path):
        return link.text if _FILE_NAME.search(link.text) else (link.text or path.rsplit("/", 1)[-1])
    query = _FILE_NAME.search(urlsplit(link.url).query.split("&")[-1])
    if _DOWNLOAD.search(link.url) or query or _FILE_NAME.search(link.text):
        return link.text or link.url.rsplit("=", 1)[-1]
    return None


def _script_files(code: str, base: str) -> Iterator[str]:
    """Addresses of documents named in the string constants of a script."""
    for match in _SCRIPT_STRING.finditer(code[:400_000]):
        text = match[1] or match[2] or ""
        if "." not in text or "<a" in text.lower():
            continue  # links in a string are read as links, with their texts
        for piece in re.split(r"[;,|]|<[^>]*>", text.replace("\\/", "/")):
            candidate = piece.strip()
            if _FILE_PATH.fullmatch(candidate):
                url = absolute(base, candidate)
                if url:
                    yield url
