"""The ways to read a stretch of text in which bytes of GBK were lost: how its pairs were shifted and fell back.

A reader stands at a token either aligned (characters are what they seem) or shifted (one byte is pending, and every
character is the second half of one original and the first half of the next). Moves between the two states cost what
such an accident is worth; the language model pays for the rest. `search` finds the best path.
"""

import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from harvester.text.beam import Front, Node
from harvester.text.gbk import character, norm, pair_of
from harvester.text.guesses import UNKNOWN, Blank, Emit, Guesses, joined, spellings, trail_of

STAND_INS = frozenset("?？\ufffd□")
_WIDE_QUESTION = "？"

# What an accident costs, as logarithms of likelihood. A place that shows a mark of loss makes it cheap.
_START_AT_MARK, _START_BARE = -4.0, -15.0
# A glossed ASCII character tells of a loss, or of a shift that ends there; a mark of loss is seldom made wide.
_START_AT_HALF, _SELDOM_WIDE = -10.0, -4.0
_END_AT_MARK, _END_BEFORE_ASCII, _END_BARE = -1.0, -4.0, -15.0
_UNDEFINED_PAIR, _LOST_CHARACTER = -2.0, -1.0
# Two accidents at one place: a lost byte and, right after it, a pair that means nothing.
_GAP_AT_MARK = -3.5
# Where a line ends with one of these, nothing was swallowed after it.
_LAST_MARKS = frozenset("。！？；：”）》")
# A character at least this likely leaves no room for a missing pair before it.
_GOES_ON = -8.5
# How many choices are followed beside a dropped pair.
_GAP_KEPT = 7
_AS_IS, _SHIFTED = Emit(""), Emit("", shifted=True)


class Token(NamedTuple):
    """One character as it stands, with the pinyin gloss that follows it."""

    char: str
    gloss: str = ""
    """`(xiàng)`; for a mark of loss that swallowed the bracket too, put back in full."""
    last: bool = False
    """Whether the line ends here."""


def may_drop_pairs(tokens: Sequence[Token]) -> bool:
    """Whether the reader of a stretch may have dropped pairs: one that kept a mark or a code for them did not."""
    return not any(token.char == "\ufffd" or "\ue000" <= token.char <= "\uf8ff" for token in tokens)


Beyond = tuple[Blank, float, int, int]
"""A character after a gap, what it costs, the byte that is pending then, and how many choices are followed."""


