"""Whose report it is, for which year, from when: claims from every place of the document, weighed, with conflicts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from harvester.page.model import Page
from harvester.registry import Division, Registry, Site
from harvester.report.agency import Agency, Setting, begins_with_place, choose_agency, doubts
from harvester.report.claims import Claim, claims_of_body, speaker
from harvester.report.contact import read_contact
from harvester.report.headings import read_number, read_title
from harvester.report.model import AgencyType, Check, Contact, Format, Section
from harvester.report.organs import agency_type
from harvester.report.period import Period, YearClaim, choose_year, find_period, years_in
from harvester.report.signature import Signature, find_signature
from harvester.report.titles import judge_title, split_title, tidy_title
from harvester.text.dates import read_date

_SITE_CODE = re.compile(r"网站标识码\s*[：:]?\s*(\d{10}|bm\d{8})")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who, when and where, with the evidence; what is not known is None."""

    agency: str | None = None
    agency_type: AgencyType | None = None
    division_code: str | None = None
    site_id: str | None = None
    year: int | None = None
    title: str | None = None
    title_source: Literal["page", "derived"] | None = None
    published: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    format: Format | None = None
    """Generation told from the outline; labels of tables go before it."""
    contact: Contact = field(default_factory=Contact)
    titles: tuple[str, ...] = ()
    """Every title that the document goes by, best first."""
    evidence: dict[str, str] = field(default_factory=dict)
    """Field and source to what that source says, e.g. `agency.title`."""
    conflicts: tuple[str, ...] = ()
    """What speaks against the values chosen, in plain English."""
    against_agency: tuple[str, ...] = ()
    """Those that speak against the agency or its place."""


class _Document(NamedTuple):
    """What the steps share."""

    page: Page
    text: str
    preamble: str
    overview: str
    titles: tuple[str, ...]
    signature: Signature | None
    period: Period | None


def identify(  # noqa: PLR0913 (what is known from outside comes by keyword, each part optional)
    page: Page,
    sections: Sequence[Section],
    registry: Registry,
    *,
    site: Site | None = None,
    listing_title: str | None = None,
    listing_date: str | None = None,
) -> Identity:
    """Tell agency, division, year and dates of a document.

    Args:
        page: the cleaned page.
        sections: its sections.
        registry: divisions and sites.
        site: the site's row, when the crawl or the user knows it.
        listing_title: title of the link in the listing.
        listing_date: date beside that link, `YYYY-MM-DD`.
    """
    document = _document(page, sections, listing_title)
    published, published_from = _published(document, listing_date)
    year, year_evidence, year_conflicts = choose_year(_year_claims(document, published), _year_of(published))
    home = _home(page, registry, site, year)
    setting = Setting(registry, year, home, document.text[:6000])
    claims, word = _agency_claims(document, site, setting), speaker(document.text)
    agency, agency_evidence, agency_conflicts = choose_agency(claims, setting, word)
    against = (*agency_conflicts, *doubts(agency, home, setting))
    title, title_source = _title(document, agency, year)
    evidence = {f"year.{key}": value for key, value in year_evidence.items()}
    evidence |= {f"agency.{key}": value for key, value in agency_evidence.items()}
    evidence |= {"published": published_from} if published else {}
    return Identity(
        agency=agency.name if agency else None,
        agency_type=agency_type(agency.name) if agency else None,
        division_code=_division_code(agency, home),
        site_id=site.site_id if site else _site_id(page, registry),
        year=year,
        title=title,
        title_source=title_source,
        published=published,
        period_start=document.period.start if document.period else None,
        period_end=document.period.end if document.period else None,
        format=_format(sections, year),
        contact=read_contact("\n".join((document.preamble, *_ends(document.text)))),
        titles=document.titles,
        evidence=evidence,
        conflicts=(*year_conflicts, *against),
        against_agency=against,
    )


def judge_agency(identity: Identity) -> tuple[Check, ...]:
    """A failed check when something speaks against the agency or its place; a year that is doubted is told by Q06."""
    if not identity.against_agency:
        return ()
    message = "; ".join(identity.against_agency)
    return (Check("X.agency", "agency", "warning", "fail", "unsure", identity.agency, None, message),)


