"""Tables that are built of `<div>` or `<ul>`: rows and cells told by their style or their class, where evident."""

import re

from harvester.page.cells import cell_text
from harvester.page.grids import text_grid
from harvester.page.html import Element
from harvester.page.model import Grid

_ROW_CLASS = re.compile(
    r"(?:^|[\s_-])(?:tr|row|rows|line|table-?row|t-?row|grid-?row|tbl-?row)(?:$|[\s_\d-])", re.IGNORECASE
)
_CELL_CLASS = re.compile(
    r"(?:^|[\s_-])(?:td|th|cell|col|table-?cell|t-?cell|grid-?cell|tbl-?cell)(?:$|[\s_\d-])", re.IGNORECASE
)
_ROW_STYLE = re.compile(r"display\s*:\s*table-row\b", re.IGNORECASE)
_CELL_STYLE = re.compile(r"display\s*:\s*table-cell", re.IGNORECASE)
_BOX_TAGS = frozenset({"div", "ul", "ol", "dl", "section", "li", "span", "dt", "dd", "p"})
_MOST_ROWS = 2_000


def read_div_grid(box: Element) -> Grid | None:
    """The grid that a box of boxes shows, None when its parts do not name themselves rows and cells of one width.

    Two rows or more of two cells or more are asked for; a row of another width than most would shift numbers
    below the wrong label, so that such a box stays text.
    """
    if box.tag not in _BOX_TAGS or not 2 <= len(box) <= _MOST_ROWS:
        return None
    if not all(_is_part(row, _ROW_STYLE, _ROW_CLASS) for row in box):
        return None
    widths = {len(row) for row in box}
    if len(widths) != 1 or widths.pop() < 2 or not _is_part(box[0][0], _CELL_STYLE, _CELL_CLASS):
        return None
    if not all(_is_part(cell, _CELL_STYLE, _CELL_CLASS) for row in box for cell in row):
        return None
    return text_grid([[cell_text(cell) for cell in row] for row in box], "grid")


def _is_part(element: Element, style: re.Pattern[str], name: re.Pattern[str]) -> bool:
    """Whether an element says that it is a row, or a cell."""
    if element.tag not in _BOX_TAGS:
        return False
    return bool(style.search(element.get("style") or "") or name.search(element.get("class") or ""))
