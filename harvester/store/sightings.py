"""Where reports were seen, and the copies that contradict them."""

from typing import NamedTuple

from harvester.store.addresses import Kind, host, is_within, sighting_kind
from harvester.store.connection import Connection, Row
from harvester.store.versions import Newcomer, Seen, Version

_NOTE = """
INSERT INTO sightings (url, report_id, kind, site_id, first_seen, last_seen, status, capture_id, text_sha256)
VALUES (:url, :report_id, :kind, :site_id, :seen_at, :seen_at, 'live', :capture_id, :text_sha256)
ON CONFLICT (url) DO UPDATE SET report_id = excluded.report_id, kind = excluded.kind,
  site_id = ifnull(excluded.site_id, site_id), first_seen = min(first_seen, excluded.first_seen),
  last_seen = max(last_seen, excluded.last_seen), status = 'live', capture_id = ifnull(excluded.capture_id, capture_id),
  text_sha256 = excluded.text_sha256
WHERE excluded.last_seen >= last_seen OR excluded.capture_id = capture_id
"""
_CONFLICT = """
INSERT OR REPLACE INTO checks (report_id, rule, subject, level, status, verdict, expected, actual, message)
VALUES (?, 'X.copy_conflict', ?, 'warning', 'fail', 'unsure', ?, ?, ?)
"""


class Sighting(NamedTuple):
    """A version that was seen at an address."""

    url: str
    report_id: int
    site_id: str | None
    seen_at: str
    capture_id: int | None
    text_sha256: str
    kind: Kind | None = None
    """None: as the address shows."""


def seen_at_address(connection: Connection, url: str | None) -> Seen | None:
    """What was last seen at an address."""
    row = connection.first("SELECT report_id, capture_id, text_sha256 FROM sightings WHERE url = ?", (url,))
    return Seen(**row) if row else None


def note_sighting(connection: Connection, sighting: Sighting, *, is_first: bool = False) -> None:
    """Keep that a version was seen at an address; an older observation does not replace a newer one."""
    primary = sighting.url
    if not is_first:
        primary = connection.value("SELECT url FROM reports WHERE report_id = ?", (sighting.report_id,))
    kind = sighting.kind or sighting_kind(sighting.url, primary)
    connection.execute(_NOTE, sighting._asdict() | {"kind": kind})


def rename_kinds(connection: Connection, report_id: int) -> None:
    """Tell anew what each copy of a version is, after another copy became the one it is read from."""
    primary = connection.value("SELECT url FROM reports WHERE report_id = ?", (report_id,))
    rows = connection.rows("SELECT url, kind FROM sightings WHERE report_id = ?", (report_id,))
    connection.many(
        "UPDATE sightings SET kind = ? WHERE url = ?",
        [(sighting_kind(row["url"], primary), row["url"]) for row in rows if row["kind"] != "attachment"],
    )


def mark_gone(connection: Connection, url: str) -> bool:
    """Keep that an address answers no more; True when a report was seen there."""
    return connection.execute("UPDATE sightings SET status = 'gone' WHERE url = ?", (url,)).rowcount > 0


def seen_again(connection: Connection, url: str, at: str) -> bool:
    """Keep that an address still shows what it showed (304, same bytes); True when a report is known there."""
    with connection.writing():
        row = connection.first("SELECT report_id FROM sightings WHERE url = ?", (url,))
        if row is None:
            return False
        connection.execute(
            "UPDATE sightings SET last_seen = max(last_seen, ?), status = 'live' WHERE url = ?", (at, url)
        )
        connection.execute(
            "UPDATE reports SET last_seen = max(last_seen, ?) WHERE report_id = ?", (at, row["report_id"])
        )
    return True


def note_conflict(connection: Connection, version: Version, newcomer: Newcomer, *, replaced: bool) -> None:
    """Keep that a copy says other numbers than the report, as a failed check with the address as its subject."""
    ours, theirs = version.copy.cells, newcomer.copy.cells
    differing = sorted(key for key in ours.keys() & theirs.keys() if ours[key] != theirs[key])
    cell = differing[0] if differing else None
    subject = (version.url if replaced else newcomer.url) or "copy without address"
    stored, other = (theirs, ours) if replaced else (ours, theirs)
    where = f"{'.'.join(cell)} ({len(differing)} in all)" if cell else "the numbers of its text"
    connection.execute(
        _CONFLICT,
        (version.report_id, subject, str(stored[cell]) if cell else None, str(other[cell]) if cell else None,
         f"Another copy of this report says something else in {where}."),
    )  # fmt: skip


def clear_conflict(connection: Connection, report_id: int, url: str) -> None:
    """Drop the note that the copy at an address contradicts: it agrees now."""
    connection.execute(
        "DELETE FROM checks WHERE report_id = ? AND rule = 'X.copy_conflict' AND subject = ?", (report_id, url)
    )


def own_site(connection: Connection, row: Row) -> int:
    """How near the site of a copy is to the agency: 2 its own division's, 1 another government site, 0 elsewhere."""
    served = connection.value("SELECT division_code FROM sites WHERE site_id = ?", (row["site_id"],))
    code = row["division_code"]
    if served and code and served == code:
        return 2
    official = host(row["url"] or "").endswith(".gov.cn") or bool(served and code and is_within(served, code))
    return int(official)
