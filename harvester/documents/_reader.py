"""What a reader of one kind of file declares, and the limits that every reader keeps."""

from collections.abc import Callable
from typing import NamedTuple

from harvester.page.model import Block

MOST_BYTES = 60_000_000
MOST_PAGES = 300
MOST_BLOCKS = 100_000


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
