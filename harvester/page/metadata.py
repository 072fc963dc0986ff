"""What a page says of itself: title, date, source, site, column; every candidate with where it was read."""

import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from harvester.page.html import Element, short_text
from harvester.page.links import date_in
from harvester.page.model import Found, Metadata
from harvester.page.outline import Outline
from harvester.page.titles import page_titles
from harvester.text.dates import find_dates, read_date
from harvester.text.lines import fold_spaces

_SITE_CODE = re.compile(r"(?:bm)?\d{8,10}", re.IGNORECASE)
_SITE_CODE_LINE = re.compile(r"网站标识码\s*[：:]?\s*((?:bm)?\d{8,10})", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"(?:(?:信息)?发布(?:日期|时间)|公开(?:日期|时间)|发稿(?:日期|时间)|(?:录入|上传|更新|上网)(?:日期|时间)|生成日期|(?<![\u4e00-\u9fff])(?:日期|时间))"
    r"\s*[：:】]?\s*"
)
_DATE_RANK = ("发布", "公开", "发稿", "日期", "时间", "录入", "上传", "上网", "生成", "更新")
_SOURCE = re.compile(
    r"(?:信息来源|文章来源|稿件来源|来\s*源|发布机构|发布单位|发文机关|供稿单位)\s*[：:]\s*([^\s：:|｜【】\[\]]{2,40}?)"
    r"(?=\s|$|[|｜【】\[]|(?:发布|时间|日期|作者|浏览|点击|阅读|字体|字号|责任|编辑))"
)
_CRUMBS = re.compile(r"位置\s*(?:是)?\s*[：:]?\s*|(?=首\s*页)")
_FROM_HOME = re.compile(r"\s*首\s*页\s*[>＞»›\-]")
_CRUMB_SEPARATOR = re.compile(r"\s*(?:>|＞|»|›|→|/|\\|-(?=\s))+\s*|\s{2,}")
_TIME = re.compile(r"(?<!\d)([01]?\d|2[0-3])[:：时]([0-5]\d)(?:[:：]([0-5]\d)|分)?(?!\d)")
_URL_DATES = (
    re.compile(r"/t(20\d\d)(\d\d)(\d\d)_\d+"),
    re.compile(r"/(20\d\d)[/-]?(\d{1,2})[/-](\d{1,2})/"),
    re.compile(r"/(20\d\d)(\d\d)(\d\d)/"),
    re.compile(r"/art/(20\d\d)/(\d{1,2})/(\d{1,2})/"),
)
_SCRIPT_DATE = re.compile(
    r"var\s+(\w*(?:pubdate?a?|pubtime|publish\w*|fbsj|fbrq|docreltime)\w*)\s*=\s*['\"]([^'\"\n]{6,40})['\"]",
    re.IGNORECASE,
)


_DATE_TAGS = (
    "pubdate",
    "publishdate",
    "datepublished",
    "article:published_time",
    "publish_time",
    "createdate",
    "docreltime",
)


class Line(NamedTuple):
    """A visible line of the page: the text, and the text of the cell or line after it."""

    text: str
    after: str


def read_metadata(page: Outline, url: str | None, *, body_lines: Iterable[str] = ()) -> Metadata:
    """Collect what a parsed page says of itself.

    Args:
        page: the repaired page, outlined.
        url: its address, for the date that many systems write into it.
        body_lines: lines of the body, for the date of signature.
    """
    root = page.elements[0]
    tags = meta_tags(root)
    lines = visible_lines(page)
    site_name = [Found(value, f"meta:{name}") for name, value in _tagged(tags, "sitename")]
    breadcrumb = read_breadcrumb(lines)
    columns = [Found(value, f"meta:{name}") for name, value in _tagged(tags, "columnname", "columntype")]
    columns += [Found(crumb, "breadcrumb") for crumb in reversed(breadcrumb)][:1]
    title = page_titles(page, tags, [found.value for found in site_name + columns])
    titles = [found.value for found in title]
    return Metadata(
        title=tuple(title),
        published=_unique(
            _with_time(
                [
                    *_best_dates(root, lines, url),
                    *_tagged_dates(tags, lines, titles),
                    *_signature_dates(body_lines),
                ]
            )
        ),
        source=_unique(item for item in _sources(tags, lines) if item.value not in titles[:1]),
        site_name=_unique(site_name),
        site_id=_unique(_site_ids(tags, lines)),
        column=_unique(columns),
        breadcrumb=breadcrumb,
    )


