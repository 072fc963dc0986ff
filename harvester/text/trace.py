"""The record of what each named step over a text changed, so that a result can be explained and replayed."""

from typing import NamedTuple

# Separates the text nodes of a page when they are repaired as one string. Every step keeps it where it is.
NODE = "\x1f"


class Change(NamedTuple):
    """One step that changed something."""

    step: str
    """Name of the step, which is the name of its function."""
    places: int
    """How many places changed (at least 1)."""
    detail: str = ""
    """A short example or note for a person, e.g. `堅(jiān)持 -> 堅持`."""


class Outcome(NamedTuple):
    """What one repair step made of a text."""

    text: str
    places: int = 0
    detail: str = ""
    unresolved: tuple[str, ...] = ()
    """Damage that was seen and left as it is, or content that is gone for good, in words for a person."""
