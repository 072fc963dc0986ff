"""Stata files (release 118, Stata 14 and later) with variable labels and value labels, written in a stream.

Stata wants to know the width of every text before the first row. The rows are therefore kept in a file beside it while
their widths are measured, and written when all have come: memory stays small, whatever the number of rows.

A column with a closed list of values becomes a number with value labels, an empty number `.`, an empty text `""`.
Names longer than 32 characters are shortened (`short_names`); the codebook tells both names.
"""

import marshal
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from harvester.exports import _dta_layout as layout
from harvester.exports._model import EXACT, Column, Export, InexactNumbers, Row, Table

SUBSTITUTE = "\x1a"
"""Stands for NUL, with which Stata ends a text; as wide as what it replaces."""


def short_names(names: Sequence[str]) -> dict[str, str]:
    """A name of at most 32 characters for each: the words of a longer one are cut to the length that fits.

    >>> short_names(["agency", "denied_administrative_query_org_public_interest"])["agency"]
    'agency'
    >>> short_names(["denied_administrative_query_org_public_interest"])
    {'denied_administrative_query_org_public_interest': 'deni_admi_quer_org_publ_inte'}
    """
    taken: set[str] = {name for name in names if len(name) <= layout.NAME_CHARS}
    short: dict[str, str] = {}
    for name in names:
        chosen = name if len(name) <= layout.NAME_CHARS else _free(_abbreviated(name), taken)
        taken.add(chosen)
        short[name] = chosen
    return short


def _abbreviated(name: str) -> str:
    words = name.split("_")
    for letters in range(max(map(len, words)), 0, -1):
        cut = "_".join(word[:letters] for word in words)
        if len(cut) <= layout.NAME_CHARS:
            return cut
    return name[: layout.NAME_CHARS]


def _free(name: str, taken: set[str]) -> str:
    """The name itself, or with a number where another column has it."""
    number, chosen = 1, name
    while chosen in taken:
        number += 1
        chosen = f"{name[: layout.NAME_CHARS - len(str(number)) - 1]}_{number}"
    return chosen


class _Measure:
    """What a column needs: the widest text in bytes, the range of its numbers."""

    def __init__(self, column: Column) -> None:
        self.column = column
        self.width = 1
        self.low = self.high = 0
        self.is_whole = True
        self.inexact = 0
        self.zeros = 0

    def add(self, values: Sequence[Any]) -> None:
        """Look at some values."""
        present = [value for value in values if value is not None]
        if self.column.kind != "text":
            self.is_whole = self.is_whole and all(type(value) is int for value in present)
            self.low, self.high = min([self.low, *present]), max([self.high, *present])
            self.inexact += sum(type(value) is int and abs(value) > EXACT for value in present)
        elif present and not self.column.choices:
            widest = max(present, key=len)
            if len(widest) * 3 > self.width:  # a character of the common planes takes up to three bytes
                self.width = max(self.width, *(len(value.encode()) for value in present))
            self.zeros += sum("\0" in value for value in present)

    def storage(self) -> layout.Storage:
        """The smallest storage that holds every value."""
        if self.column.choices:
            return "byte"
        if self.column.kind == "text":
            return self.width if self.width <= layout.WIDEST_TEXT else "strL"
        whole = self.is_whole and self.low >= layout.LONG_MIN and self.high <= layout.LONG_MAX
        return "long" if whole else "double"


class DtaWriter:
    """A Stata file that is being written."""

    def __init__(self, path: Path, table: Table) -> None:
        """Open the file and the one beside it."""
        self._table = table
        self._file = path.open("wb")
        self._spool = tempfile.TemporaryFile(dir=path.parent)  # noqa: SIM115 - closed by `close` or `discard`
        self._long = tempfile.TemporaryFile(dir=path.parent)  # noqa: SIM115
        self._measures = [_Measure(column) for column in table.columns]
        self._rows = 0

    def write(self, rows: Sequence[Row]) -> None:
        """Add rows."""
        if rows:
            marshal.dump([tuple(row) for row in rows], self._spool)
            self._rows += len(rows)
            for measure, values in zip(self._measures, zip(*rows, strict=True), strict=True):
                measure.add(values)

    def close(self) -> list[str]:
        """Write the file from what was kept."""
        variables = self._variables()
        dta = layout.Dta(self._file, variables, self._rows, self._table.name)
        self._write_data(variables)
        dta.finish(self._long, {c.name: c.choices for c in self._table.columns if c.choices})
        self.discard()
        return self._remarks()

    def discard(self) -> None:
        """Let go of the files."""
        for file in (self._file, self._spool, self._long):
            file.close()

    def _variables(self) -> list[layout.Variable]:
        names = short_names(self._table.names)
        return [
            layout.Variable(
                names[m.column.name], m.column.label, m.storage(), m.column.name if m.column.choices else ""
            )
            for m in self._measures
        ]

    def _write_data(self, variables: Sequence[layout.Variable]) -> None:
        pack = layout.row_packing(variables).pack
        converters = [
            self._converter(at, variable.storage, self._table.columns[at - 1])
            for at, variable in enumerate(variables, 1)
        ]
        self._row = 0
        for rows in self._kept():
            packed = []
            for row in rows:
                self._row += 1
                packed.append(pack(*[convert(value) for convert, value in zip(converters, row, strict=True)]))
            self._file.write(b"".join(packed))

    def _kept(self) -> Iterator[list[Row]]:
        self._spool.seek(0)
        while True:
            try:
                yield marshal.load(self._spool)
            except EOFError:
                return

    def _converter(self, at: int, storage: layout.Storage, column: Column) -> Callable[[Any], Any]:
        """Turns a value of the column into what `struct` packs."""
        if column.choices:
            codes = {choice: number for number, choice in enumerate(column.choices, 1)}
            return lambda value: layout.MISSING["byte"] if value is None else codes[value]
        if storage == "strL":
            return lambda value: self._keep_long(at, value)
        if isinstance(storage, int):
            return lambda value: value.replace("\0", SUBSTITUTE).encode() if value else b""
        missing = layout.MISSING[storage]
        return lambda value: missing if value is None else value

    def _keep_long(self, at: int, value: str | None) -> int:
        if not value:
            return 0
        self._long.write(layout.long_text(at, self._row, value.replace("\0", SUBSTITUTE).encode()))
        return layout.long_reference(at, self._row)

    def _remarks(self) -> list[str]:
        inexact = InexactNumbers("are rounded to the nearest double")
        zeros = InexactNumbers("hold the character NUL, which is written as U+001A")
        for measure in self._measures:
            inexact.add(measure.column.name, measure.inexact)
            zeros.add(measure.column.name, measure.zeros)
        return inexact.remarks() + zeros.remarks()


EXPORT = Export(suffix=".dta", media_type="application/x-stata-dta", open=DtaWriter)
