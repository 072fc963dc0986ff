"""Promises that every cell of a stored report is found in the document that it was read from, whatever that is."""

from html import escape
from pathlib import Path

import pytest

from harvester.jobs.locating import View, cell_anchor, locate
from harvester.page.parts import Part, join_parts
from harvester.sample.docx import write_docx
from harvester.sample.drafting import draft_years
from harvester.sample.markup import body_lines
from harvester.sample.pdf import write_pdf
from harvester.store import Store
from tests.web.stored import TAISHAN, keep, page_of


@pytest.fixture
def store(tmp_path: Path):
    """An empty database."""
    with Store.open(tmp_path / "h.db") as opened:
        yield opened


def located(store: Store, number: int, view: View | None = None):
    """The document of a report with its places."""
    row = store.connection.first("SELECT capture_id FROM reports WHERE report_id = ?", (number,))
    capture = store.capture(row["capture_id"]) if row else None
    assert capture is not None
    return locate(store, number, capture, view)


def cells(store: Store, number: int) -> set[str]:
    """The anchors that every cell of a report asks for."""
    return {cell_anchor(f.table_key, f.row_key, f.column_key) for f in store.report(number).facts}


@pytest.mark.parametrize("view", [None, "served", "read"])
@pytest.mark.parametrize("year", [2018, 2020, 2023])
def test_every_cell_of_a_page_has_its_place(store: Store, year: int, view: View | None):
    (drafted,) = draft_years(TAISHAN, (year,), {})
    number = keep(store, page_of(drafted), "http://a.gov.test/1.html")
    found = located(store, number, view)
    assert cells(store, number) <= found.anchors
    assert found.as_served is (view != "read")
    for anchor in found.anchors:
        assert found.markup.count(f'id="{anchor}"') == 1
    assert any(anchor.startswith("s-") for anchor in found.anchors)
    assert any(anchor.startswith("h-") for anchor in found.anchors)


@pytest.mark.parametrize("write", [write_pdf, write_docx])
def test_every_cell_of_a_file_has_its_place_in_the_document_as_read(store: Store, write):
    (drafted,) = draft_years(TAISHAN, (2023,), {})
    number = keep(store, write(drafted), "http://a.gov.test/1")
    found = located(store, number)
    assert not found.as_served
    assert cells(store, number)
    assert cells(store, number) <= found.anchors


def test_cells_of_a_flattened_table_are_found_in_the_document_as_read(store: Store):
    (drafted,) = draft_years(TAISHAN, (2023,), {})
    lines = [line if isinstance(line, str) else " ".join(line) for line in body_lines(drafted)]
    body = "\n".join((drafted.title, *lines)).encode()
    number = keep(store, body, "http://a.gov.test/1.txt")
    assert {fact.method for fact in store.report(number).facts} & {"lines", "pipes"}
    found = located(store, number, "read")
    assert cells(store, number) <= found.anchors


def test_a_report_of_several_pages_is_one_document(store: Store):
    (drafted,) = draft_years(TAISHAN, (2023,), {})
    first, table, second = page_of(drafted).rpartition(b"<table")
    pages = (first + b"</div></body></html>", b"<html><body><div id='zoom'>" + table + second)
    body, _ = join_parts([Part(f"http://a.gov.test/{at}.html", page, "text/html") for at, page in enumerate(pages)])
    number = keep(store, body, "http://a.gov.test/0.html")
    found = located(store, number)
    assert found.as_served
    assert cells(store, number) <= found.anchors


def test_a_cell_that_is_read_otherwise_today_has_no_place(store: Store):
    (drafted,) = draft_years(TAISHAN, (2023,), {})
    number = keep(store, page_of(drafted), "http://a.gov.test/1.html")
    with store.writing():
        store.connection.execute(
            "UPDATE facts SET raw = raw || '9' WHERE table_key = 'applications' AND row_key = 'granted'"
        )
    lost = cells(store, number) - located(store, number).anchors
    assert lost == {anchor for anchor in cells(store, number) if anchor.startswith("c-applications-granted-")}


def test_tables_that_a_script_brought_are_shown_as_they_were_read(store: Store):
    (drafted,) = draft_years(TAISHAN, (2023,), {})
    page = page_of(drafted).decode()
    start, end = page.index("<div id='zoom'>"), page.index("<iframe")
    hidden = f"{page[:start]}<textarea id='content'>{escape(page[start:end])}</textarea>{page[end:]}"
    number = keep(store, hidden.encode(), "http://a.gov.test/1.html")
    assert cells(store, number)
    assert not cells(store, number) & located(store, number, "served").anchors
    found = located(store, number)
    assert not found.as_served
    assert cells(store, number) <= found.anchors
