"""The desk of a crawl: one worker for each site asks its best request, waits for the answer, and writes down its fate.

One request is in flight for a host because its worker (and no other) holds the host until the answer has come.
"""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from harvester.crawl.archive import WebArchive
from harvester.crawl.model import Answer, Ask
from harvester.crawl.pace import Pace, QuietHours
from harvester.crawl.robots import EVERYTHING, Rules, read_rules
from harvester.crawl.scope import host_of, origin_of
from harvester.crawl.search import Wanted
from harvester.crawl.urls import normalize
from harvester.store.along import Along
from spiders.turns import Turns

log = logging.getLogger(__name__)

ROBOTS_HOPS = 5
BROKEN = 500
"""From this status on the rules are not known, and are asked for again."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How the crawl behaves towards hosts."""

    agent: str
    delay: float = 1.0
    sites_at_once: int = 64
    retry_seconds: float = 5.0
    quiet_hours: QuietHours | None = None
    """Hours in which no host is asked."""


@dataclass
class Desk:
    """What all workers of a run share: the hosts with their pace and rules, and the way to Scrapy's engine."""

    wanted: Wanted
    manners: Manners
    send: Callable[[Ask, dict[str, str]], Awaitable[Answer]]
    """Make one request now and wait for its answer."""
    count: Callable[[str], None]
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    """Time of day, for the quiet hours."""
    archive: WebArchive | None = None
    """Where pages are looked up that the sites themselves give no more."""
    turns: Turns = field(default_factory=Turns)
    paces: dict[str, Pace] = field(default_factory=dict)
    rules: dict[str, Rules] = field(default_factory=dict)
    rule_addresses: set[str] = field(default_factory=set)
    """Where rules were read: robots.txt of each origin asked, and where it is redirected to on the same host."""
    locks: defaultdict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))

    async def ask(self, ask: Ask, along: Along, validators: dict[str, str] | None = None) -> Answer | None:
        """The answer to a request, after robots.txt was read and the host's pause; None where it is forbidden."""
        host = host_of(ask.url)
        async with self.locks[host]:
            rules = await self._rules(ask.url, along)
            if not rules.allows(ask.url, self.manners.agent):
                self.count("robots/forbidden")
                return None
            return await self._send(ask, validators or {})

    def is_archive(self, url: str) -> bool:
        """True for an address of the web archive that the user named."""
        return self.archive is not None and self.archive.owns(url)

    def forbids(self, url: str) -> bool:
        """True when the rules of the origin are known and close an address, wherever its bytes come from."""
        rules = self.rules.get(origin_of(url), EVERYTHING)
        return not rules.refused and not rules.allows(url, self.manners.agent)

    def refused(self, url: str) -> str:
        """Why the robots.txt of this origin could not be had, so that nothing may be asked; `""` when it was."""
        return self.rules.get(origin_of(url), EVERYTHING).refused

    def forget_rules(self, url: str) -> None:
        """Ask for robots.txt once more before the next request to this origin."""
        self.rules.pop(origin_of(url), None)

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """Sitemaps that the robots.txt of this origin names."""
        return self.rules.get(origin_of(url), EVERYTHING).sitemaps()

    def hold(self, url: str, seconds: float) -> None:
        """Leave a host alone for a while, as it asked."""
        self._pace(host_of(url)).hold(time.monotonic(), seconds)

    def may(self, url: str) -> bool:
        """True when an address that a page asks for itself is in scope and allowed; unknown rules allow nothing."""
        rules = self.rules.get(origin_of(url))
        return url in self.wanted.scope and rules is not None and rules.allows(url, self.manners.agent)

    async def pause(self, url: str) -> None:
        """Wait until a host may be asked again, and count that it is."""
        pace = self._pace(host_of(url))
        while (wait := max(pace.wait(time.monotonic()), self._quiet())) > 0:
            await asyncio.sleep(wait)
        pace.ask(time.monotonic())

    def _quiet(self) -> float:
        """Seconds until the quiet hours are over."""
        hours = self.manners.quiet_hours
        return hours.wait(self.clock()) if hours else 0.0

    async def _send(self, ask: Ask, validators: dict[str, str]) -> Answer:
        """One request on a host that the caller holds."""
        await self.pause(ask.url)
        await self.turns.over()  # what led to the request is on the disk before a server knows of it
        answer = await self.send(ask, validators)
        pace = self._pace(host_of(ask.url))
        pace.ask(time.monotonic())  # from here on the server has surely seen the request: the pause is never shorter
        pace.answer(answer.latency, answer.status)
        return answer

    def _pace(self, host: str) -> Pace:
        return self.paces.setdefault(host, Pace(floor=self.manners.delay))

    async def _rules(self, url: str, along: Along) -> Rules:
        """The rules of an origin, asked for once."""
        origin = origin_of(url)
        if origin not in self.rules:
            self.rules[origin] = rules = await self._fetch_rules(origin, along)
            pace = self._pace(host_of(url))
            pace.crawl_delay = max(pace.crawl_delay, rules.delay(self.manners.agent))
        return self.rules[origin]

    async def _fetch_rules(self, origin: str, along: Along) -> Rules:
        """Ask for robots.txt, following a few redirects inside the host (RFC 9309); other hosts have their own."""
        url = f"{origin}/robots.txt"
        for _ in range(ROBOTS_HOPS):
            self.rule_addresses.add(url)
            answer = await self._robots(url, along)
            if answer.error:
                return Rules(refused=f"robots.txt: {answer.error}")
            target = normalize(answer.headers.get("location", ""), url) if 300 <= answer.status < 400 else None
            if target is None or host_of(target) != host_of(origin):
                return read_rules(answer.status, answer.body, answer.content_type)
            url = target
        return EVERYTHING

    async def _robots(self, url: str, along: Along) -> Answer:
        """One robots.txt, from the site or as the interrupted run that is continued had it."""
        if kept := along.kept(url, "robots"):
            return Answer(url, kept.status, kept.headers, kept.body)
        number = along.ask(url, "robots")
        answer = await self._send(Ask(url), {})
        self.count("robots/requests")
        if answer.error or answer.status >= BROKEN:
            along.given_up(number, answer.error or f"HTTP {answer.status}", answer.status or None)
        else:
            along.answered(number, answer.status, answer.headers, answer.body)
        return answer
