"""XLSX: each sheet a table with its merged cells; numbers as they are stored, texts as they are shown."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from lxml import etree

from harvester.errors import UnreadablePage
from harvester.page.model import Block, Grid, GridCell

from ._package import Package, holds, open_package
from ._reader import Content, Deadline, Reader

PART = "xl/workbook.xml"
MOST_ROWS, MOST_COLUMNS = 5_000, 200
PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def read(body: bytes) -> Content:
    """Read the sheets of a workbook.

    Raises:
        UnreadablePage: damaged, encrypted, or made to fill the memory; the message says which.
    """
    package = open_package(body)
    shared = _shared(package)
    sheets = sorted((n for n in package.names if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", n)), key=_sheet_number)
    blocks = []
    deadline = Deadline()
    for name in sheets:
        deadline.check(name)
        root = package.xml(name)
        grid = _grid(root, shared) if root is not None else None
        if grid is not None and grid.rows:
            blocks.append(Block("table", grid.text(), grid))
    return Content(tuple(blocks))


def _sheet_number(name: str) -> int:
    return int("".join(char for char in name if char.isdigit()))


def _local(node: etree._Element, name: str) -> Iterator[etree._Element]:
    return (item for item in node.iter() if isinstance(item.tag, str) and item.tag.rpartition("}")[2] == name)


def _shared(package: Package) -> list[str]:
    root = package.xml("xl/sharedStrings.xml")
    return [] if root is None else ["".join(t.text or "" for t in _local(item, "t")) for item in _local(root, "si")]


def _grid(root: etree._Element, shared: list[str]) -> Grid | None:
    texts = {
        place: text for cell in _local(root, "c") if (place := _place(cell.get("r"))) and (text := _shown(cell, shared))
    }
    if not texts:
        return None
    height = max(row for row, _ in texts) + 1
    width = max(column for _, column in texts) + 1
    if height > MOST_ROWS or width > MOST_COLUMNS:
        raise UnreadablePage(f"A sheet has {height:,} rows and {width:,} columns. It is no report.")
    slots: list[list[GridCell | None]] = [
        [GridCell(texts.get((r, c), ""), r, c) for c in range(width)] for r in range(height)
    ]
    for merged in _local(root, "mergeCell"):
        _merge(slots, merged.get("ref") or "")
    return Grid(tuple(tuple(row) for row in slots), method="docx")


def _merge(slots: list[list[GridCell | None]], reference: str) -> None:
    first, _, last = reference.partition(":")
    start, end = _place(first), _place(last)
    if start is None or end is None or start[0] >= len(slots) or start[1] >= len(slots[0]):
        return
    bottom, right = min(end[0], len(slots) - 1), min(end[1], len(slots[0]) - 1)
    corner = slots[start[0]][start[1]]
    if corner is None:
        return
    cell = corner._replace(rowspan=bottom - start[0] + 1, colspan=right - start[1] + 1)
    for row in range(start[0], bottom + 1):
        for column in range(start[1], right + 1):
            slots[row][column] = cell


def _place(reference: str | None) -> tuple[int, int] | None:
    match = PLACE.fullmatch(reference or "")
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _shown(cell: etree._Element, shared: list[str]) -> str:
    kind = cell.get("t")
    if kind == "inlineStr":
        return "".join(t.text or "" for t in _local(cell, "t")).strip()
    value = next((node.text or "" for node in _local(cell, "v")), "")
    if kind == "s":
        return shared[int(value)].strip() if value.isdigit() and int(value) < len(shared) else ""
    return value.strip() if kind in ("str", "b", "e") else _plain(value)


def _plain(value: str) -> str:
    """A stored number without the noise of binary fractions: 0.28000000000000003 is 0.28."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if number == number.to_integral_value():
        return str(number.quantize(Decimal(1)))
    return f"{float(value):.12g}"


def sniff(body: bytes) -> bool:
    """A zip package with a workbook."""
    return holds(body, PART)


READER = Reader("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sniff, read)
