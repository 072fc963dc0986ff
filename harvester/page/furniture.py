"""Furniture inside a body: share and print widgets, menus, link lists, metadata tables; signature and date stay."""

import re

from harvester.page.html import Element
from harvester.page.outline import Outline
from harvester.text.boilerplate import is_boilerplate

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


def is_furniture(page: Outline, at: int, whole: float) -> bool:
    """Whether the element is named as furniture and holds no part of the report that would be missed.

    A class name is a hint only (`print-class` stands around whole articles): what holds statutory headings, or a
    third of the body, stays.
    """
    element = page.elements[at]
    name = f"{element.get('id') or ''} {element.get('class') or ''}"
    if len(name) <= 1 or not _NAMES.search(name):
        return False
    return not page.statutory[at] and page.weights[at] <= 0.34 * whole


def is_link_list(page: Outline, at: int) -> bool:
    """Whether the element is a list of links: three or more, and hardly any other text."""
    element = page.elements[at]
    if element.tag not in ("ul", "ol", "dl", "div", "table", "td", "tr") or page.links[at] < 12:
        return False
    links = sum(1 for _ in element.iter("a"))
    return links >= 3 and page.links[at] > 4 * page.weights[at] and not page.statutory[at]


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
    name = is_boilerplate(line)
    if name is None or (heading and name == _DATE_LINE):
        return None
    if name == "attachments_head" and line.rstrip()[-1:] not in "：:":
        return None
    return name


def has_shape_of_menu(element: Element) -> bool:
    """Whether an element can only be a control of the page."""
    return element.get("role") in ("navigation", "menu", "search", "banner", "contentinfo")
