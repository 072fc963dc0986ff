"""`check` sets the stored reports beside each other: years, agencies, units of a government, versions of a page."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from harvester.jobs.across import compare_reports
from harvester.registry import load_registry
from harvester.report.model import Fact, Report, Section
from harvester.store import Store

THEMES = [
    f"{area}{thing}" for area in ("教育", "卫生", "交通", "水利", "住房") for thing in ("规划", "项目", "资金", "服务")
]
CODE = "440781"
ROWS = ("new_requests", "carried_over", "total_handled", "carried_forward")


@pytest.fixture
def store() -> Iterator[Store]:
    """A database in memory with the divisions of the registry."""
    with Store.open(":memory:") as opened:
        opened.load_registry(load_registry())
        yield opened


def text_of(verb: str, year: int) -> str:
    """Twenty sentences with the year's numbers."""
    ending = "项，并答复群众的咨询和建议。"
    return "".join(f"{year}年围绕{theme}{verb}公开事项{year % 7 + i}{ending}" for i, theme in enumerate(THEMES))


def own_words(agency: str, year: int) -> str:
    """A verb that no other report has; the agency's name itself would be masked."""
    return f"{agency[::-1]}{'甲乙丙丁'[year % 4]}"


def save(store: Store, agency: str, year: int, *, verb: str = "", requests: Iterable[int] = (), **more: Any) -> None:
    """Store a report with its prose, and the totals of its requests."""
    text = text_of(verb or own_words(agency, year), year)
    facts = tuple(
        Fact("applications", row, "total", value, "numeric" if value else "zero", str(value), "grid")
        for row, value in zip(ROWS, requests, strict=False)
    )
    values: dict[str, Any] = {
        "agency": agency, "agency_type": "department", "division_code": CODE, "year": year, "format": "2021",
        "url": f"http://www.x.gov.cn/{agency}/{year}.html", "text": text, "text_sha256": str(hash(text)),
        "sections": (Section(0, 1, "一、总体情况", "overview", text),), "facts": facts,
    }  # fmt: skip
    store.save_report(Report(is_report=True, reason="", **(values | more)))


def failed(store: Store) -> set[tuple[str, int, str]]:
    """Agency, year and rule of every failed check between reports."""
    rows = {row["report_id"]: (row["agency"], row["year"]) for row in store.connection.rows("SELECT * FROM reports")}
    found = compare_reports(store).checks.items()
    return {(*rows[report_id], check.rule) for report_id, checks in found for check in checks if check.status == "fail"}


def test_successive_years_of_one_agency_are_compared_and_no_others(store: Store) -> None:
    save(store, "台山市教育局", 2021, requests=(20, 0, 18, 2))
    save(store, "台山市教育局", 2022, requests=(400, 5, 400, 5))
    save(store, "台山市水利局", 2023, requests=(9, 9, 9, 9))
    assert compare_reports(store).pairs == 1
    assert failed(store) == {("台山市教育局", 2022, rule) for rule in ("X.carry", "Q29")}


def test_text_copied_from_last_year_and_from_a_peer_is_told(store: Store) -> None:
    save(store, "台山市教育局", 2021, verb="细化")
    save(store, "台山市教育局", 2022, verb="细化")
    save(store, "台山市民政局", 2022, verb="细化")
    save(store, "台山市水利局", 2022, verb="梳理")
    copies = {("台山市教育局", 2022, "Q09"), ("台山市教育局", 2022, "Q10"), ("台山市民政局", 2022, "Q10")}
    assert failed(store) == copies


@pytest.mark.parametrize(("sum_", "fails"), [(15, set()), (16, {("台山市人民政府", 2022, "X.hierarchy")})])
def test_a_government_is_held_against_its_units_when_all_are_there(store: Store, sum_: int, fails: set[Any]) -> None:
    for number, unit in enumerate(("教育局", "民政局", "水利局", "财政局", "卫生健康局"), start=1):
        save(store, f"台山市{unit}", 2022, requests=(number,))
    save(store, "台山市人民政府", 2022, requests=(sum_,), agency_type="government")
    assert failed(store) == fails
    save(store, "台山市交通运输局", 2021, requests=(3,))
    assert not failed(store), "a unit that is known from another year has no report in this one"


def test_a_page_whose_text_changed_is_told(store: Store) -> None:
    save(store, "台山市教育局", 2022, verb="细化")
    save(store, "台山市教育局", 2022, verb="梳理")
    assert failed(store) == {("台山市教育局", 2022, "Q35")}


def test_an_empty_database_gives_nothing(store: Store) -> None:
    assert not compare_reports(store).checks
