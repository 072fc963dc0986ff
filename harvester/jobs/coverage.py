"""Compares what was expected (site by year) with what was found: gaps with their reasons, and late publication."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from harvester.registry import load_registry
from harvester.report.formats import Deadline, load_formats
from harvester.store import Store

# Whom a row of the deadlines speaks of. A general office mostly publishes the report of its government, so that the
# later date is held against it; townships have no date in the law.
ORGANS = {
    "government": "local_government_county_or_above",
    "office": "local_government_county_or_above",
    "department": "department_county_or_above",
    "township": "township_or_subdistrict",
    "subdistrict": "township_or_subdistrict",
}


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
    return Coverage(tuple(row for row in rows if not years or row["year"] in years), late)


def _late(row: Mapping[str, Any]) -> Iterator[Late]:
    due = due_date(row["agency_type"], row["year"], row["format"])
    published = (row["published"] or "")[:10]
    if due and published > due:
        days = (date.fromisoformat(published) - date.fromisoformat(due)).days
        yield Late(row["agency"], row["year"], published, due, days, row["site_id"])


def due_date(agency_type: str | None, year: int, format_id: str | None) -> str | None:
    """The legal date for the report of a year, None where the law names none.

    >>> due_date("department", 2022, "2021"), due_date("government", 2022, "2021"), due_date("township", 2022, "2021")
    ('2023-01-31', '2023-03-31', None)
    >>> due_date("township", 2012, "2008")
    '2013-03-31'
    """
    formats = load_formats()
    known = format_id or getattr(formats.for_year(year), "id", None)
    organ = ORGANS.get(agency_type or "")
    for deadline in formats.deadlines:
        if deadline.format == known and deadline.organ in ("any", organ):
            return _in_year(deadline, year + 1)
    return None


def _in_year(deadline: Deadline, year: int) -> str | None:
    return f"{year}-{deadline.publish_by}" if deadline.publish_by else None
