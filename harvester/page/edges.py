"""The edges of a body: what stands above its text (title, byline, a document's head) and below it (links, notices)."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from harvester.page.model import Block
from harvester.page.outline import STATUTORY
from harvester.text.dates import find_dates, read_date

INDEX_LABEL = re.compile(
    r"(?:索\s*[引取]\s*号|信息索取号|发布机构|发文机关|发文单位|发布单位|制发机关|公开责任部门|发布日期|发布时间|公开日期|公开时间|发文日期|成文日期|生成日期"
    r"|文\s*号|发文字号|文件编号|主题分类|信息分类|主题词|名\s*称|标\s*题|信息名称|有\s*效\s*性|效力状态|公开方式|公开形式|公开时限|公开范围|公开程序|语\s*种|关键词"
    r"|体裁|体裁分类|组配分类|服务对象|生命周期|有效期|生效(?:日期|时间)|失效(?:日期|时间)|废止(?:日期|时间)|备\s*注|载体类型|内容概述|来\s*源|公开类别|统一编号|所属主题|组配)[：:]?"
)
"""Labels of the list above a document: 索引号, 发布机构, 文号 and the like."""
_HEAD_BLOCKS = 20
_LINES_OVER_DATE = 2
"""Lines of a head that may stand over its date: further down a date is the text's own."""
_DEEPEST_TITLE = 100
_LARGEST_ABOVE = 0.4
"""Share of a body's characters that may stand above its title: menus and notices, never most of the text."""
_SHORTEST_TITLE = 6
_LONGEST_BYLINE = 120
_LONGEST_AFTER = 600
"""Characters that may follow a signature and yet be no part of the text."""
_LONGEST_NOTICE = 80
_BEGINS_TEXT = re.compile(r".{61}|[。；：:！？]\s*$|^\s*[一二三四五六七八九十]\s*[、.．]", re.DOTALL)
_BARE_DATE = re.compile(
    r"[\s【\[(（]*20\d\d\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?\s*(?:\d{1,2}[:：时]\d{2}分?(?:[:：]\d{2})?)?[\s】\])）]*(?:\d*\s*次?(?:浏览|阅读|点击)\d*\s*次?)?"
    r"|\d{1,2}\s*20\d\d\s*[-年/.]\s*\d{1,2}\s*月?"
)
_SIGNED = re.compile(
    r"[^\d，。；：:、,;]{0,45}?(?P<date>(?:19|20)\d\d[年./-]\d{1,2}[月./-]\d{1,2}[日号]?|[一二][〇○零Ｏ0一二三四五六七八九]{3}年.{1,2}月.{1,3}[日号])[）)]?"
)
_STAYS_BELOW = re.compile(
    r"[（(【\[]?(?:附|注|备注|说明|联系|填报|填表|审核|单位负责人|抄送|主题词|公开|报送|\d|[一二三四五六七八九十]+[、.．])|[（(]|.*(?:附件|附表|统计表|年度报告|印发)"
)
_CONTACT = re.compile(r"(?:联系)?(?:地址|电话|邮编|邮政编码|传真|电子邮箱|邮箱)[：:]")
_ADDRESS = re.compile(r"https?:|www\.|.*\.(?:gov|com|cn|net|org)\b", re.IGNORECASE)


class Body(NamedTuple):
    """The blocks of a body as they were read."""

    blocks: Sequence[Block]
    dropped: Collection[int]
    """Positions in `blocks` before which a line of furniture was taken out."""
    linked: Collection[str]
    """Lines, without white space, that show nothing but links."""
    scored: bool
    """Whether the body was found by its weight: then more than the text may stand in it."""


class Cut(NamedTuple):
    """The blocks that stay, and the lines that were taken out."""

    kept: list[Block]
    removed: list[str]


def drop_head(body: Body, titles: Sequence[str], days: Collection[str]) -> Cut:
    """The blocks without what stands above an article: its title again, bylines, the list 索引号, 文号 and so on.

    In a scored body nothing above the title belongs to the text. The title goes with a byline below it: one that
    stands over the text alone is the author's own heading.

    Args:
        body: the blocks as they were read.
        titles: squeezed titles, best first.
        days: dates (`YYYY-MM-DD`) on which the page says it was published.
    """
    if not body.scored:
        return _below(body.blocks, titles, days, body.linked)
    start, end = _title_place(body.blocks, [title for title in titles if title in titles[0] or titles[0] in title])
    above = [block.text for block in body.blocks[:start]]
    kept, removed = _below(body.blocks[end:], (), days, body.linked)
    title = list(body.blocks[start:end])
    if removed or end in body.dropped:
        return Cut(kept, [*above, *(block.text for block in title), *removed])
    return Cut(title + kept, above)


