"""One report: its tables as printed, its text, its checks, versions and sightings, beside the stored original."""

import json
from functools import partial
from typing import Any

from harvester.jobs.locating import cell_anchor, heading_anchor, sentence_anchors
from harvester.report.figures import figure_keys
from harvester.report.model import Report
from harvester.store.connection import Row
from harvester.web.ask import Answer, Ask, NotFound, Route, agency_url
from harvester.web.labels import cell_name, section_name
from harvester.web.tables import failures, other_cells, printed_tables

FLAT = frozenset({"lines", "pipes"})


def read(ask: Ask) -> Answer:
    """The page of a report."""
    row = stored_row(ask)
    report = ask.store.report(row["report_id"])
    failed = failures(report, ask.words)
    tables = printed_tables(report, failed, ask.words)
    group = _versions(ask, row)
    return Answer("report.html", {
        "row": row,
        "cell_name": partial(cell_name, words=ask.words),
        "section_name": partial(section_name, words=ask.words),
        "report": report,
        "agency_url": agency_url(row["agency"], row["division_code"]),
        "tables": tables,
        "others": other_cells(report, tables, failed),
        "failures": failed,
        "passed": sum(check.status == "pass" for check in report.checks),
        "decided": sum(check.status != "not_assessable" for check in report.checks),
        "sections": [(part, heading_anchor(part.position)) for part in report.sections if part.level == 1],
        "figures": _figures(report, ask),
        "versions": group,
        "current_id": next((other["report_id"] for other in group if other["is_current"]), None),
        "sightings": _rows(ask, "SELECT url, kind, status, first_seen, last_seen FROM sightings WHERE report_id = ? "
                                "ORDER BY kind <> 'original', first_seen, url", row["report_id"]),
        "corrections": _rows(ask, "SELECT table_key, row_key, column_key, reason, author, at FROM overrides "
                                  "WHERE agency = ? AND year = ?", row["agency"], row["year"]),
        "repairs": json.loads(row["damage"]),
        "place": place_name(ask, row["division_code"]),
        "neighbors": _neighbors(ask, row),
        "source": _source(report, ask),
        "chosen": ask.query.get("cell", ""),
    })  # fmt: skip


def stored_row(ask: Ask) -> Row:
    """The row of the report that the address names, with its capture.

    Raises:
        NotFound: there is none.
    """
    row = ask.store.connection.first(
        "SELECT r.*, c.fetched_at, c.content_type, c.url AS capture_url, c.archive_url FROM reports AS r "
        "LEFT JOIN captures AS c USING (capture_id) WHERE report_id = ?",
        (ask.number("report_id"),),
    )
    if row is None:
        raise NotFound(f"no report {ask.path.get('report_id')}")
    return row


def place_name(ask: Ask, code: str | None) -> str:
    """The full name of a division, its code where it is unknown."""
    name = ask.store.connection.value("SELECT full_name FROM divisions WHERE code = ?", (code,))
    return str(name or code or ask.words("unknown"))


def _rows(ask: Ask, sql: str, *values: object) -> list[Row]:
    return ask.store.connection.rows(sql, values)


def _versions(ask: Ask, row: Row) -> list[Row]:
    return _rows(
        ask,
        "SELECT report_id, version, is_current, published, first_seen, last_seen, title FROM reports "
        "WHERE agency = ? AND year = ? AND ifnull(division_code, '') = ? ORDER BY version",
        row["agency"], row["year"], row["division_code"] or "",
    )  # fmt: skip


def _neighbors(ask: Ask, row: Row) -> dict[str, Row]:
    """The current reports of the same agency for the nearest years before and after."""
    found = {}
    for name, sign, order in (("before", "<", "DESC"), ("after", ">", "ASC")):
        near = _rows(
            ask,
            f"SELECT report_id, year FROM reports WHERE agency = ? AND year {sign} ? AND is_current = 1 "
            f"AND ifnull(division_code, '') = ? ORDER BY year {order} LIMIT 1",
            row["agency"], row["year"], row["division_code"] or "",
        )  # fmt: skip
        if near:
            found[name] = near[0]
    return found


def _figures(report: Report, ask: Ask) -> list[dict[str, Any]]:
    """The numbers in prose with their names and the anchor of their sentence."""
    names = {row.key: row.label_zh if ask.words.language == "zh" else row.label_en for row in figure_keys().values()}
    anchors = sentence_anchors(report)
    return [
        {"figure": figure, "name": names.get(figure.key, figure.key), "anchor": anchors[figure.position]}
        for figure in report.figures
    ]


def _source(report: Report, ask: Ask) -> str:
    """Address of the original that is shown at first: at the cell that is asked for, in the view that has it."""
    cell = ask.query.get("cell", "").split(".")
    fact = next((f for f in report.facts if [f.table_key, f.row_key, f.column_key] == cell), None)
    if fact is None:
        return ""
    view = "?view=read" if fact.method in FLAT else ""
    return f"{view}#{cell_anchor(fact.table_key, fact.row_key, fact.column_key)}"


ROUTE = Route(r"^/report/(?P<report_id>\d+)$", read)
