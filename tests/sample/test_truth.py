"""The truth of the sample is what its pages print: the committed files are current, every sum holds or is named."""

import re
from typing import Any

import pytest

from harvester.sample.identities import failures
from harvester.sample.markup import body_html, body_lines
from harvester.sample.truth import SITES_FILE, TRUTH_FILE, render_files
from harvester.sample.web import Web

TAGS = re.compile(r"<[^>]+>")


@pytest.mark.parametrize("path", [SITES_FILE, TRUTH_FILE], ids=lambda path: path.name)
def test_the_committed_file_is_what_the_generator_writes(web: Web, path: Any) -> None:
    message = f"{path} is out of date: run `python -m harvester.sample`"
    assert path.read_text(encoding="utf-8") == render_files(web)[path], message
    assert path.stat().st_size < 3_000_000


def test_every_sum_holds_except_where_a_slip_is_named(web: Web) -> None:
    slipped = 0
    for report in web.reports:
        if report.cells:
            sums = [slip for slip in report.slips if not slip["rule"].startswith("Q")]
            assert sums == failures(report.format, report.cells), report.key
            slipped += bool(report.slips)
    assert 4 <= slipped <= 8


def test_carried_over_is_what_the_year_before_carried_forward(web: Web) -> None:
    by_key = {(r.agency.name, r.year): r for r in web.reports if r.cells and r.format != "2008" and not r.slips}
    compared = 0
    for (name, year), report in by_key.items():
        before = by_key.get((name, year - 1))
        if before:
            ref = "applications.{}.total"
            assert report.cells[ref.format("carried_over")].value == before.cells[ref.format("carried_forward")].value
            compared += 1
    assert compared > 40


def test_every_figure_of_the_truth_stands_in_the_prose(web: Web) -> None:
    for report in web.reports:
        prose = "".join(line for line in body_lines(report, tables=False) if isinstance(line, str))
        for figure in report.document.figures:
            shown = f"{figure.value / 10000:g}万" if f"{figure.value / 10000:g}万" in prose else f"{figure.value:g}"
            assert shown in prose, (report.key, figure)


def test_every_cell_of_the_truth_stands_in_the_html(web: Web) -> None:
    for report in web.reports:
        if report.cells and report.carrier == "page":
            html = TAGS.sub("\n", body_html(report)).replace("&nbsp;", "")
            for ref, cell in report.cells.items():
                assert all(piece in html for piece in cell.raw.split("\n")), (report.key, ref)


def test_blank_zero_dash_and_notes_are_all_met(web: Web) -> None:
    cells = [cell for report in web.reports for cell in report.cells.values()]
    assert {cell.state for cell in cells} >= {"numeric", "zero", "blank", "dash"}
    assert any("（其中修订" in cell.raw for cell in cells)
    assert any(cell.raw.endswith("万元") for cell in cells)
    assert any(cell.raw.endswith("元") and "万" not in cell.raw for cell in cells)
    assert any(isinstance(cell.value, float) for cell in cells)


def test_no_report_names_a_person_and_every_page_says_that_it_is_invented(web: Web) -> None:
    for report in web.reports:
        text = "".join(line for line in body_lines(report, tables=False) if isinstance(line, str))
        assert "联系人" not in text
        assert "555" in text  # invented telephone numbers
    for site in web.sites:
        home = web.routes.get(site.host, {}).get("/")
        assert home is None or "虚构样例".encode() in home(None).body or "虚构样例".encode("gbk") in home(None).body  # type: ignore[arg-type]


def test_gaps_are_named_for_the_years_without_a_report(true: dict[str, Any]) -> None:
    reasons = {reason for site in true["sites"] for reason in site["gaps"].values()}
    assert reasons == {"not_published", "blocked", "unreachable", "no_column", "unreadable"}
    found = {(r["site_id"], str(r["year"])) for r in true["reports"] if r["reachable_by"] in ("plain", "json")}
    assert not any((site["site_id"], year) in found for site in true["sites"] for year in site["gaps"])


def test_the_page_of_the_docs_names_every_site(web: Web) -> None:
    page = (TRUTH_FILE.parents[2] / "docs" / "sample.md").read_text(encoding="utf-8")
    assert all(f"| {site.host} |" in page for site in web.sites)
    assert "fourteen" in page and len(web.sites) == 14
