"""Where lists end: a further page that names no address which the pages before it did not name is the last one."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from harvester.crawl.model import Lead
from harvester.crawl.records import lead_key
from harvester.crawl.search import Examined, is_choice, is_further
from harvester.crawl.titles import read_title

PATIENCE = 2
"""Pages in a row without anything new after which pages that were computed beforehand are not asked either."""
DRY = 3
"""Pages in a row without a report, in a list that had some, after which new entries of other kinds do not count."""


class Lists:
    """The lists of one site. After a kill they are learned anew; that costs a request or two."""

    def __init__(self) -> None:
        """Know no list."""
        self._first: dict[str, str] = {}
        self._entries: defaultdict[str, set[str]] = defaultdict(set)
        self._barren: Counter[str] = Counter()
        self._dry: Counter[str] = Counter()
        self._named: set[str] = set()
        self._vain: defaultdict[str, Counter[frozenset[str]]] = defaultdict(Counter)
        """Of a list, choices in a row that showed nothing new, by what was chosen: a year, a unit, or both."""
        self._years: defaultdict[str, set[int]] = defaultdict(set)
        self._words: defaultdict[str, Counter[tuple[str, str | None, int | None]]] = defaultdict(Counter)
        self._chosen_well = False

    def read(self, lead: Lead, examined: Examined) -> bool:
        """Take in a page; False when it is a further page with nothing new, so that its list ends here."""
        first = self._list_of(lead)
        fresh = examined.entries - self._entries[first]
        self._entries[first] |= fresh
        for found in examined.leads:
            if is_further(found) or is_choice(found):
                self._first.setdefault(lead_key(found), first)
        self._years[first] |= {found.year for found in examined.leads if found.year}
        is_repeated = self._repeats(first, [found for found in examined.leads if found.role == "report"])
        if is_choice(lead):
            fresh = frozenset() if is_repeated and read_title(lead.title).kind == "year" else fresh
            self._chosen_well = self._chosen_well or bool(fresh)
            self._chose(first, _chosen(lead), is_vain=not fresh)
            return True
        self._dry[first] = 0 if examined.named else self._dry[first] + 1
        if examined.named:
            self._named.add(first)
        if (fresh and not self._is_dry(first)) or not is_further(lead):
            self._barren[first] = 0
            return True
        self._barren[first] += 1
        return False

    def _chose(self, first: str, chosen: frozenset[str], *, is_vain: bool) -> None:
        """Take in what a choice was worth; one of a year and a unit speaks for those of the year alone, too."""
        vain = self._vain[first]
        vain[chosen] += 1
        for part in [] if is_vain else [known for known in vain if known <= chosen]:
            vain[part] = 0

    def _repeats(self, first: str, reports: Sequence[Lead]) -> bool:
        """True when the words and dates of all reports have stood in the list before, whatever became of the addresses.

        Words that name no year, without a date, say too little: the bare names of units come again for every year. And
        ten reports of the same name are more than the three that the list showed.
        """
        words = Counter((found.title, found.date, found.year) for found in reports)
        tells = bool(reports) and all(found.date or found.year for found in reports)
        is_repeated = tells and words <= self._words[first]
        self._words[first] |= words
        return is_repeated

    def _is_dry(self, first: str) -> bool:
        return first in self._named and self._dry[first] >= DRY

    def missed(self, lead: Lead) -> None:
        """A page did not come, or it was one that came before."""
        if is_further(lead):
            self._barren[self._list_of(lead)] += 1
        if is_choice(lead):
            self._chose(self._list_of(lead), _chosen(lead), is_vain=True)

    def has_ended(self, lead: Lead) -> bool:
        """True when a further page need not be asked for, or a filter that has only shown what the list shows."""
        first = self._list_of(lead)
        if is_choice(lead):
            return self._vain[first][_chosen(lead)] >= DRY or self._needs_no_choice(first)
        return is_further(lead) and self._barren[first] >= PATIENCE

    def _needs_no_choice(self, first: str) -> bool:
        """True for a list that shows many years by itself, on a site whose filters have never shown anything new."""
        tried = sum(max(vain.values(), default=0) >= DRY for vain in self._vain.values())
        return tried >= PATIENCE and not self._chosen_well and len(self._years[first]) >= DRY

    def _list_of(self, lead: Lead) -> str:
        key = lead_key(lead)
        return self._first.get(key, key)


def _chosen(lead: Lead) -> frozenset[str]:
    """Names of what a choice has chosen; none for the folder of a year."""
    query = lead.ask.body or lead.ask.url.partition("?")[2]
    return frozenset(pair.partition("=")[0] for pair in query.split("&") if pair)
