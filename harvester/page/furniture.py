"""Furniture inside a body: share and print widgets, menus, link lists, metadata tables; signature and date stay."""

import re
from functools import lru_cache

from harvester.page.html import Element, short_text
from harvester.page.model import Block
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
      | print | dayin | jiucuo | zrbj | editor-name
    )(?:$|[\s_-])""",
    re.IGNORECASE | re.VERBOSE,
)
_INDEX_LABEL = re.compile(
    r"(?:索\s*[引取]\s*号|信息索取号|发布机构|发文机关|发文单位|发布单位|制发机关|公开责任部门|发布日期|发布时间|公开日期|公开时间|发文日期|成文日期|生成日期"
    r"|文\s*号|发文字号|文件编号|主题分类|信息分类|主题词|名\s*称|标\s*题|信息名称|有\s*效\s*性|效力状态|公开方式|公开形式|公开时限|公开范围|公开程序|语\s*种|关键词"
    r"|体裁|体裁分类|组配分类|服务对象|生命周期|有效期|生效(?:日期|时间)|失效(?:日期|时间)|废止(?:日期|时间)|备\s*注|载体类型|内容概述|来\s*源|公开类别|统一编号|所属主题|组配)[：:]?"
)
_DATE_LINE = "publish_line"
_LONGEST_NAME = 300
_HEAD_BLOCKS = 20
_BEGINS_TEXT = re.compile(r".{61}|[。；：:！？]\s*$|^\s*[一二三四五六七八九十]\s*[、.．]", re.DOTALL)
_LIST_HEAD = re.compile(r"related|xgx[wx]|xglj|xgwz|xgyd|xgzc|about-news", re.IGNORECASE)
_FILE_NAME = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|et|pptx?|ofd|zip|rar|7z|txt)\s*$", re.IGNORECASE)
_FILE_LABEL = re.compile(
    r"[\s\d.、，,;；:：|()（）]*(?:(?:相关)?附\s*件(?:下载|列表)?\s*\d{0,2}[：:、.\s]*)*[\s\d.、]*"
)
_PARTS = re.compile(r"[【】\[\]|｜]|\s{2,}| (?=[\u4e00-\u9fff]{2,8}[：:])")
_BULLETS = re.compile(r"[\s•·▪◆■►»>|｜]+")  # a dash or a slash may be a cell of a table, and stays
_BARE_DATE = re.compile(
    r"[\s【\[(（]*20\d\d\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?\s*(?:\d{1,2}[:：时]\d{2}分?(?:[:：]\d{2})?)?[\s】\])）]*(?:\d*\s*次?(?:浏览|阅读|点击)\d*\s*次?)?"
)


def is_furniture(page: Outline, at: int, whole: float) -> bool:
    """Whether the element is named as furniture and holds no part of the report that would be missed.

    A class name is a hint only (`print-class` stands around whole articles): what holds statutory headings, or a
    third of the body, stays.
    """
    element, name = page.elements[at], page.names[at]
    if not name or not _names_furniture(name):
        return False
    if page.statutory[at] or page.weights[at] > 0.34 * whole:
        return False
    return element.find(".//a") is not None or element.find(".//img") is not None or not _LIST_HEAD.search(name)


@lru_cache(maxsize=4_096)
def _names_furniture(name: str) -> bool:
    return _NAMES.search(name) is not None


def is_file_line(page: Outline, at: int) -> bool:
    """Whether a line is nothing but links to files: the list of attachments, which stands beside the body.

    A name in running text (详见附件1) is no such line.
    """
    element = page.elements[at]
    if not 1 <= page.anchors[at] <= 12 or element.tag not in ("p", "li", "div", "span", "a", "td"):
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


def drop_head(blocks: list[Block], titles: list[str]) -> tuple[list[Block], list[str]]:
    """The blocks without what stands above an article: its title again, bare dates, the list 索引号, 文号 and so on.

    Args:
        blocks: the blocks of the body.
        titles: squeezed titles; only a line printed as a heading is taken for a repetition.
    """
    kept: list[Block] = []
    removed: list[str] = []
    for at, block in enumerate(blocks):
        if at >= _HEAD_BLOCKS or block.kind == "table" or _BEGINS_TEXT.search(block.text):
            kept += blocks[at:]
            break
        repeated = block.kind == "heading" and re.sub(r"\s+", "", block.text) in titles and not kept
        if repeated or _BARE_DATE.fullmatch(block.text) or (_INDEX_LABEL.match(block.text) and _in_index(blocks, at)):
            removed.append(block.text)
        else:
            kept.append(block)
    return kept, removed


def _in_index(blocks: list[Block], at: int) -> bool:
    """Whether three or more lines around one begin with a label of a document's head."""
    near = blocks[max(0, at - 3) : at + 4]
    return sum(1 for block in near if len(block.text) <= 60 and _INDEX_LABEL.match(block.text)) >= 3


def is_link_list(page: Outline, at: int) -> bool:
    """Whether the element is a list of links: three or more, and hardly any other text."""
    element = page.elements[at]
    if element.tag not in ("ul", "ol", "dl", "div", "table", "td", "tr") or page.links[at] < 12:
        return False
    return page.anchors[at] >= 3 and page.links[at] > 4 * page.weights[at] and not page.statutory[at]


def is_index_table(texts: list[str]) -> bool:
    """Whether cells are the head table of a document: 索引号, 发布机构, 文号 and the like, with their values.

    >>> is_index_table(["索引号", "AB1", "发布机构", "某某局", "文号", ""]), is_index_table(["规章", "0", "1"])
    (True, False)
    """
    labels = sum(1 for text in texts if _INDEX_LABEL.match(text))
    return labels >= 3 and labels * 4 >= sum(1 for text in texts if text) and labels * 6 >= len(texts)


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
    if len(line) > 200:
        return None
    parts = [part for part in _PARTS.split(line) if part.strip()]
    names = [furniture_name(part) for part in parts]
    return names[0] if len(parts) > 1 and all(names) else None


def has_shape_of_menu(element: Element) -> bool:
    """Whether an element can only be a control of the page."""
    return element.get("role") in ("navigation", "menu", "search", "banner", "contentinfo")
