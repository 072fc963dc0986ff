"""SiteServer: `/channels/<n>.html`, `/channels/<n>_2.html`, `/contents/<channel>/<id>.html`, a phone block inside."""

from harvester.sample.families._base import Family
from harvester.sample.markup import escape
from harvester.sample.model import Article, Column, Site

FRAME = """<!doctype html>
<html><head><meta charset="utf-8">
<title>{title}</title>
{meta}
<script type="text/javascript" src="/sitefiles/assets/jquery/jquery-1.9.1.min.js"></script>
<script>var $pageInfo = {{publishmentSystemID : 1, siteUrl : "", homeUrl : "/home", apiUrl : "/api"}};</script>
</head><body>
<div id="all"><div id="top_bar"><div class="a-top">欢迎访问{site}！
<script src="/sitefiles/assets/scripts/datestring.js" type="text/javascript"></script></div>
<a id="wjwl" name="wjwl">繁体</a></div>
<div class="top_tb"><ul>{menu}</ul></div>
{body}
<div class="bottom">{footer}</div></div>
</body></html>
<script src="/sitefiles/assets/tracker/script.js" type="text/javascript"></script>
"""
ITEM = '<li><a href="{path}" target="_blank">{title}</a><span>{date}</span></li>'
ARTICLE = """<div class="location">您的位置：{trail}</div>
<div class="content_t"><h1>{title}</h1>
<div class="condatel">作者：  来源：{source}  日期：{published}  浏览次数：<span id="ajaxElement_2_2"></span>次
字号：【<a href="javascript:stlDoZoom('conter', 16);">大</a>
<a href="javascript:stlDoZoom('conter', 14);">中</a>】</div>
<div id="conter">{body}</div>{files}<p>责任编辑：样例</p></div>"""


class SiteServer(Family):
    """Listings are static pages with numbers; the menu is a table of tree rows."""

    name = "siteserver"
    frame = FRAME

    def column_path(self, site: Site, column: Column, page: int = 1) -> str:
        """`/channels/2146.html`, `/channels/2146_2.html`."""
        return f"/channels/{column.serial}{f'_{page}' if page > 1 else ''}.html"

    def article_path(self, site: Site, column: Column, article: Article) -> str:
        """`/contents/2146/133484.html`."""
        return f"/contents/{column.serial}/{article.serial}.html"

    def home_page(self, site: Site) -> str:
        """A navigation block and the news."""
        navigation = "".join(
            f"<li><h3>{hub.name}</h3><p>{self.links(site, hub.children, '{} ')}</p></li>" for hub in site.root.children
        )
        news = self.items(site.root.children[1].children[0].articles[:9], ITEM)
        return self.wrap(site, f"<ul class='navbar'>{navigation}</ul><ul>{news}</ul>", site.name)

    def _tree(self, site: Site, hub: Column) -> str:
        rows = "".join(
            f'<tr treeitemlevel="{len(hub.trail) + 1}"><td nowrap>{self.link(site, child)}</td></tr>'
            for child in hub.children
        )
        return f'<table border="0"><tr treeitemlevel="{len(hub.trail)}"><td>{hub.name}</td></tr>{rows}</table>'

    def column_page(self, site: Site, column: Column, page: int) -> str:
        """A listing and the same listing once more for phones."""
        hub = column if column.children else column.parent or site.root
        rows = self.links(site, column.children) + self.items(column.page(page), ITEM)
        numbers = "".join(
            f"<a href='{self.column_path(site, column, number)}'>{number}</a> "
            for number in range(1, column.pages + 1)
            if column.pages > 1
        )
        body = (
            f'<div class="location">{self.trail(site, column)}</div>'
            f'<div class="center_left">{self._tree(site, hub)}</div>'
            f'<div class="center_right"><ul>{rows or self.filler_text(site, column)}</ul><div>{numbers}</div></div>'
            f'<div class="m_page weui-cells"><ul>{rows}</ul></div>'
        )
        return self.wrap(site, body, f"[{column.name}]-{site.name}!", column)

    def article_page(self, site: Site, column: Column, article: Article) -> str:
        """The title tag names the column, not the article."""
        body = ARTICLE.format(
            trail=self.trail(site, column), title=escape(article.title), published=article.published,
            source=article.source, body=article.body(), files=self.attachments(article),
        )  # fmt: skip
        return self.wrap(site, body, f"[{column.name}]-{site.name}!", column, article)


FAMILY = SiteServer()
