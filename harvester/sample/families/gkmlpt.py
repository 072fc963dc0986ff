"""Guangdong gkmlpt: the portal is plain HTML; its disclosure platform is a script shell over a JSON service."""

import json
from datetime import UTC, datetime
from typing import Any

from harvester.sample.families._base import Family
from harvester.sample.markup import escape
from harvester.sample.model import Answer, Article, Column, Reach, Request, Route, Site

PLATFORM_SLUG = "zfxxgk"
PAGE_SIZE = 20
FRAME = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8"><meta http-equiv="X-UA-Compatible" content="IE=edge,chrome=1">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
{meta}
<title>{title}</title>
<script>if(/iPhone|Android/.test(navigator.userAgent)){{
location.href=location.href.replace('/post_','/mpost_');}}</script>
</head>
<body>
<div class="header"><a href="/">{site}</a><div class="header-nav"><ul>{menu}</ul></div></div>
{body}
<div class="footer">{footer}</div>
</body>
</html>
"""
SHELL = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8">
{meta}
<title>{unit} - 政府信息公开</title>
<link href="/gkmlpt/css/app.css" rel="stylesheet">
</head><body>
<div id="app"></div>
<script>
  window._CONFIG = {{
    SID: '{sid}',
    SITE_NAME: '{unit}',
    SERVICE_AREA_ID: 1,
    // 栏目树
    TREE: {tree}
  }};
</script>
<noscript>请启用 JavaScript 以查看{unit}的政府信息公开目录。</noscript>
<script src="/gkmlpt/js/chunk-vendors.js"></script><script src="/gkmlpt/js/app.js"></script>
</body></html>
"""
ARTICLE = """<div class="content-wrap"><div class="location">{trail}</div>
<table class="classify"><tr><td>索引号:</td><td>{index}</td><td>分类:</td><td>{column}</td></tr>
<tr><td>发布机构:</td><td>{source}</td><td>成文日期:</td><td>{published}</td></tr>
<tr><td>名称:</td><td colspan="3">{title}</td></tr>
<tr><td>文号:</td><td></td><td>发布日期:</td><td>{published}</td></tr></table>
<h1 class="title">{title}</h1>
<div class="date-row">发布日期：{published} 15:30　来源：本网　浏览次数：<span id="hits">-</span>
【字体：大 中 小】</div>
<div class="article-content content" id="zoomcon"><!--正文开始-->{body}<!--正文结束--></div>
{files}<div class="share">分享到：</div></div>"""


