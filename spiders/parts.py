"""Brings an article that stands on several pages together, so that it goes through the pipelines as one document."""

from collections.abc import Iterable
from dataclasses import replace

from harvester.crawl.model import Answer, Ask, Document, Lead, Snapshot
from harvester.crawl.pages import is_binary, snapshot
from harvester.crawl.parts import MOST_PARTS, following_parts, frames, part_number
from harvester.crawl.search import CERTAIN
from harvester.crawl.troubles import LATER
from harvester.crawl.urls import normalize, page_key
from harvester.crawl.verdict import TRIES, judge
from harvester.page.parts import Part, join_parts
from harvester.report.model import IN_FILE, IN_PICTURES
from harvester.store.ledger import Due
from spiders.fates import MOST_HOPS
from spiders.learning import Learning

ANNOUNCED = "the title announces a"
"""Begins the reason of pages that hold a report only as picture or file, or not at all."""


class Parts(Learning):
    """Asks for the further pages of an article, for the pages shown inside one, and for its files."""

    async def _whole(self, due: Due, lead: Lead, page: Snapshot, answer: Answer) -> Answer | None:
        """The answer with all pages of the article in it; None when a page must be asked again later.

        A page that is gone costs itself: the others are read, and `failures` says what is missing. A row of pages
        without end is no article, and a page that brings the same bytes again ends the row.
        """
        parts = [Part(answer.url or lead.ask.url, answer.body, answer.content_type)]
        known = {page_key(parts[0].url)}
        waiting = self._unknown(page, parts[0].url, known)
        while waiting:
            if len(known) >= MOST_PARTS:
                return answer
            if self.progress.requests >= self.tools.budget:
                self.tools.ledger.failed(due, "budget")  # stays due: the next run reads the whole
                return None
            url = waiting.pop(0)
            known.add(page_key(url))
            found = await self._part(due, lead, url)
            if isinstance(found, str):
                if due.tries < TRIES and found:
                    self._failed(due, lead, found)
                    return None
                continue
            if any(found.body == part.body for part in parts):
                break
            parts.append(Part(url, found.body, found.content_type))
            further = self._unknown(snapshot(Ask(url), found), parts[0].url, known)
            waiting += [address for address in further if address not in waiting]
        if len(parts) == 1:
            return answer
        self.tools.count("reports of several pages")
        first, *others = parts
        others.sort(key=lambda part: part_number(part.url, first.url) or 0)
        body, content_type = join_parts([first, *others])
        headers = {"content-type": content_type}  # no validators: those of the first page say nothing of the others
        return replace(answer, body=body, headers=headers)

    def _unknown(self, page: Snapshot, first: str, known: set[str]) -> list[str]:
        return [url for url in following_parts(page, first) if page_key(url) not in known]

    async def _part(self, due: Due, lead: Lead, url: str) -> Answer | str:
        """One further page; why it may come later; empty when it will not come at all."""
        if url not in self.tools.wanted.scope:
            return ""
        answer = await self._ask_along(Ask(url), "part")
        self.tools.count("requests")
        verdict = judge(answer) if answer is not None else None
        if answer is not None and verdict is not None and verdict.kind == "page" and _is_readable(answer):
            return answer
        reason = verdict.reason or verdict.kind if verdict else "robots.txt"
        if verdict is None or verdict.kind != "retry" or due.tries >= TRIES:
            part = replace(lead, ask=Ask(url))
            self._note_failure(part, "fetch", "PartMissing", f"a further page of {lead.ask.url} did not come: {reason}")
            return ""
        return reason

    def _note_unread(self, lead: Lead, document: Document, *, is_elsewhere: bool) -> None:
        """Remember a report that link and title announce and whose words nobody can read on its page.

        Where the page names files or shows another page, those fail for themselves.
        """
        report = document.report
        if lead.role == "report" and (report is None or report.reason.startswith(ANNOUNCED)):
            why = report.reason if report is not None else "its page cannot be read"
            self.story.unreadable.setdefault(lead.year, f"{lead.ask.url}: {why}")
            if report is not None and why not in (IN_FILE, IN_PICTURES) and not is_elsewhere:
                self._note_failure(lead, "parse", "NoText", f"{why}: {lead.ask.url}. Open it; {LATER}")

    def _attached(self, lead: Lead, document: Document) -> Iterable[Lead]:
        """Files of a page that is no report in itself."""
        if lead.role != "report":
            return
        page = document.report
        title = page.title if page and page.title and page.title_source == "page" else lead.title
        for file in document.attachments:
            url = normalize(file.url, lead.ask.url)
            if url:
                yield replace(
                    lead, ask=Ask(url), role="attachment", score=CERTAIN, reasons=("file of a page without text",),
                    depth=lead.depth + 1, parent=lead.ask.url, hops=0, title=title,
                    date=lead.date or (page.published if page else None),
                )  # fmt: skip

    def _framed(self, lead: Lead, page: Snapshot, document: Document) -> Iterable[Lead]:
        """Pages that are shown inside one that is no report in itself; they inherit what is known of it."""
        if lead.role != "report" or lead.hops >= MOST_HOPS:
            return
        outer = document.report
        for url in filter(self.tools.wanted.scope.__contains__, frames(page)):
            yield replace(
                lead, ask=Ask(url), score=CERTAIN, reasons=("shown inside the page",), depth=lead.depth + 1,
                title=lead.title or (outer.title if outer else "") or "", parent=lead.ask.url, hops=lead.hops + 1,
                date=lead.date or (outer.published if outer else None),
            )  # fmt: skip


def _is_readable(answer: Answer) -> bool:
    if is_binary(answer):
        return False
    try:
        snapshot(Ask(answer.url), answer)
    except Exception:  # an unreadable page, or a mistake of ours: it costs one page
        return False
    return True
