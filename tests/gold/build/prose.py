"""Sentences of the gold reports with the figures that they state; written for these tests and for nothing else."""

# ruff: noqa: E501 (a row is a sentence; wide characters count twice)

import random
import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from tests.gold.build.tables import Values
from tests.gold.model import Ref, Said


class Sentence(NamedTuple):
    """Words with places for figures, `{key:low-high}`; `{key:low-high:cn}` is printed in Chinese numerals."""

    part: str
    words: str


SENTENCES = tuple(
    Sentence(*row)
    for row in (
        ("主动公开", "去年以来{self}坚持应公开尽公开，在政府门户网站发布信息{channel_website:120-9000}条。"),
        ("主动公开", "依托微信公众号推送稿件{channel_wechat:60-2000}篇，阅读量{page_views:2-90:wan}次。"),
        ("主动公开", "官方微博全年发布动态{channel_weibo:30-900}条。"),
        ("主动公开", "为便于群众理解，制作发布政策解读材料{interpretations:3-90}篇，其中图文解读占多数。"),
        ("主动公开", "先后召开新闻发布会{press_conferences:1-12}场、开展在线访谈{online_interviews:1-9}期。"),
        ("主动公开", "围绕群众关心的问题，回应社会关切{hot_issue_responses:5-200}次。"),
        ("主动公开", "各村公开栏张贴公开信息{channel_display:20-400}条，方便老年人查看。"),
        ("主动公开", "累计主动公开政府信息{disclosed_total:200-20000}条。"),
        ("主动公开", "办理人大代表建议{npc_proposals:2-99}件、政协提案{cppcc_proposals:2-99}件，办理结果全部上网。"),
        ("主动公开", "网站互动栏目全年办理群众留言{messages_answered:9-800}件。"),
        ("主动公开", "就民生政策草案公开征集意见，共收到意见建议{opinions_collected:8-300}条。"),
        ("主动公开", "公开重点领域信息{key_field_items:50-900}条，涵盖就业、教育和医疗。"),
        ("主动公开", "公开行政处罚结果{penalty_results:10-700}条。"),
        ("主动公开", "公开政策文件{policy_documents:5-120}件。"),
        ("主动公开", "政务微信公众号关注用户{followers:1000-99999}人。"),
        ("监督保障", "年内举办业务培训班{training_sessions:2-9}期，培训{people_trained:40-900}人次。"),
        ("监督保障", "分管负责同志主持召开政府信息公开工作推进会{meetings:2-8:cn}次。"),
        ("监督保障", "聘请社会监督员{supervisors:5-30}名，随机抽查栏目更新情况。"),
        ("监督保障", "对更新不及时的单位下发整改通知{rectification_notices:2-40}份，责任到人。"),
        ("监督保障", "配备政府信息公开专职人员{staff:2-30}人。"),
        ("监督保障", "第三方测评显示社会公众满意率为{satisfaction_rate:900-999:tenth}%。"),
        ("政府信息管理", "动态调整权责清单，现有权责清单事项{power_list_items:300-5000}项。"),
        ("政府信息管理", "由专人负责信息的采集、校对和归档，做到底数清楚、调用方便。"),
        ("平台建设", "门户网站新设专栏{special_columns:2-12}个，页面加载更快。"),
        ("平台建设", "清理整合后，现有政务新媒体账号{new_media_accounts:3-40}个。"),
        ("平台建设", "全市整合关停网站{websites_closed:2-30}个。"),
        ("平台建设", "栏目设置进一步向基层倾斜，查找路径明显缩短。"),
    )
)
DECOYS = (
    "服务大厅设有综合窗口18个。", "栏目访问效率比上年提高了12.5%。", "为企业减负3.6亿元的经验得到推广。",
    "走访沿街商户46家，发放联系卡。", "第3季度完成了页面改版。", "便民热线12345全天有人值守。",
    "下一步计划组织应急演练2次。", "辖区共有15个村、3个社区。", "工作专班由7个科室组成。",
)  # fmt: skip
TOPICS = ("主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障")
PROBLEMS = (
    "从自查情况看，仍有两方面不足：部分栏目内容偏少，个别同志对条例的理解还不深入。下一步将充实栏目内容，把条例学习列入日常安排。",
    "工作中也看到，解读的形式比较单一，基层人手偏紧。今后将丰富图解、短视频等方式，加强与业务科室的配合。",
    "主要差距在于公开与群众期待尚有距离，检索不够方便。将优化检索功能，广泛听取意见，逐项改进。",
)
MATTERS = ("本年度没有其他需要报告的事项。", "除上述内容外，无其他需要报告的事项。")
OPENINGS = (
    "{year}年，{self}按照上级部署，把公开透明贯穿工作全过程，群众的知情权得到较好保障。",
    "一年来，{self}以便民利民为出发点，规范流程、压实责任，政府信息公开工作平稳推进。",
    "{year}年，{self}围绕中心、服务大局，持续推动权力在阳光下运行。",
)
PLACE = re.compile(r"\{(\w+):(\d+)-(\d+)(?::(\w+))?\}")
DIGITS = "零一二三四五六七八九"