class Gkmlpt(Family):
    """The portal lists news as HTML; disclosure columns live in the platform of each unit."""

    name = "gkmlpt"
    frame = FRAME

    def _unit(self, site: Site, column: Column) -> tuple[str, Column]:
        """Path prefix and root of the platform that a column belongs to; `""` and the root of the portal otherwise."""
        for part in reversed(column.trail):
            if part.kind == "unit":
                return f"/ts{part.slug}/gkmlpt", part
            if part.slug == PLATFORM_SLUG:
                return "/gkmlpt", part
        return "", site.root

    def column_path(self, site: Site, column: Column, page: int = 1) -> str:
        """Portal listings are `index.html`, `index_2.html`; platform columns are fragments of one page."""
        prefix, root = self._unit(site, column)
        if not prefix:
            folder = "/".join(part.slug for part in column.trail[1:])
            return f"/{folder}/index{f'_{page}' if page > 1 else ''}.html"
        if column is root:
            return f"{prefix}/index"
        if column.kind == "directory":
            return f"/zwgk/{column.slug}/index.html"
        return f"{prefix}/index#{column.serial}"

    def article_path(self, site: Site, column: Column, article: Article) -> str:
        """`/gkmlpt/content/2/2784/post_2784321.html`, or below the portal's own folder."""
        number = 2_700_000 + article.serial
        prefix, _ = self._unit(site, column)
        if prefix:
            return f"{prefix}/content/{number // 10**6}/{number // 10**3}/post_{number}.html"
        folder = "/".join(part.slug for part in column.trail[1:])
        return f"/{folder}/content/post_{number}.html"

    def home_page(self, site: Site) -> str:
        """A portal page with blocks; the disclosure platform is one of many links."""
        blocks = [
            f'<div class="box"><h2>{hub.name}</h2><ul>{self.links(site, hub.children)}</ul></div>'
            for hub in site.root.children
        ]
        return self.wrap(site, "\n".join(blocks), site.name)

    def column_page(self, site: Site, column: Column, page: int) -> str:
        """A listing of the portal, or the shell of a platform."""
        prefix, root = self._unit(site, column)
        if prefix and column.kind != "directory":
            return self._shell(site, root)
        item = '<li><a href="{path}">{title}</a><span>{date}</span></li>'
        rows = self.links(site, column.children) + self.items(column.page(page), item)
        numbers = range(1, column.pages + 1) if column.pages > 1 else ()
        pager = "".join(f'<a href="{self.column_path(site, column, n)}">{n}</a>' for n in numbers)
        body = (
            f'<div class="location">{self.trail(site, column, " / ")}</div><h2>{column.name}</h2>'
            f'<ul class="news-list">{rows or self.filler_text(site, column)}</ul><div class="page">{pager}</div>'
        )
        return self.wrap(site, body, f"{column.name} - {site.name}", column)

    def _shell(self, site: Site, root: Column) -> str:
        unit = root.agency.name if root.agency else site.place.name + "人民政府"
        tree = json.dumps([self._node(site, child) for child in root.children], ensure_ascii=False)
        return SHELL.format(meta=self.meta(site, root, None), unit=unit, sid=self._sid(root), tree=tree)

    def _node(self, site: Site, column: Column) -> dict[str, Any]:
        outside = column.kind == "directory"
        return {
            "id": column.serial, "name": column.name, "jump_url": self.column_path(site, column) if outside else "",
            "post_count": len(column.articles),
            "children": [] if outside else [self._node(site, child) for child in column.children],
        }  # fmt: skip

    @staticmethod
    def _sid(root: Column) -> str:
        return f"75{root.serial}"

    def article_page(self, site: Site, column: Column, article: Article) -> str:
        """A server-side article with the metadata table above the body."""
        body = ARTICLE.format(
            trail=self.trail(site, column, " / "), index=f"{site.site_id}/{article.published[:4]}-{article.serial:05d}",
            column=column.name, source=article.source, published=article.published, title=escape(article.title),
            body=article.body(), files=self.attachments(article),
        )  # fmt: skip
        return self.wrap(site, body, f"{article.title} - {site.name}", column, article)

    def reach(self, column: Column, article: Article) -> Reach:
        """Platform columns are data; the portal is plain."""
        in_platform = any(part.kind == "unit" or part.slug == PLATFORM_SLUG for part in column.trail)
        return "json" if in_platform else "plain"

    def routes(self, site: Site) -> dict[str, Route]:
        """Fragments are no requests: the shell answers for all columns of a platform."""
        return {path.partition("#")[0]: route for path, route in super().routes(site).items()}

    def extra_routes(self, site: Site) -> dict[str, Route]:
        """The JSON service of each unit, and the phone copies of its articles."""
        routes: dict[str, Route] = {}
        for column in site.root.walk():
            prefix, root = self._unit(site, column)
            if prefix:
                routes[f"{prefix}/api/all/{column.serial}"] = self._service(site, column, self._sid(root))
                routes[f"/gkmlpt/api/all/{column.serial}"] = self._service(site, column, self._sid(root))
            for article in column.articles:
                routes[article.path.replace("/post_", "/mpost_")] = self._article(site, column, article)
        return routes

    def _service(self, site: Site, column: Column, sid: str) -> Route:
        def serve(request: Request) -> Answer:
            page = int(request.query.get("page", "1")) if request.query.get("page", "1").isdecimal() else 1
            right = request.query.get("sid") == sid
            total = len(column.articles) if right else 0
            chosen = column.articles[(page - 1) * PAGE_SIZE : page * PAGE_SIZE] if right else []
            data = {
                "classify": {"id": column.serial, "name": column.name, "post_count": total},
                "articles": [self._entry(site, article) for article in chosen],
            }
            return Answer(json.dumps(data, ensure_ascii=False).encode(), "application/json")

        return serve

    def _entry(self, site: Site, article: Article) -> dict[str, Any]:
        moment = int(datetime.fromisoformat(article.published).replace(tzinfo=UTC).timestamp())
        url = f"http://{site.host}{article.href}"
        return {
            "id": 2_700_000 + article.serial, "title": article.title, "url": url, "post_url": url, "date": moment,
            "created_at": str(moment), "display_publish_time": moment, "publisher": article.source,
            "document_number": "", "abstract": "",
            "attachment": [{"name": f.name, "url": f.path} for f in article.files],
            "is_abolished": 0, "is_expired": 0,
        }  # fmt: skip


FAMILY = Gkmlpt()