def _document(page: Page, sections: Sequence[Section], listing_title: str | None) -> _Document:
    text = page.text
    preamble = next((section.text for section in sections if section.kind == "preamble"), "")
    overview = next((section.text for section in sections if section.kind == "overview" and section.level == 1), "")
    closing = "\n".join(section.text for section in sections if not section.heading and section.kind == "other")
    signature = find_signature(closing.split("\n")) or find_signature(text[-600:].split("\n"))
    period = find_period(preamble) or find_period(overview) or find_period(text[:4000])
    return _Document(page, text, preamble, overview, tuple(_titles(page, listing_title)), signature, period)


def _titles(page: Page, listing_title: str | None) -> list[str]:
    """Titles of the page, of its first lines and of the listing; those of reports first."""
    found = [item.value for item in page.metadata.title]
    first = [line.strip() for block in page.blocks[:4] for line in block.text.split("\n")[:4] if line.strip()][:5]
    found += [line for line in first if _may_be_title(line) and split_title(tidy_title(line)) != ("", None)]
    found += [above + below for above, below in pairwise(first) if _is_title_in_two_lines(above, below)]
    found += [listing_title] if listing_title else []
    unique = list(dict.fromkeys(title.strip() for title in found if title.strip() and not _is_part_heading(title)))
    return sorted(unique, key=_rank)


def _may_be_title(line: str) -> bool:
    """True for a line that is short enough for a title and no sentence."""
    return 6 <= len(line) <= 80 and not re.search(r"[，,。；;].|。$", line)


def _is_part_heading(title: str) -> bool:
    """True for the heading of a section, which the page may offer as a title for want of a better one."""
    numbered = read_number(title.strip())
    return numbered.style != "none" and read_title(numbered.title) is not None


def _is_title_in_two_lines(above: str, below: str) -> bool:
    """True when a title is broken over two lines: the organ's name over the rest, or anywhere else."""
    if not (4 <= len(above) <= 40 and len(below) <= 40 and re.search(r"报告|年报", below)):
        return False
    broken = judge_title(above).verdict != "report" and not judge_title(below).organ
    return broken and bool(judge_title(above + below).organ)


def _rank(title: str) -> int:
    """Titles of reports that name organ and year go first; others keep their order."""
    judgment = judge_title(title)
    if judgment.verdict != "report":
        return 3
    return 2 - bool(judgment.organ) - bool(judgment.year)


def _year_claims(document: _Document, published: str | None) -> Iterator[YearClaim]:
    """Every place that tells the year."""
    for title in document.titles[:3]:
        year = judge_title(title).year
        if year:
            yield YearClaim(year, "title", 5)
            break
    if document.period:
        yield YearClaim(document.period.year, "period", 5)
    stated = re.search(r"现将[^。]{0,30}?((?:19|20)\d\d)年", document.preamble or document.overview)
    if stated:
        yield YearClaim(int(stated[1]), "preamble", 3)
    opening = re.search(r"(?<!\d)((?:19|20)\d\d)年", document.overview[:120])
    if opening:
        yield YearClaim(int(opening[1]), "overview", 3)
    counted = years_in(document.text).most_common(1)
    if counted:
        yield YearClaim(counted[0][0], "most mentions", 2)
    signed = document.signature.date if document.signature else None
    for date, source, weight in ((signed, "signature", 2), (published, "published", 1)):
        if date and date[5:7] <= "08":
            yield YearClaim(int(date[:4]) - 1, source, weight)


def _year_of(published: str | None) -> int | None:
    return int(published[:4]) if published else None


def _published(document: _Document, listing_date: str | None) -> tuple[str | None, str]:
    """The date of publication and where it stands: the page, else the listing, else the signature."""
    candidates = [(item.value[:10], item.source) for item in document.page.metadata.published]
    candidates += [(listing_date, "listing")] if listing_date else []
    if document.signature and document.signature.date:
        candidates.append((document.signature.date, "signature"))
    period_end = document.period.end if document.period else ""
    dated = [(date, source) for date, source in candidates if read_date(date)]
    fitting = [item for item in dated if item[0] >= period_end[:7]]
    return next(iter(fitting or dated), (None, ""))


