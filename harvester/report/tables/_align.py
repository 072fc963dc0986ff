"""Puts values back into rows that lost their blank cells, with the identities of the table as an error-correcting code.

Every way to lay out the values is tried; what all ways that satisfy the identities agree on is certain, the rest is
not. A way in which a sum does not come out is no way, and where nothing fits, nothing is said.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from harvester.report.tables._columns import Budget, fitting
from harvester.report.tables._ways import Sums, Way, numbers_of, plus, ways_of_row


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
    budget = Budget()
    for handled in flow[2]:
        around = _flows(flow, handled)
        below = fitting(leaves, numbers_of(handled), budget) if around else None
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
        incoming.setdefault(plus(*map(numbers_of, pair)), []).append(pair)
    kept: list[set[Way]] = [set(), set(), set(), set()]
    for forward in flow[3]:
        for new, over in incoming.get(plus(numbers_of(handled), numbers_of(forward)), ()):
            for ways, way in zip(kept, (new, over, handled, forward), strict=True):
                ways.add(way)
    return kept if kept[0] else []


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
