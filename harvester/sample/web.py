"""The sample government web as one object: every site, every address, every report."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from harvester.catalog import members
from harvester.sample import extras, faces, families, mazes, structure, traps
from harvester.sample.families._base import Family
from harvester.sample.large import large_plans
from harvester.sample.mazes import Maze
from harvester.sample.model import Answer, Article, Report, Request, Route, Site, html_answer
from harvester.sample.plans import PLANS
from harvester.sample.structure import Plan, lay_out

MISSING = "<html><head><title>404</title></head><body><h1>404 Not Found</h1><p>您访问的页面不存在。</p></body></html>"


@cache
def known_families() -> dict[str, Family]:
    """Families by name."""
    return {family.name: family for family in members(families, "FAMILY").values()}


@dataclass
class Web:
    """All sites; `answer` is what the loopback proxy calls."""

    sites: list[Site]
    hosts: dict[str, Site] = field(default_factory=dict)
    routes: dict[str, dict[str, Route]] = field(default_factory=dict)
    mazes: dict[str, Maze] = field(default_factory=dict)

    def answer(self, request: Request) -> Answer | None:
        """The answer of a sample host; None when the host is dead or not ours."""
        routes = self.routes.get(request.host)
        if routes is None:
            return None
        site = self.hosts[request.host]
        if "challenge" in site.features:
            return traps.challenge(request)
        request = request._replace(path=request.path.partition(";")[0])
        maze = self.mazes.get(request.host)
        return maze.answer(request) if maze else self._page(request)

    def _page(self, request: Request) -> Answer:
        """The answer of a site without its mazes."""
        site, routes = self.hosts[request.host], self.routes[request.host]
        route = routes.get(request.path)
        return route(request) if route else self._missing(site, routes, request)

    def _missing(self, site: Site, routes: dict[str, Route], request: Request) -> Answer:
        without_end = traps.endless(site, request)
        if without_end is not None:
            return without_end
        if "soft_404" in site.features and request.path != "/robots.txt":
            return routes["/"](request)
        return html_answer(MISSING, status=404)

    @property
    def reports(self) -> list[Report]:
        """Every report of every site, each once."""
        return [report for site in self.sites for report in site.reports]

    def pages(self) -> Iterator[tuple[Site, Article]]:
        """Every article with its site."""
        for site in self.sites:
            for article in site.articles():
                yield site, article


def _copy(web: Web, plans: tuple[Plan, ...]) -> None:
    """Fill the columns in which one site copies the reports of another."""
    originals = {id(article.report): article for _, article in web.pages() if article.sighting == "original"}
    for site, plan in zip(web.sites, plans, strict=True):
        for host, slug, years in plan.copies:
            source = web.hosts[host]
            copied = [r for r in source.reports if r.agency.slug == slug and r.year in years and r.carrier == "page"]
            extras.add_copies(site, copied, originals)


def _place(site: Site) -> None:
    """Give every page its address, and every report the addresses of its copies."""
    structure.number(site)
    family = known_families()[site.family]
    family.place(site)
    traps.prepare(site)
    for column in site.root.walk():
        for article in column.articles:
            if article.report:
                _note(site, family, article)


def _note(site: Site, family: Family, article: Article) -> None:
    report, column = article.report, article.column
    if report is None or column is None:
        return
    here = [(f"http://{site.host}{article.path}", article.sighting), *faces.sightings(site, article)]
    if article.sighting == "original":
        report.urls = here + report.urls
        if report.reach == "plain":
            report.reach = family.reach(column, article)
    else:
        report.urls += [(url, article.sighting) for url, _ in here]


def assemble(plans: tuple[Plan, ...]) -> Web:
    """Build the sites of some plans."""
    web = Web([lay_out(plan) for plan in plans])
    web.hosts = {site.host: site for site in web.sites}
    _copy(web, plans)
    for site in web.sites:
        _place(site)
        if "dead" not in site.features:
            family = known_families()[site.family]
            web.routes[site.host] = family.routes(site) | traps.routes(site, family)
            if site.features & mazes.FEATURES:
                web.mazes[site.host] = Maze(site, family, web._page)
    return web


def build(edition: int = 1) -> Web:
    """The bundled sample web. In edition 2 one report is new, one was revised in silence, one is gone."""
    return assemble(tuple(replace(plan, edition=edition) for plan in PLANS))


def build_large(*, mazes: bool = True) -> Web:
    """The larger sample web, for tests of finding at scale; its truth is `truth(build_large())`."""
    return assemble(tuple(large_plans(mazes=mazes)))
