"""An old county site in classic ASP: GBK bytes without any charset, nested tables, everything behind `?id=`."""

from harvester.sample.families._base import Family
from harvester.sample.markup import escape
from harvester.sample.model import Answer, Article, Column, Request, Route, Site

FRAME = """<html><head><title>{title}</title>
<link href="css/css.css" rel="stylesheet" type="text/css">
</head><body leftmargin=0 topmargin=0>
<table width=778 align=center cellpadding=0 cellspacing=0><tr><td height=60 bgcolor=#D70000>
<font color=#ffffff size=5><b>{site}</b></font></td></tr>
<tr><td bgcolor=#FFEFEF>{menu}</td></tr></table>
{body}
<table width=778 align=center><tr><td align=center bgcolor=#EEEEEE>{footer}</td></tr></table>
</body></html>
"""
LINE = (
    "<tr><td height=24>·<a href={path} target=_blank>{title}</a></td>"
    "<td width=90><font color=#999999>{date}</font></td></tr>"
)
ARTICLE = """<table width=778 align=center border=0><tr><td height=28>您的位置：{trail}</td></tr>
<tr><td><table width=96% align=center border=0><tr><td align=center height=50>
<font size=4 color=#D70000><b>{title}</b></font></td></tr>
<tr><td align=center bgcolor=#F5F5F5>发布时间：{published}　　信息来源：{source}　　阅读次数：{hits}</td></tr>
<tr><td><table width=100% border=0><tr><td style="font-size:14px;line-height:180%">{body}</td></tr></table></td></tr>
<tr><td>{files}</td></tr>
<tr><td align=right><a href="javascript:window.print()">打印</a> <a href="javascript:window.close()">关闭</a></td></tr>
</table></td></tr></table>"""


class ClassicAsp(Family):
    """Two scripts serve the whole site: `list.asp?classid=` and `show.asp?id=`."""

    name = "classic_asp"
    charset = "gbk"
    content_type = "text/html"
    frame = FRAME
    menu_item = "&nbsp;{}&nbsp;|"

    def column_path(self, site: Site, column: Column, page: int = 1) -> str:
        """`/list.asp?classid=31&page=2`."""
        return f"/list.asp?classid={column.serial}" + (f"&page={page}" if page > 1 else "")

    def article_path(self, site: Site, column: Column, article: Article) -> str:
        """`/show.asp?id=2931`."""
        return f"/show.asp?id={article.serial}"

    def file_path(self, article: Article, file: object, index: int) -> str:
        """`/upfile/202301/2931_0.pdf`."""
        name = getattr(file, "name", "")
        return f"/upfile/{article.published[:7].replace('-', '')}/{article.serial}_{index}.{name.rpartition('.')[2]}"

    def home_page(self, site: Site) -> str:
        """Blocks in nested tables."""
        cells = "".join(
            f"<tr><td width=200 valign=top><b>{hub.name}</b></td>"
            f"<td>{self.links(site, hub.children, '{}&nbsp;&nbsp;')}</td></tr>"
            for hub in site.root.children
        )
        news = self.items(site.root.children[1].children[0].articles[:8], LINE)
        body = (
            f"<table width=778 align=center><tr><td><table width=100%>{cells}</table></td></tr>"
            f"<tr><td><table width=100%>{news}</table></td></tr></table>"
        )
        return self.wrap(site, body, site.name)

    def column_page(self, site: Site, column: Column, page: int) -> str:
        """Listing lines as table rows with a numbered pager."""
        rows = "".join(f"<tr><td height=24>{self.link(site, child)}</td></tr>" for child in column.children)
        rows += self.items(column.page(page), LINE) or (
            "" if column.children else f"<tr><td>{self.filler_text(site, column)}</td></tr>"
        )
        pager = "".join(
            f"<a href={self.column_path(site, column, number)}>[{number}]</a> " for number in range(1, column.pages + 1)
        )
        after = f"<a href={self.column_path(site, column, page + 1)}>下一页</a>" if page < column.pages else ""
        body = (
            f"<table width=778 align=center><tr><td>您的位置：{self.trail(site, column)}</td></tr><tr><td>"
            f"<table width=100%>{rows}</table></td></tr><tr><td align=center>{pager}{after}</td></tr></table>"
        )
        return self.wrap(site, body, f"{site.name}--{column.name}")

    def article_page(self, site: Site, column: Column, article: Article) -> str:
        """Three nested tables around the text."""
        year, month, day = (int(piece) for piece in article.published.split("-"))
        body = ARTICLE.format(
            trail=self.trail(site, column, "→"), title=escape(article.title), published=f"{year}-{month}-{day}",
            source=article.source, hits=article.serial % 997, body=article.body(), files=self.attachments(article),
        )  # fmt: skip
        return self.wrap(site, body, f"{site.name}--{column.name}")

    def routes(self, site: Site) -> dict[str, Route]:
        """The two scripts and the files; unknown ids give the error page of the time, with status 200."""
        columns = {str(column.serial): column for column in site.root.walk()}
        articles = {str(a.serial): (column, a) for column in site.root.walk() for a in column.articles}

        def listing(request: Request) -> Answer:
            column, page = columns.get(request.query.get("classid", "")), request.query.get("page", "1")
            number = int(page) if page.isdecimal() else 1
            if column is None:
                return self.answer("<script>alert('参数错误');history.back();</script>")
            return self.answer(self.column_page(site, column, max(1, min(number, column.pages))))

        def show(request: Request) -> Answer:
            found = articles.get(request.query.get("id", ""))
            if found is None:
                return self.answer("<script>alert('该信息不存在或已删除');window.close();</script>")
            return self._article(site, *found)(request)

        files = {f.path: self._file(a, f) for _, a in articles.values() for f in a.files}
        home = self._home(site)
        return {"/": home, "/index.asp": home, "/list.asp": listing, "/show.asp": show} | files


FAMILY = ClassicAsp()
