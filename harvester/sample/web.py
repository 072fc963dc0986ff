"""The sample government web as one object: every site, every address, every report."""

from dataclasses import dataclass, field
from functools import cache

from harvester.catalog import members
from harvester.sample import families, traps
from harvester.sample.families._base import Family
from harvester.sample.model import Answer, Report, Request, Route, Site, html_answer
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

    def answer(self, request: Request) -> Answer | None:
        """The answer of a sample host; None when the host is dead or not ours."""
        routes = self.routes.get(request.host)
        if routes is None:
            return None
        site = self.hosts[request.host]
        if "challenge" in site.features:
            return traps.challenge(request)
        route = routes.get(request.path.partition(";")[0])
        if route is None:
            return self._missing(site, routes, request)
        return route(request)

    def _missing(self, site: Site, routes: dict[str, Route], request: Request) -> Answer:
        endless = traps.endless(site, request)
        if endless is not None:
            return endless
        if "soft_404" in site.features:
            return routes["/"](request)
        return html_answer(MISSING, status=404)

    @property
    def reports(self) -> list[Report]:
        """Every report of every site."""
        return [report for site in self.sites for report in site.reports]


def assemble(plans: tuple[Plan, ...]) -> Web:
    """Build the sites of some plans and give every page its address."""
    web = Web([lay_out(plan) for plan in plans])
    for site in web.sites:
        family = known_families()[site.family]
        family.place(site)
        traps.prepare(site, family)
        web.hosts[site.host] = site
        if "dead" not in site.features:
            web.routes[site.host] = family.routes(site) | traps.routes(site, family)
        for article in site.articles():
            if article.report:
                article.report.urls.append((f"http://{site.host}{article.path}", article.sighting))
    return web


def build() -> Web:
    """The bundled sample web."""
    return assemble(PLANS)
