"""Decides what a text means for the reports that are known: a new one, a new version, another sighting.

Identity is (agency, year). Pure functions over what the database knows; `reports` carries the decision out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from harvester.store.copies import Copy, is_correction, numbers_agree, same_rendering


@dataclass(frozen=True, slots=True)
class Version:
    """A stored version of a report, with what decisions need."""

    report_id: int
    version: int
    is_current: bool
    division_code: str | None
    title: str | None
    published: str | None
    url: str | None
    text_sha256: str
    first_seen: str
    copy: Copy


@dataclass(frozen=True, slots=True)
class Seen:
    """What was last seen at the address of the newcomer."""

    report_id: int
    capture_id: int | None
    text_sha256: str | None


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A text that has just been read."""

    agency: str
    division_code: str | None
    title: str | None
    published: str | None
    url: str | None
    capture_id: int | None
    text_sha256: str
    seen_at: str
    copy: Copy


class Decision(NamedTuple):
    """What to do: insert it as a version before or after others, or attach it to a version as a copy."""

    step: Literal["insert", "attach"]
    report_id: int | None = None
    """For `attach` the version that it is a copy of; for `insert` the version that it follows (None: it is first)."""
    contradicts: bool = False
    """For `attach`: its numbers are other ones."""


def same_agency(newcomer: Newcomer, group: Sequence[Version]) -> bool:
    """Whether a group of versions of this agency name and year belongs to the newcomer's agency.

    Short names (教育局) recur in every county, so two known divisions that differ are two agencies; but for the same
    text to the letter, which has one author however its copies were placed.
    """
    code, other = newcomer.division_code, group[0].division_code
    return not code or not other or code == other or any(v.text_sha256 == newcomer.text_sha256 for v in group)


def decide(newcomer: Newcomer, versions: Sequence[Version], seen: Seen | None) -> Decision:
    """Place a text among the versions (oldest first, at least one) of its agency and year."""
    current = next((v for v in versions if v.is_current), versions[-1])
    here = next((v for v in versions if seen and v.report_id == seen.report_id), None)
    equal = [v for v in (current, *reversed(versions)) if v.text_sha256 == newcomer.text_sha256]
    if equal and not (here is current and current.url == newcomer.url and equal[0] is not current):
        return Decision("attach", equal[0].report_id)
    if here and seen:
        return _at_known_address(newcomer, versions, here, seen)
    return _at_new_address(newcomer, versions)


def _at_known_address(newcomer: Newcomer, versions: Sequence[Version], here: Version, seen: Seen) -> Decision:
    """The address was known: the same bytes or the same text are no news, a changed text is a version."""
    if seen.text_sha256 == newcomer.text_sha256 or (seen.capture_id and seen.capture_id == newcomer.capture_id):
        return Decision("attach", here.report_id, not numbers_agree(newcomer.copy, here.copy))
    if same_rendering(newcomer.copy.text, here.copy.text):
        return Decision("attach", here.report_id)
    if here.url != newcomer.url or not here.is_current:  # a copy that is rendered anew, or follows the original
        alike = next((v for v in reversed(versions) if numbers_agree(newcomer.copy, v.copy)), None)
        if alike:
            return Decision("attach", alike.report_id)
    return _insert(newcomer, versions)


def _at_new_address(newcomer: Newcomer, versions: Sequence[Version]) -> Decision:
    """The address is new: a copy, unless the title marks a correction that is not known yet."""
    marked = is_correction(newcomer.title, newcomer.agency)
    peers = [v for v in reversed(versions) if is_correction(v.title, newcomer.agency) == marked]
    if not peers:
        return _insert(newcomer, versions)
    alike = next((v for v in peers if numbers_agree(newcomer.copy, v.copy)), None)
    if alike:
        return Decision("attach", alike.report_id)
    return _insert(newcomer, versions) if marked else Decision("attach", peers[0].report_id, contradicts=True)


def _insert(newcomer: Newcomer, versions: Sequence[Version]) -> Decision:
    """A version of its own, behind the last one that is not later: copies arrive in any order."""
    earlier = list(versions)
    while earlier and _precedes(newcomer, earlier[-1]):
        earlier.pop()
    return Decision("insert", earlier[-1].report_id if earlier else None)


def _precedes(newcomer: Newcomer, version: Version) -> bool:
    marked = is_correction(newcomer.title, newcomer.agency)
    if newcomer.url != version.url:
        if marked != is_correction(version.title, newcomer.agency):
            return not marked
        if newcomer.published and version.published and newcomer.published != version.published:
            return newcomer.published < version.published
    return newcomer.seen_at < version.first_seen
