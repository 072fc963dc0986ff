"""Renders the parts of a document as the editors of government sites write them."""

from collections.abc import Callable
from html import escape

from tests.corpus.build.content import Document, Part

Body = Callable[[Document], str]


def grid(part: Part, *, attributes: str = 'border="1" cellspacing="0"', inner: str = "{}") -> str:
    """A table with its spans."""
    rows = []
    for row in part.rows:
        cells = []
        for cell in row:
            spans = "".join(
                f' {name}="{n}"' for name, n in (("rowspan", cell.rowspan), ("colspan", cell.colspan)) if n > 1
            )
            cells.append(f"<td{spans}>{inner.format(escape(cell.text) or '&nbsp;')}</td>")
        rows.append("<tr>" + "".join(cells) + "</tr>")
    return f"<table {attributes}><tbody>\n" + "\n".join(rows) + "\n</tbody></table>"


def paragraphs(doc: Document) -> str:
    """One `<p>` a paragraph, indented by ideographic spaces, the signature at the right."""
    out = []
    for part in doc.parts:
        if part.kind == "table":
            out.append(grid(part))
        elif part.kind == "h":
            out.append(f"<p><strong>　　{escape(part.text)}</strong></p>")
        elif part.kind == "sign":
            out.append(f'<p style="text-align: right;">{escape(part.text)}</p>')
        else:
            out.append(f"<p>　　{escape(part.text)}</p>")
    return "\n".join(out)


def word(doc: Document) -> str:
    """Word's mark-up: mso styles, conditional comments, spans that split digits from words, empty `o:p`."""
    out = [
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->",
        '<style>p.MsoNormal{mso-style-parent:"";text-indent:32pt}</style>',
    ]
    for part in doc.parts:
        if part.kind == "table":
            inner = '<p class="MsoNormal" align="center"><span style="mso-bidi-font-size:10.5pt"><font face="仿宋">{}</font></span><o:p></o:p></p>'
            out.append(
                '<div align="center">'
                + grid(part, attributes='class="MsoTableGrid" style="mso-padding-alt:0"', inner=inner)
                + "</div>"
            )
            continue
        pieces = "".join(
            f'<span lang="EN-US">{p}</span>' if p.isascii() else f'<span style="font-family:仿宋">{p}</span>'
            for p in _runs(part.text)
        )
        align = ' align="right" style="text-align:right"' if part.kind == "sign" else ""
        out.append(
            f'<p class="MsoNormal"{align}><span style="mso-spacerun:yes">&nbsp;&nbsp;</span>{pieces}<o:p>&nbsp;</o:p></p>'
        )
    return "\n".join(out)


def _runs(text: str) -> list[str]:
    """ASCII runs and the runs between them."""
    runs: list[str] = []
    for char in escape(text, quote=False):
        if runs and runs[-1][-1].isascii() == char.isascii():
            runs[-1] += char
        else:
            runs.append(char)
    return runs


def breaks(doc: Document) -> str:
    """Old editors: one block of text with `<br>` and no-break spaces, tables between."""
    return "\n".join(
        grid(part, attributes='width="600" border="1"')
        if part.kind == "table"
        else f"&nbsp;&nbsp;&nbsp;&nbsp;{escape(part.text)}<br />\n<br />"
        for part in doc.parts
    )


def divs(doc: Document) -> str:
    """A WeChat-like editor: every paragraph a nested `<section>`, headings as `<h2>`."""
    out = []
    for part in doc.parts:
        if part.kind == "table":
            out.append("<section><div class='table-wrap'>" + grid(part) + "</div></section>")
        elif part.kind == "h":
            out.append(f"<h2><span>{escape(part.text)}</span></h2>")
        else:
            out.append(f"<section><section><span leaf=''>{escape(part.text)}</span></section></section>")
    return "\n".join(out)


def div_grid(doc: Document) -> str:
    """Tables without `<table>`: rows and cells as styled `<div>`."""
    out = []
    for part in doc.parts:
        if part.kind != "table":
            out.append(f"<p>{escape(part.text)}</p>")
            continue
        out.append('<div style="display:table">')
        for row in part.rows:
            cells = "".join(f'<div style="display:table-cell">{escape(c.text)}</div>' for c in row)
            out.append(f'<div style="display:table-row">{cells}</div>')
        out.append("</div>")
    return "\n".join(out)


# --- plain text -------------------------------------------------------------------------------------------------


def text_lines(doc: Document) -> str:
    """A page copied as text: one cell a line with blank lines between, as some tools save it."""
    out = []
    for part in doc.parts:
        if part.kind == "table":
            out += [cell.text for row in part.rows for cell in row]
        else:
            out.append("  " + part.text)
    return "\n\n".join(out)


def text_pipes(doc: Document) -> str:
    """A page copied as text: table rows with pipes."""
    return _rows(doc, lambda cells: "| " + " | ".join(cells) + " |")


def text_markdown(doc: Document) -> str:
    """A page converted to Markdown: a rule below the first row of each table, headings with `##`."""
    out = []
    for part in doc.parts:
        if part.kind == "table":
            width = max(len(row) for row in part.rows)
            rows = ["| " + " | ".join(c.text for c in row) + " |" + "  |" * (width - len(row)) for row in part.rows]
            out += [rows[0], "|" + " --- |" * width, *rows[1:], ""]
        else:
            out += [("## " if part.kind == "h" else "") + part.text, ""]
    return "\n".join(out)


def text_tabs(doc: Document) -> str:
    """A page copied from a browser: cells separated by tabs."""
    return _rows(doc, "\t".join)


def _rows(doc: Document, join: Callable[[list[str]], str]) -> str:
    out = []
    for part in doc.parts:
        if part.kind == "table":
            out += [join([cell.text for cell in row]) for row in part.rows]
        else:
            out.append(part.text)
    return "\n".join(out)
