"""What the charts of an agency show: each line is a cell, or a sum of cells, of the statutory tables over the years."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from harvester.report.formats import CellRef, cell_ref, load_formats


@dataclass(frozen=True)
class Series:
    """One line: its name is the message `series_<key>`; a point is the sum of the cells of one alternative.

    Formats print the same thing in different cells; the first alternative whose cells are all numbers is taken.
    """

    key: str
    alternatives: tuple[tuple[CellRef, ...], ...]


@dataclass(frozen=True)
class Chart:
    """One chart: its title is the message `chart_<key>`."""

    key: str
    series: tuple[Series, ...]


@dataclass(frozen=True)
class Point:
    """One number of a chart with the report and the cell that it comes from."""

    year: int
    value: float
    report_id: int
    cell: CellRef


def _one(key: str, *cells: str) -> Series:
    """A line of single cells: the first that is a number."""
    return Series(key, tuple((cell_ref(cell),) for cell in cells))


def _sum(key: str, *alternatives: Iterable[str]) -> Series:
    return Series(key, tuple(tuple(cell_ref(cell) for cell in cells) for cells in alternatives))


def _group(format_id: str, key: str) -> tuple[str, ...]:
    """Rows of a group of the table of requests (all refusals, say) as cells of its total column."""
    table = next(form for form in load_formats() if form.id == format_id).tables["applications"]
    members = next(group for group in table.groups if group.key == key).members
    return tuple(f"applications.{row}.total" for row in members)


def _suits(column: str) -> tuple[str, str]:
    return (f"disputes.suit_direct.{column}", f"disputes.suit_after_review.{column}")


@cache
def charts() -> tuple[Chart, ...]:
    """All charts, in the order in which they are shown."""
    return (
        Chart("applications", (
            _one("new_requests", "applications.new_requests.total", "statistics.requests_received"),
            _one("total_handled", "applications.total_handled.total", "statistics.replies"),
            _one("carried_forward", "applications.carried_forward.total"),
        )),
        Chart("outcomes", (
            _one("granted", "applications.granted.total"),
            _one("partially_granted", "applications.partially_granted.total"),
            *(_sum(key, *dict.fromkeys(_group(form, key) for form in ("2021", "2019")))
              for key in ("denied", "unable", "not_processed")),
            _sum("other", ("applications.other_handling.total",), _group("2021", "other")),
        )),
        Chart("disputes", (
            _one("reviews", "disputes.review.total", "statistics.reviews"),
            _one("reviews_corrected", "disputes.review.corrected"),
            _sum("suits", _suits("total"), ("statistics.suits",)),
            _sum("suits_corrected", _suits("corrected")),
        )),
        Chart("disclosures", (
            _one("documents", "art20_1.normative_documents.issued_this_year"),
            _one("licensing", "art20_5.administrative_licensing.decisions"),
            _one("penalty", "art20_6.administrative_penalty.decisions"),
            _one("compulsion", "art20_6.administrative_compulsion.decisions"),
        )),
    )  # fmt: skip


def points(
    series: Series, reports: Sequence[Mapping[str, Any]], cells: Mapping[tuple[int, CellRef], float]
) -> list[Point]:
    """The points of a line: none for a year in which one of the cells is not a certain number."""
    found = []
    for report in reports:
        for refs in series.alternatives:
            values = [cells.get((report["report_id"], ref)) for ref in refs]
            known = [value for value in values if value is not None]
            if len(known) == len(refs):
                found.append(Point(report["year"], sum(known), report["report_id"], refs[0]))
                break
    return found


def wanted_cells() -> set[CellRef]:
    """Every cell that a chart needs."""
    return {ref for chart in charts() for line in chart.series for refs in line.alternatives for ref in refs}
