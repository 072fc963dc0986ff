"""Tells whether a document is an annual report on disclosure, by what its title says and what its body holds."""

import re
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from harvester.page.model import Page
from harvester.report.headings import read_number, read_title
from harvester.report.model import IN_FILE, IN_PICTURES, Format, Section
from harvester.report.period import find_period
from harvester.report.titles import Judgment, judge_title

_BASIS = re.compile(
    r"(?:根据|按照|依据|依照|遵照|贯彻)[^。]{0,40}政府信息公开条例[^。]{0,220}(?:年度报告|年报|本报告|总结报告|报告如下|编制|报告)"
    r"|(?:编制|撰写|形成|发布)(?:了)?(?:的)?(?:本|此)(?:报告|年报|年度报告)|本(?:年度|年)?报告(?:由|中?所列|的电子版|包括|全文)"
    r"|(?:统计|数据)(?:的)?(?:期限|时限|周期|期间)|政府信息公开(?:工作)?(?:的)?情况报告如下"
)
_MODERN_KINDS = {"overview", "proactive", "applications", "disputes", "problems", "other_matters"}
_PART_OF_YEAR = re.compile(r"(?:自|从)?20\d\d年1月1日[^。\d]{0,6}(?:至|到|—|-)[^。\d]{0,4}(?:20\d\d年)?[3-9]月3[01]日")
_NOTICE = re.compile(
    r"(?:现将|就|将)?(?:有关|相关)?(?:事项|事宜|要求|工作)(?:通知|安排|明确)如下|请(?:遵照|认真贯彻)执行"
    r"|请于.{2,20}前.{0,20}(?:报送|报至|上报|提交)"
)
_ADDRESSEE = re.compile(r"^各[^。]{2,60}[：:]$", re.MULTILINE)
_DISCLOSURE = re.compile(r"信息公开|政务公开")
_LEAST_TEXT = 60


class _Tables(Protocol):
    """What is needed of the tables that were read."""

    @property
    def format(self) -> Format | None: ...


class _Identity(Protocol):
    """What is needed of the identity: every title that the document goes by, best first."""

    @property
    def titles(self) -> tuple[str, ...]: ...


class Evidence(NamedTuple):
    """What speaks for a report in the body."""

    parts: int
    """Statutory parts found by their titles (kinds, each once)."""
    long_titles: int
    """How many of them carry the long title of the law."""
    tables: bool
    basis: bool
    """True when the text says that it is the report of the Regulations."""
    whole_year: bool
    """True when the text says that its figures are those of a calendar year."""

    @property
    def strong(self) -> bool:
        """True when the body alone proves a report."""
        return (self.parts >= 3 and self.long_titles >= 2 and (self.basis or self.tables or self.parts >= 4)) or (
            self.parts >= 2 and (self.tables or (self.basis and self.whole_year))
        )

    @property
    def some(self) -> bool:
        """True when the body goes with a title that announces a report."""
        return self.tables or self.basis or self.parts >= 2 or self.long_titles >= 1


def recognize(page: Page, sections: Sequence[Section], tables: _Tables, identity: _Identity) -> tuple[bool, str]:
    """Tell whether a page is a report, with the reason in plain English.

    Titles are judged first; a page without a usable title can still be a report by its parts and tables, and a soft
    contradiction (a notice that carries the report below it) is overruled by a body that proves a report.
    """
    text = page.text
    evidence = weigh(text, sections, tables)
    judgments = [judge_title(title) for title in identity.titles]
    refusal = _refusal(judgments, evidence, text)
    if refusal:
        return False, refusal
    listed = _listed_reports(page)
    if listed >= 3 and not evidence.strong:
        return False, f"it lists {listed} reports and is none itself"
    titled = any(judgment.verdict == "report" for judgment in judgments)
    if evidence.strong:
        return True, f"{_what(evidence)}{' and the title' if titled else ''} show an annual report on disclosure"
    if not titled:
        return False, "neither the title nor the parts of the text are those of an annual report on disclosure"
    return _by_title(page, judgments, evidence, text)


def weigh(text: str, sections: Sequence[Section], tables: _Tables) -> Evidence:
    """Collect what the body says."""
    top = [section for section in sections if section.level == 1]
    titles = [read_title(read_number(section.heading).title) for section in top if section.heading]
    long_titles = {title.kind for title in titles if title and title.statutory}
    kinds = {section.kind for section in top} & (_MODERN_KINDS | {"fees"})
    period = find_period(text[:4000])
    whole_year = period is not None and period.end.endswith("12-31")
    return Evidence(len(kinds), len(long_titles), tables.format is not None, bool(_BASIS.search(text)), whole_year)


def _refusal(judgments: Sequence[Judgment], evidence: Evidence, text: str) -> str:
    """Why titles or body rule a report out; empty when they do not."""
    announced = any(judgment.verdict == "report" for judgment in judgments)
    for judgment in judgments:
        if judgment.verdict == "lookalike" and ((judgment.hard and not announced) or not evidence.strong):
            return f"its title tells otherwise: {judgment.reason}"
    if _ADDRESSEE.search(text[:600]) and _NOTICE.search(text):
        return "it is a notice to subordinate organs, with or without a form to fill in"
    if _PART_OF_YEAR.search(text[:1500]) and not announced:
        return "it covers part of a year only"
    return ""


def _by_title(page: Page, judgments: Sequence[Judgment], evidence: Evidence, text: str) -> tuple[bool, str]:
    """Decide on a page whose title announces a report while its body does not prove one."""
    named = any(judgment.verdict == "report" and (judgment.organ or judgment.year) for judgment in judgments)
    if evidence.some:
        return True, "the title announces an annual report on disclosure and the text goes with it"
    if len(text) < _LEAST_TEXT * 5 and named:
        if page.attachments:
            return False, IN_FILE
        if any(block.kind == "image" for block in page.blocks):
            return False, IN_PICTURES
    if len(text) < _LEAST_TEXT:
        return False, "the title announces a report but the page holds no text, picture or file of it"
    if named and len(_DISCLOSURE.findall(text)) >= 4 and len(text) >= 400:
        return True, "the title announces an annual report on disclosure and the text is about disclosure"
    return False, "the title announces a report but the text below it is none"


def _listed_reports(page: Page) -> int:
    """How many short lines of the body are titles of reports with a year: a listing has many."""
    lines = [line.strip() for block in page.blocks if block.kind != "table" for line in block.text.split("\n")]
    found = {line for line in lines if 8 <= len(line) <= 70 and _is_report_title(line)}
    return len(found)


def _is_report_title(line: str) -> bool:
    judgment = judge_title(re.sub(r"[\[（(]?20\d\d-\d\d-\d\d[\])）]?$", "", line.lstrip("·•▪◆ ")))
    return judgment.verdict == "report" and judgment.year is not None


def _what(evidence: Evidence) -> str:
    """The body's evidence in words."""
    return f"{evidence.parts} statutory parts" + (" and tables" if evidence.tables else "")
