"""Store: one report, one transaction; the database decides whether it is new, changed, unchanged or a sighting."""

import hashlib
from dataclasses import replace

from harvester.corrections import with_judged_corrections
from harvester.crawl.model import Document
from harvester.documents.read import kind_of
from pipelines._step import Step


class StoreReports(Step):
    """Saves the report and counts what became of it."""

    def process_item(self, item: Document) -> Document:
        """Save the report under the address that was asked."""
        report = item.report
        assert report is not None, "the extract pipeline adds it"
        site_id = item.site.site_id if item.site else None
        report = replace(report, url=item.lead.ask.url, site_id=report.site_id or site_id)
        digest = hashlib.sha256(item.answer.body).hexdigest()
        report = with_judged_corrections(self.harvest.store, report, digest)
        page = item.lead.parent if item.lead.role == "attachment" else None
        body = item.answer.body if kind_of(item.answer.body) else None
        archived = item.answer.archived
        saved = self.harvest.store.save_report(
            report, capture_id=item.capture_id, site_id=site_id, page_url=page, body=body,
            seen_at=archived.at if archived else None,
        )  # fmt: skip
        if archived:
            self.harvest.store.mark_gone(item.lead.ask.url)
            self.harvest.count("reports from the web archive")
        item.outcome = saved.outcome
        self.harvest.count(f"reports {saved.outcome}")
        return item
