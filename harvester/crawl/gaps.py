"""Why a wanted year is missing: the reason codes of the contract, from what happened on the site."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

Reason = Literal[
    "not_due", "not_published", "no_column", "blocked", "unreachable", "gone", "unreadable", "budget", "not_crawled"
]
REASONS: tuple[Reason, ...] = (
    "not_due", "not_published", "no_column", "blocked", "unreachable", "gone", "unreadable", "budget", "not_crawled",
)  # fmt: skip


ROBOTS = "robots.txt"
"""Detail of a gap whose pages the rules of the site close."""


class Gap(NamedTuple):
    """One missing year of one site."""

    year: int
    reason: Reason
    detail: str = ""


@dataclass
class Story:
    """What happened on one site in this sweep, as far as it explains a gap."""

    asked: bool = False
    """At least one page was asked."""
    answered: bool = False
    """At least one page of the site came."""
    blocked: str = ""
    """How the site refused: the challenge, the status, or robots.txt."""
    unreachable: str = ""
    """The error of the last failed request while nothing came."""
    budget: bool = False
    interrupted: bool = False
    column: str = ""
    """Address of a report column that was found."""
    empty_column: str = ""
    """Address of a report column that says itself that there is nothing in it."""
    refused: dict[int | None, str] = field(default_factory=dict)
    """Promising pages that alone answered 401 or 403: report year (None for columns) to the status and address."""
    closed_paths: int = 0
    """Promising addresses that robots.txt forbids."""
    unreadable: dict[int | None, str] = field(default_factory=dict)
    """Documents that could not be read: report year (None where untold) to the reason."""
    gone: dict[int | None, str] = field(default_factory=dict)
    """Known reports that answered 404 or 410: year to address."""
    silent: dict[int | None, str] = field(default_factory=dict)
    """Reports and lists that did not come however often they were asked: report year (None for lists) to the error."""
    needs_browser: str = ""
    """A column that only a browser could read."""


def explain_gaps(story: Story, wanted: Iterable[int], found: Iterable[int], today: date, due: date) -> list[Gap]:
    """A reason for every wanted year that was not found.

    Args:
        story: what happened on the site.
        wanted: report years that were asked for.
        found: report years that the database holds for the site.
        today: the day of the crawl.
        due: month and day by which a report must be out in the year after its own (the year of `due` is ignored).
    """
    missing = sorted(set(wanted) - set(found))
    return [_explain(story, year, today, due) for year in missing]


def keep_reasons(gaps: Iterable[Gap], earlier: Mapping[int, Gap]) -> list[Gap]:
    """Keep what is known of pages that a visit of the lists alone did not ask for again.

    >>> before = {2012: Gap(2012, "unreadable", "only as a picture"), 2013: Gap(2013, "blocked", "HTTP 521")}
    >>> now = [Gap(2012, "not_published"), Gap(2013, "not_published")]
    >>> [gap.reason for gap in keep_reasons(now, before)]
    ['unreadable', 'not_published']
    """
    return [earlier[gap.year] if gap.reason in _WEAK and _is_of_a_page(earlier.get(gap.year)) else gap for gap in gaps]


_WEAK = ("not_published", "no_column")
"""Reasons that rest on what was not seen, so that a visit of few pages says nothing new by them."""


def _is_of_a_page(gap: Gap | None) -> bool:
    """True for a reason that holds for single pages, while the site as a whole answers."""
    if gap is None:
        return False
    of_a_page = "://" in gap.detail or gap.detail == ROBOTS
    return gap.reason in ("unreadable", "gone") or (gap.reason in ("blocked", "unreachable") and of_a_page)


def _explain(story: Story, year: int, today: date, due: date) -> Gap:
    if today <= date(year + 1, due.month, due.day):
        return Gap(year, "not_due", f"due by {year + 1}-{due.month:02}-{due.day:02}")
    if year in story.unreadable:
        return Gap(year, "unreadable", story.unreadable[year])
    if year in story.gone:
        return Gap(year, "gone", story.gone[year])
    if year in story.refused:
        return Gap(year, "blocked", story.refused[year])
    if year in story.silent:
        return Gap(year, "unreachable", story.silent[year])
    reason, detail = _site_reason(story)
    return Gap(year, reason, detail)


def _site_reason(story: Story) -> tuple[Reason, str]:
    """The reason that holds for every missing year of the site; the first that applies."""
    column = f"read to its end: {story.column}"
    table: tuple[tuple[object, Reason, str], ...] = (
        (not story.asked, "not_crawled", ""),
        (story.blocked, "blocked", story.blocked),
        (not story.answered, "unreachable", story.unreachable),
        (story.budget, "budget", "the limit of requests was reached first"),
        (story.interrupted, "not_crawled", "the crawl was interrupted; the next one continues"),
        (None in story.silent, "unreachable", story.silent.get(None, "")),
        (story.column, "not_published", column),
        (story.closed_paths, "blocked", ROBOTS),
        (None in story.refused, "blocked", story.refused.get(None, "")),
        (story.needs_browser, "unreadable", f"needs a browser: {story.needs_browser}"),
        (None in story.unreadable, "unreadable", story.unreadable.get(None, "")),
        (story.empty_column, "not_published", f"nothing in it: {story.empty_column}"),
    )
    return next(((reason, detail) for holds, reason, detail in table if holds), ("no_column", ""))
