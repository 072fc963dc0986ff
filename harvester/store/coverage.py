"""Expected against found: what crawls were asked for, and the reason of every gap."""

import json
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from harvester.store.connection import Connection, Row, now
from harvester.store.views import coverage_view

Reason = Literal[
    "not_due", "not_published", "no_column", "blocked", "unreachable", "gone", "unreadable", "budget", "not_crawled"
]


class Gap(NamedTuple):
    """Why a wanted report is missing."""

    year: int
    reason: Reason
    detail: str = ""


def expect(connection: Connection, site_ids: Iterable[str], years: tuple[int, int], run_id: int | None) -> None:
    """Keep what a crawl is asked to find: these sites, from the first year to the last. Earlier wishes stay."""
    connection.many(
        "INSERT INTO targets (site_id, year_from, year_to, run_id) VALUES (?, ?, ?, ?) ON CONFLICT (site_id) "
        "DO UPDATE SET year_from = min(year_from, excluded.year_from), year_to = max(year_to, excluded.year_to), "
        "run_id = excluded.run_id",
        [(site_id, *years, run_id) for site_id in site_ids],
    )


def set_gaps(
    connection: Connection, site_id: str, gaps: Iterable[Gap], years: tuple[int, int], run_id: int | None
) -> None:
    """Replace the gaps of a site within these years by those that a crawl has just seen."""
    with connection.writing():
        connection.execute("DELETE FROM gaps WHERE site_id = ? AND year BETWEEN ? AND ?", (site_id, *years))
        connection.many(
            "INSERT OR REPLACE INTO gaps (site_id, year, reason, detail, run_id, at) VALUES (?, ?, ?, ?, ?, ?)",
            [(site_id, gap.year, gap.reason, gap.detail, run_id, now()) for gap in gaps],
        )


def coverage(
    connection: Connection, site_ids: Iterable[str] | None = None, years: tuple[int, int] | None = None
) -> list[Row]:
    """Rows of the view `coverage`, sorted by division, site, year; a named site that no crawl was asked for is listed
    too, as `not_crawled`, when `years` are given."""
    wanted = None if site_ids is None else dict.fromkeys(site_ids)
    first, last = years or (0, 9999)
    view = coverage_view("" if wanted is None else "IN (SELECT value FROM json_each(:sites))")
    sql = f"SELECT * FROM ({view.sql}) WHERE year BETWEEN :first AND :last"
    rows = connection.rows(sql, {"sites": json.dumps(list(wanted or ())), "first": first, "last": last})
    if wanted is not None and years:
        rows += _never_asked(connection, wanted, years, {(row["site_id"], row["year"]) for row in rows})
    return sorted(rows, key=lambda row: (row["division_code"] or "~", row["site_id"], row["year"]))


def _never_asked(
    connection: Connection, site_ids: Mapping[str, None], years: tuple[int, int], known: set[tuple[str, int]]
) -> list[Row]:
    empty = dict.fromkeys(("published", "detail", "run_id", "at"))
    rows = []
    for site_id in site_ids:
        site = connection.first("SELECT name, division_code FROM sites WHERE site_id = ?", (site_id,)) or {
            "name": None, "division_code": None,
        }  # fmt: skip
        rows += [
            {"site_id": site_id, **site, "year": year, "status": "gap", "reports": 0, "own_reports": 0, "archived": 0,
             "reason": "not_crawled", **empty}
            for year in range(years[0], years[1] + 1)
            if (site_id, year) not in known
        ]  # fmt: skip
    return rows
