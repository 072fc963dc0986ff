"""Reads a stretch of text in which bytes of GBK were lost: the likeliest way that its pairs were shifted and fell back.

A reader stands at a token either aligned (characters are what they seem) or shifted (one byte is pending, and every
character is the second half of one original and the first half of the next). Moves between the two states cost what
such an accident is worth; the language model pays for the rest. The best path is found by a beam search.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from harvester.text.gbk import character, norm, pair_of, undefined_trails
from harvester.text.guesses import UNKNOWN, Emit, Guesses, lead_of, spellings, trail_of
from harvester.text.language import Language

STAND_INS = frozenset("?？\ufffd□")

# What an accident costs, as logarithms of likelihood. A place that shows a mark of loss makes it cheap.
_START_AT_MARK, _START_BARE = -4.0, -15.0
_END_AT_MARK, _END_BEFORE_ASCII, _END_BARE = -1.0, -4.0, -15.0
_UNDEFINED_PAIR, _LOST_CHARACTER = -2.0, -1.0
# Two accidents at one place: a lost byte and, right after it, a pair that means nothing.
_GAP_AT_MARK = -3.5
# Where a line ends with one of these, nothing was swallowed after it.
_LAST_MARKS = frozenset("。！？；：”）》")
# A character at least this likely leaves no room for a missing pair before it.
_GOES_ON = -8.5
# How many nodes and choices the beam keeps.
_ALIGNED_KEPT, _SHIFTED_KEPT, _ENDED_KEPT, _GAP_KEPT = 4, 16, 3, 7
# Sums of the same numbers in another order differ by less.
_ROUNDING = 1e-6


class Token(NamedTuple):
    """One character as it stands, with the pinyin gloss that follows it."""

    char: str
    gloss: str = ""
    """`(xiàng)`; for a mark of loss that swallowed the bracket too, put back in full."""
    last: bool = False
    """Whether the line ends here."""


class Node(NamedTuple):
    """A place in the lattice: score so far, last character, the pending byte (0 when aligned), and the way here."""

    score: float
    last: str
    pending: int
    parent: "Node | None"
    emits: tuple[Emit, ...]


Move = tuple[int, Node]
"""How many tokens it uses up, and the node after it."""


class Lost(NamedTuple):
    """What is known of a lost character (see `Guesses`), and what to leave where it cannot be decided (see `Emit`)."""

    kind: str
    byte: int
    gloss: str = ""
    stand_in: str = UNKNOWN
    bare: str = ""


class Edge(NamedTuple):
    """A move of the search from one place to another (or the same, where it uses up no token)."""

    start: int
    end: int
    origin: Node
    target: Node
    """The node as this move reaches it; another move may reach the same state with a better score."""

    @property
    def emits(self) -> tuple[Emit, ...]:
        """What was read on the way, over inner nodes of the move too."""
        groups = []
        node: Node | None = self.target
        while node is not None and node is not self.origin:
            groups.append(node.emits)
            node = node.parent
        return tuple(emit for group in reversed(groups) for emit in group)


State = tuple[str, int]
Place = tuple[int, State]


def path_to(node: Node) -> list[Emit]:
    """Everything that is read on the way to a node."""
    groups = []
    current: Node | None = node
    while current:
        groups.append(current.emits)
        current = current.parent
    return [emit for group in reversed(groups) for emit in group]


def may_drop_pairs(tokens: Sequence[Token]) -> bool:
    """Whether the reader of a stretch may have dropped pairs: one that kept a mark or a code for them did not."""
    return not any(token.char == "\ufffd" or "\ue000" <= token.char <= "\uf8ff" for token in tokens)


class Lattice:
    """The search over the tokens of one stretch.

    A move is worth following only if it may be part of a reading that is nearly as likely as the best: each adds what
    is no likelier than certain, so that a node below what the beam keeps, or far below the best way to its own state,
    leads to none.
    """

    def __init__(
        self, tokens: Sequence[Token], before: str, language: Language, *, traditional: bool, margin: float
    ) -> None:
        """`before` is the last character before the stretch; `margin`, how far below the best a reading counts."""
        self._tokens = tokens
        self.gaps = may_drop_pairs(tokens)
        self._pair = language.pair
        self._guesses = Guesses(language, traditional=traditional)
        self._margin = margin + _ROUNDING
        places = range(len(tokens) + 1)
        self._aligned: list[dict[State, Node]] = [{} for _ in places]
        self._shifted: list[dict[State, Node]] = [{} for _ in places]
        self._edges: list[list[Edge]] = [[] for _ in places]
        start = Node(0.0, norm(before), 0, None, ())
        self._aligned[0][_state(start)] = start
        for at in places:
            self._advance(at)

    def best(self) -> Node:
        """The likeliest aligned end."""
        return min(self._aligned[-1].values(), key=_rank)

    def readings(self, least: float) -> Iterator[tuple[float, list[Emit]]]:
        """The best reading through every move, as its score and what is read, where that scores at least `least`."""
        ahead = self._ahead()
        for edges in self._edges:
            for edge in edges:
                rest = ahead.get((edge.end, _state(edge.target)))
                if rest and edge.target.score + rest[0] >= least:
                    yield edge.target.score + rest[0], [*path_to(edge.target), *self._path_on(edge, ahead)]

    def _ahead(self) -> "dict[Place, tuple[float, Edge | None]]":
        """For every place the best score from there to the end, and the move with which it begins."""
        end = len(self._tokens)
        ahead: dict[Place, tuple[float, Edge | None]] = {(end, state): (0.0, None) for state in self._aligned[-1]}
        for at in range(end, -1, -1):
            for edge in sorted(self._edges[at], key=lambda edge: edge.origin.pending > 0):
                rest = ahead.get((edge.end, _state(edge.target)))
                if rest is None:
                    continue
                place = (at, _state(edge.origin))
                score = edge.target.score - edge.origin.score + rest[0]
                if place not in ahead or ahead[place][0] < score:
                    ahead[place] = score, edge
        return ahead

    def _path_on(self, edge: "Edge | None", ahead: "dict[Place, tuple[float, Edge | None]]") -> Iterator[Emit]:
        """What the best way on from a move reads."""
        while edge is not None and (edge := ahead[edge.end, _state(edge.target)][1]) is not None:
            yield from edge.emits

    def _follow(self, at: int, used: int, origin: Node, target: Node) -> None:
        """Keep a move, unless a far better one leads to the same state."""
        nodes = (self._shifted if target.pending else self._aligned)[at + used]
        state = _state(target)
        known = nodes.get(state)
        if known is None or known.score < target.score:
            nodes[state] = target
        elif target.score < known.score - self._margin:
            return
        self._edges[at].append(Edge(at, at + used, origin, target))

    def _advance(self, at: int) -> None:
        """Follow every move from a place: those first that use up no token, those last that are the most to try."""
        shifted = sorted(self._shifted[at].values(), key=_rank)[:_SHIFTED_KEPT]
        for rank, node in enumerate(shifted):
            for used, following in self._shifted_moves(at, node, ending=rank < _ENDED_KEPT):
                self._follow(at, used, node, following)
        if at == len(self._tokens):
            return
        for rank, node in enumerate(sorted(self._aligned[at].values(), key=_rank)[:_ALIGNED_KEPT]):
            for used, following in self._aligned_moves(at, node, starting=rank == 0):
                self._follow(at, used, node, following)
        if not self.gaps:
            return
        for node in shifted[:_ENDED_KEPT]:
            for used, following in self._gap_moves(at, node):
                self._follow(at, used, node, following)

    def _least_shifted(self, at: int) -> float:
        """The score below which a shifted node at a place leads to no reading that counts."""
        nodes = self._shifted[at]
        if len(nodes) < _SHIFTED_KEPT:
            return -math.inf
        return sorted([node.score for node in nodes.values()])[-_SHIFTED_KEPT] - self._margin

    def _least_aligned(self, at: int) -> float:
        """The same of an aligned node.

        Where the next token is no mark of loss, all but the best node only go on to the state that it leads to.
        """
        nodes = self._aligned[at].values()
        if at == len(self._tokens):
            return max((node.score for node in nodes), default=-math.inf) - self._margin
        char = self._tokens[at].char
        if char not in STAND_INS:
            after = norm(char)
            return max((node.score + self._pair(node.last, after) for node in nodes), default=-math.inf) - self._margin
        if len(nodes) < _ALIGNED_KEPT:
            return -math.inf
        return sorted([node.score for node in nodes])[-_ALIGNED_KEPT] - self._margin

    def _step(self, node: Node, cost: float, emit: Emit, pending: int = 0) -> Node:
        """The node after a character that is known."""
        after = norm(emit.text)
        return Node(node.score + cost + self._pair(node.last, after), after, pending, node, (emit,))

    def _guess(self, node: Node, cost: float, lost: Lost, least: float, pending: int = 0) -> Iterator[Node]:
        """The nodes after a character that is not known, likeliest first, down to the least score that counts."""
        score = node.score + cost
        if score < least:
            return
        choices = self._guesses.choices(lost.kind, lost.byte, lost.gloss)
        for choice in self._guesses.likely(node.last, lost.kind, lost.byte, lost.gloss):
            if score - choice.cost < least:
                return
            emit = Emit(choice.char, choices, "", lost.stand_in, True, lost.bare)
            yield Node(score - choice.cost, choice.norm, pending, node, (emit,))

    # Aligned: the next character is what it seems, or a byte of it is lost.

    def _aligned_moves(self, at: int, node: Node, *, starting: bool) -> Iterator[Move]:
        token = self._tokens[at]
        yield 1, self._step(node, 0.0, Emit(token.char, tail=token.gloss))
        if token.char in STAND_INS:
            if token.gloss:
                yield from self._choose(at, node, _LOST_CHARACTER, "reading", token, 1)
            if at + 1 < len(self._tokens):
                yield from self._lead_lost(at, node, _START_AT_MARK, token.char)
                if self.gaps:
                    yield from self._gap_at_mark(at, node)
        elif starting and not token.char.isascii():
            yield from self._lead_lost(at, node, _START_BARE, "")
            yield from self._trail_lost(at, node)

    def _lead_lost(self, at: int, node: Node, cost: float, mark: str) -> Iterator[Move]:
        """The first byte of a character is gone: the token's first byte was its second."""
        used = 2 if mark else 1
        token = self._tokens[at + used - 1]
        for (first, second), extra in spellings(token.char):
            lost = Lost("trail", first, stand_in=mark or UNKNOWN, bare="" if mark else "edge")
            if token.gloss:
                for following in self._guess(node, cost + extra, lost, self._least_aligned(at + used), second):
                    yield from self._close(at, following, token, used)
            elif second < 0x80:
                for following in self._guess(node, cost + extra, lost, self._least_aligned(at + used)):
                    yield used, self._step(following, 0.0, Emit(chr(second), shifted=True))
            else:
                for following in self._guess(node, cost + extra, lost, self._least_shifted(at + used), second):
                    yield used, following

    def _trail_lost(self, at: int, node: Node) -> Iterator[Move]:
        """The second byte of a character is gone: the token's second byte begins the next one."""
        token = self._tokens[at]
        for (first, second), extra in spellings(token.char):
            if second >= 0x80 and not token.gloss:
                lost = Lost("lead", first, bare="edge")
                for following in self._guess(node, _START_BARE + extra, lost, self._least_shifted(at + 1), second):
                    yield 1, following

    # Shifted: the pending byte and the token's first byte are one character.

    def _shifted_moves(self, at: int, node: Node, *, ending: bool) -> Iterator[Move]:
        if at == len(self._tokens):
            yield from self._choose(at, node, _END_BEFORE_ASCII, "lead", Token(UNKNOWN), 0)
            return
        token = self._tokens[at]
        yield from self._go_on(at, node, token)
        if not ending:
            return
        if token.char in STAND_INS:
            yield from self._choose(at, node, _END_AT_MARK, "lead", token, 1)
        cost = _END_BEFORE_ASCII if token.char.isascii() else _END_BARE
        yield from self._choose(at, node, cost, "lead", Token(UNKNOWN), 0)

    def _go_on(self, at: int, node: Node, token: Token) -> Iterator[Move]:
        for (first, second), extra in spellings(token.char):
            char = character(node.pending, first)
            if char is None:
                continue
            if second < 0x80:
                whole = self._step(node, extra, Emit(char, shifted=True))
                yield 1, self._step(whole, 0.0, Emit(chr(second), tail=token.gloss, shifted=True))
            elif token.gloss:
                yield from self._close(at, self._step(node, extra, Emit(char, shifted=True), second), token, 1)
            else:
                yield 1, self._step(node, extra, Emit(char, shifted=True), second)
        if token.char.isascii() and not token.gloss and (char := character(node.pending, ord(token.char))):
            yield 1, self._step(node, 0.0, Emit(char, shifted=True))

    def _close(self, at: int, node: Node, token: Token, used: int) -> Iterator[Move]:
        """The token's gloss belongs to a character of which only the pending byte is left."""
        yield from self._choose(at, node, _LOST_CHARACTER, "lead", Token(UNKNOWN, token.gloss), used)

    def _choose(self, at: int, node: Node, cost: float, kind: str, token: Token, used: int) -> Iterator[Move]:  # noqa: PLR0913
        """Read one character of which a byte, or all but the reading, is unknown, and be aligned again.

        A question mark may have swallowed an ASCII character, a digit for instance: it stays unless a gloss or the end
        of the line tells that it did not. U+FFFD swallows nothing.
        """
        question = token.char if used and token.char in "?？" else ""
        lost = Lost(kind, node.pending, token.gloss, token.char, "" if used or token.gloss else "edge")
        for following in self._guess(node, cost, lost, self._least_aligned(at + used)):
            (emit,) = following.emits
            ends = token.last and (not self.gaps or emit.text in _LAST_MARKS)
            tail = token.gloss or ("" if ends else question)
            yield used, following._replace(emits=(emit._replace(tail=tail),)) if tail else following

    # Pairs that mean nothing were dropped: the characters that they were halves of are unknown.

    def _gap_moves(self, at: int, node: Node) -> Iterator[Move]:
        token = self._tokens[at]
        if self._goes_on_well(node, token):
            return
        yield from self._gap(at, node, 1)
        if token.char in STAND_INS and not token.gloss and at + 1 < len(self._tokens):
            yield from self._gap(at, node, 2)

    def _goes_on_well(self, node: Node, token: Token) -> bool:
        """Whether the pending byte and the token make a character that may follow: then no pair is missing between."""
        pair = pair_of(token.char)
        char = character(node.pending, pair[0]) if pair else None
        return char is not None and self._pair(node.last, norm(char)) >= _GOES_ON

    def _gap_at_mark(self, at: int, node: Node) -> Iterator[Move]:
        """A byte was lost at a mark, and the pair after it dropped."""
        lost = Lost("ended", 0, stand_in=self._tokens[at].char, bare="gap")
        ended = self._guess(node, _START_AT_MARK + _GAP_AT_MARK, lost, self._least_after_gap(at + 2))
        for one in islice(ended, _GAP_KEPT):
            yield from self._after_gap(at, one, 2)

    def _gap(self, at: int, node: Node, used: int) -> Iterator[Move]:
        """One or two pairs were dropped."""
        least = self._least_after_gap(at + used)
        starts = self._guess(node, _UNDEFINED_PAIR, Lost("gap", node.pending, bare="gap"), least)
        for one in islice(starts, _GAP_KEPT):
            yield from self._after_gap(at, one, used)
            between = Lost("between", trail_of(one.emits[0].text), bare="gap")
            for two in islice(self._guess(one, _UNDEFINED_PAIR, between, least), _GAP_KEPT):
                yield from self._after_gap(at, two, used)

    def _least_after_gap(self, at: int) -> float:
        return min(self._least_shifted(at), self._least_aligned(at) if self._tokens[at - 1].gloss else math.inf)

    def _after_gap(self, at: int, node: Node, used: int) -> Iterator[Move]:
        """The character after a gap: its first byte is one that made the dropped pair meaningless."""
        token, char = self._tokens[at + used - 1], node.emits[0].text
        if token.gloss:
            if token.char in STAND_INS:
                leads = undefined_trails()[trail_of(char)]
                lost = Lost("reading", 0, token.gloss, token.char)
                for following in self._guess(node, _END_AT_MARK, lost, self._least_aligned(at + used)):
                    (emit,) = following.emits
                    if lead_of(emit.text) in leads:
                        yield used, following._replace(emits=(emit._replace(tail=token.gloss),))
            return
        least = self._least_shifted(at + used)
        for (first, second), extra in spellings(token.char):
            if second < 0x80:
                continue
            choices = self._guesses.choices("trail", first)
            for choice in self._guesses.after_dropped(char, first)[:_GAP_KEPT]:
                score = node.score + extra - choice.cost
                if score < least:
                    break
                emit = Emit(choice.char, choices, "", UNKNOWN, True, "gap")
                yield used, Node(score, choice.norm, second, node, (emit,))


def _state(node: Node) -> State:
    return node.last, node.pending


def _rank(node: Node) -> tuple[float, str, int]:
    """For sorting: the likeliest first; among equals always the same one."""
    return -node.score, node.last, node.pending
