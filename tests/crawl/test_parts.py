"""Promises that the further pages of an article and the pages inside it are told from lists, neighbors and widgets."""

import pytest

from harvester.crawl.model import Answer, Ask, Snapshot
from harvester.crawl.pages import snapshot
from harvester.crawl.parts import following_parts, frames, may_go_on, part_number

FIRST = "http://a.gov.cn/nb/t2023_77.html"


def shown(body: str, url: str = FIRST) -> Snapshot:
    """A page as the search sees it."""
    headers = {"content-type": "text/html; charset=utf-8"}
    return snapshot(Ask(url), Answer(url, 200, headers, f"<html><body>{body}</body></html>".encode()))


@pytest.mark.parametrize(
    ("label", "url", "number"),
    [
        ("underscore", "http://a.gov.cn/nb/t2023_77_2.html", 2),
        ("hyphen", "http://a.gov.cn/nb/t2023_77-3.html", 3),
        ("counted from 0", "http://a.gov.cn/nb/t2023_77_1.html", 1),
        ("a parameter", "http://a.gov.cn/nb/t2023_77.html?page=2", 2),
        ("the page itself", FIRST, None),
        ("its first page by parameter", "http://a.gov.cn/nb/t2023_77.html?page=1", None),
        ("a neighbor", "http://a.gov.cn/nb/t2023_78.html", None),
        ("a longer number", "http://a.gov.cn/nb/t2023_772.html", None),
        ("another folder", "http://a.gov.cn/t2023_77_2.html", None),
        ("another host", "http://b.gov.cn/nb/t2023_77_2.html", None),
        ("another kind of file", "http://a.gov.cn/nb/t2023_77_2.pdf", None),
        ("a list", "http://a.gov.cn/nb/index_2.html", None),
        ("another parameter", "http://a.gov.cn/nb/t2023_77.html?id=2", None),
    ],
)
def test_an_address_tells_a_further_page(label: str, url: str, number: int | None):
    assert part_number(url, FIRST) == number


def test_an_article_that_counts_its_first_page_goes_on_with_the_second():
    assert part_number("http://a.gov.cn/c_1-2.html", "http://a.gov.cn/c_1.html") == 2
    assert part_number("http://a.gov.cn/c_2.html", "http://a.gov.cn/c_1.html") == 2


@pytest.mark.parametrize(
    ("label", "body", "numbers"),
    [
        ("numbers", "<a href='t2023_77_3.html'>3</a><a href='t2023_77_2.html'>2</a>", [2, 3]),
        ("words", "<a href='t2023_77_2.html'>下一页</a>", [2]),
        ("第n页", "<a href='t2023_77_2.html'>第2页</a><a href='t2023_77_3.html'>第三页</a>", [2, 3]),
        ("a page call", "<script>createPageHTML(3, 0, 't2023_77', 'html');</script>", [1, 2]),
        ("the page call of a list", "<script>createPageHTML(3, 0, 'index', 'html');</script>", []),
        ("next article", "<a href='t2023_78.html'>下一页</a>", []),
        ("other words", "<a href='t2023_77_2.html'>附件2</a>", []),
    ],
)
def test_words_and_address_must_agree(label: str, body: str, numbers: list[int]):
    assert following_parts(shown(body), FIRST) == tuple(f"http://a.gov.cn/nb/t2023_77_{n}.html" for n in numbers)
    assert may_go_on(body, FIRST) or not numbers, "what goes on is never taken for whole"


@pytest.mark.parametrize(
    ("label", "url", "source", "may"),
    [
        ("a page by a parameter", FIRST, '<a href="?page=2">2</a>', True),
        ("pieces of a script", FIRST, "location.href = name + '_' + number + '.html'", True),
        ("the own name with a string's end", FIRST, "go('t2023_77_' + 2)", True),
        ("a first page that is counted", "http://a.gov.cn/c_1.html", '<a href="c_2.html">2</a>', True),
        ("a name that cannot be looked for", "http://a.gov.cn/报告.html", "<p>甲</p>", True),
        ("a neighbor", FIRST, '<a href="t2023_78.html">下一篇</a> <a href="t2023_771.html">下一篇</a>', False),
        ("its own address", FIRST, '<a href="t2023_77.html">本文</a>', False),
        ("a date like the name", "http://a.gov.cn/2023.html", "<p>2023-01-20 2023-1-2</p><td>2</td>", False),
    ],
)
def test_a_source_without_an_address_to_go_on_with_is_a_whole_article(label: str, url: str, source: str, may: bool):
    assert may_go_on(source, url) is may


@pytest.mark.parametrize(
    ("label", "frame", "found"),
    [
        ("a page", "<iframe src='text/9.html' width='100%' height='800'></iframe>", ["http://a.gov.cn/nb/text/9.html"]),
        (
            "a page behind a script's name",
            "<iframe data-src='/show.jsp?id=9'></iframe>",
            ["http://a.gov.cn/show.jsp?id=9"],
        ),
        ("a file", "<iframe src='9.pdf'></iframe>", []),
        ("a small one", "<iframe src='9.html' height='30'></iframe>", []),
        ("a hidden one", "<iframe src='9.html' style='display:none'></iframe>", []),
        ("a counter", "<iframe src='/count.jsp?id=9'></iframe>", []),
        ("a share bar", "<iframe src='/inc/share.html'></iframe>", []),
        ("itself", "<iframe src='t2023_77.html'></iframe>", []),
        ("a script", "<iframe src='javascript:void(0)'></iframe>", []),
        ("nothing", "<iframe></iframe>", []),
    ],
)
def test_frames_that_may_hold_a_text_are_found(label: str, frame: str, found: list[str]):
    assert list(frames(shown(frame))) == found
