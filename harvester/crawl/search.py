"""The search on one page: what kind of page it is, which of its links are worth a request, and how its list goes on."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import NamedTuple
from urllib.parse import urlsplit

from harvester.crawl.forms import FormCall, choices
from harvester.crawl.handlers import form_calls
from harvester.crawl.learned import LearnedPaths
from harvester.crawl.model import Ask, Column, Family, Lead, Listing, Role, Score, Snapshot
from harvester.crawl.paging import call_pages, leads_on, next_links, page_call, page_counter, turns
from harvester.crawl.parts import frames
from harvester.crawl.scope import Scope
from harvester.crawl.score import ROW_OF, PageKind, score
from harvester.crawl.shells import is_shell, reads_like_report, says_nothing
from harvester.crawl.sitemap import further_sitemaps
from harvester.crawl.titles import fold, is_unit, read_title
from harvester.crawl.urls import normalize, page_key, refines, trap
from harvester.page.model import Link

LOWEST, LOWEST_IN_PORTAL = 0.1, 0.05
"""Links below are not kept. In the disclosure portal any part of it may be the way, once nothing better is left."""
CERTAIN = 0.9
ENTRY = 0.3
"""An entry of a report column, or a file, that may be a report although its words do not say so."""
PAGING = 0.95
UNCERTAIN_PAGING = 0.45
"""Further pages of a list that offered reports but is no column of reports by name."""
FURTHER = "further page of the list"
CHOICE = "choice of a list's form"
FATIGUE = 0.6
"""What a further page without reports leaves of the score of the next: new leads soon come first."""
FEW_LINKS, MOST_FRAMES_DEEP = 8, 3

_FILE = re.compile(r"\.(?:pdf|docx?|wps|ofd|xlsx?|zip|rar)$", re.IGNORECASE)
_WORDLESS = ("address ", "category ", "column of another ")
"""Beginnings of the signals that say nothing of a link's own words."""
_DISCLOSURE = re.compile(r"信息公开|政务公开|公开目录|法定主动公开|部门|乡镇|镇街|街道|机构|单位")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the crawl is looking for, and where it may look."""

    scope: Scope
    years: frozenset[int] = frozenset()
    """Empty for all."""
    families: tuple[Family, ...] = ()
    learned: LearnedPaths = field(default_factory=LearnedPaths)
    """Paths of report columns by family, as other sites have taught them; it grows while the run goes on."""

    def year(self, year: int | None) -> bool:
        """True when a report of this year (or of a year that nobody has told) is wanted."""
        return year is None or not self.years or year in self.years


class Examined(NamedTuple):
    """What one page gave."""

    leads: tuple[Lead, ...] = ()
    kind: PageKind = PageKind()
    family: str | None = None
    reports: int = 0
    """Links to reports, wanted or not."""
    named: int = 0
    """Those of them whose words or date and year say so, and not only that they stand in a report column."""
    unwanted: frozenset[int] = frozenset()
    """Years of reports that were seen and not wanted."""
    is_report: bool = False
    """The page itself reads like a report."""
    is_shell: bool = False
    """Nothing to read without its scripts."""
    is_empty: bool = False
    """A report column that says itself that there is nothing in it."""
    entries: frozenset[str] = frozenset()
    """Page keys of everything that the page lists: all but menus, breadcrumbs, and further pages of the list."""


@dataclass
class _Gathered:
    """Leads by page key, the best of each."""

    leads: dict[str, Lead] = field(default_factory=dict)
    reports: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    """Of the reports, those that only a unit's name on the page or under the heading of a year announces."""
    unwanted: set[int] = field(default_factory=set)

    def add(self, lead: Lead) -> None:
        key = page_key(lead.ask.url, lead.ask.method, lead.ask.body)
        if key not in self.leads or self.leads[key].score < lead.score:
            self.leads[key] = lead


