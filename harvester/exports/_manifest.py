"""The manifest of an export: every file with its size and SHA-256, the counts, and what wrote it."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

MANIFEST = "manifest.json"
LAYOUT = 1
"""Number of this layout of the manifest."""


class BrokenManifest(ValueError):
    """The manifest is missing or no manifest of ours; the message says which."""


class Fault(NamedTuple):
    """One thing that is not as the manifest says."""

    path: str
    what: str


def digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_manifest(folder: Path, about: Mapping[str, Any], files: Sequence[Path]) -> None:
    """Write the manifest of a finished folder.

    Args:
        folder: where it goes.
        about: what is told besides the files: software, counts, selection, remarks.
        files: the files that it lists.
    """
    listed = [{"path": file.name, "bytes": file.stat().st_size, "sha256": digest(file)} for file in sorted(files)]
    text = json.dumps({"manifest": LAYOUT, **about, "files": listed}, ensure_ascii=False, indent=2)
    (folder / MANIFEST).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a folder.

    Raises:
        BrokenManifest: there is none, or it is damaged.
    """
    path = folder / MANIFEST
    try:
        found = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise BrokenManifest(f"{path} is missing: the folder is no finished export") from None
    except ValueError as error:
        raise BrokenManifest(f"{path} is damaged: {error}") from error
    if not isinstance(found, dict) or found.get("manifest") != LAYOUT or not _is_list_of_files(found.get("files")):
        raise BrokenManifest(f"{path} is no manifest of this program")
    return found


def _is_list_of_files(files: Any) -> bool:
    """Whether the list names plain files of the folder: a path that leads elsewhere is refused."""
    return isinstance(files, list) and all(
        isinstance(file, dict)
        and isinstance(file.get("path"), str)
        and file["path"] == Path(file["path"]).name
        and isinstance(file.get("sha256"), str)
        and isinstance(file.get("bytes"), int)
        for file in files
    )


def verify(folder: Path) -> Iterator[Fault]:
    """Compare a folder with its manifest: files that are missing, differ, or are not listed.

    Raises:
        BrokenManifest: there is no manifest to compare with.
    """
    listed = read_manifest(folder)["files"]
    for file in listed:
        yield from _compare(folder, file)
    known = {file["path"] for file in listed} | {MANIFEST}
    for path in sorted(folder.iterdir()):
        if path.name not in known:
            yield Fault(path.name, "is not in the manifest")


def _compare(folder: Path, file: Mapping[str, Any]) -> Iterator[Fault]:
    path = folder / file["path"]
    if not path.is_file():
        yield Fault(file["path"], "is missing")
    elif path.stat().st_size != file["bytes"]:
        yield Fault(file["path"], f"has {path.stat().st_size} bytes instead of {file['bytes']}")
    elif digest(path) != file["sha256"]:
        yield Fault(file["path"], "has another content (SHA-256 differs)")
