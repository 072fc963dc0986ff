"""The shape of the report: its generation, its sections and their numbers (Q01-Q05, Q34, Q36, Q39)."""

import re
from collections.abc import Iterator, Sequence

from harvester.report.checks._rule import (
    FEWEST_VALUES,
    Rules,
    Subject,
    bare_numbers,
    failed,
    not_assessable,
    passed,
)
from harvester.report.formats import ReportFormat, SectionTitle, load_formats
from harvester.report.model import Check, Section
from harvester.text.numerals import read_numeral

_NOTHING = re.compile(r"\s*(?:无|暂无|没有|略|/|-|—)\s*[。.]?\s*")
_UNFILLED = re.compile(
    r"(?<=[\u3400-\u9fff])(?:(?:[^\S\n]|[_＿]){2,}|[^\S\n]|[×xX*＊]{2,})(?:条|件|次|篇|份|宗|人次|万元)(?=[，。；、,;）)]|$)",
    re.MULTILINE,
)
_PARTS = re.compile(r"(?P<count>[一二三四五六七八九十]|\d{1,2})\s*(?:个|大)?部分")
_LISTS = re.compile(r"由|包括|包含|分为|分别|共")
_SUBJECTS = tuple(
    re.compile(pattern)
    for pattern in (
        "总体情况|概述|概况|基本情况",
        "主动公开",
        "依申请|(?:收到|处理)[^、]{0,14}申请",
        "复议|诉讼",
        "问题",
        "其他|其它",
    )
)
"""What tells each of the six parts in a list of titles."""

LEAST_PARTS = 4
"""Fewer titles than this are no outline of the report, but a mention of some part."""

_TOP_NUMBER = re.compile(r"([一二三四五六七八九十]{1,3})\s*[、.．]")
_OLD_ORDER = re.compile(r"国务院令第?\s*492\s*号")
_TRIAL_FORMAT = re.compile(r"[〔\[【(（]?2019[〕\]】)）]?\s*60\s*号")


def run(subject: Subject) -> Iterator[Check]:
    """Compare the report with the format that its tables and sections show."""
    form = load_formats().by_id.get(subject.report.format) if subject.report.format else None
    yield from _generation(subject, form)
    parts = [section for section in subject.report.sections if section.level == 1 and section.kind != "preamble"]
    if form and form.id != "2008":
        yield from _presence(form, parts)
        yield from _contents(form, parts, subject)
    yield from _placeholders(subject.report.sections)
    yield from _announced(subject.report.sections, parts, lists=form is not None and form.id != "2008")
    yield from _numbers(subject.report.sections)
    yield from _citations(subject)


def _generation(subject: Subject, form: ReportFormat | None) -> Iterator[Check]:
    year = subject.report.year
    if form is None or year is None:
        yield not_assessable("Q01", "format", "the report year or the format is not known")
    elif form.covers(year):
        yield passed("Q01", "format")
    else:
        due = load_formats().for_year(year)
        message = f"the tables are those of the format of {form.id}, the year {year} asks for {due.id if due else '?'}"
        yield failed("Q01", "format", message, actual=form.id)


def _presence(form: ReportFormat, parts: Sequence[Section]) -> Iterator[Check]:
    order = {section.key: section.no for section in form.sections}
    kinds = [part.kind for part in parts if part.kind in order]
    for section in form.sections:
        if section.compulsory and section.key not in kinds:
            yield failed("Q02", section.key, f"the part “{section.title}” is missing", verdict="unsure")
        elif section.compulsory:
            yield passed("Q02", section.key)
    doubled = sorted({kind for kind in kinds if kinds.count(kind) > 1}, key=order.__getitem__)
    if doubled:
        yield failed("Q03", "sections", f"parts that stand more than once: {', '.join(doubled)}")
    elif [order[kind] for kind in kinds] != sorted(order[kind] for kind in kinds):
        yield failed("Q03", "sections", "the parts do not stand in the order of the format", actual=", ".join(kinds))
    else:
        yield passed("Q03", "sections")


