"""Documents of the shapes: other agencies, other sentences, other forms than those of the families' pages."""

import random
from dataclasses import replace
from typing import Any

from tests.corpus.build.content import Document, Part, numbers, report, table

P, H, S = "p", "h", "sign"
PLACES = (
    (
        "蓬溪县自然资源和规划局",
        "蓬溪县人民政府",
        "5109210031",
        "遂宁市蓬溪县赤城镇下河街21号",
        "629199",
        "0825-5420000",
    ),
    ("黄骅市羊二庄镇人民政府", "黄骅市人民政府网站", "1309830007", "黄骅市羊二庄镇振兴路1号", "061199", "0317-5660000"),
    (
        "仙居县人力资源和社会保障局",
        "仙居县政府门户网站",
        "3310240012",
        "仙居县福应街道省耕路28号",
        "317399",
        "0576-87700000",
    ),
    ("临夏州水务局", "临夏回族自治州人民政府", "6229000025", "临夏市红园路9号", "731199", "0930-6210000"),
    ("新沂市财政局", "新沂市人民政府", "3203810022", "新沂市大桥西路26号", "221499", "0516-88920000"),
)
PROSE = (
    (
        P,
        "{y}年是本地各项改革纵深推进的一年，{a}坚持应公开尽公开，把群众关切作为出发点，制定了{n5}项配套制度。现将一年来的情况报告如下：",
    ),
    (H, "一、总体情况"),
    (
        P,
        "（一）主动公开方面。依托门户网站、公告栏和村村响广播，累计推送各类内容{n3}条次，其中财政预决算{n5}条，招标采购{n6}条，民生实事{n5}条；回应网友留言{n4}条，平均用时2.{n6}天。",
    ),
    (
        P,
        "（二）依申请公开方面。畅通信函、网络、当面三种渠道，安排专人值守。答复前一律经法制机构把关，做到“一事一档、全程留痕”。",
    ),
    (
        P,
        "（三）平台建设与监督保障方面。{a}按季度通报栏目更新情况，对{n6}个长期空白的栏目作了归并；培训业务骨干{n5}人次，考评结果计入年终绩效。",
    ),
)
TAIL = (
    (H, "五、存在的主要问题及改进情况"),
    (
        P,
        "一是个别科室主动意识不强，重办理轻公开；二是图解、视频类的解读材料数量有限；三是乡镇一级人员流动快，业务不熟。",
    ),
    (
        P,
        "下一步，将抓好两件事：其一，把公开属性认定嵌入公文办理流程；其二，每半年组织一次跟班学习，力争覆盖全部{n5}个股室。",
    ),
    (H, "六、其他需要报告的事项"),
    (P, "{y}年度未产生信息处理费。"),
)
HEADS = ("二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况")


def _fill(index: int, year: int) -> tuple[dict[str, Any], tuple[str, ...], random.Random]:
    """Values of the holes of the sentences, the agency, and the source of further numbers."""
    rng = random.Random(f"held-{index}-{year}")
    place = PLACES[index % len(PLACES)]
    ranges = ((1000, 9000), (10, 90), (200, 900), (30, 99), (12, 40), (2, 9))
    numbers_of = {f"n{at}": rng.randrange(low, high) for at, (low, high) in enumerate(ranges, 1)}
    return {"y": year, "a": place[0], "addr": place[3], "zip": place[4], "tel": place[5]} | numbers_of, place, rng


def _doc(
    key: str, index: int, year: int, parts: list[Part], *, title: str = "", files: tuple[str, ...] = ()
) -> Document:
    """A document of an agency, published some weeks after its year."""
    _, place, rng = _fill(index, year)
    day = f"{year + 1}-0{rng.randrange(1, 4)}-{rng.randrange(10, 27)}"
    return Document(
        f"{key}-{index}-{year}",
        title or f"{place[0]}{year}年政府信息公开工作年度报告",
        day,
        place[0],
        place[1],
        "政府信息公开年报",
        tuple(parts),
        place[2],
        files,
    )


