"""Log files that do not grow for ever: each run begins a new one, older ones are numbered, the oldest go."""

from pathlib import Path

KEPT = 10


def rotate(path: Path, kept: int = KEPT) -> None:
    """Move FILE to FILE.1, FILE.1 to FILE.2, and so on; keep so many old ones. Makes the folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        return
    for number in range(kept - 1, 0, -1):
        older = path.with_name(f"{path.name}.{number}")
        if older.exists():
            older.replace(path.with_name(f"{path.name}.{number + 1}"))
    path.replace(path.with_name(f"{path.name}.1"))
