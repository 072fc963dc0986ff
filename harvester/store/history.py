"""How each run left each site, so that a site that offers fewer reports than before is noticed."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from harvester.store.connection import Connection, now

WHOLE = ("ok", "no reports", "blocked", "unreachable")
"""Outcomes of runs that came to an end on the site; an interrupted one says nothing about what the site offers."""
LOST_SHARE = 0.25
"""A site that lost this share of its reports from one run to the next is an alarm."""


class SiteRun(NamedTuple):
    """How one run left one site."""

    site_id: str
    run_id: int
    outcome: str
    year_from: int
    year_to: int
    requests: int
    reports: int


class Fall(NamedTuple):
    """A site that offers clearly fewer reports than before."""

    site_id: str
    name: str | None
    before: int
    now: int
    run_id: int
    """Run that saw it."""


_EARLIER = f"""
SELECT reports FROM site_runs WHERE site_id = ? AND run_id < ? AND year_from = ? AND year_to = ?
AND outcome IN {WHOLE} ORDER BY run_id DESC LIMIT 1
"""
_LAST = f"""
SELECT * FROM site_runs WHERE outcome IN {WHOLE} AND (site_id, run_id) IN
  (SELECT site_id, max(run_id) FROM site_runs WHERE outcome IN {WHOLE} GROUP BY site_id)
ORDER BY site_id
"""


def note_site_run(connection: Connection, seen: SiteRun) -> None:
    """Keep how a run left a site."""
    connection.execute(
        "INSERT OR REPLACE INTO site_runs (site_id, run_id, outcome, year_from, year_to, requests, reports, at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*seen, now()),
    )


def reports_before(connection: Connection, site_id: str, run_id: int, years: tuple[int, int]) -> int:
    """How many reports the last whole run before `run_id` that wanted the same years saw on a site; 0 when none did."""
    return int(connection.value(_EARLIER, (site_id, run_id, *years)) or 0)


def offered(connection: Connection, run_id: int) -> int | None:
    """How many reports the sites of a run offer; None where it left no site behind."""
    total = connection.value("SELECT sum(reports) FROM site_runs WHERE run_id = ?", (run_id,))
    return None if total is None else int(total)


def has_fallen(before: int, reports: int) -> bool:
    """True when a quarter of the reports and more are no longer there.

    >>> [has_fallen(12, 3), has_fallen(12, 11), has_fallen(1, 0), has_fallen(0, 0)]
    [True, False, True, False]
    """
    return before > 0 and before - reports >= LOST_SHARE * before


def falls(connection: Connection, site_ids: Iterable[str] | None = None) -> list[Fall]:
    """Sites of which the last run saw clearly fewer reports than the run before it."""
    wanted = None if site_ids is None else set(site_ids)
    found = []
    for row in connection.rows(_LAST):
        if wanted is not None and row["site_id"] not in wanted:
            continue
        before = reports_before(connection, row["site_id"], row["run_id"], (row["year_from"], row["year_to"]))
        if has_fallen(before, row["reports"]):
            name = connection.value("SELECT name FROM sites WHERE site_id = ?", (row["site_id"],))
            found.append(Fall(row["site_id"], name, before, row["reports"], row["run_id"]))
    return found


def add_aliases(connection: Connection, site_id: str, urls: Iterable[str]) -> None:
    """Keep earlier addresses of a site's report column."""
    known = json.loads(connection.value("SELECT column_aliases FROM sites WHERE site_id = ?", (site_id,)) or "[]")
    aliases = list(dict.fromkeys((*known, *urls)))
    connection.execute(
        "UPDATE sites SET column_aliases = ? WHERE site_id = ?", (json.dumps(aliases, ensure_ascii=False), site_id)
    )
