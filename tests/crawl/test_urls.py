"""Promises that one page has one spelling, and that addresses which lead nowhere are told by sight."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvester.crawl.urls import TRAPS, normalize, page_key, trap

BASE = "http://www.example.gov.cn/xxgk/index.html"


@pytest.mark.parametrize(
    ("spelled", "asked"),
    [
        ("./202301/t20230119_1.html", "http://www.example.gov.cn/xxgk/202301/t20230119_1.html"),
        ("../zwgk/", "http://www.example.gov.cn/zwgk/"),
        ("//www.example.gov.cn/a.html", "http://www.example.gov.cn/a.html"),
        ("HTTP://WWW.EXAMPLE.GOV.CN:80/A.html", "http://www.example.gov.cn/A.html"),
        ("https://www.example.gov.cn:443/a", "https://www.example.gov.cn/a"),
        ("/a.html#top", "http://www.example.gov.cn/a.html"),
        ("/gkmlpt/index#2629", "http://www.example.gov.cn/gkmlpt/index#2629"),
        ("/gkmlpt/index#/2629", "http://www.example.gov.cn/gkmlpt/index#2629"),
        ("/gkmlpt/index#top", "http://www.example.gov.cn/gkmlpt/index"),
        ("/c/list.do;jsessionid=0A1B2C?p=2", "http://www.example.gov.cn/c/list.do?p=2"),
        ("/list.jsp?id=3&PHPSESSID=abc", "http://www.example.gov.cn/list.jsp?id=3"),
        ("/list.jsp?id=3&_t=1690000000000", "http://www.example.gov.cn/list.jsp?id=3"),
        ("/list.jsp?id=3&rnd=0.7351", "http://www.example.gov.cn/list.jsp?id=3"),
        ("/a.html?utm_source=x&print=1", "http://www.example.gov.cn/a.html"),
        ("/list.jsp?t=5&v=2", "http://www.example.gov.cn/list.jsp?t=5&v=2"),
        ("/gkmlpt/api/all/1?page=2&sid=175", "http://www.example.gov.cn/gkmlpt/api/all/1?page=2&sid=175"),
        ("/content/mpost_123.html", "http://www.example.gov.cn/content/post_123.html"),
        ("\\xxgk\\list.html", "http://www.example.gov.cn/xxgk/list.html"),
        ("/a//b/./c/../d.html", "http://www.example.gov.cn/a/b/d.html"),
        ("/附件/年报.pdf", "http://www.example.gov.cn/%E9%99%84%E4%BB%B6/%E5%B9%B4%E6%8A%A5.pdf"),
        ("http://www.示例.cn/", "http://www.xn--fsq092h.cn/"),
        ("http://www.example.gov.cn./a", "http://www.example.gov.cn/a"),
    ],
)
def test_an_address_is_asked_in_one_spelling(spelled: str, asked: str):
    assert normalize(spelled, BASE) == asked


@pytest.mark.parametrize(
    "spelled",
    ["javascript:void(0)", "mailto:a@example.gov.cn", "ftp://www.example.gov.cn/a", "file:///etc/passwd",
     "data:text/html,x",
     "http://user@www.example.gov.cn/", "http://[::1", "http://www.example.gov.cn:port/", "/x" * 1500],
)  # fmt: skip
def test_what_is_no_web_address_is_not_asked(spelled: str):
    assert normalize(spelled, BASE) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.a.gov.cn/x/", "https://www.a.gov.cn/x/index.html"),
        ("http://a.gov.cn/x?b=1&a=2", "http://www.a.gov.cn/x?a=2&b=1"),
        ("http://www.a.gov.cn/x/default.aspx", "http://www.a.gov.cn/x/"),
    ],
)
def test_two_spellings_of_a_page_share_a_key(one: str, other: str):
    assert page_key(one) == page_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.a.gov.cn/x/index.html", "http://www.a.gov.cn/x/index_1.html"),
        ("http://www.a.gov.cn/gkmlpt/index#1", "http://www.a.gov.cn/gkmlpt/index#2"),
        ("http://www.a.gov.cn/index.jsp?id=1", "http://www.a.gov.cn/"),
        ("http://www.a.gov.cn:8080/", "http://www.a.gov.cn/"),
    ],
)
def test_two_pages_have_two_keys(one: str, other: str):
    assert page_key(one) != page_key(other)


def test_a_form_is_another_request_than_the_page_that_holds_it():
    assert page_key("http://www.a.gov.cn/", "POST", "page=2") != page_key("http://www.a.gov.cn/", "POST", "page=3")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("page=2&__RequestVerificationToken=a1", "page=2&__RequestVerificationToken=b2", True),
        ("_csrf=a1&page=2", "_csrf=b2&page=2", True),
        ("__VIEWSTATE=a&__EVENTARGUMENT=Page%242", "__VIEWSTATE=b&__EVENTARGUMENT=Page%242", True),
        ("__VIEWSTATE=a&__EVENTARGUMENT=Page%242", "__VIEWSTATE=a&__EVENTARGUMENT=Page%243", False),
        ("__VIEWSTATE=a&__EVENTTARGET=n&__EVENTARGUMENT=", "__VIEWSTATE=b&__EVENTTARGET=n&__EVENTARGUMENT=", False),
        ("token_page=2", "token_page=3", False),
    ],
)  # fmt: skip
def test_a_form_is_known_by_what_it_asks_for(one: str, other: str, same: bool):
    assert (page_key("http://a.gov.cn/", "POST", one) == page_key("http://a.gov.cn/", "POST", other)) is same


@pytest.mark.parametrize("row", TRAPS, ids=lambda row: row.name)
def test_every_kind_of_trap_catches_its_example_and_leaves_its_neighbor(row):
    assert trap(f"http://{row.caught}") == row.name
    assert trap(f"http://{row.stays}") is None


@pytest.mark.parametrize(
    "url",
    [
        "http://www.a.gov.cn/zwgk/zfxxgk/zfxxgknb/", "http://www.a.gov.cn/module/xxgk/tree.jsp?area=1",
        "http://www.a.gov.cn/info/1083/12694.htm", "http://www.a.gov.cn/art/2023/1/19/art_5011_3481234.html",
        "http://www.a.gov.cn/list.asp?classid=31&page=2", "http://www.a.gov.cn/Category_598/Index.aspx",
        "http://www.a.gov.cn/openInfo.action?depCode=1&menuCat=219", "http://www.a.gov.cn/zwgk/202301/P02023.pdf",
        "http://www.a.gov.cn/eportal/ui?pageId=100&currentPage=2", "http://www.a.gov.cn/c100529/2023/1/19/0a.shtml",
    ],
)  # fmt: skip
def test_addresses_of_columns_and_reports_are_no_traps(url: str):
    assert trap(url) is None


@given(st.text(max_size=80))
def test_any_text_is_normalized_or_refused_and_normalizing_twice_changes_nothing(text: str):
    once = normalize(text, BASE)
    if once is not None:
        assert once.startswith(("http://", "https://"))
        assert normalize(once) == once
        assert page_key(once)
