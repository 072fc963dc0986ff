"""When a known page of a site is asked again: soon while reports are published (January to April), seldom later."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from harvester.crawl.model import Lead
from harvester.crawl.search import is_further

SEASON = (1, 2, 3, 4)
"""Months in which reports appear: the legal dates are 31 January and 31 March, and many are late by some weeks."""
ALWAYS = 2
"""Lists that every run asks, whatever the season: the longest one, and the one that nobody has asked for longest."""


class Intervals(NamedTuple):
    """Days after which a known page is asked again, by what it is."""

    list: int
    """A list of reports."""
    way: int
    """A page that leads to lists: new units and columns appear there."""
    report: int
    """A report, which may be corrected in silence; one whose link changed is asked at once."""


DENSE = Intervals(list=7, way=30, report=60)
SPARSE = Intervals(list=45, way=180, report=365)
AT_ONCE = Intervals(0, 0, 0)
"""The sweep on demand: every known page, as soon as there is a next run."""


class Known(NamedTuple):
    """A page that led to reports when the site was searched."""

    lead: Lead
    reports: int
    """Reports that it listed; 0 for a page that only led to lists."""
    asked: datetime | None = None
    """When it was last asked."""

    @property
    def is_list(self) -> bool:
        """True for a list, false for a report with a link to its file."""
        return self.reports > 0 and self.lead.role not in ("report", "attachment")


def intervals(today: date, *, everything: bool = False) -> Intervals:
    """How often pages are asked again on this day of the year.

    >>> intervals(date(2026, 2, 1)).list < intervals(date(2026, 7, 1)).list
    True
    """
    if everything:
        return AT_ONCE
    return DENSE if today.month in SEASON else SPARSE


def is_overdue(asked: datetime | None, days: int, now: datetime) -> bool:
    """True when a page was asked longer ago than so many days, or never."""
    return asked is None or now - asked >= timedelta(days=days)


def pages_to_ask(known: Sequence[Known], now: datetime, every: Intervals) -> list[Known]:
    """What a run asks of a site that was searched before: what is overdue, and `ALWAYS` lists in any case.

    The longest list is nearly always that of the government itself; the other place goes from list to list, so that
    each is looked at in turn however often one runs. Where no report was found, the pages nearest to one stand in.
    """
    overdue = [page for page in known if is_overdue(page.asked, every.list if page.reports else every.way, now)]
    lists = [page for page in known if page.is_list] or [page for page in known if not page.reports]
    longest = max(lists, key=lambda page: (not is_further(page.lead), page.reports, page.lead.score), default=None)
    others = sorted((page for page in lists if page is not longest), key=lambda page: (is_posted(page), _moment(page)))
    always = ([longest] if longest else []) + others[: ALWAYS - 1]
    return list(dict.fromkeys((*always, *overdue)))


def is_posted(page: Known) -> bool:
    """Answers to forms cannot be asked for under a condition; they come last."""
    return page.lead.ask.method != "GET"


def _moment(page: Known) -> float:
    return page.asked.timestamp() if page.asked else 0.0
