"""The search of one site: take the best request that is due, ask, read the answer, write down what follows."""

import asyncio
import hashlib
import logging
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from harvester.crawl.model import Answer, Document, Lead, Snapshot
from harvester.crawl.pages import is_binary, moved_to, snapshot
from harvester.crawl.plan import seeds
from harvester.crawl.records import lead_from_json, lead_key
from harvester.crawl.search import CERTAIN, Examined, examine, is_further
from harvester.crawl.titles import is_unit, read_title
from harvester.crawl.urls import normalize
from harvester.crawl.verdict import judge
from harvester.page.challenge import blocked, soft_404
from harvester.store.ledger import Due
from spiders.fates import PROMISING, REFUSALS, SiteDone
from spiders.widening import LEADS_ON, Widening

log = logging.getLogger(__name__)

LIST = 2
"""A page with so many links to reports is a list of them; its further pages are no parts of a report."""
_SEARCHED = re.compile(r"(?P<reports>\d+) reports(?P<column> in a column)?, \d+ leads$")
"""What the ledger says of a page that was searched."""


class SiteWorker(Widening):
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
        answer = await self.tools.desk.ask(lead.ask, _validators(due, lead) | self._cookies())
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
            page = snapshot(lead.ask, answer)
        except Exception as error:  # an unreadable page, or a mistake of ours: it costs one page
            self.tools.ledger.given_up(due, str(error), answer.status)
            self._note_failure(lead, "decode", type(error).__name__, str(error))
            if lead.role == "report":
                self.story.unreadable.setdefault(lead.year, f"{lead.ask.url}: {error}")
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

    async def _read(self, due: Due, lead: Lead, answer: Answer, page: Snapshot) -> None:
        """Search the page for leads, and let it be read as a report when it may be one."""
        examined = examine(page, lead, self.tools.wanted)
        if answer.archived is None:
            page, examined = await self._filled(lead, page, examined)
        is_candidate = lead.role in ("report", "attachment") or examined.is_report or _may_be_of_year(lead, examined)
        if is_candidate and examined.reports < LIST:
            whole = await self._whole(due, lead, page, answer)
            if whole is None:
                return
            answer = whole
        if is_candidate and self._unchanged(lead, answer):
            self._count_report(lead)
            self.tools.ledger.answered(due, answer.status, "report: unchanged")
            return
        if is_candidate:
            document = await self._deliver(lead, answer)
            is_report = document.report is not None and document.report.is_report
            self._note_entry(lead, is_report=is_report)
            if is_report:
                self._found(due, lead, examined, document)
                return
            files, framed = tuple(self._attached(lead, document)), tuple(self._framed(lead, page, document))
            self._note_unread(lead, document, is_elsewhere=bool(files or framed))
            self._add((*files, *framed))
            # The page gives a file what is known of it; as a mere link the file would stand for itself.
            known = {found.ask.url for found in files}
            examined = examined._replace(leads=tuple(f for f in examined.leads if f.ask.url not in known))
        self._note_page(page)
        self._note_aids(lead, page, examined)
        self._note_served(lead, examined)
        self._searched(due, lead, answer, examined)

    def _unchanged(self, lead: Lead, answer: Answer) -> bool:
        """True when the very bytes from which a stored report was read came again."""
        if self.tools.full:
            return False
        capture = self.tools.store.last_capture(lead.ask.url)
        if capture is None or capture.archive_url or capture.sha256 != hashlib.sha256(answer.body).hexdigest():
            return False
        known = self.tools.store.seen_again(lead.ask.url)
        if known:
            self.tools.count("reports unchanged")
        return known

    def _count_report(self, lead: Lead, outcome: str = "unchanged") -> None:
        self.progress.reports += 1
        self.progress.known.discard(lead_key(lead))
        self.progress.fresh += outcome == "new"

    def _found(self, due: Due, lead: Lead, examined: Examined, document: Document) -> None:
        self._count_report(lead, document.outcome)
        self.progress.fruitless = 0
        if document.answer.archived is None:
            self.story.column = self.story.column or (lead.parent if lead.role == "report" else None) or lead.ask.url
        self.tools.ledger.answered(due, 200, f"report: {document.outcome}")
        if lead.role == "column":
            self.progress.columns += 1
        if lead.role in ("way", "column", "home"):
            # A column that shows one report at once may still list the others.
            self._add(found for found in examined.leads if found.score >= CERTAIN)

    def _searched(self, due: Due, lead: Lead, answer: Answer, examined: Examined) -> None:
        if answer.archived is None and (twin := self._twin(lead, examined)):
            self.lists.missed(lead)
            self.tools.ledger.answered(due, answer.status, f"the same list as {twin}")
            return
        self.progress.note(lead, examined)
        self.tools.count("pages searched")
        if answer.archived:
            self._searched_in_archive(due, lead, answer, examined)
            return
        if examined.reports < self.past.reports(lead):
            self._check_past(lead)
        if examined.reports and (examined.kind.column or self.past.reports(lead)):
            self.story.column = self.story.column or lead.ask.url
        elif examined.is_empty:
            self.story.empty_column = self.story.empty_column or lead.ask.url
        goes_on = self.lists.read(lead, examined) and not self._is_barren(lead, examined)
        leads = [found for found in examined.leads if lead.role != "report" or found.score >= PROMISING]
        leads = [found for found in leads if goes_on or not is_further(found)]
        with self.tools.store.writing():
            if leads:
                self._archive(lead, answer)
            kind = " in a column" if examined.kind.column else ""
            self.tools.ledger.answered(due, answer.status, f"{examined.reports} reports{kind}, {len(leads)} leads")
            promising = self._add(found for found in leads if found.score >= LEADS_ON)
            self._add(found for found in leads if found.score < LEADS_ON)
            self._note_way(lead, led_on=bool(promising or examined.reports))
            if examined.is_shell:
                self._render(lead)

    def _twin(self, lead: Lead, examined: Examined) -> str | None:
        """The address of the same list, where marks of trackers or a mirror of the site have led to it once more."""
        if lead.ask.method != "GET" or lead.ask.memo or not examined.reports:
            return None
        reports = [found.ask.url for found in examined.leads if found.role == "report"]
        return self.twins.note(lead.ask.url, reports, [found.ask.url for found in examined.leads])

    def _searched_in_archive(self, due: Due, lead: Lead, answer: Answer, examined: Examined) -> None:
        """Follow the links of an archived page; it teaches nothing about where to look on the site."""
        self.progress.forget(lead)
        with self.tools.store.writing():
            self.tools.ledger.answered(due, answer.status, f"archived: {examined.reports} reports")
            self._add(found for found in examined.leads if lead.role != "report" or found.score >= PROMISING)

    async def _file(self, due: Due, lead: Lead, answer: Answer) -> None:
        if lead.role not in ("report", "attachment"):
            self.tools.ledger.answered(due, answer.status, "a file")
            return
        document = await self._deliver(lead, answer)
        if document.report is not None and document.report.is_report:
            self._count_report(lead, document.outcome)
        elif document.outcome == "unreadable":
            self.story.unreadable.setdefault(lead.year, f"{lead.title or lead.ask.url}: only as a file")
        self.tools.ledger.answered(due, answer.status, f"report: {document.outcome}")

    async def _deliver(self, lead: Lead, answer: Answer) -> Document:
        document = Document(lead, self.site, answer, furniture=self.furniture)
        await self.tools.deliver(document)
        self._note_text(document)
        if document.report is not None and document.report.is_report:
            self.twins.note_text(lead.ask.url, document.report.text)
        return document

    def _archive(self, lead: Lead, answer: Answer) -> None:
        """Keep a page that leads to reports, so that the next run can ask whether it changed."""
        etag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
        if lead.ask.method != "GET" or not (etag or modified) or "render" in lead.ask.note:
            return
        self.tools.store.save_capture(
            lead.ask.url, answer.body, final_url=answer.url, http_status=answer.status,
            content_type=answer.content_type, etag=etag, last_modified=modified, run_id=self.tools.ledger.run_id,
        )  # fmt: skip


def _may_be_of_year(lead: Lead, examined: Examined) -> bool:
    """True for what a bare year leads to where it lists nothing: the report of the year itself, however short."""
    return not examined.reports and lead.role == "column" and read_title(lead.title).kind == "year"


async def _sleep_until(moment: str) -> None:
    seconds = (datetime.fromisoformat(moment) - datetime.now(UTC)).total_seconds()
    await asyncio.sleep(max(0.01, seconds))


def _validators(due: Due, lead: Lead) -> dict[str, str]:
    """Headers by which the server may answer that nothing changed; a browser has no use for that answer."""
    if "render" in lead.ask.note:
        return {}
    found = {"If-None-Match": due.etag, "If-Modified-Since": due.last_modified}
    return {name: value for name, value in found.items() if value}
