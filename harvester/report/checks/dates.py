"""Years and dates: the reporting period, stale years in the text, the day of publication (Q07, Q08, Q31, Q32)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from harvester.reference import REFERENCE, read_rows
from harvester.report.checks._rule import Rules, Subject, failed, not_assessable, passed
from harvester.report.formats import load_formats
from harvester.report.model import Check, Section

_SENTENCE = re.compile(r"[^。！？；;\n]{1,800}")
"""Cut at 800 characters: no sentence is longer, and text without any stop must not cost its square."""
_OPENING_YEAR = re.compile(
    r"""^[\s（(]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*)*(?:[^，,。年]{1,10}[。.]\s*)?
    (?P<year>20\d\d)\s*年(?:度)?(?!\s*(?:\d{1,2}\s*月|至|[-—–]|以来|底|初|之前|以前|前|末|起))""",
    re.VERBOSE,
)
_PLAN = re.compile(r"将|下一步|力争|拟|打算|展望|今年|明年")
_PLAN_AT_ONCE = re.compile(
    r"(?<!规划)计划(?!、|，|生育)|继续|准备|目标|着力|需|进一步|(?<![主重纪摘概])要(?!求|点|素|闻)|是.{0,20}之年"
)
"""Words of planning that mean it only close to the year: elsewhere they name what was disclosed."""

_WILL = re.compile(r"将(?:继续|进一步|重点|着力|以|从|在|按照|按|认真|切实|围绕|不断|全力)")
_OTHER_THING = re.compile(r"预算|决算|规划|要点|上年|去年|结转|同比|相比|比|较|《|第[一二三四]季度|报告")

_WORK_OF_THE_YEAR = frozenset({"overview", "proactive", "applications"})
LAST_YEAR = 9999
"""Last year of a rule that is in force."""
_MONTH_DAY = re.compile(r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d)|(?:0[13-9]|1[0-2])-30|(?:0[13578]|1[02])-31")
_CORRECTED = re.compile(r"更正|修订|补充|勘误|修改")


def run(subject: Subject) -> Iterator[Check]:
    """Judge the dates of a report of a known year."""
    year = subject.report.year
    if year is None:
        return
    yield from _period(subject, year)
    for section in subject.report.sections:
        if section.level == 1:
            yield from _stale(section, year)
    if subject.report.published:
        yield from _publication(subject, year, subject.report.published[:10])


def _period(subject: Subject, year: int) -> Iterator[Check]:
    start, end = subject.report.period_start, subject.report.period_end
    if not start or not end:
        return
    if (start, end) == (f"{year}-01-01", f"{year}-12-31"):
        yield passed("Q07", "period")
    else:
        message = f"the figures are not said to cover 1 January to 31 December {year}"
        yield failed("Q07", "period", message, actual=f"{start} to {end}")


def _stale(section: Section, year: int) -> Iterator[Check]:
    """Sentences that open with a wrong year: work of the report year under another, a plan under the report year."""
    for match in _SENTENCE.finditer(section.text):
        sentence = match[0]
        opening = _OPENING_YEAR.match(sentence)
        if not opening:
            continue
        said = int(opening["year"])
        rest = sentence[opening.end() :]
        plan = bool(_PLAN.search(rest) or _PLAN_AT_ONCE.search(rest[:25]))
        other = bool(_OTHER_THING.search(rest[:12]))
        wrong = said == year + 1 and not plan and not other and section.kind not in {"problems", "preamble"}
        old = said == year - 1 and not _PLAN.search(rest) and not other and section.kind in _WORK_OF_THE_YEAR
        stale_plan = said == year and section.kind == "problems" and _WILL.search(rest[:30]) is not None
        if wrong or old or stale_plan:
            message = "a plan for the next year names the report year" if stale_plan else f"work of {year} under {said}"
            subject = f"{section.kind}.{section.position}.{match.start()}"
            yield failed("Q08", subject, message, actual=sentence.strip()[:60])


def _publication(subject: Subject, year: int, published: str) -> Iterator[Check]:
    try:
        day = date.fromisoformat(published)
    except ValueError:
        return
    if day.year <= year:
        yield failed("Q32", "published", "published before the year of the report was over", actual=published)
    elif day.year > year + 1:
        message = "the date lies more than a year after the report year: the page was moved, or came very late"
        yield failed("Q32", "published", message, actual=published)
    else:
        yield passed("Q32", "published")
        yield from _lateness(subject, year, day)


def _lateness(subject: Subject, year: int, day: date) -> Iterator[Check]:
    yield from _locally_late(subject, year, day)
    due = legal_date(subject.report.agency_type, year)
    if due is None:
        reason = "the law names no date for this kind of organ, or the kind is not known"
        yield not_assessable("Q31", "published", reason)
    elif day > due and _CORRECTED.search(subject.report.title or ""):
        yield not_assessable("Q31", "published", "a corrected version: when the first was published is not known")
    elif day > due:
        message = f"published {(day - due).days} days after the legal date {due.isoformat()}"
        yield failed("Q31", "published", message, actual=day.isoformat())
    else:
        yield passed("Q31", "published")


def _locally_late(subject: Subject, year: int, day: date) -> Iterator[Check]:
    """Local rules often ask for an earlier day than the law, or name one for townships, of which the law is silent."""
    due = local_date(subject.report.division_code, subject.report.agency_type, year)
    if due is None or _CORRECTED.search(subject.report.title or ""):
        return
    if day > due:
        message = f"published {(day - due).days} days after the local date {due.isoformat()}"
        yield replace(failed("Q31", "published.local", message, actual=day.isoformat()), level="info")
    else:
        yield passed("Q31", "published.local")


class LocalDate(NamedTuple):
    """By when a kind of organ of a place publishes under a local rule."""

    division_code: str
    agency_type: str
    first_year: int
    last_year: int
    publish_by: str
    """`MM-DD` of the year after the report year."""


@cache
def local_dates(path: Path = REFERENCE / "local-dates.csv") -> tuple[LocalDate, ...]:
    """The rows of `local-dates.csv`; a place without a row has the legal date alone."""
    rows = read_rows(path, required=(*LocalDate._fields, "source"))
    return tuple(
        LocalDate(
            row.require("division_code"),
            row.get("agency_type"),
            row.year("first_year") or 0,
            row.year("last_year") or LAST_YEAR,
            row.match("publish_by", _MONTH_DAY, "MM-DD") or "",
        )
        for row in rows
    )


def local_date(division_code: str | None, agency_type: str | None, year: int) -> date | None:
    """The day that a local rule names for an organ's report: the nearest place above it decides."""
    code = division_code or ""
    for place in (code, f"{code[:4]}00", f"{code[:2]}0000"):
        for row in local_dates():
            fits = row.division_code == place and row.agency_type in {"", agency_type}
            if fits and row.first_year <= year <= row.last_year:
                month, day = map(int, row.publish_by.split("-"))
                return date(year + 1, month, day)
    return None


def legal_date(agency_type: str | None, year: int) -> date | None:
    """The last day for a report of that year; None where the law names none.

    A general office publishes for its government too, and which of both a report is for does not always show: the
    later day counts.

    >>> legal_date("department", 2022), legal_date("government", 2022), legal_date("township", 2022)
    (datetime.date(2023, 1, 31), datetime.date(2023, 3, 31), None)
    """
    form = load_formats().for_year(year)
    organ = _ORGANS.get(agency_type or "")
    for deadline in load_formats().deadlines:
        if form and deadline.format == form.id and deadline.organ in {organ, "any"} and deadline.publish_by:
            month, day = map(int, deadline.publish_by.split("-"))
            return date(year + 1, month, day)
    return None


_ORGANS = {
    "government": "local_government_county_or_above",
    "office": "local_government_county_or_above",
    "department": "department_county_or_above",
    "township": "township_or_subdistrict",
    "subdistrict": "township_or_subdistrict",
}

RULES = Rules(("Q07", "Q08", "Q31", "Q32"), run)
