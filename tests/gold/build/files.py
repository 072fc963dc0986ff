"""Reports as PDF and Word files, through the small writers that the sample sites use."""

# ruff: noqa: E501 (sentences and markup on one line)

import io
import zipfile
from html import escape

from harvester.sample import pdf
from harvester.sample.docx import DOCUMENT, RELATIONS, TYPES
from tests.gold.build.draft import Draft
from tests.gold.build.layouts import slots
from tests.gold.build.tables import Rows

WIDE = {
    3: (380, 60, 83),
    4: (140, 128, 128, 127),
    5: (143, 95, 95, 95, 95),
    10: (30, 52, 126, *[45] * 7),
    15: (35,) * 15,
}
"""Widths of the columns by their number."""


def write_pdf(draft: Draft) -> bytes:
    """The report as PDF with ruled tables."""
    canvas = pdf.Canvas()
    canvas.text(draft.title, 80, 52, 15)
    canvas.y += 34
    for piece in draft.pieces:
        if piece.rows is None:
            canvas.paragraph("　　" + piece.text)
        else:
            _draw(canvas, piece.rows)
    for line in draft.signature:
        canvas.paragraph("　" * 20 + line)
    return pdf._assemble(canvas.pages)


def _draw(canvas: pdf.Canvas, rows: Rows) -> None:
    width = len(slots(rows)[0])
    widths = WIDE.get(width) or (523 // width,) * width
    height, size = (26, 9.0) if width < 9 else (25, 6.5)
    start = 0
    while start < len(rows):
        room = int((pdf.HEIGHT - pdf.MARGIN - canvas.y - 8) // height)
        if room < min(len(rows) - start, 24):
            canvas.need(10_000)
            room = int((pdf.HEIGHT - 2 * pdf.MARGIN - 8) // height)
        part = rows[start : start + room]
        _draw_part(canvas, part, widths, height, size)
        start += room


def _draw_part(canvas: pdf.Canvas, rows: Rows, widths: tuple[int, ...], height: int, size: float) -> None:
    top, taken = canvas.y + 4, set()
    for r, row in enumerate(rows):
        c = 0
        for box in row:
            while (r, c) in taken:
                c += 1
            taken |= {(r + i, c + j) for i in range(box.rowspan) for j in range(box.colspan)}
            left = pdf.MARGIN + sum(widths[:c])
            place = (left, top + r * height, sum(widths[c : c + box.colspan]), box.rowspan * height)
            pdf._draw_cell(canvas, box.text, place, size)
            c += box.colspan
    canvas.y = top + len(rows) * height + 4


def _paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _word_table(rows: Rows) -> str:
    pieces = []
    for row in _merged(rows):
        cells = "".join(
            f'<w:tc><w:tcPr>{f"""<w:gridSpan w:val="{span}"/>""" if span > 1 else ""}{merge}</w:tcPr>{_paragraph(text)}</w:tc>'
            for text, span, merge in row
        )
        pieces.append(f"<w:tr>{cells}</w:tr>")
    columns = "<w:gridCol/>" * len(slots(rows)[0])
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(pieces)}</w:tbl>"


def _merged(rows: Rows) -> list[list[tuple[str, int, str]]]:
    """Cells of each row as Word stores them: a merged cell is repeated, empty, in every row that it covers."""
    grid = slots(rows)
    written: list[list[tuple[str, int, str]]] = []
    for r, row in enumerate(grid):
        cells, c = [], 0
        while c < len(row):
            box, corner = row[c]
            below = not corner and r > 0 and grid[r - 1][c][0] is box
            merge = "<w:vMerge/>" if below else '<w:vMerge w:val="restart"/>' * (box.rowspan > 1)
            cells.append(("" if below else box.text, box.colspan, merge))
            c += box.colspan
        written.append(cells)
    return written


def write_docx(draft: Draft) -> bytes:
    """The report as a Word file."""
    pieces = [_paragraph(draft.title)]
    pieces += [_paragraph(p.text) if p.rows is None else _word_table(p.rows) for p in draft.pieces]
    pieces += [_paragraph(line) for line in draft.signature]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, text in (
            ("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS), ("word/document.xml", DOCUMENT.format("".join(pieces))),
        ):  # fmt: skip
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text)
    return buffer.getvalue()
