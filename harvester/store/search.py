"""Full-text search over the versions of reports, kept in step by the writer within its transaction.

The index keeps no texts of its own, only where words stand (0.7 of the size of the texts). In plain SQL, on a
connection of ours: `SELECT rowid FROM reports_fts WHERE reports_fts MATCH match_query('信息公开')`.
"""

from typing import NamedTuple

from harvester.store.bigrams import index_text, match_query, terms
from harvester.store.connection import Connection, Row

_INDEXED = ("title", "agency", "text")
_SEARCH = """
SELECT r.report_id, r.agency, r.year, r.title, r.url, r.version, r.is_current, r.text
FROM (
  SELECT rowid, bm25(reports_fts, 6.0, 4.0, 1.0) AS score FROM reports_fts
  WHERE reports_fts MATCH :query
    AND rowid >= (SELECT min(rowid) FROM
      (SELECT rowid FROM reports_fts WHERE reports_fts MATCH :query ORDER BY rowid DESC LIMIT :most))
  ORDER BY score, rowid LIMIT :limit
) AS hit JOIN reports AS r ON r.report_id = hit.rowid
ORDER BY hit.score, r.report_id
"""
MOST_RANKED = 20_000
"""So many reports that match are ranked, the latest stored; words that all reports have would take time without end."""
_AROUND = 40
"""Characters of context on each side of a match."""


class Hit(NamedTuple):
    """A report that was found; `snippet` is the text around the first match."""

    report_id: int
    agency: str
    year: int
    title: str | None
    url: str | None
    version: int
    snippet: str


def search(connection: Connection, text: str, limit: int = 20, *, current_only: bool = True) -> list[Hit]:
    """Reports that contain every term, best first; of more than `MOST_RANKED` the latest stored.

    A term in quotation marks may contain spaces.
    """
    query = match_query(text)
    asked = limit
    while True:  # older versions are few: they are passed over here, for SQL would have to look at every match
        found = connection.rows(_SEARCH, {"query": query, "limit": asked, "most": MOST_RANKED})
        rows = [row for row in found if row["is_current"] or not current_only][:limit]
        if len(rows) == limit or len(found) < asked:
            break
        asked *= 4
    return [
        Hit(r["report_id"], r["agency"], r["year"], r["title"], r["url"], r["version"], _snippet(r["text"], text))
        for r in rows
    ]


def _snippet(body: str, text: str) -> str:
    places = [at for term in terms(text) if (at := body.lower().find(term.lower())) >= 0]
    at = min(places, default=0)
    start, end = max(0, at - _AROUND), at + 2 * _AROUND
    snippet = " ".join(body[start:end].split())
    return f"{'…' if start else ''}{snippet}{'…' if end < len(body) else ''}"


def index_report(connection: Connection, report_id: int, row: Row) -> None:
    """Add a row of `reports` to the index."""
    connection.execute(
        "INSERT INTO reports_fts (rowid, title, agency, text) VALUES (?, ?, ?, ?)",
        (report_id, *(index_text(row[name]) for name in _INDEXED)),
    )


def unindex_report(connection: Connection, report_id: int, row: Row) -> None:
    """Take a row of `reports` out of the index; `row` must be as it was indexed."""
    connection.execute(
        "INSERT INTO reports_fts (reports_fts, rowid, title, agency, text) VALUES ('delete', ?, ?, ?, ?)",
        (report_id, *(index_text(row[name]) for name in _INDEXED)),
    )


def rebuild_index(connection: Connection) -> int:
    """Index all reports anew; returns how many. For databases whose texts were changed by another program."""
    with connection.writing():
        connection.execute("INSERT INTO reports_fts (reports_fts) VALUES ('delete-all')")
        ids = [row["report_id"] for row in connection.rows("SELECT report_id FROM reports")]
        for report_id in ids:
            row = connection.first("SELECT title, agency, text FROM reports WHERE report_id = ?", (report_id,))
            index_report(connection, report_id, row or {})
    return len(ids)
