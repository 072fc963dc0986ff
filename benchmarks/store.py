"""Measures the store: rows a second against raw executemany, deduplication at growing size, search, ledger, views.

Run it by hand: `python benchmarks/store.py [--reports 2000] [--addresses 10000,50000,200000]`. Nothing is downloaded;
the databases are made in a temporary folder. Times are CPU times.
"""

import argparse
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from harvester.report.formats import load_formats
from harvester.report.model import Check, Fact, Figure, Report, Section
from harvester.store import Ledger, Request, Store
from harvester.store.bigrams import index_text
from harvester.store.rows import CONTENT, child_rows, content_row

WORDS = (
    "政府信息公开工作年度报告主动依申请办理结果行政复议诉讼存在问题改进情况平台建设监督保障制度目录栏目发布解读回应关切"
)


def make_report(number: int, chance: random.Random) -> Report:
    """A report of the usual size: 6,000 characters, 220 cells, 20 figures, 60 checks."""
    text = "".join(chance.choices(WORDS, k=5700)) + " ".join(str(chance.randrange(10_000)) for _ in range(60))
    tables = load_formats().by_id["2021"].tables.values()
    facts = tuple(
        Fact(cell.table, cell.row, cell.column, value := chance.randrange(1, 500), "numeric", str(value), "grid")
        for table in tables
        for cell in table.cells()
    )
    return Report(
        is_report=True, reason="", agency=f"第{number // 10}县人民政府", year=2014 + number % 10, title="年度报告",
        agency_type="government", division_code=f"{440000 + number // 10}", format="2021", quality=1.0,
        url=f"http://www.c{number // 10}.gov.cn/nb/{number}.html", text=text, facts=facts,
        sections=tuple(Section(at, 1, f"第{at}部分", "other", text[at * 950 : at * 950 + 950]) for at in range(6)),
        figures=tuple(Figure(at, "applications_received", at + 1, "件", text[:40]) for at in range(20)),
        checks=tuple(Check(f"F{at}", "total", "error", "pass", message="holds") for at in range(60)),
    )  # fmt: skip


def rows_of(report: Report) -> int:
    """Rows that a report fills."""
    return 2 + sum(len(rows) for rows in child_rows(report, 1).values())


def timed(step: Callable[[], object]) -> float:
    """CPU seconds that a step takes: what other programs do meanwhile does not count."""
    start = time.process_time()
    step()
    return time.process_time() - start


def store_reports(path: Path, reports: list[Report]) -> tuple[float, float]:
    """Seconds for storing all reports as new, and for storing them again unchanged."""
    with Store.open(path) as store:

        def save() -> None:
            for report in reports:
                store.save_report(report, seen_at="2026-01-01T00:00:00+00:00")

        return timed(save), timed(save)


def raw_reports(path: Path, reports: list[Report], *, with_search: bool) -> float:
    """Seconds for the same rows in the same tables with plain sqlite3, one transaction a report, rows ready made."""
    Store.open(path).close()
    connection = sqlite3.connect(path)
    for pragma in ("synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")
    prepared = [
        (content_row(report, None, None, report.url), child_rows(report, number))
        for number, report in enumerate(reports, 1)
    ]
    words = {
        number: [index_text(row[name]) for name in ("title", "agency", "text")]
        for number, (row, _) in enumerate(prepared, 1)
    }
    names = (*CONTENT, "version", "is_current", "first_seen", "last_seen")
    insert = f"INSERT INTO reports ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"

    def write() -> None:
        for number, (row, children) in enumerate(prepared, 1):
            connection.execute(insert, [*row.values(), 1, 1, "2026", "2026"])
            connection.execute(
                "INSERT INTO sightings (url, report_id, kind, first_seen, last_seen) VALUES (?, ?, 'original', '', '')",
                (row["url"], number),
            )
            if with_search:
                connection.execute(
                    "INSERT INTO reports_fts (rowid, title, agency, text) VALUES (?, ?, ?, ?)", (number, *words[number])
                )
            for table, rows in children.items():
                if rows:
                    connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
            connection.commit()

    seconds = timed(write)
    connection.close()
    return seconds


