"""`harvester doctor`: looks at the installation, the browser, the registry and the database, and says what to mend."""

from argparse import ArgumentParser, Namespace

from harvester.cli._command import Command, Exit
from harvester.cli._options import add_db, add_json
from harvester.cli._output import json_text, say


def configure(parser: ArgumentParser) -> None:
    """Options of `doctor`."""
    add_db(parser, purpose="database to look at")
    add_json(parser)


def run(options: Namespace) -> int:
    """Print what was found; 3 when something must be mended."""
    from harvester.jobs.doctor import examine

    findings = examine(options.db)
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


COMMAND = Command(
    name="doctor",
    summary="Check the installation, the browser, the registry and the database.",
    example="harvester doctor --db data/harvest.db",
    configure=configure,
    run=run,
)
