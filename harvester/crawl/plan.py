"""When a site has been searched enough: budget, patience, and where to look when nothing was found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from harvester.crawl.aids import HINT, SITEMAP, USUAL
from harvester.crawl.model import Ask, Lead
from harvester.crawl.records import lead_key
from harvester.crawl.scope import origin_of
from harvester.crawl.search import Examined
from harvester.registry import Site

Decision = Literal["go on", "widen", "read to the end", "budget"]

DEFAULT_BUDGET = 1000
"""Requests to a site in one sweep. A county portal with fifty units needs about 250."""
PATIENCE = 60
"""Pages in a row on the way that offered nothing new before the search widens or ends."""
PATIENCE_FOUND = 25
"""The same, once the site has given reports."""
FLOOR_FOUND = 0.14
"""Once reports were found, links less promising than this are left. The bare name of a unit on a home page is above."""

POOR, PATIENCE_POOR = 0.1, 15
"""Links less promising than this come after every other way, and fewer of them are tried in vain."""

ENOUGH = 3
"""Reports after which a site counts as found although no column was read."""


@dataclass
class Progress:
    """What a sweep of one site has seen so far; all of it can be told again from the ledger."""

    site: Site
    budget: int = DEFAULT_BUDGET
    requests: int = 0
    reports: int = 0
    """Reports found in this sweep, known ones included."""
    known: set[str] = field(default_factory=set)
    """Keys of reports that the lists still offer and that need not be asked for again."""
    fresh: int = 0
    """Reports that nobody knew."""
    columns: int = 0
    """Report columns read."""
    fruitless: int = 0
    """Pages on the way in a row that offered nothing good."""
    widened: bool = False
    family: str | None = None
    years: set[int] = field(default_factory=set)
    visited: dict[str, tuple[Lead, int]] = field(default_factory=dict)
    """Pages that were searched, by key (answers to one form share an address), with the number of reports of each."""

    def note(self, lead: Lead, examined: Examined) -> None:
        """Take in what a page gave."""
        self.family = examined.family or self.family
        if examined.reports and examined.kind.column:
            self.columns += 1
        good = examined.reports or any(found.score >= 0.6 for found in examined.leads)
        if lead.role in ("way", "probe", "home"):
            self.fruitless = 0 if good else self.fruitless + 1
        elif good:
            self.fruitless = 0
        self.visit(lead, examined.reports)

    def visit(self, lead: Lead, reports: int) -> None:
        """Remember a page that was searched."""
        self.visited[lead_key(lead)] = (lead, reports)

    def forget(self, lead: Lead) -> None:
        """Let go of a page that teaches nothing for the next run."""
        self.visited.pop(lead_key(lead), None)

    def chain(self) -> list[tuple[Lead, int]]:
        """Pages that list reports, and those by which they were reached: what the next run asks first.

        Where nothing was found: the home page, and the columns in which a report would stand.
        """
        wanted: dict[str, tuple[Lead, int]] = {}
        pages = {lead.ask.url: key for key, (lead, _) in self.visited.items() if lead.ask.method == "GET"}
        for key, (_, reports) in self.visited.items():
            above = key if reports else ""
            while above in self.visited and above not in wanted:
                wanted[above] = self.visited[above]
                above = pages.get(self.visited[above][0].parent or "", "")
        in_vain = ((lead, 0) for lead, _ in self.visited.values() if lead.role in ("home", "column"))
        return list(wanted.values()) or list(in_vain)

    def decide(self, best: float | None) -> Decision:
        """Whether the best request that is due (its score; None when none is due) should be made."""
        if self.requests >= self.budget:
            return "budget"
        if best is not None and not self._enough(best) and (best >= POOR or self.widened):
            return "go on"
        return "read to the end" if self.satisfied or self.widened else "widen"

    @property
    def offered(self) -> int:
        """Reports that the site was seen to offer in this sweep."""
        return self.reports + len(self.known)

    @property
    def found(self) -> bool:
        """True when the site has given a report, now or as a list of them."""
        return self.offered > 0

    @property
    def satisfied(self) -> bool:
        """True when a report column was read, or so many reports were found that there is hardly one elsewhere."""
        return self.columns > 0 or self.offered >= ENOUGH

    def _enough(self, best: float) -> bool:
        if self.found:
            return best < FLOOR_FOUND or (self.fruitless >= PATIENCE_FOUND and best < 0.6)
        return best < 0.6 and self.fruitless >= (PATIENCE if best >= POOR else PATIENCE_POOR)


def seeds(site: Site, learned: str | None = None) -> Iterator[Lead]:
    """Where a search of a site begins: the columns that are known, then its home page."""
    for url, role, value in (
        (learned, "column", 0.99),
        (site.disclosure_url, "way", 0.98),
        (site.home_url, "home", 0.97),
    ):
        if url:
            title = "政府信息公开年报" if role == "column" else ""
            yield Lead(Ask(url), site.site_id, role, value, ("start of the search",), title=title)  # type: ignore[arg-type]


def probes(
    site: Site, paths: Iterable[str] = (), sitemaps: Iterable[str] = (), hints: Iterable[str] = ()
) -> Iterator[Lead]:
    """Guessed addresses of a site on which no column was found: sitemaps, hints of its family, usual paths."""
    origin = origin_of(site.home_url)
    for url in tuple(sitemaps) or (f"{origin}/sitemap.xml",):
        yield Lead(Ask(url), site.site_id, "sitemap", SITEMAP, ("sitemap",), depth=1)
    for path in hints:
        yield Lead(Ask(origin + path), site.site_id, "probe", HINT, ("a path of the family",), depth=1)
    for path in paths:
        yield Lead(Ask(origin + path), site.site_id, "probe", USUAL, ("a usual path",), depth=1)
