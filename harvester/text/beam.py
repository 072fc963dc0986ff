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
    """A node of the search: score so far, last character, the pending byte (0 when aligned), and the way here.

    Sorted in reverse, the likeliest come first, and among equals always the same ones.
    """

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


def emits_between(origin: Node | None, node: Node) -> list[Emit]:
    """Everything that is read on the way from one node (the start, if None) to another."""
    return list(_backward(origin, node))[::-1]


def _backward(origin: Node | None, node: Node | None) -> Iterator[Emit]:
    while node is not None and node is not origin and node.parent is not None:
        _, choices, tail, stand_in, shifted, bare = node.like
        yield Emit(node.text, choices, tail, stand_in, shifted, bare)
        node = node.parent


class Front:
    """Where moves of one kind arrive: aligned or shifted nodes at one place, the best one of each state.

    Every step adds what is no likelier than certain, so that no way through a node scores more than the node. Of two
    nodes of one state that score the same the first counts: the one whose shift began earlier.
    """

    def __init__(self, most: int) -> None:
        """`most` of the nodes are kept."""
        self.least = -math.inf
        """The score below which one more node would not be kept, or would not count."""
        self._most = most
        self._best: dict[State, Node] = {}
        self._scores: list[float] = []  # a heap of those that would be kept

    def add(self, node: Node) -> None:
        """A node that a move reaches."""
        if node.score < self.least:
            return
        state = (node.last, node.pending)
        known = self._best.get(state)
        if known is not None:
            if known.score >= node.score:
                return
            if known.score >= self._scores[0]:
                self._scores.remove(known.score)
                heapify(self._scores)
        self._best[state] = node
        if len(self._scores) < self._most:
            heappush(self._scores, node.score)
        elif node.score > self._scores[0]:
            heapreplace(self._scores, node.score)
        if len(self._scores) == self._most:
            self.least = self._scores[0]

    def kept(self) -> list[Node]:
        """The likeliest nodes in order."""
        return sorted([node for node in self._best.values() if node.score >= self.least], reverse=True)[: self._most]


class NarrowFront(Front):
    """A front from which all nodes but the best only go on to one state: a worse one is soon far below that."""

    def __init__(self, most: int, margin: float, onward: Callable[[str], float]) -> None:
        """`margin`: how far below the best a reading counts; `onward`: the score of the way on by last character."""
        super().__init__(most)
        self._margin = margin + ROUNDING
        self._onward = onward

    def add(self, node: Node) -> None:
        """A node that a move reaches."""
        state = (node.last, node.pending)
        known = self._best.get(state)
        if known is None or known.score < node.score:
            self._best[state] = node
            self.least = max(self.least, node.score + self._onward(node.last) - self._margin)


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


class KnownFront(Front):
    """A front that was passed before: of each node that was kept there the best way on is known."""

    def __init__(self, ways: dict[State, Way], least: float, arrived: list[tuple[Node, Way]]) -> None:
        """`least`: the score from which a reading counts; `arrived`: takes the nodes that count, with their ways on."""
        super().__init__(len(ways))
        self.least = least - ROUNDING - max((way.score for way in ways.values()), default=-math.inf)
        self._ways = ways
        self._arrived = arrived

    def add(self, node: Node) -> None:
        """A node that a move reaches."""
        way = self._ways.get((node.last, node.pending))
        if way is not None and node.score >= self.least:
            self._arrived.append((node, way))
