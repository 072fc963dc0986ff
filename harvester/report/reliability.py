"""Tells an altered copy: its hosts, codes, telephone and places contradict what the registry knows of the agency.

Those who host a government's page on a site of their own replace the name of its host (and more) in the text. The text
then bears witness against itself. One sign is never enough, unless nothing but a replacement explains it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

from harvester.page.model import Page
from harvester.reference import REFERENCE, read_rows
from harvester.registry import Division, Registry, Site
from harvester.report.formats import load_formats
from harvester.report.model import Check, Report

RULE = "Q37"
SUBJECT = "copy"
ENOUGH = 2
"""Weight from which a copy counts as altered: one sign that only a replacement explains, or two others."""
OFFICIAL_HOSTS_SINCE = 2015
"""From this report year on the portals of governments are under gov.cn: the year of the first national survey of
government sites (国办发〔2015〕15号)."""
DEPARTMENT_HOSTS_SINCE = 2018
"""From this report year on the sites of departments are there too (政府网站发展指引, 国办发〔2017〕47号)."""

_OWN_SITE = (
    r"(?:门户网站|政府网站?|政务网|官方网站|官网|本网站|政府信息网|信息公开网站?"
    r"|公开目录(?:系统|平台)?|信息公开(?:专栏|专网|平台|系统))"
)
_HOST = r"(?:https?[:：]//)?(?P<host>(?:[a-z0-9-]+\.)+[a-z]{2,6})(?![a-z0-9.@-])(?::\d+)?(?P<path>/[\w./%?=&-]*)?"
_LEADS_TO = r"[”》]?\s*(?:[(（]|[,，]?\s*(?:网址|地址|域名)?\s*[：:为是])\s*(?:网址|域名)?[：:为是]?\s*"
_NAMED_HOST = re.compile(_OWN_SITE + _LEADS_TO + _HOST, re.IGNORECASE)
_OFFICIAL = re.compile(r"(?:^|\.)(?:gov|edu|mil|ac|org)\.cn$|(?:^|\.)gov$|\.(?:test|localhost|example|invalid)$")
_PLATFORMS = re.compile(
    r"""(?:^|\.)(?:
        weibo | qq | 163 | 126 | sina | sohu | people | xinhuanet | news | toutiao | douyin | kuaishou | baidu
      | bilibili | chinanews | gmw | cnr | cctv | aliyun | alipay | wechat | weixin | jinshuju | wjx | thepaper | ifeng
      | southcn | dahe | rednet | 12345 | 12348 | 12315
    )\.(?:com|cn|net)(?:\.cn)?$""",
    re.VERBOSE,
)
_OTHERS = re.compile(
    r"微博|微信|邮箱|邮件|公众号|新华|人民网|日报|晚报|电视|新媒体|交易|招标|采购|人才|考试|教育网|原网址|曾用"
)
_SITE_CODE = re.compile(r"网站标识码\s*[：:]?\s*(?P<code>\d{10})(?!\d)")
_AREA = re.compile(r"\(?(?P<area>0\d{2,3})\)?[-\s]?\d{7,8}")
_DAMAGE = frozenset({"drop_glosses", "mend_lost_bytes"})


class Sign(NamedTuple):
    """Something that speaks against a copy."""

    weight: int
    words: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A report as it was found, and what is known of its agency."""

    report: Report
    page: Page
    site: Site | None
    registry: Registry
    home: Division

    @property
    def is_official(self) -> bool:
        """Whether the copy comes from a host that only governments have, or from one that the registry knows."""
        return _is_official(_host(self.page.url), self.registry)

    @property
    def is_at_home(self) -> bool:
        """Whether the copy comes from a government's host, and not from one of another province."""
        site = self.site or self.registry.site_for_host(_host(self.page.url))
        return self.is_official and not (site and self.is_foreign(site.division_code))

    def is_foreign(self, code: str | None) -> bool:
        """Whether a division lies in another province than the agency."""
        return bool(code) and code[:2] != self.home.code[:2]  # type: ignore[index]


def judge_copy(report: Report, page: Page, registry: Registry, site: Site | None = None) -> tuple[Check, ...]:
    """A failed check when the copy is an altered one; nothing when it is not, or nothing can be compared."""
    home = registry.division(report.division_code, report.year) if report.division_code else None
    if home is None:
        return ()
    signs = [sign for look in _LOOKS for sign in look(Copy(report, page, site, registry, home))]
    if sum(sign.weight for sign in signs) < ENOUGH:
        return ()
    words = "; ".join(sign.words for sign in signs)
    level, expected = load_formats().quality[RULE].level, f"a page of {home.full_name}"
    return (Check(RULE, SUBJECT, level, "fail", "parse", expected, words, f"altered copy: {words}"),)


def is_unreliable(checks: tuple[Check, ...]) -> bool:
    """Whether the checks hold the mark of an altered copy."""
    return any(check.rule == RULE and check.status == "fail" for check in checks)


