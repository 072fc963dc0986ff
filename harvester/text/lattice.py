"""Reads a stretch of text in which bytes of GBK were lost: the likeliest way that its pairs were shifted and fell back.

A reader stands at a token either aligned (characters are what they seem) or shifted (one byte is pending, and every
character is the second half of one original and the first half of the next). Moves between the two states cost what
such an accident is worth; the language model pays for the rest. The best path is found by a beam search.
"""

from collections.abc import Iterator, Sequence
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
    """The search over the tokens of one stretch."""

    def __init__(self, tokens: Sequence[Token], before: str, language: Language, *, traditional: bool) -> None:
        """`before` is the last character before the stretch."""
        self._tokens = tokens
        self.gaps = may_drop_pairs(tokens)
        self._language = language
        self._emits = Guesses(language, traditional=traditional).emits
        self._frontiers: list[dict[tuple[str, int], Node]] = [{} for _ in range(len(tokens) + 1)]
        self._add(0, Node(0.0, norm(before), 0, None, ()))
        self._edges: list[list[Edge]] = [[] for _ in range(len(tokens) + 1)]
        for at in range(len(tokens) + 1):
            self._advance(at)

    def best(self) -> Node:
        """The likeliest aligned end."""
        return max((node for node in self._frontiers[-1].values() if not node.pending), key=_score)

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
        ahead: dict[Place, tuple[float, Edge | None]] = {
            (end, state): (0.0, None) for state, node in self._frontiers[-1].items() if not node.pending
        }
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

    def _add(self, at: int, node: Node) -> None:
        state = _state(node)
        known = self._frontiers[at].get(state)
        if known is None or known.score < node.score:
            self._frontiers[at][state] = node

    def _follow(self, at: int, used: int, origin: Node, target: Node) -> None:
        self._add(at + used, target)
        self._edges[at].append(Edge(at, at + used, origin, target))

    def _advance(self, at: int) -> None:
        """Follow every move from a place; moves that use up no token come first."""
        for rank, node in enumerate(self._kept(at, _SHIFTED_KEPT, shifted=True)):
            for used, following in self._shifted_moves(at, node, ending=rank < _ENDED_KEPT):
                self._follow(at, used, node, following)
        if at == len(self._tokens):
            return
        for rank, node in enumerate(self._kept(at, _ALIGNED_KEPT, shifted=False)):
            for used, following in self._aligned_moves(at, node, starting=rank == 0):
                self._follow(at, used, node, following)

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
                ended = self._emits(node.last, "ended", 0, stand_in=token.char, bare="gap") if self.gaps else []
                for emit in ended[:_GAP_KEPT]:
                    one = self._step(node, _START_AT_MARK + _GAP_AT_MARK, (emit,))
                    yield from self._after_gap(one, emit, following, 2)
        elif starting and not token.char.isascii():
            yield from self._lead_lost(node, _START_BARE, token, "")
            yield from self._trail_lost(node, token)

    def _lead_lost(self, node: Node, cost: float, token: Token, mark: str) -> Iterator[Move]:
        """The first byte of a character is gone: the token's first byte was its second."""
        used = 2 if mark else 1
        for (first, second), extra in spellings(token.char):
            for emit in self._emits(node.last, "trail", first, stand_in=mark or UNKNOWN, bare="" if mark else "edge"):
                following = self._step(node, cost + extra, (emit,), second)
                if token.gloss:
                    yield from self._close(following, token, used)
                elif second < 0x80:
                    yield used, self._step(node, cost + extra, (emit, Emit(chr(second), shifted=True)))
                else:
                    yield used, following

    def _trail_lost(self, node: Node, token: Token) -> Iterator[Move]:
        """The second byte of a character is gone: the token's second byte begins the next one."""
        for (first, second), extra in spellings(token.char):
            if second >= 0x80 and not token.gloss:
                for emit in self._emits(node.last, "lead", first, bare="edge"):
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
        if not self.gaps or self._goes_on_well(node, token):
            return
        yield from self._gap(node, token, 1)
        if token.char in STAND_INS and not token.gloss and at + 1 < len(self._tokens):
            yield from self._gap(node, self._tokens[at + 1], 2)

    def _goes_on_well(self, node: Node, token: Token) -> bool:
        """Whether the pending byte and the token make a character that may follow: then no pair is missing between."""
        pair = pair_of(token.char)
        char = character(node.pending, pair[0]) if pair else None
        return char is not None and self._language.pair(node.last, norm(char)) >= _GOES_ON

    def _go_on(self, node: Node, token: Token) -> Iterator[Move]:
        for (first, second), extra in spellings(token.char):
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
        question = token.char if used and token.char in "?？" else ""
        bare = "" if used or token.gloss else "edge"
        for emit in self._emits(node.last, kind, node.pending, token.gloss, token.char, bare=bare):
            ends = token.last and (not self.gaps or emit.text in _LAST_MARKS)
            tail = token.gloss or ("" if ends else question)
            yield used, self._step(node, cost, (emit._replace(tail=tail),))

    def _gap(self, node: Node, token: Token, used: int) -> Iterator[Move]:
        """One or two pairs that mean nothing were dropped: the characters that they were halves of are unknown."""
        for start in self._emits(node.last, "gap", node.pending, bare="gap")[:_GAP_KEPT]:
            one = self._step(node, _UNDEFINED_PAIR, (start,))
            yield from self._after_gap(one, start, token, used)
            for middle in self._emits(one.last, "between", trail_of(start.text), bare="gap")[:_GAP_KEPT]:
                two = self._step(one, _UNDEFINED_PAIR, (middle,))
                yield from self._after_gap(two, middle, token, used)

    def _after_gap(self, node: Node, last: Emit, token: Token, used: int) -> Iterator[Move]:
        """The character after a gap: its first byte is one that made the dropped pair meaningless."""
        leads = undefined_trails()[trail_of(last.text)]
        if token.char in STAND_INS and token.gloss:
            for emit in self._emits(node.last, "reading", 0, token.gloss, token.char):
                if lead_of(emit.text) in leads:
                    yield used, self._step(node, _END_AT_MARK, (emit._replace(tail=token.gloss),))
        for (first, second), extra in spellings(token.char):
            if second < 0x80 or token.gloss:
                continue
            fitting = [
                emit for emit in self._emits(node.last, "trail", first, bare="gap") if lead_of(emit.text) in leads
            ]
            for emit in fitting[:_GAP_KEPT]:
                yield used, self._step(node, extra, (emit,), second)


def _state(node: Node) -> State:
    return node.last, node.pending


def _score(node: Node) -> float:
    return node.score
