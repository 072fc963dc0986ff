"""Wordings of section headings: each row has a title that matches and a similar text that does not."""

# ruff: noqa: E501 (a row is one family of wordings; wide characters count twice)

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple


class Title(NamedTuple):
    """One family of wordings of a heading, without its number."""

    kind: str
    """Section key of `tables.json`, or `topic` for a sub-topic of the overview that is no part by itself."""
    statutory: bool
    """True for the long titles of the law and the formats, which name nothing else in a report."""
    pattern: str
    matches: str
    differs: str


_GI = r"(?:政府|政务)?信息公开"
_ITS = r"(?:工作)?(?:中)?(?:的)?"

# fmt: off
TITLES = (
    Title("overview", True, r"(?:(?:20\d\d)?年(?:度)?)?(?:政府|政务)?(?:信息)?(?:公开)?(?:工作)?(?:的)?总体(?:工作)?(?:情况|概况|概述)",
          "年度信息公开总体情况", "总体国家安全观"),
    Title("overview", False, rf"(?:(?:20\d\d)?年(?:度)?)?(?:{_GI}|政务公开)?{_ITS}(?:基本(?:工作)?(?:情况|概况)|整体(?:工作)?情况|"
          r"(?:主要)?(?:工作)?(?:情况)?概述|(?:工作)?概况|主要任务落实情况|(?:工作)?(?:开展|推进|落实)情况|主要工作(?:情况)?)"
          rf"|总体情况及《要点》落实情况|{_GI}(?:工作)?(?:的)?(?:主要)?情况", "主要工作概述", "机构概况信息公开"),
    Title("proactive", True, r"(?:行政机关|本机关|本单位)?主动公开政府信息(?:工作)?(?:的)?(?:情况)",
          "主动公开政府信息的情况", "主动公开政府信息301条"),
    Title("proactive", False, r"(?:(?:政府|政务)?信息)?主动公开(?:(?:政府|政务)?信息)?(?:工作)?(?:的)?(?:基本)?(?:情况|方面)?"
          r"|公开政府信息(?:的)?情况", "政府信息主动公开情况", "主动公开栏目建设"),
    Title("applications", True, r"(?:行政机关|本机关|本单位)?(?:收到|受理|接收|办理)(?:和|与|及)?(?:处理|办理)?(?:的)?(?:政府)?信息公开申请(?:的)?情况"
          r"|依申请公开(?:政府)?信息(?:工作)?(?:和|及|与)(?:不予公开|不予公开的)(?:政府)?信息(?:的)?情况",
          "收到和处理政府信息公开申请情况", "收到政府信息公开申请7件"),
    Title("applications", False, r"(?:(?:政府|政务)?信息)?依申请公开(?:(?:政府|政务)?信息)?(?:工作)?(?:的)?(?:申请)?(?:受理|办理|处理|答复)?"
          r"(?:的)?(?:基本)?(?:情况|方面)?|(?:政府)?信息公开申请(?:的)?(?:受理|办理|处理)(?:的)?情况|不予公开(?:的)?(?:政府)?信息(?:的)?情况",
          "政府信息依申请公开办理情况", "依申请公开流程进一步规范"),
    Title("disputes", True, rf"(?:因)?{_GI}(?:工作)?(?:被)?(?:申请|引起的|引发的|提起|而|的)?(?:被)?(?:申请)?(?:行政)?复议(?:和|、|及|与|或|,|，)?"
          r"(?:被)?(?:提起|提出)?(?:的)?(?:行政)?诉讼(?:和|、|及)?(?:有关)?(?:的)?(?:申诉|举报)?(?:的)?情况",
          "因政府信息公开工作被申请行政复议、提起行政诉讼情况", "因政府信息公开申请行政复议2件"),
    Title("disputes", False, r"(?:有关)?(?:(?:举报|申诉|投诉)(?:和|、|及|与)?)*(?:提起|申请)?(?:行政)?复议(?:和|、|及|与|或|,|，)?(?:提起|被提起)?(?:行政)?诉讼"
          r"(?:(?:和|、|及|与)(?:申诉|举报|投诉))*(?:的)?(?:基本)?情况", "举报和行政复议及行政诉讼情况", "行政复议办理情况"),
    Title("fees", True, rf"(?:因)?(?:{_GI}|政务公开)?{_ITS}(?:政府|财政)?(?:支出(?:和|与|及))?(?:信息处理费)?(?:收费|收取费用|费用收取|公开收费|收支)"
          r"(?:标准)?(?:(?:以及|及|和|、|与|或)?(?:其)?减免)?(?:费用)?(?:的)?情况", "政府信息公开的收费及减免情况", "收费标准公示情况良好"),
    Title("problems", True, rf"(?:当前|目前)?(?:{_GI}|政务公开)?{_ITS}(?:存在|面临)(?:的)?(?:主要)?问题(?:及|和|与|、|以及)"
          r"(?:下一步|今后)?(?:的)?改进(?:工作)?(?:的)?(?:情况|措施|意见|计划|打算)", "政府信息公开工作存在的主要问题及改进情况", "存在的主要问题及改进情况如下"),
    Title("problems", False, rf"(?:当前|目前)?(?:{_GI}|政务公开)?{_ITS}(?:主要)?(?:存在|面临)?(?:的)?(?:主要|突出)?(?:问题|困难|不足)"
          r"(?:(?:和|与|及|、|以及)(?:存在的)?(?:困难|不足|问题))*(?:(?:及|和|与|、|以及|，|,)?(?:下一步|下步|今后|明年|20\d\d年)?(?:的)?(?:主要)?(?:工作)?(?:改进|整改)?"
          r"(?:的)?(?:情况|措施|打算|计划|安排|意见|建议|思路|方向|办法))?"
          r"|(?:下一步|下步|今后|明年|20\d\d年)?(?:的)?(?:工作)?(?:改进|整改)(?:的)?(?:情况|措施|打算|计划|意见|方向)"
          r"|(?:下一步|下步|今后|明年|20\d\d年)(?:的)?(?:主要)?(?:工作)?(?:措施|打算|计划|安排|思路|重点)",
          "存在问题及工作打算", "问题整改情况公开"),
    Title("other_matters", True, r"(?:其他|其它)(?:需要|需|应当|应|须)?(?:报告|汇报|说明)(?:的)?(?:有关)?事项"
          r"|(?:需要|需|应当|应)(?:报告|汇报|说明)的(?:其他|其它)(?:有关)?(?:事项|情况)", "其他需要报告的事项", "其他需要报告的事项如下"),
    Title("other_matters", False, r"(?:其他|其它)(?:需要|需)?(?:报告|汇报|说明)?(?:的)?(?:有关)?(?:事项|情况|内容|说明)"
          r"|(?:需要|需)?说明(?:的)?事项(?:与附表|和附表|及附表)?"
          r"|工作人员情况|咨询(?:处理)?情况|(?:政策)?(?:解读回应|回应解读)情况|重点领域(?:政府)?信息公开(?:工作)?(?:的)?情况"
          r"|(?:政府信息公开)?(?:工作)?机构建设(?:和|及)(?:保障)?经费情况|(?:政府信息公开)?会议(?:和|及)培训情况|举报投诉情况",
          "需要说明的事项与附表", "其他情形"),
    Title("topic", False, r"(?:政府)?信息(?:资源)?(?:规范化)?管理(?:工作)?(?:的)?(?:情况|方面)?|(?:政府)?信息管理[与和及](?:公开)?平台建设(?:情况)?"
          r"|(?:政府信息公开|政务公开|信息公开|公开)?平台(?:规范化)?建设(?:工作)?(?:的)?(?:情况|方面)?|(?:政务公开)?监督(?:和)?保障(?:工作)?(?:机制|措施)?(?:的)?(?:情况|方面)?",
          "政府信息公开平台建设情况", "平台建设进一步加强"),
    Title("statistics", True, rf"(?:附表|附件|附)?\d?[:：、.]?(?:20\d\d年(?:度)?)?.{{0,20}}{_GI}(?:工作)?情况统计(?:年)?表(?:[（(].{{0,20}}[）)])?",
          "政府信息公开情况统计表", "填报统计表"),
    Title("statistics", False, r"(?:相关的说明和)?(?:附表|附件|附录|附|指标统计表)\d?|(?:有关|相关)?(?:的)?(?:说明和)?(?:指标)?统计(?:附)?表",
          "相关的说明和指标统计表", "统计表格式"),
)
# fmt: on
"""Rows in order; the first whose pattern matches the whole title decides."""

