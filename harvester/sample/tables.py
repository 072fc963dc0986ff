"""The statutory tables as a clerk types them: official grids, wordings that vary, blanks, dashes, notes."""

import json
import random
from collections.abc import Callable, Mapping
from functools import cache
from html import escape
from typing import Any, NamedTuple

from harvester.sample.model import Printed
from harvester.sample.numbers import Numbers
from harvester.sample.places import REFERENCE

WORDINGS = {
    "行政规范性文件": ("行政规范性文件", "行政规范性文件", "规范性文件"),
    "对外公开总数量": ("对外公开总数量", "对外公开总数"),
    "总计": ("总计", "总计", "总  计"),
    "（一）予以公开": ("（一）予以公开", "(一)予以公开"),
    "3.危及“三安全一稳定”": ("3.危及“三安全一稳定”", '3.危及"三安全一稳定"'),
    "1.属于国家秘密": ("1.属于国家秘密", "1．属于国家秘密"),
    "第二十条第（一）项": ("第二十条第（一）项", "第二十条 第(一)项"),
    "本年增/减": ("本年增/减", "本年增／减"),
    "结果维持": ("结果维持", "结果<br>维持"),
    "其他结果": ("其他结果", "其他<br>结果"),
    "本年新公开数量": ("本年新公开数量", "本年新<br>公开数量"),
}
DASHES = ("—", "/", "-", "——")


class GridCell(NamedTuple):
    """One cell of an official grid."""

    text: str
    rowspan: int
    colspan: int
    ref: str
    role: str


@cache
def reference() -> dict[str, Any]:
    """The statutory tables as the reference file has them."""
    loaded: dict[str, Any] = json.loads((REFERENCE / "tables.json").read_text(encoding="utf-8"))
    return loaded


@cache
def layout(format_id: str, name: str) -> tuple[tuple[GridCell, ...], ...]:
    """An official grid: `section2`, `section2_simple`, `section3`, `section4`, `statistics`."""
    grid = reference()["formats"][format_id]["layouts"][name]["grid"]
    return tuple(tuple(_grid_cell(cell) for cell in row) for row in grid)


def _grid_cell(cell: dict[str, Any]) -> GridCell:
    return GridCell(cell["text"], cell["rowspan"], cell["colspan"], cell.get("ref", ""), cell["role"])


@cache
def layout_names(format_id: str, section: str) -> tuple[str, ...]:
    """The grids that may stand in a section: proactive, applications, disputes, statistics."""
    if section == "proactive":
        return ("section2", "section2_simple") if format_id == "2019" else ("section2",)
    return {"applications": ("section3",), "disputes": ("section4",), "statistics": ("statistics",)}[section]


def refs(format_id: str) -> tuple[str, ...]:
    """Every value cell of a format in printed order."""
    sections = ("statistics",) if format_id == "2008" else ("proactive", "applications", "disputes")
    names = [layout_names(format_id, section)[0] for section in sections]
    return tuple(cell.ref for name in names for row in layout(format_id, name) for cell in row if cell.ref)


def _amount(ref: str, number: int | float, rng: random.Random) -> Printed:
    if not ref.endswith("procurement_amount"):
        return Printed(number, "numeric", str(number))
    if rng.random() < 0.3:
        yuan = round(number * 10000)
        return Printed(yuan / 10000, "numeric", f"{yuan}元")
    return Printed(number, "numeric", f"{number}万元")


def _nothing(ref: str, zeros: str, rng: random.Random) -> Printed:
    """How a clerk types that there is nothing: `zeros` is zero, blank, dash, or mixed."""
    if zeros == "mixed":
        zeros = rng.choice(("zero", "zero", "zero", "blank", "dash"))
    if zeros == "blank" and not ref.endswith(".total"):
        return Printed(None, "blank", "")
    if zeros == "dash" and not ref.endswith(".total"):
        return Printed(None, "dash", rng.choice(DASHES))
    return Printed(0, "zero", "0")


