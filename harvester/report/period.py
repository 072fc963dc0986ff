"""Which year a report is about: every place that tells is weighed, so that one typing error decides nothing."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

FIRST_YEAR = 2007
"""The Regulations took effect in May 2008; a few organs reported for 2007."""

_STOP = r"[年\-./]\s*(?:0?1|元)\s*[月\-./]\s*0?1\s*日?"
_PERIOD = re.compile(
    rf"""
    (?<!\d)(?P<y1>(?:19|20)\d\d)\s*{_STOP}(?:\s*起)?[^0-9。]{{0,8}}
    (?:(?P<y2>(?:19|20)\d\d)\s*[年\-./]\s*)?(?P<month>\d{{1,2}})\s*[月\-./]\s*(?P<day>\d{{1,2}})(?!\d)
    """,
    re.VERBOSE,
)
_MONTHS = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*年\s*1\s*月?\s*[至到\-—–－~]\s*12\s*月(?!\s*\d)")
"""2022年1—12月."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=\s*年(?!\s*\d{1,2}\s*月\s*\d{1,2}\s*日)|年度)")


class Period(NamedTuple):
    """The reporting period as printed, in ISO dates."""

    start: str
    end: str

    @property
    def year(self) -> int:
        """The year in which it begins."""
        return int(self.start[:4])


class YearClaim(NamedTuple):
    """A year that one place of the document speaks for."""

    year: int
    source: str
    weight: int


def find_period(text: str) -> Period | None:
    """The period of the figures when the text states one that begins on 1 January.

    >>> find_period("统计期限自2023年1月1日起至2023年12月31日止。")
    Period(start='2023-01-01', end='2023-12-31')
    >>> find_period("统计期限为2025年1月1日至12月31日").end
    '2025-12-31'
    """
    for match in _PERIOD.finditer(text):
        month, day = int(match["month"]), int(match["day"])
        if 1 <= month <= 12 and 1 <= day <= 31 and int(match["y2"] or match["y1"]) - int(match["y1"]) in (0, 1):
            return Period(f"{match['y1']}-01-01", f"{match['y2'] or match['y1']}-{month:02}-{day:02}")
    months = _MONTHS.search(text)
    return Period(f"{months['year']}-01-01", f"{months['year']}-12-31") if months else None


def years_in(text: str) -> Counter[int]:
    """How often each year is spoken of, days of the calendar and numbers of documents aside."""
    return Counter(int(match[1]) for match in _YEAR.finditer(text))


def choose_year(claims: Iterable[YearClaim], latest: int | None = None) -> tuple[int | None, dict[str, str], list[str]]:
    """The year that weighs most, what each source says, and what speaks against it.

    Args:
        claims: what the places of the document say.
        latest: the year of publication; no report is about a later one.
    """
    usable = [claim for claim in claims if claim.year >= FIRST_YEAR and (latest is None or claim.year <= latest)]
    if not usable:
        return None, {}, []
    weights: Counter[int] = Counter()
    for claim in usable:
        weights[claim.year] += claim.weight
    year = max(weights, key=lambda item: (weights[item], -item))
    against = [f"{claim.source} says {claim.year}" for claim in usable if claim.year != year]
    return year, {claim.source: str(claim.year) for claim in usable}, against
