"""Looks further where plain links end: scripts and a browser for empty pages, other ways where no column was found."""

import re
from collections import Counter
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from harvester.crawl.aids import aids, script_files, usual_paths
from harvester.crawl.model import Answer, Ask, Lead, Snapshot
from harvester.crawl.pages import is_binary, with_scripts
from harvester.crawl.plan import probes
from harvester.crawl.scope import host_of
from harvester.crawl.search import Examined, examine, is_blind
from harvester.crawl.titles import fold, is_unit, read_title
from harvester.crawl.verdict import judge
from harvester.page.decode import decode
from harvester.registry import Site
from harvester.store.ledger import Due
from spiders.fates import Tools
from spiders.forgotten import Forgotten

MOST_SCRIPTS = 3
"""Script files that are read for one empty page; the last ones of a page are its own."""
_DIGITS = re.compile(r"\d+")
_DATA_FILE = re.compile(r"(?:data|list|json|nd?b|ndbg|gknb|content)\w*\.js(?:\?|$)", re.IGNORECASE)
MOST_AIDS = 12
MOST_ALIKE = 5
"""Articles in a row, with addresses alike but for numbers, that led nowhere; the others are left."""
LONGEST_CATEGORY = 12
LEADS_ON = 0.6
"""Score of a link that makes a page worth its request."""
MOST_BLIND = 4
"""Entries of a column whose words say nothing and that were no reports; the others of their kind are left then."""
BROWSER_AFTER = 0.05
"""A browser comes after the requests that the scripts of a page name; their score is this much better."""


