"""Live progress: one line that renews itself on a terminal, a plain line now and then everywhere else."""

import shutil
import sys
import time
from types import TracebackType
from typing import Self, TextIO

from harvester.cli._output import one_line, shorten, width

LIVE_SECONDS = 0.1
PLAIN_SECONDS = 10.0


class Progress:
    """Shows how far a long job is. Never disturbs it: a reader that goes away is ignored."""

    def __init__(self, stream: TextIO | None = None) -> None:
        """Show on `stream`, standard error by default, so that the results on standard output stay clean."""
        self.stream = stream or sys.stderr
        self.live = self.stream.isatty()
        self._shown_at = time.monotonic() if not self.live else 0.0
        self._drawn = False
        self._deaf = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()

    def update(self, text: str) -> None:
        """Show where the job stands, if the last time is long enough ago."""
        moment = time.monotonic()
        if moment - self._shown_at < (LIVE_SECONDS if self.live else PLAIN_SECONDS):
            return
        self._shown_at = moment
        if self.live:
            columns = shutil.get_terminal_size().columns - 1
            self._write("\r" + _fill(shorten(one_line(text), columns), columns))
            self._drawn = True
        else:
            self._write(one_line(text) + "\n")

    def note(self, text: str) -> None:
        """A line that stays, for what a person should see at once."""
        self.clear()
        self._write(one_line(text) + "\n")

    def clear(self) -> None:
        """Take the renewing line away."""
        if self._drawn:
            self._write("\r" + " " * (shutil.get_terminal_size().columns - 1) + "\r")
            self._drawn = False

    def _write(self, text: str) -> None:
        if self._deaf:
            return
        try:
            self.stream.write(text)
            self.stream.flush()
        except (OSError, ValueError):
            self._deaf = True


def _fill(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))
