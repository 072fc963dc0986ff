"""Every word of the site in English and Chinese, and how a visitor's language is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from harvester.web.rules import RULES

Language = Literal["en", "zh"]
COOKIE = "harvester_lang"

MESSAGES: Mapping[str, tuple[str, str]] = {
    # Frame
    "site": ("Annual Report Harvester", "政府信息公开年报库"),
    "skip": ("Skip to content", "跳到正文"),
    "home": ("Overview", "总览"),
    "reports": ("Reports", "年报"),
    "search": ("Search", "检索"),
    "lists": ("To look at", "待查清单"),
    "data": ("Data and API", "数据与接口"),
    "language": ("中文", "English"),
    "language_label": ("切换为中文", "Switch to English"),
    "navigation": ("Main navigation", "主导航"),
    "footer": (
        "Read-only. What is shown was printed by the agencies; a blank is not a zero, and what could not be read is left out.",
        "只读。所示均为各机关所公布的内容；空白不等于零，无法确认的数字不予收录。",
    ),
    "not_found": ("Nothing is stored at this address", "此地址没有内容"),
    "not_found_hint": ("Search for an agency, or go back to the overview.", "请检索机关名称，或返回总览。"),
    "trouble": ("The database cannot be read at the moment", "数据库暂时无法读取"),
    "previous": ("Previous", "上一页"),
    "next": ("Next", "下一页"),
    "page_of": ("Page {page}", "第 {page} 页"),
    "as_data": ("The same as data", "以数据形式查看"),
    "all": ("all", "全部"),
    "show": ("Show", "显示"),
    "none": ("None.", "无。"),
    "unknown": ("unknown", "不详"),
    # Overview
    "home_title": ("Annual reports on disclosure of government information", "政府信息公开工作年度报告"),
    "home_lead": (
        "{reports} reports of {agencies} agencies, {first} to {last}. Every number leads to its place in the stored original.",
        "收录 {agencies} 个机关 {first}—{last} 年的年度报告 {reports} 份。每个数字都可追溯到所存原文中的位置。",
    ),
    "home_empty": ("No report is stored yet.", "尚未收录任何年报。"),
    "search_placeholder": ("Agency or words of a report, e.g. 行政复议", "机关名称或报告中的词语，如：行政复议"),
    "coverage": ("Coverage by province and year", "各省各年收录情况"),
    "coverage_note": (
        "Number of current reports. A dash means that none is stored; open a number for the list.",
        "数字为现行版本的年报份数；“–”表示未收录。点击数字查看清单。",
    ),
    "coverage_empty": ("Not one report is stored of: {places}.", "以下地区尚无一份年报：{places}。"),
    "province": ("Province", "省份"),
    "year": ("Year", "年度"),
    "total": ("Total", "合计"),
    "no_province": ("Place unknown", "地区不详"),
    "grid_cell": ("{place}, {year}: {count} reports", "{place} {year} 年：{count} 份"),
    "entry_points": ("Where to start", "从这里开始"),
    "list_late": ("Published late", "逾期发布"),
    "list_late_note": ("Reports dated after the legal day of publication", "发布日期晚于法定期限的年报"),
    "list_missing": ("Missing", "缺失"),
    "list_missing_note": ("Expected by site and year, not found, with the reason", "按网站和年度应有而未收到的年报及原因"),
    "list_contradictory": ("Contradictory", "自相矛盾"),
    "list_contradictory_note": ("Numbers that do not add up or that the text denies", "数字不符合勾稽关系或与文字不一致"),
    "list_copied": ("Copied", "雷同"),
    "list_copied_note": (
        "Text or tables repeated from last year or from another agency (found by “harvester check”)",
        "文字或表格与上年或其他机关雷同（由 harvester check 得出）",
    ),
    "totals": ("In this database", "库内数据"),
    "count_cells": ("table cells", "表格数据"),
    "count_figures": ("numbers in prose", "文中数字"),
    "count_captures": ("stored pages and files", "存档原件"),
    "count_sites": ("sites", "网站"),
    # Reports
    "reports_title": ("Reports", "年报清单"),
    "agency": ("Agency", "机关"),
    "agency_type": ("Kind of agency", "机关类别"),
    "published": ("Published", "发布日期"),
    "format": ("Format", "格式"),
    "quality": ("Quality", "质量"),
    "place": ("Place", "地区"),
    "type_government": ("government", "政府"),
    "type_office": ("general office", "办公厅（室）"),
    "type_department": ("department", "部门"),
    "type_township": ("township", "乡镇"),
    "type_subdistrict": ("subdistrict", "街道"),
    "type_other": ("other", "其他"),
    # One report
    "report_of": ("{agency}: annual report {year}", "{agency} {year} 年政府信息公开工作年度报告"),
    "version_n": ("version {number}", "第 {number} 版"),
    "current": ("current", "现行"),
    "superseded": ("A newer version of this report is stored.", "本报告已有更新的版本。"),
    "see_current": ("See it", "查看现行版"),
    "original": ("Stored original", "存档原件"),
    "original_hint": (
        "Click a number, a sentence or a heading: its place is lit up here. The stored page is shown without scripts, images and addresses.",
        "点击左侧的数字、句子或标题，即在此处标出其位置。存档页面已去除脚本、图片和链接。",
    ),
    "original_frame": ("Stored original of the report", "年报存档原件"),
    "as_served": ("As served", "原始页面"),
    "as_read": ("As read", "解析结果"),
    "download": ("Download the stored file", "下载存档文件"),
    "web_address": ("Address", "网址"),
    "archived_copy": ("from a web archive", "来自网页存档"),
    "captured": ("Captured", "抓取时间"),
    "no_capture": ("No original is stored with this report.", "本报告没有存档原件。"),
    "tables": ("Tables", "表格"),
    "sections": ("Text", "正文"),
    "figures": ("Numbers in the text", "文中数字"),
    "checks": ("Checks", "校验"),
    "versions": ("Versions", "版本"),
    "sightings": ("Where it was seen", "出现网址"),
    "details": ("Details", "基本信息"),
    "on_this_page": ("On this page", "本页内容"),
    "checks_summary": ("{passed} of {decided} checks that could be decided hold.", "可判定的 {decided} 项校验中，{passed} 项通过。"),
    "checks_failed_here": ("What does not hold", "未通过的校验"),
    "checks_none": ("Every check that could be decided holds.", "可判定的校验全部通过。"),
    "check_n": ("Check {number}", "校验 {number}"),
    "expected": ("expected", "应为"),
    "found": ("found", "实为"),
    "level_error": ("error", "错误"),
    "level_warning": ("warning", "警告"),
    "level_info": ("note", "提示"),
    "verdict_source": ("in the report itself", "报告本身的问题"),
    "verdict_parse": ("in our reading", "解析的问题"),
    "verdict_unsure": ("not decided whose fault", "责任未定"),
    "state_blank": ("blank in the original", "原文空白"),
    "state_dash": ("a dash in the original", "原文为横线"),
    "state_missing": ("not read: no certain value", "未收录：无法确认"),
    "state_not_applicable": ("not applicable, says the original", "原文注明不适用"),
    "state_none_word": ("the word 无 in the original", "原文为“无”"),
    "state_text": ("words in the original", "原文为文字"),
    "legend": ("· blank in the original  ？ not read with certainty  ✎ corrected by a person", "·  原文空白  ？ 无法确认，未收录  ✎ 人工更正"),
    "corrected_cell": ("corrected by {author}: {reason}", "{author} 更正：{reason}"),
    "other_cells": ("Further cells", "其他数据"),
    "cell": ("Cell", "单元格"),
    "value": ("Value", "数值"),
    "no_tables": ("No statutory table was read from this report.", "本报告未读出法定表格。"),
    "table_not_read": ("This table was not found in the report.", "报告中未找到此表。"),
    "indicator": ("Indicator", "指标"),
    "sentence": ("Sentence", "所在句子"),
    "unit": ("Unit", "单位"),
    "show_place": ("show its place in the original", "在原件中显示"),
    "period": ("Period", "报告期间"),
    "repairs": ("Repairs made", "修复记录"),
    "contact": ("Contact", "联系方式"),
    "attachments": ("Attached files", "附件"),
    "first_seen": ("First seen", "首次发现"),
    "last_seen": ("Last seen", "最近一次"),
    "kind": ("Kind", "类型"),
    "kind_original": ("original", "原始页面"),
    "kind_mirror": ("mirror", "镜像"),
    "kind_repost": ("repost", "转载"),
    "kind_print": ("print view", "打印页"),
    "kind_mobile": ("mobile page", "移动版"),
    "kind_attachment": ("file", "文件"),
    "status_live": ("live", "有效"),
    "status_gone": ("gone", "已失效"),
    "status": ("Status", "状态"),
    "compare_with_previous": ("Compare with {year}", "与 {year} 年比较"),
    "compare_versions": ("Compare with this version", "与本版比较"),
    "agency_years": ("All years of this agency", "该机关历年年报"),
    "json": ("JSON", "JSON"),
    # Agency
    "agency_lead": ("{count} reports, {first} to {last}", "{first}—{last} 年，共 {count} 份"),
    "holes": ("No report is stored for {years}.", "{years} 年没有收录年报。"),
    "hole": ("no report", "无年报"),
    "charts": ("Year by year", "历年变化"),
    "chart_note": (
        "Each point opens its evidence. A gap in a line is a year without a certain number; shaded years have no report.",
        "点击数据点查看依据。折线中断表示该年没有可确认的数字，阴影表示该年没有年报。",
    ),
    "chart_applications": ("Requests", "依申请公开"),
    "chart_outcomes": ("Outcomes of requests", "申请办理结果"),
    "chart_disputes": ("Reviews and lawsuits", "行政复议与行政诉讼"),
    "chart_disclosures": ("Proactive disclosure", "主动公开"),
    "chart_table": ("The numbers of this chart", "图中数据"),
    "compare_years": ("Compare two years", "比较两年"),
    "compare": ("Compare", "比较"),
    "from": ("from", "从"),
    "to": ("to", "到"),
    "series_new_requests": ("New requests", "新收申请"),
    "series_total_handled": ("Handled", "办结"),
    "series_carried_forward": ("Carried forward", "结转下年"),
    "series_granted": ("Granted", "予以公开"),
    "series_partially_granted": ("Partly granted", "部分公开"),
    "series_denied": ("Refused", "不予公开"),
    "series_unable": ("Unable to provide", "无法提供"),
    "series_not_processed": ("Not processed", "不予处理"),
    "series_other": ("Other handling", "其他处理"),
    "series_reviews": ("Reviews", "行政复议"),
    "series_reviews_corrected": ("Reviews: corrected", "复议纠正"),
    "series_suits": ("Lawsuits", "行政诉讼"),
    "series_suits_corrected": ("Lawsuits: corrected", "诉讼纠正"),
    "series_documents": ("Normative documents issued", "制发规范性文件"),
    "series_licensing": ("Licensing decisions", "行政许可"),
    "series_penalty": ("Penalty decisions", "行政处罚"),
    "series_compulsion": ("Compulsion decisions", "行政强制"),
    # Comparison
    "compare_title": ("What changed", "变化对照"),
    "cells_differ": ("{count} cells differ, {same} do not.", "{count} 个单元格不同，{same} 个相同。"),
    "before": ("Before", "之前"),
    "after": ("After", "之后"),
    "row": ("Row", "行"),
    "column": ("Column", "列"),
    "blank": ("(blank)", "（空白）"),
    "unchanged": ("{count} unchanged sentences", "{count} 句没有变化"),
    "prose": ("Text", "文字"),
    "change_same": ("unchanged", "没有变化"),
    "change_year": ("only the year changed", "仅年份变化"),
    "change_numbers": ("numbers changed", "数字变化"),
    "change_reworded": ("reworded", "改写"),
    "change_moved": ("moved", "移动"),
    "change_added": ("new", "新增"),
    "change_removed": ("gone", "删除"),
    "no_sentence": ("No sentence to compare.", "没有可比较的文字。"),
    # Search
    "search_title": ("Search", "检索"),
    "search_button": ("Search", "检索"),
    "search_hint": (
        "All terms are wanted; words in quotation marks are one phrase. One Chinese character is enough.",
        "多个词语须同时出现；引号内作为一个短语。单个汉字亦可检索。",
    ),
    "search_found": ("{count} reports for {query}", "“{query}”：{count} 份年报"),
    "search_first": ("The first {count} reports for {query}; add a word to narrow it down.", "“{query}”：显示前 {count} 份，可增加词语缩小范围。"),
    "search_nothing": ("No report contains {query}.", "没有年报包含“{query}”。"),
    # Brief and notice
    "brief_title": ("{region}: annual reports for {year}", "{region} {year} 年政府信息公开年报简报"),
    "brief_lead": ("{reports} reports are stored; {found} of {expected} expected site years were found.", "收录年报 {reports} 份；应有 {expected} 个网站年度，已收 {found} 个。"),
    "brief_groups": ("Sums and rankings", "汇总与排名"),
    "brief_groups_note": (
        "Only agencies of one level and kind are added up and compared, for a government counts its units in. A sum covers the reports that state a certain number: n of m.",
        "仅汇总和比较同级同类机关（政府的数据包含所属单位）。汇总只计有确切数字的年报：m 份中的 n 份。",
    ),
    "brief_known": ("{known} of {reports}", "{reports} 份中 {known} 份"),
    "brief_contradictions": ("What does not add up", "不一致之处"),
    "brief_gaps": ("Missing reports", "缺失的年报"),
    "brief_late": ("Published late", "逾期发布"),
    "brief_by_year": ("Reports by year", "各年年报份数"),
    "brief_ranking": ("Most: {name}", "排名：{name}"),
    "brief_notice": ("Notice", "更正建议"),
    "brief_method": ("Numbers are those that the agencies printed; the links lead to their pages. Harvester {version}.", "数字均为各机关所公布，链接指向其原始页面。Harvester {version}。"),
    "level_name_province": ("province", "省级"),
    "level_name_prefecture": ("prefecture", "地级"),
    "level_name_county": ("county", "县级"),
    "indicator_sum": ("Sum", "合计"),
    "stated_by": ("Stated by", "有数据"),
    "notice_title": ("Correction notice", "数据更正建议"),
    "notice_to": ("To: {agency}", "致：{agency}"),
    "notice_about": ("In the report “{title}”, {count} statements do not agree with each other or with the official form.", "《{title}》中有 {count} 处数据不符合统计表的勾稽关系，或前后不一致，列示如下。"),
    "notice_source": ("Read from: {url}", "数据来源：{url}"),
    "notice_end": ("Please verify these numbers and correct the report where it is wrong.", "请予核实，如有错误请予更正。"),
    # Lists
    "due": ("Due", "法定期限"),
    "days_late": ("Days late", "逾期天数"),
    "reason": ("Reason", "原因"),
    "detail": ("Detail", "说明"),
    "website": ("Site", "网站"),
    "rule": ("Rule", "规则"),
    "what": ("What", "内容"),
    "reason_not_due": ("not due yet", "未到期限"),
    "reason_not_published": ("not published", "未发布"),
    "reason_no_column": ("no report column found", "未找到年报栏目"),
    "reason_blocked": ("blocked", "被拦截"),
    "reason_unreachable": ("unreachable", "无法访问"),
    "reason_gone": ("gone", "已撤下"),
    "reason_unreadable": ("unreadable", "无法读取"),
    "reason_budget": ("request limit reached", "达到请求上限"),
    "reason_not_crawled": ("not crawled", "未抓取"),
}  # fmt: skip


@dataclass(frozen=True)
class Words:
    """The words of the site in one language."""

    language: Language

    def __call__(self, key: str, **values: object) -> str:
        """One message; a key without a message is an error of ours.

        >>> Words("zh")("page_of", page=3)
        '第 3 页'
        """
        return MESSAGES[key][self.language == "zh"].format(**values)

    def known(self, prefix: str, key: str | None) -> str:
        """A message for a value of the database; the value itself where it has none, `unknown` for none."""
        pair = MESSAGES.get(f"{prefix}_{key}")
        return pair[self.language == "zh"] if pair else key or self("unknown")

    def rule(self, key: str) -> str:
        """The short name of a rule; the key itself where it has none."""
        pair = RULES.get(key)
        return pair[self.language == "zh"] if pair else key

    @property
    def html_lang(self) -> str:
        """The language for the `lang` attribute."""
        return "zh-CN" if self.language == "zh" else "en"


def choose_language(asked: str | None, remembered: str | None, accepted: str) -> Language:
    """The language of a visitor: what the address asks, what a cookie remembers, what the browser prefers.

    >>> choose_language(None, None, "de, zh-CN;q=0.9, en;q=0.8"), choose_language("en", "zh", "zh")
    ('zh', 'en')
    """
    for known in (asked, remembered, *_preferred(accepted)):
        if known in ("en", "zh"):
            return known  # type: ignore[return-value]  # just compared
    return "en"


def _preferred(header: str) -> list[str]:
    """The languages of an Accept-Language header, the most wanted first."""
    weighed = []
    for part in header.split(",")[:20]:
        name, _, weight = part.strip().partition(";q=")
        try:
            value = float(weight or 1)
        except ValueError:
            value = 0.0
        weighed.append((-value, name[:2].lower()))
    return [name for weight, name in sorted(weighed, key=lambda item: item[0]) if weight < 0]