# fmt: off
KEYWORDS = (
    ("statistics", r"统计表|附表"),
    ("problems", r"存在.{0,4}(?:问题|不足|困难)|主要问题|改进(?:情况|措施|意见)|下一步|下步工作|今后.{0,6}打算|工作打算|努力方向"),
    ("fees", r"收费|减免|处理费"),
    ("disputes", r"行政复议|行政诉讼|复议.{0,3}诉讼"),
    ("applications", r"依申请|(?<!因政府信息)(?<!因信息)公开申请(?!行政复议|复议)|不予公开"),
    ("proactive", r"主动公开"),
    ("other_matters", r"(?:其他|其它|需要).{0,6}(?:事项|说明)|咨询|信访|回应解读|解读回应|工作人员|机构建设"),
    ("overview", r"概述|总体情况|基本情况|工作概况"),
)
# fmt: on
"""What a numbered heading of unknown wording is about, looked up in this order."""

TOPICS = (
    "主动公开",
    "依申请公开",
    "信息管理",
    "平台建设",
    "公开平台",
    "监督保障",
    "监督",
    "保障机制",
    "行政复议",
    "解读回应",
    "政策解读",
    "公开渠道",
)
"""Words by which a sub-topic of the overview is known even when its wording is free."""


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[Title, re.Pattern[str]], ...]:
    return tuple((title, re.compile(title.pattern)) for title in TITLES)


