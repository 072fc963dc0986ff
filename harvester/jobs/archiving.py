"""Harvests reports from web archives: quick over what cannot be one, resumed where an earlier run stood."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from typing import BinaryIO

from harvester.documents.read import kind_of
from harvester.jobs.archives import ArchivedPage, Step, peeked, read_archive
from harvester.jobs.documents import NO_DOCUMENTS
from harvester.jobs.reading import Result, Source, Unread, read_source, store_reading
from harvester.process import Reading
from harvester.store import Store

EVERY = 500
"""Records after which the place is noted although nothing was found."""
_WORDS = ("信息公开", "信息公開", "資訊公開", "政务公开")
_ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be")


def _spellings() -> tuple[bytes, ...]:
    """The words as bytes: in every usual encoding, as character references, and as UTF-8 taken for GBK or Latin-1."""
    found: set[bytes] = set()
    for word in _WORDS:
        for name in _ENCODINGS:
            with suppress(UnicodeEncodeError):  # Big5 lacks simplified characters
                found.add(word.encode(name))
        found |= {"".join(f"&#{form(ord(char))};" for char in word).encode() for form in (str, "x{:x}".format)}
    # The first two characters alone: what the third becomes depends on where the misread pairs begin.
    misread = "信息".encode()
    return tuple(sorted(found | {misread.decode("gb18030").encode(), misread.decode("latin-1").encode()}))


SPELLINGS = _spellings()


@dataclass
class Place:
    """How far the reading of one archive is; kept in the database so that a killed run goes on from here."""

    offset: int = -1
    """The last record that was read."""
    fault: int = -1
    """The last broken place that was told."""
    steps: int = 0
    """Records and broken places so far, for a pipe, in which no offset can be sought."""
    reports: int = 0


Told = Callable[[str, Result], None]
"""Is told of every document that was stored or refused, with its address."""
Watch = Callable[[Place], None]
"""Is shown the place before every record."""


class ArchiveImport:
    """The import of one archive."""

    def __init__(self, store: Store, run_id: int, url: str, stream: BinaryIO) -> None:
        """Prepare to read `stream`; `url` names the archive itself and its broken places."""
        self.store, self.run_id, self.url = store, run_id, url
        self.source, head = peeked(stream)
        self.key = f"archive:{hashlib.sha256(url.encode() + head).hexdigest()}"
        self.place = Place(**json.loads(store.note(self.key) or "{}"))
        self.passed: Counter[str] = Counter()
        """Records that hold no report, by reason."""

    def forget(self) -> None:
        """Begin anew, whatever earlier runs read."""
        self.place = Place()

    def run(self, told: Told, watch: Watch) -> None:
        """Read from where an earlier run stood to the end.

        Raises:
            StoreError: the database cannot be written; nothing else stops it.
        """
        is_seekable = self.source.seekable()
        known = 0 if is_seekable else self.place.steps
        for number, step in enumerate(read_archive(self.source, max(self.place.offset, 0) if is_seekable else 0)):
            if number < known or step.offset <= (self.place.fault if step.fault else self.place.offset):
                continue  # read by an earlier run
            watch(self.place)
            result = self._take(step)
            if result:
                told(step.page.url if step.page else f"{self.url}#{step.offset}", result)
        self._note()

    def _take(self, step: Step) -> Result | None:
        """Store what a record holds and note the place, both or neither; None where there is nothing to tell."""
        self.place.steps += 1
        if step.fault:
            self.place.fault = step.offset
            return self._refuse(step)
        self.place.offset = step.offset
        reason = "no page" if step.page is None else "" if may_be_report(step.page) else "about something else"
        if step.page and not reason:
            draft = Source(0, step.page.url, step.page.body, step.page.content_type, step.page.fetched_at)
            reading = read_source(draft)
            if isinstance(reading, Unread) or reading.report.is_report:
                return self._store(step.page, draft, reading)
            reason = "no annual report"
        self.passed[reason] += 1
        if self.place.steps % EVERY == 0:
            self._note()
        return None

    def _store(self, page: ArchivedPage, draft: Source, reading: Reading | Unread) -> Result:
        with self.store.writing():
            capture_id = self.store.save_capture(
                page.url, page.body, fetched_at=page.fetched_at, http_status=page.http_status,
                content_type=page.content_type, run_id=self.run_id,
            )  # fmt: skip
            result = store_reading(self.store, replace(draft, capture_id=capture_id), reading, self.run_id)
            self.place.reports += result.outcome not in ("failed", "no report", "withdrawn")
            self._note()
        return result

    def _refuse(self, step: Step) -> Result:
        with self.store.writing():
            self.store.save_failure(
                stage="decode", error="BrokenRecord", message=step.fault, url=f"{self.url}#{step.offset}",
                run_id=self.run_id,
            )  # fmt: skip
            self._note()
        return Result("failed", step.fault)

    def _note(self) -> None:
        self.store.set_note(self.key, json.dumps(asdict(self.place)))


def may_be_report(page: ArchivedPage) -> bool:
    """Whether the bytes are worth a full reading: a document, or a text that names disclosure of information."""
    kind = kind_of(page.body)
    if kind is not None:
        return kind.kind not in NO_DOCUMENTS
    return any(word in page.body for word in SPELLINGS)
