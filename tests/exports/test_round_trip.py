"""Promises that what is exported and loaded by the tools that people use equals the database, cell by cell."""

import csv
import io
import json
import math
from pathlib import Path
from typing import Any

import pytest

from harvester.exports.csv import unguard
from harvester.exports.dta import short_names
from harvester.exports.xlsx import LONG_TEXTS
from harvester.jobs.codebook import described
from harvester.jobs.exporting import Exported, known_formats
from harvester.store import Selection, Store

TABLES = (
    "reports", "sections", "facts", "figures", "checks", "sightings", "applications", "proactive", "disputes", "panel",
)  # fmt: skip
Rows = list[dict[str, Any]]


def emptied(rows: Rows) -> Rows:
    """Rows for a format that cannot tell an empty text from none."""
    return [{name: None if value == "" else value for name, value in row.items()} for row in rows]


def plain(value: Any) -> Any:
    """A value of pandas as Python has it; missing is None."""
    if value is None or str(value) in ("", "<NA>") or (isinstance(value, float) and math.isnan(value)):
        return None
    return value.item() if hasattr(value, "item") else value


def frame_rows(frame: Any) -> Rows:
    columns = {name: [plain(value) for value in frame[name]] for name in frame.columns}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_our_own_readers_give_the_rows_back(
    kind: str, table: str, exported: Exported, database: Path, stored: dict[str, Rows]
):
    form = known_formats()[kind]
    with Store.open(database, readonly=True) as store, store.snapshot(Selection()) as snapshot:
        shape = next(described(item) for item in snapshot.datasets() if item.name == table)
    assert form.read is not None
    rows = [
        dict(zip(shape.names, row, strict=True)) for row in form.read(exported.folder / f"{table}{form.suffix}", shape)
    ]
    assert (emptied(rows) if kind == "csv" else rows) == (emptied(stored[table]) if kind == "csv" else stored[table])


@pytest.mark.parametrize("table", TABLES)
def test_the_pandas_snippet_loads_what_the_database_holds(table: str, exported: Exported, stored: dict[str, Rows]):
    names: dict[str, Any] = {"__file__": str(exported.folder / "load_pandas.py"), "__name__": "snippet"}
    exec((exported.folder / "load_pandas.py").read_text("utf-8"), names)
    assert frame_rows(names["load"](table)) == emptied(stored[table])


@pytest.mark.parametrize("table", TABLES)
def test_pandas_reads_the_parquet_file(table: str, exported: Exported, stored: dict[str, Rows]):
    import pandas as pd

    assert frame_rows(pd.read_parquet(exported.folder / f"{table}.parquet")) == emptied(stored[table])


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("reader", ["pandas", "pyreadstat"])
def test_stata_files_hold_the_database_with_labels(
    reader: str, table: str, exported: Exported, stored: dict[str, Rows]
):
    path = exported.folder / f"{table}.dta"
    if reader == "pandas":
        import pandas as pd

        frame = pd.read_stata(path)
        labels = pd.io.stata.StataReader(path).variable_labels()
    else:
        import pyreadstat

        frame, meta = pyreadstat.read_dta(str(path), apply_value_formats=True)
        labels = meta.column_names_to_labels
    full = {short: name for name, short in short_names(list(stored[table][0])).items()}
    assert frame_rows(frame.rename(columns=full)) == emptied(stored[table])
    assert all(len(name) <= 32 for name in frame.columns)
    assert all(label and len(label) <= 80 for label in labels.values())


def sheet_rows(path: Path, table: str) -> Rows:
    """Rows of a workbook as Excel shows them: escapes undone, long texts put together."""
    import openpyxl
    from openpyxl.utils.escape import unescape

    def shown(value: Any) -> Any:
        return unescape(value) if isinstance(value, str) else value

    book = openpyxl.load_workbook(path)
    assert all(cell.data_type != "f" and cell.hyperlink is None for sheet in book for row in sheet for cell in row)
    rows: Rows = []
    for sheet in (sheet for sheet in book if sheet.title != LONG_TEXTS):
        heads, *lines = sheet.iter_rows(values_only=True)
        offset = len(rows)
        rows += [dict(zip(map(str, heads), map(shown, line), strict=True)) for line in lines]
        for _, (_, row, column, _, text) in enumerate(_long(book, sheet.title)):
            rows[offset + row - 2][column] += shown(text)
    return rows


