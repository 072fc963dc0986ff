"""What one subcommand of `harvester` declares, and the exit codes that all of them share."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from harvester.errors import HarvestError


class Exit(IntEnum):
    """What a command tells the shell; the numbers are part of the public contract."""

    DONE = 0
    FAILED = 1
    """The work could not be done."""
    USAGE = 2
    """The command was called wrongly."""
    ATTENTION = 3
    """The work was done, but something needs a person."""


class UsageError(HarvestError):
    """The options contradict each other or name something impossible; exits with 2."""


@dataclass(frozen=True, slots=True)
class Command:
    """One subcommand; a module of `harvester.cli` declares it as `COMMAND`."""

    name: str
    summary: str
    """One sentence for the list of commands."""
    example: str
    """Lines that a person can paste; shown below `--help`."""
    configure: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]
