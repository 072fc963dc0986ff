"""Promises that invented sites of every kind are read as a careful person would read them: all reports, whose they are,
when they were published, why years are missing, for few requests, and for hardly any the second time."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.spiders import last_strangers, later_strangers, platform_strangers, strangers
from tests.spiders.conftest import Crawler
from tests.spiders.strangers_kit import Site
from tests.spiders.web import Asked, TinyWeb

SITES = strangers.SITES | later_strangers.SITES | last_strangers.SITES | platform_strangers.SITES
YEARS = [2008, 2023]
LARGEST_SHARE, SPARE = 1.3, 15
"""Requests of a site, by those of the shortest way to its reports; those without reports may take some more."""
SECOND_VISIT = 2


class Row(NamedTuple):
    """What the database says of an address."""

    agency: str
    year: int
    title: str
    published: str | None
    report_id: int


class Harvest(NamedTuple):
    """Both visits of all sites."""

    sites: dict[str, list[Site]]
    rows: dict[str, Row]
    gaps: dict[str, dict[int, str]]
    first: list[Asked]
    second: list[Asked]


@pytest.fixture(scope="module")
def harvest(helper: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harvest]:
    """All sites, crawled side by side, twice."""
    web, folder = TinyWeb(), tmp_path_factory.mktemp("strangers")
    sites = {sentence: make(web) for sentence, make in SITES.items()}
    path = site_list(folder, [site for group in sites.values() for site in group])
    options = {"sites": str(path), "max_requests_per_site": 150, "years": list(range(YEARS[0], YEARS[1] + 1))}
    with web.served() as proxy:
        crawler = Crawler(web, proxy, folder, helper)
        crawler(**options)
        first = list(web.log)
        crawler(**options)
    columns = "s.url, r.agency, r.year, r.title, r.published, r.report_id"
    found = crawler.rows(f"SELECT {columns} FROM sightings s JOIN reports r USING (report_id)")
    gaps: dict[str, dict[int, str]] = {}
    for url, year, reason in crawler.rows("SELECT home_url, year, reason FROM gaps JOIN sites USING (site_id)"):
        gaps.setdefault(url, {})[year] = reason
    yield Harvest(sites, {url: Row(*row) for url, *row in found}, gaps, first, web.log[len(first) :])


def site_list(folder: Path, sites: list[Site]) -> Path:
    """The sites as a user would list them."""
    path = folder / "sites.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("home_url", "domain", "level"))
        rows.writerows((site.home, site.domain, site.level) for site in sites)
    return path


def asked(log: list[Asked], sites: list[Site]) -> list[str]:
    """What was asked of sites, robots.txt left out."""
    names = {site.domain or site.host.removeprefix("www.") for site in sites}
    own = [a for a in log if any(f".{a.host}".endswith(f".{name}") for name in names)]
    return [f"http://{a.host}{a.target}" for a in own if a.target != "/robots.txt"]


@pytest.mark.parametrize("sentence", SITES)
def test_every_report_is_found_where(harvest: Harvest, sentence: str):
    for site in harvest.sites[sentence]:
        missing = [(truth.agency, truth.year) for truth in site.truth if not truth.urls & harvest.rows.keys()]
        assert missing == []


@pytest.mark.parametrize("sentence", SITES)
def test_every_report_is_told_rightly_where(harvest: Harvest, sentence: str):
    for site in harvest.sites[sentence]:
        for truth in site.truth:
            rows = [harvest.rows[url] for url in truth.urls if url in harvest.rows]
            told = {(row.agency, row.year, row.title) for row in rows}
            assert told == {(truth.agency, truth.year, truth.title)}
            assert truth.published in (None, *(row.published for row in rows))


@pytest.mark.parametrize("sentence", SITES)
def test_nothing_else_is_taken_for_a_report_where(harvest: Harvest, sentence: str):
    sites = harvest.sites[sentence]
    true = {url for site in sites for truth in site.truth for url in truth.urls}
    hosts = {url.split("/")[2] for url in true} | {site.host for site in sites}
    assert {url for url in harvest.rows if url.split("/")[2] in hosts} <= true
    assert not {url for site in sites for url in site.stray} & {f"http://{a.host}{a.target}" for a in harvest.first}


@pytest.mark.parametrize("sentence", SITES)
def test_missing_years_have_their_reason_where(harvest: Harvest, sentence: str):
    for site in harvest.sites[sentence]:
        told = harvest.gaps.get(site.home, {})
        assert {year: told.get(year) for year, right in site.gaps.items() if told.get(year) not in right} == {}


@pytest.mark.parametrize("sentence", SITES)
def test_few_requests_are_made_where(harvest: Harvest, sentence: str):
    sites = harvest.sites[sentence]
    least = sum(site.least for site in sites)
    spare = sum(site.spare if site.truth else SPARE for site in sites)
    assert len(asked(harvest.first, sites)) <= max(least * LARGEST_SHARE, least + spare)


@pytest.mark.parametrize("sentence", SITES)
def test_a_second_visit_costs_next_to_nothing_where(harvest: Harvest, sentence: str):
    sites = harvest.sites[sentence]
    assert len(asked(harvest.second, sites)) <= SECOND_VISIT * len(sites)
