"""Finds the two reports that `diff` compares: two years or versions of an agency in a database, or two documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from harvester.errors import HarvestError
from harvester.jobs.documents import load
from harvester.jobs.reading import public_address
from harvester.process import parse_report
from harvester.report.compare import Comparison, compare
from harvester.report.model import Report
from harvester.store import Store

CANDIDATES = 8


@dataclass(frozen=True)
class Side:
    """One of the two reports with a name that tells it from the other."""

    name: str
    report: Report


@dataclass(frozen=True)
class Diff:
    """Two reports and what differs between them."""

    before: Side
    after: Side
    comparison: Comparison


def compare_files(before: str, after: str) -> Diff:
    """Compare two documents.

    Raises:
        HarvestError: one of them cannot be had or is no report.
    """
    return _diff(_from_file(before), _from_file(after))


def compare_stored(
    db: Path, agency: str, year: int, later: int | None = None, versions: tuple[int, int] | None = None
) -> Diff:
    """Compare two stored reports of one agency.

    Args:
        db: the database.
        agency: its full name, or a part that no other agency's name has.
        year: report year.
        later: another report year; without it two versions of `year` are compared.
        versions: their numbers; without them the last two, or the year before where there is one version only.

    Raises:
        HarvestError: there is no such report, or several agencies fit; the message names what there is.
    """
    with Store.open(db, readonly=True) as store:
        name = find_agency(store, agency)
        if later is not None:
            return _diff(_current(store, name, year), _current(store, name, later))
        if versions is None:
            known = [row["version"] for row in store.versions(name, year)]
            if len(known) == 1:
                return _diff(_current(store, name, year - 1), _current(store, name, year))
            versions = (known[-2], known[-1]) if known else (1, 1)
        return _diff(*(_version(store, name, year, number) for number in versions))


def find_agency(store: Store, name: str) -> str:
    """The agency that is meant: the name as it is stored, or the only one that contains it.

    Raises:
        HarvestError: none fits, or several do.
    """
    rows = store.connection.rows("SELECT DISTINCT agency FROM reports WHERE instr(agency, ?) ORDER BY agency", (name,))
    found = [str(row["agency"]) for row in rows]
    if name in found or len(found) == 1:
        return name if name in found else found[0]
    if not found:
        raise HarvestError(f"no report of {name} is stored in {store.connection.path}; check the name and --db")
    more = f" and {len(found) - CANDIDATES} more" if len(found) > CANDIDATES else ""
    raise HarvestError(f"{name} fits several agencies: {', '.join(found[:CANDIDATES])}{more}; write the full name")


def _current(store: Store, agency: str, year: int) -> Side:
    rows = [row for row in store.versions(agency, year) if row["is_current"]]
    if len(rows) > 1:
        codes = ", ".join(str(row["division_code"]) for row in rows)
        raise HarvestError(f"several agencies named {agency} have a report for {year} (divisions {codes})")
    if not rows:
        years = store.connection.rows("SELECT DISTINCT year FROM reports WHERE agency = ? ORDER BY year", (agency,))
        told = ", ".join(str(row["year"]) for row in years)
        raise HarvestError(f"there is no report of {agency} for {year}; there are {told}")
    return Side(f"{agency} {year}", store.report(rows[0]["report_id"]))


def _version(store: Store, agency: str, year: int, number: int) -> Side:
    rows: Sequence[dict[str, object]] = store.versions(agency, year)
    for row in rows:
        if row["version"] == number:
            return Side(f"{agency} {year} (version {number})", store.report(int(str(row["report_id"]))))
    told = ", ".join(str(row["version"]) for row in rows)
    what = f"version {number} of the report of {agency} for {year}" if rows else f"report of {agency} for {year}"
    raise HarvestError(f"there is no {what}" + (f"; there are {told}" if rows else "; see harvester coverage"))


def _from_file(source: str) -> Side:
    document = load(source)
    url = public_address(document.final_url or document.url)
    report = parse_report(document.body, url=url, content_type=document.content_type)
    if not report.is_report:
        raise HarvestError(f"{source} is no annual report ({report.reason}); harvester parse --explain shows why")
    return Side(f"{report.agency or 'unknown agency'} {report.year or ''} ({source})", report)


def _diff(before: Side, after: Side) -> Diff:
    return Diff(before, after, compare(before.report, after.report))
