"""What multiplies the addresses of a site: facets, trackers, session ids, cookie walls, mirrors, loops, walls.

A maze stands before the plain pages of one site of the larger sample. It keeps no state: what it answers follows from
the request (and, for stamps, from the clock), so that many clients can wander in it at once.
"""

import hashlib
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from urllib.parse import quote, urlencode

from harvester.sample.families._base import Family
from harvester.sample.markup import escape
from harvester.sample.model import Answer, Request, Site, html_answer

HREF = re.compile(r"""(?<=href=["'])/(?!/)[^"'#]*""")
NOISE = re.compile(r"(?<=[?&])(?:spm|utm_source|utm_medium|from|_t)=[^&#]*&?|;jsessionid=[^?#]*")
PAGE_NUMBER = {"lonsun": "page", "homemade": "p"}
"""Families whose listings take any number of a page."""
FACETS = {
    "theme": ("主题", ("机构职能", "政策法规", "财政信息", "民生保障")),
    "orderField": ("排序", ("发布时间", "点击量", "标题")),
    "pageSize": ("每页", ("12条", "24条", "48条")),
}
COOKIE = "visited=1"
MIRROR = "/old"
COUNTER = "/hits/click.jsp"
LOGIN_PAGE = (
    "<html><head><meta charset='utf-8'><title>用户登录</title></head><body><h1>政务办公平台</h1><form method='post'>"
    "用户名<input name='name'>密码<input type='password' name='word'><button>登录</button></form></body></html>"
)
FIREWALL_PAGE = (
    "<html><head><meta charset='utf-8'><title>安全提示</title></head><body><p>抱歉，您的请求被拦截，"
    "如有疑问请与网站管理员联系。</p><p>事件编号：7f1c02</p></body></html>"
)
MISSING_PAGE = (
    "<html><head><meta charset='utf-8'><title>提示信息</title></head><body><p>抱歉，您访问的页面不存在或已被删除。</p>"
    "<ul><li><a href='zwgk/'>政务公开</a></li><li><a href='zwgk/zfxxgk/'>政府信息公开</a></li></ul></body></html>"
)


def plain(url: str) -> str:
    """The address without what trackers and sessions have added.

    >>> plain("http://a.test/x.html;jsessionid=AB?page=2&spm=a.b.1&_t=17")
    'http://a.test/x.html?page=2'
    """
    return NOISE.sub("", url).rstrip("?&")


class Maze:
    """The mazes of one site."""

    def __init__(self, site: Site, family: Family, pages: Callable[[Request], Answer]) -> None:
        """Stand before `pages`, the answers of the site as it would be without mazes."""
        self.site, self.family, self.pages = site, family, pages
        lists = [column for column in site.root.walk() if column.kind == "list" and column.articles]
        self.lists = {family.column_path(site, column): column for column in lists}
        self.gates = [gate for feature, gate in GATES.items() if feature in site.features]
        self.dresses = [dress for feature, dress in DRESSES.items() if feature in site.features]

    def answer(self, request: Request) -> Answer:
        """What the site answers."""
        answers = (gate(self, request) for gate in self.gates)
        answer = next((answer for answer in answers if answer is not None), None) or self.pages(request)
        if answer.status != 200 or not answer.content_type.startswith("text/html"):
            return answer
        text = before = answer.body.decode(self.family.charset, errors="replace")
        for dress in self.dresses:
            text = dress(self, request, text)
        if text != before:
            modified = "" if self.site.features & UNSETTLED else answer.modified
            answer = replace(answer, body=text.encode(self.family.charset, errors="replace"), modified=modified)
        if "sessions" in self.site.features and _session(request) not in request.headers.get("cookie", ""):
            answer = replace(answer, headers={"Set-Cookie": f"JSESSIONID={_session(request)}; Path=/; HttpOnly"})
        return answer


# Facets: filters and orders of one list, which combine