class Widening(Forgotten):
    """What a site offers beside the links of its pages."""

    def __init__(self, site: Site, tools: Tools) -> None:
        super().__init__(site, tools)
        self._aids: dict[str, Lead] = {}
        self._folders: list[str] = []
        self._codes: dict[str, str] = {}
        self._served: set[str] = set()
        self._blind: Counter[str] = Counter()
        self._alike: Counter[str] = Counter()

    # Empty pages

    async def _filled(self, lead: Lead, page: Snapshot, examined: Examined) -> tuple[Snapshot, Examined]:
        """An empty page with its script files read as if they stood in it; any other page as it is.

        The files are asked for until one of them brings a list of reports, those that sound like data first.
        """
        if not examined.is_shell or examined.is_report or "render" in lead.ask.note:
            return page, examined
        files = [ask for ask in script_files(page) if ask.url in self.tools.wanted.scope][-MOST_SCRIPTS:]
        codes: list[str] = []
        filled = page
        for ask in sorted(files, key=lambda ask: not _DATA_FILE.search(ask.url)):
            code = await self._code(ask.url)
            if not code:
                continue
            codes.append(code)
            filled = with_scripts(page, tuple(codes))
            examined = examine(filled, lead, self.tools.wanted)
            if examined.named:
                break
        return filled, examined

    async def _code(self, url: str) -> str:
        """A script file of the site, asked for once; empty when it does not come."""
        if url not in self._codes and self.progress.requests < self.tools.budget:
            answer = await self._ask_along(Ask(url), "script file")
            self._codes[url] = _script_text(answer)
            if answer is not None:
                self.tools.count("requests")
        return self._codes.get(url, "")

    def _note_served(self, lead: Lead, examined: Examined) -> None:
        """Remember that plain requests bring what a page's script would show."""
        note = lead.ask.note
        page = note.get("service") or note.get("script") or note.get("page", "")
        if page and examined.entries:
            self._served.add(page)

    def _render(self, lead: Lead) -> None:
        """Ask a browser for an empty page, once the requests that its scripts name have brought nothing."""
        if "render" in lead.ask.note or lead.role == "script":
            return
        ask = lead.ask._replace(memo=(*lead.ask.memo, ("render", "1")))
        self._add([replace(lead, ask=ask, score=max(lead.score - BROWSER_AFTER, 0.0))])

    def _without_browser(self, due: Due, lead: Lead) -> None:
        """Say what could not be read, for want of a browser."""
        self.tools.ledger.given_up(due, "needs a browser")
        self.tools.count("pages that need a browser")
        self.story.needs_browser = self.story.needs_browser or lead.ask.url
        message = "the page is empty without its scripts, and no browser may be used: install one (see doctor)"
        self._note_failure(lead, "fetch", "NeedsBrowser", message)

    # Entries of a column that do not say what they are

    def _note_entry(self, lead: Lead, *, is_report: bool) -> None:
        """Learn whether entries whose words say nothing are reports in this column."""
        if _says_nothing(lead):
            column = _column(lead)
            self._blind[column] = -MOST_BLIND if is_report else self._blind[column] + 1

    def _is_barren(self, lead: Lead, examined: Examined) -> bool:
        """True for a page that lists only such entries, in a column where they are no reports."""
        return not examined.named and self._blind[_column(lead)] >= MOST_BLIND

    # Articles in passing

    def _note_way(self, lead: Lead, *, led_on: bool) -> None:
        """Learn whether articles with addresses alike lead anywhere."""
        if _is_one_of_many(lead):
            series = _series(lead)
            self._alike[series] = -MOST_ALIKE if led_on else self._alike[series] + 1

    # Other ways

    def _note_aids(self, lead: Lead, page: Snapshot, examined: Examined) -> None:
        """Remember what the page offers for the case that no link leads to a column."""
        if self.progress.satisfied or self.progress.widened:
            return
        for aid in aids(page, lead):
            if len(self._aids) < MOST_AIDS and aid.ask.url in self.tools.wanted.scope:
                self._aids.setdefault(f"{aid.ask.method} {aid.ask.url} {aid.ask.body}", aid)
        folder = urlsplit(urljoin(page.url, ".")).path
        if examined.kind.disclosure and folder.count("/") <= 3 and folder != "/":
            self._folders.append(folder)

    def _widen(self) -> None:
        """Look where links have not led: menus by script, site map, sitemaps, usual paths, the site's own search."""
        self.progress.widened = True
        self.progress.fruitless = 0
        family, wanted = self.progress.family, self.tools.wanted
        known = next((member.hints for member in wanted.families if member.name == family), ())
        hints = dict.fromkeys((*wanted.learned.hints(family), *known))
        is_known = self.progress.found or self.story.closed_paths or self.story.needs_browser
        paths = () if is_known else usual_paths(self._folders)
        sitemaps = self.tools.desk.sitemaps(self.site.home_url)
        self._add((*self._aids.values(), *probes(self.site, paths, sitemaps, hints)))
        if self.past.trusted:
            self._search_again()
            self.progress.widened = True

    def _needless(self, lead: Lead) -> str:
        """Why a request is not worth making any more."""
        if elsewhere := self._closed_or_known(lead):
            return elsewhere
        if self.lists.has_ended(lead):
            return "the list ended before"
        if "render" in lead.ask.note and lead.ask.url in self._served:
            return "plain requests brought what its scripts show"
        if vain := self._is_vain(lead):
            return vain
        if lead.role in ("probe", "sitemap", "script") and self.progress.satisfied:
            return "the reports were found without guessing"
        return ""

    def _is_vain(self, lead: Lead) -> str:
        """Why a request would bring no more than others like it have brought; empty when it may."""
        if self._blind[_column(lead)] >= MOST_BLIND and _says_nothing(lead):
            return "entries of this column whose words say nothing are no reports"
        if _is_one_of_many(lead) and self._alike[_series(lead)] >= MOST_ALIKE:
            return "articles alike led nowhere"
        return ""


    def _closed_or_known(self, lead: Lead) -> str:
        """Why nothing is asked of this host any more, or under which address the page is known."""
        closed = self._closed.get(host_of(lead.ask.url), "")
        if closed and not self._is_for_archive(lead):
            self._look_up(lead)
            return closed
        first = self._first_spelling(lead).ask.url
        return f"the same page as {first}" if first != lead.ask.url else ""


def _column(lead: Lead) -> str:
    return lead.column or lead.parent or ""


def _says_nothing(lead: Lead) -> bool:
    """True for an entry of which only its column says that it may be a report; the name of a unit says enough."""
    return lead.role == "report" and is_blind(lead.title) and not is_unit(lead.title)


def _is_one_of_many(lead: Lead) -> bool:
    """True for an article in passing: more words than a category has, no unit, no year, a number in its address."""
    words = fold(lead.title)
    is_article = len(words) > LONGEST_CATEGORY or bool(_DIGITS.search(words)) or lead.date is not None
    is_named = is_unit(lead.title) or read_title(lead.title).kind != "none"
    return lead.role == "way" and is_article and not is_named and bool(_DIGITS.search(urlsplit(lead.ask.url).path))


def _series(lead: Lead) -> str:
    return _DIGITS.sub("#", lead.ask.url)


def _script_text(answer: Answer | None) -> str:
    """The text of a script file; empty for anything else."""
    if answer is None or judge(answer).kind != "page" or is_binary(answer):
        return ""
    text = decode(answer.body, answer.content_type or None).text
    return "" if text.lstrip()[:1] == "<" else text
