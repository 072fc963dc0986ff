"""What PDFium knows of a page: every character with its box, and every straight rule, in the frame of its text.

`pypdfium2` is loaded by the caller. Its raw functions are used, for its own objects cost more than they carry.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from harvester.errors import UnreadablePage

from ._lattice import Rule
from ._layout import Glyph

THICKEST = 3.0
"""Points: a filled box or a picture thinner than this is a rule."""
DEEPEST = 8
MOST_OBJECTS = 200_000
MOST_SEGMENTS = 20_000
UNKNOWN = "\ufffd"
"""Stands where something is printed that has no code: a cell that holds it is not blank, whatever it shows."""
HYPHENS = frozenset({0x02, 0xFFFE})
"""What PDFium gives for a hyphen at the end of a line."""
SPACES = frozenset({0xA0, 0x3000, 0xFEFF, 0xFFFF, *range(0x2000, 0x2010)})
STRAIGHT = 0.06
"""Radians by which a character may lean; a watermark leans more."""

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class PageContent(NamedTuple):
    """One page, turned so that its text is upright; y grows downward."""

    glyphs: list[Glyph]
    rules: list[Rule]
    width: float
    height: float


@dataclass
class _Found:
    """What a walk over the objects of a page collects, in the coordinates of the page."""

    texts: list[Any] = field(default_factory=list)
    paths: list[tuple[Any, Matrix]] = field(default_factory=list)
    pictures: list[tuple[Any, Matrix]] = field(default_factory=list)


class _Character(NamedTuple):
    text: str
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float
    angle: float
    """Clockwise, in radians."""


def read_page(pdfium: Any, page: Any) -> PageContent:
    """Characters and rules of a page.

    Raises:
        UnreadablePage: it draws more objects than any report.
    """
    found = _walk(pdfium, page)
    _widen(pdfium, found.texts)
    characters = list(_characters(pdfium, page))
    quarter = _quarter(characters)
    frame = _Frame(quarter, _page_box(pdfium, page))
    glyphs = [frame.glyph(item) for item in characters if abs(_lean(item.angle, quarter)) <= STRAIGHT]
    rules = [rule for path, matrix in found.paths for rule in _rules(pdfium, path, matrix, frame)]
    rules += [rule for thing, matrix in found.pictures for rule in _thin_picture(pdfium, thing, matrix, frame)]
    return PageContent(glyphs, rules, frame.width, frame.height)


def _walk(pdfium: Any, page: Any) -> _Found:
    """Gather the objects of a page, those inside forms with the matrix of the form."""
    found = _Found()
    count = 0
    waiting = [(pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, page, IDENTITY, 0)]
    while waiting:
        number_of, get, holder, matrix, depth = waiting.pop()
        number = number_of(holder)
        count += number
        if count > MOST_OBJECTS:
            raise UnreadablePage(f"A page of the PDF draws more than {MOST_OBJECTS:,} objects. It is no report.")
        for thing in (get(holder, at) for at in range(number)):
            kind = pdfium.FPDFPageObj_GetType(thing)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                found.texts.append(thing)
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                found.paths.append((thing, matrix))
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                found.pictures.append((thing, matrix))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
                inner = _times(_matrix(pdfium, thing), matrix)
                waiting.append((pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, thing, inner, depth + 1))
    return found


def _matrix(pdfium: Any, thing: Any) -> Matrix:
    raw = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, ctypes.byref(raw)):
        return IDENTITY
    return raw.a, raw.b, raw.c, raw.d, raw.e, raw.f


def _times(one: Matrix, two: Matrix) -> Matrix:
    """The matrix that does `one`, then `two`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _widen(pdfium: Any, texts: list[Any]) -> None:
    """Give texts without extent a little of it, else PDFium leaves them out.

    A single character in a font that is neither embedded nor installed has no outline and so no extent: a lone 无 or
    a full-width ７ in a cell would be lost. An outlined text is half a line wider on each side.
    """
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for text in texts:
        pdfium.FPDFPageObj_GetBounds(text, *map(ctypes.byref, (left, bottom, right, top)))
        if right.value - left.value < 0.01:
            pdfium.FPDFTextObj_SetTextRenderMode(text, pdfium.FPDF_TEXTRENDERMODE_STROKE)
            pdfium.FPDFPageObj_Transform(text, 1, 0, 0, 1, 0, 0)


def _characters(pdfium: Any, page: Any) -> Iterator[_Character]:
    """Every character of a page that leaves ink, in the coordinates of the page."""
    text_page = pdfium.FPDFText_LoadPage(page)
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    high = 0
    try:
        for at in range(pdfium.FPDFText_CountChars(text_page)):
            code = pdfium.FPDFText_GetUnicode(text_page, at)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            text = UNKNOWN if _is_unmapped(pdfium, text_page, at, code) else _shown(code, high)
            high = 0
            # The loose box is that of the type, the same for digits, commas and characters; the tight one is not.
            if (
                text
                and pdfium.FPDFText_GetLooseCharBox(text_page, at, ctypes.byref(box))
                and pdfium.FPDFText_GetCharOrigin(text_page, at, ctypes.byref(x), ctypes.byref(y))
            ):
                angle = pdfium.FPDFText_GetCharAngle(text_page, at)
                yield _Character(text, box.left, box.bottom, box.right, box.top, x.value, y.value, angle)
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def _shown(code: int, high: int) -> str:
    """The character of a code, `""` for white space; `high` is the half of a pair that came before."""
    if 0xDC00 <= code < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00) if high else UNKNOWN
    if code in HYPHENS:
        return "-"
    return "" if code <= 32 or code in SPACES else chr(code)


