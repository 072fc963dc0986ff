"""Section 2: the blocks of Article 20 (art20_1, 5, 6, 8, 9), in one grid or in several."""

from collections.abc import Sequence

from harvester.report.normalize import fold
from harvester.report.tables._family import Family, rows_named
from harvester.report.tables._labels import Vocabulary, is_caption
from harvester.report.tables._matrix import Context, Matrix
from harvester.report.tables._model import Reading
from harvester.report.tables._rows import PrintedRow


def read(rows: Sequence[PrintedRow], words: Vocabulary, context: Context) -> Reading | None:
    """Read one grid. Captions, or rows of three blocks, show that it is section 2 where headings are lost."""
    named = rows_named(rows, words)
    if not named:
        return None
    captions = any(is_caption(fold(cell.text)) for row in rows for cell in row.cells[:2] if cell.text)
    anchored = captions or "section2" in context.seen or len({name.split(".")[0] for name in named}) >= 3
    reading = Matrix(words, context, anchored).read(rows)
    return reading if reading.placed or anchored else None


FAMILY = Family("section2", ("art20_1", "art20_5", "art20_6", "art20_8", "art20_9"), read)
