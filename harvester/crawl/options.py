"""What a crawl was asked to do, as data; read from the command line's options or from Scrapy's spider arguments."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

from harvester.crawl.archive import WebArchive, parse_archive
from harvester.crawl.pace import QuietHours, parse_quiet_hours
from harvester.crawl.plan import DEFAULT_BUDGET
from harvester.errors import HarvestError
from harvester.placerows import apart_by_port, key_with_path
from harvester.registry import Site, load_registry, load_sites, site_from_url

FIRST_YEAR = 2008
"""The regulation that asks for reports took effect on 1 May 2008."""
DEFAULT_DB = Path("data/harvest.db")

ARGUMENTS = {
    "sites", "urls", "region", "years", "max_requests_per_site", "max_requests", "javascript", "full", "recheck",
    "quiet_hours", "archives",
}  # fmt: skip
"""What `scrapy crawl annual_reports -a NAME=VALUE` knows."""

_RANGE = re.compile(r"^(\d{4})(?:\s*[-–—~至]\s*(\d{4}))?$")


@dataclass(frozen=True, slots=True)
class CrawlOptions:
    """What to crawl and how."""

    sites: Path | None = None
    """A site list."""
    urls: tuple[str, ...] = ()
    region: str | None = None
    """Division code or name; its sites and those below it come from the shipped registry."""
    db: Path = DEFAULT_DB
    years: tuple[int, ...] = ()
    """Report years wanted; empty for all."""
    max_requests_per_site: int = DEFAULT_BUDGET
    javascript: Literal["auto", "never"] = "auto"
    delay: float = 1.0
    """Least pause between two requests to a host, in seconds."""
    full: bool = False
    """Ask everything again, ignoring what earlier runs learned."""
    recheck: bool = False
    """Ask every known list and report whether it changed, whatever the season."""
    max_requests: int | None = None
    """Of the whole run; what is left is for the next one."""
    archive: WebArchive | None = None
    """Where pages are looked up that are gone, blocked or unreachable."""
    quiet_hours: QuietHours | None = None
    """Hours of Beijing time in which nothing is asked."""

    def listed_sites(self) -> list[Site]:
        """The sites to crawl, each once.

        Raises:
            HarvestError: nothing was named, or what was named cannot be read.
        """
        sites = load_sites(self.sites) if self.sites else []
        for site in apart_by_port([site_from_url(url) for url in self.urls]):
            sites.append(_of_its_own(site, sites))
        if self.region:
            sites += load_registry().sites_of(self.region)
        if not sites:
            named = " or ".join(str(name) for name in (self.sites, self.region) if name)
            where = f" in {named}" if named else ""
            raise HarvestError(f"There is no site to crawl{where}. Name a site list, addresses, or a region.")
        return list({site.site_id: site for site in reversed(sites)}.values())[::-1]

    def wanted_years(self, today: date | None = None) -> tuple[int, ...]:
        """The years wanted, all that can exist when none were named."""
        return self.years or tuple(range(FIRST_YEAR, (today or datetime.now(UTC).date()).year))


def _of_its_own(site: Site, others: Sequence[Site]) -> Site:
    """A site with an id that no other home page has: two on one host are told apart by their paths."""
    if all(other.site_id != site.site_id or other.home_url == site.home_url for other in others):
        return site
    return replace(site, site_id=key_with_path(site))


def parse_years(text: str) -> tuple[int, ...]:
    """Years from `2019-2025`, `2022`, or `2008,2019-2021`.

    >>> parse_years("2008, 2019-2021")
    (2008, 2019, 2020, 2021)
    """
    years: set[int] = set()
    for part in filter(None, re.split(r"[,，;\s]+", text.strip())):
        match = _RANGE.match(part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if first > last or not FIRST_YEAR <= first <= last <= 2100:
            raise HarvestError(f"{part!r} is no range of years. Write for example 2019-2025, or 2022.")
        years.update(range(first, last + 1))
    return tuple(sorted(years))


def options_from_arguments(arguments: Mapping[str, Any], db: str | None = None, delay: float = 1.0) -> CrawlOptions:
    """The options in Scrapy's spider arguments (`-a NAME=VALUE`), which are all text.

    Raises:
        HarvestError: an argument is unknown or means nothing.
    """
    unknown = set(arguments) - ARGUMENTS
    if unknown:
        raise HarvestError(f"The spider has no argument {', '.join(sorted(unknown))}. See: scrapy crawl -h, README.md")
    javascript = str(arguments.get("javascript", "auto"))
    if javascript not in ("auto", "never"):
        raise HarvestError(f"javascript={javascript} means nothing. Write auto or never.")
    return CrawlOptions(
        sites=Path(arguments["sites"]) if arguments.get("sites") else None,
        urls=tuple(filter(None, re.split(r"[,\s]+", str(arguments.get("urls") or "")))),
        region=arguments.get("region") or None,
        db=Path(db) if db else DEFAULT_DB,
        years=parse_years(str(arguments.get("years") or "")),
        max_requests_per_site=_positive(arguments.get("max_requests_per_site", DEFAULT_BUDGET)),
        javascript="never" if javascript == "never" else "auto",
        delay=delay,
        full=_is_on(arguments.get("full", "")),
        archive=parse_archive(arguments["archives"]) if arguments.get("archives") else None,
        quiet_hours=parse_quiet_hours(arguments["quiet_hours"]) if arguments.get("quiet_hours") else None,
        recheck=_is_on(arguments.get("recheck", "")),
        max_requests=_positive(arguments["max_requests"], "max_requests") if arguments.get("max_requests") else None,
    )


def _is_on(value: object) -> bool:
    return str(value).lower() in ("1", "true", "yes", "on")


def _positive(value: object, name: str = "max_requests_per_site") -> int:
    text = str(value)
    if not text.isdigit() or int(text) < 1:
        raise HarvestError(f"{name}={text} is no number of requests. Write for example 200.")
    return int(text)
