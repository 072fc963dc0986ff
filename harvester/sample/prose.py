"""Sentences of the sample reports: nine tenths template, as in reality, with seeded choices and counted figures."""

import random
import re
from collections.abc import Mapping

from harvester.sample.model import Figure

SLOT = re.compile(r"\{(?P<key>\w+)(?::(?P<unit>[^}]+))?\}")
SCALES = {"万次": (10_000, "次"), "万人": (10_000, "人"), "余条": (1, "条")}

OPENING = (
    "{year}年，{agency}认真执行《中华人民共和国政府信息公开条例》，围绕群众最关心的事项扎实推进公开工作，现将有关情况报告如下。",
    "{year}年，{we}坚持以公开为常态、不公开为例外，把政府信息公开融入日常工作，公开的质量和时效都有新的提高。",
    "一年来，{we}按照上级关于政务公开的部署，明确分管领导和承办科室，规范流程、压实责任，各项公开任务落实到位。",
    "{year}年，{we}聚焦企业和群众办事需要，梳理公开事项，改进公开方式，政府信息公开工作平稳有序开展。",
    "{year}年，{we}把信息公开作为转变作风、接受监督的重要抓手，健全制度、充实内容、拓宽渠道，取得了较好成效。",
    "在上级政务公开主管部门的指导下，{we}围绕中心、服务大局，以清单管理推动公开事项逐项落实，现将{year}年度工作报告如下。",
    "{year}年，{we}把群众看得到、听得懂、用得上作为衡量标准，持续提升政府信息公开的规范化水平。",
    "{year}年，{we}紧扣年度重点任务，健全公开机制、细化公开内容，较好完成了各项工作。",
)
PROACTIVE = (
    "全年通过政府网站公开政府信息{channel_website:条}，内容涵盖机构职能、财政资金、民生实事等方面。",
    "全年主动公开政府信息{disclosed_total:条}，及时更新机构简介、领导分工以外的工作职责和办事指南等内容。",
    "通过微信公众号发布信息{channel_wechat:条}，通过政务微博发布信息{channel_weibo:条}，方便群众随时了解政策。",
    "围绕新出台的政策，发布政策解读{interpretations:篇}，用问答和图表说明政策的适用对象和办理方式。",
    "就重要决策草案公开征求意见{consultations:件}，收集意见{opinions_collected:条}，采纳情况一并向社会反馈。",
    "召开新闻发布会{press_conferences:场}，围绕热点主动说明情况、回答提问。",
    "公开重点领域信息{key_field_items:条}，其中义务教育、社会救助、医疗保障等栏目更新较快。",
    "在便民服务大厅设置公开栏和电子屏，滚动播放办事流程，村（社区）公开栏按月更新。",
    "全年通过政务新媒体公开信息{channel_new_media:条}，对涉企政策实行集中发布、分类推送。",
    "对照基层政务公开标准目录，逐项核对公开内容，补充完善民生领域的办事流程和服务承诺。",
    "公开行政许可结果{licence_results:条}，公开行政处罚结果{penalty_results:条}，均在规定时限内上网。",
    "办理网民留言{messages_answered:件}，回复内容经审核后在网站公布。",
)
REQUESTS = (
    "全年收到政府信息公开申请{applications_received:件}，上年结转申请{applications_carried_over:件}，均按规定登记、办理和答复。",
    "全年新收政府信息公开申请{applications_received:件}，办理过程严格执行审核和保密审查程序。",
    "本年度收到依申请公开{applications_received:件}，主要涉及征地拆迁、规划建设和社会保障等内容。",
)
REQUEST_RESULTS = (
    "其中予以公开{applications_granted:件}，部分公开{applications_partially_granted:件}，不予公开{applications_denied:件}。",
    "从办理结果看，予以公开{applications_granted:件}，无法提供{applications_unable:件}。",
    "全部申请均在法定期限内答复，按时办结率{answer_on_time_rate:%}。",
    "申请渠道以网络和信函为主，答复文书统一编号、统一归档。",
)
REQUEST_FORWARD = ("年末尚有部分申请未到答复期限，结转下年度继续办理{applications_carried_forward:件}。",)
NO_REQUESTS = (
    "全年未收到政府信息公开申请。",
    "本年度没有收到公民、法人或者其他组织提出的政府信息公开申请。",
)
MANAGEMENT = (
    "严格落实信息发布“三审三校”，对已公开的信息定期清理，发现过时内容及时更正或者撤下。",
    "完善公文公开属性认定机制，拟稿时同步注明公开、依申请公开或者不予公开，并说明理由。",
    "对照国家秘密、商业秘密和个人隐私的保护要求，逐条审查拟公开的内容，全年没有发生泄密事件。",
    "开展行政规范性文件集中清理，清理结果在网站专栏公布，失效文件加注标识。",
    "建立信息公开台账，明确每类信息的责任科室、更新周期和审核人。",
    "推行公开信息全流程留痕，从起草、审核到发布均有记录，便于追溯和纠错。",
    "按季度开展规范性文件效力核查，对继续有效、修改和废止的文件分别标注。",
    "对涉及个人隐私的名单类信息作必要的遮挡处理，既保证公开又保护当事人权益。",
)
PLATFORM = (
    "优化门户网站公开专栏，调整栏目{special_columns:个}，检索和下载更加方便。",
    "对政务新媒体账号进行核查，目前正常运行的政务新媒体账号{new_media_accounts:个}。",
    "网站完成适老化改造，页面支持语音朗读、大字显示和键盘操作。",
    "在图书馆、档案馆和政务服务大厅设立查阅点，配备电脑和专人，免费提供查询和打印服务。",
    "网站全年访问量{page_views:万次}，比上年有所增加，群众反映的错链和错字得到及时处理。",
    "完善政府信息公开专栏的检索功能，支持按年份、文号和关键词查找。",
    "推动村级公开与网站公开衔接，村民可以通过手机扫码查看惠农补贴发放情况。",
)
SUPERVISION = (
    "举办业务培训{training_sessions:期}，培训{people_trained:人次}，重点讲解申请办理和文书制作。",
    "把公开工作纳入年度考核，实行季度抽查、年底评估，对发现的问题发出整改通知{rectification_notices:份}。",
    "召开政务公开工作推进会{meetings:次}，研究解决栏目更新不及时、解读不充分等问题。",
    "邀请社会监督员对公开工作进行评议，群众满意率为{satisfaction_rate:%}，全年未发生需要追究责任的情形。",
    "设立监督电话和意见信箱，安排专人收集、转办和回复。",
    "把政务公开知识纳入新录用人员培训内容，安排以案释法和现场答疑。",
    "建立读网制度，由专人每日巡查网站和新媒体，发现错漏即时处理。",
    "聘请社会监督员{supervisors:名}，定期听取对公开工作的意见建议。",
)
PROBLEMS = (
    "一是个别科室主动公开的意识还不够强，信息报送有时不够及时；二是政策解读形式较为单一，群众看不懂的情况仍然存在。",
    "主要问题有：公开内容与群众期待还有差距，基层承办人员变动较频繁，业务熟悉程度参差不齐。",
    "仍存在一些不足：部分栏目更新不均衡，答复申请时释法说理不够充分，跨部门信息共享不够顺畅。",
    "当前的不足主要在于，重点领域信息的颗粒度不够细，新媒体平台的互动性有待加强。",
    "一年来工作取得一定成绩，但也应看到，解读材料的针对性不强，公开渠道的整合程度有待提高。",
    "存在的主要问题：一是公开的深度不够，二是队伍的稳定性不够，三是与群众的互动不够。",
    "去年报告中提到的栏目更新不及时问题已基本解决，但新情况下信息研判和统筹发布能力仍显不足。",
)
IMPROVEMENTS = (
    "下一步，将加强业务培训和岗位交流，提高承办人员依法办理的能力。",
    "下一步，将细化公开标准，按季度通报更新情况，督促责任单位及时补齐内容。",
    "今后将丰富解读形式，多用图示、案例和视频，让政策更易懂、好用。",
    "下一步，将完善会商机制，对疑难申请集体研究，提升答复的规范性。",
    "下一步，将建立问题清单和整改台账，逐项明确责任单位和完成时限。",
    "下一步，将拓宽意见征集渠道，认真吸收合理建议，并把采纳情况反馈给提出人。",
    "今后将推进公开平台的互联互通，减少重复录入，提高发布效率。",
)
OTHERS = (
    "无其他需要报告的事项。",
    "无。",
    "按照《政府信息公开信息处理费管理办法》，本年度未收取信息处理费。",
    "本年度没有发出信息处理费收费通知，没有收取信息处理费。办理人大代表建议{npc_proposals:件}、政协提案{cppcc_proposals:件}，办理结果已公开。",
    "全年办理人大代表建议{npc_proposals:件}，政协委员提案{cppcc_proposals:件}，均已按时答复。",
    "无其他需要说明的事项。",
    "本年度未产生信息处理费，没有其他需要报告的事项。",
)
FEES_2008 = (
    "全年未收取任何与政府信息公开有关的费用，查阅、复制均免费提供。",
    "本机关依申请提供政府信息没有收费，也没有减免费用的情形。",
)
DISPUTES_NONE = (
    "本年度没有发生因政府信息公开申请行政复议、提起行政诉讼的情况。",
    "全年未发生涉及政府信息公开的行政复议和行政诉讼。",
)
DISPUTES_SOME = ("全年发生涉及政府信息公开的行政复议{reviews:件}、行政诉讼{suits:件}，均已依法办理。",)
CHANNELS_2008 = (
    "全年主动公开政府信息{disclosed_total:条}，其中通过政府网站公开{channel_website:条}，通过政府公报公开{channel_gazette:条}。",
    "截至年底，主动公开政府信息{disclosed_total:条}，其中政府网站公开{channel_website:条}，其他方式公开{channel_other:条}。",
)
GUIDE_2008 = (
    "按照国家、省、市的要求，编制了政府信息公开指南和目录，明确了公开的范围、形式和时限。",
    "成立了由主要负责同志任组长的政府信息公开工作领导小组，确定{staff:名}工作人员具体负责日常工作。",
    "制定了保密审查、责任追究和社会评议等制度，做到公开有依据、审查有程序、监督有办法。",
    "在公共服务场所设置了信息公开栏，同时利用广播、宣传车等群众习惯的方式公开惠农政策。",
)


