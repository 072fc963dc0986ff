"""Figures: a number in prose is tied to the indicator that the words next to it name, or left alone."""

# ruff: noqa: E501 (tables of cases: one case a row)

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvester.page.read import read_page
from harvester.report.changes import CHANGED
from harvester.report.figure_rows import CHANNELS, GENERAL, INDICATORS
from harvester.report.figures import figure_keys, read_figures
from harvester.report.model import Section
from harvester.report.sections import split_sections


def figures(sentence: str, kind: str = "overview", year: int | None = None) -> list[tuple[str, int | float]]:
    return [(figure.key, figure.value) for figure in read_figures([Section(0, 1, "一、", kind, sentence)], year)]


# --- rows


@pytest.mark.parametrize("row", INDICATORS, ids=lambda row: f"{row.key}-{row.matches[:12]}")
def test_each_row_reads_its_example_and_leaves_the_other(row: object) -> None:
    assert (row.key, row.value) in figures(row.matches)  # type: ignore[attr-defined]
    assert row.key not in {key for key, _ in figures(row.differs)}  # type: ignore[attr-defined]


def test_every_row_has_its_key_in_the_list_of_figures_and_every_key_its_row() -> None:
    changes = {f"{key}_change{rate}" for key in CHANGED for rate in ("", "_rate")}
    assert {row.key for row in INDICATORS} | changes == set(figure_keys())
    assert {figure_keys()[key].unit for key in changes if key.endswith("_rate")} == {"%"}
    assert set(figure_keys()) >= GENERAL
    assert set(CHANNELS.values()) <= set(figure_keys())


# --- sentences, as reports write them

