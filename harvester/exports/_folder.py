"""A folder that appears whole or not at all: files are written beside it and moved into place when all are finished."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from harvester.exports._manifest import MANIFEST, BrokenManifest, read_manifest

READ_ONLY = 0o444


@contextmanager
def staged(target: Path, *, frozen: bool = False) -> Iterator[Path]:
    """Give a folder to write into; what it holds at the end becomes `target`, or nothing does when the block fails.

    Files of an earlier export in `target` are replaced, and those that the new one no longer has are removed; other
    files in it stay. `frozen` makes the files read-only.
    """
    home = target if target.is_dir() else target.parent
    home.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".partial", dir=home))
    try:
        yield folder
        if frozen:
            for file in folder.iterdir():
                file.chmod(READ_ONLY)
        _publish(folder, target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _publish(folder: Path, target: Path) -> None:
    if not target.exists():
        folder.chmod(0o777 & ~_umask())
        folder.rename(target)
        return
    before = _listed(target)
    # Without its manifest the folder is no export, so that a move that is cut short is never taken for a whole one.
    (target / MANIFEST).unlink(missing_ok=True)
    fresh = sorted(folder.iterdir(), key=lambda file: (file.name == MANIFEST, file.name))
    for name in before - {file.name for file in fresh}:
        (target / name).unlink(missing_ok=True)
    for file in fresh:
        file.replace(target / file.name)


def _listed(target: Path) -> set[str]:
    """Names of the files that an earlier export left."""
    try:
        return {file["path"] for file in read_manifest(target)["files"]}
    except BrokenManifest:
        return set()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
