"""Crawls the bundled sample web over loopback and scores what was read against its truth."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from harvester.crawl.options import CrawlOptions
from harvester.run.crawl import CrawlResult, Watcher, run_crawl
from harvester.sample import SITES_FILE, SampleServer, truth
from harvester.sample.score import Score, score

PROXY_VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
# Loopback has nobody to spare, and a dead site of the sample is dead for good.
SETTINGS = {"LOG_ENABLED": False, "HARVESTER_RETRY_SECONDS": 0.1}


def harvest_sample(db: Path, port: int = 0, watch: Watcher | None = None) -> tuple[CrawlResult, Score]:
    """Serve the sample, crawl it into `db` and score the database; what is there already is continued.

    Raises:
        HarvestError: the port is taken, or the database cannot be used.
    """
    with SampleServer(port) as server:
        with _proxy(server.proxy_url):
            # Without a browser, so that every machine finds the same; what needs one is told apart by the score.
            options = CrawlOptions(sites=SITES_FILE, db=db, delay=0.0, javascript="never")
            result = run_crawl(options, watch, SETTINGS)
        return result, score(db, truth(server.web))


@contextmanager
def _proxy(url: str) -> Iterator[None]:
    """Send everything through one proxy for the duration of the block."""
    names = [*PROXY_VARIABLES, *(name.upper() for name in PROXY_VARIABLES)]
    before = {name: os.environ.pop(name) for name in names if name in os.environ}
    os.environ["http_proxy"] = url
    try:
        yield
    finally:
        del os.environ["http_proxy"]
        os.environ.update(before)
