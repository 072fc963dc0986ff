"""Oddities of single sites: reposts, dead links, moved pages, links that lead away."""

from harvester.sample.fillers import lookalike
from harvester.sample.markup import paragraphs_html
from harvester.sample.model import Article, Column, Report, Site

ELSEWHERE = "http://www.elsewhere.example.test/annual.html"


def column_named(site: Site, slug: str) -> Column | None:
    """The first column with a slug, in menu order."""
    return next((column for column in site.root.walk() if column.slug == slug), None)


def _annual(site: Site) -> Column | None:
    return next((column for column in site.root.walk() if any(article.report for article in column.articles)), None)


def _sort(column: Column) -> None:
    column.articles.sort(key=lambda article: article.published, reverse=True)


def copy_of(article: Article, sighting: str) -> Article:
    """The same text at another address."""
    return Article(
        article.kind, article.title, article.published, article.source, article.body, report=article.report,
        sighting=sighting, features=article.features,
    )  # fmt: skip


def _repost(site: Site) -> None:
    """The two newest government reports stand among the notices once more."""
    annual, notices = _annual(site), column_named(site, "tzgg")
    if annual and notices:
        own = [article for article in annual.articles if article.report and article.report.carrier == "page"]
        for article in own[:2]:
            notices.put(copy_of(article, "repost"))
        _sort(notices)


def _dead_link(site: Site) -> None:
    """A year of which only the line in the listing is left."""
    annual = _annual(site)
    if annual:
        title = f"{site.place.name}人民政府2009年政府信息公开工作年度报告"
        lost = Article("dead", title, "2010-03-12", site.name, lambda: "", features=frozenset({"dead"}))
        annual.put(lost)
        _sort(annual)


def _moved(site: Site) -> None:
    """Every third line of the annual column gives an old address that redirects."""
    annual = _annual(site)
    for article in annual.articles[::3] if annual else ():
        article.features |= {"moved"}


def _offsite(site: Site) -> None:
    """A line of the annual column leads to another site."""
    annual = _annual(site)
    if annual:
        title = f"{site.place.name}供电公司2023年信息公开年度报告"
        away = Article("offsite", title, "2024-02-05", "外部网站", lambda: "", features=frozenset({"offsite"}))
        annual.put(away)
        _sort(annual)


def _half_year(site: Site) -> None:
    """Half-yearly summaries and the rules about annual reports, filed where the reports are."""
    annual = _annual(site)
    if annual:
        for kind in ("half_year", "system"):
            annual.put(lookalike(kind, f"{site.place.name}人民政府", site.place, 2022, 7))
        _sort(annual)


EXTRAS = {
    "reposts": _repost, "dead_link": _dead_link, "moved": _moved, "offsite": _offsite, "half_year": _half_year,
}  # fmt: skip


def add(site: Site) -> None:
    """Add the oddities that the features of a site name."""
    for feature, apply in EXTRAS.items():
        if feature in site.features:
            apply(site)


def add_copies(site: Site, reports: list[Report], articles: dict[int, Article]) -> None:
    """A column with the reports of the places below, copied from their own sites; `articles` by id of report."""
    hub = column_named(site, "zfxxgk")
    if hub and reports:
        column = hub.add(Column("县（市、区）年报", "xsqnb"))
        note = paragraphs_html(("以下内容转载自各县（市、区）人民政府门户网站。",))
        column.put(Article("notice", "关于转载各县（市、区）年报的说明", "2025-04-01", site.name, lambda: note))
        for report in reports:
            column.put(copy_of(articles[id(report)], "mirror"))
        _sort(column)