_YEAR_BEFORE = re.compile(r"^20\d\d年度?的?")
_REMARK = re.compile(r"[（(][^（）()]{1,20}[）)]$")
"""A filling note behind a title: （单位：件）."""


@lru_cache(maxsize=4096)
def read_title(title: str) -> Title | None:
    """The row whose wording a heading's title is, None when it is none.

    >>> read_title("其他需要报告的事项").kind
    'other_matters'
    """
    words = re.sub(r"[\s?？]", "", title)  # a question mark is a character that was lost
    if len(words) > 60:
        return None
    forms = dict.fromkeys((words, _YEAR_BEFORE.sub("", words), _REMARK.sub("", words)))
    return next((row for form in forms for row, pattern in _compiled() if pattern.fullmatch(form)), None)


def subject(title: str) -> str | None:
    """The section key that a heading of unknown wording is about, None when no word tells.

    A heading of two parts in one is about the part that it names first; problems and tables go before.

    >>> subject("政府信息公开收费和减免的有关情况"), subject("加强组织领导")
    ('fees', None)
    >>> subject("收到和处理政府信息公开申请及行政复议、行政诉讼情况")
    'applications'
    """
    found = [(kind, match) for kind, pattern in KEYWORDS if (match := re.search(pattern, title))]
    if found and found[0][0] in ("statistics", "problems"):
        return found[0][0]
    return min(found, key=lambda item: item[1].start())[0] if found else None


_STYLES = r"""
    (?P<part>第[一二三四五六七八九十]{1,2}(?:部分|章|节)\s*[、:：]?)
  | (?P<han>[一二三四五六七八九十]{1,3}\s*(?:[、:：]|[.．,，](?!\d)))
  | (?P<bracket>[（(〔]?\s*[一二三四五六七八九十]{1,3}\s*[)）〕]\s*[、.．]?|[㈠-㈩])
  | (?P<roman>[Ⅰ-Ⅻ]\s*[、.．])
  | (?P<spoken>[一二三四五六七八]是)
  | (?P<arabic>\d{1,2}\s*(?:[、．]|\.(?!\d))[、．]?)
  | (?P<arabic_bracket>[（(]?\s*\d{1,2}\s*[)）])
"""
NUMBER = re.compile(_STYLES, re.VERBOSE)
GLUED = re.compile(rf"(?:(?<=^)|(?<=[。！？!?%％)）”」》\s]))(?:{_STYLES})\s*(?=\S)", re.VERBOSE)
"""A number that may begin a heading inside a line: at its start, or after the end of a sentence or a space."""

_HAN_ORDINALS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}


class Numbered(NamedTuple):
    """A heading's number taken off."""

    style: str
    """part, han, bracket, roman, arabic, arabic_bracket, spoken (一是), or none."""
    ordinal: int
    """0 when there is no number."""
    title: str


def read_number(line: str) -> Numbered:
    """Split the number from a heading.

    >>> read_number("（二）依申请公开情况")
    Numbered(style='bracket', ordinal=2, title='依申请公开情况')
    """
    line = _MARKS.sub("", line)
    found = NUMBER.match(line)
    if not found:
        bare = re.match(r"[一二三四五六七八九十]\s*(?=[\u4e00-\u9fff])", line)
        if bare and read_title(line[bare.end() :]):
            return Numbered("han", ordinal(bare[0]), line[bare.end() :].strip())
        return Numbered("none", 0, line.strip())
    return Numbered(found.lastgroup or "none", ordinal(found[0]), line[found.end() :].strip())


_MARKS = re.compile(r"^[\s*#●■◆★▲►•◎※【—–-]+|[\s*】—–-]+$")
"""Marks of a list, of Markdown, and brackets around a heading."""


def ordinal(number: str) -> int:
    """The value of a list number up to ninety-nine: 十二、 -> 12, （3） -> 3."""
    digits = re.search(r"\d+", number)
    if digits:
        return int(digits[0])
    signs = unicodedata.normalize("NFKC", number)  # ㈠ becomes (一)
    if "Ⅰ" <= number[0] <= "Ⅻ":
        return ord(number[0]) - ord("Ⅰ") + 1
    numeral = re.search(r"[一二三四五六七八九十]+", signs)
    if not numeral:
        return 0
    tens, ten, ones = numeral[0].rpartition("十")
    return (_HAN_ORDINALS.get(tens, 1) * 10 if ten else 0) + _HAN_ORDINALS.get(ones, 0)
