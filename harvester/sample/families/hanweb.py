"""Hanweb JCMS: `/col/col<id>/`, `/art/<y>/<m>/<d>/`, lists as CDATA in a script, the rest from `dataproxy.jsp`."""

from harvester.sample.families._base import Family
from harvester.sample.markup import escape
from harvester.sample.model import Answer, Article, Column, Reach, Request, Route, Site

FRAME = """<!DOCTYPE html>
<html>
<head lang="en">
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<script language="javascript" src="/module/jslib/jquery/jquery.js"></script>
<script language="javascript" src="/module/jslib/urite/urite.min.js"></script>
<link href="/script/page.css" type=text/css rel=stylesheet>
<title>{title}</title>
<meta name='Maketime' content='2026-03-02 09:51:50'>
{meta}
</head>
<body>
<div id="barrierfree_container">
<div class="header"><div class="logo"><a href="/index.html">{site}</a></div><ul class="nav">{menu}</ul></div>
{body}
<div class="foot">{footer}</div>
</div>
<a href='http://www.hanweb.example.test' style='display:none'>Produced By 大汉网络 大汉版通发布系统</a>
<script language="javascript" src='/script/web_front.js'></script>
</body>
</html>
"""
ARTICLE = """<div class="position">
<table cellspacing="0" cellpadding="0" border="0"><tr><td>{trail}</td></tr></table></div>
<table width="100%" id="article"><tr><td>
<!--文章标题开始--><div class="sp_title">{title}</div><!--文章标题结束-->
<div class="sp_time"><span>发布日期：{published} 10:20</span><span>来源：{source}</span>
<span>浏览次数：<script src="/module/visitcount/articlehits.jsp?colid={col}&artid={art}"></script></span>
<span>字号：[ <a href="javascript:doZoom(18)">大</a> <a href="javascript:doZoom(16)">中</a>
<a href="javascript:doZoom(14)">小</a> ]</span></div>
<div class="main-txt" id="zoom"><!--文章正文开始--><!-- ZJEG_RSS.content.begin --><meta name="ContentStart">
{body}<meta name="ContentEnd"><!-- ZJEG_RSS.content.end --><!--文章正文结束--></div>
{files}
<div class="print"><a href="javascript:window.print()">打印本页</a>
<a href="javascript:window.close()">关闭窗口</a></div>
</td></tr></table>"""
RECORD = (
    '<record><![CDATA[<li><a href="{path}" title="{title}" target="_blank">{title}</a>'
    '<span class="bt-data-time">[{date}]</span></li>]]></record>'
)
PROXY = "/module/web/jpage/dataproxy.jsp"
DATASTORE = """<div id="{unit}" class="default_pgContainer"></div>
<script type="text/xml"><datastore>
<nextgroup><![CDATA[<a href="{proxy}?page=1&appid=1&webid=35&path=/&columnid={col}&unitid={unit}&webname={site}\
&permissiontype=0"></a>]]></nextgroup>
<recordset>
{records}
</recordset>
</datastore></script>
<script>$(function(){{$('#{unit}').jpage({{dataStore:null,perPage:{size},totalRecord:{total},
proxyUrl:'{proxy}',groupSize:1}});}});</script>"""


class Hanweb(Family):
    """JCMS sites; a listing page holds its first items as data, a reader's browser asks for the others."""

    name = "hanweb"
    frame = FRAME

    def column_path(self, site: Site, column: Column, page: int = 1) -> str:
        """`/col/col1229283449/index.html`; later pages exist only as data."""
        return f"/col/col{self._col(column)}/index.html"

    def article_path(self, site: Site, column: Column, article: Article) -> str:
        """`/art/2023/1/19/art_5011_3481234.html`."""
        year, month, day = (int(piece) for piece in article.published.split("-"))
        return f"/art/{year}/{month}/{day}/art_{self._col(column)}_{article.serial}.html"

    def reach(self, column: Column, article: Article) -> Reach:
        """The first page of a listing is in its HTML, the others come from the data proxy."""
        return "plain" if article in column.page(1) else "json"

    @staticmethod
    def _col(column: Column) -> int:
        return 1229280000 + column.serial

    def meta(self, site: Site, column: Column | None, article: Article | None) -> str:
        """The national tags in single quotes."""
        return super().meta(site, column, article).replace('"', "'")

    def home_page(self, site: Site) -> str:
        """Menus with all columns below them, and the newest news."""
        menus = "".join(
            f"<dl><dt>{self.link(site, hub)}</dt>{self.links(site, hub.children, '<dd>{}</dd>')}</dl>"
            for hub in site.root.children
        )
        news = self.items(site.root.children[1].children[0].articles[:8], '<li><a href="{path}">{title}</a></li>')
        return self.wrap(site, f'<div class="subnav">{menus}</div><div class="news"><ul>{news}</ul></div>', site.name)

    def column_page(self, site: Site, column: Column, page: int) -> str:
        """A hub with links, or a listing whose items are data."""
        side = column if column.children else column.parent or site.root
        if column.articles:
            main = DATASTORE.format(
                unit=f"{column.serial}7", col=self._col(column), site=site.name, size=column.page_size, proxy=PROXY,
                total=len(column.articles), records=self.items(column.page(1), RECORD),
            )  # fmt: skip
        else:
            main = self.links(site, column.children) or self.filler_text(site, column)
        body = (
            f'<div class="position">您现在的位置：{self.trail(site, column)}</div>'
            f'<ul class="left">{self.links(site, side.children)}</ul>'
            f'<div class="right"><h2>{column.name}</h2>{main}</div>'
        )
        return self.wrap(site, body, f"{site.name} {column.name}", column)

    def article_page(self, site: Site, column: Column, article: Article) -> str:
        """An article between the comment marks of the province."""
        body = ARTICLE.format(
            trail=self.trail(site, column, ">"), title=escape(article.title), published=article.published,
            source=article.source, col=self._col(column), art=article.serial, body=article.body(),
            files=self.attachments(article),
        )  # fmt: skip
        return self.wrap(site, body, article.title, column, article)

    def extra_routes(self, site: Site) -> dict[str, Route]:
        """The data proxy of all listings."""
        columns = {str(self._col(column)): column for column in site.root.walk()}

        def dataproxy(request: Request) -> Answer:
            asked = {**request.query, **request.form}
            column = columns.get(asked.get("columnid", ""))
            articles = column.articles if column else []
            size = column.page_size if column else 1
            chosen = _window(articles, asked, size)
            pages = -(-len(articles) // size)
            text = (
                f"<datastore><totalrecord>{len(articles)}</totalrecord><totalpage>{pages}</totalpage>"
                f"<recordset>{self.items(chosen, RECORD)}</recordset></datastore>"
            )
            return Answer(text.encode(), "text/xml;charset=UTF-8")

        return {PROXY: dataproxy, "/module/jslib/jquery/jpage/dataproxy.jsp": dataproxy}


def _window(articles: list[Article], asked: dict[str, str], size: int) -> list[Article]:
    """The records between `startrecord` and `endrecord`, or those of `page`."""
    try:
        if "startrecord" in asked:
            return articles[int(asked["startrecord"]) - 1 : int(asked.get("endrecord", len(articles)))]
        page = int(asked.get("page", 1))
    except ValueError:
        return []
    return articles[(page - 1) * size : page * size]


FAMILY = Hanweb()
