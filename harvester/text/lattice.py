"""Reads a stretch of text in which bytes of GBK were lost: the likeliest way that its pairs were shifted and fell back.

A reader stands at a token either aligned (characters are what they seem) or shifted (one byte is pending, and every
character is the second half of one original and the first half of the next). Moves between the two states cost what
such an accident is worth; the language model pays for the rest. The best path is found by a beam search.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from harvester.text.gbk import candidates, character, norm, pair_of, undefined_trails, widened
from harvester.text.language import Language, commonness
from harvester.text.pinyin import plain_syllable
from harvester.text.script import simplify_character

STAND_INS = frozenset("?？\ufffd□")
UNKNOWN = "□"

# What an accident costs, as logarithms of likelihood. A place that shows a mark of loss makes it cheap.
_START_AT_MARK, _START_BARE = -4.0, -15.0
_END_AT_MARK, _END_BEFORE_ASCII, _END_BARE = -1.0, -4.0, -15.0
_UNDEFINED_PAIR, _LOST_CHARACTER, _SECOND_SPELLING = -2.0, -1.0, -2.0
# How many nodes and choices the beam keeps.
_ALIGNED_KEPT, _SHIFTED_KEPT, _ENDED_KEPT, _CHOICES_KEPT, _GAP_KEPT = 4, 16, 3, 24, 7


class Token(NamedTuple):
    """One character as it stands, with the pinyin gloss that follows it."""

    char: str
    gloss: str = ""
    """`(xiàng)`; for a mark of loss that swallowed the bracket too, put back in full."""
    troubled: bool = False
    """Whether this or one of the next few tokens cannot be Chinese: only here may a byte be missing without a mark."""
    last: bool = False
    """Whether the line ends here."""


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


class Node(NamedTuple):
    """A place in the lattice: score so far, last character, the pending byte (0 when aligned), and the way here."""

    score: float
    last: str
    pending: int
    parent: "Node | None"
    emits: tuple[Emit, ...]


Move = tuple[int, Node]


class Lattice:
    """The search over the tokens of one stretch."""

    def __init__(self, tokens: Sequence[Token], before: str, language: Language, *, traditional: bool) -> None:
        """`before` is the last character before the stretch."""
        self._tokens = tokens
        self._language = language
        self._candidates = candidates(traditional=traditional)
        self._ranked: dict[tuple[str, str, int, str], tuple[str, ...]] = {}
        self._frontiers: list[dict[tuple[str, int], Node]] = [{} for _ in range(len(tokens) + 1)]
        self._add(0, Node(0.0, norm(before), 0, None, ()))

    def best(self) -> Node:
        """The likeliest aligned end."""
        for at in range(len(self._tokens) + 1):
            self._advance(at)
        return max((node for node in self._frontiers[-1].values() if not node.pending), key=_score)

    def _add(self, at: int, node: Node) -> None:
        key = (node.last, node.pending)
        known = self._frontiers[at].get(key)
        if known is None or known.score < node.score:
            self._frontiers[at][key] = node

    def _advance(self, at: int) -> None:
        """Follow every move from a place; moves that use up no token come first."""
        for rank, node in enumerate(self._kept(at, _SHIFTED_KEPT, shifted=True)):
            for used, following in self._shifted_moves(at, node, ending=rank < _ENDED_KEPT):
                self._add(at + used, following)
        if at == len(self._tokens):
            return
        for rank, node in enumerate(self._kept(at, _ALIGNED_KEPT, shifted=False)):
            for used, following in self._aligned_moves(at, node, starting=rank == 0):
                self._add(at + used, following)

    def _kept(self, at: int, most: int, *, shifted: bool) -> list[Node]:
        """The best nodes of one state."""
        nodes = [node for node in self._frontiers[at].values() if bool(node.pending) == shifted]
        return sorted(nodes, key=_score, reverse=True)[:most]

    def _step(self, node: Node, cost: float, emits: tuple[Emit, ...], pending: int = 0) -> Node:
        """The node after a move; the language model scores the emitted characters."""
        score, last = node.score + cost, node.last
        for emit in emits:
            after = norm(emit.text)
            score += self._language.pair(last, after)
            last = after
        return Node(score, last, pending, node, emits)

    # Aligned: the next character is what it seems, or a byte of it is lost.

    def _aligned_moves(self, at: int, node: Node, *, starting: bool) -> Iterator[Move]:
        token = self._tokens[at]
        yield 1, self._step(node, 0.0, (Emit(token.char, tail=token.gloss),))
        if token.char in STAND_INS:
            if token.gloss:
                yield from self._choose(node, _LOST_CHARACTER, "reading", token, 1)
            if at + 1 < len(self._tokens):
                following = self._tokens[at + 1]
                yield from self._lead_lost(node, _START_AT_MARK, following, token.char)
                for emit in self._emits(node, "ended", 0, stand_in=token.char)[:_GAP_KEPT]:
                    one = self._step(node, _START_AT_MARK + _UNDEFINED_PAIR, (emit,))
                    yield from self._after_gap(one, emit, following, 2)
        elif starting and token.troubled:
            yield from self._lead_lost(node, _START_BARE, token, "")
            yield from self._trail_lost(node, token)

    def _lead_lost(self, node: Node, cost: float, token: Token, mark: str) -> Iterator[Move]:
        """The first byte of a character is gone: the token's first byte was its second."""
        used = 2 if mark else 1
        for (first, second), extra in _spellings(token.char):
            for emit in self._emits(node, "trail", first, stand_in=mark or UNKNOWN, bare="" if mark else "edge"):
                following = self._step(node, cost + extra, (emit,), second)
                if token.gloss:
                    yield from self._close(following, token, used)
                elif second < 0x80:
                    yield used, self._step(node, cost + extra, (emit, Emit(chr(second), shifted=True)))
                else:
                    yield used, following

    def _trail_lost(self, node: Node, token: Token) -> Iterator[Move]:
        """The second byte of a character is gone: the token's second byte begins the next one."""
        for (first, second), extra in _spellings(token.char):
            if second >= 0x80 and not token.gloss:
                for emit in self._emits(node, "lead", first, bare="edge"):
                    yield 1, self._step(node, _START_BARE + extra, (emit,), second)

    # Shifted: the pending byte and the token's first byte are one character.

    def _shifted_moves(self, at: int, node: Node, *, ending: bool) -> Iterator[Move]:
        if at == len(self._tokens):
            yield from self._choose(node, _END_BEFORE_ASCII, "lead", Token(UNKNOWN), 0)
            return
        token = self._tokens[at]
        yield from self._go_on(node, token)
        if not ending:
            return
        if token.char in STAND_INS:
            yield from self._choose(node, _END_AT_MARK, "lead", token, 1)
        cost = _END_BEFORE_ASCII if token.char.isascii() else _END_BARE
        yield from self._choose(node, cost, "lead", Token(UNKNOWN), 0)
        yield from self._gap(node, token, 1)
        if token.char in STAND_INS and not token.gloss and at + 1 < len(self._tokens):
            yield from self._gap(node, self._tokens[at + 1], 2)

    def _go_on(self, node: Node, token: Token) -> Iterator[Move]:
        for (first, second), extra in _spellings(token.char):
            char = character(node.pending, first)
            if char is None:
                continue
            emit = Emit(char, shifted=True)
            if second < 0x80:
                yield 1, self._step(node, extra, (emit, Emit(chr(second), tail=token.gloss, shifted=True)))
            elif token.gloss:
                yield from self._close(self._step(node, extra, (emit,), second), token, 1)
            else:
                yield 1, self._step(node, extra, (emit,), second)
        if token.char.isascii() and not token.gloss and (char := character(node.pending, ord(token.char))):
            yield 1, self._step(node, 0.0, (Emit(char, shifted=True),))

    def _close(self, node: Node, token: Token, used: int) -> Iterator[Move]:
        """The token's gloss belongs to a character of which only the pending byte is left."""
        yield from self._choose(node, _LOST_CHARACTER, "lead", Token(UNKNOWN, token.gloss), used)

    def _choose(self, node: Node, cost: float, kind: str, token: Token, used: int) -> Iterator[Move]:
        """Read one character of which a byte, or all but the reading, is unknown, and be aligned again.

        A question mark may have swallowed an ASCII character, a digit for instance: it stays unless a gloss or the end
        of the line tells that it did not. U+FFFD swallows nothing.
        """
        swallowed = used and token.char in "?？" and not token.last
        tail = token.gloss or (token.char if swallowed else "")
        bare = "" if used or token.gloss else "edge"
        for emit in self._emits(node, kind, node.pending, token.gloss, token.char, bare=bare):
            yield used, self._step(node, cost, (emit._replace(tail=tail),))

    def _gap(self, node: Node, token: Token, used: int) -> Iterator[Move]:
        """One or two pairs that mean nothing were dropped: the characters that they were halves of are unknown."""
        for start in self._emits(node, "gap", node.pending, bare="gap")[:_GAP_KEPT]:
            one = self._step(node, _UNDEFINED_PAIR, (start,))
            yield from self._after_gap(one, start, token, used)
            for middle in self._emits(one, "between", _trail(start.text), bare="gap")[:_GAP_KEPT]:
                two = self._step(one, _UNDEFINED_PAIR, (middle,))
                yield from self._after_gap(two, middle, token, used)

    def _after_gap(self, node: Node, last: Emit, token: Token, used: int) -> Iterator[Move]:
        """The character after a gap: its first byte is one that made the dropped pair meaningless."""
        leads = undefined_trails()[_trail(last.text)]
        if token.char in STAND_INS and token.gloss:
            for emit in self._emits(node, "reading", 0, token.gloss, token.char):
                if _lead(emit.text) in leads:
                    yield used, self._step(node, _END_AT_MARK, (emit._replace(tail=token.gloss),))
        for (first, second), extra in _spellings(token.char):
            if second < 0x80 or token.gloss:
                continue
            fitting = [emit for emit in self._emits(node, "trail", first, bare="gap") if _lead(emit.text) in leads]
            for emit in fitting[:_GAP_KEPT]:
                yield used, self._step(node, extra, (emit,), second)

    # Characters of which a byte, or only the reading, is known.

    def _emits(  # noqa: PLR0913 (what is known of a lost character)
        self, node: Node, kind: str, byte: int, gloss: str = "", stand_in: str = UNKNOWN, *, bare: str = ""
    ) -> list[Emit]:
        """The choices that follow best, so that the search stays narrow."""
        key = (node.last, kind, byte, gloss)
        likely = self._ranked.get(key)
        choices = self._ordered(kind, byte, gloss)
        if likely is None:
            met = self._language.followers(node.last)
            found = [*choices[:_CHOICES_KEPT], *(char for char in choices[_CHOICES_KEPT:] if norm(char) in met)]
            scores = {char: self._language.pair(node.last, norm(char)) for char in found}
            likely = self._ranked[key] = tuple(sorted(found, key=lambda char: -scores[char])[:_CHOICES_KEPT])
        return [Emit(char, choices, "", stand_in, True, bare) for char in likely]

    def _ordered(self, kind: str, byte: int, gloss: str) -> tuple[str, ...]:
        """The choices, common characters first."""
        key = ("", kind, byte, gloss)
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
            return [char for lead in missing[byte] for char in known.with_lead(lead) if _trail(char) in missing]
        read = known.with_reading(plain_syllable(gloss.strip("()（）"))) if gloss else ()
        if kind == "reading":
            return read
        begun = known.with_lead(byte)
        if kind == "gap":
            return [char for char in begun if _trail(char) in missing]
        return [char for char in begun if char in frozenset(read)] if gloss else begun


def _score(node: Node) -> float:
    return node.score


@cache
def _spellings(char: str) -> tuple[tuple[tuple[int, int], float], ...]:
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
def _lead(char: str) -> int:
    pair = pair_of(char)
    return pair[0] if pair else 0


@cache
def _trail(char: str) -> int:
    pair = pair_of(char)
    return pair[1] if pair else 0
