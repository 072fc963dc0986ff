"""Section 4: reviews and suits; one printed row of 15 cells, or one row for each kind of case."""

from collections.abc import Sequence

from harvester.report.formats import CellRef, cell_ref
from harvester.report.normalize import fold
from harvester.report.tables._align import split_groups
from harvester.report.tables._family import Family
from harvester.report.tables._headings import Heading
from harvester.report.tables._labels import Named, Vocabulary
from harvester.report.tables._matrix import Context, Matrix, lay, shifts
from harvester.report.tables._model import Placed, Reading, finding, is_value
from harvester.report.tables._ordered import ending
from harvester.report.tables._rows import DataRow, PrintedRow, data_row
from harvester.report.tables._ways import adds_up, agreement

OUTCOMES = 5
"""Columns of each kind of case."""


def read(rows: Sequence[PrintedRow], words: Vocabulary, context: Context) -> Reading | None:
    """Read one grid, in whichever of the two forms it is printed; other tables may stand above it
    and prose below, as in a sheet."""
    rows = _own_rows(rows, words)
    kinds, outcomes = _named(rows, words)
    if len(set(outcomes)) < OUTCOMES or not kinds:
        return _in_order(rows, words) if context.flat else None
    by_kind = [data for row in rows if (data := data_row(row, words)) and len(data.values) >= OUTCOMES]
    if len(by_kind) > 1 or (by_kind and len(kinds) == 1):
        return Matrix(words, context, anchored=True).read(rows)
    return _read_wide(rows, _headings(rows, _cells(kinds, outcomes, words), words), context)


def _own_rows(rows: Sequence[PrintedRow], words: Vocabulary) -> Sequence[PrintedRow]:
    """The rows from the first one that names a kind of case, with a row of outcomes above it, to the last value."""
    listed = [any(words.row(text).listed for text in row.texts) for row in rows]
    first = listed.index(True) if True in listed else 0
    above = rows[first - 1].texts if first else []
    headed = len({key for text in above for key in words.column(text).keys}) >= OUTCOMES
    ends = [
        i for i, row in enumerate(rows) if listed[i] or any(is_value(t) or words.column(t).listed for t in row.texts)
    ]
    last = ends[-1] if ends else len(rows) - 1
    while last + 1 < len(rows) and rows[last + 1].blank:
        last += 1
    return rows[first - headed : last + 1]


def _named(rows: Sequence[PrintedRow], words: Vocabulary) -> tuple[list[str], list[str]]:
    """Kinds of cases and outcomes in the order in which the heading rows print them."""
    kinds: list[str] = []
    outcomes: list[list[str]] = []
    for row in rows:
        named = [(words.row(text), words.column(text)) for text in row.texts]
        kinds += [min(kind.keys) for kind, _ in named if kind.listed and len(kind.keys) == 1]
        outcomes.append([min(outcome.keys) for kind, outcome in named if len(outcome.keys) == 1 and not kind.listed])
    complete = [row for row in outcomes if len(row) == OUTCOMES * len(kinds)]
    return kinds, complete[0] if complete else [key for row in outcomes for key in row]


def _cells(kinds: list[str], outcomes: list[str], words: Vocabulary) -> list[CellRef]:
    """The cell that each outcome heading stands for; empty unless every kind has each outcome once, in order."""
    order = list(words.order)
    if sorted(set(kinds), key=order.index) != kinds or len(outcomes) != OUTCOMES * len(kinds):
        return []
    parts = [outcomes[i : i + OUTCOMES] for i in range(0, len(outcomes), OUTCOMES)]
    if any(len(set(part)) != OUTCOMES for part in parts):
        return []
    return [words.cells[kind, outcome] for kind, part in zip(kinds, parts, strict=True) for outcome in part]


