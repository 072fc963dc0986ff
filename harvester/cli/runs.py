"""`harvester runs`: lists the runs of a database, or compares two of them."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from harvester.cli._command import Command, Exit, UsageError
from harvester.cli._options import add_db, add_json, count
from harvester.cli._output import json_text, say, table

if TYPE_CHECKING:
    from harvester.jobs.runs import Comparison


def configure(parser: ArgumentParser) -> None:
    """Options of `runs`."""
    parser.add_argument(
        "number", nargs="*", type=count, metavar="RUN", help="two runs to compare (default: list the runs)"
    )
    add_db(parser, purpose="database whose runs are shown")
    parser.add_argument("--last", type=count, default=20, metavar="N", help="list so many runs (default: 20)")
    add_json(parser)


def run(options: Namespace) -> int:
    """List or compare."""
    from harvester.jobs.runs import compare_runs, list_runs

    if len(options.number) not in (0, 2):
        raise UsageError("name two runs to compare, or none to list them")
    if options.number:
        found = compare_runs(options.db, *options.number)
        if options.json:
            numbers = [number._asdict() | {"change": number.change} for number in found.numbers]
            told = {"before": found.before["run_id"], "after": found.after["run_id"], "settings": dict(found.settings)}
            say(json_text(told | {"numbers": numbers}, indent=2))
        else:
            for line in _comparison(found):
                say(line)
        return Exit.DONE
    runs = list_runs(options.db, options.last)
    if options.json:
        say(json_text(runs, indent=2))
    else:
        heads = ("run", "command", "started", "status", "reports", "new", "changed", "failed", "alarms")
        say(table(heads, [_row(row) for row in runs]) if runs else "No run yet.")
    return Exit.DONE


def _row(row: dict[str, Any]) -> tuple[object, ...]:
    from harvester.jobs.monitoring import PROFILE, seen

    stats = row["stats"]
    profile = stats.get(PROFILE, {})
    return (
        row["run_id"], row["command"], row["started_at"][:16], row["status"],
        profile.get("reports", seen(stats)), stats.get("reports new", 0),
        stats.get("reports changed", 0), profile.get("failures"), len(stats.get("alarms", ())),
    )  # fmt: skip


def _comparison(found: "Comparison") -> Iterator[str]:
    for side in (found.before, found.after):
        yield f"run {side['run_id']}: {side['command']}, {side['started_at'][:16]}, {side['status']}"
    for name, (before, after) in found.settings.items():
        yield f"option {name}: {before} -> {after}"
    changed = [number for number in found.numbers if number.change]
    heads = ("counted", str(found.before["run_id"]), str(found.after["run_id"]), "change")
    if changed:
        yield table(heads, [(*number, number.change) for number in changed])
    yield f"{len(found.numbers) - len(changed)} numbers are the same."
    for alarm in found.after["stats"].get("alarms", ()):
        yield f"Alarm ({alarm['kind']}): {alarm['message']}"


COMMAND = Command(
    name="runs",
    summary="List the runs of a database with what they found, or compare two of them.",
    example="harvester runs --db data/harvest.db\nharvester runs 11 12",
    configure=configure,
    run=run,
)
