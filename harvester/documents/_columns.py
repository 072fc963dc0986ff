"""What only its alignment tells: tables without rules, and text set in two columns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from harvester.page.model import Grid, GridCell

from ._layout import Glyph, Part, TextLine, lines_of

FEWEST_COLUMNS = 3
FEWEST_ROWS = 3
LONGEST_CELL = 40
"""Characters: a longer line in one piece is prose."""
FEWEST_LINES = 8
"""Lines side by side that make two columns of text."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A table that its alignment shows."""

    grid: Grid


def side_by_side(glyphs: Iterable[Glyph], width: float) -> list[TextLine]:
    """The lines of a page; where it is set in two columns, those of the left one before those of the right one."""
    glyphs = list(glyphs)
    lines = lines_of(glyphs)
    gutter = _gutter(lines, width)
    if gutter is None:
        return lines
    found: list[TextLine] = []
    for zone, is_split in _zones(lines, gutter):
        if not is_split:
            found += zone
            continue
        top, bottom = min(line.top for line in zone), max(line.bottom for line in zone)
        here = [glyph for glyph in glyphs if top <= glyph.center[1] <= bottom]
        found += lines_of(glyph for glyph in here if glyph.center[0] < gutter)
        found += lines_of(glyph for glyph in here if glyph.center[0] >= gutter)
    return found


def _gutter(lines: Sequence[TextLine], width: float) -> float | None:
    """Where the gap between two columns of prose is, None for a page in one column."""
    pairs = [line.parts for line in lines if len(line.parts) == 2]
    pairs = [(one, two) for one, two in pairs if min(len(one.text), len(two.text)) >= 12]
    if len(pairs) < FEWEST_LINES or 2 * len(pairs) < len(lines):
        return None
    left, right = max(one.right for one, _ in pairs), min(two.left for _, two in pairs)
    middle = (left + right) / 2
    return middle if left < right and 0.35 * width < middle < 0.65 * width else None


def _zones(lines: Sequence[TextLine], gutter: float) -> Iterator[tuple[list[TextLine], bool]]:
    """Lines from top to bottom in stretches that cross the gutter, or do not."""
    zone: list[TextLine] = []
    split = False
    for line in lines:
        clear = not any(part.left < gutter < part.right for part in line.parts)
        if zone and clear != split:
            yield zone, split
            zone = []
        split = clear
        zone.append(line)
    if zone:
        yield zone, split


def aligned_tables(lines: Sequence[TextLine]) -> Iterator[list[TextLine] | Aligned]:
    """Stretches of lines, and the tables among them."""
    prose: list[TextLine] = []
    run: list[TextLine] = []
    for line in (*lines, None):
        if line is not None and _may_be_row(line, run):
            run.append(line)
            continue
        table, before, after = _table(run)
        prose += before
        if table is not None:
            if prose:
                yield prose
            yield table
            prose = []
        prose += after
        run = []
        if line is not None:
            prose.append(line)
    if prose:
        yield prose


def _may_be_row(line: TextLine, run: Sequence[TextLine]) -> bool:
    if run and line.top - run[-1].bottom > 3 * line.size:
        return False
    return len(line.parts) > 1 or len(line.text) <= LONGEST_CELL


def _table(run: list[TextLine]) -> tuple[Aligned | None, list[TextLine], list[TextLine]]:
    """The table in a run of lines that may be rows, with the lines before and after it."""
    wide = [n for n, line in enumerate(run) if len(line.parts) >= FEWEST_COLUMNS]
    if len(wide) < FEWEST_ROWS:
        return None, run, []
    first, last = wide[0], wide[-1]
    while first and len(run[first - 1].parts) > 1:
        first -= 1
    while last + 1 < len(run) and len(run[last + 1].parts) > 1:
        last += 1
    rows = run[first : last + 1]
    columns = _columns(rows)
    if len(columns) < FEWEST_COLUMNS:
        return None, run, []
    return Aligned(_grid(rows, columns)), run[:first], run[last + 1 :]


def _columns(rows: Sequence[TextLine]) -> list[tuple[float, float]]:
    """Columns by what stands one below the other in the rows with the most pieces."""
    most = max(len(row.parts) for row in rows)
    spans = sorted((part.left, part.right) for row in rows if len(row.parts) >= 0.7 * most for part in row.parts)
    columns: list[tuple[float, float]] = []
    for left, right in spans:
        if columns and left < columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], right)
        else:
            columns.append((left, right))
    return columns


def _grid(lines: Sequence[TextLine], columns: Sequence[tuple[float, float]]) -> Grid:
    """Rows by the lines with several pieces; a lone piece belongs to the row it is close to, else is its own row."""
    rows: list[tuple[float, dict[int, tuple[int, list[str]]]]] = []
    lone: list[TextLine] = []
    for line in lines:
        if len(line.parts) > 1:
            rows.append((line.top, {}))
            _put(rows[-1][1], line.parts, columns)
        else:
            lone.append(line)
    pitch = sorted(two[0] - one[0] for one, two in pairwise(rows))
    near = 0.6 * pitch[len(pitch) // 2] if pitch else 0.0
    for line in lone:
        top, row = min(rows, key=lambda row: abs(row[0] - line.top))
        if abs(top - line.top) > near:
            row = {}
            rows.append((line.top, row))
        _put(row, line.parts, columns)
    rows.sort(key=lambda row: row[0])
    return Grid(tuple(_slots(row, number, len(columns)) for number, (_, row) in enumerate(rows)), method="aligned")


def _put(row: dict[int, tuple[int, list[str]]], parts: Iterable[Part], columns: Sequence[tuple[float, float]]) -> None:
    """Pieces under their columns: first column -> (number of columns, lines)."""
    for part in parts:
        hit = [n for n, (left, right) in enumerate(columns) if part.left < right and left < part.right]
        center = (part.left + part.right) / 2
        hit = hit or [min(range(len(columns)), key=lambda n: abs(sum(columns[n]) / 2 - center))]
        width, texts = row.get(hit[0], (len(hit), []))
        row[hit[0]] = max(width, len(hit)), [*texts, part.text]


def _slots(row: dict[int, tuple[int, list[str]]], number: int, columns: int) -> tuple[GridCell, ...]:
    slots: list[GridCell] = []
    while len(slots) < columns:
        column = len(slots)
        width, texts = row.get(column, (1, []))
        ahead = [other - column for other in row if other > column]
        width = min([width, columns - column, *ahead])
        slots += [GridCell("\n".join(texts), number, column, 1, width)] * width
    return tuple(slots)
