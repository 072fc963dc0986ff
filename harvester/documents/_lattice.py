"""Ruled tables: from the rules that a PDF draws to the slots and spans of a grid."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

SNAP = 3.0
"""Points within which two rules are the same rule, or an end of one touches another."""
SHORTEST = 5.0
FAR = 8.0
"""Points by which a rule must stick out to bound a column or row without a border of its own."""
MOST_RULES = 40_000
MOST_EDGES = 600


class Rule(NamedTuple):
    """A straight rule. Horizontal: `at` is y, from x `start` to x `end`; vertical: `at` is x, from y to y."""

    horizontal: bool
    at: float
    start: float
    end: float


class Slot(NamedTuple):
    """A cell of a ruled table: its place in the grid, its spans, and its box (y grows downward)."""

    row: int
    column: int
    rowspan: int
    colspan: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Lattice:
    """One ruled table on a page."""

    xs: tuple[float, ...]
    """Edges of the columns from left to right."""
    ys: tuple[float, ...]
    """Edges of the rows from top to bottom."""
    slots: tuple[Slot, ...]
    open_top: bool = False
    """True when the first row has no rule above it: it may go on from the page before."""
    open_bottom: bool = False

    @property
    def left(self) -> float:
        """Left edge."""
        return self.xs[0]

    @property
    def top(self) -> float:
        """Upper edge."""
        return self.ys[0]

    @property
    def right(self) -> float:
        """Right edge."""
        return self.xs[-1]

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.ys[-1]

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.xs) - 1

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is inside the table."""
        return self.left - SNAP <= x <= self.right + SNAP and self.top - SNAP <= y <= self.bottom + SNAP


def find_lattices(rules: Sequence[Rule]) -> list[Lattice]:
    """The ruled tables that these rules form, from top to bottom; a lone box of one cell is no table."""
    groups = _touching(_merged(rules))
    tables = [table for group in groups if (table := _lattice(group))]
    return sorted(tables, key=lambda table: (table.top, table.left))


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Rules on the same line that touch or overlap, as one; those too short to bound a cell are dropped."""
    lines: defaultdict[tuple[bool, int], list[Rule]] = defaultdict(list)
    for rule in sorted(rules[:MOST_RULES], key=lambda r: (r.horizontal, r.at, r.start)):
        for near in (int(rule.at // SNAP), int(rule.at // SNAP) - 1):
            known = lines.get((rule.horizontal, near))
            if known and abs(known[0].at - rule.at) <= SNAP:
                known.append(rule)
                break
        else:
            lines[rule.horizontal, int(rule.at // SNAP)].append(rule)
    merged = []
    for (horizontal, _), parts in lines.items():
        at = sum(part.at for part in parts) / len(parts)
        start, end = None, 0.0
        for part in sorted(parts, key=lambda r: r.start):
            if start is not None and part.start <= end + SNAP:
                end = max(end, part.end)
                continue
            if start is not None:
                merged.append(Rule(horizontal, at, start, end))
            start, end = part.start, part.end
        if start is not None:
            merged.append(Rule(horizontal, at, start, end))
    return [rule for rule in merged if rule.end - rule.start >= SHORTEST]


def _touching(rules: list[Rule]) -> list[list[Rule]]:
    """Rules in groups that are connected by crossing or touching."""
    parent = list(range(len(rules)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    vertical = sorted((n for n, rule in enumerate(rules) if not rule.horizontal), key=lambda n: rules[n].at)
    places = [rules[n].at for n in vertical]
    for n, rule in enumerate(rules):
        if not rule.horizontal:
            continue
        for k in range(bisect_left(places, rule.start - SNAP), len(vertical)):
            other = rules[vertical[k]]
            if other.at > rule.end + SNAP:
                break
            if other.start - SNAP <= rule.at <= other.end + SNAP:
                parent[root(n)] = root(vertical[k])
    groups: defaultdict[int, list[Rule]] = defaultdict(list)
    for n, rule in enumerate(rules):
        groups[root(n)].append(rule)
    return list(groups.values())


def _lattice(rules: list[Rule]) -> Lattice | None:
    """The table that connected rules form; None when they bound no two cells."""
    ys = _distinct(rule.at for rule in rules if rule.horizontal)
    xs = _distinct(rule.at for rule in rules if not rule.horizontal)
    if not xs or not ys or len(xs) + len(ys) > MOST_EDGES:
        return None
    top, bottom = _open_ends(rules, ys, horizontal=False)
    left, right = _open_ends(rules, xs, horizontal=True)
    ys, xs = [*top, *ys, *bottom], [*left, *xs, *right]
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) < 2:
        return None
    rules = rules + [Rule(True, y, xs[0], xs[-1]) for y in (*top, *bottom)]
    rules += [Rule(False, x, ys[0], ys[-1]) for x in (*left, *right)]
    slots = _slots(ys, xs, _walls(rules, ys, xs, horizontal=True), _walls(rules, xs, ys, horizontal=False))
    if len(slots) < 2:
        return None
    return Lattice(tuple(xs), tuple(ys), tuple(slots), open_top=bool(top), open_bottom=bool(bottom))


def _open_ends(rules: list[Rule], edges: list[float], *, horizontal: bool) -> tuple[list[float], list[float]]:
    """Where two rules or more stick out beyond the first and the last edge: the border there is left undrawn."""
    crossing = [rule for rule in rules if rule.horizontal == horizontal]
    before = sorted(rule.start for rule in crossing if rule.start < edges[0] - FAR)
    after = sorted(rule.end for rule in crossing if rule.end > edges[-1] + FAR)
    return (before[:1] if len(before) > 1 else []), (after[-1:] if len(after) > 1 else [])


def _distinct(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > SNAP:
            found.append(value)
    return found


def _walls(rules: list[Rule], lines: list[float], crossings: list[float], *, horizontal: bool) -> set[tuple[int, int]]:
    """(line, gap) pairs: between crossing `gap` and the next, line number `line` is drawn."""
    walls = set()
    for rule in rules:
        if rule.horizontal != horizontal:
            continue
        line = min(range(len(lines)), key=lambda n: abs(lines[n] - rule.at))
        first = bisect_left(crossings, rule.start - SNAP)
        for gap in range(first, len(crossings) - 1):
            if crossings[gap + 1] > rule.end + SNAP:
                break
            walls.add((line, gap))
    return walls


def _slots(ys: list[float], xs: list[float], below: set[tuple[int, int]], right: set[tuple[int, int]]) -> list[Slot]:
    """Cells: from each free corner as far right and as far down as no wall stands between."""
    rows, columns = len(ys) - 1, len(xs) - 1
    taken: set[tuple[int, int]] = set()
    slots = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            width = 1
            while (
                column + width < columns and (column + width, row) not in right and (row, column + width) not in taken
            ):
                width += 1
            height = 1
            while row + height < rows and not any((row + height, column + n) in below for n in range(width)):
                height += 1
            taken.update((row + r, column + c) for r in range(height) for c in range(width))
            slots.append(Slot(row, column, height, width, xs[column], ys[row], xs[column + width], ys[row + height]))
    return slots
