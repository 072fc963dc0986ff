"""Dates as they are printed on government pages: 2023年1月20日, 二〇二三年一月二十日, 2023-01-20, 20230120."""

import re
from collections.abc import Iterator
from datetime import date

from harvester.text.numerals import read_numeral

_DIGIT = "零〇○Ｏ一二三四五六七八九"
_DATE = re.compile(
    rf"""
    (?<![0-9./-])
    (?:
      (?P<y1>(?:19|20)[0-9]{{2}}) \s* 年 \s* (?P<m1>[0-9]{{1,2}}) \s* 月 \s* (?P<d1>[0-9]{{1,2}}) \s* [日号號]
    | (?P<y2>(?:19|20)[0-9]{{2}}) (?P<sep>[-/.])(?P<m2>[0-9]{{1,2}})(?P=sep)(?P<d2>[0-9]{{1,2}})
      (?![0-9]|[-/.][0-9])
    | (?P<y3>[一二][{_DIGIT}]{{3}}) \s* 年 \s* (?P<m3>[元正一二三四五六七八九十]{{1,2}}) \s* 月
      \s* (?P<d3>[一二三四五六七八九十廿卅]{{1,3}}) \s* [日号號]
    )
    """,
    re.VERBOSE,
)
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_WIDE = str.maketrans("０１２３４５６７８９－／．", "0123456789-/.")
_SHORT_DAYS = {"廿": "二十", "卅": "三十"}


def read_date(s: str) -> str | None:
    """Read the one date that `s` is, or begins with a time after it, as `YYYY-MM-DD`; None for anything else.

    >>> read_date("2023年1月20日"), read_date("二〇二三年一月二十日"), read_date("2023-01-20 20:28")
    ('2023-01-20', '2023-01-20', '2023-01-20')
    >>> read_date("20230120"), read_date("2018年11日"), read_date("2023-02-30")
    ('2023-01-20', None, None)
    """
    text = s.strip()
    compact = _COMPACT.fullmatch(text)
    if compact:
        return _iso(*(int(part) for part in compact.groups()))
    found = find_dates(text[:60])
    if not found or found[0][0] != 0:
        return None
    rest = text[found[0][1] :].strip()
    return found[0][2] if re.fullmatch(r"(?:T?\s*[0-9]{1,2}[:：时][0-9:：分秒.Z+]*)?", rest) else None


def find_dates(text: str) -> list[tuple[int, int, str]]:
    """Every complete date in the text as (start, end, `YYYY-MM-DD`); a broken or impossible date is left alone.

    >>> find_dates("自2022年1月1日起至12月31日止，印发于2023/1/5。")
    [(1, 10, '2022-01-01'), (23, 31, '2023-01-05')]
    """
    return list(_dates(text.translate(_WIDE)))


def _dates(text: str) -> Iterator[tuple[int, int, str]]:
    parts: tuple[int | float | None, ...]
    for match in _DATE.finditer(text):
        if match["y3"]:
            parts = (read_numeral(match["y3"]), _small(match["m3"]), _small(match["d3"]))
        else:
            parts = tuple(int(match[name + ("1" if match["y1"] else "2")]) for name in "ymd")
        iso = _iso(*parts)
        if iso:
            yield match.start(), match.end(), iso


def _small(numeral: str) -> int | float | None:
    """Read a month or a day: 元 and 正 are the first month, 廿 is twenty."""
    if numeral in ("元", "正"):
        return 1
    for short, full in _SHORT_DAYS.items():
        numeral = numeral.replace(short, full)
    return read_numeral(numeral)


def _iso(year: int | float | None, month: int | float | None, day: int | float | None) -> str | None:
    """`YYYY-MM-DD` of a day that exists."""
    try:
        return date(int(year or 0), int(month or 0), int(day or 0)).isoformat()
    except ValueError:
        return None
