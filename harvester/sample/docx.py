"""Writes small Word files with nothing but the standard library: paragraphs and tables with merged cells."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from html import escape

from harvester.sample.model import Printed, Report
from harvester.sample.tables import GridCell, layout, layout_names

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
)


def _paragraph(text: str) -> str:
    runs = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:p><w:r>{runs}</w:r></w:p>"


def _cell(text: str, colspan: int, merge: str) -> str:
    properties = (f'<w:gridSpan w:val="{colspan}"/>' if colspan > 1 else "") + merge
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_paragraph(text)}</w:tc>"


def _rows(grid: Iterable[tuple[GridCell, ...]], cells: Mapping[str, Printed]) -> Iterable[str]:
    """Rows with vertical merges written out: Word repeats a merged cell in every row that it covers."""
    open_merges: dict[int, tuple[int, int]] = {}
    for row in grid:
        column, pieces, waiting = 0, [], list(row)
        while waiting or column in open_merges:
            if column in open_merges:
                left, width = open_merges.pop(column)
                pieces.append(_cell("", width, "<w:vMerge/>"))
                if left > 1:
                    open_merges[-column - 1] = (left - 1, width)
                column += width
                continue
            cell = waiting.pop(0)
            text = cells[cell.ref].raw if cell.ref else cell.text
            merge = '<w:vMerge w:val="restart"/>' if cell.rowspan > 1 else ""
            pieces.append(_cell(text, cell.colspan, merge))
            if cell.rowspan > 1:
                open_merges[-column - 1] = (cell.rowspan - 1, cell.colspan)
            column += cell.colspan
        open_merges = {-key - 1: value for key, value in open_merges.items()}
        yield f"<w:tr>{''.join(pieces)}</w:tr>"


def _table(report: Report, section: str) -> str:
    grid = layout(report.format, layout_names(report.format, section)[0])
    columns = "<w:gridCol/>" * sum(cell.colspan for cell in grid[0])
    rows = "".join(_rows(grid, report.cells))
    return f"<w:tbl><w:tblPr><w:tblBorders/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def write_docx(report: Report) -> bytes:
    """The whole report as a Word file, the same bytes every time."""
    pieces = [_paragraph(report.title)]
    for part in report.document.parts:
        pieces += [_paragraph(text) for text in (part.heading, *part.paragraphs) if text]
        pieces += [_table(report, section) for section in part.tables]
    pieces += [_paragraph(line) for line in report.document.signature]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, text in (
            ("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS),
            ("word/document.xml", DOCUMENT.format("".join(pieces))),
        ):  # fmt: skip
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text)
    return buffer.getvalue()