def read_line_metadata(lines: list[Line], url: str | None) -> Metadata:
    """What the lines of a text without markup say of it."""
    found = [item for _, item in sorted(_printed_dates(lines), key=lambda item: item[0])]
    if (address := url_date(url)) is not None:
        found.append(Found(address, "url"))
    found += _signature_dates([line.text for line in lines])
    return Metadata(
        published=_unique(_with_time(found)), source=_unique(_sources([], lines)), site_id=_unique(_site_ids([], lines))
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


def visible_lines(page: Outline) -> list[Line]:
    """The lines of a page as a reader sees them."""
    return [Line(text, after) for text, after in zip(page.lines, [*page.lines[1:], ""], strict=False)]


def read_breadcrumb(lines: list[Line]) -> tuple[str, ...]:
    """The steps of the first breadcrumb line, without the home page.

    >>> read_breadcrumb([Line("您当前的位置：首页 > 政务公开 > 年度报告", "")])
    ('政务公开', '年度报告')
    """
    for line in lines:
        text = line.text
        if len(text) > 200 or not ("位置" in text or ("页" in text and _FROM_HOME.match(text))):
            continue
        text = f"{text} {line.after}" if re.fullmatch(r".{0,12}位置\s*是?\s*[：:]?", text) else text
        tail = _CRUMBS.split(text, maxsplit=1)[-1]
        crumbs = [crumb.strip(" |>＞»›") for crumb in _CRUMB_SEPARATOR.split(tail)]
        crumbs = [
            crumb for crumb in crumbs if crumb and not re.fullmatch(r"(?:网站)?首\s*页|正文|详细内容|内容页", crumb)
        ]
        if 1 <= len(crumbs) <= 9:
            return tuple(crumbs)
    return ()


def _best_dates(root: Element, lines: list[Line], url: str | None) -> list[Found]:
    """Dates with a label, in a script or a `<time>`, and in the address: these say when the page was published."""
    found = [item for _, item in sorted(_printed_dates(lines), key=lambda item: item[0])]
    found += _script_dates(root)
    times = [element.get("datetime") or short_text(element, 60) for element in root.iter("time")]
    found += [Found(stamp, "time") for value in times if (stamp := _stamp(value))]
    address = url_date(url)
    return [*found, Found(address, "url")] if address else found


def _tagged_dates(tags: list[tuple[str, str]], lines: list[Line], titles: list[str]) -> list[Found]:
    """A bare date below the title, then the tags, which often hold the moment of an import."""
    below = _date_below_title(lines, titles)
    stamps = [Found(stamp, f"meta:{name}") for name, value in _tagged(tags, *_DATE_TAGS) if (stamp := _stamp(value))]
    return [below, *stamps] if below else stamps


def _date_below_title(lines: list[Line], titles: list[str]) -> Found | None:
    """A date without a label that stands in one of the six lines below the title."""
    for at, line in enumerate(lines):
        if line.text in titles:
            for near in lines[at + 1 : at + 7]:
                if len(near.text) <= 40 and (stamp := _stamp(near.text)):
                    return Found(stamp, "line")
    return None


def _printed_dates(lines: list[Line]) -> Iterable[tuple[int, Found]]:
    """(rank, date) for every labelled date on a short line; 发布时间 ranks before 更新时间."""
    for line in lines:
        if len(line.text) > 240 or not ("期" in line.text or "时间" in line.text):
            continue
        for match in _PUBLISHED.finditer(line.text):
            rest = line.text[match.end() : match.end() + 40]
            if not rest.strip("：: ") and len(line.after) <= 40:
                rest = line.after
            starts = find_dates(rest)
            stamp = _stamp(rest) if (starts and starts[0][0] <= 3) or re.match(r"[\s\[（(]*20\d\d", rest) else None
            if stamp:
                label = re.sub(r"[\s：:】]", "", match[0])
                rank = next((at for at, word in enumerate(_DATE_RANK) if word in label), 9)
                yield rank, Found(stamp, f"line:{label}")


def _stamp(value: str) -> str | None:
    """`YYYY-MM-DD`, with ` HH:MM` where a time follows."""
    day = read_date(value[:40].strip()) or date_in(value[:60])
    if day is None or not "2000" <= day[:4] <= "2099":
        return None
    rest = re.sub(r"20\d\d\D\d{1,2}\D\d{1,2}", " ", value, count=1)
    time = _TIME.search(rest)
    return f"{day} {int(time[1]):02}:{time[2]}" if time and (time[1], time[2]) != ("00", "00") else day


def _with_time(found: list[Found]) -> list[Found]:
    """The best date, with the time that another candidate of the same day gives."""
    if not found or len(found[0].value) > 10:
        return found
    for other in found[1:]:
        if other.value.startswith(found[0].value) and len(other.value) > 10:
            return [found[0]._replace(value=other.value), *found[1:]]
    return found


def _script_dates(root: Element) -> list[Found]:
    """Dates that a script holds in a variable and writes into the page."""
    found = []
    for script in root.iter("script"):
        code = script.text or ""
        if "var" in code and len(code) < 200_000:
            for name, value in _SCRIPT_DATE.findall(code):
                stamp = _stamp(value)
                found += [Found(stamp, f"script:{name}")] if stamp else []
    return found


def url_date(url: str | None) -> str | None:
    """The date that a content system wrote into the path of an address.

    >>> url_date("http://a.gov.cn/xxgk/202303/t20230307_633608.html"), url_date("http://a.gov.cn/art/2023/1/9/art_1_2.html")
    ('2023-03-07', '2023-01-09')
    >>> url_date("http://a.gov.cn/channels/2146.html") is None
    True
    """
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return None
    for pattern in _URL_DATES:
        if match := pattern.search(path):
            day = read_date(f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}")
            if day:
                return day
    return None


def _signature_dates(body_lines: Iterable[str]) -> list[Found]:
    """The date in the last lines of the body, where it stands alone or after the agency."""
    last = [line for line in body_lines if line.strip()][-4:]
    for line in reversed(last):
        if len(line) <= 40 and (dates := find_dates(line)):
            return [Found(dates[-1][2], "signature")]
    return []


def _sources(tags: list[tuple[str, str]], lines: list[Line]) -> list[Found]:
    """Who gave the text to the site: tagged, else printed."""
    found = [Found(value, f"meta:{name}") for name, value in _tagged(tags, "contentsource", "source")]
    for line in lines:
        if "源" not in line.text and "发" not in line.text:
            continue
        if len(line.text) <= 240 and (match := _SOURCE.search(line.text)):
            found.append(Found(match[1].strip("，。 "), "line:来源"))
        elif re.fullmatch(r"发布机构|发文机关|信息来源|来源", line.text) and 2 <= len(line.after) <= 40:
            found.append(Found(line.after, f"line:{line.text}"))
    return found


def _site_ids(tags: list[tuple[str, str]], lines: list[Line]) -> list[Found]:
    """网站标识码: ten digits, or bm and eight."""
    found = []
    for name, value in _tagged(tags, "siteidcode"):
        compact = value.replace(" ", "").lower()
        if _SITE_CODE.fullmatch(compact):
            found.append(Found(compact, f"meta:{name}"))
    printed = (_SITE_CODE_LINE.search(line.text) for line in lines if "标识码" in line.text)
    return found + [Found(match[1].lower(), "line:网站标识码") for match in printed if match]


def _unique(found: Iterable[Found]) -> tuple[Found, ...]:
    """Candidates, the same value from the same place once."""
    return tuple(dict.fromkeys(item for item in found if item.value))
