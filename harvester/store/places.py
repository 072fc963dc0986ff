"""Divisions and sites in the database, and what crawls learn about sites."""

import hashlib
import json
from collections import defaultdict
from typing import Any

from harvester.registry import Division, Registry, Site
from harvester.store.connection import Connection, now

_DIVISION = """
INSERT INTO divisions (code, name, level, parent_code, full_name, valid_from, valid_to) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (code) DO UPDATE SET name = excluded.name, level = excluded.level, parent_code = excluded.parent_code,
  full_name = excluded.full_name, valid_from = excluded.valid_from, valid_to = excluded.valid_to
"""
_HISTORY = """
INSERT OR REPLACE INTO divisions_history (code, valid_from, valid_to, name, level, parent_code, full_name, successors)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
# What a crawl learned (family, report_column_url, last_status) is no part of a site list and stays.
_SITE = """
INSERT INTO sites (site_id, name, domain, home_url, division_code, level, disclosure_url) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (site_id) DO UPDATE SET name = excluded.name, domain = excluded.domain, home_url = excluded.home_url,
  division_code = ifnull(excluded.division_code, division_code), level = ifnull(excluded.level, level),
  disclosure_url = ifnull(excluded.disclosure_url, disclosure_url)
"""
_LEARNED = ("family", "report_column_url", "last_status")


def load_registry(connection: Connection, registry: Registry) -> None:
    """Bring `divisions` and `sites` in line with the registry; costs next to nothing when it is as last time."""
    divisions, sites = (*registry.divisions, *registry.history), registry.sites
    stamp = hashlib.sha256(repr((divisions, sites)).encode("utf-8", "surrogatepass")).hexdigest()
    if connection.value("SELECT value FROM store_notes WHERE key = 'registry'") == stamp:
        return
    forms: dict[str, list[Division]] = defaultdict(list)
    for division in divisions:
        forms[division.code].append(division)
    with connection.writing():
        connection.many(_DIVISION, [_division_row(max(group, key=_latest)) for group in forms.values()])
        connection.execute("DELETE FROM divisions_history")
        connection.many(_HISTORY, [_history_row(division, registry) for division in divisions])
        connection.many(_SITE, [_site_row(site) for site in sites])
        connection.execute("INSERT OR REPLACE INTO store_notes VALUES ('registry', ?)", (stamp,))


def upsert_site(connection: Connection, site: Site) -> None:
    """Add a site or renew what a site list says of it."""
    connection.execute(_SITE, _site_row(site))


def set_site(connection: Connection, site_id: str, learned: dict[str, str | None]) -> None:
    """Keep what a crawl learned: `family`, `report_column_url`, `last_status`; other columns are left alone."""
    unknown = set(learned) - set(_LEARNED)
    if unknown:
        raise TypeError(f"a crawl cannot set {', '.join(sorted(unknown))} of a site")
    if learned:
        assignments = ", ".join(f"{name} = :{name}" for name in learned)
        connection.execute(f"UPDATE sites SET {assignments} WHERE site_id = :site_id", learned | {"site_id": site_id})


def site_memory(connection: Connection, site_id: str) -> dict[str, Any]:
    """What was remembered about a site; empty when nothing was."""
    memory = connection.value("SELECT memory FROM site_memory WHERE site_id = ?", (site_id,))
    return dict(json.loads(memory)) if memory else {}


def columns_by_family(connection: Connection) -> list[tuple[str, str]]:
    """Family and address of the report column of every site that has taught both, in the order of the addresses."""
    rows = connection.rows(
        "SELECT family, report_column_url AS url FROM sites WHERE family IS NOT NULL AND report_column_url IS NOT NULL "
        "ORDER BY report_column_url"
    )
    return [(row["family"], row["url"]) for row in rows]


def remember_site(connection: Connection, site_id: str, memory: dict[str, Any]) -> None:
    """Replace what is remembered about a site (anything that JSON can hold)."""
    connection.execute(
        "INSERT OR REPLACE INTO site_memory VALUES (?, ?, ?)",
        (site_id, json.dumps(memory, ensure_ascii=False, sort_keys=True), now()),
    )


def _latest(division: Division) -> tuple[float, int]:
    end = float("inf") if division.valid_to is None else division.valid_to
    return end, division.valid_from or 0


def _division_row(d: Division) -> tuple[Any, ...]:
    return d.code, d.name, d.level, d.parent_code, d.full_name, d.valid_from, d.valid_to


def _history_row(d: Division, registry: Registry) -> tuple[Any, ...]:
    """A form of a code; what took its place is followed up to today's divisions."""
    successors = json.dumps([heir.code for heir in registry.current(d)] if d.valid_to else [])
    return d.code, d.valid_from or 0, d.valid_to, d.name, d.level, d.parent_code, d.full_name, successors


def _site_row(s: Site) -> tuple[Any, ...]:
    return s.site_id, s.name, s.domain, s.home_url, s.division_code, s.level, s.disclosure_url
