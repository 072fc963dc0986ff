"""TRS as Fujian runs it: the first ten lines are HTML, the others come from `/fjdzapp/search` by POST, as JSON."""

import json

from harvester.sample.families.trs import ITEM, Trs
from harvester.sample.model import Answer, Article, Column, Reach, Request, Route, Site

SEARCH_ID = "229105"
STATIC = 10
LISTING = """<div class="c_1200" ms-controller="list"><div class="weizhi">您当前的位置：{trail}</div>
<div class="leftmenu"><ul>{left}</ul></div>
<div class="rightlist"><div class="tit">{name}</div><ul class="list">
{items}
</ul>
<ul ms-visible="loaded"><li ms-repeat="docs"><a ms-attr-href="el.chnldocurl" ms-text="el.doctitle"></a>
<span ms-text="el.docreltime"></span></li></ul>
<div class="page" ms-widget="pager"></div></div>
<script>var SiteInfo = {{siteId: '{site_id}', searchId: '{search}'}};
var listConfig = {{url: '/fjdzapp/search', chnlid: '{channel}', prepage: 15, recordCount: '{total}'}};</script></div>"""


class Fujian(Trs):
    """TRS pages whose listings go on by script; articles are those of TRS."""

    name = "fujian"

    def column_path(self, site: Site, column: Column, page: int = 1) -> str:
        """`/zwgk/zfxxgk/`; later pages exist only as data."""
        return f"{self.folder(column)}/"

    def reach(self, column: Column, article: Article) -> Reach:
        """The first ten lines are in the page."""
        return "plain" if article in column.articles[:STATIC] else "json"

    def meta(self, site: Site, column: Column | None, article: Article | None) -> str:
        """The national tags, and the channel number that the search wants."""
        number = f'\n<meta name="ChnlId" content="{column.serial}">' if column else ""
        return super().meta(site, column, article) + number

    def column_page(self, site: Site, column: Column, page: int) -> str:
        """Static lines beside the unrendered template of the script."""
        hub = column if column.children else column.parent or site.root
        rows = self.links(site, column.children) + self.items(column.articles[:STATIC], ITEM)
        body = LISTING.format(
            trail=self.trail(site, column), left=self.links(site, hub.children), name=column.name,
            items=rows or self.filler_text(site, column), site_id=site.site_id, search=SEARCH_ID,
            channel=column.serial, total=len(column.articles),
        )  # fmt: skip
        return self.wrap(site, body, f"{column.name}-{site.name}", column)

    def extra_routes(self, site: Site) -> dict[str, Route]:
        """The search service that stands in for lists."""
        columns = {f"chnlid={column.serial}": column for column in site.root.walk()}

        def search(request: Request) -> Answer:
            asked = {**request.query, **request.form}
            column = columns.get(asked.get("classsql", "").strip())
            size, page = (int(v) if v.isdecimal() else 15 for v in (asked.get("prepage", "15"), asked.get("page", "1")))
            size, page = max(1, min(size, 501)), max(1, page)
            articles = column.articles if column and asked.get("channelid") == SEARCH_ID else []
            base = f"http://{site.host}"
            docs = [
                {"doctitle": a.title, "chnldocurl": base + a.href, "docreltime": f"{a.published} 09:00:00"}
                for a in articles[(page - 1) * size : page * size]
            ]
            data = {"pageCount": -(-len(articles) // size), "recordCount": len(articles), "docs": docs}
            return Answer(json.dumps(data, ensure_ascii=False).encode(), "application/json;charset=UTF-8")

        return {"/fjdzapp/search": search}


FAMILY = Fujian()
