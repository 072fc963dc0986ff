"""Measures the pages of `serve` on a large database: `python -m benchmarks.site [--reports 50000] [--db FILE]`.

Reports of thirty agencies are drafted, read and stored as a crawl does it; the rest are copies of them for other
divisions, under other names, with their captures, cells, checks and words of the search index. So every report has the
words that all reports have, which is the hard case of a search. For each kind of page two medians are printed: the time
that a client over loopback waits, and the CPU time of server and client together, which other programs disturb less.
"""

import argparse
import sqlite3
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median
from urllib.parse import quote

import uvicorn

from harvester.process import read_document
from harvester.registry import load_registry
from harvester.sample.drafting import draft_years
from harvester.sample.markup import body_html, escape
from harvester.sample.places import department, government, office, places
from harvester.store import Store
from harvester.store.bigrams import index_text
from harvester.web.app import HOST, build, listening
from harvester.web.ask import agency_url

YEARS = range(2017, 2026)
BASES = 10
ROUNDS = 30
CHILDREN = ("sections", "facts", "figures", "checks")
SEARCHES = ("信息公开", "行政复议", "政府信息公开工作年度报告", "行政许可 规范性文件", "桦甸市", "公")
PLACES = [place for place in places().values() if place.level in ("prefecture", "county")]


def store_bases(path: Path) -> None:
    """The reports that are copied."""
    with Store.open(path) as store:
        store.load_registry(load_registry())
        for place in PLACES[:BASES]:
            agencies = (government(place), office(place), department(place, "jyj"))
            for drafted in (report for agency in agencies for report in draft_years(agency, YEARS, {})):
                url = f"http://{place.code}.gov.test/{drafted.agency.slug}/{drafted.year}.html"
                page = f"<html><title>{escape(drafted.title)}</title><div id='zoom'>{body_html(drafted)}</div></html>"
                body = page.encode()
                report = read_document(body, url=url).report
                capture = store.save_capture(url, body, content_type="text/html; charset=utf-8")
                code = {"agency": drafted.agency.name, "division_code": place.code, "year": drafted.year}
                store.save_report(replace(report, **code), capture_id=capture)


def multiply(path: Path, reports: int) -> None:
    """Copies of the stored reports for other divisions, until there are so many; then the index of all words."""
    db = sqlite3.connect(path)
    db.execute("PRAGMA synchronous = OFF")
    columns = [row[1] for row in db.execute("PRAGMA table_info(reports)")]
    first = db.execute("SELECT max(report_id) FROM reports").fetchone()[0]
    for copy, place in enumerate(PLACES[BASES:], 1):
        base = PLACES[copy % BASES]
        if first + (copy - 1) * 3 * len(YEARS) >= reports:
            break
        offset = copy * (first + 1)
        with db:
            copy_place(db, columns, base.code, base.name, place.code, place.name, offset)
    with db:
        for row in db.execute("SELECT report_id, title, agency, text FROM reports WHERE report_id > ?", (first,)):
            words = map(index_text, row[1:])
            db.execute("INSERT INTO reports_fts (rowid, title, agency, text) VALUES (?, ?, ?, ?)", (row[0], *words))
    db.execute("ANALYZE")
    db.close()


