"""Divisions and sites: who governs what, under which code in which year, and on which host it publishes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Division:
    """One administrative division (行政区划), valid from `valid_from` to `valid_to` (years, inclusive, None = open)."""

    code: str
    name: str
    level: str
    """province | prefecture | county (townships have no code here)."""
    parent_code: str | None
    full_name: str
    short_name: str
    valid_from: int | None = None
    valid_to: int | None = None
    successors: tuple[str, ...] = ()
    """Codes of today's divisions that took its place."""


@dataclass(frozen=True, slots=True)
class Site:
    """One government site; only `home_url` is sure to be there. `site_id` is the domain where no code is known."""

    site_id: str
    name: str
    domain: str
    home_url: str
    division_code: str | None = None
    level: str | None = None
    disclosure_url: str | None = None
