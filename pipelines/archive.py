"""Archive: keep the bytes before anything reads them."""

from harvester.crawl.model import Document
from pipelines._step import Step


class Archive(Step):
    """Saves the bytes of a document as a capture and notes its number."""

    def process_item(self, item: Document) -> Document:
        """Save the capture; known bytes keep their number."""
        answer = item.answer
        item.capture_id = self.harvest.store.save_capture(
            item.lead.ask.url, answer.body, final_url=answer.url, http_status=answer.status,
            content_type=answer.content_type or None, etag=answer.headers.get("etag") or None,
            last_modified=answer.headers.get("last-modified") or None, run_id=self.harvest.run_id,
            **({"archive_url": answer.archived.url, "fetched_at": answer.archived.at} if answer.archived else {}),
        )  # fmt: skip
        return item
