"""Recognition: reports of every form are taken, the many pages that share their words are left out with a reason."""

# ruff: noqa: E501 (tables of cases: one case a row)

from types import SimpleNamespace

import pytest

from harvester.page.model import Page
from harvester.registry import load_registry
from harvester.report.identity import identify
from harvester.report.model import IN_FILE, IN_PICTURES
from harvester.report.recognize import recognize
from harvester.report.sections import split_sections
from harvester.report.titles import LOOKALIKES, judge_title, split_title
from tests.report.documents import document, free_form, modern

NO_TABLES = SimpleNamespace(format=None)


def judge(page: Page, listing_title: str | None = None) -> tuple[bool, str]:
    sections = split_sections(page.blocks)
    identity = identify(page, sections, load_registry(), listing_title=listing_title)
    return recognize(page, sections, NO_TABLES, identity)


# --- titles


@pytest.mark.parametrize("row", LOOKALIKES, ids=lambda row: row.refuses)
def test_each_row_of_lookalikes_refuses_its_example_and_keeps_the_other(row: object) -> None:
    refused = judge_title(row.refuses)  # type: ignore[attr-defined]
    assert (refused.verdict, refused.reason) == ("lookalike", row.reason)  # type: ignore[attr-defined]
    assert judge_title(row.keeps).verdict != "lookalike"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("title", "organ", "year"),
    [
        ("苍南县人民政府2023年政府信息公开工作年度报告", "苍南县人民政府", 2023),
        ("水口镇2022年度政府信息公开工作年度报告", "水口镇", 2022),
        ("2022年上海市政府信息公开工作年度报告", "上海市", 2022),
        ("2025 年上海市人民政府办公厅政府信息公开工作年度报告", "上海市人民政府办公厅", 2025),
        ("舒兰市市场监督管理局2016年政务信息公开年度报告", "舒兰市市场监督管理局", 2016),
        ("某县2019年度2019年政府信息公开工作年度报告", "某县", 2019),
        ("某县水利局二〇一五年度政务公开工作报告", "某县水利局", 2015),
        ("某县政府信息公开工作年度报告（2018年度）", "某县", 2018),
        ("某区教育局政府信息公开工作2013年度报告", "某区教育局", 2013),
        ("关于2016年度政府信息公开工作情况的报告", "", 2016),
        ("某镇2020年政府信息公开工作年度报告（图片版）", "某镇", 2020),
        ("某县2020年政府信息公开年报 - 某县人民政府", "某县", 2020),
        ("《某县2020年政府信息公开工作年度报告》", "某县", 2020),
        ("2020年工作要点", "", None),
        ("", "", None),
    ],
)
def test_organ_and_year_are_read_from_a_title(title: str, organ: str, year: int | None) -> None:
    judgment = judge_title(title)
    assert (judgment.organ, judgment.year) == (organ, year)


def test_a_text_that_is_no_title_is_split_into_nothing() -> None:
    assert split_title("今天天气很好") == ("", None)


# --- reports

