"""What the shell shows of one response: the cleaned page, the parsed report, and the links with their scores."""

from dataclasses import dataclass
from typing import NamedTuple

from harvester.crawl.model import Ask, Lead, Snapshot
from harvester.crawl.score import score
from harvester.crawl.search import page_kind
from harvester.errors import HarvestError
from harvester.page.model import Page
from harvester.process import read_document
from harvester.report.model import Report


class ScoredLink(NamedTuple):
    """A link and what the crawl thinks of it."""

    score: float
    text: str
    url: str
    reasons: tuple[str, ...]

    def __repr__(self) -> str:
        return f"{self.score:.2f} {self.text or '(no words)'} {self.url} [{'; '.join(self.reasons)}]"


@dataclass(frozen=True)
class Inspection:
    """Page, report and links of one response; `note` says why something is missing."""

    page: Page | None = None
    report: Report | None = None
    links: tuple[ScoredLink, ...] = ()
    note: str = ""


def inspect_body(body: bytes, url: str, status: int, content_type: str | None) -> Inspection:
    """Read a response as the crawl would; what cannot be read is said in the note."""
    try:
        reading = read_document(body, url=url, content_type=content_type)
    except HarvestError as error:
        return Inspection(report=Report(False, str(error), url=url), note=str(error))
    page = reading.page
    note = ""
    if len(page.text) < 60 and len(page.links) < 3 and b"<script" in body.lower():
        note = "this page builds itself with JavaScript; what stands here is the plain response, without a browser"
    return Inspection(page, reading.report, scored_links(page, url, status), note)


def scored_links(page: Page, url: str, status: int = 200) -> tuple[ScoredLink, ...]:
    """The links of a page, the most promising first, as if it were the first page that a crawl asked."""
    snapshot = Snapshot(
        Ask(url), url, status, "text/html", "", links=page.links, column=page.metadata.best("column"),
        breadcrumb=page.metadata.breadcrumb, title=page.metadata.best("title"),
    )  # fmt: skip
    kind = page_kind(snapshot, Lead(Ask(url), "", "home", 1.0))
    judged = ((score(link, kind), link) for link in page.links)
    found = [ScoredLink(value.value, link.text, link.url, value.reasons) for value, link in judged]
    return tuple(sorted(found, key=lambda item: -item.score))
