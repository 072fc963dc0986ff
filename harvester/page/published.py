"""When a page was published: every date that it gives, with where it stands, the most trustworthy first.

A labelled date that a reader sees comes first, then what a script writes or holds under the name of a date of
publication, the address, a date beside the title, the tags (which often hold the moment of an import), the date of the
document, a date that a script holds alone, and the signature.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta, timezone
from itertools import pairwise, takewhile
from urllib.parse import urlsplit

from harvester.page.html import short_text
from harvester.page.links import date_in
from harvester.page.model import Found
from harvester.page.outline import Outline
from harvester.text.dates import find_dates, read_date

_PUBLISHED = re.compile(
    r"(?=[信发公录上更生日时])(?:"  # looked for first: so the search passes over all other characters quickly
    r"(?:(?:信息)?发布(?:日期|时间)?|公开(?:日期|时间)|发稿(?:日期|时间)|(?:录入|上传|更新|上网)(?:日期|时间)|生成日期|(?<![\u4e00-\u9fff])(?:日期|时间))"
    r"\s*[：:】]\s*|(?:(?:信息)?发布(?:日期|时间)|公开(?:日期|时间)|发稿(?:日期|时间)|(?:录入|上传|更新|上网)(?:日期|时间)|生成日期|(?<![\u4e00-\u9fff])(?:日期|时间))\s*)"
)
_DOCUMENT = re.compile(r"(?:发文|成文|印发|制发)(?:日期|时间)\s*[：:】]?\s*")
_DATE_RANK = ("发布", "公开", "发稿", "日期", "时间", "录入", "上传", "上网", "生成", "更新")
_TIME = re.compile(r"(?<!\d)([01]?\d|2[0-3])[:：时]([0-5]\d)(?:[:：]([0-5]\d)|分)?(?!\d)")
_URL_DATES = (
    re.compile(r"/t(20\d\d)(\d\d)(\d\d)_\d+"),
    re.compile(r"/(20\d\d)[/-]?(\d{1,2})[/-](\d{1,2})/"),
    re.compile(r"/(20\d\d)(\d\d)(\d\d)/"),
    re.compile(r"/art/(20\d\d)/(\d{1,2})/(\d{1,2})/"),
)
_ASSIGNED = re.compile(r"""(?<![\w$])(\w++)["']?\s*[:=]\s*""")
_DATE_NAME = re.compile(
    r"pub_?date?a?|pub_?time|publish|fbsj|fbrq|rel_?time|release_?(?:time|date)|display_?(?:time|date)"
)
"""In lower case: what the name of a date of publication holds."""
_LONGEST_VARIABLE = 80
_DATE_VALUE = re.compile(r"""["'](?P<text>[^'"\n]{6,40})["']|(?P<seconds>\d{10})(?:\d{3})?\b""")
_CONSTANT = re.compile(r"""(20(?<=["']20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}[^"'\n]{0,16})["']""")
_CLOCK = re.compile(r"new\s+Date|grayscale|gray\b|filter", re.IGNORECASE)
"""A script that knows what day it is, or turns the page gray on days of mourning."""
_WRITES = re.compile(r"document\.write|innerHTML|\.html\s*\(|\.text\s*\(")
_LABEL = re.compile(r"(?:发布|日期|时间)\s*[：:】]?\s*\Z|发布(?:日期|时间)?[：:]")
_BOXES = (
    re.compile(r"(?P<day>\d{1,2})日?\s*(?P<year>20\d\d)\s*[-./年]\s*(?P<month>\d{1,2})月?"),
    re.compile(r"(?P<month>\d{1,2})\s*[-./月]\s*(?P<day>\d{1,2})日?\s*(?P<year>20\d\d)年?"),
)
"""A day set large beside its year and month, as lists and heads of articles show it."""
_DATE_TAGS = {
    "pubdate": "PubDate",
    "publishdate": "publishdate",
    "datepublished": "datepublished",
    "article:published_time": "article:published_time",
    "publish_time": "publish_time",
    "createdate": "createdate",
    "docreltime": "docreltime",
}
_CHINA = timezone(timedelta(hours=8))
_LARGEST_SCRIPT = 200_000
_NEAR_TITLE = 6
_NEAR_BOX = 3
_LONGEST_BYLINE = 120


