"""Runs one crawl after another in one process: a line of JSON in, a line of JSON out. See `conftest.py`."""

import asyncio
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from scrapy.utils.reactor import install_reactor

from harvester.crawl.archive import parse_archive
from harvester.crawl.options import CrawlOptions
from harvester.errors import HarvestError
from harvester.run.crawl import CrawlResult, crawl_in_loop

SETTINGS = {"LOG_ENABLED": False, "HARVESTER_READERS": 0, "HARVESTER_RETRY_SECONDS": 0.05}


def options(given: dict[str, Any]) -> CrawlOptions:
    """Options from JSON."""
    given |= {"db": Path(given["db"]), "urls": tuple(given["urls"]), "years": tuple(given.get("years", ()))}
    given["sites"] = Path(given["sites"]) if given.get("sites") else None
    archives = given.pop("archives", None)
    return CrawlOptions(**given, archive=parse_archive(archives) if archives else None)


def told(result: CrawlResult) -> dict[str, Any]:
    """A result as JSON."""
    sites = {site.home_url: asdict(site) for site in result.sites}
    plain = {"counts": dict(result.counts), "finished": result.finished, "problem": result.problem}
    return plain | {"needs_person": result.needs_person, "sites": sites}


async def serve() -> None:
    """Crawl until no more lines come."""
    while line := await asyncio.to_thread(sys.stdin.readline):
        given = json.loads(line)
        os.environ["http_proxy"] = given.pop("proxy")
        settings = SETTINGS | given.pop("settings", {})
        os.environ["no_proxy"] = "127.0.0.1"  # a server of the test's own beside its web
        try:
            answer = told(await crawl_in_loop(options(given), settings=settings))
        except HarvestError as error:
            answer = {"error": str(error)}
        print(json.dumps(answer), flush=True)  # noqa: T201


def main() -> None:
    """Run in Scrapy's reactor."""
    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet import reactor
    from twisted.internet.defer import Deferred

    Deferred.fromCoroutine(_serve_in_loop()).addErrback(lambda failure: failure.printTraceback())
    reactor.run()


async def _serve_in_loop() -> None:
    from twisted.internet import reactor
    from twisted.internet.defer import Deferred

    try:
        await Deferred.fromFuture(asyncio.ensure_future(serve()))
    finally:
        reactor.stop()


if __name__ == "__main__":
    main()
