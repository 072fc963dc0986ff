"""What every family shares: the routes of a site and the plain parts of its pages."""

import posixpath
from collections.abc import Iterator

from harvester.sample.fillers import page_text
from harvester.sample.markup import escape
from harvester.sample.model import Answer, Article, Column, File, Reach, Request, Route, Site, dice, html_answer

DELETED = "<html><head><title>404</title></head><body><h1>您访问的页面不存在或已被删除</h1></body></html>"


class Family:
    """A content management system: addresses, pages, and how its listings go on."""

    name = ""
    charset = "utf-8"
    """How bytes are written."""
    content_type = "text/html; charset=utf-8"
    """What the server says; a site may say nothing or the wrong thing."""
    date_format = "{0}-{1}-{2}"
    home_names = ("/", "/index.html")
    frame = ""
    """The HTML around every page, with places for meta, title, site, menu, body, footer."""
    menu_item = "<li>{}</li>"

    # -- addresses ---------------------------------------------------------------------------------

    def column_path(self, site: Site, column: Column, page: int = 1) -> str:
        """Address of a listing page."""
        raise NotImplementedError

    def article_path(self, site: Site, column: Column, article: Article) -> str:
        """Address of an article."""
        raise NotImplementedError

    @staticmethod
    def folder(column: Column) -> str:
        """`/zwgk/zfxxgk`: the slugs from the home page down."""
        return "".join(f"/{part.slug}" for part in column.trail[1:])

    def file_path(self, article: Article, file: File, index: int) -> str:
        """Address of an attachment: in the article's own folder."""
        folder = posixpath.dirname(article.path)
        year, month, _ = article.published.split("-")
        return f"{folder}/P0{year}{month}{article.serial:09d}{index:05d}.{file.name.rpartition('.')[2]}"

    def path_of(self, site: Site, column: Column) -> str:
        """Address that menus give for a column."""
        return "/" if column.kind == "home" else self.column_path(site, column)

    # -- pages -------------------------------------------------------------------------------------

    def home_page(self, site: Site) -> str:
        """The home page."""
        raise NotImplementedError

    def column_page(self, site: Site, column: Column, page: int) -> str:
        """A hub, directory or listing."""
        raise NotImplementedError

    def article_page(self, site: Site, column: Column, article: Article) -> str:
        """An article in the site's frame."""
        raise NotImplementedError

    # -- routes ------------------------------------------------------------------------------------

    def place(self, site: Site) -> None:
        """Give every article and file of the site its address."""
        for column in site.root.walk():
            for article in column.articles:
                article.path = article.path or self.article_path(site, column, article)
                for index, file in enumerate(article.files):
                    file.path = file.path or self.file_path(article, file, index)

    def reach(self, column: Column, article: Article) -> Reach:
        """What it takes to learn the address of an article."""
        return "plain"

    def routes(self, site: Site) -> dict[str, Route]:
        """Every address of the site; pages are written when they are asked for."""
        routes: dict[str, Route] = dict.fromkeys(self.home_names, self._home(site))
        for column in site.root.walk():
            if column.kind != "home":
                for page in range(1, column.pages + 1):
                    routes[self.column_path(site, column, page)] = self._column(site, column, page)
            for article in column.articles:
                routes[article.path] = self._article(site, column, article)
                routes |= {file.path: self._file(article, file) for file in article.files}
        return routes | self.extra_routes(site)

    def extra_routes(self, site: Site) -> dict[str, Route]:
        """Services behind the pages: lists as data, postbacks."""
        return {}

    def answer(self, text: str, modified: str = "") -> Answer:
        """A page in the bytes of the family."""
        return Answer(text.encode(self.charset, errors="replace"), self.content_type, modified=modified)

    def _home(self, site: Site) -> Route:
        return lambda request: self.answer(self.home_page(site), "2026-03-02")

    def _column(self, site: Site, column: Column, page: int) -> Route:
        newest = column.articles[0].published if column.articles else "2020-01-01"
        return lambda request: self.answer(self.column_page(site, column, page), newest)

    def _article(self, site: Site, column: Column, article: Article) -> Route:
        def serve(request: Request) -> Answer:
            if "dead" in article.features:
                return html_answer(DELETED, status=404)
            answer = self.answer(self.article_page(site, column, article), article.published)
            if "wrong_charset" in article.features:
                text = answer.body.decode(self.charset)
                return Answer(text.encode("gbk", errors="replace"), self.content_type, modified=answer.modified)
            return answer

        return serve

    def _file(self, article: Article, file: File) -> Route:
        return lambda request: Answer(file.make(), file.media_type, modified=article.published)

    # -- parts of pages ----------------------------------------------------------------------------

    def wrap(
        self, site: Site, body: str, title: str, column: Column | None = None, article: Article | None = None
    ) -> str:
        """Put the site's frame around a body."""
        return self.frame.format(
            meta=self.meta(site, column, article), title=escape(title), site=site.name, body=body,
            menu="".join(self.menu_item.format(self.link(site, item)) for item in self.menu(site)),
            footer=self.footer(site),
        )  # fmt: skip

    def links(self, site: Site, columns: list[Column], item: str = "<li>{}</li>") -> str:
        """Links to columns, each in its own list item."""
        return "".join(item.format(self.link(site, column)) for column in columns)

    def items(self, articles: list[Article], item: str) -> str:
        """Listing lines; `item` has places for path, title, date, short (the title cut for narrow boxes)."""
        return "\n".join(
            item.format(path=a.href, title=escape(a.title), date=self.date(a.published), short=escape(a.title[:22]))
            for a in articles
        )

    def link(self, site: Site, column: Column, text: str = "") -> str:
        """A menu link."""
        return f'<a href="{self.path_of(site, column)}">{escape(text or column.name)}</a>'

    def menu(self, site: Site) -> Iterator[Column]:
        """Columns of the main menu."""
        yield site.root
        yield from site.root.children

    def trail(self, site: Site, column: Column, separator: str = " &gt; ") -> str:
        """The breadcrumb."""
        return separator.join(self.link(site, part) for part in column.trail)

    def date(self, iso: str) -> str:
        """A date as listings print it."""
        return self.date_format.format(*iso.split("-"))

    def extra_links(self, site: Site) -> str:
        """Links to the other faces of the site, and to what never ends."""
        links = {
            "mobile": '<a href="/m/index.html">手机版</a>', "big5": f'<a href="/gate/big5/{site.host}/">繁體版</a>',
            "calendar": '<a href="/calendar">活动日历</a>', "search": '<a href="/search.html">高级检索</a>',
        }  # fmt: skip
        return " | ".join(link for feature, link in links.items() if feature in site.features)

    def meta(self, site: Site, column: Column | None, article: Article | None) -> str:
        """The tags that the national rule asks for."""
        tags = {
            "SiteName": site.name, "SiteDomain": site.host, "SiteIDCode": site.site_id,
            "ColumnName": column.name if column else "", "ColumnType": column.name if column else "",
            "ArticleTitle": article.title if article else "",
            "PubDate": f"{article.published} 09:{article.serial % 60:02d}" if article else "",
            "ContentSource": article.source if article else "",
        }  # fmt: skip
        return "\n".join(f'<meta name="{name}" content="{escape(text)}">' for name, text in tags.items() if text)

    def footer(self, site: Site) -> str:
        """The lines at the foot of every page."""
        rng = dice("footer", site.host)
        name = site.place.name
        return (
            f"<p>主办：{name}人民政府办公室　承办：{name}电子政务中心　网站标识码：{site.site_id}</p>\n"
            f"<p>版权所有：{site.name}　样例ICP备{rng.randint(10000000, 99999999)}号-1　"
            f"样例公网安备{rng.randint(10**13, 10**14 - 1)}号</p>\n"
            '<p><a href="/">网站首页</a> | <a href="/sitemap.html">网站地图</a> | '
            f'<a href="/contact.html">联系我们</a> {self.extra_links(site)}</p>\n'
            "<p>本站为演示用的虚构样例，所有数据均为编造，不代表任何政府机关。</p>"
        )

    def attachments(self, article: Article) -> str:
        """Links to the files of an article, or the script that writes them."""
        if not article.files or "picture" in article.features:
            return ""
        links = "".join(f'<a href="{file.path}">{escape(file.name)}</a><br/>' for file in article.files)
        if "script_attachment" in article.features:
            return f"<script type=\"text/javascript\">var fujian='{links}';document.write(fujian);</script>"
        return f'<p class="fujian">附件：{links}</p>'

    def filler_text(self, site: Site, column: Column) -> str:
        """Text of a page column."""
        return page_text(site.place, column.slug)
