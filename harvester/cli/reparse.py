"""`harvester reparse`: reads every stored capture again with today's parser, without a request."""

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from harvester.cli._command import Command, Exit
from harvester.cli._options import add_db, add_json
from harvester.cli._output import complain, counted, json_text, say, shorten
from harvester.cli._progress import Progress

if TYPE_CHECKING:
    from harvester.jobs.reparse import Changed, ReparseResult

PARTS_SHOWN = 6


def configure(parser: ArgumentParser) -> None:
    """Options of `reparse`."""
    add_db(parser, purpose="database whose captures are read again")
    add_json(parser)


def run(options: Namespace) -> int:
    """Read again and tell what changed; 3 when a report was lost or cannot be read any more."""
    from harvester.jobs.reparse import reparse

    with Progress() as progress:
        result = reparse(options.db, lambda done, total, url: progress.update(f"{done} of {total} captures: {url}"))
    if options.json:
        say(json_text({
            "captures": result.captures, "outcomes": dict(result.outcomes),
            "changed": [item._asdict() for item in result.changed],
        }, indent=2))  # fmt: skip
    else:
        for line in _lines(result):
            say(line)
    if not result.captures:
        complain(f"harvester reparse: {options.db} holds no capture yet; run `harvester crawl` or `import` first")
        return Exit.ATTENTION
    lost = any(item.outcome in ("withdrawn", "failed") for item in result.changed)
    return Exit.ATTENTION if lost else Exit.DONE


def _lines(result: "ReparseResult") -> Iterator[str]:
    for item in result.changed:
        yield f"{item.outcome}: {item.name}  {item.url}"
        if item.changes:
            yield f"  {_parts(item)}"
    told = ", ".join(f"{number} {outcome}" for outcome, number in sorted(result.outcomes.items()))
    yield f"{counted(result.captures, 'capture')} read again without a request: {told or 'there are none'}."
    if not result.changed:
        yield "No report changed."


def _parts(item: "Changed") -> str:
    """The first changes by name, the rest counted by the kind of part."""
    shown = "; ".join(shorten(part, 120) for part in item.changes[:PARTS_SHOWN])
    rest = Counter(part.partition(".")[0] for part in item.changes[PARTS_SHOWN:])
    more = ", ".join(f"{number} more {kind}" for kind, number in rest.items())
    return f"{shown}; {more}" if more else shown


COMMAND = Command(
    name="reparse",
    summary="Read every stored capture again with today's parser, without a request; tell what changed and why.",
    example="harvester reparse --db data/harvest.db",
    configure=configure,
    run=run,
)
