"""Judges titles: which announce an annual report on disclosure, which only sound like one, and why."""

# ruff: noqa: E501 (a row is one family of titles; wide characters count twice)

import re
from functools import lru_cache
from typing import Literal, NamedTuple

_CHINESE_DIGITS = str.maketrans("〇○零Ｏ一二三四五六七八九", "0000123456789")
_CHINESE_YEAR = re.compile(r"二[〇○零Ｏ0][〇○零Ｏ一二三四五六七八九0]{2}(?=年)")

# fmt: off
REPORT_TITLE = re.compile(
    r"""
    (?P<before>[^。！？]{0,60}?)
    (?P<topic>(?:政府|政务)信息(?:与政务)?公开|政务(?:信息)?公开|信息公开)
    (?P<middle>(?:与?政务公开|(?:[及和与、]|以及)(?:政府网站|政务公开|政务服务|网站)[^。！？]{0,8})?(?:年度)?(?:工作)?(?:的)?(?:20\d\d年?)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?)
    (?P<noun>年度?总结?报告书?|年报|(?<=年度)报告|报告)
    (?P<after>(?:\s*[（(【\[][^）)】\]]{1,26}[）)】\]])*)
    """,
    re.VERBOSE,
)
# fmt: on


class Lookalike(NamedTuple):
    """Titles that share words with a report's title and are none; `hard` ones are refused whatever the body says."""

    reason: str
    pattern: str
    refuses: str
    keeps: str
    hard: bool = True


# fmt: off
LOOKALIKES = (
    Lookalike("it covers part of a year", r"上半年|下半年|半年度?|[一二三四1-4]季度|季报|月报|\d{1,2}月份|[一二三四五六七八九十]+月份|前三季度",
              "2020年上半年政府信息公开工作报告", "2020年政府信息公开工作年度报告"),
    Lookalike("it is about the rule of law in administration", r"法治政府|依法行政|行政执法",
              "2022年法治政府建设年度报告", "2022年法制局政府信息公开工作年度报告"),
    Lookalike("it is about budgets or accounts", r"财政(?:预算|决算|预决算)|(?:部门|单位)?(?:预算|决算)(?:公开|报告|说明)?(?!.*信息公开.*(?:年度报告|年报))|三公经费",
              "2022年度部门决算公开报告", "2022年市财政局政府信息公开工作年度报告"),
    Lookalike("it is the statistical report of a website", r"网站(?:监管)?(?:工作)?(?:年度)?(?:工作)?报表|政府网站(?:工作|监管|绩效)?(?:年度|年)报(?:告|表)|网站(?:自查|检查|抽查|普查)",
              "政府网站工作年度报表（2021年度）", "市政府网站管理中心2021年政府信息公开工作年度报告"),
    Lookalike("it prescribes how reports are made", r"报告制度|(?:报告|年报)(?:的)?(?:编制|发布)?(?:格式|模板|范本|样式|参考样式|提纲|要求|规范|标准|说明|指引|办法|流程|填报)",
              "政府信息公开工作年度报告格式", "政府信息公开工作年度报告（含说明）"),
    Lookalike("it explains or illustrates a report", r"图解|一图(?:读懂|看懂|了解|速览|解读)|解读|图说|数说|长图|动漫|速读",
              "图解：2022年政府信息公开工作年度报告", "2022年政府信息公开工作年度报告（图片版）"),
    Lookalike("it is an assessment", r"评估(?:报告|结果|情况)|第三方评估|测评|考评|考核|社会评议|满意度|检查(?:情况|结果)|督查",
              "政府信息公开工作第三方评估报告", "市考试院2019年政府信息公开工作年度报告"),
    Lookalike("it is a plan, a guide or a catalog", r"工作要点|实施方案|工作方案|工作计划|公开指南|公开目录|任务分解|分工方案|工作安排|管理办法|实施办法|条例",
              "2022年政务公开工作要点", "2022年政务公开工作年度报告"),
    Lookalike("it is a summary of work, not the report of the law", r"工作总结|总结与计划|述职|自查报告|自评报告|情况通报|工作汇报|调研报告",
              "2022年政务公开工作总结", "2022年政务公开工作情况报告"),
    Lookalike("it reports on requests only", r"依申请公开(?:政府信息)?(?:工作)?(?:办理|受理|处理|答复|统计|数据|年度|情况|工作)|申请公开情况(?:统计|报告)",
              "2021年度依申请公开办理情况", "关于依申请公开的年度报告之外的说明"),
    Lookalike("it is about other openness than that of government information", r"党务公开|村务公开|厂务公开|校务公开|院务公开|居务公开|司务公开|警务公开|检务公开|公共企事业单位|环境信息公开|企业信息公开|信用信息",
              "2022年党务公开工作年度报告", "2022年环境保护局政府信息公开工作年度报告"),
    Lookalike("it answers proposals of deputies", r"(?:建议|提案)(?:的)?(?:办理|答复|复函)", "人大建议办理情况报告", "办公室2022年政府信息公开工作年度报告"),
    Lookalike("it is a notice about reports", r"(?:报送|上报|编制|编写|编报|撰写|填报|做好|开展|发布工作|审核|催报|准备|抓紧|提交|征集).{0,40}(?:年度报告|年报|报告).{0,24}(?:通知|函|公告|会议|培训|工作)?$|(?:年度报告|年报).{0,12}(?:工作)?的?(?:通知|函|培训|会议)$",
              "关于报送2022年政府信息公开工作年度报告的通知", "关于2022年政府信息公开工作情况的报告", False),
    Lookalike("it is news about a report", r"(?:发布|公布|出炉|晒出|亮出|晒|推出|编制完成|召开|部署|推进|完成|启动|开展|提交|审议)了?[^的]{0,12}(?:20\d\d|本?年度|政府信息|信息公开|《)[^的]{0,24}(?:年度报告|年报|报告)》?$|(?:年度报告|年报)》?(?:正式|已|全部|集中|按时|如期|按期)*(?:发布|公布|出炉|上线|上网|完成|公开|亮相)",
              "我市发布2022年政府信息公开工作年度报告", "某市2022年政府信息公开工作年度报告", False),
)
# fmt: on
"""Rows in order; the first that matches names the reason."""