def type_cells(numbers: Numbers, format_id: str, zeros: str, rng: random.Random) -> dict[str, Printed]:
    """Cells as typed, in printed order."""
    cells = {}
    for ref in refs(format_id):
        number = numbers.get(ref, 0)
        cells[ref] = _amount(ref, number, rng) if number else _nothing(ref, zeros, rng)
    if zeros == "mixed" and "art20_1.rules.in_force" in cells:
        for column in ("issued_this_year", "repealed_this_year", "in_force"):
            cell = cells[f"art20_1.rules.{column}"]
            if not cell.value:
                cells[f"art20_1.rules.{column}"] = Printed(None, "dash", "/")
    return cells


def add_note(cells: dict[str, Printed], ref: str, note: str) -> None:
    """Put a note in brackets below a figure, as in `22（其中修订3件）`."""
    cell = cells[ref]
    cells[ref] = Printed(cell.value, cell.state, f"{cell.raw}\n（{note}）")


def _full_width(raw: str) -> str:
    return raw.translate({ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789"})


def _thousands(raw: str) -> str:
    return f"{int(raw):,}" if raw.isdecimal() else raw


def _with_unit(raw: str) -> str:
    return f"{raw}件" if raw.isdecimal() else raw


HABITS: dict[str, Callable[[str], str]] = {
    "full_width": _full_width, "thousands": _thousands, "with_unit": _with_unit,
}  # fmt: skip


def retype(cells: dict[str, Printed], habit: str) -> None:
    """Type every number of the tables as a clerk of some habit does; values stay."""
    for ref, cell in cells.items():
        if cell.state in ("numeric", "zero") and not ref.startswith(("art20_8", "art20_9")):
            cells[ref] = cell._replace(raw=HABITS[habit](cell.raw))


def wording(text: str, variety: random.Random) -> str:
    """One of the wordings in which a printed label is met."""
    return variety.choice(WORDINGS[text]) if text in WORDINGS else escape(text, quote=False)


TABLE_STYLES = {
    "plain": ('<table border="1" cellspacing="0" cellpadding="0">', "{}"),
    "paragraphs": ('<table class="MsoNormalTable" border="1">', '<p style="text-align:center;">{}</p>'),
    "word": (
        '<table style="border-collapse:collapse;mso-yfti-tbllook:1184" width="640">',
        '<p class="MsoNormal" align="center"><span style="font-family:宋体;mso-bidi-font-size:12.0pt">{}</span></p>',
    ),
}


class Typist:
    """How one clerk types tables: wordings, header cells, one table or several, a stray column at the end."""

    def __init__(self, style: str, variety: random.Random) -> None:
        self.opening, self.inner = TABLE_STYLES[style]
        self.variety = variety
        self.header_tag = "th" if variety.random() < 0.2 else "td"
        self.splits = variety.random() < 0.25
        self.stray_column = variety.random() < 0.08

    def _cell(self, cell: GridCell, cells: Mapping[str, Printed]) -> str:
        rows = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
        columns = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
        if cell.ref:
            text = escape(cells[cell.ref].raw, quote=False).replace("\n", "<br/>") or "&nbsp;"
        else:
            text = wording(cell.text, self.variety)
        tag = self.header_tag if cell.role == "header" else "td"
        return f"<{tag}{rows}{columns}>{self.inner.format(text)}</{tag}>"

    def _table(self, rows: list[str]) -> str:
        return f"{self.opening}\n<tbody>\n" + "\n".join(rows) + "\n</tbody></table>"

    def html(self, format_id: str, name: str, cells: Mapping[str, Printed]) -> str:
        """One statutory table with the official spans; section 2 may come as one table for each of its blocks."""
        tables: list[list[str]] = [[]]
        for row in layout(format_id, name):
            if self.splits and row[0].role == "caption" and tables[-1]:
                tables.append([])
            stray = "<td></td>" if self.stray_column else ""
            tables[-1].append("<tr>" + "".join(self._cell(cell, cells) for cell in row) + stray + "</tr>")
        return "\n<p>&nbsp;</p>\n".join(self._table(rows) for rows in tables)


def table_rows(format_id: str, name: str, cells: Mapping[str, Printed]) -> list[list[str]]:
    """The cells of each row as text, each printed once: what a text extraction leaves."""
    return [
        [cells[cell.ref].raw.replace("\n", "") if cell.ref else cell.text for cell in row]
        for row in layout(format_id, name)
    ]
