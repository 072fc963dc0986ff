"""Year-on-year changes in prose (同比增长12.5%, 比上年增加30件), signed and tied to the indicator that changed."""

import re
from typing import NamedTuple

from harvester.text.numbers import Quantity

CHANGED = (
    "disclosed_total", "channel_website", "channel_wechat", "page_views", "followers", "applications_received",
)  # fmt: skip
"""Main indicators whose changes are told: `<key>_change` in the unit of the key, `<key>_change_rate` in per cent."""

_BASIS = (
    r"(?:同比|(?:比|较)(?:去年|上年度?|上一年度?|前一年)(?:度)?(?:同期|全年)?"
    r"|与(?:去年|上年度?|上一年度?)(?:同期)?(?:相比|比较|相较)[，,]?)"
)
_MORE = "增长|增加|上升|提高|提升|增幅|增多|上涨|增"
_LESS = "减少|下降|降低|下滑|降幅|回落|减|降"
_WAY = (
    rf"(?:总体|大幅|略有|有所|明显|稳步|共|也|又|再){{0,2}}(?:(?P<more>{_MORE})|(?P<less>{_LESS}))"
    r"(?:了|幅度|幅|率)?(?:约|近|超过|超|达到|达|为|是|：|:){0,2}\s*"
)
_CHANGE = re.compile(rf"{_BASIS}\s*{_WAY}$")
_AND_AGAIN = re.compile(rf"^[，,、（(]?\s*{_WAY}$")
_BESIDE = re.compile(r"\s*[，,、（(]?\s*(?:数量|总量|总数|件数|条数)?\s*")
"""What may stand between a figure and its change: nothing that names another thing."""
_SEVERAL = re.compile(r"\s*(?:[、和]|以及)\s*[\d.]+\s*(?:%|％)")
"""After a change: a second one, so that the two belong to two indicators."""
_REACH = 40


class Told(NamedTuple):
    """The number before this one: where it ends, which indicator it is, and whether it was itself a change."""

    end: int
    key: str | None
    is_change: bool = False


class Change(NamedTuple):
    """The words of a change before a number."""

    start: int
    """Where the words begin in the sentence."""
    sign: int
    key: str | None
    """The indicator, when the number before names it."""


def find_change(sentence: str, quantity: Quantity, told: Told | None) -> Change | None:
    """The change that a number tells; None when no words of one stand before it, or when it is one of several."""
    if _SEVERAL.match(sentence, quantity.end):
        return None
    start = max(quantity.start - _REACH, 0)
    left = sentence[start : quantity.start]
    if match := _CHANGE.search(left):
        begin = start + match.start()
        beside = told is not None and _BESIDE.fullmatch(sentence, told.end, begin) is not None
        return Change(begin, -1 if match["less"] else 1, told.key if told and beside else None)
    if told and told.is_change and (match := _AND_AGAIN.match(sentence[told.end : quantity.start])):
        return Change(told.end, -1 if match["less"] else 1, told.key)
    return None


def change_key(key: str, quantity: Quantity, units: frozenset[str]) -> str | None:
    """The key of the change of an indicator; None when the unit is neither per cent nor one of the indicator's."""
    if key not in CHANGED:
        return None
    if quantity.unit == "%":
        return f"{key}_change_rate"
    return f"{key}_change" if quantity.unit and quantity.unit in units else None
