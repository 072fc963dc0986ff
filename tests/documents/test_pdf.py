"""A PDF gives what is printed, each value in the cell it is printed in, however the file draws it."""

import pytest

from harvester.documents.read import read_file
from harvester.errors import UnreadablePage
from tests.documents.writers import box, line, mute, pdf, say, table

ROWS = [["信息内容", "本年制发件数", "本年废止件数"], ["规章", "12", "3"], ["行政规范性文件", "0", "45"]]


def grids(body: bytes) -> list[list[list[str]]]:
    """The tables of a file as rows of texts."""
    return [block.grid.text_rows() for block in read_file(body).blocks if block.grid]


def texts(body: bytes) -> list[str]:
    """The paragraphs of a file."""
    return [block.text for block in read_file(body).blocks if not block.grid]


def filled(rows: list[list[str]]) -> str:
    """A table whose rules are thin filled boxes, drawn dot by dot across."""
    drawn = "".join(box(60 + n, 200 + r * 24, 2, 0.6, "f") for r in range(len(rows) + 1) for n in range(0, 300, 3))
    drawn += "".join(box(60 + c * 100, 200, 0.6, len(rows) * 24, "f") for c in range(4))
    return drawn + inner(rows)


def inner(rows: list[list[str]]) -> str:
    """The texts of a table alone."""
    return "".join(say(text, 63 + c * 100, 211 + r * 24) for r, row in enumerate(rows) for c, text in enumerate(row))


def open_sided(rows: list[list[str]]) -> str:
    """A table without a border at its left and right."""
    across = "".join(line(60, 200 + r * 24, 360, 200 + r * 24) for r in range(len(rows) + 1))
    return across + "".join(line(x, 200, x, 200 + 24 * len(rows)) for x in (160, 260)) + inner(rows)


def struck_twice(rows: list[list[str]]) -> str:
    """A table printed twice, the second time a little to the right."""
    return table(rows) + inner(rows).replace(" Td", " Td 0.3 0 Td")


def letter_by_letter(rows: list[list[str]]) -> str:
    """A table with a text object for each character."""
    drawn = table([[""] * 3 for _ in rows])
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            x = 63.0 + c * 100
            for char in text:
                drawn += say(char, x, 211 + r * 24)
                x += 5 if char.isascii() else 10
    return drawn


SIDEWAYS = "q 0 1 -1 0 700 -60 cm\n"
DRAWINGS = [
    ("strokes", pdf(table(ROWS))),
    ("thin boxes of dots", pdf(filled(ROWS))),
    ("no border at the sides", pdf(open_sided(ROWS))),
    ("struck twice to look bold", pdf(struck_twice(ROWS))),
    ("a text object a character", pdf(letter_by_letter(ROWS))),
    ("inside a form that is moved", pdf("q 1 0 0 1 20 -30 cm /X1 Do Q", form=table(ROWS))),
    ("inside a form that is made smaller", pdf("q 0.7 0 0 0.7 20 100 cm /X1 Do Q", form=table(ROWS))),
    ("on its side", pdf(f"{SIDEWAYS}{table(ROWS)}Q")),
    ("on its side on a turned page", pdf(f"{SIDEWAYS}{table(ROWS)}Q", rotate=90)),
    ("upside down", pdf(f"q -1 0 0 -1 595 842 cm\n{table(ROWS)}Q", rotate=180)),
    ("a page that begins elsewhere", pdf(table(ROWS), box_of_page="-50 -50 545 792")),
    ("no rules at all", pdf(inner([*ROWS, ["规范性文件", "7", "8"]]))),
]


@pytest.mark.parametrize(("label", "body"), DRAWINGS, ids=[label for label, _ in DRAWINGS])
def test_a_table_is_read_from_any_drawing(label: str, body: bytes) -> None:
    (rows,) = grids(body)
    assert rows[:3] == ROWS, label


