"""The likeliest reading of a stretch of text in which bytes were lost, and every other one that is nearly as likely."""

import sys
from collections.abc import Iterator, Sequence

from harvester.text.beam import Front, KnownFront, NarrowFront, Node, State, Way, emits_between, read_on
from harvester.text.gbk import norm
from harvester.text.guesses import Emit, Guesses
from harvester.text.lattice import STAND_INS, Lattice, Token

# How many nodes the beam keeps, and how many of the shifted ones may become aligned again.
_ALIGNED_KEPT, _SHIFTED_KEPT, _ENDED_KEPT = 4, 16, 3


class Search:
    """The search over the tokens of one stretch.

    On the way forward only the best nodes are kept. The moves between them that may be part of a good reading are
    looked for on the way back, where it is known how well each of them ends.
    """

    def __init__(self, tokens: Sequence[Token], before: str, guesses: Guesses, *, margin: float) -> None:
        """`before` is the last character before the stretch; `margin`, how far below the best a reading counts."""
        self._pair = guesses.language.pair
        self._margin = margin
        shifted = [Front(_SHIFTED_KEPT) for _ in range(len(tokens) + 1)]
        aligned = [*map(self._aligned_front, tokens), NarrowFront(sys.maxsize, margin, lambda _last: 0.0)]
        self._lattice = Lattice(tokens, guesses, aligned, shifted)
        aligned[0].add(Node(0.0, norm(before), 0, None, before, Emit("")))
        self._kept = [self._advance(at) for at in range(len(tokens) + 1)]

    def _aligned_front(self, following: Token) -> Front:
        """The front of the aligned nodes before a token."""
        if following.char in STAND_INS:
            return Front(_ALIGNED_KEPT)
        pair, after = self._pair, norm(following.char)
        return NarrowFront(_ALIGNED_KEPT, self._margin, lambda last: pair(last, after))

    @property
    def gaps(self) -> bool:
        """Whether pairs may be missing."""
        return self._lattice.gaps

    def best(self) -> Node:
        """The likeliest aligned end."""
        ends, _ = self._kept[-1]
        return ends[0]

    def _advance(self, at: int) -> tuple[list[Node], list[Node]]:
        """Follow every move from the best nodes of a place: these, aligned and shifted.

        Shifted ones are first: they may be aligned at the same place. Moves over a gap come last: of most it is known
        then that they lead nowhere.
        """
        lattice = self._lattice
        shifted = lattice.shifted[at].kept()
        for rank, node in enumerate(shifted):
            lattice.move_shifted(at, node, ending=rank < _ENDED_KEPT)
        aligned = lattice.aligned[at].kept()
        for rank, node in enumerate(aligned):
            lattice.move_aligned(at, node, starting=rank == 0)
        for node in shifted[:_ENDED_KEPT]:
            lattice.move_over_gap(at, node)
        return aligned, shifted

    def readings(self) -> Iterator[tuple[float, list[Emit]]]:
        """Every reading within the margin of the best that is the best through some move, with its score.

        To be asked for once: the way back takes the fronts down.
        """
        least = self.best().score - self._margin
        end = len(self._kept) - 1
        ways = {node.state: Way(0.0, [], None) for node in self._kept[end][0]}
        begun: dict[State, Way] = {}
        arrived: list[tuple[Node, Way]] = []
        for at in range(end, -1, -1):
            aligned, shifted = self._kept[at]
            for rank, node in enumerate(aligned):
                self._lattice.move_aligned(at, node, starting=rank == 0)
                yield from _turned(node, arrived, ways, least)
            self._lattice.aligned[at] = KnownFront(ways, least, arrived)
            begun, ways = ways, {}
            for rank, node in enumerate(shifted):
                self._lattice.move_shifted(at, node, ending=rank < _ENDED_KEPT)
                if rank < _ENDED_KEPT:
                    self._lattice.move_over_gap(at, node)
                yield from _turned(node, arrived, ways, least)
            self._lattice.shifted[at] = KnownFront(ways, least, arrived)
            ways = {}
        for way in begun.values():  # where two are the best, it need not be the one of the way forward
            yield way.score, list(read_on(way))


def _turned(
    node: Node, arrived: list[tuple[Node, Way]], ways: dict[State, Way], least: float
) -> Iterator[tuple[float, list[Emit]]]:
    """Of the moves from a node the best one becomes its way on; each other one that counts makes a reading."""
    if not arrived:
        return
    best = max(arrived, key=_total)
    target, way = best
    ways[node.state] = Way(_total(best) - node.score, emits_between(node, target), way)
    for move in arrived:
        if move is not best and _total(move) >= least:
            yield _total(move), [*emits_between(None, move[0]), *read_on(move[1])]
    arrived.clear()


def _total(move: tuple[Node, Way]) -> float:
    """The score of a reading: up to a node, and on from there."""
    node, way = move
    return node.score + way.score
