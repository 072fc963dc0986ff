"""Promises that the database is the one of the public contract, that its rules hold, and that its page is current."""

import re

import pytest

from harvester.registry import load_registry
from harvester.report.formats import load_formats
from harvester.store import RefusedRow, Store
from harvester.store.connection import Connection
from harvester.store.described import describe, tables
from harvester.store.dictionary import page
from harvester.store.queries import CONTRACT_TABLES
from harvester.store.views import views
from tests.conftest import ROOT

# The contract, section 3, column by column.
CONTRACT = {
    "divisions": "code name level parent_code full_name",
    "sites": "site_id name domain home_url division_code level family report_column_url last_status",
    "runs": "run_id command started_at finished_at status settings stats",
    "captures": "capture_id url final_url fetched_at http_status content_type encoding etag last_modified sha256 body "
    "run_id",
    "reports": "report_id agency agency_type division_code site_id year title title_source published period_start "
    "period_end format url capture_id text text_sha256 version is_current script damage quality contact_phone "
    "contact_email contact_address contact_postcode first_seen last_seen",
    "sightings": "url report_id kind site_id first_seen last_seen status",
    "sections": "report_id position level heading kind text",
    "facts": "report_id table_key row_key column_key value state raw method",
    "figures": "report_id position key value unit snippet",
    "checks": "report_id rule subject level status verdict expected actual message",
    "overrides": "agency year table_key row_key column_key value reason author at source_sha256",
    "attachments": "attachment_id report_id url filename media_type sha256 size body text",
    "failures": "failure_id run_id site_id url stage error message at",
}
KEYS = {
    "divisions": ["code"], "sites": ["site_id"], "runs": ["run_id"], "captures": ["capture_id"],
    "reports": ["report_id"], "sightings": ["url"], "sections": ["report_id", "position"],
    "facts": ["report_id", "table_key", "row_key", "column_key"], "figures": ["report_id", "position"],
    "checks": ["report_id", "rule", "subject"],
    "overrides": ["agency", "year", "table_key", "row_key", "column_key"], "attachments": ["attachment_id"],
    "failures": ["failure_id"],
}  # fmt: skip


def columns(store: Store, table: str) -> list[str]:
    return [column.name for column in store.connection.db[table].columns]


@pytest.mark.parametrize("table", CONTRACT)
def test_a_table_has_the_columns_of_the_contract_in_their_order(store: Store, table: str):
    named = CONTRACT[table].split()
    assert [name for name in columns(store, table) if name in named] == named


@pytest.mark.parametrize("table", CONTRACT)
def test_a_table_has_the_key_of_the_contract(store: Store, table: str):
    assert store.connection.db.table(table).pks == KEYS[table]


def test_every_table_of_the_contract_is_counted():
    assert set(CONTRACT_TABLES) == set(CONTRACT)


def test_every_table_is_strict(store: Store):
    names = [table.name for table in tables(store.connection)]
    assert [name for name in names if not store.connection.db.table(name).strict] == []


def test_captures_are_unique_by_address_and_hash(store: Store):
    unique = [index.columns for index in store.connection.db.table("captures").indexes if index.unique]
    assert ["url", "sha256"] in unique


@pytest.mark.parametrize("view", ["current_reports", "applications", "proactive", "disputes", "panel", "coverage"])
def test_a_view_of_the_contract_can_be_read(store: Store, view: str):
    assert store.connection.rows(f"SELECT * FROM {view}") == []


@pytest.mark.parametrize("table", ["applications", "disputes"])
def test_a_wide_view_has_a_column_for_each_cell_of_each_format(store: Store, table: str):
    present = set(columns(store, table))
    for form in load_formats():
        if table in form.tables:
            assert {f"{cell.row}_{cell.column}" for cell in form.tables[table].cells()} <= present


def test_the_view_of_disclosure_has_a_column_for_each_cell_of_article_20(store: Store):
    cells = [
        c for form in load_formats() for key, t in form.tables.items() if key.startswith("art20") for c in t.cells()
    ]
    assert {f"{cell.row}_{cell.column}" for cell in cells} <= set(columns(store, "proactive"))