class Lattice:
    """The moves from a node at a token: each is handed to the front where it arrives."""

    def __init__(self, tokens: Sequence[Token], guesses: Guesses, aligned: list[Front], shifted: list[Front]) -> None:
        """`aligned` and `shifted` have one front for every token, and one for the end."""
        self._tokens = tokens
        self._blank = guesses.blank
        self._pair = guesses.language.pair
        self.gaps = may_drop_pairs(tokens)
        self.aligned, self.shifted = aligned, shifted

    def _step(self, node: Node, cost: float, char: str, like: Emit, pending: int = 0) -> Node:
        """The node after a character that is known."""
        after = norm(char)
        return Node(node.score + cost + self._pair(node.last, after), after, pending, node, char, like)

    def _guess(self, front: Front, node: Node, cost: float, blank: Blank, pending: int = 0) -> None:
        """Move over a character that is not known, with the likeliest first, as long as the nodes count."""
        for following in self._guessed(front, node, cost, blank, pending):
            front.add(following)

    def _guessed(self, front: Front, node: Node, cost: float, blank: Blank, pending: int = 0) -> Iterator[Node]:
        """The same nodes, to go on from before the front is reached."""
        score = node.score + cost
        if score < front.least:
            return
        for minus, _, after, char in blank.after(node.last):
            if score - minus < front.least:
                return
            yield Node(score - minus, after, pending, node, char, blank.like)

    # Aligned: the next character is what it seems, or a byte of it is lost.

    def move_aligned(self, at: int, node: Node, *, starting: bool) -> None:
        """Follow all moves; without a mark of loss a shift begins only where `starting`."""
        if at == len(self._tokens):
            return
        token = self._tokens[at]
        like = Emit("", tail=token.gloss) if token.gloss else _AS_IS
        self.aligned[at + 1].add(self._step(node, 0.0, token.char, like))
        if token.char in STAND_INS:
            if token.gloss:
                self._choose(self.aligned[at + 1], node, _LOST_CHARACTER, "reading", token)
            if at + 1 < len(self._tokens):
                self._begin_at_mark(at, node, token.char)
                if self.gaps:
                    self._gap_at_mark(at + 1, node, token.char)
        elif starting and not token.char.isascii():
            self._lead_lost(at, node, _START_BARE, "")
            self._trail_lost(at, node, _START_BARE)
        elif starting and token.gloss:
            self._trail_left(at, node, _START_AT_HALF, "")

    def _begin_at_mark(self, at: int, node: Node, mark: str) -> None:
        """A mark stands for the first byte of a character; a wide one may be halves of a mark and of what follows."""
        following = self._tokens[at + 1]
        if following.gloss and following.char.isascii():
            self._trail_left(at + 1, node, _START_AT_MARK, mark)
            return
        if mark == _WIDE_QUESTION:
            self._trail_lost(at, node, _START_AT_MARK)
        self._lead_lost(at + 1, node, _START_AT_MARK + (_SELDOM_WIDE if mark == _WIDE_QUESTION else 0.0), mark)

    def _trail_left(self, at: int, node: Node, cost: float, mark: str) -> None:
        """Of a glossed character only the second byte is left, which is an ASCII character: `?t(yì)` is 醫(yì)."""
        token = self._tokens[at]
        blank = self._blank("trail", ord(token.char), token.gloss, mark + token.char, "", token.gloss)
        like = blank.like._replace(shifted=False)
        for following in self._guessed(self.aligned[at + 1], node, cost, blank):
            self.aligned[at + 1].add(following._replace(like=like))

    def _lead_lost(self, at: int, node: Node, cost: float, mark: str) -> None:
        """The first byte of a character is gone: the token's first byte was its second."""
        token = self._tokens[at]
        stand_in, bare = (mark, "") if mark else (UNKNOWN, "edge")
        aligned = self.aligned[at + 1]
        for (first, second), extra in spellings(token.char):
            blank = self._blank("trail", first, "", stand_in, bare)
            if token.gloss:
                for following in self._guessed(aligned, node, cost + extra, blank, second):
                    self._close(aligned, following, token)
            elif second < 0x80:
                for following in self._guessed(aligned, node, cost + extra, blank):
                    aligned.add(self._step(following, 0.0, chr(second), _SHIFTED))
            else:
                self._guess(self.shifted[at + 1], node, cost + extra, blank, second)

    def _trail_lost(self, at: int, node: Node, cost: float) -> None:
        """The second byte of a character is gone: the token's second byte begins the next one."""
        token = self._tokens[at]
        for (first, second), extra in spellings(token.char):
            if second >= 0x80 and not token.gloss:
                blank = self._blank("lead", first, "", UNKNOWN, "edge")
                self._guess(self.shifted[at + 1], node, cost + extra, blank, second)

    # Shifted: the pending byte and the token's first byte are one character.

    def move_shifted(self, at: int, node: Node, *, ending: bool) -> None:
        """Follow the moves to the next character, and, where `ending`, those that end the shift."""
        if at == len(self._tokens):
            self._choose(self.aligned[at], node, _END_BEFORE_ASCII, "lead", None)
            return
        token = self._tokens[at]
        self._go_on(at, node, token)
        if not ending:
            return
        if token.char in STAND_INS:
            self._choose(self.aligned[at + 1], node, _END_AT_MARK, "lead", token)
        cost = _END_BEFORE_ASCII if token.char.isascii() else _END_BARE
        self._choose(self.aligned[at], node, cost, "lead", None)

    def _go_on(self, at: int, node: Node, token: Token) -> None:
        aligned, shifted = self.aligned[at + 1], self.shifted[at + 1]
        for char, after, left, cost in joined(node.pending, token.char):
            score = node.score + cost + self._pair(node.last, after)
            if left >= 0x80 and not token.gloss:
                shifted.add(Node(score, after, left, node, char, _SHIFTED))
            elif left >= 0x80:
                self._close(aligned, Node(score, after, left, node, char, _SHIFTED), token)
            elif not left:
                aligned.add(Node(score, after, 0, node, char, _SHIFTED._replace(tail=token.gloss)))
            elif not token.gloss:  # no plain character has a gloss
                following = Node(score, after, 0, node, char, _SHIFTED)
                aligned.add(self._step(following, 0.0, chr(left), _SHIFTED))

    def _close(self, front: Front, node: Node, token: Token) -> None:
        """The token's gloss belongs to a character of which only the pending byte is left."""
        self._guess(front, node, _LOST_CHARACTER, self._blank("lead", node.pending, token.gloss, tail=token.gloss))

    def _choose(self, front: Front, node: Node, cost: float, kind: str, token: Token | None) -> None:
        """Read one character of which a byte, or all but the reading, is unknown, and be aligned again.

        A question mark may have swallowed an ASCII character, a digit for instance: it stays unless a gloss or the end
        of the line tells that it did not. U+FFFD swallows nothing.
        """
        if token is None:
            self._guess(front, node, cost, self._blank(kind, node.pending, "", UNKNOWN, "edge"))
            return
        question = token.char in "?？" and not token.gloss and not (token.last and not self.gaps)
        tail = token.char if question else token.gloss
        blank = self._blank(kind, node.pending, token.gloss, token.char, "", tail)
        for following in self._guessed(front, node, cost, blank):
            ends = question and token.last and following.text in _LAST_MARKS
            front.add(following._replace(like=blank.like._replace(tail="")) if ends else following)

    # Pairs that mean nothing were dropped: the characters that they were halves of are unknown.

    def move_over_gap(self, at: int, node: Node) -> None:
        """Follow the moves from a shifted node over one or two dropped pairs."""
        if not self.gaps or at == len(self._tokens):
            return
        token = self._tokens[at]
        if self._goes_on_well(node, token):
            return
        self._gap(at, node)
        if token.char in STAND_INS and not token.gloss and at + 1 < len(self._tokens):
            self._gap(at + 1, node)

    def _goes_on_well(self, node: Node, token: Token) -> bool:
        """Whether the pending byte and the token make a character that may follow: then no pair is missing between."""
        pair = pair_of(token.char)
        char = character(node.pending, pair[0]) if pair else None
        return char is not None and self._pair(node.last, norm(char)) >= _GOES_ON

    def _gap_at_mark(self, at: int, node: Node, mark: str) -> None:
        """A byte was lost at a mark, and the pair after it, before a token, was dropped."""
        blank = self._blank("ended", 0, "", mark, "gap")
        front, beyond = self._beyond(at)
        for one in islice(self._guessed(front, node, _START_AT_MARK + _GAP_AT_MARK, blank), _GAP_KEPT):
            self._after_gap(front, one, beyond)

    def _gap(self, at: int, node: Node) -> None:
        """One or two pairs were dropped before a token."""
        front, beyond = self._beyond(at)
        start = self._blank("gap", node.pending, bare="gap")
        for one in islice(self._guessed(front, node, _UNDEFINED_PAIR, start), _GAP_KEPT):
            self._after_gap(front, one, beyond)
            between = self._blank("between", trail_of(one.text), bare="gap")
            for two in islice(self._guessed(front, one, _UNDEFINED_PAIR, between), _GAP_KEPT):
                self._after_gap(front, two, beyond)

    def _beyond(self, at: int) -> tuple[Front, list[Beyond]]:
        """What a token may begin with after a gap before it, and the front where that leads."""
        token = self._tokens[at]
        if not token.gloss:
            spelled = [(pair, extra) for pair, extra in spellings(token.char) if pair[1] >= 0x80]
            return self.shifted[at + 1], [
                (self._blank("trail", first, bare="gap"), extra, second, _GAP_KEPT)
                for (first, second), extra in spelled
            ]
        read = self._blank("reading", 0, token.gloss, token.char, tail=token.gloss)
        return self.aligned[at + 1], [(read, _END_AT_MARK, 0, sys.maxsize)] if token.char in STAND_INS else []

    def _after_gap(self, front: Front, node: Node, beyond: list[Beyond]) -> None:
        """The character after a gap: its first byte is one that made the dropped pair meaningless."""
        for blank, cost, second, most in beyond:
            score = node.score + cost
            for minus, _, after, char in blank.after_dropped(node.text)[:most]:
                if score - minus < front.least:
                    break
                front.add(Node(score - minus, after, second, node, char, blank.like))
