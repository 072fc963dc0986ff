"""The documents of the gold corpus: invented reports and other pages, as blocks whose true text is known."""

import json
import random
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

TABLES = Path(__file__).resolve().parents[3] / "data" / "reference" / "tables.json"


@dataclass(frozen=True)
class Cell:
    """One printed cell of a table."""

    text: str
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True)
class Part:
    """One block of a document: heading, paragraph, table, or signature."""

    kind: str
    text: str = ""
    rows: tuple[tuple[Cell, ...], ...] = ()

    @property
    def lines(self) -> list[str]:
        """True text of the block, table rows as tab-separated cells, blank rows left out."""
        if self.kind != "table":
            return [self.text]
        return ["\t".join(cell.text for cell in row) for row in self.rows if any(cell.text for cell in row)]


@dataclass(frozen=True)
class Document:
    """A page's content as its author wrote it."""

    key: str
    title: str
    published: str
    source: str
    site: str
    column: str
    parts: tuple[Part, ...]
    site_code: str = "4405000999"
    attachments: tuple[str, ...] = ()
    also: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The true text."""
        return "\n".join(line for part in self.parts for line in part.lines)

    @property
    def table_rows(self) -> list[list[str]]:
        """Every printed table row that holds anything."""
        tables = [part for part in self.parts if part.kind == "table"]
        return [[cell.text for cell in row] for part in tables for row in part.rows if any(cell.text for cell in row)]


@cache
def layouts(generation: str) -> Any:
    return json.loads(TABLES.read_text(encoding="utf-8"))["formats"][generation]["layouts"]


def table(generation: str, layout: str, values: dict[str, str], blank: str = "") -> Part:
    """A statutory table in the official geometry with `values` by cell reference."""
    rows = []
    for printed in layouts(generation)[layout]["grid"]:
        cells = [
            Cell(values.get(c["ref"], blank) if c.get("ref") else c["text"], c["rowspan"], c["colspan"])
            for c in printed
        ]
        rows.append(tuple(cells))
    return Part("table", rows=tuple(rows))


def numbers(generation: str, rng: random.Random, scale: int) -> dict[str, str]:
    """Values for every cell: sums are not the subject of this corpus, exact survival of each cell is."""
    refs = [
        c["ref"]
        for layout in layouts(generation).values()
        for row in layout["grid"]
        for c in row
        if c.get("ref") and c["role"] == "value"
    ]
    return {
        ref: f"{rng.uniform(0, scale):.2f}" if "amount" in ref else str(rng.choice((0, 0, 0, rng.randrange(scale))))
        for ref in refs
    }


OPENINGS = (
    "本报告依照《中华人民共和国政府信息公开条例》第四十九条、第五十条的规定编制，数据统计自{y}年1月1日起，至{y}年12月31日止。"
    "公众可在本机关网站“政府信息公开”栏目查阅电子版；如有意见，请联系{a}（地址：{addr}；邮政编码：{zip}；电话：{tel}）。",
    "为方便公众了解本机关{y}年履行公开职责的情况，现将全年工作公布如下。报告中数据的统计期限为{y}年1月1日至{y}年12月31日，"
    "查阅或咨询请拨打{tel}，来信请寄{addr}，邮编{zip}。",
    "根据条例要求，{a}编制了{y}年度报告，由总体情况、主动公开、依申请公开、复议诉讼、问题与改进、其他事项六个部分组成，统计截至{y}年12月31日。",
)
OVERVIEW = (
    "{y}年，{a}把公开透明作为建设法治政府的基础工作，围绕重点项目、民生保障和营商环境，细化任务分工，压实工作责任，全年公开信息{n1}条，比上年增加{n2}条。",
    "（一）主动公开。通过门户网站发布信息{n1}条，政务微信推送{n3}条，政务微博发布{n4}条，召开新闻发布会{n5}场，就“一件事一次办”等改革制作图解{n6}个。",
    "（二）依申请公开。全年新收到申请{n5}件，上年结转{n6}件，均在法定期限内办结；当面受理{n6}件，网络受理{n2}件，平均办理时长{n5}.5个工作日。",
    "（三）政府信息管理。对现行有效的文件逐件核对，清理失效文件{n6}份，重新标注有效性{n2}条；落实“三审三校”，未发生泄密事件。",
    "（四）平台建设。完成网站无障碍改造，新增“稳就业”“保供应”两个专题；首页检索响应时间由3.2秒缩短至0.8秒，年访问量{n3}万人次。",
    "（五）监督保障。把公开工作列入年度考核，占比4%；组织业务培训{n6}次，{n2}人次参加；邀请人大代表、政协委员和群众代表{n5}人进行评议，满意度为9{n6}.{n6}%。",
)
PROBLEMS = (
    "一年来的工作虽有进展，仍存在三点不足：一是政策解读形式比较单一，群众“看得懂、用得上”的解读偏少；二是基层站点更新不够及时；三是申请办理文书还不够规范。",
    "针对上述问题，下一步将从三个方面改进：（1）对涉企政策提前准备解读方案；（2）每季度抽查一次村（社区）公开栏；（3）编印答复文书示范文本，开展案例教学。",
    "与上级要求相比，重点领域公开的深度仍需加强，个别单位对条例第十七条保密审查的理解不够准确。为此，我们将完善会商机制，坚持“谁公开、谁审查、谁负责”。",
    "上年度报告指出的目录更新慢问题已经整改：全部{n2}个目录由系统自动提醒，逾期未更新的由督查部门通报。今年发现的新问题，是部分答复未告知救济渠道。",
)
OTHER = (
    "本年度未收取信息处理费，发出收费通知0件，应收0元，实收0元。",
    "全年办理人大代表建议{n6}件、政协提案{n5}件，办结率100%，答复意见全部在网站公开。",
    "无其他需要报告的事项。",
)
OLD = (
    (
        "一、概述",
        "{y}年，{a}认真执行信息公开各项制度，调整充实领导小组，明确由办公室牵头、{n5}个科室配合，配备专职人员{n6}名、兼职人员{n5}名。",
    ),
    (
        "二、主动公开政府信息的情况",
        "截至年底累计公开信息{n1}条，其中本年新增{n3}条：机构职能类{n6}条，法规文件类{n5}条，规划计划类{n6}条，行政许可类{n2}条，其他类{n4}条。设立查阅点{n6}处，接待查阅{n2}人次。",
    ),
    (
        "三、依申请公开和不予公开的情况",
        "共收到申请{n5}件，其中当面申请{n6}件，信函申请{n6}件；已答复{n5}件，“同意公开”{n6}件，“信息不存在”{n6}件，没有不予公开的情形。",
    ),
    ("四、收费及减免情况", "{y}年未向申请人收取检索、复制、邮寄等费用，也未发生减免。"),
    ("五、复议、诉讼和申诉情况", "全年因信息公开被申请行政复议{n6}件，维持{n6}件；没有被提起行政诉讼。"),
    (
        "六、存在的问题与改进措施",
        "主要不足是公开内容与群众期待仍有差距，电子化程度有待提高。今后将加快历史文件数字化，力争两年内完成{n1}份旧档的扫描著录。",
    ),
)
NEWS = (
    "本报讯　{d}，{a}召开专题会议，研究部署下阶段政务公开重点任务，{n5}个部门负责人参加会议。",
    "会议指出，公开是原则、不公开是例外。要围绕群众关心的入学、就医、用水等事项，把办事标准、流程、时限讲清楚，让人一看就懂、一查就有。",
    "会议要求，各单位于本月25日前完成自查，逐项列出清单；对长期不更新的栏目，超过{n6}个月的要限期整改，并将结果报办公室备案。",
    "会后，与会人员到政务服务大厅实地察看，现场体验自助终端打印、在线预约等功能。据介绍，该大厅日均办理业务{n4}件，即办率达到8{n6}%。",
)
AGENCIES = (
    ("惠来县人民政府", "惠来县人民政府网", "445224", "惠来县惠城镇南环一路99号", "515299", "0663-6600000"),
    ("郫都区教育局", "成都市郫都区人民政府", "510117", "郫都区望丛东路8号", "611799", "028-87000000"),
    ("宁津县大柳镇人民政府", "宁津县人民政府", "371422", "宁津县大柳镇政府驻地", "253400", "0534-5000000"),
    ("桐乡市人民政府办公室", "桐乡市人民政府", "330483", "桐乡市庆丰南路1号", "314599", "0573-88000000"),
    ("定西市生态环境局", "定西市人民政府", "621100", "定西市安定区永定东路9号", "743099", "0932-8000000"),
    ("舒城县卫生健康委员会", "舒城县人民政府", "341523", "舒城县城关镇鼓楼街6号", "231399", "0564-8000000"),
    ("抚远市司法局", "抚远市人民政府", "230883", "抚远市正阳路12号", "156599", "0454-2000000"),
    ("通海县秀山街道办事处", "通海县人民政府", "530423", "通海县秀山街道环城路3号", "652799", "0877-3000000"),
)


def _fill(rng: random.Random, year: int, agency: tuple[str, ...]) -> dict[str, Any]:
    name, _, _, address, postcode, phone = agency
    day = f"{year + 1}年{rng.randrange(1, 4)}月{rng.randrange(1, 29)}日"
    small = {
        f"n{i}": rng.randrange(low, high)
        for i, (low, high) in enumerate(((2000, 9000), (10, 90), (100, 900), (90, 600), (5, 40), (1, 9)), start=1)
    }
    return {"y": year, "a": name, "addr": address, "zip": postcode, "tel": phone, "d": day} | small


def report(index: int, year: int, *, tables: str = "full", blank: str = "") -> Document:
    """An annual report of the generation of its year; `tables`: full, none (headings only), statistics (2008)."""
    rng = random.Random(f"corpus-{index}-{year}")
    agency = AGENCIES[index % len(AGENCIES)]
    fill = _fill(rng, year, agency)
    generation = "2008" if year < 2019 else "2019" if year < 2021 else "2021"
    parts = [Part("p", OPENINGS[index % len(OPENINGS)].format(**fill))]
    parts += (
        _old_body(fill, rng, tables) if generation == "2008" else _six_sections(generation, fill, rng, tables, blank)
    )
    parts += [Part("sign", agency[0]), Part("sign", fill["d"])]
    month, day = (int(n) for n in fill["d"].split("年")[1].removesuffix("日").split("月"))
    published = f"{year + 1}-{month:02d}-{min(day + 1, 28):02d}"
    title = f"{agency[0]}{year}年政府信息公开工作年度报告"
    return Document(
        f"report-{index}-{year}",
        title,
        published,
        agency[0],
        agency[1],
        "政府信息公开年报",
        tuple(parts),
        f"{agency[2]}0099",
    )


def _old_body(fill: dict[str, Any], rng: random.Random, tables: str) -> list[Part]:
    parts = []
    for heading, text in OLD:
        parts += [Part("h", heading), Part("p", text.format(**fill))]
    if tables == "statistics":
        parts += [Part("h", "附表：政府信息公开情况统计表"), table("2008", "statistics", numbers("2008", rng, 300))]
    return parts


def _six_sections(generation: str, fill: dict[str, Any], rng: random.Random, tables: str, blank: str) -> list[Part]:
    values = numbers(generation, rng, 120)
    if blank:
        values = {ref: (value if rng.random() < 0.3 else blank.strip()) for ref, value in values.items()}

    def maybe(layout: str) -> list[Part]:
        return [table(generation, layout, values, blank.strip())] if tables == "full" else []

    chosen = OVERVIEW[:1] + tuple(rng.sample(OVERVIEW[1:], 4))
    parts = [Part("h", "一、总体情况"), *(Part("p", text.format(**fill)) for text in chosen)]
    parts += [Part("h", "二、主动公开政府信息情况"), *maybe("section2")]
    parts += [Part("h", "三、收到和处理政府信息公开申请情况"), *maybe("section3")]
    parts += [Part("h", "四、政府信息公开行政复议、行政诉讼情况"), *maybe("section4")]
    parts += [
        Part("h", "五、存在的主要问题及改进情况"),
        *(Part("p", text.format(**fill)) for text in rng.sample(PROBLEMS, 2)),
    ]
    parts += [Part("h", "六、其他需要报告的事项"), *(Part("p", text.format(**fill)) for text in rng.sample(OTHER, 2))]
    return parts


def news(index: int, year: int) -> Document:
    """A short news item: little text against much furniture."""
    rng = random.Random(f"news-{index}-{year}")
    agency = AGENCIES[index % len(AGENCIES)]
    fill = _fill(rng, year, agency)
    parts = tuple(Part("p", text.format(**fill)) for text in NEWS[: 2 + index % 3])
    published = f"{year + 1}-02-{rng.randrange(10, 28)}"
    title = f"{agency[0]}部署{year + 1}年政务公开重点任务"
    return Document(
        f"news-{index}-{year}", title, published, agency[1], agency[1], "政务动态", parts, f"{agency[2]}0099"
    )


def attachment_only(index: int, year: int) -> Document:
    """A page that says no more than where the file is."""
    agency = AGENCIES[index % len(AGENCIES)]
    title = f"{agency[0]}{year}年政府信息公开工作年度报告"
    return Document(
        f"file-{index}-{year}",
        title,
        f"{year + 1}-01-26",
        agency[0],
        agency[1],
        "政府信息公开年报",
        (Part("p", "报告全文请下载阅读，纸质件可到本机关查阅点领取。"),),
        f"{agency[2]}0099",
        (f"P02{year}0126500000000001.pdf", f"P02{year}0126500000000002.docx"),
    )