def _contents(form: ReportFormat, parts: Sequence[Section], subject: Subject) -> Iterator[Check]:
    for section in form.sections:
        texts = [part.text for part in parts if part.kind == section.key]
        if not texts:
            continue
        if section.content == "table":
            yield _table_section(section, texts, subject)
        elif any(text.strip() for text in texts):
            yield passed("Q04", section.key)
        else:
            yield failed("Q04", section.key, "nothing stands below the heading", verdict="unsure")


def _table_section(section: SectionTitle, texts: Sequence[str], subject: Subject) -> Check:
    if any(ref.table in section.tables for ref in subject.facts):
        return passed("Q04", section.key)
    text = "".join(texts).strip()
    if not text:
        return failed("Q04", section.key, "the table is missing: lost, a picture, or an attachment", verdict="unsure")
    if len(bare_numbers(text)) >= FEWEST_VALUES:
        return not_assessable("Q04", section.key, "numbers of a table stand there, and were not read: see Q43")
    shown = " ".join(text.split())[:60]
    return failed("Q04", section.key, "no table could be read below the heading", actual=shown, verdict="unsure")


def _placeholders(sections: Sequence[Section]) -> Iterator[Check]:
    for section in sections:
        if section.level == 1 and section.kind == "problems" and _NOTHING.fullmatch(section.text):
            yield failed("Q05", "problems", "the part on problems says nothing", actual=section.text.strip())
        prose = "\n".join(line for line in section.text.split("\n") if "\t" not in line)
        if section.level == 1 and (match := _UNFILLED.search(prose)):
            shown = prose[max(0, match.start() - 12) : match.end()].strip()
            yield failed("Q05", f"{section.kind}.{section.position}", "a number was left out", actual=shown)


def _announced(sections: Sequence[Section], parts: Sequence[Section], *, lists: bool) -> Iterator[Check]:
    """The number of parts that the preamble announces, against the titles that it lists and those that follow.

    The titles of a list are known for the six fixed parts only: the free form before 2019 had others besides.
    """
    for section in sections:
        if section.kind != "preamble" or not (match := _PARTS.search(section.text)):
            continue
        count = read_numeral(match["count"])
        start = max(section.text.rfind(mark, 0, match.start()) for mark in "。\n；") + 1
        named = _titles_in(section.text[start : match.start()])
        printed = [part.kind for part in parts if part.heading]
        if lists and named >= LEAST_PARTS and named != count:
            yield failed("Q36", "preamble", f"{match[0]} are announced, {named} it lists", actual=str(named))
            return
        counts = {len(printed), len(printed) - printed.count("statistics")}
        if len(printed) >= LEAST_PARTS and count not in counts:
            message = f"{match[0]} are announced, {len(printed)} follow"
            yield failed("Q36", "preamble", message, actual=str(len(printed)), verdict="unsure")
            return
        yield passed("Q36", "preamble")
        return


def _titles_in(sentence: str) -> int:
    """How many of the statutory parts a sentence lists, however it words their titles."""
    return sum(1 for subject in _SUBJECTS if subject.search(sentence)) if _LISTS.search(sentence) else 0


def _numbers(sections: Sequence[Section]) -> Iterator[Check]:
    """Two runs of top-level numbers: 一、 comes twice among the headings of the report."""
    numbers = [match[1] for section in sections if (match := _TOP_NUMBER.match(section.heading))]
    again = sorted({value for value in numbers if numbers.count(value) > 1})
    if again:
        yield failed("Q39", "headings", "a top-level number comes more than once", actual=", ".join(again))
    elif numbers:
        yield passed("Q39", "headings")


def _citations(subject: Subject) -> Iterator[Check]:
    year, text = subject.report.year, subject.report.text
    if year and year >= 2019 and _OLD_ORDER.search(text):
        yield failed("Q34", "citation", "cites the Regulations of 2007, which were replaced in 2019")
    if year and year >= 2021 and _TRIAL_FORMAT.search(text):
        yield failed("Q34", "citation", "cites the trial format of 2019, which was replaced in 2021")


RULES = Rules(("Q01", "Q02", "Q03", "Q04", "Q05", "Q34", "Q36", "Q39"), run)
