"""Positioned characters to reading: lines, paragraphs across soft breaks, cell texts, page numbers left out."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ._lattice import Lattice

PART = 1.4
"""Widths of the type: a wider gap sets two pieces of a line apart."""
DIGITS_APART = 0.5
"""The same between two digits: the numbers of narrow columns stand close."""
PAGE_NUMBER = re.compile(
    r"[-—–－_\s]*(?:第\s?)?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:\s?页)?(?:[\s/，,]*共\s?\d{1,3}\s?页|\s?/\s?\d{1,3})?[-—–－_\s]*"
)


class Glyph(NamedTuple):
    """One character, its box and its baseline; y grows downward from the top of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float

    @property
    def size(self) -> float:
        """Its height."""
        return self.bottom - self.top

    @property
    def center(self) -> tuple[float, float]:
        """A point well inside what is printed: halfway across, a third of the type above the baseline."""
        return (self.left + self.right) / 2, self.base - 0.33 * min(self.size, 40.0)


class Part(NamedTuple):
    """A piece of a line that a wide gap sets apart."""

    text: str
    left: float
    right: float


class TextLine(NamedTuple):
    """Characters side by side."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    parts: tuple[Part, ...] = ()

    @property
    def size(self) -> float:
        """Height of the line, about the size of its type."""
        return self.bottom - self.top


def lines_of(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """Glyphs gathered into lines from top to bottom; a gap wider than the type is a space, Latin words keep theirs."""
    rows: list[list[Glyph]] = []
    base = size = 0.0
    for glyph in sorted(glyphs, key=lambda g: (g.base, g.left)):
        height = glyph.bottom - glyph.top
        if rows and glyph.base - base <= max(2.0, 0.45 * min(height or 9.0, size)):
            rows[-1].append(glyph)
            base += (glyph.base - base) / min(len(rows[-1]), 8)
            size = max(size, height)
        else:
            rows.append([glyph])
            base, size = glyph.base, height or 9.0
    return [_line(row) for row in rows]


def _line(row: list[Glyph]) -> TextLine:
    row = _struck_once(sorted(row, key=lambda g: g.left))
    size = max(glyph.size for glyph in row) or 9.0
    parts: list[Part] = []
    text, left = "", row[0].left
    for at, glyph in enumerate(row):
        gap = glyph.left - row[at - 1].right if at else 0.0
        if gap > (DIGITS_APART if text[-1:].isdigit() and glyph.text.isdigit() else PART) * size:
            parts.append(Part(text, left, row[at - 1].right))
            text, left = "", glyph.left
        elif gap > (0.2 if _are_letters(text[-1:], glyph.text) else 0.9) * size:
            text += " "
        text += glyph.text
    right = max(glyph.right for glyph in row)
    parts.append(Part(text, left, right))
    shown = " ".join(part.text for part in parts)
    return TextLine(shown, row[0].left, min(g.top for g in row), right, max(g.bottom for g in row), tuple(parts))


def _are_letters(before: str, after: str) -> bool:
    return before.isascii() and after.isascii() and before.isalpha() and after.isalpha()


def _struck_once(row: list[Glyph]) -> list[Glyph]:
    """A character printed twice on the same spot to look bold is one character: 12, not 1122."""
    kept: list[Glyph] = []
    for glyph in row:
        again = any(
            other.text == glyph.text and glyph.left - other.left < 0.25 * max(1.0, other.right - other.left)
            for other in kept[-2:]
        )
        if not again:
            kept.append(glyph)
    return kept


def paragraphs(lines: Sequence[TextLine], left: float, right: float) -> list[str]:
    """Lines joined where the line before runs to the right margin and the next one is not indented."""
    joined: list[str] = []
    before: TextLine | None = None
    for line in lines:
        flows = (
            before is not None
            and before.right >= right - 1.6 * before.size
            and line.left <= left + 1.2 * line.size
            and line.top - before.bottom <= 1.8 * max(line.size, before.size)
        )
        if flows and joined:
            glue = " " if joined[-1][-1:].isascii() and line.text[:1].isascii() and line.text[:1].isalpha() else ""
            joined[-1] += glue + line.text
        else:
            joined.append(line.text)
        before = line
    return joined


def margins(lines: Sequence[TextLine]) -> tuple[float, float]:
    """Left and right edge of the text of a page, by its longer lines."""
    long = [line for line in lines if len(line.text) > 12] or list(lines)
    return min(line.left for line in long), max(line.right for line in long)


def is_page_number(line: TextLine, height: float) -> bool:
    """Whether a line at the foot or head of a page only counts pages."""
    at_edge = line.top > 0.88 * height or line.bottom < 0.08 * height
    return at_edge and bool(PAGE_NUMBER.fullmatch(line.text))


def cell_texts(lattice: Lattice, glyphs: Iterable[Glyph]) -> list[str]:
    """What is printed in each slot of a ruled table, its lines separated by a line break."""
    owner = {
        (r, c): number
        for number, slot in enumerate(lattice.slots)
        for r in range(slot.row, slot.row + slot.rowspan)
        for c in range(slot.column, slot.column + slot.colspan)
    }
    inside: list[list[Glyph]] = [[] for _ in lattice.slots]
    for glyph in glyphs:
        x, y = glyph.center
        row = min(max(bisect_right(lattice.ys, y) - 1, 0), lattice.rows - 1)
        column = min(max(bisect_right(lattice.xs, x) - 1, 0), lattice.columns - 1)
        inside[owner[row, column]].append(glyph)
    return ["\n".join(line.text for line in lines_of(found)) if found else "" for found in inside]
