"""Puts values back into rows that lost their blank cells, with the identities of the table as an error-correcting code.

Every way to lay out the values is tried; what all ways that satisfy the identities agree on is certain, the rest is
not. A way in which a sum does not come out is no way, and where nothing fits, nothing is said.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, product

from harvester.text.numbers import read_cell

Way = tuple[str | None, ...]
"""One row laid out: the printed value or None for a blank, one a column; the last column is the total."""
Sums = tuple[float, ...]

MOST_STATES = 200
"""Partial sums that are followed at the same time; a table with more ways than that is left alone."""


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


def settle_table(leaves: Sequence[list[Way]], flow: Sequence[list[Way]]) -> tuple[list[list[Way]], list[list[Way]]]:
    """Keep the ways that also satisfy the identities of the columns.

    Args:
        leaves: the ways of each result row.
        flow: the ways of the rows `new_requests`, `carried_over`, `total_handled`, `carried_forward`.

    Returns:
        The ways that are left, rows as given; all empty when no layout of the whole table fits.
    """
    kept = _settle_table(tuple(map(tuple, leaves)), tuple(map(tuple, flow)))
    return [list(ways) for ways in kept[0]], [list(ways) for ways in kept[1]]


@lru_cache(maxsize=64)  # a document may hold the same table many times, and is looked at twice
def _settle_table(
    leaves: tuple[tuple[Way, ...], ...], flow: tuple[tuple[Way, ...], ...]
) -> tuple[list[list[Way]], list[list[Way]]]:
    if not all(leaves) or not all(flow):
        return [[] for _ in leaves], [[] for _ in flow]
    kept_leaves: list[set[Way]] = [set() for _ in leaves]
    kept_flow: list[set[Way]] = [set() for _ in flow]
    for handled in flow[2]:
        around = _flows(flow, handled)
        below = _results(leaves, numbers_of(handled)) if around else None
        if below is None:
            continue
        for kept, ways in zip((*kept_leaves, *kept_flow), (*below, *around), strict=True):
            kept.update(ways)
    return [_in_order(ways) for ways in kept_leaves], [_in_order(ways) for ways in kept_flow]


def _in_order(ways: set[Way]) -> list[Way]:
    return sorted(ways, key=lambda way: tuple(value or "" for value in way))


def _flows(flow: Sequence[Sequence[Way]], handled: Way) -> list[set[Way]]:
    """Ways of the four flow rows with new + carried over = handled + carried forward in every column."""
    incoming: dict[Sums, list[tuple[Way, Way]]] = {}
    for pair in product(flow[0], flow[1]):
        incoming.setdefault(_plus(*map(numbers_of, pair)), []).append(pair)
    kept: list[set[Way]] = [set(), set(), set(), set()]
    for forward in flow[3]:
        for new, over in incoming.get(_plus(numbers_of(handled), numbers_of(forward)), ()):
            for ways, way in zip(kept, (new, over, handled, forward), strict=True):
                ways.add(way)
    return kept if kept[0] else []


def _results(leaves: Sequence[Sequence[Way]], target: Sums) -> list[set[Way]] | None:
    """Ways of the result rows that sum up to `target` in every column.

    Returns:
        The ways left for each row; None when no choice sums up. With too many partial sums to follow, the ways that
        the sums of the columns leave possible row by row: none that fits is missing, some may not fit with others.
    """
    leaves = _within_bounds(leaves, target)
    if not all(leaves):
        return None
    forward: list[set[Sums]] = [{(0.0,) * len(target)}]
    for ways in leaves:
        steps = (_plus(sums, numbers) for sums, numbers in product(forward[-1], {numbers_of(way) for way in ways}))
        forward.append({sums for sums in steps if all(a <= b + 1e-6 for a, b in zip(sums, target, strict=True))})
        if len(forward[-1]) > MOST_STATES:
            return [set(ways) for ways in leaves]
    if target not in forward[-1]:
        return None
    kept: list[set[Way]] = []
    after = {target}
    for ways, before in zip(reversed(leaves), reversed(forward[:-1]), strict=True):
        kept.append({way for way in ways if any(_plus(sums, numbers_of(way)) in after for sums in before)})
        after = {sums for sums, way in product(before, kept[-1]) if _plus(sums, numbers_of(way)) in after}
    return kept[::-1]


def _within_bounds(leaves: Sequence[Sequence[Way]], target: Sums) -> list[list[Way]]:
    """The ways that leave every column a chance: what the other rows add at least and at most brackets its sum."""
    kept = [list(ways) for ways in leaves]
    before = -1
    while (size := sum(map(len, kept))) != before and all(kept):
        before = size
        least = [tuple(map(min, zip(*map(numbers_of, ways), strict=True))) for ways in kept]
        most = [tuple(map(max, zip(*map(numbers_of, ways), strict=True))) for ways in kept]
        left_at_least = tuple(t - sum(column) for t, column in zip(target, zip(*most, strict=True), strict=True))
        left_at_most = tuple(t - sum(column) for t, column in zip(target, zip(*least, strict=True), strict=True))
        for r, ways in enumerate(kept):
            floor, ceiling = _plus(left_at_least, most[r]), _plus(left_at_most, least[r])
            kept[r] = [way for way in ways if _between(floor, numbers_of(way), ceiling)]
    return kept


def _between(floor: Sums, numbers: Sums, ceiling: Sums) -> bool:
    return all(low - 1e-6 <= n <= high + 1e-6 for low, n, high in zip(floor, numbers, ceiling, strict=True))


def _plus(left: Sums, right: Sums) -> Sums:
    return tuple(round(a + b, 6) for a, b in zip(left, right, strict=True))


def split_groups(values: Sequence[str], groups: int, width: int) -> list[list[Way]]:
    """Ways of several groups of `width` columns that stand side by side in one row, each with its own total."""
    kept: list[set[Way]] = [set() for _ in range(groups)]
    for parts in _cuts(list(values), groups, width):
        ways = [ways_of_row(part, width) for part in parts]
        if all(ways):
            for found, new in zip(kept, ways, strict=True):
                found.update(new)
    return [_in_order(found) for found in kept]


def _cuts(values: list[str], groups: int, width: int) -> Iterator[list[list[str]]]:
    if groups == 1:
        if len(values) <= width:
            yield [values]
        return
    for size in range(min(width, len(values)) + 1):
        for rest in _cuts(values[size:], groups - 1, width):
            yield [values[:size], *rest]
