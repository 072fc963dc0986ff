"""Bytes to text: every claim about the encoding is tried strictly, the first that reads as Chinese wins."""

import codecs
import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

import chardet
from chardet.enums import EncodingEra

from harvester.errors import UnreadablePage
from harvester.page.mixed import read_apart
from harvester.page.model import Claim, Decoded
from harvester.page.mojibake import undo_mojibake
from harvester.text.chinese import everyday_share, han_count, reads_as_chinese
from harvester.text.trace import Change

LARGEST = 16 * 2**20
"""Bytes of a page after decompression. The largest real report page, Word markup and all, is far below."""
_HEAD = 16_384
_BROKEN_SHARE = 0.005
# A text that reads well nevertheless may have lost as many of its characters as this.
_MOST_BROKEN, _READS_WELL = 0.03, 0.4
_FILES = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP container (DOCX, OFD or a compressed file)"),
    (b"\xd0\xcf\x11\xe0", "an Office file (DOC, XLS or WPS)"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
# The mark of UTF-32 begins with that of UTF-16: it is looked for first.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HTTP_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)[^>]*>", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml\b[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)[\"']", re.IGNORECASE)
# GB 2312 in seven bits; a style sheet or an address holds a tilde, but hardly one with a bracket.
_HZ = re.compile(rb"~\{(?:[!-w][!-~])+~\}")
_CONTROLS = bytes({*range(0x20)} - {0x09, 0x0A, 0x0C, 0x0D, 0x1B})
# gb2312 and gbk pages hold characters of GB18030 as often as not; latin-1 is what servers say when nobody told them.
_NAMES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "gb-2312": "gb18030",
    "hz-gb-2312": "hz",
    "utf8": "utf-8",
    "utf_8": "utf-8",
    "unicode": "utf-16",
    "big5-hkscs": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
}


class _Attempt(NamedTuple):
    """A claim that was tried: the text, and how well it reads."""

    claim: Claim
    text: str | None
    reads: bool = False


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """Decode a page, believing no claim about its encoding that does not give readable text.

    Args:
        body: the bytes as served; gzip is recognized and undone.
        content_type: value of the HTTP header `Content-Type`, when there was one.

    Returns:
        The text, the winning encoding, every claim in the order tried, and what was mended.

    Raises:
        UnreadablePage: nothing there, too large, or no text at all.
    """
    body = _unpack(body)
    _refuse_files(body)
    decoded = _decode_strictly(body, content_type) or _decode_tolerantly(body, content_type)
    return undo_mojibake(decoded)


def _unpack(body: bytes) -> bytes:
    """Undo gzip that the server sent without being asked for it; refuse what is empty or too large."""
    if not body.strip(b"\x00\xff\xfe \t\r\n"):
        raise UnreadablePage("The page is empty (no bytes but white space). Ask the site again later.")
    if len(body) > LARGEST:
        raise UnreadablePage(f"The page has {len(body):,} bytes, more than {LARGEST:,}. Read it as a document instead.")
    if body[:2] != b"\x1f\x8b":
        return body
    try:
        unpacked = zlib.decompressobj(wbits=31).decompress(body, LARGEST + 1)
    except zlib.error as error:
        raise UnreadablePage(f"The page is gzip that cannot be unpacked ({error}). Fetch it again.") from error
    if len(unpacked) > LARGEST:
        raise UnreadablePage(f"The page unpacks to more than {LARGEST:,} bytes. It is no page.")
    return _unpack(unpacked)


def _refuse_files(body: bytes) -> None:
    """Refuse bytes that are a file of another kind, or no text."""
    start = body[:16].lstrip()
    for magic, name in _FILES:
        if start.startswith(magic):
            raise UnreadablePage(f"The bytes are {name}, not a page. Read it as a document instead.")
    sample = body[:65_536]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > 0.02 * len(sample) and not _looks_like_utf16(sample):
        raise UnreadablePage(
            f"The bytes are binary: {controls:,} control characters in the first {len(sample):,} bytes. It is no page."
        )


