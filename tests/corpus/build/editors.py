"""Other ways in which editors write a body: one function each, from a document to markup."""

from collections.abc import Callable
from html import escape

from tests.corpus.build.bodies import _runs, grid
from tests.corpus.build.content import Document, Part

Table = Callable[[Part], str]


def _each(doc: Document, heading: str, paragraph: str, signature: str, table: Table = grid) -> str:
    """The parts of a document, each in the markup of its kind."""
    forms = {"h": heading, "p": paragraph, "sign": signature}
    out = []
    for part in doc.parts:
        if part.kind == "table":
            out.append(table(part))
        elif part.kind == "link":
            out.append(paragraph.format(_link(part)))
        else:
            out.append(forms[part.kind].format(escape(part.text)))
    return "\n".join(out)


def _link(part: Part) -> str:
    """A name and the address that it is found at."""
    name, url = part.text.split("：", 1)
    return f'{escape(name)}：<a href="{url}" target="_blank">{url}</a>'


def plain(doc: Document) -> str:
    """Paragraphs and bold headings."""
    return _each(doc, "<p><b>{}</b></p>", "<p>{}</p>", '<p align="right">{}</p>')


def spans(doc: Document) -> str:
    """Boxes and spans for everything, headings told by their size only."""
    return _each(
        doc,
        '<div class="lev1"><span style="font-size:22px"><strong>{}</strong></span></div>',
        '<div class="txt"><span style="text-indent:2em">{}</span></div>',
        '<div style="text-align:right"><span>{}</span></div>',
    )


def bronly(doc: Document) -> str:
    """Bare text and line breaks."""
    return _each(doc, "　　<b>{}</b><br>", "　　{}<br><br>", "&nbsp;" * 7 + "{}<br>")


def nbsp(doc: Document) -> str:
    """Boxes indented by no-break spaces."""
    return _each(doc, *(f"<div>{'&nbsp;' * width}{{}}</div>" for width in (4, 4, 12)))


def fonts(doc: Document) -> str:
    """Upper-case tags, nested fonts, paragraphs that are never closed."""
    return _each(
        doc,
        "<P><FONT face=黑体><FONT size=4><B>{}</B></FONT></FONT>",
        '<P><FONT face=宋体 size=3><SPAN style="LINE-HEIGHT: 200%"><FONT color=#000000>　　{}</FONT></SPAN></FONT>',
        "<P align=right><FONT face=宋体><FONT size=3>{}</FONT></FONT>",
        lambda part: grid(part, attributes='border=1 width="95%"', inner="<font face=宋体 size=3>{}</font>"),
    )


def unclosed(doc: Document) -> str:
    """Nothing is ever closed."""
    return _each(doc, "<p><strong>{}", "<p>　　{}", "<p align=right>{}")


def rows(doc: Document) -> str:
    """Each paragraph a row of a layout table of one column."""
    inner = _each(
        doc,
        "<tr><td><b>{}</b></td></tr>",
        "<tr><td>　　{}</td></tr>",
        '<tr><td align="right">{}</td></tr>',
        lambda part: f"<tr><td>{grid(part)}</td></tr>",
    )
    return f'<table width="100%" cellpadding="5">{inner}</table>'


def mso(doc: Document) -> str:
    """Word's markup as a browser saved it: conditional comments, lists, a span for every change of script."""
    inner = "<p class=MsoNormal align=center><span lang=EN-US style='font-size:9.0pt'>{}<o:p></o:p></span></p>"
    attributes = "class=MsoNormalTable border=0 style='border-collapse:collapse;mso-yfti-tbllook:1184'"
    out = [
        "<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]-->"
        "<style><!-- /* Font Definitions */ @font-face{font-family:宋体;panose-1:2 1 6 0 3} --></style>"
    ]
    for part in doc.parts:
        if part.kind == "table":
            out.append(
                f"<div align=center>{grid(part, attributes=attributes, inner=inner)}</div><p><o:p>&nbsp;</o:p></p>"
            )
            continue
        words = _link(part) if part.kind == "link" else "".join(map(_run, _runs(part.text)))
        out.append(
            "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
            f"<span style='mso-list:Ignore'></span><![endif]>{words}<span lang=EN-US><o:p></o:p></span></p>"
        )
    return "\n".join(out)


def _run(text: str) -> str:
    if text.isascii():
        return f"<span lang=EN-US>{text}</span>"
    return f"<span style='font-family:宋体;mso-ascii-font-family:Calibri'>{text}</span>"


def pre(doc: Document) -> str:
    """Preformatted text between the tables."""
    out: list[str] = []
    lines: list[str] = []
    for part in doc.parts:
        if part.kind == "table":
            out += ["<pre>" + "\n".join(lines) + "</pre>", grid(part)]
            lines = []
        else:
            lines.append(("        " if part.kind == "sign" else "    ") + escape(part.text))
    return "\n".join([*out, "<pre>" + "\n".join(lines) + "</pre>"])


def boxes(doc: Document) -> str:
    """Each section in a box of its own under a bar."""
    out: list[str] = []
    is_open = False
    for part in doc.parts:
        if part.kind in ("h", "sign") and is_open:
            out.append("</div></div>")
            is_open = False
        if part.kind == "h":
            out.append(
                f'<div class="sec"><div class="bar"><i></i><span>{escape(part.text)}</span></div><div class="cnt">'
            )
            is_open = True
        elif part.kind == "table":
            out.append(grid(part))
        else:
            out.append(
                f'<div class="rt">{escape(part.text)}</div>' if part.kind == "sign" else f"<p>{escape(part.text)}</p>"
            )
    return "\n".join(out) + ("</div></div>" if is_open else "")


def dup(doc: Document) -> str:
    """The same id on everything."""
    return _each(doc, '<p id="p1" class="h">{}</p>', '<p id="p1">{}</p>', '<p id="p1" class="r">{}</p>')


def dl(doc: Document) -> str:
    """A list of definitions."""
    inner = _each(doc, "<dt>{}</dt>", "<dd>{}</dd>", "<dd class='r'>{}</dd>", lambda part: f"<dd>{grid(part)}</dd>")
    return f"<dl>{inner}</dl>"


def breaks_in_p(doc: Document) -> str:
    """One paragraph with line breaks."""
    return "<p>" + _each(doc, "<strong>{}</strong><br/>", "　　{}<br/>", "　　　　　　{}<br/>") + "</p>"


def wechat(doc: Document) -> str:
    """What is pasted from WeChat: nested sections, a blank paragraph after each."""
    blank = '<p><span leaf=""><br></span></p>'
    return _each(
        doc,
        '<section style="box-sizing:border-box"><section><p><strong><span leaf="">{}</span></strong></p></section></section>',
        f'<section data-role="paragraph"><p style="letter-spacing:1px"><span leaf="">{{}}</span></p>{blank}</section>',
        '<section style="text-align:right"><p><span leaf="">{}</span></p></section>',
        lambda part: (
            "<section><section style='overflow-x:auto'>"
            + grid(part, inner="<section><span leaf=''>{}</span></section>")
            + "</section></section>"
        ),
    )


def interrupted(doc: Document) -> str:
    """Furniture of the page between the paragraphs."""
    noise = (
        '<div class="bk"><a href="#">回到页首</a></div>',
        '<div class="bk">本页由县信息中心提供技术支持</div>',
        '<div class="bk">扫一扫关注我们</div>',
    )
    out = []
    for number, paragraph in enumerate(plain(doc).split("\n")):
        out.append(paragraph)
        if number % 3 == 2:
            out.append(noise[number // 3 % 3])
    return "\n".join(out)
