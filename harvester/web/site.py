"""The database behind the site: read-only connections, one a thread, and totals that are not counted at every visit."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from harvester.store import Store

THREADS = 4
BUSY_SECONDS = 3.0
FRESH_SECONDS = 60.0
"""For so long a total is taken as it was counted, although a crawl may be writing."""


class Site:
    """One database that is being served."""

    def __init__(self, path: Path) -> None:
        """Serve the database at `path`; it is opened once here, so that what is wrong with it is said at once.

        Raises:
            StoreError: there is none, it is another program's, or it has an older schema.
        """
        self.path = path
        self.pool = ThreadPoolExecutor(THREADS, thread_name_prefix="page")
        self._own = threading.local()
        self._totals: dict[str, tuple[float, tuple[int, ...], Any]] = {}
        self._lock = threading.Lock()
        self._open().close()

    def _open(self) -> Store:
        return Store.open(self.path, readonly=True, busy_seconds=BUSY_SECONDS)

    @property
    def store(self) -> Store:
        """The connection of this thread."""
        store: Store | None = getattr(self._own, "store", None)
        if store is None:
            store = self._own.store = self._open()
        return store

    def total(self, name: str, count: Callable[[Store], Any]) -> Any:
        """What `count` gives, counted again when the database has changed, but not more than once a minute."""
        version = self._stamp()
        with self._lock:
            known = self._totals.get(name)
        if known and (known[1] == version or time.monotonic() - known[0] < FRESH_SECONDS):
            return known[2]
        value = count(self.store)
        with self._lock:
            self._totals[name] = (time.monotonic(), version, value)
        return value

    def _stamp(self) -> tuple[int, ...]:
        """Changes whenever somebody writes: times and sizes of the file and of its write-ahead log."""
        files = (self.path, self.path.with_name(f"{self.path.name}-wal"))
        known = [file.stat() for file in files if file.exists()]
        return tuple(number for stat in known for number in (stat.st_mtime_ns, stat.st_size))

    def close(self) -> None:
        """Let the threads end."""
        self.pool.shutdown(wait=False, cancel_futures=True)