def _long(book: Any, sheet: str) -> list[Any]:
    if LONG_TEXTS not in book.sheetnames:
        return []
    return [line for line in list(book[LONG_TEXTS].iter_rows(values_only=True))[1:] if line[0] == sheet]


@pytest.mark.parametrize("table", TABLES)
def test_workbooks_hold_the_database_as_texts_and_numbers(table: str, exported: Exported, stored: dict[str, Rows]):
    rows, wanted = sheet_rows(exported.folder / f"{table}.xlsx", table), emptied(stored[table])
    assert rows == wanted


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(
    database: Path, tmp_path: Path, stored: dict[str, Rows], monkeypatch: pytest.MonkeyPatch
):
    from harvester.exports import xlsx
    from harvester.jobs.exporting import Order, Wanted, export

    monkeypatch.setattr(xlsx, "SHEET_ROWS", 40)
    done = export(database, Order(tmp_path / "small", ("xlsx",)), Wanted())
    assert [remark for remark in done.remarks if remark.startswith("facts.xlsx: more rows than a sheet holds")]
    assert len(sheet_rows(tmp_path / "small" / "facts.xlsx", "facts")) == len(stored["facts"]) > 40


def test_frictionless_finds_the_package_and_its_data_valid(exported: Exported):
    from frictionless import system, validate

    with system.use_context(trusted=True):
        result = validate(str(exported.folder / "datapackage.json"))
    assert result.valid, result.flatten(["name", "rowNumber", "fieldName", "message"])
    assert {task.name for task in result.tasks} >= set(TABLES)


def test_frictionless_finds_a_value_that_does_not_fit(exported: Exported, tmp_path: Path):
    import shutil

    from frictionless import system, validate

    copy = shutil.copytree(exported.folder, tmp_path / "copy")
    facts = (copy / "facts.csv").read_text("utf-8-sig").replace(",numeric,", ",guessed,", 1)
    (copy / "facts.csv").write_text(facts, encoding="utf-8-sig")
    with system.use_context(trusted=True):
        assert not validate(str(copy / "datapackage.json")).valid


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("kind", ["parquet", "jsonl"])
def test_duckdb_reads_what_the_database_holds(kind: str, table: str, exported: Exported, stored: dict[str, Rows]):
    import duckdb

    reader = "read_parquet" if kind == "parquet" else "read_json_auto"
    more = ", maximum_object_size=10000000, sample_size=-1, auto_detect=true, convert_strings_to_integers=false"
    path = exported.folder / f"{table}.{kind}"
    with duckdb.connect() as db:
        columns = ", ".join(f'"{name}"' for name in stored[table][0])
        found = db.execute(f"SELECT count(*) FROM {reader}('{path}'{more if kind == 'jsonl' else ''})").fetchone()
        assert found == (len(stored[table]),)
        if kind == "parquet":
            rows = db.execute(f"SELECT {columns} FROM {reader}('{path}')").fetchall()
            assert rows == [tuple(row.values()) for row in stored[table]]


def test_duckdb_reads_the_csv_file(exported: Exported, stored: dict[str, Rows]):
    import duckdb

    with duckdb.connect() as db:
        rows = db.execute(
            f"SELECT * FROM read_csv('{exported.folder / 'facts.csv'}', header=true, all_varchar=true, quote='\"', "
            "escape='\"', delim=',', nullstr='')"
        ).fetchall()
    names = list(stored["facts"][0])
    assert [unguard(row[names.index("raw")] or "") for row in rows] == [row["raw"] for row in stored["facts"]]
    assert [None if row[4] is None else float(row[4]) for row in rows] == [row["value"] for row in stored["facts"]]


def test_json_lines_are_one_object_a_line_for_any_reader_of_lines(exported: Exported, stored: dict[str, Rows]):
    for table in TABLES:
        lines = (exported.folder / f"{table}.jsonl").read_text("utf-8").splitlines()
        assert [json.loads(line) for line in lines] == stored[table]


def test_csv_begins_with_a_mark_for_excel_and_holds_no_formula(exported: Exported):
    for table in TABLES:
        body = (exported.folder / f"{table}.csv").read_bytes()
        assert body.startswith(b"\xef\xbb\xbf")
        csv.field_size_limit(2**31 - 1)
        heads, *rows = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""))
        numeric = {"value", "position", "year"}
        starts = {cell[:1] for row in rows for name, cell in zip(heads, row, strict=True) if name not in numeric}
        assert not starts & set("=+-@\t\r\n＝＋－＠")
