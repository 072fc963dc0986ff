"""What a reader of one kind of file declares, and the limits that every reader keeps."""

import time
from collections.abc import Callable
from typing import NamedTuple

from harvester.errors import UnreadablePage
from harvester.page.model import Block

MOST_BYTES = 60_000_000
MOST_PAGES = 300
MOST_BLOCKS = 100_000


class Deadline:
    """Gives a file up that takes too long."""

    def __init__(self, seconds: float = 10.0) -> None:
        """Count from now."""
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def check(self, where: str) -> None:
        """Raise UnreadablePage when the time is over; `where` says how far the reading came."""
        if time.monotonic() > self._end:
            raise UnreadablePage(f"The file was given up after {self.seconds:.0f} s at {where}.")


class Content(NamedTuple):
    """What a reader took from a file."""

    blocks: tuple[Block, ...]
    title: str = ""
    """The file's own title field, where it has one worth reading."""


class Reader(NamedTuple):
    """One kind of file."""

    kind: str
    """Short name, e.g. `pdf`."""
    media_type: str
    sniff: Callable[[bytes], bool]
    """Whether the bytes are of this kind; cheap, never raises."""
    read: Callable[[bytes], Content]
    """Raises UnreadablePage with the reason."""
