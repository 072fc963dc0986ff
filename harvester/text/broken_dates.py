"""Repair of dates and document numbers in which 年, 月 or 〕 was lost; only where one reading is possible."""

import re
from collections.abc import Iterator

from harvester.text.trace import Outcome

# A pattern begins with a digit and looks back after it: so the search passes over all other characters quickly.
_YEAR_WITHOUT_MARK = re.compile(
    r"([12](?<![0-9./\-〔\[(（].)[09](?<=19|20)[0-9]{2})([0-9]{1,2})月(?:([0-9]{1,2})日)?", re.DOTALL
)
_MONTH_WITHOUT_MARK = re.compile(r"([12](?<![0-9].)[09](?<=19|20)[0-9]{2})年([0-9]{3,4})日", re.DOTALL)
_DASH_FOR_YEAR = re.compile(
    r"([12](?<![0-9.\-].)[09](?<=19|20)[0-9]{2})-(?=(?:1[0-2]|0?[1-9])月|度(?![0-9]))", re.DOTALL
)
_DASHED_WORD = re.compile(
    r"(?<=[本去今上全每近当历往])-(?=[度来底初内，。、公政共收受制我])|(?<=[一-鿿])-(?=度报告|度工作)"
)
_BLANK_FOR_YEAR = re.compile(
    r"([12](?<![0-9.,\-].)[09](?<=19|20)[0-9]{2})[ \u3000](?=(?:1[0-2]|[1-9])月(?:3[01]|[12][0-9]|[1-9])日)", re.DOTALL
)
_BLANK_FOR_MONTH = re.compile(
    r"([12](?<![0-9.].)[09](?<=19|20)[0-9]{2}年)"
    r"(?:(1[0-2])[ \u3000](3[01]|[12][0-9]|[1-9])|([1-9])[ \u3000](3[01]|[12][0-9]))日",
    re.DOTALL,
)
_BLANK_LEFT = re.compile(r"[12](?<![0-9.].)[09][0-9]{2}年[0-9]{1,2}[ \u3000][0-9]{1,2}日", re.DOTALL)
_NUMBER_WITHOUT_BRACKET = re.compile(r"〔((?:19|20)[0-9]{2})([0-9]{1,4}号)")
# What every pattern above but the last begins with, in one: on nearly all texts one search is enough.
_SUSPECT = re.compile(
    r"[12][09][0-9]{2}(?:[0-9]{1,2}月|年[0-9]{1,2}[0-9 \u3000]|-(?:[0-9]{1,2}月|度)|[ \u3000][0-9]{1,2}月)"
)


def mend_dates(text: str) -> Outcome:
    """Put back 年, 月 and 〕 where the figures leave only one reading.

    >>> mend_dates("20231月20日，〔202130号，2022-度，2023年1231日").text
    '2023年1月20日，〔2021〕30号，2022年度，2023年12月31日'
    >>> mend_dates("2018年11日，2023年111日，2020-2021年，13800138000").places
    0
    """
    if not _SUSPECT.search(text) and not _NUMBER_WITHOUT_BRACKET.search(text):
        return Outcome(text)
    places = 0
    for pattern, mend in (
        (_YEAR_WITHOUT_MARK, _insert_year),
        (_MONTH_WITHOUT_MARK, _insert_month),
        (_NUMBER_WITHOUT_BRACKET, lambda match: f"〔{match[1]}〕{match[2]}"),
    ):
        mended = pattern.sub(mend, text)
        places += len(mended) - len(text)
        text = mended
    text, years = _BLANK_FOR_YEAR.subn(r"\1年", text)
    text, months = _BLANK_FOR_MONTH.subn(_month_for_blank, text)
    mended, count = _undash(text)
    left = tuple(dict.fromkeys(f"broken date: {match[0]}" for match in _BLANK_LEFT.finditer(mended)))
    return Outcome(mended, places + years + months + count, unresolved=left)


def _month_for_blank(match: re.Match[str]) -> str:
    """2023年12 31日 is 12月31日; 1 1日 may be 11日 and stays."""
    return f"{match[1]}{match[2] or match[4]}月{match[3] or match[5]}日"


def _insert_year(match: re.Match[str]) -> str:
    """20231月20日 is 2023年1月20日; an impossible month or day leaves it as it is."""
    year, month, day = match.groups()
    if not 1 <= int(month) <= 12 or (day is not None and not 1 <= int(day) <= 31):
        return match[0]
    return f"{year}年{match[0][4:]}"


def _insert_month(match: re.Match[str]) -> str:
    """2023年1231日 is 12月31日 and 2023年120日 is 1月20日; 2023年111日 has two readings and stays."""
    readings = list(_days(match[2]))
    return f"{match[1]}年{readings[0]}日" if len(readings) == 1 else match[0]


def _days(digits: str) -> Iterator[str]:
    """Every way to part the digits into a month and a day as they are printed, without a zero in front."""
    for at in range(1, min(3, len(digits))):
        month, day = digits[:at], digits[at:]
        plain = len(day) <= 2 and not day.startswith("0") and not month.startswith("0")
        if plain and 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
            yield f"{month}月{day}"


def _undash(text: str) -> tuple[str, int]:
    """A site that made every 年 a `-`: certain between a year and 月 or 度, elsewhere only when 年 is nowhere."""
    mended, count = _DASH_FOR_YEAR.subn(r"\1年", text)
    if count >= 2 and "年" not in text:
        mended, more = _DASHED_WORD.subn("年", mended)
        count += more
    return mended, count
