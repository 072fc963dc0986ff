"""What makes crawling hard: challenges, endless calendars and searches, moved pages, and each site's small pages."""

from datetime import date, timedelta

from harvester.sample import faces
from harvester.sample.extras import ELSEWHERE
from harvester.sample.families._base import Family
from harvester.sample.markup import escape
from harvester.sample.model import Answer, Request, Route, Site, html_answer

CHALLENGE = (
    "<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_')+('c')+('l')+('e')+('a')+('r')+('a')+('n')+('c')+('e')"
    "+('_')+('s')+('=')+(-~{}+'')+('|');location.href=location.pathname+location.search</script>"
)
PAGE = "<html><head><meta charset='utf-8'><title>{0}</title></head><body><h1>{0}</h1>{1}</body></html>"


def challenge(request: Request) -> Answer:
    """The 521 answer of a content network that wants a script to compute a cookie."""
    headers = {"Set-Cookie": "__jsluid_h=3f2c5d0f9c5a4b1e; max-age=31536000; path=/; HttpOnly", "X-Via-JSL": "a1b2c3d"}
    return Answer(CHALLENGE.encode(), status=521, headers=headers)


def endless(site: Site, request: Request) -> Answer | None:
    """Pages without end: a calendar, and a search that finds something for every word and page."""
    if "calendar" in site.features and request.path == "/calendar":
        return _calendar(request)
    if "search" in site.features and request.path in ("/search.html", "/was5/web/search", "/jsearch/search.do"):
        return _search(site, request)
    return None


def _calendar(request: Request) -> Answer:
    try:
        day = date.fromisoformat(request.query.get("day", "2026-03-02"))
        before, after = day - timedelta(days=1), day + timedelta(days=1)
    except (ValueError, OverflowError):
        return html_answer("<p>日期有误</p>", status=400)
    links = "".join(
        f'<a href="/calendar?day={other}">{other.year}年{other.month}月{other.day}日活动安排</a> '
        for other in (before, after)
    )
    return html_answer(PAGE.format(f"{day} 活动日历", links + "<p>当日没有安排。</p>"))


def _search(site: Site, request: Request) -> Answer:
    asked = request.query.get("page", "1")
    page = int(asked) if asked.isdecimal() else 1
    articles = list(site.articles())
    first = page * 5 % len(articles)
    items = "".join(f'<li><a href="{a.path}">{escape(a.title)}</a></li>' for a in articles[first : first + 5])
    following = f'<a href="{request.path}?page={page + 1}&amp;searchword=年报">下一页</a>'
    return html_answer(PAGE.format(f"检索结果 第{page}页", f"<ul>{items}</ul>{following}"))


def prepare(site: Site) -> None:
    """Give moved pages their old addresses in the listings."""
    for article in site.articles():
        if article.features & {"moved", "offsite"}:
            article.listed_path = f"/goto/{article.serial}.html"


def _goto(site: Site) -> dict[str, Route]:
    def to(status: int, target: str) -> Route:
        return lambda request: Answer(b"", status=status, headers={"Location": target})

    return {
        article.listed_path: to(302, ELSEWHERE) if "offsite" in article.features else to(301, article.path)
        for article in site.articles()
        if article.listed_path
    }


def _sitemap(site: Site, family: Family) -> Route:
    def serve(request: Request) -> Answer:
        items = family.links(site, site.root.children)
        return html_answer(PAGE.format("网站地图", f"<ul>{items}</ul>"), modified="2026-03-02")

    return serve


def _contact(site: Site) -> Route:
    return lambda request: html_answer(PAGE.format("联系我们", f"<p>{site.name}</p>"), modified="2024-01-02")


def _robots(site: Site) -> Route:
    lines = ["User-agent: *", *(f"Disallow: {prefix}" for prefix in site.robots)]
    return lambda request: Answer("\n".join(lines).encode(), "text/plain; charset=utf-8")


def routes(site: Site, family: Family) -> dict[str, Route]:
    """Addresses beside those of the family."""
    own: dict[str, Route] = {"/sitemap.html": _sitemap(site, family), "/contact.html": _contact(site)}
    own |= _goto(site)
    if site.family == "trs":
        own["/print.html"] = faces.print_route(site, family)
    if "mobile" in site.features:
        own |= faces.phone_routes(site, family)
    if "big5" in site.features:
        own |= faces.gateway_routes(site, family, family.routes(site))
    if site.robots:
        own["/robots.txt"] = _robots(site)
    return own
