"""Whether a reading of damaged text is to be believed, as a whole and character by character."""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from harvester.text.beam import emits_between
from harvester.text.gbk import norm
from harvester.text.guesses import UNKNOWN, Emit, Guesses
from harvester.text.language import STRANGE, Language, commonness
from harvester.text.lattice import STAND_INS, Token
from harvester.text.search import Search

# Logarithms of likelihood, set by damaging sentences on purpose (tests/text/test_lost_bytes.py): by how much a reading
# must beat the text as it stands, and every other reading where they differ; a choice its rivals, in general, where a
# neighbor is known to go with it, and how much more where a pair may be missing beside it.
_LEAST_GAIN, _SETTLED, _LEAST_MARGIN, _KNOWN_MARGIN, _RIVAL_MARGIN, _GAP_MORE = 8.0, 4.0, 5.0, 3.0, 5.5, 3.0
_POSSIBLE_PAIR, _LEAST_MEAN, _KNOWN_BOND = -9.0, -7.5, 1.0
_LEAST_DECIDED = 2
# How likely a Han must follow the one before it for nothing to be missing between them.
_JOINED = -4.0
# What stands in every text, and so is believed without a known neighbor.
_COMMON_MARKS, _EVERYDAY = "，。、", 4e-3
_NEAR = 2
# A reading that beats the text by so much tells of a loss even where it is not certain enough to be written.
_CLEAR_GAIN = 14.0
# A reading of which more than this share (and two characters) stays unknown is not written.
_MOST_UNKNOWN = 0.5
# What it is worth that a mark closes a bracket that was opened a few characters before.
_PARTNERS, _REACH, _PAIRED = dict(zip("（“《‘〈〔【", "）”》’〉〕】", strict=True)), 12, 6.0

_BRACKETS = frozenset((*_PARTNERS, *_PARTNERS.values()))


class Reading(NamedTuple):
    """A stretch of text as it is believed to have been."""

    text: str
    """Empty where something is lost, and what it was is too doubtful to be written."""
    undecided: int
    """How many characters stay unknown; 1 where nothing was read."""


def read_stretch(tokens: list[Token], before: str, after: str, guesses: Guesses) -> Reading | None:
    """The best reading when it beats the text as it stands, without text when too little is certain; else None."""
    search, language = Search(tokens, before, guesses, margin=_LEAST_MARGIN), guesses.language
    best = search.best()
    as_is = language.reading(norm(before) + "".join(norm(token.char) for token in tokens))
    emits = emits_between(None, best)
    chars = [norm(before), *(norm(emit.text) for emit in emits), norm(after or "\n")]
    gain = best.score - as_is
    if gain < _LEAST_GAIN or not _reads_well(emits, chars, language):
        return None
    settled = _settled(emits, search, best.score)
    written = _written(emits, list(_decided(emits, chars, settled, language, gaps=search.gaps)))
    return written or (Reading("", 1) if gain >= _CLEAR_GAIN else None)


def _written(emits: list[Emit], decided: list[tuple[str, bool]]) -> Reading | None:
    """The reading with a mark for every character that is not sure; None when these are too many."""
    unsure = sum(not sure for _, sure in decided)
    if unsure > max(2, _MOST_UNKNOWN * sum(emit.shifted for emit in emits)):
        return None
    text = "".join(
        char + emit.tail if sure else (emit.stand_in or UNKNOWN) + emit.tail.strip("".join(STAND_INS))
        for emit, (char, sure) in zip(emits, decided, strict=True)
    )
    swallowed = sum(
        sure and bool(emit.choices) and emit.tail in STAND_INS for emit, (_, sure) in zip(emits, decided, strict=True)
    )
    return Reading(text, unsure + swallowed)


def _reads_well(emits: list[Emit], chars: list[str], language: Language) -> bool:
    """Whether every stretch read from shifted bytes reads as Chinese where the bytes (or a gloss) decide."""
    scores: list[float] = []
    inside = False
    for place, emit in enumerate((*emits, Emit("\n")), start=1):
        if not emit.shifted:
            if emit.text > "\x80" and commonness(chars[place]) < STRANGE and _is_near_shifted(emits, place - 1):
                return False  # the stretch is longer than it was read
            if inside and (len(scores) < _LEAST_DECIDED or sum(scores) / len(scores) < _LEAST_MEAN):
                return False
            scores, inside = [], False
            continue
        inside = True
        if emit.choices and not emit.tail.startswith("("):
            continue
        if emit.text > "\x80" and commonness(chars[place]) < STRANGE:
            return False
        scores.append(language.pair(chars[place - 1], chars[place]))
    return True


def _is_near_shifted(emits: list[Emit], place: int) -> bool:
    """Whether a character stands beside a stretch read from shifted bytes."""
    return any(emit.shifted for emit in emits[max(0, place - _NEAR) : place + _NEAR + 1])


def _settled(emits: list[Emit], search: Search, best: float) -> list[bool]:
    """For each character whether every reading that is nearly as likely has the same there."""
    own = _shape(emits)
    settled = [True] * len(own)
    shapes: set[tuple[str, ...]] = set()
    for score, other in search.readings():
        shape = _shape(other)
        if shape == own:
            for place in _other_choices(emits, other):
                settled[place] = False
        elif score >= best - _SETTLED:
            shapes.add(shape)
    for shape in shapes:
        for place in _differing(own, shape):
            if own[place] != UNKNOWN or emits[place].choices:
                settled[place] = False
    return settled


def _shape(emits: Iterable[Emit]) -> tuple[str, ...]:
    """A reading without the characters that it chose where the bytes leave a choice."""
    return tuple(UNKNOWN if emit.choices else norm(emit.text) for emit in emits)