def print_writing(folder: Path, count: int) -> None:
    """Rows a second, and what the database weighs."""
    chance = random.Random(1)
    reports = [make_report(number, chance) for number in range(count)]
    rows = sum(rows_of(report) for report in reports)
    new, again = store_reports(folder / "ours.db", reports)
    raw = raw_reports(folder / "raw.db", reports, with_search=True)
    bare = raw_reports(folder / "bare.db", reports, with_search=False)
    size = (folder / "ours.db").stat().st_size
    print(f"store {count} new reports     {rows / new:10,.0f} rows/s {new / count * 1e3:8.2f} ms/report")
    print(f"raw executemany             {rows / raw:10,.0f} rows/s {raw / count * 1e3:8.2f} ms/report")
    print(f"raw without search index    {rows / bare:10,.0f} rows/s {bare / count * 1e3:8.2f} ms/report")
    print(f"ours of raw                 {raw / new:10.0%}")
    print(f"store them again, unchanged {count / again:10,.0f} reports/s {again / count * 1e3:4.2f} ms/report")
    print(f"database                    {size / count / 1024:10.0f} KB/report")


def print_reading(folder: Path) -> None:
    """Times of views and searches on the database that was written."""
    with Store.open(folder / "ours.db", readonly=True) as store:
        for name, sql in (
            ("applications, all columns", "SELECT * FROM applications"),
            ("applications, one column", "SELECT new_requests_total FROM applications"),
            ("panel", "SELECT * FROM panel"),
        ):
            print(f"{name:27} {timed(partial(store.connection.rows, sql)) * 1e3:10.0f} ms")
        for text in ("公开", "政府信息", "府", "信息公开 9999"):
            print(f"search {text:20} {timed(partial(store.search, text)) * 1e3:10.1f} ms")


def print_lookups(folder: Path, sizes: list[int]) -> None:
    """Time to tell that an address and its bytes are known, as the table grows."""
    with Store.open(folder / "lookups.db") as store:
        known = 0
        chance = random.Random(2)
        for size in sizes:
            store.connection.many(
                "INSERT INTO captures (url, fetched_at, sha256, body, seen_at) VALUES (?, '', ?, x'', '')",
                captures(known, size),
            )
            known = size
            urls = [f"http://www.c{n % 3000}.gov.cn/nb/{n}.html" for n in chance.choices(range(size), k=5000)]
            seconds = timed(partial(look_up, store, urls))
            print(f"known among {size:15,} {seconds / len(urls) * 1e6:10.1f} us")


def look_up(store: Store, urls: list[str]) -> None:
    """Ask for each address whether its bytes are known."""
    for url in urls:
        store.connection.value("SELECT capture_id FROM captures WHERE url = ? AND sha256 = ?", (url, "a" * 64))


def captures(first: int, last: int) -> Iterator[tuple[str, str]]:
    """Addresses with a hash."""
    return ((f"http://www.c{n % 3000}.gov.cn/nb/{n}.html", "a" * 64) for n in range(first, last))


def print_ledger(folder: Path, count: int = 100_000) -> None:
    """Rates of the ledger with many requests due, and what it costs in memory."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with Store.open(folder / "ledger.db") as store:
        ledger = Ledger(store, store.start_run("benchmark"))
        sites = [f"44{n:08}" for n in range(100)]
        for site in sites:
            ledger.begin(site)
        chance = random.Random(3)
        requests = (
            Request(site, f"http://{site}.gov.cn/zwgk/{n}.html", "column", chance.random())
            for page in range(count // 4000)
            for site in sites
            for n in range(page * 40, page * 40 + 40)
        )
        print(f"ledger, add {count:15,} {count / timed(lambda: add_in_batches(ledger, requests)):10,.0f} requests/s")

        def step() -> None:
            with store.writing():
                ledger.answered(ledger.take(chance.choice(sites))[0], 200)

        print(f"ledger, take and answer     {timed(lambda: [step() for _ in range(5000)]) / 5000 * 1e6:10.0f} us")
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(f"ledger, memory              {grown / 1024:10.1f} MB more")


def add_in_batches(ledger: Ledger, requests: Iterator[Request]) -> None:
    """Add requests as pages do: forty links at a time."""
    batch = []
    for request in requests:
        batch.append(request)
        if len(batch) == 40:
            ledger.add(batch)
            batch = []
    ledger.add(batch)


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description="Measures the store.")
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--addresses", default="10000,50000,200000")
    options = parser.parse_args()
    print(f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print_writing(folder, options.reports)
        print_reading(folder)
        print_lookups(folder, [int(size) for size in options.addresses.split(",")])
        print_ledger(folder)


if __name__ == "__main__":
    main()
