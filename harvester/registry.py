"""Divisions and sites: who governs what, under which code in which year, and on which host it publishes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import urlsplit

from harvester.errors import HarvestError
from harvester.gazetteer import Gazetteer
from harvester.placerows import read_divisions, read_history, read_registry_sites, read_site_list
from harvester.places import Division, PlaceName, Site
from harvester.reference import REFERENCE, url_fault

__all__ = ["Division", "PlaceName", "Registry", "Site", "load_registry", "load_sites", "site_from_url"]

_OWN_HOST = re.compile(r"^www\d?\.")


class Registry:
    """Divisions of today and of the past, and the government sites known to the project."""

    def __init__(
        self, divisions: Sequence[Division], history: Sequence[Division], sites: Sequence[Site],
        other_hosts: Iterable[tuple[str, Site]] = (),
    ) -> None:  # fmt: skip
        self.divisions = tuple(divisions)
        """Divisions of today's table, in the order of their codes."""
        self.history = tuple(history)
        """Divisions that were renamed, merged or upgraded since, one row for each former code or name."""
        self.sites = tuple(sites)
        self._versions: dict[str, list[Division]] = {}
        self._children: dict[str, list[str]] = {}
        self._forebears: dict[str, list[Division]] = {}
        for division in (*self.divisions, *self.history):
            self._versions.setdefault(division.code, []).append(division)
        for division in self.history:
            for heir in division.successors:
                self._forebears.setdefault(heir, []).append(division)
        for division in self.divisions:
            if division.parent_code:
                self._children.setdefault(division.parent_code, []).append(division.code)
        self._hosts = _host_index(self.sites, other_hosts)

    @cached_property
    def _names(self) -> Gazetteer[Division]:
        """Every name that a division goes by."""
        everything = (*self.divisions, *self.history)
        return Gazetteer((name, division) for division in everything for name in self._spellings(division))

    def division(self, code: str, year: int | None = None) -> Division | None:
        """The division that had this code in `year` (today without one), or the nearest in time; None when unknown."""
        versions = self._versions.get(code, [])
        return min(versions, key=lambda item: item.distance(year)) if versions else None

    def place_in(self, code: str, year: int | None) -> Division | None:
        """The division that governed in `year` the place of a code of today (密云区 in 2012 -> 密云县 110228).

        Where several divisions were merged into one, the one of the same short name is meant.
        """
        division = self.division(code, year)
        if division is None or division.distance(year) == 0:
            return division
        before = [item for item in self._forebears.get(code, ()) if item.distance(year) == 0]
        namesakes = [item for item in before if item.short_name == division.short_name]
        return next((found[0] for found in (namesakes, before) if len(found) == 1), division)

    def ancestors(self, division: Division, year: int | None = None) -> tuple[Division, ...]:
        """The divisions above one, the nearest first."""
        above = self.division(division.parent_code, year) if division.parent_code else None
        return (above, *self.ancestors(above, year)) if above else ()

    def current(self, division: Division) -> tuple[Division, ...]:
        """Today's divisions in the place of one, which is itself unless it has passed into history."""
        if division.valid_to is None:
            return (division,)
        heirs = (found for code in division.successors if (found := self.division(code)) and found is not division)
        return tuple(dict.fromkeys(item for heir in heirs for item in self.current(heir)))

    def children(self, division: Division) -> tuple[Division, ...]:
        """Divisions of today directly below one."""
        found = (self.division(code) for code in self._children.get(division.code, ()))
        return tuple(item for item in found if item)

    def below(self, code: str) -> set[str]:
        """Codes of a division of today and of everything under it, its own among them."""
        found = {code}
        for child in self._children.get(code, ()):
            found |= self.below(child)
        return found

    def official_prefix(self, division: Division, year: int | None = None) -> str:
        """How organs of a division begin their names: a district carries its city's name, all others stand alone.

        台山市, 苍南县, 宝鸡市金台区, 北京市东城区, 湖北省神农架林区: all portals of the registry name themselves so.
        """
        if division.level != "county" or not division.name.endswith("区"):
            return division.name
        above = self.division(division.parent_code, year) if division.parent_code else None
        return f"{above.name}{division.name}" if above else division.name

    def named(self, name: str, year: int | None = None) -> tuple[Division, ...]:
        """Divisions that bear exactly this name (full, own, short, or 江门市台山市) at the time."""
        return _in_time(self._names.named(name), year)

    def find_names(self, text: str, year: int | None = None) -> list[PlaceName]:
        """The longest place names of a text from left to right; of namesakes all that fit `year` best are given."""
        return [
            PlaceName(division, mention.start, mention.end)
            for mention in self._names.find(text)
            for division in _in_time(mention.things, year)
        ]

    def region(self, code_or_name: str) -> Division:
        """The division of today that a person means by a code (two, four or six digits) or a name.

        Raises:
            HarvestError: nothing or more than one division is meant; the message lists what could be.
        """
        wanted = re.sub(r"\s", "", code_or_name)
        if re.fullmatch(r"\d{2}|\d{4}|\d{6}", wanted):
            return self._by_code(wanted.ljust(6, "0"))
        found = self._names.named(wanted)
        today = [item for item in found if item.valid_to is None]
        exact = [item for item in today if wanted in (item.name, item.full_name)]
        provinces = [item for item in today if item.level == "province"]
        for candidates in (exact, provinces, today):
            if len(candidates) == 1:
                return candidates[0]
            if candidates:
                raise HarvestError(f"{wanted} names {len(candidates)} divisions: {_listed(candidates)}; give the code")
        if found:
            raise HarvestError(f"{wanted} exists no more; today it is {_listed(self.current(found[0])) or 'abolished'}")
        raise HarvestError(f"no division is called {code_or_name!r}{self._resembling(wanted)}")

    def _by_code(self, code: str) -> Division:
        division = self.division(code)
        if division is None:
            raise HarvestError(f"no division has the code {code}; codes are those of data/reference/divisions.csv")
        if division.valid_to is not None:
            today = _listed(self.current(division)) or "abolished"
            raise HarvestError(f"{division.full_name} ({code}) exists no more; today it is {today}")
        return division

    def _resembling(self, name: str) -> str:
        """A hint for a name that is not known: divisions whose name holds it."""
        alike = [item for item in self.divisions if len(name) > 1 and (name in item.full_name or item.name in name)]
        return f"; did you mean {_listed(alike[:8])}?" if alike else "; give a six-digit code or a name like 江门市"

    def sites_of(self, region: Division | str) -> list[Site]:
        """Known sites of a division and of everything below it, in the order of the registry."""
        codes = self.below((region if isinstance(region, Division) else self.region(region)).code)
        return [site for site in self.sites if site.division_code in codes]

    def site_for_host(self, host: str) -> Site | None:
        """The site on a host, or else the portal of the nearest domain above it (czj.x.gov.cn -> www.x.gov.cn)."""
        name = host.lower().rstrip(".")
        if name in self._hosts:
            return self._hosts[name]
        name = _OWN_HOST.sub("", name)
        while name.count(".") >= 2:
            if name in self._hosts:
                return self._hosts[name]
            name = name.partition(".")[2]
        return None

    def _spellings(self, division: Division) -> Iterator[str]:
        """The names of a division, 恩施州 for 恩施土家族苗族自治州 among them; one of one character is left out."""
        yield division.name
        yield division.full_name
        if len(division.short_name) >= 2:
            yield division.short_name
        common = re.search(r"自治([州县旗])$", division.name)
        if common:
            yield division.short_name + common[1]
        above = self.division(division.parent_code, division.valid_to) if division.parent_code else None
        if above and above.level == "prefecture":
            yield above.name + division.name


