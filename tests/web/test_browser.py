"""Promises what a person sees in a real Chromium: no error, no request to anybody else, and evidence at a click."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from harvester.crawl.browser import find_browser
from harvester.web.ask import agency_url
from tests.conftest import ROOT
from tests.web.conftest import Served
from tests.web.stored import TAISHAN

pytestmark = pytest.mark.browser
AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
AGENCY = agency_url(TAISHAN.name, TAISHAN.code)
HERE = "rgb(255, 224, 138)"
"""The color of what is pointed at."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for all tests of this file."""
    from playwright.sync_api import sync_playwright

    path = find_browser()
    assert path, "make test provides a browser"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


class Visit:
    """A tab that remembers what it asked for and what it complained of."""

    def __init__(self, browser: Any, served: Served, **options: Any) -> None:
        self.address = served.address
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.hosts: set[str] = set()
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.on("request", lambda request: self.hosts.add(request.url.rpartition("/")[0][: len(self.address)]))

    def open(self, path: str) -> Any:
        """Load a page of the site."""
        answer = self.page.goto(self.address + path, wait_until="load")
        assert answer.ok, path
        return self.page

    @property
    def original(self) -> Any:
        """The frame that shows the stored original."""
        return self.page.frame(name="original")


@pytest.fixture
def visit(browser: Any, served: Served) -> Iterator[Visit]:
    """A desktop tab; afterwards it must not have complained, nor asked anybody else."""
    opened = Visit(browser, served, locale="zh-CN", viewport={"width": 1300, "height": 900})
    yield opened
    opened.context.close()
    assert opened.complaints == []
    assert opened.hosts <= {opened.address}


def paths(served: Served) -> list[str]:
    """One address for each kind of page."""
    reports = served.reports
    return [
        "/", "/reports", f"/report/{reports['2023']}", f"/report/{reports['2018']}", f"/report/{reports['2022v2']}",
        f"/report/{reports['hostile']}", AGENCY, f"/compare/{reports['2022v2']}/{reports['2023']}", "/search?q=申请",
        "/lists/contradictory", "/lists/missing",
    ]  # fmt: skip


def test_every_page_opens_without_an_error_or_a_request_to_anybody_else(visit: Visit, served: Served):
    for path in paths(served):
        visit.open(path)
        assert visit.page.locator("h1").count() == 1, path


