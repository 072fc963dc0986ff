"""What a gold report is: a document as a site would serve it, and everything that a reader must find in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Group = Literal["html", "docx", "pdf", "flat", "lost"]
"""`lost`: plain text without its blank cells. Where they stood is often nowhere in the text."""


class Ref(NamedTuple):
    """A cell of a statutory table."""

    table: str
    row: str
    column: str


class Printed(NamedTuple):
    """What a cell shows, and what must be read from it."""

    raw: str
    value: int | float | None
    state: str


class Part(NamedTuple):
    """A section as it must be found: for tables the text is not compared."""

    kind: str
    level: int
    first: str
    last: str


class Said(NamedTuple):
    """A figure of the prose."""

    key: str
    value: int | float


class Flaw(NamedTuple):
    """A failed check that must be reported; an empty subject stands for any."""

    rule: str
    subject: str = ""


@dataclass(frozen=True)
class Truth:
    """Everything that the document says."""

    agency: str
    agency_type: str
    division_code: str
    year: int
    format: str
    published: str | None
    cells: Mapping[Ref, Printed]
    parts: tuple[Part, ...]
    figures: tuple[Said, ...]
    flaws: tuple[Flaw, ...] = ()


@dataclass(frozen=True)
class Gold:
    """One document with its truth."""

    name: str
    group: Group
    body: bytes | str
    truth: Truth
    url: str | None = None
    content_type: str | None = None
    judge: frozenset[str] = field(default_factory=lambda: frozenset({"cells", "figures", "parts", "alarms"}))
    """What this document can be held to: a damaged text is not compared letter by letter."""
    blanks_lost: bool = False
    """True where the layout drops blank cells: nobody can be asked to find them."""
