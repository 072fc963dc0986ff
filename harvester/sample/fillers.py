"""The other pages of a government site: news, notices, policies, yearly documents that only look like the report."""

import random
from collections.abc import Callable
from functools import partial

from harvester.sample.markup import paragraphs_html
from harvester.sample.model import Article, Place, dice

NEWS_TITLES = (
    "{place}召开{topic}工作推进会", "{place}{topic}工作取得阶段性进展", "{topic}：{place}的一组新数据",
    "{place}开展{topic}专项检查", "走基层：{topic}在乡村", "{place}举办{topic}培训班", "{place}部署{season}{topic}工作",
)  # fmt: skip
TOPICS = (
    "春耕备耕", "防汛", "森林防火", "营商环境", "农村公路", "饮水安全", "义务教育", "社区养老", "食品安全",
    "垃圾分类", "招商引资", "人居环境整治", "就业服务", "高标准农田", "医疗保障", "安全生产", "文化下乡",
    "城镇老旧小区改造", "秸秆综合利用", "政务服务",
)  # fmt: skip
SEASONS = ("春季", "夏季", "秋季", "冬季")
NEWS_BODY = (
    "日前，{place}围绕{topic}作出安排，要求各有关单位把任务分解到岗、到人，确保按期完成。",
    "记者在现场看到，{topic}各项措施正在有序推进，群众对身边的变化表示认可。",
    "据介绍，今年以来全{word}累计投入资金{a}万元，完成项目{b}个，惠及群众{c}户。",
    "下一步，有关部门将加强统筹协调，定期通报{topic}进展，及时解决存在的困难。",
    "工作人员深入乡镇和社区，通过走访、座谈等方式听取意见，共收集建议{b}条。",
    "会议要求，要坚持问题导向，紧盯薄弱环节，推动{topic}取得更大成效。",
)
POLICY_TITLES = (
    "{place}人民政府关于印发《{place}{topic}管理办法》的通知", "{place}人民政府办公室关于做好{year}年{topic}工作的通知",
    "{place}{topic}三年行动实施方案", "关于公布{place}{topic}项目清单的通告",
)  # fmt: skip
POLICY_BODY = (
    "各乡镇人民政府，{word}政府各部门：现将有关事项通知如下，请结合实际认真贯彻执行。",
    "第一条　为规范{topic}工作，根据有关法律、法规，结合本地实际，制定本办法。",
    "第二条　本行政区域内的{topic}活动适用本办法。",
    "第三条　主管部门负责{topic}的组织实施和监督检查，其他部门在各自职责范围内做好相关工作。",
    "第四条　对违反本办法的行为，依照有关规定处理。",
    "第五条　本办法自发布之日起施行，有效期{b}年。",
)
LOOKALIKES: dict[str, tuple[str, tuple[str, ...]]] = {
    "rule_of_law": (
        "{agency}{year}年法治政府建设年度报告",
        ("{year}年，{agency}推进依法行政，办理行政复议案件{b}件，行政机关负责人出庭应诉{b}次。",
         "坚持重大决策合法性审查，全年审查文件{a}件，政府信息公开申请的答复均经法制审核。",
         "存在的问题：基层执法力量不足。下一步将加强培训。"),
    ),
    "accounts": (
        "{agency}{year}年度部门决算公开",
        ("一、部门概况。本单位为财政全额拨款单位，纳入决算编制范围的单位{b}个。",
         "二、{year}年度收入总计{a}万元，支出总计{a}万元。", "三、“三公”经费支出{b}万元，比上年减少。"),
    ),
    "website": (
        "{agency}{year}年政府网站工作年度报表",
        ("网站名称：{agency}门户网站。独立用户访问总量{c}个，网站总访问量{a}次。",
         "信息发布总数{a}条，其中概况类{b}条、政务动态{a}条、信息公开目录{b}条。",
         "政策解读发布{b}篇，办事服务事项{a}项，收到留言{b}条，办结{b}条。"),
    ),
    "notice": (
        "关于做好{year}年度政府信息公开工作年度报告编制发布工作的通知",
        ("各乡镇人民政府，各有关单位：为做好{year}年度政府信息公开工作年度报告的编制和发布工作，现通知如下。",
         "一、各单位应于次年1月20日前完成编制，1月31日前在政府网站专栏发布。",
         "二、严格按照统一格式填写三张表格，数据之间的勾稽关系要准确，没有的填0。", "三、逾期未发布的将予以通报。"),
    ),
    "half_year": (
        "{agency}{year}年上半年政府信息公开工作总结",
        ("{year}年上半年，主动公开信息{a}条，收到申请{b}件，均已答复。", "下半年将继续完善目录，做好年度报告的准备。"),
    ),
    "system": (
        "{agency}政府信息公开工作年度报告制度",
        ("第一条　为规范政府信息公开工作年度报告的编制和发布，制定本制度。",
         "第二条　年度报告应当包括主动公开、依申请公开、复议诉讼、存在问题等内容。",
         "第三条　年度报告应当于每年1月31日前公布。"),
    ),
    "plan": (
        "{year}年{agency}政务公开工作要点",
        ("{year}年政务公开工作要围绕中心任务，抓好政策发布解读，做好依申请公开。",
         "年度报告应当按时发布，并同步更新专栏。"),
    ),
    "infographic": ("一图读懂：{agency}{year}年政府信息公开工作年度报告", ("请点击图片查看。",)),
    "guide": (
        "{agency}政府信息公开指南",
        ("为便于公民、法人和其他组织获取政府信息，编制本指南。",
         "一、公开范围和形式。二、依申请公开的方式和流程。三、监督方式。",
         "申请人可以当面、信函或者网络方式提出申请，本机关自收到申请之日起20个工作日内答复。"),
    ),
    "enterprise": (
        "{place}自来水公司{year}年公共企事业单位信息公开年度报告",
        ("{year}年，公司公开水质检测报告{b}期，停水通知{b}条。", "接到用户咨询{a}次，均已答复。"),
    ),
    "proposals": (
        "{agency}{year}年建议提案办理情况总体报告",
        ("{year}年共收到代表建议{b}件、委员提案{b}件，办结率100%。",),
    ),
}  # fmt: skip


