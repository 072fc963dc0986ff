"""OFD (GB/T 33190-2016), the fixed-layout format of Chinese offices: positioned text, ruled tables."""

import re
from collections.abc import Iterator

from lxml import etree

from harvester.errors import UnreadablePage

from ._lattice import Rule
from ._layout import Glyph
from ._package import Package, holds, open_package
from ._pages import PageParts, document_blocks, page_parts
from ._reader import MOST_PAGES, Content, Deadline, Reader

PART = "OFD.xml"
MOST_CHARACTERS = 100_000
POINTS = 72 / 25.4
"""Points in a millimeter, the unit of OFD."""


def read(body: bytes) -> Content:
    """Read an OFD file.

    Raises:
        UnreadablePage: damaged, or without text; the message says which.
    """
    package = open_package(body)
    names = sorted((name for name in package.names if re.search(r"Pages/[^/]+/Content\.xml$", name)), key=_page_number)
    if len(names) > MOST_PAGES:
        raise UnreadablePage(f"The OFD file has {len(names)} pages, more than {MOST_PAGES}. It is no report.")
    deadline = Deadline()
    pages = []
    for name in names:
        deadline.check(name)
        pages.append(_page(package, name))
    blocks = tuple(document_blocks(pages))
    if not blocks:
        raise UnreadablePage("image: the OFD file holds no text; it needs a person to read it")
    return Content(blocks)


def _page_number(name: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", name)]


def _page(package: Package, name: str) -> PageParts:
    root = package.xml(name)
    glyphs = [] if root is None else [glyph for thing in _named(root, "TextObject") for glyph in _glyphs(thing)]
    rules = [] if root is None else [rule for thing in _named(root, "PathObject") for rule in _rules(thing)]
    if len(glyphs) > MOST_CHARACTERS:
        raise UnreadablePage(f"A page of the OFD file has more than {MOST_CHARACTERS:,} characters. It is no report.")
    width = max((glyph.right for glyph in glyphs), default=0.0)
    height = max((glyph.bottom for glyph in glyphs), default=0.0)
    return page_parts(glyphs, rules, max(width, 595.0), max(height, 842.0))


def _named(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return (item for item in root.iter() if isinstance(item.tag, str) and item.tag.rpartition("}")[2] == name)


def _numbers(text: str | None) -> list[float]:
    found = []
    for item in (text or "").split():
        try:
            found.append(float(item))
        except ValueError:
            return []
    return found


def _box(thing: etree._Element) -> tuple[float, float]:
    box = _numbers(thing.get("Boundary"))
    return (box[0], box[1]) if len(box) == 4 else (0.0, 0.0)


def _deltas(text: str | None) -> list[float]:
    """Advances between characters; `g 3 5.0` stands for three times 5.0."""
    words, found = (text or "").split(), list[float]()
    while words:
        word = words.pop(0)
        try:
            if word == "g" and len(words) >= 2:
                found += [float(words[1])] * min(int(words[0]), 10_000)
                words = words[2:]
            else:
                found.append(float(word))
        except ValueError:
            return found
    return found


def _glyphs(thing: etree._Element) -> Iterator[Glyph]:
    left, top = _box(thing)
    size = (_numbers(thing.get("Size")) or [4.0])[0]
    for code in _named(thing, "TextCode"):
        x, y = (_numbers(code.get(axis)) or [0.0] for axis in ("X", "Y"))
        across, down = _deltas(code.get("DeltaX")), _deltas(code.get("DeltaY"))
        here, base = left + x[0], top + y[0]
        for at, char in enumerate(code.text or ""):
            if not char.isspace():
                width = size * (0.5 if char.isascii() else 1.0)
                box = (here, base - 0.85 * size, here + width, base + 0.15 * size, base)
                yield Glyph(char, *(value * POINTS for value in box))
            here += across[at] if at < len(across) else size * (0.5 if char.isascii() else 1.0)
            base += down[at] if at < len(down) else 0.0


def _rules(thing: etree._Element) -> Iterator[Rule]:
    """Straight strokes of a path in the abbreviated notation: `M x y L x y ... C`."""
    left, top = _box(thing)
    for data in _named(thing, "AbbreviatedData"):
        words = (data.text or "").split()
        start = here = (0.0, 0.0)
        at = 0
        while at < len(words):
            word = words[at]
            point = _numbers(" ".join(words[at + 1 : at + 3]))
            if word in ("M", "S") and len(point) == 2:
                start = here = (point[0], point[1])
                at += 3
            elif word == "L" and len(point) == 2:
                yield from _rule(here, (point[0], point[1]), left, top)
                here, at = (point[0], point[1]), at + 3
            elif word == "C":
                yield from _rule(here, start, left, top)
                here, at = start, at + 1
            else:
                at += 1


def _rule(a: tuple[float, float], b: tuple[float, float], left: float, top: float) -> Iterator[Rule]:
    (x1, y1), (x2, y2) = a, b
    if abs(y1 - y2) < 0.3 < abs(x1 - x2):
        yield Rule(True, (top + y1) * POINTS, (left + min(x1, x2)) * POINTS, (left + max(x1, x2)) * POINTS)
    elif abs(x1 - x2) < 0.3 < abs(y1 - y2):
        yield Rule(False, (left + x1) * POINTS, (top + min(y1, y2)) * POINTS, (top + max(y1, y2)) * POINTS)


def sniff(body: bytes) -> bool:
    """A zip package with OFD's entry part."""
    return holds(body, PART)


READER = Reader("ofd", "application/ofd", sniff, read)
