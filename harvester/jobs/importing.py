"""Harvests documents that are already at hand: each becomes a capture, then a report, or a row in `failures`."""

import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from harvester.errors import HarvestError
from harvester.jobs.documents import STDIN, file_url, find_documents, read_file, read_limited
from harvester.jobs.reading import Result, Source, read_and_store
from harvester.jobs.running import recorded
from harvester.registry import load_registry
from harvester.store import Store

Progress = Callable[[int, int, str], None]
"""Is told how many documents are done, how many there are, and the name of the next one."""


@dataclass
class ImportResult:
    """What became of the documents."""

    outcomes: Counter[str] = field(default_factory=Counter)
    """Documents by outcome."""
    troubles: list[tuple[str, str]] = field(default_factory=list)
    """Name and reason of each document that gave no report."""
    passed: Counter[str] = field(default_factory=Counter)
    """Files in folders that are no documents, by suffix."""

    @property
    def documents(self) -> int:
        """How many documents were read."""
        return self.outcomes.total()

    @property
    def reports(self) -> int:
        """Documents that are reports, known ones included."""
        return self.documents - sum(self.outcomes[name] for name in ("no report", "withdrawn", "failed"))


def import_documents(sources: Sequence[str], db: Path, progress: Progress | None = None) -> ImportResult:
    """Read every file that the sources name and store what is found; bad ones never stop the others.

    Raises:
        HarvestError: a source does not exist, or the database cannot be used.
    """
    search = find_documents(source for source in sources if source != STDIN)
    names: list[Path | None] = [*search.paths, *([None] if STDIN in sources else [])]
    result = ImportResult(passed=search.passed)
    with Store.open(db) as store:
        store.load_registry(load_registry())
        with recorded(store, "import", {"sources": list(sources)}, result.outcomes) as run_id:
            for done, path in enumerate(names):
                name = str(path or "standard input")
                if progress:
                    progress(done, len(names), name)
                found = _import_one(store, run_id, path)
                result.outcomes[found.outcome] += 1
                if found.outcome in ("no report", "withdrawn", "failed"):
                    result.troubles.append((name, found.message))
    return result


def _import_one(store: Store, run_id: int, path: Path | None) -> Result:
    """Archive one document, then read it."""
    url = file_url(path) if path else "stdin:"
    try:
        body = read_file(path) if path else read_limited(sys.stdin.buffer, "standard input")
    except HarvestError as error:
        store.save_failure(stage="fetch", error=type(error).__name__, message=str(error), url=url, run_id=run_id)
        return Result("failed", str(error))
    if path is None:  # different texts come by the same way
        url += hashlib.sha256(body).hexdigest()[:16]
    capture_id = store.save_capture(url, body, run_id=run_id)
    return read_and_store(store, Source(capture_id, url, body), run_id)