def examine(snapshot: Snapshot, lead: Lead, wanted: Wanted) -> Examined:
    """Read one page: its leads with their scores, and what the page is."""
    family, listing = _family_listing(snapshot, wanted.families)
    kind = page_kind(snapshot, lead, listing.items)._replace(learned=wanted.learned.of(family))
    gathered = _Gathered()
    here = page_key(snapshot.url)
    for link in _by_address((*listing.items, *snapshot.links)):
        _consider(gathered, link, lead, kind, wanted)
    gathered.leads.pop(here, None)
    for column in listing.columns:
        gathered.add(_column_lead(column, lead, kind))
    if lead.role == "sitemap":
        for url in further_sitemaps(snapshot.text):
            gathered.add(replace(lead, ask=Ask(url), parent=lead.ask.url, depth=kind.depth, score=lead.score - 0.01))
    for inner in _inner_pages(snapshot, lead, kind):
        gathered.add(inner)
    leads = list(gathered.leads.values())
    is_empty_page = not listing.is_whole and lead.role != "script" and is_shell(snapshot, kind, leads)
    is_shell_page = is_empty_page and not (listing.items or listing.columns or is_further(lead))
    if kind.column and snapshot.root is not None:
        for choice in choices(snapshot.root, snapshot.url):
            gathered.add(_choice_lead(choice, lead, kind))
    if kind.column or gathered.reports:
        for following in _following(snapshot, listing, lead, kind, productive=bool(gathered.reports)):
            gathered.add(following)
    elif is_shell_page:
        for ask in listing.more:
            gathered.add(_service_lead(ask, lead))
    leads = sorted(gathered.leads.values(), key=lambda item: -item.score)
    return Examined(
        leads=tuple(leads),
        kind=kind,
        family=family,
        reports=len(gathered.reports),
        named=len(gathered.named),
        unwanted=frozenset(gathered.unwanted),
        is_report=reads_like_report(snapshot, len(gathered.reports - gathered.units)),
        is_shell=is_shell_page,
        is_empty=kind.column and not gathered.reports and says_nothing(snapshot),
        entries=_entries(listing, snapshot),
    )


def _by_address(links: Iterable[Link]) -> list[Link]:
    """One link for each address: the one that says most; broken markup and picture links leave others without words."""
    best: dict[str, Link] = {}
    for found in links:
        url = normalize(found.url)
        if url is None:
            continue
        link = found._replace(url=url)
        known = best.get(url)
        if known is None or _says(link) > _says(known):
            best[url] = link if known is None else link._replace(date=link.date or known.date)
        elif link.date and not known.date:
            best[url] = known._replace(date=link.date)
    return list(best.values())


def _says(link: Link) -> tuple[bool, bool, int]:
    return bool(link.text), read_title(link.text).kind != "none", len(link.text)


def _column_lead(column: Column, lead: Lead, kind: PageKind) -> Lead:
    """A column behind a script; one without a name has that of the link that led here."""
    name = column.name or lead.title
    value = CERTAIN if read_title(name).kind == "column" else lead.score
    return replace(
        lead, ask=column.ask, role="column", score=max(value, lead.score), reasons=("column of the page's script",),
        title=name, column=name, depth=kind.depth, parent=lead.ask.url, hops=0,
    )  # fmt: skip


def _choice_lead(choice: FormCall, lead: Lead, kind: PageKind) -> Lead:
    """The list of one unit or year, which the page shows once a reader has chosen it."""
    return replace(
        lead, ask=choice.ask, role="column", score=CERTAIN, reasons=(CHOICE,), depth=kind.depth,
        title=lead.title, column=lead.column or lead.title, parent=lead.ask.url, hops=0,
    )  # fmt: skip


def _service_lead(ask: Ask, lead: Lead) -> Lead:
    """What the script of an empty page asks for."""
    return replace(
        lead, ask=ask, role="way", score=max(lead.score - 0.02, LOWEST), reasons=("asked by the page's script",),
        parent=lead.ask.url, hops=0,
    )  # fmt: skip


def page_kind(snapshot: Snapshot, lead: Lead, items: Sequence[Link] = ()) -> PageKind:
    """Whether the page is a report column or part of the disclosure portal, by its own words and by what led here."""
    own = [snapshot.column, *snapshot.breadcrumb[-2:], snapshot.title.split("-")[0].split("_")[0]]
    kinds = {read_title(words).kind for words in own if words}
    named = read_title(lead.title).kind if lead.role in ("column", "way", "script") else "none"
    is_column = "column" in kinds or named == "column" or (named == "year" and lead.role == "column")
    is_column = is_column or (lead.role == "column" and read_title(lead.column).kind == "column")
    words = fold(" ".join((*own, lead.title)))
    kinds_of_links = Counter(_kind_of_link(link) for link in (*items, *snapshot.links))
    return PageKind(
        column=is_column, disclosure=bool(_DISCLOSURE.search(words)), depth=lead.depth + 1,
        years=kinds_of_links["year"] >= ROW_OF, units=kinds_of_links["unit"] >= ROW_OF,
    )  # fmt: skip


