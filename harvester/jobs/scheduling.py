"""Writes and validates what makes a system run a crawl by itself: a systemd timer with its service, or crontab lines.

Reports of a year are due by the end of January (departments) and of March (governments), so the sites are visited daily
from January to April and once a week in the rest of the year.
"""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from harvester.errors import HarvestError

MONDAY = 0
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,60}")


class Season(NamedTuple):
    """Part of a year with its rhythm."""

    first_month: int
    last_month: int
    weekday: int | None
    """The day of the week, Monday is 0; None for every day."""


ENVIRONMENT = ".config/harvester.env"
"""In the home folder: what must not stand in a unit or a crontab (HARVESTER_SMTP with its password)."""

SEASONS = (Season(1, 4, None), Season(5, 12, MONDAY))


@dataclass(frozen=True, slots=True)
class Schedule:
    """A crawl that is to run regularly."""

    name: str
    at: time
    """Local time of day."""
    folder: Path
    """Where the command runs: relative paths in it are meant from here."""
    arguments: tuple[str, ...]
    """Arguments of `harvester crawl`."""

    def __post_init__(self) -> None:
        """Refuse what no unit and no crontab line can hold."""
        if not _NAME.fullmatch(self.name):
            raise HarvestError(f"{self.name!r} is no name of a unit: letters, digits, dot, dash and underscore")
        for word in (str(self.folder), *self.arguments):
            if not word.isprintable():
                raise HarvestError(f"{word!r} holds a line end or a control character, which no schedule can hold")

    @property
    def command(self) -> tuple[str, ...]:
        """The whole command."""
        return (sys.executable, "-m", "harvester", "crawl", *self.arguments)


def next_runs(schedule: Schedule, now: datetime, count: int) -> list[datetime]:
    """When it runs next, by local time."""
    found: list[datetime] = []
    day = now.date()
    while len(found) < count:
        moment = datetime.combine(day, schedule.at)
        if moment > now and any(_falls_on(season, moment) for season in SEASONS):
            found.append(moment)
        day += timedelta(days=1)
    return found


def _falls_on(season: Season, moment: datetime) -> bool:
    in_season = season.first_month <= moment.month <= season.last_month
    return in_season and season.weekday in (None, moment.weekday())


# systemd


def calendar_lines(schedule: Schedule) -> list[str]:
    """The seasons as systemd writes them.

    >>> calendar_lines(Schedule("harvester", time(2, 30), Path("/srv"), ()))
    ['*-01..04-* 02:30:00', 'Mon *-05..12-* 02:30:00']
    """
    return [
        ("" if season.weekday is None else f"{DAYS[season.weekday]} ")
        + f"*-{season.first_month:02}..{season.last_month:02}-* {schedule.at:%H:%M}:00"
        for season in SEASONS
    ]


def units(schedule: Schedule) -> dict[str, str]:
    """The service and its timer, by file name."""
    calendars = "\n".join(f"OnCalendar={line}" for line in calendar_lines(schedule))
    service = f"""[Unit]
Description=Harvest of annual reports on disclosure of government information ({schedule.name})
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
WorkingDirectory={_unit_path(schedule.folder)}
# HARVESTER_CONTACT, HARVESTER_SMTP, HARVESTER_MAIL_FROM: one NAME=value a line, readable by you alone.
EnvironmentFile=-%h/{ENVIRONMENT}
ExecStart={" ".join(map(_unit_word, schedule.command))}
# 3: done, but something needs a person; the summary tells what. No reason to call the unit failed.
SuccessExitStatus=3
TimeoutStartSec=infinity
Nice=10
NoNewPrivileges=true
"""
    timer = f"""[Unit]
Description=Daily from January to April, weekly in the rest of the year: {schedule.name}

[Timer]
{calendars}
RandomizedDelaySec=30min
Persistent=true

[Install]
WantedBy=timers.target
"""
    return {f"{schedule.name}.service": service, f"{schedule.name}.timer": timer}


def _unit_word(word: str) -> str:
    """A word of `ExecStart`: `%` and `$` are doubled, quotes and backslashes escaped.

    >>> _unit_word("100% $HOME"), _unit_word("plain-1.csv")
    ('"100%% $$HOME"', 'plain-1.csv')
    """
    word = word.replace("%", "%%").replace("$", "$$")
    if re.fullmatch(r"[\w@%+=:,./$-]+", word):
        return word
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _unit_path(path: Path) -> str:
    return str(path).replace("%", "%%")


def unit_words(text: str) -> list[str]:
    """The words of an `ExecStart` line, as systemd reads them.

    >>> unit_words(' '.join(map(_unit_word, ['a b', 'c%d', '$x', 'say "hi"'])))
    ['a b', 'c%d', '$x', 'say "hi"']
    """
    return [word.replace("%%", "%").replace("$$", "$") for word in shlex.split(text)]


# cron


