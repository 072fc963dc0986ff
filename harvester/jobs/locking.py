"""One harvest of a database at a time: a second one would ask the same sites again and split their pauses."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from harvester.errors import HarvestError

if sys.platform == "win32":
    import msvcrt

    def _take(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def single(db: Path) -> Iterator[None]:
    """Hold the lock beside the database for the block; the system releases it also when the process is killed.

    Raises:
        HarvestError: another process holds it, or the file cannot be made.
    """
    path = db.with_name(f"{db.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError:
        # A folder that cannot be written is told by the database, in its own words.
        yield
        return
    try:
        _acquire(file, path, db)
        yield
    finally:
        os.close(file)


def _acquire(file: int, path: Path, db: Path) -> None:
    try:
        _take(file)
    except OSError as error:
        holder = path.read_text("utf-8", "replace").strip() or "unknown"
        raise HarvestError(
            f"Another harvest of {db} is at work (process {holder}); this one was not started. Wait until it ends."
        ) from error
    os.ftruncate(file, 0)
    os.write(file, str(os.getpid()).encode())
