"""TRS WCM: a folder for each column, `t<date>_<id>.html`, pages counted by `createPageHTML`, TRS_Editor in the body."""

from harvester.sample.families._base import Family
from harvester.sample.markup import escape
from harvester.sample.model import Article, Column, Site

FRAME = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
 "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
{meta}
<title>{title}</title>
<link href="/images/common.css" type="text/css" rel="stylesheet">
<script src="/images/jquery.min.js" type="text/javascript"></script>
<style type="text/css">.c_1200{{width:1200px;margin:0 auto}} .cas_content{{line-height:2}}</style>
</head>
<body>
<div class="pz_top"><div class="c_1200">欢迎访问{site}
<form id="searchform" action="/was5/web/search" method="get">
<input name="searchword" type="text" placeholder="请输入关键词">
<input type="hidden" name="channelid" value="265496"><input type="submit" value="搜索"></form>
<span id="today"></span>
<script type="text/javascript">document.getElementById('today').innerHTML=new Date().toLocaleDateString();</script>
</div></div>
<div class="nav"><ul>{menu}</ul></div>
{body}
<div class="pz_down"><div class="c_1200"><div class="TRS_Editor">{footer}</div></div></div>
<script id="_trs_ta_js" src="/images/ta.js" async="async" defer="defer"></script>
</body>
</html>
"""
LISTING = """<div class="c_1200"><div class="weizhi">您当前的位置：{trail}</div>
<div class="leftmenu"><h2>{hub}</h2><ul>{left}</ul></div>
<div class="rightlist"><div class="tit">{name}</div><ul class="list">
{items}
</ul>
<div class="page"><script type="text/javascript">createPageHTML({pages}, {current}, "index", "html");</script></div>
</div></div>"""
ITEM = (
    '<li><a href="{path}" target="_blank"><a href="{path}" target="_blank" title="{title}">{title}</a></a>'
    "<span>{date}</span></li>"
)
ARTICLE = """<div class="c_1200"><div class="weizhi">当前位置：{trail}</div>
<div class="cas_content">
<h1 class="title">{title}</h1>
<div class="info">时间：{published}　来源：{source}　【字体：<a href="javascript:doZoom(18)">大</a>
<a href="javascript:doZoom(16)">中</a> <a href="javascript:doZoom(14)">小</a>】
<a href="javascript:window.print()">打印本页</a></div>
<div class="view TRS_UEDITOR trs_paper_default"><div class="TRS_Editor">{body}</div></div>
{files}
<div class="share">分享到：<a href="javascript:void(0)">微信</a> <a href="javascript:void(0)">微博</a></div>
<p><a href="{print}" target="_blank">打印版</a> 【<a href="javascript:window.close()">关闭窗口</a>】</p>
</div></div>"""
HOME = """<div class="c_1200"><div class="banner"><img src="/images/banner.jpg" alt="{site}"></div>
{blocks}
<div class="links"><h3>友情链接</h3>
<select onchange="window.open(this.value)"><option value="http://www.gov.example.test/">上级门户</option></select>
<h3>部门网站</h3><select>{units}</select></div></div>"""
HOME_ITEM = '<li><a href="{path}" title="{title}">{short}</a><span>[{date}]</span></li>'


class Trs(Family):
    """TRS sites write everything as static files."""

    name = "trs"
    frame = FRAME

    def column_path(self, site: Site, column: Column, page: int = 1) -> str:
        """`/zwgk/zfxxgk/index.html`; page 2 is `index_1.html`."""
        return f"{self.folder(column)}/index{f'_{page - 1}' if page > 1 else ''}.html"

    def article_path(self, site: Site, column: Column, article: Article) -> str:
        """`/zwgk/zfxxgk/202301/t20230119_3481234.html`."""
        year, month, day = article.published.split("-")
        return f"{self.folder(column)}/{year}{month}/t{year}{month}{day}_{article.serial}.html"

    def home_page(self, site: Site) -> str:
        """Blocks of the newest items of the first listings, and menus of all columns."""
        blocks = [
            f'<div class="block"><h3>{self.link(site, column)}</h3>'
            f"<ul>{self.items(column.articles[:6], HOME_ITEM)}</ul></div>"
            for hub in site.root.children
            for column in hub.children
        ]
        units = [column for column in site.root.walk() if column.kind == "unit"]
        options = "".join(f"<option value='{self.path_of(site, unit)}'>{unit.name}</option>" for unit in units)
        return self.wrap(site, HOME.format(site=site.name, blocks="\n".join(blocks), units=options), site.name)

    def column_page(self, site: Site, column: Column, page: int) -> str:
        """A listing; TRS editors nest two anchors for each item."""
        rows = self.links(site, column.children) + self.items(column.page(page), ITEM)
        hub = column if column.children else column.parent or site.root
        body = LISTING.format(
            trail=self.trail(site, column), hub=hub.name, left=self.links(site, hub.children), name=column.name,
            items=rows or self.filler_text(site, column), pages=column.pages, current=page - 1,
        )  # fmt: skip
        return self.wrap(site, body, f"{column.name}-{site.name}", column)

    def article_page(self, site: Site, column: Column, article: Article) -> str:
        """An article; the footer holds a second TRS_Editor."""
        body = ARTICLE.format(
            trail=self.trail(site, column), title=escape(article.title), published=article.published,
            source=article.source, body=article.body(), files=self.attachments(article),
            print=f"/print.html?path={article.path}",
        )  # fmt: skip
        return self.wrap(site, body, f"{article.title}_{site.name}", column, article)


FAMILY = Trs()