def test_no_view_has_two_columns_of_one_name():
    for view in views():
        names = [column.name for column in view.columns]
        assert len(names) == len(set(names)), view.name


def test_views_are_written_anew_when_they_differ(path):
    with Store.open(path) as store:
        store.connection.db.execute("DROP VIEW panel")
        store.connection.db.execute("CREATE VIEW panel AS SELECT 1 AS old")
    with Store.open(path) as store:
        assert "new_requests" in columns(store, "panel")


@pytest.mark.parametrize(
    ("label", "sql"),
    [
        (
            "a number of requests that is a dash",
            "INSERT INTO facts VALUES (1, 'a', 'b', 'c', '—', 'dash', '—', 'grid')",
        ),
        ("a value beside a blank", "INSERT INTO facts VALUES (1, 'a', 'b', 'c', 0, 'blank', '', 'grid')"),
        ("a fact without a report", "INSERT INTO facts VALUES (99, 'a', 'b', 'c', 1, 'numeric', '1', 'grid')"),
        ("a status that is none", "INSERT INTO runs (command, started_at, status) VALUES ('crawl', 'now', 'done')"),
        ("a year in words", "INSERT INTO gaps VALUES ('s', '二〇二二', 'gone', '', 1, 'now')"),
    ],
)
def test_the_database_refuses(store: Store, label: str, sql: str):
    with pytest.raises(RefusedRow, match="refused a value"):
        store.connection.execute(sql)


def test_whole_numbers_stay_whole_and_decimals_decimal(store: Store):
    from tests.store.conftest import fact, report

    store.save_report(report(facts=(fact(12), fact(0.28, "total_handled"))))
    values = [row["value"] for row in store.connection.rows("SELECT value FROM facts ORDER BY value")]
    assert [(value, type(value)) for value in values] == [(0.28, float), (12, int)]


def test_every_column_of_every_table_is_described(store: Store):
    described = tables(store.connection)
    missing = [f"{table.name}.{c.name}" for table in described for c in table.columns if not c.meaning]
    assert (missing, [table.name for table in described if not table.meaning]) == ([], [])


def test_the_descriptions_name_the_columns_that_the_database_has(store: Store):
    for table in tables(store.connection):
        assert [column.name for column in table.columns] == columns(store, table.name)
        assert table.key == store.connection.db.table(table.name).pks


def test_a_column_that_was_added_later_is_described_too():
    connection = Connection(":memory:")
    connection.db.execute("CREATE TABLE t (  -- Things.\n  a TEXT,  -- First.\n  PRIMARY KEY (a)\n) STRICT")
    connection.db.execute("ALTER TABLE t ADD COLUMN b TEXT /* Second. */")
    table = describe(connection.value("SELECT sql FROM sqlite_master WHERE name = 't'"))
    assert [(column.name, column.meaning) for column in table.columns] == [("a", "First."), ("b", "Second.")]


def test_the_page_is_current():
    stored = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert stored == "\n".join(page()), "run: python -m harvester.store.dictionary > docs/data-dictionary.md"


def test_the_page_names_every_column_of_the_contract():
    stored = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    for table, names in CONTRACT.items():
        part = re.split(r"^### ", stored.split(f"### {table}\n", 1)[1], flags=re.MULTILINE)[0]
        assert [name for name in names.split() if f"| `{name}`" not in part] == []


@pytest.mark.parametrize(
    ("code", "year", "today"),
    [
        ("110228", 2012, "110118"),
        ("110118", 2020, "110118"),
        ("500112", 2020, "500109 500157"),
        ("420600", 2008, "420600"),
    ],
)
def test_a_division_of_the_past_leads_to_those_of_today(store: Store, code: str, year: int, today: str):
    from tests.store.conftest import report

    store.load_registry(load_registry())
    store.save_report(report(division_code=code, year=year))
    assert store.connection.value("SELECT division_code_today FROM current_reports") == today
