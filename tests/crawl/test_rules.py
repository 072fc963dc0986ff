"""Promises of the small rules of a crawl: paging, pace, robots.txt, verdicts, gaps, records, sitemaps, options."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from harvester.crawl.gaps import REASONS, Story, explain_gaps
from harvester.crawl.model import Answer, Ask, Lead
from harvester.crawl.options import CrawlOptions, options_from_arguments, parse_years
from harvester.crawl.pace import LONGEST_PAUSE, Pace, retry_after
from harvester.crawl.paging import call_pages, next_links, page_call
from harvester.crawl.plan import Progress, probes, seeds
from harvester.crawl.records import lead_from_json, lead_key, lead_to_json
from harvester.crawl.robots import read_rules
from harvester.crawl.search import Examined
from harvester.crawl.sitemap import sitemap_links
from harvester.crawl.verdict import back_off, judge
from harvester.errors import HarvestError
from harvester.page.model import Link
from harvester.registry import Site

SITE = Site("1", "", "a.gov.cn", "http://www.a.gov.cn/")


@pytest.mark.parametrize(
    ("code", "url", "names"),
    [
        ('createPageHTML(3, 0, "index", "html");', "http://a.cn/nb/", ["index_1.html", "index_2.html"]),
        ('createPageHTML(3, 0, "index", "html");', "http://a.cn/nb/index.html", ["index_1.html", "index_2.html"]),
        ('createPageHTML(3, 1, "index", "html");', "http://a.cn/nb/index_1.html", ["index_1.html", "index_2.html"]),
        ("createPageHTML('page_div',3, 1,'list_2','shtml',40);", "http://a.cn/nb/list_2.shtml",
         ["list_2_2.shtml", "list_2_3.shtml"]),
        ("createPageHTML('page_div',3, 2,'list','shtml',40);", "http://a.cn/nb/list_2.shtml",
         ["list_2.shtml", "list_3.shtml"]),
        ("createPageHTML(1, 0, 'index', 'html');", "http://a.cn/nb/", []),
        ("createPageHTML('page_div',1, 1,'list','shtml',0);", "http://a.cn/nb/list.shtml", []),
        ("function createPageHTML(total, current, name, ext) {}", "http://a.cn/nb/", []),
    ],
)  # fmt: skip
def test_the_pages_of_a_call_are_those_that_the_script_would_link(code: str, url: str, names: list[str]):
    call = page_call(code)
    found = [ask.url.rpartition("/")[2] for ask in call_pages(call, url)] if call else []
    assert found == names


def test_further_pages_are_told_by_their_words():
    texts = ("下一页", "下页", " 后一页 ", ">", "»", "2", "[3]", "第4页", "1", "上一页", "下一篇", "2022", "更多")
    assert [link.text for link in next_links([Link("http://a.cn/", text) for text in texts])] == list(texts[:8])


def test_the_pause_is_never_below_the_floor_and_grows_with_the_response_time():
    pace = Pace(floor=1.0)
    pace.ask(100.0)
    assert pace.wait(100.2) == pytest.approx(0.8)
    pace.answer(4.0, 200)
    assert pace.wait(100.2) == pytest.approx(3.8)
    pace.answer(0.1, 503)
    assert pace.pause == 4.0, "an error never speeds things up"
    pace.answer(0.1, 200)
    assert 1.0 <= pace.wait(100.0) < 4.0
    pace.answer(9999, 200)
    assert pace.pause == LONGEST_PAUSE


def test_a_crawl_delay_and_a_retry_after_lengthen_the_pause():
    pace = Pace(floor=0.5, crawl_delay=2.0)
    pace.ask(10.0)
    assert pace.wait(10.0) == 2.0
    pace.hold(10.0, 30)
    assert pace.wait(10.0) == 30


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120), (" 5 ", 5), ("Wed, 21 Oct 2026 07:28:00 GMT", 60),
     ("Wed, 21 Oct 2020 07:28:00 GMT", 0), ("soon", None), ("", None)],
)  # fmt: skip
def test_a_retry_after_is_a_number_or_a_date(value: str, seconds: float | None):
    assert retry_after(value, datetime(2026, 10, 21, 7, 27, tzinfo=UTC)) == seconds


@pytest.mark.parametrize(
    ("status", "body", "allowed"),
    [
        (200, b"User-agent: *\nDisallow: /zwgk/\n", False),
        (200, b"\xef\xbb\xbfUser-agent: *\nDisallow: /zwgk/\n", False),
        (200, b"User-agent: annual-report-harvester\nDisallow: /\n", False),
        (200, b"User-agent: Googlebot\nDisallow: /\n", True),
        (200, b"User-agent: *\nDisallow: /\nAllow: /zwgk/\n", True),
        (200, b"<html><body>User-agent: *\nDisallow: /</body></html>", True),
        (200, b"", True),
        (404, b"User-agent: *\nDisallow: /", True),
        (403, b"", True),
        (500, b"", False),
        (503, b"", False),
    ],
)
def test_robots_rules_are_read_as_rfc_9309_says(status: int, body: bytes, allowed: bool):
    rules = read_rules(status, body)
    assert rules.allows("http://www.a.gov.cn/zwgk/nb/", "annual-report-harvester/1") is allowed


def test_robots_tells_the_delay_and_the_sitemaps():
    rules = read_rules(200, b"Sitemap: http://a.cn/s.xml\nUser-agent: *\nCrawl-delay: 2.5\n")
    assert (rules.delay("x"), rules.sitemaps()) == (2.5, ("http://a.cn/s.xml",))


@pytest.mark.parametrize(
    ("status", "headers", "error", "kind"),
    [
        (200, {}, "", "page"), (304, {}, "", "unchanged"), (301, {"location": "/"}, "", "redirect"),
        (301, {}, "", "gone"),
        (404, {}, "", "gone"), (410, {}, "", "gone"), (403, {}, "", "refused"), (521, {}, "", "refused"),
        (429, {}, "", "retry"), (503, {}, "", "retry"), (0, {}, "ResponseNeverReceived", "retry"),
        (0, {}, "CannotResolveHostError: x", "gone"), (0, {}, "DownloadCancelledError: too large", "gone"),
    ],
)  # fmt: skip
def test_an_answer_is_judged_by_status_and_error(status: int, headers: dict[str, str], error: str, kind: str):
    assert judge(Answer(status=status, headers=headers, error=error)).kind == kind


def test_tries_are_further_apart_each_time_unless_the_server_says_when():
    assert [back_off(tries, 5) for tries in (1, 2, 3)] == [5, 15, 45]
    assert back_off(1, 5, asked=90) == 90


@pytest.mark.parametrize(
    ("story", "reason"),
    [
        (Story(), "not_crawled"),
        (Story(asked=True, unreachable="refused"), "unreachable"),
        (Story(asked=True, answered=True, blocked="HTTP 521"), "blocked"),
        (Story(asked=True, answered=True, budget=True, column="http://a/"), "budget"),
        (Story(asked=True, answered=True, interrupted=True), "not_crawled"),
        (Story(asked=True, answered=True, column="http://a/"), "not_published"),
        (Story(asked=True, answered=True), "no_column"),
        (Story(asked=True, answered=True, closed_paths=1), "blocked"),
        (Story(asked=True, answered=True, needs_browser="http://a/"), "unreadable"),
        (Story(asked=True, answered=True, column="http://a/", unreadable={2020: "a scan"}), "unreadable"),
        (Story(asked=True, answered=True, column="http://a/", gone={2020: "http://a/1"}), "gone"),
        (Story(asked=True, answered=True, column="http://a/", silent={2020: "reset: http://a/1"}), "unreachable"),
        (Story(asked=True, answered=True, column="http://a/", silent={None: "reset: http://a/?p=2"}), "unreachable"),
        (Story(asked=True, answered=True, column="http://a/", silent={2019: "reset: http://a/0"}), "not_published"),
    ],
)
def test_a_gap_has_the_reason_that_the_story_tells(story: Story, reason: str):
    (gap,) = explain_gaps(story, [2020, 2021], [2021], date(2026, 5, 1), date(2000, 3, 31))
    assert (gap.year, gap.reason) == (2020, reason)
    assert gap.reason in REASONS


@pytest.mark.parametrize(("today", "reason"), [(date(2026, 3, 31), "not_due"), (date(2026, 4, 1), "no_column")])
def test_a_report_is_not_missed_before_its_day(today: date, reason: str):
    story = Story(asked=True, answered=True)
    assert explain_gaps(story, [2025], [], today, date(2000, 3, 31))[0].reason == reason


def test_a_lead_survives_as_json():
    ask = Ask("http://a.cn/?p=1", "POST", "a=1", (("X", "y"),), (("page", "2"),))
    lead = Lead(ask, "1", "report", 0.98, ("because",), 3, "标题", "2023-01-19", "年报", 2022, "http://a.cn/", 1)
    assert lead_from_json(lead_to_json(lead)) == lead


def test_a_rendered_page_is_another_request_than_the_plain_one():
    lead = Lead(Ask("http://a.cn/"), "1", "way", 0.5)
    rendered = Lead(Ask("http://a.cn/", memo=(("render", "1"),)), "1", "way", 0.5)
    assert lead_key(lead) != lead_key(rendered)


def test_a_sitemap_is_a_list_of_links():
    text = "<urlset><url><loc> http://a.cn/?a=1&amp;b=2 </loc></url><url><loc><![CDATA[http://a.cn/nb/]]></loc></url></urlset>"
    assert [link.url for link in sitemap_links(text)] == ["http://a.cn/?a=1&b=2", "http://a.cn/nb/"]


def test_a_search_begins_at_what_is_known_and_widens_to_usual_paths_of_the_site_alone():
    site = Site("1", "", "a.gov.cn", "http://www.a.gov.cn/x/", disclosure_url="http://xxgk.a.gov.cn/")
    assert [lead.ask.url for lead in seeds(site, "http://www.a.gov.cn/nb/")] == [
        "http://www.a.gov.cn/nb/", "http://xxgk.a.gov.cn/", "http://www.a.gov.cn/x/",
    ]  # fmt: skip
    assert all(lead.ask.url.startswith("http://www.a.gov.cn/") for lead in probes(site, ("/nb/",)))


def test_a_search_ends_with_the_budget_and_widens_only_once():
    progress = Progress(SITE, budget=2)
    assert progress.decide(0.9) == "go on"
    assert progress.decide(None) == "widen"
    progress.widened = True
    assert progress.decide(None) == "read to the end"
    progress.requests = 2
    assert progress.decide(0.9) == "budget"


def test_once_reports_were_found_unpromising_links_are_left():
    progress = Progress(SITE, reports=3)
    assert progress.decide(0.5) == "go on"
    assert progress.decide(0.11) == "read to the end"


def test_patience_ends_with_pages_that_offer_nothing():
    progress, lead = Progress(SITE, reports=3), Lead(Ask("http://www.a.gov.cn/x"), "1", "way", 0.3)
    for _ in range(30):
        progress.note(lead, Examined())
    assert progress.decide(0.3) == "read to the end"
    assert progress.decide(0.9) == "go on"


@pytest.mark.parametrize(
    ("text", "years"), [("2019-2021", (2019, 2020, 2021)), ("2022", (2022,)), ("2008，2010", (2008, 2010)), ("", ())]
)
def test_years_are_ranges_or_single_years(text: str, years: tuple[int, ...]):
    assert parse_years(text) == years


@pytest.mark.parametrize(
    "arguments",
    [
        {"years": "2025-2019"},
        {"years": "abc"},
        {"javascript": "sometimes"},
        {"max_requests_per_site": "0"},
        {"colour": "red"},
    ],
)
def test_an_argument_that_means_nothing_is_refused_in_one_line(arguments: dict[str, str]):
    with pytest.raises(HarvestError) as problem:
        options_from_arguments(arguments)
    assert "\n" not in str(problem.value)


def test_arguments_of_scrapy_become_options(tmp_path: Path):
    given = {"urls": "http://www.a.gov.cn/, http://www.b.gov.cn/", "years": "2022", "full": "1", "javascript": "never"}
    options = options_from_arguments(given, str(tmp_path / "x.db"))
    assert (options.urls, options.years, options.full) == (
        ("http://www.a.gov.cn/", "http://www.b.gov.cn/"),
        (2022,),
        True,
    )
    assert options.db == tmp_path / "x.db"


def test_a_crawl_without_sites_is_refused():
    with pytest.raises(HarvestError, match="no site to crawl"):
        CrawlOptions().listed_sites()


def test_addresses_on_one_host_are_sites_of_their_own():
    urls = ("http://127.0.0.1:8000/", "http://127.0.0.1:8001/", "http://a.test/", "http://a.test", "http://a.test/town/")
    sites = CrawlOptions(urls=urls).listed_sites()
    assert [site.site_id for site in sites] == ["127.0.0.1:8000", "127.0.0.1:8001", "a.test", "a.test/town"]
    (site,) = CrawlOptions(urls=urls[:1]).listed_sites()
    assert site.site_id == "127.0.0.1"