def _kind_of_link(link: Link) -> str:
    if read_title(link.text).kind == "year":
        return "year"
    return "unit" if is_unit(link.text) else ""


def _family_listing(snapshot: Snapshot, families: Sequence[Family]) -> tuple[str | None, Listing]:
    """The listing of every family that knows the page (two can share one), and the name of the surest."""
    sure = sorted(((family.recognize(snapshot), family) for family in families), key=lambda item: -item[0])
    known = [family for share, family in sure if share >= 0.3]
    listings = [family.listing(snapshot) for family in known]
    joined = Listing(
        items=tuple(chain.from_iterable(part.items for part in listings)),
        more=tuple(chain.from_iterable(part.more for part in listings)),
        columns=tuple(chain.from_iterable(part.columns for part in listings)),
        is_whole=any(part.is_whole for part in listings),
    )
    return (known[0].name if known else None), joined


def _inner_pages(snapshot: Snapshot, lead: Lead, kind: PageKind) -> Iterator[Lead]:
    """Pages of a frameset, and those shown inside a column or a page of few links: they are what led to this one."""
    if snapshot.root is None or lead.hops >= MOST_FRAMES_DEEP:
        return
    addresses = [frame.get("src") for frame in snapshot.root.iter("frame")]
    if kind.column or len(snapshot.links) <= FEW_LINKS:
        addresses += frames(snapshot)
    for address in addresses:
        url = normalize(address or "", snapshot.url)
        if url and url.startswith(("http://", "https://")) and lead.role in ("home", "way", "column", "probe"):
            yield replace(
                lead, ask=Ask(url), score=max(lead.score - 0.01, LOWEST), reasons=("shown inside the page",),
                parent=lead.ask.url, hops=lead.hops + 1, role="way" if lead.role in ("home", "probe") else lead.role,
            )  # fmt: skip


def _entries(listing: Listing, snapshot: Snapshot) -> frozenset[str]:
    listed = (link for link in snapshot.links if link.place not in ("menu", "breadcrumb", "footer"))
    here = (normalize(snapshot.url) or snapshot.url).partition("?")[0]
    found = ((link, normalize(link.url)) for link in (*listing.items, *listed) if not turns(link.text))
    return frozenset(page_key(url) for link, url in found if url and not _is_choosing(link, url, here))


def _is_choosing(link: Link, url: str, here: str) -> bool:
    """True for a link of a list that shows the same list otherwise."""
    return url.partition("?")[0] == here and not link.date and read_title(link.text).kind in ("none", "year")


def is_further(lead: Lead) -> bool:
    """True for a further page of a list."""
    return FURTHER in lead.reasons


def is_choice(lead: Lead) -> bool:
    """True for one unit or one year of a list: a part of it, or the whole list once more through a filter."""
    return CHOICE in lead.reasons or (lead.role == "column" and read_title(lead.title).kind == "year")


def _consider(gathered: _Gathered, link: Link, lead: Lead, kind: PageKind, wanted: Wanted) -> None:
    url = link.url
    site_id = wanted.scope.site_of(url)
    if site_id is None or trap(url) or turns(link.text):  # further pages are found by _following
        return
    value = score(link, kind)
    role = _role(link, value, kind)
    if role is None:
        return
    is_choosing = role != "report" and kind.column and refines(url, lead.ask.url)
    if is_choosing:
        if _is_filter(link, value, lead, kind):
            return
        role, value = "column", value._replace(reasons=(*value.reasons, CHOICE))
    title = read_title(link.text)
    year = title.year if title.year is not None else read_title(link.title).year
    if role == "way" and (year_of_unit := _year_of_unit(link, lead, kind)):
        role, year = "report", year_of_unit
        gathered.units.add(page_key(url))
    if role == "report":
        gathered.reports.add(page_key(url))
        if not is_blind(link.text, link.title):
            gathered.named.add(page_key(url))
        if not wanted.year(year):
            gathered.unwanted.add(year or 0)
            return
    gathered.add(
        Lead(
            ask=Ask(url), site_id=site_id, role=role, score=value.value, reasons=value.reasons, depth=kind.depth,
            title=_words(link), date=link.date, column=_column_name(lead, link, kind),
            year=year if role == "report" else None, parent=lead.ask.url,
        )
    )  # fmt: skip


