"""Second faces of a site: phone pages, print views, and the gateway that turns everything into traditional script."""

import re

from harvester.sample.damage import gloss
from harvester.sample.families._base import Family
from harvester.sample.markup import escape
from harvester.sample.mazes import MIRROR
from harvester.sample.model import Answer, Article, Request, Route, Site, html_answer

PHONE = """<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title></head><body><div class="m-head">{site} 手机版</div>{body}
<a href="/">电脑版</a></body></html>"""
TAG = re.compile(r"(<[^>]*>)")
ADDRESS = re.compile(r'(?<=href=["\'])/')


def _phone_page(site: Site, article: Article) -> Route:
    def serve(request: Request) -> Answer:
        body = f"<h1>{escape(article.title)}</h1><p>{article.published} {article.source}</p><div>{article.body()}</div>"
        page = PHONE.format(title=escape(article.title), site=site.name, body=body)
        return html_answer(page, modified=article.published)

    return serve


def phone_routes(site: Site, family: Family) -> dict[str, Route]:
    """`/m/index.html` lists every column's newest items; each article has its copy below `/m`."""

    def home(request: Request) -> Answer:
        blocks = []
        for column in site.root.walk():
            items = "".join(f'<li><a href="/m{a.path}">{escape(a.title)}</a></li>' for a in column.articles[:5])
            blocks.append(f"<h2>{column.name}</h2><ul>{items}</ul>" if items else "")
        return html_answer(PHONE.format(title=site.name, site=site.name, body="".join(blocks)))

    copies = {f"/m{article.path}": _phone_page(site, article) for article in site.articles()}
    return {"/m/index.html": home} | copies


def _traditional(site: Site, html: str) -> str:
    """Texts in traditional script with readings, links kept inside the gateway."""
    pieces = TAG.split(html)
    gate = f"/gate/big5/{site.host}/"
    return "".join(ADDRESS.sub(gate, piece) if piece.startswith("<") else gloss(piece) for piece in pieces)


def gateway_routes(site: Site, family: Family, routes: dict[str, Route]) -> dict[str, Route]:
    """`/gate/big5/<host>/…` answers for every page of the site."""

    def through(route: Route) -> Route:
        def serve(request: Request) -> Answer:
            answer = route(request)
            if answer.status != 200 or not answer.content_type.startswith("text/html"):
                return answer
            return html_answer(_traditional(site, answer.body.decode(family.charset)))

        return serve

    return {f"/gate/big5/{site.host}{path}": through(route) for path, route in routes.items()}


def print_route(site: Site, family: Family) -> Route:
    """`/print.html?path=…`: the bare text of an article."""
    by_path = {article.path: article for article in site.articles()}

    def serve(request: Request) -> Answer:
        article = by_path.get(request.query.get("path", ""))
        if article is None:
            return html_answer("<p>参数错误</p>", status=404)
        return family.answer(
            f"<html><head><meta charset='{family.charset}'><title>{escape(article.title)}</title></head>"
            f"<body onload='window.print()'><h1>{escape(article.title)}</h1><p>发布时间：{article.published}</p>"
            f"<div>{article.body()}</div></body></html>"
        )

    return serve


def sightings(site: Site, article: Article) -> list[tuple[str, str]]:
    """Addresses of the copies of an article on its own site, with the kind of sighting."""
    base, found = f"http://{site.host}", []
    if "mobile" in site.features:
        found.append((f"{base}/m{article.path}", "mobile"))
    if "big5" in site.features:
        found.append((f"{base}/gate/big5/{site.host}{article.path}", "mirror"))
    if "mirror" in site.features:
        found.append((f"{base}{MIRROR}{article.path}", "mirror"))
    if site.family == "trs":
        found.append((f"{base}/print.html?path={article.path}", "print"))
    if site.family == "gkmlpt":
        found.append((base + article.path.replace("/post_", "/mpost_"), "mobile"))
    return found + [(base + file.path, "attachment") for file in article.files]
