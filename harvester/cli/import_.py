"""`harvester import`: harvests reports from files already at hand."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from harvester.cli._command import Command, Exit
from harvester.cli._options import add_db
from harvester.cli._output import complain, counted, say, table
from harvester.cli._progress import Progress

if TYPE_CHECKING:
    from harvester.jobs.importing import ImportResult

OUTCOMES = {
    "new": "new reports",
    "changed": "new versions of known reports",
    "sighting": "further copies of known reports",
    "reread": "known, read better than before",
    "unchanged": "known and unchanged",
    "no report": "no annual report (kept in captures, reason in failures)",
    "withdrawn": "taken for a report once, and none",
    "failed": "unreadable (reason in failures)",
}
TROUBLES_SHOWN = 20


def configure(parser: ArgumentParser) -> None:
    """Options of `import`."""
    what = "page or file (HTML, text, PDF, Word, WARC, WET, ...), folder (with all below it), or - for stdin"
    parser.add_argument("sources", nargs="+", metavar="PATH", help=what)
    add_db(parser, purpose="database to fill")
    parser.add_argument(
        "--full", action="store_true", help="read web archives from the beginning, whatever earlier runs read of them"
    )


def run(options: Namespace) -> int:
    """Import and sum up; 1 when a source could not be used, 3 when no report was among the files."""
    from harvester.jobs.importing import import_documents

    with Progress() as progress:
        result = import_documents(
            options.sources, options.db, lambda done, total, name: progress.update(f"{done} of {total}: {name}"),
            again=options.full,
        )  # fmt: skip
    for line in _lines(result):
        say(line)
    for reason in result.missing:
        complain(f"harvester import: {reason}")
    if result.missing:
        return Exit.FAILED
    if not result.reports and not (result.archives and not result.outcomes and not result.records):
        read = counted(result.documents, "document")
        complain(f"harvester import: no annual report was among {read}; see the reasons above")
        return Exit.ATTENTION
    return Exit.DONE


def _lines(result: "ImportResult") -> Iterator[str]:
    for name, reason in result.troubles[:TROUBLES_SHOWN]:
        yield f"{name}: {reason}"
    if len(result.troubles) > TROUBLES_SHOWN:
        yield f"... and {len(result.troubles) - TROUBLES_SHOWN} more; all are in the table failures"
    rows = [(meaning, result.outcomes[name]) for name, meaning in OUTCOMES.items() if result.outcomes[name]]
    yield table(("documents", "count"), [*rows, ("all", result.documents)])
    if result.archives:
        told = ", ".join(f"{number:,} {reason}" for reason, number in result.records.most_common())
        yield f"{counted(result.archives, 'archive')}, other records: {told or 'none since the last import'}."
    if result.passed:
        told = ", ".join(f"{number} {suffix}" for suffix, number in result.passed.most_common(6))
        yield f"Passed over in folders, because they are no documents: {told}."


COMMAND = Command(
    name="import",
    summary="Harvest reports from files already at hand: pages, plain text, documents, whole folders, standard input.",
    example="harvester import saved-pages/ report.html\n"
    "harvester import CC-MAIN-2024.warc.gz archives/\ncat page.html | harvester import -",
    configure=configure,
    run=run,
)
