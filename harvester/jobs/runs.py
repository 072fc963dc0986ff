"""Lists runs, and compares two: what was counted, how full the tables are, which alarms were raised."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from harvester.errors import HarvestError
from harvester.jobs.monitoring import PROFILE
from harvester.store import Store

Run = Mapping[str, Any]


class Number(NamedTuple):
    """One number in two runs; None where a run did not count it."""

    name: str
    before: float | None
    after: float | None

    @property
    def change(self) -> float:
        """After minus before; what was not counted is none."""
        return round((self.after or 0) - (self.before or 0), 4)


@dataclass(frozen=True)
class Comparison:
    """Two runs side by side."""

    before: Run
    after: Run
    settings: Mapping[str, tuple[Any, Any]]
    """Options that differ."""
    numbers: Sequence[Number]


def list_runs(db: Path, last: int | None = None) -> list[dict[str, Any]]:
    """Runs, the latest first.

    Raises:
        StoreError: there is no such database, or it cannot be read.
    """
    with Store.open(db, readonly=True) as store:
        return store.runs()[:last]


def compare_runs(db: Path, before: int, after: int) -> Comparison:
    """Two runs side by side.

    Raises:
        HarvestError: there is no such run.
    """
    runs = {run["run_id"]: run for run in list_runs(db)}
    for number in (before, after):
        if number not in runs:
            raise HarvestError(f"{db} has no run {number}; see: harvester runs")
    a, b = runs[before], runs[after]
    names = sorted(a["settings"].keys() | b["settings"].keys())
    pairs = {name: (a["settings"].get(name), b["settings"].get(name)) for name in names}
    settings = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    first, second = _numbers(a), _numbers(b)
    numbers = [Number(name, first.get(name), second.get(name)) for name in sorted(first.keys() | second.keys())]
    return Comparison(a, b, settings, numbers)


def _numbers(run: Run) -> dict[str, float]:
    """Everything that was counted in a run, and the fill rates after it."""
    stats = run["stats"]
    found = {name: value for name, value in stats.items() if isinstance(value, int | float)}
    for name, (_, share) in stats.get(PROFILE, {}).get("fill", {}).items():
        found[f"fill {name}"] = share
    return found
