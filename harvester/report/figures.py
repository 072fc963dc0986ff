"""Ties numbers in prose to the indicators of `figures.csv` by the words next to them; what is not certain stays out."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from harvester.reference import REFERENCE, read_rows, unique
from harvester.report.changes import Told, change_key, find_change
from harvester.report.figure_rows import (
    CHANNELS,
    COUNT,
    GAP,
    GENERAL,
    INDICATORS,
    POST,
    PUBLISH,
    WIDE,
    Indicator,
)
from harvester.report.model import Figure, Section
from harvester.text.numbers import Quantity, find_quantities


class FigureKey(NamedTuple):
    """One row of `figures.csv`."""

    key: str
    label_zh: str
    label_en: str
    unit: str


class _Row(NamedTuple):
    """An indicator with its patterns compiled."""

    indicator: Indicator
    left: re.Pattern[str]
    right: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    needs: re.Pattern[str] | None
    units: frozenset[str]


_SENTENCE = re.compile(r"[^。；;！？\n]+[。；;！？]?")
_CLAUSE_START = re.compile(r"[，,。；;：:]")
_SKIPPED_KINDS = frozenset({"problems", "statistics"})
"""Parts that speak of plans, or hold the table that is read as facts."""

_NOT_THIS = re.compile(
    r"(?:增长|增加|减少|下降|上升|提高|提升|压缩|缩短|同比|环比|增幅|降幅|多|少|(?<!新)增|减)(?:了|约|近|超)?\s*$"
    r"|(?:去年|上年度?|上一年度?|往年|历年|20\d\d年)(?:的|同期|全年|度)?\s*$|第\s*$|[〔\[(（]\s*$"
)
_REACH = 90
"""How far before a number its words may begin."""
_PLAN = re.compile(r"计划|力争|拟于?|预计|目标|不少于|不低于|至少|每(?:年|季度|月|周|人|次|半年)")
_YEAR_ON_YEAR = re.compile(
    r"(?:比|较|与)(?:去年|上年|20\d\d年)[^，,。；;]{0,12}$|(?:去年|上年)(?!度?结转|结转)[^，,。；;]{0,12}$"
)
_AND_OTHERS = re.compile(r"等(?:其他|其它|多|各|载体|渠道|平台|途径|方式|形式|媒体|媒介)")
"""After such words a channel is only the first of several."""


@cache
def figure_keys(path: Path = REFERENCE / "figures.csv") -> dict[str, FigureKey]:
    """The rows of `figures.csv` by key."""
    rows = list(read_rows(path, required=("key", "label_zh", "label_en", "unit")))
    unique(rows, "key")
    return {row.require("key"): FigureKey(*(row.require(name) for name in FigureKey._fields)) for row in rows}


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(
            item,
            re.compile(rf"(?:{item.left})$"),
            _compiled(item.right),
            _compiled(item.unless),
            _compiled(item.needs),
            frozenset("" if unit == "-" else unit for unit in item.units.split()),
        )
        for item in INDICATORS
    )


def _compiled(pattern: str) -> re.Pattern[str] | None:
    return re.compile(pattern) if pattern else None


def read_figures(sections: Sequence[Section]) -> tuple[Figure, ...]:
    """The figures of a report's prose in reading order; a figure that is said again has a row for each place."""
    found: list[Figure] = []
    for section in sections:
        if section.level != 1 or section.kind in _SKIPPED_KINDS:
            continue
        for paragraph, sentence in _sentences(section.text):
            for key, value, unit in _figures_in(sentence, paragraph):
                found.append(Figure(len(found), key, value, unit, sentence.strip()))
    return tuple(found)


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    """Paragraphs and sentences of the prose; rows of tables and lines without a word are passed over."""
    for line in text.split("\n"):
        if "\t" in line or len(line) < 6 or not re.search(r"\d|[一二三四五六七八九十百千万]", line):
            continue
        yield from ((line, match[0]) for match in _SENTENCE.finditer(line))


def _figures_in(sentence: str, paragraph: str) -> Iterator[tuple[str, int | float, str]]:
    """Key, value and unit of every number of a sentence whose indicator is certain."""
    before = 0
    told: Told | None = None
    for quantity in find_quantities(sentence):
        place = _Place(paragraph, sentence, sentence[before : quantity.start])
        before = quantity.end
        change = find_change(sentence, quantity, told)
        if change:
            key = change.key or _named_before(sentence[max(change.start - _REACH, 0) : change.start], place)
            told = Told(quantity.end, key, is_change=True)
            yield from _change(key, quantity, change.sign)
            continue
        row = _indicator(place, quantity)
        told = Told(quantity.end, row.indicator.key if row else None)
        if row is None:
            continue
        wanted = figure_keys()[row.indicator.key].unit
        value = _in_unit(quantity, wanted)
        if value is not None:
            yield row.indicator.key, value, wanted


