"""What a cleaned page is: blocks in reading order, grids with their spans resolved, links, metadata with evidence."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from harvester.text.trace import Change


class Claim(NamedTuple):
    """One statement about the encoding of the bytes, and whether it was believed."""

    source: Literal["bom", "http", "meta", "xml", "utf-8", "gb18030", "big5", "utf-16", "hz", "chardet", "caller"]
    encoding: str
    accepted: bool
    note: str = ""


class Decoded(NamedTuple):
    """Text from bytes, with the winning encoding, every claim in the order tried, and what was mended."""

    text: str
    encoding: str
    claims: tuple[Claim, ...]
    changes: tuple[Change, ...] = ()
    unresolved: tuple[str, ...] = ()
    """Damage that cannot be undone, one sentence each."""


class GridCell(NamedTuple):
    """One printed cell. A span repeats the same object in every slot that it covers."""

    text: str
    """Text with inner line breaks as `\\n`, outer white space removed; `""` for a blank cell."""
    row: int
    column: int
    """Slot of its upper left corner in the grid."""
    rowspan: int = 1
    colspan: int = 1
    header: bool = False
    """True for `<th>`."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as a rectangle: `slots[r][c]` is the cell that covers row r and column c, None where none does."""

    slots: tuple[tuple[GridCell | None, ...], ...]
    method: str = "grid"
    """How it was read: grid (HTML), pipes, markdown, lines, pdf, docx; aligned where no rule bounds the cells."""
    caption: str = ""

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.slots)

    @property
    def columns(self) -> int:
        """Number of columns, the same in every row."""
        return len(self.slots[0]) if self.slots else 0

    def text_rows(self) -> list[list[str]]:
        """Printed cells of each row, each cell once (where its corner is), as text."""
        return [
            [cell.text for c, cell in enumerate(row) if cell and cell.column == c and cell.row == r]
            for r, row in enumerate(self.slots)
        ]

    def text(self) -> str:
        """The grid as lines of tab-separated cells, the form in which tables stand in section texts."""
        return "\n".join("\t".join(row).replace("\n", " ") for row in self.text_rows() if any(row))


class Block(NamedTuple):
    """One piece of the body in reading order."""

    kind: Literal["heading", "paragraph", "table", "image"]
    text: str
    """For a table `grid.text()`; for an image its alternative text or file name."""
    grid: Grid | None = None
    level: int = 0
    """1-6 for `<h1>`-`<h6>`, 0 otherwise."""
    url: str | None = None
    """Absolute address of an image."""


class Link(NamedTuple):
    """One link of a page, as a reader sees it."""

    url: str
    """Absolute, without fragment unless the fragment is a parameter of the page's script."""
    text: str
    """Anchor text, white space folded; the `title` attribute when it is longer and starts alike."""
    title: str = ""
    place: Literal["body", "list", "menu", "breadcrumb", "footer", "hidden", "script"] = "body"
    date: str | None = None
    """`YYYY-MM-DD` printed beside the link in its list item."""
    context: str = ""
    """Heading or column title that stands over the link, where one does."""


class AttachmentLink(NamedTuple):
    """A file that the page offers."""

    url: str
    filename: str


Led = tuple[tuple[Link, ...], tuple[AttachmentLink, ...]]
"""Links and files of one page."""