def _other_choices(emits: Iterable[Emit], others: Iterable[Emit]) -> Iterator[int]:
    """Places where another reading chose a character that is no choice of the first: it lost the other byte."""
    for place, (mine, theirs) in enumerate(zip(emits, others, strict=True)):
        if mine.choices and theirs.text != mine.text and theirs.text not in mine.choices:
            yield place


def _differing(own: Sequence[str], other: Sequence[str]) -> Iterable[int]:
    """The places between the parts that two readings have in common; where one only has more, the choices beside."""
    start = _common(own, other)
    end = len(own) - _common(own[start:][::-1], other[start:][::-1])
    if end > start:
        return range(start, end)
    return [place for place in (start - 1, start) if 0 <= place < len(own) and own[place] == UNKNOWN]


def _common(first: Sequence[str], second: Sequence[str]) -> int:
    """How many elements two sequences begin with alike."""
    shorter = min(len(first), len(second))
    return next((at for at in range(shorter) if first[at] != second[at]), shorter)


def _decided(
    emits: list[Emit], chars: list[str], settled: list[bool], language: Language, *, gaps: bool
) -> Iterator[tuple[str, bool]]:
    """For each character what is to be written, and whether it is sure; `chars` holds the neighbors and is kept up."""
    for place, (emit, is_settled) in enumerate(zip(emits, settled, strict=True), start=1):
        if emit.text.isascii() and not emit.shifted:
            yield emit.text, True
            continue
        before, after, closing = chars[place - 1], chars[place + 1], _closing(chars, place)
        if emit.choices:
            char, sure = _choose(emit, before, after, closing, language)
        else:
            char = emit.text
            closes = norm(char) == closing or _PARTNERS.get(norm(char), "") in chars[place + 1 : place + 2 * _REACH]
            sure = closes or not (gaps and emit.shifted) or _leaves_no_gap(norm(char), before, after, language)
        if sure and is_settled:
            chars[place] = norm(char)
            at_mark = emit.stand_in in STAND_INS - {UNKNOWN} and not emit.tail and not emits[max(0, place - 2)].shifted
            if gaps and at_mark and _may_follow_others(chars[place], before, language):
                char = emit.stand_in + char
        yield char, sure and is_settled


def _may_follow_others(char: str, before: str, language: Language) -> bool:
    """Whether characters may be missing before one that was put in place of a mark: the mark is left there too."""
    return _is_han(char) and language.pair(before, char) < _JOINED


def _closing(chars: list[str], place: int) -> str:
    """The mark that closes the bracket or quotation that was opened a few characters before and is still open."""
    near = chars[max(0, place - _REACH) : place]
    for at in range(len(near) - 1, -1, -1):
        closing = _PARTNERS.get(near[at])
        if closing and closing not in near[at:]:
            return closing
    return ""


def _choose(emit: Emit, before: str, after: str, closing: str, language: Language) -> tuple[str, bool]:
    """The likeliest of the characters that the bytes allow, and whether no other is likely.

    A character that no neighbor is known to go with, or that has a rival of which one is, needs a larger margin.
    """
    ranked = sorted(
        ((_score(norm(char), before, after, closing, language), char) for char in emit.choices), reverse=True
    )
    best, char = ranked[0]
    plain = norm(char)
    rivals = [(score, norm(other)) for score, other in ranked[1:] if norm(other) != plain]
    rival = max((score for score, _ in rivals), default=-math.inf)
    known_rival = max((score for score, other in rivals if _bond(other, before, after, language)), default=-math.inf)
    closes = plain == closing
    extra = _GAP_MORE if emit.bare == "gap" and not closes else 0.0
    is_known = closes or max(language.bond(before, plain), language.bond(plain, after)) >= _KNOWN_BOND
    sure = (
        (not rivals or min(language.pair(before, plain), language.pair(plain, after)) >= _POSSIBLE_PAIR)
        and (not emit.bare or closes or _bonds_on_both_sides(plain, before, after, language))
        and best - rival >= (_KNOWN_MARGIN if is_known else _LEAST_MARGIN) + extra
        and best - known_rival >= (_LEAST_MARGIN if closes else _RIVAL_MARGIN) + extra
    )
    return char, sure


def _score(char: str, before: str, after: str, closing: str, language: Language) -> float:
    """How well a character reads between its neighbors."""
    return language.pair(before, char) + language.pair(char, after) + (_PAIRED if char == closing else 0.0)


def _leaves_no_gap(char: str, before: str, after: str, language: Language) -> bool:
    """Whether a character that the bytes decide is the right one even where a pair may have been dropped.

    Half of the character before a dropped pair and half of the one after it make a third that was never there.
    """
    if char.isascii() or char in _COMMON_MARKS:
        return True
    if _is_han(char):
        return commonness(char) >= _EVERYDAY or _bonds_on_both_sides(char, before, after, language)
    return char in _BRACKETS and _bond(char, before, after, language)


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _bonds(char: str, before: str, after: str, language: Language) -> list[float]:
    """How far a character is known to go with each neighbor that is a Han; the better one where none is."""
    sides = [(near, language.bond(*pair)) for near, pair in ((before, (before, char)), (after, (char, after)))]
    return [bond for near, bond in sides if _is_han(near)] or [max(bond for _, bond in sides)]


def _bond(char: str, before: str, after: str, language: Language) -> bool:
    """Whether a character is known to go with a neighbor."""
    return max(_bonds(char, before, after, language)) >= _KNOWN_BOND


def _bonds_on_both_sides(char: str, before: str, after: str, language: Language) -> bool:
    """Whether a Han is known to go with each neighbor that is a Han."""
    return _is_han(char) and min(_bonds(char, before, after, language)) >= _KNOWN_BOND
