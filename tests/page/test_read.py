"""Promises that any text and any bytes end in a page or in a clear reason, and that a page tells its main facts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvester.errors import UnreadablePage
from harvester.page.read import read_page
from harvester.process import parse_report

UNSEEN = ["\u200b\u200b", "\x01\x02", "\ue003", "&#8203;", "[email protected]", b"\x00\x01" * 500, "\ufeff \u200e"]
PIECES = st.sampled_from(
    ["\u200b", "\x01", "\ue003", "&#8203;", "<p>", "</td>", "|", "\n", "\x1f", "&#0;", "<table>", "一、", "2022"]
)


@pytest.mark.parametrize("body", UNSEEN, ids=repr)
def test_a_text_without_anything_to_see_is_refused_with_its_reason(body: str | bytes) -> None:
    with pytest.raises(UnreadablePage, match=r"\w{4,}"):
        read_page(body)


@given(st.one_of(st.text(max_size=60), st.binary(max_size=60), st.lists(PIECES, max_size=8).map("".join)))
def test_whatever_is_given_is_read_or_refused(body: str | bytes) -> None:
    try:
        report = parse_report(body)
    except UnreadablePage as error:
        assert str(error)
    else:
        assert report.reason


def test_a_page_tells_title_and_date_and_a_report_its_contact() -> None:
    page = read_page(
        "<html><head><meta name=ArticleTitle content='某某县2022年政府信息公开工作年度报告'>"
        "<meta name=PubDate content='2023-01-20'>"
        "</head><body><p>全年主动公开政府信息一百条。</p></body></html>"
    )
    assert (page.title, page.published) == ("某某县2022年政府信息公开工作年度报告", "2023-01-20")
    empty = read_page("<html><body><p>公开。</p></body></html>")
    assert (empty.title, empty.published) == (None, None)
    contact = "（地址：某县人民大道1号；邮编：325800；电话：0577-66660000；邮箱：gk@example.test）"
    report = parse_report(f"某某县2022年政府信息公开工作年度报告\n一、总体情况\n请与某县政府办公室联系{contact}。")
    assert (report.contact_address, report.contact_postcode) == ("某县人民大道1号", "325800")
    assert (report.contact_phone, report.contact_email) == ("0577-66660000", "gk@example.test")


def test_a_control_character_inside_a_number_is_marked_and_does_not_join_its_digits() -> None:
    text = "全年作出行政处罚决定8\x1258件，公开信息120条，均已按期办结。"
    page = read_page(f"<html><body><div id=zoom><p>{text}</p></div></body></html>")
    assert "858" not in page.text
    assert "8\ufffd58" in page.text
    assert any("digit" in note for note in page.unresolved)
