"""How promising a link is: a sum of named signals over its words, address and place, turned into a share of 1."""

import math
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from harvester.crawl.model import Score
from harvester.crawl.titles import OTHER_PAPERS, Reading, fold, is_unit, read_title
from harvester.page.model import Link

BIAS = -3.0
"""A link of which nothing is known leads to a report once in twenty times at best."""
DEPTH_WEIGHT = -0.25
FREE_DEPTH = 3
"""Home, disclosure portal, unit, column: as deep as most reports lie. Each level beyond costs."""


class PageKind(NamedTuple):
    """What the page that offers the links is known to be."""

    column: bool = False
    """A column of annual reports, by its own name or by the words that led to it."""
    disclosure: bool = False
    """Part of the disclosure portal, or a directory of units."""
    depth: int = 0


class View(NamedTuple):
    """A link as the signals see it."""

    link: Link
    words: str
    title: Reading
    context: Reading
    address: str
    page: PageKind


class Signal(NamedTuple):
    """One thing that speaks for a link or against it."""

    name: str
    weight: float
    holds: Callable[[View], bool]


def _words(pattern: str) -> Callable[[View], bool]:
    compiled = re.compile(pattern, re.VERBOSE)
    return lambda view: bool(compiled.search(view.words))


def _address(pattern: str) -> Callable[[View], bool]:
    compiled = re.compile(pattern, re.VERBOSE)
    return lambda view: bool(compiled.search(view.address))


_REPORT_PATH = (
    r"(?: zf?xxgk\w{0,4}n(?:d)?b | xxgkn?(?:d)?bg | xxnb | gk\w{0,4}nb | gknd?bg | nbzl | ndbg | bmnb | xznb | nianbao"
    r" | (?<![a-z])nb(?:ml|lm|list)?(?:/|$|\d|\.) | annual_?report | openness\w*report | nbyear | frame=nb )"
)
_DISCLOSURE_PATH = r"(?: zfxxgk | xxgk | zwgk | zwxxgk | gkml | openinfo | infoopen | opennes | public(?=/) | gongkai )"
_OTHER_PATH = (
    r"/(?: xwzx | news | xw | zwdt | jrt\w{1,3} | ywdt | video | tpxw | bsfw | wsbs | hdjl | zmhd | tzgg | lyw | tour"
    r" | zsyz | ztzl | zjj? )(?:/|\.|$)"
)
_PORTAL = (
    r"^(?:市|县|区|省|本|我\w)?(?:政府|政务)?(?:信息|资讯|政务)公开"
    r"(?:网|平台|专栏|专网|栏|目录|栏目|专区|工作|内容|信息|系统)?(?:首页)?$"
)
_UNITS = (
    r"(?:部门|乡镇|镇街|街镇|镇\(街\)|街道|单位|县直|市直|区直|省直|机关|机构|基层|下级|各县|县区|区县|市县|各区|各市)"
)
_DIRECTORY = (
    rf"^(?=.*{_UNITS})(?=.*(?:公开|年报|信息|平台|目录|网站|导航|名录|专栏))(?!.*(?:设置|职能|指南|概况|改革)).{{2,18}}$"
    r"|^(?=.*(?:部门|乡镇|镇街|街道|单位))(?:政府|工作|组成|直属|职能|机构|县直|市直|区直|各|县级|市级|区级|镇级|部门|乡镇|镇街|街镇"
    r"|街道|单位|\(|\)|、|和|及)+$"
)
_ELSEWHERE = (
    r"新闻|动态|要闻|快讯|招标|采购|招聘|考试|信箱|咨询|投诉|建言|访谈|直播|视频|图片|旅游|招商|投资|天气|登录|注册|"
    r"下载|邮箱|无障碍|长者|繁体|English|微信|微博|客户端|办事|服务|互动|网站地图|联系我们|关于我们|友情|收藏|设为首页|"
    r"概况|文化|美食|专题|党建|领导之窗|领导信息|人事|任免|公示|公告|应急|统计数据|规划|拍卖|招录|双公示|处罚|许可"
)