def _is_unmapped(pdfium: Any, text_page: Any, at: int, code: int) -> bool:
    """Whether the font gives no code for a character, so that PDFium shows a number of the font for it."""
    if pdfium.FPDFText_HasUnicodeMapError(text_page, at) == 1:
        return True
    return bool(code == 0 and pdfium.FPDFText_IsGenerated(text_page, at) == 0)


def _quarter(characters: list[_Character]) -> int:
    """Quarter turns, clockwise, by which most characters are turned: tables often lie on their side."""
    turns = Counter(round(item.angle / (math.pi / 2)) % 4 for item in characters)
    return max(sorted(turns), key=turns.__getitem__, default=0)


def _lean(angle: float, quarter: int) -> float:
    """How far a character leans from the direction of the text."""
    return (angle - quarter * math.pi / 2 + math.pi) % (2 * math.pi) - math.pi


def _page_box(pdfium: Any, page: Any) -> tuple[float, float, float, float]:
    raw = pdfium.FS_RECTF()
    if pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(raw)):
        return raw.left, raw.bottom, raw.right, raw.top
    return 0.0, 0.0, float(pdfium.FPDF_GetPageWidthF(page)), float(pdfium.FPDF_GetPageHeightF(page))


class _Frame:
    """From the coordinates of a page to those of its upright text, y downward from the top edge."""

    def __init__(self, quarter: int, box: tuple[float, float, float, float]) -> None:
        left, bottom, right, top = box
        # The direction of the text, and the one down the page.
        self.across = ((1, 0), (0, -1), (-1, 0), (0, 1))[quarter]
        self.down = ((0, -1), (-1, 0), (0, 1), (1, 0))[quarter]
        self.left = self.top = 0.0
        corners = [self.point(x, y) for x in (left, right) for y in (bottom, top)]
        self.left, self.top = min(x for x, _ in corners), min(y for _, y in corners)
        self.width = max(x for x, _ in corners) - self.left
        self.height = max(y for _, y in corners) - self.top

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page."""
        (a, b), (c, d) = self.across, self.down
        return a * x + b * y - self.left, c * x + d * y - self.top

    def glyph(self, item: _Character) -> Glyph:
        """A character of the page."""
        (x1, y1), (x2, y2) = self.point(item.left, item.bottom), self.point(item.right, item.top)
        base = self.point(item.x, item.y)[1]
        return Glyph(item.text, min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2), base)


def _rules(pdfium: Any, path: Any, matrix: Matrix, frame: _Frame) -> Iterator[Rule]:
    """Straight strokes and thin filled boxes of a path; a box that is only shaded bounds nothing."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if not fill.value and not stroke.value:
        return
    own = _times(_matrix(pdfium, path), matrix)
    points = [(frame.point(*_at(own, x, y)), kind) for x, y, kind in _segments(pdfium, path)]
    yield from _straight(points, stroked=bool(stroke.value))


def _segments(pdfium: Any, path: Any) -> Iterator[tuple[float, float, int]]:
    """Points of a path with the kind of the segment that leads there; -1 closes the figure."""
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(min(pdfium.FPDFPath_CountSegments(path), MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, number)
        if not pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            continue
        yield x.value, y.value, pdfium.FPDFPathSegment_GetType(segment)
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield x.value, y.value, -1


def _straight(points: list[tuple[tuple[float, float], int]], *, stroked: bool) -> Iterator[Rule]:
    """Rules along a path; a thin box counts once, by its middle."""
    start = previous = (0.0, 0.0)
    sides: list[Rule] = []
    for point, kind in points:
        if kind == 2:  # move
            yield from _as_rules(sides, stroked)
            sides, start = [], point
        else:
            to = start if kind == -1 else point
            (x1, y1), (x2, y2) = previous, to
            if abs(y1 - y2) <= 0.7 and abs(x1 - x2) > 0.7:
                sides.append(Rule(True, (y1 + y2) / 2, min(x1, x2), max(x1, x2)))
            elif abs(x1 - x2) <= 0.7 and abs(y1 - y2) > 0.7:
                sides.append(Rule(False, (x1 + x2) / 2, min(y1, y2), max(y1, y2)))
        previous = start if kind == -1 else point
    yield from _as_rules(sides, stroked)


def _as_rules(sides: list[Rule], stroked: bool) -> Iterator[Rule]:
    """A box that is thin is one rule; any other figure is its sides, where they are drawn."""
    across = [side for side in sides if side.horizontal]
    down = [side for side in sides if not side.horizontal]
    if len(across) >= 2 and abs(across[0].at - across[1].at) <= THICKEST:
        yield across[0]._replace(at=(across[0].at + across[1].at) / 2)
    elif len(down) >= 2 and abs(down[0].at - down[1].at) <= THICKEST:
        yield down[0]._replace(at=(down[0].at + down[1].at) / 2)
    elif stroked or len(sides) == 1:
        yield from sides


def _thin_picture(pdfium: Any, thing: Any, matrix: Matrix, frame: _Frame) -> Iterator[Rule]:
    """The rule that a picture of one row or column of dots stands for: some printers draw their tables so."""
    own = _times(_matrix(pdfium, thing), matrix)
    (x1, y1), (x2, y2) = frame.point(*_at(own, 0, 0)), frame.point(*_at(own, 1, 1))
    width, height = abs(x1 - x2), abs(y1 - y2)
    if height <= THICKEST < width:
        yield Rule(True, (y1 + y2) / 2, min(x1, x2), max(x1, x2))
    elif width <= THICKEST < height:
        yield Rule(False, (x1 + x2) / 2, min(y1, y2), max(y1, y2))
