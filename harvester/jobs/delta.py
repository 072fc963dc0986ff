"""What changed since an earlier export: each added, changed and removed row of the database, with the reason.

Both sides are sorted alike, so they are merged report by report and never held in memory. A report (version) that one
side lacks is one row; within a report that both have, each changed value is one.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, groupby, islice
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from harvester.errors import HarvestError
from harvester.exports._manifest import MANIFEST, digest
from harvester.exports._model import Row, Table
from harvester.jobs.codebook import described
from harvester.jobs.exporting import Exported, Order, Source, Wanted, check_export, known_formats, write_folder
from harvester.store import Dataset, DatasetColumn, Snapshot, Store
from harvester.version import VERSION

Values: TypeAlias = dict[str, Any]
Identity: TypeAlias = tuple[bool, str, str, int, int]

NATURAL_KEYS = {
    "sections": ("position",),
    "facts": ("table_key", "row_key", "column_key"),
    "figures": ("position",),
    "checks": ("rule", "subject"),
    "sightings": ("url",),
}
UNTOLD = frozenset({"report_id", "capture_id", "first_seen", "last_seen"})
"""Columns that say how the database is kept, not what a report says."""
BATCH = 2_000

CHANGES = Dataset(
    "changes",
    "What changed since an earlier export: one row for a report that was added or removed, one for each changed value.",
    (
        DatasetColumn("table", "text", "Table that differs.", required=True),
        DatasetColumn("change", "text", "Kind of difference.", required=True, choices=("added", "changed", "removed")),
        DatasetColumn("division_code", "text", "Division of the agency in the report year.", required=False),
        DatasetColumn("agency", "text", "Full official name of the agency in simplified characters.", required=True),
        DatasetColumn("year", "integer", "Report year: the year that the report is about.", required=True),
        DatasetColumn("version", "integer", "Version of the report.", required=True),
        DatasetColumn("key", "text", "Key of the row within the report; empty for the report itself.", required=False),
        DatasetColumn("column", "text", "Column that changed; empty when the whole row was added or removed.",
                      required=False),
        DatasetColumn("before", "text", "Value in the earlier export; a whole row as JSON.", required=False),
        DatasetColumn("after", "text", "Value now; a whole row as JSON.", required=False),
        DatasetColumn("reason", "text", "Why it differs.", required=True, choices=(
            "new_report", "new_version", "superseded", "other_copy", "correction", "newer_program", "read_again",
            "new_sighting", "not_selected",
        )),
    ),
    (),
    is_wide=False,
)  # fmt: skip


class Difference(NamedTuple):
    """One thing that differs between two forms of a report."""

    table: str
    change: str
    key: str | None
    column: str | None
    before: Any
    after: Any
    reason: str

    def row(self, report: Values) -> Row:
        """The row of `changes`."""
        place = (report["division_code"], report["agency"], report["year"], report["version"])
        values = (None if value is None else str(value) for value in (self.before, self.after))
        return (self.table, self.change, *place, self.key, self.column, *values, self.reason)


def export_changes(db: Path, order: Order, since: Path) -> Exported:
    """Write what changed in the database since the export in `since`, within the selection of that export.

    Raises:
        HarvestError: the earlier export is damaged or in no format that can be read again, the database cannot be read,
            or the folder cannot be written (nothing is left behind then).
    """
    earlier = Earlier.open(since)
    with Store.open(db, readonly=True) as store, store.snapshot(earlier.wanted.selection()) as snapshot:
        tables = {item.name: described(item) for item in snapshot.datasets() if not item.is_wide}
        counts: Counter[tuple[str, str, str]] = Counter()
        merged = _Merge(earlier, tables, snapshot).rows(counts)
        about = _About(counts, {
            "selection": earlier.wanted.as_dict(), "data_as_of": snapshot.as_of(),
            "since": {"release": earlier.manifest.get("release"), "manifest_sha256": digest(since / MANIFEST)},
        })  # fmt: skip
        return write_folder(order, [Source(CHANGES, _batches(merged), 0)], about)


class _About(Mapping[str, Any]):
    """What the manifest tells; the summary is made when it is asked for, after all changes were seen."""

    def __init__(self, counts: Counter[tuple[str, str, str]], told: Values) -> None:
        self._counts, self._told = counts, told

    def __getitem__(self, key: str) -> Any:
        if key == "summary":
            names = ("table", "change", "reason")
            return [dict(zip(names, kind, strict=True)) | {"rows": n} for kind, n in sorted(self._counts.items())]
        return self._told[key]

    def __iter__(self) -> Iterator[str]:
        return iter((*self._told, "summary"))

    def __len__(self) -> int:
        return len(self._told) + 1


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        yield batch


@dataclass(frozen=True)
class Earlier:
    """An export that was written before."""

    folder: Path
    manifest: Mapping[str, Any]
    kind: str
    """The format in which it is read."""

    @classmethod
    def open(cls, folder: Path) -> "Earlier":
        """Check it against its manifest and choose a format that gives the rows back.

        Raises:
            HarvestError: it is damaged, or has no such format.
        """
        manifest, faults = check_export(folder)
        if faults := [fault for fault in faults if fault.what != "is not in the manifest"]:
            raise HarvestError(f"{folder} cannot be compared with: {faults[0].path} {faults[0].what}")
        listed = {file["path"] for file in manifest["files"]}
        for kind, form in known_formats().items():
            if form.read and all(f"{name}{form.suffix}" in listed for name in ("reports", *NATURAL_KEYS)):
                return cls(folder, manifest, kind)
        raise HarvestError(f"{folder} has its tables in no format that can be read again (csv, jsonl or parquet)")

    @property
    def wanted(self) -> Wanted:
        """The selection with which it was made."""
        told = self.manifest["selection"]
        return Wanted(tuple(told["years"]), told["region"], tuple(told["agency_types"]), told["current_only"])

    @property
    def is_by_this_program(self) -> bool:
        """Whether the same version of the program wrote it."""
        return bool(self.manifest["software"]["version"] == VERSION)

    def rows(self, table: Table) -> Iterator[Values]:
        """Its rows of a table; columns that it did not have yet are left out."""
        had = set(self.manifest["tables"][table.name]["columns"])
        known = Table(table.name, tuple(column for column in table.columns if column.name in had), table.key)
        form = known_formats()[self.kind]
        if form.read is None:
            raise HarvestError(f"{self.kind} cannot be read again")
        return (dict(zip(known.names, row, strict=True)) for row in form.read(self._file(table, form.suffix), known))

    def _file(self, table: Table, suffix: str) -> Path:
        return self.folder / f"{table.name}{suffix}"


class _Groups:
    """Rows of one table by report; reports are asked for in the order in which the rows come."""

    def __init__(self, rows: Iterable[Values]) -> None:
        self._groups = groupby(rows, key=lambda row: row["report_id"])
        self._next = next(self._groups, None)

    def take(self, report_id: int) -> list[Values]:
        """The rows of a report, which may be none."""
        if self._next is None or self._next[0] != report_id:
            return []
        rows = list(self._next[1])
        self._next = next(self._groups, None)
        return rows


class _Side:
    """One side of the comparison: reports in order, with what hangs on them."""

    def __init__(self, reports: Iterator[Values], parts: Mapping[str, Iterator[Values]]) -> None:
        self._reports = reports
        self._parts = {name: _Groups(rows) for name, rows in parts.items()}
        self.report = next(reports, None)

    @property
    def identity(self) -> Identity | None:
        """What the sides are sorted and matched by; reports without a division come first, as SQLite has it."""
        if self.report is None:
            return None
        code = self.report["division_code"]
        return code is not None, code or "", self.report["agency"], self.report["year"], self.report["version"]

    def take(self) -> tuple[Values, dict[str, list[Values]]]:
        """The report at hand with its parts; goes on to the next."""
        report = self.report or {}
        parts = {name: groups.take(report["report_id"]) for name, groups in self._parts.items()}
        self.report = next(self._reports, None)
        return report, parts


class _Merge:
    """Both sides, walked together."""

    def __init__(self, earlier: Earlier, tables: Mapping[str, Table], snapshot: Snapshot) -> None:
        self._same_program = earlier.is_by_this_program
        self._before = _Side(
            earlier.rows(tables["reports"]), {name: earlier.rows(tables[name]) for name in NATURAL_KEYS}
        )
        self._after = _Side(
            _stored(snapshot, tables["reports"]), {name: _stored(snapshot, tables[name]) for name in NATURAL_KEYS}
        )

    def rows(self, counts: Counter[tuple[str, str, str]]) -> Iterator[Row]:
        """All differences in the order of reports, counted by table, change and reason."""
        for report, differences in self._reports():
            for difference in differences:
                counts[difference.table, difference.change, difference.reason] += 1
                yield difference.row(report)

    def _reports(self) -> Iterator[tuple[Values, Iterable[Difference]]]:
        while (before := self._before.identity) or self._after.identity:
            after = self._after.identity
            if after is None or (before is not None and before < after):
                report, _ = self._before.take()
                yield report, [Difference("reports", "removed", None, None, _as_json(report), None, "not_selected")]
            elif before is None or after < before:
                report, _ = self._after.take()
                reason = "new_report" if report["version"] == 1 else "new_version"
                yield report, [Difference("reports", "added", None, None, None, _as_json(report), reason)]
            else:
                (old, old_parts), (new, new_parts) = self._before.take(), self._after.take()
                usual = self._reason(old, new)
                parts = (_part_differences(name, old_parts[name], new_parts[name], usual) for name in NATURAL_KEYS)
                yield new, chain(_report_differences(old, new, usual), *parts)

    def _reason(self, old: Values, new: Values) -> str:
        if any(old.get(name) != new.get(name) for name in ("text_sha256", "url")):
            return "other_copy"
        return "read_again" if self._same_program else "newer_program"


def _stored(snapshot: Snapshot, table: Table) -> Iterator[Values]:
    return (dict(zip(table.names, row, strict=True)) for batch in snapshot.batches(table.name) for row in batch)


def _report_differences(old: Values, new: Values, usual: str) -> Iterator[Difference]:
    for column in _differing(old, new):
        reason = "superseded" if column == "is_current" else usual
        yield Difference("reports", "changed", None, column, old[column], new[column], reason)


def _part_differences(table: str, old: list[Values], new: list[Values], usual: str) -> Iterator[Difference]:
    key = NATURAL_KEYS[table]
    before, after = ({tuple(row[name] for name in key): row for row in rows} for rows in (old, new))
    for names in sorted(before.keys() | after.keys()):
        a, b = before.get(names), after.get(names)
        told, reason = ".".join(map(str, names)), _part_reason(table, a, b, usual)
        if a is None or b is None:
            change = "added" if a is None else "removed"
            yield Difference(table, change, told, None, _as_json(a), _as_json(b), reason)
            continue
        for column in _differing(a, b):
            yield Difference(table, "changed", told, column, a[column], b[column], reason)


def _part_reason(table: str, before: Values | None, after: Values | None, usual: str) -> str:
    if table == "sightings" and before is None:
        return "new_sighting"
    if table == "facts" and "override" in {row["method"] for row in (before, after) if row}:
        return "correction"
    return usual


def _differing(before: Values, after: Values) -> list[str]:
    """Columns that both have and in which they differ; an empty text and none are the same, as CSV has it."""
    return [
        name for name, value in after.items() if name in before and name not in UNTOLD
        and before[name] != value and (before[name] or value or 0 in (before[name], value))
    ]  # fmt: skip


def _as_json(row: Values | None) -> str | None:
    """A whole row; the long text of a report is left to its own table, its hash stands for it."""
    if row is None:
        return None
    hashed = {"text"} if "text_sha256" in row else set()
    told = {name: value for name, value in row.items() if name not in UNTOLD | hashed}
    return json.dumps(told, ensure_ascii=False)
