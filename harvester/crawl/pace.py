"""The pause between two requests to a host: never below the floor, longer the slower or busier the server is."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_PAUSE = 60.0
LONGEST_WAIT = 3600.0
"""A `Retry-After` of more than an hour ends the sweep of the site instead."""


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
