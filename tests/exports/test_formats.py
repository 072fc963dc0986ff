"""Promises of single formats: the escape of CSV, names of Stata, numbers that no double holds, rows at the edges."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvester.exports._model import Column, Table
from harvester.exports.csv import guard, unguard
from harvester.exports.dta import short_names
from harvester.jobs.exporting import known_formats


@given(st.text(alphabet=st.sampled_from("'=+-@＝＋－＠\t\r\n a1公"), max_size=8))
def test_the_escape_of_csv_can_always_be_undone(text: str):
    assert unguard(guard(text)) == text
    assert guard(text)[:1] not in {*"=+-@＝＋－＠\t\r\n"}


@pytest.mark.parametrize("text", ["共 5 件", "'quoted'", "5-3", "a=b", "", "—"])
def test_harmless_texts_stay_as_they_are(text: str):
    assert guard(text) == text


def test_names_for_stata_are_short_and_differ():
    long = "denied_administrative_query_org_public_interest"
    names = short_names(["year", long, f"{long}s", "deni_admi_quer_org_publ_inte"])
    assert len(set(names.values())) == 4
    assert all(len(name) <= 32 for name in names.values())
    assert names["deni_admi_quer_org_publ_inte"] == "deni_admi_quer_org_publ_inte"
    assert names["year"] == "year"


NUMBERS = Table("numbers", (Column("value", "number", "Value", "数值"), Column("note", "text", "Note", "备注")))


@pytest.mark.parametrize("kind", ["parquet", "dta", "xlsx"])
def test_a_number_that_the_format_cannot_hold_is_told(kind: str, tmp_path: Path):
    writer = known_formats()[kind].open(tmp_path / f"numbers.{kind}", NUMBERS)
    writer.write([(2**53 + 1, "a"), (5, None), (None, "b")])
    assert [remark for remark in writer.close() if "column value: 1 values are rounded" in remark]


@pytest.mark.parametrize("kind", ["parquet", "dta", "xlsx"])
def test_usual_numbers_need_no_remark(kind: str, tmp_path: Path):
    writer = known_formats()[kind].open(tmp_path / f"numbers.{kind}", NUMBERS)
    writer.write([(5, "a"), (-3, None), (12.75, ""), (2_147_483_647, "b")])
    assert writer.close() == []


@pytest.mark.parametrize("kind", list(known_formats()))
def test_a_table_without_rows_is_a_file_that_can_be_read(kind: str, tmp_path: Path):
    import pandas as pd

    path = tmp_path / f"numbers.{kind}"
    writer = known_formats()[kind].open(path, NUMBERS)
    writer.write([])
    assert writer.close() == []
    readers = {"csv": pd.read_csv, "parquet": pd.read_parquet, "xlsx": pd.read_excel, "dta": pd.read_stata}
    if kind == "jsonl":
        assert path.read_bytes() == b""
    else:
        frame = readers[kind](path)
        assert list(frame.columns) == ["value", "note"] and frame.empty


def test_a_zero_byte_in_a_stata_text_is_told(tmp_path: Path):
    import pandas as pd

    writer = known_formats()["dta"].open(tmp_path / "numbers.dta", NUMBERS)
    writer.write([(1, "a\0b"), (2, "c")])
    assert writer.close() == ["column note: 1 values hold the character NUL, which is written as U+001A"]
    assert list(pd.read_stata(tmp_path / "numbers.dta")["note"]) == ["a\x1ab", "c"]