def page_dates(
    page: Outline, lines: Sequence[str], url: str | None, tags: Sequence[tuple[str, str]], titles: Sequence[str]
) -> list[Found]:
    """Every date but that of the signature, best first.

    Args:
        page: the repaired page, outlined.
        lines: what a reader sees of it.
        url: its address; many systems write the date into it.
        tags: (name in lower case, content) of its meta tags.
        titles: candidates for its title, as printed.
    """
    named, alone = _script_dates(page)
    dated = _dated_lines(lines)
    found = [*_by_rank(_labelled(lines, dated, _PUBLISHED, _DATE_RANK)), *named, *_time_elements(page)]
    if address := url_date(url):
        found.append(Found(address, "url"))
    found += _beside_title(lines, titles)
    found += [
        Found(day, f"meta:{printed}")
        for name, printed in _DATE_TAGS.items()
        for tag, value in tags
        if tag == name and (day := stamp(value))
    ]
    found += [item for _, item in _labelled(lines, dated, _DOCUMENT, ())]
    return found + alone


def line_dates(lines: Sequence[str]) -> list[Found]:
    """Labelled dates of publication, 发布时间 before 更新时间."""
    return _by_rank(_labelled(lines, _dated_lines(lines), _PUBLISHED, _DATE_RANK))


def _by_rank(found: Iterable[tuple[int, Found]]) -> list[Found]:
    return [item for _, item in sorted(found, key=lambda item: item[0])]


def inner_dates(lines: Sequence[str], titles: Sequence[str]) -> list[Found]:
    """Dates of publication that stand in a text which the markup does not show, with a label or beside its title."""
    beside = _beside_title(lines, titles) if any(line in titles for line in lines) else []
    return line_dates(lines) + beside


def signature_dates(body_lines: Iterable[str]) -> list[Found]:
    """The date in the last lines of the body, where it stands alone or after the agency."""
    last = [line for line in body_lines if line.strip()][-4:]
    for line in reversed(last):
        if len(line) <= 40 and (dates := find_dates(line)):
            return [Found(dates[-1][2], "signature")]
    return []


def with_time(found: list[Found]) -> list[Found]:
    """The best date, with the time that another candidate of the same day gives."""
    if not found or len(found[0].value) > 10:
        return found
    for other in found[1:]:
        if other.value.startswith(found[0].value) and len(other.value) > 10:
            return [found[0]._replace(value=other.value), *found[1:]]
    return found


def stamp(value: str) -> str | None:
    """`YYYY-MM-DD`, with ` HH:MM` where a time follows.

    >>> stamp("2021.01.05 08:30"), stamp("二〇二一年一月五日"), stamp("2021年 1 月 5 日")
    ('2021-01-05 08:30', '2021-01-05', '2021-01-05')
    """
    day = read_date(value[:40].strip()) or date_in(value[:60])
    if day is None or not "2000" <= day[:4] <= "2099":
        return None
    rest = re.sub(r"20\d\d\D\d{1,2}\D\d{1,2}", " ", value, count=1)
    time = _TIME.search(rest)
    return f"{day} {int(time[1]):02}:{time[2]}" if time and (time[1], time[2]) != ("00", "00") else day


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


def _dated_lines(lines: Sequence[str]) -> list[int]:
    """Indices of the short lines that may hold a label of a date."""
    return [
        at for at, line in enumerate(lines) if len(line) <= 240 and ("期" in line or "时间" in line or "发布" in line)
    ]


def _labelled(
    lines: Sequence[str], dated: Iterable[int], label: re.Pattern[str], ranks: Sequence[str]
) -> Iterator[tuple[int, Found]]:
    """(rank, date) for every date after a label, in its line or in the next cell or line."""
    for at in dated:
        line, after = lines[at], lines[at + 1] if at + 1 < len(lines) else ""
        for match in label.finditer(line):
            rest = line[match.end() : match.end() + 40]
            if not rest.strip("：: ") and len(after) <= 40:
                rest = after
            starts = find_dates(rest)
            day = stamp(rest) if (starts and starts[0][0] <= 3) or re.match(r"[\s\[（(]*20\d\d", rest) else None
            if day:
                printed = re.sub(r"[\s：:】]", "", match[0])
                yield next((n for n, word in enumerate(ranks) if word in printed), 9), Found(day, f"line:{printed}")


