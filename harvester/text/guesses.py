"""What a character may have been of which a byte, or only the reading, is left; the likeliest after another one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from harvester.text.gbk import Candidates, candidates, character, norm, pair_of, undefined_trails, widened
from harvester.text.language import Language, alone, commonness, usual_followers, usual_pair
from harvester.text.pinyin import plain_syllable
from harvester.text.script import simplify_character

UNKNOWN = "□"
_SECOND_SPELLING = -2.0
_CHOICES_KEPT = 24
# How many lists of choices are remembered from one document to the next.
_LISTS_KEPT = 1 << 12


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


class Known(NamedTuple):
    """What is known of a lost character, in a document of one script."""

    kind: str
    byte: int
    gloss: str
    traditional: bool


Choice = tuple[float, int, str, str]
"""A character that may follow another one: minus the logarithm of how likely it does; its place among all choices,
common characters first; as the language model sees it; itself. Sorted ones begin with the likeliest."""


class Choices(NamedTuple):
    """All characters that the bytes, or the reading, allow at a place."""

    chars: tuple[str, ...]
    """Common characters first."""
    alone: tuple[Choice, ...]
    """The commonest of them as they follow a character that they were never met after."""
    ranks: dict[str, tuple[int, ...]]
    """The places of characters in `chars` by what the language model sees."""
    norms: frozenset[str]
    """What the language model sees of all of them."""

    def scored(self, pair: Callable[[str, str], float], last: str, norms: Iterable[str]) -> Iterator[Choice]:
        """Some of the choices with what it costs to follow a character."""
        for after in norms:
            cost = -pair(last, after)
            for rank in self.ranks[after]:
                yield cost, rank, after, self.chars[rank]


class Blank:
    """A lost character of one document, of which something is known."""

    def __init__(self, language: Language, known: Known, tail: str, stand_in: str, bare: str) -> None:
        """For `tail`, `stand_in` and `bare` see `Emit`."""
        self._choices = _choices(*known)
        self.like = Emit("", self._choices.chars, tail, stand_in, shifted=True, bare=bare)
        """How it is read, but for the character."""
        self._language = language
        self._known = known
        self._after: dict[str, Sequence[Choice]] = {}
        self._after_dropped: dict[str, Sequence[Choice]] = {}

    def after(self, last: str) -> Sequence[Choice]:
        """The choices that follow a character best, best first, so that the search stays narrow."""
        found = self._after.get(last)
        if found is None:
            found = self._after[last] = self._in_document(last)
        return found

    def _in_document(self, last: str) -> Sequence[Choice]:
        """What is likely in any document, and what the document itself makes likelier: it makes nothing less likely."""
        usual = _usually_likely(last, self._known)
        own = self._language.own_followers(last) & self._choices.norms
        if not own:
            return usual
        rest = [choice for choice in usual if choice[2] not in own]
        return sorted([*rest, *self._choices.scored(self._language.pair, last, own)])[:_CHOICES_KEPT]

    def after_dropped(self, before: str) -> Sequence[Choice]:
        """Those whose first byte and the second one of a character make a pair that means nothing, and was dropped."""
        found = self._after_dropped.get(before)
        if found is None:
            leads = undefined_trails()[trail_of(before)]
            likely = self.after(norm(before))
            found = self._after_dropped[before] = [choice for choice in likely if lead_of(choice[3]) in leads]
        return found


class Guesses:
    """The lost characters of one document."""

    def __init__(self, language: Language, *, traditional: bool) -> None:
        """`traditional` is the script of the document."""
        self.language = language
        self.traditional = traditional
        self._blanks: dict[tuple[str, int, str, str, str, str], Blank] = {}

    def blank(  # noqa: PLR0913, PLR0917 (what is known of a lost character)
        self, kind: str, byte: int, gloss: str = "", stand_in: str = UNKNOWN, bare: str = "", tail: str = ""
    ) -> Blank:
        """A lost character: its `kind`, byte and gloss tell what it may have been; for the others see `Emit`.

        Kinds: `lead` and `trail`, the byte that is left; `reading`, nothing but the gloss; `gap`, a lead before a
        dropped pair; `between`, after the trail `byte` and a dropped pair, and before another; `ended`, before a
        dropped pair.
        """
        key = (kind, byte, gloss, stand_in, bare, tail)
        found = self._blanks.get(key)
        if found is None:
            known = Known(kind, byte, gloss, self.traditional)
            found = self._blanks[key] = Blank(self.language, known, tail, stand_in, bare)
        return found


@lru_cache(maxsize=_LISTS_KEPT)
def _usually_likely(last: str, known: Known) -> Sequence[Choice]:
    """The choices that follow a character best, of the common ones and of those that are known to follow it."""
    choices = _choices(*known)
    met = usual_followers(last) & choices.norms
    common = [choice for choice in choices.alone if choice[2] not in met]
    return sorted([*common, *choices.scored(usual_pair, last, met)])[:_CHOICES_KEPT]


@lru_cache(maxsize=_LISTS_KEPT)
def _choices(kind: str, byte: int, gloss: str, traditional: bool) -> Choices:
    found = _allowed(kind, byte, gloss, candidates(traditional=traditional))
    chars = tuple(sorted(found, key=lambda char: -commonness(norm(char))))
    ranks: dict[str, list[int]] = {}
    for rank, char in enumerate(chars):
        ranks.setdefault(norm(char), []).append(rank)
    common = [(-alone(norm(char)), rank, norm(char), char) for rank, char in enumerate(chars[:_CHOICES_KEPT])]
    return Choices(chars, tuple(common), {char: tuple(places) for char, places in ranks.items()}, frozenset(ranks))


def _allowed(kind: str, byte: int, gloss: str, known: Candidates) -> Sequence[str]:
    """Every character that a place allows."""
    missing = undefined_trails()
    if kind == "ended":
        return [char for trail in missing for char in known.with_trail(trail)]
    if kind == "between":
        return [char for lead in missing[byte] for char in known.with_lead(lead) if trail_of(char) in missing]
    read = known.with_reading(plain_syllable(gloss.strip("()（）"))) if gloss else ()
    if kind == "reading":
        return read
    begun = known.with_trail(byte) if kind == "trail" else known.with_lead(byte)
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


class Joined(NamedTuple):
    """A character that a pending byte makes with the first byte of another character."""

    char: str
    norm: str
    """As the language model sees it."""
    left: int
    """The second byte of the other character; 0 where it has but one."""
    cost: float
    """What the other character's spelling costs."""


@lru_cache(maxsize=_LISTS_KEPT)
def joined(pending: int, char: str) -> tuple[Joined, ...]:
    """What a pending byte may make with a character, by its spellings.

    >>> joined(0xB1, "！") == (Joined("保", "保", 0xA1, 0.0),)
    True
    """
    rests = [(*pair, cost) for pair, cost in spellings(char)] + ([(ord(char), 0, 0.0)] if char.isascii() else [])
    made = [(character(pending, first), left, cost) for first, left, cost in rests]
    return tuple(Joined(char, norm(char), left, cost) for char, left, cost in made if char)


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
