"""From placed values to facts: one fact a cell, nothing that contradicts itself, nothing unconfirmed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from harvester.report.formats import CellRef, load_formats
from harvester.report.model import Check, Fact, Format
from harvester.report.tables._headings import money_unit
from harvester.report.tables._joined import join_confirmed
from harvester.report.tables._labels import all_labels
from harvester.report.tables._model import Placed, Reading, finding, is_apart, read_value


def format_of(readings: Iterable[Reading]) -> Format | None:
    """The generation whose own cells were found; cells that several generations share decide nothing."""
    own = _own_cells()
    found = {placed.ref for reading in readings for placed in reading.placed}
    votes = Counter(own[ref] for ref in found if ref in own)
    return max(sorted(votes), key=votes.__getitem__, default=None)


@cache
def _own_cells() -> dict[CellRef, Format]:
    """Cells that one format alone has."""
    count = Counter(ref for cells in _cells().values() for ref in cells)
    return {ref: item for item, cells in _cells().items() for ref in cells if count[ref] == 1}


def _has(format_id: Format, ref: CellRef) -> bool:
    return ref in _cells()[format_id]


@cache
def _cells() -> dict[Format, frozenset[CellRef]]:
    return {
        item.id: frozenset(ref for table in item.tables.values() for ref in table.cells()) for item in load_formats()
    }


@cache
def _order() -> dict[CellRef, int]:
    """The printed order of all cells over all formats, the newest last."""
    refs = [ref for item in load_formats() for table in item.tables.values() for ref in table.cells()]
    return {ref: i for i, ref in enumerate(dict.fromkeys(refs))}


def assemble(readings: Sequence[Reading]) -> tuple[tuple[Fact, ...], tuple[Check, ...]]:
    """Facts in the order of the formats, and the findings of the readers and of this step."""
    findings = [check for reading in readings for check in reading.findings]
    facts: dict[CellRef, Fact] = {}
    apart: list[Fact] = []
    for ref, copies in _by_cell(readings).items():
        made = [_fact(placed, reading) for placed, reading in copies]
        findings += [check for _, check in made if check]
        certain = [fact for fact, check in made if not check]
        alike = len(certain) == 1 or len({(fact.state, fact.value) for fact in certain}) == 1
        if alike and len(certain) == len(made):
            facts[ref] = certain[0]
        elif len(certain) > 1:
            raws = " / ".join(fact.raw.strip() or "□" for fact in certain)
            message = "the document prints this cell with different values"
            findings.append(finding("Q19", str(ref), message, actual=raws))
        elif len(made) == 1 and is_apart(made[0][0].raw):
            apart.append(made[0][0])
    joined = join_confirmed(apart, facts)
    facts |= joined
    settled = {str(ref) for ref in joined} | _complete(facts)
    kept = {(check.rule, check.subject): check for check in findings if check.subject not in settled}
    return tuple(facts[ref] for ref in sorted(facts, key=_order().__getitem__)), tuple(kept.values())


def _complete(facts: Iterable[CellRef]) -> set[str]:
    """Tables (as subjects of findings) of which every cell was read, in whichever of several grids it stood."""
    read = set(facts)
    tables = (table for item in load_formats() for table in item.tables.values())
    return {f"{table.key}.*" for table in tables if table.all_cells <= read}


def _by_cell(readings: Iterable[Reading]) -> dict[CellRef, list[tuple[Placed, Reading]]]:
    """The copies of each cell. A listed wording beats one that was recognized by its words.

    What stands beside the heading of rows that were read, blanks or a sum that the form lacks, is no cell.
    """
    cells: dict[CellRef, list[tuple[Placed, Reading]]] = {}
    for reading in readings:
        for placed in reading.placed:
            cells.setdefault(placed.ref, []).append((placed, reading))
    read = {ref.row for ref in cells}
    heads = {row for row, below in all_labels().heads.items() if read & below}
    for ref in [ref for ref in cells if ref.row in heads]:
        del cells[ref]
    for ref, copies in cells.items():
        if len(copies) > 1:
            cells[ref] = [copy for copy in copies if copy[0].listed] or copies
    return cells


def _fact(placed: Placed, reading: Reading) -> tuple[Fact, Check | None]:
    kind, unit = _kind(placed.ref)
    cell, check = read_value(placed, kind, placed.unit or unit)
    value = cell.value if cell.state in {"numeric", "zero"} else None
    return Fact(*placed.ref, value, cell.state, placed.raw, reading.method), check


@cache
def _kind(ref: CellRef) -> tuple[str, str | None]:
    """What the cell holds, and the unit of money that the format itself prints for it."""
    table = next(item.tables[ref.table] for item in load_formats() if _has(item.id, ref))
    row, column = table.row(ref.row), table.column(ref.column)
    return table.type_of(ref.row, ref.column), money_unit(row.unit if column.key == "value" else column.label)
