"""Addresses: one spelling for one page, and the ones that lead nowhere (calendars, copies, searches) told by sight."""

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from harvester.crawl.scope import SCHEMES

LONGEST = 2000
"""Addresses beyond this many characters are made by a loop, not by a person."""

# Parameters that change from visit to visit, not from page to page.
_NOISE = re.compile(
    r"""^(?: utm_\w+ | spm | scene | from(?:=\w+)? | isappinstalled | wx\w* | share\w* | weixin | nsukey
        | jsessionid | phpsessid | aspsession\w* | session_?id | sid | _t | _ | t | ts | rnd | rand | random | r
        | nocache | timestamp | time_?stamp | _?dt | _r | v | ver | version | print | isprint | bd_vid | fbclid
    )$""",
    re.VERBOSE | re.IGNORECASE,
)
_KEPT_SHORT = {"t", "r", "v", "sid", "_", "ver", "version", "dt", "from"}
"""Short names carry meaning on some sites: dropped only when the value looks like a stamp or a session."""
_STAMP = re.compile(
    r"^(?:\d{10}(?:\d{3})?|0\.\d+|[0-9a-f]{26,}|[0-9A-Za-z]{32,}|(?:single|group)message|timeline)$"
)
_SESSION_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.IGNORECASE)
_DEFAULT_PAGE = re.compile(r"(?<=/)(?:index|default)\.(?:s?html?|jsp|aspx?|php)$", re.IGNORECASE)
_MOBILE_POST = re.compile(r"(?<=/)mpost_(?=\d+\.html?$)")
_OF_THE_VISIT = re.compile(
    r"__RequestVerificationToken|_*(?:x?csrf|xsrf)[\w-]*|_?token|authenticity_token|nonce|timestamp", re.IGNORECASE
)
"""Fields of a form that are those of one visit, not of what is asked for."""
_OF_THE_STATE = re.compile(r"__(?:VIEWSTATE\w*|EVENTVALIDATION)")
"""Fields of ASP.NET that say what page was seen; they tell nothing where the request names the page that it wants."""
_NAMED_PAGE = re.compile(r"(?:^|&)__EVENTARGUMENT=[^&]*\d")
_COLUMN_FRAGMENT = re.compile(r"^/?(\d+)$")
_DOUBLE_SLASH = re.compile(r"(?<!^)/{2,}")


class Trap(NamedTuple):
    """A kind of address that is never asked, with one that is caught and one that stays."""

    name: str
    pattern: re.Pattern[str]
    caught: str
    stays: str


def _trap(name: str, pattern: str, caught: str, stays: str) -> Trap:
    return Trap(name, re.compile(pattern, re.VERBOSE | re.IGNORECASE), caught, stays)


