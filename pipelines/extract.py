"""Extract: read the archived bytes as an annual report, away from the reactor's thread."""

import asyncio
from itertools import islice

from scrapy.exceptions import DropItem

from harvester.crawl.model import Document
from harvester.errors import UnreadablePage
from harvester.page.learned import edge_lines
from harvester.page.model import AttachmentLink
from harvester.process import Hints, Reading, read_document
from harvester.report.recognize import IN_PICTURES
from pipelines._step import Step

MOST_PICTURES = 10
"""Pictures that are kept of a report that is nothing else; a person reads on from the page."""


class Extract(Step):
    """Adds the report. Other pages end here, counted; what cannot be read ends here with a row in `failures`."""

    async def process_item(self, item: Document) -> Document:
        """Read the document."""
        try:
            reading = await asyncio.to_thread(_read, item)
        except UnreadablePage as error:
            item.outcome = "unreadable"
            self.harvest.note_failure(item, "parse", "UnreadablePage", f"unreadable: {error}")
            raise DropItem(str(error), log_level="INFO") from error
        except Exception as error:  # a mistake of ours must cost one page, not the run
            item.outcome = "failed"
            self.harvest.note_failure(item, "parse", type(error).__name__, str(error))
            raise
        page = reading.page
        self.harvest.store.note_encoding(item.capture_id or 0, page.encoding, page.claims)
        item.edges = edge_lines(page.blocks)
        item.report, item.attachments = reading.report, _offered(reading)
        if not reading.report.is_report:
            item.outcome = "other page"
            self.harvest.count("pages that are no report")
            raise DropItem(reading.report.reason, log_level="DEBUG")
        return item


def _offered(reading: Reading) -> tuple[AttachmentLink, ...]:
    """The files of a page; the pictures too, where they are all that there is of a report."""
    page = reading.page
    if reading.report.reason != IN_PICTURES:
        return page.attachments
    pictures = (block for block in page.blocks if block.kind == "image" and block.url)
    return tuple(AttachmentLink(block.url or "", block.text) for block in islice(pictures, MOST_PICTURES))


def _read(item: Document) -> Reading:
    answer, lead = item.answer, item.lead
    hints = Hints(item.site, lead.title or None, lead.date, item.furniture)
    return read_document(answer.body, url=answer.url, content_type=answer.content_type or None, hints=hints)
