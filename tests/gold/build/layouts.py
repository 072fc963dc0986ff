"""The ways in which a report is laid out: HTML tables good and bad, grids of boxes, Word's HTML, plain text."""

# ruff: noqa: E501 (sentences and markup on one line)

import random
from collections.abc import Callable, Iterator
from html import escape

from tests.gold.build.draft import Draft, Piece
from tests.gold.build.tables import Box, Rows

TableWriter = Callable[[Rows, random.Random], str]


def slots(rows: Rows) -> list[list[tuple[Box, bool]]]:
    """The rectangle of the table: for each slot its cell, and whether the cell's upper left corner is there."""
    taken: dict[tuple[int, int], tuple[Box, bool]] = {}
    for r, row in enumerate(rows):
        c = 0
        for box in row:
            while (r, c) in taken:
                c += 1
            for dr in range(box.rowspan):
                for dc in range(box.colspan):
                    taken[r + dr, c + dc] = (box, dr == dc == 0)
            c += box.colspan
    width = max(c for _, c in taken) + 1
    return [[taken.get((r, c), (Box(""), True)) for c in range(width)] for r in range(len(rows))]


# --- HTML


def _cell(box: Box, tag: str = "td", *, spans: bool = True, inner: str | None = None) -> str:
    span = f' rowspan="{box.rowspan}"' * (box.rowspan > 1) + f' colspan="{box.colspan}"' * (box.colspan > 1)
    return f"<{tag}{span if spans else ''}>{escape(box.text) if inner is None else inner}</{tag}>"


def _table(rows: Rows, *, spans: bool = True) -> str:
    body = "\n".join("<tr>" + "".join(_cell(box, spans=spans) for box in row) + "</tr>" for row in rows)
    return f'<table border="1" width="100%">\n{body}\n</table>'


def table(rows: Rows, rng: random.Random) -> str:
    """A table as the official editor writes it."""
    return _table(rows)


def without_spans(rows: Rows, rng: random.Random) -> str:
    """All spans lost: the rows are ragged."""
    return _table(rows, spans=False)


def wrong_spans(rows: Rows, rng: random.Random) -> str:
    """Row spans of the label cells one too short, as after a row was added by hand."""
    changed = [
        [box._replace(rowspan=box.rowspan - 1) if box.rowspan > 3 and not box.ref else box for box in row]
        for row in rows
    ]
    return _table(changed)


def split(rows: Rows, rng: random.Random) -> str:
    """Cut in two where a page ended."""
    height = [max(i + box.rowspan for row in rows[: i + 1] for box in row) for i in range(len(rows))]
    cuts = [
        i for i in range(1, len(rows)) if max((j + box.rowspan for j in range(i) for box in rows[j]), default=0) <= i
    ]
    cut = cuts[-1] if cuts else len(height)
    return _table(rows[:cut]) + "<p>&nbsp;</p>" + (_table(rows[cut:]) if rows[cut:] else "")


def nested(rows: Rows, rng: random.Random) -> str:
    """Inside a table that only places it."""
    return f'<table class="frame"><tr><td>&nbsp;</td></tr><tr><td>{_table(rows)}</td></tr></table>'


def boxes(rows: Rows, rng: random.Random) -> str:
    """Rows and cells of `<div>`, a box for every slot."""
    body = "".join(
        '<div class="row">' + "".join(f'<div class="cell">{escape(box.text if corner else "")}</div>' for box, corner in row) + "</div>"
        for row in slots(rows)
    )  # fmt: skip
    return f'<div class="table">{body}</div>'


def word(rows: Rows, rng: random.Random) -> str:
    """As pasted from a word processor: a paragraph and spans in every cell, numbers in runs, blanks as spaces."""

    def inner(box: Box) -> str:
        text = escape(box.text) or "&nbsp;"
        return (
            '<p class="MsoNormal" align="center" style="line-height:150%"><span style="font-family:仿宋_GB2312">'
            f'<span lang="EN-US">{text}</span></span><o:p></o:p></p>'
        )

    body = "".join(
        '<tr style="mso-yfti-irow:1">' + "".join(_cell(box, inner=inner(box)) for box in row) + "</tr>" for row in rows
    )
    return f'<table class="MsoNormalTable" cellspacing="0">{body}</table>'


