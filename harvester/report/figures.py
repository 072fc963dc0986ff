"""Ties numbers in prose to the indicators of `figures.csv` by the words next to them; what is not certain stays out."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from harvester.reference import REFERENCE, read_rows, unique
from harvester.report.changes import Told, change_key, find_change
from harvester.report.figure_rows import CHANNELS, GENERAL, INDICATORS, MACROS, Indicator
from harvester.report.model import Figure, Section
from harvester.report.other_numbers import (
    Setting,
    is_of_no_year,
    is_planned,
    is_sum_over_years,
    is_to_date,
    without_start_value,
)
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
    topic: re.Pattern[str] | None
    units: frozenset[str]


_SENTENCE = re.compile(r"[^。；;！？\n]+[。；;！？]?")
_CLAUSE_START = re.compile(r"[，,。；;：:]")
_SKIPPED_KINDS = frozenset({"problems", "statistics"})
"""Parts that speak of plans, or hold the table that is read as facts."""

_CALENDAR = frozenset({"年", "月", "日"})
_REMARK = re.compile(r"[（(][^（）()\d]{1,16}[）)]")
_REACH = 90
"""How far before a number its words may begin."""
_MEANS = re.compile(r"(?:^|[^\u4e00-\u9fff])(?:主要|充分)?(?:通过|依托|利用|借助|运用)")
_AND_OTHERS = re.compile(
    r"等(?:其他|其它|多|各)|等(?!政务新媒体|新媒体|纸质|平面)[^，,。；;]{0,6}(?:载体|渠道|平台|途径|方式|形式|(?<!新)媒体|媒介)"
)
"""After such words a channel is only the first of several."""
_KIND = re.compile(r"(?<!各)类信息")
"""One kind of what a channel published."""


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
            _compiled(item.topic),
            frozenset("" if unit == "-" else unit for unit in item.units.split()),
        )
        for item in INDICATORS
    )


def _compiled(pattern: str) -> re.Pattern[str] | None:
    return re.compile(pattern) if pattern else None


def read_figures(sections: Sequence[Section], year: int | None = None) -> tuple[Figure, ...]:
    """The figures of a report's prose in reading order; a figure that is said again has a row for each place.

    Args:
        sections: the sections of the report.
        year: year of the report; a number that the text gives for another year is left out.
    """
    found = [
        item
        for section in sections
        if section.level == 1 and section.kind not in _SKIPPED_KINDS
        for paragraph, sentence in _sentences(section.text)
        for item in _figures_in(sentence, paragraph, year)
    ]
    kept = (item for item in found if not _is_total_of_years(item, found))
    return tuple(
        Figure(position, item.key, item.value, item.unit, item.sentence.strip(), item.qualifier)
        for position, item in enumerate(kept)
    )


class _Found(NamedTuple):
    """A number whose indicator is certain."""

    key: str
    value: int | float
    unit: str
    qualifier: str
    sentence: str
    to_date: bool = False
    """True where the text says 截至…累计."""


def _is_total_of_years(item: _Found, found: Sequence[_Found]) -> bool:
    """True for 截至年底累计 where the report also gives a smaller number of the same kind: that is the year's own."""
    own = (other for other in found if other.key == item.key and not other.to_date)
    return item.to_date and any(other.value < item.value for other in own)


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    """Paragraphs and sentences of the prose; rows of tables and lines without a word are passed over."""
    for line in text.split("\n"):
        if "\t" in line or len(line) < 6 or not re.search(r"\d|[一二三四五六七八九十百千万]", line):
            continue
        yield from ((line, match[0]) for match in _SENTENCE.finditer(line))


def _figures_in(sentence: str, paragraph: str, year: int | None) -> Iterator[_Found]:
    """Every number of a sentence whose indicator is certain."""
    before = 0
    told: Told | None = None
    for quantity in find_quantities(sentence):
        place = _Place(paragraph, sentence, sentence[before : quantity.start], year)
        if quantity.unit in _CALENDAR:
            continue
        before = quantity.end
        change = find_change(sentence, quantity, told)
        if change:
            key = change.key or _named_before(sentence[max(change.start - _REACH, 0) : change.start], place)
            told = Told(quantity.end, key, is_change=True)
            yield from _change(key, quantity, change.sign, sentence)
            continue
        row = _indicator(place, quantity)
        told = Told(quantity.end, row.indicator.key if row else None)
        value = _in_unit(quantity, figure_keys()[row.indicator.key].unit) if row else None
        if row and value is not None:
            key = row.indicator.key
            to_date = is_to_date(key, sentence, quantity)
            yield _Found(key, value, figure_keys()[key].unit, quantity.qualifier, sentence, to_date)


def _change(key: str | None, quantity: Quantity, sign: int, sentence: str) -> Iterator[_Found]:
    """The change of an indicator, signed; nothing when the indicator is not a main one or not certain."""
    own = change_key(key, quantity, _units_of(key)) if key else None
    if own:
        value = round(sign * float(quantity.value), 6)
        number = int(value) if value == int(value) else value
        yield _Found(own, number, figure_keys()[own].unit, quantity.qualifier, sentence)


@cache
def _units_of(key: str) -> frozenset[str]:
    return frozenset(unit for row in _rows() if row.indicator.key == key for unit in row.units)


def _named_before(left: str, place: "_Place") -> str | None:
    """The indicator whose words stand directly before the words of a change: 申请量 in 申请量同比增长12%."""
    clause = place.clause
    if is_planned(clause):
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
        for macro in MACROS:
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
    """The sentence from the number before this one; dates do not count."""
    year: int | None
    """Year of the report."""

    @property
    def clause(self) -> str:
        """The words from the last stop up to the number, with the clause before where it names the means."""
        *earlier, clause = _CLAUSE_START.split(self.since)
        return f"{earlier[-1]}，{clause}" if earlier and _MEANS.match(earlier[-1]) else clause


def _indicator(place: _Place, quantity: Quantity) -> _Row | None:
    """The row whose words stand nearest to a number; None when the number is a change, a plan or last year's."""
    left = _words_before(place.sentence, quantity.start)
    right = place.sentence[quantity.end : quantity.end + _REACH]
    clause = place.clause
    setting = Setting(place.sentence, clause, place.year)
    if is_of_no_year(setting, quantity):
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
    return None if chosen and is_sum_over_years(chosen.indicator.key, setting, quantity) else chosen


def _words_before(sentence: str, end: int) -> str:
    """The words before a number without remarks in brackets and without the value from which it moved."""
    return without_start_value(_REMARK.sub("", sentence[max(end - _REACH, 0) : end]))


def _is_barred(row: _Row, place: _Place, clause: str, left: str) -> bool:
    """True where the row itself says so, for a number after several channels, and for a part of a total."""
    return (
        bool(row.unless and row.unless.search(clause))
        or bool(row.topic and row.topic.search(place.sentence))
        or (row.needs is not None and not row.needs.search(place.paragraph))
        or _is_of_several(row.indicator.key, clause, left)
    )


def _is_of_several(key: str, clause: str, left: str) -> bool:
    """True for a number that several channels share, or that is only one kind of what a channel published."""
    if key != "disclosed_total" and (not key.startswith("channel_") or key == "channel_media_total"):
        return False
    others = any(pattern.search(clause) for pattern, other in _channels() if other != key)
    if key == "disclosed_total":
        return "其中" in left or "依申请" in clause or (others and not _AND_OTHERS.search(clause))
    if _KIND.search(clause):
        return True
    if key == "channel_other":
        return others and not _AND_OTHERS.search(clause)
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
