"""Web archives: how their index is asked for the captures of an address, and how one capture is had.

Three kinds are known by their index (CDX): the Wayback Machine answers with a JSON array, pywb and Common Crawl with
one JSON object a line. The first two replay a capture as it was served (`id_`), Common Crawl gives a record of a file.
"""

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import urlencode

from warcio.archiveiterator import ArchiveIterator

from harvester.crawl.model import Answer, Archived, Ask
from harvester.errors import HarvestError

WAYBACK = "https://web.archive.org"
COMMON_CRAWL_FILES = "https://data.commoncrawl.org"
MOST_CAPTURES = 3
"""Captures of an address that are tried, newest first: one may be a challenge page that was archived as a page."""
_STAMP = re.compile(r"^\d{14}$")
_KINDS = "wayback, wayback=URL, pywb=URL_OF_COLLECTION or commoncrawl=URL_OF_INDEX[,URL_OF_FILES]"


class WebArchive(NamedTuple):
    """Where an archive is asked."""

    kind: str
    cdx: str
    """Address of its CDX service."""
    base: str
    """What comes before the time stamp of a replay, or before the name of a file."""

    def owns(self, url: str) -> bool:
        """True for the addresses of this service, which are the only ones that are asked of it."""
        return url.startswith((f"{self.cdx}?", f"{self.base}/"))


class Capture(NamedTuple):
    """One line of an index."""

    timestamp: str
    url: str
    filename: str = ""
    offset: int = 0
    length: int = 0

    @property
    def at(self) -> str:
        """When it was taken, as the database writes times.

        >>> Capture("20210102030405", "http://www.a.gov.cn/").at
        '2021-01-02T03:04:05.000+00:00'
        """
        moment = datetime.strptime(self.timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        return moment.isoformat(timespec="milliseconds")


def parse_archive(text: str) -> WebArchive:
    """The archive that an option names.

    >>> parse_archive("pywb=http://127.0.0.1:8080/web/").cdx
    'http://127.0.0.1:8080/web/cdx'

    Raises:
        HarvestError: it names none.
    """
    kind, _, where = text.strip().partition("=")
    first, _, second = where.partition(",")
    first, second = first.rstrip("/"), second.rstrip("/")
    if kind == "wayback" and (not first or _is_web(first)):
        base = first or WAYBACK
        return WebArchive(kind, f"{base}/cdx/search/cdx", f"{base}/web")
    if kind == "pywb" and _is_web(first):
        return WebArchive(kind, f"{first}/cdx", first)
    if kind == "commoncrawl" and _is_web(first):
        return WebArchive(kind, first, second or COMMON_CRAWL_FILES)
    raise HarvestError(f"{text!r} names no web archive. Write {_KINDS}.")


def _is_web(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def index_ask(archive: WebArchive, url: str) -> Ask:
    """The request for the captures of an address that were answered with 200."""
    wanted = {"url": url, "output": "json"}
    if archive.kind == "wayback":
        wanted |= {"filter": "statuscode:200", "limit": f"-{MOST_CAPTURES}"}
    else:
        wanted |= {"filter": "=status:200"}
    return Ask(f"{archive.cdx}?{urlencode(wanted)}")


def read_index(text: str) -> list[Capture]:
    """The captures that an index tells of, newest first; lines that make no sense are left out.

    >>> read_index('[["timestamp","original","statuscode"],["20200102030405","http://a.gov.cn/","200"]]')[0].url
    'http://a.gov.cn/'
    >>> read_index('{"timestamp": "20200102030405", "url": "http://a.gov.cn/", "status": "404"}')
    []
    """
    found = (_capture(row) for row in _rows(text))
    return sorted((capture for capture in found if capture), key=lambda capture: capture.timestamp, reverse=True)


def _rows(text: str) -> Iterable[Any]:
    if text.lstrip().startswith("["):
        listed = _json(text)
        rows = [row for row in listed if isinstance(row, list)] if isinstance(listed, list) else []
        return [dict(zip(map(str, rows[0]), row, strict=False)) for row in rows[1:]]
    return [_json(line) for line in text.splitlines()]


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _capture(row: Any) -> Capture | None:
    if not isinstance(row, dict):
        return None
    values = {name: str(value) for name, value in row.items() if value is not None}
    stamp, url = values.get("timestamp", ""), values.get("url") or values.get("original") or ""
    status = values.get("status") or values.get("statuscode")
    try:
        capture = Capture(
            stamp, url, values.get("filename", ""), int(values.get("offset", 0)), int(values.get("length", 0))
        )
        return capture if _STAMP.match(stamp) and url and status == "200" and capture.at else None
    except ValueError:  # a number or a date that is none
        return None


def capture_ask(archive: WebArchive, capture: Capture) -> Ask:
    """The request for the bytes of a capture."""
    if archive.kind != "commoncrawl":
        return Ask(f"{archive.base}/{capture.timestamp}id_/{capture.url}")
    last = capture.offset + capture.length - 1
    return Ask(f"{archive.base}/{capture.filename}", headers=(("Range", f"bytes={capture.offset}-{last}"),))


def captured_answer(archive: WebArchive, capture: Capture, ask: Ask, answer: Answer, url: str) -> Answer | None:
    """What the site answered then, as an answer of `url`; None when the archive's answer holds no such thing."""
    if archive.kind == "commoncrawl":
        record = _record(answer.body) if answer.status in (200, 206) else None
        if record is None:
            return None
        source = f"{ask.url}#{capture.offset}"
        return Answer(url, 200, {"content-type": record[0]}, record[1], archived=Archived(source, capture.at))
    if answer.status != 200 or answer.error:
        return None
    taken = _moment(answer.headers.get("memento-datetime", "")) or capture.at
    headers = {"content-type": answer.content_type}
    return Answer(url, 200, headers, answer.body, archived=Archived(ask.url, taken))


def _record(body: bytes) -> tuple[str, bytes] | None:
    """Content type and bytes of the answer in a record of a WARC file."""
    try:
        record = next(iter(ArchiveIterator(BytesIO(body))), None)
        if record is None or record.rec_type != "response" or record.http_headers.get_statuscode() != "200":
            return None
        return record.http_headers.get_header("Content-Type") or "", record.content_stream().read()
    except Exception:  # whatever the reader of the format raises on bytes it does not know: there is no capture in them
        return None


def _moment(date: str) -> str | None:
    """The time of a `Memento-Datetime` header, which may differ from the one that was asked for.

    >>> _moment("Sat, 02 Jan 2021 03:04:05 GMT"), _moment("")
    ('2021-01-02T03:04:05.000+00:00', None)
    """
    try:
        return parsedate_to_datetime(date).astimezone(UTC).isoformat(timespec="milliseconds")
    except (TypeError, ValueError):
        return None
