"""Pages as large as those of real governments around what the small sites of the scale benchmark say.

Half of such a page (30 KB is the median of the real ones) is scripts and styles; the rest is menus, the same on every
page, links to other hosts, and words. Reports have their statutory tables.
"""

import re

from tests.corpus.build import bodies, content, layouts
from tests.spiders.web import TinyWeb

WAYS = {"/": "网站首页", "/news/": "新闻动态", "/zwgk/": "政务公开"}
MENUS, FRIENDS = 15, 60
_MENU = "".join(f'<li><a href="{url}" target="_blank">{words}</a></li>' for url, words in WAYS.items()) * MENUS
_FRIENDS = "".join(f'<li><a href="http://www.friend{at}.test/">友情链接{at}</a></li>' for at in range(FRIENDS))
_STYLE = ".nav li{float:left;width:120px;line-height:36px}\n"
_SCRIPT = 'function show%d(n){var box=document.getElementById("box"+n);if(box){box.style.display="block";}return n;}\n'


def dressed(html: str, size: int) -> str:
    """A page with menus, links to others, styles and scripts around it, `size` bytes long if it is shorter."""
    head, begin, body = html.partition("<body>")
    frame = f'<div class="header"><ul class="nav">{_MENU}</ul></div>'
    foot = f'<div class="footer"><ul class="yqlj">{_FRIENDS}</ul><p>主办：政府办公室</p></div>'
    whole = f"{head}{begin}{frame}{body.replace('</body>', foot + '</body>')}"
    missing = max(0, size - len(whole.encode()))
    style = _STYLE * (missing // 3 // len(_STYLE))
    script = "".join(_SCRIPT % at for at in range(max(0, missing - len(style)) // len(_SCRIPT)))
    return whole.replace("</head>", f"<style>{style}</style><script>{script}</script></head>", 1)


def dress(web: TinyWeb, host: str, name: str, size: int) -> None:
    """Give every page of a site such a face, and its reports their tables."""
    for target, page in web.pages[host].items():
        html = str(page.body)
        if year := re.fullmatch(r"/zwgk/nb/(\d{4})\.html", target):
            report = content.report(0, int(year[1]))
            html = layouts.trs(report, bodies.paragraphs).html.replace("{charset}", "utf-8")
            html = re.sub(r"""href=["'](?!/["'])[^"']*["']""", "href='#'", html)
            html = html.replace(report.source.removesuffix("人民政府"), name)
        page.body = dressed(html, size).encode()