def heads(rows: Rows, rng: random.Random) -> str:
    """Head and body apart, labels in `<th>`, breaks inside long labels."""

    def shown(box: Box) -> str:
        text = escape(box.text)
        return text if box.ref or len(text) < 8 else f"{text[:5]}<br>{text[5:]}"

    lines = ["<tr>" + "".join(_cell(b, "td" if b.ref else "th", inner=shown(b)) for b in row) + "</tr>" for row in rows]
    return f"<table><thead>{lines[0]}</thead><tbody>{''.join(lines[1:])}</tbody></table>"


def unrolled(rows: Rows, rng: random.Random) -> str:
    """Every slot a cell of its own that repeats the merged text, as some editors export."""
    return _table([[Box(box.text, ref=box.ref if corner else None) for box, corner in row] for row in slots(rows)])


def on_its_side(rows: Rows, rng: random.Random) -> str:
    """Sections 3 and 4 with rows as columns; section 2 has nothing to turn."""
    if len(rows) > 4 and rows[0][0].rowspan != 3:
        return _table(rows)
    grid = slots(rows)
    columns = range(len(grid[0]))
    return _table([[Box(row[c][0].text if row[c][1] else "", ref=row[c][0].ref) for row in grid] for c in columns])


def list_items(rows: Rows, rng: random.Random) -> str:
    """A list for every row."""
    return "".join("<ul>" + "".join(f"<li>{escape(box.text)}</li>" for box in row) + "</ul>" for row in rows)


def grid_of_boxes(rows: Rows, rng: random.Random) -> str:
    """One box for every cell; style sheets make a table of them."""
    body = "".join(f'<div style="grid-column:span {b.colspan}">{escape(b.text)}</div>' for row in rows for b in row)
    return f'<div style="display:grid">{body}</div>'


def upright(rows: Rows, rng: random.Random) -> str:
    """Labels of groups and headings one character a line."""
    def shown(box: Box) -> str:
        return "<br>".join(map(escape, box.text)) if not box.ref and len(box.text) < 9 else escape(box.text)

    return "<table>" + "".join("<tr>" + "".join(_cell(b, inner=shown(b)) for b in r) + "</tr>" for r in rows) + "</table>"


HTML_TABLES: tuple[TableWriter, ...] = (
    table, without_spans, wrong_spans, split, nested, boxes, word, heads, unrolled, on_its_side, list_items, grid_of_boxes,
    upright,
)  # fmt: skip

REPEATS_VALUES = frozenset({unrolled})
"""A number stands several times then, and a check that looks for lost ones counts it as such."""

BREAKS_GRID: tuple[TableWriter, ...] = (without_spans, wrong_spans)
"""The grid is no rectangle then, which a check must tell."""


def html(draft: Draft, write_table: TableWriter, change: Callable[[str], str] = lambda text: text) -> str:
    """A page of a site with the report in it."""
    body = "\n".join(_html_piece(piece, write_table, draft.rng) for piece in draft.pieces)
    signature = "".join(f'<p style="text-align:right">{escape(line)}</p>' for line in draft.signature)
    title = escape(draft.title)
    return change(
        f"""<!DOCTYPE html><html lang="zh"><head><meta charset="{{charset}}"><title>{title}</title></head><body>
<div class="nav"><a href="/">首页</a> &gt; <a href="/xxgk/">政府信息公开</a> &gt; <a href="/xxgk/nb/">年报</a></div>
<h1>{title}</h1><div class="meta"><span>发布日期：{draft.published.isoformat()}</span> <span>字号：大 中 小</span></div>
<div class="article">{body}{signature}</div>
<div class="footer"><p>主办单位：网站管理处　版权所有</p></div></body></html>"""
    )


def _html_piece(piece: Piece, write_table: TableWriter, rng: random.Random) -> str:
    if piece.rows is not None:
        return write_table(piece.rows, rng)
    text = escape(piece.text)
    return f"<p><strong>{text}</strong></p>" if piece.role == "heading" else f"<p>　　{text}</p>"


