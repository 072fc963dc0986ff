"""Promises that reports which a site gives no more come from a web archive, marked with where and when they were kept.

A real pywb serves captures that the test writes; the styles of the Wayback Machine and Common Crawl are made here.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.conftest import ROOT
from tests.spiders.web import Asked, TinyWeb, county, links, report_page

HOST = "www.a.gov.cn"
HOME = f"http://{HOST}/"
TAKEN = "2024-03-02T01:02:03Z"
AT = "2024-03-02T01:02:03.000+00:00"
TITLE = "台山市人民政府{}年政府信息公开工作年度报告"


def captures(host: str = HOST) -> list[tuple[str, str, str]]:
    """Address, time and page of what the archive holds: a whole site, and an older copy of one report."""
    home = f"http://{host}/"
    entries = [(f"/zwgk/nb/{year}.html", TITLE.format(year)) for year in (2018, 2020, 2021)]
    pages = [
        (home, TAKEN, links(("/zwgk/", "政务公开"), ("/news/", "新闻动态"))),
        (f"{home}zwgk/", TAKEN, links(("/zwgk/nb/", "政府信息公开年报"))),
        (f"{home}zwgk/nb/", TAKEN, links(*entries, ("http://elsewhere.example/nb.html", TITLE.format(2017)))),
        (f"{home}zwgk/nb/2021.html", "2022-05-06T07:08:09Z", report_page("台山市人民政府", 2021, granted=5)),
    ]
    return pages + [(f"{home}zwgk/nb/{year}.html", TAKEN, report_page("台山市人民政府", year)) for year in (2020, 2021)]


def warc(pages: list[tuple[str, str, str]]) -> tuple[bytes, list[tuple[int, int]]]:
    """The pages as a WARC file, and where each record lies in it."""
    stream, places = BytesIO(), []
    writer = WARCWriter(stream, gzip=True)
    for url, date, body in pages:
        start = stream.tell()
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        payload, named = BytesIO(body.encode()), {"WARC-Date": date}
        record = writer.create_warc_record(url, "response", payload, http_headers=headers, warc_headers_dict=named)
        writer.write_record(record)
        places.append((start, stream.tell() - start))
    return stream.getvalue(), places


@pytest.fixture(scope="session")
def pywb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A collection of a real pywb; its address."""
    subprocess.run([ROOT / ".ci" / "pywb", sys.executable], check=True)
    folder, programs = tmp_path_factory.mktemp("pywb"), ROOT / ".venv-pywb" / "bin"
    (folder / "made.warc.gz").write_bytes(warc(captures())[0])
    for arguments in (["init", "gov"], ["add", "gov", "made.warc.gz"]):
        subprocess.run([programs / "wb-manager", *arguments], cwd=folder, check=True, capture_output=True)
    log = (folder / "log").open("wb")
    command = [programs / "python", "-c", SERVE]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=log, text=True) as process:
        assert process.stdout is not None
        port = next(line.strip() for line in process.stdout if line.strip().isdigit())
        yield f"http://127.0.0.1:{port}/gov"
        process.kill()


# pywb's own command takes no port 0; its application is served as its command does it, on a port that is free.
SERVE = """
from gevent import monkey; monkey.patch_all()
from gevent.pywsgi import WSGIServer
from pywb.apps.frontendapp import FrontEndApp
server = WSGIServer(("127.0.0.1", 0), FrontEndApp(), log=None)
server.start()
print(server.server_port, flush=True)
server.serve_forever()
"""


def rows(crawl) -> list[tuple]:
    return crawl.rows(
        "SELECT year, r.url, fetched_at, s.status, archive_url FROM reports r JOIN captures USING (capture_id) "
        "JOIN sightings s ON s.url = r.url WHERE is_current ORDER BY year"
    )


def test_a_report_that_is_gone_comes_from_the_archive(web: TinyWeb, crawl, pywb: str):
    county(web, years=range(2019, 2023))
    del web.pages[HOST]["/zwgk/nb/2021.html"]
    result = crawl(HOME, archives=f"pywb={pywb}")
    assert crawl.years() == [2019, 2020, 2021, 2022]
    assert result["counts"]["reports from the web archive"] == 1
    url = f"{HOME}zwgk/nb/2021.html"
    assert rows(crawl)[2] == (2021, url, AT, "gone", f"{pywb}/20240302010203id_/{url}")
    assert rows(crawl)[1][3:] == ("live", None)
    [(archived, reason)] = crawl.rows("SELECT archived, reason FROM coverage WHERE year = 2021")
    assert (archived, reason) == (1, None)


def test_without_the_option_the_report_stays_gone(web: TinyWeb, crawl):
    county(web, years=range(2019, 2023))
    del web.pages[HOST]["/zwgk/nb/2021.html"]
    crawl(HOME)
    assert crawl.rows("SELECT reason FROM gaps WHERE year = 2021") == [("gone",)]


def test_a_site_that_is_unreachable_is_searched_in_the_archive_and_nowhere_else(web: TinyWeb, crawl, pywb: str):
    result = crawl(HOME, archives=f"pywb={pywb}", years=list(range(2017, 2023)))
    assert crawl.years() == [2020, 2021]
    assert {row[3] for row in rows(crawl)} == {"gone"}
    assert result["sites"][HOME]["status"] == "unreachable"
    reasons = dict(crawl.rows("SELECT year, reason FROM gaps"))
    assert reasons == dict.fromkeys((2017, 2018, 2019, 2022), "unreachable")
    assert web.hosts() <= {HOST}


