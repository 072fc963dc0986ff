"""A site of no known family: a small Java program with session ids in its links, `?p=` pages, no metadata at all."""

from harvester.sample.families._base import Family
from harvester.sample.markup import escape
from harvester.sample.model import Answer, Article, Column, Request, Route, Site, dice

FRAME = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{title}</title></head>
<body><div id="w"><div id="h"><b>{site}</b></div><div id="n">{menu}</div>
<div id="m">{body}</div><div id="f">{footer}</div></div></body></html>
"""
ITEM = '<div class="r"><a href="{path}">{title}</a> <i>{date}</i></div>'
ARTICLE = """<div class="t">{trail}</div><div class="hd">{title}</div>
<div class="sm">{published} 来自 {source}</div><div class="tx">{body}</div>{files}
<div class="sm"><a href="javascript:history.back()">返回</a></div>"""


class Homemade(Family):
    """Every link carries a session id that changes with each page; listings go on by 「下一页」 and `?p=`."""

    name = "homemade"
    frame = FRAME
    date_format = "{0}.{1}.{2}"
    menu_item = "<span>{}</span>"
    home_names = ("/", "/index.do")

    def column_path(self, site: Site, column: Column, page: int = 1) -> str:
        """`/c/zwgk-zfxxgk.do`, `/c/zwgk-zfxxgk.do?p=2`."""
        return f"/c/{self.folder(column)[1:].replace('/', '-')}.do" + (f"?p={page}" if page > 1 else "")

    def article_path(self, site: Site, column: Column, article: Article) -> str:
        """`/v/2023/2931.do`."""
        return f"/v/{article.published[:4]}/{article.serial}.do"

    def home_page(self, site: Site) -> str:
        """Menus and news as plain blocks."""
        blocks = "".join(
            f"<div class='b'><div class='hd'>{hub.name}</div>{self.links(site, hub.children, '<div>{}</div>')}</div>"
            for hub in site.root.children
        )
        news = self.items(site.root.children[1].children[0].articles[:8], ITEM)
        return self.wrap(site, blocks + news, site.name)

    def column_page(self, site: Site, column: Column, page: int) -> str:
        """A listing; only the neighbors are linked."""
        rows = self.links(site, column.children, "<div class='r'>{}</div>") + self.items(column.page(page), ITEM)
        before = f'<a href="{self.column_path(site, column, page - 1)}">上一页</a>' if page > 1 else ""
        after = f'<a href="{self.column_path(site, column, page + 1)}">下一页</a>' if page < column.pages else ""
        body = (
            f"<div class='t'>{self.trail(site, column, ' » ')}</div><div class='hd'>{column.name}</div>"
            f"{rows or self.filler_text(site, column)}<div>第{page}页/共{column.pages}页 {before} {after}</div>"
        )
        return self.wrap(site, body, column.name, column)

    def article_page(self, site: Site, column: Column, article: Article) -> str:
        """An article without headings, ids or tags."""
        year, month, day = article.published.split("-")
        body = ARTICLE.format(
            trail=self.trail(site, column, " » "), title=escape(article.title), body=article.body(),
            published=f"{year}年{int(month)}月{int(day)}日", source=article.source, files=self.attachments(article),
        )  # fmt: skip
        return self.wrap(site, body, site.name, column, article)

    def meta(self, site: Site, column: Column | None, article: Article | None) -> str:
        """Nothing: the program knows no such tags."""
        return ""

    def routes(self, site: Site) -> dict[str, Route]:
        """Session ids go into the links of every page; page numbers are read from the query."""
        counter = dice("sessions", site.host)

        def with_session(route: Route) -> Route:
            def serve(request: Request) -> Answer:
                answer = route(request)
                if not answer.content_type.startswith("text/html"):
                    return answer
                session = f";jsessionid={counter.getrandbits(64):016X}".encode()
                return Answer(answer.body.replace(b'.do"', b".do" + session + b'"'), answer.content_type)

            return serve

        plain = {path: route for path, route in super().routes(site).items() if "?" not in path}
        columns = [column for column in site.root.walk() if column.slug]
        plain |= {self.column_path(site, column): self._pages(site, column) for column in columns}
        return {path: with_session(route) for path, route in plain.items()}

    def _pages(self, site: Site, column: Column) -> Route:
        def serve(request: Request) -> Answer:
            asked = request.query.get("p", "1")
            page = int(asked) if asked.isdecimal() else 1
            return self.answer(self.column_page(site, column, max(1, min(page, column.pages))))

        return serve


FAMILY = Homemade()
