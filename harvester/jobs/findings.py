"""What the doctor finds: one thing that was looked at, how it stands, and what to do about it."""

from typing import Literal, NamedTuple


class Finding(NamedTuple):
    """One thing that was looked at."""

    topic: str
    state: Literal["ok", "note", "problem"]
    """A note is worth knowing and stops nothing; a problem needs a person."""
    message: str
    advice: str = ""
    """What to do about it."""
