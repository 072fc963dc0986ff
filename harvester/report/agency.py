"""Whose report it is: every place that names an organ is read, made a full official name, and weighed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from harvester.registry import Division, Registry
from harvester.report.claims import Claim, suits_speaker
from harvester.report.organs import ORGAN, agency_type, expand, is_short_form

_WEAK = 3


class Agency(NamedTuple):
    """An organ under its full official name."""

    name: str
    division: Division | None
    """Its division in the report's year; for a township the county above it."""


class Setting(NamedTuple):
    """What is known around the names: the registry, the report's year and the division of the site."""

    registry: Registry
    year: int | None
    division: Division | None
    """Division of the site or of the text at large; completes names like 市财政局 or 水口镇."""
    text: str = ""
    """Where a namesake's province or city may be mentioned."""


_PRONOUN = re.compile(r"^(?:我|本|全|各|该|其|贵)(?![安阳溪州都斗])")
_VERTICAL = re.compile(r"^(?:国家|中国|中华|中共|国务院|共青团|最高|新疆生产建设兵团)")
_RELATIVE = re.compile(
    r"^(?:我|本|全)?(省|自治区|市(?!场|容|民中心|民服务|政(?:管理|工程|园林|设施|公用))|县|区|旗|州|盟|地区)"
    r"(?=级?(?:人民)?政府|[\u4e00-\u9fff（）]{1,24}(?:局|厅|委|办|会|室|处|心|队|院|署|府|社|站|所)$)"
)
_TOWN = re.compile(
    r"(?P<town>[\u4e00-\u9fff]{1,14}?(?:镇|乡|苏木|街道))"
    r"(?P<organ>(?:人民)?政府|办事处|街道办事处|办|党政(?:综合)?办公室|人民政府办公室)?"
)
_STREET = re.compile(r"(?P<town>[\u4e00-\u9fff]{1,6}街)(?P<organ>)")
"""石牌街: so Guangzhou shortens its subdistricts."""
_NO_PLACE_BEFORE = re.compile(
    r"^(?:局|分局|镇|乡|街|苏木|村|社区|新城|新区|高新|高科|经济|经开|开发|工业|大道|路|山|河|湖)"
)
_PLACE_UNKNOWN = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?:(?<![城都上超])市(?!场|容|民中心|民服务|政(?:管理|工程|园林|设施|公用))|县(?![域乡级]))"
    r"(?=$|人民政府|政府|[\u4e00-\u9fff（）]{1,24}(?:局|厅|委|办|会|室|处|心|队|院|署|府|社|站|所|馆|镇|乡|道|中学|医院)$)"
    r"|[\u4e00-\u9fff]{0,4}?[省区旗州盟](?=人民政府)"
)
"""A place of which the registry knows at most the beginning of the name: 桃源里县, 白塔市 (桃源 is a county)."""
_TOWNSHIP_WORD = re.compile(r"镇|乡(?![村镇])|街道|村")
"""After a place's short name it makes the name of a township; 乡村振兴局 and 乡镇企业局 are organs."""
_ZONE = re.compile(r"(?:高新|经济|经开|开发|工业园)[\u4e00-\u9fff]{0,12}?[区园]")
_CORPS = re.compile(r"^(?:新疆生产建设)?(?:兵团)?第[一二三四五六七八九十]{1,3}师(?=[\u4e00-\u9fff]{2,5}市)")
"""第八师石河子市: a division of the corps and its city are one government."""
_ENDING_NOISE = re.compile(r"(?:门户)?(?:网站|网|信息网|官网)$|(?<=人民政府)信息公开.*$|(?<!人民)(?:政府)?信息公开.*$")
"""The office for disclosure (区人民政府信息公开办) acts for its government."""


def choose_agency(
    claims: Iterable[Claim], setting: Setting, word: str = ""
) -> tuple[Agency | None, dict[str, str], list[str]]:
    """The organ that the claims speak for, what each source says, and the claims that speak against it.

    Weak claims (source, column, site) count only for an organ that would speak of itself by `word` (see `speaker`).
    """
    readings = [
        (claim, agency)
        for claim in claims
        if (agency := read_agency(claim.raw, setting))
        and (claim.weight > _WEAK or not word or suits_speaker(agency.name, word))
    ]
    if not readings:
        return None, {}, []
    weights: dict[str, int] = {}
    for claim, agency in readings:
        weights[agency.name] = weights.get(agency.name, 0) + claim.weight
    best = max(weights, key=lambda name: (weights[name], len(name)))
    longer = [name for name in weights if is_short_form(best, name)]
    best = max(longer, key=lambda name: weights[name]) if longer else best
    chosen = next(agency for _, agency in readings if agency.name == best)
    evidence = {claim.source: agency.name for claim, agency in reversed(readings)}
    against = [
        f"{claim.source} names {agency.name}"
        for claim, agency in readings
        if claim.source != "contact" and not _agree(agency.name, best)
        if claim.weight > _WEAK or not _related(agency.division, chosen.division, setting)
    ]
    return chosen, evidence, list(dict.fromkeys(against))