def test_a_site_behind_a_challenge_is_asked_once_and_then_left_alone(web: TinyWeb, crawl, pywb: str):
    web.add(HOME, "<script>document.cookie='__jsl_clearance=1'</script>", status=521)
    result = crawl(HOME, archives=f"pywb={pywb}", years=[2020, 2021, 2022])
    assert web.targets(HOST) == ["/"]
    assert crawl.years() == [2020, 2021]
    assert result["sites"][HOME]["status"] == "blocked"
    assert crawl.rows("SELECT year, reason FROM gaps") == [(2022, "blocked")]


def test_what_robots_forbid_is_not_taken_from_the_archive_either(web: TinyWeb, crawl, pywb: str):
    web.add(f"{HOME}robots.txt", "User-agent: *\nDisallow: /zwgk/nb/\n", kind="text/plain")
    web.add(HOME, "<html><body>请求被拦截</body></html>", status=403)
    crawl(HOME, archives=f"pywb={pywb}", years=[2020, 2021])
    assert crawl.years() == []


def test_the_live_report_comes_back_as_the_same_report(web: TinyWeb, crawl, pywb: str):
    crawl(HOME, archives=f"pywb={pywb}", years=[2020, 2021])
    county(web, years=range(2020, 2022))
    crawl(HOME, years=[2020, 2021])
    assert crawl.rows("SELECT count(*) FROM reports") == [(2,)]
    assert {row[3] for row in rows(crawl)} == {"live"}
    assert crawl.rows("SELECT sum(archived) FROM coverage") == [(0,)]


def test_an_interrupted_search_of_the_archive_goes_on(web: TinyWeb, crawl, pywb: str):
    crawl(HOME, archives=f"pywb={pywb}", years=[2020, 2021], max_requests_per_site=6)
    assert len(crawl.years()) < 2
    crawl(HOME, archives=f"pywb={pywb}", years=[2020, 2021])
    assert crawl.years() == [2020, 2021]


def common_crawl(web: TinyWeb) -> str:
    """An index of Common Crawl's style, and the file that it speaks of."""
    pages = captures()
    data, places = warc(pages)

    def index(asked: Asked) -> str:
        wanted = parse_qs(urlsplit(asked.target).query)["url"][0]
        lines = [
            {"urlkey": "x", "timestamp": "".join(c for c in date if c.isdigit()), "url": url, "status": "200",
             "filename": "segments/made.warc.gz", "offset": str(start), "length": str(length)}
            for (url, date, _), (start, length) in zip(pages, places, strict=True) if url == wanted
        ]  # fmt: skip
        return "\n".join(json.dumps(line) for line in lines)

    def part(asked: Asked) -> bytes:
        first, last = asked.headers["range"].removeprefix("bytes=").split("-")
        return data[int(first) : int(last) + 1]

    web.add("http://index.archive.test/CC-MAIN-2024-10-index", index, any_query=True, kind="text/x-ndjson")
    web.add("http://files.archive.test/segments/made.warc.gz", part, status=206, kind="application/octet-stream")
    return "commoncrawl=http://index.archive.test/CC-MAIN-2024-10-index,http://files.archive.test"


def wayback(web: TinyWeb) -> str:
    """An index of the Wayback Machine's style with its replay."""
    pages = captures()

    def index(asked: Asked) -> str:
        wanted = parse_qs(urlsplit(asked.target).query)["url"][0]
        found = [
            ["k", "".join(c for c in date if c.isdigit()), url, "text/html", "200", "D", "1"]
            for url, date, _ in pages if url == wanted
        ]  # fmt: skip
        return json.dumps([["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"], *found])

    web.add("http://wayback.archive.test/cdx/search/cdx", index, any_query=True, kind="application/json")
    for url, date, body in pages:
        stamp = "".join(c for c in date if c.isdigit())
        web.add(f"http://wayback.archive.test/web/{stamp}id_/{url}", body)
    return "wayback=http://wayback.archive.test"


@pytest.mark.parametrize("style", [common_crawl, wayback])
def test_other_archives_are_read_as_well(web: TinyWeb, crawl, style):
    crawl(HOME, archives=style(web), years=[2020, 2021])
    assert crawl.years() == [2020, 2021]
    assert [row[2] for row in rows(crawl)] == [AT, AT]
    assert all(web.most_in_flight[host] == 1 for host in web.hosts())


def test_an_archive_that_does_not_answer_is_told_and_asked_again_later(web: TinyWeb, crawl):
    county(web, years=range(2020, 2022))
    del web.pages[HOST]["/zwgk/nb/2021.html"]
    web.add("http://wayback.archive.test/cdx/search/cdx", "busy", status=503, any_query=True)
    crawl(HOME, archives="wayback=http://wayback.archive.test")
    assert crawl.rows("SELECT error FROM failures WHERE error = 'ArchiveUnavailable'") == [("ArchiveUnavailable",)]
    assert crawl.years() == [2020]
