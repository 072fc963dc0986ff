"""Options that several commands share."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import TYPE_CHECKING

from harvester.errors import HarvestError

if TYPE_CHECKING:
    from harvester.crawl.archive import WebArchive
    from harvester.crawl.pace import QuietHours

DATABASE = Path("data/harvest.db")


def years(text: str) -> tuple[int, ...]:
    """Report years from `2019-2025`, `2022`, or `2008,2019-2021`."""
    from harvester.crawl.options import parse_years

    try:
        found = parse_years(text)
    except HarvestError as error:
        raise ArgumentTypeError(str(error)) from error
    if not found:
        raise ArgumentTypeError("no year is named; write 2019-2025 or 2022")
    return found


def quiet_hours(text: str) -> "QuietHours":
    """Hours in which nothing is asked, from `08:30-17:30`."""
    from harvester.crawl.pace import parse_quiet_hours

    try:
        return parse_quiet_hours(text)
    except HarvestError as error:
        raise ArgumentTypeError(str(error)) from error


def archive(text: str) -> "WebArchive":
    """A web archive, from `wayback` or `pywb=URL`."""
    from harvester.crawl.archive import parse_archive

    try:
        return parse_archive(text)
    except HarvestError as error:
        raise ArgumentTypeError(str(error)) from error


def add_years(parser: ArgumentParser) -> None:
    """`--years RANGE`."""
    parser.add_argument(
        "--years", type=years, default=(), metavar="RANGE", help="report years, e.g. 2019-2025 (default: since 2008)"
    )


def add_db(parser: ArgumentParser, *, purpose: str = "database to use") -> None:
    """`--db FILE`."""
    parser.add_argument(
        "--db", type=Path, default=DATABASE, metavar="FILE", help=f"{purpose} (default: {DATABASE.as_posix()})"
    )


def add_json(parser: ArgumentParser) -> None:
    """`--json`."""
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")


def count(text: str) -> int:
    """A whole number above zero."""
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise ArgumentTypeError(f"{text!r} is no number above zero")
    return int(text)


def seconds(text: str) -> float:
    """A number of seconds, zero or more."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 86_400:
        raise ArgumentTypeError(f"{text!r} is no number of seconds; write 0.5 or 2")
    return value