# --- plain text


def lines_kept(rows: Rows, rng: random.Random) -> list[str]:
    """One cell a line, blanks as empty lines."""
    return [box.text for row in rows for box in row]


def lines_dropped(rows: Rows, rng: random.Random) -> list[str]:
    """One cell a line, blanks gone."""
    return [box.text for row in rows for box in row if box.text]


def pipes(rows: Rows, rng: random.Random) -> list[str]:
    """Slots between bars."""
    return ["| " + " | ".join(box.text if corner else "" for box, corner in row) + " |" for row in slots(rows)]


def markdown(rows: Rows, rng: random.Random) -> list[str]:
    """A Markdown table; every slot of a merged cell repeats its text."""
    written = ["| " + " | ".join(box.text for box, _ in row) + " |" for row in slots(rows)]
    return [written[0], "|" + " --- |" * len(slots(rows)[0]), *written[1:]]


def tabs(rows: Rows, rng: random.Random) -> list[str]:
    """Cells between tabs, as copied from a browser."""
    return ["\t".join(box.text for box in row) for row in rows]


def spaces(rows: Rows, rng: random.Random) -> list[str]:
    """Cells between runs of spaces, as a text browser prints them."""
    return ["   ".join(box.text for box in row if box.text) for row in rows]


def commas(rows: Rows, rng: random.Random) -> list[str]:
    """Comma-separated, quoted where a cell holds a comma."""
    texts = [[box.text if corner else "" for box, corner in row] for row in slots(rows)]
    return [",".join(f'"{text}"' if "," in text else text for text in row) for row in texts]


def drawn(rows: Rows, rng: random.Random) -> list[str]:
    """Rules drawn with characters."""
    body = ["│" + "│".join(box.text if corner else "" for box, corner in row) + "│" for row in slots(rows)]
    return ["┌" + "─┬" * (len(slots(rows)[0]) - 1) + "─┐", *body, "└" + "─┴" * (len(slots(rows)[0]) - 1) + "─┘"]


def lines_apart(rows: Rows, rng: random.Random) -> list[str]:
    """One cell a line, and a blank line after each."""
    return [line for row in rows for box in row for line in (box.text, "")]


def wrapped(rows: Rows, rng: random.Random) -> list[str]:
    """As copied from a PDF: long labels of section 3 before and after their values, groups between them."""
    return [line for row in rows for line in _wrapped(row, len(rows) > 20 and rows[0][0].rowspan == 3, rng) if line]


def _wrapped(row: list[Box], breaks: bool, rng: random.Random) -> Iterator[str]:
    values = " ".join(box.text for box in row if box.ref and box.text)
    labels = [box.text for box in row if not box.ref and box.text]
    if not breaks or not values:
        yield " ".join([*labels, values]).strip()
        return
    *groups, name = labels
    half = len(name) // 2 if len(name) > 8 else len(name)
    yield from (group[:4] for group in groups)
    yield from (name[:half], values, name[half:]) if rng.random() < 0.5 else (f"{name[:half]}", f"{name[half:]} {values}")
    yield from (group[4:] for group in groups)


FLAT_TABLES: tuple[Callable[[Rows, random.Random], list[str]], ...] = (
    lines_kept, lines_dropped, pipes, markdown, tabs, spaces, commas, drawn, lines_apart, wrapped,
)  # fmt: skip
CUTS_LABELS = frozenset({wrapped})
"""A piece of 四、结转下年度继续办理 alone reads like the heading of a section."""
DROPS_BLANKS = frozenset({"lines_dropped", "spaces", "wrapped"})


def flat(draft: Draft, write_table: Callable[[Rows, random.Random], list[str]]) -> str:
    """The report as plain text."""
    return "\n".join(_flat_lines(draft, write_table))


def _flat_lines(draft: Draft, write_table: Callable[[Rows, random.Random], list[str]]) -> Iterator[str]:
    yield from (draft.title, f"发布日期：{draft.published.isoformat()}", "")
    for piece in draft.pieces:
        if piece.rows is not None:
            yield from write_table(piece.rows, draft.rng)
        else:
            yield piece.text
        yield ""
    yield from draft.signature