def _own_hosts(copy: Copy) -> Iterator[Sign]:
    """The prose names a host as the agency's own site, and no government has it. On a government's host it is true."""
    if copy.is_official:
        return
    for match in _NAMED_HOST.finditer(copy.report.text):
        host = match["host"].lower()
        if _is_official(host, copy.registry) or _PLATFORMS.search(host) or _OTHERS.search(_before(match)):
            continue
        if "gov" in host:  # www.taishangov.cn, gov.con: the agency's own slip
            continue
        if copy.site and host in (copy.site.domain, _host(copy.site.home_url)):
            continue
        if host == _host(copy.page.url) and (copy.report.year or 0) < _official_since(copy):
            continue
        certain = "gkmlpt" in (match["path"] or "") or _must_be_official(copy)
        yield Sign(2 if certain else 1, f"names {host} as the agency's own site")
        return


def _before(match: re.Match[str]) -> str:
    """The clause up to the host."""
    return re.split(r"[。；;，,]", match.string[max(0, match.start() - 30) : match.start("host")])[-1]


def _must_be_official(copy: Copy) -> bool:
    """Whether the agency's own site can only be its government's, and that under gov.cn."""
    of_government = copy.report.agency_type in ("government", "office") and _portal(copy) is not None
    return of_government and (copy.report.year or 0) >= OFFICIAL_HOSTS_SINCE


def _official_since(copy: Copy) -> int:
    """The report year from which the agency's site can only be under gov.cn."""
    return OFFICIAL_HOSTS_SINCE if copy.report.agency_type in ("government", "office") else DEPARTMENT_HOSTS_SINCE


def _portal(copy: Copy) -> Site | None:
    """The site of the agency's own division in the registry."""
    sites = copy.registry.sites_of(copy.home) if copy.home.valid_to is None else []
    own = (site for site in sites if site.division_code == copy.home.code)
    return next((site for site in own if _OFFICIAL.search(site.domain)), None)


def _served_from(copy: Copy) -> Iterator[Sign]:
    """The page comes from a host that is no government's, though the agency has a site."""
    host = _host(copy.page.url)
    if host and not (_is_address(host) or copy.site or copy.is_official) and _portal(copy):
        yield Sign(1, f"served by {host}, which is no government site")


def _site_codes(copy: Copy) -> Iterator[Sign]:
    """The 网站标识码 belongs to another province."""
    printed = [item.value for item in copy.page.metadata.site_id]
    printed += [match["code"] for line in copy.page.removed if (match := _SITE_CODE.search(line))]
    for code in printed:
        place = copy.registry.division(code[:6]) if code[:6].isdigit() else None
        if place and copy.is_foreign(place.code):
            weight = 1 if copy.is_official or copy.site else 2
            yield Sign(weight, f"网站标识码 {code} belongs to {place.full_name}")
            return


def _phone(copy: Copy) -> Iterator[Sign]:
    """The area code of the telephone belongs to another province. On the agency's own site it is a liaison office's."""
    if copy.is_at_home:
        return
    match = _AREA.match(copy.report.contact.phone or "")
    province = _province_of(match["area"]) if match else None
    if match and copy.is_foreign(province):
        yield Sign(1, f"the telephone's area code {match['area']} belongs to another province")


def _places(copy: Copy) -> Iterator[Sign]:
    """The address, or the name of the site, begins with a place of another province, though not on the own site."""
    if copy.is_at_home:
        return
    names = [item.value for item in copy.page.metadata.site_name]
    for words, what in [(copy.report.contact.address or "", "address"), *((name, "site's name") for name in names)]:
        found = [place for place in copy.registry.find_names(words[:20], copy.report.year) if place.start == 0]
        if found and all(copy.is_foreign(place.division.code) for place in found):
            yield Sign(1, f"the {what} names {found[0].division.full_name}")
            return


def _damage(copy: Copy) -> Iterator[Sign]:
    """Pinyin glosses and lost bytes do not happen on the agency's own site: others read and wrote the text."""
    if _DAMAGE & {str(row["step"]) for row in copy.report.damage} and not copy.is_official:
        yield Sign(1, "the text was damaged by passing through another program")


_LOOKS: tuple[Callable[[Copy], Iterator[Sign]], ...] = (_own_hosts, _served_from, _site_codes, _phone, _places, _damage)


def _is_official(host: str, registry: Registry) -> bool:
    return bool(_OFFICIAL.search(host)) or (bool(host) and registry.site_for_host(host) is not None)


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").lower()
    except ValueError:  # brackets that are no IPv6 address
        return ""


def _is_address(host: str) -> bool:
    """Whether a host is an address: a test's, or a machine's that has no name."""
    try:
        ip_address(host)
    except ValueError:
        return host == "localhost"
    return True


@cache
def _areas() -> dict[str, str]:
    rows = read_rows(REFERENCE / "area-codes.csv", required=("prefix", "province_code"))
    return {row.require("prefix"): row.require("province_code") for row in rows}


def _province_of(area: str) -> str | None:
    """The province of a telephone area code, None when the table does not decide.

    >>> _province_of("0750"), _province_of("0917"), _province_of("010"), _province_of("0300")
    ('440000', '610000', '110000', None)
    """
    return next((code for size in (4, 3) if (code := _areas().get(area[:size]))), None)
