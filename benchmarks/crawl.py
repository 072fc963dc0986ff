"""Measures the whole crawl against the loopback sample, and each stage of the reading: `python -m benchmarks.crawl`.

The crawl runs as a process of its own (`harvester crawl`), so that its peak memory is its own; the sample web is served
from this process. Stages are timed in CPU milliseconds over the report pages that the crawl archived.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from typing import Any

from harvester.documents.read import kind_of
from harvester.page.decode import decode
from harvester.page.read import read_page
from harvester.process import Hints, read_page_as_report
from harvester.registry import load_registry
from harvester.report.checks import run_checks
from harvester.report.figures import read_figures
from harvester.report.sections import split_sections
from harvester.report.tables import read_tables
from harvester.sample import SITES_FILE, SampleServer
from harvester.store.store import Store

ROUNDS = 3


def crawl(db: Path) -> tuple[float, float, float]:
    """Run one crawl of the sample; wall seconds, CPU seconds, peak memory in MB."""
    command = [sys.executable, "-m", "harvester", "crawl", "--sites", str(SITES_FILE), "--db", str(db)]
    command += ["--delay", "0", "--javascript", "never"]
    with SampleServer() as server:
        environment = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
        start = time.monotonic()
        process = subprocess.Popen(
            command,
            env=environment | {"http_proxy": server.proxy_url},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        _, _, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def requests_of_last_run(db: Path) -> int:
    """How many pages the last run asked for."""
    row = sqlite3.connect(db).execute("select json_extract(stats, '$.requests') from runs order by run_id desc")
    return int(row.fetchone()[0])


def archived(db: Path) -> list[tuple[bytes, str, str | None]]:
    """Bytes, address and content type of every page (no file) that became a report."""
    with Store.open(db) as store:
        rows = sqlite3.connect(db).execute(
            "select capture_id, url, content_type from captures where capture_id in (select capture_id from reports)"
        )
        captures = [(store.capture_body(key), url, kind) for key, url, kind in rows.fetchall()]
    return [capture for capture in captures if kind_of(capture[0]) is None]


def timed(work: Callable[[Any], Any], inputs: Iterable[Any]) -> tuple[list[Any], float]:
    """Results and the median over the inputs of the median CPU milliseconds of each."""
    results, figures = [], []
    for item in inputs:
        times = []
        for _ in range(ROUNDS):
            start = time.process_time()
            result = work(item)
            times.append(time.process_time() - start)
        results.append(result)
        figures.append(1000 * median(times))
    return results, median(figures)


def stages(pages: list[tuple[bytes, str, str | None]]) -> list[tuple[str, float]]:
    """CPU milliseconds a page of each stage; the stage before is not in the figure of the next."""
    registry = load_registry()
    rows = []

    def stage(name: str, work: Callable[[Any], Any], inputs: Iterable[Any]) -> list[Any]:
        results, figure = timed(work, inputs)
        rows.append((name, figure))
        return results

    stage("decode", lambda page: decode(page[0], page[2]), pages)
    read = stage("decode, repair, body, metadata", lambda p: read_page(p[0], url=p[1], content_type=p[2]), pages)
    tables = stage("tables", lambda page: read_tables(page.blocks), read)
    sections = stage("sections", lambda found: split_sections(found.body, found.content), tables)
    stage("figures", read_figures, sections)
    readings = [read_page_as_report(page, hints=Hints(), registry=registry) for page in read]
    stage("checks", lambda reading: run_checks(reading.report, reading.tables), readings)
    stage("whole report after the page", lambda page: read_page_as_report(page, registry=registry), read)
    return rows


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "harvest.db"
        for name in ("first crawl", "second crawl, nothing new"):
            wall, cpu, peak = crawl(db)
            asked = requests_of_last_run(db)
            print(
                f"{name}: {asked} requests in {wall:.1f} s ({asked / wall:.1f} pages/s), "
                f"{1000 * cpu / asked:.0f} ms of CPU a request, peak {peak:.0f} MB"
            )
        pages = archived(db)
        print(
            f"stages, median CPU ms over {len(pages)} report pages "
            f"of {median(len(page[0]) for page in pages) / 1000:.0f} KB (median):"
        )
        for name, figure in stages(pages):
            print(f"  {name:32} {figure:7.2f}")


if __name__ == "__main__":
    main()
