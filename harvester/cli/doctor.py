"""`harvester doctor`: looks at the installation, the browser, the registry and the database, and says what to mend."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from harvester.cli._command import Command, Exit
from harvester.cli._options import add_db, add_json
from harvester.cli._output import complain, json_text, say
from harvester.errors import HarvestError


def configure(parser: ArgumentParser) -> None:
    """Options of `doctor`."""
    add_db(parser, purpose="database to look at")
    parser.add_argument("--sites", type=Path, metavar="FILE", help="look at every row of this site list too")
    act = parser.add_mutually_exclusive_group()
    act.add_argument("--migrate", action="store_true", help="bring the database up to date; a copy of it is kept first")
    act.add_argument(
        "--salvage", type=Path, metavar="NEW", help="put what can be read of a damaged database into a new file"
    )
    add_json(parser)


def run(options: Namespace) -> int:
    """Print what was found; 3 when something must be mended."""
    if options.sites and not options.sites.is_file():
        raise HarvestError(f"{options.sites}: no such file; check the path")
    if options.salvage:
        return _salvage(options.db, options.salvage)
    if options.migrate:
        _migrate(options.db)
    from harvester.jobs.doctor import examine

    findings = examine(options.db, sites=options.sites)
    problems = [finding for finding in findings if finding.state == "problem"]
    if options.json:
        say(json_text([finding._asdict() for finding in findings], indent=2))
    else:
        marks = {"ok": "ok  ", "note": "note", "problem": "BAD "}
        for finding in findings:
            advice = f" -> {finding.advice}" if finding.advice else ""
            say(f"{marks[finding.state]}  {finding.topic:<9} {finding.message}{advice}")
        say(f"\n{len(problems)} to mend." if problems else "\nEverything that a harvest needs is in place.")
    return Exit.ATTENTION if problems else Exit.DONE


def _migrate(db: Path) -> None:
    """Opening for writing brings the schema up to date, and keeps a copy of the file as it was."""
    from harvester.store import Store

    if not db.exists():
        raise HarvestError(f"There is no database {db}. Name the one to bring up to date with --db")
    Store.open(db).close()


def _salvage(db: Path, new: Path) -> int:
    from harvester.jobs.doctor_data import told_rows
    from harvester.store.salvage import salvage

    saved = salvage(db, new)
    say(f"Saved into {new}: {told_rows([item for item in saved if item.rows or item.lost])}.")
    say(f"{db} was not changed. Look at the new file with: harvester doctor --db {new}; then move it into its place.")
    if any(item.lost for item in saved):
        complain("harvester doctor: not everything could be saved; harvest again what is missing")
        return Exit.ATTENTION
    return Exit.DONE


COMMAND = Command(
    name="doctor",
    summary="Check the installation, browser, registry, proxy, clock, disk and database; migrate or salvage one.",
    example="harvester doctor --db data/harvest.db --sites sites.csv\n"
    "harvester doctor --migrate --db data/harvest.db\n"
    "harvester doctor --salvage data/saved.db --db data/harvest.db",
    configure=configure,
    run=run,
)
