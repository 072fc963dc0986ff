"""Reports to look at: contradictory, late, missing, copied."""

import json
from functools import partial
from typing import Any

from harvester.store import Store
from harvester.store.connection import Row
from harvester.web.ask import Answer, Ask, NotFound, Route
from harvester.web.lists import HOLDS, LISTS, List
from harvester.web.pages.reports import SIZE, address, conditions, provinces

FAILED = """
SELECT r.report_id, r.agency, r.division_code, r.year, r.published, c.rule, c.subject, c.level, c.verdict, c.expected,
  c.actual, c.message
FROM checks AS c JOIN reports AS r USING (report_id)
WHERE c.status = 'fail' AND c.rule IN (SELECT value FROM json_each(?)) AND {holds} AND {where}
ORDER BY r.division_code, r.agency, r.year, c.rule, c.subject LIMIT ? OFFSET ?
"""


def read(ask: Ask) -> Answer:
    """One page of a list."""
    chosen = next((item for item in LISTS if item.key == ask.path["key"]), None)
    if chosen is None:
        raise NotFound(ask.path["key"])
    page = max(1, ask.number("page", 1))
    rows = _failed(ask, chosen, page) if chosen.rules else _missing(ask, page)
    picked = {name: ask.query[name] for name in ("place", "year") if ask.query.get(name)}
    values: dict[str, Any] = {
        "list": chosen, "lists": LISTS, "rows": rows[:SIZE], "more": len(rows) > SIZE, "page": page, "chosen": picked,
        "provinces": provinces(ask), "address": partial(address, f"/lists/{chosen.key}", picked),
    }  # fmt: skip
    return Answer("lists.html", values)


def _failed(ask: Ask, chosen: List, page: int) -> list[Row]:
    where, values = conditions(ask)
    parameters = (json.dumps(chosen.rules), *values, SIZE + 1, (page - 1) * SIZE)
    return ask.store.connection.rows(FAILED.format(where=where, holds=HOLDS), parameters)


def _missing(ask: Ask, page: int) -> list[Row]:
    """Gaps of the expected reports; what is not due yet is not missing."""
    rows = ask.site.total("missing", _all_missing)
    place, year = ask.query.get("place", ""), ask.number("year")
    found = [
        row for row in rows
        if (not year or row["year"] == year)
        and (not place or (row["division_code"] or "").startswith("" if place == "none" else place))
    ]  # fmt: skip
    return found[(page - 1) * SIZE : page * SIZE + 1]


def _all_missing(store: Store) -> list[Row]:
    """What the list shows of every gap."""
    names = ("site_id", "name", "division_code", "year", "reason", "detail")
    gaps = (row for row in store.coverage() if row["status"] == "gap" and row["reason"] != "not_due")
    return [{name: row[name] for name in names} for row in gaps]


ROUTE = Route(r"^/lists/(?P<key>[a-z]+)$", read)
