"""Reads hand-kept CSV rows and refuses a wrong one in one line that names file, line, column and what to do."""

import csv
import difflib
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn
from urllib.parse import urlsplit

from harvester.errors import ReferenceRowError

REFERENCE = Path(__file__).resolve().parent.parent / "data" / "reference"
"""The folder of the rows that are shipped with the project."""

_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*")
_IPV6 = re.compile(r"[0-9a-f:.]*:[0-9a-f:.]*")


class Row(NamedTuple):
    """One row with the place where it stands, so that every complaint can point at it."""

    path: Path
    line: int
    cells: Mapping[str, str]
    """Column name to cell, white space stripped; a cell that the row lacks is an empty string."""

    def refuse(self, column: str, message: str) -> NoReturn:
        """Raise the error that names file, line and column."""
        raise ReferenceRowError(f"{_shown(self.path)}:{self.line}:{column}: {message}")

    def get(self, column: str) -> str:
        """The cell, empty when the file has no such column."""
        return self.cells.get(column, "")

    def require(self, column: str) -> str:
        """The cell, which must not be empty."""
        cell = self.cells.get(column, "")
        if not cell:
            self.refuse(column, "the cell is empty; every row needs a value here")
        return cell

    def choice(self, column: str, allowed: Collection[str]) -> str | None:
        """The cell as one of `allowed`, None when it is empty."""
        cell = self.cells.get(column, "")
        if cell and cell not in allowed:
            self.refuse(column, f"{cell!r} is none of {', '.join(allowed)}")
        return cell or None

    def match(self, column: str, pattern: re.Pattern[str], wanted: str) -> str | None:
        """The cell when it has the shape of `pattern` (described by `wanted`), None when it is empty."""
        cell = self.cells.get(column, "")
        if cell and not pattern.fullmatch(cell):
            self.refuse(column, f"{cell!r} is not {wanted}")
        return cell or None

    def year(self, column: str) -> int | None:
        """The cell as a year, None when it is empty."""
        cell = self.match(column, _YEAR, "a year of four digits")
        return int(cell) if cell else None

    def url(self, column: str) -> str | None:
        """The cell as a web address, None when it is empty."""
        cell = self.cells.get(column, "")
        fault = url_fault(cell) if cell else None
        if fault:
            self.refuse(column, f"{cell!r} {fault}")
        return cell or None


_YEAR = re.compile(r"(?:19|20)\d\d")


def url_fault(url: str) -> str | None:
    """Say what is wrong with an address that a crawl should start from, None when nothing is.

    >>> url_fault("https://www.taishan.gov.cn/") is None
    True
    >>> url_fault("www.taishan.gov.cn")
    'has no scheme; write https://www.taishan.gov.cn'
    """
    if re.search(r"[\s<>\"{}|\\^`\x00-\x1f]", url):
        return "is no web address: it holds a space or a character that no address may hold"
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError as error:
        return f"is no web address: {error}"
    if parts.scheme in {"http", "https"}:
        user = "carries a user name; write the address without it" if parts.username is not None else None
        return user or (None if is_host(host) else "is no web address: it names no proper host")
    if "." in url.partition("/")[0] and "://" not in url:
        return f"has no scheme; write https://{url}"
    return "is no web address; write one that begins with http:// or https://"


def is_host(host: str) -> bool:
    """Tell whether a text can be a host name or an IP address; Chinese domain names count by their IDNA form."""
    try:
        name = host.lower() if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return False
    return bool(_HOST.fullmatch(name) or _IPV6.fullmatch(name))


