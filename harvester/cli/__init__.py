"""The command line: `harvester SUBCOMMAND`. Each module of this package declares one `COMMAND`."""

import os
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from typing import NoReturn

from harvester.catalog import members
from harvester.cli._command import Command, Exit, UsageError
from harvester.cli._output import complain, prepare_streams, silence
from harvester.errors import HarvestError
from harvester.version import VERSION

DEBUG = "HARVESTER_DEBUG"
"""Environment variable that shows the trace of an unexpected error instead of one line."""


class OneLineParser(ArgumentParser):
    """An argument parser whose complaint is a single line that ends with what to do next."""

    def error(self, message: str) -> NoReturn:
        """Print the complaint in one line and exit with 2."""
        complain(f"{self.prog}: {message.removesuffix('.')}. Try: {self.prog} --help")
        raise SystemExit(Exit.USAGE)


def build_parser() -> ArgumentParser:
    """The whole command line, one subparser for each module of this package."""
    parser = OneLineParser(
        prog="harvester",
        description="Finds, cleans, reads and keeps annual reports on disclosure of government information "
        "(政府信息公开工作年度报告).",
        epilog="Each command explains itself: harvester COMMAND --help",
    )
    parser.add_argument("--version", action="version", version=f"harvester {VERSION}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND")
    commands: dict[str, Command] = members(sys.modules[__name__], "COMMAND")
    for command in commands.values():
        child = subparsers.add_parser(
            command.name,
            help=command.summary,
            description=command.summary,
            epilog=f"example:\n{_indent(command.example)}",
            formatter_class=RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        command.configure(child)
        child.set_defaults(run=command.run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; whatever goes wrong is told in one line on standard error."""
    prepare_streams()
    try:
        options = _parse(build_parser(), argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    return _run(options)


def _parse(parser: ArgumentParser, argv: Sequence[str] | None) -> Namespace:
    """The options of a call; a wrong option is named even where no command is."""
    options = parser.parse_args(argv)
    if options.command is None:
        parser.error("the following arguments are required: COMMAND")
    return options


def _run(options: Namespace) -> int:
    try:
        code = int(options.run(options))
        sys.stdout.flush()
    except BrokenPipeError:
        silence()
        return Exit.DONE  # the reader has seen enough, as `head` has
    except (KeyboardInterrupt, Exception) as error:
        if os.environ.get(DEBUG):
            raise
        complain(f"harvester {options.command}: {describe(error)}")
        return Exit.USAGE if isinstance(error, UsageError) else Exit.FAILED
    return code


def describe(error: BaseException) -> str:
    """What went wrong and what to do next, for a person."""
    if isinstance(error, KeyboardInterrupt):
        return "interrupted; what was stored stays, run it again to continue"
    if isinstance(error, HarvestError):
        return str(error)
    if isinstance(error, OSError):
        reason = error.strerror or str(error) or type(error).__name__
        return f"{error.filename}: {reason}" if error.filename else reason
    return f"unexpected {type(error).__name__}: {error}. This is a bug; {DEBUG}=1 shows where it happened"


def _indent(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