def _related(division: Division | None, other: Division | None, setting: Setting) -> bool:
    """True unless two places lie apart: a site and a source carry the reports of others in the same place."""
    if division is None or other is None:
        return True
    return _akin(division, other, setting)


def _agree(name: str, other: str) -> bool:
    """True for names of one organ, and for an office that signs for its government."""
    return is_short_form(name, other) or name.startswith(other) or other.startswith(name)


def read_agency(raw: str, setting: Setting) -> Agency | None:
    """Make a printed name a full official one; None when it names no organ.

    A district carries its city's name, counties and cities stand alone, townships carry their county's:
    宝鸡市金台区人民政府, 苍南县财政局, 开平市水口镇人民政府.
    """
    name = _ENDING_NOISE.sub("", re.sub(r"[\s“”\"《》]", "", raw)).split("-")[0].strip("，,。、；;：:")
    name = _CORPS.sub("", name)
    if len(name) < 2 or len(name) > 45:
        return None
    if _VERTICAL.match(name):
        return Agency(name, _mentioned(name, setting) or setting.division) if ORGAN.fullmatch(name) else None
    division, rest = split_place(name, setting)
    if division is None and _PRONOUN.match(name):
        return None
    zone = _zone(name, setting) if division is None else None
    return zone or _within(division, rest, setting)


def _zone(name: str, setting: Setting) -> Agency | None:
    """A development zone or an organ of one, named after the short name of its place: 江门高新区财政局."""
    mentions = [item for item in setting.registry.find_names(name[:24], setting.year) if item.start == 0]
    place = choose_namesake([item.division for item in mentions], setting) if mentions else None
    zone = _ZONE.match(name, mentions[0].end) if mentions else None
    if not (place and zone):
        return None
    organ = expand(name[zone.end() :]) or "管理委员会"
    return Agency(name[: zone.end()] + organ, place) if organ == "管理委员会" or ORGAN.fullmatch(organ) else None


def _within(division: Division | None, rest: str, setting: Setting) -> Agency | None:
    """The organ called `rest` in a division; without one the setting's stands in."""
    if not rest:
        return _government(division, setting) if division else None
    home = division or (None if _PLACE_UNKNOWN.match(rest) else setting.division)
    town = _TOWN.fullmatch(rest) or (_STREET.fullmatch(rest) if home else None)
    if town:
        home = division or _county_of(town["town"], setting)
        prefix = setting.registry.official_prefix(home, setting.year) if home else ""
        return Agency(prefix + _town_organ(town["town"], town["organ"] or ""), home)
    prefix = setting.registry.official_prefix(home, setting.year) if home else ""
    organ = "管理委员会" if _ZONE.fullmatch(rest) else expand(rest)
    organ = rest + organ if _ZONE.fullmatch(rest) else organ
    if not ORGAN.fullmatch(organ) or (division is None and len(organ) < 3):
        return None
    if division and home and _TOWNSHIP_WORD.match(rest):
        return None
    return Agency(prefix + organ, _branch(organ, home, setting))


def _county_of(town: str, setting: Setting) -> Division | None:
    """The county of a township that is named without one: the site's, else the one that the text names before it.

    A prefecture has townships of its own only where it has no counties (东莞市); elsewhere its site does not tell.
    """
    home = setting.division
    if home is None or home.level == "county" or not setting.registry.children(home):
        return home
    below = (item for item in setting.registry.children(home) if f"{item.name}{town}" in setting.text)
    return next(below, None)


def _government(division: Division, setting: Setting) -> Agency:
    """The government of a place; prefectures (地区) and leagues (盟) have an administrative office."""
    ending = "行政公署" if division.level == "prefecture" and division.name.endswith(("地区", "盟")) else "人民政府"
    return Agency(setting.registry.official_prefix(division, setting.year) + ending, division)


def _town_organ(town: str, organ: str) -> str:
    """The organ of a township or subdistrict under its full name."""
    if town.endswith(("街道", "街")):
        return (town if town.endswith("街道") else f"{town}道") + "办事处"
    return town + ("人民政府" if organ in ("", "政府", "办", "人民政府") else organ)


def _branch(organ: str, home: Division | None, setting: Setting) -> Division | None:
    """The division of a branch office (某市生态环境局台山分局): the place named before 分局, if it lies in the home."""
    found = re.search(r"局([\u4e00-\u9fff]{2,8})分局", organ)
    if not (found and home):
        return home
    below = [item for item in setting.registry.named(found[1], setting.year) if item.parent_code == home.code]
    return below[0] if len(below) == 1 else home


