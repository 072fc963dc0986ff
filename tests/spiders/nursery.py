"""Starts crawls that are to be killed: all is imported once, then each line of JSON becomes a process of its own.

Prints the number of each process when it starts, and its exit status when it has ended.
"""

import asyncio
import json
import os
import sys

from scrapy.utils.reactor import install_reactor

from harvester.registry import load_registry
from harvester.run.crawl import crawl_in_loop
from tests.spiders.server import SETTINGS, options


def crawl(line: str) -> None:
    """Make one crawl in a reactor of its own; called in the process that is made for it."""
    given = json.loads(line)
    os.environ["http_proxy"] = given.pop("proxy")
    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet import reactor
    from twisted.internet.defer import Deferred

    async def run() -> None:
        try:
            await Deferred.fromFuture(asyncio.ensure_future(crawl_in_loop(options(given), settings=SETTINGS)))
        finally:
            reactor.stop()

    Deferred.fromCoroutine(run())
    reactor.run()


def main() -> None:
    """Serve until no more lines come."""
    load_registry()
    for line in sys.stdin:
        process = os.fork()
        if not process:
            crawl(line)
            os._exit(0)
        print(process, flush=True)  # noqa: T201
        print(os.waitpid(process, 0)[1], flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