def read_rows(path: Path, *, required: Sequence[str], known: Collection[str] = (), advice: str = "") -> Iterator[Row]:
    """Give the rows of a CSV file in UTF-8 (a BOM is tolerated), empty lines left out.

    Args:
        path: the file.
        required: columns that the header must name.
        known: optional columns; a header that seems to misspell one of them is refused, other columns are let be.
        advice: what to do about a wrong header, for the message.

    Raises:
        ReferenceRowError: the file is missing, not UTF-8, no CSV, has a wrong header or a row with too many cells.
    """
    header: list[str] | None = None
    for line, cells in _records(path):
        if header is None:
            header = _checked_header(_Header(path, line, cells, advice), required, known)
            continue
        if any(cells[len(header) :]):
            message = f"{len(cells)} cells under {len(header)} columns; quote a cell that holds a comma"
            raise ReferenceRowError(f"{_shown(path)}:{line}:{len(header) + 1}: {message}")
        yield Row(path, line, dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=False)))
    if header is None:
        raise ReferenceRowError(f"{_shown(path)}:1: the file is empty; its first line must be {','.join(required)}")


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Line number and stripped cells of every record that is not empty."""
    reader = csv.reader(_text_lines(path), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            raise ReferenceRowError(f"{_shown(path)}:{line}: {error}; check the quotation marks of this line") from None
        if any(cells):
            yield line, cells


def unique(rows: Sequence[Row], column: str) -> None:
    """Refuse the second row that has the same value in `column` (empty cells aside)."""
    seen: dict[str, int] = {}
    for row in rows:
        cell = row.get(column)
        if cell and seen.setdefault(cell, row.line) != row.line:
            row.refuse(column, f"{cell!r} stands in line {seen[cell]} already; each may appear once")


def _text_lines(path: Path) -> Iterable[str]:
    """Lines of the file with their ends, decoded strictly; any of the three usual line ends will do."""
    try:
        body = path.read_bytes()
    except FileNotFoundError:
        raise ReferenceRowError(f"{_shown(path)}: no such file; check the path") from None
    except OSError as error:
        raise ReferenceRowError(f"{_shown(path)}: cannot be read ({error.strerror or error})") from None
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _place(body, error.start)
        message = f"byte 0x{body[error.start]:02x} is not UTF-8; save the file as UTF-8 (in Excel: CSV UTF-8)"
        raise ReferenceRowError(f"{_shown(path)}:{line}:{column}: {message}") from None
    if "\0" in text:
        line, column = _place(body, body.index(0))
        raise ReferenceRowError(f"{_shown(path)}:{line}:{column}: a NUL byte; this is no text file in UTF-8")
    return io.StringIO(text, newline="")


def _place(body: bytes, offset: int) -> tuple[int, int]:
    """Line and column (the number of the CSV cell) of a byte."""
    start = body.rfind(b"\n", 0, offset) + 1
    return body.count(b"\n", 0, offset) + 1, body.count(b",", start, offset) + 1


class _Header(NamedTuple):
    """The first record of a file, which names the columns."""

    path: Path
    line: int
    cells: list[str]
    advice: str

    def refuse(self, column: int, message: str) -> NoReturn:
        advice = f"; {self.advice}" if self.advice else ""
        raise ReferenceRowError(f"{_shown(self.path)}:{self.line}:{column}: {message}{advice}")


def _checked_header(header: _Header, required: Sequence[str], known: Collection[str]) -> list[str]:
    """Column names in lower case when the header is usable."""
    names = [cell.lower() for cell in header.cells]
    absent = [name for name in (*required, *known) if name not in names]
    missing = [name for name in required if name in absent]
    if missing and len(names) == 1 and re.search(r"[;\t|]", names[0]):
        header.refuse(1, "the cells are not separated by commas")
    for number, name in enumerate(names, 1):
        if name and name in names[: number - 1]:
            header.refuse(number, f"the header names {name!r} twice")
        near = [] if name in (*required, *known) else difflib.get_close_matches(name, absent, n=1, cutoff=0.8)
        if near:
            header.refuse(number, f"the header says {name!r} where {near[0]!r} is meant")
    if missing:
        header.refuse(1, f"the header has no column {missing[0]!r} (it reads {','.join(header.cells)[:120]!r})")
    return names


def _shown(path: Path) -> str:
    """The path as a person would type it: relative when it lies below the working directory."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
