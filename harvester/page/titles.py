"""The title of an article: tagged, printed as a heading, or in `<title>`, with the names of the site cut off."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from harvester.page.html import Element, short_text
from harvester.page.model import Found
from harvester.page.outline import Outline, furniture_name
from harvester.page.scripts import named_texts
from harvester.text.lines import fold_spaces

_TITLE_NAME = re.compile(
    r"(?:^|[\s_-])(?:title|tit|article-?title|articletitle|news-?title|newstitle|con-?title|content-?title|xl-?title|wz-?title|bt|biaoti"
    r"|main-?title|maintitle|detail-?title|zw-?title|ivs_title|lbltit\w*|lbltitle|gknbxq_title|arc-?title|sj_bt|xxgk-?title|meta-tit)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*(?:_+|\||｜|—{1,2}|–|-{1,3}|>|»|·)\s*")
_SITE_WORDS = re.compile(
    r".*(?:网|网站|门户|政府|平台|首页|欢迎您|信息公开|政务公开|公开目录|年度报告|年报|委员会|办公室|局|厅|公开专栏|专栏|大学|学校|中心|新闻|公告|公示|动态)"
)
_REPORT = re.compile(r"20\d\d\s*年|二[〇○零]|关于|报告|通知|意见|办法|方案")
_REPORT_TITLE = re.compile(
    r"[^，。；：:、\d]{2,40}(?:20\d\d|二[〇○零]\S{2})年度?[^，。；：:]{0,20}(?:报告|年报)|(?:20\d\d|二[〇○零]\S{2})年度?[^，。；：:]{4,50}(?:报告|年报)"
)
"""A line that can only be the title of a yearly report: taken where no tag and no heading gives a title."""
_NO_TITLE = re.compile(
    r"Document|无标题(?:文档|页)?|Untitled.*|详细页?|内容页|[^，。、\d]{0,8}详情页?|.*信息内容页|文章内容|正文|新建网页.*|首页|网站首页|信息公开|政务公开|标题",
    re.IGNORECASE,
)
_PART = re.compile(r"第?[一二三四五六七八九十]+\s*(?:[、.．]|部分|章|条)|[（(][一二三四五六七八九十]+[）)]")
"""How the heading of a part begins, which stands in the text and is no title."""
_AGENCY = re.compile(r"[\u4e00-\u9fff（）()]{2,28}(?:政府|委员会|办公室|办公厅|[局厅委院处站镇乡]|街道|中心|公司)")
"""A line that may be the first half of a title."""
_TITLE_LABEL = re.compile(r"(?:标\s*题|信息名称|文件名称)\s*[：:]?\s*(?P<value>.*)")
_HEAD_LABEL = re.compile(r"索\s*引\s*号|发布机构|发文机关|发布日期|成文日期|公开日期|主题分类|信息分类|文\s*号")
_NEAR_LABEL = 8
_TITLE_KEY = re.compile(r"(?:article|doc|info|news|content|page)?_?title|biaoti", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]{0,300}>?")
_HEADINGS = {"h1": 0, "h2": 2, "h3": 3}
_LONGEST = 160


def page_titles(page: Outline, tags: list[tuple[str, str]], names: list[str]) -> list[Found]:
    """Candidates for the title, best first.

    Args:
        page: the repaired page.
        tags: its meta tags as (name in lower case, content).
        names: names of the site and its columns, which are cut from the ends of a title.
    """
    site = next((value for name, value in tags if name == "sitename"), "")
    found = [
        Found(clean, f"meta:{printed}")
        for name, printed in (("articletitle", "ArticleTitle"), ("og:title", "og:title"), ("headline", "headline"))
        for tag, value in tags
        if tag == name and _is_title(clean := cut_site(_plain(value), site), names)
    ]
    printed = list(_printed_titles(page, names))
    whole = _document_title(page)
    confirmed = [item for item in printed if whole and _squeeze(item.value) in _squeeze(whole)]
    others = [item for item in printed if item not in confirmed]
    short = cut_tails(whole, names) if whole else ""
    named = [Found(short, "title")] if _is_title(short, names) else []
    reportlike = named and _REPORT.search(short) and not any(_REPORT.search(item.value) for item in others)
    tail = [*named, *others] if reportlike else [*others, *named]
    if not (found or printed or named):
        tail = _script_titles(page, names) or list(_report_lines(page.lines))[:1]
    first: dict[str, Found] = {}
    for item in [*found, *_agencies_last([*confirmed, *_labelled_titles(page.lines, names), *tail])]:
        first.setdefault(item.value, item)
    return list(first.values())


def _agencies_last(found: list[Found]) -> list[Found]:
    """The candidates; one that only names an agency comes after the others where these hold a title of a document."""
    if not any(_REPORT.search(item.value) and not _AGENCY.fullmatch(item.value) for item in found):
        return found
    return sorted(found, key=lambda item: _AGENCY.fullmatch(item.value) is not None)


def _labelled_titles(lines: list[str], names: list[str]) -> Iterable[Found]:
    """The title in the list above a document, among 索引号, 发布机构 and the like, in its line or the next one."""
    for at, line in enumerate(lines):
        match = _TITLE_LABEL.fullmatch(line) if line[:1] in "标信文" else None
        if not match:
            continue
        value = match["value"] or (lines[at + 1] if at + 1 < len(lines) else "")
        near = lines[max(0, at - _NEAR_LABEL) : at + _NEAR_LABEL]
        if sum(1 for other in near if _HEAD_LABEL.match(other)) >= 2 and _is_title(value, names):
            yield Found(value, "line:标题")
            return


def _report_lines(lines: list[str]) -> Iterable[Found]:
    """Lines that can only be the title of a yearly report, with the agency where that stands in the line above."""
    for at, line in enumerate(lines):
        if _REPORT_TITLE.fullmatch(line):
            above = lines[at - 1] if at and line[0] in "2二" else ""
            yield Found(above + line if _AGENCY.fullmatch(above) else line, "line")


def _script_titles(page: Outline, names: list[str]) -> list[Found]:
    """The title that the data of a page gives, where they give one only."""
    found = {text for text in named_texts(page.tree, _TITLE_KEY) if _is_title(text, names)}
    return [Found(found.pop(), "script:title")] if len(found) == 1 else []


def _printed_titles(page: Outline, names: list[str]) -> Iterable[Found]:
    """Headings and title blocks that are printed above the body: h1 first, then title classes, h2, h3."""
    by_rank: dict[int, list[Found]] = {}
    for at, (tag, name) in enumerate(zip(page.tree.tags, page.names, strict=True)):
        titled = bool(name) and _names_title(name)
        if (not titled and tag not in _HEADINGS) or page.silent[at] or "logo" in name:
            continue
        text = _own_text(page.elements[at])
        if not _is_title(text, names) or furniture_name(text):
            continue
        rank = _HEADINGS.get(tag, 1) if not (titled and tag in _HEADINGS) else 0
        by_rank.setdefault(rank, []).append(Found(text, tag if tag in _HEADINGS else f"class:{name.split()[0]}"))
    for rank in sorted(by_rank):
        yield from by_rank[rank][:4]


@lru_cache(maxsize=4_096)
def _names_title(name: str) -> bool:
    return _TITLE_NAME.search(name) is not None


def _own_text(element: Element) -> str:
    """The text of a heading without the small print in it, or nothing when it holds more than a title."""
    if sum(1 for _ in islice(element.iter("a"), 2)) > 1:
        return ""
    parts = [element.text or ""]
    for child in element.iterchildren():
        if (
            child.tag not in ("small", "script", "style", "h2", "h3", "h4", "p", "ul", "div", "table")
            and isinstance(child.tag, str)
        ) or (child.tag in ("div", "p", "h2", "h3", "table") and not "".join(parts).strip()):
            parts.append(short_text(child, _LONGEST))
        parts.append(child.tail or "")
    text = fold_spaces("".join(parts).replace("\n", " "))
    return text if len(text) <= _LONGEST else ""


def _document_title(page: Outline) -> str:
    tags = page.tree.tags
    text = page.tree.texts[tags.index("title")] if "title" in tags else ""
    return fold_spaces(_plain(text or "").replace("\n", " "))


def _plain(value: str) -> str:
    """A title without the markup that got into it."""
    return fold_spaces(_MARKUP.sub("", value).replace("\n", " ")) if "<" in value else value


def _is_title(text: str, names: list[str]) -> bool:
    """Whether a text can be the title of an article."""
    if not 4 <= len(text) <= _LONGEST or text in names or _NO_TITLE.fullmatch(text) or _PART.match(text):
        return False
    return re.search("[\u3400-\u9fff]{2}|[A-Za-z]{4}", text) is not None


def cut_site(title: str, site: str) -> str:
    """A title without the name of its site before or after a separator.

    >>> cut_site("某某市人民政府网——某某市召开会议", "某某市人民政府网"), cut_site("某某局2018年政务公开报告", "某某局")
    ('某某市召开会议', '某某局2018年政务公开报告')
    """
    if not site:
        return title
    name = re.escape(site)
    cut = re.sub(rf"^{name}\s*(?:_+|\||—+|–|-+|>)\s*|\s*(?:_+|\||—+|–|-+)\s*{name}$", "", title)
    return cut if len(cut) >= 4 else title


def cut_tails(title: str, names: list[str]) -> str:
    """A document title without the names of site, column and publisher that stand after it (or before it).

    >>> cut_tails("某某县2022年政府信息公开工作年度报告_年度报告_某某县人民政府门户网站", [])
    '某某县2022年政府信息公开工作年度报告'
    >>> cut_tails("某某市人民政府门户网站", [])
    ''
    """
    pieces = [piece for piece in _SEPARATOR.split(title) if piece]
    if not pieces:
        return ""
    if len(pieces) == 1:
        return "" if _is_site_name(pieces[0], names) else pieces[0]
    best = max(
        range(len(pieces)), key=lambda at: (bool(_REPORT.search(pieces[at])), not _is_site_name(pieces[at], names), -at)
    )
    if _is_site_name(pieces[best], names):
        return ""
    last = best
    while last + 1 < len(pieces) and not _is_site_name(pieces[last + 1], names):
        last += 1
    start = title.index(pieces[best])
    end = title.index(pieces[last], start) + len(pieces[last])
    return title[start:end]


def _is_site_name(piece: str, names: list[str]) -> bool:
    """Whether a piece of a title names a site, a column or a publisher rather than an article."""
    if piece in names:
        return True
    return (
        len(piece) <= 24
        and _SITE_WORDS.fullmatch(piece) is not None
        and not _REPORT.search(piece.replace("年度报告", ""))
    )


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)