def copy_place(  # noqa: PLR0913, PLR0917  what is copied, and what it becomes
    db: sqlite3.Connection, columns: list[str], code: str, name: str, new_code: str, new_name: str, offset: int
) -> None:
    """All reports of the agencies of one place as those of another."""
    changed = {
        "report_id": f"report_id + {offset}",
        "capture_id": f"capture_id + {offset}",
        "division_code": f"'{new_code}'",
        **{column: f"replace({column}, '{name}', '{new_name}')" for column in ("agency", "title", "text")},
        **{column: f"replace({column}, '{code}', '{new_code}')" for column in ("url", "text_sha256")},
    }
    kept = ", ".join(changed.get(column, column) for column in columns)
    chosen = f"WHERE report_id IN (SELECT report_id FROM reports WHERE division_code = '{code}')"
    names = [row[1] for row in db.execute("PRAGMA table_info(captures)")]
    capture = {"capture_id": changed["capture_id"], "url": changed["url"]}
    listed = ", ".join(capture.get(column, column) for column in names)
    db.execute(
        f"INSERT INTO captures SELECT {listed} FROM captures WHERE capture_id IN "
        f"(SELECT capture_id FROM reports WHERE division_code = '{code}')"
    )
    db.execute(f"INSERT INTO reports SELECT {kept} FROM reports WHERE division_code = '{code}'")
    for table in CHILDREN:
        others = ", ".join(row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[1] != "report_id")
        db.execute(
            f"INSERT INTO {table} (report_id, {others}) SELECT report_id + {offset}, {others} FROM {table} {chosen}"
        )


def addresses(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Kinds of pages, each with addresses to ask for."""
    db = sqlite3.connect(path)
    rows = db.execute(
        "SELECT report_id, agency, division_code FROM reports WHERE year = 2023 ORDER BY report_id"
    ).fetchall()
    some = rows[:: max(1, len(rows) // ROUNDS)]
    near = [(number, db.execute("SELECT report_id FROM reports WHERE agency = ? AND year = 2022", (agency,)).fetchone())
            for number, agency, _ in some]  # fmt: skip
    yield "start", ["/"] * 5
    yield "report", [f"/report/{number}" for number, _, _ in some]
    yield "original", [f"/report/{number}/source" for number, _, _ in some]
    yield "agency", [agency_url(agency, code) for _, agency, code in some]
    yield "comparison", [f"/compare/{before[0]}/{number}" for number, before in near if before]
    yield "reports of a province and year", [f"/reports?place={code}&year=2022" for code in (13, 14, 21, 32, 33)] * 3
    yield "all reports, page 200", ["/reports?page=200"] * 5
    yield "list: contradictory", ["/lists/contradictory"] * 5
    yield "list: late, a province", ["/lists/late?place=32"] * 5
    for words in SEARCHES:
        yield f"search {words}", [f"/search?q={quote(words)}"] * 7


def measure(path: Path) -> None:
    """Median and slowest answer for each kind of page."""
    serving = build(path)
    with listening(0) as listener:
        server = uvicorn.Server(uvicorn.Config(serving.datasette.app(), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        base = f"http://{HOST}:{listener.getsockname()[1]}"
        for kind, listed in addresses(path):
            first, *times = [seconds(base + address) for address in [listed[0], *listed]]
            waits, busy = (sorted(moment) for moment in zip(*times, strict=True))
            print(
                f"{kind:32} waits {median(waits) * 1e3:6.0f} ms, at most {waits[-1] * 1e3:6.0f}; "
                f"CPU {median(busy) * 1e3:6.0f} ms, at most {busy[-1] * 1e3:6.0f}; first {first[0] * 1e3:6.0f}"
            )
        server.should_exit = True
        thread.join()
    serving.close()


def seconds(address: str) -> tuple[float, float]:
    """How long an answer takes until its last byte: by the clock, and of the processor."""
    begun, used = time.perf_counter(), time.process_time()
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address) as answer:
        answer.read()
    return time.perf_counter() - begun, time.process_time() - used


def main() -> None:
    """Make the database unless there is one, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=50_000)
    parser.add_argument("--db", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.db or Path(folder) / "large.db"
        if not path.exists():
            begun = time.perf_counter()
            store_bases(path)
            multiply(path, options.reports)
            print(f"made in {time.perf_counter() - begun:.0f} s")
        db = sqlite3.connect(path)
        counts = [db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("reports", "facts", "checks")]
        db.close()
        print("{:,} reports, {:,} facts, {:,} checks".format(*counts), f"{path.stat().st_size / 1e9:.1f} GB")
        measure(path)


if __name__ == "__main__":
    main()
