"""Extract: have the archived bytes read as an annual report, by a reader beside this process."""

from scrapy.exceptions import DropItem

from harvester.crawl.model import Document
from harvester.errors import UnreadablePage
from harvester.readers import Order, Read, ReadingError
from pipelines._step import Step


class Extract(Step):
    """Adds the report. Other pages end here, counted; what cannot be read ends here with a row in `failures`."""

    async def process_item(self, item: Document) -> Document:
        """Read the document."""
        try:
            read = await self._read(item)
        except UnreadablePage as error:
            item.outcome = "unreadable"
            self.harvest.note_failure(item, "parse", "UnreadablePage", f"unreadable: {error}")
            raise DropItem(str(error), log_level="INFO") from error
        except Exception as error:  # a mistake of ours must cost one page, not the run
            item.outcome = "failed"
            name = error.name if isinstance(error, ReadingError) else type(error).__name__
            self.harvest.note_failure(item, "parse", name, str(error))
            raise
        self.harvest.store.note_encoding(item.capture_id or 0, read.encoding, read.claims)
        item.report, item.attachments, item.edges = read.report, read.offered, read.edges
        if not read.report.is_report:
            item.outcome = "other page"
            self.harvest.count("pages that are no report")
            raise DropItem(read.report.reason, log_level="DEBUG")
        return item

    async def _read(self, item: Document) -> Read:
        answer, lead = item.answer, item.lead
        kind, title = answer.content_type or None, lead.title or None
        order = Order(answer.body, answer.url, kind, item.site, title, lead.date, item.furniture)
        return await self.harvest.readers.read(order)
