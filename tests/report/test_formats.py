"""The reference of table formats is complete, consistent and says where it is wrong."""

from pathlib import Path

import pytest

from harvester.errors import ReferenceRowError
from harvester.report.formats import CellRef, cell_ref, load_formats
from harvester.report.normalize import label


def test_three_formats_follow_each_other_without_a_gap() -> None:
    years = {item.id: [year for year in range(2008, 2026) if item.covers(year)] for item in load_formats()}
    assert years["2008"] == list(range(2008, 2019))
    assert years["2019"] == [2019, 2020]
    assert years["2021"] == list(range(2021, 2026))


@pytest.mark.parametrize(("format_id", "cells"), [("2008", 58), ("2019", 22 + 161 + 15), ("2021", 10 + 175 + 15)])
def test_a_format_has_the_official_number_of_cells(format_id: str, cells: int) -> None:
    form = load_formats().by_id[format_id]  # type: ignore[index]
    assert sum(len(list(table.cells())) for table in form.tables.values()) == cells


def test_every_value_of_a_layout_is_a_cell_of_its_table_and_every_cell_has_its_place() -> None:
    for form in load_formats():
        printed = {cell.ref for layout in form.layouts.values() for row in layout.grid for cell in row if cell.ref}
        assert printed == {ref for table in form.tables.values() for ref in table.cells()}


def test_every_identity_speaks_of_cells_that_exist() -> None:
    for form in load_formats():
        cells = {ref for table in form.tables.values() for ref in table.cells()}
        for equation in form.equations:
            assert equation.cells <= cells, equation.rule


def test_no_wording_of_a_row_names_two_rows_of_its_table() -> None:
    twice = {"被依法纠错数", "其他情形数"}
    for form in load_formats():
        for table in form.tables.values():
            seen: dict[str, str] = {}
            for row in table.rows:
                for form_of_label in row.exact - twice:
                    assert seen.setdefault(form_of_label, row.key) == row.key, (table.key, form_of_label)


def test_the_words_of_a_row_accept_its_own_label_and_no_other() -> None:
    for form in load_formats():
        for table in form.tables.values():
            for row in table.data_rows:
                names = {other.key for other in table.data_rows if other.match.accepts(label(row.label))}
                assert names <= {row.key}


def test_identities_are_spelled_out_for_each_column_row_and_cell() -> None:
    form = load_formats().by_id["2021"]
    flows = [equation for equation in form.equations if equation.rule == "F2021.S3.flow"]
    assert [equation.subject for equation in flows] == [
        f"applications.*.{column.key}" for column in form.tables["applications"].columns
    ]
    sums = [equation for equation in form.equations if equation.rule == "F2021.S3.applicant_sum"]
    assert len(sums) == 25


def test_an_indicator_of_the_statistics_table_has_the_column_value() -> None:
    assert cell_ref("statistics.staff") == CellRef("statistics", "staff", "value")
    assert str(cell_ref("disputes.review.total")) == "disputes.review.total"


@pytest.mark.parametrize(
    ("text", "says"), [("{", "not valid JSON"), ('{"formats": {"2021": {"id": "2021"}}}', "lacks the key")]
)
def test_a_broken_reference_is_refused_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "tables.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReferenceRowError, match=says) as error:
        load_formats(path)
    assert str(path) in str(error.value)