def _year_of_unit(link: Link, lead: Lead, kind: PageKind) -> int | None:
    """The year of a unit that stands on a column's page, or under its heading, of one year: there is its report."""
    if not (kind.column and is_unit(link.text)) or link.place in ("menu", "breadcrumb", "footer"):
        return None
    names = (lead.title if lead.role == "column" else "", link.context)
    return next((reading.year for reading in map(read_title, names) if reading.kind == "year"), None)


def _words(link: Link) -> str:
    """What a link says: its text, or its title where only that names a report or a column."""
    says_more = link.title and read_title(link.text).kind == "none" and read_title(link.title).kind != "none"
    return link.title if says_more else link.text or link.title


def _is_filter(link: Link, value: Score, lead: Lead, kind: PageKind) -> bool:
    """True for a link that shows the list of its page filtered or sorted, without naming a year or a unit.

    Filters combine without end: what was chosen once is not chosen further, but for the units on the page of a year.
    """
    words = (reason for reason in value.reasons if "+" in reason and not reason.startswith(_WORDLESS))
    return (is_choice(lead) and _year_of_unit(link, lead, kind) is None) or not any(words)


def is_blind(*words: str) -> bool:
    """True when the words of an entry do not say that it is a report: only the column does in which it stands."""
    return all(read_title(text).kind == "none" for text in words)


def _role(link: Link, value: Score, kind: PageKind) -> Role | None:
    """What a link is followed as; None when it is not."""
    if value.value < (LOWEST_IN_PORTAL if kind.disclosure else LOWEST):
        return None
    title = read_title(link.text)
    if title.kind == "none" and link.title:
        title = read_title(link.title)
    is_file = bool(_FILE.search(urlsplit(link.url).path))
    if title.kind == "report" or (is_file and value.value >= ENTRY):
        return "report"
    if is_file:
        return None
    is_entry = kind.column and any(reason.startswith("entry of") for reason in value.reasons)
    if is_entry and value.value >= ENTRY:
        return "report"
    heads_reports = kind.column or read_title(link.context).kind == "column"
    if title.kind == "column" or (title.kind == "year" and heads_reports):
        return "report" if title.kind == "year" and link.date else "column"
    return "way"


def _column_name(lead: Lead, link: Link, kind: PageKind) -> str:
    if read_title(link.context).kind == "column":
        return link.context
    return lead.title if kind.column and lead.role != "home" and lead.title else lead.column


def _following(snapshot: Snapshot, listing: Listing, lead: Lead, kind: PageKind, *, productive: bool) -> Iterator[Lead]:
    """Leads to further pages of the list; of a list that is no report column only while it offers reports."""
    value = PAGING if kind.column else UNCERTAIN_PAGING
    if not productive and not kind.column:
        return
    if is_further(lead) and not productive:
        value = min(value, lead.score * FATIGUE)
    asks: list[Ask] = [ask._replace(url=url) for ask in listing.more if (url := normalize(ask.url, snapshot.url))]
    call = page_call(snapshot.text)
    asks += call_pages(call, snapshot.url) if call else ()
    asks += [Ask(url) for link in next_links(snapshot.links) if (url := normalize(link.url))]
    if snapshot.root is not None:
        asks += [call.ask for call in form_calls(snapshot.root, snapshot.url, snapshot.scripts) if leads_on(call.text)]
    if not asks and (counter := page_counter("\n".join(snapshot.scripts))):
        asks += call_pages(counter, snapshot.url)
    if value < LOWEST:
        return
    for ask in asks:
        if ask.url.startswith(("http://", "https://")):
            yield replace(
                lead, ask=ask, role="column", score=value, reasons=(FURTHER,), parent=lead.ask.url,
                hops=0, column=lead.column or lead.title,
            )  # fmt: skip
