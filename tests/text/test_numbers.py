"""Promises that printed numbers are read as what they are: cells with their state, quantities with their unit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvester.text.numbers import find_quantities, read_cell
from harvester.text.numerals import read_numeral

CELLS = [
    ("301", "numeric", 301, None, None),
    ("0", "zero", 0, None, None),
    ("０", "zero", 0, None, None),
    ("0.00", "zero", 0, None, None),
    ("1,234", "numeric", 1234, None, None),
    ("-3", "numeric", -3, None, None),
    ("+5", "numeric", 5, None, None),
    ("－12", "numeric", -12, None, None),
    ("22（其中修订16件）", "numeric", 22, None, "其中修订16件"),
    ("55\n（含自然失效 29 件）", "numeric", 55, None, "含自然失效29件"),
    ("37964.59万元", "numeric", 37964.59, "万元", None),
    ("251000元", "numeric", 251000, "元", None),
    ("160.5964万元", "numeric", 160.5964, "万元", None),
    ("18件", "numeric", 18, "件", None),
    ("\u3000 7 \xa0", "numeric", 7, None, None),
    ("十二", "numeric", 12, None, None),
    ("", "blank", None, None, None),
    ("\u3000\xa0", "blank", None, None, None),
    ("—", "dash", None, None, None),
    ("--", "dash", None, None, None),
    ("/", "dash", None, None, None),
    ("\\", "dash", None, None, None),
    ("无", "none_word", None, None, None),
    ("不适用", "not_applicable", None, None, None),
    ("N/A", "not_applicable", None, None, None),
    ("见附件", "text", None, None, None),
    ("12 13", "text", None, None, None),
    ("1.2.3", "text", None, None, None),
    ("自然人", "text", None, None, None),
    ("三、本年度办理结果", "text", None, None, None),
    ("2023年", "numeric", 2023, "年", None),
]


@pytest.mark.parametrize(("raw", "state", "value", "unit", "note"), CELLS, ids=[repr(case[0]) for case in CELLS])
def test_a_cell_says_what_was_printed(
    raw: str, state: str, value: float | None, unit: str | None, note: str | None
) -> None:
    assert read_cell(raw) == (raw, state, value, unit, note)


QUANTITIES = [
    ("全年主动公开政府信息301条，其中规范性文件64条。", [(301, "条", ""), (64, "条", "")]),
    ("阅读量415.94万次，粉丝345.96万", [(4159400, "次", ""), (3459600, "", "")]),
    ("近90万人次参加", [(900000, "人次", "近")]),
    ("培训两千余人次", [(2000, "人次", "余")]),
    ("共受理一百二十件", [(120, "件", "")]),
    ("百分之九十八点五", [(98.5, "%", "")]),
    ("减少了66.66%", [(66.66, "%", "")]),
    ("一是认识不到位；二是三农工作十分重要。", []),
    ("应收0.28万元", [(2800, "元", "")]),
]


@pytest.mark.parametrize(("text", "expected"), QUANTITIES, ids=[case[0][:12] for case in QUANTITIES])
def test_numbers_in_prose_come_with_unit_and_qualifier(text: str, expected: list[tuple[float, str, str]]) -> None:
    assert [(found.value, found.unit, found.qualifier) for found in find_quantities(text)] == expected


@pytest.mark.parametrize("damaged", ["申请?8件", "申请□8件", "申请\ufffd8件"])
def test_a_number_after_a_mark_of_loss_is_not_read(damaged: str) -> None:
    assert find_quantities(damaged) == []


@given(st.integers(min_value=0, max_value=10**8 - 1))
def test_every_whole_number_written_in_digits_is_read_back(number: int) -> None:
    assert read_numeral(str(number)) == number
    assert read_cell(f"{number:,}").value == number


@given(st.text(max_size=30))
def test_reading_never_fails_and_spans_are_true(text: str) -> None:
    read_cell(text)
    read_numeral(text)
    for found in find_quantities(text):
        assert text[found.start : found.end] == found.raw