def _below(blocks: Sequence[Block], titles: Sequence[str], days: Collection[str], linked: Collection[str]) -> Cut:
    """What follows the head of a body. Only a line printed as a heading is taken for a repeated title."""
    kept: list[Block] = []
    removed: list[str] = []
    for at, block in enumerate(blocks):
        if at >= _HEAD_BLOCKS or block.kind == "table":
            return Cut(kept + list(blocks[at:]), removed)
        text = squeeze(block.text)
        if block.kind != "heading" and len(kept) <= _LINES_OVER_DATE and is_byline(block.text, days):
            removed.append(block.text)
        elif _BEGINS_TEXT.search(block.text):
            return Cut(kept + list(blocks[at:]), removed)
        elif (
            (block.kind == "heading" and text in titles and not kept)
            or (not kept and _leads_away(block, linked))
            or (len(kept) <= _LINES_OVER_DATE and _BARE_DATE.fullmatch(block.text))
            or (INDEX_LABEL.match(block.text) and _in_index(blocks, at))
        ):
            removed.append(block.text)
        else:
            kept.append(block)
    return Cut(kept, removed)


def _title_place(blocks: Sequence[Block], titles: Sequence[str]) -> tuple[int, int]:
    """Where the title is printed in a scored body, in one line or in two; (0, 0) where it is not."""
    most = _LARGEST_ABOVE * sum(len(block.text) for block in blocks)
    above = 0
    for at, block in enumerate(blocks[:_DEEPEST_TITLE]):
        first, second = (squeeze(found.text) for found in (block, blocks[min(at + 1, len(blocks) - 1)]))
        if block.kind in ("heading", "paragraph"):
            for text, end in ((first, at + 1), (first + second, at + 2)):
                if len(text) >= _SHORTEST_TITLE and text in titles:
                    return at, end
        above += len(block.text)
        if above > most or (block.kind != "image" and STATUTORY.search(block.text)):
            break
    return 0, 0


def is_byline(text: str, days: Collection[str]) -> bool:
    """Whether a line says when the page was published, whatever else it says.

    >>> is_byline("2023-01-20 作者：某某局 阅读", ["2023-01-20"]), is_byline("2023年1月20日召开会议。", ["2023-01-20"])
    (True, False)
    """
    if len(text) > _LONGEST_BYLINE or re.search(r"[。；！？]", text):
        return False
    dates = find_dates(text)
    return len(dates) == 1 and dates[0][2] in days and not STATUTORY.search(text)


def drop_foot(body: Body) -> Cut:
    """The blocks without the links that follow the text, and without the page's notices below a signature."""
    end = len(body.blocks)
    while end and _leads_away(body.blocks[end - 1], body.linked):
        end -= 1
    kept = list(body.blocks[:end])
    removed = [block.text for block in body.blocks[end:]]
    start = _notices_start(kept) if body.scored else len(kept)
    site = any(start <= at for at in body.dropped)
    gone = [block for block in kept[start:] if _is_notice(block, site)]
    places = set(map(id, gone))
    return Cut([block for block in kept if id(block) not in places], [block.text for block in gone] + removed)


def _leads_away(block: Block, linked: Collection[str]) -> bool:
    """Whether a line is a link to another page; an address printed as a link is content."""
    if block.kind == "table" or len(block.text) > _LONGEST_NOTICE or "。" in block.text or is_signed(block.text):
        return False  # an anchor that is never closed makes a link of all that follows
    return squeeze(block.text) in linked and not _ADDRESS.match(block.text)


def _notices_start(blocks: Sequence[Block]) -> int:
    """Index after the signature and all tables, where nothing of the report follows; else the end."""
    signed = next((at for at in reversed(range(len(blocks))) if is_signed(blocks[at].text)), None)
    if signed is None:
        return len(blocks)
    start = max([signed, *(at for at, block in enumerate(blocks) if block.kind == "table")]) + 1
    rest = [block.text for block in blocks[start:] if block.kind != "image"]
    if sum(map(len, rest)) > _LONGEST_AFTER or any(map(STATUTORY.search, rest)):
        return len(blocks)
    return start


def _is_notice(block: Block, site: bool) -> bool:
    """Whether a line below a signature is the page's own; `site`: lines of the site's foot were found beside it."""
    if block.kind == "image" or len(block.text) > _LONGEST_NOTICE or block.text.endswith("。"):
        return False
    if _CONTACT.match(block.text):
        return site
    return not _STAYS_BELOW.match(block.text)


def is_signed(text: str) -> bool:
    """Whether a line is the date of a signature, alone or after the agency.

    >>> is_signed("某某县财政局 2023年1月20日"), is_signed("二〇二三年一月二十日"), is_signed("发布时间：2023-01-20")
    (True, True, False)
    """
    match = _SIGNED.fullmatch(squeeze(text)) if len(text) <= 100 else None
    return match is not None and read_date(match["date"]) is not None


def _in_index(blocks: Sequence[Block], at: int) -> bool:
    """Whether three or more lines around one begin with a label of a document's head."""
    near = blocks[max(0, at - 3) : at + 4]
    return sum(1 for block in near if len(block.text) <= 60 and INDEX_LABEL.match(block.text)) >= 3


def squeeze(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())
