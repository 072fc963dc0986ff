"""Reads a stretch of text in which bytes of GBK were lost: the likeliest way that its pairs were shifted and fell back.

A reader stands at a token either aligned (characters are what they seem) or shifted (one byte is pending, and every
character is the second half of one original and the first half of the next). Moves between the two states cost what
such an accident is worth; the language model pays for the rest. The best path is found by a beam search.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from harvester.text.gbk import candidates, character, norm, pair_of, undefined_trails, widened
from harvester.text.language import Language
from harvester.text.pinyin import plain_syllable
from harvester.text.script import simplify_character

STAND_INS = frozenset("?？\ufffd□")
UNKNOWN = "□"

# What an accident costs, as logarithms of likelihood. A place that shows a mark of loss makes it cheap.
START_AT_MARK, START_BARE = -4.0, -14.0
END_AT_MARK, END_BEFORE_ASCII, END_BARE = -1.0, -4.0, -12.0
UNDEFINED_PAIR, LOST_CHARACTER, SECOND_SPELLING = -3.0, -1.0, -2.0
_ALIGNED_KEPT, _SHIFTED_KEPT, _CHOICES_KEPT, _GAP_FIRST, _GAP_SECOND = 5, 24, 32, 4, 12


class Token(NamedTuple):
    """One character as it stands, with the pinyin gloss that follows it."""

    char: str
    gloss: str = ""
    """`(xiàng)`; for a mark of loss that swallowed the bracket too, put back in full."""


class Emit(NamedTuple):
    """One character of the reading."""

    text: str
    choices: tuple[str, ...] = ()
    """All characters that the bytes allow where one is unknown; empty where the bytes decide."""
    gloss: str = ""
    stand_in: str = ""
    """What to leave where the choice cannot be decided."""


class Node(NamedTuple):
    """A place in the lattice: score so far, last character, the pending byte (0 when aligned), and the way here."""

    score: float
    last: str
    pending: int
    parent: "Node | None"
    emits: tuple[Emit, ...]


class Lattice:
    """The search over the tokens of one stretch."""

    def __init__(self, tokens: list[Token], before: str, language: Language, *, traditional: bool) -> None:
        """`before` is the last character before the stretch."""
        self._tokens = tokens
        self._language = language
        self._candidates = candidates(traditional=traditional)
        self._frontiers: list[dict[tuple[str, int], Node]] = [{} for _ in range(len(tokens) + 1)]
        self._add(0, Node(0.0, norm(before), 0, None, ()))

    def best(self) -> Node:
        """The likeliest aligned end."""
        for at in range(len(self._tokens) + 1):
            self._advance(at)
        return max((node for node in self._frontiers[-1].values() if not node.pending), key=lambda node: node.score)

    def _add(self, at: int, node: Node) -> None:
        key = (node.last, node.pending)
        known = self._frontiers[at].get(key)
        if known is None or known.score < node.score:
            self._frontiers[at][key] = node

    def _advance(self, at: int) -> None:
        """Follow every move from a place; moves that use up no token come first."""
        for node in self._kept(at, _SHIFTED_KEPT, shifted=True):
            for used, following in self._shifted_moves(at, node):
                self._add(at + used, following)
        if at == len(self._tokens):
            return
        for rank, node in enumerate(self._kept(at, _ALIGNED_KEPT, shifted=False)):
            for used, following in self._aligned_moves(at, node, first=rank == 0):
                self._add(at + used, following)

    def _kept(self, at: int, most: int, *, shifted: bool) -> list[Node]:
        """The best nodes of one state."""
        nodes = (node for node in self._frontiers[at].values() if bool(node.pending) == shifted)
        return sorted(nodes, key=lambda node: -node.score)[:most]

    def _step(self, node: Node, cost: float, emits: tuple[Emit, ...], pending: int) -> Node:
        """The node after a move; the language model scores the emitted characters."""
        score, last = node.score + cost, node.last
        for emit in emits:
            after = norm(emit.text)
            score += self._language.pair(last, after)
            last = after
        return Node(score, last, pending, node, emits)

    # Aligned: the next character is what it seems, or a byte of it is lost.

    def _aligned_moves(self, at: int, node: Node, *, first: bool) -> Iterator[tuple[int, Node]]:
        token = self._tokens[at]
        yield 1, self._step(node, 0.0, (Emit(token.char, gloss=token.gloss),), 0)
        if token.char in STAND_INS:
            if token.gloss:
                yield from self._choose(node, LOST_CHARACTER, self._glossed(token.gloss), token, 1)
            if at + 1 < len(self._tokens):
                yield from self._lead_lost(node, START_AT_MARK, self._tokens[at + 1], 2, token.char)
        elif first:
            yield from self._lead_lost(node, START_BARE, token, 1, UNKNOWN)
            yield from self._trail_lost(node, token)

    def _lead_lost(self, node: Node, cost: float, token: Token, used: int, stand_in: str) -> Iterator[tuple[int, Node]]:
        """The first byte of a character is gone: the token's first byte was its second."""
        for (first, second), extra in _spellings(token.char):
            choices = tuple(self._candidates.with_trail(first))
            for choice in self._likely(node, choices):
                emit = Emit(choice, choices, "", stand_in)
                if token.gloss:
                    yield from self._close(self._step(node, cost + extra, (emit,), second), token, used)
                elif second < 0x80:
                    yield used, self._step(node, cost + extra, (emit, Emit(chr(second))), 0)
                else:
                    yield used, self._step(node, cost + extra, (emit,), second)

    def _trail_lost(self, node: Node, token: Token) -> Iterator[tuple[int, Node]]:
        """The second byte of a character is gone: the token's second byte begins the next one."""
        for (first, second), extra in _spellings(token.char):
            if second < 0x80 or token.gloss:
                continue
            choices = tuple(self._candidates.with_lead(first))
            for choice in self._likely(node, choices):
                yield 1, self._step(node, START_BARE + extra, (Emit(choice, choices, "", UNKNOWN),), second)

    # Shifted: the pending byte and the token's first byte are one character.

    def _shifted_moves(self, at: int, node: Node) -> Iterator[tuple[int, Node]]:
        at_end = at == len(self._tokens)
        token = self._tokens[at] if not at_end else Token("")
        if not at_end:
            yield from self._go_on(node, token)
        if token.char in STAND_INS and not at_end:
            yield from self._choose(node, END_AT_MARK, self._pending(node, token.gloss), token, 1)
        cost = END_BEFORE_ASCII if at_end or token.char.isascii() else END_BARE
        yield from self._choose(node, cost, self._pending(node), Token(UNKNOWN), 0)
        if not at_end:
            yield from self._gap(node, token)

    def _go_on(self, node: Node, token: Token) -> Iterator[tuple[int, Node]]:
        for (first, second), extra in _spellings(token.char):
            char = character(node.pending, first)
            if char is None:
                continue
            emit = Emit(char)
            if second < 0x80:
                yield 1, self._step(node, extra, (emit, Emit(chr(second), gloss=token.gloss)), 0)
            elif token.gloss:
                yield from self._close(self._step(node, extra, (emit,), second), token, 1)
            else:
                yield 1, self._step(node, extra, (emit,), second)
        if token.char.isascii() and not token.gloss and (char := character(node.pending, ord(token.char))):
            yield 1, self._step(node, 0.0, (Emit(char),), 0)

    def _close(self, node: Node, token: Token, used: int) -> Iterator[tuple[int, Node]]:
        """The token's gloss belongs to a character of which only the pending byte is left."""
        mark = Token(UNKNOWN, token.gloss)
        yield from self._choose(node, LOST_CHARACTER, self._pending(node, token.gloss), mark, used)

    def _choose(
        self, node: Node, cost: float, choices: tuple[str, ...], token: Token, used: int
    ) -> Iterator[tuple[int, Node]]:
        """Read one character of which a byte is unknown, and be aligned again."""
        for choice in self._likely(node, choices):
            yield used, self._step(node, cost, (Emit(choice, choices, token.gloss, token.char),), 0)

    def _gap(self, node: Node, token: Token) -> Iterator[tuple[int, Node]]:
        """A pair that means nothing was dropped: the pending byte found its second half there, the next its first."""
        missing = undefined_trails()
        starts = tuple(char for char in self._pending(node) if _trail(char) in missing)
        for start in self._likely(node, starts)[:_GAP_FIRST]:
            emit = Emit(start, starts, "", UNKNOWN)
            middle = self._step(node, UNDEFINED_PAIR, (emit,), 0)
            leads = missing[_trail(start)]
            if token.char in STAND_INS and token.gloss:
                choices = tuple(char for char in self._glossed(token.gloss) if _lead(char) in leads)
                yield from self._choose(middle, END_AT_MARK, choices, token, 1)
            for (first, second), extra in _spellings(token.char):
                yield from self._after_gap(middle, extra, leads, first, second, token)

    def _after_gap(
        self, node: Node, cost: float, leads: frozenset[int], first: int, second: int, token: Token
    ) -> Iterator[tuple[int, Node]]:
        if second < 0x80 or token.gloss:
            return
        choices = tuple(char for char in self._candidates.with_trail(first) if _lead(char) in leads)
        for choice in self._likely(node, choices)[:_GAP_SECOND]:
            yield 1, self._step(node, cost, (Emit(choice, choices, "", UNKNOWN),), second)

    # Characters of which a byte, or only the reading, is known.

    def _pending(self, node: Node, gloss: str = "") -> tuple[str, ...]:
        """Characters that begin with the pending byte, and are read as the gloss says."""
        begun = self._candidates.with_lead(node.pending)
        if not gloss:
            return tuple(begun)
        fitting = frozenset(self._glossed(gloss))
        return tuple(char for char in begun if char in fitting)

    def _glossed(self, gloss: str) -> tuple[str, ...]:
        return tuple(self._candidates.with_reading(plain_syllable(gloss.strip("()（）"))))

    def _likely(self, node: Node, choices: Sequence[str]) -> list[str]:
        """The choices that follow best, so that the search stays narrow."""
        if len(choices) <= _CHOICES_KEPT:
            return list(choices)
        return sorted(choices, key=lambda char: -self._language.pair(node.last, norm(char)))[:_CHOICES_KEPT]


def _spellings(char: str) -> Iterator[tuple[tuple[int, int], float]]:
    """The bytes that a character may have been: its own, those of its simplified form, of a mark made narrow."""
    own = pair_of(char) or widened(char)
    if own:
        yield own, 0.0
    simple = simplify_character(char)
    if simple != char and (second := pair_of(simple)):
        yield second, SECOND_SPELLING


def _lead(char: str) -> int:
    pair = pair_of(char)
    return pair[0] if pair else 0


def _trail(char: str) -> int:
    pair = pair_of(char)
    return pair[1] if pair else 0
