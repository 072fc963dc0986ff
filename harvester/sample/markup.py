"""HTML of document bodies in the ways editors type them, and the plain lines of the same documents."""

import re
from collections.abc import Callable
from html import escape as _escape

from harvester.sample.model import Part, Report, dice
from harvester.sample.tables import Typist, layout_names, table_rows

Paragraph = Callable[[str], str]
DIGITS = re.compile(r"\d[\d.]*")


def escape(text: str) -> str:
    """Text for HTML, quotation marks left as typed."""
    return _escape(text, quote=False)


def _indent(text: str) -> str:
    return f'<p style="text-indent: 2em;">{escape(text)}</p>'


def _spaces(text: str) -> str:
    return f"<p>　　{escape(text)}</p>"


def _word(text: str) -> str:
    digits = r'<span lang="EN-US" style="font-family:仿宋_GB2312;mso-font-kerning:0pt">\g<0></span>'
    inner = DIGITS.sub(digits, escape(text))
    return (
        '<p class="MsoNormal" style="text-indent:32.0pt;line-height:28.0pt">'
        f'<span style="font-size:16.0pt;font-family:仿宋_GB2312">{inner}</span></p>'
    )


def _break(text: str) -> str:
    return f"　　{escape(text)}<br />"


def _font(text: str) -> str:
    return f"<FONT size=3 face=宋体>&nbsp;&nbsp;&nbsp;&nbsp;{escape(text)}</FONT><BR>"


def _headings(text: str) -> str:
    return f"<p>{escape(text)}</p>"


TYPINGS: dict[str, tuple[Paragraph, str, str]] = {
    # paragraph, heading of a section, table style
    "indent": (_indent, '<p style="text-indent: 2em;"><strong>{}</strong></p>', "plain"),
    "spaces": (_spaces, "<p>　　{}</p>", "plain"),
    "word": (_word, '<p class="MsoNormal"><b><span style="font-family:黑体">{}</span></b></p>', "word"),
    "breaks": (_break, "<b>　　{}</b><br />", "plain"),
    "font": (_font, "<B><FONT size=3>{}</FONT></B><BR>", "plain"),
    "headings": (_headings, "<h3>{}</h3>", "paragraphs"),
}


def _part_html(report: Report, part: Part, typing: str) -> list[str]:
    paragraph, heading, style = TYPINGS[typing]
    pieces = [heading.format(escape(part.heading))] if part.heading else []
    pieces += [paragraph(text) for text in part.paragraphs]
    variety = dice("wording", report.key)
    typist = Typist(style, variety)
    for section in part.tables:
        name = variety.choice(layout_names(report.format, section))
        pieces.append(typist.html(report.format, name, report.cells))
    return pieces


def body_html(report: Report) -> str:
    """The body of a report as its editor typed it."""
    pieces = [piece for part in report.document.parts for piece in _part_html(report, part, report.typing)]
    pieces += [f'<p style="text-align: right;">{escape(line)}</p>' for line in report.document.signature]
    html = "\n".join(pieces)
    return f"<div>\n{html}\n</div>" if report.typing in ("breaks", "font") else html


def body_lines(report: Report, *, tables: bool = True) -> list[str | list[str]]:
    """The same as plain lines; a table row is a list of cells."""
    lines: list[str | list[str]] = []
    for part in report.document.parts:
        lines += [part.heading] if part.heading else []
        lines += part.paragraphs
        for section in part.tables if tables else ():
            lines += table_rows(report.format, layout_names(report.format, section)[0], report.cells)
    return [*lines, *report.document.signature]


def paragraphs_html(paragraphs: list[str] | tuple[str, ...]) -> str:
    """Ordinary text."""
    return "\n".join(_indent(text) for text in paragraphs)
