"""Section 4: reviews and suits; one printed row of 15 cells, or one row for each kind of case."""

from collections.abc import Sequence

from harvester.report.formats import CellRef
from harvester.report.tables._align import agreement, split_groups
from harvester.report.tables._family import Family
from harvester.report.tables._labels import Named, Vocabulary
from harvester.report.tables._matrix import Context, Matrix, agreed_way
from harvester.report.tables._model import Placed, Reading, finding, is_value
from harvester.report.tables._rows import DataRow, Heading, PrintedRow, data_row

OUTCOMES = 5
"""Columns of each kind of case."""


def read(rows: Sequence[PrintedRow], words: Vocabulary, context: Context) -> Reading | None:
    """Read one grid, in whichever of the two forms it is printed."""
    kinds, outcomes = _headings(rows, words)
    if len(set(outcomes)) < OUTCOMES or not kinds:
        return None
    if any((data := data_row(row, words)) and len(data.values) >= OUTCOMES for row in rows):
        return Matrix(words, context, anchored=True).read(rows)
    return _read_wide(rows, _columns(kinds, outcomes, words), context)


def _headings(rows: Sequence[PrintedRow], words: Vocabulary) -> tuple[list[str], list[str]]:
    """Kinds of cases and outcomes in the order in which the heading rows print them."""
    kinds: list[str] = []
    outcomes: list[str] = []
    for row in rows:
        for cell in row.cells:
            kind, outcome = words.row(cell.text), words.column(cell.text)
            if kind.listed and len(kind.keys) == 1:
                kinds += kind.keys
            elif len(outcome.keys) == 1:
                outcomes += outcome.keys
    return kinds, outcomes


def _read_wide(rows: Sequence[PrintedRow], columns: list[CellRef], context: Context) -> Reading:
    """The official form: every outcome is a heading below its kind of case, and one row holds the values."""
    reading = Reading()
    values = [row for row in rows if _holds_values(row)]
    filled = [row for row in values if not row.blank] or values[:1]
    if columns and _lost_all(filled, len(columns), context):
        reading.placed = [Placed(ref, "") for ref in columns]
        return reading
    if not columns or len(filled) != 1:
        reading.findings.append(finding("Q19", "disputes.*", "its headings or its row of values are not complete"))
        return reading
    row = filled[0]
    data = DataRow(
        Named(frozenset(), True),
        "",
        tuple(None if cell.rowspan > 1 else cell.text for cell in row.cells),
        tuple(cell.colspan for cell in row.cells),
    )
    if context.flat and context.flat.neighbors and len(row.cells) < len(columns):
        groups = split_groups([cell.text for cell in row.cells], len(columns) // OUTCOMES, OUTCOMES)
        agreed = [(g * OUTCOMES + i, value) for g, ways in enumerate(groups) for i, value in agreement(ways).items()]
    else:
        agreed = agreed_way(data, [Heading(str(ref), "") for ref in columns])
    reading.placed = [Placed(columns[i], value) for i, value in agreed]
    if len(reading.placed) < len(columns):
        shown = " ".join(cell.text.strip() or "□" for cell in row.cells)[:120]
        message = f"not every one of the {len(row.cells)} cells can be laid under its column with certainty"
        reading.findings.append(finding("Q19", "disputes.*", message, actual=shown))
    return reading


def _lost_all(filled: Sequence[PrintedRow], width: int, context: Context) -> bool:
    """Whether all values were blank: their cells left blank lines, or nothing where the text dropped blanks."""
    if context.flat is None or any(not row.blank for row in filled):
        return False
    if filled:
        return abs(len(filled[0].cells) - width) <= 1
    return context.flat.neighbors and context.drops_blanks


def _columns(kinds: list[str], outcomes: list[str], words: Vocabulary) -> list[CellRef]:
    """The cell that each outcome heading stands for; empty unless every kind has each outcome once, in order."""
    table = words.tables[0]
    order = [f"{table.key}.{row.key}" for row in table.rows]
    if sorted(set(kinds), key=order.index) != kinds or len(outcomes) != OUTCOMES * len(kinds):
        return []
    columns = []
    for i, kind in enumerate(kinds):
        part = outcomes[i * OUTCOMES : (i + 1) * OUTCOMES]
        if len(set(part)) != OUTCOMES:
            return []
        columns += [CellRef(table.key, kind.split(".")[1], outcome) for outcome in part]
    return columns


def _holds_values(row: PrintedRow) -> bool:
    return bool(row.cells) and all(is_value(cell.text) for cell in row.cells)


FAMILY = Family("disputes", ("disputes",), read)
