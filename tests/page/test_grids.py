"""Promises that a table is read as it is printed: spans resolved, wrong ones tolerated, no row lost."""

# ruff: noqa: E501 (a row is one case)

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvester.page.cells import cell_text
from harvester.page.grids import read_data_table, read_grid
from harvester.page.html import Element, parse_html
from harvester.page.model import Grid
from harvester.page.read import read_page
from harvester.page.tree import read_tree


def table(markup: str) -> Element:
    found = parse_html(f"<table>{markup}</table>").find(".//table")
    assert found is not None
    return found


def rows(grid: Grid) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in row] for row in grid.slots]


CASES = {
    "plain": ("<tr><td>规章</td><td>0</td></tr>", [["规章", "0"]]),
    "column span": ("<tr><td colspan=2>信息内容</td></tr><tr><td>a</td><td>b</td></tr>", [["信息内容"] * 2, ["a", "b"]]),
    "row span": ("<tr><td rowspan=2>申请人</td><td>1</td></tr><tr><td>2</td></tr>", [["申请人", "1"], ["申请人", "2"]]),
    "both": (
        "<tr><td rowspan=2 colspan=2>x</td><td>1</td></tr><tr><td>2</td></tr><tr><td>a</td><td>b</td><td>c</td></tr>",
        [["x", "x", "1"], ["x", "x", "2"], ["a", "b", "c"]],
    ),
    "row span out of the table": ("<tr><td rowspan=9>x</td><td>1</td></tr><tr><td>2</td></tr>", [["x", "1"], ["x", "2"]]),
    "span of nonsense": ("<tr><td colspan=abc>x</td><td rowspan=0>1</td></tr>", [["x", "1"]]),
    "short row": ("<tr><td>a</td><td>b</td></tr><tr><td>c</td></tr>", [["a", "b"], ["c", None]]),
    "unclosed cells": ("<tr><td>a<td>b<tr><td>c<td>d", [["a", "b"], ["c", "d"]]),
    "line break in a cell": ("<tr><td>本年新制作<br>数量</td><td><p>一</p><p>二</p></td></tr>", [["本年新制作\n数量", "一\n二"]]),
    "break in the source": ("<tr><td>行政规范性\n      文件</td><td>0</td></tr>", [["行政规范性文件", "0"]]),
    "word markup": ("<tr><td><p class=MsoNormal><span lang=EN-US>12<o:p></o:p></span></p></td><td>&nbsp;</td></tr>", [["12", ""]]),
    "comment in a number": ("<tr><td>1<!-- x -->2</td><td>3</td></tr>", [["12", "3"]]),
    "empty row": ("<tr></tr><tr><td>a</td><td>1</td></tr><tr></tr>", [["a", "1"]]),
    "head and foot": ("<thead><tr><th>a</th></tr></thead><tfoot><tr><td>c</td></tr></tfoot><tbody><tr><td>b</td></tr></tbody>", [["a"], ["c"], ["b"]]),
}  # fmt: skip


@pytest.mark.parametrize("label", CASES)
def test_cells_stand_where_their_spans_say(label: str) -> None:
    markup, expected = CASES[label]
    assert rows(read_grid(table(markup))) == expected


def test_a_span_repeats_the_same_cell_which_is_printed_once() -> None:
    grid = read_grid(table("<tr><td rowspan=2>x</td><td>1</td></tr><tr><td>2</td></tr>"))
    assert grid.slots[0][0] is grid.slots[1][0]
    assert grid.text_rows() == [["x", "1"], ["2"]]


def test_header_cells_are_marked() -> None:
    assert [cell.header for cell in read_grid(table("<tr><th>a</th><td>b</td></tr>")).slots[0] if cell] == [True, False]


