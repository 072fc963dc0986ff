"""Promises what every page of the site answers: contents, languages, addresses, Datasette's own pages, inert texts."""

import asyncio
import json
import re
import sqlite3
import urllib.error
import urllib.request
from email.message import Message
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from harvester.errors import StoreError
from harvester.store import Store
from harvester.web.app import build
from harvester.web.ask import agency_url
from harvester.web.lists import LISTS
from harvester.web.messages import MESSAGES
from harvester.web.rules import RULES
from tests.web.conftest import Served
from tests.web.stored import HOST, MARKUP, TAISHAN

AGENCY = agency_url(TAISHAN.name, TAISHAN.code)


def get(served: Served, path: str, language: str = "en", **headers: str) -> tuple[int, Message, str]:
    """Status, headers and text of an answer."""
    asked = urllib.request.Request(
        served.address + quote(path, safe="/?=&%.+-_"), headers={"Accept-Language": language, **headers}
    )
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(asked) as answer:
            return answer.status, answer.headers, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode("utf-8", "replace")


def test_the_start_page_counts_by_province_and_year_and_shows_holes(served: Served):
    status, _, text = get(served, "/")
    assert status == 200
    line = re.search(r'<tr><th scope="row"><a href="/reports\?place=44">.*?</tr>', text, re.DOTALL)
    assert line
    cells = re.findall(r"<td[^>]*>(?:<a [^>]*>)?([^<]*)", line[0])
    assert cells == ["1", "1", "1", "–", "2", "2", "7"]


@pytest.mark.parametrize("path", ["/", "/reports", "/search?q=申请", "/lists/missing", AGENCY])
def test_every_page_speaks_both_languages(served: Served, path: str):
    english, chinese = (get(served, path, language)[2] for language in ("en", "zh-CN,zh;q=0.9"))
    assert '<html lang="en">' in english
    assert '<html lang="zh-CN">' in chinese
    assert MESSAGES["footer"][0] in english
    assert MESSAGES["footer"][1] in chinese


def test_a_chosen_language_is_remembered(served: Served):
    _, headers, text = get(served, "/?lang=zh", "en")
    assert "总览" in text
    cookie = headers["Set-Cookie"].partition(";")[0]
    assert "总览" in get(served, "/", "en", Cookie=cookie)[2]


def test_every_message_has_both_languages_and_the_same_gaps():
    for key, (english, chinese) in {**MESSAGES, **RULES}.items():
        assert english, key
        assert chinese, key
        assert sorted(re.findall(r"\{\w+\}", english)) == sorted(re.findall(r"\{\w+\}", chinese)), key


def test_a_report_shows_its_tables_as_printed_with_each_cell_linked_to_its_place(served: Served):
    number = served.reports["2023"]
    _, _, text = get(served, f"/report/{number}", "zh")
    with sqlite3.connect(served.path) as db:
        facts = db.execute("SELECT table_key, row_key, column_key, raw FROM facts WHERE report_id = ?", (number,))
        cells = {f"c-{t}-{r}-{c}": raw.strip() for t, r, c, raw in facts}
    shown = dict(re.findall(r'<a class="evidence" id="(c-[^"]+)"[^>]*><bdi>([^<]*)</bdi>', text))
    assert shown.keys() == cells.keys()
    assert {key: raw for key, raw in shown.items() if cells[key]} == {key: raw for key, raw in cells.items() if raw}
    _, _, source = get(served, f"/report/{number}/source")
    assert cells.keys() <= set(re.findall(r'id="(c-[^"]+)"', source))


def test_an_address_is_a_link_only_where_a_browser_may_follow_it(served: Served):
    number = served.reports["2020"]
    with sqlite3.connect(served.path) as db:
        db.execute(
            "INSERT INTO sightings (url, report_id, kind, first_seen, last_seen) VALUES "
            "('javascript:alert(1)', ?, 'mirror', '2024', '2024')",
            (number,),
        )
    text = get(served, f"/report/{number}")[2]
    assert f'href="{HOST}/nb/2020.html" rel="noreferrer noopener"' in text
    assert "javascript:alert(1)" in text
    assert 'href="javascript:' not in text


