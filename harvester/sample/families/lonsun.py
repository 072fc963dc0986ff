"""Lonsun (龙讯, Anhui): `/public/<organ>/<catalog>.html`, ids of eight digits, a metadata table above the body."""

from harvester.sample.families._base import Family
from harvester.sample.markup import escape
from harvester.sample.model import Answer, Article, Column, Request, Route, Site

FRAME = """<!DOCTYPE html>
<html><head><meta charset="UTF-8"><meta http-equiv="X-UA-Compatible" content="IE=edge">
<link rel="stylesheet" href="/_res/static/css/core.min.css">
{meta}
<title>{title}</title>
<script src="/_res/static/js/common.min.wza.js"></script></head>
<body><div class="wza-container">
<ul class="web_link"><!--StartLabelHtml_linkList_8978fd4a390ee8cc96dd4673313da3a1--></ul>
<div class="ls-navBox"><a class="logo" href="/index.html">{site}</a><ul>{menu}</ul></div>
<div class="xxgklmbody"><div id="container">{body}</div></div>
<div class="ls-footer">{footer}</div>
<span class="j-sitestats" data-setting="{{siteId:11492841,isTimes:false}}" style="display:none;"></span>
<!--技术支持：龙讯科技--></div></body></html>
"""
LISTING = """<div class="gk_pos wza-region_nav" aria-label="栏目路径">{trail}</div>
<div class="gk_left"><ul>{left}</ul></div>
<div class="gk_list"><h2>{name}</h2><ul class="xxgk_navli">
{items}
</ul><div class="pagination">{pager}</div></div>"""
ITEM = (
    '<li><span class="ly">{date}</span><a href="{path}" title="{title}" target="_blank" class="title">{title}</a></li>'
)
ARTICLE = """<div class="gk_pos wza-region_nav">{trail}</div>
<table class="table_suoyin"><tr><th>索引号：</th><td>{index}</td><th>组配分类：</th><td>{column}</td></tr>
<tr><th>发布机构：</th><td>{source}</td><th>发布日期：</th><td>{published} 10:12</td></tr>
<tr><th>名称：</th><td colspan="3">{title}</td></tr></table>
<h1 class="wztit">{title}</h1>
<div class="wzfbxx">发布时间：{published} 10:12　来源：{source}
字体：<a href="#">[大</a> <a href="#">中</a> <a href="#">小]</a></div>
<div class="j-fontContent wenzhang clearfix">{body}
<div class="ewm">扫一扫在手机打开当前页</div></div>{files}"""


class Lonsun(Family):
    """Listings are pages with `?page=`; every organ has its own number."""

    name = "lonsun"
    frame = FRAME

    @staticmethod
    def _organ(column: Column) -> int:
        unit = next((part for part in reversed(column.trail) if part.kind == "unit"), column.trail[0])
        return 10_000_000 + unit.serial

    def column_path(self, site: Site, column: Column, page: int = 1) -> str:
        """`/public/10005011/20005014.html`, `?page=2` for the second page."""
        query = f"?page={page}" if page > 1 else ""
        return f"/public/{self._organ(column)}/{20_000_000 + column.serial}.html{query}"

    def article_path(self, site: Site, column: Column, article: Article) -> str:
        """`/public/10005011/30034812.html`."""
        return f"/public/{self._organ(column)}/{30_000_000 + article.serial}.html"

    def home_page(self, site: Site) -> str:
        """Blocks of columns."""
        blocks = "".join(
            f"<div class='box'><h3>{self.link(site, hub)}</h3><ul>{self.links(site, hub.children)}</ul></div>"
            for hub in site.root.children
        )
        return self.wrap(site, blocks, site.name)

    def column_page(self, site: Site, column: Column, page: int) -> str:
        """A listing with a pager of numbers and 下一页."""
        hub = column if column.children else column.parent or site.root
        rows = self.links(site, column.children) + self.items(column.page(page), ITEM)
        pager = "".join(
            f'<a href="{self.column_path(site, column, number)}">{number}</a>' for number in range(1, column.pages + 1)
        )
        body = LISTING.format(
            trail=self.trail(site, column), left=self.links(site, hub.children), name=column.name,
            items=rows or self.filler_text(site, column), pager=pager if column.pages > 1 else "",
        )  # fmt: skip
        return self.wrap(site, body, f"{column.name}_{site.name}", column)

    def article_page(self, site: Site, column: Column, article: Article) -> str:
        """An article below its metadata table."""
        body = ARTICLE.format(
            trail=self.trail(site, column), title=escape(article.title), published=article.published,
            index=f"{site.site_id[:9]}/{article.published[:7].replace('-', '')}-{article.serial:05d}",
            column=column.name, source=article.source, body=article.body(), files=self.attachments(article),
        )  # fmt: skip
        return self.wrap(site, body, f"{article.title}_{article.source}", column, article)

    def routes(self, site: Site) -> dict[str, Route]:
        """Page numbers are read from the query."""
        plain = {path: route for path, route in super().routes(site).items() if "?" not in path}
        columns = [column for column in site.root.walk() if column.slug]
        return plain | {self.column_path(site, column): self._pages(site, column) for column in columns}

    def _pages(self, site: Site, column: Column) -> Route:
        def serve(request: Request) -> Answer:
            asked = request.query.get("page", "1")
            page = int(asked) if asked.isdecimal() else 1
            newest = column.articles[0].published if column.articles else "2020-01-01"
            return self.answer(self.column_page(site, column, max(1, min(page, column.pages))), newest)

        return serve


FAMILY = Lonsun()
