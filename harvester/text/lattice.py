"""Reads a stretch of text in which bytes of GBK were lost: the likeliest way that its pairs were shifted and fell back.

A reader stands at a token either aligned (characters are what they seem) or shifted (one byte is pending, and every
character is the second half of one original and the first half of the next). Moves between the two states cost what
such an accident is worth; the language model pays for the rest. The best path is found by a beam search.
"""

import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from operator import itemgetter
from typing import NamedTuple

from harvester.text.beam import ROUNDING, Front, NarrowFront, Node, State, Way, emits_between, read_on
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
_AS_IS, _SHIFTED = Emit(""), Emit("", shifted=True)


class Token(NamedTuple):
    """One character as it stands, with the pinyin gloss that follows it."""

    char: str
    gloss: str = ""
    """`(xiàng)`; for a mark of loss that swallowed the bracket too, put back in full."""
    last: bool = False
    """Whether the line ends here."""


Move = tuple[int, Node]
"""How many tokens it uses up, and the node after it."""


class Lost(NamedTuple):
    """What is known of a lost character (see `Guesses`), and what to leave where it cannot be decided (see `Emit`)."""

    kind: str
    byte: int
    gloss: str = ""
    stand_in: str = UNKNOWN
    bare: str = ""
    tail: str = ""


def may_drop_pairs(tokens: Sequence[Token]) -> bool:
    """Whether the reader of a stretch may have dropped pairs: one that kept a mark or a code for them did not."""
    return not any(token.char == "\ufffd" or "\ue000" <= token.char <= "\uf8ff" for token in tokens)


