"""What the sample government web is made of: places, agencies, documents, columns, articles, sites."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

Reach = Literal["plain", "json", "javascript", "documents", "never"]


def dice(*keys: object) -> random.Random:
    """A generator of random numbers that depends on nothing but `keys`.

    >>> dice("a", 1).random() == dice("a", 1).random()
    True
    """
    return random.Random("/".join(str(key) for key in keys))


class Place(NamedTuple):
    """A division as the reference rows name it."""

    code: str
    name: str
    short: str
    level: str
    full_name: str

    @property
    def word(self) -> str:
        """How a text speaks of itself: 我市, 我县, 我区.

        >>> Place("220282", "桦甸市", "桦甸", "county", "吉林省吉林市桦甸市").word
        '市'
        """
        return {"区": "区", "县": "县", "旗": "旗"}.get(self.name[-1], "市")


@dataclass(frozen=True, slots=True)
class Agency:
    """An organ that publishes reports."""

    name: str
    """Full official name."""
    type: str
    place: Place
    slug: str
    short: str
    """How menus call it: 教育局, 水步镇, 区政府办."""
    scale: int
    """Requests in a usual year."""

    @property
    def code(self) -> str:
        """Division code of the place it serves."""
        return self.place.code


class Printed(NamedTuple):
    """A cell as typed, with what it means."""

    value: int | float | None
    state: str
    raw: str


class Figure(NamedTuple):
    """A number in prose."""

    key: str
    value: int | float
    unit: str


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a document: a heading with paragraphs and, below them, tables."""

    level: int
    kind: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one annual report."""

    title: str
    parts: tuple[Part, ...]
    signature: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(slots=True)
class Report:
    """One annual report of the sample, and everything that is true of it."""

    agency: Agency
    year: int
    format: str
    published: str
    title: str
    document: Document
    cells: Mapping[str, Printed]
    slips: tuple[dict[str, str], ...] = ()
    reach: Reach = "plain"
    reason: str = ""
    version: int = 1
    typing: str = "indent"
    """How the editor typed it: a key of `markup.TYPINGS`."""
    damage: str = ""
    """A key of `damage.DAMAGES`, or nothing."""
    carrier: str = "page"
    """What holds the text: page, pdf, docx, script_pdf (a file that only a script links), picture."""
    traps: set[str] = field(default_factory=set)
    urls: list[tuple[str, str]] = field(default_factory=list)
    """(address, kind of sighting); the first is the original."""

    @property
    def key(self) -> str:
        """A stable name for seeds and test ids."""
        return f"{self.agency.code}-{self.agency.slug}-{self.year}-v{self.version}"


@dataclass(slots=True)
class File:
    """A file that a page offers."""

    name: str
    media_type: str
    make: Callable[[], bytes]
    path: str = ""


@dataclass(slots=True)
class Article:
    """One page of text."""

    kind: str
    title: str
    published: str
    source: str
    body: Callable[[], str]
    """Gives the HTML of the body."""
    serial: int = 0
    report: Report | None = None
    sighting: str = "original"
    files: tuple[File, ...] = ()
    features: frozenset[str] = frozenset()
    path: str = ""
    listed_path: str = ""
    """The address that listings give when it is not the article's own (an old one that redirects)."""
    column: "Column | None" = None

    @property
    def href(self) -> str:
        """The address in listings."""
        return self.listed_path or self.path


@dataclass(slots=True)
class Column:
    """One column of a site; directories hold columns, listings hold articles."""

    name: str
    slug: str
    kind: Literal["home", "hub", "list", "directory", "unit", "page"] = "list"
    children: "list[Column]" = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    parent: "Column | None" = None
    serial: int = 0
    page_size: int = 12
    agency: Agency | None = None

    def add(self, child: "Column") -> "Column":
        """Put a column below this one and return it."""
        child.parent = self
        self.children.append(child)
        return child

    def put(self, article: Article) -> Article:
        """Put an article into this listing and return it."""
        article.column = self
        self.articles.append(article)
        return article

    def walk(self) -> "Iterator[Column]":
        """This column and all below it, in menu order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def trail(self) -> "tuple[Column, ...]":
        """Columns from the home page to this one."""
        return (*(self.parent.trail if self.parent else ()), self)

    @property
    def pages(self) -> int:
        """Number of listing pages."""
        return max(1, -(-len(self.articles) // self.page_size))

    def page(self, number: int) -> list[Article]:
        """Articles of listing page `number`, counted from 1."""
        return self.articles[(number - 1) * self.page_size : number * self.page_size]


@dataclass(slots=True)
class Site:
    """One government site of the sample."""

    site_id: str
    host: str
    name: str
    family: str
    place: Place
    root: Column
    reports: list[Report] = field(default_factory=list)
    features: frozenset[str] = frozenset()
    robots: tuple[str, ...] = ()
    """Disallowed path prefixes."""
    gap: str = "not_published"
    """Why a year without a report is a gap on this site; nothing where that depends on the means."""

    @property
    def url(self) -> str:
        """Address of the home page."""
        return f"http://{self.host}/"

    def articles(self) -> Iterator[Article]:
        """Every article of every column."""
        for column in self.root.walk():
            yield from column.articles


class Request(NamedTuple):
    """What the loopback proxy was asked."""

    method: str
    host: str
    path: str
    query: Mapping[str, str]
    form: Mapping[str, str]
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a sample site answers."""

    body: bytes
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    modified: str = ""
    """`YYYY-MM-DD`; answers with a date carry `Last-Modified` and an `ETag`."""


Route = Callable[[Request], Answer]


def html_answer(text: str, *, modified: str = "", status: int = 200, **headers: Any) -> Answer:
    """An HTML answer in UTF-8."""
    return Answer(text.encode("utf-8"), status=status, modified=modified, headers=headers)