def test_no_page_is_wider_than_a_phone(browser: Any, served: Served):
    phone = Visit(browser, served, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    for path in paths(served):
        page = phone.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
    phone.context.close()
    assert phone.complaints == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_axe_finds_no_serious_problem(visit: Visit, served: Served, language: str):
    """The larger part in one language: the other one changes words, not markup."""
    visit.open(f"/?lang={language}")
    found = []
    chosen = paths(served)[:3] if language == "en" else paths(served)[3:]
    for path in chosen:
        page = visit.open(path)
        page.evaluate(AXE)
        result = page.evaluate("axe.run(document, {iframes: false, resultTypes: ['violations']})")
        found += [
            (path, item["id"], node["html"][:120], node["failureSummary"][:300])
            for item in result["violations"]
            if item["impact"] in ("serious", "critical")
            for node in item["nodes"][:3]
        ]
    assert found == []


def test_the_original_passes_axe_too(visit: Visit, served: Served):
    page = visit.open(f"/report/{served.reports['2023']}")
    text = page.evaluate("fetch(document.querySelector('iframe').src).then((answer) => answer.text())")
    page.set_content(text)
    page.evaluate(AXE)
    result = page.evaluate("axe.run()")
    assert [item["id"] for item in result["violations"] if item["impact"] in ("serious", "critical")] == []


def test_a_click_leads_from_the_chart_to_the_cell_and_to_its_place_in_the_original(visit: Visit, served: Served):
    page = visit.open(AGENCY)
    point = page.locator("figure.chart svg a").last
    point.focus()  # reached by keyboard as well
    assert point.get_attribute("aria-label")
    point = page.locator(
        f"figure.chart svg a[*|href='/report/{served.reports['2023']}?cell=applications.granted.total']"
    )
    point.click()
    page.wait_for_url("**/report/*cell=applications.granted.total")
    page.wait_for_load_state("load")
    chosen = page.locator("a.evidence.chosen")
    assert chosen.get_attribute("id") == "c-applications-granted-total"
    assert chosen.bounding_box()["y"] < 900
    expect_lit(visit, "c-applications-granted-total", chosen.inner_text())
    page.locator("#c-applications-granted-natural_person").click()
    expect_lit(visit, "c-applications-granted-natural_person",
               page.locator("#c-applications-granted-natural_person").inner_text())  # fmt: skip


def expect_lit(visit: Visit, anchor: str, text: str) -> None:
    """The frame shows the place, lit up and in sight."""
    visit.page.wait_for_function("(anchor) => frames.original !== undefined", arg=anchor)
    place = visit.original.locator(f"#{anchor}:target")
    place.wait_for(state="visible")
    assert place.inner_text().strip() == text.strip()
    assert place.evaluate("(element) => getComputedStyle(element).backgroundColor") == HERE
    box = "document.querySelector(':target').getBoundingClientRect()"
    visit.original.wait_for_function(f"{box}.top >= 0 && {box}.bottom <= innerHeight")


def test_a_number_in_prose_lights_up_its_whole_sentence(visit: Visit, served: Served):
    page = visit.open(f"/report/{served.reports['2023']}")
    link = page.locator("#figures a.evidence").first
    anchor = link.get_attribute("href").partition("#")[2]
    link.click()
    place = visit.original.locator(f"#{anchor}:target")
    place.wait_for(state="visible")
    assert place.evaluate("(element) => getComputedStyle(element).backgroundColor") == HERE


def test_on_a_phone_the_original_rises_over_the_page_and_goes_again(browser: Any, served: Served):
    phone = Visit(browser, served, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = phone.open(f"/report/{served.reports['2023']}")
    page.locator("#c-applications-granted-natural_person").tap()
    panel = page.locator("#original.open")
    panel.wait_for(state="visible")
    assert panel.bounding_box()["y"] > 200
    page.locator("[data-close]").tap()
    assert page.locator("#original.open").count() == 0
    phone.context.close()
    assert phone.complaints == []


def test_a_year_without_a_report_breaks_the_line(visit: Visit):
    page = visit.open(AGENCY)
    first = page.locator("figure.chart").first
    path = first.locator("g[aria-label=line] path").first.get_attribute("d")
    assert path.count("M") == 2
    assert first.locator("g[aria-label=rect] rect").count() == 1
    points = [link.get_attribute("aria-label") for link in first.locator("svg a").all()]
    assert points
    assert not any("2021" in point for point in points)


def test_the_page_works_without_scripts(browser: Any, served: Served):
    plain = Visit(browser, served, java_script_enabled=False)
    page = plain.open(f"/report/{served.reports['2023']}")
    page.locator("#c-applications-granted-total").click()
    plain.original.locator("#c-applications-granted-total:target").wait_for(state="visible")
    plain.context.close()


def test_a_printed_report_leaves_the_frame_out(visit: Visit, served: Served):
    page = visit.open(f"/report/{served.reports['2023']}")
    page.emulate_media(media="print")
    assert not page.locator("#original").is_visible()
    assert page.locator("table.printed").first.is_visible()


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("start", lambda reports: "/?lang=en"),
        ("agency", lambda reports: f"{AGENCY}?lang=en"),
        ("report", lambda reports: f"/report/{reports['2023']}?cell=applications.granted.total&lang=en"),
    ],
)
def test_the_pictures_of_the_documentation_are_taken(
    visit: Visit, served: Served, tmp_path: Path, name: str, place: Callable[[Mapping[str, int]], str]
):
    """`make pictures` takes them anew into docs/images."""
    page = visit.open(place(served.reports))
    if name == "report":
        visit.page.wait_for_function("frames.original !== undefined")
        visit.original.locator(":target").wait_for(state="visible")
    picture = Path(os.environ.get("HARVESTER_PICTURES") or tmp_path) / f"{name}.png"
    page.screenshot(path=picture)
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert (ROOT / "docs" / "images" / picture.name).exists()
