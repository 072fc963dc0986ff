"""Bytes of GBK: the pair of a character, the character of a pair, and which pairs mean nothing."""

from collections.abc import Sequence
from functools import cache
from string import ascii_letters

from harvester.text.language import commonness, normalize
from harvester.text.pinyin import readings
from harvester.text.script import simplify_character

LEADS = range(0x81, 0xFF)
TRAILS = tuple(code for code in range(0x40, 0xFF) if code != 0x7F)
# A character of at least this share of official prose may stand where a byte is unknown.
_PLAUSIBLE = 9e-6
_NARROWED = dict(zip(",!?:;() ", "，！？：；（）\u3000", strict=True))
_NARROWED |= {letter: chr(ord(letter) + 0xFEE0) for letter in ascii_letters}


@cache
def _characters() -> dict[tuple[int, int], str]:
    """Character of every pair that GBK defines."""
    found = {}
    for lead in LEADS:
        for trail in TRAILS:
            try:
                found[lead, trail] = bytes((lead, trail)).decode("gbk")
            except UnicodeDecodeError:
                continue
    return found


def character(lead: int, trail: int) -> str | None:
    """The character of a pair, None where GBK defines none.

    >>> character(0xB1, 0xA3), character(0xFE, 0xA3)
    ('保', None)
    """
    return _characters().get((lead, trail))


def pair_of(char: str) -> tuple[int, int] | None:
    """The two bytes of a character, also of one in a user-defined row (private use); None if it has not two.

    >>> pair_of("保") == (0xB1, 0xA3), pair_of("\\ue000") == (0xAA, 0xA1), pair_of("a")
    (True, True, None)
    """
    try:
        code = char.encode("gb18030")
    except UnicodeEncodeError:
        return None
    return (code[0], code[1]) if len(code) == 2 else None


def widened(char: str) -> tuple[int, int] | None:
    """The two bytes of the full-width mark or letter that a plain one may stand for; a digit stands for itself.

    >>> widened("!") == (0xA3, 0xA1), widened("F") == (0xA3, 0xC6), widened("5")
    (True, True, None)
    """
    wide = _NARROWED.get(char)
    return pair_of(wide) if wide else None


@cache
def norm(char: str) -> str:
    """One character as the language model sees it."""
    return normalize(char)


class Candidates:
    """Characters that may stand where a byte is unknown: those that prose of one script uses."""

    def __init__(self, *, traditional: bool) -> None:
        """Simplified texts hold characters of GB 2312 only; traditional copies hold both."""
        self._by_lead: dict[int, list[str]] = {}
        self._by_trail: dict[int, list[str]] = {}
        for (lead, trail), char in _characters().items():
            plain = lead >= 0xA1 and trail >= 0xA1
            if (plain or traditional) and commonness(norm(char)) >= _PLAUSIBLE:
                self._by_lead.setdefault(lead, []).append(char)
                self._by_trail.setdefault(trail, []).append(char)
        self._by_reading: dict[str, list[str]] = {}

    def with_lead(self, lead: int) -> Sequence[str]:
        """Those that begin with a byte."""
        return self._by_lead.get(lead, ())

    def with_trail(self, trail: int) -> Sequence[str]:
        """Those that end with a byte."""
        return self._by_trail.get(trail, ())

    def with_reading(self, syllable: str) -> Sequence[str]:
        """Those that are read so; `syllable` has no tone."""
        if not self._by_reading:
            for chars in self._by_lead.values():
                for char in chars:
                    for reading in readings(simplify_character(char)):
                        self._by_reading.setdefault(reading, []).append(char)
        return self._by_reading.get(syllable, ())


@cache
def candidates(*, traditional: bool) -> Candidates:
    """The candidates for documents of one script.

    >>> "保" in candidates(traditional=False).with_trail(0xA3)
    True
    >>> "項" in candidates(traditional=True).with_reading("xiang")
    True
    """
    return Candidates(traditional=traditional)


@cache
def undefined_trails() -> dict[int, frozenset[int]]:
    """For each lead byte the bytes above 0x80 that make no character with it: a decoder drops such a pair."""
    defined = _characters()
    missing = {lead: frozenset(trail for trail in LEADS if (lead, trail) not in defined) for lead in LEADS}
    return {lead: trails for lead, trails in missing.items() if trails}
