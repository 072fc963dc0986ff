"""One row laid out in columns: the ways to do it in which its last value is the sum of the others."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from harvester.text.numbers import read_cell

Way = tuple[str | None, ...]
"""One row laid out: the printed value or None for a blank, one a column; the last column is the total."""
Sums = tuple[float, ...]


def ways_of_row(values: Sequence[str], width: int) -> list[Way]:
    """Every way to lay the values of a row in order into `width` columns so that the last is the sum of the others."""
    numbers = {value: _number(value) for value in values}
    if len(values) > width or None in numbers.values():
        return []
    ways = []
    for places in combinations(range(width), len(values)):
        way: list[str | None] = [None] * width
        for place, value in zip(places, values, strict=True):
            way[place] = value
        if adds_up(tuple(way)):
            ways.append(tuple(way))
    return ways


def _number(value: str) -> int | float | None:
    cell = read_cell(value)
    return 0 if cell.state in {"dash", "none_word", "not_applicable"} else cell.value


def adds_up(way: Way) -> bool:
    """Whether the last column is the sum of the others."""
    *parts, total = numbers_of(way)
    return abs(sum(parts) - total) < 1e-6


@lru_cache(maxsize=4096)
def numbers_of(way: Way) -> Sums:
    """The values of a row as numbers, blanks as zero."""
    return tuple(float(_number(value) or 0) if value else 0.0 for value in way)


def agreement(ways: Sequence[Way]) -> dict[int, str]:
    """Columns on which all ways agree, with the value (`""` for a blank)."""
    if not ways:
        return {}
    return {i: ways[0][i] or "" for i in range(len(ways[0])) if all(way[i] == ways[0][i] for way in ways)}


def plus(left: Sums, right: Sums) -> Sums:
    """The sums of two rows, column by column."""
    return tuple(round(a + b, 6) for a, b in zip(left, right, strict=True))
