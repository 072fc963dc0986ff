"""The larger sample web: the bundled sites, three more families, and many counties, for tests of finding at scale."""

from collections.abc import Iterator
from dataclasses import replace

from harvester.sample.mazes import FEATURES as MAZE_FEATURES
from harvester.sample.model import dice
from harvester.sample.places import DEPARTMENTS, places
from harvester.sample.plans import PLANS
from harvester.sample.structure import Plan, Years

SITES = 20
FAMILIES = (
    "lonsun", "fujian", "jpaas", "trs", "hanweb", "webber", "siteserver", "ucap", "aspnet", "homemade", "gkmlpt",
)  # fmt: skip
PROVINCES = {"lonsun": "34", "fujian": "35", "gkmlpt": "44", "jpaas": "33"}
COLUMNS = (
    ("政府信息公开年报", "zfxxgknb"), ("政府信息公开工作年度报告", "zfxxgkndbg"), ("信息公开年报", "xxgknb"),
    ("公开年报", "gknb"), ("年度报告", "ndbg"),
)  # fmt: skip
TOWNSHIPS = (("太平镇", "tpz"), ("清河镇", "qhz"), ("东升街道", "dsjd"), ("龙泉乡", "lqx"))
WHERE = ("disclosure", "disclosure", "hub", "home")
MAZES = (
    {"facets", "endless"}, {"trackers"}, {"cookies"}, {"mirror"}, {"sessions"}, {"facets"}, {"stamps", "loops"},
    {"polite_404", "dead_link"}, {"sessions"}, {"endless"}, {"cookies"},
    {"trackers"}, {"facets"}, {"stamps"}, {"facets", "trackers"}, {"loops", "mirror"}, {"cookies"}, {"mirror"},
    {"login", "trackers"}, {"polite_404"},
)  # fmt: skip
"""What multiplies the addresses of each county, in their order."""
WALLS = ("firewall", "login_wall")
"""What closes the counties after them, which give nothing."""


def _years(seed: str, first: int) -> Years:
    rng = dice("large-years", seed)
    return tuple(year for year in range(rng.randint(first, first + 6), 2026) if rng.random() < 0.8)


def _counties() -> Iterator[tuple[str, str]]:
    """Families with the codes of counties that no other site of the sample uses."""
    counties = [code for code, place in places().items() if place.level == "county" and place.name[-1] in "县市"]
    dice("large-counties").shuffle(counties)
    taken = {plan.code for plan in PLANS}
    families = [FAMILIES[index % len(FAMILIES)] for index in range(SITES)] + ["trs"] * len(WALLS)
    for family in families:
        code = next(c for c in counties if c not in taken and c.startswith(PROVINCES.get(family, "")))
        taken.add(code)
        yield family, code


def _plan(index: int, family: str, code: str) -> Plan:
    rng = dice("large", code)
    column, slug = rng.choice(COLUMNS)
    keys = rng.sample(sorted(DEPARTMENTS), 4)
    townships = rng.sample(TOWNSHIPS, 2)
    return Plan(
        host=f"www.county{code}.gov.test", code=code, family=family, serial=100 + index, column=column, slug=slug,
        government=_years(f"{code}-zf", 2008), departments={key: _years(f"{code}-{key}", 2014) for key in keys},
        townships={township: _years(f"{code}-{township[1]}", 2018) for township in townships},
        where=rng.choice(WHERE), news=60,
        features=frozenset(rng.sample(["search", "calendar", "moved", "half_year", "reposts"], 2)),
    )  # fmt: skip


def _in_maze(index: int, plan: Plan) -> Plan:
    """The plan with what makes its site hard to crawl."""
    if index < SITES:
        return replace(plan, features=plan.features | MAZES[index])
    walled = plan.features - {"reposts"} | {WALLS[index - SITES]}
    return replace(plan, features=walled, reach="never", gap="blocked", where="disclosure", news=4)


def large_plans(*, mazes: bool = True) -> Iterator[Plan]:
    """The bundled plans and those of the counties; without their mazes for a reader who knows the way."""
    yield from PLANS
    for index, (family, code) in enumerate(_counties()):
        plan = _in_maze(index, _plan(index, family, code))
        yield plan if mazes else replace(plan, features=plan.features - MAZE_FEATURES)
