"""Finds where the cells, sentences and headings of a stored report stand in the document that it was read from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from harvester.documents.read import kind_of
from harvester.errors import UnreadablePage
from harvester.page.inert import Anchors, inert_blocks, inert_page
from harvester.page.model import Block, GridCell
from harvester.page.original import Finder, Original, place_grids, read_original
from harvester.page.parts import Part, split_parts
from harvester.process import page_of
from harvester.report.model import Report
from harvester.report.tables import read_tables
from harvester.store import Capture, Store

View = Literal["served", "read"]


@dataclass(frozen=True)
class Located:
    """A stored document as inert markup, with an anchor for all that was found in it."""

    markup: str
    anchors: frozenset[str]
    as_served: bool
    """False where the document is shown as it was read."""


class _Place(NamedTuple):
    """A cell of a grid of the document."""

    block: int
    row: int
    column: int


class _Printed(str):
    """The text of a cell that remembers where it stands: what was read from it carries the same object."""

    __slots__ = ("place",)
    place: _Place


def cell_anchor(table: str, row: str, column: str) -> str:
    """The name of a cell in addresses.

    >>> cell_anchor("applications", "granted", "total")
    'c-applications-granted-total'
    """
    return f"c-{table}-{row}-{column}"


def sentence_anchor(position: int) -> str:
    """The name of the sentence in which a figure stands, by the position of the figure."""
    return f"s-{position}"


def heading_anchor(position: int) -> str:
    """The name of a heading, by the position of its section."""
    return f"h-{position}"


def locate(store: Store, report_id: int, capture: Capture, view: View | None = None) -> Located:
    """The document of a report with its cells, sentences and headings marked.

    Args:
        store: the database.
        report_id: the report.
        capture: the bytes that it was read from.
        view: `served` for the page as it was served, `read` for the document as it was read, which is what a file
            always is shown as. Without it the page as served, unless cells of its tables cannot be found there: it may
            have brought them in a script or in a frame.

    Raises:
        UnreadablePage: today's program cannot read the bytes any more.
    """
    report = store.report(report_id)
    body = store.capture_body(capture.capture_id)
    url = report.url or capture.url
    blocks = page_of(body, url=url, content_type=capture.content_type).blocks
    texts = _texts(report)
    pages = [] if view == "read" else _pages(body, capture.content_type)
    if not pages:
        return _read(report, blocks, texts)
    places = _places(report, blocks)
    served = _served(blocks, places, texts, pages)
    complete = places.keys() <= served.anchors if places else bool(served.anchors)
    return served if view == "served" or complete else _read(report, blocks, texts)


def _pages(body: bytes, content_type: str | None) -> list[Original]:
    """The document as HTML pages, none where it is a file or plain text."""
    parts = split_parts(body)
    if not parts and kind_of(body) is not None:
        return []
    listed = parts or (Part("", body, content_type or ""),)
    pages = [read_original(part.body, part.content_type or None) for part in listed]
    return [page for page in pages if page is not None]


def _served(
    blocks: Sequence[Block], places: Mapping[str, _Place], texts: Mapping[str, str], pages: Sequence[Original]
) -> Located:
    grids = {number: block.grid for number, block in enumerate(blocks) if block.grid is not None}
    where = dict(zip(grids, place_grids(pages, list(grids.values())), strict=True))
    cells: list[dict[int, str]] = [{} for _ in pages]
    for anchor, place in places.items():
        number, elements = where[place.block]
        if (place.row, place.column) in elements:
            cells[number][elements[place.row, place.column]] = anchor
    written, found = [], set[str]()
    for page, marked in zip(pages, cells, strict=True):
        finder = Finder(page)
        sentences = {name: stretches for name, text in texts.items()
                     if name not in found and (stretches := finder.find(text))}  # fmt: skip
        written.append(inert_page(page, Anchors(marked, sentences)))
        found |= {*marked.values(), *sentences}
    return Located("<hr>".join(written), frozenset(found), True)


def _read(report: Report, blocks: Sequence[Block], texts: Mapping[str, str]) -> Located:
    """The document as it was read; tables that were lines are shown as the tables that they were."""
    shown = read_tables(blocks).body or tuple(blocks)
    places = _places(report, shown)
    markup = inert_blocks(shown, {(p.block, p.row, p.column): anchor for anchor, p in places.items()}, texts)
    paragraphs = "\n".join(block.text for block in shown if block.grid is None)
    found = {name for name, text in texts.items() if text in paragraphs}
    return Located(markup, frozenset({*places, *found}), False)


def _places(report: Report, blocks: Sequence[Block]) -> dict[str, _Place]:
    """The place of every cell that is read today as it is stored; any other has none."""
    stored = {(fact.table_key, fact.row_key, fact.column_key): fact.raw for fact in report.facts}
    read = read_tables([_remembering(number, block) for number, block in enumerate(blocks)])
    return {
        cell_anchor(*key): fact.raw.place
        for fact in read.facts
        if isinstance(fact.raw, _Printed)
        and stored.get(key := (fact.table_key, fact.row_key, fact.column_key)) == fact.raw
    }


def _remembering(number: int, block: Block) -> Block:
    """The block with cells whose texts know their place."""
    if block.grid is None:
        return block
    known: dict[tuple[int, int], GridCell] = {}
    slots = tuple(
        tuple(None if cell is None else _known(known, number, cell) for cell in row) for row in block.grid.slots
    )
    return block._replace(grid=replace(block.grid, slots=slots))


def _known(known: dict[tuple[int, int], GridCell], number: int, cell: GridCell) -> GridCell:
    """The same object for every slot that a cell covers."""
    corner = (cell.row, cell.column)
    if corner not in known:
        text = _Printed(cell.text)
        text.place = _Place(number, *corner)
        known[corner] = cell._replace(text=text)
    return known[corner]


def _texts(report: Report) -> dict[str, str]:
    """The sentences with figures and the headings of a report by their anchors; equal sentences have one anchor."""
    anchors = sentence_anchors(report)
    sentences = {anchors[figure.position]: figure.snippet for figure in report.figures}
    headings = {heading_anchor(part.position): part.heading for part in report.sections if part.heading}
    return headings | sentences


def sentence_anchors(report: Report) -> dict[int, str]:
    """The anchor of the sentence of each figure: that of the first figure which stands in the same sentence."""
    first: dict[str, str] = {}
    return {
        figure.position: first.setdefault(figure.snippet, sentence_anchor(figure.position)) for figure in report.figures
    }


__all__ = [
    "Located", "UnreadablePage", "cell_anchor", "heading_anchor", "locate", "sentence_anchor", "sentence_anchors",
]  # fmt: skip
