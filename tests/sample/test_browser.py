"""A real browser computes the addresses that the truth of the scripted site holds."""

import pytest

from harvester.crawl.browser import find_browser
from harvester.sample import SampleServer
from harvester.sample.families.scripted import FAMILY
from harvester.sample.web import Web

HOST = "www.xiangyun.gov.test"


@pytest.mark.browser
def test_the_script_of_a_listing_writes_the_links_of_its_reports(web: Web) -> None:
    sync_api = pytest.importorskip("playwright.sync_api", reason="the extra `js` is not installed")
    program = find_browser()
    if program is None:
        pytest.skip("no Chromium: install one, or name it in HARVESTER_CHROMIUM")
    site = web.hosts[HOST]
    column = next(column for column in site.root.walk() if any(article.report for article in column.articles))
    with SampleServer(web=web) as server, sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox"], proxy={"server": server.proxy_url}
        )
        page = browser.new_page()
        page.goto(f"http://{HOST}{FAMILY.column_path(site, column)}")
        links = page.eval_on_selector_all("#list a", "found => found.map(item => item.getAttribute('href'))")
        browser.close()
    assert links == [article.path for article in column.articles]
