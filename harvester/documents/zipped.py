"""Archives: a zip file with one document in it is read as that document, any other archive is refused with a reason."""

import zipfile

from harvester.errors import UnreadablePage

from . import docx, ofd, pdf, word97, xlsx
from ._package import BROKEN, open_package
from ._reader import MOST_BYTES, Content, Reader

MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
INSIDE = (pdf.READER, docx.READER, ofd.READER, xlsx.READER, word97.READER)


def read(body: bytes) -> Content:
    """Read the one document of an archive. An archive in an archive is not opened.

    Raises:
        UnreadablePage: no zip file, none or several documents in it, or the document's own reason.
    """
    if not body.startswith(b"PK"):
        raise UnreadablePage("archive: only zip files are opened; unpack it and import its files")
    package = open_package(body)
    found = [(reader, data) for data in _members(package.archive) for reader in INSIDE if reader.sniff(data)]
    if len(found) != 1:
        raise UnreadablePage(f"archive: it holds {len(found)} documents; unpack it and import its files")
    reader, data = found[0]
    return reader.read(data)


def _members(archive: zipfile.ZipFile) -> list[bytes]:
    """The bytes of each file in an archive; their names are not used."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and entry.file_size <= MOST_BYTES]
    try:
        return [archive.read(entry) for entry in entries[:20]]
    except BROKEN as problem:
        raise UnreadablePage(f"The archive is damaged ({problem}).") from problem


def sniff(body: bytes) -> bool:
    """An archive that is no document in itself: the readers of packages are asked first."""
    if not body.startswith(MAGIC):
        return False
    return not any(reader.sniff(body) for reader in (docx.READER, ofd.READER, xlsx.READER))


READER = Reader("zip", "application/zip", sniff, read)
