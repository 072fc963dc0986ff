"""Learns the furniture of a site while it is searched, and reads its reports once more without what was learned."""

from dataclasses import replace

from harvester.crawl.model import Document, Snapshot
from harvester.errors import HarvestError, StoreError
from harvester.page.learned import SiteLines
from harvester.readers import Order
from harvester.registry import Site
from spiders.fates import Fates, Tools


class Learning(Fates):
    """Collects the lines at the edges of texts, and of pages that are no reports."""

    def __init__(self, site: Site, tools: Tools) -> None:
        super().__init__(site, tools)
        self._lines = SiteLines()
        self._texts: list[Document] = []
        self.furniture = frozenset(self.memory.get("furniture", ()))
        """Lines that earlier crawls learned."""

    def _note_text(self, document: Document) -> None:
        """Keep the edges of a text that the pipelines have read. Bytes are let go: the archive has them."""
        if document.report is None or not document.edges:
            return
        report = document.report
        self._lines.note_text(report.title or document.lead.title, document.edges, is_report=report.is_report)
        if report.is_report and document.lead.role != "attachment":
            answer = replace(document.answer, body=b"")
            self._texts.append(replace(document, answer=answer, report=None))

    def _note_page(self, page: Snapshot) -> None:
        if page.root is not None:
            self._lines.note_page(page.root)

    async def learn(self) -> None:
        """Remember what was learned of the site, and read again the reports of this run that have it.

        From then on every reading of the site's pages is given these lines, `reparse` included.
        """
        fresh = self._lines.learned() - self.furniture
        if not fresh:
            return
        self.furniture |= fresh
        self.memory["furniture"] = sorted(self.furniture)
        self.tools.store.remember_site(self.site.site_id, self.memory)
        for document in self._texts:
            if fresh & set(document.edges):
                await _read_again(self.tools, document, self.furniture)
                self.tools.count("reports without learned furniture")


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
