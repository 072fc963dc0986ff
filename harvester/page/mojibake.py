"""Texts that were read by the wrong table and saved again: back to the bytes, then by the right table."""

import re
from typing import NamedTuple

from harvester.page.chinese import COMMON, everyday_share, foreign_of
from harvester.page.model import Decoded
from harvester.text.mojibake import lost_in
from harvester.text.rereading import UNKNOWN, keeps_undefined_pairs, reread_gbk_as_utf8, utf8_with_losses
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
        # It begins with one class in every case: so the search passes over all other characters quickly.
        re.compile(f"{_LEAD}(?:..{_LEAD}|.?.?$|(?<=^.).[^\u3000-\u30ff])"),
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
_MOST_BROKEN = 0.67
_GAIN = 0.35
_LEAST_RUN = 2


def undo_mojibake(decoded: Decoded) -> Decoded:
    """Read the runs of a decoded page again that were misread once; what is lost for good is named in the changes.

    >>> undo_mojibake(Decoded("鏀垮簻鏀垮簻", "utf-8", ())).text
    '政府政府'
    """
    text, changes = decoded.text, list(decoded.changes)
    unresolved = list(decoded.unresolved)
    characters = set(foreign_of(text))
    for mixup in MIXUPS:
        if not mixup.needs.isdisjoint(characters) and mixup.sign.search(text):
            text, places, example, lost = _undo(text, mixup)
            if places:
                changes.append(Change(mixup.name, places, example))
            unresolved += lost
    if not _LOST_SIGNS.isdisjoint(characters) and (gone := _LOST.findall(text)):
        unresolved.append(f"{len(gone)} places were overwritten before the page was saved ({gone[0]}): not recoverable")
    return decoded._replace(text=text, changes=tuple(changes), unresolved=tuple(unresolved))


def _undo(text: str, mixup: Mixup) -> tuple[str, int, str, tuple[str, ...]]:
    """Every run that reads much better as `mixup.true`, read so; the characters of them that are lost, for a person."""
    places, example = 0, ""
    lost: dict[str, None] = {}
    eighty = keeps_undefined_pairs(text)

    def mend(match: re.Match[str]) -> str:
        nonlocal places, example
        run = match[0]
        mended = _mend_run(run, mixup, eighty=eighty) if mixup.sign.search(run) else None
        if mended is None:
            return run
        places, example = places + 1, example or f"{run[:12]} -> {mended[:12]}"
        if (at := mended.find(UNKNOWN)) >= 0:
            lost[lost_in(mended, at)] = None
        return mended

    return _RUN.sub(mend, text), places, example, tuple(lost)


def _mend_run(run: str, mixup: Mixup, *, eighty: bool) -> str | None:
    """The run by the right table, None when that does not read clearly better."""
    before = everyday_share(run)
    if len(run) < _LEAST_RUN or before > 1 - _GAIN:
        return None
    text = _read_again(run, mixup, eighty=eighty)
    if text is None or text.count(UNKNOWN) > _MOST_BROKEN * len(text):
        return None
    return text if _is_clearly_better(text.replace(UNKNOWN, ""), before) else None


def _read_again(run: str, mixup: Mixup, *, eighty: bool) -> str | None:
    """The run's bytes by the right table: UTF-8 may have losses, GBK may not."""
    if mixup.wrong == "gb18030":
        return reread_gbk_as_utf8(run, eighty=eighty)
    raw = _bytes_of(run, mixup.wrong)
    if raw is None:
        return None
    if mixup.true == "utf-8":
        return utf8_with_losses(raw, set(range(len(raw))))
    try:
        return raw.decode(mixup.true)
    except UnicodeDecodeError:
        return None


def _is_clearly_better(text: str, before: float) -> bool:
    """Everyday Chinese after the change, and far more of it than before."""
    return everyday_share(text) >= max(0.5, before + _GAIN) and any(character in COMMON for character in text)


def _bytes_of(run: str, encoding: str) -> bytes | None:
    """The bytes that were misread. Windows-1252 leaves five of them undefined, which browsers keep as they are."""
    parts = []
    for character in run:
        if character == "\ufffd":
            parts.append(b"\xff")
            continue
        try:
            parts.append(character.encode(encoding))
        except UnicodeEncodeError:
            if encoding != "cp1252" or ord(character) > 0xFF:
                return None
            parts.append(character.encode("latin-1"))
    return b"".join(parts)