def split_place(name: str, setting: Setting) -> tuple[Division | None, str]:
    """The division that a name begins with, and the rest; a relative 市, 县 or 区 means that of the setting."""
    division: Division | None = None
    rest = name
    while True:
        found, end = _place_at_start(rest, division, setting)
        if not end:
            break
        division, rest = found, rest[end:]
    if division is not None:
        return division, rest
    relative = _RELATIVE.match(name)
    if relative:
        meant = _relative(relative[1], setting, name)
        if meant:
            return meant, name[relative.end() :].removeprefix("级")
    return None, name


def begins_with_place(name: str, setting: Setting) -> bool:
    """Whether a text begins with the full name of a place."""
    found = setting.registry.find_names(name[:24], setting.year)
    return any(item.start == 0 and name[: item.end] != item.division.short_name for item in found)


def _place_at_start(text: str, above: Division | None, setting: Setting) -> tuple[Division | None, int]:
    """The place that a text begins with, inside the one already read; (None, 0) when there is none."""
    mentions = [item for item in setting.registry.find_names(text[:24], setting.year) if item.start == 0]
    if not mentions:
        return None, 0
    end = mentions[0].end
    candidates = [item.division for item in mentions]
    rest = text[end:]
    short = all(text[:end] == item.short_name != item.name for item in candidates)
    if short and (_NO_PLACE_BEFORE.match(rest) or not rest or above is not None):
        return None, 0
    if _TOWNSHIP_WORD.match(rest) or (short and _goes_on(rest, setting)):
        return None, 0
    chosen = choose_namesake(candidates, setting, above)
    if chosen is None and above is None:  # 东乡县 is also how people call 东乡族自治县
        official = [item for item in candidates if text[:end] in (item.name, item.full_name)]
        chosen = official[0] if len(official) == 1 else None
    return (chosen, end) if chosen else (None, 0)


def _goes_on(rest: str, setting: Setting) -> bool:
    """True when a short name is only the beginning of an unknown place's name, and no other place follows it."""
    return bool(_PLACE_UNKNOWN.match(rest)) and not begins_with_place(rest, setting)


def choose_namesake(candidates: Sequence[Division], setting: Setting, above: Division | None = None) -> Division | None:
    """The one of several namesakes that is meant: inside `above`, akin to the site's division, or akin to the text."""
    if above is not None:
        inside = [item for item in candidates if above in setting.registry.ancestors(item, setting.year)]
        return inside[0] if inside else None
    if len(candidates) == 1:
        return candidates[0]
    akin = [item for item in candidates if _akin(item, setting.division, setting)]
    if len(akin) == 1:
        return akin[0]
    named = [item for item in akin or candidates if _surroundings(item, setting)]
    if len(named) == 1:
        return named[0]
    highest = [item for item in candidates if item.level == "province"]
    return highest[0] if len(highest) == 1 and not akin else None


def _akin(division: Division, other: Division | None, setting: Setting) -> bool:
    """True when one of two divisions is the other or lies in it."""
    if other is None:
        return False
    lineage = {division.code, *(item.code for item in setting.registry.ancestors(division, setting.year))}
    return other.code in lineage or division.code in {
        item.code for item in setting.registry.ancestors(other, setting.year)
    }


def _surroundings(division: Division, setting: Setting) -> bool:
    """True when the text mentions the city or province in which a division lies."""
    return any(item.name in setting.text for item in setting.registry.ancestors(division, setting.year))


def _relative(suffix: str, setting: Setting, name: str) -> Division | None:
    """The division that 市, 县, 区 ... means on this site: its own or the nearest above it of that kind.

    In 市自然资源局台山分局 on the site of 台山市 it is the city above, whose branch this is.
    """
    if setting.division is None:
        return None
    lineage = (setting.division, *setting.registry.ancestors(setting.division, setting.year))
    fitting = (item for item in lineage if item.name.endswith(suffix))
    return next((item for item in fitting if f"局{item.short_name}分局" not in name), None)


def _mentioned(name: str, setting: Setting) -> Division | None:
    """The lowest place that a name mentions, if it is one."""
    found = [item.division for item in setting.registry.find_names(name, setting.year)]
    return choose_namesake(found, setting) if found else None


def doubts(agency: Agency | None, home: Division | None, setting: Setting) -> Iterator[str]:
    """What speaks against an agency's place: a site in another lineage (an altered copy, a wrong column), no county."""
    if agency and agency.division is None and agency_type(agency.name) in ("township", "subdistrict"):
        yield f"nothing says in which county {agency.name} lies"
    if not (agency and agency.division and home):
        return
    lineages = [
        {item.code, *(above.code for above in setting.registry.ancestors(item, setting.year))}
        for item in (agency.division, home)
    ]
    if agency.division.code not in lineages[1] and home.code not in lineages[0]:
        yield f"the site belongs to {home.full_name}, the agency to {agency.division.full_name}"
