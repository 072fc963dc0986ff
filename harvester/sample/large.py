"""The larger sample web: the bundled sites, three more families, and many counties, for tests of finding at scale."""

from collections.abc import Iterator

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


def _years(seed: str, first: int) -> Years:
    rng = dice("large-years", seed)
    return tuple(year for year in range(rng.randint(first, first + 6), 2026) if rng.random() < 0.8)


def _counties() -> Iterator[tuple[str, str]]:
    """Families with the codes of counties that no other site of the sample uses."""
    counties = [code for code, place in places().items() if place.level == "county" and place.name[-1] in "县市"]
    dice("large-counties").shuffle(counties)
    taken = {plan.code for plan in PLANS}
    for index in range(SITES):
        family = FAMILIES[index % len(FAMILIES)]
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


def large_plans() -> Iterator[Plan]:
    """The bundled plans and those of the counties."""
    yield from PLANS
    for index, (family, code) in enumerate(_counties()):
        yield _plan(index, family, code)
