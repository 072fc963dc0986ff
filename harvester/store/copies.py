"""Evidence on two texts of one agency and year: the same report, a contradicting copy, and which copy is better.

No measure of similar wording tells a copy from the same office's report of another year, for most of the text is
template; the numbers do (measured: copies share at least 0.84 of them, other years at most 0.27).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

Cells: TypeAlias = Mapping[tuple[str, str, str], float | int]
"""Numbers of the tables by (table, row, column)."""

SAME_NUMBERS = 0.6
"""Share of the numbers of the shorter text that must stand in the other one too: halfway between the two measures."""
FEW_NUMBERS = 5
"""With fewer numbers than this their share says nothing."""

ALTERED = "Q37"
"""The rule that marks an altered copy."""

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_COUNTER = re.compile(r"(?:浏览|访问|点击|阅读)(?:次数|人数|量|数|次)?\s*[:：]?\s*\[?\d*\]?\s*次?")
_CORRECTION = re.compile(r"更正|修订|修正|勘误|补充")


class Copy(NamedTuple):
    """What is compared of one copy of a report."""

    text: str
    cells: Cells
    own_site: int = 0
    """2: the site of the agency's own division; 1: another government site; 0: elsewhere."""
    is_page: bool = True
    """False for print views, mobile pages, gateways, files."""
    script: str = "hans"
    damage: int = 0
    """Number of repairs that were needed."""
    quality: float = 0.0
    is_reliable: bool = True
    """False when the copy contradicts what is known of the agency (rule Q37): somebody replaced words of it."""


def is_correction(title: str | None, agency: str) -> bool:
    """Whether the title says that this text replaces an earlier one (更正, 修订, 补充).

    >>> is_correction("某市2022年政府信息公开工作年度报告（更正）", "某市人民政府")
    True
    """
    return bool(_CORRECTION.search((title or "").replace(agency, "")))


def same_rendering(one: str, other: str) -> bool:
    """Whether two texts differ in layout, width of characters or a visitor counter only."""
    return _essence(one) == _essence(other)


def _essence(text: str) -> str:
    return "".join(_COUNTER.sub("", unicodedata.normalize("NFKC", text)).split())


def numbers_agree(one: Copy, other: Copy) -> bool:
    """Whether the numbers of two copies say the same: no cell differs, and most numbers of the text are shared."""
    common = one.cells.keys() & other.cells.keys()
    if any(one.cells[key] != other.cells[key] for key in common):
        return False
    return shared_numbers(one.text, other.text) >= SAME_NUMBERS


def shared_numbers(one: str, other: str) -> float:
    """Share of the numbers of the text with fewer of them that stand in the other one too; 1 when there are too few.

    >>> shared_numbers("1 2 3 4 5 6", "1,2 3 4 5 99 7 8")
    0.8333333333333334
    """
    first, second = _numbers(one), _numbers(other)
    fewer = min(first.total(), second.total())
    return (first & second).total() / fewer if fewer >= FEW_NUMBERS else 1.0


def _numbers(text: str) -> Counter[str]:
    plain = _THOUSANDS.sub("", unicodedata.normalize("NFKC", text))
    return Counter(number.lstrip("0") or "0" for number in _NUMBER.findall(plain))


def rank(copy: Copy) -> tuple[float, ...]:
    """How good a copy is to read the report from; the greater, the better.

    An altered copy loses against every other: its cells may be altered too. Tables come next: a copy without them is a
    fragment. Then the agency's own site, for mirrors are altered more often than they are damaged; then the simplified
    original, fewer repairs, more cells, the page rather than its print view.
    """
    return (
        float(copy.is_reliable), float(bool(copy.cells)), copy.own_site, float(copy.script == "hans"),
        float(copy.is_page), -copy.damage, len(copy.cells), copy.quality,
    )  # fmt: skip


def outweighs(newcomer: Copy, stored: Copy) -> bool:
    """Whether a copy that says other numbers is to be believed instead of the stored one.

    Only the agency's own word outweighs what is stored; against an altered copy every other one does.
    """
    if newcomer.is_reliable != stored.is_reliable:
        return newcomer.is_reliable
    return newcomer.own_site > stored.own_site and bool(newcomer.cells)