REPORTS = [
    ("usual title and body", document("某县水利局2022年政府信息公开工作年度报告", modern())),
    ("no title at all, six parts", document(None, modern())),
    ("no title at all, free form", document(None, free_form())),
    ("title of another kind, six parts", document("通知公告", modern())),
    ("title of the site, six parts", document("某县人民政府门户网站", modern())),
    ("free form with its title", document("某县水利局2012年政府信息公开工作年度报告", free_form())),
    ("政务公开 in the title", document("市林业局2016年政务公开年度报告", free_form())),
    ("政务信息公开 in the title", document("某市市场监督管理局2016年政务信息公开年度报告", free_form())),
    ("年报 in the title", document("某局2010年信息公开年报", free_form())),
    ("报告 without 年度 in the title", document("某县2011年政府信息公开工作报告", free_form())),
    ("情况的报告 in the title", document("关于2009年度政府信息公开工作情况的报告", free_form())),
    ("year first", document("2008年度某市政府信息公开工作年度报告", free_form())),
    ("year in brackets", document("某县政府信息公开工作年度报告（2018年）", free_form())),
    ("Chinese year", document("某县二〇一四年政府信息公开工作年度报告", free_form())),
    ("year twice", document("某县2019年度2019年政府信息公开工作年度报告", modern())),
    ("site name after the title", document("某县2020年政府信息公开工作年度报告_某县人民政府", modern())),
    ("corrected version", document("某县2020年政府信息公开工作年度报告（更正）", modern())),
    ("notice that carries the report", document("关于公布某市2015年政府信息公开年度报告的公告", free_form())),
    ("notice of printing that carries the report", document("关于印发某市2011年政府信息公开年度报告的通知", free_form())),
    ("title in two lines of the body", document(None, ["某县水利局", "2022年政府信息公开工作年度报告", *modern()])),
    ("title in the first line of the body", document("政府信息公开", ["某县水利局2022年政府信息公开工作年度报告", *modern()])),
    ("one paragraph of free prose", document("某局2009年政府信息公开工作年度报告", ["根据《中华人民共和国政府信息公开条例》的规定，现将我局2009年政府信息公开工作情况报告如下。" + "我局认真开展政府信息公开工作。" * 20])),
    ("only two statutory parts, with the title", document("某局2010年政府信息公开工作年度报告", ["一、概述", "本年工作扎实。", "二、主动公开政府信息的情况", "公开12条。"])),
    ("report of an office for the rule of law", document("某县法制办公室2015年政府信息公开工作年度报告", free_form())),
    ("report of a budget office", document("某市财政局2021年政府信息公开工作年度报告", modern())),
    ("report of an examination office", document("某市教育考试院2021年政府信息公开工作年度报告", modern())),
    ("sub-district", document("某街道办事处2021年政府信息公开工作年度报告", modern())),
    ("parts without numbers", document("某局2021年政府信息公开工作年度报告", [line.split("、", 1)[-1] for line in modern()])),
    ("problems and measures apart", document("某局2016年政府信息公开工作年度报告", ["一、基本工作情况", "好。", "二、存在问题", "无。", "三、改进措施", "多。"])),
]  # fmt: skip


@pytest.mark.parametrize(("label", "page"), REPORTS, ids=[case[0] for case in REPORTS])
def test_a_report_is_taken(label: str, page: Page) -> None:
    is_report, reason = judge(page)
    assert is_report, f"{label}: {reason}"
    assert reason.isascii()


def test_a_report_may_stand_in_a_column_of_another_name() -> None:
    page = document(None, free_form(), breadcrumb=("首页", "专栏", "政府网站年度工作报表"))
    assert judge(page)[0]


def test_the_title_of_the_listing_helps() -> None:
    lines = ["根据条例要求，编制本报告。", "我局认真开展政府信息公开工作，取得成效。"]
    assert not judge(document(None, lines))[0]
    assert judge(document(None, lines), "某局2012年政府信息公开工作年度报告")[0]


# --- lookalikes

NOTICE = ["各乡镇人民政府，县直各单位：", "根据条例规定，现将编制2022年政府信息公开工作年度报告有关事项通知如下：", "一、报告内容", "请于2023年1月20日前报送。"]
TEMPLATE = ["各县（市、区）人民政府：", "现将年度报告格式印发给你们，请遵照执行。", *modern("××", 2022)]
NEWS = ["1月20日，我市在门户网站公布了2022年政府信息公开工作年度报告。报告显示，全年主动公开信息1.2万条。"]
LISTING = [f"某县{year}年政府信息公开工作年度报告" for year in range(2015, 2023)]
GUIDE = ["为方便公民、法人和其他组织获取政府信息，编制本指南。", "一、主动公开", "二、依申请公开", "三、收费标准", "四、监督和救济"]

