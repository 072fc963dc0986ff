"""What families ask of a page at once: marks in its text, and a pattern over all its links."""

import re

import pytest

from harvester.crawl.model import Ask, Snapshot
from harvester.page.model import Link

URL = "http://www.a.gov.cn/"


def page(text: str = "", *urls: str) -> Snapshot:
    """A page with this text and these links."""
    return Snapshot(Ask(URL), URL, 200, "text/html", text, links=tuple(Link(url, "") for url in urls))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('<div class="TRS_Editor">', True),
        ("<DIV CLASS=TRS_EDITOR>", True),
        ("技术支持：大汉网络", True),
        ('<div class="editor">', False),
        ("", False),
    ],
)
def test_marks_are_found_in_whatever_case_they_stand(text: str, shown: bool) -> None:
    assert page(text).shows(("trs_editor", "大汉网络")) is shown


@pytest.mark.parametrize(
    ("urls", "found"),
    [
        ((f"{URL}t1.html", f"{URL}b/"), True),
        ((f"{URL}b/", f"{URL}t1.html"), True),
        ((f"{URL}t1.html?from=b", f"{URL}b/"), False),
        ((f"{URL}t", "1.html"), False),
        ((), False),
    ],
)
def test_a_pattern_sees_each_address_for_itself(urls: tuple[str, ...], found: bool) -> None:
    assert bool(re.search(r"/t\d\.html$", page("", *urls).addresses, re.MULTILINE)) is found