def _printed(value: int | float, unit: str) -> str:
    scale, _ = SCALES.get(unit, (1, unit))
    shown = value / scale
    return f"{int(shown) if shown == int(shown) else round(shown, 2)}{unit}"


def fill(template: str, values: Mapping[str, int | float | str]) -> tuple[str, list[Figure]]:
    """Put values into a sentence and say which figures it now states.

    >>> fill("发布解读{interpretations:篇}。", {"interpretations": 4})
    ('发布解读4篇。', [Figure(key='interpretations', value=4, unit='篇')])
    """
    figures: list[Figure] = []

    def put(match: re.Match[str]) -> str:
        value, unit = values[match["key"]], match["unit"]
        if unit is None or isinstance(value, str):
            return str(value)
        figures.append(Figure(match["key"], value, SCALES.get(unit, (1, unit))[1]))
        return _printed(value, unit)

    return SLOT.sub(put, template), figures


class Writer:
    """Writes paragraphs and keeps count of the figures in the order they are stated."""

    def __init__(self, rng: random.Random, values: Mapping[str, int | float | str]) -> None:
        self.rng = rng
        self.values = values
        self.figures: list[Figure] = []

    def write(self, *templates: str) -> str:
        """Fill some sentences and join them into a paragraph."""
        sentences = []
        for template in templates:
            sentence, figures = fill(template, self.values)
            self.figures += figures
            sentences.append(sentence)
        return "".join(sentences)

    def some(self, templates: tuple[str, ...], count: int) -> str:
        """A paragraph of `count` sentences drawn without repetition, in their given order."""
        chosen = sorted(self.rng.sample(range(len(templates)), min(count, len(templates))))
        return self.write(*(templates[index] for index in chosen))
