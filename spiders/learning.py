"""Learns the furniture of a site while it is searched, and reads its reports once more without what was learned."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from harvester.crawl.model import Answer, Document, Lead, Snapshot
from harvester.crawl.records import lead_from_json
from harvester.errors import HarvestError, StoreError
from harvester.page.learned import SiteLines
from harvester.readers import Order
from harvester.registry import Site
from harvester.store.ledger import Due
from spiders.fates import Fates, Tools


class Learning(Fates):
    """Collects the lines at the edges of texts, and of pages that are no reports."""

    def __init__(self, site: Site, tools: Tools) -> None:
        super().__init__(site, tools)
        self._lines = SiteLines()
        self._texts: list[Document] = []
        self._taught: tuple[int, dict[str, Any]] = (0, {})
        self.furniture = frozenset(self.memory.get("furniture", ()))
        """Lines that earlier crawls learned."""

    def _note_text(self, due: Due, document: Document) -> None:
        """Keep the edges of a text that the pipelines have read. Bytes are let go: the archive has them."""
        if document.report is None or not document.edges:
            return
        report, answer = document.report, document.answer
        text = {
            "title": report.title or document.lead.title, "edges": list(document.edges), "is_report": report.is_report,
            "capture": document.capture_id, "url": answer.url, "type": answer.content_type,
        }  # fmt: skip
        self._note(due, text=text)
        self._learn_text(document.lead, text)

    def _learn_text(self, lead: Lead, text: Mapping[str, Any]) -> None:
        """Take in the edges of a text."""
        self._lines.note_text(text["title"], text["edges"], is_report=text["is_report"])
        if text["is_report"] and lead.role != "attachment":
            answer = Answer(text["url"], headers={"content-type": text["type"]})
            edges = tuple(text["edges"])
            self._texts.append(Document(lead, self.site, answer, capture_id=text["capture"], edges=edges))

    def _note_page(self, due: Due, page: Snapshot) -> None:
        """Keep the lines of a page that is no report."""
        if page.root is not None and (lines := self._lines.note_page(page.root)):
            self._note(due, lines=sorted(lines))

    def _note(self, due: Due, **taught: Any) -> None:
        """Write down what an answer taught, with what it taught before."""
        number, known = self._taught
        self._taught = (due.request_id, known | taught if number == due.request_id else taught)
        self.tools.ledger.note(due, self._taught[1])

    def _recall_lines(self) -> None:
        """Take in what the pages taught that an interrupted run of this sweep has read."""
        for record, note in self.tools.ledger.notes(self.site.site_id):
            self._lines.others.update(note.get("lines", ()))
            if "text" in note:
                self._learn_text(lead_from_json(record), note["text"])

    async def learn(self) -> None:
        """Read again the reports of this sweep that have what was learned of the site, and remember it.

        From then on every reading of the site's pages is given these lines, `reparse` included. They are remembered
        last: a run that is killed in between begins once more.
        """
        fresh = self._lines.learned() - self.furniture
        if not fresh:
            return
        self.furniture |= fresh
        for document in self._texts:
            if fresh & set(document.edges):
                await _read_again(self.tools, document, self.furniture)
                self.tools.count("reports without learned furniture")
        self.memory["furniture"] = sorted(self.furniture)
        self.tools.store.remember_site(self.site.site_id, self.memory)


async def _read_again(tools: Tools, document: Document, furniture: frozenset[str]) -> None:
    """Read the archived bytes of a report without the furniture; its row is replaced in place."""
    lead, answer, capture_id, store = document.lead, document.answer, document.capture_id, tools.store
    if capture_id is None:
        return
    body, kind = store.capture_body(capture_id), answer.content_type or None
    order = Order(body, answer.url, kind, document.site, lead.title or None, lead.date, furniture)
    reading = await tools.read(order)
    site_id = document.site.site_id if document.site else None
    report = replace(reading.report, url=lead.ask.url, site_id=reading.report.site_id or site_id)
    if not report.is_report:
        return
    try:
        store.save_report(report, capture_id=capture_id, site_id=site_id)
    except StoreError:
        raise  # the database is gone: the run ends
    except HarvestError as error:
        store.save_failure(stage="store", error=type(error).__name__, message=str(error), url=lead.ask.url)
