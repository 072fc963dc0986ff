"""Named steps over text and the record of what each of them changed, so that a result can be explained and replayed."""

from collections.abc import Callable, Iterable
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


class Step(NamedTuple):
    """A pure function `str -> (str, places, detail)` under its public name."""

    name: str
    reason: str
    apply: Callable[[str], tuple[str, int, str]]


class Traced(NamedTuple):
    """A text after a run of steps."""

    text: str
    changes: tuple[Change, ...]


def run_steps(text: str, steps: Iterable[Step]) -> Traced:
    """Apply `steps` in order and keep a `Change` for each that altered the text."""
    changes = []
    for step in steps:
        text, places, detail = step.apply(text)
        if places:
            changes.append(Change(step.name, places, detail))
    return Traced(text, tuple(changes))