PAGES = {
    "zrdl": (
        "{name}地处丘陵与平原过渡地带，四季分明，雨热同期。境内河流纵横，山地、岗地和平地相间分布。",
        "全{word}耕地以水田和旱地为主，主要农作物有水稻、玉米、油菜和时令蔬菜。本页文字为样例，与实际情况无关。",
    ),
    "lsyg": ("{name}历史悠久，建置几经变更。本页文字为样例，与实际情况无关。",),
    "jgzn": (
        "贯彻执行有关法律、法规和方针政策，拟订本{word}相关工作的规划和年度计划并组织实施。",
        "负责本系统的行政审批、监督检查和信息公开工作，承办{word}人民政府交办的其他事项。",
        "办公时间：工作日上午8:30至12:00，下午2:30至5:30。",
    ),
}
"""Texts of single pages by the slug of their column."""
EMPTY = ("该栏目暂无信息。",)


def page_text(place: Place, slug: str) -> str:
    """The text of a page column."""
    lines = PAGES.get(slug, EMPTY)
    return "".join(f"<p>{line.format(name=place.name, word=place.word)}</p>" for line in lines)


def _body(templates: tuple[str, ...], words: dict[str, object], seed: tuple[object, ...]) -> str:
    rng = dice("filler", *seed)
    numbers = {"a": rng.randint(100, 9000), "b": rng.randint(2, 9), "c": rng.randint(1000, 90000)}
    return paragraphs_html([template.format(**words, **numbers) for template in templates])


def _article(kind: str, title: str, published: str, source: str, body: Callable[[], str]) -> Article:
    return Article(kind, title, published, source, body)


def day(rng: random.Random, year: int, first_month: int = 1, last_month: int = 12) -> str:
    """A day of a year."""
    return f"{year}-{rng.randint(first_month, last_month):02d}-{rng.randint(1, 28):02d}"


def news(place: Place, source: str, count: int, *seed: object) -> list[Article]:
    """News items, newest first."""
    items = []
    for index in range(count):
        rng = dice("news", place.code, source, *seed, index)
        topic = rng.choice(TOPICS)
        words: dict[str, object] = {
            "place": place.name, "topic": topic, "season": rng.choice(SEASONS), "word": place.word,
        }  # fmt: skip
        title = rng.choice(NEWS_TITLES).format(**words)
        templates = tuple(rng.sample(NEWS_BODY, 4))
        body = partial(_body, templates, words, (place.code, source, *seed, index))
        items.append(_article("news", title, day(rng, rng.randint(2019, 2025)), source, body))
    return sorted(items, key=lambda item: item.published, reverse=True)


def policies(place: Place, count: int) -> list[Article]:
    """Policy documents, newest first."""
    items = []
    for index in range(count):
        rng = dice("policy", place.code, index)
        year = rng.randint(2012, 2025)
        words: dict[str, object] = {
            "place": place.name, "topic": rng.choice(TOPICS), "word": place.word, "year": year,
        }  # fmt: skip
        title = rng.choice(POLICY_TITLES).format(**words)
        body = partial(_body, POLICY_BODY, words, ("policy", place.code, index))
        items.append(_article("policy", title, day(rng, year), f"{place.name}人民政府办公室", body))
    return sorted(items, key=lambda item: item.published, reverse=True)


def lookalike(kind: str, agency: str, place: Place, year: int, month: int = 2) -> Article:
    """A page that resembles a report by its title and is none; `kind` is a key of `LOOKALIKES`."""
    title, templates = LOOKALIKES[kind]
    words: dict[str, object] = {"agency": agency, "place": place.name, "year": year, "word": place.word}
    published = f"{year + 1}-{month:02d}-{dice(kind, agency, year).randint(1, 28):02d}"
    body = partial(_body, templates, words, (kind, agency, year))
    return _article(f"lookalike:{kind}", title.format(**words), published, agency, body)
