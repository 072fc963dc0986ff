"""Promises that tables which lost their markup inside a page keep rows and blank cells, and prose gains none."""

import pytest

from harvester.page.read import read_page

LABELS = ["第二十条第（一）项", "规章", "0", "", "3", "规范性文件", "12", "40", ""]


def blocks(markup: str) -> list[tuple[str, str]]:
    page = read_page(
        f"<html><body><div id=zoom><p>一、总体情况</p>{markup}<p>全年公开信息12条。</p></div></body></html>"
    )
    return [(block.kind, block.text) for block in page.blocks][1:-1]


@pytest.mark.parametrize(
    "markup",
    [
        "".join(f"<p>{line}</p>" for line in LABELS[:-1]),
        "".join(f"<p><span>{line or '&nbsp;'}</span></p>" for line in LABELS[:-1]),
        "<div>" + "<br>".join(LABELS[:-1]) + "</div>",
    ],
)
def test_a_blank_line_among_the_cells_of_a_table_stays(markup: str) -> None:
    assert blocks(markup) == [("paragraph", line) for line in LABELS[:-1]]


def test_blank_lines_in_prose_go() -> None:
    markup = "<p>（一）主动公开</p><p>&nbsp;</p><br><p>（二）依申请公开</p><p></p>"
    assert blocks(markup) == [("paragraph", "（一）主动公开"), ("paragraph", "（二）依申请公开")]


@pytest.mark.parametrize(
    "markup",
    [
        "<pre>说明如下\n| 规章 | 0 | 3 |\n| 规范性文件 | 12 |  |\n</pre>",
        "<p>说明如下</p><p>| 规章 | 0 | 3 |</p><p>| 规范性文件 | 12 |  |</p>",
        "<div>说明如下<br>| 规章 | 0 | 3 |<br>| 规范性文件 | 12 |  |</div>",
        "<pre>说明如下<br>| 规章 | 0 | 3 |<br>| 规范性文件 | 12 |  |</pre>",
    ],
)
def test_rows_of_pipes_inside_markup_are_a_table(markup: str) -> None:
    assert blocks(markup) == [("paragraph", "说明如下"), ("table", "规章\t0\t3\n规范性文件\t12\t")]


@pytest.mark.parametrize("markup", ["", "<html><body><p>说明</p><pre>"])
def test_pipes_around_nothing_are_named_among_the_changes(markup: str) -> None:
    page = read_page(f"{markup}{'|' * 60}\n一、总体情况\n全年公开信息12条。\n|\n")
    assert [(change.step, change.places) for change in page.changes] == [("drop_pipe_noise", 2)]
    assert "|" not in page.text
