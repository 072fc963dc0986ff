"""The score is complete for a perfect database and says exactly what is wrong with any other."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from harvester.errors import HarvestError
from harvester.sample.score import score

SCHEMA = """
CREATE TABLE reports (report_id INTEGER PRIMARY KEY, agency, agency_type, division_code, site_id, year, title,
  published, format, url, version, is_current);
CREATE TABLE sightings (url, report_id);
CREATE TABLE facts (report_id, table_key, row_key, column_key, value, state);
CREATE TABLE figures (report_id, key, value);
CREATE TABLE sections (report_id, position, level, kind);
CREATE TABLE checks (report_id, rule, subject, status);
CREATE TABLE coverage (site_id, year, status, reason);
"""


def store(connection: sqlite3.Connection, number: int, report: dict[str, Any]) -> None:
    """Store a report as a perfect harvester would."""
    names = ("agency", "agency_type", "division_code", "site_id", "year", "title", "published", "format", "version")
    values = [number, *(report[name] for name in names), report["urls"][0][0], 1]
    connection.execute(
        f"INSERT INTO reports (report_id, {', '.join(names)}, url, is_current) VALUES ({', '.join('?' * 12)})", values
    )
    connection.executemany("INSERT INTO sightings VALUES (?, ?)", [(url, number) for url, _ in report["urls"]])
    for ref, (value, state, _) in report["cells"].items():
        table, row, *column = ref.split(".")
        connection.execute(
            "INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?)", (number, table, row, *(column or ["value"]), value, state)
        )
    figures = [(number, key, value) for key, value, _ in report["figures"]]
    connection.executemany("INSERT INTO figures VALUES (?, ?, ?)", figures)
    sections = [(number, place, level, kind) for place, (level, kind, _) in enumerate(report["sections"])]
    connection.executemany("INSERT INTO sections VALUES (?, ?, ?, ?)", sections)
    checks = [(number, slip["rule"], slip["subject"]) for slip in report["slips"]]
    connection.executemany("INSERT INTO checks VALUES (?, ?, ?, 'fail')", checks)


@pytest.fixture
def database(tmp_path: Path, true: dict[str, Any]) -> Path:
    path = tmp_path / "perfect.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(SCHEMA)
        for number, report in enumerate(true["reports"], 1):
            if report["reachable_by"] in ("plain", "json"):
                store(connection, number, report)
        for site in true["sites"]:
            gaps = [(site["site_id"], int(year), reason) for year, reason in site["gaps"].items()]
            connection.executemany("INSERT INTO coverage VALUES (?, ?, 'gap', ?)", gaps)
    return path


def change(path: Path, statement: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(statement)


def test_a_perfect_database_is_complete(database: Path, true: dict[str, Any]) -> None:
    result = score(database, true)
    assert result.complete, result.table()
    assert result.recall == result.precision == 1.0
    assert not result.wrong.total() and not result.missing.total() and not result.notes
    assert "100.0%" in result.table()


def test_a_missing_report_lowers_recall_and_is_named(database: Path, true: dict[str, Any]) -> None:
    change(database, "DELETE FROM reports WHERE report_id = 1")
    result = score(database, true)
    assert not result.complete and result.recall < 1
    assert true["reports"][0]["title"] in result.absent[0]


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("INSERT INTO reports (report_id, agency, year, url) VALUES (9999, 'X', 2020, 'http://a.test/')", "lookalikes"),
        ("INSERT INTO reports (report_id, agency, year, url, is_current) SELECT 9999, agency, year, url, 1 FROM reports"
         " LIMIT 1", "duplicates"),
        ("UPDATE sightings SET report_id = 1 WHERE report_id = 2", "merged"),
    ],
)  # fmt: skip
def test_what_should_not_be_there_is_named(database: Path, true: dict[str, Any], statement: str, name: str) -> None:
    change(database, statement)
    result = score(database, true)
    assert len(getattr(result, name)) >= 1
    assert not result.complete


@pytest.mark.parametrize(
    ("statement", "kind", "name"),
    [
        ("UPDATE reports SET agency = 'X' WHERE report_id = 1", "wrong", "agency"),
        ("UPDATE reports SET year = NULL WHERE report_id = 1", "missing", "year"),
        ("UPDATE facts SET value = 77 WHERE rowid = 5", "wrong", "cells"),
        ("UPDATE facts SET state = 'blank', value = NULL WHERE rowid = 5", "wrong", "cells"),
        ("DELETE FROM facts WHERE rowid = 5", "missing", "cells"),
        ("INSERT INTO facts VALUES (1, 'art20_5', 'x', 'y', 1, 'numeric')", "wrong", "cells"),
        ("DELETE FROM figures WHERE rowid = 1", "missing", "figures"),
        ("INSERT INTO figures VALUES (1, 'staff', 123456)", "wrong", "figures"),
        ("UPDATE sections SET kind = 'fees' WHERE rowid = 2", "wrong", "sections"),
        ("DELETE FROM checks", "missing", "slips of the source"),
        ("UPDATE coverage SET reason = 'budget' WHERE rowid = 1", "wrong", "reasons of gaps"),
    ],
)
def test_one_changed_row_is_counted_where_it_belongs(
    database: Path, true: dict[str, Any], statement: str, kind: str, name: str
) -> None:
    change(database, statement)
    result = score(database, true)
    assert getattr(result, kind)[name] >= 1
    assert result.recall == 1.0


def test_an_older_version_beside_the_current_one_is_no_duplicate(database: Path, true: dict[str, Any]) -> None:
    columns = "agency, agency_type, division_code, site_id, year, title, published, format, url"
    change(
        database,
        f"INSERT INTO reports (report_id, {columns}, version, is_current) SELECT 9999, {columns}, 0, 0 FROM reports"
        " WHERE report_id = 1",
    )
    assert score(database, true).complete


def test_a_session_id_in_an_address_does_not_matter(database: Path, true: dict[str, Any]) -> None:
    change(database, "UPDATE reports SET url = replace(url, '.do', '.do;jsessionid=00FF')")
    change(database, "DELETE FROM sightings")
    assert score(database, true).complete


def test_a_missing_or_foreign_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(HarvestError, match="no such database"):
        score(tmp_path / "none.db")
    foreign = tmp_path / "foreign.db"
    foreign.write_text("not a database at all, but long enough to be looked at as one by SQLite" * 20)
    with pytest.raises(HarvestError, match="not a database of the harvester"):
        score(foreign)
