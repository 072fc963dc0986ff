"""Store: one report, one transaction; the database decides whether it is new, changed, unchanged or a sighting."""

from dataclasses import replace

from harvester.crawl.model import Document
from harvester.errors import StoreError
from pipelines._step import Step


class StoreReports(Step):
    """Saves the report and counts what became of it."""

    def process_item(self, item: Document) -> Document:
        """Save the report under the address that was asked."""
        report = item.report
        assert report is not None, "the extract pipeline adds it"
        site_id = item.site.site_id if item.site else None
        try:
            saved = self.harvest.store.save_report(
                replace(report, url=item.lead.ask.url, site_id=report.site_id or site_id),
                capture_id=item.capture_id, site_id=site_id, url=item.lead.ask.url, seen_at=None,
            )  # fmt: skip
        except StoreError:
            raise  # the database is gone: the run ends
        item.outcome = saved.outcome
        self.harvest.count(f"reports {saved.outcome}")
        return item
