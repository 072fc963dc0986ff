"""Section 3: requests received and handled, 23 or 25 rows over seven columns."""

from collections.abc import Sequence

from harvester.report.tables._family import Family, rows_named
from harvester.report.tables._labels import Vocabulary
from harvester.report.tables._matrix import Context, Matrix
from harvester.report.tables._model import Reading
from harvester.report.tables._ordered import read_in_order
from harvester.report.tables._rows import PrintedRow

COMMON_WORDS = frozenset({"applications.total_handled", "applications.other_misc"})
"""Rows labeled 总计 and 其他, which stand in any table."""

FEWEST_COLUMNS = 5
"""Kinds of applicants that show a heading of this table."""


def read(rows: Sequence[PrintedRow], words: Vocabulary, context: Context) -> Reading | None:
    """Read one grid: the whole table, or a part of it that follows a part already read."""
    telling = rows_named(rows, words) - COMMON_WORDS
    if not telling or (len(telling) < 2 and "applications" not in context.seen and not _has_headings(rows, words)):
        return None
    reading = Matrix(words, context, anchored=True, layered=True).read(rows)
    if context.flat is None or not any(check.rule == "Q19" for check in reading.findings):
        return reading
    return read_in_order(rows, words.tables, reading) or reading


def _has_headings(rows: Sequence[PrintedRow], words: Vocabulary) -> bool:
    columns = {key for row in rows for text in row.texts for key in words.column(text).keys}
    return len(columns) >= FEWEST_COLUMNS


FAMILY = Family("applications", ("applications",), read)