def _headings(rows: Sequence[PrintedRow], refs: Sequence[CellRef], words: Vocabulary) -> list[Heading]:
    """The headings from left to right, with those of other columns that the first row prints at its ends."""
    first = next((row for row in rows if any(_names(cell.text, words) for cell in row.cells)), None)
    if first is None or not refs:
        return []
    known = [i for i, cell in enumerate(first.cells) if _names(cell.text, words)]
    before, after = first.cells[: known[0]], first.cells[known[-1] + 1 :]
    return [
        *(Heading(None, cell.text) for cell in before),
        *(Heading(str(ref), str(ref)) for ref in refs),
        *(Heading(None, cell.text) for cell in after),
    ]


def _names(text: str, words: Vocabulary) -> bool:
    return bool(text) and (words.is_group(text) or words.row(text).listed or bool(words.column(text).keys))


def _read_wide(rows: Sequence[PrintedRow], columns: Sequence[Heading], context: Context) -> Reading:
    """The official form: every outcome is a heading below its kind of case, and one row holds the values."""
    reading = Reading()
    refs = [heading.key for heading in columns if heading.key]
    values = [row for row in rows if _holds_values(row)]
    filled = [row for row in values if not row.blank]
    filled = filled or [row for row in values if len(row.cells) == len(columns)][-1:] or values[:1]
    if refs and _lost_all(filled, len(refs), context):
        reading.placed = [Placed(cell_ref(ref), "") for ref in refs]
    elif refs and len(filled) == 1:
        reading.placed = [Placed(cell_ref(columns[i].text), value) for i, value in _lay(filled[0], columns, context)]
    if len(reading.placed) < len(refs) or not refs:
        shown = " ".join(cell.text.strip() or "□" for row in filled[:1] for cell in row.cells)[:120]
        message = "not every one of its values can be laid under its column with certainty"
        reading.findings.append(finding("Q19", "disputes.*", message, actual=shown))
    return reading


def _lay(row: PrintedRow, columns: Sequence[Heading], context: Context) -> list[tuple[int, str]]:
    """The values under their headings. The row has no label, so that its first cell stands under the first heading."""
    texts = tuple(None if cell.rowspan > 1 else cell.text for cell in row.cells)
    keyed = [i for i, heading in enumerate(columns) if heading.key]
    lost = context.flat is not None and context.flat.neighbors and None not in texts and all(texts)
    if lost and len(texts) < len(keyed) == len(columns):
        groups = split_groups([text for text in texts if text], len(keyed) // OUTCOMES, OUTCOMES)
        return [(g * OUTCOMES + i, value) for g, ways in enumerate(groups) for i, value in agreement(ways).items()]
    data = DataRow(Named(frozenset(), True), "", texts, tuple(cell.colspan for cell in row.cells))
    values = data.spread(len(columns))
    return lay(values, columns, 0) if 0 in shifts(values, columns) else []


def _lost_all(filled: Sequence[PrintedRow], width: int, context: Context) -> bool:
    """Whether all values were blank: their cells left blank lines, or nothing where the text dropped blanks."""
    if context.flat is None or any(not row.blank for row in filled):
        return False
    if filled:
        return abs(len(filled[0].cells) - width) <= 1
    return context.flat.neighbors and context.drops_blanks


def _in_order(rows: Sequence[PrintedRow], words: Vocabulary) -> Reading | None:
    """The official row of values below headings that run into each other, where each kind of case adds up.

    Values that are all alike tell no order and need none.
    """
    printed = fold("".join(text for row in rows for text in row.texts))
    table = words.tables[0]
    names = [thing.label for thing in (*table.rows, *table.columns) if not thing.is_heading]
    values = [list(ending(row.cells))[::-1] for row in rows]
    full = [row for row in values if len(row) == len(table.all_cells)]
    if len(full) != 1 or not all(fold(name) in printed for name in names):
        return None
    told = len(set(full[0])) == 1 or all(
        adds_up(tuple(full[0][i : i + OUTCOMES])) for i in range(0, len(full[0]), OUTCOMES)
    )
    placed = [Placed(ref, raw) for ref, raw in zip(table.cells(), full[0], strict=True)] if told else []
    return Reading(placed) if placed else None


def _holds_values(row: PrintedRow) -> bool:
    return bool(row.cells) and all(is_value(cell.text) for cell in row.cells)


FAMILY = Family("disputes", ("disputes",), read)
