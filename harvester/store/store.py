"""The store: one database file with everything a harvest knows. Each method is one step, done whole or not at all."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, TypeAlias

from harvester.registry import Registry, Site
from harvester.report.model import Attachment, Check, Report
from harvester.store import (
    attachments,
    captures,
    coverage,
    history,
    judgments,
    overrides,
    places,
    queries,
    reports,
    runs,
    search,
    sightings,
)
from harvester.store.addresses import Kind
from harvester.store.captures import Capture
from harvester.store.connection import BUSY_SECONDS, Connection, Row, now
from harvester.store.coverage import Gap
from harvester.store.datasets import Selection, Snapshot
from harvester.store.overrides import Override
from harvester.store.reports import Document, Saved
from harvester.store.rows import storable
from harvester.store.search import Hit

Stage: TypeAlias = Literal["fetch", "decode", "clean", "parse", "store"]


class Store:
    """An open database. Writes belong to the thread that opened it; readers open their own with `readonly=True`."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open connection; `Store.open` is the usual way."""
        self.connection = connection

    @classmethod
    def open(cls, path: str | Path, readonly: bool = False, *, busy_seconds: float = BUSY_SECONDS) -> Self:
        """Open the database at `path`, made and brought up to date when needed.

        Raises:
            StoreError: it is another program's, of a newer schema, read-only, locked, damaged, or the disk is full.
        """
        return cls(Connection(path, readonly=readonly, busy_seconds=busy_seconds))

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def writing(self) -> AbstractContextManager[None]:
        """Make several steps one transaction: `with store.writing(): ...`. Blocks nest."""
        return self.connection.writing()

    def grouped(self, later: Callable[[Callable[[], None]], object]) -> AbstractContextManager[None]:
        """Commit the steps of one turn of an event loop together: `with store.grouped(loop.call_soon): ...`."""
        return self.connection.grouped(later)

    # Runs

    def start_run(self, command: str, settings: Mapping[str, Any] | None = None) -> int:
        """Open a run and return its number; runs of killed processes are marked interrupted."""
        return runs.start_run(self.connection, command, settings or {})

    def finish_run(
        self, run_id: int, status: runs.RunStatus = "finished", stats: Mapping[str, Any] | None = None
    ) -> None:
        """Close a run with its outcome and what was counted."""
        runs.finish_run(self.connection, run_id, status, stats or {})

    def add_run_stats(self, run_id: int, more: Mapping[str, Any]) -> None:
        """Add to what was counted in a run that is over."""
        runs.add_stats(self.connection, run_id, more)

    def runs(self) -> list[dict[str, Any]]:
        """All runs, the latest first; settings and stats as they were given."""
        return runs.list_runs(self.connection)

    # Divisions and sites

    def load_registry(self, registry: Registry) -> None:
        """Bring `divisions` and `sites` in line with the registry."""
        places.load_registry(self.connection, registry)

    def upsert_site(self, site: Site) -> None:
        """Add a site or renew what a site list says of it; what was learned stays."""
        places.upsert_site(self.connection, site)

    def set_site(self, site_id: str, **learned: str | None) -> None:
        """Keep what a crawl learned of a site: `family`, `report_column_url`, `last_status`."""
        places.set_site(self.connection, site_id, learned)

    def site_memory(self, site_id: str) -> dict[str, Any]:
        """What was remembered about a site beyond the columns of `sites`."""
        return places.site_memory(self.connection, site_id)

    def columns_by_family(self) -> list[tuple[str, str]]:
        """Family and address of the report column of every site that has taught both."""
        return places.columns_by_family(self.connection)

    def furniture(self, site_id: str | None) -> frozenset[str]:
        """Lines that the crawl of a site learned to be furniture."""
        return frozenset(self.site_memory(site_id).get("furniture", ())) if site_id else frozenset()

    def remember_site(self, site_id: str, memory: dict[str, Any]) -> None:
        """Replace what is remembered about a site (anything that JSON can hold)."""
        places.remember_site(self.connection, site_id, memory)

    def add_aliases(self, site_id: str, urls: Iterable[str]) -> None:
        """Keep earlier addresses of a site's report column in `sites.column_aliases`."""
        history.add_aliases(self.connection, site_id, urls)

    def note_site_run(self, seen: history.SiteRun) -> None:
        """Keep how a run left a site, for the comparison with later runs."""
        history.note_site_run(self.connection, seen)

    def reports_before(self, site_id: str, run_id: int, years: tuple[int, int]) -> int:
        """How many reports the last whole run that wanted the same years saw on a site; 0 when there was none."""
        return history.reports_before(self.connection, site_id, run_id, years)

    def offered(self, run_id: int) -> int | None:
        """How many reports the sites of a run offer, those included that were not asked for; None without any."""
        return history.offered(self.connection, run_id)

    def falls(self, site_ids: Iterable[str] | None = None) -> list[history.Fall]:
        """Sites of which the last run saw clearly fewer reports than the run before."""
        return history.falls(self.connection, site_ids)

    def note(self, key: str) -> str | None:
        """A small note that a job left for its next run."""
        found = self.connection.value("SELECT value FROM store_notes WHERE key = ?", (key,))
        return None if found is None else str(found)

    def set_note(self, key: str, value: str) -> None:
        """Leave a note for the next run."""
        self.connection.execute("INSERT OR REPLACE INTO store_notes VALUES (?, ?)", (key, value))

    # Captures

    def save_capture(  # noqa: PLR0913  columns of the table, by name
        self, url: str, body: bytes, *, final_url: str | None = None, fetched_at: str | None = None,
        http_status: int | None = None, content_type: str | None = None, encoding: str | None = None,
        etag: str | None = None, last_modified: str | None = None, run_id: int | None = None,
        archive_url: str | None = None,
    ) -> int:  # fmt: skip
        """Archive bytes as they were served and return the capture's number; known bytes keep their number.

        With `archive_url` they come from a web archive, which took them at `fetched_at`.
        """
        return captures.save_capture(
            self.connection, body,
            {"url": url, "final_url": final_url, "fetched_at": fetched_at, "http_status": http_status,
             "content_type": content_type, "encoding": encoding, "etag": etag, "last_modified": last_modified,
             "run_id": run_id, "archive_url": archive_url},
        )  # fmt: skip

    def note_encoding(self, capture_id: int, encoding: str, claims: Sequence[Any] = ()) -> None:
        """Keep how the bytes of a capture were decoded and what else was claimed."""
        captures.note_encoding(self.connection, capture_id, encoding, claims)

    def capture_body(self, capture_id: int) -> bytes:
        """The bytes of a capture as they were served; KeyError when there is none of this number."""
        return captures.capture_body(self.connection, capture_id)

    def capture(self, capture_id: int) -> Capture | None:
        """The capture of this number, None when there is none."""
        return captures.capture(self.connection, capture_id)

    def last_capture(self, url: str) -> Capture | None:
        """The capture that was served last at an address."""
        return captures.last_capture(self.connection, url)

    def captures(self, after: int = 0) -> Iterator[Capture]:
        """Captures in the order in which they came, without their bytes; the caller may write meanwhile."""
        return captures.captures(self.connection, after)

    # Reports

    def save_report(  # noqa: PLR0913  what is known beside the report, by name
        self, report: Report, *, capture_id: int | None = None, site_id: str | None = None,
        seen_at: str | None = None, url: str | None = None, kind: Kind | None = None,
        page_url: str | None = None, body: bytes | None = None,
    ) -> Saved:  # fmt: skip
        """Store a report as new, as a new version, as a sighting of a known one, or in place when read again.

        Args:
            report: what was read; `agency` and `year` must be known.
            capture_id: the bytes from which it was read; a second reading of the same bytes replaces the first.
            site_id: the site on which it was found; the page's own claim where it is not given.
            seen_at: when the bytes were served, UTC; now, where it is not given.
            url: where it was found, if not at `report.url`.
            kind: what kind of copy it is, if the address does not show it.
            page_url: for a report that is a file, the page that offers it and has no text of its own. It is the
                report's address then, and the file is a sighting of the kind `attachment`.
            body: the bytes of a report that is a file, to be kept among the attachments.

        Raises:
            HarvestError: agency or year is missing, or the database refuses a value (`RefusedRow`).
            StoreError: the database cannot be written.
        """
        document = Document(
            report, capture_id, site_id, url or report.url, seen_at or now(), "attachment" if page_url else kind
        )
        with self.writing():
            saved = reports.save_report(self.connection, document)
            if page_url and capture_id is not None:
                reports.save_report(self.connection, replace(document, url=page_url, kind="original"))
            for attachment in report.attachments if body is not None else ():
                self.save_attachment(saved.report_id, attachment, body)
        return saved

    def page_of_file(self, url: str, capture_id: int) -> str | None:
        """The page under whose address a report is kept that was read from a file at another address."""
        sql = "SELECT url FROM sightings WHERE capture_id = ? AND url <> ? AND kind = 'original'"
        found = self.connection.value(sql, (capture_id, url))
        return str(found) if found else None

    def withdraw(self, capture_id: int) -> list[int]:
        """Take out what was read from a capture that is no report after all; returns the numbers of the rows."""
        with self.writing():
            found = self.connection.rows("SELECT report_id FROM reports WHERE capture_id = ?", (capture_id,))
            for row in found:
                reports.withdraw(self.connection, row["report_id"])
            self.connection.execute("DELETE FROM sightings WHERE capture_id = ?", (capture_id,))
        return [row["report_id"] for row in found]

    def save_cross_checks(self, checks: Mapping[int, Sequence[Check]]) -> None:
        """Put the outcome of the rules between reports beside each report's own checks, in place of an earlier one."""
        judgments.save_cross_checks(self.connection, checks)

    def save_attachment(self, report_id: int, attachment: Attachment, body: bytes | None = None) -> None:
        """Keep a file that is offered with a report: its bytes, text, size and hash."""
        attachments.save_attachment(self.connection, report_id, attachment, body)

    def set_override(self, override: Override) -> int:
        """Keep a person's correction of a cell and apply it; returns the number of the report."""
        return overrides.set_override(self.connection, override)

    def drop_override(self, agency: str, year: int, cell: tuple[str, str, str]) -> bool:
        """Drop a correction; True when there was one. The cell itself comes back when its capture is read again."""
        return overrides.drop_override(self.connection, agency, year, cell)

    def swap_checks(self, report_id: int, before: Sequence[Check], after: Sequence[Check]) -> None:
        """Replace the outcome of some rules, after a cell was corrected."""
        judgments.swap_checks(self.connection, report_id, before, after)

    def mark_gone(self, url: str) -> bool:
        """Keep that an address answers no more; True when a report was seen there."""
        return sightings.mark_gone(self.connection, url)

    def seen_again(self, url: str, at: str | None = None) -> bool:
        """Keep that an address still shows what it showed (304, same bytes); True when a report is known there."""
        return sightings.seen_again(self.connection, url, at or now())

    def current_reports(self, **equal: str | int) -> Iterator[Row]:
        """Current reports as rows, sorted by division, agency, year; filter by columns: `year=2022, agency=...`."""
        return queries.current_reports(self.connection, equal)

    def report(self, report_id: int) -> Report:
        """A stored version as the `Report` that was read, corrections included; KeyError when there is none."""
        return queries.read_report(self.connection, report_id)

    def versions(self, agency: str, year: int) -> list[Row]:
        """All versions of the report of an agency for a year, oldest first."""
        return queries.versions(self.connection, agency, year)

    def counts(self) -> dict[str, int]:
        """How many rows each table of the contract has, and how many reports are current."""
        return queries.counts(self.connection)

    def search(self, text: str, limit: int = 20, *, current_only: bool = True) -> list[Hit]:
        """Reports that contain every term, best first; one Chinese character is enough of a term."""
        return search.search(self.connection, text, limit, current_only=current_only)

    @contextmanager
    def snapshot(self, selection: Selection) -> Iterator[Snapshot]:
        """Reports as they stand at this moment, to be handed out; writers go on meanwhile."""
        taken = Snapshot(self.connection, selection)
        try:
            yield taken
        finally:
            taken.close()

    # What went wrong, and what is missing

    def save_failure(  # noqa: PLR0913  columns of the table, by name
        self, *, stage: Stage, error: str, message: str, url: str | None = None, site_id: str | None = None,
        run_id: int | None = None,
    ) -> int:  # fmt: skip
        """Keep that an input could not be used, and why."""
        values = (run_id, site_id, url, stage, error, message, now())
        cursor = self.connection.execute(
            "INSERT INTO failures (run_id, site_id, url, stage, error, message, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [storable(value) for value in values],
        )
        return int(cursor.lastrowid or 0)

    def expect(self, site_ids: Iterable[str], years: tuple[int, int], run_id: int | None = None) -> None:
        """Keep what a crawl is asked to find, so that `coverage` can tell what is missing."""
        coverage.expect(self.connection, site_ids, years, run_id)

    def set_gaps(self, site_id: str, gaps: Iterable[Gap], years: tuple[int, int], run_id: int | None = None) -> None:
        """Replace the gaps of a site within these years by those that a crawl has just seen."""
        coverage.set_gaps(self.connection, site_id, gaps, years, run_id)

    def coverage(self, site_ids: Iterable[str] | None = None, years: tuple[int, int] | None = None) -> list[Row]:
        """Expected (site by year) against found, sorted by division, site, year."""
        return coverage.coverage(self.connection, site_ids, years)
