"""Compares ways to find the reports of the larger sample web, in one run: `python -m benchmarks.finding.run [BUDGET]`.

36 sites of 13 families with over 1,000 reports among over 6,000 other pages, and every trap of real sites. Counted is
what the server saw: requests but for robots.txt, the most in flight for one host, what robots.txt forbids. A report is
found when the page or file that holds it was asked for; whether it was stored is said of ours.
The others get BUDGET requests a site (default 300, four times what ours takes), for they know no end.
Trafilatura has an environment of its own (`benchmarks/extraction/setup`); without it its line is left out, and said.
"""

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.finding.oracle import addresses, graph, shortest
from harvester.sample.mazes import plain
from harvester.sample.model import Report, Site
from harvester.sample.score import score
from harvester.sample.server import HostLog, SampleServer
from harvester.sample.truth import HEADER, site_rows, truth
from harvester.sample.web import Web, build_large

ROOT = Path(__file__).resolve().parents[2]
OTHERS = ROOT / ".venv-extraction" / "bin" / "python"
WIDTHS = (7, 9, 8, 7, 8, 7, 7, 7, 8)
REACHES = ("plain", "json", "documents")
Least = Mapping[str, int]


@dataclass(frozen=True)
class Seen:
    """How one way went, as the server saw it."""

    name: str
    seconds: float
    hosts: Mapping[str, HostLog]

    def paths(self, host: str) -> list[str]:
        """Pages asked of a host, in order."""
        log = self.hosts.get(host)
        return [f"http://{host}{path}" for _, path in log.requests if path != "/robots.txt"] if log else []


def wanted(site: Site) -> list[Report]:
    """Reports of a site that need no browser."""
    return [report for report in site.reports if report.reach in REACHES]


def lengths(web: Web) -> dict[str, int]:
    """Requests of the shortest crawl of each site that has reports."""
    return {
        site.host: shortest(graph(web, site.url), site.url, [addresses(site, report) for report in wanted(site)])
        for site in web.sites if wanted(site)
    }  # fmt: skip


def watched(name: str, server: SampleServer, command: list[str]) -> Seen:
    """Run a crawl in a process of its own and take what the server saw of it."""
    server.log.clear()
    environment = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    start = time.monotonic()
    subprocess.run(
        command, cwd=ROOT, env=environment | {"http_proxy": server.proxy_url}, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    return Seen(name, time.monotonic() - start, dict(server.log.hosts))


def found(web: Web, seen: Seen) -> tuple[int, int]:
    """Reports whose page or file was asked for, of those that need no browser."""
    total = hit = 0
    for site in web.sites:
        asked = {plain(url) for url in seen.paths(site.host)}
        for report in wanted(site):
            total += 1
            hit += bool(addresses(site, report) & asked)
    return hit, total


def line(web: Web, seen: Seen, least: Least) -> str:
    """One row of the table."""
    hit, total = found(web, seen)
    with_reports = sum(len(seen.paths(host)) for host in least)
    elsewhere = sum(len(seen.paths(host)) for host in seen.hosts) - with_reports
    violations = sum(len(log.robots_violations) for log in seen.hosts.values())
    foreign = len(seen.hosts.keys() - web.hosts.keys())
    flight = max(log.most_in_flight for log in seen.hosts.values())
    return (
        f"{seen.name:28} {hit / total:7.1%} {with_reports:9} {elsewhere:8} {with_reports / sum(least.values()):7.2f} "
        f"{with_reports / max(hit, 1):8.2f} {flight:7} {violations:7} {foreign:7} {seen.seconds:8.1f}"
    )


def site_list(web: Web, path: Path) -> None:
    """The sites as a user lists them."""
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.DictWriter(file, HEADER)
        rows.writeheader()
        rows.writerows(site_rows(web))


def ours(sites: Path, db: Path) -> list[str]:
    """The command of our crawl."""
    command = [sys.executable, "-m", "harvester", "crawl", "--sites", str(sites), "--db", str(db), "--delay", "0"]
    return [*command, "--javascript", "never"]


def tell_second(web: Web, first: Seen, second: Seen) -> str:
    """What the second run cost a site, and whether it asked under a condition wherever that is possible."""
    pages = {site.host: len(second.paths(site.host)) for site in web.sites}
    bare = {host: [path for path in log.unconditional if path != "/robots.txt"] for host, log in second.hosts.items()}
    missed = sum(path in first.hosts[host].validated for host, paths in bare.items() for path in paths)
    asked, unconditional = sum(pages.values()), sum(map(len, bare.values()))
    return (
        f"second run, nothing new: {asked} requests, at most {max(pages.values())} a site, {asked - unconditional} of "
        f"them conditional; of the others {missed} were to pages that had come with a validator, {second.seconds:.1f} s"
    )


def homes(web: Web) -> list[str]:
    """Home pages of all sites."""
    return [site.url for site in web.sites]


def ways(server: SampleServer, web: Web, budget: str) -> Iterable[Seen]:
    """The other ways, one after the other."""
    breadth = [sys.executable, "-m", "benchmarks.finding.breadth", budget, *homes(web)]
    yield watched(f"breadth-first Scrapy, {budget}", server, breadth)
    if OTHERS.exists():
        focused = str(ROOT / "benchmarks" / "finding" / "focused.py")
        yield watched(f"trafilatura focused, {budget}", server, [str(OTHERS), focused, budget, *homes(web)])
    else:
        print("trafilatura is left out: run benchmarks/extraction/setup first")


def main() -> None:
    """Print the table."""
    web, least = build_large(), lengths(build_large(mazes=False))
    print(f"shortest crawls of {len(least)} sites with reports: {sum(least.values())} requests")
    heads = ("recall", "requests", "in vain", "ratio", "a report", "flight", "robots", "foreign", "seconds")
    print(f"{'':28} " + " ".join(f"{head:>{width}}" for head, width in zip(heads, WIDTHS, strict=True)))
    with tempfile.TemporaryDirectory() as folder, SampleServer(web=web) as server:
        sites, db = Path(folder) / "sites.csv", Path(folder) / "harvest.db"
        site_list(web, sites)
        first = watched("harvester", server, ours(sites, db))
        print(line(web, first, least), flush=True)
        result = score(db, truth(web))
        wrong = sum(number for name, number in result.wrong.items() if name.startswith("cells"))
        print(f"  stored: recall {result.recall:.1%}, precision {result.precision:.1%}, wrong cells {wrong}")
        print(" ", tell_second(web, first, watched("second", server, ours(sites, db))), flush=True)
        for seen in ways(server, web, sys.argv[1] if len(sys.argv) > 1 else "300"):
            print(line(web, seen, least), flush=True)


if __name__ == "__main__":
    main()
