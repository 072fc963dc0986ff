"""Harvests documents that are already at hand: each becomes a capture, then a report, or a row in `failures`."""

import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from harvester.errors import HarvestError, StoreError
from harvester.jobs.archives import is_archive, peeked
from harvester.jobs.archiving import ArchiveImport, Place
from harvester.jobs.documents import STDIN, file_url, find_documents, read_limited
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
    missing: list[str] = field(default_factory=list)
    """What is wrong with each source that could not be used while others could, one sentence each."""
    archives: int = 0
    """Web archives that were read."""
    records: Counter[str] = field(default_factory=Counter)
    """Records of archives that hold no report, by reason."""

    @property
    def documents(self) -> int:
        """How many documents were read."""
        return self.outcomes.total()

    @property
    def reports(self) -> int:
        """Documents that are reports, known ones included."""
        return self.documents - sum(self.outcomes[name] for name in ("no report", "withdrawn", "failed"))


def import_documents(
    sources: Sequence[str], db: Path, progress: Progress | None = None, *, again: bool = False
) -> ImportResult:
    """Read every file that the sources name and store what is found; bad ones never stop the others.

    Args:
        sources: files, folders, `-` for standard input.
        db: the database.
        progress: see `Progress`.
        again: read web archives from their beginning, whatever earlier runs read of them.

    Raises:
        HarvestError: no source can be used, or the database cannot.
    """
    result = ImportResult()
    names = _named(sources, result)
    with Store.open(db) as store:
        store.load_registry(load_registry())
        with recorded(store, "import", {"sources": list(sources)}, result.outcomes) as run_id:
            job = _Job(store, run_id, result, len(names), progress or (lambda *_: None), again)
            for done, path in enumerate(names):
                job.take(done, path)
    return result


def _named(sources: Sequence[str], result: ImportResult) -> list[Path | None]:
    """The files that the sources stand for, None for standard input, each once; notes what is passed over or missing.

    Raises:
        HarvestError: not one of the sources can be used.
    """
    names: dict[Path | None, None] = {}
    usable = STDIN in sources
    for source in sources:
        if source == STDIN:
            continue
        try:
            search = find_documents([source])
        except HarvestError as error:
            result.missing.append(str(error))
            continue
        usable = True
        names |= dict.fromkeys(search.paths)
        result.passed += search.passed
    if not usable and result.missing:
        raise HarvestError("; ".join(result.missing))
    return [*names, *([None] if STDIN in sources else [])]


@dataclass
class _Job:
    """One run over the named files."""

    store: Store
    run_id: int
    result: ImportResult
    files: int
    progress: Progress
    again: bool

    def take(self, done: int, path: Path | None) -> None:
        """Import one file, or what comes by standard input."""
        name = str(path or "standard input")
        self.progress(done, self.files, name)
        url = file_url(path) if path else "stdin:"
        try:
            with path.open("rb") if path else nullcontext(sys.stdin.buffer) as stream:
                source, head = peeked(stream)
                if is_archive(head):
                    self._archive(done, name, url, source, path.stat().st_size if path else 0)
                    return
                body = read_limited(source, name)
        except OSError as error:
            self._tell(name, self._refuse(url, "OSError", f"{name}: {error.strerror or error}"))
        except HarvestError as error:
            if isinstance(error, StoreError):
                raise
            self._tell(name, self._refuse(url, type(error).__name__, str(error)))
        else:
            self._tell(name, self._document(url if path else f"stdin:{hashlib.sha256(body).hexdigest()[:16]}", body))

    def _document(self, url: str, body: bytes) -> Result:
        """Archive one document, then read it."""
        capture_id = self.store.save_capture(url, body, run_id=self.run_id)
        return read_and_store(self.store, Source(capture_id, url, body), self.run_id)

    def _archive(self, done: int, name: str, url: str, stream: BinaryIO, size: int) -> None:
        archive = ArchiveImport(self.store, self.run_id, url, stream)
        if self.again:
            archive.forget()

        def watch(place: Place) -> None:
            share = f"{100 * max(place.offset, 0) // size} %, " if size else ""
            told = f"{share}{place.steps:,} records, {place.reports:,} reports"
            self.progress(done, self.files, f"{name} ({told})")

        archive.run(self._tell, watch)
        self.result.records.update(archive.passed)
        self.result.archives += 1

    def _refuse(self, url: str, error: str, message: str) -> Result:
        self.store.save_failure(stage="fetch", error=error, message=message, url=url, run_id=self.run_id)
        return Result("failed", message)

    def _tell(self, name: str, found: Result) -> None:
        self.result.outcomes[found.outcome] += 1
        if found.outcome in ("no report", "withdrawn", "failed"):
            self.result.troubles.append((name, found.message))
