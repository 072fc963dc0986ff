"""Furniture inside a body: share and print widgets, menus, link lists, metadata tables; signature and date stay."""

import re
from functools import lru_cache

from harvester.page.edges import INDEX_LABEL
from harvester.page.html import Element, short_text
from harvester.page.outline import Outline, furniture_name
from harvester.text.lines import fold_spaces

_NAMES = re.compile(
    r"""(?:^|[\s_-])(?:
        share\w* | bdshare\w* | bdsharebuttonbox | jiathis\w* | bshare\w* | social\w* | fenxiang
      | qrcode\w* | ewm\w* | erweima | saoyisao | code2d
      | footer\w* | copyright\w* | bottom | foot
      | breadcrumbs? | crumbs? | dqwz | curpos | location | wz_path | bread | ewb-loc
      | nav\w* | menu\w* | sidebar | toolbar\w* | tools?
      | related\w* | xgxw\w* | xgxx\w* | xglj | xgwz | xgyd | xgzc | about-news
      | pagination | pager | page-?num\w* | prevnext | updown | sxp | prev | next
      | fontsize | font-?size\w* | zihao | search\w* | login\w* | gotop | totop
      | print | no-?print | dayin | jiucuo | zrbj | editor-name
    )(?:$|[\s_-])""",
    re.IGNORECASE | re.VERBOSE,
)
FURNITURE_TAGS = frozenset({"nav", "aside", "footer", "form", "fieldset"})
"""Elements that hold controls or what stands beside a text, unless they hold a fair part of it."""
_DATE_LINE = "publish_line"
_LONGEST_NAME = 300
_MOST_INDEX_CELLS = 200
"""No document's head has more cells; the large statutory tables have."""
_CONTROL_ROLES = frozenset({"navigation", "menu", "search", "banner", "contentinfo"})
_LIST_HEAD = re.compile(r"related|xgx[wx]|xglj|xgwz|xgyd|xgzc|about-news", re.IGNORECASE)
_FILE_LINE_TAGS = frozenset({"p", "li", "div", "span", "a", "td", "tr", "table", "ul", "ol", "dl"})
_FILE_NAME = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|et|pptx?|ofd|zip|rar|7z|txt)\s*$", re.IGNORECASE)
_FILE_LABEL = re.compile(
    r"(?:[\s\d.、，,;；:：|()（）]|(?:相关)?附\s*件(?:下载|列表|名称?)?|文件(?:名称?|大小|类型|格式)|序号|大小|格式|操作|(?:点击)?下载(?:次数|量|地址)?|[KMG]i?B|字节|次)*",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[【】\[\]|｜]|\s{2,}| (?=[\u4e00-\u9fff]{2,8}[：:])")
_PART_MARK = re.compile(r"[【】\[\]|｜\s]")
_BULLETS = re.compile(r"[\s•·▪◆■►»>|｜]+")  # a dash or a slash may be a cell of a table, and stays


def is_furniture(page: Outline, at: int, whole: float) -> bool:
    """Whether the element is named or tagged as furniture and holds no part of the report that would be missed.

    A class name is a hint only (`print-class` stands around whole articles): what holds statutory headings, or a
    third of the body, stays.
    """
    element, name, tag = page.elements[at], page.names[at], page.tree.tags[at]
    tagged = tag in FURNITURE_TAGS
    if not tagged and not (name and _names_furniture(name)):
        return False
    if page.statutory[at] or page.weights[at] > 0.34 * whole:
        return False
    return (
        tagged or element.find(".//a") is not None or element.find(".//img") is not None or not _LIST_HEAD.search(name)
    )


@lru_cache(maxsize=4_096)
def _names_furniture(name: str) -> bool:
    return _NAMES.search(name) is not None


def is_file_line(page: Outline, at: int) -> bool:
    """Whether a line is nothing but links to files: the list of attachments, which stands beside the body.

    A name in running text (详见附件1) is no such line.
    """
    element = page.elements[at]
    if not 1 <= page.anchors[at] <= 12 or element.tag not in _FILE_LINE_TAGS:
        return False
    anchors = list(element.iter("a"))
    named = [fold_spaces(short_text(anchor, _LONGEST_NAME)) for anchor in anchors]
    if not all(_leads_to_file(anchor, name) for anchor, name in zip(anchors, named, strict=True)):
        return False
    rest = fold_spaces(short_text(element, 12 * _LONGEST_NAME))
    for name in named:
        rest = rest.replace(name, "", 1)
    return _FILE_LABEL.fullmatch(rest) is not None


def _leads_to_file(anchor: Element, name: str) -> bool:
    return bool(_FILE_NAME.search(name) or _FILE_NAME.search((anchor.get("href") or "").split("?")[0]))


def is_link_list(page: Outline, at: int) -> bool:
    """Whether the element is a list of links: three or more, and hardly any other text."""
    element = page.elements[at]
    if element.tag not in ("ul", "ol", "dl", "div", "table", "td", "tr") or page.links[at] < 12:
        return False
    return page.anchors[at] >= 3 and page.links[at] > 4 * page.weights[at] and not page.statutory[at]


_OF_LINKS = re.compile(r"(?:相关|推荐|热点|热门|最新)(?:文章|链接|信息|阅读|新闻|资讯|内容|推荐)[：:]?")
_NUMBER = re.compile(r"[+-]?\d[\d.,]*[条件项个次%万元]*")


def is_index_table(texts: list[str]) -> bool:
    """Whether cells are the head table of a document: 索引号, 发布机构, 文号 and the like, with their values.

    >>> is_index_table(["索引号", "AB1", "发布机构", "某某局", "文号", ""]), is_index_table(["规章", "0", "1"])
    (True, False)
    """
    if len(texts) > _MOST_INDEX_CELLS:
        return False
    labels = sum(1 for text in texts if INDEX_LABEL.match(text))
    return labels >= 3 and labels * 4 >= sum(1 for text in texts if text) and labels * 6 >= len(texts)


def is_table_of_links(rows: list[list[str]]) -> bool:
    """Whether a table lists other pages: 相关文章 stands over it, and no row holds a number.

    >>> is_table_of_links([["相关文章"], ["某某乡2010年年报", "2011-03-01"]]), is_table_of_links([["规章", "0"]])
    (True, False)
    """
    if len(rows) < 2 or len(rows[0]) != 1 or not _OF_LINKS.fullmatch(rows[0][0]):
        return False
    return not any(_NUMBER.fullmatch(cell) for row in rows for cell in row)


def furniture_line(line: str, *, heading: bool) -> str | None:
    """Name of the furniture that a line of the body is, None for a line that stays.

    A date line that is printed as a heading is the page's own subtitle, and stays.
    """
    name = "bullet" if _BULLETS.fullmatch(line) else furniture_name(line) or _compound(line)
    if name is None or (heading and name == _DATE_LINE):
        return None
    if name == "attachments_head" and line.rstrip()[-1:] not in "：:":
        return None
    return name


def _compound(line: str) -> str | None:
    """Name of the first part of a line whose parts, between brackets, bars and wide spaces, are all furniture."""
    if len(line) > 200 or not _PART_MARK.search(line):
        return None
    parts = [part for part in _PARTS.split(line) if part.strip()]
    names = [furniture_name(part) for part in parts]
    return names[0] if len(parts) > 1 and all(names) else None


def has_shape_of_menu(page: Outline, at: int) -> bool:
    """Whether an element can only be a control of the page."""
    return page.tree.attributes[at].get("role") in _CONTROL_ROLES
