"""Small files written by code: PDF drawn operator by operator, and zip packages part by part."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from html import escape

HEIGHT, WIDTH = 842, 595
SONG = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font "
    b"/Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 94 500] /CIDSystemInfo << /Registry (Adobe) "
    b"/Ordering (GB1) /Supplement 4 >> /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 "
    b"/FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>] >>"
)
# Shows shapes and gives no codes for them.
MUTE = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Mute /Encoding /Identity-H /DescendantFonts [<< /Type /Font "
    b"/Subtype /CIDFontType2 /BaseFont /AAAAAA+Mute /DW 1000 /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
    b"/Supplement 0 >> /FontDescriptor << /Type /FontDescriptor /FontName /AAAAAA+Mute /Flags 4 /FontBBox [0 -200 1000 "
    b"800] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >>] >>"
)


def say(text: str, x: float, y: float, size: float = 10) -> str:
    """A line of text, its foot `y` below the top of the page."""
    return f"BT /F1 {size:g} Tf {x:g} {HEIGHT - y:g} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"


def mute(number: int, x: float, y: float, size: float = 10) -> str:
    """A shape without a code."""
    return f"BT /F2 {size:g} Tf {x:g} {HEIGHT - y:g} Td <{number:04x}> Tj ET\n"


def line(x1: float, y1: float, x2: float, y2: float) -> str:
    """A stroke."""
    return f"{x1:g} {HEIGHT - y1:g} m {x2:g} {HEIGHT - y2:g} l S\n"


def box(x: float, y: float, width: float, height: float, paint: str = "S") -> str:
    """A rectangle, stroked (`S`) or filled (`f`)."""
    return f"{x:g} {HEIGHT - y - height:g} {width:g} {height:g} re {paint}\n"


def table(rows: Sequence[Sequence[str]], x: float = 60, y: float = 200, width: float = 100, height: float = 24) -> str:
    """A table with all of its rules, a stroke a side; cell texts of several lines are written below each other."""
    drawn = ""
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            drawn += box(x + c * width, y + r * height, width, height)
            for n, part in enumerate(text.split("\n")):
                drawn += say(part, x + c * width + 3, y + r * height + 11 + 11 * n)
    return drawn


def pdf(*pages: str, rotate: int = 0, form: str = "", box_of_page: str = f"0 0 {WIDTH} {HEIGHT}") -> bytes:
    """A file of pages; `form` is the content of the form /X1."""
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        SONG,
        MUTE,
        _stream(
            form.encode(),
            f"/Type /XObject /Subtype /Form /BBox [0 0 {WIDTH} {HEIGHT}] /Matrix [1 0 0 1 0 0] "
            "/Resources << /Font << /F1 3 0 R >> /XObject << /X1 5 0 R >> >> ",
        ),
    ]
    for number, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box_of_page}] /Rotate {rotate} /Contents {7 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /X1 5 0 R >> >> >>".encode()
        )
        objects.append(_stream(page.encode()))
    return assemble(objects)


def _stream(data: bytes, entries: str = "") -> bytes:
    return b"<< %s/Length %d >>\nstream\n%s\nendstream" % (entries.encode(), len(data), data)


def assemble(objects: Sequence[bytes]) -> bytes:
    """Objects numbered from 1, the table of their places, the trailer."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str) -> bytes:
    """A Word file with this body."""
    return package({"word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'})


def p(*texts: str) -> str:
    """A paragraph of runs."""
    return "<w:p>" + "".join(f"<w:r><w:t>{escape(text)}</w:t></w:r>" for text in texts) + "</w:p>"


def tc(text: str, span: int = 1, merge: str = "") -> str:
    """A cell; `merge` is `restart` or `continue`."""
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tbl(rows: Iterable[Iterable[str]]) -> str:
    """A table of cells."""
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def xlsx(cells: str, merged: str = "", strings: Sequence[str] = ()) -> bytes:
    """A workbook of one sheet."""
    shared = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
    return package(
        {
            "xl/workbook.xml": "<workbook/>",
            "xl/sharedStrings.xml": f"<sst>{shared}</sst>",
            "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{cells}</sheetData>{merged}</worksheet>",
        }
    )


def ofd(*pages: str) -> bytes:
    """An OFD file with these pages."""
    parts = {"OFD.xml": "<ofd:OFD xmlns:ofd='http://www.ofdspec.org/2016'/>"}
    for number, page in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f"<ofd:Page xmlns:ofd='http://www.ofdspec.org/2016'><ofd:Content>{page}</ofd:Content></ofd:Page>"
        )
    return package(parts)


def ofd_text(text: str, x: float, y: float, size: float = 4) -> str:
    """A text of OFD in millimeters."""
    advances = " ".join("2" if char.isascii() else "4" for char in text[:-1])
    delta = f" DeltaX='{advances}'" if advances else ""
    return (
        f"<ofd:TextObject Boundary='{x} {y - size} 100 {size}' Size='{size}'>"
        f"<ofd:TextCode X='0' Y='{size}'{delta}>{escape(text)}</ofd:TextCode></ofd:TextObject>"
    )


def ofd_box(x: float, y: float, width: float, height: float) -> str:
    """A rectangle of OFD."""
    path = f"M 0 0 L {width} 0 L {width} {height} L 0 {height} C"
    return (
        f"<ofd:PathObject Boundary='{x} {y} {width} {height}'>"
        f"<ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"
    )
