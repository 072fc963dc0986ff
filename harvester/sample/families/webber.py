"""Webber Visual SiteBuilder (博达): `/info/<tree>/<id>.htm`, page folders that count down, trees written by script."""

from harvester.sample.families._base import Family
from harvester.sample.markup import escape
from harvester.sample.model import Article, Column, Site

FRAME = """<html><head>
<title>{title}</title><meta name="pageType" content="2">
<META Content="text/html; charset=UTF-8" HTTP-EQUIV="Content-Type">
{meta}
<!--Announced by Visual SiteBuilder 9-->
<link rel="stylesheet" type="text/css" href="/_sitegray/_sitegray_d.css">
<script language="javascript" src="/_sitegray/_sitegray.js"></script>
<!-- CustomerNO:77656262657232307b7a475c5353574200000003 -->
<script type="text/javascript" src="/system/resource/js/vsbscreen.min.js" id="_vsbscreen"></script>
<script type="text/javascript" src="/system/resource/js/counter.js"></script>
</head>
<body bgcolor="#FFFFFF" topmargin="1">
<table width="1004" border="0" align="center"><tr><td><img src="/images/banner.jpg" alt="{site}"></td></tr>
<tr><td>{menu}</td></tr></table>
{body}
<table width="1004" align="center"><tr><td align="center" style="font-size:9pt">{footer}</td></tr></table>
</body></html>
"""
TREE = """<script language="JavaScript">function showtree(){{var root=new WebFXTree('<span>{name}</span>');
{nodes}
document.write(root);}}showtree();</script>
<div style="display:none">{anchors}</div>"""
ITEM = """<tr id="line_u8_{index}" height="20"><td nowrap align="center"><span>·</span></td>
<td style="font-size:9pt"><a class="c1017" href="{path}" target="_blank" title="{title}">{title}</a></td>
<td nowrap width="1%"><span class="timestyle">{date}&nbsp;</span></td></tr>"""
ARTICLE = """<table width="1004" align="center"><tr><td>{trail}</td></tr><tr><td>
<form name="_newscontent_fromname"><table border="0" width="100%">
<tr><td class="titlestyle" align="center">{title}</td></tr>
<tr><td align="center"><span class="timestyle">{published} 09:30</span>
&nbsp;&nbsp;<span class="authorstyle">{source}</span>
&nbsp;&nbsp;(<span>点击: <span id="dynclicks"></span></span>)</td></tr>
<tr><td class="contentstyle"><div id="vsb_content"><div class="v_news_content">{body}</div></div>
<div id="div_vote_id"></div>{files}</td></tr>
<tr><td align="right">
【<a href="javascript:window.opener=null;window.open('','_self');window.close();">关闭窗口</a>】</td></tr>
</table></form></td></tr></table>"""


class Webber(Family):
    """Listing page n of N lives in the column's folder under the number N - n + 1, so numbers stay when items come."""

    name = "webber"
    frame = FRAME
    date_format = "{0}/{1}/{2}"
    menu_item = "<span>{}</span> | "

    def column_path(self, site: Site, column: Column, page: int = 1) -> str:
        """`/zwgk/xxgknb.htm`; of three pages the second is `/zwgk/xxgknb/2.htm` and the last `/zwgk/xxgknb/1.htm`."""
        folder = self.folder(column)
        return f"{folder}.htm" if page == 1 else f"{folder}/{column.pages - page + 1}.htm"

    def article_path(self, site: Site, column: Column, article: Article) -> str:
        """`/info/1083/12694.htm`."""
        return f"/info/{column.serial}/{article.serial}.htm"

    def home_page(self, site: Site) -> str:
        """A table of blocks."""
        cells = "".join(
            f"<td valign='top'><b>{self.link(site, hub)}</b><br>{self.links(site, hub.children, '{}<br>')}</td>"
            for hub in site.root.children
        )
        return self.wrap(site, f"<table width='1004' align='center'><tr>{cells}</tr></table>", site.name)

    def _tree(self, site: Site, hub: Column) -> str:
        nodes = "\n".join(
            f"var item_{child.serial}=new WebFXTreeItem('<span>{child.name}</span>',"
            f'document.getElementById("an{child.serial}").href);root.add(item_{child.serial});'
            for child in hub.children
        )
        anchors = "".join(
            f'<a id="an{child.serial}" href="{self.path_of(site, child)}">{child.name}</a>' for child in hub.children
        )
        return TREE.format(name=hub.name, nodes=nodes, anchors=anchors)

    def _pager(self, site: Site, column: Column, page: int) -> str:
        if column.pages == 1:
            return ""
        after, before = page < column.pages, page > 1
        links = f'<a href="{self.column_path(site, column, page - 1)}" class="Prev">上页</a>' if before else ""
        links += f' <a href="{self.column_path(site, column, page + 1)}" class="Next">下页</a>' if after else ""
        return f"<tr><td colspan='3'>共{len(column.articles)}条&nbsp;{page}/{column.pages}&nbsp;{links}</td></tr>"

    def column_page(self, site: Site, column: Column, page: int) -> str:
        """The tree of the hub at the left, listing lines as table rows."""
        hub = column if column.children else column.parent or site.root
        rows = self.items(column.page(page), ITEM.replace("{index}", "0")) or (
            f"<tr><td>{self.links(site, column.children, '{}<br>') or self.filler_text(site, column)}</td></tr>"
        )
        body = (
            f"<table width='1004' align='center'><tr><td>当前位置: {self.trail(site, column)}</td></tr>"
            f"<tr><td width='305' valign='top'>{self._tree(site, hub)}</td><td valign='top'>"
            f"<table width='100%' class='winstyle'>{rows}{self._pager(site, column, page)}</table></td></tr></table>"
        )
        return self.wrap(site, body, f"{column.name}-{site.name}", column)

    def article_page(self, site: Site, column: Column, article: Article) -> str:
        """An article inside the form that the builder writes around it."""
        body = ARTICLE.format(
            trail=self.trail(site, column), title=escape(article.title), published=self.date(article.published),
            source=article.source, body=article.body(), files=self.attachments(article),
        )  # fmt: skip
        return self.wrap(site, body, f"{article.title}-{site.name}", column, article)


FAMILY = Webber()
