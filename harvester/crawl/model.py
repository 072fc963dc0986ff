"""The data of a crawl: a request to make, why it is worth making, what came back, and what a list page offers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple

from harvester.page.model import AttachmentLink, Link
from harvester.registry import Site
from harvester.report.model import Report

Role = Literal["home", "way", "column", "report", "attachment", "sitemap", "probe", "script"]
"""What a page is asked for: home page, page on the way, report column or list of reports, possible report, file of a
report, sitemap, guessed path, script of a page that is empty without it."""


class Ask(NamedTuple):
    """One request as plain data. Two asks with the same `key` are the same request."""

    url: str
    method: Literal["GET", "POST"] = "GET"
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    memo: tuple[tuple[str, str], ...] = ()
    """What the family that wrote the request wants to know again when the answer comes."""

    @property
    def note(self) -> dict[str, str]:
        """The memo as a dictionary."""
        return dict(self.memo)


class Score(NamedTuple):
    """How promising a link is (0 to 1), with the signals that say so, strongest first."""

    value: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lead:
    """A request with what is known about it before it is made."""

    ask: Ask
    site_id: str
    role: Role
    score: float
    reasons: tuple[str, ...] = ()
    depth: int = 0
    title: str = ""
    """Anchor text in the listing."""
    date: str | None = None
    """Date printed beside the link."""
    column: str = ""
    """Name of the column that the link stands in."""
    year: int | None = None
    """Report year that the anchor text names."""
    parent: str | None = None
    """Address of the page that offered it."""
    hops: int = 0
    """Redirects that led here."""


@dataclass(frozen=True)
class Snapshot:
    """A page as a family and the search see it: what was asked, what came, and its links."""

    ask: Ask
    url: str
    """Address that answered."""
    status: int
    content_type: str
    text: str
    """Decoded; for HTML the source text."""
    root: Any = None
    """Parsed tree (lxml), None for JSON, XML data, and files."""
    links: tuple[Link, ...] = ()
    column: str = ""
    """The page's own name of its column, from metadata or breadcrumb."""
    breadcrumb: tuple[str, ...] = ()
    title: str = ""

    scripts: tuple[str, ...] = ()
    """Texts of the inline scripts."""

    @cached_property
    def addresses(self) -> str:
        """Addresses of all links, one a line: a pattern is looked for once a page, not once a link."""
        return "\n".join(link.url for link in self.links)

    @cached_property
    def _lowered(self) -> str:
        return self.text.lower()

    def shows(self, marks: Iterable[str]) -> bool:
        """True when the text contains one of the marks (lower case), whatever the case in which it stands there.

        Twenty families look through every page: a plain search takes a hundredth of what a pattern of choices takes.
        """
        return any(mark in self._lowered for mark in marks)


class Column(NamedTuple):
    """A report column that is no page of its own: the request that lists it, under its name."""

    ask: Ask
    name: str


class Listing(NamedTuple):
    """What a list page offers: its entries, the requests that bring more of them, and columns behind its script."""

    items: tuple[Link, ...] = ()
    more: tuple[Ask, ...] = ()
    columns: tuple[Column, ...] = ()
    is_whole: bool = False
    """The page's script was read so far that a browser would show no more."""


def nothing(snapshot: Snapshot) -> Listing:
    """The listing of a family whose lists are ordinary links."""
    return Listing()


@dataclass(frozen=True, slots=True)
class Family:
    """A content management system: how to tell it by a page, and how its lists go on. Both functions are pure."""

    name: str
    recognize: Callable[[Snapshot], float]
    """0 (another system) to 1 (certain)."""
    listing: Callable[[Snapshot], Listing] = nothing
    hints: tuple[str, ...] = ()
    """Paths where sites of this family keep reports, tried when nothing else leads to them."""


class Archived(NamedTuple):
    """Where a web archive keeps an answer that the site itself gives no more."""

    url: str
    """Address of the capture in the archive."""
    at: str
    """When it was taken, UTC."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a request, as plain data. `error` is set when no answer came."""

    url: str = ""
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case."""
    body: bytes = b""
    latency: float = 0.0
    flags: tuple[str, ...] = ()
    error: str = ""
    archived: Archived | None = None
    """Set when it comes from a web archive."""

    @property
    def content_type(self) -> str:
        """The header of that name."""
        return self.headers.get("content-type", "")


@dataclass(eq=False, repr=False)
class Document:
    """A document that may be a report, on its way through the pipelines; each of them adds what it learns."""

    lead: Lead
    site: Site | None
    answer: Answer
    furniture: frozenset[str] = frozenset()
    """Lines that earlier crawls of the site learned to be furniture."""
    capture_id: int | None = None
    report: Report | None = None
    attachments: tuple[AttachmentLink, ...] = ()
    edges: tuple[str, ...] = ()
    """Lines at the edges of the text that may be the site's furniture."""
    copy_of: str | None = None
    """Address of the same text in this run."""
    outcome: str = ""
    """What became of it: new, changed, unchanged, sighting, other page, unreadable, failed."""

    def __repr__(self) -> str:
        """Short: Scrapy writes dropped and failed items into its log."""
        return f"<Document {self.lead.ask.url} {self.outcome or 'on its way'}>"
