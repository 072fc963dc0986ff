"""Lays out a site: menus, listings, directories of departments and townships, and the columns of annual reports."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from harvester.sample import damage, docx, extras, fillers, markup, pdf, picture
from harvester.sample.drafting import draft_years
from harvester.sample.model import Agency, Article, Column, File, Reach, Report, Site, dice
from harvester.sample.places import DEPARTMENTS, government, office, places, township
from harvester.sample.places import department as department_of

Years = tuple[int, ...]
Special = Mapping[tuple[str, int], Mapping[str, Any]]


@dataclass(frozen=True)
class Plan:
    """What one site of the sample is like; `plans.PLANS` holds one for each."""

    host: str
    code: str
    family: str
    column: str
    """Name of its column of annual reports."""
    slug: str
    government: Years = ()
    office: Years = ()
    departments: Mapping[str, Years] = field(default_factory=dict)
    townships: Mapping[tuple[str, str], Years] = field(default_factory=dict)
    special: Special = field(default_factory=dict)
    """What is special about single reports, by (agency slug, year)."""
    features: frozenset[str] = frozenset()
    robots: tuple[str, ...] = ()
    gap: str = "not_published"
    """Why a year without a report is a gap on this site; nothing where that depends on the means."""
    reach: Reach = "plain"
    """`never` for a site that gives nothing; else the family and the form of a report decide."""
    news: int = 20
    serial: int = 1
    copies: tuple[tuple[str, str, Years], ...] = ()
    """Reports of other sites that it copies: (host, agency slug, years)."""
    where: str = "disclosure"
    """Where its column of annual reports hangs: disclosure, hub (one level up), home (in the main menu)."""
    edition: int = 1
    """State of the web in time; what `special` dates to a later edition is not there yet."""

    @property
    def site_id(self) -> str:
        """An invented 网站标识码: division code and a serial number."""
        return f"{self.code}9{self.serial:03d}"


CARRIERS: dict[str, tuple[str, str, Callable[[Report], bytes]]] = {
    "pdf": ("pdf", pdf.MEDIA_TYPE, pdf.write_pdf),
    "script_pdf": ("pdf", pdf.MEDIA_TYPE, pdf.write_pdf),
    "docx": ("docx", docx.MEDIA_TYPE, docx.write_docx),
    "picture": ("png", picture.MEDIA_TYPE, lambda report: picture.write_png(report.year)),
}


def report_article(report: Report, sighting: str = "original") -> Article:
    """The page of a report, or the page that offers it as a file."""
    article = Article("report", report.title, report.published, report.agency.name, lambda: "", report=report)
    article.sighting, article.features = sighting, frozenset(report.traps)
    if report.carrier == "page":
        article.body = partial(damage.DAMAGES[report.damage] if report.damage else markup.body_html, report)
        return article
    extension, media_type, write = CARRIERS[report.carrier]
    article.files = (File(f"{report.title}.{extension}", media_type, partial(write, report)),)
    if report.carrier == "picture":
        article.body = lambda: f'<p align="center"><img src="{article.files[0].path}" alt=""></p>'
        article.features |= {"picture"}
    else:
        article.body = lambda: markup.paragraphs_html(("报告全文详见附件。",))
        article.features |= {"script_attachment"} if report.carrier == "script_pdf" else frozenset()
    return article


def _of(plan: Plan, agency: Agency, years: Years) -> list[Report]:
    special = {year: options for (slug, year), options in plan.special.items() if slug == agency.slug}
    there = [year for year in years if special.get(year, {}).get("new_in", 1) <= plan.edition]
    reports = draft_years(agency, there, special, plan.edition)
    for report in reports:
        if plan.reach == "never":
            report.reach, report.reason = plan.reach, plan.gap
    return reports


def _report_list(column: Column, reports: list[Report], lookalikes: list[Article]) -> list[Report]:
    articles = [report_article(report) for report in reports] + lookalikes
    for article in sorted(articles, key=lambda item: item.published, reverse=True):
        column.put(article)
    return reports


def _annual_lookalikes(agency: Agency, years: Years) -> list[Article]:
    """What else gets filed in a column of annual reports."""
    kinds = ("website", "accounts", "notice", "half_year", "rule_of_law", "plan", "infographic")
    picked = [kinds[(year + len(agency.slug)) % len(kinds)] for year in years if year >= 2015]
    pairs = zip(picked, [year for year in years if year >= 2015], strict=True)
    return [fillers.lookalike(kind, agency.name, agency.place, year) for kind, year in pairs]


def _unit(plan: Plan, directory: Column, agency: Agency) -> Column:
    """A department or township with its own small site below the portal."""
    unit = directory.add(Column(agency.short, agency.slug, "unit", agency=agency))
    unit.add(Column("机构职能", "jgzn", "page", agency=agency))
    work = unit.add(Column("工作动态", "gzdt", agency=agency))
    for article in fillers.news(agency.place, agency.name, 3, agency.slug):
        work.put(article)
    guide = unit.add(Column("政府信息公开指南", "zfxxgkzn", agency=agency))
    guide.put(fillers.lookalike("guide", agency.name, agency.place, 2021))
    return unit


def _reporting_unit(plan: Plan, directory: Column, agency: Agency, years: Years) -> list[Report]:
    """A unit that publishes annual reports."""
    unit = _unit(plan, directory, agency)
    annual = unit.add(Column(plan.column, plan.slug, agency=agency, page_size=10))
    return _report_list(annual, _of(plan, agency, years), _annual_lookalikes(agency, years[:2]))


def _directories(plan: Plan, disclosure: Column) -> list[Report]:
    """Departments and townships; most of those that a site lists publish nothing of interest here."""
    place, reports = places()[plan.code], []
    directory = disclosure.add(Column("部门信息公开目录", "bmxxgk", "directory"))
    for key, years in plan.departments.items():
        reports += _reporting_unit(plan, directory, department_of(place, key), years)
    silent = [key for key in DEPARTMENTS if key not in plan.departments][:5]
    units = [_unit(plan, directory, department_of(place, key)) for key in silent]
    if plan.column:
        units[0].add(Column(plan.column, plan.slug, agency=units[0].agency))  # a column that nobody filled
    directory = disclosure.add(Column("乡镇（街道）信息公开", "xzjd", "directory"))
    for (name, slug), years in plan.townships.items():
        reports += _reporting_unit(plan, directory, township(place, name, slug), years)
    for name, slug in SILENT_TOWNSHIPS:
        _unit(plan, directory, township(place, name, slug))
    return reports


def _news(plan: Plan, home: Column) -> None:
    place = places()[plan.code]
    hub = home.add(Column("新闻中心", "xwzx", "hub"))
    for name, slug, count in (("要闻动态", "ywdt", plan.news), ("部门动态", "bmdt", 8), ("通知公告", "tzgg", 9)):
        column = hub.add(Column(name, slug))
        for article in fillers.news(place, f"{place.name}融媒体中心", count, slug):
            column.put(article)
        if slug == "tzgg":
            column.put(fillers.lookalike("notice", place.name, place, 2023, 1))
            column.put(fillers.lookalike("enterprise", place.name, place, 2022))


SILENT_TOWNSHIPS = (("城关镇", "cgz"), ("石桥镇", "sqz"), ("三合乡", "shx"))
MENUS: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    ("办事服务", "bsfw", (("办事指南", "bszn"), ("表格下载", "bgxz"), ("便民查询", "bmcx"), ("结果公示", "jggs"))),
    ("互动交流", "hdjl", (("留言须知", "lyxz"), ("意见征集", "yjzj"), ("在线访谈", "zxft"), ("常见问题", "cjwt"))),
)
"""Menus whose columns are single pages."""
TOPICS = (
    ("优化营商环境", "yhyshj"), ("乡村振兴", "xczx"), ("基层政务公开标准化规范化", "jczwgk"),
    ("重大建设项目", "zdjsxm"), ("信息公开年报解读", "nbjd"),
)  # fmt: skip
"""Special columns; the last sounds like the one that is looked for."""
YEARLY = (
    ("法治政府建设", "fzzf", "rule_of_law", range(2018, 2025)),
    ("财政预决算", "czyjs", "accounts", range(2017, 2025)),
    ("政府网站工作年度报表", "wznb", "website", range(2018, 2025)),
    ("建议提案办理", "jyta", "proposals", range(2020, 2025)),
)
"""Columns of other yearly documents: name, slug, kind of look-alike, years."""


def _disclosure(plan: Plan, home: Column, agency: Agency) -> Column:
    hub = home.add(Column("政务公开", "zwgk", "hub"))
    policies = hub.add(Column("政策文件", "zcwj"))
    for article in fillers.policies(agency.place, 12):
        policies.put(article)
    for name, slug, kind, years in YEARLY:
        column = hub.add(Column(name, slug))
        for year in reversed(years):
            column.put(fillers.lookalike(kind, agency.name, agency.place, year))
    disclosure = hub.add(Column("政府信息公开", "zfxxgk", "hub"))
    guide = disclosure.add(Column("政府信息公开指南", "zfxxgkzn"))
    guide.put(fillers.lookalike("guide", agency.name, agency.place, 2020))
    system = disclosure.add(Column("政府信息公开制度", "zfxxgkzd"))
    system.put(fillers.lookalike("system", agency.name, agency.place, 2019))
    system.put(fillers.lookalike("plan", agency.name, agency.place, 2023, 4))
    return disclosure


def number(site: Site) -> None:
    """Give columns and articles the serial numbers from which the families make addresses."""
    rng = dice("serials", site.host)
    serial = rng.randint(2000, 60000)
    for place, column in enumerate(site.root.walk()):
        column.serial = serial // 10 + place * 3
    # What came later is numbered last, so that no address changes from one edition to the next.
    for article in sorted(site.articles(), key=lambda article: "new" in article.features):
        serial += rng.randint(1, 7)
        article.serial = serial


def _main_column(plan: Plan, above: Column) -> list[Report]:
    place = places()[plan.code]
    annual = above.add(Column(plan.column, plan.slug, page_size=10))
    ruler = government(place)
    reports = _of(plan, ruler, plan.government)
    if plan.office:
        reports += _of(plan, office(place), plan.office)
    return _report_list(annual, reports, _annual_lookalikes(ruler, plan.government))


def _menus(plan: Plan, home: Column) -> None:
    """What else a portal offers."""
    for name, slug, pages in MENUS:
        hub = home.add(Column(name, slug, "hub"))
        for page, page_slug in pages:
            hub.add(Column(page, page_slug, "page"))
    topics = home.add(Column("专题专栏", "ztzl", "hub"))
    place = places()[plan.code]
    for name, slug in TOPICS:
        column = topics.add(Column(name, slug))
        for article in fillers.news(place, f"{place.name}融媒体中心", 3, slug):
            column.put(article)
    column.put(fillers.lookalike("infographic", f"{place.name}人民政府", place, 2022))


def lay_out(plan: Plan) -> Site:
    """The site of a plan, not yet with addresses."""
    place = places()[plan.code]
    home = Column("首页", "", "home")
    profile = home.add(Column(f"走进{place.short}", "zj", "hub"))
    profile.add(Column("自然地理", "zrdl", "page"))
    profile.add(Column("历史沿革", "lsyg", "page"))
    _news(plan, home)
    disclosure = _disclosure(plan, home, government(place))
    name = f"{place.name}人民政府门户网站"
    site = Site(plan.site_id, plan.host, name, plan.family, place, home, features=plan.features, robots=plan.robots)
    site.gap = plan.gap
    if plan.column:
        above = {"disclosure": disclosure, "hub": disclosure.parent or home, "home": home}[plan.where]
        site.reports += _main_column(plan, above)
    site.reports += _directories(plan, disclosure)
    _menus(plan, home)
    extras.add(site)
    return site