_READ_ENVIRONMENT = f'if [ -f "$HOME/{ENVIRONMENT}" ]; then set -a; . "$HOME/{ENVIRONMENT}"; fi'


def cron_lines(schedule: Schedule) -> str:
    """The seasons as crontab lines.

    >>> print(cron_lines(Schedule("n", time(2, 5), Path("/srv"), ("--region", "100%"))).splitlines()[1][:30])
    5 2 * 1-4 * cd /srv && if [ -f
    """
    words = " ".join(map(shlex.quote, schedule.command))
    command = f"cd {shlex.quote(str(schedule.folder))} && {_READ_ENVIRONMENT} && exec {words}".replace("%", "\\%")
    lines = [
        f"{schedule.at.minute} {schedule.at.hour} * {season.first_month}-{season.last_month} "
        f"{'*' if season.weekday is None else season.weekday + 1} {command}"
        for season in SEASONS
    ]
    return "\n".join(
        [f"# {schedule.name}: daily from January to April, on Mondays in the rest of the year", *lines, ""]
    )


# validation


class Entry(NamedTuple):
    """What a written schedule says: where, what, when."""

    folder: Path
    command: tuple[str, ...]
    times: tuple[str, ...]


_CRON = re.compile(r"(?P<when>(?:[\d*,/-]+\s+){5})cd (?P<folder>.+?) && if .+? fi && exec (?P<command>.+)")
_CALENDAR = re.compile(r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?\*-(\d\d)\.\.(\d\d)-\* (\d\d):(\d\d):(\d\d)")
_CRON_LIMITS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))


def read_units(service: str, timer: str) -> Entry:
    """What a service and its timer say.

    Raises:
        HarvestError: a line that is needed is missing or cannot be read.
    """
    times = re.findall(r"^OnCalendar=(.*)$", timer, re.MULTILINE)
    for line in times:
        parts = _CALENDAR.fullmatch(line)
        if parts is None or not _fits(tuple(map(int, parts.groups()))):
            raise HarvestError(f"OnCalendar={line} is no time that this program writes")
    needed = {
        name: re.search(rf"^{name}=(.+)$", service, re.MULTILINE) for name in ("ExecStart", "WorkingDirectory", "Type")
    }
    missing = [name for name, found in needed.items() if found is None] + ([] if times else ["OnCalendar"])
    if missing:
        raise HarvestError(f"the unit lacks {', '.join(missing)}")
    start, folder = (found[1] for name in ("ExecStart", "WorkingDirectory") if (found := needed[name]))
    return Entry(Path(folder.replace("%%", "%")), tuple(unit_words(start)), tuple(times))


def _fits(numbers: tuple[int, ...]) -> bool:
    first, last, hour, minute, second = numbers
    return 1 <= first <= last <= 12 and hour < 24 and minute < 60 and second < 60


def read_cron(text: str) -> Entry:
    """What the lines of a crontab say.

    Raises:
        HarvestError: a line cannot be read, a number is out of range, or the lines run different commands.
    """
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    entries = [_cron_entry(line) for line in lines]
    if not entries:
        raise HarvestError("there is no line that runs anything")
    if len({(entry.folder, entry.command) for entry in entries}) > 1:
        raise HarvestError("the lines run different commands")
    return Entry(entries[0].folder, entries[0].command, tuple(time for entry in entries for time in entry.times))


def _cron_entry(line: str) -> Entry:
    parts = _CRON.fullmatch(line)
    if parts is None:
        raise HarvestError(f"{line[:60]!r} is no line that this program writes")
    for cell, (low, high) in zip(parts["when"].split(), _CRON_LIMITS, strict=True):
        if any(not low <= int(number) <= high for number in re.findall(r"\d+", cell)):
            raise HarvestError(f"{cell} is out of range ({low} to {high}) in {line[:60]!r}")
    folder, command = (shlex.split(parts[name].replace("\\%", "%")) for name in ("folder", "command"))
    return Entry(Path(folder[0]), tuple(command), (parts["when"].strip(),))


def faults(entry: Entry) -> Iterator[str]:
    """What would keep the command from running."""
    if not entry.folder.is_dir():
        yield f"the folder {entry.folder} does not exist"
    program = Path(entry.command[0]) if entry.command else Path()
    if not (program.is_absolute() and shutil.which(program)):
        yield f"the program {program} does not exist or cannot be run"
    if entry.command[1:4] != ("-m", "harvester", "crawl"):
        yield "the command is no crawl of this program"


def ask_systemd(files: Sequence[Path]) -> str:
    """What `systemd-analyze verify` says of the units; empty when it finds nothing, or cannot be asked."""
    program = shutil.which("systemd-analyze")
    if program is None:
        return ""
    result = subprocess.run(
        [program, "verify", *(str(file.resolve()) for file in files)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    names = {file.name for file in files}
    return "; ".join(line for line in result.stderr.splitlines() if any(name in line for name in names))
