"""The larger sample is large enough for the tests of finding, and its further families can be clicked through."""

from functools import cache

import pytest

from harvester.sample.web import Web, build_large
from tests.sample.walk import reachable


@cache
def large() -> Web:
    return build_large()


def test_there_are_enough_sites_families_reports_and_other_pages() -> None:
    others = sum(article.report is None for _, article in large().pages())
    assert len(large().sites) >= 20
    assert len({site.family for site in large().sites}) >= 12
    assert len(large().reports) >= 300
    assert others >= 5000


def test_no_two_sites_serve_the_same_place_or_host() -> None:
    assert len({site.host for site in large().sites}) == len(large().sites)
    assert len({site.place.code for site in large().sites}) == len(large().sites)


def test_the_bundled_sites_are_the_same_in_the_larger_web(web: Web) -> None:
    bundled = {url for report in web.reports for url, _ in report.urls}
    assert bundled <= {url for report in large().reports for url, _ in report.urls}


@pytest.mark.parametrize("family", ["lonsun", "fujian", "jpaas"])
def test_every_page_of_a_further_family_can_be_clicked_to(family: str) -> None:
    plain = build_large(mazes=False)
    site = next(site for site in plain.sites if site.family == family)
    seen = reachable(plain, site.url)
    assert {f"http://{site.host}{article.path}" for article in site.articles()} - seen == set()