def _in_time(divisions: Iterable[Division], year: int | None) -> tuple[Division, ...]:
    """Those in force in `year`, one for each code; when none was, those nearest to it."""
    candidates = tuple(divisions)
    if len(candidates) < 2:
        return candidates
    best = min(item.distance(year) for item in candidates)
    return tuple({item.code: item for item in reversed(candidates) if item.distance(year) == best}.values())[::-1]


def _listed(divisions: Sequence[Division]) -> str:
    return ", ".join(f"{item.full_name} {item.code}" for item in divisions[:12])


def _host_index(sites: Iterable[Site], other_hosts: Iterable[tuple[str, Site]]) -> dict[str, Site]:
    """Host to site; the domain without www. stands for its portal, a host shared by several sites for none."""
    index: dict[str, Site] = {}
    shared: set[str] = set()
    for host, site in other_hosts:
        if index.setdefault(host, site) is not site:
            shared.add(host)
    index = {host: site for host, site in index.items() if host not in shared}
    bare = {_OWN_HOST.sub("", site.domain): site for site in sites}
    return index | bare | {site.domain: site for site in sites}


@cache
def _load(folder: Path) -> Registry:
    divisions = read_divisions(folder / "divisions.csv")
    history = read_history(folder / "divisions-history.csv", divisions)
    sites, other_hosts = read_registry_sites(folder / "sites.csv", {item.code for item in divisions})
    return Registry(divisions, history, sites, other_hosts)


def load_registry(folder: Path | None = None) -> Registry:
    """The registry of a folder of rows, by default the shipped one; read once and kept.

    Raises:
        ReferenceRowError: a row is wrong.
    """
    return _load((folder or REFERENCE).resolve())


def load_sites(path: Path, registry: Registry | None = None) -> list[Site]:
    """Read a person's site list (columns of the contract, only `home_url` required).

    What a row leaves out is filled from the registry when it names a portal that the registry knows by its host.

    Raises:
        ReferenceRowError: the file or a row is wrong; the message names file, line and column and what to do.
    """
    known = registry or load_registry()
    codes = {item.code for item in (*known.divisions, *known.history)}
    return [_completed(site, known) for site in read_site_list(Path(path), codes)]


def site_from_url(url: str, registry: Registry | None = None) -> Site:
    """The site that an address given by hand stands for; a known portal brings its name and division along.

    Raises:
        HarvestError: the text is no web address.
    """
    fault = url_fault(url)
    if fault:
        raise HarvestError(f"{url!r} {fault}")
    host = (urlsplit(url).hostname or "").lower()
    return _completed(Site(host, host, host, url), registry or load_registry())


def _completed(site: Site, registry: Registry) -> Site:
    """Fill blanks from the registry's row of the same portal; a page below its root is a site of its own."""
    address = urlsplit(site.home_url)
    row = registry.site_for_host(address.hostname or "")
    if row is None or row.domain != address.hostname:
        return site
    if address.path.strip("/") not in ("", "index.html", "index.htm", "index.shtml"):
        return site
    return replace(
        site,
        site_id=row.site_id if site.site_id == site.domain else site.site_id,
        name=row.name if site.name in ("", site.domain) else site.name,
        division_code=site.division_code or row.division_code,
        level=site.level or row.level,
        disclosure_url=site.disclosure_url or row.disclosure_url,
    )
