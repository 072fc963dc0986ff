"""JSON Lines: one object a line, UTF-8, nothing escaped but what JSON and line readers need. Every value is exact."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from harvester.exports._model import Export, Row, Table

# Some line readers also end a line at these, which JSON allows inside a text; outside a text they cannot stand.
_LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


class JsonlWriter:
    """A JSON Lines file that is being written."""

    def __init__(self, path: Path, table: Table) -> None:
        """Open the file."""
        self._file = path.open("w", encoding="utf-8", newline="\n")
        self._names = table.names
        self._encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode

    def write(self, rows: Sequence[Row]) -> None:
        """Add rows."""
        names, encode = self._names, self._encode
        text = "\n".join([encode(dict(zip(names, row, strict=True))) for row in rows])
        for char, escaped in _LINE_ENDS.items():
            if char in text:
                text = text.replace(char, escaped)
        self._file.write(f"{text}\n" if rows else "")

    def close(self) -> list[str]:
        """Finish the file."""
        self._file.close()
        return []

    def discard(self) -> None:
        """Let go of the file."""
        self._file.close()


def read(path: Path, table: Table) -> Iterator[Row]:
    """Rows as they were exported."""
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            values = json.loads(line)
            yield tuple(values[name] for name in table.names)


EXPORT = Export(suffix=".jsonl", media_type="application/jsonl", open=JsonlWriter, read=read)
