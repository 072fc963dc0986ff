"""Promises that the pages of one text are archived without loss and read as one page, in order, each thing once."""

# ruff: noqa: E501 (pages in one line)

from hypothesis import given
from hypothesis import strategies as st

from harvester.page.parts import Part, join_pages, join_parts, split_parts
from harvester.page.read import read_page
from harvester.process import read_document

TITLE = "某县人民政府2022年政府信息公开工作年度报告"
FIRST = "http://a.gov.cn/nb/1.html"
ADDRESS = st.text(st.characters(blacklist_categories=("Cc", "Cs")), max_size=40)


def page(body: str) -> bytes:
    """A page with the title of the whole text."""
    return f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><div id='zoom'>{body}</div></body></html>".encode()


@given(st.lists(st.builds(Part, ADDRESS, st.binary(max_size=300), ADDRESS), min_size=1, max_size=4))
def test_what_is_joined_can_be_split_to_the_byte(parts: list[Part]):
    body, content_type = join_parts(parts)
    assert split_parts(body) == tuple(parts)
    assert join_parts(parts) == (body, content_type)
    assert content_type.startswith("multipart/related")


@given(st.binary(max_size=400))
def test_other_bytes_have_no_parts(body: bytes):
    assert split_parts(body) == ()
    head, _ = join_parts([Part(FIRST, b"x" * 50)])
    assert split_parts(head[:90] + body) == () or len(body) > 60
    assert isinstance(split_parts(head[:-70] + body), tuple)


def test_the_parts_are_one_page_in_order():
    pages = [
        read_page(page("<p>一、总体情况</p><p>全年公开信息120条，工作有序开展。</p><p>1 2 3 下一页</p>"), url=FIRST),
        read_page(page(f"<p>{TITLE}</p><p>二、主动公开政府信息情况</p><p>制发文件3件，现行有效文件9件。</p><p>上一页 1 2 3 下一页</p>")),
        read_page(page("<table><tr><td>类别</td><td>件数</td></tr><tr><td>规章</td><td>12</td></tr></table><p>2023年1月20日</p>")),
    ]  # fmt: skip
    joined = join_pages(pages)
    assert joined.url == FIRST and joined.metadata == pages[0].metadata
    assert [block.text for block in joined.blocks if block.text != TITLE] == [
        "一、总体情况", "全年公开信息120条，工作有序开展。", "二、主动公开政府信息情况", "制发文件3件，现行有效文件9件。",
        "类别\t件数\n规章\t12", "2023年1月20日",
    ]  # fmt: skip
    assert joined.text.count(TITLE) <= 1
    assert "上一页 1 2 3 下一页" in " ".join(joined.removed)


def test_a_joined_document_is_read_like_any_other():
    parts = [
        Part(FIRST, page("<p>一、总体情况</p><p>认真做好政府信息公开工作。</p>")),
        Part(FIRST[:-5] + "_2.html", page("<p>二、主动公开</p>")),
    ]
    body, content_type = join_parts(parts)
    reading = read_document(body, url=FIRST, content_type=content_type)
    assert reading.page.text.endswith("二、主动公开")
    assert reading.report.url == FIRST


def test_attachments_and_damage_of_every_part_are_kept():
    link = "<a href='b.pdf'>附表.pdf</a>"
    pages = [read_page(page("<p>首页文字。</p>"), url=FIRST), read_page(page(f"<p>收到?的申请。</p>{link}"), url=FIRST)]
    assert [file.url for file in join_pages(pages).attachments] == ["http://a.gov.cn/nb/b.pdf"]


def test_a_page_that_says_the_same_again_is_left_out():
    body = "<p>一、总体情况</p><p>全年公开信息120条，工作有序开展。</p>"
    pages = [read_page(page(body), url=FIRST), read_page(page(body), url=FIRST + "?page=2")]
    assert join_pages(pages).blocks == pages[0].blocks
