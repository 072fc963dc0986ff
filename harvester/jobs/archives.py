"""Web archives (WARC, WET, ARC; plain or gzipped): their pages one by one in a stream, from any place on.

A broken record costs itself only: reading goes on at the next one that begins with the mark of a record.
"""

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import BinaryIO, NamedTuple, cast

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from harvester.jobs.documents import LIMIT

HEAD = 8192
"""Bytes that are enough to know an archive."""
KINDS = ("response", "resource", "conversion")
MOST_ATTEMPTS = 200
"""Places without a readable record, one after another, after which the rest of a file is given up."""

_MAGIC = {b"WARC/": "warc", b"filedesc://": "arc"}
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:[^\x00-\x20\x7f-\x9f]+")
_GZIP = b"\x1f\x8b\x08"
_NEXT = {True: re.compile(rb"\x1f\x8b\x08"), False: re.compile(rb"WARC/1\.\d\r?\n")}
_CHUNK = 1 << 20


class ArchivedPage(NamedTuple):
    """One answer of a server as an archive keeps it."""

    url: str
    body: bytes
    content_type: str | None
    http_status: int | None
    fetched_at: str | None
    """When it was served, UTC."""


class Step(NamedTuple):
    """Where the reading stands after one record."""

    offset: int
    """Place of the record; reading may begin here again."""
    page: ArchivedPage | None = None
    """None for a record that holds no answer (a request, a redirect, an error page)."""
    fault: str = ""
    """Why the record cannot be read."""


def is_archive(head: bytes) -> bool:
    """Tell an archive by its first bytes, gzipped or not.

    >>> is_archive(b"WARC/1.0\\r\\n"), is_archive(gzip.compress(b"WARC/1.1\\r\\n")), is_archive(b"<html>")
    (True, True, False)
    """
    return _format(head) is not None


def _format(head: bytes) -> str | None:
    """Format of all records of an archive that begins so; None for no archive."""
    text = _unzipped(head, 64)
    return next((name for magic, name in _MAGIC.items() if text.startswith(magic)), None)


def read_archive(stream: BinaryIO, offset: int = 0) -> Iterator[Step]:
    """Every record from `offset` on; the stream need not be seekable where it is read from its beginning.

    Offsets are those of the file, or of its unzipped text where a whole file was gzipped as one piece.
    """
    stream, head = peeked(stream)
    source, is_zipped = _opened(stream, head)
    kind = _format(head)
    attempts = 0
    told = False
    while attempts < MOST_ATTEMPTS:
        if offset:
            source.seek(offset)
        good = -1
        try:
            for step in _records(source, is_zipped, kind):
                good, told = step.offset, False
                yield step
            return
        except Exception as error:  # whatever the reader of the format raises on bytes it does not know
            attempts = 0 if good >= 0 else attempts + 1
            if not told:
                yield Step(max(good, offset), fault=_reason(error))
                told = True
        if not source.seekable():
            yield Step(max(good, offset), fault="what follows cannot be read from a pipe; save the archive as a file")
            return
        following = _next_record(source, max(good, offset) + 1, is_zipped)
        if following is None:
            return
        offset = following
    yield Step(offset, fault=f"no record could be read in {MOST_ATTEMPTS} places; the rest was left out")


def _records(source: BinaryIO, is_zipped: bool, kind: str | None) -> Iterator[Step]:
    """Records up to the first that breaks the format. What the library prints about them is not for our terminal."""
    with redirect_stderr(io.StringIO()):
        archive = ArchiveIterator(source, arc2warc=True)
    archive.known_format = kind  # left to guess, it reads any line with four blanks as the head of an ARC record
    while True:
        with redirect_stderr(io.StringIO()):
            record = next(archive, None)
            if record is None:
                break
            page, fault = _page(record)
            place = archive.get_record_offset()
        yield Step(place, page, fault)
    if is_zipped and source.seekable() and archive.offset < source.seek(0, io.SEEK_END):
        raise ValueError("bytes that cannot be unzipped")  # the library takes them for the end of the file


