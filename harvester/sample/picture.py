"""Writes a picture of a page that nobody can read: what remains when a report is published as a scan."""

import struct
import zlib

MEDIA_TYPE = "image/png"


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def write_png(seed: int, width: int = 320, height: int = 452) -> bytes:
    """A gray page with bars where lines of text would be; the same bytes for the same seed."""
    rows = []
    for y in range(height):
        inked = 40 < y < height - 40 and y % 16 < 8
        length = 30 + (y // 16 * 37 + seed) % 210 if inked else 0
        rows.append(b"\x00" + b"\xff" * 30 + b"\x66" * length + b"\xff" * (width - 30 - length))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = zlib.compress(b"".join(rows), 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")
