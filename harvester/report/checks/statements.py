"""Statements that belong in a report: fees, whom to ask, what a table counts (Q30, Q33, Q44)."""

import re
from collections.abc import Iterator

from harvester.report.checks._rule import Rules, Subject, failed, number, passed
from harvester.report.model import Check

_FEES = re.compile(r"信息处理费|收费|费用|收取")
_FEE_FIGURES = frozenset({"fee_notices", "fee_due_wan", "fee_collected_wan"})
_ASK = re.compile(
    r"(?:联系|咨询|办公|监督)电话|电\s*话\s*[：:]|(?:通[信讯]|联系|办公)?地址\s*[：:]|邮\s*编\s*[：:]|邮箱\s*[：:]|@"
)
_YEAR_ASKED = re.compile(
    r"""如(?:对|有|需)[^。\n]{0,12}?(?P<year>20\d\d)\s*年(?:度)?
        [^。\n]{0,12}(?:报告|年报)[^。\n]{0,20}(?:疑问|意见|建议)""",
    re.VERBOSE,
)
_NOTE = re.compile(r"^[\s（(【\[*＊※]*(?:注|备注|说明|统计口径|口径说明)\s*\d?\s*[：:、.．]")
_COUNTS = re.compile(r"统计|口径|包含|包括|[（(]?含|计入|不计|不含|结转|涵盖|范围")
_OLD_CASES = re.compile(
    r"(?<!不)(?:含|包括|包含|计入|纳入)[^。，,；\n]{0,12}(?:上年|上一年|往年|以前年度|结转|跨年)"
    r"|(?:上年|上一年|往年|以前年度|结转|跨年)[^。；\n]{0,20}(?:计入|纳入|包含在|包括在|列入)(?:本|上|该|此)?表"
)
_NOTED = {"proactive": "section 2", "applications": "table 3", "disputes": "table 4"}


def run(subject: Subject) -> Iterator[Check]:
    """Look for the statements."""
    yield from _fees(subject)
    yield from _contact(subject)
    yield from _scope(subject)


def _fees(subject: Subject) -> Iterator[Check]:
    """Requests ended for an unpaid fee, or charges named elsewhere, while the last part says nothing of fees."""
    parts = [part for part in subject.report.sections if part.level == 1 and part.kind == "other_matters"]
    unpaid = subject.value("applications", "other_fee_unpaid", "total")
    charged = next((figure for figure in subject.report.figures if figure.key in _FEE_FIGURES and figure.value), None)
    if not parts or not (unpaid or charged):
        return
    if any(_FEES.search(part.text) for part in parts):
        yield passed("Q30", "other_matters")
        return
    shown = number(unpaid) if unpaid else number(charged.value) if charged else ""
    reason = "requests ended for an unpaid fee" if unpaid else "charges are named"
    yield failed("Q30", "other_matters", f"{reason}, and the last part says nothing of fees", actual=shown)


def _contact(subject: Subject) -> Iterator[Check]:
    contact, text = subject.report.contact, subject.report.text
    year = subject.report.year
    asked = _YEAR_ASKED.search(text)
    if asked and year and int(asked["year"]) != year:
        message = f"the contact block speaks of the report of {asked['year']}"
        yield failed("Q33", "contact", message, actual=asked["year"])
    elif any((contact.phone, contact.email, contact.address, contact.postcode)):
        yield passed("Q33", "contact")
    elif subject.report.sections and _ASK.search(text):
        message = "words of a contact block stand in the text, and nothing could be read from them"
        yield failed("Q33", "contact", message, verdict="unsure")
    elif subject.report.sections:
        yield failed("Q33", "contact", "the report does not say whom to ask")


def _scope(subject: Subject) -> Iterator[Check]:
    """Lines beside a table that change what it counts."""
    for section in subject.report.sections:
        if section.level != 1 or section.kind not in _NOTED:
            continue
        for line in section.text.split("\n"):
            if "\t" in line or not 6 <= len(line) <= 300:
                continue
            old = section.kind == "disputes" and _OLD_CASES.search(line)
            if old or (_NOTE.match(line) and _COUNTS.search(line)):
                message = f"a note says what {_NOTED[section.kind]} counts"
                yield failed("Q44", f"{section.kind}.{section.position}.note", message, actual=line.strip()[:80])
                break


RULES = Rules(("Q30", "Q33", "Q44"), run)
