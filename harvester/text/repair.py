"""The ordered repair of a text: every step by name, what each changed, and what could not be mended."""

from collections.abc import Callable
from typing import NamedTuple

from harvester.text.broken_dates import mend_dates
from harvester.text.characters import decode_entities, drop_invisible, drop_private_use, narrow_data
from harvester.text.emails import drop_hidden_emails
from harvester.text.glosses import drop_glosses
from harvester.text.lost_bytes import mend_lost_bytes
from harvester.text.mojibake import MIXUPS, report_lost
from harvester.text.script import Script, detect_script, simplify
from harvester.text.trace import Change, Outcome


class Repaired(NamedTuple):
    """A text after repair."""

    text: str
    changes: tuple[Change, ...]
    script: Script
    """Script of the original."""
    unresolved: tuple[str, ...]
    """Damage that stays, in words for a person."""


STEPS: tuple[Callable[[str], Outcome], ...] = (
    decode_entities,
    *MIXUPS,
    drop_invisible,
    mend_lost_bytes,
    drop_private_use,
    drop_glosses,
    simplify,
    drop_hidden_emails,
    narrow_data,
    mend_dates,
    report_lost,
)


# One repair may uncover another; a text is repaired until nothing changes, so that a second repair changes nothing.
_MOST_ROUNDS = 4


def repair(text: str) -> Repaired:
    """Mend what re-hosting, wrong decoding and conversion did to a text; a clean text comes back as it is.

    >>> repair("政府\\u200b信息公開工作年度報告").text
    '政府信息公开工作年度报告'
    >>> repair("政府信息公开工作年度报告").changes
    ()
    """
    script = detect_script(text)
    places: dict[str, int] = {}
    details: dict[str, str] = {}
    unresolved: dict[str, None] = {}
    for _ in range(_MOST_ROUNDS):
        before = text
        for step in STEPS:
            outcome = step(text)
            if outcome.text != text:
                name = step.__name__
                places[name] = places.get(name, 0) + max(outcome.places, 1)
                details.setdefault(name, outcome.detail)
                text = outcome.text
            unresolved.update(dict.fromkeys(outcome.unresolved))
        if text == before:
            break
    changes = tuple(Change(name, count, details[name]) for name, count in places.items())
    return Repaired(text, changes, script, tuple(unresolved))
