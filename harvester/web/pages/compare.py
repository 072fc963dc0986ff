"""Two reports side by side: cells that differ, and the text sentence by sentence."""

from functools import partial
from itertools import groupby
from typing import Any

from harvester.report.compare import CellChange, Comparison, SentenceChange, compare, marked
from harvester.report.formats import CellRef
from harvester.web.ask import Answer, Ask, NotFound, Route, agency_url
from harvester.web.labels import CellName, cell_name, section_name, table_name


def read(ask: Ask) -> Answer:
    """The comparison of two stored reports, by their numbers."""
    numbers = (ask.number("before"), ask.number("after"))
    if not all(numbers):
        raise NotFound("two reports are to be named")
    before, after = (_row(ask, number) for number in numbers)
    found = compare(*(ask.store.report(number) for number in numbers))
    return Answer("compare.html", {
        "before": before, "after": after, "found": found,
        "agency_url": agency_url(after["agency"], after["division_code"]),
        "tables": [
            (table_name(key, ask.words), [(cell, _named(cell, ask)) for cell in cells])
            for key, cells in groupby(found.cells, key=lambda cell: cell.table_key)
        ],
        "section_name": partial(section_name, words=ask.words),
        "prose": list(_prose(found)), "marked": marked,
    })  # fmt: skip


def _named(cell: CellChange, ask: Ask) -> CellName:
    return cell_name(CellRef(cell.table_key, cell.row_key, cell.column_key), ask.words)


def _row(ask: Ask, number: int) -> dict[str, Any]:
    row = ask.store.connection.first(
        "SELECT report_id, agency, division_code, year, version, title FROM reports WHERE report_id = ?", (number,)
    )
    if row is None:
        raise NotFound(f"no report {number}")
    return row


def _prose(found: Comparison) -> list[tuple[str, list[tuple[bool, list[SentenceChange]]]]]:
    """The sentences by section; runs that did not change are told apart from those that did."""
    return [
        (
            section,
            [(quiet, list(run)) for quiet, run in groupby(list(group), key=lambda item: item.kind in ("same", "year"))],
        )
        for section, group in groupby(found.sentences, key=lambda item: item.section)
    ]


ROUTE = Route(r"^/compare/(?P<before>\d+)/(?P<after>\d+)$", read)
