"""Pages in two encodings: a template in one and an include, a menu or an article from a database in the other."""

import re
from typing import Literal, NamedTuple

from harvester.text.chinese import everyday_share, han_count

# Between one mark of the markup and the next stands text of one encoding: no byte of a character is such a mark.
_PIECE = re.compile(rb"[\x80-\xff][^<>\n]*")
_UTF8_HAN = re.compile(rb"[\xe3-\xe9\xef][\x80-\xbf]{2}")
_FOREIGN = re.compile(rb"[\x80-\xff]")
_CLEAR, _LEAST_HAN, _SHORT_HAN = 0.5, 4, 2
"""Share of everyday characters, and number of Han, that tell of the other encoding; fewer where another piece told."""

Encoding = Literal["utf-8", "gb18030"]


class Mixed(NamedTuple):
    """A page read piece by piece."""

    text: str
    main: Encoding
    others: int
    """How many pieces are in the other encoding."""
    broken: int
    """How many bytes are in neither."""


def read_apart(body: bytes) -> Mixed | None:
    """Read every piece of a page in its own encoding; None where nothing tells of a second one.

    >>> read_apart("<b>政府信息公开</b>".encode() + "<i>办事服务大厅</i>".encode("gbk")).text
    '<b>政府信息公开</b><i>办事服务大厅</i>'
    >>> read_apart("政府信息公开".encode() + b"\\xff")
    """
    readings = [_read_apart(body, main) for main in ("utf-8", "gb18030")]
    found = [reading for reading in readings if reading.others]
    return min(found, key=lambda reading: reading.broken) if found else None


def _read_apart(body: bytes, main: Encoding) -> Mixed:
    other = _in_gb18030 if main == "utf-8" else _in_utf8
    told = any(other(piece, _LEAST_HAN) is not None for piece in _strangers(body, main))
    others = broken = 0

    def read(match: re.Match[bytes]) -> bytes:
        nonlocal others, broken
        piece = match[0]
        if main == "utf-8" and _strict(piece, main) is not None:
            return piece
        text = other(piece, _SHORT_HAN) if told else None
        if text is None:
            text = piece.decode(main, "replace")
            broken += text.count("\ufffd")
        else:
            others += 1
        return text.encode("utf-8", "replace")

    return Mixed(_PIECE.sub(read, body).decode("utf-8", "replace"), main, others, broken)


def _strangers(body: bytes, main: Encoding) -> "list[bytes]":
    """The pieces that the main encoding cannot read."""
    return [piece for piece in _PIECE.findall(body) if _strict(piece, main) is None]


def _in_gb18030(piece: bytes, least: int) -> str | None:
    """A piece of a UTF-8 page as GB18030, where it is that: damaged UTF-8 is still mostly UTF-8."""
    if 3 * len(_UTF8_HAN.findall(piece)) * 3 > len(_FOREIGN.findall(piece)):
        return None
    return _clear(_strict(piece, "gb18030"), least)


def _in_utf8(piece: bytes, least: int) -> str | None:
    """A piece of a GB18030 page as UTF-8, where it is that."""
    return _clear(_strict(piece, "utf-8"), least)


def _clear(text: str | None, least: int) -> str | None:
    """The text when it is Chinese without a doubt."""
    if text is None or (han := han_count(text)) < least:
        return None
    return text if everyday_share(text) >= (_CLEAR if han >= _LEAST_HAN else 1.0) else None


def _strict(piece: bytes, encoding: Encoding) -> str | None:
    try:
        return piece.decode(encoding)
    except UnicodeDecodeError:
        return None
