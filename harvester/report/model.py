"""One annual report as data; the columns are those of the public contract."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

AgencyType = Literal["government", "office", "department", "township", "subdistrict", "other"]
Format = Literal["2008", "2019", "2021"]
State = Literal["numeric", "zero", "blank", "dash", "not_applicable", "none_word", "text"]
Method = Literal["grid", "lines", "pipes", "pdf", "docx", "override"]

IN_FILE = "the title announces an annual report on disclosure; its text is in an attached file"
IN_PICTURES = "the title announces an annual report on disclosure; its text is in pictures"
"""Reasons of pages that are no report in themselves, but offer one."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report under its heading; position counts from 0 in reading order."""

    position: int
    level: int
    """1 for a statutory part, 2 for a sub-topic of the overview."""
    heading: str
    kind: str
    """preamble, a section key of `tables.json`, or other."""
    text: str
    """Text below the heading without it; table rows as tab-separated lines. A level 1 section contains its
    level 2 sections' text too."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One cell of a statutory table."""

    table_key: str
    row_key: str
    column_key: str
    value: int | float | None
    """None unless state is numeric or zero."""
    state: State
    raw: str
    method: Method


@dataclass(frozen=True, slots=True)
class Figure:
    """One number in prose."""

    position: int
    key: str
    value: int | float
    unit: str
    snippet: str
    qualifier: str = ""
    """What makes the number inexact, as printed (余, 约, 近, 超 ...); empty when it is exact."""


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome of one rule for one subject (a column or a cell reference)."""

    rule: str
    subject: str
    level: Literal["error", "warning", "info"]
    status: Literal["pass", "fail", "not_assessable"]
    verdict: Literal["source", "parse", "unsure"] | None = None
    expected: str | None = None
    actual: str | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file offered with the report."""

    url: str
    filename: str
    media_type: str | None = None
    sha256: str | None = None
    size: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask about the report. A person's name is left out on purpose."""

    phone: str | None = None
    email: str | None = None
    address: str | None = None
    postcode: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What one document says. `is_report` is False, with `reason`, when it is no annual report on disclosure."""

    is_report: bool
    reason: str
    agency: str | None = None
    """Full official name in simplified characters."""
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
    url: str | None = None
    text: str = ""
    text_sha256: str | None = None
    script: Literal["hans", "hant"] = "hans"
    damage: tuple[dict[str, Any], ...] = ()
    quality: float | None = None
    contact: Contact = field(default_factory=Contact)
    sections: tuple[Section, ...] = ()
    facts: tuple[Fact, ...] = ()
    figures: tuple[Figure, ...] = ()
    checks: tuple[Check, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def contact_phone(self) -> str | None:
        """Telephone of the office that answers questions about the report."""
        return self.contact.phone

    @property
    def contact_email(self) -> str | None:
        """Its e-mail address."""
        return self.contact.email

    @property
    def contact_address(self) -> str | None:
        """Its postal address."""
        return self.contact.address

    @property
    def contact_postcode(self) -> str | None:
        """Its postcode."""
        return self.contact.postcode

    def as_dict(self) -> dict[str, Any]:
        """The JSON object that `harvester parse` prints: the columns of `reports`, then the lists."""
        scalars: dict[str, Any] = {
            "report_id": None, "agency": self.agency, "agency_type": self.agency_type,
            "division_code": self.division_code, "site_id": self.site_id, "year": self.year,
            "title": self.title, "title_source": self.title_source, "published": self.published,
            "period_start": self.period_start, "period_end": self.period_end, "format": self.format,
            "url": self.url, "capture_id": None, "text": self.text, "text_sha256": self.text_sha256,
            "version": None, "is_current": None, "script": self.script, "damage": list(self.damage),
            "quality": self.quality, "contact_phone": self.contact_phone, "contact_email": self.contact_email,
            "contact_address": self.contact_address, "contact_postcode": self.contact_postcode,
            "first_seen": None, "last_seen": None,
        }  # fmt: skip
        lists = ("sections", "facts", "figures", "checks", "attachments")
        return (
            {"is_report": self.is_report, "reason": self.reason}
            | scalars
            | {name: [asdict(item) for item in getattr(self, name)] for name in lists}
        )
