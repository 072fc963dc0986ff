"""Numbers in prose that are no figure of the year: of another year, of all years together, planned, or an average."""

import re
from typing import NamedTuple

from harvester.text.numbers import Quantity

STOCKS = frozenset({
    "followers", "normative_documents_in_force", "power_list_items", "new_media_accounts", "staff", "supervisors",
})  # fmt: skip
"""Indicators that count what there is at the end of the year; 开通以来 and 累计 do not make them sums over years."""

_CHANGED = re.compile(
    r"(?:增长|增加|减少|下降|上升|提高|提升|压缩|缩短|同比|环比|增幅|降幅|多|少|(?<!新)增|减)(?:了|约|近|超)?\s*$"
    r"|(?:去年|上年度?|上一年度?|往年|历年|20\d\d年)(?:的|同期|全年|度)?\s*$|第\s*$|[〔\[(（]\s*$"
)
_YEAR_ON_YEAR = re.compile(
    r"(?:比|较|与)(?:去年|上年|20\d\d年)[^，,。；;]{0,12}$|(?:去年|上年)(?!度?结转|结转)[^，,。；;]{0,12}$"
)
_PLANNED = re.compile(
    r"(?<!规划)(?<!工作)计划(?!类|总结|、)|力争|争取|拟于?|预计|目标|不少于|不低于|至少|每(?:年|季度|月|周|日|天|人|次|半年)"
    r"|平均|日均|月均|人均|户均"
)
_AIM = re.compile(r"的?(?:年度)?(?:目标|任务指标|指标任务)")
_SINCE = re.compile(
    r"自[^，,。；;]{2,24}?(?:以来|至今)|自(?:19|20)\d\d年[^，,。；;]{0,16}?起"
    r"|(?:开通|建站|上线|成立|建成|实施|施行|运行|创办|创刊|近年|近\S年|多年)(?:以来|来|至今)|历年"
)
_SAID_YEAR = re.compile(
    r"(?P<before>自|较|比|与|和|同|至|到|[-—–~]|截至|截止|结转(?:至|到)?|顺延(?:至|到)?)?\s*(?<!\d)(?P<year>(?:19|20)\d\d)\s*年"
    r"(?P<after>度?(?:结转|相比|同期|底前)|的?基础上)?"
)
_TITLE = re.compile(r"《[^》]{0,80}》|[〔\[][^〕\]]{0,8}[〕\]]")
_MOVES = r"[^，,。；;\d]{0,2}(?:增|减|升|降|提|精简|压缩|扩)[^，,。；;\d]{0,4}(?:至|到|为)"
_START_VALUE = re.compile(rf"(?:由|从)[^，,。；;由从]{{1,16}}?{_MOVES}$")
_IS_START_VALUE = re.compile(_MOVES)
_TO_DATE = re.compile(r"截[至止][^。；;]{0,24}?累计")


class Setting(NamedTuple):
    """Where a number stands."""

    sentence: str
    clause: str
    """The words from the last stop, or from the number before, up to the number."""
    year: int | None
    """Year of the report."""


def is_of_no_year(setting: Setting, quantity: Quantity) -> bool:
    """True for a change, an ordinal, a plan, an average, or a number of another year than the report's."""
    left = setting.sentence[: quantity.start]
    return bool(
        _CHANGED.search(left)
        or _YEAR_ON_YEAR.search(left)
        or is_planned(setting.clause)
        or _AIM.match(setting.sentence, quantity.end)
        or (left.endswith(("由", "从")) and _IS_START_VALUE.match(setting.sentence, quantity.end))
        or _is_of_other_year(left, setting.year)
    )


def without_start_value(left: str) -> str:
    """The words before a number without the value from which it moved.

    >>> without_start_value("粉丝数由2.1万增至")
    '粉丝数'
    """
    return _START_VALUE.sub("", left)


def is_planned(clause: str) -> bool:
    """True when the words before a number speak of a plan, a minimum or an average."""
    return bool(_PLANNED.search(clause))


def _is_of_other_year(left: str, year: int | None) -> bool:
    """True when the last year said before the number is not the report's; years in titles do not count."""
    if year is None or "年" not in left:
        return False
    said = [match for match in _SAID_YEAR.finditer(_TITLE.sub("", left)) if not (match["before"] or match["after"])]
    return bool(said) and int(said[-1]["year"]) != year


def is_sum_over_years(key: str, setting: Setting, quantity: Quantity) -> bool:
    """True for a flow counted since the beginning: 自2008年以来累计公开38万条; 今年以来 is the year itself."""
    if key in STOCKS:
        return False
    since = _SINCE.finditer(setting.sentence[: quantity.start])
    return any(not (setting.year and str(setting.year) in match[0]) for match in since)


def is_to_date(key: str, sentence: str, quantity: Quantity) -> bool:
    """True for 截至年底累计: the year's own number, or the sum of all years, as other figures of the report show."""
    return key not in STOCKS and bool(_TO_DATE.search(sentence[: quantity.start]))
