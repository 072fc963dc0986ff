"""Hand-kept rows: right ones are read whatever a spreadsheet did to them, wrong ones name file, line and column."""

# ruff: noqa: E501 (tables of cases: one case a row)

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvester.errors import ReferenceRowError
from harvester.reference import is_host, read_rows, unique, url_fault


def written(tmp_path: Path, body: bytes | str) -> Path:
    path = tmp_path / "rows.csv"
    path.write_bytes(body if isinstance(body, bytes) else body.encode())
    return path


@pytest.mark.parametrize(
    ("label", "body"),
    [
        ("plain", "a,b\n1,2\n"),
        ("byte order mark", "\ufeffa,b\n1,2\n"),
        ("line ends of Windows", "a,b\r\n1,2\r\n"),
        ("line ends of old Macs", "a,b\r1,2\r"),
        ("no line end at the end", "a,b\n1,2"),
        ("quoted cells", '"a","b"\n"1","2"\n'),
        ("spaces around cells", " a , b \n 1 , 2 \n"),
        ("capital letters in the header", "A,B\n1,2\n"),
        ("empty lines", "\na,b\n\n1,2\n\n,\n"),
        ("empty cells beyond the header", "a,b\n1,2,,\n"),
        ("columns nobody asked for", "a,zzz,b\n1,9,2\n"),
    ],
)
def test_a_usable_file_is_read(tmp_path: Path, label: str, body: str) -> None:
    rows = list(read_rows(written(tmp_path, body), required=("a", "b")))
    assert [(row.get("a"), row.get("b")) for row in rows] == [("1", "2")], label


def test_cells_that_a_short_row_lacks_are_empty(tmp_path: Path) -> None:
    (row,) = read_rows(written(tmp_path, "a,b,c\n1,2\n"), required=("a",))
    assert (row.get("c"), row.get("no such column")) == ("", "")


def test_a_row_knows_its_line_even_after_a_cell_with_line_breaks(tmp_path: Path) -> None:
    rows = list(read_rows(written(tmp_path, 'a,b\n"x\ny",2\n3,4\n'), required=("a",)))
    assert [row.line for row in rows] == [2, 4]


@pytest.mark.parametrize(
    ("label", "body", "complaint"),
    [
        ("empty file", "", r"rows\.csv:1: the file is empty; its first line must be a,b"),
        ("missing column", "a,x\n1,2\n", r"rows\.csv:1:1: the header has no column 'b' .*; do so"),
        ("misspelt column", "a,b,homeurl\n", r"rows\.csv:1:3: the header says 'homeurl' where 'home_url' is meant"),
        ("column named twice", "a,b,a\n", r"rows\.csv:1:3: the header names 'a' twice"),
        ("semicolons", "a;b\n1;2\n", r"rows\.csv:1:1: the cells are not separated by commas"),
        ("tabs", "a\tb\n1\t2\n", r"rows\.csv:1:1: the cells are not separated by commas"),
        ("too many cells", "a,b\n1,2\n1,2,3\n", r"rows\.csv:3:3: 3 cells under 2 columns; quote"),
        ("open quotation mark", 'a,b\n1,"2\n', r"rows\.csv:2: .*quotation marks"),
        ("stray quotation mark", 'a,b\n1,"2"x\n', r"rows\.csv:2: .*quotation marks"),
        ("another encoding", "a,b\n1,2\n江,门\n".encode("gbk"), r"rows\.csv:3:1: byte 0xbd is not UTF-8; save the file"),
        ("UTF-16", "a,b\n1,2\n".encode("utf-16"), r"rows\.csv:1:1: byte 0xff is not UTF-8"),
        ("a NUL byte", b"a,b\n1,\x002\n", r"rows\.csv:2:2: a NUL byte"),
    ],
)
def test_a_wrong_file_is_refused_in_one_line(tmp_path: Path, label: str, body: bytes | str, complaint: str) -> None:
    with pytest.raises(ReferenceRowError) as caught:
        list(read_rows(written(tmp_path, body), required=("a", "b"), known=("home_url",), advice="do so"))
    message = str(caught.value)
    assert re.search(complaint, message), f"{label}: {message}"
    assert "\n" not in message


def test_a_file_that_is_missing_or_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReferenceRowError, match="no such file"):
        list(read_rows(tmp_path / "none.csv", required=("a",)))
    with pytest.raises(ReferenceRowError, match="cannot be read"):
        list(read_rows(tmp_path, required=("a",)))


@pytest.mark.parametrize(
    ("read", "complaint"),
    [
        (lambda row: row.require("empty"), ":2:empty: the cell is empty"),
        (lambda row: row.choice("word", ("x", "y")), ":2:word: 'abc' is none of x, y"),
        (lambda row: row.year("word"), ":2:word: 'abc' is not a year"),
        (lambda row: row.match("word", re.compile(r"\d+"), "a number"), ":2:word: 'abc' is not a number"),
        (lambda row: row.url("word"), ":2:word: 'abc' is no web address"),
    ],
)
def test_a_wrong_cell_names_its_column(tmp_path: Path, read: object, complaint: str) -> None:
    (row,) = read_rows(written(tmp_path, "word,empty\nabc,\n"), required=("word",))
    with pytest.raises(ReferenceRowError) as caught:
        read(row)  # type: ignore[operator]
    assert complaint in str(caught.value)


def test_empty_optional_cells_are_none(tmp_path: Path) -> None:
    (row,) = read_rows(written(tmp_path, "a,empty\n1,\n"), required=("a",))
    assert (row.choice("empty", ("x",)), row.year("empty"), row.url("empty")) == (None, None, None)


def test_a_value_that_must_be_unique_names_both_lines(tmp_path: Path) -> None:
    rows = list(read_rows(written(tmp_path, "a\nx\n\ny\nx\n"), required=("a",)))
    with pytest.raises(ReferenceRowError, match=r":5:a: 'x' stands in line 2 already"):
        unique(rows, "a")


@pytest.mark.parametrize(
    "url",
    [
        "https://www.taishan.gov.cn/",
        "http://127.0.0.1:8080/a?b=c#d",
        "http://[::1]/",
        "http://localhost/",
        "http://政府.中国/",
        "HTTP://X.CN",
    ],
)
def test_web_addresses_are_accepted(url: str) -> None:
    assert url_fault(url) is None


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("www.taishan.gov.cn", "has no scheme; write https://www.taishan.gov.cn"),
        ("taishan", "is no web address"),
        ("ftp://taishan.gov.cn/", "is no web address"),
        ("file:///etc/passwd", "is no web address"),
        ("javascript:alert(1)", "is no web address"),
        ("http://", "names no proper host"),
        ("http://-x-/", "names no proper host"),
        ("http://a b.cn/", "holds a space"),
        ("http://x.cn:99999/", "is no web address"),
        ("http://[::1/", "is no web address"),
        ("http://user:pw@x.cn/", "carries a user name"),
    ],
)
def test_other_addresses_are_refused_with_a_reason(url: str, fault: str) -> None:
    assert fault in (url_fault(url) or "")


@given(st.text(max_size=80))
def test_any_text_as_address_gets_an_answer(text: str) -> None:
    fault = url_fault(text)
    assert fault is None or (fault and "\n" not in fault)
    assert is_host(text) in (True, False)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_one_line(tmp_path_factory: pytest.TempPathFactory, body: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "rows.csv"
    path.write_bytes(body)
    try:
        rows = list(read_rows(path, required=("a",)))
    except ReferenceRowError as error:
        assert "\n" not in str(error)
    else:
        assert all(row.line > 1 for row in rows)
