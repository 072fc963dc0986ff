"""What a character may have been of which a byte, or only the reading, is left; the likeliest after another one."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from harvester.text.gbk import candidates, norm, pair_of, undefined_trails, widened
from harvester.text.language import Language, commonness
from harvester.text.pinyin import plain_syllable
from harvester.text.script import simplify_character

UNKNOWN = "□"
_SECOND_SPELLING = -2.0
_CHOICES_KEPT = 24


class Emit(NamedTuple):
    """One character of the reading."""

    text: str
    choices: tuple[str, ...] = ()
    """All characters that the bytes allow where one is unknown; empty where the bytes decide."""
    tail: str = ""
    """What follows it unread: its gloss, or a mark that may stand for a swallowed digit."""
    stand_in: str = ""
    """What to leave where the choice cannot be decided."""
    shifted: bool = False
    """Whether the character was read from shifted bytes."""
    bare: str = ""
    """`edge` where a loss without a mark begins or ends a stretch, `gap` where it is in its midst: all after it hangs
    on this choice."""


class Guesses:
    """The choices for lost characters of one document."""

    def __init__(self, language: Language, *, traditional: bool) -> None:
        """`traditional` is the script of the document."""
        self._language = language
        self._candidates = candidates(traditional=traditional)
        self._ranked: dict[tuple[str, int, str], tuple[str, ...]] = {}
        self._emitted: dict[tuple[str, str, int, str, str, str], list[Emit]] = {}

    def emits(  # noqa: PLR0913 (what is known of a lost character)
        self, last: str, kind: str, byte: int, gloss: str = "", stand_in: str = UNKNOWN, *, bare: str = ""
    ) -> list[Emit]:
        """The choices that follow `last` best, so that the search stays narrow."""
        key = (last, kind, byte, gloss, stand_in, bare)
        if key not in self._emitted:
            choices = self._ordered(kind, byte, gloss)
            likely = self._likely(last, choices)
            self._emitted[key] = [Emit(char, choices, "", stand_in, True, bare) for char in likely]
        return self._emitted[key]

    def _likely(self, last: str, choices: tuple[str, ...]) -> list[str]:
        """The choices that follow a character best, of the common ones and of those that were met after it."""
        met = self._language.followers(last)
        found = [*choices[:_CHOICES_KEPT], *(char for char in choices[_CHOICES_KEPT:] if norm(char) in met)]
        return sorted(found, key=lambda char: -self._language.pair(last, norm(char)))[:_CHOICES_KEPT]

    def _ordered(self, kind: str, byte: int, gloss: str) -> tuple[str, ...]:
        """The choices, common characters first."""
        key = (kind, byte, gloss)
        if key not in self._ranked:
            found = self._choices(kind, byte, gloss)
            self._ranked[key] = tuple(sorted(found, key=lambda char: -commonness(norm(char))))
        return self._ranked[key]

    def _choices(self, kind: str, byte: int, gloss: str) -> Sequence[str]:
        known, missing = self._candidates, undefined_trails()
        if kind == "trail":
            return known.with_trail(byte)
        if kind == "ended":
            return [char for trail in missing for char in known.with_trail(trail)]
        if kind == "between":
            return [char for lead in missing[byte] for char in known.with_lead(lead) if trail_of(char) in missing]
        read = known.with_reading(plain_syllable(gloss.strip("()（）"))) if gloss else ()
        if kind == "reading":
            return read
        begun = known.with_lead(byte)
        if kind == "gap":
            return [char for char in begun if trail_of(char) in missing]
        return [char for char in begun if char in frozenset(read)] if gloss else begun


@cache
def spellings(char: str) -> tuple[tuple[tuple[int, int], float], ...]:
    """The bytes that a character may have been: its own, those of its simplified form, of a mark made narrow."""
    found = []
    own = pair_of(char) or widened(char)
    if own:
        found.append((own, 0.0))
    simple = simplify_character(char)
    if simple != char and (second := pair_of(simple)):
        found.append((second, _SECOND_SPELLING))
    return tuple(found)


@cache
def lead_of(char: str) -> int:
    """The first byte of a character in GBK, 0 for one that has not two."""
    pair = pair_of(char)
    return pair[0] if pair else 0


@cache
def trail_of(char: str) -> int:
    """The second byte of a character in GBK, 0 for one that has not two."""
    pair = pair_of(char)
    return pair[1] if pair else 0