def full(index: int, year: int, *, with_tables: bool = True) -> Document:
    """A report of the six sections."""
    fill, place, rng = _fill(index, year)
    generation = "2019" if year < 2021 else "2021"
    values = numbers(generation, rng, 90)
    parts = [Part(kind, text.format(**fill)) for kind, text in PROSE]
    for n, head in enumerate(HEADS):
        parts.append(Part(H, head))
        parts.append(
            table(generation, f"section{n + 2}", values)
            if with_tables
            else Part(P, f"详见本机关公布的第{n + 1}张统计表，各栏数据经逐项核对。")
        )
    parts += [Part(kind, text.format(**fill)) for kind, text in TAIL]
    parts += [Part(S, place[0]), Part(S, f"{year + 1}年1月{rng.randrange(10, 29)}日")]
    return _doc("full", index, year, parts)


def prose(index: int, year: int) -> Document:
    """A report whose tables stand elsewhere."""
    return full(index, year, with_tables=False)


def terse(index: int, year: int) -> Document:
    """Hardly any punctuation: one fact a line."""
    fill, place, _ = _fill(index, year)
    lines = [
        "基本情况",
        "公开领导小组 1个",
        "专职人员 {n6}名",
        "兼职人员 {n5}名",
        "主动公开数量",
        "网站发布 {n3}条",
        "公告栏张贴 {n4}张",
        "广播播出 {n2}次",
        "申请办理",
        "收到申请 {n6}件",
        "按时答复 {n6}件",
        "转其他机关 0件",
        "收费减免",
        "收取费用 0元",
        "复议诉讼",
        "行政复议 0件",
        "行政诉讼 0件",
    ]
    parts = [Part(H if " " not in line else P, line.format(**fill)) for line in lines]
    return _doc("terse", index, year, [*parts, Part(S, place[0]), Part(S, f"{year + 1}年2月6日")])


def tables(index: int, year: int) -> Document:
    """Nothing but the three tables with their headings."""
    _, _, rng = _fill(index, year)
    values = numbers("2021", rng, 90)
    return _doc("tables", index, year, [table("2021", f"section{n}", values) for n in (2, 3, 4)])


def old(index: int, year: int) -> Document:
    """A report before 2019 with the statistics table."""
    base = report(index, year, tables="statistics")
    _, place, _ = _fill(index, year)
    parts = [Part(p.kind, p.text.replace(base.source, place[0]), p.rows) for p in base.parts]
    return _doc("old", index, year, parts)


def little(index: int, year: int) -> Document:
    """Two lines and a file."""
    fill, place, _ = _fill(index, year)
    parts = [
        Part(P, "现公布{a}{y}年度报告，全文见文末所附文件。".format(**fill)),
        Part(P, "查阅中如有疑问，可致电{tel}咨询。".format(**fill)),
        Part(S, place[0]),
        Part(S, f"{year + 1}年1月28日"),
    ]
    return _doc("little", index, year, parts, files=(f"P02{year + 1}0128300000000001.pdf",))


def addresses(index: int, year: int) -> Document:
    """A report that lists where things are published, with their addresses."""
    base = full(index, year)
    links = [
        Part("link", f"{name}：http://www.{host}.test/")
        for name, host in (
            ("门户网站", "penglai"),
            ("政务服务网", "zwfw"),
            ("公共资源交易平台", "ggzy"),
            ("信用信息平台", "credit"),
            ("数据开放平台", "data"),
        )
    ]
    at = 4
    return replace(base, key=f"addresses-{index}-{year}", parts=(*base.parts[:at], *links, *base.parts[at:]))


def bulletin(index: int, year: int) -> Document:
    """A news item of a government site."""
    fill, place, _ = _fill(index, year)
    parts = [
        Part(P, "1月16日上午，{a}举办新修订条例学习班，{n5}名业务骨干参加。".format(**fill)),
        Part(
            P,
            "授课老师结合{n6}个典型案例，讲解了申请受理、补正、答复、送达各环节的注意事项，并现场解答提问。".format(
                **fill
            ),
        ),
        Part(P, "参训人员普遍表示，课程针对性强，回到岗位后将对照清单逐条检查。"),
    ]
    return _doc("bulletin", index, year, parts, title=f"{place[0]}举办政务公开业务学习班")
