"""The loopback proxy answers for the sample hosts only, as an HTTP server should, and remembers how it was asked."""

import http.client
import socket
import threading
from collections.abc import Iterator

import pytest

from harvester.errors import HarvestError
from harvester.sample import SampleServer
from harvester.sample.web import Web

HOST = "www.huadian.gov.test"


@pytest.fixture(scope="module")
def server(web: Web) -> Iterator[SampleServer]:
    with SampleServer(web=web) as running:
        yield running


def ask(
    server: SampleServer, method: str, url: str, headers: dict[str, str] | None = None, body: str = ""
) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request(method, url, body=body or None, headers=headers or {})
    return connection.getresponse()


def test_an_absolute_address_and_a_host_header_give_the_same_page(server: SampleServer) -> None:
    absolute = ask(server, "GET", f"http://{HOST}/")
    plain = ask(server, "GET", "/", {"Host": HOST})
    assert absolute.status == plain.status == 200
    assert absolute.read() == plain.read()


@pytest.mark.parametrize(
    ("url", "status", "words"),
    [
        ("http://www.example.com/", 502, b"not one of the sample sites"),
        ("http://www.gov.cn/", 502, b"not one of the sample sites"),
        ("http://www.minle.gov.test/", 502, b"dead site"),
        ("http://www.lulong.gov.test/", 521, b"document.cookie"),
    ],
)
def test_other_hosts_are_refused_and_silent_sites_say_why(
    server: SampleServer, url: str, status: int, words: bytes
) -> None:
    response = ask(server, "GET", url)
    assert response.status == status
    assert words in response.read()


def test_connect_is_refused_in_words(server: SampleServer) -> None:
    response = ask(server, "CONNECT", f"{HOST}:443")
    assert response.status == 501
    assert b"http://" in response.read()


def test_a_page_that_did_not_change_is_not_sent_again(server: SampleServer) -> None:
    first = ask(server, "GET", f"http://{HOST}/")
    size = len(first.read())
    by_tag = ask(server, "GET", f"http://{HOST}/", {"If-None-Match": first.headers["ETag"]})
    by_date = ask(server, "GET", f"http://{HOST}/", {"If-Modified-Since": first.headers["Last-Modified"]})
    other = ask(server, "GET", f"http://{HOST}/", {"If-None-Match": '"other"'})
    assert (by_tag.status, by_tag.read()) == (304, b"")
    assert (by_date.status, by_date.read()) == (304, b"")
    assert (other.status, len(other.read())) == (200, size)


def test_head_gives_the_headers_of_get_without_a_body(server: SampleServer) -> None:
    head, get = ask(server, "HEAD", f"http://{HOST}/"), ask(server, "GET", f"http://{HOST}/")
    assert head.read() == b""
    assert head.headers["Content-Length"] == str(len(get.read()))


def test_a_posted_form_reaches_the_data_proxy(server: SampleServer, web: Web) -> None:
    site = web.hosts["www.shuyang.gov.test"]
    column = next(c for c in site.root.walk() if len(c.articles) > c.page_size)
    form = f"columnid={1229280000 + column.serial}&startrecord=1&endrecord=999"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = ask(server, "POST", f"http://{site.host}/module/web/jpage/dataproxy.jsp", headers, form).read().decode()
    assert f"<totalrecord>{len(column.articles)}</totalrecord>" in answer
    assert answer.count("<record>") == len(column.articles)


def test_requests_are_remembered_with_what_robots_forbid(web: Web) -> None:
    with SampleServer(web=web) as server:
        ask(server, "GET", "http://www.fangshan.gov.test/zwgk/index.html").read()
        ask(server, "GET", "http://www.fangshan.gov.test/zwgk/zfxxgk/zfxxgknb/index.html?a=1").read()
        log = server.log.hosts["www.fangshan.gov.test"]
        assert log.requests == [("GET", "/zwgk/index.html"), ("GET", "/zwgk/zfxxgk/zfxxgknb/index.html?a=1")]
        assert log.robots_violations == ["/zwgk/zfxxgk/zfxxgknb/index.html?a=1"]
        assert log.in_flight == 0
        assert log.least_pause is not None and log.least_pause >= 0
        server.log.clear()
        assert not server.log.hosts


def test_the_most_requests_at_one_moment_are_counted(web: Web) -> None:
    with SampleServer(web=web, delay=0.2) as server:
        threads = [threading.Thread(target=lambda: ask(server, "GET", f"http://{HOST}/").read()) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert server.log.hosts[HOST].most_in_flight == 3


def test_a_port_in_use_is_one_clear_line(web: Web) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(HarvestError, match=r"cannot listen on 127\.0\.0\.1:\d+: .*another port") as error:
            SampleServer(taken.getsockname()[1], web=web)
    assert "\n" not in str(error.value)
