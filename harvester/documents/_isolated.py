"""A reader in a second process with limits of time and memory: what hangs or ends it costs one file, not the run.

The process is started when the first file comes, reads one file after another, and ends with its parent. Run as a
program (`python -m harvester.documents._isolated MODULE`) this module is that process: it answers each file, sent as
eight bytes of length and the bytes, with a line of JSON.
"""

import contextlib
import importlib
import json
import os
import signal
import subprocess
import sys
import threading
from typing import IO, Any

from harvester.errors import UnreadablePage
from harvester.page.model import Block, Grid, GridCell

from ._reader import Content

SECONDS = 10.0
"""After which a file is given up."""
MOST_MEMORY = 480_000_000
"""Bytes that the process may take."""


class Isolated:
    """The process that reads files with `read_here` of a module; one file at a time, from any thread."""

    def __init__(self, module: str, seconds: float = SECONDS) -> None:
        """Name the module; nothing is started yet."""
        self.module = module
        self.seconds = seconds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def read(self, body: bytes) -> Content:
        """Read a file there.

        Raises:
            UnreadablePage: the reader's own reason, or that it hung, ran out of memory, or broke down.
        """
        with self._lock:
            answer, in_time = self._ask(body)
        if not in_time:
            raise UnreadablePage(f"The file was given up after {self.seconds:.0f} s; it is made to take for ever.")
        if not answer:
            raise UnreadablePage("The file broke the program that reads it, or was made to fill the memory.")
        result = json.loads(answer)
        if "reason" in result:
            raise UnreadablePage(result["reason"])
        return Content(tuple(_block(record) for record in result["blocks"]))

    def _ask(self, body: bytes) -> tuple[bytes, bool]:
        """The line that the process answers, empty when it ended; and whether the time sufficed."""
        process = self._running()
        late = threading.Event()

        def give_up() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self.seconds, give_up)
        timer.start()
        answer = b""
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(len(body).to_bytes(8, "big") + body)
            process.stdin.flush()
            answer = process.stdout.readline()
        except OSError:
            pass  # it ended while it was written to
        finally:
            timer.cancel()
        if not answer.endswith(b"\n"):
            self.close()
            return b"", not late.is_set()
        return answer, True

    def _running(self) -> subprocess.Popen[bytes]:
        """The process, started when there is none; a forked child does not use that of its parent."""
        if self._process is None or self._owner != os.getpid() or self._process.poll() is not None:
            command = [sys.executable, "-m", __name__, self.module]
            paths = os.pathsep.join(path for path in sys.path if path)
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": paths},
            )
            self._owner = os.getpid()
        return self._process

    def close(self) -> None:
        """End the process; the next file starts another."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        process.wait()


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


def _serve(module: str, source: IO[bytes], target: IO[bytes]) -> None:
    """Answer files until there are no more."""
    reader = importlib.import_module(module)
    while len(head := source.read(8)) == 8:
        body = source.read(int.from_bytes(head, "big"))
        _alarm(int(SECONDS) + 5)
        try:
            result: dict[str, Any] = {"blocks": [_record(block) for block in reader.read_here(body).blocks]}
        except UnreadablePage as problem:
            result = {"reason": str(problem)}
        except (MemoryError, RecursionError) as problem:
            result = {"reason": f"The file was made to fill the memory ({type(problem).__name__})."}
        _alarm(0)
        target.write(json.dumps(result).encode() + b"\n")
        target.flush()


def _alarm(seconds: int) -> None:
    """End this process after a while, should its parent be gone and not do it."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _limit_memory() -> None:
    """Let the system refuse more memory than a report can need; where it cannot (Windows), time alone is limited."""
    try:
        import resource  # noqa: PLC0415  only on Unix
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which may want the file still
    _limit_memory()
    _serve(sys.argv[1], sys.stdin.buffer, sys.stdout.buffer)