class Judgment(NamedTuple):
    """What a title is."""

    verdict: Literal["report", "lookalike", "unclear"]
    reason: str
    hard: bool
    """True when the body cannot change the verdict."""
    organ: str
    """What the title names before or after the year, as printed."""
    year: int | None


@lru_cache(maxsize=1)
def _lookalikes() -> tuple[tuple[Lookalike, re.Pattern[str]], ...]:
    return tuple((row, re.compile(row.pattern)) for row in LOOKALIKES)


@lru_cache(maxsize=2048)
def judge_title(title: str) -> Judgment:
    """Judge a title by its words.

    >>> judge_title("台山市人民政府办公室2022年政府信息公开工作年度报告")[0], judge_title("2022年工作要点")[1]
    ('report', 'it is a plan, a guide or a catalog')
    """
    words = tidy_title(title)
    organ, year = split_title(words)
    for row, pattern in _lookalikes():
        if pattern.search(words) and not (row.hard and _about_disclosure(words, pattern)):
            return Judgment("lookalike", row.reason, row.hard, organ, year)
    if organ or year:
        return Judgment("report", "", False, organ, year)
    bare = REPORT_TITLE.fullmatch(words)
    return Judgment("report" if bare else "unclear", "", False, "", None)


def _about_disclosure(words: str, pattern: re.Pattern[str]) -> bool:
    """True when the lookalike's words stand in the organ's name of a proper title (市依法行政办2015年...年度报告)."""
    found = REPORT_TITLE.fullmatch(words)
    if not found or not re.search(r"年度|年报", words):
        return False
    organ, year = split_title(words)
    return bool(year and pattern.search(organ) and re.search(r"(?:局|委|办|中心|处|室|队|办公室|委员会)$", organ))


def tidy_title(title: str) -> str:
    """A title without white space, quotation marks and the site's name; years in Arabic digits.

    >>> tidy_title("《某市二〇一五年 政府信息公开年度报告》_某市人民政府")
    '某市2015年政府信息公开年度报告'
    """
    words = re.sub(r"[\s\u200b\ufeff]+", "", title)
    words = _CHINESE_YEAR.sub(lambda match: match[0].translate(_CHINESE_DIGITS), words)
    words = re.sub(r"^(?:【[^】]{1,8}】|附件?\d{0,2}[:：]|公[示告][:：])", "", words)
    behind = re.fullmatch(r"(?P<head>20\d\d年.{4,24}?(?:报告|年报))——(?P<organ>[\u4e00-\u9fff（）()]{4,30})", words)
    if behind:
        return behind["organ"] + behind["head"]
    head = re.match(r"(.{8,}?(?:报告|年报)(?:[（(].{1,14}?[）)])?》?)[-_—|–·].{2,40}$", words)
    return (head[1] if head else words).strip("《》“”\"'-_—|:：.。>")


def split_title(words: str) -> tuple[str, int | None]:
    """Organ and year of a report's title, in either order; empty and None when it is no such title.

    >>> split_title("2022年上海市政府信息公开工作年度报告"), split_title("水口镇2022年度政府信息公开工作年度报告")
    (('上海市', 2022), ('水口镇', 2022))
    >>> split_title("苍南县水利局关于2022年度政府信息公开工作情况的报告")
    ('苍南县水利局', 2022)
    """
    found = REPORT_TITLE.fullmatch(words)
    if not found:
        return "", None
    before = re.sub(r"^(?:关于(?:公布|印发|发布|公开)?|公布|索引号.*?[:：])", "", found["before"])
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?=\D|$)", before + found["middle"] + found["after"])
    organ = re.sub(r"[（(]?(?:19|20)\d\d(?:[)）]|年度?|(?=\D|$))(?:[（(].{1,6}[）)])?度?的?", "", before)
    organ = re.sub(r"(?:本?年度|[《（(]$|^的|的$|[:：,，]|关于$)", "", organ).strip("《》“”-—_")
    organ = organ if re.search(r"[（(].+[）)]$", organ) else organ.strip("()（）")
    return organ or _organ_behind(found["after"]), int(years[0]) if years else None


def _organ_behind(after: str) -> str:
    """The organ in brackets behind a title: 年度报告（苍南县水利局2022年）; a remark like （图片版） is none."""
    inside = re.sub(r"(?:19|20)\d\d年?度?", "", after.strip("（(【[）)】] "))
    return inside if re.fullmatch(r"[\u4e00-\u9fff]{2,20}(?:局|厅|委|办|委员会|办公[室厅]|政府|办事处|中心)", inside) else ""
