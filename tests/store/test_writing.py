"""Promises that what is stored comes back as given, that learned things stay, that corrections survive a re-parse and
are reopened when their source changes, and that every expected report is found or has a reason."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from harvester.errors import HarvestError
from harvester.page.model import Claim
from harvester.registry import Registry, Site, load_registry
from harvester.report.model import Attachment, Check, Fact, Report, Section
from harvester.store import Gap, Override, Store
from harvester.store.attachments import attachment_body
from harvester.store.runs import process_name
from tests.store.conftest import AGENCY, TEXT, fact, report

URL = "http://www.qc.gov.cn/nb/1.html"


def rows(store: Store, sql: str) -> list[tuple[Any, ...]]:
    return store.connection.db.execute(sql).fetchall()


# Reports


def test_a_report_comes_back_as_it_was_stored(store: Store):
    given = report(attachments=(Attachment("http://a.gov.cn/a.pdf", "附件.pdf", "application/pdf", "ab", 3, "文"),))
    saved = store.save_report(given)
    stored = store.report(saved.report_id)
    assert replace(stored, reason="", text_sha256=None, facts=()) == replace(given, facts=())
    assert set(stored.facts) == set(given.facts)


def test_a_report_that_is_not_there_is_an_error(store: Store):
    with pytest.raises(KeyError):
        store.report(1)


def test_a_report_without_address_needs_no_sighting(store: Store):
    assert store.save_report(report(url=None)).outcome == "new"
    assert store.save_report(report(url=None)).outcome == "unchanged"
    assert store.counts()["sightings"] == 0


@pytest.mark.parametrize(
    ("label", "broken"),
    [
        ("half of a surrogate pair", {"text": "公开\ud800", "sections": (Section(0, 1, "\udfff", "other", "\ud800"),)}),
        ("a number beyond 64 bits", {"facts": (fact(10**30),)}),
        ("an endless number", {"facts": (fact(None, state="text", raw="1e999"),), "quality": float("nan")}),
        (
            "two sections in one place",
            {"sections": (Section(0, 1, "一", "other", "a"), Section(0, 1, "二", "other", "b"))},
        ),
        ("the same check twice", {"checks": (Check("Q1", "a", "error", "pass"), Check("Q1", "a", "error", "fail"))}),
        ("a file offered twice", {"attachments": (Attachment("u", "a.pdf"), Attachment("u", "b.pdf"))}),
        ("nothing but agency and year", {"sections": (), "facts": (), "figures": (), "checks": (), "title": None}),
    ],
)
def test_odd_input_is_stored_all_the_same(store: Store, label: str, broken: dict[str, Any]):
    given = report(**broken)
    assert store.save_report(given).outcome == "new"
    assert store.save_report(given).outcome == "unchanged"


def test_of_two_outcomes_of_a_check_the_worse_is_kept(store: Store):
    store.save_report(report(checks=(Check("Q1", "a", "error", "fail"), Check("Q1", "a", "error", "pass"))))
    assert rows(store, "SELECT status FROM checks") == [("fail",)]


def test_a_cell_read_with_two_values_stays_out_and_says_so(store: Store):
    store.save_report(report(facts=(fact(5), fact(6), fact(1, "carried_over"), fact(1, "carried_over"))))
    assert rows(store, "SELECT row_key, value FROM facts") == [("carried_over", 1)]
    assert rows(store, "SELECT rule, subject, expected, actual FROM checks WHERE status = 'fail'") == [
        ("X.duplicate_cell", "applications.granted.total", "5", "6")
    ]


def test_the_wide_views_show_each_cell_in_its_column(store: Store):
    facts = (
        fact(5), fact(0, "denied_state_secret"), fact(None, "denied_law_prohibits"),
        Fact("disputes", "review", "upheld", 3, "numeric", "3", "grid"),
        Fact("art20_8", "administrative_fees", "fee_amount_wan", 0.28, "numeric", "0.28", "grid"),
    )  # fmt: skip
    store.save_report(report(facts=facts))
    assert rows(
        store, "SELECT year, granted_total, denied_state_secret_total, denied_law_prohibits_total FROM applications"
    ) == [(2022, 5, 0, None)]
    assert rows(store, "SELECT review_upheld, review_total FROM disputes") == [(3, None)]
    assert rows(store, "SELECT administrative_fees_fee_amount_wan FROM proactive") == [(0.28,)]


def test_a_sum_of_the_panel_needs_all_its_numbers(store: Store):
    members = [
        "not_processed_petition", "not_processed_repeat", "not_processed_publication", "not_processed_excessive",
        "not_processed_reconfirm",
    ]  # fmt: skip
    store.save_report(report(facts=tuple(fact(2, row) for row in members)))
    store.save_report(report(year=2021, facts=(*(fact(2, row) for row in members[1:]), fact(None, members[0]))))
    assert rows(store, "SELECT year, not_processed FROM panel ORDER BY year") == [(2021, None), (2022, 10)]


def test_views_show_current_versions_only(store: Store):
    store.save_report(report())
    store.save_report(report(TEXT + "另有 12 件。"))
    assert rows(store, "SELECT version FROM current_reports") == [(2,)]
    assert len(rows(store, "SELECT 1 FROM applications")) == 1


def test_current_reports_can_be_chosen(store: Store):
    for year in (2020, 2021, 2022):
        store.save_report(report(year=year))
    assert [row["year"] for row in store.current_reports()] == [2020, 2021, 2022]
    assert [row["year"] for row in store.current_reports(year=2021, agency=AGENCY)] == [2021]
    with pytest.raises(TypeError, match="text"):
        store.current_reports(text="x")


def test_files_of_a_report_survive_a_second_reading(store: Store):
    capture = store.save_capture(URL, b"page")
    file = Attachment("http://a.gov.cn/a.pdf", "a.pdf")
    saved = store.save_report(report(attachments=(file,)), capture_id=capture)
    store.save_attachment(saved.report_id, file, b"%PDF")
    store.save_report(report(TEXT + "。", attachments=(file,)), capture_id=capture)
    number, size = rows(store, "SELECT attachment_id, size FROM attachments")[0]
    assert (attachment_body(store.connection, number), size) == (b"%PDF", 4)
    store.save_report(report(TEXT + "。。", attachments=()), capture_id=capture)
    assert rows(store, "SELECT * FROM attachments") == []


def test_a_file_that_stands_for_its_page_read_again_changes_nothing(store: Store):
    file = "http://www.qc.gov.cn/nb/P020230101.pdf"
    capture = store.save_capture(file, b"%PDF")
    store.save_report(report(url=file), capture_id=capture, page_url=URL, seen_at="2023-01-20")
    before = rows(store, "SELECT url, kind FROM sightings ORDER BY url")
    again = store.save_report(report(url=file), capture_id=capture, page_url=URL, seen_at="2023-01-20")
    assert (again.outcome, again.changes) == ("unchanged", ())
    assert store.report(again.report_id).url == URL
    assert rows(store, "SELECT url, kind FROM sightings ORDER BY url") == before


def test_an_address_that_is_gone_or_seen_again_says_so(store: Store):
    store.save_report(report(), seen_at="2023-01-01")
    assert (store.mark_gone(URL), store.mark_gone("http://nowhere/")) == (True, False)
    assert rows(store, "SELECT status FROM sightings") == [("gone",)]
    assert (store.seen_again(URL, "2024-01-01"), store.seen_again("http://nowhere/")) == (True, False)
    assert rows(store, "SELECT status, last_seen FROM sightings") == [("live", "2024-01-01")]
    assert rows(store, "SELECT first_seen, last_seen FROM reports") == [("2023-01-01", "2024-01-01")]


# Captures


def test_a_capture_gives_back_its_bytes(store: Store):
    body = "政府信息公开".encode("gb18030") * 1000
    capture = store.save_capture(URL, body, http_status=200, content_type="text/html")
    assert store.capture_body(capture) == body
    assert rows(store, "SELECT length(body) < 200, unpack(body) FROM captures") == [(1, body)]


def test_an_empty_capture_is_a_capture(store: Store):
    assert store.capture_body(store.save_capture(URL, b"")) == b""


def test_the_same_bytes_at_an_address_are_one_capture_with_fresh_validators(store: Store):
    first = store.save_capture(URL, b"one", fetched_at="2023-01-01", etag='"1"')
    assert store.save_capture(URL, b"one", fetched_at="2023-02-01", etag='"2"') == first
    assert store.save_capture(URL, b"two", fetched_at="2023-01-15") != first
    assert store.save_capture(URL + "?", b"one") != first
    last = store.last_capture(URL)
    assert last is not None
    assert (last.capture_id, last.etag, last.fetched_at, last.seen_at) == (first, '"2"', "2023-01-01", "2023-02-01")
    assert store.last_capture("http://nowhere/") is None


def test_captures_can_be_read_while_reports_are_written(store: Store):
    for number in range(1200):
        store.save_capture(f"{URL}?{number}", b"page")
    seen = 0
    for capture in store.captures():
        seen += 1
        if seen % 400 == 0:
            store.save_report(report(url=capture.url, year=seen), capture_id=capture.capture_id)
    assert (seen, store.counts()["reports"]) == (1200, 3)
    assert [capture.capture_id for capture in store.captures(after=1199)] == [1200]


def test_the_claims_about_an_encoding_are_kept(store: Store):
    capture = store.save_capture(URL, b"page")
    store.note_encoding(capture, "gb18030", [Claim("meta", "utf-8", False), Claim("gb18030", "gb18030", True)])
    encoding, claims = rows(store, "SELECT encoding, claims FROM captures")[0]
    assert (encoding, json.loads(claims)[0]["source"]) == ("gb18030", "meta")


# Runs


def test_a_run_keeps_its_settings_and_counts(store: Store):
    run = store.start_run("crawl", {"years": "2019-2025", "sites": "我的.csv"})
    assert rows(store, "SELECT command, status, finished_at FROM runs") == [("crawl", "running", None)]
    store.finish_run(run, "failed", {"reports": 3})
    status, settings, stats, finished = rows(store, "SELECT status, settings, stats, finished_at FROM runs")[0]
    assert (status, json.loads(settings)["sites"], json.loads(stats)) == ("failed", "我的.csv", {"reports": 3})
    assert finished


def test_a_run_of_a_process_that_is_gone_is_marked_interrupted(store: Store):
    run = store.start_run("crawl")
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    store.connection.execute("UPDATE run_owners SET process = ?", (process_name(int(gone.stdout)),))
    store.start_run("crawl")
    assert rows(store, f"SELECT status FROM runs WHERE run_id = {run}") == [("interrupted",)]


def test_a_run_of_a_process_that_took_over_the_number_is_told_from_it(store: Store):
    store.start_run("crawl")
    store.connection.execute("UPDATE run_owners SET process = process || '1'")
    store.start_run("crawl")
    assert rows(store, "SELECT status FROM runs") == [("interrupted",), ("running",)]


def test_a_run_that_is_still_at_work_is_left_alone(store: Store):
    store.start_run("crawl")
    store.start_run("import")
    assert rows(store, "SELECT status FROM runs") == [("running",), ("running",)]
    assert str(os.getpid()) in rows(store, "SELECT process FROM run_owners")[0][0]


def test_a_failure_is_kept_with_its_stage(store: Store):
    store.save_failure(stage="decode", error="UnreadablePage", message="binary \ud800", url=URL, site_id="s")
    assert rows(store, "SELECT stage, error, url FROM failures") == [("decode", "UnreadablePage", URL)]


# Divisions and sites


def test_the_registry_is_loaded_once_and_again(store: Store):
    registry = load_registry()
    store.load_registry(registry)
    counts = store.counts()
    assert counts["divisions"] >= len({division.code for division in registry.divisions})
    assert counts["sites"] == len({site.site_id for site in registry.sites})
    before = store.connection.db.conn.total_changes
    store.load_registry(registry)
    assert store.connection.db.conn.total_changes == before


def test_a_code_has_one_division_and_all_its_forms_in_the_history(store: Store):
    registry = load_registry()
    store.load_registry(registry)
    assert rows(store, "SELECT name, valid_to FROM divisions WHERE code = '440781'") == [("台山市", None)]
    forms = rows(store, "SELECT count(*) FROM divisions_history")[0][0]
    assert forms == len({(d.code, d.valid_from or 0, d.name) for d in (*registry.divisions, *registry.history)})


def test_what_a_crawl_learned_survives_a_new_site_list(store: Store):
    site = Site("s", "某县", "a.gov.cn", "http://www.a.gov.cn/", "440781", "county")
    store.upsert_site(site)
    store.set_site("s", family="trs", report_column_url="http://www.a.gov.cn/nb/", last_status="ok")
    store.upsert_site(replace(site, name="某某县", division_code=None))
    assert rows(store, "SELECT name, division_code, family, last_status FROM sites") == [
        ("某某县", "440781", "trs", "ok")
    ]
    store.load_registry(Registry((), (), (site,)))
    assert rows(store, "SELECT name, family FROM sites") == [("某县", "trs")]


def test_only_learned_columns_can_be_set(store: Store):
    with pytest.raises(TypeError, match="home_url"):
        store.set_site("s", home_url="x")


def test_what_is_remembered_about_a_site_comes_back(store: Store):
    assert store.site_memory("s") == {}
    store.remember_site("s", {"columns": ["http://a/"], "paging": None, "名": 1})
    assert store.site_memory("s") == {"columns": ["http://a/"], "paging": None, "名": 1}


# Corrections by a person


@pytest.fixture
def corrected(store: Store) -> Callable[[float | None], int]:
    """A report from a capture, whose cell `granted.total` can be corrected."""
    store.save_report(report(), capture_id=store.save_capture(URL, b"page"))

    def correct(value: float | None) -> int:
        cell = ("applications", "granted", "total")
        return store.set_override(Override(AGENCY, 2022, *cell, value, "印刷错误", "reviewer"))

    return correct


def cell(store: Store) -> list[tuple[Any, ...]]:
    return rows(
        store,
        "SELECT value, state, raw, method FROM facts JOIN reports USING (report_id) "
        "WHERE is_current AND row_key = 'granted'",
    )


@pytest.mark.parametrize(("value", "state"), [(7, "numeric"), (0.5, "numeric"), (0, "zero"), (None, "blank")])
def test_a_correction_takes_the_place_of_the_cell_and_leaves_its_print(
    store: Store, corrected: Callable[[float | None], int], value: float | None, state: str
):
    corrected(value)
    assert cell(store) == [(value, state, "5", "override")]


def test_a_correction_survives_a_re_parse(store: Store, corrected: Callable[[float | None], int]):
    corrected(7)
    again = store.save_report(report(TEXT + "。"), capture_id=1)
    assert (again.changes, cell(store)) == (("text", "text_sha256", "sections.0"), [(7, "numeric", "5", "override")])
    assert store.save_report(report(TEXT + "。"), capture_id=1).changes == ()


def test_a_correction_can_add_a_cell_that_was_not_read(store: Store, corrected: Callable[[float | None], int]):
    store.set_override(Override(AGENCY, 2022, "disputes", "review", "total", 3, "表格为图片", "reviewer"))
    assert rows(store, "SELECT review_total FROM disputes") == [(3,)]


def test_a_correction_is_reopened_when_the_source_changes(store: Store, corrected: Callable[[float | None], int]):
    corrected(7)
    changed = report(TEXT + "更正 9 处。", facts=(fact(8),))
    store.save_report(changed, capture_id=store.save_capture(URL, b"page 2"))
    assert cell(store) == [(8, "numeric", "8", "grid")]
    assert rows(store, "SELECT subject, status, expected FROM checks WHERE rule = 'X.override_reopened'") == [
        ("applications.granted.total", "fail", "7")
    ]
    corrected(9)
    assert cell(store) == [(9, "numeric", "8", "override")]
    assert rows(store, "SELECT * FROM checks WHERE rule = 'X.override_reopened'") == []


def test_a_correction_of_a_report_that_is_not_there_is_refused(store: Store):
    with pytest.raises(HarvestError, match="There is no report of 某局 for 2022"):
        store.set_override(Override("某局", 2022, "a", "b", "c", 1, "x", "y"))


# Coverage


def test_every_expected_report_is_found_or_has_a_reason(store: Store):
    store.upsert_site(Site("s", "某县", "a.gov.cn", "http://www.a.gov.cn/", "440781", "county"))
    store.expect(["s"], (2020, 2023), run_id=1)
    store.save_report(report(agency_type="government", site_id="s", year=2020, published="2021-03-30"), site_id="s")
    store.save_report(report(year=2021, url="http://www.a.gov.cn/2"), site_id="s")
    store.set_gaps("s", [Gap(2022, "blocked", "521 challenge"), Gap(2021, "gone")], (2020, 2023), run_id=1)
    found = [(r["year"], r["status"], r["reports"], r["own_reports"], r["reason"]) for r in store.coverage(["s"])]
    assert found == [
        (2020, "found", 1, 1, None),
        (2021, "found", 1, 0, None),
        (2022, "gap", 0, 0, "blocked"),
        (2023, "gap", 0, 0, "not_crawled"),
    ]
    assert store.coverage(["s"], (2022, 2022))[0]["detail"] == "521 challenge"


def test_a_crawl_of_some_years_leaves_the_reasons_of_others(store: Store):
    store.expect(["s"], (2019, 2020))
    store.set_gaps("s", [Gap(2019, "blocked"), Gap(2020, "blocked")], (2019, 2020))
    store.expect(["s"], (2020, 2021))
    store.set_gaps("s", [Gap(2021, "not_due")], (2020, 2021))
    assert [(r["year"], r["reason"]) for r in store.coverage()] == [
        (2019, "blocked"), (2020, "not_crawled"), (2021, "not_due")
    ]  # fmt: skip


def test_a_copy_on_another_site_counts_for_that_site(store: Store):
    store.expect(["s", "t"], (2022, 2022))
    store.save_report(report(), site_id="s")
    store.save_report(report(url="http://www.b.gov.cn/1"), site_id="t")
    assert [(r["site_id"], r["status"]) for r in store.coverage()] == [("s", "found"), ("t", "found")]


def test_a_site_that_no_crawl_was_asked_for_is_listed_when_named(store: Store):
    assert store.coverage() == []
    assert [(r["site_id"], r["year"], r["reason"]) for r in store.coverage(["x"], (2021, 2022))] == [
        ("x", 2021, "not_crawled"), ("x", 2022, "not_crawled")
    ]  # fmt: skip


def test_steps_of_one_transaction_are_kept_or_dropped_together(store: Store):
    def both(document: Report) -> None:
        with store.writing():
            store.save_report(document)
            with pytest.raises(HarvestError), store.writing():
                store.save_capture("http://inner.gov.cn/", b"x")
                store.save_report(replace(document, agency=None))

    both(report())
    assert (store.counts()["reports"], store.counts()["captures"]) == (1, 0)
