"""UCAP (开普): `/c<channel>/<stem>.shtml`, 32 hexadecimal digits for articles, `createPageHTML` counted from 1."""

import hashlib

from harvester.sample.families._base import Family
from harvester.sample.markup import escape
from harvester.sample.model import Article, Column, Site

FRAME = """<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml"><head>
<meta http-equiv="Content-Type" content="text/html;charset=utf-8">
{meta}
<meta name="others" content="页面生成时间 2026-03-02 13:02:43">
<title>
        Document
    </title>
</head>
<body>
<div class="xxgk_header"><a href="/index.shtml">{site}</a><ul>{menu}</ul></div>
<div class="zfxxgk_container" data-title="{title}">
{body}
</div>
<div class="footer"><div class="foot">{footer}</div></div>
<script src="/xhtml/js/public.js"></script>
</body></html>
"""
LISTING = """<div class="position">当前位置：{trail}</div>
<div class="zfxxgk_left"><ul>{left}</ul></div>
<div class="zfxxgk_right"><h3>{name}</h3><ul class="gknbxq_list">
{items}
</ul><div id="page_div"></div>
<script>createPageHTML('page_div',{pages}, {page},'{stem}','shtml',{rows});</script></div>"""
ITEM = '<li>\n<a href="{path}" target="_blank" title=\'{title}\'>{title}</a>\n<span>\n{date}\n</span>\n</li>'
ARTICLE = """<div class="position">{trail}</div>
<table class="gknbxq_head"><tr><td>索引号</td><td></td><td>成文日期</td><td></td></tr></table>
<div class="gknbxq_top"><h2>{title}</h2><p>发布时间：{published}　来源：{source}</p></div>
<div class="gknbxq_detail"><UCAPCONTENT>{body}</UCAPCONTENT></div>{files}
<div class="gknbxq_share">扫一扫在手机打开当前页</div>"""


class Ucap(Family):
    """Column pages hold one page of items; the number of the others stands only in the call of the pager."""

    name = "ucap"
    home_names = ("/", "/index.shtml")
    frame = FRAME

    @staticmethod
    def _stem(column: Column) -> str:
        return "list_2" if column.serial % 2 else "xwzx_list"

    def _folder(self, column: Column) -> str:
        return f"/my/c{100000 + column.serial}"

    def column_path(self, site: Site, column: Column, page: int = 1) -> str:
        """`/my/c100529/xwzx_list.shtml`, then `xwzx_list_2.shtml`; some stems end in a number themselves."""
        return f"{self._folder(column)}/{self._stem(column)}{f'_{page}' if page > 1 else ''}.shtml"

    def article_path(self, site: Site, column: Column, article: Article) -> str:
        """`/my/c100529/2023/1/19/<32 hexadecimal digits>.shtml`."""
        year, month, day = (int(piece) for piece in article.published.split("-"))
        name = hashlib.md5(f"{site.host}{article.serial}".encode(), usedforsecurity=False).hexdigest()
        return f"{self._folder(column)}/{year}/{month}/{day}/{name}.shtml"

    def home_page(self, site: Site) -> str:
        """Blocks of columns with their newest items."""
        blocks = "".join(
            f"<div><h3>{self.link(site, column)}</h3><ul>{self.items(column.articles[:3], ITEM)}</ul></div>"
            for hub in site.root.children
            for column in hub.children
        )
        return self.wrap(site, blocks, site.name)

    def column_page(self, site: Site, column: Column, page: int) -> str:
        """A listing in the disclosure frame: menu at the left, box at the right."""
        hub = column if column.children else column.parent or site.root
        rows = self.links(site, column.children) + self.items(column.page(page), ITEM)
        body = LISTING.format(
            trail=self.trail(site, column), left=self.links(site, hub.children), name=column.name, page=page,
            items=rows or self.filler_text(site, column), pages=column.pages, stem=self._stem(column),
            rows=len(column.articles),
        )  # fmt: skip
        return self.wrap(site, body, column.name, column)

    def article_page(self, site: Site, column: Column, article: Article) -> str:
        """An article below an empty metadata table; the title tag is the editor's default."""
        body = ARTICLE.format(
            trail=self.trail(site, column), title=escape(article.title), published=article.published,
            source=article.source, body=article.body(), files=self.attachments(article),
        )  # fmt: skip
        return self.wrap(site, body, article.title, column, article)


FAMILY = Ucap()
