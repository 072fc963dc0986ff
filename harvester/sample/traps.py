"""What makes crawling hard: challenges, endless calendars, searches, print views, soft 404, redirects."""

from datetime import date, timedelta

from harvester.sample.families._base import Family
from harvester.sample.markup import escape
from harvester.sample.model import Answer, Request, Route, Site, html_answer

CHALLENGE = (
    "<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_')+('c')+('l')+('e')+('a')+('r')+('a')+('n')+('c')+('e')"
    "+('_')+('s')+('=')+(-~{}+'')+('|');location.href=location.pathname+location.search</script>"
)


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
    links = "".join(f'<a href="/calendar?day={other}">{other:%Y年%m月%d日}活动安排</a> ' for other in (before, after))
    return html_answer(f"<html><head><title>活动日历</title></head><body><h1>{day} 活动日历</h1>{links}<p>当日没有安排。</p></body></html>")


def _search(site: Site, request: Request) -> Answer:
    page = int(request.query.get("page", "1")) if request.query.get("page", "1").isdigit() else 1
    found = [article for article in site.articles() if article.path][: 5 * page][-5:]
    items = "".join(f'<li><a href="{article.path}">{escape(article.title)}</a></li>' for article in found)
    following = f'<a href="{request.path}?page={page + 1}&amp;searchword=年报">下一页</a>'
    return html_answer(f"<html><head><title>检索结果</title></head><body><h1>检索结果 第{page}页</h1><ul>{items}</ul>{following}</body></html>")


def prepare(site: Site, family: Family) -> None:
    """Bend single pages of a site before its routes are made."""


def _sitemap(site: Site, family: Family) -> Route:
    def serve(request: Request) -> Answer:
        items = "".join(f"<li>{family.link(site, column)}</li>" for column in site.root.children)
        extra = '<li><a href="/calendar">活动日历</a></li>' if "calendar" in site.features else ""
        return html_answer(
            f"<html><head><meta charset='utf-8'><title>网站地图</title></head><body><h1>网站地图</h1><ul>{items}{extra}</ul></body></html>"
        )

    return serve


def _contact(site: Site) -> Route:
    text = f"<html><head><meta charset='utf-8'><title>联系我们</title></head><body><h1>联系我们</h1><p>{site.name}</p></body></html>"
    return lambda request: html_answer(text, modified="2024-01-02")


def _robots(site: Site) -> Route:
    lines = ["User-agent: *", *(f"Disallow: {prefix}" for prefix in site.robots)]
    return lambda request: Answer("\n".join(lines).encode(), "text/plain; charset=utf-8")


def _print_view(site: Site, family: Family) -> Route:
    by_path = {article.path: article for article in site.articles()}

    def serve(request: Request) -> Answer:
        article = by_path.get(request.query.get("path", ""))
        if article is None:
            return html_answer("<p>参数错误</p>", status=404)
        return family.answer(
            f"<html><head><meta charset='{family.charset}'><title>{escape(article.title)}</title></head><body onload='window.print()'>"
            f"<h1>{escape(article.title)}</h1><p>发布时间：{article.published}</p><div>{article.body()}</div></body></html>"
        )

    return serve


def routes(site: Site, family: Family) -> dict[str, Route]:
    """Addresses that every site has, whatever its family."""
    common = {
        "/sitemap.html": _sitemap(site, family),
        "/contact.html": _contact(site),
        "/print.html": _print_view(site, family),
    }
    return common | ({"/robots.txt": _robots(site)} if site.robots else {})