def test_merged_cells_are_one_cell() -> None:
    drawn = box(60, 200, 300, 24) + box(60, 224, 100, 48) + box(160, 224, 200, 24) + box(160, 248, 100, 24)
    drawn += box(260, 248, 100, 24)
    for text, x, y in (("题", 63, 211), ("左", 63, 240), ("右", 163, 235), ("1", 163, 259), ("2", 263, 259)):
        drawn += say(text, x, y)
    grid = next(block.grid for block in read_file(pdf(drawn)).blocks if block.grid)
    spans = {cell.text: (cell.rowspan, cell.colspan) for row in grid.slots for cell in row if cell}
    assert spans == {"题": (1, 3), "左": (2, 1), "右": (1, 2), "1": (1, 1), "2": (1, 1)}
    assert grid.slots[1][0] is grid.slots[2][0]


def test_blank_dash_and_zero_stay_different() -> None:
    assert grids(pdf(table([["甲", "", "0"], ["乙", "-", "—"]]))) == [[["甲", "", "0"], ["乙", "-", "—"]]]


def test_what_has_no_code_is_never_blank() -> None:
    drawn = table([["甲", "", "3"], ["乙乙乙乙", "", "4"]]) + mute(18, 163, 211) + say("７", 163, 235)
    assert grids(pdf(drawn)) == [[["甲", "\ufffd", "3"], ["乙乙乙乙", "7", "4"]]]


def test_a_file_whose_fonts_have_no_codes_is_refused() -> None:
    with pytest.raises(UnreadablePage, match=r"^image: the fonts"):
        read_file(pdf("".join(mute(n, 50 + 10 * n, 100) for n in range(1, 30))))


def test_a_cell_keeps_its_lines() -> None:
    assert grids(pdf(table([["商业\n企业", "1"], ["科研\n机构", "2"]]))) == [[["商业\n企业", "1"], ["科研\n机构", "2"]]]


def test_shading_bounds_no_cell() -> None:
    shaded = box(60, 200, 40, 24, "f") + box(63, 203, 20, 10, "f")
    assert grids(pdf("0.8 g\n" + shaded + "0 g\n" + table(ROWS))) == [ROWS]


def test_a_leaning_watermark_is_left_out() -> None:
    watermark = "BT /F1 40 Tf 0.7 0.7 -0.7 0.7 100 550 Tm <6837672C6837672C> Tj ET\n"
    assert grids(pdf(watermark + table(ROWS))) == [ROWS]


FOOT = say("— 1 —", 280, 820)


def test_a_table_that_goes_on_over_pages_is_one() -> None:
    head = say("某县2022年政府信息公开工作年度报告", 60, 40)
    first, second = table(ROWS[:2], y=700), table(ROWS[2:], y=60)
    body = pdf(head + say("一、主动公开", 60, 650) + first + FOOT, head + second + FOOT.replace("0031", "0032"))
    assert grids(body) == [ROWS]
    assert texts(body) == ["一、主动公开"]


def test_a_row_that_no_rule_closes_goes_on_over_the_page() -> None:
    def cut(y1: float, y2: float) -> str:
        return "".join(line(x, y1, x, y2) for x in (60, 160, 260))

    first = line(60, 700, 260, 700) + line(60, 724, 260, 724) + cut(700, 760)
    first += say("甲", 63, 711) + say("1", 163, 711) + say("行政规范", 63, 740) + say("2", 163, 740)
    second = cut(60, 120) + line(60, 100, 260, 100) + line(60, 120, 260, 120)
    second += say("性文件", 63, 75) + say("丙", 63, 112) + say("3", 163, 112)
    assert grids(pdf(first, second)) == [[["甲", "1"], ["行政规范\n性文件", "2"], ["丙", "3"]]]


def test_two_rows_of_figures_whose_rule_the_page_break_took_stay_two() -> None:
    """A browser draws no rule at the end of a page between two rows that share one."""

    def page(ruled: tuple[int, int], top: int, rows: list[list[str]]) -> str:
        drawn = "".join(line(60, y, 360, y) for y in ruled)
        drawn += "".join(line(x, top, x, top + 48) for x in (60, 160, 260, 360))
        texts = ((text, 63 + 100 * c, top + 15 + 24 * r) for r, row in enumerate(rows) for c, text in enumerate(row))
        return drawn + "".join(say(*text) for text in texts)

    first = page((760, 784), 760, [["规章", "12", "3"], ["行政许可", "4（其中新增1件）", "0"]])
    second = page((84, 108), 60, [["行政处罚", "5", "6"], ["行政强制", "7", "8"]])
    [rows] = grids(pdf(first, second))
    assert [row[0] for row in rows] == ["规章", "行政许可", "行政处罚", "行政强制"]
    assert [row[1] for row in rows] == ["12", "4（其中新增1件）", "5", "7"]


