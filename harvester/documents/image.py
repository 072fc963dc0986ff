"""Pictures: kept as they came, read by nobody here."""

from harvester.errors import UnreadablePage

from ._reader import Content, Reader

MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"BM")


def read(body: bytes) -> Content:
    """Refuse a picture.

    Raises:
        UnreadablePage: always.
    """
    raise UnreadablePage("image: the report is a picture; it needs a person, or a program that reads pictures")


def sniff(body: bytes) -> bool:
    """The first bytes of the usual picture formats."""
    return body.startswith(MAGIC) or (body[:4] == b"RIFF" and body[8:12] == b"WEBP")


READER = Reader("image", "image/*", sniff, read)
