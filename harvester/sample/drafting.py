"""Drafts the reports of an agency: figures, typed cells, prose, and what went wrong with some of them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from harvester.sample import damage, identities, reports
from harvester.sample.fillers import day
from harvester.sample.model import Agency, Document, Printed, Report, dice
from harvester.sample.numbers import format_of, modern_years, statistics
from harvester.sample.tables import add_note, retype, type_cells

TYPING_CHOICES = ("indent", "spaces", "word", "breaks", "headings")
ZERO_CHOICES = ("zero", "zero", "zero", "blank", "mixed", "mixed")
STATISTICS_FROM = 2014
OLD_TABLES = {"rule": "Q01", "subject": "format", "level": "error"}
MISQUOTED = {
    "rule": "Q22", "subject": "applications.new_requests.total", "level": "warning", "expected": "the total",
    "actual": "the natural-person cell",
}  # fmt: skip


def _published(agency: Agency, year: int) -> str:
    rng = dice("published", agency.name, year)
    last = 3 if agency.type == "government" or year < 2019 else 1
    return day(rng, year + 1, 1, last)


def _cells(agency: Agency, year: int, format_id: str, numbers: dict[str, int | float]) -> dict[str, Printed]:
    rng = dice("typed", agency.name, year)
    zeros = "zero" if agency.type in ("government", "office") else rng.choice(ZERO_CHOICES)
    cells = type_cells(numbers, format_id, zeros, rng)
    issued = cells.get("art20_1.normative_documents.issued_this_year")
    if issued and issued.value and issued.value > 3 and rng.random() < 0.4:
        add_note(cells, "art20_1.normative_documents.issued_this_year", f"其中修订{rng.randint(1, 3)}件")
    return cells


def _slip(cells: dict[str, Printed], ref: str) -> None:
    """A total typed one too high: the kind of error that reviewers find."""
    value = (cells[ref].value or 0) + 1
    cells[ref] = Printed(value, "numeric", str(value))


def _corrected(document: Document) -> Document:
    """The second version: 更正 in the title and one more sentence."""
    note = "现对原报告中的部分表述予以更正，以本报告为准。"
    *parts, last = document.parts
    last = replace(last, paragraphs=(*last.paragraphs, note))
    return replace(document, title=document.title + "（更正）", parts=(*parts, last))


def _revised(document: Document) -> Document:
    """The same report with a sentence that was slipped in later, without a word about it."""
    *parts, last = document.parts
    return replace(document, parts=(*parts, replace(last, paragraphs=(*last.paragraphs, "有关数据已经复核。"))))


def _reach(report: Report) -> None:
    """Reports that are no page need more than the plain reader."""
    if report.carrier in ("pdf", "docx", "script_pdf"):
        report.reach = "documents"
    elif report.carrier == "picture":
        report.reach, report.reason, report.cells, report.slips = "never", "unreadable", {}, ()


def draft(agency: Agency, year: int, numbers: dict[str, int | float], options: Mapping[str, Any]) -> Report:
    """One report; `options` says what is special about it (format, typing, damage, slip, corrected, reach)."""
    format_id: str = options.get("format", format_of(year))
    published: str = options.get("published", _published(agency, year))
    if format_id == "2008":
        with_table = options.get("statistics", year >= STATISTICS_FROM)
        document = reports.old(agency, year, numbers, published, table=with_table)
        cells = _cells(agency, year, format_id, numbers) if with_table else {}
    else:
        if options.get("misquoted"):
            numbers = {**numbers, "misquoted": numbers["applications.new_requests.natural_person"]}
        document = reports.modern(agency, year, format_id, numbers, published)
        cells = _cells(agency, year, format_id, numbers)
    if "slip" in options:
        _slip(cells, options["slip"])
    if "habit" in options:
        retype(cells, options["habit"])
    if "title" in options:
        document = replace(document, title=options["title"].format(year=year, short=agency.short, agency=agency.name))
    if options.get("corrected"):
        document = _corrected(document)
    if options.get("revised"):
        document = _revised(document)
    return _report(agency, year, Draft(format_id, published, document, cells), options)


class Draft(NamedTuple):
    """The written parts of a report."""

    format: str
    published: str
    document: Document
    cells: dict[str, Printed]


def _report(agency: Agency, year: int, written: Draft, options: Mapping[str, Any]) -> Report:
    report = Report(
        agency, year, written.format, written.published, written.document.title, written.document, written.cells,
        typing=options.get("typing", dice("typing", agency.name, year).choice(TYPING_CHOICES)),
        damage=options.get("damage", ""), version=2 if options.get("corrected") or options.get("revised") else 1,
        carrier=options.get("carrier", "page"), traps=set(options.get("traps", ())),
    )  # fmt: skip
    report.slips = tuple(identities.failures(report.format, report.cells)) if report.cells else ()
    if options.get("misquoted"):
        report.slips += (MISQUOTED,)
    if report.format != format_of(year):
        report.slips += ({**OLD_TABLES, "expected": format_of(year), "actual": report.format},)
    if report.damage in damage.TABLES_LOST:
        report.cells, report.slips = {}, ()
    _reach(report)
    return report


def _in_edition(options: Mapping[str, Any], edition: int) -> dict[str, Any]:
    """Turn what is dated to an edition into what is true of this one: new, revised or dead pages."""
    now = {name: value for name, value in options.items() if not name.endswith("_in")}
    traps = set(now.get("traps", ()))
    dated = (("new", "new_in"), ("dead", "gone_in"))
    traps |= {name for name, option in dated if options.get(option, edition + 1) <= edition}
    revised = options.get("revised_in", edition + 1) <= edition
    return now | {"traps": traps, "revised": revised}


def draft_years(
    agency: Agency, years: Iterable[int], special: Mapping[int, Mapping[str, Any]], edition: int = 1
) -> list[Report]:
    """The reports of an agency, newest first, with figures that follow from year to year."""
    years = sorted(years, reverse=True)
    formats = {year: options["format"] for year, options in special.items() if "format" in options}
    modern = modern_years(agency, [year for year in years if year >= 2019], formats)
    drafted = []
    for year in years:
        options = _in_edition(special.get(year, {}), edition)
        numbers = modern[year] if year >= 2019 else statistics(agency, year)
        drafted.append(draft(agency, year, numbers, options))
        if "correction" in options:
            drafted.append(draft(agency, year, numbers, {**options, **options["correction"], "corrected": True}))
    return drafted
