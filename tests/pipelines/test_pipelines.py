"""Promises that a document is archived before it is read, and that none disappears without a row or a count."""

import asyncio
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.exceptions import DropItem

from harvester.crawl.model import Answer, Ask, Document, Lead
from harvester.readers import Readers
from harvester.registry import Site
from harvester.store import Override
from harvester.store.store import Store
from pipelines.archive import Archive
from pipelines.check import Check
from pipelines.deduplicate import Deduplicate
from pipelines.extract import Extract
from pipelines.store import StoreReports
from tests.corpus.build import bodies, content, layouts
from tests.spiders.web import report_page

SITE = Site("4407810001", "台山市人民政府", "a.gov.cn", "http://www.a.gov.cn/", "440781", "county")


class Harvest:
    """What the pipelines see of the spider."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.run_id = store.start_run("crawl")
        self.readers = Readers(0)
        self.counts: Counter[str] = Counter()
        self.failures: list[tuple[str, str, str]] = []

    def count(self, what: str) -> None:
        self.counts[what] += 1

    def note_failure(self, item: Document, stage: str, error: str, message: str) -> None:
        self.failures.append((stage, error, message))


@pytest.fixture
def harvest(tmp_path: Path) -> Harvest:
    store = Store.open(tmp_path / "harvest.db")
    store.upsert_site(SITE)
    return Harvest(store)


def document(body: str | bytes, url: str = "http://www.a.gov.cn/nb/2022.html", kind: str = "text/html") -> Document:
    data = body.encode() if isinstance(body, str) else body
    answer = Answer(url, 200, {"content-type": kind, "etag": '"1"'}, data)
    return Document(Lead(Ask(url), SITE.site_id, "report", 0.98, title="某报告"), SITE, answer)


def run(harvest: Harvest, item: Document, steps: list[Any] | None = None) -> Document:
    crawler: Any = SimpleNamespace(spider=harvest)
    for step in steps or [kind(crawler) for kind in (Archive, Extract, Check, Deduplicate, StoreReports)]:
        outcome = step.process_item(item)
        item = asyncio.run(outcome) if asyncio.iscoroutine(outcome) else outcome
    return item


def test_a_report_goes_through_all_steps(harvest: Harvest):
    item = run(harvest, document(report_page("台山市人民政府", 2022)))
    assert item.outcome == "new"
    assert harvest.counts["reports new"] == 1
    assert harvest.store.capture_body(item.capture_id or 0) == item.answer.body
    (row,) = harvest.store.current_reports()
    assert (row["agency"], row["year"], row["capture_id"]) == ("台山市人民政府", 2022, item.capture_id)


def test_the_same_report_again_is_unchanged_and_at_another_address_a_sighting(harvest: Harvest):
    page = report_page("台山市人民政府", 2022)
    crawler: Any = SimpleNamespace(spider=harvest)
    steps = [kind(crawler) for kind in (Archive, Extract, Check, Deduplicate, StoreReports)]
    outcomes = [
        run(harvest, document(page, url), steps).outcome
        for url in (
            "http://www.a.gov.cn/nb/2022.html",
            "http://www.a.gov.cn/nb/2022.html",
            "http://www.a.gov.cn/zt/9.html",
        )
    ]
    assert outcomes == ["new", "unchanged", "sighting"]
    assert harvest.counts["copies"] == 1


def test_a_corrected_report_that_is_met_again_keeps_its_correction_and_is_judged_by_it(harvest: Harvest):
    page = layouts.trs(content.report(0, 2022), bodies.paragraphs).html.replace("{charset}", "utf-8")
    run(harvest, document(page))
    (row,) = harvest.store.current_reports()
    cell = ("applications", "new_requests", "total")
    harvest.store.set_override(Override(row["agency"], 2022, *cell, value=98765, reason="misprint", author="clerk"))
    run(harvest, document(page, "http://www.a.gov.cn/zt/9.html"))
    run(harvest, document(page))
    report = harvest.store.report(row["report_id"])
    (fact,) = [fact for fact in report.facts if (fact.table_key, fact.row_key, fact.column_key) == cell]
    assert (fact.value, fact.method) == (98765, "override")
    (flow,) = [c for c in report.checks if (c.rule, c.subject) == ("F2021.S3.flow", "applications.*.total")]
    assert "98765" in flow.message


def test_another_page_is_archived_counted_and_no_failure(harvest: Harvest):
    item = document("<html><body><h1>某县召开会议</h1><p>今天上午，某县召开会议，部署工作。</p></body></html>")
    with pytest.raises(DropItem):
        run(harvest, item)
    assert item.outcome == "other page" and item.capture_id
    assert harvest.counts["pages that are no report"] == 1 and not harvest.failures


@pytest.mark.parametrize(
    "body", [b"%PDF-1.4 \x00\x01 broken", b"", b"\x00" * 200, b"\x89PNG\r\n\x1a\n" + bytes(range(256))]
)
def test_what_cannot_be_read_is_archived_and_told(harvest: Harvest, body: bytes):
    item = document(body, kind="application/pdf")
    with pytest.raises(DropItem):
        run(harvest, item)
    assert item.outcome == "unreadable" and item.capture_id
    ((stage, error, message),) = harvest.failures
    assert (stage, error) == ("parse", "UnreadablePage")
    assert message.startswith("unreadable: ")


def test_a_mistake_of_the_parser_costs_one_document_and_is_told(harvest: Harvest, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("a mistake")

    monkeypatch.setattr("harvester.process.read_document", broken)
    with pytest.raises(ZeroDivisionError):
        run(harvest, document("<html></html>"))
    assert harvest.failures == [("parse", "ZeroDivisionError", "a mistake")]


def test_a_report_of_nobody_is_not_stored(harvest: Harvest):
    item = run(harvest, document(report_page("台山市人民政府", 2022)), [Archive(SimpleNamespace(spider=harvest))])
    crawler: Any = SimpleNamespace(spider=harvest)
    item = asyncio.run(Extract(crawler).process_item(item))
    assert item.report is not None
    object.__setattr__(item.report, "agency", None)
    with pytest.raises(DropItem, match="agency"):
        Check(crawler).process_item(item)
    assert harvest.failures[0][1] == "NoIdentity"
