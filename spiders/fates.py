"""What becomes of answers that are no page: failures, redirects, refusals, and how requests come to be due."""

import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from harvester.crawl.gaps import Story
from harvester.crawl.lists import Lists
from harvester.crawl.model import Answer, Ask, Document, Lead
from harvester.crawl.pace import LONGEST_WAIT
from harvester.crawl.plan import Progress, seeds
from harvester.crawl.records import AGAIN, ARCHIVE, lead_key, lead_to_json
from harvester.crawl.revisit import Intervals
from harvester.crawl.scope import host_of
from harvester.crawl.search import CERTAIN, Wanted, is_further
from harvester.crawl.troubles import TOO_LARGE, refusal, trouble
from harvester.crawl.twins import Twins
from harvester.crawl.twins import known as known_twins
from harvester.crawl.urls import normalize, page_key
from harvester.crawl.verdict import TRIES, back_off, judge
from harvester.page.challenge import blocked
from harvester.readers import Order, Read
from harvester.registry import Site
from harvester.store.along import Along, Kind
from harvester.store.ledger import Due, Ledger, Request
from harvester.store.store import Stage, Store
from spiders.desk import Desk
from spiders.past import ROBOTS, Past

MOST_HOPS = 5
PROMISING = 0.5
ANOTHERS = 0.6
"""Score of a link into another listed site that is followed nevertheless: units keep their portals with the county."""
REFUSALS = 3
"""So many pages in a row that answer 401 or 403 mean that the site does not want us."""
SILENCES = 3
"""So many requests in a row without any answer mean that the site is down."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What the worker of every site uses."""

    desk: Desk
    ledger: Ledger
    store: Store
    wanted: Wanted
    deliver: Callable[[Document], Awaitable[None]]
    """Send a document through the pipelines and wait until they are done with it."""
    read: Callable[[Order], Awaitable[Read]]
    """Have a document read, without storing anything."""
    count: Callable[[str], None]
    can_render: Callable[[], bool]
    budget: int
    every: Intervals
    """How often known pages are asked again."""
    full: bool = False
    may_ask: Callable[[], bool] = lambda: True
    """False once the run as a whole has made the requests that it may make."""


_COOKIE = re.compile(r"(?:^|,\s*)([\w-]+)=([^;,\s]*)")
_CHALLENGED = re.compile(r"HTTP 52[01]\b")
"""Statuses by which firewalls answer every request, robots.txt included."""


LATER = 0.6
"""About the score of what may be known under another address: all that is surely new comes first."""


class SiteDone(Exception):
    """The site is left alone from here on; the story says why."""


