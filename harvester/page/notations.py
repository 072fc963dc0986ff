"""Tables of plain text in other notations, told in the ones that are read: comma rows as tabs, drawn boxes as pipes."""

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

LABEL = re.compile(
    r"第二十条第|规章|规范性文件|行政许可|行政处罚|行政强制|行政事业性收费|政府集中采购|本年新收|上年结转|自然人|商业企业"
    r"|予以公开|结果维持|统计指标|勾稽关系"
)
"""Words of the statutory tables that show that short lines are their cells."""

_FEWEST_CELLS, _FEWEST_ROWS, _FEWEST_LABELS = 3, 3, 2
_LONGEST_ROW = 2_000
_BARS = str.maketrans("│┃║┆┊", "|||||")
_BORDER = re.compile(r"[\s\u2500-\u257f|+=-]*[\u2500\u2501\u2550\u253c\u252c\u2534][\s\u2500-\u257f|+=-]*")


def unify_rows(lines: Sequence[str]) -> list[str]:
    """The lines, those of drawn boxes with plain bars and without their borders, comma rows with tabs."""
    plain = [line.translate(_BARS) for line in lines if not _BORDER.fullmatch(line)]
    return [line for run in _runs(plain) for line in run]


def _runs(lines: Sequence[str]) -> Iterator[list[str]]:
    """Stretches of lines; in those that are rows of commas the cells apart by tabs."""
    cells = [_comma_cells(line) for line in lines]
    for width, group in groupby(range(len(lines)), key=lambda at: len(cells[at])):
        at = list(group)
        texts = [text for i in at for text in cells[i]]
        if width >= _FEWEST_CELLS and len(at) >= _FEWEST_ROWS and _reads_like_table(texts):
            yield ["\t".join(cells[i]) for i in at]
        else:
            yield [lines[i] for i in at]


def _reads_like_table(texts: Sequence[str]) -> bool:
    return sum(1 for text in texts if LABEL.search(text)) >= _FEWEST_LABELS


def _comma_cells(line: str) -> list[str]:
    """The cells of a line between commas; none for a line that has no comma or goes on with the next."""
    if "," not in line or len(line) > _LONGEST_ROW or line.count('"') % 2:
        return []
    try:
        return [cell.strip() for cell in next(csv.reader([line]))]
    except csv.Error:
        return []
