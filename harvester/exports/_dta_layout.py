"""The parts of a Stata file of release 118 (Stata 14 and later), after the format's public description.

A file is a row of marked blocks; a map at its beginning tells where each starts. Texts are UTF-8 in fields of fixed
size, or `strL`: kept once behind the data, with a reference in the row.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Literal, NamedTuple

Storage = Literal["byte", "long", "double", "strL"] | int
"""What a variable is kept as; a number is the width of a text in bytes."""

LONG_MIN, LONG_MAX = -2_147_483_647, 2_147_483_620
MISSING = {"byte": 101, "long": 2_147_483_621, "double": struct.unpack("<d", bytes.fromhex("000000000000e07f"))[0]}
"""The value `.` of each kind of number."""
WIDEST_TEXT = 2045
NAME_CHARS, LABEL_CHARS = 32, 80

_CODES: dict[Storage, int] = {"byte": 65530, "long": 65528, "double": 65526, "strL": 32768}
_PACKING: dict[Storage, str] = {"byte": "b", "long": "i", "double": "d", "strL": "Q"}
_DISPLAY: dict[Storage, str] = {"byte": "%9.0g", "long": "%12.0g", "double": "%12.0g", "strL": "%-9s"}
_BLOCKS = (
    "variable_types", "varnames", "sortlist", "formats", "value_label_names", "variable_labels", "characteristics",
)  # fmt: skip


class Variable(NamedTuple):
    """One column as Stata has it."""

    name: str
    label: str
    storage: Storage
    labels: str = ""
    """Name of the value labels, where it has some."""


def row_packing(variables: Sequence[Variable]) -> struct.Struct:
    """How one row is packed."""
    return struct.Struct(
        "<" + "".join(f"{v.storage}s" if isinstance(v.storage, int) else _PACKING[v.storage] for v in variables)
    )


class Dta:
    """Writes the blocks in order and fills in the map at the end."""

    def __init__(self, file: IO[bytes], variables: Sequence[Variable], rows: int, label: str) -> None:
        """Write everything before the data. No time is written, so that the same data gives the same bytes."""
        self._file = file
        self._starts = [0]
        title = _cut(label, LABEL_CHARS)
        file.write(b"<stata_dta><header><release>118</release><byteorder>LSF</byteorder>")
        file.write(b"<K>" + struct.pack("<H", len(variables)) + b"</K><N>" + struct.pack("<Q", rows) + b"</N>")
        file.write(b"<label>" + struct.pack("<H", len(title)) + title + b"</label><timestamp>\0</timestamp></header>")
        self._mark()
        file.write(b"<map>" + bytes(14 * 8) + b"</map>")
        for name, content in zip(_BLOCKS, _descriptions(variables), strict=True):
            self._mark()
            file.write(b"<%b>%b</%b>" % (name.encode(), content, name.encode()))
        self._mark()
        file.write(b"<data>")

    def finish(self, long_texts: IO[bytes], value_labels: Mapping[str, Sequence[str]]) -> None:
        """Write what stands behind the data: long texts as `long_text` made them, value labels counted from 1."""
        self._file.write(b"</data>")
        self._mark()
        self._file.write(b"<strls>")
        long_texts.seek(0)
        while chunk := long_texts.read(1 << 20):
            self._file.write(chunk)
        self._file.write(b"</strls>")
        self._mark()
        self._file.write(b"<value_labels>" + b"".join(_value_labels(value_labels)) + b"</value_labels>")
        self._mark()
        self._file.write(b"</stata_dta>")
        self._mark()
        self._file.seek(self._starts[1] + len(b"<map>"))
        self._file.write(struct.pack("<14Q", *self._starts))

    def _mark(self) -> None:
        self._starts.append(self._file.tell())


def long_text(variable: int, row: int, text: bytes) -> bytes:
    """A text behind the data; `variable` and `row` are counted from 1."""
    return b"GSO" + struct.pack("<IQBI", variable, row, 130, len(text) + 1) + text + b"\0"


def long_reference(variable: int, row: int) -> int:
    """The reference to it in the row: two bytes for the variable, six for the row."""
    return variable | row << 16


def _descriptions(variables: Sequence[Variable]) -> Iterator[bytes]:
    yield b"".join(struct.pack("<H", v.storage if isinstance(v.storage, int) else _CODES[v.storage]) for v in variables)
    yield b"".join(_field(v.name, 129) for v in variables)
    yield bytes(2 * (len(variables) + 1))
    yield b"".join(
        _field(f"%-{v.storage}s" if isinstance(v.storage, int) else _DISPLAY[v.storage], 57) for v in variables
    )
    yield b"".join(_field(v.labels, 129) for v in variables)
    yield b"".join(_field(v.label, 321) for v in variables)
    yield b""


def _field(text: str, size: int) -> bytes:
    return _cut(text, LABEL_CHARS).ljust(size, b"\0")


def _cut(text: str, characters: int) -> bytes:
    return text[:characters].encode()


def _value_labels(named: Mapping[str, Sequence[str]]) -> Iterator[bytes]:
    for name, texts in named.items():
        words = [text.encode() + b"\0" for text in texts]
        offsets = [sum(map(len, words[:at])) for at in range(len(words))]
        count, size = len(words), sum(map(len, words))
        table = struct.pack(f"<II{count}I{count}i", count, size, *offsets, *range(1, count + 1)) + b"".join(words)
        yield b"<lbl>" + struct.pack("<I", len(table)) + _field(name, 129) + bytes(3) + table + b"</lbl>"