class Lattice:
    """The search over the tokens of one stretch.

    On the way forward only the best nodes are kept. The moves between them that may be part of a good reading are
    looked for on the way back, where it is known how well each of them ends.
    """

    def __init__(
        self, tokens: Sequence[Token], before: str, language: Language, *, traditional: bool, margin: float
    ) -> None:
        """`before` is the last character before the stretch; `margin`, how far below the best a reading counts."""
        self._tokens = tokens
        self.gaps = may_drop_pairs(tokens)
        self._margin = margin
        self._pair = language.pair
        self._guesses = Guesses(language, traditional=traditional)
        self._shifted = [Front(_SHIFTED_KEPT) for _ in range(len(tokens) + 1)]
        self._aligned = [self._aligned_front(token) for token in (*tokens, None)]
        self._aligned[0].add(Node(0.0, norm(before), 0, None, before, _AS_IS))
        self._kept: list[tuple[list[Node], list[Node]]] = []
        for at in range(len(tokens) + 1):
            self._kept.append(self._advance(at))

    def _aligned_front(self, following: Token | None) -> Front:
        """The front before a token, or at the end."""
        if following is None:
            return NarrowFront(sys.maxsize, self._margin, lambda _last: 0.0)
        if following.char in STAND_INS:
            return Front(_ALIGNED_KEPT)
        after = norm(following.char)
        return NarrowFront(_ALIGNED_KEPT, self._margin, lambda last: self._pair(last, after))

    def best(self) -> Node:
        """The likeliest aligned end."""
        ends, _ = self._kept[-1]
        return ends[0]

    def _advance(self, at: int) -> tuple[list[Node], list[Node]]:
        """Follow every move from the best nodes of a place, shifted ones first: they may be aligned at the same place.

        Moves over a gap come last: of most it is known then that they lead nowhere.
        """
        shifted = self._shifted[at].kept()
        for rank, node in enumerate(shifted):
            self._follow(at, self._shifted_moves(at, node, ending=rank < _ENDED_KEPT))
        aligned = self._aligned[at].kept()
        for rank, node in enumerate(aligned):
            self._follow(at, self._aligned_moves(at, node, starting=rank == 0))
        for node in shifted[:_ENDED_KEPT]:
            self._follow(at, self._gap_moves(at, node))
        return aligned, shifted

    def _follow(self, at: int, moves: Iterable[Move]) -> None:
        for used, target in moves:
            (self._shifted if target.pending else self._aligned)[at + used].add(target)

    def readings(self) -> Iterator[tuple[float, list[Emit]]]:
        """Every other reading within the margin of the best that is the best through some move, with its score."""
        least = self.best().score - self._margin
        end = len(self._tokens)
        ways: list[dict[State, Way]] = [{} for _ in range(end + 1)]
        ways[end] = {node.state: Way(0.0, [], None) for node in self._kept[end][0]}
        for at in range(end, -1, -1):
            aligned, shifted = self._kept[at]
            for rank, node in enumerate(aligned):
                yield from self._turn_back(at, node, self._aligned_moves(at, node, starting=rank == 0), ways, least)
            self._aligned[at].least = _least_to_count(aligned, ways[at], least)
            for rank, node in enumerate(shifted):
                ending = rank < _ENDED_KEPT
                moves = chain(
                    self._shifted_moves(at, node, ending=ending), self._gap_moves(at, node) if ending else ()
                )
                yield from self._turn_back(at, node, moves, ways, least)
            self._shifted[at].least = _least_to_count(shifted, ways[at], least)

    def _turn_back(
        self, at: int, node: Node, moves: Iterable[Move], ways: list[dict[State, Way]], least: float
    ) -> Iterator[tuple[float, list[Emit]]]:
        """Find the best way on from a node; the readings with the other moves that count."""
        found: list[tuple[float, Node, Way]] = []
        for used, target in moves:
            way = ways[at + used].get(target.state)
            if way and target.score + way.score >= least - ROUNDING:
                found.append((target.score - node.score + way.score, target, way))
        if not found:
            return
        best = max(found, key=itemgetter(0))
        score, target, way = best
        ways[at][node.state] = Way(score, emits_between(node, target), way)
        for other in found:
            _, target, way = other
            if other is not best and target.score + way.score >= least:
                yield target.score + way.score, [*emits_between(None, target), *read_on(way)]

    def _step(self, node: Node, cost: float, char: str, like: Emit, pending: int = 0) -> Node:
        """The node after a character that is known."""
        after = norm(char)
        return Node(node.score + cost + self._pair(node.last, after), after, pending, node, char, like)

    def _guess(self, node: Node, cost: float, lost: Lost, least: float, pending: int = 0) -> Iterator[Node]:
        """The nodes after a character that is not known, likeliest first, down to the least score that counts."""
        score = node.score + cost
        if score < least:
            return
        choices = self._guesses.choices(lost.kind, lost.byte, lost.gloss)
        like = Emit("", choices, lost.tail, lost.stand_in, True, lost.bare)
        for minus, _, after, char in self._guesses.likely(node.last, lost.kind, lost.byte, lost.gloss):
            if score - minus < least:
                return
            yield Node(score - minus, after, pending, node, char, like)

    # Aligned: the next character is what it seems, or a byte of it is lost.

    def _aligned_moves(self, at: int, node: Node, *, starting: bool) -> Iterator[Move]:
        if at == len(self._tokens):
            return
        token = self._tokens[at]
        yield 1, self._step(node, 0.0, token.char, Emit("", tail=token.gloss) if token.gloss else _AS_IS)
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
                for following in self._guess(node, cost + extra, lost, self._aligned[at + used].least, second):
                    yield from self._close(at, following, token, used)
            elif second < 0x80:
                for following in self._guess(node, cost + extra, lost, self._aligned[at + used].least):
                    yield used, self._step(following, 0.0, chr(second), _SHIFTED)
            else:
                for following in self._guess(node, cost + extra, lost, self._shifted[at + used].least, second):
                    yield used, following

    def _trail_lost(self, at: int, node: Node) -> Iterator[Move]:
        """The second byte of a character is gone: the token's second byte begins the next one."""
        token = self._tokens[at]
        for (first, second), extra in spellings(token.char):
            if second >= 0x80 and not token.gloss:
                lost = Lost("lead", first, bare="edge")
                for following in self._guess(node, _START_BARE + extra, lost, self._shifted[at + 1].least, second):
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
                whole = self._step(node, extra, char, _SHIFTED)
                yield 1, self._step(whole, 0.0, chr(second), _SHIFTED._replace(tail=token.gloss))
            elif token.gloss:
                yield from self._close(at, self._step(node, extra, char, _SHIFTED, second), token, 1)
            else:
                yield 1, self._step(node, extra, char, _SHIFTED, second)
        if token.char.isascii() and not token.gloss and (char := character(node.pending, ord(token.char))):
            yield 1, self._step(node, 0.0, char, _SHIFTED)

    def _close(self, at: int, node: Node, token: Token, used: int) -> Iterator[Move]:
        """The token's gloss belongs to a character of which only the pending byte is left."""
        yield from self._choose(at, node, _LOST_CHARACTER, "lead", Token(UNKNOWN, token.gloss), used)

    def _choose(self, at: int, node: Node, cost: float, kind: str, token: Token, used: int) -> Iterator[Move]:  # noqa: PLR0913
        """Read one character of which a byte, or all but the reading, is unknown, and be aligned again.

        A question mark may have swallowed an ASCII character, a digit for instance: it stays unless a gloss or the end
        of the line tells that it did not. U+FFFD swallows nothing.
        """
        question = token.char if used and token.char in "?？" else ""
        if token.last and not self.gaps:
            question = ""
        bare = "" if used or token.gloss else "edge"
        lost = Lost(kind, node.pending, token.gloss, token.char, bare, token.gloss or question)
        for following in self._guess(node, cost, lost, self._aligned[at + used].least):
            if token.last and following.text in _LAST_MARKS and not token.gloss:
                following = following._replace(like=following.like._replace(tail=""))
            yield used, following

    # Pairs that mean nothing were dropped: the characters that they were halves of are unknown.

    def _gap_moves(self, at: int, node: Node) -> Iterator[Move]:
        token = self._tokens[at] if at < len(self._tokens) else None
        if not self.gaps or token is None or self._goes_on_well(node, token):
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
            between = Lost("between", trail_of(one.text), bare="gap")
            for two in islice(self._guess(one, _UNDEFINED_PAIR, between, least), _GAP_KEPT):
                yield from self._after_gap(at, two, used)

    def _least_after_gap(self, at: int) -> float:
        return min(self._shifted[at].least, self._aligned[at].least if self._tokens[at - 1].gloss else math.inf)

    def _after_gap(self, at: int, node: Node, used: int) -> Iterator[Move]:
        """The character after a gap: its first byte is one that made the dropped pair meaningless."""
        token = self._tokens[at + used - 1]
        if token.gloss:
            if token.char in STAND_INS:
                leads = undefined_trails()[trail_of(node.text)]
                lost = Lost("reading", 0, token.gloss, token.char, tail=token.gloss)
                for following in self._guess(node, _END_AT_MARK, lost, self._aligned[at + used].least):
                    if lead_of(following.text) in leads:
                        yield used, following
            return
        least = self._shifted[at + used].least
        for (first, second), extra in spellings(token.char):
            if second < 0x80:
                continue
            like = Emit("", self._guesses.choices("trail", first), "", UNKNOWN, True, "gap")
            for minus, _, after, char in self._guesses.after_dropped(node.text, first)[:_GAP_KEPT]:
                score = node.score + extra - minus
                if score < least:
                    break
                yield used, Node(score, after, second, node, char, like)


def _least_to_count(nodes: Iterable[Node], ways: dict[State, Way], least: float) -> float:
    """The score that a move to one of some nodes needs, so that the best way on from there reaches the least."""
    on = max((ways[node.state].score for node in nodes if node.state in ways), default=-math.inf)
    return least - ROUNDING - on