def _looks_like_utf16(sample: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` when zero bytes stand on one side of the pairs, as with ASCII markup in UTF-16."""
    for bom, name in _BOMS[1:]:
        if sample.startswith(bom):
            return name
    if b"\0" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < 0.02 * len(sample) / 2 or min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _decode_strictly(body: bytes, content_type: str | None) -> Decoded | None:
    """The first claim that decodes without an error and reads as Chinese; else the first that decodes ASCII only."""
    tried: list[_Attempt] = []
    seen: set[str] = set()
    for source, encoding in _claims(body, content_type):
        if encoding in seen:
            tried.append(_Attempt(Claim(source, encoding, False, "tried before"), None))  # type: ignore[arg-type]
            continue
        seen.add(encoding)
        attempt = _attempt(body, source, encoding)
        tried.append(attempt)
        if attempt.text is not None and (attempt.reads or source == "bom"):
            return _accept(tried, len(tried) - 1)
    for index, attempt in enumerate(tried):
        if attempt.text is not None and (attempt.text.isascii() or _is_plain_western(attempt)):
            return _accept(tried, index)
    return None


def _is_plain_western(attempt: _Attempt) -> bool:
    """UTF-8 that decodes strictly is UTF-8, whatever language it holds."""
    return attempt.claim.encoding == "utf-8"


def _attempt(body: bytes, source: str, encoding: str) -> _Attempt:
    text, note = None, ""
    try:
        text = codecs.decode(body, encoding)
    except (UnicodeDecodeError, ValueError) as error:
        note = f"does not decode: {error}"[:120]
    except LookupError:
        note = "unknown encoding"
    reads = text is not None and not text.isascii() and reads_as_chinese(text)
    if text is not None and not text.isascii() and not reads:
        note = "decodes, but does not read as Chinese"
    return _Attempt(Claim(source, encoding, False, note), text, reads)  # type: ignore[arg-type]


def _accept(tried: list[_Attempt], index: int, changes: tuple[Change, ...] = ()) -> Decoded:
    """The decoded page, with the claim at `index` marked as believed."""
    claims = [attempt.claim for attempt in tried]
    claims[index] = claims[index]._replace(accepted=True, note=claims[index].note)
    text = tried[index].text or ""
    return Decoded(text.removeprefix("\ufeff"), claims[index].encoding, tuple(claims), changes)


def _claims(body: bytes, content_type: str | None) -> Iterator[tuple[str, str]]:
    """Every claim in the order in which it is tried, as (source, encoding)."""
    if bom := next((name for bom, name in _BOMS if body.startswith(bom)), None):
        yield "bom", bom
    if content_type and (match := _HTTP_CHARSET.search(content_type)):
        yield "http", _canonical(match[1])
    head = body[:_HEAD]
    for found in _META_CHARSET.findall(head):
        yield "meta", _canonical(found.decode("ascii", "replace"))
    if xml := _XML_ENCODING.search(head[:400]):
        yield "xml", _canonical(xml[1].decode("ascii", "replace"))
    if _HZ.search(body):
        yield "hz", "hz"
    wide = _looks_like_utf16(body[:65_536])
    if wide:
        yield "utf-16", wide
    yield "utf-8", "utf-8"
    yield "gb18030", "gb18030"
    yield "big5", "big5hkscs"
    if not wide and len(body) % 2 == 0:
        yield "utf-16", "utf-16-le"
        yield "utf-16", "utf-16-be"
    if guess := _detect(body):
        yield "chardet", guess


def _canonical(name: str) -> str:
    """The codec that reads what a declared name stands for."""
    lowered = name.strip().lower()
    return _NAMES.get(lowered, lowered)


def _detect(body: bytes) -> str | None:
    """What chardet makes of the bytes without the declaration, which it would believe."""
    sample = _META_CHARSET.sub(b"", body[:200_000])
    guess = chardet.detect(
        sample,
        encoding_era=EncodingEra.ALL,
        no_match_encoding="utf-8",
        include_encodings=["utf-8", "gb18030", "big5", "big5hkscs", "utf-16"],
    )["encoding"]
    return _canonical(guess) if guess else None


def _decode_tolerantly(body: bytes, content_type: str | None) -> Decoded:
    """The encoding that reads best with the fewest bytes left over, when none decodes strictly."""
    tried = [_attempt(body, source, encoding)._replace(text=None) for source, encoding in _claims(body, content_type)]
    best: tuple[float, int, str, int] | None = None
    for index, encoding in enumerate(attempt.claim.encoding for attempt in tried):
        text, broken = _replace_broken(body, encoding)
        if text is None:
            continue
        rank = everyday_share(text) - broken / max(1, len(body))
        if _is_bearable(text, broken, len(body)) and (best is None or rank > best[0]):
            best = (rank, index, text, broken)
    mixed = read_apart(body)
    if mixed and (best is None or mixed.broken < best[3]) and _is_bearable(mixed.text, mixed.broken, len(body)):
        tried.append(_Attempt(Claim(mixed.main, "utf-8+gb18030", False, "two encodings in one page"), mixed.text))
        apart = Change("read_pieces_apart", mixed.others, f"{mixed.others} pieces are not {mixed.main}")
        return _accept(tried, len(tried) - 1, (apart, *_broken(mixed.broken, "utf-8 nor gb18030")))
    if best is None and (misread := _decode_misread(body, tried)):
        return misread
    if best is None:
        raise UnreadablePage(
            "The bytes are text in no encoding that we know. Look at the page, then name its encoding."
        )
    _, index, text, broken = best
    tried[index] = tried[index]._replace(text=text)
    return _accept(tried, index, _broken(broken, tried[index].claim.encoding))


def _broken(places: int, encoding: str) -> tuple[Change, ...]:
    """The change that bytes of no encoding make."""
    return (Change("replace_broken_bytes", places, f"{places} bytes are no {encoding}"),) if places else ()


def _decode_misread(body: bytes, tried: list[_Attempt]) -> Decoded | None:
    """The first claim that decodes strictly to UTF-8 that somebody read as GBK and saved in that encoding."""
    for index, attempt in enumerate(tried):
        text, broken = _replace_broken(body, attempt.claim.encoding)
        if text is None or broken:
            continue
        decoded = _accept([*tried[:index], attempt._replace(text=text), *tried[index + 1 :]], index)
        if reads_as_chinese(undo_mojibake(decoded).text):
            return decoded
    return None


def _is_bearable(text: str, broken: int, size: int) -> bool:
    """Whether a text reads, and few enough bytes are broken; of one that reads well more, so that it is not lost."""
    if han_count(text) and not reads_as_chinese(text):
        return False
    return broken <= (_MOST_BROKEN if everyday_share(text) >= _READS_WELL else _BROKEN_SHARE) * size + 1


def _replace_broken(body: bytes, encoding: str) -> tuple[str | None, int]:
    """The text with a replacement mark for each byte that is none of `encoding`, and how many there are."""
    try:
        return codecs.decode(body, encoding), 0
    except (LookupError, ValueError):
        pass
    try:
        text = codecs.decode(body, encoding, "replace")
    except (LookupError, ValueError):
        return None, 0
    return text, text.count("\ufffd")