SENTENCES = [
    ("2022年，全年主动公开政府信息1.2万余条。", [("disclosed_total", 12000)]),
    ("本年度累计公开各类信息3256条，较上年增加120条。", [("disclosed_total", 3256), ("disclosed_total_change", 120)]),
    ("全年共主动公开政府信息二百三十五条。", [("disclosed_total", 235)]),
    ("我局主动公开政府信息共计1,024条。", [("disclosed_total", 1024)]),
    ("通过县政府门户网站公开信息2150条，通过“某县发布”微信公众号推送信息860篇。", [("channel_website", 2150), ("channel_wechat", 860)]),
    ("政府网站公开政府信息8621条，政务微博公开政府信息5052条，政务微信公开政府信息1463条。", [("channel_website", 8621), ("channel_weibo", 5052), ("channel_wechat", 1463)]),
    ("其中，政务微博320条，政务微信415条，电子显示屏52条，报刊8条。", [("channel_weibo", 320), ("channel_wechat", 415), ("channel_display", 52), ("channel_press", 8)]),
    ("利用政务微博、微信公众号共发布信息1200条。", []),
    ("政务新媒体发布信息3050条，总阅读量达120.5万次，粉丝数8.6万人。", [("channel_new_media", 3050), ("page_views", 1205000), ("followers", 86000)]),
    ("政府公报刊登规范性文件12件。", [("channel_gazette", 12)]),
    ("通过各类媒体公开信息9535条。", [("channel_media_total", 9535)]),
    ("档案馆、图书馆查阅点全年提供政府信息1311条，接待查阅人数200余人次。", [("channel_archive", 1311), ("readers_served", 200)]),
    ("网站年访问量突破300万次。", [("page_views", 3000000)]),
    ("网站全年访问量为300万次。", [("page_views", 3000000)]),
    ("公开重点领域信息1381条。", [("key_field_items", 1381)]),
    ("含规范性文件类信息64条，工作动态、财政信息等信息237条。", [("normative_documents_disclosed", 64), ("dynamic_items", 237)]),
    ("概况类信息更新量12条，政务动态信息更新量560条。", [("overview_items", 12), ("dynamic_items", 560)]),
    ("全年制发行政规范性文件32件，废止0件，现行有效237件。", [("normative_documents_issued", 32), ("normative_documents_repealed", 0), ("normative_documents_in_force", 237)]),
    ("完成行政规范性文件清理，制发5件，废止3件，有效86件。", [("normative_documents_issued", 5), ("normative_documents_repealed", 3), ("normative_documents_in_force", 86)]),
    ("出台规范性文件7件，同步公开规范性文件7件。", [("normative_documents_issued", 7), ("normative_documents_disclosed", 7)]),
    ("公开政策文件64件，发布政策解读46篇。", [("policy_documents", 64), ("interpretations", 46)]),
    ("编制解读材料18份，其中图解9份。", [("interpretations", 18)]),
    ("召开新闻发布会12场，开展在线访谈6期。", [("press_conferences", 12), ("online_interviews", 6)]),
    ("举办11场政策宣讲及直播活动。", [("online_interviews", 11)]),
    ("回应社会热点关切28次。", [("hot_issue_responses", 28)]),
    ("办理“县长信箱”群众来信365件，办理网民留言1204条。", [("messages_answered", 365), ("messages_answered", 1204)]),
    ("开展意见征集15次，收集意见建议320条。", [("consultations", 15), ("opinions_collected", 320)]),
    ("行政处罚结果信息公开7327条，行政许可结果信息公开1208条。", [("penalty_results", 7327), ("licence_results", 1208)]),
    ("公布权责清单3192项。", [("power_list_items", 3192)]),
    ("新开设专题专栏6个，关停并转政府网站14个。", [("special_columns", 6), ("websites_closed", 14)]),
    ("全县政务新媒体账号总量由9个降至3个。", [("new_media_accounts", 3)]),
    ("共收到政府信息公开申请35件，上年结转2件，办结36件，结转下年度1件。", [("applications_received", 35), ("applications_carried_over", 2), ("applications_answered", 36), ("applications_carried_forward", 1)]),
    ("全年新收政府信息公开申请12件，其中网络申请8件，信函申请3件，当面申请1件。", [("applications_received", 12), ("applications_online", 8), ("applications_letter", 3), ("applications_in_person", 1)]),
    ("受理依申请公开7宗，均已按时答复。", [("applications_received", 7)]),
    ("全年共收到政府信息依申请公开89件，已经答复88件，1件结转下年度继续办理；产生行政复议13件和行政诉讼1件。", [("applications_received", 89), ("applications_answered", 88), ("applications_carried_forward", 1), ("reviews", 13), ("suits", 1)]),
    ("通过政府门户网站及时主动公开政府文件、政府会议、政务要闻、财政预决算等信息2548条，政务新媒体发布信息465条。", [("channel_website", 2548), ("channel_new_media", 465)]),
    ("在门户网站等其他载体全年公开各类信息6758条。", [("disclosed_total", 6758)]),
    ("通过宣传册、电子屏公开政府信息1876条。", []),
    ("共收到群众依申请公开政府信息申请18件，已全部办结。", [("applications_received", 18)]),
    ("全年收到18件政府信息公开申请。", [("applications_received", 18)]),
    ("我局共办理政府信息依申请公开案件153宗，结转下年度办理5宗。", [("applications_answered", 153), ("applications_carried_forward", 5)]),
    ("其中，予以公开270件，占比50.65%；部分公开55件，占比10.31%；不予公开12件。", [("applications_granted", 270), ("share_granted", 50.65), ("applications_partially_granted", 55), ("share_partially_granted", 10.31), ("applications_denied", 12)]),
    ("其中：予以公开20件，部分公开3件，不予公开2件，无法提供7件，不予处理1件，其他处理4件。", [("applications_granted", 20), ("applications_partially_granted", 3), ("applications_denied", 2), ("applications_unable", 7), ("applications_other", 4)]),
    ("予以公开及部分公开258件。", []),
    ("依申请公开答复及时率为100%。", [("answer_on_time_rate", 100)]),
    ("受理依申请公开1起，受理率100%，办结率100%。", [("applications_received", 1), ("answer_on_time_rate", 100), ("answer_on_time_rate", 100)]),
    ("因政府信息公开被申请行政复议3件，结果维持2件，结果纠正1件；被提起行政诉讼1件，结果维持1件。", [("reviews", 3), ("reviews_upheld", 2), ("reviews_corrected", 1), ("suits", 1)]),
    ("行政复议案件2宗，结果维持2宗；行政诉讼案件1宗，结果维持1宗。", [("reviews", 2), ("reviews_upheld", 2), ("suits", 1)]),
    ("政府信息公开行政复议纠错率为21.62%，行政诉讼败诉率为0%。", [("review_correction_rate", 21.62), ("suits_lost_rate", 0)]),
    ("收到政府信息公开举报投诉4件。", [("complaints", 4)]),
    ("公开回应人大代表建议65条，政协委员提案81条。", [("npc_proposals", 65), ("cppcc_proposals", 81)]),
    ("办理人大代表建议18件、政协提案16件，办结率达100%。", [("npc_proposals", 18), ("cppcc_proposals", 16), ("proposal_completion_rate", 100)]),
    ("共承办25件市人大代表建议和12件政协提案。", [("npc_proposals", 25), ("cppcc_proposals", 12)]),
    ("共发出3件政府信息公开信息处理费收费通知，应收费总额0.28万元，实际收费总额0万元。", [("fee_notices", 3), ("fee_due_wan", 0.28), ("fee_collected_wan", 0)]),
    ("发出收费通知2件，应收费总额2800元，实际收费总额1400元。", [("fee_notices", 2), ("fee_due_wan", 0.28), ("fee_collected_wan", 0.14)]),
    ("2022年度收取信息处理费0元。", [("fee_collected_wan", 0)]),
    ("组织政务公开业务培训6次，培训320余人次。", [("training_sessions", 6), ("people_trained", 320)]),
    ("举办2期政务公开业务培训班，参训人员一百二十人次。", [("training_sessions", 2), ("people_trained", 120)]),
    ("召开政务公开工作推进会3次。", [("meetings", 3)]),
    ("配备政府信息公开专职工作人员5名。", [("staff", 5)]),
    ("加强政务公开检查，全年制发整改通知书5期，通报1期。", [("rectification_notices", 5), ("circulars", 1)]),
    ("聘请社会监督员12名。", [("supervisors", 12)]),
    ("群众满意率达98.6%。", [("satisfaction_rate", 98.6)]),
    ("分解政务公开重点工作任务23项。", [("work_tasks", 23)]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=[case[0][:16] for case in SENTENCES])
def test_numbers_are_tied_to_what_the_words_beside_them_name(sentence: str, expected: list[tuple[str, float]]) -> None:
    assert figures(sentence) == expected
with (Path(__file__).parent / "prose.csv").open(encoding="utf-8", newline="") as file:
    PROSE = list(csv.DictReader(file))
"""Sentences that were written without a look at the rows, and measured before the rows were grown."""


@pytest.mark.parametrize("case", PROSE, ids=[case["sentence"][:18] for case in PROSE])
def test_sentences_of_other_hands_are_read_without_a_wrong_figure(case: dict[str, str]) -> None:
    expected = Counter((key, float(value)) for key, _, value in (item.partition("=") for item in case["figures"].split()))
    assert Counter(figures(case["sentence"], year=int(case["year"] or 0) or None)) == expected


def test_every_indicator_has_sentences_of_other_hands() -> None:
    told = {item.partition("=")[0] for case in PROSE for item in case["figures"].split()}
    assert {row.key for row in INDICATORS} <= told
    assert sum(not case["figures"] for case in PROSE) >= 90


QUALIFIED = [
    ("主动公开政府信息1.2万余条。", 12000, "余"), ("主动公开政府信息约860条。", 860, "约"), ("主动公开政府信息近千条。", 1000, "近"),
    ("主动公开政府信息超3万条。", 30000, "超"), ("主动公开政府信息两千三百多条。", 2300, "多"), ("主动公开政府信息500条以上。", 500, "以上"),
    ("主动公开政府信息达860条。", 860, ""), ("主动公开政府信息突破1200余万条。", 12000000, "突破余"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "value", "qualifier"), QUALIFIED)
def test_what_makes_a_number_inexact_is_kept(sentence: str, value: float, qualifier: str) -> None:
    (figure,) = read_figures([Section(0, 1, "", "overview", sentence)])
    assert (figure.value, figure.qualifier) == (value, qualifier)


YEARS = [
    ("2021年主动公开政府信息120条，2022年主动公开政府信息150条。", [("disclosed_total", 150)]),
    ("自2008年以来累计主动公开政府信息38万条。", []),
    ("自2022年1月以来主动公开政府信息380条。", [("disclosed_total", 380)]),
    ("今年以来主动公开政府信息380条。", [("disclosed_total", 380)]),
    ("落实《2021年政务公开工作要点》，主动公开政府信息380条。", [("disclosed_total", 380)]),
    ("结转至2023年继续办理6件。", [("applications_carried_forward", 6)]),
    ("收到政府信息公开申请48件，比2021年增加6件，其中网络申请30件。", [("applications_received", 48), ("applications_online", 30)]),
    ("截至2023年1月，微信公众号粉丝3.2万人。", [("followers", 32000)]),
    ("自2019年开通以来，微信公众号粉丝3.2万人。", [("followers", 32000)]),
    ("全年主动公开政府信息8769条。截至2022年底，累计主动公开政府信息64627条。", [("disclosed_total", 8769)]),
    ("截至2022年12月31日，累计主动公开政府信息8769条。", [("disclosed_total", 8769)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), YEARS, ids=[case[0][:20] for case in YEARS])
def test_only_numbers_of_the_report_year_are_figures(text: str, expected: list[tuple[str, float]]) -> None:
    assert figures(text, year=2022) == expected




CHANGES = [
    ("主动公开政府信息比上年增加120条。", [("disclosed_total_change", 120)]),
    ("主动公开政府信息数量同比增长35.6%。", [("disclosed_total_change_rate", 35.6)]),
    ("全年主动公开政府信息2310条，较去年下降12.5%。", [("disclosed_total", 2310), ("disclosed_total_change_rate", -12.5)]),
    ("收到政府信息公开申请120件，比上年增加30件，增长33.3%。", [("applications_received", 120), ("applications_received_change", 30), ("applications_received_change_rate", 33.3)]),
    ("收到政府信息公开申请120件（同比减少8件）。", [("applications_received", 120), ("applications_received_change", -8)]),
    ("门户网站全年访问量达320.5万次，同比增长约10.2%。", [("page_views", 3205000), ("page_views_change_rate", 10.2)]),
    ("微信公众号推送信息1326条，与上年相比，增加200条。", [("channel_wechat", 1326), ("channel_wechat_change", 200)]),
    ("收到政府信息公开申请120件，与去年相比增长20%，其中网络申请80件。", [("applications_received", 120), ("applications_received_change_rate", 20), ("applications_online", 80)]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), CHANGES, ids=[case[0][:16] for case in CHANGES])
def test_changes_on_the_year_before_are_signed_figures_of_their_own(sentence: str, expected: list[tuple[str, float]]) -> None:
    assert figures(sentence) == expected


NO_CHANGES = [
    "主动公开政府信息301条，其中图片64张，同比增长10%。",
    "网站公开信息100条，微信发布信息200条，同比分别增长10%、20%。",
    "主动公开政府信息301条，同比增长10%和20%。",
    "主动公开政府信息301条，环比增长10%。",
    "主动公开政府信息301条，满意率同比增长10%。",
    "主动公开政府信息301条，同比增长1.5倍。",
    "主动公开政府信息301条，较2019年增长10%。",
    "主动公开政府信息301条，同比增加5个百分点。",
    "主动公开政府信息301条，增长10%。",
    "主动公开政府信息301条，力争下一年同比增长10%。",
    "办理建议12件，同比增长10%。",
]  # fmt: skip


@pytest.mark.parametrize("sentence", NO_CHANGES, ids=[sentence[-12:] for sentence in NO_CHANGES])
def test_changes_of_other_things_and_by_other_measures_are_left_alone(sentence: str) -> None:
    assert not [key for key, _ in figures(sentence) if "_change" in key]


OTHERS = [
    "较上年增加主动公开信息。同比增长12%。",
    "2023年计划公开政策文件50件。", "力争全年召开新闻发布会12场。", "每季度开展培训1次。", "去年收到政府信息公开申请12件。",
    "上年同期微信公众号发布信息300条。", "根据国务院令第711号要求。", "国办公开办函〔2021〕30号", "截至2022年12月31日。",
    "联系电话0577-68870000。", "邮编325800。", "全县共有乡镇12个。", "出台政策措施23项。", "完成投资1.2亿元。", "检查政府网站54个。",
    "开展网站检查4次，发现问题12个。", "全年召开党组会12次。", "办理行政许可事项1200件。", "新增就业人口3000人。", "12345热线受理诉求情况良好。",
    "小组成员增至13名。", "政务公开领导小组有成员单位23个。", "第一，加强领导；第二，完善制度。", "一是认识不到位；二是队伍不强。",
    "“双随机、一公开”检查覆盖率100%。", "政务服务事项网上可办率达99.8%。", "在15个工作日内答复。", "梳理事项目录26个领域。", "",
    "收到行政许可申请35件。", "组织消防演练3次，参加人员200人。", "会议时间缩短30%。", "办理人大代表建议、政协提案共34件。", "行政复议和行政诉讼共3件。", "安全生产整改通知书20份。", "微信公众号发布招聘公告12条。",
    "行政许可按时办结率100%。", "作出行政处罚决定512件。", "新增政务新媒体账号3个。", "解读政策文件12件。", "开展消防培训3次。",
]  # fmt: skip


@pytest.mark.parametrize("sentence", OTHERS, ids=[sentence[:16] for sentence in OTHERS])
def test_numbers_of_other_things_are_left_alone(sentence: str) -> None:
    assert figures(sentence) == []


def test_plans_and_problems_are_not_read() -> None:
    assert figures("主动公开政府信息120条。", "problems") == []
    assert figures("主动公开政府信息120条。", "statistics") == []


def test_rows_of_tables_are_not_prose() -> None:
    assert figures("主动公开政府信息\t120条\n行政规范性文件\t12件") == []


def test_level_two_does_not_count_again() -> None:
    parts = [Section(0, 1, "一、", "overview", "公开政策文件64件。"), Section(1, 2, "（一）", "other", "公开政策文件64件。")]
    assert len(read_figures(parts)) == 1


def test_a_figure_that_is_said_again_has_a_row_for_each_place() -> None:
    parts = [Section(n, 1, "一、", "overview", "政务微博320条。") for n in range(2)]
    assert [(figure.position, figure.value) for figure in read_figures(parts)] == [(0, 320), (1, 320)]


def test_a_figure_brings_its_sentence_and_the_unit_of_its_row() -> None:
    (figure,) = read_figures([Section(0, 1, "", "other_matters", "前一句。应收费总额2800元。后一句。")])
    assert (figure.value, figure.unit, figure.snippet) == (0.28, "万元", "应收费总额2800元。")


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for figure in read_figures([Section(0, 1, "", "overview", text)]):
        assert figure.snippet in text.replace("\r", "\n") or figure.snippet


# --- the seeds

SEEDS = [
    ("000", {("disclosed_total", 301), ("normative_documents_disclosed", 64), ("dynamic_items", 237), ("channel_wechat", 1053), ("channel_weibo", 1510), ("applications_received", 7)}),
    ("001", {("key_field_items", 1381), ("interpretations", 46), ("npc_proposals", 65), ("cppcc_proposals", 81), ("channel_weibo", 5475), ("channel_wechat", 1128), ("channel_website", 24156), ("channel_media_total", 9535), ("channel_archive", 1311)}),
    ("002", {("npc_proposals", 18), ("cppcc_proposals", 16), ("proposal_completion_rate", 100)}),
    ("003", {("channel_wechat", 230), ("channel_wechat", 233), ("channel_website", 165), ("applications_answered", 153), ("applications_carried_forward", 5), ("reviews", 2), ("suits", 1), ("fee_notices", 3), ("fee_due_wan", 0.28)}),
    ("004", {("channel_website", 18613), ("normative_documents_disclosed", 32), ("penalty_results", 7327), ("power_list_items", 3192), ("messages_answered", 6198), ("applications_answered", 533), ("applications_granted", 270), ("applications_partially_granted", 55), ("satisfaction_rate", 92.5)}),
]  # fmt: skip


@pytest.mark.shared
@pytest.mark.parametrize(("seed", "expected"), SEEDS, ids=[case[0] for case in SEEDS])
def test_the_numbers_of_the_seeds_are_found(shared: Path, seed: str, expected: set[tuple[str, float]]) -> None:
    (path,) = (shared / "seeds").glob(f"{seed}_*.txt")
    found = read_figures(split_sections(read_page(path.read_bytes()).blocks))
    assert expected <= {(figure.key, figure.value) for figure in found}
