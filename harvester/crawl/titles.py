"""What a link's words say: an annual report, a column of them, another yearly paper, a unit that has its own column."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple

Kind = Literal["report", "column", "year", "other_paper", "none"]

# Traditional forms that occur in the words below; links are read before the page is repaired.
_SIMPLER = str.maketrans(
    "資訊開報務會縣鎮鄉區廳辦處門應總況計級機構關單區財環發圖書動專題規範種類說從導當為與業東廣龍陽陰寧濟濱衛護農產國園際項檔據統",
    "资讯开报务会县镇乡区厅办处门应总况计级机构关单区财环发图书动专题规范种类说从导当为与业东广龙阳阴宁济滨卫护农产国园际项档据统",
)
_DROPPED = re.compile(r"[\s\u200b-\u200f\u3000\ufeff·•>»›|【】\[\]《》<>“”\"'‘’*★●■◆▶→]+")
_DATE_TAIL = re.compile(r"[\[(（]?(?:19|20)\d{2}[-./年]\d{1,2}[-./月]\d{1,2}日?(?:\d{1,2}:\d{2}(?::\d{2})?)?[\])）]?$")
_NEW_MARK = re.compile(r"(?:^(?:new|hot)|(?:new|hot|\.\.\.|…)$)", re.IGNORECASE)

OTHER_PAPERS = re.compile(
    "|".join(
        (
            "制度", "格式", "通知(?!书)", "[上下]半年", "季度", "月报", "评估(?!中心|院)", "要点", "图解", "一图",
            "读懂", "解读", "评议", "法治政府", "依法行政", "网站(?:工作)?(?:年度)?(?:报表|年报|工作|监管|普查)",
            "政府工作报告", "年度报表", "企事业单位", "指南", "预算(?!编审|评审)", "决算", "实施方案",
            "培训(?!中心|学院|学校)", "考核(?!办)", "满意度", "企业年报", "年报公示", "[党村厂校]务公开", "财务公开",
            "办事公开", "申请(?:表|流程|渠道|须知)", "建议提案", "提案办理", "统计年鉴", "统计公报",
            "审计(?!局|厅|署|处|中心)", "巡[察视](?!办|组)", "年检", "职责", "栏目建设", "工作总结", "述职", "述法",
            "督查(?!室|局|处)", "会议(?!中心)", "召开", "征求意见", "环境(?:状况|质量)公报", "社会信用", "内部控制",
            "慈善", "基金会",
        )
    )
)  # fmt: skip
"""Words of papers that stand beside the reports and share words with them."""

_SUBJECT = r"(?:政府|政务)?(?:信息|资讯|政务|政府)\w{0,3}?公开|公开"
_PAPER = r"(?:工作)?(?:的)?(?:情况)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:报告|年报)"
_REPORT = re.compile(rf"(?:{_SUBJECT}).{{0,14}}?{_PAPER}|年度(?:政府)?信息公开|公开.{{0,6}}年度.{{0,4}}情况")
_COLUMN = re.compile(
    r"""^(?:历年|往年|各?部门|各?单位|各?乡镇|各?镇街|街道|本级|本机关|市级|区级|县级|市?直|县?直|区?直|局|镇|\w{0,6}?(?:人民)?政府)?(?:及乡镇|街道|和街道)*
        (?:政府|政务)?(?:信息|资讯)?(?:公开)?(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)(?:专栏|专题|专区|专页|栏目|列表|目录|一览|汇总|合集|下载|查询|公开|库)?$""",
    re.VERBOSE,
)
_COLUMN_WITHOUT_YEARLY = re.compile(
    r"^(?:历年)?(?:政府|政务)?(?:信息公开|公开|政务公开)(?:工作)?(?:情况)?报告(?:专栏|栏目|列表|汇总|公开)?$"
)
"""信息公开报告, 政府信息公开工作报告: columns that do not say that they are yearly."""
_SHARED_COLUMN = re.compile(
    r"^(?:政府|政务)?(?:信息)?公开(?:指南|目录|制度)[和及与、/](?:政府|政务)?(?:信息)?(?:公开)?(?:工作)?(?:年报|年度报告)$"
    r"|^(?:政府|政务)?(?:信息)?公开(?:工作)?(?:年报|年度报告)[和及与、/](?:公开)?(?:指南|目录|制度)$"
)
"""信息公开指南和年报: a column that holds the reports beside another paper."""
_YEARLY = re.compile(r"年报|年度.{0,6}报告|年度.{0,8}公开")
_YEAR_ONLY = re.compile(r"^(?:(?:19|20)\d{2})年?度?(?:[-—至](?:19|20)?\d{2}年?度?)?(?:报告|年报|年度报告)?$")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_HAN_YEAR = re.compile(r"二[〇○零ＯOo0][〇○零ＯOo0一二][〇○零ＯOo0一二三四五六七八九](?=年|度)")
_HAN_DIGIT = {**dict.fromkeys("〇○零ＯOo0", "0"), **dict(zip("一二三四五六七八九", "123456789", strict=True))}
_PAPER_END = re.compile(r"报告|年报|公开")

_UNIT = re.compile(
    r"""^[\u4e00-\u9fff()（）、]{1,22}?(?:局|委员会|委|办公室|办|厅|院|镇|乡|苏木|街道|街道办事处|办事处|人民政府|政府|管委会|管理委员会|中心|支队|大队|总队
        |监察|海关|分局|公司|银行|开发区|园区|新区|示范区|林场|农场|县|区|市|旗|署|台|馆|站|所|处|社|总会|联合会|残联|妇联|工会|气象局)$""",
    re.VERBOSE,
)
_NOT_UNIT = re.compile(
    r"办事(?!处)|服务|指南|信箱|动态|概况|领导|公开|之窗|查询|中心组|招聘|首页|地图|平台|互动|大厅|新闻|栏目|入口|走进|投资|旅游|友情|更多|关于"
)


class Reading(NamedTuple):
    """What a link text says."""

    kind: Kind
    year: int | None
    why: str


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """The text for comparison: NFKC, simplified, without white space, marks and a trailing date.

    >>> fold("· 2022年度 政府資訊公開年度報告 [2023-01-20]")
    '2022年度政府资讯公开年度报告'
    """
    folded = unicodedata.normalize("NFKC", text).translate(_SIMPLER)
    folded = unicodedata.normalize("NFKC", _DROPPED.sub("", folded.replace("[", "(").replace("]", ")")))
    folded = _DATE_TAIL.sub("", folded)
    return _NEW_MARK.sub("", folded).strip("()（） .-_—:：;；,，、/")


@lru_cache(maxsize=65_536)
def read_title(text: str) -> Reading:
    """Tell a report's title from a column's name, another paper's title, a bare year, and the rest.

    >>> read_title("水口镇2022年度政府信息公开工作年度报告")
    Reading(kind='report', year=2022, why='names a year and the report')
    >>> read_title("政府信息公开年报").kind, read_title("2022年政府网站工作年度报表").kind
    ('column', 'other_paper')
    """
    folded = fold(text)
    year = report_year(folded)
    other = None if _SHARED_COLUMN.match(folded) else OTHER_PAPERS.search(folded)
    if other:
        return Reading("other_paper", year, f"says {other.group()}")
    if _YEAR_ONLY.match(folded):
        return Reading("year", year, "is a year")
    names_report = _REPORT.search(folded) is not None
    if names_report and year:
        return Reading("report", year, "names a year and the report")
    if _is_column(folded):
        return Reading("column", None, "is the name of a report column")
    if names_report and _YEARLY.search(folded):
        return Reading("column" if len(folded) <= 24 else "report", None, "names the report without a year")
    return Reading("none", year, "")


def _is_column(folded: str) -> bool:
    if _COLUMN_WITHOUT_YEARLY.match(folded) or _SHARED_COLUMN.match(folded):
        return True
    return bool(_YEARLY.search(folded) and _COLUMN.match(folded))


def report_year(text: str) -> int | None:
    """The report year that a title names: the last year before the word for the paper.

    >>> report_year("2023年1月公布的2022年度报告"), report_year("二〇一九年信息公开年报（2020年1月）")
    (2022, 2019)
    """
    years = [(match.start(), int(match.group(1))) for match in _YEAR.finditer(text)]
    years += [(match.start(), _han_year(match.group())) for match in _HAN_YEAR.finditer(text)]
    if not years:
        return None
    ends = [match.start() for match in _PAPER_END.finditer(text)]
    before = [year for start, year in sorted(years) if ends and start < ends[-1]]
    return before[-1] if before else min(years)[1]


def _han_year(text: str) -> int:
    return int("2" + "".join(_HAN_DIGIT[char] for char in text[1:4]))


@lru_cache(maxsize=65_536)
def is_unit(text: str) -> bool:
    """True for the bare name of an office, department or township.

    >>> [is_unit(name) for name in ("教育局", "水口镇", "赤水街道办事处", "办事服务中心", "教育局召开会议")]
    [True, True, True, False, False]
    """
    folded = fold(text)
    return 2 <= len(folded) <= 24 and bool(_UNIT.match(folded)) and not _NOT_UNIT.search(folded)
