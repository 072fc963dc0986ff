"""Watches over regular runs: compares a crawl with the earlier ones of the same scope and raises alarms.

The profile of a run is kept in `runs.stats`, so the history is that of this database. A first run has nothing to be
compared with and raises no alarm but for what is wrong by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any, NamedTuple

from harvester.store import Store, health

PROFILE = "profile"
HISTORY = 5
"""So many earlier runs are looked at."""
PARSING = ("decode", "clean", "parse", "store")


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How much a number may move before it is an alarm."""

    fewer_reports: float = 0.1
    """Share of the usual number of reports."""
    least_reports: int = 3
    """So many reports at least must be missing: a small list moves by one or two."""
    fill: float = 0.05
    """Points of the fill rate over all reports."""
    grown: float = 0.2
    """Share by which a table's reports may have grown for that; above it, the new ones alone are looked at."""
    fresh_fill: float = 0.25
    """Points by which new reports may be emptier than those before."""
    fresh_reports: int = 10
    """So many new reports of a format are needed to compare their fill rate."""
    failures: float = 1.5
    """Times the usual number of failures of the parser."""
    least_failures: int = 3
    """So many more failures at least."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A run in numbers."""

    reports: int
    """Reports that the sites offer, known ones and those in unchanged lists included."""
    failures: int
    """Documents that could not be read, not counting those that were not served."""
    blocked: tuple[str, ...] = ()
    fill: Mapping[str, tuple[int, float]] = field(default_factory=dict)
    """Reports and fill rate by `format.table`, over all current reports."""
    labels: tuple[str, ...] = ()
    """Labels that appeared in the reports of this run and that neither the reference nor an earlier report has."""


class Alarm(NamedTuple):
    """Something that a person should look at."""

    kind: str
    """fewer_reports, new_block, fill_dropped, unknown_labels, parser_failures."""
    subject: str
    usual: str
    now: str
    message: str


def take_profile(store: Store, run: Mapping[str, Any]) -> Profile:
    """The profile of a run that has just ended."""
    connection, since = store.connection, run["started_at"]
    stages = health.failures(connection, run["run_id"])
    labels = health.unknown_labels(connection, since, before=False)
    return Profile(
        reports=_offered(store, run),
        failures=sum(stages.get(stage, 0) for stage in PARSING),
        blocked=tuple(health.blocked_sites(connection, run["run_id"])),
        fill=dict(health.fill_rates(connection, "", before=False)),
        labels=tuple(sorted(labels - health.unknown_labels(connection, since, before=True))),
    )


def seen(stats: Mapping[str, Any]) -> int:
    """Reports that a run saw, known ones included."""
    return sum(int(stats.get(f"reports {outcome}", 0)) for outcome in ("new", "changed", "unchanged"))


def _offered(store: Store, run: Mapping[str, Any]) -> int:
    """Reports that the sites of a run offer; those count whose lists had no news and were not asked."""
    offered = store.offered(run["run_id"])
    return seen(run["stats"]) if offered is None else offered


def watch_over(store: Store, run_id: int, tolerance: Tolerance | None = None) -> list[Alarm]:
    """Keep the profile of a crawl that has ended, and compare it with the earlier crawls of the same scope."""
    runs = store.runs()
    run = next(row for row in runs if row["run_id"] == run_id)
    profile = take_profile(store, run)
    earlier = [
        profile_of(row) for row in runs
        if row["run_id"] < run_id and row["status"] == "finished" and PROFILE in row["stats"]
        and row["command"] == run["command"] and _scope(row) == _scope(run)
    ][:HISTORY]  # fmt: skip
    found = list(alarms(profile, earlier, tolerance or Tolerance()))
    found += _fresh_alarms(store, run["started_at"], tolerance or Tolerance())
    told = {PROFILE: asdict(profile), "alarms": [alarm._asdict() for alarm in found]}
    store.add_run_stats(run_id, told)
    return found


def profile_of(run: Mapping[str, Any]) -> Profile:
    """The profile that was kept of a run."""
    told = run["stats"][PROFILE]
    fill = {name: (int(reports), float(share)) for name, (reports, share) in told["fill"].items()}
    return Profile(told["reports"], told["failures"], tuple(told["blocked"]), fill, tuple(told["labels"]))


def _scope(run: Mapping[str, Any]) -> tuple[str, ...]:
    """What was asked for: runs over other sites or years are not compared."""
    return tuple(str(run["settings"].get(name)) for name in ("sites", "urls", "region", "years"))


def alarms(now: Profile, earlier: Sequence[Profile], tolerance: Tolerance) -> Iterator[Alarm]:
    """What is out of the usual; `earlier` has the latest run first and may be empty."""
    if not earlier:
        return
    yield from _fewer_reports(now, earlier, tolerance)
    for site in sorted(set(now.blocked) - set(earlier[0].blocked)):
        yield Alarm(
            "new_block", site, "open", "blocked", f"The site {site} blocks the crawl; it did not in the last run."
        )
    yield from _emptier_tables(now, earlier[0], tolerance)
    if fresh := set(now.labels) - {label for profile in earlier for label in profile.labels}:
        yield Alarm("unknown_labels", "tables", "0", str(len(fresh)), _labels_message(sorted(fresh)))
    usual = median(profile.failures for profile in earlier)
    if now.failures > usual * tolerance.failures and now.failures - usual >= tolerance.least_failures:
        message = f"{now.failures} documents could not be read, {usual:g} in usual runs; see the table failures."
        yield Alarm("parser_failures", "documents", f"{usual:g}", str(now.failures), message)


def _fewer_reports(now: Profile, earlier: Sequence[Profile], tolerance: Tolerance) -> Iterator[Alarm]:
    usual = median(profile.reports for profile in earlier)
    missing = usual - now.reports
    if missing > usual * tolerance.fewer_reports and missing >= tolerance.least_reports:
        message = f"The sites offer {now.reports} reports, {usual:g} in usual runs; what was stored stays."
        yield Alarm("fewer_reports", "reports", f"{usual:g}", str(now.reports), message)


def _emptier_tables(now: Profile, before: Profile, tolerance: Tolerance) -> Iterator[Alarm]:
    for name, (reports, share) in now.fill.items():
        known, usual = before.fill.get(name, (0, 0.0))
        if reports <= known * (1 + tolerance.grown) and usual - share > tolerance.fill:
            message = f"Of the cells of {name} {share:.1%} are filled, {usual:.1%} after the last run."
            yield Alarm("fill_dropped", name, f"{usual:.1%}", f"{share:.1%}", message)


def _fresh_alarms(store: Store, since: str, tolerance: Tolerance) -> Iterator[Alarm]:
    """Tables that are emptier in new reports than in those before: a site's new layout, or a new format."""
    before = health.fill_rates(store.connection, since, before=True)
    for name, fresh in health.fill_rates(store.connection, since, before=False).items():
        usual = before.get(name)
        if usual is None or min(usual.reports, fresh.reports) < tolerance.fresh_reports:
            continue
        if usual.share - fresh.share > tolerance.fresh_fill:
            message = (
                f"Of the cells of {name} {fresh.share:.1%} are filled in new reports, {usual.share:.1%} in older ones."
            )
            yield Alarm("fill_dropped", name, f"{usual.share:.1%}", f"{fresh.share:.1%}", message)


def _labels_message(labels: Sequence[str]) -> str:
    shown = "; ".join(labels[:3]) + (f" and {len(labels) - 3} more" if len(labels) > 3 else "")
    return f"Labels that were never seen before: {shown}. If they are official ones, add variants to tables.json."
