"""The store: one database file with everything a harvest knows. Each method is one step, done whole or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from harvester.registry import Registry, Site
from harvester.store import captures, places, runs
from harvester.store.captures import Capture
from harvester.store.connection import BUSY_SECONDS, Connection


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

    # Runs

    def start_run(self, command: str, settings: Mapping[str, Any] | None = None) -> int:
        """Open a run and return its number; runs of killed processes are marked interrupted."""
        return runs.start_run(self.connection, command, settings or {})

    def finish_run(
        self, run_id: int, status: runs.RunStatus = "finished", stats: Mapping[str, Any] | None = None
    ) -> None:
        """Close a run with its outcome and what was counted."""
        runs.finish_run(self.connection, run_id, status, stats or {})

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

    def remember_site(self, site_id: str, memory: dict[str, Any]) -> None:
        """Replace what is remembered about a site (anything that JSON can hold)."""
        places.remember_site(self.connection, site_id, memory)

    # Captures

    def save_capture(
        self, url: str, body: bytes, *, final_url: str | None = None, fetched_at: str | None = None,
        http_status: int | None = None, content_type: str | None = None, encoding: str | None = None,
        etag: str | None = None, last_modified: str | None = None, run_id: int | None = None,
    ) -> int:  # fmt: skip
        """Archive bytes as they were served and return the capture's number; known bytes keep their number."""
        return captures.save_capture(
            self.connection, body,
            {"url": url, "final_url": final_url, "fetched_at": fetched_at, "http_status": http_status,
             "content_type": content_type, "encoding": encoding, "etag": etag, "last_modified": last_modified,
             "run_id": run_id},
        )  # fmt: skip

    def note_encoding(self, capture_id: int, encoding: str, claims: Sequence[Any] = ()) -> None:
        """Keep how the bytes of a capture were decoded and what else was claimed."""
        captures.note_encoding(self.connection, capture_id, encoding, claims)

    def capture_body(self, capture_id: int) -> bytes:
        """The bytes of a capture as they were served; KeyError when there is none of this number."""
        return captures.capture_body(self.connection, capture_id)

    def last_capture(self, url: str) -> Capture | None:
        """The capture that was served last at an address."""
        return captures.last_capture(self.connection, url)

    def captures(self, after: int = 0) -> Iterator[Capture]:
        """Captures in the order in which they came, without their bytes; the caller may write meanwhile."""
        return captures.captures(self.connection, after)
