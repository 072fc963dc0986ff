"""`scrapy crawl annual_reports ...` with an exit code that tells when the crawl could not be done."""

from argparse import Namespace

from scrapy import Spider
from scrapy.commands import crawl
from scrapy.crawler import Crawler

from harvester.commands._tell import tell


class Command(crawl.Command):
    """Scrapy's own command exits 0 even when the spider could not start (no site list, a locked database)."""

    _started: Crawler | None = None

    def run(self, args: list[str], opts: Namespace) -> None:
        """Crawl; a crawl that did not come to its end is one line and exit code 1."""
        super().run(args, opts)
        reason = self._started.stats.get_value("finish_reason") if self._started and self._started.stats else None
        if reason != "finished":
            problem = getattr(self._started and self._started.spider, "problem", None)
            tell("crawl", str(problem or f"the crawl did not come to its end ({reason}); the log above says why"))
            self.exitcode = 1

    def _create_crawler(self, spidercls: type[Spider] | str) -> Crawler:
        self._started = super()._create_crawler(spidercls)
        return self._started
