"""What the table readers hand to each other: readings of single cells, findings, and the result of a document."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from harvester.page.model import Block, Grid
from harvester.report.formats import CellRef
from harvester.report.model import Check, Fact, Format, Method
from harvester.text.numbers import Cell, read_cell

WAN = {"元": Decimal("0.0001"), "千元": Decimal("0.1"), "万元": Decimal(1), "亿元": Decimal(10_000)}
"""Factor from a printed unit of money to 万元."""

SPLIT_DIGITS = re.compile(r"\d\s+\d")
"""Digits apart within one cell: `1 2` may be 12, or two figures that lost their border."""


_APART = re.compile(r"[\d\s,.]*\d\s+\d[\d\s,.]*")


@dataclass(frozen=True, slots=True)
class Placed:
    """One printed value with the cell that it belongs to."""

    ref: CellRef
    raw: str
    listed: bool = True
    """False when the row or column was recognized by its words, not by a listed wording."""
    unit: str | None = None
    """Unit of money that the heading of its column prints."""


@dataclass
class Reading:
    """What one reader found in one grid or run of lines."""

    placed: list[Placed] = field(default_factory=list)
    findings: list[Check] = field(default_factory=list)
    method: Method = "grid"

    @property
    def found(self) -> bool:
        """Whether the source was a statutory table at all."""
        return bool(self.placed or self.findings)


@dataclass(frozen=True, slots=True)
class TablesRead:
    """All statutory tables of one document."""

    facts: tuple[Fact, ...]
    format: Format | None
    findings: tuple[Check, ...]
    used: frozenset[int]
    """Positions of the blocks that are table content, not prose."""
    grids: tuple[Grid, ...] = ()
    """The grids in which statutory tables stand."""
    body: tuple[Block, ...] = ()
    """The blocks with flattened tables put back as grids; `content` are the positions of table content in it."""
    content: frozenset[int] = frozenset()


def finding(rule: str, subject: str, message: str, *, actual: str | None = None, level: str | None = None) -> Check:
    """A failed check that a reader makes while reading: something stayed out, and why."""
    levels = {"Q19": "warning", "Q18": "info", "Q13": "warning", "Q27": "warning", "Q38": "info"}
    verdicts = {"Q18": "source", "Q13": "source", "Q27": "source"}
    return Check(
        rule=rule,
        subject=subject,
        level=level or levels[rule],  # type: ignore[arg-type]
        status="fail",
        verdict=verdicts.get(rule, "unsure"),  # type: ignore[arg-type]
        actual=actual,
        message=message,
    )


def unknown_label(text: str, kind: str, place: str, near: tuple[str, str] | None = None) -> Check:
    """The finding for a label that no row of the reference explains; `near` is the key and label most like it."""
    shown = " ".join(text.split())[:60]
    guess = f"the nearest is {near[0]} (“{near[1]}”); " if near else ""
    return finding(
        "Q18",
        f"{place}: {shown}",
        f"the {kind} label “{shown}” is not known; {guess}if it is a wording of an official {kind}, add "
        f'{{"text": "{shown}", "evidence": "observed"}} to the variants of that {kind} in data/reference/tables.json',
        actual=shown,
    )


read_cached = lru_cache(maxsize=16_384)(read_cell)
"""Cells of tables repeat themselves: most are zero."""


@lru_cache(maxsize=16_384)
def is_value(text: str) -> bool:
    """Whether a cell may be a value: blank, a number, a dash, 无 or the like; digits that stand apart too."""
    return read_cached(text).state != "text" or _APART.fullmatch(text) is not None


def is_apart(raw: str) -> bool:
    """Whether the figure of a cell, notes aside, has white space between its digits."""
    return SPLIT_DIGITS.search(raw.partition("（")[0].partition("(")[0]) is not None


def is_cut(raw: str) -> bool:
    """Whether a cell that begins as a figure has a bracket that does not close, as where a page ended within it."""
    opened, closed = (sum(map(raw.count, marks)) for marks in (("（", "("), ("）", ")")))
    return opened != closed and raw.strip()[:1].isdigit()


def read_value(placed: Placed, kind: str, unit: str | None) -> tuple[Cell, Check | None]:
    """Read a placed value as its column asks; the second is the finding that keeps it out, None when it is certain."""
    cell = read_cached(placed.raw)
    if is_apart(placed.raw):
        return cell, finding(
            "Q19", str(placed.ref), "the digits stand apart and nothing confirms that they belong together",
            actual=placed.raw,
        )  # fmt: skip
    if is_cut(placed.raw):
        return cell, finding(
            "Q19", str(placed.ref), "the note beside the figure is cut off, and the figure may be", actual=placed.raw
        )
    if kind != "decimal" and cell.unit in WAN:
        message = "an amount of money stands where a number is due"
        return cell, finding("Q19", str(placed.ref), message, actual=placed.raw)
    if kind == "decimal" and cell.state == "numeric":
        return _in_wan(placed, cell, unit)
    return cell, None


def _in_wan(placed: Placed, cell: Cell, heading: str | None) -> tuple[Cell, Check | None]:
    """An amount of money in 万元. A bare number counts only where the heading prints the unit."""
    unit = cell.unit or heading
    if unit not in WAN:
        return cell, finding(
            "Q27", str(placed.ref), "the amount has no unit of money, neither in the cell nor in the heading",
            actual=placed.raw,
        )  # fmt: skip
    amount = Decimal(str(cell.value)) * WAN[unit]
    value = int(amount) if amount == amount.to_integral_value() else float(amount)
    return cell._replace(value=value, unit="万元"), None