def _page(record: ArcWarcRecord) -> tuple[ArchivedPage | None, str]:
    """The answer that a record holds, or why it cannot be read."""
    headers, http = record.rec_headers, record.http_headers
    url = (headers.get_header("WARC-Target-URI") or "").strip("<> ")
    if url and not _ADDRESS.fullmatch(url):
        raise ValueError("no address where that of a record should be")
    status = _status(http.get_statuscode() if http else "")
    if record.rec_type not in KINDS or not url or url.startswith("dns:") or status not in (None, 200):
        return None, ""
    if record.length and record.length > LIMIT:
        return None, f"{url} is larger than {LIMIT // 1_000_000} MB, which no report is"
    try:
        body = record.content_stream().read(LIMIT + 1)
        while record.raw_stream.read(_CHUNK):
            pass
    except (OSError, EOFError, zlib.error, ValueError) as error:
        return None, f"{url}: {_reason(error)}"
    if getattr(record.raw_stream, "limit", 0) > 0:
        return None, f"{url}: the archive ends in the middle of this record"
    if len(body) > LIMIT:
        return None, f"{url} unpacks to more than {LIMIT // 1_000_000} MB, which no report is"
    kind = (http or headers).get_header("Content-Type")
    return ArchivedPage(url, body, kind, status, _moment(headers.get_header("WARC-Date"))), ""


def _status(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() else None


def _moment(date: str | None) -> str | None:
    """The date of a record as the database writes times.

    >>> _moment("2023-01-20T03:04:05Z"), _moment("2023-01-20T03:04:05.123456Z"), _moment("yesterday")
    ('2023-01-20T03:04:05.000+00:00', '2023-01-20T03:04:05.123+00:00', None)
    """
    found = re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?Z", date or "")
    return f"{found[1]}.{(found[2] or '')[:3]:0<3}+00:00" if found else None


def _opened(source: BinaryIO, head: bytes) -> tuple[BinaryIO, bool]:
    """The stream as records can be read from it, and whether each record is gzipped by itself.

    `gzip archive.warc` makes one piece of all records, in which no record can be found without unzipping.
    """
    if not head.startswith(_GZIP):
        return source, False
    if not _is_one_piece(head):
        return source, True
    return cast(BinaryIO, gzip.GzipFile(fileobj=source)), False


def peeked(stream: BinaryIO) -> tuple[BinaryIO, bytes]:
    """The stream and its first bytes, which are still to be read from it."""
    if not hasattr(stream, "peek"):
        stream = cast(BinaryIO, io.BufferedReader(stream))
    return stream, cast(io.BufferedReader, stream).peek(HEAD)


def _is_one_piece(head: bytes) -> bool:
    """Whether the first member of a gzip file goes on behind the first record."""
    text = _unzipped(head, _CHUNK)
    top, mark, rest = text.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)\ncontent-length:\s*(\d+)", top)
    return bool(mark and length) and len(rest) > int(cast("re.Match[bytes]", length)[1]) + 4


def _unzipped(head: bytes, limit: int) -> bytes:
    """The beginning of the first member of a gzip file; other bytes as they are."""
    if not head.startswith(_GZIP):
        return head[:limit]
    try:
        return zlib.decompressobj(31).decompress(head, limit)
    except zlib.error:
        return b""


def _next_record(source: BinaryIO, start: int, is_zipped: bool) -> int | None:
    """Place of the next mark of a record at or behind `start`."""
    source.seek(start)
    kept = b""
    while chunk := source.read(_CHUNK):
        window = kept + chunk
        found = _NEXT[is_zipped].search(window)
        if found:
            return start - len(kept) + found.start()
        start += len(chunk)
        kept = window[-16:]
    return None


def _reason(error: Exception) -> str:
    text = " ".join(str(error).split())
    return f"broken record ({type(error).__name__}: {text[:120]})"
