"""A small database with everything that makes an export difficult, and its export in all formats."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from harvester.jobs.exporting import Exported, Order, Wanted, export
from harvester.report.model import Check, Fact, Figure, Report, Section
from harvester.store import Store
from tests.store.conftest import report

FORMATS = ("csv", "jsonl", "parquet", "xlsx", "dta")
SEEN = "2026-01-02T03:04:05.000+00:00"

HOSTILE = (
    '=HYPERLINK("http://evil.example","点击")',
    "+86 10 1234",
    "-1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "'=already quoted",
    "''",
    "＝ＳＵＭ（Ａ１）",
    "<script>alert(1)</script>&amp;",
    "报告\u202etxt.exe\u2066",
    "tab\there, comma; semicolon \"quote\" 'apostrophe'",
    "bell\x07 and escape\x1b[31m and vertical\x0b tab",
    "line\nline\r\nline\rline\x85line\u2028line",
    "_x0041_ and _x005F_",
    "NA", "null", "NaN", "TRUE", "1e5", "007",
    "不\ufffe字\uffff符",
    "𠮷野家" * 40,
    " spaces around ",
)  # fmt: skip
LONG = "长" * 350_000 + "=x" + "𠮷" * 20_000
"""More than a megabyte of UTF-8, with characters that take two units of UTF-16."""


def hostile_report(number: int, title: str) -> Report:
    """A report whose texts are dangerous in every table."""
    return report(
        text=f"{title} 全文 {number}", url=f"http://www.qc.gov.cn/{number}.html?a=1&b='{number}", title=title,
        agency=f"青川市第{number:02}局", agency_type="other" if number % 2 else None, division_code="440781", year=2020,
        quality=1 / (number + 3), format="2019",
        sections=(Section(0, 1, title, "other", f"{title}\n下一行"), Section(1, 2, "空", "other", "")),
        facts=(
            Fact("applications", "granted", "total", None, "text", title, "grid"),
            Fact("applications", "denied_state_secret", "total", None, "blank", "", "lines"),
            Fact("art20_8", "administrative_fees", "fee_amount_wan", 12.25 + number, "numeric", "12.25", "pdf"),
            Fact("statistics", "staff", "value", 0, "zero", "0", "docx"),
        ),
        figures=(Figure(0, "page_views", 320_500_000_000 + number, "次", title), Figure(1, "x", 0.1 + 0.2, "%", "")),
        checks=(Check("X.test", f"a.{number}", "error", "fail", "source", "5", title, title),),
    )  # fmt: skip


def fill(store: Store) -> None:
    """Put the reports in, in no order; one of them in two versions."""
    for number in reversed(range(len(HOSTILE))):
        store.save_report(hostile_report(number, HOSTILE[number]), seen_at=SEEN)
    plain = report()
    store.save_report(plain, seen_at=SEEN)
    store.save_report(replace(plain, text=f"{plain.text} 现予更正，另有新内容。"), seen_at=SEEN)
    store.save_report(
        report(LONG, url="http://www.qc.gov.cn/long.html", agency="长文局", division_code=None), seen_at=SEEN
    )


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exported") / "harvest.db"
    with Store.open(path) as store:
        fill(store)
    return path


@pytest.fixture(scope="session")
def exported(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """The database in all formats."""
    folder = tmp_path_factory.mktemp("release") / "all"
    return export(database, Order(folder, FORMATS), Wanted())


@pytest.fixture(scope="session")
def stored(database: Path) -> Iterator[dict[str, list[dict[str, Any]]]]:
    """Every table as the database has it, in the order that the contract asks for, read by plain SQL."""
    orders = {
        "reports": "", "sections": ", t.position", "facts": ", t.table_key, t.row_key, t.column_key",
        "figures": ", t.position", "checks": ", t.rule, t.subject", "sightings": ", t.url",
        "applications": "", "proactive": "", "disputes": "", "panel": "",
    }  # fmt: skip
    with Store.open(database, readonly=True) as store:
        yield {
            name: store.connection.rows(
                f"SELECT t.* FROM {name} t JOIN reports r ON r.report_id = t.report_id "
                f"ORDER BY r.division_code, r.agency, r.year, r.version{more}"
            )
            for name, more in orders.items()
        }
