"""`scrapy parse URL`: what the spider finds on one page, a report as the data that is read from it."""

from argparse import Namespace
from typing import Any

from scrapy.commands import parse

from harvester.crawl.model import Document
from harvester.errors import HarvestError
from harvester.process import read_document


class Command(parse.Command):
    """Takes the project's one spider for every site, and shows reports instead of the bytes they are read from."""

    def process_options(self, args: list[str], opts: Namespace) -> None:
        """Take the spider `annual_reports` unless another one is named; ours lists no domains to be chosen by."""
        opts.spider = opts.spider or "annual_reports"
        super().process_options(args, opts)

    def add_items(self, lvl: int, new_items: list[Any]) -> None:
        """Keep what the spider gave for printing, documents as parsed reports."""
        super().add_items(lvl, [_readable(item) for item in new_items])


def _readable(item: Any) -> Any:
    if not isinstance(item, Document):
        return item
    answer = item.answer
    try:
        return read_document(answer.body, url=answer.url, content_type=answer.content_type or None).report.as_dict()
    except HarvestError as error:
        return {"url": answer.url, "is_report": False, "reason": str(error)}
