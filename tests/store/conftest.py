"""An open store in memory or on disk, and reports written by hand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from harvester.report.model import Check, Contact, Fact, Figure, Report, Section
from harvester.store import Store

AGENCY = "青川市水务局"
TEXT = "2022年，本机关收到申请 301 件，办结 64 件，主动公开 1053 条，接待 1510 人次，复议 7 件，诉讼 3 件。"


def fact(value: float | None, row: str = "granted", column: str = "total", **more: Any) -> Fact:
    """A cell of the table of requests."""
    state = "blank" if value is None else ("numeric" if value else "zero")
    values = {"table_key": "applications", "state": state, "raw": "" if value is None else str(value), "method": "grid"}
    return Fact(row_key=row, column_key=column, value=value, **(values | more))  # type: ignore[arg-type]


def report(text: str = TEXT, url: str | None = "http://www.qc.gov.cn/nb/1.html", **more: Any) -> Report:
    """A small report that is complete in every list."""
    values: dict[str, Any] = {
        "agency": AGENCY, "agency_type": "department", "division_code": "440781", "site_id": "4407810001",
        "year": 2022, "title": f"{AGENCY}2022年政府信息公开工作年度报告", "title_source": "page",
        "published": "2023-01-18", "period_start": "2022-01-01", "period_end": "2022-12-31", "format": "2021",
        "damage": ({"step": "drop_pinyin", "places": 2, "detail": "堅(jiān)持"},), "quality": 0.9,
        "contact": Contact("0750-1234567", "a@b.cn", "环市路1号", "529200"),
        "sections": (Section(0, 1, "一、总体情况", "overview", text),),
        "facts": (fact(5), fact(0, "denied_state_secret")),
        "figures": (Figure(0, "applications_received", 301, "件", "收到申请 301 件"),),
        "checks": (Check("F2021.S3.flow", "total", "error", "pass"),),
    }  # fmt: skip
    return Report(is_report=True, reason="", text=text, url=url, **(values | more))


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty database in memory."""
    with Store.open(":memory:") as opened:
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a database may be made."""
    return tmp_path / "harvest.db"
