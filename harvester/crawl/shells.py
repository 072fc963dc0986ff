"""What a page is by its own words: a report, a list that says that it is empty, a shell that its scripts would fill."""

import re
from collections.abc import Sequence

from harvester.crawl.model import Lead, Snapshot
from harvester.crawl.score import PageKind
from harvester.page.html import Element
from harvester.text.lines import fold_spaces

_NOTHING = re.compile(
    r"(?:暂无|暂时没有|没有(?:找到|相关|符合|任何|查询到)|未找到|无相关|尚无|还没有)(?:该?栏目|相关|任何|符合条件的?|您要的)?(?:的)?"
    r"(?:信息|内容|数据|文章|记录|文件|栏目|资料)|(?:栏目|信息|内容|资料)(?:正在)?(?:建设中|整理中|为空)|更新中"
)
_REPORT_MARKS = (
    "总体情况", "主动公开政府信息", "收到和处理政府信息公开申请", "本年新收政府信息公开申请数量", "行政复议",
    "存在的主要问题", "依申请公开", "政府信息公开工作", "年度报告", "统计期限", "概述", "收费",
)  # fmt: skip
ENOUGH_MARKS = 5
ENOUGH_TEXT = 600
LISTED = 0.3
"""Score of a link by which a page is seen to list something; dated entries without telling words have 0.45."""


def reads_like_report(snapshot: Snapshot, reports: int) -> bool:
    """True when the words of the page are those of a report and it is no list of them."""
    if snapshot.root is None or reports > 2:
        return False
    text = "".join(snapshot.root.itertext("p", "td", "span", "div", "font", "br", "strong", "h1", "h2", "h3"))
    return len(text) >= ENOUGH_TEXT and sum(mark in text for mark in _REPORT_MARKS) >= ENOUGH_MARKS


def is_shell(snapshot: Snapshot, kind: PageKind, leads: Sequence[Lead]) -> bool:
    """True when the page has scripts but neither words and links, nor (for a report column) anything listed."""
    if snapshot.root is None or not any(True for _ in snapshot.root.iter("script")):
        return False
    if any(lead.role in ("report", "column", "attachment") and lead.score >= LISTED for lead in leads):
        return False
    if says_nothing(snapshot):
        return False
    return kind.column or (len(snapshot.links) < 3 and _words(snapshot.root) < 60)


def _words(root: Element) -> int:
    """Characters that a reader sees in the body, white space around each piece of text left out."""
    body = root.find(".//body")
    return sum(
        len((node.text or "").strip()) + len((node.tail or "").strip())
        for node in (body.iter() if body is not None else ())
        if isinstance(node.tag, str) and node.tag not in ("script", "style", "noscript")
    )


def says_nothing(snapshot: Snapshot) -> bool:
    """True when a page says in words that its list is empty."""
    if snapshot.root is None:
        return False
    words = "".join(fold_spaces(text) for text in snapshot.root.itertext("p", "div", "td", "li", "span", "dd", "h3"))
    return bool(_NOTHING.search(words))