def test_a_capture_from_a_web_archive_says_so(served: Served):
    number = served.reports["2019"]
    assert MESSAGES["archived_copy"][0] not in get(served, f"/report/{number}")[2]
    with sqlite3.connect(served.path) as db:
        address = "http://web.archive.example/2020/x"
        capture = db.execute("SELECT capture_id FROM reports WHERE report_id = ?", (number,)).fetchone()[0]
        db.execute("UPDATE captures SET archive_url = ? WHERE capture_id = ?", (address, capture))
    text = get(served, f"/report/{number}")[2]
    assert MESSAGES["archived_copy"][0] in text
    assert address in text


def test_a_check_that_fails_stands_beside_the_cells_that_it_concerns(served: Served):
    _, _, text = get(served, f"/report/{served.reports['2022v2']}")
    cell = re.search(r'<td[^>]*data-ref="applications.new_requests.total">.*?</td>', text, re.DOTALL)
    assert cell
    assert "fails error" in cell[0]
    number = re.search(r'href="#check-(\d+)"', cell[0])
    assert number
    assert f'id="check-{number[1]}"' in text


def test_versions_lead_to_each_other_and_the_older_one_says_so(served: Served):
    old, new = served.reports["2022"], served.reports["2022v2"]
    assert old != new
    _, _, text = get(served, f"/report/{old}")
    assert MESSAGES["superseded"][0] in text
    assert f'href="/report/{new}"' in text
    assert f"/compare/{old}/{new}" in text


def test_the_original_can_do_nothing(served: Served):
    _, headers, text = get(served, f"/report/{served.reports['2023']}/source")
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    body = text.partition("<body>")[2]
    for sign in ("<script", "<img", "<iframe", "onload", "href=", "src=", "evil.example", "@import", "taken over"):
        assert sign not in body, sign
    assert "▨ 徽标" in body


def test_the_stored_file_is_offered_as_a_download_only(served: Served):
    _, headers, text = get(served, f"/report/{served.reports['2023']}/file")
    assert headers["Content-Disposition"].startswith("attachment")
    assert headers["Content-Type"] == "application/octet-stream"
    assert "evil.example" in text  # as served, to the byte


def test_hostile_titles_and_cells_are_text(served: Served):
    number = served.reports["hostile"]
    for path in (f"/report/{number}", "/reports", "/search?q=alert", agency_url(f"台山市{MARKUP}局/下", "440781")):
        status, _, text = get(served, path)
        assert status == 200, path
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "\u202e" not in text
    _, _, text = get(served, f"/report/{number}")
    assert "&lt;script&gt;" in text
    assert "<bdi>" in text
    assert len(text) < 700_000  # a cell of a megabyte is cut; all of it is in the stored file


def test_an_agency_has_holes_and_no_zeros_where_nothing_is_known(served: Served):
    _, _, text = get(served, AGENCY)
    chart = json.loads(re.findall(r'<script type="application/json">(.*?)</script>', text)[0])
    assert chart["years"] == [2018, 2019, 2020, 2021, 2022, 2023]
    assert chart["missing"] == [2021]
    for line in chart["lines"]:
        assert 2021 not in [point["year"] for point in line["points"]]
    point = chart["lines"][0]["points"][-1]
    assert point["href"] == f"/report/{served.reports['2023']}?cell=applications.new_requests.total"
    with sqlite3.connect(served.path) as db:
        sql = "SELECT new_requests_total FROM applications WHERE report_id = ?"
        assert point["value"] == db.execute(sql, (served.reports["2023"],)).fetchone()[0]


def test_two_years_are_compared_by_the_form(served: Served):
    before, after = served.reports["2022v2"], served.reports["2023"]
    status, _, text = get(served, f"/compare?from={before}&to={after}")
    assert status == 200
    assert f"/report/{after}?cell=applications." in text
    assert "<ins>" in text


def test_a_search_marks_what_was_sought(served: Served):
    _, _, text = get(served, "/search?q=行政复议")
    assert "<mark>行政复议</mark>" in text
    assert get(served, "/search?q=%22%22")[0] == 200
    assert MESSAGES["search_nothing"][0].format(query="&lt;b&gt;") in get(served, "/search?q=<b>")[2]


