"""Readers: processes beside the crawl's own that read documents, so that reading neither delays it nor can end it.

    readers = Readers()                       # nothing is started yet
    read = await readers.read(Order(body, url="http://a.gov.cn/2022.html"))
    await readers.close()

A document on which a reader hangs, breaks down or fills its memory costs itself: `UnreadablePage` says so, and the next
one gets a new process. Readers end when this process does, however it ends, for their pipe is closed then.
"""

import asyncio
import contextlib
import io
import logging
import os
import pickle
from dataclasses import fields
from itertools import islice
from operator import attrgetter
from typing import Any, NamedTuple

from harvester.errors import UnreadablePage
from harvester.isolated import HEAD, Program, environment, framed
from harvester.page.learned import edge_lines
from harvester.page.model import AttachmentLink, Claim, Page
from harvester.registry import Site
from harvester.report.model import (
    IN_PICTURES,
    Attachment,
    Check,
    Contact,
    Fact,
    Figure,
    Report,
    Section,
)

log = logging.getLogger(__name__)

MOST_READERS = 4
"""More would wait for the one process that fetches and stores."""
MOST_PICTURES = 10
"""Pictures that are kept of a report that is nothing else; a person reads on from the page."""
SECONDS, START_SECONDS = 60.0, 60.0
MOST_MEMORY = 1_500_000_000
PROGRAM = Program(__name__, SECONDS, MOST_MEMORY)


class Order(NamedTuple):
    """A document to be read, with what is known of it; see `process.read_document` and its `Hints`."""

    body: bytes
    url: str | None = None
    content_type: str | None = None
    site: Site | None = None
    listing_title: str | None = None
    listing_date: str | None = None
    furniture: frozenset[str] = frozenset()


class Read(NamedTuple):
    """What is wanted of a reading: no trees, no intermediate results."""

    report: Report
    offered: tuple[AttachmentLink, ...]
    """The files of the page; the pictures too, where they are all that there is of a report."""
    edges: tuple[str, ...]
    """Lines at the edges of the text that may be the site's furniture."""
    encoding: str
    claims: tuple[Claim, ...]


class ReadingError(Exception):
    """A mistake of ours that a document brought to light in a reader."""

    def __init__(self, name: str, message: str) -> None:
        """Keep the name of the error as it was raised there."""
        super().__init__(message)
        self.name = name


def read_here(order: Order) -> Read:
    """Read a document in this thread."""
    from harvester.process import Hints, read_document  # noqa: PLC0415  the crawl, which reads nothing, does without

    hints = Hints(order.site, order.listing_title, order.listing_date, order.furniture)
    reading = read_document(order.body, url=order.url, content_type=order.content_type, hints=hints)
    page, report = reading.page, reading.report
    return Read(report, _offered(page, report), tuple(edge_lines(page.blocks)), page.encoding, tuple(page.claims))


def _offered(page: Page, report: Report) -> tuple[AttachmentLink, ...]:
    if report.reason != IN_PICTURES:
        return page.attachments
    pictures = (block for block in page.blocks if block.kind == "image" and block.url)
    return tuple(AttachmentLink(block.url or "", block.text) for block in islice(pictures, MOST_PICTURES))


