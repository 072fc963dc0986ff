"""Files offered with reports: bytes are kept once they were fetched, and survive a second reading of the report."""

import hashlib

from harvester.report.model import Attachment
from harvester.store.connection import Connection
from harvester.store.functions import pack, unpack
from harvester.store.rows import storable

_SAVE = """
INSERT INTO attachments (report_id, url, filename, media_type, sha256, size, body, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (report_id, url) DO UPDATE SET filename = excluded.filename,
  media_type = ifnull(excluded.media_type, media_type), sha256 = ifnull(excluded.sha256, sha256),
  size = ifnull(excluded.size, size), body = ifnull(excluded.body, body), text = ifnull(excluded.text, text)
"""


def save_attachment(connection: Connection, report_id: int, attachment: Attachment, body: bytes | None) -> None:
    """Add a file or renew it; with `body` its size and hash are those of the bytes."""
    a = attachment
    digest, size = (hashlib.sha256(body).hexdigest(), len(body)) if body is not None else (a.sha256, a.size)
    packed = pack(body) if body is not None else None
    values = (report_id, a.url, a.filename, a.media_type, digest, size, packed, a.text)
    connection.execute(_SAVE, [storable(value) for value in values])


def attachment_body(connection: Connection, attachment_id: int) -> bytes | None:
    """The bytes of a file, None when they were not fetched."""
    packed = connection.value("SELECT body FROM attachments WHERE attachment_id = ?", (attachment_id,))
    return unpack(packed) if packed is not None else None