class Written(NamedTuple):
    """Prose with its figures."""

    text: str
    said: tuple[Said, ...]


def write(words: str, rng: random.Random, me: str, year: int) -> Written:
    """Fill the places of a sentence."""
    said: list[Said] = []

    def put(match: re.Match[str]) -> str:
        key, low, high, style = match[1], int(match[2]), int(match[3]), match[4]
        drawn = rng.randint(low, high)
        shown, value = _style(drawn, style)
        said.append(Said(key, value))
        return shown

    text = PLACE.sub(put, words.replace("{self}", me).replace("{year}", str(year)))
    return Written(text, tuple(said))


def _style(drawn: int, style: str | None) -> tuple[str, int | float]:
    if style == "cn":
        return ("两" if drawn == 2 else DIGITS[drawn]), drawn
    if style == "wan":
        return f"{drawn}.5万", drawn * 10_000 + 5_000
    if style == "tenth":
        return f"{drawn / 10:g}", drawn / 10
    return str(drawn), drawn


def topic(part: str, rng: random.Random, me: str, year: int) -> Written:
    """A paragraph on one sub-topic of the overview."""
    own = [item.words for item in SENTENCES if item.part == part]
    chosen = rng.sample(own, min(len(own), 5 if part == "主动公开" else 2)) or ["办理流程进一步规范。"]
    if rng.random() < 0.5:
        chosen.insert(rng.randint(0, len(chosen)), rng.choice(DECOYS))
    return join(write(words, rng, me, year) for words in chosen)


def join(pieces: Iterator[Written]) -> Written:
    """Sentences as one paragraph."""
    all_pieces = tuple(pieces)
    return Written("".join(item.text for item in all_pieces), tuple(said for item in all_pieces for said in item.said))


REQUESTS: tuple[tuple[str, Callable[[Mapping[str, int]], bool]], ...] = (
    (
        "全年新收政府信息公开申请{applications_received}件，上年结转{applications_carried_over}件，办结{applications_answered}件，结转下年度{applications_carried_forward}件。",
        lambda n: True,
    ),
    (
        "全年收到政府信息公开申请{applications_received}件。其中，予以公开{applications_granted}件，部分公开{applications_partially_granted}件。",
        lambda n: n["applications_received"] > 0,
    ),
    ("共收到公民、法人和其他组织提出的政府信息公开申请{applications_received}件。", lambda n: True),
)
ROWS = {
    "applications_received": "new_requests", "applications_carried_over": "carried_over", "applications_answered": "total_handled",
    "applications_carried_forward": "carried_forward", "applications_granted": "granted",
    "applications_partially_granted": "partially_granted",
}  # fmt: skip


def requests(values: Values, rng: random.Random) -> Written:
    """What the prose says of the requests, as the table has it."""
    numbers = {key: int(values[Ref("applications", row, "total")].value or 0) for key, row in ROWS.items()}
    words = rng.choice([words for words, fits in REQUESTS if fits(numbers)])
    keys = re.findall(r"\{(\w+)\}", words)
    return Written(words.format(**numbers), tuple(Said(key, numbers[key]) for key in keys))


FREE = {
    "概述": ("{self}高度重视信息公开，明确了分管领导和责任科室。", "举办业务培训{training_sessions:1-6}期。", "现有专职人员{staff:1-9}名。"),
    "主动公开": (
        "全年累计主动公开政府信息{disclosed_total:300-9000}条。", "其中，通过政府网站公开信息{channel_website:100-290}条。",
        "编印政府公报，通过政府公报公开信息{channel_gazette:10-90}条。", "广播电视播发公开信息{channel_broadcast:10-80}条。",
        "公共查阅点接待查阅{readers_served:20-600}人次。", "公开规范性文件{normative_documents_disclosed:2-30}件。",
    ),
    "申请": ("全年共收到政府信息公开申请{applications_received:20-80}件。", "其中，网上申请{applications_online:5-15}件，信函申请{applications_letter:1-5}件。", "所有申请均在规定时限内答复。"),
    "收费": ("本年度没有收取任何费用。", "依法减免了困难群众的检索、复制费用。"),
    "复议": ("全年发生因政府信息公开引起的行政复议{reviews:2-9}件，行政诉讼{suits:1-5}件。", "本年度未发生因政府信息公开引起的行政复议和行政诉讼。"),
}  # fmt: skip


def free(part: str, rng: random.Random, me: str, year: int) -> Written:
    """A paragraph of a report in the free form."""
    own = FREE[part]
    chosen = (rng.choice(own),) if part in {"收费", "复议"} else own
    return join(write(words, rng, me, year) for words in chosen)
