"""Which layouts of rows let every column of a table come out: sums of columns as an error-correcting code.

A column is a sum of one value of each row. The set of all sums that the other rows can make says whether a value is
possible at all; what is left is followed row by row, all columns at once. Every step only takes away what cannot be.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from harvester.report.tables._ways import Sums, Way, numbers_of, plus

MOST_STEPS = 400_000
"""Partial sums that are formed for one table; then what is possible column by column must do."""
FIELD = 32
FIELD_MASK = (1 << FIELD) - 1
"""Bits of a column among sums that are packed into one number."""
LARGEST_SUM = 50_000
"""Total of a column up to which the sets of its sums are formed: one bit for each number up to it."""


@dataclass
class Budget:
    """Steps that may still be taken for a table."""

    steps: int = MOST_STEPS

    def take(self, steps: int) -> bool:
        """Whether that many are left; they are gone then."""
        self.steps -= steps
        return self.steps >= 0


def fitting(leaves: Sequence[Sequence[Way]], target: Sums, budget: Budget) -> list[set[Way]] | None:
    """The ways of the rows of which some choice sums up to `target` in every column.

    Returns:
        The ways left for each row; None when no choice sums up. With too many partial sums to follow, the ways that
        each column alone leaves possible: none that fits is missing, some may not fit with others.
    """
    possible = _by_columns(_within_bounds(leaves, target), target)
    if not all(possible):
        return None
    order = sorted(range(len(possible)), key=lambda r: len(possible[r]))
    found = _follow([possible[r] for r in order], target, budget)
    if found is None:
        return [set(ways) for ways in possible]
    kept = dict(zip(order, found, strict=True))
    return [kept[r] for r in range(len(possible))] if all(found) else None


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
            floor, ceiling = plus(left_at_least, most[r]), plus(left_at_most, least[r])
            kept[r] = [way for way in ways if _between(floor, numbers_of(way), ceiling)]
    return kept


def _between(floor: Sums, numbers: Sums, ceiling: Sums) -> bool:
    return all(low - 1e-6 <= n <= high + 1e-6 for low, n, high in zip(floor, numbers, ceiling, strict=True))


def _countable(leaves: Sequence[Sequence[Way]], target: Sums) -> list[int]:
    """The columns whose numbers are whole, never negative, and small enough in sum for sets of bits.

    The last column needs none: it is the sum of the others in every way.
    """
    numbers = [numbers_of(way) for ways in leaves for way in ways]
    return [
        column
        for column, total in enumerate(target[:-1])
        if 0 <= total <= LARGEST_SUM
        and total == int(total)
        and all(row[column] >= 0 and row[column] == int(row[column]) for row in numbers)
    ]


def _by_columns(leaves: Sequence[list[Way]], target: Sums) -> list[list[Way]]:
    """The ways whose value in each column can be completed to its total by some values of the other rows."""
    kept = list(leaves)
    columns = _countable(leaves, target)
    before = -1
    while (size := sum(map(len, kept))) != before and all(kept):
        before = size
        for column in columns:
            kept = _by_column(kept, column, int(target[column]))
    return kept


def _by_column(leaves: Sequence[list[Way]], column: int, total: int) -> list[list[Way]]:
    values = [sorted({int(numbers_of(way)[column]) for way in ways}) for ways in leaves]
    after = _sums_from_the_end(values, total)
    kept = []
    before = 1
    for r, ways in enumerate(leaves):
        # Bit b of the mirrored set stands for total - b: both sets meet where before + value + after is the total.
        meets = {v for v in values[r] if (before << v) & _mirrored(after[r + 1], total)}
        kept.append([way for way in ways if int(numbers_of(way)[column]) in meets])
        before = _shifted(before, values[r], total)
    return kept


def _sums_from_the_end(values: Sequence[Sequence[int]], total: int) -> list[int]:
    """For each row the sums that it and the rows below can make, as bits; one more for no row at all."""
    sums = [1]
    for row in reversed(values):
        sums.append(_shifted(sums[-1], row, total))
    return sums[::-1]


def _shifted(sums: int, values: Sequence[int], total: int) -> int:
    """The sums with one value of a row added, up to the total."""
    result = 0
    for value in values:
        result |= sums << value
    return result & ((1 << (total + 1)) - 1)


def _mirrored(sums: int, total: int) -> int:
    return int(f"{sums:0{total + 1}b}"[::-1], 2)


def _follow(leaves: Sequence[Sequence[Way]], target: Sums, budget: Budget) -> list[set[Way]] | None:
    """The ways on some path of partial sums to the target, none for any row where there is no path.

    Returns:
        None when there are too many paths to follow.
    """
    if len(_countable(leaves, target)) < len(target) - 1:
        return None
    packed = [[_packed(numbers_of(way)) for way in ways] for ways in leaves]
    forward = list(_partial_sums(packed, leaves, target, budget))
    if len(forward) <= len(leaves):
        return None
    after = {_packed(target)} & forward[-1]
    kept: list[set[Way]] = []
    for ways, numbers, before in zip(reversed(leaves), reversed(packed), reversed(forward[:-1]), strict=True):
        used = {number for number in set(numbers) if any(end - number in before for end in after)}
        kept.append({way for way, number in zip(ways, numbers, strict=True) if number in used})
        after = {end - number for end, number in product(after, used) if end - number in before}
    return kept[::-1]


def _packed(numbers: Sums) -> int:
    """The columns but the last, which is the sum of the others, side by side in one number: they add up all at once."""
    return sum(int(number) << FIELD * column for column, number in enumerate(numbers[:-1]))


def _partial_sums(
    packed: Sequence[Sequence[int]], leaves: Sequence[Sequence[Way]], target: Sums, budget: Budget
) -> Iterator[set[int]]:
    """The sums of the first rows, none to all; they end early when there are too many.

    Sums that the rows below cannot complete in some column are left out.
    """
    below = [
        _sums_from_the_end([sorted({int(numbers_of(way)[column]) for way in ways}) for ways in leaves], int(total))
        for column, total in enumerate(target[:-1])
    ]
    sums = {0}
    yield sums
    for row, numbers in enumerate(map(set, packed), 1):
        if not budget.take(len(sums) * len(numbers)):
            return
        made = {before + own for before, own in product(sums, numbers)}
        ends = [(int(target[column]), sets[row]) for column, sets in enumerate(below)]
        sums = {item for item in made if _can_end(item, ends)}
        yield sums


def _can_end(sums: int, ends: Sequence[tuple[int, int]]) -> bool:
    """Whether the rows below may bring every column to its total: `ends` are the totals with what those rows make."""
    for total, bits in ends:
        rest = total - (sums & FIELD_MASK)
        if rest < 0 or not bits >> rest & 1:
            return False
        sums >>= FIELD
    return True
