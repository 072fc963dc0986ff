"""Deduplicate: a text of this run that was stored already is a sighting; it is not stored a second time."""

from scrapy.crawler import Crawler

from harvester.crawl.model import Document
from pipelines._step import Step


class Deduplicate(Step):
    """Marks documents whose text came already from another address; what that means is decided by the store."""

    def __init__(self, crawler: Crawler) -> None:
        """Begin with no texts."""
        super().__init__(crawler)
        self._first: dict[str, str] = {}

    def process_item(self, item: Document) -> Document:
        """Count the repetition."""
        report = item.report
        if report is not None and report.text_sha256:
            first = self._first.setdefault(report.text_sha256, item.lead.ask.url)
            if first != item.lead.ask.url:
                item.copy_of = first
                self.harvest.count("copies")
        return item