# The only numbers of the search. Sum them over a link, add BIAS, and the logistic function gives the share.
SIGNALS = (
    Signal("title of a report", 7.0, lambda view: view.title.kind == "report"),
    Signal("name of a report column", 5.5, lambda view: view.title.kind == "column" and "公开" in view.words),
    Signal("name of a column of yearly papers", 3.6, lambda v: v.title.kind == "column" and "公开" not in v.words),
    Signal("a year in a report column", 4.2, lambda view: view.title.kind == "year" and view.page.column),
    Signal("entry of a report column", 3.8, lambda view: view.page.column and _is_entry(view)),
    Signal("under the heading of a report column", 3.5, lambda view: view.context.kind in ("column", "report")),
    Signal("another yearly paper", -6.0, lambda v: v.title.kind == "other_paper" and not is_unit(v.link.text)),
    Signal("disclosure portal", 4.0, _words(_PORTAL)),
    Signal("speaks of disclosure", 1.4, lambda view: "公开" in view.words and view.title.kind == "none"),
    Signal("directory of units", 2.6, _words(_DIRECTORY)),
    Signal("name of a unit", 1.3, lambda view: is_unit(view.link.text)),
    Signal("unit in the disclosure portal", 2.0, lambda view: view.page.disclosure and is_unit(view.link.text)),
    Signal("address of a report column", 3.0, _address(_REPORT_PATH)),
    Signal("address in the disclosure portal", 0.9, _address(_DISCLOSURE_PATH)),
    Signal("address of news or services", -1.2, _address(_OTHER_PATH)),
    Signal("words of another part of the site", -2.4, lambda v: v.title.kind == "none" and _elsewhere(v.words)),
    Signal("a sentence, not a name", -1.5, lambda view: view.title.kind in ("none", "year") and len(view.words) > 18),
    Signal("no words", -0.8, lambda view: not view.words),
    Signal("under the heading of another paper", -1.5, lambda view: view.context.kind == "other_paper"),
    Signal("breadcrumb", -1.5, lambda view: view.link.place == "breadcrumb"),
    Signal("footer", -1.0, lambda view: view.link.place == "footer"),
)


def score(link: Link, page: PageKind) -> Score:
    """How promising `link` is on a page of this kind."""
    view = _view(link, page)
    fired = [(signal.weight, signal.name) for signal in SIGNALS if signal.holds(view)]
    fired.extend(_deep(page.depth))
    total = BIAS + sum(weight for weight, _ in fired)
    strongest = sorted(fired, key=lambda item: -abs(item[0]))
    return Score(round(1 / (1 + math.exp(-total)), 4), tuple(f"{name} {weight:+.1f}" for weight, name in strongest))


def _view(link: Link, page: PageKind) -> View:
    parts = urlsplit(link.url)
    address = f"{parts.netloc}{parts.path}?{parts.query}".lower()
    words = fold(link.text or link.title)
    title = read_title(link.text)
    if title.kind == "none" and link.title:
        longer = read_title(link.title)
        title = longer if longer.kind != "none" else title
    return View(link, words, title, read_title(link.context) if link.context else _NO_TITLE, address, page)


_NO_TITLE = Reading("none", None, "")
_ELSEWHERE_PATTERN = re.compile(_ELSEWHERE)


def _elsewhere(words: str) -> bool:
    return bool(_ELSEWHERE_PATTERN.search(words))


def _is_entry(view: View) -> bool:
    """Something listed in the column itself: a dated or list item, or words that name a year."""
    if view.title.kind not in ("none", "column") or OTHER_PAPERS.search(view.words):
        return False
    if view.link.place in ("breadcrumb", "footer", "menu"):
        return False
    return bool(view.link.date) or view.title.year is not None


def _deep(depth: int) -> Iterator[tuple[float, str]]:
    if depth > FREE_DEPTH:
        yield round(DEPTH_WEIGHT * (depth - FREE_DEPTH), 2), f"{depth} links deep"
