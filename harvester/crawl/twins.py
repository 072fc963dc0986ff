"""Addresses of one site that show the same list: parameters without effect, and copies of the site in a folder.

A name does not tell what a parameter does: `from` may be a mark of the page that a reader came from, or a date. So it
is learned: two lists whose addresses differ in one parameter, and whose reports do not differ otherwise, are one list;
unless each list hands its own value of the parameter on to its links, as parts of a portal do with their number. A list
below a folder with the reports of the list above it is a mirror, and so is all in that folder.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl

from harvester.crawl.paging import turns_pages
from harvester.crawl.titles import fold, is_unit
from harvester.crawl.urls import page_key

LEAST = 2
"""Reports that a list must have to be compared, and pairs of lists that must agree on a parameter."""


class _Address(NamedTuple):
    path: str
    """With the host."""
    pairs: frozenset[tuple[str, str]]

    def without(self, names: Iterable[str]) -> "_Address":
        """The address without some parameters."""
        gone = frozenset(names)
        return self._replace(pairs=frozenset(pair for pair in self.pairs if pair[0] not in gone)) if gone else self

    def differing(self, other: "_Address") -> str | None:
        """The one parameter in which two addresses of a path differ; None for more, and for numbers of pages."""
        pairs = self.pairs ^ other.pairs
        names = {name for name, _ in pairs}
        if len(names) != 1 or any(turns_pages(*pair) for pair in pairs):
            return None
        return names.pop()


def _read(url: str) -> _Address:
    whole, _, query = page_key(url).partition("?")
    path = page_key(f"http://{whole}")  # without the name of a default page, which servers keep before a query
    return _Address(path, frozenset(parse_qsl(query, keep_blank_values=True)))


class _List(NamedTuple):
    url: str
    address: _Address
    reports: frozenset[_Address]
    carried: frozenset[tuple[str, str]]
    """Parameters of the list that its links have too, with the same value."""


class _Named(NamedTuple):
    url: str
    title: str


class Twins:
    """What the lists of one site have taught about its addresses."""

    def __init__(self, inert: Iterable[str] = (), mirrors: Iterable[str] = ()) -> None:
        """Begin with what earlier runs learned."""
        self.inert = set(inert)
        """Parameters without effect."""
        self.mirrors = set(mirrors)
        """Folders (host and path) below which the site stands once more."""
        self._lists: defaultdict[str, list[_List]] = defaultdict(list)
        self._agree: Counter[str] = Counter()
        self._differ: set[str] = set()
        self._texts: defaultdict[str, list[tuple[_Address, str]]] = defaultdict(list)
        self._named: dict[_Address, _Named] = {}
        self._paths: defaultdict[str, list[_Named]] = defaultdict(list)

    def memory(self) -> dict[str, list[str]]:
        """What later runs shall know; empty when nothing was learned."""
        found = {"inert": sorted(self.inert), "mirrors": sorted(self.mirrors)}
        return {name: values for name, values in found.items() if values}

    def first(self, url: str, title: str) -> str:
        """The address under which the page was named first by these words; the address itself when it is new."""
        address = self._plain(_read(url))
        for mirror in self.mirrors:
            if address.path.startswith(f"{mirror}/"):
                above = mirror.rpartition("/")[0]
                original = self._named.get(address._replace(path=above + address.path.removeprefix(mirror)))
                if original is not None:
                    return original.url
        named = self._named.get(address)
        if named is None:
            named = self._named[address] = _Named(url, title)
            self._paths[address.path].append(named)
        return named.url if _same_words(named.title, title) else url

    def is_variant(self, url: str, title: str) -> bool:
        """True for an address that differs in one parameter from one which was named before by the same words."""
        address = _read(url)
        others = ((_read(named.url), named) for named in self._paths.get(address.path, ()))
        return any(address.differing(other) and _same_words(named.title, title) for other, named in others)

    def note(self, url: str, reports: Iterable[str], links: Iterable[str] = ()) -> str | None:
        """Take in a list by the addresses of its reports and of all its links; the address of its twin, if it has one.

        Args:
            url: address of the list.
            reports: addresses of the reports that it names.
            links: what else it leads to.
        """
        address, named = _read(url), frozenset(map(_read, reports))
        if len(named) < LEAST:
            return None
        pairs = (pair for link in (*named, *map(_read, links)) for pair in link.pairs)
        found = _List(url, address, named, address.pairs & frozenset(pairs))
        twin = self._same_path(found) or self._mirrored(found)
        self._lists[address.path].append(found)
        return twin

    def repeat(self, url: str, first: str, title: str) -> None:
        """Take in that an address gave the very bytes of another one.

        That says something of lists of reports, and of the page of a unit that the words name; other pages may be
        alike because they are empty.
        """
        address = _read(first)
        if known := next((each for each in self._lists.get(address.path, ()) if each.url == first), None):
            self._same_path(known._replace(url=url, address=_read(url)))
        elif is_unit(title) and address.path == _read(url).path and (name := address.differing(_read(url))):
            named = (each.title for each in self._paths[address.path] if each.url == first)
            self._vote(name, is_same=title in named)

    def note_text(self, url: str, digest: str) -> None:
        """Take in what the text of a report at an address was."""
        address = _read(url)
        for other, known in self._texts[address.path]:
            if name := address.differing(other):
                self._vote(name, is_same=known == digest)
        self._texts[address.path].append((address, digest))

    def _plain(self, address: _Address) -> _Address:
        return address.without(self.inert) if address.pairs else address

    def _same_path(self, found: _List) -> str | None:
        twin = None
        for other in self._lists[found.address.path]:
            name = found.address.differing(other.address)
            if name is None:
                continue
            is_handed_on = all(any(pair[0] == name for pair in each.carried) for each in (found, other))
            is_same = _bare(found.reports, name) == _bare(other.reports, name) and not is_handed_on
            self._vote(name, is_same=is_same)
            twin = twin or (other.url if is_same else None)
        return twin

    def _vote(self, name: str, *, is_same: bool) -> None:
        before = name in self.inert
        self._agree[name] += is_same
        if not is_same:
            self._differ.add(name)
        if name in self._differ:
            self.inert.discard(name)
        elif self._agree[name] >= LEAST:
            self.inert.add(name)
        if before != (name in self.inert):
            known, self._named = self._named, {}
            for named in known.values():
                self._named.setdefault(self._plain(_read(named.url)), named)

    def _mirrored(self, found: _List) -> str | None:
        """The list of which this one is the copy."""
        host, *folders = found.address.path.split("/")
        for at in range(1, len(folders)):
            mirror = "/".join((host, *folders[:at]))
            for other in self._lists.get("/".join((host, *folders[at:])), ()):
                if _moved(found.reports, mirror, host) == other.reports != found.reports:
                    self.mirrors.add(mirror)
                    return other.url
        return None


def _same_words(one: str, other: str) -> bool:
    """True for the same words, cut short or not."""
    short, long = sorted((fold(one), fold(other)), key=len)
    return long.startswith(short)


def _bare(reports: frozenset[_Address], name: str) -> frozenset[_Address]:
    return frozenset(report.without((name,)) for report in reports)


def _moved(reports: frozenset[_Address], mirror: str, host: str) -> frozenset[_Address]:
    start = f"{mirror}/"
    return frozenset(
        report._replace(path=f"{host}/{report.path.removeprefix(start)}") if report.path.startswith(start) else report
        for report in reports
    )


def known(memory: Mapping[str, object]) -> Twins:
    """The twins of a site as its memory tells them."""
    inert, mirrors = (memory.get(name) for name in ("inert", "mirrors"))
    return Twins(inert if isinstance(inert, list) else (), mirrors if isinstance(mirrors, list) else ())
