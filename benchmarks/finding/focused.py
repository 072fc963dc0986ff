"""Trafilatura's focused crawler: `python focused.py BUDGET HOME_URL...`, in the environment of the others.

See `benchmarks/extraction/setup`; nothing of this project is imported here.
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import urllib3
from trafilatura import downloads
from trafilatura.settings import use_config
from trafilatura.spider import focused_crawler

STEP = 50
"""Pages between two looks at the budget."""


def through_proxy(ssrf_protection: bool = True, **arguments: Any) -> urllib3.ProxyManager:
    """The way to the sample web; trafilatura itself knows SOCKS proxies only."""
    return urllib3.ProxyManager(os.environ["http_proxy"], num_pools=50, **arguments)


def crawl(home: str, budget: int) -> None:
    """Follow what it takes for the best links, without its usual pause."""
    config = use_config()
    config["DEFAULT"]["SLEEP_TIME"] = "0"
    todo, known = focused_crawler(home, max_seen_urls=1, config=config)
    for done in range(1, budget, STEP):
        if not todo:
            return
        step = min(STEP, budget - done)
        todo, known = focused_crawler(home, max_seen_urls=step, todo=todo, known_links=known, config=config)


def main() -> None:
    """Crawl some sites side by side."""
    downloads.create_pool = through_proxy
    budget, homes = int(sys.argv[1]), sys.argv[2:]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda home: crawl(home, budget), homes))


if __name__ == "__main__":
    main()
