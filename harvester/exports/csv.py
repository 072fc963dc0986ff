"""CSV for spreadsheets and statistics programs: UTF-8 with BOM, commas, doubled quotes, CR LF (RFC 4180).

A spreadsheet takes a text that begins with `=`, `+`, `-`, `@`, their full-width forms, or a control character for a
formula. Such a text gets an apostrophe in front, and so does one that begins with apostrophes and then one of these, so
that taking one apostrophe away (`unguard`) always gives the text back. Numbers are never escaped.
"""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from harvester.exports._model import Column, Export, Row, Table

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_SUSPECT = frozenset("'=+-@\t\r\n＝＋－＠")
_LONGEST_CELL = 2**31 - 1


def guard(text: str) -> str:
    """A text that no spreadsheet takes for a formula.

    >>> guard('=HYPERLINK("http://a.cn")'), guard("'-1"), guard("共 5 件")
    ('\\'=HYPERLINK("http://a.cn")', "''-1", '共 5 件')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(text: str) -> str:
    """The text before `guard`.

    >>> unguard("'=1+1"), unguard("''-1"), unguard("'quoted'")
    ('=1+1', "'-1", "'quoted'")
    """
    return text[1:] if text[:1] == "'" and _FORMULA.match(text, 1) else text


class CsvWriter:
    """A CSV file that is being written."""

    def __init__(self, path: Path, table: Table) -> None:
        """Begin with the names of the columns."""
        self._file = path.open("w", encoding="utf-8", newline="")
        self._file.write("\ufeff")
        self._writer = csv.writer(self._file)
        self._writer.writerow(table.names)
        # A closed list holds words of the schema only.
        self._guarded = [at for at in table.places("text") if not table.columns[at].choices]

    def write(self, rows: Sequence[Row]) -> None:
        """Add rows."""
        self._writer.writerows(self._safe(rows))

    def _safe(self, rows: Sequence[Row]) -> Iterator[Row]:
        places, suspect = self._guarded, _SUSPECT
        for row in rows:
            if any(row[at] and row[at][0] in suspect for at in places):
                cells = list(row)
                for at in places:
                    if cells[at]:
                        cells[at] = guard(cells[at])
                yield tuple(cells)
            else:
                yield row

    def close(self) -> list[str]:
        """Finish the file."""
        self._file.close()
        return []

    def discard(self) -> None:
        """Let go of the file."""
        self._file.close()


def read(path: Path, table: Table) -> Iterator[Row]:
    """Rows as they were exported. An empty cell is an empty text where the column is required, else nothing."""
    csv.field_size_limit(_LONGEST_CELL)
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file)
        places = {name: at for at, name in enumerate(next(lines, []))}
        chosen = [(places[column.name], _reader(column)) for column in table.columns]
        for cells in lines:
            yield tuple(parse(cells[at]) for at, parse in chosen)


def _reader(column: Column) -> Callable[[str], Any]:
    if column.kind == "text":
        return unguard if column.required else lambda cell: unguard(cell) if cell else None
    return lambda cell: _number(cell) if cell else None


def _number(cell: str) -> int | float:
    try:
        return int(cell)
    except ValueError:
        return float(cell)


EXPORT = Export(suffix=".csv", media_type="text/csv", open=CsvWriter, read=read)
