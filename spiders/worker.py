"""The search of one site: take the best request that is due, ask, read the answer, write down what follows."""

import asyncio
import hashlib
import logging
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from harvester.crawl.model import Answer, Lead
from harvester.crawl.pages import glance, is_binary, looked_through, may_move, moved_to
from harvester.crawl.plan import seeds
from harvester.crawl.records import lead_from_json
from harvester.crawl.titles import is_unit
from harvester.crawl.urls import normalize
from harvester.crawl.verdict import judge
from harvester.page.challenge import blocked, soft_404
from harvester.store.ledger import Due
from spiders.fates import PROMISING, REFUSALS, SiteDone
from spiders.pages import Pages

log = logging.getLogger(__name__)

_SEARCHED = re.compile(r"(?P<reports>\d+) reports(?P<column> in a column)?, \d+ leads$")
"""What the ledger says of a page that was searched."""


class SiteWorker(Pages):
    """Searches one site from its first request to the reasons of its gaps."""

    async def run(self) -> None:
        """Search until the columns are read to their end, the budget is used up, or the site refuses."""
        sweep = self.tools.ledger.begin(self.site.site_id, full=self.tools.full)
        self.progress.requests = sweep.requests
        if sweep.requests:
            self._recall()
        else:
            self._add(self._first_leads())
        try:
            await self._search()
        except SiteDone:
            if self._turn_to_archive():
                with suppress(SiteDone):
                    await self._search()
        except asyncio.CancelledError:
            self.story.interrupted = True
            raise

    def _recall(self) -> None:
        """Take up what an interrupted run had learned in this sweep."""
        self._recall_lines()
        for record, reason in self.tools.ledger.answers(self.site.site_id):
            self.story.asked = self.story.answered = True
            lead = lead_from_json(record)
            if reason.startswith("report:"):
                self.progress.reports += 1
            elif match := _SEARCHED.match(reason):
                self.progress.visit(lead, int(match["reports"]))
                if int(match["reports"]) and match["column"]:
                    self.progress.columns += 1
                    self.story.column = self.story.column or lead.ask.url

    def _first_leads(self) -> Iterable[Lead]:
        if self.past.trusted:
            self.progress.widened = self.past.was_in_vain  # what was tried in vain is tried again when a page changes
            return self.past.first_leads()
        return seeds(self.site, self.memory.get("column") or None)

    async def _search(self) -> None:
        while True:
            taken = self.tools.ledger.take(self.site.site_id)
            due = taken[0] if taken else None
            if due is None and await self._wait_for_due():
                continue
            decision = self.progress.decide(due.score if due else None) if self.tools.may_ask() else "budget"
            if decision == "widen" and self.past.trusted and self.progress.found:
                decision = "read to the end"  # a known site still gives what it gave
            if due and decision == "go on":
                await self._follow(due)
                continue
            if due and decision != "budget" and (retry := self.tools.ledger.retry_at(self.site.site_id)):
                self.tools.ledger.failed(due, "comes after what is tried again")
                await _sleep_until(retry)
                continue
            if due and decision != "read to the end":
                self.tools.ledger.failed(due, decision)  # stays due: for after the widening, or for the next run
            if decision == "widen":
                self._widen()
                continue
            self.story.budget = decision == "budget"
            return

    async def _wait_for_due(self) -> bool:
        """Sleep until a request that failed is due again; False when there is none."""
        moment = self.tools.ledger.next_due_at(self.site.site_id)
        if moment is None:
            return False
        await _sleep_until(moment)
        return True

    # One request

    async def _follow(self, due: Due) -> None:
        lead = lead_from_json(due.meta)
        if needless := self._needless(lead):
            self.tools.ledger.given_up(due, needless)
            return
        if "render" in lead.ask.note:
            if not self.tools.can_render():
                self._without_browser(due, lead)
                return
            self.tools.count("pages rendered")
        self.story.asked = True
        if self._is_for_archive(lead):
            archived = await self._from_web_archive(due, lead)
            if archived is not None:
                await self._page(due, lead, archived)
            return
        answer = await self.tools.desk.ask(lead.ask, self.along, _validators(due, lead) | self._cookies())
        if answer is None:
            self._forbidden(due, lead)
            return
        self.progress.requests += 1
        self.tools.count("requests")
        verdict = judge(answer)
        if verdict.kind == "unchanged":
            answer = self._from_archive(due, answer)
            self.tools.count("unchanged answers")
        match verdict.kind:
            case "retry":
                self._failed(due, lead, verdict.reason, verdict.wait)
            case "redirect":
                self._redirected(due, lead, answer)
            case "gone":
                self._note_entry(lead, is_report=False)
                self._note_way(lead, led_on=False)
                self._gone(due, lead, verdict.reason, answer.status)
            case "refused":
                self._refused(due, lead, answer)
            case _:
                await self._page(due, lead, answer)

    def _from_archive(self, due: Due, answer: Answer) -> Answer:
        """The bytes that a 304 speaks of."""
        capture = self.tools.store.last_capture(due.url)
        assert capture is not None, "validators come from a capture"
        headers = dict(answer.headers) | {"content-type": capture.content_type or ""}
        headers |= {"etag": capture.etag or "", "last-modified": capture.last_modified or ""}
        body = self.tools.store.capture_body(capture.capture_id)
        return replace(answer, status=200, body=body, headers=headers, url=capture.final_url or due.url)

    # One page

    async def _page(self, due: Due, lead: Lead, answer: Answer) -> None:
        if answer.archived is None:
            self._came(lead)
        if is_binary(answer):
            await self._file(due, lead, answer)
            return
        try:
            page = glance(lead.ask, answer)
            if lead.role not in ("report", "attachment") or may_move(page):
                page = looked_through(page)
        except Exception as error:  # an unreadable page, or a mistake of ours: it costs one page
            self._unreadable(due, lead, answer, error)
            return
        challenge = blocked(answer.status, answer.headers, page.text)
        if challenge:
            if answer.archived is None:
                self._challenged(due, lead, challenge, answer.status)
            else:
                self.tools.ledger.given_up(due, challenge, answer.status)
            return
        moved = moved_to(page)
        if moved is not None:
            self._moved(due, lead, normalize(moved), answer.status)
            return
        if lead.role != "report" and self._seen_before(lead, answer):
            self.lists.missed(lead)
            self._note_way(lead, led_on=False)
            self.tools.ledger.answered(due, answer.status, "same page as another address")
            return
        self._refusals = 0
        if lead.role in ("report", "attachment") and (gone := soft_404(page.text, url=lead.ask.url)):
            self._missing(due, lead, answer, f"HTTP 404 in all but name ({gone})")
            return
        await self._read(due, lead, answer, page)

    def _missing(self, due: Due, lead: Lead, answer: Answer, reason: str) -> None:
        """A page that says in words that it is gone."""
        if answer.archived is None:
            self._gone(due, lead, reason, 404)
        else:
            self.tools.ledger.given_up(due, reason, answer.status)

    def _challenged(self, due: Due, lead: Lead, challenge: str, status: int) -> None:
        """A login wall closes a page, anything else the host."""
        self.tools.ledger.given_up(due, challenge, status)
        self._refusals += 1
        if challenge.startswith("login wall") and lead.role != "home" and self._refusals < REFUSALS:
            if lead.score >= PROMISING:
                self.story.refused.setdefault(lead.year, f"{challenge}: {lead.ask.url}")
            return
        self._blocked(lead, challenge)

    def _seen_before(self, lead: Lead, answer: Answer) -> bool:
        """True when another address of the site gave the very same bytes: an alias, or a page for missing ones.

        Pages of units may be made from one template, with links that lead elsewhere because they are relative; but
        what gives the bytes of the page that led to it is a page for missing ones.
        """
        digest = hashlib.blake2b(answer.body, digest_size=16).hexdigest()
        self._digests[lead.ask.url] = digest
        if (first := self._bodies.get(digest, lead.ask.url)) != lead.ask.url:
            self.twins.repeat(lead.ask.url, first, lead.title)
        if self._bodies.setdefault(digest, lead.ask.url) == lead.ask.url:
            return False
        return not is_unit(lead.title) or self._digests.get(lead.parent or "") == digest


async def _sleep_until(moment: str) -> None:
    seconds = (datetime.fromisoformat(moment) - datetime.now(UTC)).total_seconds()
    await asyncio.sleep(max(0.01, seconds))


def _validators(due: Due, lead: Lead) -> dict[str, str]:
    """Headers by which the server may answer that nothing changed; a browser has no use for that answer."""
    if "render" in lead.ask.note:
        return {}
    found = {"If-None-Match": due.etag, "If-Modified-Since": due.last_modified}
    return {name: value for name, value in found.items() if value}
