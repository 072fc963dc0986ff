"""Nodes of the search over a lattice, and which of those that reach one place are kept."""

import math
from collections.abc import Callable, Iterator
from heapq import heapify, heappush, heapreplace
from typing import NamedTuple

from harvester.text.guesses import Emit

State = tuple[str, int]
"""Last character and pending byte: nodes of one state go on alike."""
ROUNDING = 1e-6
"""Sums of the same numbers in another order differ by less."""


class Node(NamedTuple):
    """A node of the search: score so far, last character, the pending byte (0 when aligned), and the way here."""

    score: float
    last: str
    pending: int
    parent: "Node | None"
    text: str
    """The character that was read last."""
    like: Emit
    """How it was read: what is written is this with the character in it."""

    @property
    def state(self) -> State:
        """What decides how it goes on."""
        return self.last, self.pending


class Way(NamedTuple):
    """The best way from a node to the end."""

    score: float
    """What it adds to the score of the node."""
    emits: list[Emit]
    """What its first move reads."""
    rest: "Way | None"
    """The way on from there."""


def read_on(way: Way | None) -> Iterator[Emit]:
    """Everything that is read on a way."""
    while way is not None:
        yield from way.emits
        way = way.rest


def emits_between(origin: Node | None, node: Node | None) -> list[Emit]:
    """Everything that is read on the way from one node (the start, if None) to another."""
    return list(_backward(origin, node))[::-1]


def _backward(origin: Node | None, node: Node | None) -> Iterator[Emit]:
    while node is not None and node is not origin:
        if node.parent is not None:
            _, choices, tail, stand_in, shifted, bare = node.like
            yield Emit(node.text, choices, tail, stand_in, shifted, bare)
        node = node.parent


class Front:
    """The nodes of one kind, aligned or shifted, that reach one place: the best one of each state.

    Every step adds what is no likelier than certain, so that no way through a node scores more than the node.
    """

    def __init__(self, most: int) -> None:
        """`most` of the nodes are kept."""
        self.least = -math.inf
        """The score below which one more node could not be kept, and no way through it would count."""
        self._most = most
        self._best: dict[State, Node] = {}
        self._scores: list[float] = []  # a heap of those that would be kept

    def add(self, node: Node) -> None:
        """A node that a move reaches."""
        state = (node.last, node.pending)
        known = self._best.get(state)
        if known is None:
            self._best[state] = node
            self._rank(node.score)
        elif known.score < node.score:
            self._best[state] = node
            if known.score >= self._scores[0]:
                self._scores.remove(known.score)
                heapify(self._scores)
            self._rank(node.score)

    def _rank(self, score: float) -> None:
        if len(self._scores) < self._most:
            heappush(self._scores, score)
        elif score > self._scores[0]:
            heapreplace(self._scores, score)
        if len(self._scores) == self._most:
            self.least = self._scores[0]

    def kept(self) -> list[Node]:
        """The likeliest nodes in order; among equals it is always the same ones."""
        return sorted(self._best.values(), key=_order)[: self._most]


class NarrowFront(Front):
    """A front from which all nodes but the best only go on to one state: a worse one is soon far below that."""

    def __init__(self, most: int, margin: float, onward: Callable[[str], float]) -> None:
        """`margin`: how far below the best a reading counts; `onward`: the score of the way on by last character."""
        super().__init__(most)
        self._margin = margin + ROUNDING
        self._onward = onward

    def add(self, node: Node) -> None:
        """A node that a move reaches."""
        known = self._best.get(node.state)
        if known is None or known.score < node.score:
            self._best[node.state] = node
            self.least = max(self.least, node.score + self._onward(node.last) - self._margin)


def _order(node: Node) -> tuple[float, str, int]:
    return -node.score, node.last, node.pending
