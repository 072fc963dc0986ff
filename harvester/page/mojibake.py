"""Texts that were read by the wrong table and saved again: back to the bytes, then by the right table."""

import re
from typing import NamedTuple

from harvester.page.chinese import COMMON, everyday_share
from harvester.page.model import Decoded
from harvester.text.trace import Change


class Mixup(NamedTuple):
    """One way in which a text was misread: its bytes are `true`, they were read as `wrong`."""

    name: str
    wrong: str
    true: str
    needs: frozenset[str]
    """Characters of which a misread text holds at least one: a quick look before the pattern."""
    sign: re.Pattern[str]
    """What such a run holds and no right text does."""


_FOREIGN = re.compile("[^\x00-\x7f]+")
_RUN = re.compile(r"[^\x00-\x7f]+(?:\??[^\x00-\x7f]+)*\??")
# What the two leading bytes of a Han in UTF-8 (E4-E9, 80-BF) make when they are read as GBK: every third character.
_LEADS = {
    bytes((lead, trail)).decode("gb18030", "replace") for lead in range(0xE4, 0xEA) for trail in range(0x80, 0xC0)
}
_LEAD = f"[{''.join(sorted(_LEADS - COMMON - {chr(0xFFFD)}))}]"
_LATIN = frozenset(map(chr, range(0xB0, 0xF8)))
MIXUPS = (
    Mixup(
        "utf8_read_as_gbk",
        "gb18030",
        "utf-8",
        frozenset(_LEADS - COMMON - {"\ufffd"}),
        re.compile(f"{_LEAD}..{_LEAD}|{_LEAD}.?.?$|^{_LEAD}.[^\u3000-\u30ff]"),
    ),
    Mixup(
        "utf8_read_as_latin",
        "cp1252",
        "utf-8",
        frozenset("äåæçèé"),
        re.compile("[äåæçèé][\x80-\xbf\u0152-\u02dc\u2013-\u2122]{2}"),
    ),
    Mixup("gbk_read_as_latin", "latin-1", "gb18030", _LATIN, re.compile("[\xb0-\xf7][\xa1-\xfe]{3}")),
)
_LOST = re.compile("锟斤拷|(?:\ufffd){2,}|烫烫烫|屯屯屯")
_LOST_SIGNS = frozenset("锟烫屯\ufffd")
# 80 is the one byte that begins no pair of GBK, and stands in 开 and 、 in UTF-8: readers print a euro sign or the
# replacement mark for it. What a question mark stands for is not known: FF is in no UTF-8 text, so it stays a mark.
_LOST_MARKS = {"\ufffd": b"\x80", "€": b"\x80", "?": b"\xff"}
_MOST_BROKEN = 0.67
_GAIN = 0.35
_LEAST_RUN = 2


def undo_mojibake(decoded: Decoded) -> Decoded:
    """Read the runs of a decoded page again that were misread once; what is lost for good is named in the changes.

    >>> undo_mojibake(Decoded("鏀垮簻鏀垮簻", "utf-8", ())).text
    '政府政府'
    """
    text, changes = decoded.text, list(decoded.changes)
    characters = set("".join(_FOREIGN.findall(text)))
    for mixup in MIXUPS:
        if not mixup.needs.isdisjoint(characters) and mixup.sign.search(text):
            text, places, example = _undo(text, mixup)
            if places:
                changes.append(Change(mixup.name, places, example))
    unresolved = list(decoded.unresolved)
    if not _LOST_SIGNS.isdisjoint(characters) and (lost := _LOST.findall(text)):
        unresolved.append(f"{len(lost)} places were overwritten before the page was saved ({lost[0]}): not recoverable")
    return decoded._replace(text=text, changes=tuple(changes), unresolved=tuple(unresolved))


def _undo(text: str, mixup: Mixup) -> tuple[str, int, str]:
    """Every run that reads much better as `mixup.true`, read so."""
    places, example = 0, ""

    def mend(match: re.Match[str]) -> str:
        nonlocal places, example
        run = match[0]
        mended = _mend_run(run, mixup) if mixup.sign.search(run) else None
        if mended is None:
            return run
        places, example = places + 1, example or f"{run[:12]} -> {mended[:12]}"
        return mended

    return _RUN.sub(mend, text), places, example


def _mend_run(run: str, mixup: Mixup) -> str | None:
    """The run by the right table, None when that does not read clearly better."""
    before = everyday_share(run)
    if len(run) < _LEAST_RUN or before > 1 - _GAIN:
        return None
    raw = _bytes_of(run, mixup.wrong)
    if raw is None:
        return None
    text = raw.decode(mixup.true, "replace")
    broken = text.count("\ufffd")
    whole = broken == 0 or (mixup.true == "utf-8" and broken <= _MOST_BROKEN * len(text))
    return text if whole and _is_clearly_better(text.replace("\ufffd", ""), before) else None


def _is_clearly_better(text: str, before: float) -> bool:
    """Everyday Chinese after the change, and far more of it than before."""
    return everyday_share(text) >= max(0.5, before + _GAIN) and any(character in COMMON for character in text)


def _bytes_of(run: str, encoding: str) -> bytes | None:
    """The bytes that were misread. Windows-1252 leaves five of them undefined, which browsers keep as they are."""
    parts = []
    for character in run:
        if character in _LOST_MARKS:
            parts.append(_LOST_MARKS[character])
            continue
        try:
            parts.append(character.encode(encoding))
        except UnicodeEncodeError:
            if encoding != "cp1252" or ord(character) > 0xFF:
                return None
            parts.append(character.encode("latin-1"))
    return b"".join(parts)
