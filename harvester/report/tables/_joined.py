"""Digits that markup drove apart: `1 2` is 12 when the sums of the table come out with 12, and unknown otherwise."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from harvester.report.formats import CellRef, Equation, load_formats
from harvester.report.model import Fact
from harvester.text.numbers import read_cell


def join_confirmed(candidates: Iterable[Fact], facts: Mapping[CellRef, Fact]) -> dict[CellRef, Fact]:
    """The candidates whose joined digits satisfy an identity with the other cells, and fail none."""
    joined = {ref_of(fact): value for fact in candidates if (value := _joined(fact))}
    while joined:
        together = {**facts, **joined}
        doubtful = [ref for ref in joined if not _confirmed(ref, together)]
        if not doubtful:
            break
        for ref in doubtful:
            del joined[ref]
    return joined


def ref_of(fact: Fact) -> CellRef:
    """The cell of a fact."""
    return CellRef(fact.table_key, fact.row_key, fact.column_key)


def _joined(fact: Fact) -> Fact | None:
    cell = read_cell("".join(fact.raw.split()))
    return replace(fact, value=cell.value, state=cell.state) if cell.state in {"numeric", "zero"} else None


def _confirmed(ref: CellRef, facts: Mapping[CellRef, Fact]) -> bool:
    """Whether every sum over the cell that can be made comes out, and at least one can."""
    sums = [_comes_out(equation, facts) for equation in _sums_over(ref)]
    made = [outcome for outcome in sums if outcome is not None]
    return bool(made) and all(made)


def _sums_over(ref: CellRef) -> Iterable[Equation]:
    for item in load_formats():
        table = item.tables.get(ref.table)
        yield from (
            (equation for equation in table.equations if equation.op == "=" and ref in equation.cells) if table else ()
        )


def _comes_out(equation: Equation, facts: Mapping[CellRef, Fact]) -> bool | None:
    sums = []
    for side in (equation.left, equation.right):
        values = [fact.value for term in side if (fact := facts.get(term.ref))]
        if len(values) < len(side) or None in values:
            return None
        sums.append(sum(term.sign * value for term, value in zip(side, values, strict=True) if value is not None))
    return abs(sums[0] - sums[1]) <= equation.tolerance + 1e-9
