"""Excel workbooks: texts are texts (no formula, no link), rows are streamed, nothing is cut off in silence.

Excel holds 1,048,576 rows a sheet and 32,767 characters a cell. More rows go on in the sheets `NAME_2`, `NAME_3`, ...;
the rest of a longer text stands in the sheet `long_texts`, in pieces with the sheet, row and column that they continue.
Control characters are written as Excel itself writes them (`_x0007_`), which Excel turns back.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harvester.exports._model import EXACT, Export, InexactNumbers, Row, Table

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

SHEET_ROWS = 1_048_576
CELL_UNITS = 32_767
"""Characters of a cell, counted as Excel does: in units of UTF-16."""
LONG_TEXTS = "long_texts"
_LONG_HEADS = ("sheet", "row", "column", "part", "text")
_CREATED = datetime(1980, 1, 1)  # noqa: DTZ001 - the zip format's zero: the same data gives the same bytes


class XlsxWriter:
    """A workbook that is being written."""

    def __init__(self, path: Path, table: Table) -> None:
        """Begin the first sheet."""
        import xlsxwriter

        # Temporary files stand beside the workbook, so that they go away with the folder when something fails.
        options = {"constant_memory": True, "tmpdir": str(path.parent), "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(path, options)
        self._book.set_properties({"title": table.name, "created": _CREATED})
        self._table = table
        self._sheets = 0
        self._long: Worksheet | None = None
        self._long_rows = 0
        self._inexact = InexactNumbers("are rounded to the nearest double")
        self._begin_sheet()

    def _begin_sheet(self) -> None:
        self._sheets += 1
        self._name = self._table.name if self._sheets == 1 else f"{self._table.name}_{self._sheets}"
        self._sheet = self._add_sheet(self._name, self._table.names)
        self._next = 1

    def _add_sheet(self, name: str, heads: Sequence[str]) -> "Worksheet":
        sheet = self._book.add_worksheet(name, _exact_sheet())
        sheet.freeze_panes(1, 0)
        for at, head in enumerate(heads):
            sheet.write_string(0, at, head)
        return sheet

    def write(self, rows: Sequence[Row]) -> None:
        """Add rows."""
        for row in rows:
            if self._next >= SHEET_ROWS:
                self._begin_sheet()
            for at, value in enumerate(row):
                if value is not None and value != "":
                    self._write_cell(at, value)
            self._next += 1

    def _write_cell(self, at: int, value: Any) -> None:
        if not isinstance(value, str):
            if isinstance(value, int) and abs(value) > EXACT:
                self._inexact.add(self._table.columns[at].name)
            self._sheet.write_number(self._next, at, value)
        elif len(value) * 2 > CELL_UNITS and (pieces := list(_pieces(value)))[1:]:
            self._sheet.write_string(self._next, at, pieces[0])
            self._write_rest(self._table.columns[at].name, pieces[1:])
        else:
            self._sheet.write_string(self._next, at, value)

    def _write_rest(self, column: str, pieces: Sequence[str]) -> None:
        if self._long is None:
            self._long = self._add_sheet(LONG_TEXTS, _LONG_HEADS)
        for part, piece in enumerate(pieces, 2):
            self._long_rows += 1
            self._long.write_string(self._long_rows, 0, self._name)
            self._long.write_number(self._long_rows, 1, self._next + 1)
            self._long.write_string(self._long_rows, 2, column)
            self._long.write_number(self._long_rows, 3, part)
            self._long.write_string(self._long_rows, 4, piece)

    def close(self) -> list[str]:
        """Finish the workbook."""
        from xlsxwriter.exceptions import FileCreateError

        try:
            self._book.close()
        except FileCreateError as error:  # wraps what the system said
            cause = error.args[0] if error.args else None
            raise cause if isinstance(cause, OSError) else OSError(str(error)) from error
        remarks = self._inexact.remarks()
        if self._sheets > 1:
            remarks.append(f"more rows than a sheet holds: they go on in {self._sheets - 1} more sheets")
        if self._long_rows:
            remarks.append(f"texts longer than a cell holds: their rest is in {LONG_TEXTS} ({self._long_rows} pieces)")
        return remarks

    def discard(self) -> None:
        """Let go of the temporary files."""
        for sheet in self._book.worksheets():
            sheet._opt_close()


@cache
def _exact_sheet() -> type:
    """A sheet that writes numbers with 17 digits, so that each is read back as it was; the library's own has 16."""
    from xlsxwriter.worksheet import Worksheet

    class ExactSheet(Worksheet):  # type: ignore[misc]  # the library has no types
        def _xml_number_element(self, number: float, attributes: Sequence[tuple[str, str]] = ()) -> None:
            told = "".join(f' {key}="{value}"' for key, value in attributes)
            self.fh.write(f"<c{told}><v>{number!r}</v></c>")

    return ExactSheet


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces that fit into a cell.

    >>> [len(piece) for piece in _pieces("公" * 40_000)], [len(piece) for piece in _pieces("𠮷" * 20_000)]
    ([32767, 7233], [16383, 3617])
    """
    start = 0
    while start < len(text):
        piece = text[start : start + CELL_UNITS]
        astral = sum(char > "\uffff" for char in piece)
        while len(piece) + astral > CELL_UNITS:
            piece = piece[: len(piece) - (len(piece) + astral - CELL_UNITS + 1) // 2]
            astral = sum(char > "\uffff" for char in piece)
        yield piece
        start += len(piece)


EXPORT = Export(
    suffix=".xlsx", media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    open=XlsxWriter, needs=("xlsxwriter",),
)  # fmt: skip