def _beside_title(lines: Sequence[str], titles: Sequence[str]) -> list[Found]:
    """The first date without a label below the title, or set in a box above it; without a title, a line of its own."""
    at = next((lines.index(title) for title in titles if title in lines), None)
    if at is None:
        head = takewhile(lambda line: "。" not in line, lines)
        day = next((day for line in head if len(line) <= 24 and (day := _whole_date(line))), None)
        return [Found(day, "line")] if day else []
    below, above = lines[at + 1 : at + 1 + _NEAR_TITLE], lines[max(0, at - _NEAR_BOX) : at]
    for near in below:
        if (len(near) <= 40 or _is_byline(near)) and (day := stamp(near)):
            return [Found(day, "line")]
    for near in (*below, *above, *map(" ".join, pairwise(below)), *map(" ".join, pairwise(above))):
        if day := _box_date(near):
            return [Found(day, "line")]
    return []


def _whole_date(text: str) -> str | None:
    text = text.strip("（）()[]【】 ")
    return stamp(text) if read_date(text) else None


def _is_byline(text: str) -> bool:
    """Whether a long line has one date and no sentence."""
    return len(text) <= _LONGEST_BYLINE and not re.search("[。；！？，]", text) and len(find_dates(text)) == 1


def _box_date(text: str) -> str | None:
    for pattern in _BOXES:
        if len(text) <= 20 and (match := pattern.fullmatch(text)):
            return read_date(f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}")
    return None


def _time_elements(page: Outline) -> list[Found]:
    times = [
        page.tree.attributes[at].get("datetime") or short_text(page.elements[at], 60)
        for at, tag in enumerate(page.tree.tags if "time" in page.tree.tags else ())
        if tag == "time"
    ]
    return [Found(day, "time") for value in times if (day := stamp(value))]


def _script_dates(page: Outline) -> tuple[list[Found], list[Found]]:
    """Dates that scripts hold under the name of a date of publication or write after a label, and those of no name."""
    named: list[Found] = []
    alone: list[Found] = []
    for at, code in _codes(page):
        named_here = _named_values(code)
        stamps = {(name, day) for name, value, moment in named_here if (day := stamp(value) or _moment(moment))}
        if stamps:  # several days under one name are the dates of a list
            kinds = [name for name, _ in stamps]
            named += [Found(day, f"script:{name}") for name, day in sorted(stamps) if kinds.count(name) == 1]
            continue
        days = {day for value in _CONSTANT.findall(code) if (day := stamp(value))} if "20" in code else set()
        if len(days) == 1 and not _CLOCK.search(code):
            labelled = _WRITES.search(code) and (_LABEL.search(code) or _LABEL.search(_before(page, at)))
            (named if labelled else alone).append(Found(days.pop(), "script"))
    return named, alone


def _named_values(code: str) -> Iterator[tuple[str, str, str]]:
    """(name, string, epoch time) of what a script gives the name of a date of publication; one of both is empty."""
    end = 0
    lowered = code.lower()
    for name in _DATE_NAME.finditer(lowered if len(lowered) == len(code) else code):
        start = _word_start(code, name.start())
        found = _ASSIGNED.match(code, start) if start >= end else None
        if found and (value := _DATE_VALUE.match(code, found.end())):
            end = value.end()
            yield found[1], value["text"] or "", value["seconds"] or ""


def _word_start(code: str, at: int) -> int:
    """Where the word begins that holds a place in a script."""
    start = at
    while start > max(0, at - _LONGEST_VARIABLE) and (code[start - 1].isalnum() or code[start - 1] == "_"):
        start -= 1
    return start


def _codes(page: Outline) -> Iterator[tuple[int, str]]:
    """Scripts, and data of components in attributes, that may hold a date."""
    for at, tag in enumerate(page.tree.tags):
        if tag == "script":
            code = page.tree.texts[at] or ""
            if len(code) < _LARGEST_SCRIPT:
                yield at, code
        elif (tag == "div" or "-" in tag) and page.ends[at] == at + 1:  # a component is an empty box with its data
            yield from ((at, value) for value in page.tree.attributes[at].values() if value.startswith(("{", "[")))


def _before(page: Outline, at: int) -> str:
    """The text right before an element."""
    previous = page.elements[at].getprevious()
    above = page.elements[at].getparent()
    text = previous.tail if previous is not None else above.text if above is not None else ""
    return (text or "")[-20:]


def _moment(seconds: str) -> str | None:
    """The day and time of an epoch time, in China."""
    return stamp(datetime.fromtimestamp(int(seconds), _CHINA).strftime("%Y-%m-%d %H:%M")) if seconds else None
