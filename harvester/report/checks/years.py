"""The year of the report wherever it is told: title, period, names of files and addresses (Q06)."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

from harvester.report.checks._rule import Rules, Subject, Verdict, failed, passed
from harvester.report.model import Check, Report

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)\s*年?")
_IS_REPORT = re.compile(r"信息公开.{0,12}(?:报告|年报)")
_YEAR_PARAMETERS = frozenset({"nbyear", "nyear", "reportyear", "ndbgyear"})
"""Parameters of the handlers of annual reports that name the report year itself, not the year of publication."""
_PATH_DAY = re.compile(r"(?:^|[/_])[tW]?(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[/_.])")


def run(subject: Subject) -> Iterator[Check]:
    """Hold every place that names a year against the year of the report."""
    report = subject.report
    if report.year is None:
        return
    wrong = False
    for place, year, verdict in _told(report):
        if year != report.year:
            wrong = True
            message = f"the {place.replace('_', ' ')} says {year}, the report is about {report.year}"
            yield failed("Q06", place, message, actual=str(year), verdict=verdict)
    day = _PATH_DAY.search(urlsplit(report.url).path) if report.url else None
    if day and int(day[1]) <= report.year:
        wrong = True
        message = f"the address is dated {day[1]}-{day[2]}-{day[3]}, before the report year was over"
        yield failed("Q06", "url", message, actual="-".join(day.groups()), verdict="unsure")
    if not wrong:
        yield passed("Q06", "year")


def _told(report: Report) -> Iterator[tuple[str, int, Verdict]]:
    """Places that name one year of the report; a place that names several decides nothing."""
    if report.title_source == "page" and (year := _only_year(report.title or "")):
        yield "title", year, "source"
    if report.period_start and report.period_start[:4] == (report.period_end or "")[:4]:
        yield "period", int(report.period_start[:4]), "source"
    for attachment in report.attachments:
        if _IS_REPORT.search(attachment.filename) and (year := _only_year(attachment.filename)):
            yield f"attachment.{attachment.filename[:40]}", year, "unsure"
    if report.url:
        yield from _told_by_address(report.url)


def _told_by_address(url: str) -> Iterator[tuple[str, int, Verdict]]:
    parts = urlsplit(url)
    name = unquote(parts.path.rpartition("/")[2])
    if _IS_REPORT.search(name) and (year := _only_year(name)):
        yield "file_name", year, "unsure"
    for key, value in parse_qsl(parts.query):
        if key.lower() in _YEAR_PARAMETERS and (year := _only_year(value)):
            yield "url_parameter", year, "unsure"


def _only_year(text: str) -> int | None:
    years = set(_YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None


RULES = Rules(("Q06",), run)
