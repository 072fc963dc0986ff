"""What earlier runs learned of a site, and which of it is asked again: lists first, reports when they are overdue."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from harvester.crawl.model import Lead
from harvester.crawl.plan import Progress
from harvester.crawl.records import as_first_asked, lead_from_json, lead_key, lead_to_json
from harvester.crawl.revisit import Intervals, Known, is_overdue, is_posted, pages_to_ask
from harvester.crawl.search import CERTAIN
from harvester.store.ledger import Earlier, Ledger

ROBOTS = "robots.txt"
"""What the ledger says of requests that the rules of the site forbade."""
FINDS = frozenset({"report", "attachment", "column"})
"""Roles of links whose first appearance says that something was published."""


class Past:
    """The chain of pages that led to reports, and whether this run relies on it."""

    def __init__(
        self, site_id: str, memory: Mapping[str, Any], ledger: Ledger, every: Intervals, *, full: bool
    ) -> None:
        """Take up what is remembered; a full sweep relies on nothing."""
        self.site_id = site_id
        self.ledger = ledger
        self.every = every
        self.now = datetime.now(UTC)
        chain = [(lead_from_json(row["lead"]), int(row["reports"])) for row in memory.get("chain", ())]
        self.chain: dict[str, tuple[Lead, int]] = {lead_key(lead): (lead, number) for lead, number in chain}
        self.trusted = bool(self.chain) and not full
        """False once the site is searched as if for the first time."""
        self.broken: list[str] = []
        """Lists of the chain that are gone, moved, or no longer what they were."""
        self.everywhere = False
        """Something new was published: every list is asked, not only those whose turn it is."""
        self._chosen: set[str] = set()

    def __contains__(self, lead: Lead) -> bool:
        """True for a page that led to reports before."""
        return lead_key(lead) in self.chain

    def reports(self, lead: Lead) -> int:
        """How many reports a page listed when it was read last, 0 for other pages."""
        return self.chain[lead_key(lead)][1] if lead in self else 0

    def first_leads(self) -> Iterator[Lead]:
        """What a run asks first of a site that it knows.

        Answers to forms come when the page with the form has come: its token and its session are those of one visit.
        """
        earlier = self.ledger.known(self.site_id, self.chain)
        known = [
            Known(lead, number, _moment(earlier[key].at) if key in earlier else None)
            for key, (lead, number) in self.chain.items()
        ]
        gettable = {page.lead.ask.url for page in known if not is_posted(page)}
        for page in pages_to_ask(known, self.now, self.every):
            self._chosen.add(lead_key(page.lead))
            if not (is_posted(page) and page.lead.parent in gettable):
                yield _first(page.lead)

    def all_lists(self) -> list[Lead]:
        """Every list that is known, for the run that saw something new."""
        self.everywhere = True
        return [_first(lead) for lead, number in self.chain.values() if number]

    @property
    def was_in_vain(self) -> bool:
        """True when earlier runs found no report."""
        return not any(number for _, number in self.chain.values())

    def worth_asking(self, leads: Mapping[str, Lead], progress: Progress) -> tuple[dict[str, Lead], bool]:
        """What nobody has read yet, what is overdue, what its list announces otherwise than before.

        The second value is true when something was published that nobody knew.
        """
        earlier = self.ledger.known(self.site_id, leads)
        kept = {key: lead for key, lead in leads.items() if self._is_due(key, lead, earlier.get(key))}
        progress.known |= {key for key, lead in leads.items() if key not in kept and lead.role == "report"}
        news = (key not in earlier and key not in self.chain for key, lead in leads.items() if lead.role in FINDS)
        return kept, any(news)

    def _is_due(self, key: str, lead: Lead, earlier: Earlier | None) -> bool:
        if earlier is None or earlier.reason == ROBOTS:  # rules may have changed, and looking them up costs nothing
            return True
        if key in self.chain:
            return self.everywhere or key in self._chosen
        if lead.role not in ("report", "attachment"):
            return False
        return is_overdue(_moment(earlier.at), self.every.report, self.now) or _is_renamed(lead, earlier)

    def breaks(self, lead: Lead) -> bool:
        """A page of the chain is not what it was; True when the site is to be searched again."""
        if lead not in self:
            return False
        if self.reports(lead):
            self.broken.append(lead.ask.url)
        was_trusted, self.trusted = self.trusted, False
        return was_trusted

    def moves(self, lead: Lead, target: Lead, *, is_same: bool) -> None:
        """A page of the chain redirects: its place is taken by the page that it leads to, or by itself once more."""
        if lead in self:
            number = self.chain.pop(lead_key(lead))[1]
            self.chain[lead_key(target)] = (target, number)
            self._chosen.add(lead_key(target))
            if number and not is_same:
                self.broken.append(lead.ask.url)

    def merged(self, progress: Progress) -> list[dict[str, Any]]:
        """The chain as the next run shall know it: pages that were not asked this time stay in it."""
        seen = {lead_key(lead): (lead, number) for lead, number in progress.chain()}
        chain = self.chain | seen if self.trusted else seen
        pages = {lead_key(first): (first, number) for lead, number in chain.values() if (first := as_first_asked(lead))}
        return [{"lead": lead_to_json(lead), "reports": number} for lead, number in pages.values()]

    def aliases(self, chain: list[dict[str, Any]]) -> list[str]:
        """Addresses at which lists stood and stand no more."""
        standing = {row["lead"]["ask"]["url"] for row in chain}
        return [url for url in dict.fromkeys(self.broken) if url not in standing]


def _first(lead: Lead) -> Lead:
    return replace(lead, score=max(lead.score, CERTAIN), parent=None)


def _moment(at: str | None) -> datetime | None:
    return datetime.fromisoformat(at) if at else None


def _is_renamed(lead: Lead, earlier: Earlier) -> bool:
    """True when the same list gives a report other words or another date than it did, as after a correction."""
    before = lead_from_json(earlier.meta)
    same_list = lead.parent is not None and lead.parent == before.parent
    return same_list and bool(before.title and lead.title) and (lead.title, lead.date) != (before.title, before.date)
