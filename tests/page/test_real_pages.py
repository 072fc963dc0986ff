"""Promises that every saved page of a real government site reads as the person who saved it says."""

import json
import re
from pathlib import Path

import pytest

from harvester.page.decode import decode
from harvester.page.model import Page
from harvester.page.read import read_page

pytestmark = pytest.mark.shared
REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
TRUTHS = sorted(REAL.glob("*/*.truth.json"))


def squeeze(text: str) -> str:
    return re.sub(r"[\s\u3000\xa0]+", "", text)


def address_of(page: str) -> str | None:
    """The page's own statement of its address: many dates stand there."""
    match = re.search(r"<meta[^>]*name=[\"']?Url[\"']?[^>]*content=[\"']([^\"']+)", page, re.IGNORECASE)
    return match[1] if match and match[1].startswith("http") else None


@pytest.fixture(params=TRUTHS or [None], ids=lambda path: path.name.split(".")[0] if path else "absent")
def case(request: pytest.FixtureRequest) -> tuple[Page, dict]:
    if request.param is None:
        pytest.skip("no ../shared/real beside the checkout: the real pages are not part of the project")
    truth = json.loads(request.param.read_text("utf-8"))
    body = (request.param.parent / truth["file"]).read_bytes()
    return read_page(body, url=address_of(decode(body).text)), truth


def test_the_title_is_the_one_printed(case: tuple[Page, dict]) -> None:
    page, truth = case
    title = squeeze(page.metadata.best("title"))
    wanted = squeeze(truth["title"])
    # One truth is a whole <title> with the site's name at its end, which does not belong to the article.
    assert title == wanted or wanted.startswith(f"{title}-")


def test_the_date_of_publication_is_the_printed_one(case: tuple[Page, dict]) -> None:
    page, truth = case
    assert page.metadata.best("published")[:10] == truth["published"][:10]


def test_another_date_in_the_tag_is_kept_as_a_conflict(case: tuple[Page, dict]) -> None:
    page, truth = case
    if truth["meta_pubdate"] and truth["meta_pubdate"][:10] != truth["published"][:10]:
        assert truth["meta_pubdate"][:16] in [found.value for found in page.metadata.conflicts("published")]


def test_the_source_is_known(case: tuple[Page, dict]) -> None:
    page, truth = case
    if truth["source"]:
        assert squeeze(truth["source"]) in [squeeze(found.value) for found in page.metadata.source]


def test_the_time_of_publication_is_printed_or_tagged(case: tuple[Page, dict]) -> None:
    page, truth = case
    if len(truth["published"]) > 10:
        assert truth["published"][:16] in [found.value for found in page.metadata.published]


def test_the_body_begins_and_ends_where_the_article_does(case: tuple[Page, dict]) -> None:
    page, truth = case
    text = squeeze(page.text)
    assert text.startswith(truth["head30"])
    assert text.endswith(truth["tail30"])


def test_the_body_is_as_long_as_the_article(case: tuple[Page, dict]) -> None:
    page, truth = case
    assert len(squeeze(page.text)) == pytest.approx(truth["body_chars"], rel=0.01, abs=2)


def test_nothing_of_the_furniture_is_left(case: tuple[Page, dict]) -> None:
    page, truth = case
    text = squeeze(page.text)
    assert [words for words in truth["must_not"] if words in text] == []


def test_every_attachment_is_offered(case: tuple[Page, dict]) -> None:
    page, truth = case
    urls = [link.url for link in page.attachments]
    missing = [url for url in truth["attachments"] if not any(found.endswith(url.lstrip("./")) for found in urls)]
    assert missing == []
