"""Compares the stored reports with each other: successive years, agencies of one year, a government and its units."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from harvester.report.checks import (
    Prose,
    Written,
    by_cell,
    changed_after_release,
    check_across,
    check_copied_from_last_year,
    check_equal_tables,
    check_growth,
    check_hierarchy,
    copied_from_peers,
    read_prose,
)
from harvester.report.formats import CellRef
from harvester.report.model import Check, Fact, Section
from harvester.store import Store

Row = dict[str, Any]
_HEADS = frozenset({"government", "office"})


@dataclass
class Compared:
    """The checks between reports, by the id of the report that they speak of."""

    checks: dict[int, list[Check]] = field(default_factory=lambda: defaultdict(list))
    pairs: int = 0
    """Pairs of successive years of one agency."""


def compare_reports(store: Store) -> Compared:
    """Run every rule that needs more than one report, over all current reports."""
    found = Compared()
    _compare_years(store, found)
    _compare_prose(store, found)
    _compare_levels(store, found)
    _find_changed(store, found)
    return found


def read_facts(store: Store, report_id: int) -> tuple[Fact, ...]:
    """The facts of a stored report."""
    columns = "table_key, row_key, column_key, value, state, raw, method"
    rows = store.connection.rows(f"SELECT {columns} FROM facts WHERE report_id = ?", (report_id,))
    return tuple(Fact(**row) for row in rows)


def _compare_years(store: Store, found: Compared) -> None:
    """Tables of successive years of one agency."""
    before: tuple[Row, tuple[Fact, ...]] | None = None
    rows = store.connection.rows(
        "SELECT report_id, agency, division_code, year FROM current_reports ORDER BY division_code, agency, year"
    )
    for row in list(rows):
        facts = read_facts(store, row["report_id"])
        if before and _follows(row, before[0]):
            found.pairs += 1
            found.checks[row["report_id"]] += _between(before[1], facts, row["year"])
        before = row, facts


def _follows(row: Row, before: Row) -> bool:
    """Whether two reports are those of successive years of one agency."""
    same = (row["agency"], row["division_code"]) == (before["agency"], before["division_code"])
    return bool(same and row["year"] == before["year"] + 1)


def _between(before: tuple[Fact, ...], after: tuple[Fact, ...], year: int) -> Iterator[Check]:
    yield from check_across(before, after, year=year, scopes=("cross_year", "cross_format"))
    old, new = by_cell(before), by_cell(after)
    yield from check_growth(old, new)
    yield from check_equal_tables(old, new)


def _compare_prose(store: Store, found: Compared) -> None:
    """Prose against last year's of the same agency and this year's of the others; two years are held at a time."""
    last: dict[tuple[str, str | None], Prose] = {}
    last_year = None
    for year, rows in groupby(_texts(store), key=lambda row: row["year"]):
        written = {row["report_id"]: (row, _prose(row, sections)) for row, sections in _reports_of(rows)}
        for report_id, check in copied_from_peers({key: _written(*item) for key, item in written.items()}):
            found.checks[report_id].append(check)
        now = {(row["agency"], row["division_code"]): (row["report_id"], prose) for row, prose in written.values()}
        for who, (report_id, prose) in now.items() if last_year == year - 1 else ():
            if who in last:
                found.checks[report_id].append(check_copied_from_last_year(last[who], prose))
        last, last_year = {who: prose for who, (_, prose) in now.items()}, year


def _texts(store: Store) -> Iterator[Row]:
    yield from store.connection.rows(
        """
        SELECT r.year, r.report_id, r.agency, r.agency_type, r.division_code, d.name AS place, d.full_name,
               s.position, s.level, s.heading, s.kind, s.text
        FROM current_reports AS r JOIN sections AS s USING (report_id) LEFT JOIN divisions AS d
             ON d.code = r.division_code
        WHERE s.level = 1 ORDER BY r.year, r.report_id, s.position
        """
    )


def _reports_of(rows: Iterator[Row]) -> Iterator[tuple[Row, list[Section]]]:
    """Each report of a year with its sections."""
    for _, group in groupby(rows, key=lambda row: row["report_id"]):
        parts = list(group)
        names = ("position", "level", "heading", "kind", "text")
        yield parts[0], [Section(*(part[name] for name in names)) for part in parts]


def _prose(row: Row, sections: list[Section]) -> Prose:
    agency, place, full = row["agency"], row["place"] or "", row["full_name"] or ""
    short = place[:-1] if len(place) > 2 else ""
    return read_prose(sections, (agency, agency.removeprefix(full), agency.removeprefix(place), place, full, short))


def _written(row: Row, prose: Prose) -> Written:
    shared = row["agency_type"] in _HEADS and row["division_code"]
    return Written(row["agency"], row["division_code"] if shared else row["agency"], prose)


def _compare_levels(store: Store, found: Compared) -> None:
    """Governments against their units in the years in which every unit that is known has its report."""
    cells = _request_totals(store)
    rows = list(
        store.connection.rows(
            """
            SELECT r.report_id, r.agency, r.agency_type, r.division_code AS code, r.year, d.parent_code AS parent
            FROM current_reports AS r LEFT JOIN divisions AS d ON d.code = r.division_code
            WHERE r.division_code IS NOT NULL ORDER BY r.year, r.report_id
            """
        )
    )
    below: dict[str, set[str]] = defaultdict(set)
    for division in store.connection.rows("SELECT code, parent_code FROM divisions WHERE valid_to IS NULL"):
        below[division["parent_code"] or ""].add(division["code"])
    units: dict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    known: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for code in _consolidated_by(row):
            units[code, row["year"]][row["agency"]] = row["report_id"]
            known[code].add(row["agency"])
    governed = {(row["code"], row["year"]) for row in rows if row["agency_type"] == "government"}
    for row in rows:
        code, year = row["code"], row["year"]
        complete = units[code, year].keys() == known[code] and all((c, year) in governed for c in below[code])
        if row["agency_type"] == "government" and complete:
            parts = [cells[report_id] for report_id in units[code, year].values()]
            found.checks[row["report_id"]] += check_hierarchy(cells[row["report_id"]], parts)


def _consolidated_by(row: Row) -> Iterator[str]:
    """The divisions whose government counts a report in: a unit's own; for a government that of the division above."""
    if row["agency_type"] != "government":
        yield row["code"]
    elif row["parent"]:
        yield row["parent"]


def _request_totals(store: Store) -> Mapping[int, dict[CellRef, Fact]]:
    cells: dict[int, dict[CellRef, Fact]] = defaultdict(dict)
    for row in store.connection.rows(
        """
        SELECT report_id, table_key, row_key, column_key, value, state, raw, method FROM facts
        WHERE table_key = 'applications' AND column_key = 'total'
          AND row_key IN ('new_requests', 'carried_over', 'total_handled', 'carried_forward')
        """
    ):
        report_id = row.pop("report_id")
        fact = Fact(**row)
        cells[report_id][CellRef(fact.table_key, fact.row_key, fact.column_key)] = fact
    return cells


def _find_changed(store: Store, found: Compared) -> None:
    """Reports of which an older text stood at the same address (Q35)."""
    for row in store.connection.rows(
        """
        SELECT DISTINCT r.report_id, r.version FROM current_reports AS r JOIN reports AS o
          ON o.agency = r.agency AND o.year = r.year AND o.url = r.url AND o.version < r.version
        """
    ):
        found.checks[row["report_id"]].append(changed_after_release(row["version"]))
