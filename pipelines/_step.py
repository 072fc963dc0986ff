"""What all pipelines share: the crawler, and the crawl that they work for."""

from typing import Protocol, Self, cast

from scrapy.crawler import Crawler

from harvester.crawl.model import Document
from harvester.readers import Readers
from harvester.store.store import Store


class Harvester(Protocol):
    """What a pipeline needs of the spider."""

    store: Store
    run_id: int | None
    readers: Readers

    def count(self, what: str) -> None:
        """Count something."""

    def note_failure(self, item: Document, stage: str, error: str, message: str) -> None:
        """Write a row into `failures`."""


class Step:
    """A pipeline: takes a document, does one thing, passes it on."""

    def __init__(self, crawler: Crawler) -> None:
        """Work for one crawler."""
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The usual way in which Scrapy makes a pipeline."""
        return cls(crawler)

    @property
    def harvest(self) -> Harvester:
        """The spider, which is there once items come."""
        return cast(Harvester, self.crawler.spider)
