"""`harvester export`: writes the database as files for spreadsheets, statistics programs and scripts."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from harvester.cli._command import Command, Exit, UsageError
from harvester.cli._options import add_db, add_years
from harvester.cli._output import complain, counted, say, table
from harvester.cli._progress import Progress

if TYPE_CHECKING:
    from harvester.jobs.exporting import Exported

AGENCY_TYPES = ("government", "office", "department", "township", "subdistrict", "other")


def configure(parser: ArgumentParser) -> None:
    """Options of `export`."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="folder to write; an earlier export in it is replaced")
    parser.add_argument(
        "--format",
        default="csv",
        metavar="LIST",
        help="csv, jsonl, parquet, xlsx, dta, several with commas (default: csv)",
    )
    add_db(parser, purpose="database to export")
    add_years(parser)
    parser.add_argument("--region", metavar="CODE_OR_NAME", help="only agencies of this division and of those below it")
    parser.add_argument(
        "--agency-type", default="", metavar="LIST", help=f"only these kinds of agencies: {', '.join(AGENCY_TYPES)}"
    )
    parser.add_argument("--current-only", action="store_true", help="only the current version of each report")
    parser.add_argument(
        "--release", default="", metavar="NAME", help="freeze the export under this name: it is never replaced"
    )
    parser.add_argument(
        "--since", type=Path, metavar="RELEASE", help="write only what changed since the export in this folder"
    )
    parser.add_argument("--verify", action="store_true", help="write nothing: compare DIR with its manifest")


def run(options: Namespace) -> int:
    """Write, and say what was written; with --verify compare, and exit with 3 when something differs."""
    if options.verify:
        return _verify(options.folder)
    from harvester.jobs.delta import export_changes
    from harvester.jobs.exporting import Order, Wanted, export, known_formats

    formats = _listed(options.format, known_formats(), "format")
    if not formats:
        raise UsageError("name a format after --format")
    types = _listed(options.agency_type, AGENCY_TYPES, "kind of agency")
    wanted = Wanted(tuple(options.years), options.region, types, options.current_only)
    if options.since and wanted != Wanted():
        raise UsageError("--since takes the selection of the earlier export: leave --years, --region, ... out")
    with Progress() as progress:

        def watch(name: str, rows: int, total: int) -> None:
            progress.update(bar(name, rows, total))

        order = Order(options.folder, formats, options.release, watch)
        done = export_changes(options.db, order, options.since) if options.since else export(options.db, order, wanted)
    for line in _lines(done):
        say(line)
    if done.rows.get("reports") == 0:
        complain("harvester export: no report fits the selection; the files are empty. See: harvester coverage")
        return Exit.ATTENTION
    return Exit.DONE


def bar(name: str, rows: int, total: int) -> str:
    """How far a table is.

    >>> bar("facts", 500, 1000)
    'facts     [##########----------]  50 %  500 of 1,000 rows'
    """
    share = min(1.0, rows / total) if total else 0.0
    done = int(share * 20)
    whole = f" of {total:,} rows" if total else " rows"
    return f"{name:<9} [{'#' * done}{'-' * (20 - done)}] {share:4.0%}  {rows:,}{whole}".replace("%", " %")


def _listed(text: str, known: Iterable[str], noun: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    choices = list(known)
    for name in names:
        if name not in choices:
            raise UsageError(f"{name!r} is no {noun}; choose from {', '.join(choices)}")
    return names


def _lines(done: "Exported") -> Iterator[str]:
    yield table(("table", "rows"), list(done.rows.items()))
    for line in done.told.get("summary", ()):
        yield f"{line['table']}: {line['rows']} {line['change']} ({line['reason']})"
    for remark in done.remarks:
        yield f"Note: {remark}."
    release = f" as the frozen release {done.told['release']}" if done.told.get("release") else ""
    yield f"\nWritten to {done.folder}{release} ({done.bytes / 1e6:.1f} MB); codebook.html explains every column."
    yield f"SHA-256 of its manifest: {done.manifest_sha256}"


def _verify(folder: Path) -> int:
    from harvester.jobs.exporting import check_export

    manifest, faults = check_export(folder)
    for fault in faults:
        say(f"{fault.path} {fault.what}")
    listed = counted(len(manifest["files"]), "file")
    if faults:
        complain(f"harvester export: {folder} is not what its manifest says; export it again or restore a copy")
        return Exit.ATTENTION
    say(f"{folder} is whole: {listed} are as the manifest says.")
    return Exit.DONE


COMMAND = Command(
    name="export",
    summary="Write the database as CSV, JSON Lines, Parquet, Excel or Stata files, with a bilingual codebook.",
    example="harvester export data/exports/2026 --format csv,parquet --years 2019-2025 --current-only\n"
    "harvester export data/exports/2026-11 --format csv,dta,xlsx --release 2026-11\n"
    "harvester export data/exports/changes --since data/exports/2026-11\n"
    "harvester export data/exports/2026-11 --verify",
    configure=configure,
    run=run,
)