def _home(page: Page, registry: Registry, site: Site | None, year: int | None) -> Division | None:
    """The division of the site: from its row, its 网站标识码, its host, or the furniture around the body."""
    codes = [site.division_code] if site and site.division_code else []
    codes += [item.value[:6] for item in page.metadata.site_id if item.value[:1].isdigit()]
    codes += [found[1][:6] for line in page.removed if (found := _SITE_CODE.search(line)) and found[1][0] != "b"]
    known = registry.site_for_host(urlsplit(page.url).hostname or "") if page.url else None
    codes += [known.division_code] if known and known.division_code else []
    named = [division.code for division in _named_around(page, registry, year)]
    return next((place for code in (*codes, *named) if (place := registry.place_in(code, year))), None)


def _named_around(page: Page, registry: Registry, year: int | None) -> Iterator[Division]:
    """Divisions that the site's name, its breadcrumb or its furniture name without doubt."""
    texts = [item.value for item in page.metadata.site_name] + list(page.metadata.breadcrumb) + list(page.removed)
    for text in texts:
        found = re.search(r"([\u4e00-\u9fff]{2,20}?)(?:人民政府|政府网|门户网)", text)
        names = registry.named(found[1], year) if found else ()
        if len(names) == 1:
            yield names[0]


def _agency_claims(document: _Document, site: Site | None, setting: Setting) -> Iterator[Claim]:
    """Every place that names the organ."""
    for title in document.titles:
        judgment = judge_title(title)
        if judgment.verdict == "report" and judgment.organ:
            yield Claim(judgment.organ, "title", 20)
            break
    yield from claims_of_body(document.preamble, document.overview, lambda raw: begins_with_place(raw, setting))
    if document.signature and document.signature.organ:
        yield Claim(document.signature.organ, "signature", 6)
    for item in document.page.metadata.source[:1]:
        yield Claim(item.value, "source", 3)
    for part in document.page.metadata.breadcrumb:
        if re.search(r"(?:人民政府|局|厅|委员会|办公室|街道办事处)$", part):
            yield Claim(part, "breadcrumb", 2)
    for item in document.page.metadata.site_name[:1]:
        yield Claim(item.value, "site name", 1)
    if site and site.name != site.domain:
        yield Claim(site.name, "site row", 1)


def _title(
    document: _Document, agency: Agency | None, year: int | None
) -> tuple[str | None, Literal["page", "derived"] | None]:
    """The title as printed; where none announces a report, one is derived from agency and year."""
    printed = next((title for title in document.titles if judge_title(title).verdict == "report"), None)
    if printed:
        return printed, "page"
    if agency and year and any((document.overview, document.preamble)):
        return f"{agency.name}{year}年政府信息公开工作年度报告", "derived"
    return (document.titles[0], "page") if document.titles else (None, None)


def _division_code(agency: Agency | None, home: Division | None) -> str | None:
    if agency and agency.division:
        return agency.division.code
    return home.code if home else None


def _site_id(page: Page, registry: Registry) -> str | None:
    """The site's code as the page prints it, else that of the registry's row of the host, else the host."""
    printed = page.metadata.best("site_id")
    host = (urlsplit(page.url).hostname or "").lower() if page.url else ""
    known = registry.site_for_host(host) if host else None
    if known and known.domain == host:
        return known.site_id
    found = next((match[1] for line in page.removed if (match := _SITE_CODE.search(line))), None)
    return printed or found or host or None


def _format(sections: Sequence[Section], year: int | None) -> Format | None:
    """The generation that the outline shows: the six parts of 2019 and later, or the free form before."""
    top = [section for section in sections if section.level == 1]
    kinds = {section.kind for section in top}
    headings = " ".join(section.heading for section in top)
    if "收到和处理" in headings or ("总体情况" in headings and {"disputes", "applications"} <= kinds):
        return "2019" if year in (2019, 2020) else "2021" if year and year > 2020 else None
    known = kinds & {"overview", "proactive", "applications", "fees", "disputes", "problems"}
    return "2008" if len(known) >= 2 and (year is None or year < 2020) else None


def _ends(text: str) -> tuple[str, str]:
    """The parts of a text in which contact blocks stand when there is no preamble."""
    return text[:1500], text[-600:]
