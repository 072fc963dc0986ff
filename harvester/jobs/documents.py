"""Documents that are already at hand: files, folders, standard input, one address; found in order, read safely."""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NamedTuple

from harvester.documents.read import kind_of
from harvester.errors import HarvestError, UnreadablePage
from harvester.jobs.fetch import fetch, is_url
from harvester.settings import DOWNLOAD_MAXSIZE, USER_AGENT

LIMIT = DOWNLOAD_MAXSIZE
"""Bytes of the largest document that is taken in: as much as a crawl would."""
STDIN = "-"
HEAD = 1024
"""Bytes in which most kinds of files can be told."""
NO_DOCUMENTS = frozenset({"image", "zip"})
"""Kinds that a folder holds for other reasons."""
# In a folder only these are taken for documents; a saved page brings pictures, scripts and styles along.
SUFFIXES = frozenset((
    ".html", ".htm", ".shtml", ".shtm", ".xhtml", ".xht", ".mht", ".mhtml", ".jhtml", ".jsp", ".jspx", ".asp", ".aspx",
    ".php", ".do", ".action", ".txt", ".text", ".md", ".pdf", ".doc", ".docx", ".wps", ".ofd", ".rtf", ".xls", ".xlsx",
))  # fmt: skip

ARCHIVES = (".warc", ".wet", ".arc", ".warc.gz", ".wet.gz", ".arc.gz")
"""Ends of the names of web archives."""


class Document(NamedTuple):
    """The bytes of one document and what is known of them."""

    url: str
    body: bytes
    content_type: str | None = None
    final_url: str | None = None
    status: int | None = None


@dataclass
class Search:
    """What a search in folders found and what it passed over."""

    paths: list[Path] = field(default_factory=list)
    passed: Counter[str] = field(default_factory=Counter)
    """Files that are no documents, counted by suffix."""


def load(source: str) -> Document:
    """One document by the name of its file, its address, or `-` for standard input.

    Raises:
        HarvestError: it cannot be had; the message says why and what to do.
    """
    if source == STDIN:
        return Document("stdin:", read_limited(sys.stdin.buffer, "standard input"))
    if is_url(source):
        answer = fetch(source, user_agent=USER_AGENT, limit=LIMIT)
        return Document(source, answer.body, answer.content_type, answer.url, answer.status)
    path = Path(source)
    if path.is_dir():
        raise HarvestError(f"{source} is a folder; name its files, or use: harvester import {source}")
    return Document(file_url(path), read_file(path))


def read_file(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        HarvestError: it is missing or closed to us.
        UnreadablePage: it is larger than any report.
    """
    try:
        with path.open("rb") as stream:
            return read_limited(stream, str(path))
    except OSError as error:
        raise HarvestError(f"{path}: {error.strerror or error}; check the name of the file") from error


def read_limited(stream: BinaryIO, name: str) -> bytes:
    """All bytes of a stream, refused beyond `LIMIT` before memory fills up."""
    body = stream.read(LIMIT + 1)
    if len(body) > LIMIT:
        raise UnreadablePage(f"{name} is larger than {LIMIT // 1_000_000} MB, which no report page is")
    return body


def file_url(path: Path) -> str:
    """The address under which a file is kept in the database.

    >>> file_url(Path("/reports/年报 1.html"))
    'file:///reports/%E5%B9%B4%E6%8A%A5%201.html'
    """
    return Path(os.path.abspath(path)).as_uri()  # noqa: PTH100 - resolve() would follow links to other names


def find_documents(sources: Iterable[str]) -> Search:
    """Every file that the sources stand for: files as they are named, folders with everything below them, in order.

    Raises:
        HarvestError: a source does not exist.
    """
    search = Search()
    for source in sources:
        path = Path(source)
        if path.is_dir():
            for found in _walk(path):
                if found.suffix.lower() in SUFFIXES or found.name.lower().endswith(ARCHIVES) or _is_document(found):
                    search.paths.append(found)
                else:
                    search.passed[found.suffix.lower() or "no suffix"] += 1
        elif path.exists():
            search.paths.append(path)
        elif is_url(source):
            raise HarvestError(f"{source} is an address; use harvester crawl (or parse) for it, import reads files")
        else:
            raise HarvestError(f"{source}: no such file or folder; check the name")
    search.paths = list(dict.fromkeys(search.paths))
    return search


def _is_document(path: Path) -> bool:
    """Whether a file of another name is PDF, Word, a workbook, OFD all the same: its bytes tell."""
    try:
        with path.open("rb") as stream:
            body = stream.read(HEAD)
            if body.startswith(b"PK"):  # the directory of a package stands at its end
                body += read_limited(stream, str(path))
    except (OSError, UnreadablePage):
        return False
    kind = kind_of(body)
    return kind is not None and kind.kind not in NO_DOCUMENTS


def _walk(folder: Path) -> Iterator[Path]:
    """Files below a folder in order of their names, hidden ones left out; links to folders are not followed."""

    def refuse(error: OSError) -> None:
        raise HarvestError(f"{error.filename}: {error.strerror}; make the folder readable")

    for parent, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent) / name for name in sorted(files) if not name.startswith("."))
