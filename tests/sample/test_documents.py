"""Files of the sample are what they say they are: Word, PDF and picture, with the report's text and tables inside."""

import io
import zipfile
from xml.etree import ElementTree as ET

import pytest

from harvester.sample.docx import write_docx
from harvester.sample.model import Report
from harvester.sample.pdf import write_pdf
from harvester.sample.picture import write_png
from harvester.sample.tables import layout
from harvester.sample.web import Web

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module", params=["2019", "2021"])
def report(web: Web, request: pytest.FixtureRequest) -> Report:
    return next(report for report in web.reports if report.format == request.param and report.cells)


def test_a_word_file_holds_every_table_with_all_its_columns_in_each_row(report: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(write_docx(report))) as archive:
        root = ET.fromstring(archive.read("word/document.xml"))
    tables = list(root.iter(f"{WORD}tbl"))
    assert len(tables) == 3
    for table in tables:
        columns = len(list(table.iter(f"{WORD}gridCol")))
        for row in table.iter(f"{WORD}tr"):
            spans = [cell.find(f"{WORD}tcPr/{WORD}gridSpan") for cell in row.iter(f"{WORD}tc")]
            assert sum(int(span.get(f"{WORD}val", "1")) if span is not None else 1 for span in spans) == columns


def test_a_word_file_holds_the_title_and_the_prose(report: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(write_docx(report))) as archive:
        text = "".join(ET.fromstring(archive.read("word/document.xml")).itertext())
    assert report.title in text
    assert all(paragraph in text for part in report.document.parts for paragraph in part.paragraphs)


def test_a_pdf_file_can_be_read_as_text_and_tables(report: Report) -> None:
    pdfplumber = pytest.importorskip("pdfplumber", reason="the extra `documents` is not installed")
    with pdfplumber.open(io.BytesIO(write_pdf(report))) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages)
        tables = [table for page in pdf.pages for table in page.extract_tables()]
    assert report.title in text
    applications = next(table for table in tables if len(table[0]) == 10)
    assert len(applications) == len(layout(report.format, "section3"))
    new = [applications[3][column] for column in range(3, 10)]
    columns = (
        "natural_person", "org_business", "org_research", "org_public_interest", "org_legal_service", "org_other",
        "total",
    )  # fmt: skip
    assert new == [report.cells[f"applications.new_requests.{column}"].raw for column in columns]


def test_files_are_the_same_bytes_every_time(report: Report) -> None:
    assert write_docx(report) == write_docx(report)
    assert write_pdf(report) == write_pdf(report)
    assert write_png(7) == write_png(7) != write_png(8)
    assert write_png(7).startswith(b"\x89PNG")