def default_number() -> int:
    """How many readers suit this machine: one a core. The crawl has one of them, but waits for some of its time."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(MOST_READERS, cores))


class Readers:
    """So many readers at most, each started when a document comes and no other is free."""

    def __init__(self, number: int | None = None, program: Program = PROGRAM) -> None:
        """Take the machine's own number unless one is given; with 0, documents are read in threads of this process."""
        self.number = default_number() if number is None else number
        self.program = program
        self._places = asyncio.Semaphore(self.number)
        self._free: list[_Reader] = []

    async def read(self, order: Order) -> Read:
        """Read a document when its turn has come.

        Raises:
            UnreadablePage: it cannot be read, or it hung or broke the reader; the message says which.
            ReadingError: a mistake of ours.
        """
        if self.number:
            async with self._places:
                if self.number and (reader := await self._reader()):
                    return await self._ask(reader, order)
        return await asyncio.to_thread(read_here, order)

    async def _reader(self) -> "_Reader | None":
        """A free reader; None when this machine cannot start any."""
        while self._free:
            reader = self._free.pop()
            if reader.is_alive:
                return reader
        try:
            return await _Reader.start(self.program)
        except (OSError, NotImplementedError, EOFError, TimeoutError) as error:
            log.warning("No second process can be started (%s); documents are read in this one.", error or type(error))
            self.number = 0
            return None

    async def _ask(self, reader: "_Reader", order: Order) -> Read:
        try:
            async with asyncio.timeout(self.program.seconds):
                answer = await reader.ask(pickle.dumps(order, pickle.HIGHEST_PROTOCOL))
        except TimeoutError:
            reader.kill()
            seconds = self.program.seconds
            raise UnreadablePage(f"The document was given up after {seconds:.0f} s.") from None
        except (EOFError, OSError):
            reader.kill()
            raise UnreadablePage("The document broke the process that reads it, or filled its memory.") from None
        except BaseException:
            reader.kill()
            raise
        self._free.append(reader)
        return _told(answer)

    async def close(self) -> None:
        """End all readers."""
        readers, self._free = self._free, []
        for reader in readers:
            reader.kill()
        for reader in readers:
            await reader.process.wait()


class _Reader:
    """One process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.process, self._source, self._target = process, process.stdout, process.stdin

    @classmethod
    async def start(cls, program: Program) -> "_Reader":
        """Start a process and wait until it is ready."""
        pipe, nothing = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
        reader = cls(
            await asyncio.create_subprocess_exec(
                *program.command, stdin=pipe, stdout=pipe, stderr=nothing, env=environment(), limit=2**22
            )
        )
        try:
            async with asyncio.timeout(START_SECONDS):
                await reader._receive()
        except BaseException:
            reader.kill()
            raise
        return reader

    @property
    def is_alive(self) -> bool:
        """False once the process has ended."""
        return self.process.returncode is None

    async def ask(self, message: bytes) -> bytes:
        """The answer to a message."""
        self._target.write(framed(message))
        await self._target.drain()
        return await self._receive()

    async def _receive(self) -> bytes:
        head = await self._source.readexactly(HEAD)
        return await self._source.readexactly(int.from_bytes(head, "big"))

    def kill(self) -> None:
        """End the process at once."""
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()


# What goes through the pipe. A reader works on bytes that strangers wrote: what it sends back is only data of ours.


def answer(message: bytes) -> bytes:
    """What a reader sends back for an order: what it read, or name, message and kind of an error."""
    told: Any
    try:
        told = read_here(pickle.loads(message))
    except UnreadablePage as error:
        told = ("UnreadablePage", str(error))
    except MemoryError:
        told = ("UnreadablePage", "The document fills the memory of the process that reads it.")
    except Exception as error:  # a mistake of ours must cost one page, not the reader
        told = (type(error).__name__, str(error))
    target = io.BytesIO()
    _Pickler(target, pickle.HIGHEST_PROTOCOL).dump(told)
    return target.getvalue()


def _told(message: bytes) -> Read:
    told = _Unpickler(io.BytesIO(message)).load()
    if isinstance(told, Read):
        return told
    name, words = told
    raise UnreadablePage(words) if name == "UnreadablePage" else ReadingError(name, words)


_ROWS: tuple[type[Any], ...] = (Report, Contact, Section, Fact, Figure, Check, Attachment)
_VALUES = {kind: attrgetter(*(field.name for field in fields(kind))) for kind in _ROWS}
_KNOWN = {(kind.__module__, kind.__qualname__): kind for kind in (*_ROWS, Read, AttachmentLink, Claim)}


def _row(item: Any) -> tuple[type[Any], tuple[Any, ...]]:
    kind = type(item)
    return kind, _VALUES[kind](item)


class _Pickler(pickle.Pickler):
    """Writes rows as calls of their classes, which takes a third of the time of what pickle does by itself."""

    dispatch_table = dict.fromkeys(_ROWS, _row)


class _Unpickler(pickle.Unpickler):
    """Makes nothing but the rows of a reading."""

    def find_class(self, module: str, name: str) -> Any:
        """The class of a row; nothing else can be named."""
        try:
            return _KNOWN[(module, name)]
        except KeyError:
            raise pickle.UnpicklingError(f"a reader sent {module}.{name}") from None
