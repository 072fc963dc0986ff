"""Writes small PDF files with nothing but the standard library: Chinese text in a standard font, tables with rules."""

from collections.abc import Iterable

from harvester.sample.model import Report
from harvester.sample.tables import GridCell, layout, layout_names

MEDIA_TYPE = "application/pdf"
WIDTH, HEIGHT, MARGIN = 595, 842, 36
TEXT_SIZE, LEADING = 11.0, 19.0
WIDTHS = {
    "section2": (140, 128, 128, 127), "section2_simple": (140, 128, 128, 127), "section3": (30, 52, 126, *[45] * 7),
    "section4": (35,) * 15,
}  # fmt: skip
ROW_HEIGHT = {"section2": 26, "section2_simple": 26, "section3": 25, "section4": 30}
CELL_SIZE = {"section2": 9.0, "section2_simple": 9.0, "section3": 6.5, "section4": 6.5}


class Canvas:
    """Draws on pages; coordinates run from the top left corner."""

    def __init__(self) -> None:
        self.pages: list[list[str]] = [[]]
        self.y = float(MARGIN)

    def need(self, height: float) -> None:
        """Begin a new page unless there is room for `height`."""
        if self.y + height > HEIGHT - MARGIN:
            number = len(self.pages)
            self.text(f"— {number} —", WIDTH / 2 - 14, HEIGHT - 18, 9)
            self.pages.append([])
            self.y = float(MARGIN)

    def text(self, text: str, x: float, y: float, size: float) -> None:
        """Write one line with its foot at `y`; nothing for an empty one."""
        if not text:
            return
        code = text.encode("utf-16-be").hex().upper()
        self.pages[-1].append(f"BT /F1 {size:g} Tf {x:.1f} {HEIGHT - y:.1f} Td <{code}> Tj ET")

    def box(self, x: float, y: float, width: float, height: float) -> None:
        """Draw the rules of a cell."""
        self.pages[-1].append(f"{x:.1f} {HEIGHT - y - height:.1f} {width:.1f} {height:.1f} re S")

    def paragraph(self, text: str) -> None:
        """Write wrapped text."""
        for line in _wrap(text, (WIDTH - 2 * MARGIN) / TEXT_SIZE):
            self.need(LEADING)
            self.y += LEADING
            self.text(line, MARGIN, self.y - 5, TEXT_SIZE)


def _advance(character: str) -> float:
    return 0.5 if ord(character) < 0x100 else 1.0


def _wrap(text: str, room: float) -> list[str]:
    """Lines of at most `room` full widths."""
    lines, line, used = [], "", 0.0
    for character in text:
        if character == "\n" or used + _advance(character) > room:
            lines.append(line)
            line, used = "", 0.0
        if character != "\n":
            line += character
            used += _advance(character)
    return [*lines, line]


def _draw_cell(canvas: Canvas, text: str, box: tuple[float, float, float, float], size: float) -> None:
    x, y, width, height = box
    canvas.box(*box)
    lines = _wrap(text, (width - 4) / size)
    top = y + (height - len(lines) * size * 1.15) / 2
    for index, line in enumerate(lines):
        canvas.text(line, x + 2, top + (index + 0.85) * size * 1.15, size)


def _placed(grid: Iterable[tuple[GridCell, ...]]) -> Iterable[tuple[int, int, GridCell]]:
    """Row and column of the upper left corner of every cell."""
    taken: set[tuple[int, int]] = set()
    for row_number, row in enumerate(grid):
        column = 0
        for cell in row:
            while (row_number, column) in taken:
                column += 1
            yield row_number, column, cell
            taken |= {(row_number + r, column + c) for r in range(cell.rowspan) for c in range(cell.colspan)}


def _draw_table(canvas: Canvas, report: Report, section: str) -> None:
    name = layout_names(report.format, section)[-1]
    grid, widths, height = layout(report.format, name), WIDTHS[name], ROW_HEIGHT[name]
    canvas.need(len(grid) * height + 6)
    top = canvas.y + 4
    for row, column, cell in _placed(grid):
        text = report.cells[cell.ref].raw if cell.ref else cell.text
        left = MARGIN + sum(widths[:column])
        box = (left, top + row * height, sum(widths[column : column + cell.colspan]), cell.rowspan * height)
        _draw_cell(canvas, text, box, CELL_SIZE[name])
    canvas.y = top + len(grid) * height + 4


def _assemble(pages: list[list[str]]) -> bytes:
    """Objects, cross-reference table, trailer."""
    kids = " ".join(f"{6 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R /DW 1000 /W [1 94 500] "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
        b"/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    for index, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {7 + 2 * index} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(_stream("\n".join(["0.5 w", *page]).encode("ascii")))
    return _file(objects)


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def write_pdf(report: Report) -> bytes:
    """The whole report as a PDF file, the same bytes every time."""
    canvas = Canvas()
    canvas.text(report.title, MARGIN, MARGIN + 16, 15)
    canvas.y += 30
    for part in report.document.parts:
        for text in (part.heading, *part.paragraphs):
            if text:
                canvas.paragraph("　　" + text)
        for section in part.tables:
            _draw_table(canvas, report, section)
    for line in report.document.signature:
        canvas.paragraph(line)
    return _assemble(canvas.pages)
