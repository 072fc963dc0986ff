"""Whether a reading of damaged text is to be believed, as a whole and character by character."""

from typing import NamedTuple

from harvester.text.gbk import norm
from harvester.text.language import Language, commonness
from harvester.text.lattice import STAND_INS, UNKNOWN, Emit, Lattice, Node, Token

# Shares of official prose below which a character is strange to it, and common to it.
STRANGE, _COMMON = 9e-6, 1.1e-5
_FIRST_HAN = "\u3400"
# Logarithms of likelihood, set by damaging sentences on purpose (tests/text/test_lost_bytes.py).
_LEAST_GAIN, _LEAST_MARGIN, _LEAST_MEAN, _CLEAR_MEAN = 6.0, 2.0, -8.0, -6.5
_POSSIBLE_PAIR, _DUBIOUS_PAIR, _LEFT_OVER, _KNOWN_BOND = -8.0, -8.5, -11.0, 1.0
_LEAST_DECIDED, _NEAR_SHIFT = 2, 2
# A mark that closes an open bracket is believed with a smaller margin, even a negative one.
_PARTNERS, _REACH, _PAIRED = dict(zip("）”》’〉〕】", "（“《‘〈〔【", strict=True)), 12, 5.0


class Reading(NamedTuple):
    """A stretch of text as it is believed to have been."""

    text: str
    undecided: int
    """How many characters stay unknown."""


def read_stretch(
    tokens: list[Token], before: str, after: str, language: Language, *, traditional: bool
) -> Reading | None:
    """The best reading when it beats the text as it stands; None when it does not."""
    best = Lattice(tokens, before, language, traditional=traditional).best()
    as_is = language.reading(norm(before) + "".join(norm(token.char) for token in tokens))
    if best.score - as_is < _LEAST_GAIN:
        return None
    emits = _path(best)
    worst = _worst_stretch(emits, before, language)
    if worst < _LEAST_MEAN:
        return None
    clear = worst >= _CLEAR_MEAN
    chars = [norm(before), *(norm(emit.text) for emit in emits), norm(after or "\n")]
    written, undecided = [], 0
    for place, emit in enumerate(emits, start=1):
        least = _LEAST_MARGIN - (_PAIRED if _closes(chars, place) else 0.0)
        sure = _is_sure(emit, chars[place - 1], chars[place + 1], least, language)
        if not sure and (emit.bare == "gap" or (emit.bare and not clear)):
            return None
        written.append(
            emit.text + emit.tail if sure else (emit.stand_in or UNKNOWN) + emit.tail.strip("".join(STAND_INS))
        )
        undecided += not sure or (bool(emit.choices) and emit.tail in tuple(STAND_INS))
    return Reading("".join(written), undecided)


def _closes(chars: list[str], place: int) -> bool:
    """Whether a mark closes a bracket or quotation that was opened a few characters before it and is still open."""
    opening = _PARTNERS.get(chars[place])
    near = chars[max(0, place - _REACH) : place]
    return opening is not None and near.count(opening) > near.count(chars[place])


def _worst_stretch(emits: list[Emit], before: str, language: Language) -> float:
    """Mean likelihood of the worst stretch that was read from shifted bytes.

    A stretch is worth nothing when it holds a character that prose does not use, or fewer than two that the bytes
    or a gloss decide; beside it no character may be left that makes no sense as it stands.
    """
    last, worst, left_over = norm(before), 0.0, 0
    total, count, decided = 0.0, 0, 0
    for place, emit in enumerate((*emits, Emit("\n"))):
        char = norm(emit.text)
        if emit.shifted:
            strange = char >= "\x80" and commonness(char) < STRANGE
            total, count = total + (-100.0 if strange else language.pair(last, char)), count + 1
            decided += not emit.choices or emit.tail.startswith("(")
            last = char
            continue
        near = any(other.shifted for other in emits[max(0, place - _NEAR_SHIFT) : place + _NEAR_SHIFT + 1])
        left_over = left_over + 1 if _is_left_over(char, last, language) else 0
        if left_over > 1 or (left_over and near):
            return -100.0
        if count:
            worst = min(worst, total / count if decided >= _LEAST_DECIDED else -100.0)
            total, count, decided = 0.0, 0, 0
        last = char
    return worst


def _is_left_over(char: str, before: str, language: Language) -> bool:
    """Whether a character that was read as it stands is still no Chinese; two in a row were not understood."""
    return char >= "\x80" and language.pair(before, char) < _LEFT_OVER and commonness(char) <= _COMMON


def _path(node: Node) -> list[Emit]:
    """Everything emitted on the way to a node."""
    emits: list[tuple[Emit, ...]] = []
    current: Node | None = node
    while current:
        emits.append(current.emits)
        current = current.parent
    return [emit for group in reversed(emits) for emit in group]


def _is_sure(emit: Emit, before: str, after: str, least: float, language: Language) -> bool:
    """Whether the chosen character reads far better between its neighbors than any other that the bytes allow.

    A character that the bytes decide is in doubt only where it fits neither neighbor: a pair may be missing there.
    """
    char = norm(emit.text)
    pairs = language.pair(before, char), language.pair(char, after)
    bonds = [language.bond(first, second) for first, second in ((before, char), (char, after))]
    beside_han = [bond for bond, near in zip(bonds, (before, after), strict=True) if near >= _FIRST_HAN]
    known = (min(beside_han or bonds) if emit.bare and char >= _FIRST_HAN else max(bonds)) >= _KNOWN_BOND
    if not emit.choices:
        return not emit.shifted or known or pairs[0] >= _DUBIOUS_PAIR or char < _FIRST_HAN
    others = {norm(choice) for choice in emit.choices} - {char}
    rival = max((language.pair(before, other) + language.pair(other, after) for other in others), default=-100.0)
    return sum(pairs) - rival >= least and min(pairs) >= _POSSIBLE_PAIR and (known or char < _FIRST_HAN)
