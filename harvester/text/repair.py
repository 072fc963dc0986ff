"""The ordered repair of a text: every step by name, what each changed, and what could not be mended."""

from collections.abc import Callable
from typing import NamedTuple

from harvester.text.broken_dates import mend_dates
from harvester.text.characters import decode_entities, drop_invisible, drop_private_use, narrow_data
from harvester.text.emails import drop_hidden_emails
from harvester.text.glosses import drop_glosses
from harvester.text.lost_bytes import mend_lost_bytes
from harvester.text.mojibake import report_lost, undo_bytes_read_as_latin, undo_utf8_read_as_gbk
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
    undo_utf8_read_as_gbk,
    undo_bytes_read_as_latin,
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


def repair(text: str) -> Repaired:
    """Mend what re-hosting, wrong decoding and conversion did to a text; a clean text comes back as it is.

    >>> repair("政府\\u200b信息公開工作年度報告").text
    '政府信息公开工作年度报告'
    >>> repair("政府信息公开工作年度报告").changes
    ()
    """
    script = detect_script(text)
    changes: list[Change] = []
    unresolved: list[str] = []
    for step in STEPS:
        outcome = step(text)
        if outcome.text != text:
            changes.append(Change(step.__name__, max(outcome.places, 1), outcome.detail))
            text = outcome.text
        unresolved += outcome.unresolved
    return Repaired(text, tuple(changes), script, tuple(dict.fromkeys(unresolved)))
