"""Promises that answers of web archives are understood whatever their style, and that nonsense in them is left out."""

import gzip
import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from harvester.crawl.archive import (
    Capture,
    capture_ask,
    captured_answer,
    index_ask,
    parse_archive,
    read_index,
)
from harvester.crawl.model import Answer
from harvester.errors import HarvestError

URL = "http://www.a.gov.cn/zwgk/nb.jsp?id=1&y=2020"
COMMON = "commoncrawl=https://index.example.org/CC-MAIN-2024-10-index"


def record(body: bytes = b"<html>x</html>", status: str = "200 OK", kind: str = "response") -> bytes:
    stream = BytesIO()
    writer = WARCWriter(stream, gzip=True)
    headers = StatusAndHeaders(status, [("Content-Type", "text/html; charset=gbk")], protocol="HTTP/1.1")
    writer.write_record(writer.create_warc_record(URL, kind, payload=BytesIO(body), http_headers=headers))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("option", "cdx", "base"),
    [
        ("wayback", "https://web.archive.org/cdx/search/cdx", "https://web.archive.org/web"),
        ("wayback=http://archive.example/", "http://archive.example/cdx/search/cdx", "http://archive.example/web"),
        ("pywb=http://127.0.0.1:8080/gov", "http://127.0.0.1:8080/gov/cdx", "http://127.0.0.1:8080/gov"),
        (COMMON, "https://index.example.org/CC-MAIN-2024-10-index", "https://data.commoncrawl.org"),
        (f"{COMMON},http://files.example", "https://index.example.org/CC-MAIN-2024-10-index", "http://files.example"),
    ],
)
def test_an_archive_is_named_by_kind_and_address(option: str, cdx: str, base: str):
    archive = parse_archive(option)
    assert (archive.cdx, archive.base) == (cdx, base)


@pytest.mark.parametrize("option", ["", "archive", "pywb", "pywb=", "pywb=ftp://x/", "commoncrawl", "wayback=x"])
def test_what_names_no_archive_is_refused(option: str):
    with pytest.raises(HarvestError):
        parse_archive(option)


def test_only_addresses_of_the_service_belong_to_an_archive():
    archive = parse_archive("pywb=http://127.0.0.1:8080/gov")
    assert archive.owns(index_ask(archive, URL).url)
    assert archive.owns(capture_ask(archive, Capture("20200102030405", URL)).url)
    assert not archive.owns("http://127.0.0.1:8080/admin")
    assert not archive.owns("http://127.0.0.1:8080/government")


def test_the_address_asked_for_is_one_parameter():
    assert "url=http%3A%2F%2Fwww.a.gov.cn%2Fzwgk%2Fnb.jsp%3Fid%3D1%26y%3D2020" in index_ask(
        parse_archive("wayback"), URL
    ).url


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"],
                    ["k", "20190102030405", URL, "text/html", "200", "A", "9"],
                    ["k", "20210102030405", URL, "text/html", "200", "B", "9"],
                    ["k", "20220102030405", URL, "text/html", "302", "C", "9"]]),
        "\n".join(json.dumps({"timestamp": f"{year}0102030405", "url": URL, "status": status, "filename": "f.warc.gz",
                              "offset": "7", "length": "9"})
                  for year, status in ((2019, "200"), (2022, "404"), (2021, "200"))),
    ],
)  # fmt: skip
def test_captures_come_newest_first_and_only_pages(text: str):
    assert [capture.timestamp[:4] for capture in read_index(text)] == ["2021", "2019"]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "[[]]", "{}", "null", "<html>busy</html>", '{"message": "No Captures found"}', '["a", ["b"]]',
     '{"timestamp": "2020", "url": "http://a/", "status": "200"}',
     '{"timestamp": "20209902030405", "url": "http://a/", "status": "200"}',
     '{"timestamp": "20200102030405", "url": "http://a/", "status": "200", "offset": "x"}'],
)  # fmt: skip
def test_an_index_that_makes_no_sense_has_no_captures(text: str):
    assert read_index(text) == []


@given(st.text(max_size=60) | st.recursive(st.none() | st.text(max_size=5) | st.integers(), st.lists).map(json.dumps))
def test_any_text_is_read_as_an_index(text: str):
    assert isinstance(read_index(text), list)


def test_a_record_of_common_crawl_is_asked_by_its_range_and_unpacked():
    archive = parse_archive(f"{COMMON},http://files.example")
    capture = Capture("20200102030405", URL, "segments/1/f.warc.gz", 100, 50)
    ask = capture_ask(archive, capture)
    assert ask.url == "http://files.example/segments/1/f.warc.gz"
    assert dict(ask.headers) == {"Range": "bytes=100-149"}
    answer = captured_answer(archive, capture, ask, Answer(ask.url, 206, {}, record("年报".encode("gbk"))), URL)
    assert answer is not None and answer.archived is not None
    assert (answer.url, answer.body.decode("gbk"), answer.content_type) == (URL, "年报", "text/html; charset=gbk")
    assert answer.archived.at == "2020-01-02T03:04:05.000+00:00"
    assert answer.archived.url == "http://files.example/segments/1/f.warc.gz#100"


@pytest.mark.parametrize(
    ("status", "body"),
    [(206, b""), (206, b"junk"), (206, gzip.compress(b"junk")), (206, record(status="404 Not Found")),
     (206, record(kind="resource")), (206, record()[:60]), (416, record())],
    ids=["empty", "junk", "zipped junk", "an error page", "no answer", "cut", "no such range"],
)  # fmt: skip
def test_what_is_no_record_of_a_page_is_no_capture(status: int, body: bytes):
    archive = parse_archive(COMMON)
    capture = Capture("20200102030405", URL, "f", 0, 1)
    assert captured_answer(archive, capture, capture_ask(archive, capture), Answer("", status, {}, body), URL) is None


def test_a_replay_says_itself_when_it_was_taken():
    archive, capture = parse_archive("wayback"), Capture("20200601000000", URL)
    given_ = Answer("", 200, {"content-type": "text/html", "memento-datetime": "Thu, 02 Jan 2020 03:04:05 GMT"}, b"x")
    answer = captured_answer(archive, capture, capture_ask(archive, capture), given_, URL)
    assert answer is not None and answer.archived is not None
    assert answer.archived.at == "2020-01-02T03:04:05.000+00:00"
    assert answer.archived.url == f"https://web.archive.org/web/20200601000000id_/{URL}"
