"""What a page says of itself: title, date, source, site, column; every candidate with where it was read."""

import re
from collections.abc import Iterable, Sequence

from harvester.page.edges import INDEX_LABEL
from harvester.page.html import Element
from harvester.page.model import Found, Metadata
from harvester.page.outline import Outline
from harvester.page.published import inner_dates, line_dates, page_dates, signature_dates, url_date, with_time
from harvester.page.titles import page_titles
from harvester.text.lines import fold_spaces

_SITE_CODE = re.compile(r"(?:bm)?\d{8,10}", re.IGNORECASE)
_SITE_CODE_LINE = re.compile(r"网站标识码\s*[：:]?\s*((?:bm)?\d{8,10})", re.IGNORECASE)
_SOURCE = re.compile(
    r"(?:信息来源|文章来源|稿件来源|稿源|来\s*源|发布机构|发布单位|发文机关|供稿单位)\s*[：:]\s*"
    r"(?!发布|时间|日期|作者|浏览|点击|阅读|字体|字号|责任|编辑)([^\s：:|｜【】\[\]]{2,40}?)"
    r"(?=\s|$|[|｜【】\[]|(?:发布|时间|日期|作者|浏览|点击|阅读|字体|字号|责任|编辑))"
)
_SOURCE_LABEL = re.compile(r"发布机构|发文机关|信息来源|来源")
_CRUMBS = re.compile(r"位置\s*(?:是)?\s*[：:]?\s*|(?=首\s*页)")
_CRUMBS_ABOVE = re.compile(r".{0,12}位置\s*是?\s*[：:]?")
_NO_CRUMB = re.compile(r"(?:网站)?首\s*页|正\s*文|详细内容|内容页|详情页?|详细页?|文章内容|信息浏览")
_FROM_HOME = re.compile(r"\s*首\s*页\s*[>＞»›\-]")
_CRUMB_SEPARATOR = re.compile(r"\s*(?:-?>|＞|»|›|→|/|\\|-(?=\s))+\s*|\s{2,}")


def read_metadata(
    page: Outline, url: str | None, *, body_lines: Iterable[str] = (), inner: Sequence[str] = ()
) -> Metadata:
    """Collect what a parsed page says of itself.

    Args:
        page: the repaired page, outlined.
        url: its address, for the date that many systems write into it.
        body_lines: lines of the body, for the date of signature.
        inner: lines of a body that the page's markup does not show.
    """
    root = page.elements[0]
    tags = meta_tags(root)
    lines = page.lines
    site_name = [Found(value, f"meta:{name}") for name, value in _tagged(tags, "sitename")]
    breadcrumb = read_breadcrumb(lines)
    columns = [Found(value, f"meta:{name}") for name, value in _tagged(tags, "columnname", "columntype")]
    columns += [Found(crumb, "breadcrumb") for crumb in reversed(breadcrumb)][:1]
    title = page_titles(page, tags, [found.value for found in site_name + columns])
    titles = [found.value for found in title]
    dates = page_dates(page, lines, url, tags, titles)
    dates += inner_dates(inner, titles) + signature_dates(body_lines)
    return Metadata(
        title=tuple(title),
        published=_unique(with_time(dates)),
        source=_unique(item for item in _sources(tags, lines) if item.value not in titles[:1]),
        site_name=_unique(site_name),
        site_id=_unique(_site_ids(tags, lines)),
        column=_unique(columns),
        breadcrumb=breadcrumb,
    )


def read_line_metadata(lines: Sequence[str], url: str | None) -> Metadata:
    """What the lines of a text without markup say of it."""
    found = line_dates(lines)
    if (address := url_date(url)) is not None:
        found.append(Found(address, "url"))
    found += signature_dates(lines)
    return Metadata(
        published=_unique(with_time(found)), source=_unique(_sources([], lines)), site_id=_unique(_site_ids([], lines))
    )


def meta_tags(root: Element) -> list[tuple[str, str]]:
    """(name, content) of every `<meta>`, the name in lower case; doubled tags stay apart, in order."""
    tags = []
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or element.get("itemprop") or "").strip().lower()
        content = fold_spaces((element.get("content") or "").replace("\n", " "))
        if name and content:
            tags.append((name, content))
    return tags


def _tagged(tags: list[tuple[str, str]], *names: str) -> list[tuple[str, str]]:
    """The tags of these names in the order of the names; template leftovers count as absent."""
    result = []
    for name in names:
        for found, content in tags:
            if found == name and content not in ("网站名称", "网站域名", "栏目名称", "文章标题") and "{" not in content:
                result.append((_PRINTED_NAMES.get(name, name), content))
    return result


_PRINTED_NAMES = {
    "sitename": "SiteName",
    "siteidcode": "SiteIDCode",
    "columnname": "ColumnName",
    "columntype": "ColumnType",
    "articletitle": "ArticleTitle",
    "pubdate": "PubDate",
    "contentsource": "ContentSource",
    "author": "Author",
}


def read_breadcrumb(lines: Sequence[str]) -> tuple[str, ...]:
    """The steps of the first breadcrumb line, without the home page.

    >>> read_breadcrumb(["您当前的位置：首页 > 政务公开 > 年度报告"])
    ('政务公开', '年度报告')
    """
    for at, line in enumerate(lines):
        if len(line) > 200 or not ("位置" in line or ("页" in line and _FROM_HOME.match(line))):
            continue
        text = " ".join(lines[at : at + 2]) if _CRUMBS_ABOVE.fullmatch(line) else line
        tail = _CRUMBS.split(text, maxsplit=1)[-1]
        crumbs = [crumb.strip(" |>＞»›") for crumb in _CRUMB_SEPARATOR.split(tail)]
        crumbs = [crumb for crumb in crumbs if crumb and not _NO_CRUMB.fullmatch(crumb)]
        if 1 <= len(crumbs) <= 9:
            return tuple(crumbs)
    return ()


def _sources(tags: list[tuple[str, str]], lines: Sequence[str]) -> list[Found]:
    """Who gave the text to the site: tagged, else printed."""
    found = [Found(value, f"meta:{name}") for name, value in _tagged(tags, "contentsource", "source")]
    for at, line in enumerate(lines):
        if ("源" not in line and "发" not in line) or len(line) > 240:
            continue
        after = lines[at + 1] if at + 1 < len(lines) else ""
        if match := _SOURCE.search(line):
            found.append(Found(match[1].strip("，。 "), "line:来源"))
        elif _SOURCE_LABEL.fullmatch(line) and 2 <= len(after) <= 40 and not INDEX_LABEL.match(after):
            found.append(Found(after, f"line:{line}"))
    return found


def _site_ids(tags: list[tuple[str, str]], lines: Sequence[str]) -> list[Found]:
    """网站标识码: ten digits, or bm and eight."""
    found = []
    for name, value in _tagged(tags, "siteidcode"):
        compact = value.replace(" ", "").lower()
        if _SITE_CODE.fullmatch(compact):
            found.append(Found(compact, f"meta:{name}"))
    printed = (_SITE_CODE_LINE.search(line) for line in lines if "标识码" in line)
    return found + [Found(match[1].lower(), "line:网站标识码") for match in printed if match]


def _unique(found: Iterable[Found]) -> tuple[Found, ...]:
    """Candidates, the same value from the same place once."""
    return tuple(dict.fromkeys(item for item in found if item.value))
