"""What a page is asked and what it answers: plain data, so that a page is one function from the database to values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from harvester.errors import HarvestError
from harvester.store import Store
from harvester.web.messages import Words
from harvester.web.site import Site

MOST_DIGITS = 18
"""Digits of a number in an address; SQLite's integers end with the nineteenth."""


class NotFound(HarvestError):
    """The address names nothing that is stored."""


@dataclass(frozen=True)
class Ask:
    """One request: who is asked for what, in which language."""

    site: Site
    words: Words
    path: Mapping[str, str] = field(default_factory=dict)
    """Named parts of the address."""
    query: Mapping[str, str] = field(default_factory=dict)
    address: str = "/"

    @property
    def store(self) -> Store:
        """The database."""
        return self.site.store

    def number(self, name: str, otherwise: int = 0) -> int:
        """A number of the path or the query; `otherwise` where there is none."""
        text = self.path.get(name) or self.query.get(name, "")
        return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else otherwise


@dataclass(frozen=True)
class Answer:
    """A page to be drawn from a template, or a body to be sent as it is."""

    template: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Route:
    """A page: the pattern of its address (a regular expression) and the function that answers."""

    pattern: str
    read: Callable[[Ask], Answer]


def agency_url(agency: str, division_code: str | None) -> str:
    """The address of an agency's page.

    >>> agency_url("甲/乙局", None)
    '/agency/-/%E7%94%B2%2F%E4%B9%99%E5%B1%80'
    """
    return f"/agency/{quote(division_code or '-', safe='')}/{quote(agency, safe='')}"
