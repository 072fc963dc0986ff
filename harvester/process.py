"""Bytes in, `Report` out: decode, repair, body, tables, sections, identity, figures, checks. No input or output.

Everything that the database knows of a report is a pure, repeatable function of the stored bytes and of what the site
list and the listing said of them, so that a better parser can be run again over the archive.
"""

import hashlib
from dataclasses import dataclass, replace
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from harvester.documents.read import kind_of, read_file
from harvester.page.learned import drop_learned
from harvester.page.model import Page
from harvester.page.parts import join_pages, split_parts
from harvester.page.read import read_page
from harvester.registry import Registry, Site, load_registry
from harvester.report.checks import run_checks
from harvester.report.figures import read_figures
from harvester.report.identity import Identity, identify, judge_agency
from harvester.report.model import Attachment, Check, Report, Section
from harvester.report.recognize import recognize
from harvester.report.reliability import is_unreliable, judge_copy
from harvester.report.sections import split_sections
from harvester.report.tables import TablesRead, read_tables


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a document from outside it: its site's row, and what the listing says beside the link."""

    site: Site | None = None
    listing_title: str | None = None
    listing_date: str | None = None
    """`YYYY-MM-DD`."""
    furniture: frozenset[str] = frozenset()
    """Lines at the edges of texts that the crawl of the site learned to be furniture."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A report with every intermediate result, for those who ask how it came about."""

    page: Page
    tables: TablesRead
    sections: tuple[Section, ...]
    identity: Identity
    report: Report


def parse_report(body: bytes | str, *, url: str | None = None, content_type: str | None = None) -> Report:
    """Read one document (page, plain text, PDF, DOCX, XLSX, OFD, old Word) as an annual report.

    Args:
        body: the document as it was served (bytes), or its text.
        url: where it was found; helps to tell the site, the agency and the date.
        content_type: value of the HTTP header `Content-Type`, when there was one.

    Returns:
        The report. `is_report` is False, with the `reason`, when the document is something else.

    Raises:
        UnreadablePage: the bytes cannot be read as a page; the message says why.
    """
    return read_document(body, url=url, content_type=content_type).report


def read_document(
    body: bytes | str,
    *,
    url: str | None = None,
    content_type: str | None = None,
    hints: Hints | None = None,
    registry: Registry | None = None,
) -> Reading:
    """Read one document and keep what each stage found. See `parse_report`."""
    title = (hints.listing_title if hints else None) or ""
    page = page_of(body, url=url, content_type=content_type, title=title)
    reading = read_page_as_report(page, hints=hints, registry=registry)
    if isinstance(body, bytes) and not split_parts(body) and kind_of(body) is not None:
        return replace(reading, report=replace(reading.report, attachments=_itself(page, body)))
    return reading


def page_of(body: bytes | str, *, url: str | None = None, content_type: str | None = None, title: str = "") -> Page:
    """A document of any kind as a cleaned page: a file, a page, or several pages of one text.

    Args:
        body: the document.
        url: where it was found.
        content_type: value of the HTTP header `Content-Type`, when there was one.
        title: what the link to it says, for a file that shows no title of its own.
    """
    parts = split_parts(body) if isinstance(body, bytes) else ()
    if parts:
        pages = [read_page(part.body, url=part.url, content_type=part.content_type) for part in parts]
        return replace(join_pages(pages), url=url or pages[0].url)
    if isinstance(body, bytes) and kind_of(body) is not None:
        return read_file(body, url=url, title=title)
    return read_page(body, url=url, content_type=content_type)


def read_page_as_report(page: Page, *, hints: Hints | None = None, registry: Registry | None = None) -> Reading:
    """Read a cleaned page as an annual report and keep what each stage found."""
    hints = hints or Hints()
    registry = registry or load_registry()
    page = drop_learned(page, hints.furniture)
    tables = read_tables(page.blocks)
    page = replace(page, blocks=tables.body)
    sections = split_sections(page.blocks, tables.content)
    identity = identify(
        page, sections, registry, site=hints.site, listing_title=hints.listing_title, listing_date=hints.listing_date
    )
    report = _assemble(page, tables, sections, identity, recognize(page, sections, tables, identity))
    if report.is_report:
        checks = (
            *tables.findings, *run_checks(report, tables), *judge_copy(report, page, registry, hints.site),
            *judge_agency(identity),
        )  # fmt: skip
        report = replace(report, checks=checks, quality=quality(report, checks, page))
    return Reading(page, tables, sections, identity, report)


def _itself(page: Page, body: bytes) -> tuple[Attachment, ...]:
    """The row in `attachments` of a report that is a file, where the file has an address."""
    kind = kind_of(body)
    if not page.url or kind is None:
        return ()
    name = unquote(urlsplit(page.url).path).rpartition("/")[2]
    return (Attachment(page.url, name, kind.media_type, hashlib.sha256(body).hexdigest(), len(body), page.text),)


def _assemble(
    page: Page, tables: TablesRead, sections: tuple[Section, ...], identity: Identity, verdict: tuple[bool, str]
) -> Report:
    is_report, reason = verdict
    text = page.text
    title, title_source = (identity.title, identity.title_source) if is_report else _own_title(identity)
    return Report(
        is_report=is_report,
        reason=reason,
        agency=identity.agency,
        agency_type=identity.agency_type,
        division_code=identity.division_code,
        site_id=identity.site_id,
        year=identity.year,
        title=title,
        title_source=title_source,
        published=identity.published,
        period_start=identity.period_start,
        period_end=identity.period_end,
        format=tables.format or identity.format if is_report else None,
        url=page.url,
        text=text,
        text_sha256=text_digest(text),
        script=page.script,
        damage=tuple(damage(page)),
        contact=identity.contact,
        sections=sections,
        facts=tables.facts if is_report else (),
        figures=read_figures(sections, identity.year) if is_report else (),
        attachments=tuple(Attachment(link.url, link.filename) for link in page.attachments),
    )


def _own_title(identity: Identity) -> tuple[str | None, Literal["page"] | None]:
    """What a page that is no report is called: a title derived from agency and year would call it one."""
    return (identity.titles[0], "page") if identity.titles else (None, None)


def damage(page: Page) -> list[dict[str, Any]]:
    """The repairs that changed something and the damage that stays, as rows for `reports.damage`."""
    rows = [{"step": item.step, "places": item.places, "detail": item.detail} for item in page.changes]
    return rows + [{"step": "unresolved", "places": 1, "detail": note} for note in page.unresolved]


def text_digest(text: str) -> str:
    """SHA-256 of the text without white space: the same report laid out anew has the same digest."""
    return hashlib.sha256("".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()


def quality(report: Report, checks: tuple[Check, ...], page: Page) -> float:
    """How far the reading can be trusted, 0 to 1: the product of shares that the data dictionary documents.

    Completeness is the share of the format's compulsory sections that were found (1 for the free form of 2008);
    consistency the share of assessable error-level checks that hold; integrity falls with unresolved damage, and to a
    half for an altered copy.
    """
    sections = {section.kind for section in report.sections if section.level == 1}
    six = {"overview", "proactive", "applications", "disputes", "problems", "other_matters"}
    completeness = 1.0 if report.format == "2008" else len(sections & six) / len(six)
    judged = [check.status for check in checks if check.level == "error" and check.status != "not_assessable"]
    consistency = judged.count("pass") / len(judged) if judged else 1.0
    integrity = (0.5 if is_unreliable(checks) else 1.0) / (1 + len(page.unresolved))
    return round(completeness * consistency * integrity, 3)
