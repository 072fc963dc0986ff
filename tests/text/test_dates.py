"""Promises that complete dates are found wherever they stand and that broken ones are left alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvester.text.dates import find_dates, read_date

DATES = [
    ("2023年1月20日", "2023-01-20"),
    ("2023 年 1 月 20 日", "2023-01-20"),
    ("二〇二三年一月二十日", "2023-01-20"),
    ("二○二三年十二月三十一日", "2023-12-31"),
    ("二零一八年元月九日", "2018-01-09"),
    ("2023-01-19 20:28", "2023-01-19"),
    ("2023/1/5", "2023-01-05"),
    ("2023.1.5", "2023-01-05"),
    ("２０２３年１月５日", "2023-01-05"),
    ("20230119", "2023-01-19"),
    ("2018年11日", None),
    ("2023-13-01", None),
    ("2023年2月30日", None),
    ("1.2.3", None),
    ("今年1月5日", None),
    ("", None),
]


@pytest.mark.parametrize(("printed", "expected"), DATES)
def test_a_date_is_read_or_refused(printed: str, expected: str | None) -> None:
    assert read_date(printed) == expected


def test_dates_in_a_sentence_come_with_their_place() -> None:
    text = "自2022年1月1日起，至2022年12月31日止，发布于2023-01-19。"
    assert [text[start:end] for start, end, _ in find_dates(text)] == ["2022年1月1日", "2022年12月31日", "2023-01-19"]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 1, 1)))
def test_every_day_is_read_back(day: object) -> None:
    year, month, number = (int(part) for part in str(day).split("-"))
    assert read_date(f"{year}年{month}月{number}日") == str(day) == read_date(f"{year}/{month}/{number}")


@given(st.text(alphabet="0123456789年月日-/.〇一二十 ", max_size=25))
def test_reading_never_fails(text: str) -> None:
    read_date(text)
    assert all(text[start:end] for start, end, _ in find_dates(text))
