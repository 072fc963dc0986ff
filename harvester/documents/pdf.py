"""PDF with a text layer: paragraphs in reading order, and ruled tables with their spans.

Characters with their boxes and the rules of the tables come from PDFium (`pypdfium2`). The table is rebuilt from its
rules: a value belongs to the cell that it is printed in, not to the line it is printed on. PDFium runs in a second
process, for a file may be made to hang it, to fill the memory, or to end it, and it may serve one thread only.
"""

import importlib.util
from typing import Any

from harvester.errors import UnreadablePage

from ._apart import ReadApart, answered
from ._pages import PageParts, document_blocks, page_parts
from ._pdfium import UNKNOWN, read_page
from ._reader import MOST_BLOCKS, MOST_PAGES, Content, Reader

MOST_CHARACTERS = 1_000_000
MOST_UNKNOWN = 0.3
"""Share of characters without a code above which nothing of a file is believed."""
NO_LIBRARY = "PDF files need the package `pypdfium2`: pip install pypdfium2"
PICTURES = "image: the PDF holds pictures of pages and no text; it needs a person, or a program that reads pictures"
NO_CODES = "image: the fonts of the PDF give no codes for what they show; it needs a person to read it"


def read(body: bytes) -> Content:
    """Read a PDF file.

    Raises:
        UnreadablePage: damaged, encrypted, without text, too large or too slow; the message says which.
    """
    if importlib.util.find_spec("pypdfium2") is None:
        raise UnreadablePage(NO_LIBRARY)
    return READING.read(body)


def answer(body: bytes) -> bytes:
    """What the second process sends back for a file."""
    return answered(read_here, body)


def read_here(body: bytes) -> Content:
    """Read a PDF file in this process."""
    import pypdfium2  # noqa: PLC0415  an optional package

    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as problem:
        raise UnreadablePage(f"The PDF cannot be opened ({problem}); it is damaged or needs a password.") from problem
    try:
        return _read_pages(pypdfium2.raw, document)
    finally:
        document.close()


def _read_pages(pdfium: Any, document: Any) -> Content:
    if len(document) > MOST_PAGES:
        raise UnreadablePage(f"The PDF has {len(document)} pages, more than {MOST_PAGES}. It is no report.")
    parts: list[PageParts] = []
    characters = unknown = 0
    for number in range(len(document)):
        page = pdfium.FPDF_LoadPage(document.raw, number)
        if not page:
            raise UnreadablePage(f"Page {number + 1} of {len(document)} of the PDF is damaged.")
        content = read_page(pdfium, page)
        pdfium.FPDF_ClosePage(page)
        characters += len(content.glyphs)
        unknown += sum(glyph.text == UNKNOWN for glyph in content.glyphs)
        if characters > MOST_CHARACTERS:
            raise UnreadablePage(f"The PDF holds more than {MOST_CHARACTERS:,} characters. It is no report.")
        parts.append(page_parts(content.glyphs, content.rules, content.width, content.height))
    if not characters:
        raise UnreadablePage(PICTURES)
    if unknown > MOST_UNKNOWN * characters:
        raise UnreadablePage(NO_CODES)
    blocks = tuple(document_blocks(parts))
    if len(blocks) > MOST_BLOCKS:
        raise UnreadablePage(f"The PDF has more than {MOST_BLOCKS:,} paragraphs. It is no report.")
    return Content(blocks)


def sniff(body: bytes) -> bool:
    """A PDF names itself within its first kilobyte."""
    return b"%PDF-" in body[:1024]


READING = ReadApart("harvester.documents.pdf")
READER = Reader("pdf", "application/pdf", sniff, read)
