"""What a module of this package declares: the tables that it reads, and how."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from harvester.report.tables._labels import Vocabulary, vocabulary
from harvester.report.tables._matrix import Context
from harvester.report.tables._model import Reading
from harvester.report.tables._rows import PrintedRow


class Family(NamedTuple):
    """Tables that are printed together and read alike."""

    name: str
    tables: tuple[str, ...]
    read: Callable[[Sequence[PrintedRow], Vocabulary, Context], Reading | None]
    """Reads the printed rows of one grid; None when the grid is not one of these tables."""

    @property
    def words(self) -> Vocabulary:
        """The labels of its tables."""
        return vocabulary(*self.tables)


def rows_named(rows: Sequence[PrintedRow], words: Vocabulary) -> set[str]:
    """The rows (`table.row`) that a grid names by listed wordings."""
    found: set[str] = set()
    for row in rows:
        for cell in row.cells[:6]:
            named = words.row(cell.text) if cell.text else None
            if named and named.listed:
                found |= named.keys
    return found
