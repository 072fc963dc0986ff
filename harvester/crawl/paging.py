"""How a list goes on: the next-page links that every site has in some form, and the page calls of scripts."""

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from harvester.crawl.model import Ask
from harvester.crawl.titles import fold
from harvester.page.model import Link

MOST_PAGES = 200
"""Of one column. A column of reports of a whole province has fewer; a counter that says more is wrong or endless."""

_NEXT = re.compile(
    r"^(?:(?:上|前)一?年度?|下一?页|后一?页|下页|向后|next(?:page)?|>|>>|»|›|(?:点击)?(?:加载|显示|查看)更多)$",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"^(?:[<>‹›«»]{1,4}|\d{1,3}|(?:上|下|前|后)一?(?:页|月|年|个月)|首页|第一页|尾页|末页|最后一?页|prev\w*|last|first)$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^(?:第)?(\d{1,3})页?$")
_CALL = re.compile(r"createPage(?:HTML|Html)\s*\(([^()]*)\)")
_EXTENSION = re.compile(r"^\.?(?:[sx]?html?|jspx?|aspx?|php)$", re.IGNORECASE)
_ARGUMENT = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|(-?\d+)|([\w.$]+))\s*(?:,|$)""")
_PAGE_NAMES = re.compile(r"^(?:page(?:no|num|index|number)?|cur(?:rent)?page|pn|p|paged|pageid|nowpage|page_no)$", re.I)


_OFFSET_NAMES = re.compile(r"^(?:start(?:record|index|row)?|offset|begin|skip|from|first|istart)$", re.IGNORECASE)
_SIZE_NAMES = re.compile(
    r"^(?:page_?size|size|limit|rows|per_?page|pre_?page|count|num|length|rn|show_?num)$", re.IGNORECASE
)
# Counters that scripts of static lists keep in variables or in an object, and how they name the files.
_COUNT = re.compile(
    r"""\b(?:countPage|page_?Count|total_?Pages?|m_nPageCount|pageTotal|allPages?|maxPage)["']?\s*[=:]\s*["']?(\d+)""",
    re.IGNORECASE,
)
_RECORDS = re.compile(
    r"""\b(?:m_nRecordCount|record_?Count|total_?Records?|rowCount)["']?\s*[=:]\s*["']?(\d+)""", re.IGNORECASE
)
_PAGE_SIZE = re.compile(
    r"""\b(?:m_nPageSize|page_?Size|per_?Page|pageRows)["']?\s*[=:]\s*["']?(\d+)""", re.IGNORECASE
)
_CURRENT = re.compile(
    r"""\b(?:m_nCurrPage|currentPage|curPage|pageIndex|current|nowPage)["']?\s*[=:]\s*["']?(\d+)""", re.IGNORECASE
)
_STEM = re.compile(
    r"""\b(?:m_sPageName|pageName|fileName|page_name|name|stem)["']?\s*[=:]\s*["'](\w+)["']""", re.IGNORECASE
)
_SUFFIX = re.compile(
    r"""\b(?:m_sPageExt|pageExt|fileExt|ext|suffix)["']?\s*[=:]\s*["']\.?([sx]?html?|jsp|aspx?|php)["']""",
    re.IGNORECASE,
)
_GLUED = re.compile(r"""["']([\w/]*?)(\w+)_["']\s*\+[^;]{0,40}?\+\s*["']\.([sx]?html?)""")


class PageCall(NamedTuple):
    """A `createPageHTML` call, its arguments told apart by their types."""

    pages: int
    current: int
    stem: str
    extension: str
    has_container: bool
    """An element is named first; calls of this form count from 1, those without from 0."""


def leads_on(text: str) -> bool:
    """True for the words of a link to a further page of a list: 下一页, », and numbers."""
    words = text.strip()
    number = _NUMBER.match(fold(words) or words)
    return bool(_NEXT.match("".join(words.split())) or (number and 1 < int(number.group(1)) <= MOST_PAGES))


@lru_cache(maxsize=16_384)
def turns(text: str) -> bool:
    """True for the words of any link of a pager or a calendar, back and forth.

    >>> [turns(words) for words in ("上一页", "12", "下月", "2023年年报")]
    [True, True, True, False]
    """
    return leads_on(text) or bool(_TURN.match("".join(text.split())))


def turns_pages(name: str, value: str) -> bool:
    """True for a parameter that counts the pages or the records of a list."""
    return value.isdigit() and bool(_PAGE_NAMES.match(name) or _OFFSET_NAMES.match(name))


def next_links(links: Iterable[Link]) -> Iterator[Link]:
    """Links to further pages of the list, by their words."""
    return (link for link in links if leads_on(link.text))


def page_call(text: str) -> PageCall | None:
    """The page call that a script makes; None when there is none or it says that there is one page.

    >>> page_call('createPageHTML(3, 0, "index", "html");')
    PageCall(pages=3, current=0, stem='index', extension='html', has_container=False)
    >>> page_call("createPageHTML('page_div',50, 1,'xwzx_list','shtml',1000);")
    PageCall(pages=50, current=1, stem='xwzx_list', extension='shtml', has_container=True)
    >>> page_call('createPageHTML(3, 0, "index", "htm", "10");').stem
    'index'
    """
    for match in _CALL.finditer(text):
        numbers, words = _arguments(match.group(1))
        at = next((at for at, word in enumerate(words) if at and _EXTENSION.match(word)), None)
        if at is None:
            continue
        if len(numbers) < 2:  # quoted, as file names are
            numbers = [int(word) for place, word in enumerate(words) if word.isdigit() and place != at - 1]
        counts = _pages_and_current(numbers)
        if counts is None or counts[0] < 2:
            continue
        has_container = any(not word.isdigit() for word in words[: at - 1])
        return PageCall(*counts, words[at - 1], words[at].lstrip("."), has_container)
    return None


