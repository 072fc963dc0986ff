"""The pause between two requests to a host: never below the floor, longer the slower or busier the server is."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from harvester.errors import HarvestError

LONGEST_PAUSE = 60.0
LONGEST_WAIT = 3600.0
"""A `Retry-After` of more than an hour ends the sweep of the site instead."""
BEIJING = timezone(timedelta(hours=8))
"""The time of every office in the country, whatever the clock of this machine says."""
_HOURS = re.compile(r"^(\d{1,2}):(\d{2})\s*[-–~]\s*(\d{1,2}):(\d{2})$")


class QuietHours(NamedTuple):
    """A span of the day in which no site is asked; it may lie over midnight."""

    start: time
    end: time

    def wait(self, now: datetime) -> float:
        """Seconds until the span is over, 0 outside of it.

        >>> office = QuietHours(time(8, 30), time(17, 30))
        >>> [office.wait(datetime(2026, 3, 2, hour, 0, tzinfo=BEIJING)) for hour in (8, 17, 18)]
        [0.0, 1800.0, 0.0]
        >>> QuietHours(time(22), time(6)).wait(datetime(2026, 3, 2, 23, 0, tzinfo=BEIJING))
        25200.0
        """
        here = now.astimezone(BEIJING)
        begin = here.replace(hour=self.start.hour, minute=self.start.minute, second=0, microsecond=0)
        begin -= timedelta(days=begin > here)
        end = begin.replace(hour=self.end.hour, minute=self.end.minute)
        end += timedelta(days=end <= begin)
        return max(0.0, (end - here).total_seconds())


def parse_quiet_hours(text: str) -> QuietHours:
    """The hours that `08:30-17:30` names, in Beijing time.

    Raises:
        HarvestError: it names no two times of the day.
    """
    match = _HOURS.match(text.strip())
    try:
        first, second, third, fourth = (int(part) for part in match.groups()) if match else (99, 0, 0, 0)
        hours = QuietHours(time(first, second), time(third, fourth))
    except ValueError as error:
        raise HarvestError(f"{text!r} names no hours of the day. Write for example 08:30-17:30.") from error
    if hours.start == hours.end:
        raise HarvestError(f"{text!r} leaves no time to crawl in. Write for example 08:30-17:30.")
    return hours


@dataclass
class Pace:
    """The pace of one host. Times are seconds of a monotonic clock that the caller reads."""

    floor: float = 1.0
    """Least pause that the user allows."""
    crawl_delay: float = 0.0
    """What robots.txt asks for."""
    pause: float = 0.0
    """Grows with the response time, as AutoThrottle's does."""
    not_before: float = 0.0
    asked: float = float("-inf")

    def wait(self, now: float) -> float:
        """Seconds to wait before the next request."""
        gap = max(self.floor, self.crawl_delay, self.pause if self.floor else 0.0)
        return max(0.0, self.asked + gap - now, self.not_before - now)

    def ask(self, now: float) -> None:
        """A request goes out."""
        self.asked = now

    def answer(self, latency: float, status: int) -> None:
        """An answer came: a slow server is asked less often, an error never speeds things up."""
        target = min(latency, LONGEST_PAUSE)
        eased = max(target, (self.pause + target) / 2)
        if status == 200 or eased > self.pause:
            self.pause = min(eased, LONGEST_PAUSE)

    def hold(self, now: float, seconds: float) -> None:
        """The server asked to be left alone for a while."""
        self.not_before = max(self.not_before, now + min(seconds, LONGEST_WAIT))


def retry_after(value: str, today: datetime | None = None) -> float | None:
    """Seconds that a `Retry-After` header asks for, as a number or a date; None when it says nothing.

    >>> retry_after("120"), retry_after("soon")
    (120.0, None)
    """
    value = value.strip()
    if value.isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (today or datetime.now(UTC))).total_seconds())
