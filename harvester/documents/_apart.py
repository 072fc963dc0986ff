"""Reads a kind of file in a second process. It sends back JSON: nothing that comes from there is run."""

import json
from collections.abc import Callable
from typing import Any

from harvester.errors import UnreadablePage
from harvester.isolated import Isolated, Program
from harvester.page.model import Block, Grid, GridCell

from ._reader import Content

SECONDS = 10.0
"""After which a file is given up."""
MOST_MEMORY = 480_000_000
"""Bytes that the process may take."""


class ReadApart:
    """Reads files with the function `answer` of a module in a process of its own; see `answered`."""

    def __init__(self, module: str, seconds: float = SECONDS) -> None:
        """Name the module; nothing is started yet."""
        self.process = Isolated(Program(module, seconds, MOST_MEMORY))

    def read(self, body: bytes) -> Content:
        """Read a file there.

        Raises:
            UnreadablePage: the reader's own reason, or that it hung, ran out of memory, or broke down.
        """
        try:
            answer = self.process.ask(body)
        except TimeoutError:
            seconds = self.process.program.seconds
            raise UnreadablePage(f"The file was given up after {seconds:.0f} s; it is made to take for ever.") from None
        if answer is None:
            raise UnreadablePage("The file broke the program that reads it, or was made to fill the memory.")
        result = json.loads(answer)
        if "reason" in result:
            raise UnreadablePage(result["reason"])
        return Content(tuple(_block(record) for record in result["blocks"]))


def answered(read: Callable[[bytes], Content], body: bytes) -> bytes:
    """What the second process answers: what was read, or the reason why nothing was."""
    try:
        result: dict[str, Any] = {"blocks": [_record(block) for block in read(body).blocks]}
    except UnreadablePage as problem:
        result = {"reason": str(problem)}
    except (MemoryError, RecursionError) as problem:
        result = {"reason": f"The file was made to fill the memory ({type(problem).__name__})."}
    return json.dumps(result).encode()


def _record(block: Block) -> list[Any]:
    """A block as JSON keeps it."""
    if block.grid is None:
        return [block.kind, block.text]
    cells = {(c.row, c.column): c for row in block.grid.slots for c in row if c is not None}
    size = [block.grid.rows, block.grid.columns]
    return [block.kind, block.text, block.grid.method, size, [list(cell) for cell in cells.values()]]


def _block(record: list[Any]) -> Block:
    """The block that `_record` wrote."""
    if len(record) == 2:
        return Block(*record)
    kind, text, method, (rows, columns), cells = record
    slots: list[list[GridCell | None]] = [[None] * columns for _ in range(rows)]
    for cell in map(GridCell._make, cells):
        for row in range(cell.row, cell.row + cell.rowspan):
            for column in range(cell.column, cell.column + cell.colspan):
                slots[row][column] = cell
    return Block(kind, text, Grid(tuple(tuple(row) for row in slots), method=method))
