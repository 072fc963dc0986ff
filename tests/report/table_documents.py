"""Builds statutory tables from the official layouts, with values, and damages them the way real pages do."""

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from harvester.page.model import Block, Grid, GridCell
from harvester.report.formats import CellRef, load_formats
from harvester.report.model import Format

SECTIONS = {
    "section2": "二、主动公开政府信息情况",
    "section2_simple": "二、主动公开政府信息情况",
    "section3": "三、收到和处理政府信息公开申请情况",
    "section4": "四、政府信息公开行政复议、行政诉讼情况",
    "statistics": "附表",
}


@dataclass(frozen=True)
class Cell:
    """One cell of a row in HTML order."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    role: str = "value"
    ref: CellRef | None = None


Rows = list[list[Cell]]
Values = Mapping[CellRef, str]


def rows_of(format_id: Format, layout: str, values: Values) -> Rows:
    """The official grid with the values printed in it."""
    grid = load_formats().by_id[format_id].layouts[layout].grid
    return [
        [Cell(values.get(c.ref, "") if c.ref else c.text, c.rowspan, c.colspan, c.role, c.ref) for c in row]
        for row in grid
    ]


def to_grid(rows: Rows, method: str = "grid") -> Grid:
    """Resolve spans the way a browser does."""
    taken: dict[tuple[int, int], GridCell] = {}
    for r, row in enumerate(rows):
        c = 0
        for cell in row:
            while (r, c) in taken:
                c += 1
            printed = GridCell(cell.text, r, c, cell.rowspan, cell.colspan)
            for dr in range(min(cell.rowspan, len(rows) - r)):
                for dc in range(cell.colspan):
                    taken.setdefault((r + dr, c + dc), printed)
            c += cell.colspan
    width = max((c for _, c in taken), default=-1) + 1
    return Grid(tuple(tuple(taken.get((r, c)) for c in range(width)) for r in range(len(rows))), method)


def block(grid: Grid) -> Block:
    """A grid as a block of the body."""
    return Block("table", grid.text(), grid)


def paragraph(text: str) -> Block:
    """A line as a block of the body."""
    return Block("paragraph", text)


def applications_values(format_id: Format, rng: random.Random, most: int = 40, zero: str = "0") -> dict[CellRef, str]:
    """Requests that satisfy every identity: results, totals, and a flow that adds up in each column."""
    table = load_formats().by_id[format_id].tables["applications"]
    columns = [column.key for column in table.columns if column.key != "total"]
    leaves = [row.key for row in table.data_rows if row.kind == "leaf"]
    number: dict[tuple[str, str], int] = {}
    for column in columns:
        busy = rng.random()
        for row in leaves:
            number[row, column] = rng.randint(0, most) if rng.random() < busy else 0
        number["total_handled", column] = sum(number[row, column] for row in leaves)
        number["carried_forward", column] = rng.choice([0, 0, rng.randint(0, most)])
        due = number["total_handled", column] + number["carried_forward", column]
        number["carried_over", column] = rng.randint(0, min(due, most))
        number["new_requests", column] = due - number["carried_over", column]
    for row in table.data_rows:
        number[row.key, "total"] = sum(number[row.key, column] for column in columns)
    return {CellRef("applications", *key): str(value or zero) for key, value in number.items()}


def disputes_values(format_id: Format, rng: random.Random, most: int = 20, zero: str = "0") -> dict[CellRef, str]:
    """Cases whose totals are the sums of their outcomes."""
    table = load_formats().by_id[format_id].tables["disputes"]
    values = {}
    for row in table.data_rows:
        parts = {c.key: rng.choice([0, 0, rng.randint(0, most)]) for c in table.columns if c.key != "total"}
        parts["total"] = sum(parts.values())
        values |= {CellRef("disputes", row.key, key): str(value or zero) for key, value in parts.items()}
    return values


def section2_values(format_id: Format, rng: random.Random) -> dict[CellRef, str]:
    """Figures of section 2: counts, signed changes, an amount with its unit."""
    values = {}
    for key, table in load_formats().by_id[format_id].tables.items():
        if not key.startswith("art20"):
            continue
        for ref in table.cells():
            kind = table.type_of(ref.row, ref.column)
            if kind == "decimal":
                values[ref] = f"{rng.randint(0, 10**6) / 100:.2f}万元"
            elif kind == "integer_signed":
                values[ref] = rng.choice(["0", f"+{rng.randint(1, 99)}", f"-{rng.randint(1, 9)}"])
            else:
                values[ref] = str(rng.randint(0, 3000))
    return values


def statistics_values(rng: random.Random) -> dict[CellRef, str]:
    """Figures of the statistics table."""
    table = load_formats().by_id["2008"].tables["statistics"]
    return {
        ref: f"{rng.randint(0, 500) / 10}" if table.type_of(*ref[1:]) == "decimal" else str(rng.randint(0, 900))
        for ref in table.cells()
    }


LAYOUTS: dict[str, tuple[Format, str]] = {
    f"{item.id} {name}": (item.id, name) for item in load_formats() for name in item.layouts
}


def values_for(format_id: Format, layout: str, rng: random.Random, zero: str = "0") -> dict[CellRef, str]:
    """Consistent random values for the tables of one layout."""
    if layout == "section3":
        return applications_values(format_id, rng, rng.choice([3, 40, 900]), zero)
    if layout == "section4":
        return disputes_values(format_id, rng, zero=zero)
    return statistics_values(rng) if layout == "statistics" else section2_values(format_id, rng)


def cells_as_lines(rows: Rows, *, keep_blank: bool) -> list[str]:
    """The table with every cell on a line of its own, row after row."""
    texts = [cell.text for row in rows for cell in row]
    return texts if keep_blank else [text for text in texts if text]


def with_cells(rows: Rows, change: Callable[[Cell], Cell | Iterable[Cell]]) -> Rows:
    """The rows with each cell changed, dropped (empty) or multiplied."""
    changed: Rows = []
    for row in rows:
        cells: list[Cell] = []
        for cell in row:
            result = change(cell)
            cells += [result] if isinstance(result, Cell) else list(result)
        changed.append(cells)
    return changed


def plain(cell: Cell) -> Cell:
    """The cell without its spans."""
    return replace(cell, rowspan=1, colspan=1)
