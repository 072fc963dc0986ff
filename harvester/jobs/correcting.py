"""A person's corrections of single cells: set, listed, taken back; what depends on the cell is judged anew."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from harvester.corrections import cell_of
from harvester.errors import HarvestError
from harvester.jobs.comparing import find_agency
from harvester.jobs.reading import Source, read_and_store
from harvester.jobs.running import recorded
from harvester.report.checks import run_checks
from harvester.report.formats import CellRef, load_formats
from harvester.store import Override, Store


@dataclass(frozen=True)
class Correction:
    """One correction as it is kept."""

    agency: str
    year: int
    cell: str
    value: int | float | None
    reason: str
    author: str
    at: str
    is_open: bool
    """True when the source changed afterwards: a person should look again."""


@dataclass(frozen=True)
class Corrected:
    """What a correction did."""

    agency: str
    year: int
    cell: str
    before: str
    failed_before: int
    failed_after: int


def read_cell_name(text: str) -> CellRef:
    """The cell that `TABLE.ROW.COLUMN` names.

    Raises:
        HarvestError: no format has such a cell; the message says which part is unknown.
    """
    parts = text.split(".")
    if len(parts) != 3:
        raise HarvestError(f"{text} is no cell; write TABLE.ROW.COLUMN, e.g. applications.granted.total")
    ref = CellRef(*parts)
    cells = {cell for form in load_formats() for table in form.tables.values() for cell in table.all_cells}
    if ref in cells:
        return ref
    kin = sorted({cell.table for cell in cells}), sorted({c.row for c in cells if c.table == ref.table})
    columns = sorted({c.column for c in cells if (c.table, c.row) == (ref.table, ref.row)})
    known = columns or kin[1] or kin[0]
    raise HarvestError(f"no table has the cell {text}; there is {', '.join(known)}")


def correct(db: Path, override: Override) -> Corrected:
    """Keep a correction, put it in place, and judge the report anew.

    Raises:
        HarvestError: no such report or cell.
    """
    ref = read_cell_name(f"{override.table_key}.{override.row_key}.{override.column_key}")
    _must_exist(db)
    with Store.open(db) as store, recorded(store, "correct", {"cell": str(ref)}, {}):
        override = replace(override, agency=find_agency(store, override.agency))
        with store.writing():
            number = _current(store, override.agency, override.year)
            report = store.report(number)
            store.set_override(override)
            fresh = run_checks(store.report(number))
            store.swap_checks(number, run_checks(report), fresh)
            after = store.report(number)
    told = next((fact.raw for fact in report.facts if cell_of(fact) == ref), "(not there)")
    failed = [sum(check.status == "fail" for check in each.checks) for each in (report, after)]
    return Corrected(override.agency, override.year, str(ref), told, failed[0], failed[1])


def take_back(db: Path, agency: str, year: int, cell: str) -> str:
    """Drop a correction and read the report again from its capture; returns the full name of the agency.

    Raises:
        HarvestError: there is no such correction.
    """
    ref = read_cell_name(cell)
    _must_exist(db)
    with Store.open(db) as store, recorded(store, "correct", {"take_back": cell}, {}) as run_id:
        name = find_agency(store, agency)
        with store.writing():
            if not store.drop_override(name, year, ref):
                raise HarvestError(f"there is no correction of {cell} for {name} {year}; see harvester correct --list")
            for row in store.versions(name, year):
                if row["capture_id"]:
                    body = store.capture_body(row["capture_id"])
                    read_and_store(store, Source(row["capture_id"], row["url"], body, is_known=True), run_id)
        return name


def corrections(db: Path) -> list[Correction]:
    """Every correction, by agency, year and cell."""
    _must_exist(db)
    with Store.open(db, readonly=True) as store:
        return list(_corrections(store))


def _corrections(store: Store) -> Iterator[Correction]:
    for row in store.connection.rows("SELECT * FROM overrides ORDER BY agency, year, table_key, row_key, column_key"):
        cell = f"{row['table_key']}.{row['row_key']}.{row['column_key']}"
        is_open = store.connection.value(
            "SELECT count(*) FROM checks JOIN reports USING (report_id) WHERE rule = 'X.override_reopened' "
            "AND subject = ? AND agency = ? AND year = ? AND is_current = 1",
            (cell, row["agency"], row["year"]),
        )
        values = (row["value"], row["reason"], row["author"], row["at"])
        yield Correction(row["agency"], row["year"], cell, *values, bool(is_open))


def _must_exist(db: Path) -> None:
    if not db.exists():
        Store.open(db, readonly=True)  # refuses: a wrong name must not make an empty database


def _current(store: Store, agency: str, year: int) -> int:
    rows = [row for row in store.versions(agency, year) if row["is_current"]]
    if not rows:
        raise HarvestError(f"there is no report of {agency} for {year}; see harvester coverage")
    return int(rows[0]["report_id"])