@pytest.mark.parametrize(
    ("key", "year", "sign"),
    [
        ("contradictory", 2022, RULES["Q20"][0]),
        ("late", 2023, RULES["Q31"][0]),
        ("missing", 2021, "read to its end"),
        ("copied", 2023, "the share of equal sentences"),
    ],
)
def test_each_list_shows_what_belongs_to_it(served: Served, key: str, year: int, sign: str):
    assert sign in get(served, f"/lists/{key}?year={year}&place=44")[2]
    assert sign not in get(served, f"/lists/{key}?year=2019")[2].partition("<table")[2]


@pytest.mark.parametrize(
    "path",
    [
        "/report/999",
        "/report/99999999999999999999",
        "/report/999/source",
        "/report/999/file",
        "/agency/440781/无此局",
        "/lists/none",
        "/compare/1/999",
        "/compare",
        "/compare?from=x&to=1",
    ],
)
def test_an_address_without_content_is_a_page_that_says_so(served: Served, path: str):
    status, _, text = get(served, path)
    assert status == 404
    assert MESSAGES["not_found"][0] in text


def test_a_mistyped_address_prints_no_trace(served: Served, capfd: pytest.CaptureFixture[str]):
    assert get(served, "/nosuch")[0] == 404
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "path",
    [
        "/reports?page=0&year=abc&place=%27",
        "/search?q=",
        "/search?q=AND%20OR%20NEAR(",
        "/reports?place=none",
        "/reports?type=x",
        "/lists/missing?place=none&page=99",
        "/report/1?cell=%00.x.y",
    ],
)
def test_a_strange_query_is_answered(served: Served, path: str):
    assert get(served, path)[0] == 200


def test_datasettes_own_pages_stay(served: Served):
    assert get(served, "/harvest")[0] == 200
    assert get(served, "/harvest/reports?_facet=year")[0] == 200
    _, _, text = get(served, f"/harvest/facts.json?report_id={served.reports['2023']}&_shape=objects")
    assert json.loads(text)["rows"][0]["report_id"] == served.reports["2023"]
    sql = quote("select count(*) as n from reports_fts where reports_fts match match_query('行政复议')")
    _, _, text = get(served, f"/harvest.json?sql={sql}&_shape=array")
    assert json.loads(text)[0]["n"] > 0


def test_nothing_can_be_written(served: Served):
    status, _, _ = get(served, f"/harvest.json?sql={quote('delete from reports')}")
    assert status == 400
    with sqlite3.connect(served.path) as db:
        assert db.execute("SELECT count(*) FROM reports").fetchone()[0] == len(served.reports)


def asked(path: Path, *addresses: str) -> list[tuple[int, str]]:
    """Status and text of some addresses of a site of its own."""
    serving = build(path)

    async def ask() -> list[tuple[int, str]]:
        transport = httpx.ASGITransport(app=serving.datasette.app())
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            answers = [await client.get(address) for address in addresses]
        return [(answer.status_code, answer.text) for answer in answers]

    try:
        return asyncio.run(ask())
    finally:
        serving.close()


def test_an_empty_database_has_pages_too(tmp_path: Path):
    Store.open(tmp_path / "empty.db").close()
    found = asked(tmp_path / "empty.db", "/", "/reports", "/search?q=x", *(f"/lists/{item.key}" for item in LISTS))
    assert {status for status, _ in found} == {200}
    assert MESSAGES["home_empty"][0] in found[0][1]


def test_a_database_that_cannot_be_read_is_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object, **__: object) -> None:
        raise StoreError("The database is locked by another process.")

    Store.open(tmp_path / "h.db").close()
    monkeypatch.setattr("harvester.store.store.Store.search", fail)
    ((status, text),) = asked(tmp_path / "h.db", "/search?q=x")
    assert status == 503
    assert "is locked by another process" in text


def test_a_crawl_may_write_while_the_site_is_read(served: Served):
    with Store.open(served.path) as store, store.writing():
        store.save_failure(stage="fetch", error="Test", message="a transaction that is still open")
        assert get(served, f"/report/{served.reports['2023']}")[0] == 200
        assert get(served, "/harvest/failures.json")[0] == 200
