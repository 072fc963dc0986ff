"""The statistics table of format 2008: some sixty indicators, each with its unit and one figure."""

from collections.abc import Sequence

from harvester.report.tables._family import Family, rows_named
from harvester.report.tables._labels import Vocabulary
from harvester.report.tables._matrix import Context, Matrix
from harvester.report.tables._model import Reading
from harvester.report.tables._rows import PrintedRow

FEWEST_ROWS = 5
"""A single row such as 行政复议数 stands in other tables too; five of them do not."""


def read(rows: Sequence[PrintedRow], words: Vocabulary, context: Context) -> Reading | None:
    """Read one grid: the whole table, or a part of it that follows a part already read."""
    named = rows_named(rows, words)
    if not named or (len(named) < FEWEST_ROWS and "statistics" not in context.seen):
        return None
    if context.flat and not context.flat.repeats:
        # Labels that stand twice, such as 被依法纠错数, were lost, and with them the place of what follows.
        return None
    return Matrix(words, context, anchored=True).read(rows)


FAMILY = Family("statistics", ("statistics",), read)
