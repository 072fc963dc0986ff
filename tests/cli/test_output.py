"""Promises that what commands print is aligned, stays one line where it must, and survives any terminal."""

import io
import json
import sys

import pytest

from harvester.cli import _output


def test_columns_align_by_what_a_terminal_shows():
    text = _output.table(["地区", "年", "reports"], [["江门市", 2022, 3], ["Jiangmen", 2008, None], ["x", 1, 12]])
    lines = text.splitlines()
    assert lines[2] == "江门市    2022        3"
    assert lines[3] == "Jiangmen  2008"
    assert {_output.width(line[: line.index(year)]) for line, year in ((lines[2], "2022"), (lines[3], "2008"))} == {10}


@pytest.mark.parametrize(
    ("text", "columns"),
    [("江门市", 6), ("abc", 3), ("e\u0301", 1), ("\u200b", 0), ("（一）", 6), ("“好”", 4), ("", 0)],
)
def test_width_counts_columns_of_a_terminal(text: str, columns: int):
    assert _output.width(text) == columns


@pytest.mark.parametrize("columns", range(2, 22))
def test_shortened_text_never_passes_its_limit(columns: int):
    text = "台山市a人民b政府办公室"
    short = _output.shorten(text, columns)
    assert _output.width(short) <= columns
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_a_line_break_in_a_cell_does_not_break_the_table():
    assert len(_output.table(["a"], [["one\ntwo"]]).splitlines()) == 3


def test_a_table_without_rows_shows_its_heads():
    assert _output.table(["site", "year"], []).splitlines() == ["site  year", "----  ----"]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "latin-1", "ascii"])
def test_json_can_be_read_again_whatever_the_terminal_speaks(encoding: str, monkeypatch: pytest.MonkeyPatch):
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    monkeypatch.setattr(sys, "stdout", stream)
    _output.prepare_streams()
    value = {"agency": "台山市人民政府办公室", "odd": "\U00020bb7 é \ud800"}
    _output.say(_output.json_text(value))
    stream.flush()
    assert json.loads(raw.getvalue().decode(encoding)) == value


def test_readable_chinese_on_a_utf8_terminal(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
    assert _output.json_text({"year": "年"}) == '{"year": "年"}'