# Matched against host, path and query in lower case ("host/path?query").
TRAPS = (
    _trap(
        "file",
        r"\.(?: jpe?g|png|gif|bmp|ico|svg|webp|css|js|mp[34]|wmv|avi|flv|mov|m3u8|wav|swf|exe|apk|msi|dmg|iso"
        r"|woff2?|ttf)(?:\?|$)",
        "www.a.gov.cn/images/logo.png",
        "www.a.gov.cn/files/report.pdf",
    ),
    _trap(
        "search",
        r"""/was5?/web/search | /utils/search | /search(?:/|\.|\?|$) | /sousuo | govsearch | /ssp/main
          | /so\.(?:jsp|html) | /jsearch | /s\?.*\b(?:q|wd|kw|query)=
          | [?&](?:keywords?|searchword|searchtext|qt?|wd|kw)=[^&]""",
        "www.a.gov.cn/was5/web/search?channelid=1&q=2",
        "www.a.gov.cn/research/index.html",
    ),
    _trap(
        "calendar",
        r"""/(?:calendar|rili|wnl|diary)(?:/|\.|\?|$) | [?&](?:calendar|cal_?date|month)=
          | [?&](?:day|date)=\d{4}-?\d{1,2}-?\d{0,2}""",
        "www.a.gov.cn/calendar/2031-01.html",
        "www.a.gov.cn/xxgk/202301/t20230105_1.html",
    ),
    _trap(
        "traditional copy",
        r"/gate/big5/ | ^(?:big5|tw|hk|hant|ft|fanti)\. | /(?:big5|fanti|hant|zh[-_](?:tw|hk|hant))(?:/|$)"
        r" | [?&](?:lang|variant|locale)=(?:zh[-_])?(?:tw|hk|hant|big5|ft)\b",
        "big5.www.a.gov.cn/gate/big5/www.a.gov.cn/",
        "www.a.gov.cn/ft/index.html",
    ),
    _trap(
        "foreign language",
        r"^(?:en|english|jp|kr)\. | /(?:en|english|eng|japanese|korean|russian)(?:/|$) | [?&](?:lang|locale)=en\b",
        "www.a.gov.cn/english/index.html",
        "www.a.gov.cn/energy/index.html",
    ),
    _trap(
        "mobile copy",
        r"^(?:m|wap|mobile|3g)\. | /(?:wap|mobile|3g|m)(?:/|$) | /mindex\.",
        "m.a.gov.cn/xxgk/",
        "www.a.gov.cn/minzheng/",
    ),
    _trap(
        "print view",
        r"/print(?:/|\.|\?|_|page|$) | [?&](?:action|do|view|mode|type)=print | /dayin",
        "www.a.gov.cn/print.jsp?id=3",
        "www.a.gov.cn/printing-bureau/index.html",
    ),
    _trap(
        "reading aid",
        r"/(?:slh)?wza(?:/|\.|$) | /barrierfree | /toolbar/ | /voice/ | ipv6best\.cn",
        "www.a.gov.cn/wza/index.html",
        "www.a.gov.cn/wzgl/index.html",
    ),
    _trap(
        "account",
        r"/(?:log(?:in|out|on)|signin|signup|register|regist|zhuce|passport|oauth|sso|cas)(?:/|\.|\?|$)",
        "www.a.gov.cn/user/login.jsp?back=1",
        "www.a.gov.cn/registrar/index.html",
    ),
    _trap(
        "sharing",
        r"/share(?:/|\.|\?|$) | /rss(?:/|\.|$) | /feed(?:/|$) | /(?:tell|send)friend | /addfav"
        r" | /comment(?:/|s/|\.|\?|$)",
        "www.a.gov.cn/share.jsp?url=1",
        "www.a.gov.cn/shareholding/",
    ),
    _trap(
        "facet",
        r"[?&](?:sort|order|orderby|sortfield|filter|facet|tag|theme|skin|fontsize|color)=",
        "www.a.gov.cn/list?sort=asc",
        "www.a.gov.cn/list?sortid=3",
    ),
    _trap(
        "loop",
        r"(/[^/?]+)(?:/[^/?]+)?\1(?:/[^/?]+)?\1(?=/|\?|$) | (?:/[^/?]*){18,}",
        "www.a.gov.cn/a/b/a/b/a/b/c.html",
        "www.a.gov.cn/a/b/a/c.html",
    ),
)  # fmt: skip


@lru_cache(maxsize=65_536)
def normalize(url: str, base: str = "") -> str | None:
    """The address as it is asked: absolute, without fragment, session or stamp; None where it is no web address.

    A fragment stays where it is a parameter of the page's script (columns of gkmlpt).

    >>> normalize("HTTP://WWW.A.gov.cn:80/x/../y/list.html;jsessionid=AB12?_t=1690000000000&page=2#top")
    'http://www.a.gov.cn/y/list.html?page=2'
    """
    try:
        absolute = urljoin(base, url.strip().replace("\\", "/")) if base else url.strip()
        parts = urlsplit(absolute)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in SCHEMES or not host or len(absolute) > LONGEST or "@" in parts.netloc:
        return None
    name = f"[{host}]" if ":" in host else _ascii(host)
    if not name:
        return None
    netloc = name if port in (None, SCHEMES[scheme]) else f"{name}:{port}"
    path = _MOBILE_POST.sub("post_", _SESSION_PATH.sub("", _dots(parts.path or "/")))
    column = _COLUMN_FRAGMENT.match(parts.fragment) if "/gkmlpt/" in path else None
    fragment = column.group(1) if column else ""
    return str(urlunsplit((scheme, netloc, _quoted(path), _query(parts.query, path), fragment)))