OTHERS = [
    ("notice to submit reports", document("关于报送2022年政府信息公开工作年度报告的通知", NOTICE)),
    ("notice to write reports", document("关于做好2022年政府信息公开工作年度报告编制工作的通知", NOTICE)),
    ("notice with an unclear title", document("通知", NOTICE)),
    ("notice with the form to fill in", document("关于印发政府信息公开工作年度报告格式的通知", TEMPLATE)),
    ("form to fill in, title lost", document(None, TEMPLATE)),
    ("form to fill in", document("政府信息公开工作年度报告格式", modern("××"))),
    ("template", document("2022年政府信息公开工作年度报告模板", modern("××"))),
    ("system of reports", document("某县政府信息公开年度报告制度", ["第一条 为了规范年度报告工作，制定本制度。" * 5])),
    ("rule of law", document("某县2022年法治政府建设年度报告", ["一、主要做法", "深入推进。", "二、存在的问题", "有。"])),
    ("rule of law, in six parts", document("2022年法治政府建设年度报告", ["一、总体情况", "好。", "五、存在的主要问题及改进情况", "有。", "六、其他需要报告的事项", "无。"])),
    ("final accounts", document("某县财政局2022年度部门决算", ["一、部门概况", "二、收支情况"])),
    ("final accounts, wordy", document("某局2022年度部门决算公开情况报告", ["决算公开。" * 20])),
    ("report on a website", document("某县人民政府网站工作年度报表（2022年度）", ["网站名称 某县人民政府门户网站"])),
    ("annual report on websites", document("某县2022年政府网站年度报告", ["政府网站情况良好。" * 30])),
    ("half a year", document("某局2022年上半年政府信息公开工作报告", free_form())),
    ("a quarter", document("2022年第三季度政府信息公开情况报告", free_form())),
    ("a quarter in short", document("某局2022年三季度信息公开工作报告", free_form())),
    ("half a year, title lost", document(None, ["统计期限自2022年1月1日至2022年6月30日。", *free_form()[:6]])),
    ("picture story", document("图解：某市2022年政府信息公开工作年度报告", images=2)),
    ("explained at a glance", document("一图读懂某市2022年政府信息公开工作年度报告", images=2)),
    ("explanation", document("《某市2022年政府信息公开工作年度报告》解读", ["为便于公众了解，现解读如下。" * 6])),
    ("summary of work", document("某局2012年政府信息公开工作总结", ["我局认真开展政府信息公开工作。" * 20])),
    ("assessment", document("某市2022年政府信息公开工作第三方评估报告", ["评估结果如下。" * 40])),
    ("results of an assessment", document("某市2022年度政务公开工作考核情况", ["考核结果如下。" * 40])),
    ("figures of requests", document("某局2021年度依申请公开办理情况统计", ["全年收到申请12件，全部按时办结。"])),
    ("annual report on requests", document("某区2021年依申请公开工作年度报告", ["全年收到政府信息公开申请12件，全部按时办结。" * 5])),
    ("listing", document("政府信息公开年报", LISTING)),
    ("listing with a report's title in the browser", document("某县2022年政府信息公开工作年度报告", LISTING)),
    ("column without items", document("政府信息公开年报", [])),
    ("news about publishing", document("我市发布2022年政府信息公开工作年度报告", NEWS)),
    ("news: it is out", document("2022年政府信息公开工作年度报告出炉", NEWS)),
    ("news about a meeting", document("我局召开政府信息公开年度报告编制工作会议", ["会议强调，要认真编制年度报告。" * 5])),
    ("guide", document("某局政府信息公开指南", GUIDE)),
    ("guide, title lost", document(None, GUIDE)),
    ("plan", document("2022年政务公开工作要点", ["一、总体要求", "二、主动公开重点任务"])),
    ("party", document("某镇2022年党务公开工作年度报告", ["党务公开工作情况良好。" * 20])),
    ("village", document("某村2022年村务公开工作报告", ["村务公开。" * 40])),
    ("proposals", document("某局2022年建议提案办理情况报告", ["办理建议12件。" * 20])),
    ("work report of a government", document("2023年政府工作报告", ["各位代表：" + "经济平稳增长。" * 50])),
    ("university", document("某大学2021年信息公开年度报告", ["学校信息公开工作。" * 40])),
    ("yearbook", document("某县年鉴2022", ["政府信息公开年度报告见第三章。"])),
    ("policy on disclosure", document("中华人民共和国政府信息公开条例", ["第一条 为了保障公民获取政府信息。"])),
    ("shell without text", document("某县2022年政府信息公开工作年度报告", [])),
    ("something else under a report's title", document("某县2022年政府信息公开工作年度报告", ["今天天气很好，适合出游。" * 10])),
    ("news item", document("全县经济工作会议召开", ["会议指出，一季度工业增加值增长。" * 10])),
    ("nothing", document(None, [])),
]  # fmt: skip


def test_a_page_that_only_offers_the_report_says_where_its_text_is() -> None:
    title = "某镇2020年政府信息公开工作年度报告"
    assert judge(document(title, images=1)) == (False, IN_PICTURES)
    assert judge(document(f"{title}（图片版）", images=3)) == (False, IN_PICTURES)
    assert judge(document(title, ["详见附件。"], attachments=1)) == (False, IN_FILE)


@pytest.mark.parametrize(("label", "page"), OTHERS, ids=[case[0] for case in OTHERS])
def test_a_lookalike_is_refused_with_a_reason(label: str, page: Page) -> None:
    is_report, reason = judge(page)
    assert not is_report, f"{label}: {reason}"
    assert reason
    assert reason.isascii()
    assert "\n" not in reason
