"""Whether a reading of damaged text is to be believed, as a whole and character by character."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from harvester.text.beam import emits_between
from harvester.text.decisions import Decisions
from harvester.text.gbk import norm
from harvester.text.guesses import UNKNOWN, Emit, Guesses
from harvester.text.language import STRANGE, Language, commonness
from harvester.text.lattice import STAND_INS, Token
from harvester.text.pinyin import plain_syllable, readings
from harvester.text.search import Search

# Logarithms of likelihood, set by damaging sentences on purpose (tests/text/test_lost_bytes.py): by how much a reading
# must beat the text as it stands, and every other reading where they differ in shape, or in a choice.
_LEAST_GAIN, _SETTLED, _LEAST_MARGIN = 8.0, 4.0, 5.0
_LEAST_MEAN, _LEAST_DECIDED, _NEAR = -7.5, 2, 2
# A reading that beats the text by so much tells of a loss even where it is not certain enough to be written.
_CLEAR_GAIN = 14.0
# A reading of which more than this share (and two characters) stays unknown is not written.
_MOST_UNKNOWN = 0.5


class Reading(NamedTuple):
    """A stretch of text as it is believed to have been."""

    text: str
    """Empty where something is lost, and what it was is too doubtful to be written."""
    undecided: int
    """How many characters stay unknown; 1 where nothing was read."""


def read_stretch(tokens: list[Token], before: str, after: str, guesses: Guesses) -> Reading | None:
    """The best reading when it beats the text as it stands, without text when too little is certain; else None.

    `before` is the last character before the stretch, `after` the rest of its line.
    """
    search, language = Search(tokens, before, guesses, margin=_LEAST_MARGIN), guesses.language
    best = search.best()
    as_is = language.reading(norm(before) + "".join(norm(token.char) for token in tokens))
    emits = emits_between(None, best)
    chars = [norm(before), *(norm(emit.text) for emit in emits), *map(norm, after or "\n")]
    gain = best.score - as_is
    if gain < _LEAST_GAIN or not _reads_well(emits, chars, language):
        return None
    settled = _settled(emits, search, best.score)
    decisions = Decisions(emits, chars, guesses, gaps=search.gaps)
    written = _written(emits, [decisions.decide(place, settled=sure) for place, sure in enumerate(settled, start=1)])
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
        scores += [language.pair(chars[place - 1], chars[place])] * (2 if _has_its_gloss(emit) else 1)
    return True


def _has_its_gloss(emit: Emit) -> bool:
    """Whether the bytes give a character that is read as its gloss says: that counts for two."""
    gloss = emit.tail.strip("()")
    return not emit.choices and gloss != emit.tail and plain_syllable(gloss) in readings(norm(emit.text))


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
