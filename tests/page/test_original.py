"""Promises that what was read is found again in the page as served, and that a stored page is shown inert."""

import pytest

from harvester.page.inert import Anchors, inert_page, mark
from harvester.page.original import Finder, place_grids, read_original
from harvester.page.read import read_page

TABLE = (
    "<table><tr><th rowspan='2'>项目</th><th colspan='2'>数量</th></tr><tr><td>一</td><td>二</td></tr>"
    "<tr><td>合计</td><td>{one}</td><td>{two}</td></tr></table>"
)


def html(body: str) -> bytes:
    """A page around a body."""
    return f"<html><head><title>年报</title></head><body><div id='zoom'>{body}</div></body></html>".encode()


def shown(body: bytes, **anchors: object) -> str:
    """The inert page without its frame."""
    page = read_original(body)
    assert page is not None
    return inert_page(page, Anchors(**anchors))  # type: ignore[arg-type]


def test_a_cell_is_found_below_spans_and_beside_an_equal_table():
    long = "<p>" + "本年度工作情况如下，主动公开信息。" * 20 + "</p>"
    body = html(
        long + TABLE.format(one=3, two=4) + long + TABLE.format(one=3, two=5) + long + TABLE.format(one=3, two=4)
    )
    page = read_original(body)
    assert page is not None
    grids = [block.grid for block in read_page(body).blocks if block.grid]
    assert len(grids) == 3
    found = [places[2, 2] for _, places in place_grids([page], grids)]
    assert len(set(found)) == 3
    assert [page.shown.texts[at] for at in found] == ["4", "5", "4"]


def test_a_grid_that_is_no_table_of_the_page_has_no_places():
    page, other = read_original(html("<p>文字</p>")), read_page(html(TABLE.format(one=1, two=2) + "<p>文字</p>" * 9))
    assert page is not None
    grids = [block.grid for block in other.blocks if block.grid]
    assert [dict(places) for _, places in place_grids([page], grids)] == [{}]


@pytest.mark.parametrize(
    ("body", "text", "pieces"),
    [
        ("<p>共收到申请<b>12</b>件，已办结。</p>", "共收到申请12件，已办结。", ["共收到申请", "12", "件，已办结。"]),
        ("<p>共收到 申请\n  3件。</p>", "共收到申请3件。", ["共收到 申请\n  3件。"]),
        ("<p>公开&#54;条&nbsp;信息</p>", "公开6条", ["公开6条"]),
        ("<p>公开条</p><script>公开6条</script>", "公开6条", []),
        ("<p>公开６条信息，受理两件</p>", "公开6条信息", ["公开６条信息，受理两件"]),
    ],
)
def test_a_sentence_is_found_whatever_stands_between(body: str, text: str, pieces: list[str]):
    page = read_original(html(body))
    assert page is not None
    found = Finder(page).find(text)
    texts = {"text": page.shown.texts, "tail": page.shown.tails}
    got = [(texts[kind][at] or "")[start:end] for (at, kind), start, end in found]
    if "６" in body:  # a text that was repaired is marked whole, where full-width digits were mended at all
        assert got in (pieces, [])
    else:
        assert got == pieces


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)><a xlink:href='javascript:1'/></svg>",
        "<a href='javascript:alert(1)'>x</a>",
        "<p style='background:url(http://evil.example/)'>x</p>",
        "<iframe src='http://evil.example'></iframe>",
        "<form action='http://evil.example'><input name=q></form>",
        "<style>body{display:none}</style>",
        "<meta http-equiv=refresh content='0;url=http://evil.example'>",
        "<base href='http://evil.example'>",
        "<link rel=stylesheet href='http://evil.example'>",
        "<object data=x></object>",
        "<p id='c-applications-granted-total' class='cell' onclick='x()'>x</p>",
        "<math><mtext></mtext></math>",
        "<video src='http://evil.example/v'></video>",
        "<noscript><img src=x></noscript>",
        "<xss foo=bar>x</xss>",
        "<td colspan='1\" onmouseover=\"x' rowspan='9999999'>x</td>",
        "<p style='text-align:expression(alert(1))'>x</p>",
    ],
)
def test_nothing_of_a_stored_page_acts(attack: str):
    text = shown(html(f"<p>前</p>{attack}<p>后</p>"))
    assert "前" in text
    assert "后" in text
    for tag in ("script", "img", "svg", "iframe", "form", "input", "style", "meta", "base", "link", "object", "video"):
        assert f"<{tag}" not in text
    for sign in ("<xss", "<math", "href", "src=", " on", "url(", "javascript", "expression", 'id="c-', "evil.example"):
        assert sign not in text, sign


def test_harmless_layout_stays():
    text = shown(html("<p style='text-align:center;color:red'>标题</p><table><tr><td colspan=2>格</td></tr></table>"))
    assert '<p style="text-align:center">标题</p>' in text
    assert '<td colspan="2">格</td>' in text


def test_what_a_page_hides_stays_hidden_unless_something_in_it_is_pointed_at():
    page = read_original(html("<p>见</p><div style='display: none'>隐<b>藏</b></div>"))
    assert page is not None
    assert "隐" not in inert_page(page, Anchors())
    at = page.shown.texts.index("藏")
    assert '<b id="c-x" class="cell">藏</b>' in inert_page(page, Anchors({at: "c-x"}))


def test_marks_may_overlap_and_only_the_first_piece_has_the_anchor():
    begun: set[str] = set()
    first = mark("一二三", [(0, 2, "a"), (1, 3, "b")], begun)
    assert first.count('id="a"') == first.count('id="b"') == 1
    assert 'id="' not in mark("四", [(0, 1, "b")], begun)


def test_plain_text_is_no_page():
    assert read_original("一、总体情况".encode()) is None
