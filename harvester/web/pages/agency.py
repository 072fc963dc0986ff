"""One agency: its years as charts, each point linked to its cell, and two years to compare."""

import json
from typing import Any

from harvester.jobs.coverage import spans
from harvester.report.formats import CellRef
from harvester.store import Store
from harvester.store.connection import Row
from harvester.web.ask import Answer, Ask, NotFound, Route
from harvester.web.pages.report import place_name
from harvester.web.series import Chart, Point, charts, points, wanted_cells


def read(ask: Ask) -> Answer:
    """The page of an agency."""
    code = "" if ask.path["code"] == "-" else ask.path["code"]
    reports = ask.store.connection.rows(
        "SELECT report_id, year, title, published, format, quality, division_code FROM reports "
        "WHERE agency = ? AND ifnull(division_code, '') = ? AND is_current = 1 ORDER BY year",
        (ask.path["agency"], code),
    )
    if not reports:
        raise NotFound(ask.path["agency"])
    years = list(range(reports[0]["year"], reports[-1]["year"] + 1))
    holes = sorted(set(years) - {row["year"] for row in reports})
    cells = _cells(ask.store, reports)
    return Answer("agency.html", {
        "agency": ask.path["agency"], "place": place_name(ask, code), "code": code, "reports": reports,
        "holes": holes, "hole_spans": spans(holes), "failed": _failed(ask.store, reports),
        "charts": [_chart(chart, reports, cells, years, ask) for chart in charts()],
    })  # fmt: skip


def _cells(store: Store, reports: list[Row]) -> dict[tuple[int, CellRef], float]:
    """The numbers that the charts need, by report and cell."""
    wanted = wanted_cells()
    rows = store.connection.rows(
        "SELECT report_id, table_key, row_key, column_key, value FROM facts "
        "WHERE report_id IN (SELECT value FROM json_each(?)) AND value IS NOT NULL",
        (json.dumps([row["report_id"] for row in reports]),),
    )
    numbers = {(r["report_id"], CellRef(r["table_key"], r["row_key"], r["column_key"])): r["value"] for r in rows}
    return {key: value for key, value in numbers.items() if key[1] in wanted}


def _failed(store: Store, reports: list[Row]) -> dict[int, int]:
    """How many error-level checks of each report do not hold."""
    rows = store.connection.rows(
        "SELECT report_id, count(*) AS failed FROM checks WHERE report_id IN (SELECT value FROM json_each(?)) "
        "AND status = 'fail' AND level = 'error' GROUP BY report_id",
        (json.dumps([row["report_id"] for row in reports]),),
    )
    return {row["report_id"]: row["failed"] for row in rows}


def _chart(
    chart: Chart, reports: list[Row], cells: dict[tuple[int, CellRef], float], years: list[int], ask: Ask
) -> dict[str, Any]:
    """One chart as data for the browser and as a table for everybody."""
    lines: list[dict[str, Any]] = [
        {"name": ask.words(f"series_{line.key}"), "points": {p.year: _drawn(p) for p in found}}
        for line in chart.series
        if (found := points(line, reports, cells))
    ]
    data = {
        "years": years,
        "missing": sorted(set(years) - {row["year"] for row in reports}),
        "lines": [{"name": line["name"], "points": list(line["points"].values())} for line in lines],
        "hole": ask.words("hole"),
    }
    return {"key": chart.key, "lines": lines, "data": data}


def _drawn(point: Point) -> dict[str, Any]:
    """A point as the browser draws it, with the address of its evidence."""
    return {"year": point.year, "value": point.value, "href": f"/report/{point.report_id}?cell={point.cell}"}


ROUTE = Route(r"^/agency/(?P<code>[^/]+)/(?P<agency>[^/]+)$", read)
