"""ASP.NET with AspNetPager: `/Category_<n>/Index.aspx`, further pages only by a postback that carries the state."""

import base64
import hashlib

from harvester.sample.families._base import Family
from harvester.sample.markup import escape
from harvester.sample.model import Answer, Article, Column, Request, Route, Site

FRAME = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
 "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
{meta}
<title>
	{title}
</title><link href="/Skin/default.css" rel="stylesheet" type="text/css" /></head>
<body>
<div class="top">{site}<ul>{menu}</ul></div>
{body}
<div class="copyright">{footer}</div>
</body></html>
"""
LISTING = """<form method="post" action="./Index.aspx" id="aspnetForm">
<div class="aspNetHidden">
<input type="hidden" name="__EVENTTARGET" id="__EVENTTARGET" value="" />
<input type="hidden" name="__EVENTARGUMENT" id="__EVENTARGUMENT" value="" />
<input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="{state}" />
<input type="hidden" name="__VIEWSTATEGENERATOR" id="__VIEWSTATEGENERATOR" value="CA0B0334" />
<input type="hidden" name="__EVENTVALIDATION" id="__EVENTVALIDATION" value="{validation}" />
</div>
<script type="text/javascript">
//<![CDATA[
var theForm = document.forms['aspnetForm'];
function __doPostBack(eventTarget, eventArgument) {{
    theForm.__EVENTTARGET.value = eventTarget; theForm.__EVENTARGUMENT.value = eventArgument; theForm.submit();
}}
//]]>
</script>
<div class="search"><input name="ctl00$txtSearch" type="text" id="txtSearch" />
<input name="ctl00$btnSearch" type="submit" value="搜索" id="btnSearch" /></div>
<div class="path">您现在的位置：{trail}</div>
<div class="menu"><ul>{left}</ul></div>
<div class="main"><h2>{name}</h2><ul class="list">{items}</ul>
<!-- AspNetPager V6.0.0 for VS2005  Copyright:2003-2006 Webdiyer -->
<div id="AspNetPager1">{pager}</div>
</div></form>"""
ITEM = '<li><span class="time">{date}</span><a href="{path}" title="{title}" target="_blank">{title}</a></li>'
ARTICLE = """<div class="path">您现在的位置：{trail}</div>
<div class="article"><h1 id="ctl00_lblTitle">{title}</h1>
<div class="property">发布人：{source}　发布时间：{published} 8:30:00　点击：<span id="hits">0</span></div>
<div id="fontzoom">{body}</div>{files}
<div class="next">上一篇：没有了　下一篇：没有了</div></div>"""


class AspNet(Family):
    """PowerEasy-like sites; the pager is a row of `__doPostBack` links."""

    name = "aspnet"
    frame = FRAME
    date_format = "{0}/{1}/{2}"
    home_names = ("/", "/Index.aspx")

    def column_path(self, site: Site, column: Column, page: int = 1) -> str:
        """`/Category_598/Index.aspx` for every page."""
        return f"/Category_{column.serial}/Index.aspx"

    def article_path(self, site: Site, column: Column, article: Article) -> str:
        """`/Item/12694.aspx`."""
        return f"/Item/{article.serial}.aspx"

    def home_page(self, site: Site) -> str:
        """Menus with their columns."""
        body = "".join(
            f"<dl><dt>{self.link(site, hub)}</dt>{self.links(site, hub.children, '<dd>{}</dd>')}</dl>"
            for hub in site.root.children
        )
        return self.wrap(site, body, site.name)

    @staticmethod
    def _state(site: Site, column: Column, page: int) -> str:
        digest = hashlib.sha1(f"{site.host}{column.serial}{page}".encode(), usedforsecurity=False).digest()
        return base64.b64encode(b"\xff\x01\x0f\x0f\x0f\x05" + digest * 12).decode()

    def _pager(self, column: Column, page: int) -> str:
        if column.pages == 1:
            return ""
        numbers = "".join(
            f'<span style="color:Red">{n}</span>' if n == page
            else f"<a href=\"javascript:__doPostBack('AspNetPager1','{n}')\">{n}</a>"
            for n in range(1, column.pages + 1)
        )  # fmt: skip
        after = f"<a href=\"javascript:__doPostBack('AspNetPager1','{page + 1}')\">下一页</a>"
        return f"{numbers}{after if page < column.pages else ''} 共{column.pages}页"

    def column_page(self, site: Site, column: Column, page: int) -> str:
        """A listing inside the form of the page."""
        hub = column if column.children else column.parent or site.root
        rows = self.links(site, column.children) + self.items(column.page(page), ITEM)
        state = self._state(site, column, page)
        body = LISTING.format(
            state=state, validation=state[40:90], trail=self.trail(site, column), left=self.links(site, hub.children),
            name=column.name, items=rows or self.filler_text(site, column), pager=self._pager(column, page),
        )  # fmt: skip
        return self.wrap(site, body, f"{column.name}-{site.name}", column)

    def article_page(self, site: Site, column: Column, article: Article) -> str:
        """An article whose time is printed as Windows does."""
        year, month, day = (int(piece) for piece in article.published.split("-"))
        body = ARTICLE.format(
            trail=self.trail(site, column), title=escape(article.title), published=f"{year}/{month}/{day}",
            source=article.source, body=article.body(), files=self.attachments(article),
        )  # fmt: skip
        return self.wrap(site, body, f"{article.title}-{site.name}", column, article)

    def _column(self, site: Site, column: Column, page: int) -> Route:
        """GET gives page 1; a POST with the state of some page of this column gives the page it asks for."""
        states = {self._state(site, column, number) for number in range(1, column.pages + 1)}

        def serve(request: Request) -> Answer:
            asked = request.form.get("__EVENTARGUMENT", "")
            valid = request.form.get("__VIEWSTATE") in states and request.form.get("__EVENTTARGET") == "AspNetPager1"
            number = int(asked) if valid and asked.isdecimal() and 1 <= int(asked) <= column.pages else 1
            return self.answer(self.column_page(site, column, number))

        return serve


FAMILY = AspNet()
