"""Promises that sites of shapes for which nothing was tuned are read to the last report, for few requests."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.spiders import heldout, unseen
from tests.spiders.conftest import Crawler
from tests.spiders.unseen import Mini
from tests.spiders.web import TinyWeb

LARGEST_SHARE = 1.5
"""Requests of a site, by those of the shortest crawl that could find its reports."""
SHAPES = unseen.SHAPES | heldout.SHAPES


@pytest.fixture(scope="module")
def crawled(helper: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Crawler, dict[str, Mini]]]:
    """All sites, crawled side by side."""
    web, folder = TinyWeb(), tmp_path_factory.mktemp("unseen")
    sites = [*unseen.write(web), *heldout.write(web)]
    with web.served() as proxy:
        crawler = Crawler(web, proxy, folder, helper)
        crawler(sites=str(site_list(folder, sites)), max_requests_per_site=150)
    yield crawler, dict(zip(SHAPES, sites, strict=True))


def site_list(folder: Path, sites: list[Mini]) -> Path:
    """The sites as a user would list them."""
    path = folder / "sites.csv"
    names = ("home_url", "domain", "disclosure_url")
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, names, restval="")
        rows.writeheader()
        rows.writerows({"home_url": site.url("/"), **site.options} for site in sites)
    return path


def asked(crawler: Crawler, site: Mini) -> list[str]:
    own = f".{site.key}.gov.test"
    return [a.target for a in crawler.web.log if f".{a.host}".endswith(own) and a.target != "/robots.txt"]


@pytest.mark.parametrize("sentence", SHAPES)
def test_every_report_is_found_where(crawled: tuple[Crawler, dict[str, Mini]], sentence: str):
    crawler, sites = crawled
    found = {url for (url,) in crawler.rows("SELECT url FROM sightings")}
    assert sites[sentence].truth - found == set()


@pytest.mark.parametrize("sentence", SHAPES)
def test_few_requests_are_made_where(crawled: tuple[Crawler, dict[str, Mini]], sentence: str):
    crawler, sites = crawled
    site = sites[sentence]
    assert len(asked(crawler, site)) <= max(site.least * LARGEST_SHARE, site.least + site.spare)


def test_nothing_else_is_taken_for_a_report(crawled: tuple[Crawler, dict[str, Mini]]):
    crawler, sites = crawled
    truth = set().union(*(site.truth for site in sites.values()))
    assert {url for (url,) in crawler.rows("SELECT url FROM reports")} <= truth


def test_all_sites_together_cost_hardly_more_than_the_shortest_crawls(crawled: tuple[Crawler, dict[str, Mini]]):
    crawler, sites = crawled
    assert sum(len(asked(crawler, site)) for site in sites.values()) <= 1.1 * sum(s.least for s in sites.values())
