"""Measures exports on generated data: time, memory and size of each format, and of CSV and Parquet in one pass.

Run it by hand: `python -m benchmarks.exports [--reports 5000] [--formats csv,parquet csv xlsx ...]`. Nothing is
downloaded; database and files are made in a temporary folder (10 million facts need about 7 GB there). Each export runs
in a process of its own, so that the peak of its memory is its own.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.store import make_report
from harvester.store import Store
from harvester.store.rows import CONTENT, child_rows, content_row


def fill(path: Path, count: int) -> int:
    """Make a database of so many reports without a search index; returns the number of facts."""
    chance = random.Random(1)
    patterns = [make_report(number, chance) for number in range(50)]
    facts = 0
    with Store.open(path) as store:
        connection = store.connection
        names = (*CONTENT, "version", "is_current", "first_seen", "last_seen")
        insert = f"INSERT INTO reports ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        for start in range(0, count, 500):
            with connection.writing():
                for number in range(start, min(count, start + 500)):
                    report = patterns[number % len(patterns)]
                    row = content_row(report, None, None, f"http://www.c{number}.gov.cn/")
                    row |= {"agency": f"第{number // 10}县人民政府", "year": 2014 + number % 10}
                    row["division_code"] = f"{440000 + number // 10}"
                    report_id = connection.execute(insert, [*row.values(), 1, 1, "2026", "2026"]).lastrowid or 0
                    children = child_rows(report, report_id)
                    facts += len(children["facts"])
                    for table, rows in children.items():
                        if rows:
                            marks = ", ".join("?" * len(rows[0]))
                            columns = [c["name"] for c in connection.rows(f"PRAGMA table_info({table})")][
                                : len(rows[0])
                            ]
                            connection.many(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
    return facts


def measure(db: Path, folder: Path, formats: str) -> None:
    """Export in a process of its own and print what it took."""
    command = [sys.executable, "-m", "harvester", "export", str(folder), "--db", str(db), "--format", formats]
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    seconds, cpu = time.monotonic() - start, used.ru_utime + used.ru_stime
    if status:
        raise SystemExit(f"harvester export ended with {status}")
    size = sum(file.stat().st_size for file in folder.iterdir())
    peak = used.ru_maxrss / 1024
    print(f"{formats:22} {seconds:8.1f} s {cpu:8.1f} s CPU {peak:8.0f} MB peak {size / 1e6:10.0f} MB", flush=True)
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description="Measures exports.")
    parser.add_argument("--reports", type=int, default=5_000)
    parser.add_argument("--formats", nargs="+", default=["csv", "jsonl", "csv,parquet", "dta", "xlsx"])
    parser.add_argument("--folder", type=Path, help="where to work (default: the usual temporary folder)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        db = Path(name) / "bench.db"
        facts = fill(db, options.reports)
        print(f"{options.reports:,} reports, {facts:,} facts, {db.stat().st_size / 1e6:,.0f} MB database", flush=True)
        for formats in options.formats:
            measure(db, Path(name) / "out", formats)


if __name__ == "__main__":
    main()
