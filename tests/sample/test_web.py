"""The sample web is large and varied enough, always the same to the byte, and every true page can be clicked to."""

from collections import Counter
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvester.sample.model import Request
from harvester.sample.plans import PLANS
from harvester.sample.web import Web, build
from tests.sample.walk import ask, reachable, text_of

SILENT = ("challenge", "dead")


def every_page(web: Web) -> dict[str, bytes]:
    """Bytes of every address of every site; of the gateway, which converts whole pages, only the home page."""
    pages = {}
    for host, routes in web.routes.items():
        for path in routes:
            if path.startswith("/gate/") and not path.endswith(".test/"):
                continue
            parts = urlsplit(f"http://{host}{path}")
            answer = web.answer(Request("GET", host, parts.path, dict(parse_qsl(parts.query)), {}, {}))
            assert answer is not None
            pages[host + path] = answer.body
    return pages


def test_there_are_enough_sites_families_reports_and_other_pages(web: Web) -> None:
    others = sum(article.report is None for _, article in web.pages())
    assert len(web.sites) >= 8
    assert len({site.family for site in web.sites}) >= 6
    assert len(web.reports) >= 80
    assert others >= 500


def test_reports_come_from_every_kind_of_agency_and_every_generation_and_year(web: Web) -> None:
    assert {report.format for report in web.reports} == {"2008", "2019", "2021"}
    assert {report.agency.type for report in web.reports} == {
        "government", "office", "department", "township", "subdistrict",
    }  # fmt: skip
    assert {report.year for report in web.reports} == set(range(2008, 2026))
    assert {report.reach for report in web.reports} == {"plain", "json", "javascript", "documents", "never"}


def test_no_agency_reports_twice_for_a_year_except_to_correct_itself(web: Web) -> None:
    counts = Counter((report.agency.name, report.year, report.version) for report in web.reports)
    assert counts.most_common(1)[0][1] == 1


def test_every_host_is_below_the_reserved_test_domain(web: Web) -> None:
    assert all(host.endswith(".gov.test") for host in web.hosts)


def test_two_builds_give_the_same_bytes() -> None:
    pages = every_page(build())  # session ids count the visits, so both webs must be new
    assert pages == every_page(build())
    assert len(pages) > 1500


@pytest.mark.parametrize("host", [plan.host for plan in PLANS if not plan.features & set(SILENT)])
def test_every_page_of_a_site_can_be_clicked_to_from_its_home_page(web: Web, host: str) -> None:
    site = web.hosts[host]
    seen = reachable(web, site.url)
    wanted = {f"http://{host}{article.path}" for article in site.articles() if "offsite" not in article.features}
    assert wanted - seen == set()


def test_every_sighting_in_the_truth_answers_with_the_report_or_its_file(web: Web) -> None:
    for report in web.reports:
        for url, _ in report.urls:
            answer = ask(web, url)
            if web.hosts[urlsplit(url).netloc].features & set(SILENT):
                assert answer is None or answer.status == 521
                continue
            assert answer is not None, url
            assert answer.status == 200, url


def test_a_page_says_its_title_in_the_words_of_the_truth(web: Web) -> None:
    for report in web.reports:
        url = report.urls[0][0]
        answer = ask(web, url)
        if answer and answer.status == 200:
            assert report.title in text_of(answer), url


def test_traps_are_there(web: Web) -> None:
    features = {feature for site in web.sites for feature in site.features}
    assert features >= {
        "search", "calendar", "soft_404", "big5", "mobile", "reposts", "moved", "offsite", "dead_link", "challenge",
        "dead", "half_year",
    }  # fmt: skip
    assert {report.damage for report in web.reports} >= {"gloss", "bytes", "lines", "pipes", "traditional"}
    assert {report.carrier for report in web.reports} == {"page", "pdf", "docx", "script_pdf", "picture"}
    assert {kind for report in web.reports for _, kind in report.urls} == {
        "original", "mirror", "repost", "print", "mobile", "attachment",
    }  # fmt: skip
    assert any("wrong_charset" in report.traps for report in web.reports)
    assert any(site.robots for site in web.sites)
    assert any(report.version == 2 for report in web.reports)


def test_a_page_that_is_not_there_is_404_or_the_home_page(web: Web) -> None:
    hard = ask(web, "http://www.langao.gov.test/nowhere.htm")
    soft = ask(web, "http://www.huadian.gov.test/nowhere.html")
    assert hard is not None and hard.status == 404
    assert soft is not None and soft.status == 200 and soft.body == ask(web, "http://www.huadian.gov.test/").body  # type: ignore[union-attr]


def test_the_calendar_and_the_search_never_end(web: Web) -> None:
    for url in (
        "http://www.langao.gov.test/calendar?day=9000-01-01",
        "http://www.shuyang.gov.test/search.html?page=99999",
    ):
        answer = ask(web, url)
        assert answer is not None and answer.status == 200 and b"href" in answer.body


HOSTS = [plan.host for plan in PLANS]
PATHS = [
    "/", "/list.asp", "/show.asp", "/calendar", "/search.html", "/print.html", "/module/web/jpage/dataproxy.jsp",
    "/c/zwgk.do", "/robots.txt", "/nowhere",
]  # fmt: skip
VALUES = st.dictionaries(
    st.sampled_from(["page", "p", "id", "classid", "day", "path", "columnid", "startrecord", "endrecord", "sid"]),
    st.text(max_size=12) | st.integers(-5, 10**6).map(str),
)


@given(host=st.sampled_from(HOSTS), path=st.sampled_from(PATHS) | st.text(max_size=20), query=VALUES, form=VALUES)
def test_whatever_is_asked_gets_an_answer(
    web: Web, host: str, path: str, query: dict[str, str], form: dict[str, str]
) -> None:
    answer = web.answer(Request("POST" if form else "GET", host, path, query, form, {}))
    assert answer is None or answer.status in (200, 301, 302, 400, 404, 521)


def test_session_ids_differ_between_two_visits(web: Web) -> None:
    first, second = (ask(web, "http://www.jixian.gov.test/") for _ in range(2))
    assert first is not None and second is not None
    assert b";jsessionid=" in first.body
    assert first.body != second.body


def test_the_second_edition_has_one_report_more_one_revised_one_gone_and_no_other_address(web: Web) -> None:
    second = build(edition=2)
    first_urls = {url for report in web.reports for url, _ in report.urls}
    second_urls = {url for report in second.reports for url, _ in report.urls}
    (new,) = second_urls - first_urls
    (gone,) = [url for url in first_urls if "langao" in url and _status(second, url) == 404]
    changed = [url for url in first_urls - {gone} if "langao" in url and _body(web, url) != _body(second, url)]
    assert first_urls < second_urls
    assert _status(web, new) == 404 and _status(second, new) == 200
    assert _status(web, gone) == 200
    assert len(changed) == 1


def _status(web: Web, url: str) -> int:
    answer = ask(web, url)
    return answer.status if answer else 502


def _body(web: Web, url: str) -> bytes:
    answer = ask(web, url)
    return answer.body if answer else b""
