"""Check: a report without agency or year cannot be stored; failed checks of the others are counted."""

from scrapy.exceptions import DropItem

from harvester.crawl.model import Document
from pipelines._step import Step


class Check(Step):
    """Refuses what has no identity, and counts failed checks by their level."""

    def process_item(self, item: Document) -> Document:
        """Look at the identity and at the checks that the reading made."""
        report = item.report
        assert report is not None, "the extract pipeline adds it"
        missing = [name for name in ("agency", "year") if getattr(report, name) is None]
        if missing:
            item.outcome = "failed"
            message = f"a report whose {' and '.join(missing)} nobody can tell: {report.title or item.lead.title}"
            self.harvest.note_failure(item, "parse", "NoIdentity", message)
            raise DropItem(message, log_level="WARNING")
        for check in report.checks:
            if check.status == "fail":
                self.harvest.count(f"checks failed {check.level}")
        return item