@lru_cache(maxsize=16_384)
def page_key(url: str, method: str = "GET", body: str = "") -> str:
    """What two spellings of one page share: scheme, `www.` of the same name, order of parameters, default page.

    >>> page_key("https://www.a.gov.cn/x/index.html"), page_key("http://a.gov.cn/list?b=2&a=1")
    ('a.gov.cn/x/', 'a.gov.cn/list?a=1&b=2')
    """
    parts = urlsplit(url)
    query = "&".join(sorted(filter(None, parts.query.split("&"))))
    path = _DEFAULT_PAGE.sub("", parts.path) if not query else parts.path
    key = (
        f"{parts.netloc.removeprefix('www.')}{path}"
        + (f"?{query}" if query else "")
        + (f"#{parts.fragment}" if parts.fragment else "")
    )
    return key if method == "GET" else f"{method} {key} {_wish(body)}"


def _wish(body: str) -> str:
    """What a form asks for, without the fields that only say from which visit it comes."""
    if "=" not in body or body[:1] in "{[":
        return body
    named = bool(_NAMED_PAGE.search(body))
    fields = ((field, field.partition("=")[0]) for field in body.split("&"))
    return "&".join(
        field
        for field, name in fields
        if not _OF_THE_VISIT.fullmatch(name) and not (named and _OF_THE_STATE.fullmatch(name))
    )


def refines(url: str, page: str) -> bool:
    """True for an address that is that of a page but for a further parameter: its list, filtered or sorted.

    >>> refines("http://a.gov.cn/nb/?year=2021&sort=1", "http://a.gov.cn/nb/?year=2021")
    True
    >>> refines("http://a.gov.cn/nb/?year=2020", "http://a.gov.cn/nb/?year=2021")
    False
    """
    here, _, asked = page.partition("#")[0].partition("?")
    path, _, query = url.partition("#")[0].partition("?")
    return path == here and bool(query) and not _names(query) <= _names(asked)


def _names(query: str) -> set[str]:
    return {pair.partition("=")[0] for pair in query.split("&") if pair}


@lru_cache(maxsize=16_384)
def trap(url: str) -> str | None:
    """Name of the trap that the address is, None when it may be asked."""
    parts = urlsplit(url)
    shown = f"{parts.netloc}{parts.path}".lower() + (f"?{parts.query.lower()}" if parts.query else "")
    return next((row.name for row in TRAPS if row.pattern.search(shown)), None)


def _ascii(host: str) -> str:
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _dots(path: str) -> str:
    """Resolve `.` and `..` segments and doubled slashes, which urljoin leaves in absolute addresses."""
    if "/." not in path and "//" not in path:
        return path
    kept: list[str] = []
    segments = _DOUBLE_SLASH.sub("/", path).split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept) or "/"


def _quoted(path: str) -> str:
    return quote(path, safe="/%:@!$&'()*+,;=~-._")


def _query(query: str, path: str) -> str:
    if not query:
        return ""
    keeps_sid = "/api/" in path  # gkmlpt: the number of the sub-site
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    if not pairs:
        return quote(query, safe="/%:@!$&'()*+,;=~-._?")
    kept = [(name, value) for name, value in pairs if not _is_noise(name, value) or (keeps_sid and name == "sid")]
    if len(kept) == len(pairs):
        return quote(query, safe="/%:@!$&'()*+,;=~-._?")  # untouched: some servers care about the very spelling
    return urlencode(kept, errors="surrogateescape")


def _is_noise(name: str, value: str) -> bool:
    if not _NOISE.match(name):
        return False
    return name.lower() not in _KEPT_SHORT or not value or bool(_STAMP.match(value))
