"""Finds names of places in running text: the longest known name at each position, from left to right."""

from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

Thing = TypeVar("Thing")


class Mention(NamedTuple, Generic[Thing]):
    """A name in a text and everything that bears it."""

    things: tuple[Thing, ...]
    start: int
    end: int


class Gazetteer(Generic[Thing]):
    """An index of names, two characters or longer, over which a text is read once."""

    def __init__(self, names: Iterable[tuple[str, Thing]]) -> None:
        """Take pairs of a name and what it names; a name may be given for several things."""
        self._things: dict[str, tuple[Thing, ...]] = {}
        lengths: dict[str, set[int]] = {}
        for name, thing in names:
            bearers = self._things.get(name, ())
            if thing not in bearers:
                self._things[name] = (*bearers, thing)
            lengths.setdefault(name[:2], set()).add(len(name))
        # Two characters decide nearly always that no name begins here, which keeps the scan linear.
        self._lengths = {head: tuple(sorted(sizes, reverse=True)) for head, sizes in lengths.items()}

    def named(self, name: str) -> tuple[Thing, ...]:
        """Everything that bears exactly this name."""
        return self._things.get(name, ())

    def find(self, text: str) -> Iterator[Mention[Thing]]:
        """Mentions from left to right; they do not overlap."""
        start = 0
        while start < len(text) - 1:
            end = self._longest(text, start)
            if end:
                yield Mention(self._things[text[start:end]], start, end)
            start = end or start + 1

    def _longest(self, text: str, start: int) -> int:
        """Where the longest name that begins at `start` ends, 0 when none does."""
        for size in self._lengths.get(text[start : start + 2], ()):
            if text[start : start + size] in self._things:
                return start + size
        return 0
