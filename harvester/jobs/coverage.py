"""Compares what was expected (site by year) with what was found: gaps with their reasons, and late publication."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from harvester.registry import load_registry
from harvester.report.checks.dates import legal_date
from harvester.store import Store
from harvester.store.history import Fall


class Late(NamedTuple):
    """A report that was published after its legal date."""

    agency: str
    year: int
    published: str
    due: str
    days: int
    site_id: str | None


@dataclass(frozen=True)
class Coverage:
    """Rows of the view `coverage`, and the reports that came late."""

    rows: tuple[Mapping[str, Any], ...]
    late: tuple[Late, ...]
    falls: tuple[Fall, ...] = ()
    """Sites that offer clearly fewer reports than when the run before was there."""
    places: Mapping[str | None, str] = field(default_factory=dict)
    """Full names of the divisions by code."""

    @property
    def sites(self) -> dict[str, list[Mapping[str, Any]]]:
        """The rows of each site, by year."""
        found: dict[str, list[Mapping[str, Any]]] = {}
        for row in self.rows:
            found.setdefault(row["site_id"], []).append(row)
        return found

    @property
    def silent(self) -> list[str]:
        """Sites that were expected to have reports and have none at all."""
        return [
            site_id for site_id, rows in self.sites.items()
            if not any(row["reports"] for row in rows) and any(row["reason"] != "not_due" for row in rows)
        ]  # fmt: skip


def read_coverage(db: Path, *, years: Collection[int] = (), region: str | None = None) -> Coverage:
    """What the database says of these years (all) and of the sites of a division (code or name) and below it.

    Raises:
        HarvestError: the region is unknown, or the database cannot be read.
    """
    codes = load_registry().below(load_registry().region(region).code) if region else None
    with Store.open(db, readonly=True) as store:
        sites = store.connection.rows("SELECT site_id, division_code FROM sites") if codes else []
        wanted = [site["site_id"] for site in sites if site["division_code"] in codes] if codes else None
        rows = store.coverage(wanted, (min(years), max(years)) if years else None)
        late = tuple(
            late for row in store.current_reports()
            if (not years or row["year"] in years) and (codes is None or row["division_code"] in codes)
            for late in _late(row)
        )  # fmt: skip
        falls = tuple(store.falls(wanted))
        named = store.connection.rows("SELECT code, full_name FROM divisions")
        places: dict[str | None, str] = {row["code"]: row["full_name"] for row in named}
    return Coverage(tuple(row for row in rows if not years or row["year"] in years), late, falls, places)


def _late(row: Mapping[str, Any]) -> Iterator[Late]:
    due = legal_date(row["agency_type"], row["year"])
    published = date.fromisoformat(row["published"][:10]) if row["published"] else None
    if due and published and published > due:
        days = (published - due).days
        yield Late(row["agency"], row["year"], published.isoformat(), due.isoformat(), days, row["site_id"])


def spans(numbers: Sequence[int]) -> str:
    """Years as a person writes them.

    >>> spans([2019, 2008, 2009, 2010, 2021, 2022])
    '2008-2010, 2019, 2021-2022'
    """
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
