"""Reads divisions and sites from CSV rows; every cell is checked before anything is built from it."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from harvester.errors import ReferenceRowError
from harvester.places import CODE, LEVELS, SITE_ID, SITE_LEVELS, Division, Site
from harvester.reference import Row, is_host, read_rows, unique

SITE_COLUMNS = ("site_id", "name", "domain", "home_url", "division_code", "level", "disclosure_url")
"""Columns of a site list; only `home_url` is required."""

_DIVISION_COLUMNS = ("code", "name", "level", "parent_code", "full_name", "short_name")
_NUMERIC = re.compile(r"[\d.]+|localhost")
_CODE_SHAPE = "a division code of six digits"


def read_divisions(path: Path) -> tuple[Division, ...]:
    """Divisions of today's table; each may appear once and every parent must be there."""
    wanted = (*_DIVISION_COLUMNS, "valid_from", "valid_to", "successor")
    rows = list(read_rows(path, required=wanted))
    unique(rows, "code")
    divisions = tuple(_division(row, ("valid_from", "valid_to", "successor")) for row in rows)
    codes = {item.code for item in divisions}
    for row in rows:
        _refuse_unknown(row, "parent_code", codes)
        _refuse_unknown(row, "successor", codes)
    return divisions


def read_history(path: Path, divisions: Sequence[Division]) -> tuple[Division, ...]:
    """Divisions as they were; a successor may itself have passed into history."""
    wanted = (*_DIVISION_COLUMNS, "first_year_valid", "last_year_valid", "successor_codes")
    rows = list(read_rows(path, required=wanted))
    history = tuple(_division(row, ("first_year_valid", "last_year_valid", "successor_codes")) for row in rows)
    ever = {item.code for item in (*divisions, *history)}
    for row in rows:
        row.require("last_year_valid")
        _refuse_unknown(row, "successor_codes", ever)
        _refuse_unknown(row, "parent_code", ever)
    return history


def read_registry_sites(path: Path, codes: Collection[str]) -> tuple[tuple[Site, ...], list[tuple[str, Site]]]:
    """Sites of the shipped table, and the further hosts on which each of them answers."""
    rows = list(read_rows(path, required=SITE_COLUMNS))
    for column in ("site_id", "domain", "home_url"):
        unique(rows, column)
    sites, hosts = [], []
    for row in rows:
        row.require("name")
        row.require("division_code")
        site = _site(row, codes)
        sites.append(site)
        for host in filter(None, re.sub(r"\[\w+\]", "", row.get("alt_domains")).split(";")):
            if not is_host(host):
                row.refuse("alt_domains", f"{host!r} is no host name")
            hosts.append((host, site))
    return tuple(sites), hosts


def faulty_sites(path: Path, codes: Collection[str] | None) -> list[str]:
    """Every row of a site list that is refused, each with file, line, column and what to do; not just the first.

    Without `codes` the division of a site is not looked up.
    """
    faults = []
    try:
        rows = list(read_rows(path, required=("home_url",), known=SITE_COLUMNS))
    except ReferenceRowError as error:
        return [str(error)]
    known = codes if codes is not None else {row.get("division_code") for row in rows}
    for row in rows:
        try:
            _site(row, known)
        except ReferenceRowError as error:
            faults.append(str(error))
    for column in ("site_id", "home_url"):
        try:
            unique(rows, column)
        except ReferenceRowError as error:
            faults.append(str(error))
    return faults


def read_site_list(path: Path, codes: Collection[str]) -> list[Site]:
    """Sites of a person's list; two rows without a code on one host are told apart by their paths."""
    advice = f"the columns are {','.join(SITE_COLUMNS)}, of which only home_url is required"
    rows = list(read_rows(path, required=("home_url",), known=SITE_COLUMNS, advice=advice))
    for column in ("site_id", "home_url"):
        unique(rows, column)
    sites: list[Site] = []
    taken: set[str] = set()
    for row, listed in zip(rows, apart_by_port([_site(row, codes) for row in rows]), strict=True):
        site = listed
        if site.site_id in taken:
            site = replace(site, site_id=key_with_path(site))
        if site.site_id in taken:
            row.refuse("home_url", "the site is in the list already; remove one row or give each its own site_id")
        taken.add(site.site_id)
        sites.append(site)
    return sites


def apart_by_port(sites: Sequence[Site]) -> list[Site]:
    """Sites whose id is a numeric host that several share: told apart by their ports, as the scope tells them."""
    shared = Counter(site.site_id for site in sites)
    several = (shared[site.site_id] > 1 and bool(_NUMERIC.fullmatch(site.site_id)) for site in sites)
    return [replace(site, site_id=_place(site)) if one else site for site, one in zip(sites, several, strict=True)]


def key_with_path(site: Site) -> str:
    """An id for one of several sites of a host.

    >>> key_with_path(Site("a.gov.cn", "", "a.gov.cn", "http://www.a.gov.cn/czj/"))
    'www.a.gov.cn/czj'
    """
    parts = urlsplit(site.home_url)
    return _place(site) + parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")


def _place(site: Site) -> str:
    """The host of a home page, a numeric one with its port."""
    host, port = _host(site.home_url), urlsplit(site.home_url).port
    return f"{host}:{port}" if port and _NUMERIC.fullmatch(host) else host


def _division(row: Row, years_and_successors: tuple[str, str, str]) -> Division:
    first, last, successors = years_and_successors
    row.match("code", CODE, _CODE_SHAPE)
    level = row.choice("level", LEVELS)
    if level is None:
        row.refuse("level", f"the cell is empty; give one of {', '.join(LEVELS)}")
    valid_from, valid_to = row.year(first), row.year(last)
    if valid_from and valid_to and valid_from > valid_to:
        row.refuse(last, f"{valid_to} lies before {valid_from} in {first}")
    return Division(
        code=row.require("code"),
        name=row.require("name"),
        level=level,
        parent_code=row.match("parent_code", CODE, _CODE_SHAPE),
        full_name=row.require("full_name"),
        short_name=row.require("short_name"),
        valid_from=valid_from,
        valid_to=valid_to,
        successors=tuple(filter(None, row.get(successors).split(";"))),
    )


def _site(row: Row, codes: Collection[str]) -> Site:
    """The site of a row; its id is the domain where no code is given."""
    home_url = row.url("home_url") or row.require("home_url")
    domain = (row.get("domain") or _host(home_url)).lower()
    if not is_host(domain):
        row.refuse("domain", f"{domain!r} is no host name; write one like www.taishan.gov.cn, without http:// or path")
    given = row.match("site_id", SITE_ID, "a 网站标识码 (ten digits, or bm and eight); leave it empty if unknown")
    row.match("division_code", CODE, _CODE_SHAPE)
    _refuse_unknown(row, "division_code", codes)
    return Site(
        site_id=given or domain,
        name=row.get("name") or domain,
        domain=domain,
        home_url=home_url,
        division_code=row.get("division_code") or None,
        level=row.choice("level", SITE_LEVELS),
        disclosure_url=row.url("disclosure_url"),
    )


def _refuse_unknown(row: Row, column: str, codes: Collection[str]) -> None:
    for code in filter(None, row.get(column).split(";")):
        if code not in codes:
            row.refuse(column, f"{code!r} is no known division; codes are those of data/reference/divisions.csv")


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()
