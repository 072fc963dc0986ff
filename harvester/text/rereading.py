"""From misread text back to its bytes, and from bytes with losses to characters: what lost a byte is never guessed."""

import re
from functools import cache

UNKNOWN = "□"
_NO_BYTE = 0xFF
"""Stands for a byte that is not known: no UTF-8 text holds it."""
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_SEQUENCE = re.compile(
    rb"[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|(?P<stray>[\x80-\xff])",
    re.DOTALL,
)
_MARKS_OF_LOSS = re.compile(f"{UNKNOWN}[{UNKNOWN}?]*|[?]{UNKNOWN}+[?]?")


def keeps_undefined_pairs(text: str) -> bool:
    """Whether the reader that made a text kept pairs without a meaning (as private use): then U+FFFD is the byte 80.

    Any other reader may have put U+FFFD for half of such a pair.
    """
    return _PRIVATE.search(text) is not None


def reread_gbk_as_utf8(run: str, *, eighty: bool) -> str | None:
    """A run's GBK bytes as UTF-8; None when it holds characters that GBK has not.

    A character that lost a byte, or that may hold a byte of its neighbor, becomes `□`.

    Args:
        run: characters as they were misread.
        eighty: whether U+FFFD is known to be the byte 80 (see `keeps_undefined_pairs`).

    >>> reread_gbk_as_utf8("鏀垮簻淇℃伅", eighty=False)
    '政府信息'
    >>> reread_gbk_as_utf8("鏀垮簻淇℃伅鍏紑骞村害", eighty=False)
    '政府信息□年度'
    """
    body, starts = bytearray(), set()
    for place, char in enumerate(run):
        code = _pair(char)
        if char == "\ufffd":
            certain = eighty and place + 1 < len(run) and run[place + 1] != "?"
            code = b"\x80" if certain else bytes((_NO_BYTE,))
        if code is None:
            return None
        starts.add(len(body))
        body += code
    return utf8_with_losses(bytes(body), starts)


def utf8_with_losses(body: bytes, starts: set[int]) -> str:
    """Decode UTF-8 of which misread characters were dropped; `starts` are the places where such a one may be missing.

    A byte without a lead tells that something is missing. When a place where it may be missing lies within the
    character before it, behind its second byte, that character may hold a foreign third byte: it is not known either.

    >>> utf8_with_losses("政府".encode()[:-1], set())
    '政□'
    """
    pieces: list[str] = []
    for match in _SEQUENCE.finditer(body):
        if match["stray"] is None:
            pieces.append(_decoded(match[0]))
            continue
        end = match.start()
        if pieces and pieces[-1] >= "\x80" and match[0] < b"\xc0" and end - 1 in starts:
            pieces[-1] = UNKNOWN
        pieces.append(UNKNOWN)
    return _MARKS_OF_LOSS.sub(UNKNOWN, "".join(pieces))


def _decoded(sequence: bytes) -> str:
    """One sequence; surrogates and forms that are too long are no characters."""
    try:
        return sequence.decode("utf-8")
    except UnicodeDecodeError:
        return UNKNOWN


@cache
def _pair(char: str) -> bytes | None:
    """The one or two bytes of a character in code page 936, where the euro sign is the byte 80."""
    if char == "€":
        return b"\x80"
    try:
        code = char.encode("gb18030")
    except UnicodeEncodeError:
        return None
    return code if len(code) <= 2 else None