def _filtered(maze: Maze, request: Request) -> Answer | None:
    """A list as a reader filtered and sorted it."""
    column = maze.lists.get(request.path)
    if column is None or not request.query.keys() & {"year", *FACETS}:
        return None
    theme, order, size = (_number(request.query.get(key, "")) for key in FACETS)
    articles = [article for article in column.articles if article.published.startswith(request.query.get("year", ""))]
    if "theme" in request.query:
        articles = [article for article in articles if article.serial % 4 == theme]
    if order == 2:
        articles.sort(key=lambda article: article.title)
    shown = replace(column, articles=articles, page_size=(12, 24, 48)[size % 3])
    return maze.family.answer(maze.family.column_page(maze.site, shown, 1))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def _with_facets(maze: Maze, request: Request, text: str) -> str:
    """The bar of filters above a list; each link keeps what was chosen of the other filters."""
    column = maze.lists.get(request.path)
    if column is None:
        return text
    years = sorted({article.published[:4] for article in column.articles}, reverse=True)
    rows = [_facet(request, "year", "年份", years, years)]
    for key, (name, words) in FACETS.items():
        rows.append(_facet(request, key, name, words, [str(at) for at in range(len(words))]))
    at = text.find(escape(column.articles[0].title))
    at = max(text.rfind(tag, 0, at) for tag in ("<li", "<tr", "<div"))
    return f"{text[:at]}<div class='shaixuan'>{''.join(rows)}</div>{text[at:]}"


def _facet(request: Request, key: str, name: str, words: Sequence[str], values: Sequence[str]) -> str:
    chosen = {other: value for other, value in request.query.items() if other in ("year", *FACETS)}
    links = "".join(
        f"<a href='{request.path}?{escape(urlencode({**chosen, key: value}))}'>{word}</a> "
        for word, value in zip(words, values, strict=True)
    )
    return f"<dl><dt>{name}：</dt><dd>{links}</dd></dl>"


# Links that are never the same twice: trackers, stamps, counters of clicks, sessions


def _tracked(maze: Maze, request: Request, text: str) -> str:
    """Marks that say where a reader came from: by page and place on it."""
    page = hashlib.md5(request.path.encode(), usedforsecurity=False).hexdigest()[:6]
    marks = ("spm=a2c.{page}.{at}", "utm_source={page}&amp;utm_medium=list", "from=p{page}", "")
    return _marked(text, lambda at: marks[at % len(marks)].format(page=page, at=at))


def _stamped(maze: Maze, request: Request, text: str) -> str:
    """The time of the page in every link, against caches; links of the menu go over a counter of clicks."""
    stamp = int(time.time() * 1000)
    text = _marked(text, lambda at: f"_t={stamp + at}")
    for hub in maze.site.root.children:
        path = maze.family.path_of(maze.site, hub)
        text = text.replace(f'href="{path}?_t=', f'href="{COUNTER}?url={quote(path, safe="")}&amp;rnd=0.')
    return text


def _counted(maze: Maze, request: Request) -> Answer | None:
    if request.path != COUNTER:
        return None
    return Answer(b"", status=302, headers={"Location": request.query.get("url", "/")})


def _marked(text: str, mark_of: Callable[[int], str]) -> str:
    """The page with a mark in its links; those that have a session already keep it."""
    at = 0

    def add(match: re.Match[str]) -> str:
        nonlocal at
        at += 1
        mark = mark_of(at)
        return match[0] + (("&amp;" if "?" in match[0] else "?") + mark if mark else "")

    return HREF.sub(add, text)


def _session(request: Request) -> str:
    """Two machines answer for the site, and neither knows the sessions of the other: each path has its machine."""
    machine = request.path.encode()[-8:]
    asked = request.headers.get("cookie", "").partition("JSESSIONID=")[2][:32]
    here = str(sum(machine) % 2)
    if asked.endswith(here):
        return asked
    return hashlib.md5(machine + asked.encode(), usedforsecurity=False).hexdigest()[:31].upper() + here


def _with_session(maze: Maze, request: Request, text: str) -> str:
    """Sessions in the links of readers whose cookie the machine does not know."""
    session = _session(request)
    if session in request.headers.get("cookie", ""):
        return text

    def add(match: re.Match[str]) -> str:
        path, mark, query = match[0].partition("?")
        return f"{path};jsessionid={session}{mark}{query}"

    return HREF.sub(add, text)


# Addresses that lead nowhere


def _wants_cookie(maze: Maze, request: Request) -> Answer | None:
    """Every page sends its reader to itself until the cookie comes back."""
    if COOKIE in request.headers.get("cookie", "") or request.path == "/robots.txt":
        return None
    query = f"?{urlencode(request.query)}" if request.query else ""
    headers = {"Set-Cookie": f"{COOKIE}; Path=/; Max-Age=604800", "Location": request.path + query}
    return Answer(b"", status=302, headers=headers)


