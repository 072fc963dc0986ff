"""Hanweb's newer jpaas: listings are empty units that a script fills from a JSON service with HTML inside."""

import json

from harvester.sample.families.hanweb import Hanweb
from harvester.sample.model import Answer, Article, Column, Reach, Request, Route, Site

UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
PAGE_SIZE = 15
LISTING = """<div class="position">您现在的位置：{trail}</div><ul class="left">{left}</ul>
<div class="right"><h2>{name}</h2>
<div class="list-unit"><script parseType="buildstatic" src="/script/jpaas/build/unit.js" url="{unit}"
 querydata="{{'parseType':'buildstatic','webId':'{web}','tplSetId':'{template}','pageType':'column',\
'tagId':'当前栏目list','editType':'null','pageId':'{page}'}}"></script></div></div>"""
ITEM = '<li><a href="{path}" title="{title}" target="_blank">{title}</a><span>{date}</span></li>'


class Jpaas(Hanweb):
    """Hubs and articles are those of JCMS; nothing of a listing is in its page."""

    name = "jpaas"

    def column_path(self, site: Site, column: Column, page: int = 1) -> str:
        """`/col/col1229283449/index.html`."""
        return f"/col/col{self._col(column)}/index.html"

    def article_path(self, site: Site, column: Column, article: Article) -> str:
        """`/art/2023/art_00000000000000000000000000034812.html`."""
        return f"/art/{article.published[:4]}/art_{article.serial:032x}.html"

    def reach(self, column: Column, article: Article) -> Reach:
        """Only the service knows the addresses."""
        return "json"

    @staticmethod
    def _ids(site: Site, column: Column) -> dict[str, str]:
        return {"web": f"web{site.site_id}", "template": f"tpl{site.site_id[:6]}", "page": f"page{column.serial}"}

    def column_page(self, site: Site, column: Column, page: int) -> str:
        """A hub with links, or the empty unit of a listing."""
        if not column.articles:
            return super().column_page(site, column, page)
        hub = column.parent or site.root
        body = LISTING.format(
            trail=self.trail(site, column), left=self.links(site, hub.children), name=column.name, unit=UNIT,
            **self._ids(site, column),
        )  # fmt: skip
        return self.wrap(site, body, f"{site.name} {column.name}", column)

    def extra_routes(self, site: Site) -> dict[str, Route]:
        """The service that builds units."""
        columns = {self._ids(site, column)["page"]: column for column in site.root.walk()}

        def build(request: Request) -> Answer:
            column = columns.get(request.query.get("pageId", ""))
            ids = self._ids(site, column) if column else {}
            known = (request.query.get("webId"), request.query.get("tplSetId")) == (ids.get("web"), ids.get("template"))
            articles = column.articles if column and known else []
            number, size = _paging(request.query.get("paramJson", ""))
            html = self.items(articles[(number - 1) * size : number * size], ITEM)
            pages = -(-len(articles) // size)
            data = {"success": True, "data": {"html": f"<ul>{html}</ul><div class='pagination' count='{pages}'></div>"}}
            return Answer(json.dumps(data, ensure_ascii=False).encode(), "application/json;charset=UTF-8")

        return {UNIT: build}


def _paging(text: str) -> tuple[int, int]:
    """Page number and size out of `paramJson`; the first page when it says nothing sensible."""
    try:
        asked = json.loads(text)
        number, size = int(asked["pageNo"]), int(asked.get("pageSize", PAGE_SIZE))
    except (ValueError, KeyError, TypeError):
        return 1, PAGE_SIZE
    return max(1, number), max(1, min(size, 100))


FAMILY = Jpaas()
