"""Many sites side by side: `python -m benchmarks.finding.scale [SITES] [MILLISECONDS] [PAUSE] [BYTES]` (500 50 0 0).

Each site is a home page, a portal, a column of two pages, and five reports; every answer takes the given time. Measured
are our crawl and a bare Scrapy spider that only follows links on the same pages, each in a process of its own: a first
visit, which reads and stores every report; one that asks all pages again, where no report has changed, so that none is
read; a light second visit; and what a first visit costs when the ledger holds 100,000 rows of other sites. Both are
measured on a single site as well, which is nearly all start. The sites are those of real divisions, up to all 3,216 of
them; where two have one name (there are four 鼓楼区), the site list says which is meant, as it does for the real ones.
With a pause (seconds) only ours is measured, to compare it with what the arithmetic of the plan says. A page has 300 to
3,000 bytes; with BYTES it has so many, with menus and scripts around it, and reports have their tables (`faces.py`):
30,000 is the median of real pages.
"""

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from benchmarks.finding.faces import dress
from harvester.registry import load_registry
from harvester.store.ledger import Ledger, Request
from harvester.store.store import Store
from tests.spiders.web import Asked, TinyWeb, county

ROOT = Path(__file__).resolve().parents[2]
ROWS = 100_000


class Measured(NamedTuple):
    """What one crawl cost."""

    pages: int
    seconds: float
    cpu: float
    """Of the process that crawls."""
    beside: float
    """Of its readers."""
    peak: float
    """Memory in MB."""
    flight: int
    """Most requests in flight for one host."""
    hosts: int
    """Most hosts that were asked at one moment."""


class SlowProxy:
    """Answers for all sites as an HTTP proxy, each answer after a while; one thread serves them all."""

    def __init__(self, web: TinyWeb, latency: float) -> None:
        self.web, self.latency = web, latency
        self.forget()

    def forget(self) -> None:
        """Begin to count anew."""
        self.pages, self.flight, self.hosts = 0, 0, 0
        self.open: Counter[str] = Counter()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        try:
            while head := (await reader.readuntil(b"\r\n\r\n")).decode("latin-1"):
                writer.write(await self._answer(head))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def _answer(self, head: str) -> bytes:
        method, target, _ = head.split("\r\n", 1)[0].split(" ")
        parts = urlsplit(target)
        host, path = parts.hostname or "", parts.path or "/"
        self.open[host] += 1
        self.pages += path != "/robots.txt"
        self.flight, self.hosts = max(self.flight, self.open[host]), max(self.hosts, len(+self.open))
        await asyncio.sleep(self.latency)
        status, headers, body = self.web.answer(Asked(method, host, path, {}, b"", time.monotonic()))
        self.open[host] -= 1
        lines = [f"HTTP/1.1 {status} Answer", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return "\r\n".join([*lines, "", ""]).encode() + body


@contextmanager
def served(proxy: SlowProxy) -> Iterator[str]:
    """Serve from a thread while the block lasts; gives the address."""
    loop, ready, ports = asyncio.new_event_loop(), threading.Event(), []

    async def begin() -> None:
        server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0, backlog=1024)
        ports.append(server.sockets[0].getsockname()[1])
        ready.set()

    def run() -> None:
        loop.create_task(begin())
        loop.run_forever()

    threading.Thread(target=run, daemon=True).start()
    ready.wait()
    yield f"http://127.0.0.1:{ports[0]}"
    loop.call_soon_threadsafe(loop.stop)


def measured(proxy: SlowProxy, address: str, command: list[str]) -> Measured:
    """Run a crawl in a process of its own."""
    proxy.forget()
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    start = time.monotonic()
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.finding.alone", *command], cwd=ROOT,
            env=environment | {"http_proxy": address}, stdout=subprocess.DEVNULL, stderr=told,
        )  # fmt: skip
        _, _, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
        told.seek(0)
        cpu = json.loads(told.read().splitlines()[-1])
    peak = usage.ru_maxrss / 1024
    return Measured(proxy.pages, seconds, cpu["own"], cpu["beside"], peak, proxy.flight, proxy.hosts)


