"""The start page: coverage by province and year, and ways in."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from harvester.store import Store
from harvester.web.ask import Answer, Ask, Route
from harvester.web.lists import LISTS


def read(ask: Ask) -> Answer:
    """The start page."""
    totals = ask.site.total("start", count)
    years = totals["years"]
    grid, most = totals["grid"], totals["most"]
    rows = [_row(code, name, grid.get(code, {}), years, most) for code, name in totals["places"]]
    return Answer("start.html", {**totals, "rows": rows, "lists": LISTS})


def count(store: Store) -> dict[str, Any]:
    """Everything that is counted for the page."""
    grid: dict[str, dict[int, int]] = defaultdict(dict)
    for row in store.connection.rows(
        "SELECT substr(ifnull(division_code, ''), 1, 2) AS place, year, count(*) AS reports FROM reports "
        "WHERE is_current = 1 GROUP BY 1, 2"
    ):
        grid[row["place"]][row["year"]] = row["reports"]
    known = {year for years in grid.values() for year in years}
    names = store.connection.rows("SELECT code, name FROM divisions WHERE level = 'province' ORDER BY code")
    places = [(row["code"][:2], row["name"]) for row in names]
    listed = {code for code, _ in places}
    places += [(code, "") for code in sorted(grid) if code not in listed]
    return {
        "grid": grid,
        "years": list(range(min(known), max(known) + 1)) if known else [],
        "places": places,
        "most": max((n for years in grid.values() for n in years.values()), default=0),
        "reports": sum(n for years in grid.values() for n in years.values()),
        "agencies": store.connection.value(
            "SELECT count(*) FROM (SELECT DISTINCT agency, ifnull(division_code, '') FROM reports WHERE is_current = 1)"
        ),
    }


def _row(code: str, name: str, found: Mapping[int, int], years: list[int], most: int) -> dict[str, Any]:
    cells = [{"year": year, "count": found.get(year, 0), "share": _share(found.get(year, 0), most)} for year in years]
    return {"code": code, "name": name, "cells": cells, "total": sum(found.values())}


def _share(number: int, most: int) -> float:
    """How dark a cell is: the square root, so that small provinces are told apart too."""
    return round((number / most) ** 0.5, 2) if number else 0.0


ROUTE = Route(r"^/$", read)
