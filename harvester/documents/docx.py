"""DOCX: paragraphs, and tables with the spans that the file states (`gridSpan`, `vMerge`)."""

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from harvester.errors import UnreadablePage
from harvester.page.model import Block, Grid, GridCell

from ._package import holds, open_package
from ._reader import MOST_BLOCKS, Content, Reader

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
PART = "word/document.xml"
MOST_COLUMNS = 200
MOST_SLOTS = 300_000
# Runs of these hold what Word does not show: deleted text, field codes, and the old copy of a drawing.
HIDDEN = frozenset({"del", "delText", "instrText", "moveFrom", "Fallback", "pPr", "rPr", "sdtPr", "tblPr"})
# Passed through: what they hold stands where they stand.
AROUND = frozenset({"sdt", "sdtContent", "ins", "smartTag", "customXml", "moveTo"})


def read(body: bytes) -> Content:
    """Read a DOCX file.

    Raises:
        UnreadablePage: damaged, encrypted, or made to fill the memory; the message says which.
    """
    root = open_package(body).xml(PART)
    if root is None:
        raise UnreadablePage(f"The package has no {PART}; it is no Word document.")
    text_body = next((node for node in root.iter() if _name(node) == "body"), None)
    if text_body is None:
        raise UnreadablePage(f"{PART} has no body; it is no Word document.")
    blocks: list[Block] = []
    for block in _blocks(text_body):
        blocks.append(block)
        if len(blocks) > MOST_BLOCKS:
            raise UnreadablePage(f"The document has more than {MOST_BLOCKS:,} paragraphs. It is no report.")
    if not blocks and any(_name(node) in ("drawing", "pict") for node in root.iter()):
        raise UnreadablePage("image: the Word document holds pictures and no text; it needs a person to read it")
    return Content(tuple(blocks))


def _name(node: etree._Element) -> str:
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _blocks(parent: etree._Element) -> Iterator[Block]:
    waiting = list(reversed(parent))
    while waiting:
        node = waiting.pop()
        name = _name(node)
        if name == "p":
            for line in _text(node).split("\n"):
                if line.strip():
                    yield Block("paragraph", line.strip())
        elif name == "tbl":
            if _is_layout(node):
                waiting.extend(part for row in reversed(list(_rows(node))) for part in reversed(list(_inside(row))))
                continue
            grid = _grid(node)
            if grid.rows:
                yield Block("table", grid.text(), grid)
        elif name in AROUND or name == "tc":
            waiting.extend(reversed(node))


def _text(node: etree._Element) -> str:
    """Shown text below a node, `<w:br/>` as a line break, tabs as tabs."""
    out: list[str] = []
    waiting = [node]
    while waiting:
        here = waiting.pop()
        name = _name(here)
        if name == "r" and _is_hidden(here):
            continue
        if name == "p" and here is not node:
            out.append("\n")  # of a text box
        if name == "t":
            out.append(here.text or "")
        elif name in ("br", "cr"):
            out.append("\n")
        elif name == "tab":
            out.append("\t")
        elif name == "noBreakHyphen":
            out.append("-")
        elif name not in HIDDEN:
            waiting.extend(reversed(here))
    return "".join(out)


def _is_hidden(run: etree._Element) -> bool:
    """Whether Word does not show a run (`w:vanish`)."""
    mark = _property(run, "rPr", "vanish")
    return mark is not None and _attribute(mark, "val") not in ("0", "false", "off")


def _is_layout(table: etree._Element) -> bool:
    """Whether a table only holds others in place: one or two cells, and a table in them."""
    cells = [cell for row in _rows(table) for cell in _inside(row) if _name(cell) == "tc"]
    return len(cells) <= 2 and any(_name(node) == "tbl" for cell in cells for node in _inside(cell))


def _grid(table: etree._Element) -> Grid:
    """The table as a rectangle; a cell that continues a vertical merge belongs to the one above."""
    rows: list[list[GridCell | None]] = []
    open_above: dict[int, GridCell] = {}
    area = 0
    for number, row in enumerate(_rows(table)):
        slots: list[GridCell | None] = [None] * _before(row)
        for cell in (node for node in _inside(row) if _name(node) == "tc"):
            column, span = len(slots), min(_span(cell), MOST_COLUMNS)
            merge = _merge(cell)
            above = open_above.get(column)
            if merge == "continue" and above is not None:
                here = above
            else:
                here = GridCell(_cell_text(cell), number, column, 1, span)
            open_above.pop(column, None)
            if merge:
                open_above[column] = here
            slots += [here] * span
            if len(slots) > MOST_COLUMNS:
                raise UnreadablePage(f"A table has more than {MOST_COLUMNS} columns. It is no report.")
        rows.append(slots)
        area += len(slots)
        if area > MOST_SLOTS:
            raise UnreadablePage(f"A table has more than {MOST_SLOTS:,} cells. It is no report.")
    return _rectangle(rows)


def _rectangle(rows: list[list[GridCell | None]]) -> Grid:
    """Rows of equal length, with the row spans counted from the slots; a merged cell is one object in all of them."""
    width = max((len(row) for row in rows), default=0)
    heights = Counter(key for row in rows for key in {(cell.row, cell.column) for cell in row if cell is not None})
    cells = {
        (cell.row, cell.column): cell._replace(rowspan=heights[cell.row, cell.column])
        for row in rows
        for cell in row
        if cell is not None
    }
    slots = (
        tuple(None if cell is None else cells[cell.row, cell.column] for cell in [*row, *[None] * (width - len(row))])
        for row in rows
    )
    return Grid(tuple(slots), method="docx")


def _inside(node: etree._Element) -> Iterator[etree._Element]:
    """Children, those of content controls and insertions included."""
    for child in node:
        if _name(child) in AROUND:
            yield from _inside(child)
        else:
            yield child


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    return (node for node in _inside(table) if _name(node) == "tr")


def _attribute(node: etree._Element, name: str) -> str | None:
    return node.get(W + name) or node.get(STRICT + name)


def _property(node: etree._Element, group: str, name: str) -> etree._Element | None:
    for child in node:
        if _name(child) == group:
            return next((item for item in child if _name(item) == name), None)
    return None


def _number(node: etree._Element | None) -> int:
    value = _attribute(node, "val") if node is not None else None
    return int(value) if value and value.isdigit() else 0


def _before(row: etree._Element) -> int:
    return min(_number(_property(row, "trPr", "gridBefore")), MOST_COLUMNS)


def _span(cell: etree._Element) -> int:
    return max(1, _number(_property(cell, "tcPr", "gridSpan")))


def _merge(cell: etree._Element) -> str:
    """ "" for no vertical merge, `restart` for its first cell, `continue` for the others."""
    node = _property(cell, "tcPr", "vMerge")
    return "" if node is None else (_attribute(node, "val") or "continue")


def _cell_text(cell: etree._Element) -> str:
    lines = (_text(node).strip() for node in cell.iter() if _name(node) == "p")
    return "\n".join(line for line in lines if line)


def sniff(body: bytes) -> bool:
    """A zip package with Word's main part."""
    return holds(body, PART)


READER = Reader("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", sniff, read)
