"""Zip files that hold XML (DOCX, XLSX, OFD): opened with limits, never unpacked to disk, entities never resolved."""

import io
import lzma
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from harvester.errors import UnreadablePage

MOST_ENTRIES = 5_000
MOST_UNPACKED = 120_000_000
LARGEST_ENTRY = 12_000_000
"""Bytes of one XML part: as a tree it takes up to thirty times as much memory."""
MOST_RATIO = 400
"""A part that unpacks to more than this many times its packed size, and is large, is a bomb."""
RATIO_MATTERS = 5_000_000
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, NotImplementedError, RuntimeError, EOFError, ValueError,
)  # fmt: skip
"""What the standard library raises over a damaged zip file."""


@dataclass(frozen=True)
class Package:
    """An opened package."""

    archive: zipfile.ZipFile

    @property
    def names(self) -> list[str]:
        """Names of its parts, as written in it; they are keys here and never paths."""
        return self.archive.namelist()

    def xml(self, name: str) -> etree._Element | None:
        """The root of an XML part, None when the package has none of that name.

        Raises:
            UnreadablePage: the part is damaged, too large, or no XML.
        """
        try:
            info = self.archive.getinfo(name)
        except KeyError:
            return None
        if info.file_size > LARGEST_ENTRY:
            raise UnreadablePage(f"The part {name!r} unpacks to {info.file_size:,} bytes, more than {LARGEST_ENTRY:,}.")
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
        )
        try:
            with self.archive.open(info) as stream:
                data = stream.read(LARGEST_ENTRY + 1)
            return etree.fromstring(data, parser)
        except BROKEN as problem:
            raise UnreadablePage(f"The part {name!r} cannot be unpacked ({problem}).") from problem
        except etree.XMLSyntaxError as problem:
            raise UnreadablePage(f"The part {name!r} is no XML ({problem.msg}).") from problem


def open_package(body: bytes) -> Package:
    """Open a zip file within the limits.

    Raises:
        UnreadablePage: damaged, encrypted, or made to fill the memory; the message says which.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(body))
        entries = archive.infolist()
    except BROKEN as problem:
        raise UnreadablePage(f"The file is a damaged zip package ({problem}).") from problem
    if len(entries) > MOST_ENTRIES:
        raise UnreadablePage(f"The package has {len(entries):,} parts, more than {MOST_ENTRIES:,}.")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise UnreadablePage(f"The package unpacks to more than {MOST_UNPACKED:,} bytes.")
    for entry in entries:
        if entry.flag_bits & 1:
            raise UnreadablePage("The package is encrypted; it needs its password.")
        if entry.file_size > RATIO_MATTERS and entry.file_size > MOST_RATIO * max(1, entry.compress_size):
            raise UnreadablePage(f"The part {entry.filename!r} unpacks to {entry.file_size:,} bytes: a zip bomb.")
    return Package(archive)


def holds(body: bytes, *parts: str) -> bool:
    """Whether bytes are a zip file whose directory names one of these parts."""
    if not body.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            names = set(archive.namelist())
    except BROKEN:
        return False
    return any(part in names for part in parts)
