"""The last line of defense before the network: nothing that robots.txt forbids, nothing out of scope."""

from typing import Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest

from harvester.crawl.scope import origin_of


class RobotsGuard(RobotsTxtMiddleware):
    """Scrapy's robots.txt middleware, except that it asks the desk of the crawl, which has read the file already."""

    async def process_request(self, request: Request, spider: Spider | None = None) -> None:
        """Refuse what robots.txt forbids."""
        desk = getattr(self.crawler.spider, "desk", None)
        if desk is None:  # shell, fetch, check
            await super().process_request(request)
            return
        if request.url in desk.rule_addresses:
            return
        rules = desk.rules.get(origin_of(request.url))
        if rules is None or not rules.allows(request.url, self.crawler.settings["USER_AGENT"]):
            raise IgnoreRequest("forbidden by robots.txt")


class ScopeGuard:
    """Refuses requests to hosts that no listed site has."""

    def __init__(self, crawler: Crawler) -> None:
        """Work for one crawler."""
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The usual way in which Scrapy makes a middleware."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Refuse what is out of scope while sites are crawled."""
        desk = getattr(self.crawler.spider, "desk", None)
        if desk is None or request.url in desk.wanted.scope or request.url in desk.rule_addresses:
            return
        if not desk.is_archive(request.url):
            raise IgnoreRequest("out of scope")
