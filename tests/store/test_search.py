"""Promises that any substring of a report finds it, and nothing else does, whatever happened to the report since."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvester.store import Store
from harvester.store.bigrams import index_text, match_query
from harvester.store.search import rebuild_index
from tests.store.conftest import AGENCY, report

TEXTS = {
    "http://a.gov.cn/1": "二〇二二年，政府信息公开工作年度报告。预算 1053 条，ICP 备案；Wi-Fi覆盖。",
    "http://a.gov.cn/2": "公共服务，开门办公。信用 public records in GB18030 编码，预备计算。",
    "http://a.gov.cn/3": "𠮷林市人民政府办公室\n府院联动；信息，公开。",
}


@pytest.fixture
def texts(store: Store) -> Store:
    """Three reports of three agencies."""
    for number, (url, text) in enumerate(TEXTS.items()):
        store.save_report(report(text, url, agency=f"{'甲乙丙'[number]}县档案局", title="年报", facts=()))
    return store


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("公开", {1, 3}),
        ("预算", {1}),
        ("信息公开", {1}),
        ("息公", {1}),
        ("政府信息公开工作年度报告", {1}),
        ("府", {1, 3}),
        ("告", {1}),
        ("〇", {1}),
        ("𠮷林", {3}),
        ("𠮷", {3}),
        ("1053", {1}),
        ("105", set()),
        ("1053条", {1}),  # a space between digits and Han says nothing
        ("ICP", {1}),
        ("icp备", {1}),
        ("icp", {1}),
        ("GB18030", {2}),
        ("Wi-Fi覆", {1}),
        ("public 编码", {2}),
        ('"public records"', {2}),
        ('"records public"', set()),
        ("公开 预算", {1}),
        ("档案局", {1, 2, 3}),
        ("甲县", {1}),
        ("没有", set()),
        ("", set()),
        ("  ", set()),
        ("，。", set()),
    ],
)
def test_a_query_finds_exactly_the_reports_that_contain_it(texts: Store, query: str, found: set[int]):
    assert {hit.report_id for hit in texts.search(query)} == found


@pytest.mark.parametrize(
    "query", ['"', '""', "*", "a*", "NOT", "AND 公开", "(", "text:公开", "'; --", "\0", "公\x1f开", "a" * 9000]
)
def test_no_query_is_an_error(texts: Store, query: str):
    texts.search(query)


def test_plain_sql_can_search_with_the_function_of_the_connection(texts: Store):
    sql = "SELECT rowid FROM reports_fts WHERE reports_fts MATCH match_query('信息公开')"
    assert texts.connection.rows(sql) == [{"rowid": 1}]


def test_a_hit_shows_the_text_around_the_match(texts: Store):
    hit = texts.search("预算")[0]
    assert (hit.agency, hit.year, hit.url) == ("甲县档案局", 2022, "http://a.gov.cn/1")
    assert "预算 1053 条" in hit.snippet


def test_the_limit_is_kept_and_titles_weigh_more_than_texts(store: Store):
    for number in range(5):
        title = "政务公开专项" if number == 3 else "年报"
        store.save_report(report("政务公开专项" * 3, f"http://a.gov.cn/{number}", agency=f"第{number}局", title=title))
    first, second = store.search("政务公开专项", limit=2)
    assert first.report_id == 4
    assert second.report_id != 4


def test_an_older_version_is_found_only_when_asked_for(store: Store):
    store.save_report(report("旧版 1 2 3", "http://a.gov.cn/1"))
    store.save_report(report("新版 4 5 6", "http://a.gov.cn/1"))
    assert store.search("旧版") == []
    assert [hit.version for hit in store.search("旧版", current_only=False)] == [1]


def test_a_text_that_was_replaced_is_found_under_its_new_words_only(store: Store):
    capture = store.save_capture("http://a.gov.cn/1", b"page")
    store.save_report(report("误读之词", "http://a.gov.cn/1"), capture_id=capture)
    store.save_report(report("正确用语", "http://a.gov.cn/1"), capture_id=capture)
    assert store.search("误读") == []
    assert len(store.search("正确")) == 1


def test_the_index_can_be_built_anew(texts: Store):
    texts.connection.execute("INSERT INTO reports_fts (reports_fts) VALUES ('delete-all')")
    assert texts.search("公开") == []
    assert rebuild_index(texts.connection) == 3
    assert {hit.report_id for hit in texts.search("公开")} == {1, 3}


def test_a_failed_write_leaves_the_index_as_it_was(texts: Store):
    with pytest.raises(RuntimeError), texts.writing():
        texts.save_report(report("从未保存", "http://a.gov.cn/9", agency=AGENCY))
        raise RuntimeError
    assert texts.search("从未保存") == []


HAN = st.text(alphabet="政府信息公开年度报告一二", min_size=1, max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.lists(HAN, min_size=1, max_size=4), st.data())
def test_a_run_of_han_is_found_if_and_only_if_it_is_a_substring(texts: list[str], data: st.DataObject):
    source = data.draw(st.sampled_from(texts))
    start = data.draw(st.integers(0, len(source) - 1))
    queries = [source[start : start + data.draw(st.integers(1, 8))], data.draw(HAN)[:3]]
    with Store.open(":memory:") as store:
        for number, text in enumerate(texts):
            store.save_report(report(text, f"http://a.gov.cn/{number}", agency=f"z{number}", title="x"))
        for query in queries:
            expected = {number for number, text in enumerate(texts, 1) if query in text}
            assert {hit.report_id for hit in store.search(query)} == expected


@given(st.text())
def test_any_text_can_be_indexed_and_asked_for(text: str):
    assert isinstance(index_text(text), str)
    assert match_query(text)


def test_older_versions_are_passed_over_however_well_they_fit(store: Store):
    for number in range(6):
        store.save_report(
            report(f"更正第{number}稿，行政复议{'行政复议' * (9 - number)}", "http://a.gov.cn/v", facts=()),
            seen_at=f"2024-01-0{number + 1}T00:00:00+00:00",
        )
    assert store.connection.value("SELECT count(*) FROM reports") == 6
    assert [hit.version for hit in store.search("行政复议", limit=1)] == [6]
    assert len(store.search("行政复议", limit=3, current_only=False)) == 3


def test_of_very_many_matches_the_latest_are_ranked(texts: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("harvester.store.search.MOST_RANKED", 1)
    assert [hit.report_id for hit in texts.search("公开")] == [3]
    assert [hit.report_id for hit in texts.search("预算")] == [1]
