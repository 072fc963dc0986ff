"""What commands print: aligned tables, JSON, one line of complaint; safe on terminals that are not UTF-8."""

import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, TextIO


def prepare_streams() -> None:
    """Let no character of a report break the printing: what a terminal cannot show is escaped."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")


def silence() -> None:
    """Send what is still to be printed nowhere, after the reader of the pipe has gone."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):  # standard output is no real file (a test, an embedding program)
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - lives as long as the process
    finally:
        os.close(nowhere)


def complain(message: str) -> None:
    """One line on standard error."""
    remark(one_line(message))


def remark(text: str) -> None:
    """A line beside the results, on standard error."""
    try:
        print(text, file=sys.stderr)
    except OSError:
        return  # nobody listens; the exit code still tells


def say(text: str = "") -> None:
    """One line or more on standard output."""
    print(text)


def one_line(text: str) -> str:
    """Fold every run of white space and drop control characters, so that a message stays one line.

    >>> one_line("no such file:\\n  a\\x1b[0m.csv")
    'no such file: a [0m.csv'
    """
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "site"), counted(0, "report")
    ('1 site', '0 reports')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def width(text: str) -> int:
    """Columns that a terminal uses for a text: Chinese characters take two, combining marks none.

    >>> width("江门市 2022")
    11
    """
    return sum(_char_width(char) for char in text)


def shorten(text: str, columns: int) -> str:
    """Cut a text to at most so many columns, with an ellipsis where something is missing.

    >>> shorten("台山市人民政府办公室", 9)
    '台山市人…'
    """
    if width(text) <= columns:
        return text
    kept, used = [], 0
    for char in text:
        used += _char_width(char)
        if used > columns - 1:
            break
        kept.append(char)
    return "".join(kept) + "…"


def table(heads: Sequence[str], rows: Iterable[Sequence[object]], *, limit: int = 60) -> str:
    """Rows under their heads, aligned by what a terminal shows; numbers stand to the right.

    >>> print(table(["site", "reports"], [["江门市", 3], ["jiangmen.gov.cn", 12]]))
    site             reports
    ---------------  -------
    江门市                 3
    jiangmen.gov.cn       12
    """
    body = [list(row) for row in rows]
    right = [bool(body) and all(_is_number(row[i]) for row in body) for i in range(len(heads))]
    cells = [list(heads)] + [[shorten(_cell(value), limit) for value in row] for row in body]
    widths = [max(width(row[i]) for row in cells) for i in range(len(heads))]
    lines = [_line(row, widths, right) for row in cells]
    return "\n".join([lines[0], "  ".join("-" * size for size in widths), *lines[1:]])


def json_text(value: Any, *, indent: int | None = None) -> str:
    """A value as JSON; readable Chinese where standard output is UTF-8, escapes where it is not."""
    return json.dumps(value, ensure_ascii=not _is_utf8(sys.stdout), indent=indent)


def _is_utf8(stream: TextIO) -> bool:
    return (stream.encoding or "utf-8").lower().replace("-", "").replace("_", "") in ("utf8", "utf8sig", "cp65001")


def _char_width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _cell(value: object) -> str:
    return "" if value is None else one_line(str(value))


def _line(row: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = (
        " " * (size - width(text)) + text if to_right else text + " " * (size - width(text))
        for text, size, to_right in zip(row, widths, right, strict=True)
    )
    return "  ".join(padded).rstrip()
