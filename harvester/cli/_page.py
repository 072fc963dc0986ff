"""Writes `docs/commands.md` from the commands themselves: `python -m harvester.cli._page > docs/commands.md`."""

from argparse import Action, ArgumentParser, _HelpAction
from collections.abc import Iterator

import harvester.cli
from harvester.catalog import members
from harvester.cli._command import Command
from harvester.cli._output import say

HEAD = """# Commands

Written from the code by `python -m harvester.cli._page`; a test compares them.

Every command exits 0 on success, 1 when the work could not be done, 2 when it was called wrongly, and 3 when it was
done but something needs a person. Errors are one line on standard error that says what happened, where, and what to
do next; results go to standard output, progress to standard error. `HARVESTER_DEBUG=1` shows the trace of a bug.
"""


def page() -> str:
    """The whole page."""
    commands: dict[str, Command] = members(harvester.cli, "COMMAND")
    ordered = sorted(commands.values(), key=lambda command: command.name)
    return "\n".join([HEAD, *(line for command in ordered for line in _section(command))]).rstrip() + "\n"


def _section(command: Command) -> Iterator[str]:
    parser = ArgumentParser(prog=f"harvester {command.name}")
    command.configure(parser)
    yield f"## harvester {command.name}\n"
    yield f"{command.summary}\n"
    yield "| argument | meaning |"
    yield "|---|---|"
    yield from (_row(action) for action in parser._actions if not isinstance(action, _HelpAction))
    yield f"\n```\n{command.example}\n```\n"


def _row(action: Action) -> str:
    choices = "\\|".join(map(str, action.choices)) if action.choices else ""
    value = str(action.metavar or choices) if action.nargs != 0 else ""
    name = " ".join(filter(None, (*action.option_strings, value)))
    several = " ..." if action.nargs in ("*", "+") else ""
    return f"| `{name}{several}` | {action.help} |"


if __name__ == "__main__":
    say(page().rstrip())