@pytest.mark.parametrize(
    ("markup", "data"),
    [
        ("<tr><td>规章</td><td>0</td><td>12</td></tr><tr><td>规范性文件</td><td>8</td><td>9</td></tr>", True),
        ("<tr><td>指标</td><td>单位</td><td>数量</td></tr>" * 3, True),
        ("<tr><td>行政处罚</td><td>12</td><td>57</td></tr>", True),
        ("<tr><td>" + "全年主动公开政府信息，共计一百条。" * 30 + "</td><td>&nbsp;</td></tr>", False),
        ("<tr><td><table><tr><td>1</td></tr></table></td><td><table><tr><td>2</td></tr></table></td></tr>", False),
        ("<tr><td>一、总体情况</td></tr><tr><td>全年主动公开信息。</td></tr>", False),
        ("<tr><td>首页</td><td>政务公开</td></tr>", False),
    ],
)
def test_a_table_that_arranges_the_page_is_no_data(markup: str, data: bool) -> None:
    tree = read_tree(table(markup))
    assert (read_data_table(tree, 0) is not None) is data


def test_every_row_of_a_data_table_is_kept_in_a_nest_of_layout_tables() -> None:
    lines = "".join(f"<tr><td>指标{n}</td><td>{n}</td><td>{n * 2}</td></tr>" for n in range(66))
    prose = "<p>全年主动公开政府信息，共计一百条，办理申请三十件。</p>" * 3
    markup = (
        f"<html><body><table><tr><td><table><tr><td>{prose}<table>{lines}</table></td></tr></table></td></tr></table>"
    )
    grids = [block.grid for block in read_page(markup).blocks if block.grid]
    assert len(grids) == 1
    assert grids[0].text_rows() == [[f"指标{n}", str(n), str(n * 2)] for n in range(66)]


def test_tables_that_follow_each_other_stay_apart() -> None:
    one = "<table><tr><td>行政许可</td><td>1</td></tr><tr><td>其他</td><td>2</td></tr></table>"
    page = read_page(f"<div id=zoom><p>二、主动公开政府信息情况</p>{one}{one}</div>")
    assert [block.kind for block in page.blocks] == ["paragraph", "table", "table"]


@pytest.mark.parametrize(
    "markup",
    [
        "<div style='display:table'>{}</div>".format(
            "".join(
                f"<div style='display: table-row'><div style='display:table-cell'>指标{n}</div><div style='display:table-cell'>{n}</div></div>"
                for n in range(3)
            )
        ),
        "<ul>"
        + "".join(
            f"<li class='row'><span class='col-6'>指标{n}</span><span class='col-6'>{n}</span></li>" for n in range(3)
        )
        + "</ul>",
    ],
)
def test_boxes_that_name_themselves_rows_and_cells_are_a_grid(markup: str) -> None:
    page = read_page(f"<div id=zoom><p>二、主动公开政府信息情况</p>{markup}</div>")
    assert [block.grid.text_rows() for block in page.blocks if block.grid] == [
        [["指标0", "0"], ["指标1", "1"], ["指标2", "2"]]
    ]


def test_boxes_of_unequal_rows_stay_text() -> None:
    page = read_page(
        "<div id=zoom><p>公开信息。</p><ul><li class=row><b class=col>a</b></li><li class=row><b class=col>b</b><b class=col>1</b></li></ul></div>"
    )
    assert not [block for block in page.blocks if block.grid]


def test_huge_spans_cost_nothing() -> None:
    grid = read_grid(table("<tr><td rowspan=60000 colspan=900>1</td><td rowspan=60000>2</td></tr>" * 3_000))
    assert grid.rows == 3_000
    assert grid.rows * grid.columns <= 2_000_000


CELL = st.tuples(st.integers(-2, 6), st.integers(-2, 6), st.text("公开0-9\n <", max_size=5))


@given(st.lists(st.lists(CELL, max_size=6), max_size=8))
@settings(max_examples=60, deadline=None)
def test_any_spans_give_a_rectangle_that_holds_every_printed_text(cells: list[list[tuple[int, int, str]]]) -> None:
    markup = "".join(
        "<tr>" + "".join(f"<td rowspan={r} colspan={c}>{t.replace('<', '&lt;')}</td>" for r, c, t in row) + "</tr>"
        for row in cells
    )
    element = parse_html(f"<table>{markup}</table>").find(".//table")
    if element is None:
        return
    grid = read_grid(element)
    assert len({len(row) for row in grid.slots}) <= 1
    printed = [cell_text(cell) for cell in element.iter("td")]
    assert [text for row in grid.text_rows() for text in row] == printed or not grid.slots