def _without_end(maze: Maze, request: Request, text: str) -> str:
    """A pager whose last page has a next one, which shows the last page again."""
    name = PAGE_NUMBER.get(maze.site.family)
    if name is None or request.path not in maze.lists:
        return text
    following = max(_number(request.query.get(name, "")), 1) + 1
    return text.replace("</body>", f'<p><a href="{request.path}?{name}={following}">下一页</a></p></body>', 1)


def _looped(maze: Maze, request: Request) -> Answer | None:
    """Two addresses that redirect to each other, and one that redirects to ever new ones."""
    circle = {"/zfxxgk_old/": "/zfxxgk_old/index.html", "/zfxxgk_old/index.html": "/zfxxgk_old/"}
    target = circle.get(request.path)
    if request.path == "/tiaozhuan.do":
        target = f"/tiaozhuan.do?step={_number(request.query.get('step', '')) + 1}"
    return Answer(b"", status=302, headers={"Location": target}) if target else None


def _with_loops(maze: Maze, request: Request, text: str) -> str:
    links = '<a href="/zfxxgk_old/">政府信息公开（旧版）</a> <a href="/tiaozhuan.do">信息公开年报</a>'
    return text.replace("</body>", f"<p>{links}</p></body>", 1)


def _mirrored(maze: Maze, request: Request) -> Answer | None:
    """The site as it was before its redesign: every page once more, its links kept inside."""
    if not request.path.startswith(f"{MIRROR}/"):
        return None
    answer = maze.pages(request._replace(path=request.path.removeprefix(MIRROR)))
    if not answer.content_type.startswith("text/html"):
        return answer
    text = answer.body.decode(maze.family.charset)
    return replace(answer, body=HREF.sub(lambda match: MIRROR + match[0], text).encode(maze.family.charset))


def _with_mirror(maze: Maze, request: Request, text: str) -> str:
    if request.path.startswith(f"{MIRROR}/"):
        return text
    return text.replace("</body>", f'<p><a href="{MIRROR}/">返回旧版</a></p></body>', 1)


def _missing(maze: Maze, request: Request) -> Answer | None:
    """Pages that are not there, with status 200 and links that lead from any depth to a greater one."""
    answer = maze.pages(request)
    return html_answer(MISSING_PAGE) if answer.status == 404 and request.path != "/robots.txt" else None


def _login(maze: Maze, request: Request) -> Answer | None:
    if request.path == "/nbtb/user/login.jsp":
        return html_answer(LOGIN_PAGE)
    if request.path.startswith("/nbtb/"):
        return Answer(b"", status=302, headers={"Location": f"/nbtb/user/login.jsp?back={quote(request.path)}"})
    return None


def _with_login(maze: Maze, request: Request, text: str) -> str:
    return text.replace("</body>", '<p><a href="/nbtb/index.jsp">信息公开年报填报系统</a></p></body>', 1)


def _firewall(maze: Maze, request: Request) -> Answer | None:
    """Everything but the home page is cut off."""
    return html_answer(FIREWALL_PAGE) if request.path not in ("/", "/robots.txt") else None


def _login_wall(maze: Maze, request: Request) -> Answer | None:
    """The disclosure portal is for members."""
    return html_answer(LOGIN_PAGE) if request.path.startswith("/zwgk/") else None


GATES: dict[str, Callable[[Maze, Request], Answer | None]] = {
    "cookies": _wants_cookie, "firewall": _firewall, "login_wall": _login_wall, "login": _login, "loops": _looped,
    "stamps": _counted, "mirror": _mirrored, "facets": _filtered, "polite_404": _missing,
}  # fmt: skip
DRESSES: dict[str, Callable[[Maze, Request, str], str]] = {
    "facets": _with_facets, "endless": _without_end, "loops": _with_loops, "mirror": _with_mirror, "login": _with_login,
    "trackers": _tracked, "stamps": _stamped, "sessions": _with_session,
}  # fmt: skip
FEATURES = frozenset(GATES) | frozenset(DRESSES)
UNSETTLED = frozenset({"stamps", "sessions"})
"""Mazes whose pages differ from visit to visit, so that their servers can give no validators."""