def _change(key: str | None, quantity: Quantity, sign: int) -> Iterator[tuple[str, int | float, str]]:
    """The change of an indicator, signed; nothing when the indicator is not a main one or not certain."""
    own = change_key(key, quantity, _units_of(key)) if key else None
    if own:
        value = round(sign * float(quantity.value), 6)
        yield own, int(value) if value == int(value) else value, figure_keys()[own].unit


@cache
def _units_of(key: str) -> frozenset[str]:
    return frozenset(unit for row in _rows() if row.indicator.key == key for unit in row.units)


def _named_before(left: str, place: "_Place") -> str | None:
    """The indicator whose words stand directly before the words of a change: 申请量 in 申请量同比增长12%."""
    clause = _CLAUSE_START.split(place.since)[-1]
    if _PLAN.search(clause):
        return None
    found = [
        (row.indicator.key in GENERAL, len(match[0]), order, row.indicator.key)
        for order, row in _likely(left)
        if not row.right and (match := row.left.search(left)) and not _is_barred(row, place, clause, left)
    ]
    return min(found)[3] if found else None


@cache
def _index() -> tuple[dict[str, tuple[int, ...]], tuple[int, ...]]:
    """Pairs of characters to the rows whose pattern holds them; and the rows that must be tried always."""
    index: dict[str, set[int]] = {}
    always = []
    for order, row in enumerate(_rows()):
        if row.right:
            always.append(order)
            continue
        own = row.indicator.left
        for macro in (POST, COUNT, PUBLISH, GAP, WIDE):
            own = own.replace(macro, "|")
        for words in re.findall(r"[\u4e00-\u9fff]{2,}", own):
            for start in range(len(words) - 1):
                index.setdefault(words[start : start + 2], set()).add(order)
    return {pair: tuple(orders) for pair, orders in index.items()}, tuple(always)


def _likely(left: str) -> list[tuple[int, _Row]]:
    """The rows, in order, of which some word stands before a number; the others need not be tried."""
    index, always = _index()
    orders = set(always)
    for start in range(len(left) - 1):
        orders.update(index.get(left[start : start + 2], ()))
    return [(order, _rows()[order]) for order in sorted(orders)]


class _Place(NamedTuple):
    """Where a number stands."""

    paragraph: str
    sentence: str
    since: str
    """The sentence from the number before this one."""


def _indicator(place: _Place, quantity: Quantity) -> _Row | None:
    """The row whose words stand nearest to a number; None when the number is a change, a plan or last year's."""
    left = place.sentence[max(quantity.start - _REACH, 0) : quantity.start]
    right = place.sentence[quantity.end : quantity.end + _REACH]
    clause = _CLAUSE_START.split(place.since)[-1]
    if _NOT_THIS.search(left) or _PLAN.search(clause) or _YEAR_ON_YEAR.search(left):
        return None
    best: tuple[bool, int, int] | None = None
    chosen: _Row | None = None
    for order, row in _likely(left):
        if quantity.unit not in row.units or (row.right and not row.right.match(right)):
            continue
        match = row.left.search(left)
        if not match or _is_barred(row, place, clause, left):
            continue
        rank = (row.indicator.key in GENERAL, len(match[0]), order)
        if best is None or rank < best:
            best, chosen = rank, row
    return chosen


def _is_barred(row: _Row, place: _Place, clause: str, left: str) -> bool:
    """True for a number after several channels, for a part of a total, and where the row itself says so."""
    key = row.indicator.key
    if (row.unless and row.unless.search(clause)) or (row.needs and not row.needs.search(place.paragraph)):
        return True
    others = any(pattern.search(clause) for pattern, other in _channels() if other != key)
    if key == "disclosed_total":
        return "其中" in left or "依申请" in clause or (others and not _AND_OTHERS.search(clause))
    if not key.startswith("channel_") or key == "channel_media_total":
        return False
    return others or bool(_AND_OTHERS.search(clause))


@cache
def _channels() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(word), key) for word, key in CHANNELS.items())


def _in_unit(quantity: Quantity, unit: str) -> int | float | None:
    """The value in the unit of its row; money is given in 10,000 yuan."""
    factors = {"万元": 1.0, "元": 1 / 10_000, "千元": 0.1, "亿元": 10_000.0}
    if unit == "万元":
        if quantity.unit not in factors:
            return None
        value = round(quantity.value * factors[quantity.unit], 6)
    else:
        value = round(float(quantity.value), 6)
    return int(value) if value == int(value) else value
