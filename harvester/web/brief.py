"""What the brief of a region and year says: reports and gaps, sums and rankings of like agencies, contradictions."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harvester.errors import HarvestError
from harvester.jobs.coverage import Late, read_coverage
from harvester.registry import load_registry
from harvester.report.formats import CellRef
from harvester.store import Store
from harvester.store.connection import Row
from harvester.web.lists import HOLDS, LISTS
from harvester.web.series import Point, Series, charts, points, wanted_cells

LONGEST_RANKING = 10
FEWEST_RANKED = 3
"""Agencies of one kind from which an order of them says something."""
RANKED = ("new_requests", "denied", "reviews", "suits")
LEVELS = ("province", "prefecture", "county", "")
TYPES = ("government", "office", "department", "township", "subdistrict", "other", "")


@dataclass(frozen=True)
class Total:
    """The sum of one indicator over the agencies of a group; `known` of them state a certain number."""

    key: str
    value: float
    known: int


@dataclass(frozen=True)
class Ranking:
    """The agencies of a group with the largest numbers of one indicator, largest first."""

    key: str
    rows: tuple[tuple[Row, Point], ...]


@dataclass(frozen=True)
class Group:
    """Agencies that may be compared and added: of one level and one kind. A government's report counts its units'
    requests too, so sums over several groups would count them twice."""

    level: str
    type: str
    reports: int
    totals: tuple[Total, ...]
    rankings: tuple[Ranking, ...]


@dataclass(frozen=True)
class Brief:
    """Everything that the page says."""

    region: str
    code: str
    year: int
    reports: tuple[Row, ...]
    groups: tuple[Group, ...]
    gaps: tuple[Mapping[str, Any], ...]
    expected: int
    late: tuple[Late, ...]
    contradictions: tuple[Row, ...]
    by_year: Mapping[int, int]
    """Reports of the region by year, for the years between the first and the last."""


def read_brief(db: Path, region: str, year: int) -> Brief:
    """Read the brief of a region (code or name) and all below it.

    Raises:
        HarvestError: the region is unknown, nothing of it is stored for the year, or the database cannot be read.
    """
    registry = load_registry()
    place = registry.region(region)
    codes = json.dumps(sorted(registry.below(place.code)))
    coverage = read_coverage(db, years=(year,), region=place.code)
    with Store.open(db, readonly=True) as store:
        reports = _reports(store, codes, year)
        if not reports:
            raise HarvestError(f"no report of {place.name} for {year} is stored in {db}; see harvester coverage")
        return Brief(
            place.full_name, place.code, year, tuple(reports), tuple(_groups(store, reports)),
            tuple(row for row in coverage.rows if row["status"] == "gap" and row["reason"] != "not_due"),
            len(coverage.rows), coverage.late, tuple(_contradictions(store, reports)), _by_year(store, codes),
        )  # fmt: skip


def _reports(store: Store, codes: str, year: int) -> list[Row]:
    return store.connection.rows(
        "SELECT r.report_id, r.agency, r.agency_type, r.division_code, r.year, r.title, r.url, r.published, d.level "
        "FROM reports AS r LEFT JOIN divisions AS d ON d.code = r.division_code WHERE r.is_current = 1 AND r.year = ? "
        "AND r.division_code IN (SELECT value FROM json_each(?)) ORDER BY r.division_code, r.agency",
        (year, codes),
    )


def _by_year(store: Store, codes: str) -> dict[int, int]:
    rows = store.connection.rows(
        "SELECT year, count(*) AS reports FROM reports WHERE is_current = 1 "
        "AND division_code IN (SELECT value FROM json_each(?)) GROUP BY year",
        (codes,),
    )
    found = {row["year"]: row["reports"] for row in rows}
    return {year: found.get(year, 0) for year in range(min(found), max(found) + 1)}


def _groups(store: Store, reports: Sequence[Row]) -> Iterator[Group]:
    cells = numbers(store, [row["report_id"] for row in reports])
    members: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in reports:
        members[row["level"] or "", row["agency_type"] or ""].append(row)
    for level, kind in sorted(members, key=lambda key: (LEVELS.index(key[0]), TYPES.index(key[1]))):
        rows = members[level, kind]
        lines = [line for chart in charts() for line in chart.series]
        stated = {line.key: _stated(line, rows, cells) for line in lines}
        totals = tuple(Total(key, sum(point.value for _, point in found), len(found))
                       for key, found in stated.items() if found)  # fmt: skip
        yield Group(level, kind, len(rows), totals, tuple(_rankings(stated)))


def numbers(store: Store, report_ids: Sequence[int]) -> dict[tuple[int, CellRef], float]:
    """The certain numbers of reports in the cells that charts and sums need."""
    wanted = sorted({(ref.table, ref.row) for ref in wanted_cells()})
    rows = store.connection.rows(
        "SELECT f.report_id, f.table_key, f.row_key, f.column_key, f.value FROM json_each(?) AS r, json_each(?) AS c "
        "CROSS JOIN facts AS f ON f.report_id = r.value AND f.table_key = c.value ->> 0 AND f.row_key = c.value ->> 1 "
        "WHERE f.value IS NOT NULL",
        (json.dumps(list(report_ids)), json.dumps(wanted)),
    )
    refs = wanted_cells()
    found = {(r["report_id"], CellRef(r["table_key"], r["row_key"], r["column_key"])): r["value"] for r in rows}
    return {key: value for key, value in found.items() if key[1] in refs}


def _stated(line: Series, rows: Sequence[Row], cells: Mapping[tuple[int, CellRef], float]) -> list[tuple[Row, Point]]:
    by_id = {row["report_id"]: row for row in rows}
    return [(by_id[point.report_id], point) for point in points(line, rows, cells)]


def _rankings(stated: Mapping[str, Sequence[tuple[Row, Point]]]) -> Iterator[Ranking]:
    for key in RANKED:
        found = sorted(stated[key], key=lambda pair: (-pair[1].value, pair[0]["agency"]))
        above_zero = tuple(pair for pair in found[:LONGEST_RANKING] if pair[1].value)
        if len(found) >= FEWEST_RANKED and above_zero:
            yield Ranking(key, above_zero)


def _contradictions(store: Store, reports: Sequence[Row]) -> Iterator[Row]:
    rules = next(item.rules for item in LISTS if item.key == "contradictory")
    rows = store.connection.rows(
        "SELECT c.* FROM checks AS c WHERE c.report_id IN (SELECT value FROM json_each(?)) AND c.status = 'fail' "
        f"AND c.verdict = 'source' AND c.rule IN (SELECT value FROM json_each(?)) AND {HOLDS} "
        "ORDER BY c.report_id, c.rule, c.subject",
        (json.dumps([row["report_id"] for row in reports]), json.dumps(rules)),
    )
    by_id = {row["report_id"]: row for row in reports}
    yield from ({**row, "report": by_id[row["report_id"]]} for row in rows)


def reasons(brief: Brief) -> Counter[str]:
    """How many gaps have which reason."""
    return Counter(str(row["reason"]) for row in brief.gaps)
