"""What a table to export is, and what a format declares."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol, TypeAlias

Kind: TypeAlias = Literal["integer", "number", "text"]
Row: TypeAlias = tuple[Any, ...]

EXACT = 2**53
"""Up to here every whole number is exact as a double, which is what most formats have for numbers."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    kind: Kind
    """A number may be whole or decimal in any row."""
    label_en: str = ""
    label_zh: str = ""
    meaning_en: str = ""
    choices: tuple[str, ...] = ()
    """The values that a text may have, where the list is closed."""
    required: bool = False
    """True when no row leaves it empty."""

    @property
    def label(self) -> str:
        """Both labels in one line."""
        return " · ".join(part for part in (self.label_zh, self.label_en) if part)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as an export sees it: names and kinds of the columns; the rows come beside it."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    meaning: str = ""
    refers: str = ""
    """Table whose key `report_id` the rows point to."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(column.name for column in self.columns)

    def places(self, kind: Kind) -> tuple[int, ...]:
        """Where columns of that kind stand."""
        return tuple(at for at, column in enumerate(self.columns) if column.kind == kind)


class Writer(Protocol):
    """A file that is being written."""

    def write(self, rows: Sequence[Row]) -> None:
        """Add rows."""

    def close(self) -> list[str]:
        """Finish the file; returns what a reader of it must know (something was rounded, or stands elsewhere)."""

    def discard(self) -> None:
        """Let go of the file, which stays unfinished."""


@dataclass(frozen=True, slots=True)
class Export:
    """One format; its module declares it as `EXPORT`."""

    suffix: str
    media_type: str
    open: Callable[[Path, Table], Writer]
    read: Callable[[Path, Table], Iterator[Row]] | None = None
    """Gives the rows back as they were, for the formats in which an earlier release can be compared."""
    needs: tuple[str, ...] = ()
    """Packages beyond the base install."""


class InexactNumbers:
    """Counts the numbers that a format cannot hold exactly."""

    def __init__(self, what: str) -> None:
        """`what`: what became of them, e.g. `are rounded to 16 digits`."""
        self.what = what
        self.counts: dict[str, int] = {}

    def add(self, column: str, count: int = 1) -> None:
        """Count so many more of a column."""
        if count:
            self.counts[column] = self.counts.get(column, 0) + count

    def remarks(self) -> list[str]:
        """One line a column."""
        return [f"column {name}: {count} values {self.what}" for name, count in self.counts.items()]
