"""Promises that one document is asked for politely: robots.txt first, bounded size and time, refusals in one line."""

import gzip

import pytest

from harvester.errors import BlockedPage, HarvestError
from harvester.jobs import fetch as module
from harvester.jobs.fetch import check_url, fetch, is_url
from tests.loopback import Loopback, Reply

AGENT = "ReportReader/1.0 (+mailto:test@example.org)"
HTML = (("Content-Type", "text/html; charset=utf-8"),)
CLOSED = Reply(b"User-agent: *\nDisallow: /inner/", headers=(("Content-Type", "text/plain"),))


def ask(url: str, limit: int = 100_000) -> module.Fetched:
    """Fetch as the commands do."""
    return fetch(url, user_agent=AGENT, limit=limit)


def test_robots_are_asked_before_the_page_and_under_our_name(loopback: Loopback):
    loopback.replies["/a.html"] = Reply("<p>年度报告</p>".encode())
    answer = ask(f"{loopback.url}/a.html")
    assert answer.body.decode() == "<p>年度报告</p>"
    assert answer.content_type == "text/html; charset=utf-8"
    assert loopback.asked == [("/robots.txt", AGENT), ("/a.html", AGENT)]


def test_a_page_that_robots_forbid_is_never_asked(loopback: Loopback):
    loopback.replies["/robots.txt"] = CLOSED
    with pytest.raises(HarvestError, match=r"closed to robots"):
        ask(f"{loopback.url}/inner/a.html")
    assert loopback.paths == ["/robots.txt"]


def test_a_redirect_does_not_lead_round_the_robots_rules(loopback: Loopback):
    loopback.replies["/robots.txt"] = CLOSED
    loopback.replies["/a.html"] = Reply(status=302, headers=(("Location", "/inner/b.html"),))
    with pytest.raises(HarvestError, match=r"closed to robots"):
        ask(f"{loopback.url}/a.html")
    assert "/inner/b.html" not in loopback.paths


def test_robots_that_cannot_be_served_close_the_site(loopback: Loopback):
    loopback.replies["/robots.txt"] = Reply(b"oops", 503)
    loopback.replies["/a.html"] = Reply(b"<p>x</p>")
    with pytest.raises(HarvestError, match=r"closed to robots"):
        ask(f"{loopback.url}/a.html")


def test_a_redirect_is_followed_and_the_last_address_is_told(loopback: Loopback):
    loopback.replies["/a"] = Reply(status=301, headers=(("Location", "b.html"),))
    loopback.replies["/b.html"] = Reply(b"<p>b</p>", headers=HTML)
    assert ask(f"{loopback.url}/a").url == f"{loopback.url}/b.html"


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (Reply(b"gone", 404), "answers 404 Not Found"),
        (Reply(b"oops", 500), "answers 500"),
        (Reply(b"x" * 3000), "larger than"),
        (Reply(status=302, headers=(("Location", "/a"),)), "redirected more than"),
        (Reply(status=302, headers=(("Location", "ftp://example.org/a"),)), "http"),
        (Reply(gzip.compress(b"x" * 100_000), headers=(("Content-Encoding", "gzip"),)), "unpacks to more than"),
        (Reply(b"no gzip", headers=(("Content-Encoding", "gzip"),)), "broken gzip"),
        (Reply(b"half of it", cut=True), "broke off"),
    ],
)
def test_an_answer_that_is_no_document_is_one_line(loopback: Loopback, reply: Reply, message: str):
    loopback.replies["/a"] = reply
    with pytest.raises(HarvestError, match=message) as caught:
        ask(f"{loopback.url}/a", limit=2000)
    assert "\n" not in str(caught.value)


def test_a_compressed_answer_is_unpacked(loopback: Loopback):
    loopback.replies["/a"] = Reply(gzip.compress(b"<p>plain</p>"), headers=(("Content-Encoding", "gzip"),))
    assert ask(f"{loopback.url}/a").body == b"<p>plain</p>"


def test_a_challenge_page_is_told_apart_from_a_document(loopback: Loopback):
    loopback.replies["/a"] = Reply(b"<html><script>document.cookie='x'</script></html>", 521)
    with pytest.raises(BlockedPage, match="block page"):
        ask(f"{loopback.url}/a")


def test_a_server_that_drips_is_left(loopback: Loopback, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "DEADLINE", -1.0)
    loopback.replies["/a"] = Reply(b"slow")
    with pytest.raises(HarvestError, match="did not arrive"):
        ask(f"{loopback.url}/a")


def test_a_host_that_does_not_answer_is_one_line():
    with pytest.raises(HarvestError, match="cannot be reached") as caught:
        ask("http://127.0.0.1:9/a")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["http://", "http:///a", "https://a b.cn/", "ftp://a.cn/x", "http://a.cn:99999/", "http://[::1", "http:a.cn"]
)
def test_what_is_no_address_is_refused_before_anything_is_asked(url: str):
    assert is_url(url)
    with pytest.raises(HarvestError, match=r"no web address|no address"):
        check_url(url)