class Fates:
    """The state of the search of one site, and the fate of every request that brought no page."""

    def __init__(self, site: Site, tools: Tools) -> None:
        self.site = site
        self.tools = tools
        self.progress = Progress(site, tools.budget)
        self.story = Story()
        self.memory = tools.store.site_memory(site.site_id)
        self.past = Past(site.site_id, self.memory, tools.ledger, tools.every, full=tools.full)
        self._refusals = 0
        self._silences = 0
        self._bodies: dict[str, str] = {}
        self._digests: dict[str, str] = {}
        self._schemes: dict[str, str] = {}
        self._closed: dict[str, str] = {}
        self._host_silences: Counter[str] = Counter()
        self.along = Along(tools.ledger, site.site_id)
        self.lists = Lists()
        self.twins = self._known_twins()
        self._kept = str(self.memory.get("cookies", ""))

    def _known_twins(self) -> Twins:
        """What earlier runs learned of addresses without effect, and the addresses under which they asked."""
        twins = known_twins(self.memory)
        if twins.memory():
            for url, title in self.tools.ledger.addresses(self.site.site_id):
                twins.first(url, title)
        return twins

    async def _ask_along(self, ask: Ask, kind: Kind) -> Answer | None:
        """The answer to a request that belongs to another one, as this sweep may have had it before it was interrupted.

        None where the rules of the site forbid it.
        """
        part = dict(ask.headers).get("Range", "")
        if kept := self.along.kept(ask.url, kind, part):
            return Answer(ask.url, kept.status, kept.headers, kept.body)
        number = self.along.ask(ask.url, kind, part)
        answer = await self.tools.desk.ask(ask, self.along)
        if answer is None:
            self.along.given_up(number, ROBOTS)
            return None
        self.progress.requests += 1
        verdict = judge(answer)
        if verdict.kind == "page":
            self.along.answered(number, answer.status, answer.headers, answer.body)
        else:
            self.along.given_up(number, verdict.reason, answer.status or None)
        return answer

    def fail(self, error: Exception) -> None:
        """Write down that a mistake of the program ended the search; the next run continues it."""
        self.story.interrupted = True
        self.tools.store.save_failure(
            stage="fetch", error=type(error).__name__, message=f"the search stopped: {error}", url=self.site.home_url,
            site_id=self.site.site_id, run_id=self.tools.ledger.run_id,
        )  # fmt: skip

    def _check_past(self, lead: Lead) -> None:
        """A page is gone or lists fewer reports: if it was one that led to them, search as if for the first time."""
        if self.past.breaks(lead):
            self._search_again()

    def _search_again(self) -> None:
        self.past.trusted = self.progress.widened = False
        self.tools.count("sites searched again")
        self._add(seeds(self.site))

    def _forbidden(self, due: Due, lead: Lead) -> None:
        refused = self.tools.desk.refused(lead.ask.url)
        if refused:
            if _CHALLENGED.search(refused):
                self.tools.ledger.given_up(due, refused)
                self._blocked(lead, refused)
                return
            self.tools.desk.forget_rules(lead.ask.url)
            self._failed(due, lead, refused)
            return
        self.tools.ledger.given_up(due, ROBOTS)
        if lead.role == "home":
            self.story.blocked = "robots.txt"
        elif lead.score >= PROMISING:
            self.story.closed_paths += 1

    def _failed(self, due: Due, lead: Lead, reason: str, wait: float | None = None) -> None:
        self.tools.count("failed requests")
        self._silences += 1
        if wait is not None and wait > LONGEST_WAIT:
            self.tools.ledger.put_off(due, reason)
            self._blocked(lead, f"{reason}, asks to be left alone for {wait / 3600:.1f} hours")
        if wait is not None:
            self.tools.desk.hold(lead.ask.url, wait)
        if due.tries >= TRIES:
            self.tools.ledger.put_off(due, reason)
            self._note_failure(lead, "fetch", *trouble(reason, lead.ask.url))
            self._note_silence(lead, reason)
            self._look_up(lead)
        else:
            after = back_off(due.tries, self.tools.desk.manners.retry_seconds, wait)
            self.tools.ledger.failed(due, reason, after=after)
        if not self.story.answered and self._silences >= SILENCES:
            self.story.unreachable = reason
            raise SiteDone
        self._note_silent_host(host_of(lead.ask.url), reason)

    def _note_silent_host(self, host: str, reason: str) -> None:
        """Leave a further host of the site alone when it never answers."""
        self._host_silences[host] += 1
        if self._host_silences[host] >= SILENCES and host != self._home_host and host not in self._schemes:
            self._closed[host] = f"the host does not answer: {reason}"

    @property
    def _home_host(self) -> str:
        return host_of(self.site.home_url)

    def _redirected(self, due: Due, lead: Lead, answer: Answer) -> None:
        self._came(lead)
        target = normalize(answer.headers.get("location", ""), answer.url or lead.ask.url)
        if target and page_key(target) == page_key(lead.ask.url) and host_of(target) == self._home_host:
            self._keep_cookies(answer.headers.get("set-cookie", ""))
        self._moved(due, lead, target, answer.status)

    def _keep_cookies(self, header: str) -> None:
        """Remember what a site wants to see before it gives a page, so that the next run need not be sent back."""
        found = "; ".join(f"{name}={value}" for name, value in _COOKIE.findall(header))
        if found:
            self.memory["cookies"] = found

    def _cookies(self) -> dict[str, str]:
        """The header with what earlier runs were given; once a run, for then Scrapy keeps them."""
        cookies, self._kept = self._kept, ""
        return {"Cookie": cookies} if cookies else {}

    def _moved(self, due: Due, lead: Lead, target: str | None, status: int) -> None:
        """Follow a redirect as a link: inside the scope, not in circles, and not to the home page."""
        scope = self.tools.wanted.scope
        with self.tools.store.writing():
            if target is None or target not in scope or lead.hops >= MOST_HOPS:
                self.tools.ledger.given_up(due, "redirected out of scope" if target else "redirected nowhere", status)
                self.tools.count("redirects left")
                return
            home = page_key(target) == page_key(self.site.home_url)
            if home and lead.role != "home":
                self.tools.ledger.given_up(due, "redirected to the home page", status)
                self._check_past(lead)
                return
            self.tools.ledger.answered(due, status, f"redirected to {target}")
            memo = tuple(pair for pair in lead.ask.memo if pair[0] != AGAIN)
            is_same = page_key(target) == page_key(lead.ask.url)
            if is_same:
                memo = (*memo, (AGAIN, str(lead.hops)))
                self._schemes[host_of(target)] = urlsplit(target).scheme
            following = replace(lead, ask=Ask(target, memo=memo), hops=lead.hops + 1)
            self.past.moves(lead, following, is_same=is_same)
            self._add([following])

    def _gone(self, due: Due, lead: Lead, reason: str, status: int) -> None:
        self.tools.ledger.given_up(due, reason, status or None)
        self.lists.missed(lead)
        if status:
            self._came(lead)
        else:
            self._note_silence(lead, reason)
            self.story.unreachable = self.story.unreachable if self.story.answered else reason
        self._check_past(lead)
        self._look_up(lead)
        if lead.role in ("report", "attachment", "column", "home"):
            self._note_failure(lead, "fetch", *trouble(reason, lead.ask.url))
        if lead.role == "report" and status in (404, 410):
            self.story.gone.setdefault(lead.year, lead.ask.url)
            self.tools.store.mark_gone(lead.ask.url)

    def _note_silence(self, lead: Lead, reason: str) -> None:
        """A report or a list that may name one did not come, so that nobody can say it was not published."""
        is_report = lead.role in ("report", "attachment")
        if is_report and trouble(reason, "").error == TOO_LARGE:
            self.story.unreadable.setdefault(lead.year, f"{lead.ask.url}: {reason}")
        elif is_report or is_further(lead) or (lead.role == "column" and lead.score >= CERTAIN):
            self.story.silent.setdefault(lead.year if is_report else None, f"{reason}: {lead.ask.url}")

    def _refused(self, due: Due, lead: Lead, answer: Answer) -> None:
        self._came(lead)
        challenge = blocked(answer.status, answer.headers, answer.body.decode("latin-1"))
        self._refusals += 1
        self.tools.ledger.given_up(due, f"HTTP {answer.status}", answer.status)
        plain = answer.status in (401, 403) and lead.role != "home" and self._refusals < REFUSALS
        if not plain:
            self._blocked(lead, challenge or f"HTTP {answer.status}")
            self._look_up(lead)
            return
        self._look_up(lead)
        if lead.score >= PROMISING:
            self.story.refused.setdefault(lead.year, f"HTTP {answer.status}: {lead.ask.url}")
            self._note_failure(lead, "fetch", *trouble(f"HTTP {answer.status}", lead.ask.url))

    def _blocked(self, lead: Lead, reason: str) -> None:
        """Leave the host alone: with the host of the home page the whole site, with another one only what is there."""
        self._note_failure(lead, "fetch", *refusal(reason, lead.ask.url))
        host = host_of(lead.ask.url)
        if host.removeprefix("www.") == self._home_host.removeprefix("www.") or not self.story.answered:
            self.story.blocked = reason
            raise SiteDone
        self._closed[host] = reason
        self.story.refused.setdefault(lead.year, f"{reason}: {lead.ask.url}")

    def _look_up(self, lead: Lead) -> None:
        """Have a promising page that the site does not give looked up in the web archive, if one was named."""
        wanted = lead.role in ("report", "attachment", "column", "home") or lead.score >= PROMISING
        if self.tools.desk.archive is None or lead.role == "probe" or not wanted or ARCHIVE in lead.ask.note:
            return
        if self.tools.store.last_capture(lead.ask.url) is None:
            self._add([self._in_archive(lead)])

    @staticmethod
    def _in_archive(lead: Lead) -> Lead:
        return replace(lead, ask=lead.ask._replace(memo=(*lead.ask.memo, (ARCHIVE, "1"))), hops=0)

    def _came(self, lead: Lead) -> None:
        self._silences = 0
        self.story.answered = True
        url = lead.ask.url
        self._schemes.setdefault(host_of(url), urlsplit(url).scheme)

    def _add(self, leads: Iterable[Lead]) -> int:
        """Make leads due; those out of scope are dropped, and in a revisit those that earlier runs have read."""
        scope = self.tools.wanted.scope
        leads = (self._first_spelling(self._by_known_scheme(lead)) for lead in leads)
        fresh: dict[str, Lead] = {}
        for lead in leads:
            key = lead_key(lead)
            if lead.ask.url not in scope or self._is_of_another(lead):
                continue
            if key not in fresh or fresh[key].score < lead.score:
                fresh[key] = lead
        if self.past.trusted:
            fresh, news = self.past.worth_asking(fresh, self.progress)
            if news and self.past.was_in_vain:
                self._search_again()
            elif news and not self.past.everywhere:
                self._add(self.past.all_lists())
        return self.tools.ledger.add(
            Request(
                site_id=self.site.site_id, url=lead.ask.url, kind=lead.role, score=lead.score, depth=lead.depth,
                method=lead.ask.method, body=lead.ask.body.encode() or None, meta=lead_to_json(lead), fingerprint=key,
            )
            for key, lead in fresh.items()
        )  # fmt: skip

    def _is_of_another(self, lead: Lead) -> bool:
        """True for a mere way that another listed site will be searched for; what may be a report is taken anyhow."""
        if lead.role not in ("way", "probe") or lead.score >= ANOTHERS:
            return False
        return self.tools.wanted.scope.owner(lead.ask.url) not in (None, self.site.site_id)

    def _first_spelling(self, lead: Lead) -> Lead:
        """The lead at the address under which its page was named first, where marks of trackers made another one."""
        if lead.ask.method != "GET" or lead.ask.memo:
            return lead
        first = self.twins.first(lead.ask.url, lead.title)
        if first != lead.ask.url:
            return replace(lead, ask=lead.ask._replace(url=first))
        if lead.score > LATER and self.twins.is_variant(first, lead.title):
            return replace(lead, score=LATER + lead.score / 100)
        return lead

    def _by_known_scheme(self, lead: Lead) -> Lead:
        """The lead by the scheme by which its host has answered: sites mix http and https, and one of them may be dead.

        Hosts on ports of their own are left alone.
        """
        parts = urlsplit(lead.ask.url)
        scheme = self._schemes.get(host_of(lead.ask.url), parts.scheme)
        if scheme == parts.scheme or ":" in parts.netloc:
            return lead
        return replace(lead, ask=lead.ask._replace(url=parts._replace(scheme=scheme).geturl()))

    def _note_failure(self, lead: Lead, stage: Stage, error: str, message: str) -> None:
        self.tools.store.save_failure(
            run_id=self.tools.ledger.run_id, site_id=self.site.site_id, url=lead.ask.url, stage=stage, error=error,
            message=message,
        )  # fmt: skip
