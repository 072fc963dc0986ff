"""What a division and a site are."""

import re
from dataclasses import dataclass
from typing import NamedTuple

LEVELS = ("province", "prefecture", "county")
"""Levels of divisions that have a code."""
SITE_LEVELS = (*LEVELS, "department", "township")
CODE = re.compile(r"\d{6}")
SITE_ID = re.compile(r"\d{10}|bm\d{8}")
"""网站标识码: ten digits, or bm and eight digits for organs of the central government."""


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

    def distance(self, year: int | None) -> int:
        """Years between `year` and the time when this was in force: 0 inside it; None asks about today."""
        if year is None:
            return 0 if self.valid_to is None else 9999 - self.valid_to
        before = (self.valid_from or year) - year
        after = year - (self.valid_to or year)
        return max(before, after, 0)


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


class PlaceName(NamedTuple):
    """A division that a text may mean at this place; a shared name gives several with the same ends."""

    division: Division
    start: int
    end: int
