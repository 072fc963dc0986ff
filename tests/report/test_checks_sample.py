"""The consistent reports of the sample raise no alarm; those with a slip raise the alarm of that slip."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from harvester.process import parse_report
from harvester.sample.model import Report as Printed
from harvester.sample.model import Request
from harvester.sample.web import Web, build

TYPED = frozenset({"Q11", "Q12", "Q13", "Q30", "Q42"})
"""Habits that the sample types on purpose: blanks, dashes, words and notes in cells, fees without a statement."""
SUMMARY = "Q20"
LOST = frozenset({"lines", "gloss", "bytes"})
"""Damage that takes the tables away: their absence is told, and rightly."""
EVERY = 4


@pytest.fixture(scope="module")
def web() -> Web:
    return build()


def served(web: Web, report: Printed) -> bytes:
    """The original page of a report."""
    address = next(url for url, kind in report.urls if kind == "original")
    parts = urlsplit(address)
    answer = web.answer(Request("GET", parts.hostname or "", parts.path, dict(parse_qsl(parts.query)), {}, {}))
    return answer.body if answer and answer.status == 200 else b""


def test_the_sample_raises_exactly_the_alarms_of_its_slips(web: Web) -> None:
    plain = (report for report in web.reports if (report.carrier, report.reach) == ("page", "plain"))
    readable = [report for report in plain if report.damage not in LOST and served(web, report)]
    chosen = [report for number, report in enumerate(readable) if report.slips or number % EVERY == 0]
    wrong: list[str] = []
    assert len(chosen) > 30
    for report in chosen:
        read = parse_report(served(web, report), url=report.urls[0][0])
        failed = {check.rule for check in read.checks if check.status == "fail"} - TYPED
        slips = {slip["rule"] for slip in report.slips}
        summary = {SUMMARY} if any(rule.startswith("F") for rule in slips) else set()
        if read.is_report and failed != slips | summary:
            wrong.append(f"{report.key}: {sorted(failed ^ (slips | summary))}")
    assert not wrong