def test_another_table_on_the_next_page_stays_another() -> None:
    assert len(grids(pdf(table(ROWS, y=700), table([["甲", "1"], ["乙", "2"]], y=60, width=130)))) == 2


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        say("某县人民政府办公室", 230, 40)
        + say(f"第{n}页正文内容在此。", 60, 300)
        + say(f"第 {n} 页 共 3 页", 270, 815)
        for n in (1, 2, 3)
    ]
    assert texts(pdf(*pages)) == [f"第{n}页正文内容在此。" for n in (1, 2, 3)]


def test_a_paragraph_goes_on_over_a_page_and_a_heading_does_not() -> None:
    long = "我局认真开展政府信息公开工作并不断完善各项制度，努力满足人民群众的需要，取得了"
    first = say(long, 60, 780)
    assert texts(pdf(first, say("较好的成效。", 60, 60))) == [long + "较好的成效。"]
    assert len(texts(pdf(first, say("二、主动公开", 60, 60)))) == 2


def test_soft_line_breaks_are_joined_and_indented_lines_begin_a_paragraph() -> None:
    full = "政府信息公开工作有序推进各项任务落实" * 2
    drawn = say(full, 82, 100) + say(full + "公开", 60, 118) + say("完毕。", 60, 136) + say("　　另起一段。", 60, 154)
    assert texts(pdf(drawn)) == [full + full + "公开完毕。", "另起一段。"]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"左边第{n}行说的是主动公开的情况" for n in range(9)]
    right = [f"右边第{n}行说的是依申请公开情况" for n in range(9)]
    drawn = "".join(say(text, 50, 100 + 18 * n) for n, text in enumerate(left))
    drawn += "".join(say(text, 320, 100 + 18 * n) for n, text in enumerate(right))
    text = "".join(texts(pdf(drawn)))
    assert text.index(left[8]) < text.index(right[0])


def test_an_unruled_table_keeps_its_blanks_and_the_prose_around_it() -> None:
    rows = [
        ["信息内容", "制发", "废止", "有效"],
        ["规章", "1", "", "3"],
        ["文件", "", "5", "6"],
        ["其他", "7", "8", "9"],
    ]
    drawn = say(
        "现将有关情况报告如下，请予审阅。本年度共办理各类事项若干件，具体数字见下表所列各栏内容，特此说明。", 60, 150
    )
    drawn += inner(rows) + say("六、其他需要报告的事项", 60, 400)
    body = pdf(drawn)
    assert grids(body) == [rows]
    assert texts(body)[-1] == "六、其他需要报告的事项"


def test_numbers_of_narrow_columns_stay_apart() -> None:
    drawn = ""
    for r, row in enumerate((("甲", "13", "2", "15"), ("乙", "21", "3", "24"), ("丙", "40", "5", "45"))):
        for text, x in zip(row, (60, 160, 178, 191), strict=True):
            drawn += say(text, x, 200 + 20 * r)
    assert grids(pdf(drawn)) == [[["甲", "13", "2", "15"], ["乙", "21", "3", "24"], ["丙", "40", "5", "45"]]]


def test_pictures_of_pages_are_named_as_pictures() -> None:
    with pytest.raises(UnreadablePage, match=r"^image: the PDF"):
        read_file(pdf(box(10, 10, 500, 500, "f")))


def test_the_title_is_taken_from_the_head_and_the_link_stands_in() -> None:
    drawn = say("某县水利局", 230, 100, 16) + say("2022年政府信息公开工作年度报告", 180, 130, 16)
    page = read_file(pdf(drawn + say("根据有关规定，编制本报告。", 82, 170)), title="点击下载")
    assert [found.value for found in page.metadata.title] == ["某县水利局2022年政府信息公开工作年度报告", "点击下载"]
    assert page.kind == "pdf"
