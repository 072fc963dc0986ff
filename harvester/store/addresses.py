"""What an address tells about a copy: the page itself, a print view, a mobile page, a mirror, a repost, a file."""

import re
from typing import Literal
from urllib.parse import SplitResult, urlsplit

Kind = Literal["original", "mirror", "repost", "print", "mobile", "attachment"]

_FILE = re.compile(r"\.(?:pdf|docx?|wps|ofd|xlsx?|et|rtf|zip|rar)$", re.IGNORECASE)
_PRINT_PATH = re.compile(r"(?:^|[/_.-])print(?:page|view|able|er|)?(?:[/_.-]|\d|$)", re.IGNORECASE)
_PRINT_QUERY = re.compile(r"(?:^|&)(?:print|isprint|view=print|type=print|mode=print|action=print)\b", re.IGNORECASE)
_MOBILE_HOST = re.compile(r"^(?:m|wap|3g|mobile|h5)\.", re.IGNORECASE)
_MOBILE_PATH = re.compile(r"/(?:wap|mobile|m|h5|3g)/|/mpost_\d", re.IGNORECASE)
_MOBILE_QUERY = re.compile(r"(?:^|&)(?:mobile|wap|ismobile)\b(?!=(?:0|false)\b)", re.IGNORECASE)
_GATEWAY_HOST = re.compile(r"^(?:big5|gbig5|tw|hant|fanti|ft)\d?\.|\.ipv6best\.|^wza\.", re.IGNORECASE)
_GATEWAY_PATH = re.compile(r"/(?:big5|gate/big5|zh-hant|fanti|zh_tw|cht)/", re.IGNORECASE)


def page_form(url: str) -> Literal["page", "mirror", "print", "mobile", "file"]:
    """The form of a copy as far as its own address shows it.

    >>> page_form("http://m.example.gov.cn/art/1.html"), page_form("http://big5.example.gov.cn/gate/big5/www/1.html")
    ('mobile', 'mirror')
    """
    parts = _split(url)
    if _PRINT_PATH.search(parts.path) or _PRINT_QUERY.search(parts.query):
        return "print"
    if _GATEWAY_HOST.search(parts.netloc) or _GATEWAY_PATH.search(parts.path):
        return "mirror"
    if _MOBILE_HOST.search(parts.netloc) or _MOBILE_PATH.search(parts.path) or _MOBILE_QUERY.search(parts.query):
        return "mobile"
    return "file" if _FILE.search(parts.path) or _FILE.search(parts.query) else "page"


def sighting_kind(url: str, primary: str | None) -> Kind:
    """What the copy at `url` is beside the copy from which the report was read.

    >>> sighting_kind("http://a.gov.cn/xxgk/1.html", "http://a.gov.cn/nb/1.html")
    'repost'
    """
    form = page_form(url)
    if form in ("print", "mobile", "mirror"):
        return form
    if primary is None or url == primary:
        return "original"
    if form == "file":
        return "attachment"
    return "repost" if host(url) == host(primary) else "mirror"


def host(url: str) -> str:
    """Host of an address without www and port, in lower case; empty when there is none."""
    name = _split(url).netloc.rpartition("@")[2].partition(":")[0].lower()
    return name.removeprefix("www.")


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:  # brackets that are no IPv6 address
        return SplitResult("", "", url, "", "")


def is_within(code: str, other: str) -> bool:
    """Whether one of two division codes lies in the other.

    >>> is_within("440781", "440700"), is_within("440781", "440782")
    (True, False)
    """
    one, two = (item.removesuffix("00").removesuffix("00") for item in (code, other))
    return one.startswith(two) or two.startswith(one)