def _pages_and_current(numbers: list[int]) -> tuple[int, int] | None:
    """The number of pages and that of this page stand side by side; rows may stand before or behind them.

    >>> _pages_and_current([50, 1, 1000]), _pages_and_current([12, 3, 1])
    ((50, 1), (3, 1))
    """
    pairs = list(pairwise(numbers))
    return next((pair for pair in pairs if pair[1] <= 1 <= pair[0]), pairs[0] if pairs else None)


def page_counter(text: str) -> PageCall | None:
    """The pages of a static list that a script counts in variables: their number, and what the files are called.

    >>> page_counter("var countPage = 3, currentPage = 0; next = 'index_' + n + '.html';")
    PageCall(pages=3, current=0, stem='index', extension='html', has_container=False)
    """
    current = _CURRENT.search(text)
    if current is None:
        return None
    count, glued = _COUNT.search(text), _GLUED.search(text)
    stem, suffix = _STEM.search(text), _SUFFIX.search(text)
    total = re.search(r"\btotal[\"']?\s*:\s*[\"']?(\d+)", text) if stem and suffix else None
    records, size = _RECORDS.search(text), _PAGE_SIZE.search(text)
    if count or total:
        pages = int((count or total)[1])  # type: ignore[index]
    elif records and size and int(size[1]):
        pages = -(-int(records[1]) // int(size[1]))
    else:
        return None
    names = (stem[1], suffix[1]) if stem and suffix else glued.groups()[1:] if glued else None
    if names is None or not pages >= 2:
        return None
    return PageCall(pages, int(current[1]), names[0], names[1], has_container=False)


def call_pages(call: PageCall, url: str) -> tuple[Ask, ...]:
    """The requests for the other pages that a page call stands for.

    The number in a file's name is the number that the script counts: on the first page, whose name has none, the
    current number tells whether the count starts at 0 or at 1.
    """
    is_first = urlsplit(url).path.rstrip("/").rpartition("/")[2] in ("", f"{call.stem}.{call.extension}")
    from_one = call.current == 1 if is_first else call.has_container
    first, last = (2, call.pages) if from_one else (1, call.pages - 1)
    names = (f"{call.stem}_{number}.{call.extension}" for number in range(first, min(last, MOST_PAGES) + 1))
    return tuple(Ask(urljoin(url, name)) for name in names)


def _arguments(text: str) -> tuple[list[int], list[str]]:
    numbers: list[int] = []
    words: list[str] = []
    for double, single, number, _ in _ARGUMENT.findall(text):
        if number:
            numbers.append(int(number))
        elif double or single:
            words.append(double or single)
    return numbers, words


def page_number(text: str) -> tuple[str, int] | None:
    """Name and value of the page parameter in a query or form body; None when there is none."""
    for key, value in parse_qsl(text, keep_blank_values=True):
        if _PAGE_NAMES.match(key) and value.isdigit():
            return key, int(value)
    return None


def further_page(ask: Ask, shown: int, seen: int, total: int | None) -> Ask | None:
    """The same request for the page after this one; None when it names no page, or when there are no more entries.

    Args:
        ask: the request of this page.
        shown: entries of this page.
        seen: entries of this page and those before.
        total: entries of the whole list, as far as the answer says so.
    """
    if total is not None and seen >= total and not _is_full(ask, shown, total):
        return None
    if ask.method == "POST" and ask.body.startswith("{"):
        body = _further_json(ask.body, shown, total)
        return ask._replace(body=body) if body else None
    parts = urlsplit(ask.url)
    query = _further_pairs(parts.query, shown, total)
    form = _further_pairs(ask.body, shown, total) if ask.method == "POST" else None
    if query is None and form is None:
        return None
    url = urlunsplit(parts._replace(query=query)) if query is not None else ask.url
    return ask._replace(url=url, body=form if form is not None else ask.body)


def _is_full(ask: Ask, shown: int, total: int) -> bool:
    """A page that shows as many as it was asked for, and says that this is the total: some servers count the page."""
    pairs = parse_qsl(urlsplit(ask.url).query) + parse_qsl(ask.body)
    return shown == total and any(_SIZE_NAMES.match(name) and value == str(shown) for name, value in pairs)


def _further_pairs(text: str, shown: int, total: int | None) -> str | None:
    pairs = parse_qsl(text, keep_blank_values=True)
    changed = _turned(dict(pairs), shown, total)
    return urlencode([(name, changed.get(name, value)) for name, value in pairs]) if changed else None


def _further_json(body: str, shown: int, total: int | None) -> str | None:
    try:
        values = json.loads(body)
    except ValueError:
        return None
    changed = _turned({name: str(value) for name, value in values.items()}, shown, total)
    kinds = {name: type(values[name])(number) for name, number in changed.items()}
    return json.dumps(values | kinds) if changed else None


def _turned(values: dict[str, str], shown: int, total: int | None) -> dict[str, str]:
    """What changes from one page to the next: the number of the page, or that of its first entry."""
    size = next((int(v) for name, v in values.items() if _SIZE_NAMES.match(name) and v.isdigit() and int(v)), None)
    if size is not None and total is None and shown * 5 < size * 4:
        return {}  # a page that is far from full is the last; single entries may have no address
    for name, value in values.items():
        if _PAGE_NAMES.match(name) and value.isdigit():
            return {name: str(int(value) + 1)} if int(value) < MOST_PAGES else {}
    for name, value in values.items():
        if _OFFSET_NAMES.match(name) and value.isdigit():
            return {name: str(int(value) + (size or shown))} if int(value) < MOST_PAGES * (size or shown) else {}
    return {}
