"""Hands the database out as files: tables of one moment in several formats, with codebook and manifest."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeAlias

import harvester.exports
from harvester.catalog import members
from harvester.errors import HarvestError
from harvester.exports._codebook import Codebook, write_codebook
from harvester.exports._datapackage import Resource, write_datapackage
from harvester.exports._folder import staged
from harvester.exports._manifest import MANIFEST, BrokenManifest, Fault, digest, read_manifest, verify, write_manifest
from harvester.exports._model import Export, Row, Table
from harvester.exports._snippets import write_snippets
from harvester.jobs.codebook import described, make_codebook
from harvester.registry import load_registry
from harvester.store import Dataset, Selection, Store
from harvester.version import VERSION

SOFTWARE = "annual-report-harvester"

Watch: TypeAlias = Callable[[str, int, int], None]
"""Called with the name of a table, the rows that are written, and all its rows."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which reports are handed out; empty means all."""

    years: tuple[int, ...] = ()
    region: str | None = None
    agency_types: tuple[str, ...] = ()
    current_only: bool = False

    def selection(self) -> Selection:
        """The same in the words of the store.

        Raises:
            HarvestError: the region is unknown.
        """
        registry = load_registry() if self.region else None
        divisions = frozenset(registry.below(registry.region(self.region or "").code)) if registry else None
        return Selection(frozenset(self.years), divisions, frozenset(self.agency_types), self.current_only)

    def as_dict(self) -> dict[str, Any]:
        """For the manifest."""
        return {
            "years": list(self.years), "region": self.region, "agency_types": list(self.agency_types),
            "current_only": self.current_only,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Order:
    """Where an export goes and how."""

    folder: Path
    """What an earlier export left there is replaced as a whole."""
    formats: tuple[str, ...]
    release: str = ""
    """A name freezes the export: its files become read-only and are never replaced."""
    watch: Watch | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One table with its rows."""

    dataset: Dataset
    batches: Iterable[Sequence[Row]]
    rows: int
    """How many rows will come, for the progress."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    folder: Path
    rows: Mapping[str, int]
    remarks: Sequence[str]
    bytes: int
    manifest_sha256: str
    """The sum by which a release can be cited."""
    told: Mapping[str, Any] = field(default_factory=dict)
    """What the manifest tells besides."""


def known_formats() -> dict[str, Export]:
    """All formats by name."""
    return members(harvester.exports, "EXPORT")


def usable_formats(names: Sequence[str]) -> dict[str, Export]:
    """The formats of these names.

    Raises:
        HarvestError: a format is unknown, or its library is not installed.
    """
    known = known_formats()
    unknown = [name for name in names if name not in known]
    if unknown:
        raise HarvestError(f"no format {', '.join(unknown)}; choose from {', '.join(known)}")
    missing = {need for name in names for need in known[name].needs if find_spec(need) is None}
    if missing:
        raise HarvestError(f"{', '.join(sorted(missing))} is not installed; run: pip install -e .[exports]")
    return {name: known[name] for name in dict.fromkeys(names)}


def export(db: Path, order: Order, wanted: Wanted) -> Exported:
    """Write all tables of the selected reports; a crawl may go on writing to the database.

    Raises:
        HarvestError: the folder holds a frozen release or cannot be written (nothing is left behind then), a format or
            the region is unknown, the database cannot be read.
    """
    with Store.open(db, readonly=True) as store, store.snapshot(wanted.selection()) as snapshot:
        sources = [Source(item, snapshot.batches(item.name), snapshot.count(item.name)) for item in snapshot.datasets()]
        return write_folder(order, sources, {"selection": wanted.as_dict(), "data_as_of": snapshot.as_of()})


def write_folder(order: Order, sources: Sequence[Source], about: Mapping[str, Any]) -> Exported:
    """Write tables with everything that comes with them, as a whole or not at all."""
    refuse_frozen(order.folder)
    formats = usable_formats(order.formats)
    try:
        return _write_whole(order, formats, sources, about)
    except OSError as error:
        raise HarvestError(
            f"{order.folder} could not be written ({error.strerror or error}). Nothing was left behind; "
            "make room there, or name another folder"
        ) from error


def _write_whole(
    order: Order, formats: Mapping[str, Export], sources: Sequence[Source], about: Mapping[str, Any]
) -> Exported:
    with staged(order.folder, frozen=bool(order.release)) as place:
        rows: dict[str, int] = {}
        remarks: list[str] = []
        tables = [described(source.dataset) for source in sources]
        for table, source in zip(tables, sources, strict=True):
            rows[table.name], found = _write_table(place, formats, table, source, order.watch)
            remarks += found
        files = _describe(place, formats, tables, make_codebook([source.dataset for source in sources], list(formats)))
        told = {
            "release": order.release or None, "software": {"name": SOFTWARE, "version": VERSION}, **about,
            "tables": {table.name: {"rows": rows[table.name], "columns": list(table.names)} for table in tables},
            "remarks": remarks,
        }  # fmt: skip
        write_manifest(place, told, files)
        manifest, size = digest(place / MANIFEST), sum(file.stat().st_size for file in files)
    return Exported(order.folder, rows, remarks, size, manifest, told)


def _describe(place: Path, formats: Mapping[str, Export], tables: Sequence[Table], book: Codebook) -> list[Path]:
    """Write what explains the files; returns the paths of all files but the manifest."""
    resources = [
        Resource(place / f"{table.name}{form.suffix}", kind, form.media_type, table)
        for table in tables
        for kind, form in formats.items()
    ]
    explained = [*write_codebook(place, book), write_datapackage(place, resources)]
    snippets = write_snippets(place) if "csv" in formats else []
    return [*(item.file for item in resources), *explained, *snippets]


def _write_table(
    place: Path, formats: Mapping[str, Export], table: Table, source: Source, watch: Watch | None
) -> tuple[int, list[str]]:
    """Write one table in all formats, reading its rows once; returns how many rows there were, and remarks."""
    count = 0
    with ExitStack() as unfinished:
        writers = {}
        for kind, form in formats.items():
            writers[kind] = form.open(place / f"{table.name}{form.suffix}", table)
            unfinished.callback(writers[kind].discard)
        for batch in source.batches:
            for writer in writers.values():
                writer.write(batch)
            count += len(batch)
            if watch:
                watch(table.name, count, source.rows)
        remarks = [
            f"{table.name}{formats[kind].suffix}: {remark}"
            for kind, writer in writers.items()
            for remark in writer.close()
        ]
        unfinished.pop_all()
    return count, remarks


def refuse_frozen(folder: Path) -> None:
    """Refuse to write where a frozen release lies, or where a file is.

    Raises:
        HarvestError: the folder holds a frozen release, or is none.
    """
    if folder.exists() and not folder.is_dir():
        raise HarvestError(f"{folder} is a file; name a folder")
    try:
        release = read_manifest(folder).get("release")
    except BrokenManifest:
        return
    if release:
        raise HarvestError(f"{folder} holds the frozen release {release}, which is never replaced; name another folder")


def check_export(folder: Path) -> tuple[dict[str, Any], list[Fault]]:
    """The manifest of an export, and what is not as it says.

    Raises:
        HarvestError: there is no manifest to compare with.
    """
    try:
        return read_manifest(folder), list(verify(folder))
    except BrokenManifest as error:
        raise HarvestError(str(error)) from error
