"""What a page is made of: read as a report when it may be one, searched for leads when it is none."""

import hashlib

from harvester.crawl.model import Answer, Document, Lead, Snapshot
from harvester.crawl.pages import looked_through
from harvester.crawl.parts import may_go_on
from harvester.crawl.records import lead_key
from harvester.crawl.search import CERTAIN, Examined, examine, is_further
from harvester.crawl.titles import read_title
from harvester.store.ledger import Due
from spiders.fates import PROMISING
from spiders.widening import LEADS_ON, Widening

LIST = 2
"""A page with so many links to reports is a list of them; its further pages are no parts of a report."""
NOTHING = Examined()


class Pages(Widening):
    """Reads and searches the pages of a site that have come."""

    def _unreadable(self, due: Due, lead: Lead, answer: Answer, error: Exception) -> None:
        """A page of which not even the search can make anything."""
        self.tools.ledger.given_up(due, str(error), answer.status)
        self._note_failure(lead, "decode", type(error).__name__, str(error))
        if lead.role == "report":
            self.story.unreadable.setdefault(lead.year, f"{lead.ask.url}: {error}")

    async def _read(self, due: Due, lead: Lead, answer: Answer, page: Snapshot) -> None:
        """Let the page be read as a report when it may be one, and search it for leads.

        What a list calls a report is read first when it stands on one page: nearly all of it is, and needs no search.
        """
        document = None
        if lead.role in ("report", "attachment") and not may_go_on(page.text, answer.url or lead.ask.url):
            document = await self._read_as_report(due, lead, answer)
            if document is None:
                return
        try:
            page = page if page.links or page.root is not None else looked_through(page)
        except Exception as error:  # as in `_page`
            self._unreadable(due, lead, answer, error)
            return
        examined = examine(page, lead, self.tools.wanted)
        if answer.archived is None:
            page, examined = await self._filled(lead, page, examined)
        may_be_one = lead.role in ("report", "attachment") or examined.is_report or _may_be_of_year(lead, examined)
        if document is None and may_be_one:
            if examined.reports < LIST:
                whole = await self._whole(due, lead, page, answer)
                if whole is None:
                    return
                answer = whole
            document = await self._read_as_report(due, lead, answer, examined)
            if document is None:
                return
        if document is not None:
            examined = self._without_report(lead, document, page, examined)
        self._note_page(due, page)
        self._note_aids(lead, page, examined)
        self._note_served(lead, examined)
        self._searched(due, lead, answer, examined)

    async def _read_as_report(
        self, due: Due, lead: Lead, answer: Answer, examined: Examined = NOTHING
    ) -> Document | None:
        """Let a document be read and stored; None when it is a report, with which its request is done."""
        if due.tries == 1 and self._unchanged(lead, answer):  # a second try may have lost what the first one taught
            self._count_report(lead)
            self.tools.ledger.answered(due, answer.status, "report: unchanged")
            return None
        document = await self._deliver(due, lead, answer)
        is_report = document.report is not None and document.report.is_report
        self._note_entry(lead, is_report=is_report)
        if is_report:
            self._found(due, lead, examined, document)
            return None
        return document

    def _without_report(self, lead: Lead, document: Document, page: Snapshot, examined: Examined) -> Examined:
        """What follows from a page that was read and is no report: its files may be, and the pages shown inside it."""
        files, framed = tuple(self._attached(lead, document)), tuple(self._framed(lead, page, document))
        self._note_unread(lead, document, is_elsewhere=bool(files or framed))
        self._add((*files, *framed))
        # The page gives a file what is known of it; as a mere link the file would stand for itself.
        known = {found.ask.url for found in files}
        return examined._replace(leads=tuple(found for found in examined.leads if found.ask.url not in known))

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
        document = await self._deliver(due, lead, answer)
        if document.report is not None and document.report.is_report:
            self._count_report(lead, document.outcome)
        elif document.outcome == "unreadable":
            self.story.unreadable.setdefault(lead.year, f"{lead.title or lead.ask.url}: only as a file")
        self.tools.ledger.answered(due, answer.status, f"report: {document.outcome}")

    async def _deliver(self, due: Due, lead: Lead, answer: Answer) -> Document:
        document = Document(lead, self.site, answer, furniture=self.furniture)
        await self.tools.deliver(document)
        self._note_text(due, document)
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
