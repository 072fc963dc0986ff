"""Promises that the gold corpus is read at least as well as the recorded floor, which only rises."""

import json
from pathlib import Path
from statistics import mean

import pytest

from harvester.page.read import read_page
from tests.corpus.measure import Case, Measures, Taken, f1, load_cases, measure, squeeze

FLOOR = json.loads((Path(__file__).parent / "baseline.json").read_text(encoding="utf-8"))
ALL = load_cases()


def read(case: Case) -> Measures:
    page = read_page(case.body, url=case.url, content_type=case.content_type)
    published = page.metadata.best("published")
    return measure(Taken(page.text, page.metadata.best("title"), published), case.expected)


@pytest.fixture(scope="module")
def results() -> dict[str, Measures]:
    return {case.name: read(case) for case in ALL}


def test_the_corpus_is_large_enough_and_varied() -> None:
    assert len(ALL) >= 180
    assert len({case.name.split("-")[3] for case in ALL if not case.name.startswith("shape-")}) >= 14
    assert sum(case.name.startswith("shape-") for case in ALL) >= 100


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_the_truth_of_a_case_does_not_contradict_itself(case: Case) -> None:
    true = squeeze(case.expected["text"])
    assert not [item for item in case.expected["must_not"] if squeeze(item) in true]


def test_text_is_taken_whole_and_alone(results: dict[str, Measures]) -> None:
    worst = min(results, key=lambda name: results[name].f1)
    assert results[worst].f1 >= FLOOR["worst_f1"], f"{worst}: {results[worst].f1:.4f}"
    assert mean(item.f1 for item in results.values()) >= FLOOR["mean_f1"]


def test_no_furniture_leaks(results: dict[str, Measures]) -> None:
    assert {name: item.leaked for name, item in results.items() if item.leaked} == {}


def test_every_table_row_is_kept(results: dict[str, Measures]) -> None:
    assert {name: f"{item.rows_kept}/{item.rows}" for name, item in results.items() if item.rows_kept < item.rows} == {}


def test_titles_and_dates_are_right(results: dict[str, Measures]) -> None:
    assert mean(item.title for item in results.values()) >= FLOOR["titles"], [
        n for n, r in results.items() if not r.title
    ]
    assert mean(item.published for item in results.values()) >= FLOOR["dates"], [
        n for n, r in results.items() if not r.published
    ]


@pytest.mark.parametrize("case", [case for case in ALL if case.expected["attachments"]], ids=lambda case: case.name)
def test_attachments_are_offered_beside_the_text(case: Case) -> None:
    page = read_page(case.body, url=case.url, content_type=case.content_type)
    assert {link.url.rsplit("/", 1)[-1] for link in page.attachments} == set(case.expected["attachments"])


def test_the_measure_itself_sees_loss_and_noise() -> None:
    assert f1("全年公开信息三百条", "全年公开信息三百条") == 1.0
    assert f1("全年公开信息", "全年公开信息三百条") < 0.9
    assert f1("首页新闻全年公开信息三百条", "全年公开信息三百条") < 0.9
