"""Captures: bytes archived before anything reads them, so that a better reader can start again from them."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from harvester.store.connection import Connection, Row, now
from harvester.store.functions import pack, unpack


@dataclass(frozen=True, slots=True)
class Capture:
    """One archived answer without its bytes; `Store.capture_body(capture_id)` gives those."""

    capture_id: int
    url: str
    final_url: str | None
    fetched_at: str
    http_status: int | None
    content_type: str | None
    encoding: str | None
    etag: str | None
    last_modified: str | None
    sha256: str
    run_id: int | None
    seen_at: str
    archive_url: str | None = None


_COLUMNS = ", ".join(Capture.__dataclass_fields__)
_SAVE = """
INSERT INTO captures (url, final_url, fetched_at, http_status, content_type, encoding, etag, last_modified, sha256,
                      body, run_id, seen_at, archive_url)
VALUES (:url, :final_url, :fetched_at, :http_status, :content_type, :encoding, :etag, :last_modified, :sha256,
        :body, :run_id, :fetched_at, :archive_url)
"""
# The same bytes once more: what identifies them stays, what the next conditional request needs is renewed.
_RENEW = """
UPDATE captures SET seen_at = max(seen_at, :fetched_at), etag = ifnull(:etag, etag),
  last_modified = ifnull(:last_modified, last_modified), http_status = ifnull(:http_status, http_status),
  archive_url = iif(:archive_url IS NULL, NULL, archive_url)
WHERE capture_id = :capture_id
"""


def save_capture(connection: Connection, body: bytes, values: Row) -> int:
    """Archive bytes under their address; the same bytes at the same address are one capture."""
    row: dict[str, Any] = dict.fromkeys(_COLUMNS.split(", ")) | values
    row["sha256"] = hashlib.sha256(body).hexdigest()
    row["fetched_at"] = row["fetched_at"] or now()
    with connection.writing():
        known = connection.value(
            "SELECT capture_id FROM captures WHERE url = ? AND sha256 = ?", (row["url"], row["sha256"])
        )
        if known is not None:
            connection.execute(_RENEW, row | {"capture_id": known})
            return int(known)
        return int(connection.execute(_SAVE, row | {"body": pack(body)}).lastrowid or 0)


def note_encoding(connection: Connection, capture_id: int, encoding: str, claims: Sequence[Any]) -> None:
    """Keep how the bytes were decoded: the encoding believed, and every claim that was weighed."""
    listed = [claim._asdict() if hasattr(claim, "_asdict") else claim for claim in claims]
    connection.execute(
        "UPDATE captures SET encoding = ?, claims = ? WHERE capture_id = ?",
        (encoding, json.dumps(listed, ensure_ascii=False), capture_id),
    )


def capture_body(connection: Connection, capture_id: int) -> bytes:
    """The bytes of a capture as they were served.

    Raises:
        KeyError: there is no such capture.
    """
    packed = connection.value("SELECT body FROM captures WHERE capture_id = ?", (capture_id,))
    if packed is None:
        raise KeyError(capture_id)
    return unpack(packed)


def capture(connection: Connection, capture_id: int) -> Capture | None:
    """A capture by its number."""
    row = connection.first(f"SELECT {_COLUMNS} FROM captures WHERE capture_id = ?", (capture_id,))
    return Capture(**row) if row else None


def last_capture(connection: Connection, url: str) -> Capture | None:
    """The bytes that were served last at an address."""
    row = connection.first(
        f"SELECT {_COLUMNS} FROM captures WHERE url = ? ORDER BY seen_at DESC, capture_id DESC LIMIT 1", (url,)
    )
    return Capture(**row) if row else None


def captures(connection: Connection, after: int = 0) -> Iterator[Capture]:
    """All captures in the order in which they came, without their bytes, beginning behind number `after`.

    They are read in pages, so that the caller may write between two of them.
    """
    sql = f"SELECT {_COLUMNS} FROM captures WHERE capture_id > ? ORDER BY capture_id LIMIT 500"
    while rows := connection.rows(sql, (after,)):
        for row in rows:
            yield Capture(**row)
        after = rows[-1]["capture_id"]
