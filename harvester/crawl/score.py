"""How promising a link is: a sum of named signals over its words, address and place, turned into a share of 1."""

import math
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from harvester.crawl.model import Score
from harvester.crawl.titles import OTHER_PAPERS, Reading, fold, is_unit, read_title
from harvester.errors import ReferenceRowError
from harvester.page.model import Link
from harvester.reference import REFERENCE, read_rows

WEIGHTS_FILE = REFERENCE / "link-weights.csv"
"""What each signal weighs. Fitted to labelled links (`link-sets.csv`) by `python -m benchmarks.links fit`."""
BIAS, DEPTH = "every link", "each level beyond the third"
FREE_DEPTH = 3
"""Home, disclosure portal, unit, column: as deep as most reports lie. Each level beyond counts."""
ROW_OF = 3
"""So many links to years, or to units, on one page are a list of them."""


class PageKind(NamedTuple):
    """What the page that offers the links is known to be."""

    column: bool = False
    """A column of annual reports, by its own name or by the words that led to it."""
    disclosure: bool = False
    """Part of the disclosure portal, or a directory of units."""
    depth: int = 0
    years: bool = False
    """Offers a list of years."""
    units: bool = False
    """Offers a list of units."""
    learned: frozenset[str] = frozenset()
    """Paths of report columns on other sites of the same family."""


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
    holds: Callable[[View], bool]
    against: bool = False
    """Speaks against the link: the weight may not be positive (and not negative for the others)."""


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
    r"^(?:市|县|区|省|本|我\w)?(?:政府|政务)?(?:信息|资讯|政务|法定主动)公开"
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

_SHELF = re.compile(
    r"^(?:推进)?(?:依法行政|法治政府|法治)(?:建设|工作)?$|^(?:政府|政务)?(?:信息)?公开(?:指南|制度|规定)$"
)


def _is_other_paper(view: View) -> bool:
    return view.title.kind == "other_paper" and not is_unit(view.link.text) and not _is_shelf(view)


def _is_year_in_row(view: View) -> bool:
    """One of several years, unless they are those of another paper."""
    in_row = view.title.kind == "year" and view.page.years and not view.page.column
    return in_row and view.context.kind != "other_paper"


def _is_shelf(view: View) -> bool:
    """A part of the portal that is called after other papers and may hold the reports too: 依法行政, 公开制度."""
    return view.page.disclosure and not view.link.date and bool(_SHELF.match(view.words))


def _is_elsewhere(view: View) -> bool:
    return view.title.kind == "none" and _elsewhere(view.words) and not is_unit(view.link.text)


SIGNALS = (
    Signal("title of a report", lambda view: view.title.kind == "report"),
    Signal("name of a report column", lambda view: view.title.kind == "column" and "公开" in view.words),
    Signal("name of a column of yearly papers", lambda v: v.title.kind == "column" and "公开" not in v.words),
    Signal("a year in a report column", lambda view: view.title.kind == "year" and view.page.column),
    Signal("a year in a list of years", _is_year_in_row),
    Signal("entry of a report column", lambda view: view.page.column and _is_entry(view)),
    Signal("under the heading of a report column", lambda view: view.context.kind in ("column", "report")),
    Signal("another yearly paper", _is_other_paper, against=True),
    Signal("disclosure portal", _words(_PORTAL)),
    Signal("speaks of disclosure", lambda view: "公开" in view.words and view.title.kind == "none"),
    Signal("directory of units", _words(_DIRECTORY)),
    Signal("name of a unit", lambda view: is_unit(view.link.text)),
    Signal("unit in the disclosure portal", lambda v: v.page.disclosure and is_unit(v.link.text)),
    Signal("unit in a list of units", lambda v: v.page.units and is_unit(v.link.text)),
    Signal("category of the disclosure portal", lambda view: view.page.disclosure and _is_category(view)),
    Signal("address of a report column", _address(_REPORT_PATH)),
    Signal("address in the disclosure portal", _address(_DISCLOSURE_PATH)),
    Signal("address of news or services", _address(_OTHER_PATH), against=True),
    Signal("column of another site of the family", lambda v: urlsplit(v.link.url).path in v.page.learned),
    Signal("words of another part of the site", _is_elsewhere, against=True),
    Signal("a sentence, not a name", lambda v: v.title.kind in ("none", "year") and len(v.words) > 18, against=True),
    Signal("dated entry of another list", lambda view: not view.page.column and _is_other_entry(view), against=True),
    Signal("no words", lambda view: not view.words, against=True),
    Signal("under the heading of another paper", lambda view: view.context.kind == "other_paper", against=True),
    Signal("breadcrumb", lambda view: view.link.place == "breadcrumb", against=True),
    Signal("footer", lambda view: view.link.place == "footer", against=True),
)


@lru_cache(maxsize=16_384)
def score(link: Link, page: PageKind) -> Score:
    """How promising `link` is on a page of this kind; the links of the menus come again with every page of a site."""
    weights = load_weights()
    fired = [(weights[name] * amount, name) for name, amount in signals(link, page).items()]
    strongest = sorted(fired, key=lambda item: -abs(item[0]))
    total = weights[BIAS] + sum(weight for weight, _ in fired)
    return Score(round(1 / (1 + math.exp(-total)), 4), tuple(f"{name} {weight:+.1f}" for weight, name in strongest))


def signals(link: Link, page: PageKind) -> dict[str, int]:
    """What speaks for a link or against it, each with its amount (1, or the number of levels)."""
    view = _view(link, page)
    fired = {signal.name: 1 for signal in SIGNALS if signal.holds(view)}
    return fired | ({DEPTH: page.depth - FREE_DEPTH} if page.depth > FREE_DEPTH else {})


@cache
def load_weights(path: Path = WEIGHTS_FILE) -> Mapping[str, float]:
    """The weight of each signal by its name.

    Raises:
        ReferenceRowError: a signal has no row, or a row no signal.
    """
    rows = list(read_rows(path, required=("signal", "weight")))
    names = {BIAS, DEPTH, *(signal.name for signal in SIGNALS)}
    for row in rows:
        row.choice("signal", names)
        if not re.fullmatch(r"-?\d+(?:\.\d+)?", row.require("weight")):
            row.refuse("weight", f"{row.get('weight')!r} is no number")
    weights = {row.require("signal"): float(row.require("weight")) for row in rows}
    if missing := names - weights.keys():
        raise ReferenceRowError(f"{path.name}: no weight for {', '.join(sorted(missing))}; fit the weights again")
    return weights


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
_FOLDER = re.compile(r"/(?:(?:index|list|default)\w*\.\w+)?$")
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


def _is_other_entry(view: View) -> bool:
    """A dated article; dates beside folders are those of their newest entry."""
    is_folder = bool(_FOLDER.search(urlsplit(view.link.url).path))
    return bool(view.link.date) and view.title.kind == "none" and not is_folder


def _is_category(view: View) -> bool:
    """A plain short name, as the parts of a portal have it: no unit, no paper, nothing of another part of the site."""
    if view.link.place in ("breadcrumb", "footer") or _is_other_entry(view):
        return False
    if view.title.kind != "none" and not _is_shelf(view):
        return False
    return 2 <= len(view.words) <= 12 and not _elsewhere(view.words) and not is_unit(view.link.text)