def tell(name: str, found: Measured) -> str:
    """One line."""
    return (
        f"{name:34} {found.pages:6} pages in {found.seconds:6.1f} s ({found.pages / found.seconds:6.1f}/s), "
        f"{1000 * found.cpu / max(found.pages, 1):5.2f} ms of CPU a page, {found.beside:5.1f} s of readers, "
        f"peak {found.peak:4.0f} MB, "
        f"at most {found.flight} in flight for a host, {found.hosts} hosts at once"
    )


def fill(db: Path) -> None:
    """Put rows of other sites into the ledger."""
    with Store.open(db) as store:
        run_id = store.start_run("benchmark")
        ledger = Ledger(store, run_id)
        for site in range(ROWS // 1000):
            ledger.begin(f"other{site}")
            urls = (f"http://other{site}.test/{page}" for page in range(1000))
            ledger.add(Request(f"other{site}", url, kind="way", score=0.5, meta={"url": url}) for url in urls)
        store.finish_run(run_id)


def build(sites: int, listed: Path, size: int) -> tuple[TinyWeb, list[str]]:
    """The sites of so many divisions, smallest first, with their list; returns them and their home pages."""
    divisions = sorted(load_registry().divisions, key=lambda division: division.level != "county")[:sites]
    web, homes, rows = TinyWeb(), [], ["site_id,name,domain,home_url,division_code,level"]
    for number, division in enumerate(divisions):
        host = f"www.s{number}.gov.test"
        county(web, host, division.name, validators=True)
        if size:
            dress(web, host, division.name, size)
        homes.append(f"http://{host}/")
        rows.append(f"{division.code}0001,{division.name}人民政府,{host},{homes[-1]},{division.code},{division.level}")
    listed.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return web, homes


def tell_store(db: Path, sites: int) -> str:
    """What the database holds and how large it is."""
    with closing(sqlite3.connect(db)) as connection:
        stored, rows = (connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in (
            "reports WHERE is_current", "ledger_requests",
        ))  # fmt: skip
    size = sum(file.stat().st_size for file in db.parent.glob(f"{db.name}*")) / 2**20
    return f"reports stored: {stored} of {5 * sites}; {rows} rows in the ledger; database {size:.0f} MB"


def commands(folder: Path, listed: Path, homes: list[str], pause: float) -> Iterator[tuple[str, list[str]]]:
    """What is measured, one after the other; with a pause only our own visits."""
    db, full = str(folder / "h.db"), folder / "full.db"
    ours = ["harvester", "crawl", "--delay", str(pause), "--javascript", "never"]
    crawl, one = [*ours, "--sites", str(listed), "--db"], [*ours, homes[0], "--db", str(folder / "one.db")]
    bare = ["benchmarks.finding.breadth", "1000", *homes]
    if not pause:
        yield "bare Scrapy spider, one site", bare[:3]
        yield "harvester, one site", one
        yield "harvester, one site again", [*one, "--recheck"]
        yield "bare Scrapy spider", bare
    yield "harvester, first visit", [*crawl, db]
    if not pause:
        yield "harvester, all pages again", [*crawl, db, "--recheck"]
    yield "harvester, second visit", [*crawl, db]
    if not pause:
        fill(full)
        yield f"first visit, {ROWS:,} rows before", [*crawl, str(full)]


def main() -> None:
    """Print the figures."""
    usual = ("500", "50", "0", "0")
    sites, latency, pause, size = (float(given) for given in (*sys.argv[1:5], *usual[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        web, homes = build(int(sites), folder / "sites.csv", int(size))
        proxy = SlowProxy(web, latency / 1000)
        with served(proxy) as address:
            for title, command in commands(folder, folder / "sites.csv", homes, pause):
                print(tell(title, measured(proxy, address, command)), flush=True)
        print(tell_store(folder / "h.db", len(homes)))


if __name__ == "__main__":
    main()
