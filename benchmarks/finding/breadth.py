"""A plain breadth-first Scrapy spider, as one writes it in five minutes: every link of the site, nearest first.

`python -m benchmarks.finding.breadth BUDGET HOME_URL...` crawls and prints nothing; the server knows what was asked.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response, TextResponse
from scrapy.linkextractors import LinkExtractor

SETTINGS = {
    "LOG_ENABLED": False, "ROBOTSTXT_OBEY": True, "TELNETCONSOLE_ENABLED": False,
    "DEPTH_PRIORITY": 1, "SCHEDULER_DISK_QUEUE": "scrapy.squeues.PickleFifoDiskQueue",
    "SCHEDULER_MEMORY_QUEUE": "scrapy.squeues.FifoMemoryQueue",
    "CONCURRENT_REQUESTS": 64, "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
}  # fmt: skip


class Breadth(Spider):
    """Follows every link on the host of a home page, until the budget of the host is used up."""

    name = "breadth"

    def __init__(self, budget: int, homes: list[str]) -> None:
        super().__init__()
        self.budget, self.start_urls = budget, homes
        self.asked: defaultdict[str, set[str]] = defaultdict(set)
        self.links = LinkExtractor()

    def parse(self, response: Response) -> Iterator[Request]:
        """Ask for all links of a page."""
        host = urlsplit(response.url).netloc
        if not isinstance(response, TextResponse):
            return
        for link in self.links.extract_links(response):
            if urlsplit(link.url).netloc == host and len(self.asked[host]) < self.budget:
                self.asked[host].add(link.url)
                yield response.follow(link)


def main() -> None:
    """Crawl."""
    process = CrawlerProcess(SETTINGS)
    process.crawl(Breadth, budget=int(sys.argv[1]), homes=sys.argv[2:])
    process.start()


if __name__ == "__main__":
    main()
