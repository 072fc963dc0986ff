"""Promises that known pages are asked again by the season: the lists in turn, two at a time when nothing is due."""

from datetime import UTC, date, datetime, timedelta

import pytest

from harvester.crawl.model import Ask, Lead
from harvester.crawl.pace import BEIJING, parse_quiet_hours
from harvester.crawl.revisit import DENSE, SPARSE, Known, intervals, pages_to_ask
from harvester.crawl.search import FURTHER
from harvester.errors import HarvestError

NOW = datetime(2026, 7, 1, tzinfo=UTC)


def page(name: str, reports: int, days: float | None, *, further: bool = False) -> Known:
    lead = Lead(Ask(f"http://a.gov.cn/{name}/"), "1", "column", 0.9, (FURTHER,) if further else ())
    return Known(lead, reports, None if days is None else NOW - timedelta(days=days))


def names(pages: list[Known]) -> list[str]:
    return [known.lead.ask.url.split("/")[-2] for known in pages]


def test_the_longest_list_and_the_one_not_asked_for_longest_are_always_asked():
    known = [page("zf", 12, 1), page("jyj", 3, 2), page("czj", 4, 5), page("bm", 0, 1)]
    assert names(pages_to_ask(known, NOW, SPARSE)) == ["zf", "czj"]


def test_lists_come_in_turn():
    known = [page("zf", 12, 1), page("jyj", 3, 3), page("czj", 4, 2)]
    assert names(pages_to_ask(known, NOW, SPARSE)) == ["zf", "jyj"]
    again = [page("zf", 12, 0), page("jyj", 3, 0), page("czj", 4, 2)]
    assert names(pages_to_ask(again, NOW, SPARSE)) == ["zf", "czj"]


def test_further_pages_of_a_list_come_after_first_ones():
    known = [page("zf", 10, 1), page("zf2", 10, 9, further=True), page("jyj", 3, 2)]
    assert names(pages_to_ask(known, NOW, SPARSE))[0] == "zf"


@pytest.mark.parametrize(("days", "asked"), [(8, ["zf", "czj", "jyj"]), (6, ["zf", "czj"])])
def test_in_the_season_every_list_is_asked_within_a_week(days: int, asked: list[str]):
    known = [page("zf", 12, days), page("czj", 4, days + 0.5), page("jyj", 3, days)]
    assert names(pages_to_ask(known, NOW, DENSE)) == asked


def test_pages_on_the_way_are_asked_when_new_units_may_have_come():
    known = [page("zf", 12, 1), page("bm", 0, 31)]
    assert names(pages_to_ask(known, NOW, DENSE)) == ["zf", "bm"]
    assert names(pages_to_ask(known, NOW, SPARSE)) == ["zf"]


def test_a_page_that_was_never_asked_is_due():
    assert names(pages_to_ask([page("zf", 12, 1), page("bm", 0, None)], NOW, SPARSE)) == ["zf", "bm"]


@pytest.mark.parametrize(
    ("day", "everything", "days"),
    [(date(2026, 1, 1), False, DENSE.list), (date(2026, 4, 30), False, DENSE.list),
     (date(2026, 5, 1), False, SPARSE.list), (date(2026, 12, 31), False, SPARSE.list), (date(2026, 6, 1), True, 0)],
)  # fmt: skip
def test_the_season_lasts_from_january_to_april_and_a_sweep_on_demand_has_none(day: date, everything: bool, days: int):
    assert intervals(day, everything=everything).list == days


@pytest.mark.parametrize("text", ["", "8-17", "25:00-26:00", "08:30", "08:30-08:30", "morning"])
def test_hours_that_mean_nothing_are_refused(text: str):
    with pytest.raises(HarvestError):
        parse_quiet_hours(text)


@pytest.mark.parametrize(
    ("hour", "minute", "wait"), [(8, 29, 0.0), (8, 30, 9 * 3600.0), (17, 29, 60.0), (17, 30, 0.0), (0, 0, 0.0)]
)
def test_quiet_hours_are_those_of_beijing(hour: int, minute: int, wait: float):
    moment = datetime(2026, 3, 2, hour, minute, tzinfo=BEIJING)
    assert parse_quiet_hours("8:30-17:30").wait(moment.astimezone(UTC)) == wait


@pytest.mark.parametrize(("hour", "wait"), [(23, 7 * 3600.0), (0, 6 * 3600.0), (5, 3600.0), (6, 0.0), (21, 0.0)])
def test_quiet_hours_may_lie_over_midnight(hour: int, wait: float):
    assert parse_quiet_hours("22:00-6:00").wait(datetime(2026, 3, 2, hour, tzinfo=BEIJING)) == wait