class Leads:
    """Where a page leads, found when it is first asked for: most who read a page want its text only.

    Until then this holds what the links are read from; then it lets go of that. It may be asked from any thread:
    finding changes nothing, so that two who ask at once find the same. Compared, printed and pickled by what is found.
    """

    __slots__ = ("_find", "_found")

    def __init__(self, find: Callable[[], Led]) -> None:
        self._find: Callable[[], Led] | None = find
        self._found: Led = ((), ())

    @classmethod
    def of(cls, links: Iterable[Link] = (), attachments: Iterable[AttachmentLink] = ()) -> "Leads":
        """Leads that are known.

        >>> Leads.of(attachments=[AttachmentLink("http://a.test/1.pdf", "1.pdf")]).found()
        ((), (AttachmentLink(url='http://a.test/1.pdf', filename='1.pdf'),))
        """
        led = tuple(links), tuple(attachments)
        return cls(lambda: led)

    def found(self) -> Led:
        """The links, and the files among them and in scripts."""
        find = self._find
        if find is not None:
            self._found = find()
            self._find = None  # after the result is there, for another thread that looks in between
        return self._found

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Leads) and self.found() == other.found()

    def __hash__(self) -> int:
        return hash(self.found())

    def __repr__(self) -> str:
        return "Leads.of({}, {})".format(*self.found())

    def __reduce__(self) -> tuple[Callable[..., "Leads"], Led]:
        return Leads.of, self.found()


NO_LEADS = Leads.of()


class Found(NamedTuple):
    """A value with its evidence."""

    value: str
    source: str
    """e.g. `meta:ArticleTitle`, `h1`, `line:发布时间`, `url`, `title`, `listing`."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page says of itself. Every candidate is kept, best first; the value is the first one."""

    title: tuple[Found, ...] = ()
    published: tuple[Found, ...] = ()
    """Values are `YYYY-MM-DD`, or `YYYY-MM-DD HH:MM` where the page gives the time."""
    source: tuple[Found, ...] = ()
    site_name: tuple[Found, ...] = ()
    site_id: tuple[Found, ...] = ()
    """网站标识码: ten digits, or `bm` and eight digits."""
    column: tuple[Found, ...] = ()
    breadcrumb: tuple[str, ...] = ()

    def best(self, name: str) -> str:
        """The first candidate of a field, `""` when there is none."""
        candidates: tuple[Found, ...] = getattr(self, name)
        return candidates[0].value if candidates else ""

    def conflicts(self, name: str) -> tuple[Found, ...]:
        """Candidates whose value differs from the chosen one."""
        candidates: tuple[Found, ...] = getattr(self, name)
        return tuple(item for item in candidates[1:] if item.value != candidates[0].value)


@dataclass(frozen=True, slots=True)
class Page:
    """One document after decoding, repair and cleaning; nothing of the site's furniture is left in `blocks`."""

    url: str | None
    kind: Literal["html", "text", "pdf", "docx", "unknown"]
    encoding: str
    claims: tuple[Claim, ...]
    metadata: Metadata
    blocks: tuple[Block, ...]
    leads: Leads = field(default=NO_LEADS, repr=False)
    """Its links and files: ask `links` and `attachments`."""
    changes: tuple[Change, ...] = ()
    """Every repair that changed something, in order."""
    script: Literal["hans", "hant"] = "hans"
    """Script of the original; texts here are simplified."""
    body_source: str = ""
    """How the body was found: a container (`container:#zoom`), `scored`, `script:<name>`, `text`."""
    unresolved: tuple[str, ...] = ()
    """Damage that was seen and left as it is, one note each: it cannot be decided, or is lost for good."""
    removed: tuple[str, ...] = field(default=(), repr=False)
    """Lines that were taken out as furniture, for `--explain`."""

    @property
    def links(self) -> tuple[Link, ...]:
        """Every link of the page once for each text that it has, the site's furniture too."""
        return self.leads.found()[0]

    @property
    def attachments(self) -> tuple[AttachmentLink, ...]:
        """Files that the page offers."""
        return self.leads.found()[1]

    @property
    def title(self) -> str | None:
        """The title that the page gives, None when it gives none; the other candidates are in `metadata`."""
        return self.metadata.best("title") or None

    @property
    def published(self) -> str | None:
        """When it was published (`YYYY-MM-DD`, with `HH:MM` where the page gives it), None when it does not say."""
        return self.metadata.best("published") or None

    @property
    def text(self) -> str:
        """The body as text: blocks separated by a line break, cells of a table row by a tab."""
        return "\n".join(block.text for block in self.blocks if block.text and block.kind != "image")
