"""All gold reports: which organ, year, layout, file type, damage and flaw goes into each."""

import random
from collections.abc import Iterator
from functools import cache

from tests.gold.build import damage, flaws, layouts
from tests.gold.build.draft import Draft, compose
from tests.gold.build.files import write_docx, write_pdf
from tests.gold.build.places import ORGANS, Organ
from tests.gold.model import Gold, Group, Truth

ALL = frozenset({"cells", "figures", "parts", "texts", "alarms"})
YEARS = {"2008": range(2008, 2019), "2019": range(2019, 2021), "2021": range(2021, 2025)}


@cache
def gold_reports() -> tuple[Gold, ...]:
    """Every report, the same bytes every time."""
    plans = (_layouts(), _files(), _places(), _flawed(), _deviations(), _damaged())
    return tuple(gold for plan in plans for gold in plan)


def _draft(name: str, form: str, *, statistics: bool = False, organ: Organ | None = None) -> Draft:
    """A consistent report whose organ and year follow from its name."""
    rng = random.Random(name)
    years = YEARS[form] if not statistics else range(2014, 2019)
    chosen = organ or rng.choice([o for o in ORGANS if o.first <= years[0] and o.last >= years[-1]] or list(ORGANS))
    fitting = [year for year in years if chosen.first <= year <= chosen.last]
    return compose(chosen, rng.choice(fitting or list(years)), rng, statistics=statistics)


def _gold(
    name: str, group: Group, draft: Draft, body: bytes | str, *, judge: frozenset[str] = ALL, dated: bool = True,
    blanks_lost: bool = False, content_type: str | None = None, url: str | None = None,
) -> Gold:  # fmt: skip
    truth = Truth(
        agency=draft.organ.agency, agency_type=draft.organ.agency_type, division_code=draft.organ.code, year=draft.year,
        format=draft.format, published=draft.published.isoformat() if dated else None, cells=dict(draft.values),
        parts=draft.parts(), figures=tuple(draft.said), flaws=tuple(draft.flaws),
    )  # fmt: skip
    return Gold(name, group, body, truth, url, content_type, judge, blanks_lost)


def _html(name: str, draft: Draft, **options: object) -> Gold:
    body = layouts.html(draft, layouts.table).replace("{charset}", "utf-8").encode()
    return _gold(name, "html", draft, body, **options)  # type: ignore[arg-type]


KINDS = (("2021", False), ("2019", False), ("2008", True))


def _layouts() -> Iterator[Gold]:
    for form, statistics in KINDS:
        for write in layouts.HTML_TABLES:
            name = f"layout-{form}-{write.__name__}"
            draft = _draft(name, form, statistics=statistics)
            body = layouts.html(draft, write).replace("{charset}", "utf-8").encode()
            if write in layouts.BREAKS_GRID and form != "2008":
                draft.flaws.append(flaws.Flaw("Q38"))
            judge = ALL - {"alarms"} if write in layouts.REPEATS_VALUES else ALL
            yield _gold(name, "html", draft, body, judge=judge)
        for lines in layouts.FLAT_TABLES:
            for turn in range(2):
                name = f"layout-{form}-{lines.__name__}-{turn}"
                draft = _draft(name, form, statistics=statistics)
                lost = lines.__name__ in layouts.DROPS_BLANKS
                sparse = turn == 1 and form != "2008"
                if sparse:
                    _blanks_for_zeros(draft, told=not lost)
                group: Group = "lost" if lost and sparse else "flat"
                judge = ALL - {"alarms"} if lost and sparse else ALL
                judge -= {"parts"} if lost and sparse and lines in layouts.CUTS_LABELS else set()
                body = layouts.flat(draft, lines)
                yield _gold(name, group, draft, body, blanks_lost=lost, judge=judge)


def _blanks_for_zeros(draft: Draft, *, told: bool) -> None:
    """The organ left zeros out, as small ones do."""
    for ref, printed in list(draft.values.items()):
        if printed.state == "zero" and ref.table == "applications" and ref.column != "total":
            draft.values[ref] = flaws.BLANK
    flaws.put(draft, next(iter(draft.values)), next(iter(draft.values.values())))
    if told:
        draft.flaws.append(flaws.Flaw("Q11"))


def _files() -> Iterator[Gold]:
    for form, statistics in (*KINDS, ("2008", False)):
        for turn in range(3):
            name = f"file-{form}-{'table' if statistics else 'plain'}-{turn}"
            draft = _draft(name, form, statistics=statistics)
            yield _gold(f"{name}-docx", "docx", draft, write_docx(draft))
            yield _gold(f"{name}-pdf", "pdf", draft, write_pdf(draft), judge=ALL)


def _places() -> Iterator[Gold]:
    for organ in ORGANS:
        for form, due in YEARS.items():
            years = [year for year in due if organ.first <= year <= organ.last]
            if years:
                name = f"place-{form}-{organ.agency}"
                yield _html(name, _draft(name, form, organ=organ))


def _flawed() -> Iterator[Gold]:
    for form in ("2019", "2021"):
        for change in (*flaws.TABLE_FLAWS, *flaws.TEXT_FLAWS):
            name = f"flaw-{form}-{change.__name__}"
            draft = _draft(name, form, organ=ORGANS[0])
            change(draft)
            yield _html(name, draft)
    for name, form, organ, change in (
        ("rules", "2021", "桃江县桃花江镇人民政府", flaws.unauthorized_rules),
        ("rules", "2019", "泰州市司法局", flaws.unauthorized_rules),
        ("generation", "2019", "平和县人民政府", flaws.wrong_generation),
    ):
        draft = _draft(f"flaw-{form}-{name}", form, organ=next(o for o in ORGANS if o.agency == organ))
        change(draft)
        yield _html(f"flaw-{form}-{name}", draft)
    for rule in flaws.STATISTICS:
        draft = _draft(f"flaw-{rule}", "2008", statistics=True, organ=ORGANS[1])
        flaws.in_statistics(rule)(draft)
        yield _html(f"flaw-{rule}", draft)


def _deviations() -> Iterator[Gold]:
    for form in ("2019", "2021"):
        for change in (*flaws.DEVIATIONS, flaws.typing_error):
            name = f"deviation-{form}-{change.__name__}"
            draft = _draft(name, form)
            change(draft)
            yield _html(name, draft)


def _damaged() -> Iterator[Gold]:
    for form in YEARS:
        for harm in damage.TEXT:
            name = f"damage-{form}-{harm.__name__}"
            draft = _draft(name, form)
            body = layouts.html(draft, layouts.table, harm).replace("{charset}", "utf-8").encode()
            yield _gold(name, "html", draft, body, judge=ALL - {"texts", "alarms"})
        for harm in damage.DATES:
            name = f"damage-{form}-{harm.__name__}"
            draft = _draft(name, form)
            body = layouts.html(draft, layouts.table, harm).replace("{charset}", "utf-8").encode()
            yield _gold(name, "html", draft, body, judge=ALL - {"texts"})
        for declared in ("gb2312", "utf-8"):
            name = f"damage-{form}-gbk-said-to-be-{declared}"
            draft = _draft(name, form)
            body = layouts.html(draft, layouts.table).replace("{charset}", declared).encode("gb18030")
            yield _gold(name, "html", draft, body, content_type="text/html")
