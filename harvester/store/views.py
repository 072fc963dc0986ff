"""The views for people. They hold no data: when their text changes, opening the database writes them anew.

Columns of the wide views follow `tables.json`: a new row or column there is a new column here.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from harvester.report.formats import Table, load_formats
from harvester.report.formats import Wording as Label
from harvester.store._light import Database

PROACTIVE = ("art20_1", "art20_5", "art20_6", "art20_8", "art20_9")


class Column(NamedTuple):
    """One column of a view: its name, the SQL expression behind it, what it means."""

    name: str
    expression: str
    meaning: str
    cell: str = ""
    """The cell that it shows, as `table.row.column`; empty for a sum or a column of `reports`."""


class View(NamedTuple):
    """One view: what it shows, its columns, and where the rows come from."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    source: str
    prelude: str = ""
    """A WITH clause, where one is needed."""

    @property
    def sql(self) -> str:
        """The SELECT statement."""
        columns = ",\n  ".join(f'{column.expression} AS "{column.name}"' for column in self.columns)
        return f"{self.prelude}SELECT\n  {columns}\n{self.source}"


def rebuild_views(db: Database) -> None:
    """Write the views that are missing or differ from those of this program."""
    present = dict(db.conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'").fetchall())
    for view in views():
        wanted = f'CREATE VIEW "{view.name}" AS\n{view.sql}'
        if present.get(view.name) != wanted:
            db.conn.execute(f'DROP VIEW IF EXISTS "{view.name}"')
            db.conn.execute(wanted)


@cache
def views() -> tuple[View, ...]:
    """All views, in the order in which they are described."""
    return (
        View("current_reports", "The current version of every report.", _current_columns(),
             "FROM reports AS r WHERE r.is_current = 1"),
        _wide("applications", "Requests and their outcomes: a row for each current report, a column for each cell.",
              ("applications",)),
        _wide("proactive", "Disclosure under Article 20: a row for each current report, a column for each cell.",
              PROACTIVE),
        _wide("disputes", "Reviews and lawsuits: a row for each current report, a column for each cell.",
              ("disputes",)),
        View("panel", "Agency by year: the main indicators of every current report, comparable columns only.",
             (*_HEAD, *_panel_columns()), "FROM reports AS r WHERE r.is_current = 1"),
        coverage_view(),
    )  # fmt: skip


_REPORT_COLUMNS = (
    "report_id", "agency", "agency_type", "division_code", "site_id", "year", "title", "title_source", "published",
    "period_start", "period_end", "format", "url", "capture_id", "text", "text_sha256", "version", "is_current",
    "script", "damage", "quality", "contact_phone", "contact_email", "contact_address", "contact_postcode",
    "first_seen", "last_seen",
)  # fmt: skip


_TODAY = Column(
    "division_code_today",
    "(SELECT iif(h.valid_to IS NULL, h.code, (SELECT group_concat(value, ' ') FROM json_each(h.successors))) "
    "FROM divisions_history AS h WHERE h.code = r.division_code AND r.year BETWEEN h.valid_from AND "
    "ifnull(h.valid_to, 9999) ORDER BY h.valid_from DESC LIMIT 1)",
    "Codes of today's divisions in the place of the division of the report year, separated by spaces.",
)


def _current_columns() -> tuple[Column, ...]:
    return (*(Column(name, f"r.{name}", "As in `reports`.") for name in _REPORT_COLUMNS), _TODAY)


_HEAD = tuple(
    Column(name, f"r.{name}", "As in `reports`.")
    for name in ("report_id", "division_code", "agency", "agency_type", "site_id", "year", "format", "published")
)


def _wide(name: str, meaning: str, tables: tuple[str, ...]) -> View:
    columns = tuple(
        _single(f"{row.key}_{column.key}", (table, row.key, column.key), f"{row.label} · {column.label}")
        for table, row, column in _cells(tables)
    )
    return View(name, meaning, (*_HEAD, *columns), "FROM reports AS r WHERE r.is_current = 1")


def _cells(tables: Iterable[str]) -> Iterator[tuple[str, Label, Label]]:
    """Cells of these tables over all formats, each once, the newest format first."""
    seen = set()
    formats = sorted(load_formats(), key=lambda item: item.first_year, reverse=True)
    for key in tables:
        for table in (item.tables[key] for item in formats if key in item.tables):
            for row, column in _pairs(table):
                if (key, row.key, column.key) not in seen:
                    seen.add((key, row.key, column.key))
                    yield key, row, column


def _pairs(table: Table) -> Iterator[tuple[Label, Label]]:
    rows = (*table.data_rows, *(row for row in table.rows if row.optional))
    return ((row, column) for row in rows for column in table.columns)


def _single(name: str, cell: tuple[str, str, str], meaning: str) -> Column:
    return Column(name, _cell(*cell), meaning, ".".join(cell))


def _cell(table: str, row: str, column: str) -> str:
    """One cell by its key: a view that shows few columns looks few cells up."""
    return (
        f"(SELECT value FROM facts WHERE report_id = r.report_id AND table_key = '{table}' "
        f"AND row_key = '{row}' AND column_key = '{column}')"
    )


def _sum(table: str, rows: tuple[str, ...], columns: tuple[str, ...]) -> str:
    """The sum of several cells; empty when one of them is not a number, for a blank is not a zero."""
    lines = ", ".join(f"'{row}'" for row in rows)
    parts = ", ".join(f"'{column}'" for column in columns)
    return (
        f"(SELECT iif(count(value) = {len(rows) * len(columns)}, sum(value), NULL) FROM facts "
        f"WHERE report_id = r.report_id AND table_key = '{table}' AND row_key IN ({lines}) AND column_key IN ({parts}))"
    )


def _group(format_id: str, key: str) -> tuple[str, ...]:
    """Rows of a group of the table of requests, e.g. all refusals."""
    table = next(item for item in load_formats() if item.id == format_id).tables["applications"]
    return next(group for group in table.groups if group.key == key).members


def _panel_columns() -> Iterator[Column]:
    yield Column("quality", "r.quality", "As in `reports`.")
    for row in ("new_requests", "carried_over", "granted", "partially_granted"):
        yield _single(row, ("applications", row, "total"), f"`applications`, row {row}, column total.")
    for key in ("denied", "unable", "not_processed"):
        yield Column(key, _sum("applications", _group("2021", key), ("total",)),
                     f"Rows {key}_* of `applications` added up, column total; empty if one is no number.")  # fmt: skip
    others = _sum("applications", _group("2021", "other"), ("total",))
    yield Column("other_handling", f"ifnull({_cell('applications', 'other_handling', 'total')}, {others})",
                 "Other handling: one row in format 2019, the sum of three in format 2021.")  # fmt: skip
    for row in ("total_handled", "carried_forward"):
        yield _single(row, ("applications", row, "total"), f"`applications`, row {row}, column total.")
    for outcome in ("total", "upheld", "corrected", "other", "pending"):
        yield _single(f"reviews_{outcome}", ("disputes", "review", outcome), f"Reviews: {outcome}.")
    for outcome in ("total", "upheld", "corrected", "other", "pending"):
        yield Column(f"suits_{outcome}", _sum("disputes", ("suit_direct", "suit_after_review"), (outcome,)),
                     f"Lawsuits, direct and after review: {outcome}.")  # fmt: skip
    yield from _disclosure_columns()
    for row in ("proactive_total", "requests_received", "replies", "reviews", "suits"):
        yield _single(f"statistics_{row}", ("statistics", row, "value"),
                      f"Statistical table of format 2008, row {row}.")  # fmt: skip


def _disclosure_columns() -> Iterator[Column]:
    cells = (
        ("normative_documents_issued", "art20_1", "normative_documents", "issued_this_year"),
        ("normative_documents_in_force", "art20_1", "normative_documents", "in_force"),
        ("licensing_decisions", "art20_5", "administrative_licensing", "decisions"),
        ("penalty_decisions", "art20_6", "administrative_penalty", "decisions"),
        ("compulsion_decisions", "art20_6", "administrative_compulsion", "decisions"),
        ("fee_amount_wan", "art20_8", "administrative_fees", "fee_amount_wan"),
        ("procurement_amount", "art20_9", "centralised_procurement", "procurement_amount"),
    )
    for name, table, row, column in cells:
        yield _single(name, (table, row, column), f"`{table}`, row {row}, column {column}.")


def coverage_view(only: str = "") -> View:
    """The view `coverage`; with `only` (SQL such as `= :site`) just for the sites whose number fits, which is quick."""
    at = f"AND site_id {only}" if only else ""
    return View(
        "coverage",
        "Expected (site by year, as crawls were asked) against found, with the reason of each gap.",
        _COVERAGE_COLUMNS,
        "FROM wanted LEFT JOIN sites USING (site_id) LEFT JOIN gaps USING (site_id, year) "
        "LEFT JOIN found USING (site_id, year)",
        f"""WITH RECURSIVE wanted (site_id, year, last) AS (
  SELECT site_id, year_from, year_to FROM targets WHERE true {at}
  UNION ALL SELECT site_id, year + 1, last FROM wanted WHERE year < last
), seen AS (
  SELECT site_id, report_id FROM sightings WHERE site_id IS NOT NULL {at}
  UNION SELECT site_id, report_id FROM reports WHERE site_id IS NOT NULL {at}
), found AS (
  SELECT seen.site_id, r.year, count(*) AS reports, min(r.published) AS published,
    sum(r.agency_type IN ('government', 'office') AND r.division_code = home.division_code) AS own,
    sum(r.capture_id IN (SELECT capture_id FROM captures WHERE archive_url IS NOT NULL)) AS archived
  FROM seen JOIN reports AS r USING (report_id) LEFT JOIN sites AS home ON home.site_id = seen.site_id
  WHERE r.is_current = 1 GROUP BY seen.site_id, r.year
)
""",
    )


_COVERAGE_COLUMNS = (
    Column("site_id", "wanted.site_id", "Site."),
    Column("name", "sites.name", "Name of the site."),
    Column("division_code", "sites.division_code", "Division that the site serves."),
    Column("year", "wanted.year", "Report year."),
    Column("status", "iif(found.reports, 'found', 'gap')", "found or gap."),
    Column("reports", "ifnull(found.reports, 0)", "Reports of any agency seen on the site for the year."),
    Column("own_reports", "ifnull(found.own, 0)",
           "Those of them that are by the government (or its office) that the site serves."),
    Column("archived", "ifnull(found.archived, 0)", "Those of them that only a web archive has any more."),
    Column("published", "found.published", "Earliest date of publication among them."),
    Column("reason", "iif(found.reports, NULL, ifnull(gaps.reason, 'not_crawled'))", "Reason code of a gap."),
    Column("detail", "iif(found.reports, NULL, gaps.detail)", "The reason in words."),
    Column("run_id", "gaps.run_id", "Run that gave the reason."),
    Column("at", "gaps.at", "When the reason was given."),
)  # fmt: skip
