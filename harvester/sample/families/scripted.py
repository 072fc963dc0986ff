"""A site whose listings only a browser can read: scrambled data that a script turns into links."""

import base64
import json
from itertools import cycle

from harvester.sample.families._base import Family
from harvester.sample.markup import escape
from harvester.sample.model import Article, Column, Reach, Site

KEY = b"\x17\x4a\x05\x63\x2e"
FRAME = """<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><meta name="renderer" content="webkit">
{meta}
<title>{title}</title></head>
<body><header><a class="logo" href="/">{site}</a><nav><ul>{menu}</ul></nav></header>
<main>{body}</main><footer>{footer}</footer></body></html>
"""
LISTING = """<div class="crumb">{trail}</div><aside><ul>{left}</ul></aside>
<section><h2>{name}</h2><ul id="list"><li class="loading">正在加载……</li></ul></section>
<script>
(function(){{
  var key=[{key}],raw=atob('{data}'),bytes=new Uint8Array(raw.length);
  for(var i=0;i<raw.length;i++){{bytes[i]=raw.charCodeAt(i)^key[i%key.length];}}
  var rows=JSON.parse(new TextDecoder('utf-8').decode(bytes)),html='';
  rows.forEach(function(row){{
    var check=(row.n*7919+104729)%1000003;
    html+='<li><a href="/detail/'+row.n.toString(36)+'-'+check.toString(36)+'.html">'
      +row.t+'</a><span>'+row.d+'</span></li>';
  }});
  document.getElementById('list').innerHTML=html;
}})();
</script>"""
ARTICLE = """<div class="crumb">{trail}</div><article><h1>{title}</h1>
<div class="meta">发布时间：{published}　来源：{source}</div><div class="detail-body">{body}</div>{files}</article>"""
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def base36(number: int) -> str:
    """A number as the script writes it.

    >>> base36(36 * 36 + 11)
    '10b'
    """
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits or "0"


class Scripted(Family):
    """Hubs and articles are plain; the addresses in listings exist only after the script ran."""

    name = "scripted"
    frame = FRAME

    def column_path(self, site: Site, column: Column, page: int = 1) -> str:
        """`/channel/1a2.html`."""
        return f"/channel/{base36(column.serial)}.html"

    def article_path(self, site: Site, column: Column, article: Article) -> str:
        """`/detail/1a2-k3d.html`: the second part is computed from the first."""
        return f"/detail/{base36(article.serial)}-{base36((article.serial * 7919 + 104729) % 1000003)}.html"

    def reach(self, column: Column, article: Article) -> Reach:
        """Only a browser computes the addresses."""
        return "javascript"

    def home_page(self, site: Site) -> str:
        """Menus of hubs and columns."""
        return self.wrap(
            site,
            "".join(
                f"<section><h2>{self.link(site, hub)}</h2><ul>{self.links(site, hub.children)}</ul></section>"
                for hub in site.root.children
            ),
            site.name,
        )

    def column_page(self, site: Site, column: Column, page: int) -> str:
        """A hub as plain links, a listing as scrambled data."""
        hub = column if column.children else column.parent or site.root
        if not column.articles:
            links = self.links(site, column.children) or self.filler_text(site, column)
            body = f"<div class='crumb'>{self.trail(site, column)}</div><h2>{column.name}</h2><ul>{links}</ul>"
            return self.wrap(site, body, column.name, column)
        rows = [{"n": a.serial, "t": a.title, "d": a.published} for a in column.articles]
        data = json.dumps(rows, ensure_ascii=False).encode()
        scrambled = base64.b64encode(bytes(byte ^ key for byte, key in zip(data, cycle(KEY), strict=False))).decode()
        body = LISTING.format(
            trail=self.trail(site, column), left=self.links(site, hub.children), name=column.name,
            key=",".join(str(byte) for byte in KEY), data=scrambled,
        )  # fmt: skip
        return self.wrap(site, body, f"{column.name}_{site.name}", column)

    def article_page(self, site: Site, column: Column, article: Article) -> str:
        """A plain article."""
        body = ARTICLE.format(
            trail=self.trail(site, column), title=escape(article.title), published=article.published,
            source=article.source, body=article.body(), files=self.attachments(article),
        )  # fmt: skip
        return self.wrap(site, body, f"{article.title}_{site.name}", column, article)


FAMILY = Scripted()
