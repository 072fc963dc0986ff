"""How long the real sites take, by simulation: `python -m benchmarks.finding.plan [SITES_AT_ONCE] [PAUSE]` (64, 1 s).

Every site of the shipped registry is given so many requests as the larger sample needed for so many reports (1.9 for
each, found by `benchmarks.finding.run`), and a server that takes so long to answer; the crawl is then played through:
sites in their order, some at once, one request of a host after the other with the pause in between, and one process
that spends its CPU on every page. What is assumed stands in the tables below; change it and run again.
"""

import heapq
import random
import sys
from collections.abc import Iterator
from typing import NamedTuple

from harvester.registry import load_registry

PER_REPORT = 1.9
YEARS = 7
"""2019 to 2025."""
AGENCIES = {"province": 60, "prefecture": 50, "county": 33, "department": 1}
"""Agencies that report on a site: about 100,000 reports a year in all."""
LATENCIES = ((0.3, 0.5), (1.0, 0.3), (3.0, 0.15), (8.0, 0.05))
"""Seconds to answer, and the share of the sites that take so long."""
SLOW = 1.0
"""The pause is at least so many times the answer's time."""
CPU_PAGE, CPU_REPORT = 0.004, 0.014
"""Seconds of the one process that fetches, searches and stores; a report page of real length is read in others."""


class Visit(NamedTuple):
    """What one site is asked in one kind of run."""

    requests: int
    reports: int
    latency: float


def sites(seed: int = 1) -> Iterator[tuple[int, float]]:
    """Reports and seconds to answer of every site, always the same."""
    chance = random.Random(seed)
    times, shares = zip(*LATENCIES, strict=True)
    for site in load_registry().sites:
        yield AGENCIES[site.level or "county"] * YEARS, chance.choices(times, shares)[0]


def first(reports: int, latency: float) -> Visit:
    """A first crawl."""
    return Visit(max(40, round(reports * PER_REPORT)), reports, latency)


def nightly(reports: int, latency: float) -> Visit:
    """A visit when nothing is new."""
    return Visit(2, 0, latency)


def season(reports: int, latency: float) -> Visit:
    """The visit on which all reports of one year have appeared: every list, and each new report."""
    new = reports // YEARS
    return Visit(2 * new + 2, new, latency)


def recheck(reports: int, latency: float) -> Visit:
    """All lists and reports asked again: on five sites of the larger sample 1.5 requests for each report."""
    return Visit(round(reports * 1.5), 0, latency)


def play(visits: list[Visit], at_once: int, pause: float) -> tuple[float, float]:
    """Hours that the run takes, and hours of CPU of its one process."""
    free = [0.0] * min(at_once, len(visits))
    cpu = sum(visit.requests * CPU_PAGE + visit.reports * CPU_REPORT for visit in visits)
    for visit in visits:
        cycle = visit.latency + max(pause, SLOW * visit.latency)
        begun = heapq.heappop(free)
        heapq.heappush(free, begun + (visit.requests + 1) * cycle)  # robots.txt too
    return max(*free, cpu) / 3600, cpu / 3600


def main() -> None:
    """Print a line for each kind of run."""
    at_once = int(sys.argv[1]) if len(sys.argv) > 1 else 64
    pause = float(sys.argv[2]) if len(sys.argv) > 2 else 1.0
    known = list(sites())
    print(f"{len(known)} sites, {at_once} at once, {pause} s of pause, {sum(reports for reports, _ in known)} reports")
    for kind in (first, nightly, season, recheck):
        visits = [kind(*site) for site in known]
        hours, cpu = play(visits, at_once, pause)
        asked = sum(visit.requests for visit in visits)
        print(f"{kind.__name__:8} {asked:9} requests  {hours:6.1f} h  ({asked / hours / 3600:5.1f}/s, CPU {cpu:.1f} h)")


if __name__ == "__main__":
    main()
