"""Which addresses the crawl may ask: hosts of the listed sites and nothing else."""

import ipaddress
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

from harvester.registry import Site

SCHEMES = {"http": 80, "https": 443}
_KEPT = 16_384
"""Addresses whose parts are remembered: pages of a site repeat the links of its menus, and each is looked at often."""


@lru_cache(maxsize=_KEPT)
def host_of(url: str) -> str:
    """Host name in lower case, `""` where the address has none."""
    parts = _split(url)
    return (parts.hostname or "").rstrip(".") if parts else ""


@lru_cache(maxsize=_KEPT)
def origin_of(url: str) -> str:
    """Scheme, host and port, which is what a robots.txt speaks for.

    >>> origin_of("HTTP://www.Example.gov.cn:80/a/b.html")
    'http://www.example.gov.cn'
    """
    parts = _split(url)
    if parts is None or not parts.hostname:
        return ""
    port = parts.port
    shown = f":{port}" if port and port != SCHEMES.get(parts.scheme) else ""
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{name}{shown}"


class Scope:
    """Answers for an address whether it belongs to a listed site, and to which one.

    A host is in scope when it is the host of a listed `home_url` or `disclosure_url`, the listed `domain`, or a
    subdomain of it. Numeric, local and private hosts are in scope only when a row lists exactly that host and port.
    """

    def __init__(self, sites: Iterable[Site]) -> None:
        self._hosts: dict[str, list[tuple[str, str]]] = {}
        self._domains: dict[str, str] = {}
        for site in sites:
            for url in filter(None, (site.home_url, site.disclosure_url)):
                self._add_host(site, url)
            domain = host_of(f"http://{site.domain}") if site.domain else ""
            if domain and not is_local(domain):
                self._domains.setdefault(domain, site.site_id)

    def _add_host(self, site: Site, url: str) -> None:
        folder = (_split(url) or SplitResult("", "", "", "", "")).path.rpartition("/")[0] + "/"
        self._hosts.setdefault(_place(url), []).append((folder, site.site_id))

    @property
    def hosts(self) -> frozenset[str]:
        """Names of the listed hosts, without ports."""
        return frozenset(host_of(f"http://{place}") for place in self._hosts)

    @property
    def domains(self) -> frozenset[str]:
        """Listed domains, whose subdomains are in scope."""
        return frozenset(self._domains)

    def site_of(self, url: str) -> str | None:
        """`site_id` of the listed site that the address belongs to, None when it is out of scope."""
        parts = _split(url)
        if parts is None or parts.scheme not in SCHEMES or not parts.hostname or "@" in parts.netloc:
            return None
        listed = self._hosts.get(_place(url))
        if listed:
            return max(
                (row for row in listed if parts.path.startswith(row[0])),
                key=lambda row: len(row[0]),
                default=listed[0],
            )[1]
        host = host_of(url)
        return None if is_local(host) else self._by_domain(host)

    def owner(self, url: str) -> str | None:
        """`site_id` of the listed site that an address belongs to for sure: by its folder where a host has several."""
        listed = self._hosts.get(_place(url)) or []
        if len({site_id for _, site_id in listed}) < 2:
            return self.site_of(url)
        parts = _split(url)
        inside = [row for row in listed if row[0] != "/" and parts is not None and parts.path.startswith(row[0])]
        return max(inside, key=lambda row: len(row[0]))[1] if inside else None

    def _by_domain(self, host: str) -> str | None:
        name = host
        while name:
            if name in self._domains:
                return self._domains[name]
            name = name.partition(".")[2]
        return None

    def __contains__(self, url: object) -> bool:
        return isinstance(url, str) and self.site_of(url) is not None


@lru_cache(maxsize=_KEPT)
def is_local(host: str) -> bool:
    """True for numeric hosts of any spelling and for names that only this machine or network knows.

    >>> [is_local(h) for h in ("127.1", "0x7f.1", "2130706433", "[::1]", "localhost", "printer", "www.a.gov.cn")]
    [True, True, True, True, True, True, False]
    """
    host = host.strip("[]").rstrip(".").lower()
    if "." not in host or host.endswith((".localhost", ".local", ".internal", ".lan")):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        last = host.rpartition(".")[2]
        return last.isdigit() or last.startswith("0x")
    return True


@lru_cache(maxsize=_KEPT)
def _place(url: str) -> str:
    """Key of a listed host: the name, with the port where the host is numeric or local."""
    parts = _split(url)
    host = host_of(url)
    if parts is None or not is_local(host):
        return host
    return f"{host}:{parts.port or SCHEMES.get(parts.scheme)}"


@lru_cache(maxsize=_KEPT)
def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port, parts.hostname
    except ValueError:
        return None
    return parts._replace(scheme=parts.scheme.lower())


class Anywhere(Scope):
    """The scope of Scrapy's tools, which look at a single page and follow nothing by themselves."""

    def __init__(self) -> None:
        super().__init__(())

    def site_of(self, url: str) -> str | None:
        """The host itself."""
        return host_of(url) or None
