"""How a list goes on: the next-page links that every site has in some form, and the page calls of scripts."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from harvester.crawl.model import Ask
from harvester.crawl.titles import fold
from harvester.page.model import Link

MOST_PAGES = 200
"""Of one column. A column of reports of a whole province has fewer; a counter that says more is wrong or endless."""

_NEXT = re.compile(r"^(?:(?:上|前)一?年度?|下一?页|后一?页|下页|向后|next(?:page)?|>|>>|»|›)$", re.IGNORECASE)
_TURN = re.compile(
    r"^(?:[<>‹›«»]{1,4}|\d{1,3}|(?:上|下|前|后)一?(?:页|月|年|个月)|首页|第一页|尾页|末页|最后一?页|prev\w*|last|first)$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^(?:第)?(\d{1,3})页?$")
_CALL = re.compile(r"createPage(?:HTML|Html)\s*\(([^()]*)\)")
_EXTENSION = re.compile(r"^\.?(?:[sx]?html?|jspx?|aspx?|php)$", re.IGNORECASE)
_ARGUMENT = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|(-?\d+)|([\w.$]+))\s*(?:,|$)""")
_PAGE_NAMES = re.compile(r"^(?:page(?:no|num|index|number)?|cur(?:rent)?page|pn|p|paged|pageid|nowpage|page_no)$", re.I)


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


def turns(text: str) -> bool:
    """True for the words of any link of a pager or a calendar, back and forth.

    >>> [turns(words) for words in ("上一页", "12", "下月", "2023年年报")]
    [True, True, True, False]
    """
    return leads_on(text) or bool(_TURN.match("".join(text.split())))


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
        if len(numbers) < 2 or at is None or numbers[0] < 2:
            continue
        return PageCall(numbers[0], numbers[1], words[at - 1], words[at].lstrip("."), at > 1)
    return None


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


def with_page(url: str, number: int, name: str = "") -> str | None:
    """The address with its page parameter (or `name`) set to `number`; None where it has no such parameter.

    >>> with_page("http://a.gov.cn/list?cat=3&pageNo=1", 2)
    'http://a.gov.cn/list?cat=3&pageNo=2'
    """
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    found = next((key for key, _ in pairs if key == name or (not name and _PAGE_NAMES.match(key))), None)
    if found is None:
        return None
    changed = [(key, str(number) if key == found else value) for key, value in pairs]
    return urlunsplit(parts._replace(query=urlencode(changed)))


def page_number(text: str) -> tuple[str, int] | None:
    """Name and value of the page parameter in a query or form body; None when there is none."""
    for key, value in parse_qsl(text, keep_blank_values=True):
        if _PAGE_NAMES.match(key) and value.isdigit():
            return key, int(value)
    return None
