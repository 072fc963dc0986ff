"""PDF with a text layer: paragraphs in reading order, and ruled tables with their spans.

Characters with their boxes and the rules of the tables come from PDFium (`pypdfium2`, in the extra `documents`). The
table is rebuilt from its rules: a value belongs to the cell that it is printed in, not to the line it is printed on.
"""

import ctypes
import time
from collections.abc import Iterator
from typing import Any

from harvester.errors import UnreadablePage
from harvester.page.model import Block

from ._lattice import Rule, find_lattices
from ._layout import Glyph
from ._pages import joined, page_blocks
from ._reader import MOST_BLOCKS, MOST_PAGES, Content, Reader

LONGEST = 10.0
"""Seconds after which a file is given up."""
MOST_CHARACTERS = 2_000_000
THICKEST = 3.0
"""Points: a filled box thinner than this is a rule."""
NO_LIBRARY = "PDF files need the extra `documents`: pip install -e .[documents]"
PICTURES = "image: the PDF holds pictures of pages and no text; it needs a person, or a program that reads pictures"


def read(body: bytes) -> Content:
    """Read a PDF file.

    Raises:
        UnreadablePage: damaged, encrypted, without text, or too large; the message says which.
    """
    try:
        import pypdfium2  # noqa: PLC0415  an extra
    except ImportError as problem:
        raise UnreadablePage(NO_LIBRARY) from problem
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as problem:
        raise UnreadablePage(f"The PDF cannot be opened ({problem}); it is damaged or needs a password.") from problem
    try:
        return _read_pages(document)
    finally:
        document.close()


def _read_pages(document: Any) -> Content:
    if len(document) > MOST_PAGES:
        raise UnreadablePage(f"The PDF has {len(document)} pages, more than {MOST_PAGES}. It is no report.")
    until = time.monotonic() + LONGEST
    blocks: list[Block] = []
    pictures = characters = 0
    for number in range(len(document)):
        if time.monotonic() > until:
            raise UnreadablePage(f"The PDF was given up after {LONGEST:.0f} s at page {number + 1} of {len(document)}.")
        page = document[number]
        glyphs, height = list(_glyphs(page)), page.get_height()
        characters += len(glyphs)
        if not glyphs:
            pictures += 1
        if characters > MOST_CHARACTERS or len(blocks) > MOST_BLOCKS:
            raise UnreadablePage(f"The PDF holds more than {MOST_CHARACTERS:,} characters. It is no report.")
        blocks += page_blocks(glyphs, find_lattices(list(_rules(page, height))), height)
        page.close()
    if not characters and pictures:
        raise UnreadablePage(PICTURES)
    return Content(tuple(joined(blocks)))


def _glyphs(page: Any) -> Iterator[Glyph]:
    """Every visible character of a page with its box."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415  an extra

    height = page.get_height()
    text_page = page.get_textpage()
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    handle = text_page.raw
    for at in range(text_page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(handle, at)
        if code <= 32 or code in (0xA0, 0x3000, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000:
            continue
        # The loose box is that of the type, the same for digits, commas and characters; the tight one is not.
        found = pdfium.FPDFText_GetLooseCharBox(handle, at, ctypes.byref(box))
        if found and pdfium.FPDFText_GetCharOrigin(handle, at, ctypes.byref(x), ctypes.byref(y)):
            yield Glyph(chr(code), box.left, height - box.top, box.right, height - box.bottom, height - y.value)
    yield from _unmapped(page, text_page, height)
    text_page.close()


def _unmapped(page: Any, text_page: Any, height: float) -> Iterator[Glyph]:
    """A mark where something is printed that has no code: a cell that holds it is not blank, whatever it shows."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415  an extra

    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=6):
        # The length in bytes, the two of the end mark included.
        if pdfium.FPDFTextObj_GetText(thing.raw, text_page.raw, None, 0) <= 2:
            left, bottom, right, top = thing.get_bounds()
            yield Glyph("\ufffd", left, height - top - 5, right + 1, height - bottom + 1, height - bottom)


def _rules(page: Any, height: float) -> Iterator[Rule]:
    """Straight strokes and thin filled boxes of a page."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415  an extra

    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=6):
        matrix = thing.get_matrix()
        points = [(matrix.on_point(x, y), kind) for x, y, kind in _segments(thing.raw)]
        yield from _straight([((x, height - y), kind) for (x, y), kind in points])


def _segments(path: Any) -> Iterator[tuple[float, float, int]]:
    """Points of a path with the kind of the segment that leads there; -1 closes the figure."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415  an extra

    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(min(pdfium.FPDFPath_CountSegments(path), 20_000)):
        segment = pdfium.FPDFPath_GetPathSegment(path, number)
        if not pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            continue
        yield x.value, y.value, pdfium.FPDFPathSegment_GetType(segment)
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield x.value, y.value, -1


def _straight(points: list[tuple[tuple[float, float], int]]) -> Iterator[Rule]:
    """Rules along a path; a thin box counts once, by its middle."""
    start = previous = (0.0, 0.0)
    sides: list[Rule] = []
    for point, kind in points:
        if kind == 2:  # move
            yield from _thin_as_one(sides)
            sides, start = [], point
        else:
            to = start if kind == -1 else point
            (x1, y1), (x2, y2) = previous, to
            if abs(y1 - y2) <= 0.7 and abs(x1 - x2) > 0.7:
                sides.append(Rule(True, (y1 + y2) / 2, min(x1, x2), max(x1, x2)))
            elif abs(x1 - x2) <= 0.7 and abs(y1 - y2) > 0.7:
                sides.append(Rule(False, (x1 + x2) / 2, min(y1, y2), max(y1, y2)))
        previous = start if kind == -1 else point
    yield from _thin_as_one(sides)


def _thin_as_one(sides: list[Rule]) -> Iterator[Rule]:
    """A filled box that is thin is one rule; any other figure is its sides."""
    across = [side for side in sides if side.horizontal]
    down = [side for side in sides if not side.horizontal]
    if len(across) == 2 and abs(across[0].at - across[1].at) <= THICKEST:
        yield across[0]._replace(at=(across[0].at + across[1].at) / 2)
    elif len(down) == 2 and abs(down[0].at - down[1].at) <= THICKEST:
        yield down[0]._replace(at=(down[0].at + down[1].at) / 2)
    else:
        yield from sides


def sniff(body: bytes) -> bool:
    """A PDF names itself within its first kilobyte."""
    return b"%PDF-" in body[:1024]


READER = Reader("pdf", "application/pdf", sniff, read)
