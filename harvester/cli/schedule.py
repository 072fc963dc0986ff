"""`harvester schedule`: writes and validates a systemd timer or crontab lines for regular crawls."""

from argparse import REMAINDER, ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from harvester.cli._command import Command, Exit, UsageError
from harvester.cli._output import complain, say
from harvester.errors import HarvestError

if TYPE_CHECKING:
    from harvester.jobs.scheduling import Entry, Schedule

LOG = ("--log", "data/logs/crawl.log")


def time_of_day(text: str) -> time:
    """A time of day, such as 02:30."""
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - local time, as timers have it
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no time of day; write 02:30") from error


def configure(parser: ArgumentParser) -> None:
    """Options of `schedule`."""
    parser.add_argument(
        "--kind",
        choices=("systemd", "cron"),
        default="systemd",
        help="systemd timer with service (default), or crontab lines",
    )
    parser.add_argument(
        "--to", type=Path, metavar="PATH",
        help="systemd: folder for the units, as ~/.config/systemd/user; cron: file for the lines (default: print)",
    )  # fmt: skip
    parser.add_argument("--name", default="harvester", help="name of the units (default: harvester)")
    parser.add_argument(
        "--at", type=time_of_day, default=time(2, 30), metavar="HH:MM", help="local time (default: 02:30)"
    )
    parser.add_argument("--check", type=Path, metavar="PATH", help="write nothing: validate what stands there")
    parser.add_argument("crawl", nargs=REMAINDER, metavar="-- ...", help="after --: the arguments of harvester crawl")


def run(options: Namespace) -> int:
    """Write and validate, or validate only; 3 when what was written would not run."""
    if options.check:
        return _check(options.check, options.name)
    from harvester.jobs.scheduling import ENVIRONMENT, Schedule, cron_lines, next_runs, units

    arguments = options.crawl[1:] if options.crawl[:1] == ["--"] else options.crawl
    _checked(arguments)
    if "--log" not in arguments:
        arguments = [*arguments, *LOG]
    schedule = Schedule(options.name, options.at, Path.cwd(), tuple(arguments))
    files = units(schedule) if options.kind == "systemd" else {"crontab": cron_lines(schedule)}
    if options.to is None:
        for name, text in files.items():
            say(f"# {name}\n{text}" if options.kind == "systemd" else text.rstrip())
        return Exit.DONE
    path = _write(options.to.expanduser(), files, single=options.kind == "cron")
    code = _check(path, options.name)
    runs = ", ".join(f"{moment:%Y-%m-%d %H:%M}" for moment in next_runs(schedule, datetime.now(), 3))  # noqa: DTZ005
    say(f"Next: {runs}.")
    say(f"HARVESTER_CONTACT and HARVESTER_SMTP are read from ~/{ENVIRONMENT}, one NAME=value a line.")
    say(_how_to_start(schedule, options.kind, path))
    return code


def _checked(arguments: Sequence[str]) -> None:
    """Refuse arguments that `harvester crawl` would refuse, before a timer runs into them every night."""
    from harvester.cli.crawl import configure as configure_crawl
    from harvester.crawl.options import CrawlOptions

    class Refusing(ArgumentParser):
        def error(self, message: str) -> "None":  # type: ignore[override]
            raise UsageError(f"harvester crawl would refuse this: {message}")

    parser = Refusing(prog="harvester crawl", allow_abbrev=False)
    configure_crawl(parser)
    found = parser.parse_args(arguments)
    if not (found.urls or found.sites or found.region):
        raise UsageError("name what to crawl after --, for example: harvester schedule -- --region 江门市")
    CrawlOptions(sites=found.sites, urls=tuple(found.urls), region=found.region).listed_sites()


def _write(path: Path, files: dict[str, str], *, single: bool) -> Path:
    folder = path.parent if single else path
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        file = path if single else folder / name
        partial = file.with_name(f".{file.name}.partial")
        partial.write_text(text, encoding="utf-8", newline="\n")
        partial.replace(file)
        say(f"Written: {file}")
    return path


def _check(path: Path, name: str) -> int:
    from harvester.jobs.scheduling import ask_systemd, faults

    path = path.expanduser()
    found = list(faults(_read(path, name)))
    if path.is_dir() and (told := ask_systemd([path / f"{name}.service", path / f"{name}.timer"])):
        found.append(f"systemd-analyze says: {told}")
    if found:
        complain(f"harvester schedule: {path} would not run: {'; '.join(found)}")
        return Exit.ATTENTION
    say(f"Valid: {path}")
    return Exit.DONE


def _read(path: Path, name: str) -> "Entry":
    from harvester.jobs.scheduling import read_cron, read_units

    try:
        if path.is_dir():
            entry = read_units(*((path / f"{name}.{kind}").read_text("utf-8") for kind in ("service", "timer")))
        else:
            entry = read_cron(path.read_text("utf-8"))
    except (HarvestError, ValueError) as error:
        raise HarvestError(f"{path} cannot be used: {error}. Write it again with harvester schedule --to") from error
    _checked(entry.command[4:])
    return entry


def _how_to_start(schedule: "Schedule", kind: str, path: Path) -> str:
    if kind == "cron":
        return f"Start it with: crontab {path} (replaces your crontab; to add to it, use crontab -e)"
    return f"Start it with: systemctl --user daemon-reload && systemctl --user enable --now {schedule.name}.timer"


COMMAND = Command(
    name="schedule",
    summary="Write and validate a systemd timer or crontab lines for regular crawls, daily from January to April.",
    example="harvester schedule --to ~/.config/systemd/user -- --region 江门市 --mail-to me@example.org\n"
    "harvester schedule --kind cron --to harvester.cron --at 03:15 -- --region 440781 --summary data/last.json\n"
    "harvester schedule --check ~/.config/systemd/user",
    configure=configure,
    run=run,
)
