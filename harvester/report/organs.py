"""Names of organs: how they end, what kind of organ that makes them, and what their short forms stand for."""

# ruff: noqa: E501 (a row is one family of names; wide characters count twice)

import re
from functools import lru_cache

from harvester.report.model import AgencyType

ORGAN = re.compile(
    r"[\u4e00-\u9fff（）()·、]{0,40}?(?:人民政府(?:办公[室厅])?|政府(?:办公[室厅]|办)?|行政公署(?:办公室)?|委员会(?:办公室)?|管委会|街道办事处|办事处|"
    r"办公[室厅]|[\u4e00-\u9fff]{2,}(?:局|厅|委|署|处|队|院|社|所|站|部|办|馆)|中心|总队|支队|大队|法院|检察院|联合会|公司|海关|大学|学院|学校|[中小]学|幼儿园|医院|集团|"
    r"生产建设兵团(?:第[一二三四五六七八九十]{1,3}师)?)(?:[（(][\u4e00-\u9fff、]{2,20}[)）])?"
)
"""What a text must be to be taken for the name of an organ."""

# fmt: off
_TYPES: tuple[tuple[AgencyType, str], ...] = (
    ("subdistrict", r"街道(?:办事处|办|党工委.*)?$|街道.{0,4}办事处$|街道(?:党政)?(?:综合)?办公室$"),
    ("township", r"(?:镇|乡|苏木)(?:人民政府|政府)?(?:办公室|党政(?:综合)?办公室)?$"),
    ("office", r"(?:人民政府|行政公署)办公[室厅]$|^(?:省|市|县|区)政府办公[室厅]$"),
    ("government", r"(?:人民政府|行政公署)$"),
    ("other", r"(?:[区园城岛港湖山江河带地](?:管理委员会|管委会)|大学|学院|学校|中学|小学|幼儿园|医院|公司|集团|法院|检察院|协会|联合会|报社|出版社)$"),
    ("department", r"(?:局|厅|委|署|处|队|所|站|办|部|委员会|办公室|中心|院|社|馆|网)(?:[（(].*[）)])?$"),
)
# fmt: on

SHORT_FORMS = {
    "发展改革委": "发展和改革委员会", "发改委": "发展和改革委员会", "发改局": "发展和改革局", "发展改革局": "发展和改革局",
    "人社局": "人力资源和社会保障局", "人社厅": "人力资源和社会保障厅", "人力社保局": "人力资源和社会保障局",
    "卫健委": "卫生健康委员会", "卫生健康委": "卫生健康委员会", "卫健局": "卫生健康局",
    "住建局": "住房和城乡建设局", "住建厅": "住房和城乡建设厅", "住房城乡建设局": "住房和城乡建设局", "住房城乡建设厅": "住房和城乡建设厅",
    "市监局": "市场监督管理局", "市场监管局": "市场监督管理局", "市场监管局（知识产权局）": "市场监督管理局（知识产权局）",
    "经信局": "经济和信息化局", "经信委": "经济和信息化委员会", "经信厅": "经济和信息化厅", "工信局": "工业和信息化局", "工信厅": "工业和信息化厅",
    "科委": "科学技术委员会", "教委": "教育委员会", "卫计委": "卫生和计划生育委员会", "卫计局": "卫生和计划生育局", "计生委": "人口和计划生育委员会",
    "药监局": "药品监督管理局", "食药监局": "食品药品监督管理局", "安监局": "安全生产监督管理局", "质监局": "质量技术监督局", "工商局": "工商行政管理局",
    "环保局": "环境保护局", "国土局": "国土资源局", "应急局": "应急管理局", "城管局": "城市管理局", "文旅局": "文化和旅游局", "文旅厅": "文化和旅游厅",
    "农委": "农业委员会", "商委": "商务委员会", "管委会": "管理委员会", "司法局": "司法局", "民宗局": "民族宗教事务局", "医保局": "医疗保障局",
    "退役军人局": "退役军人事务局", "自规局": "自然资源和规划局", "行政审批局": "行政审批局", "金融办": "金融工作办公室", "人防办": "人民防空办公室",
}  # fmt: skip
"""Short forms with one common long form. A longer name that the document itself gives goes before."""


@lru_cache(maxsize=4096)
def agency_type(name: str) -> AgencyType:
    """What kind of organ bears a name.

    >>> agency_type("开平市水口镇人民政府"), agency_type("台山市人民政府办公室"), agency_type("某市财政局")
    ('township', 'office', 'department')
    """
    return next((kind for kind, pattern in _TYPES if re.search(pattern, name)), "other")


def expand(name: str) -> str:
    """The name of an organ within its place with short forms written out.

    >>> expand("发改委"), expand("政府办"), expand("财政局")
    ('发展和改革委员会', '人民政府办公室', '财政局')
    """
    if name in SHORT_FORMS:
        return SHORT_FORMS[name]
    name = re.sub(r"^(?:人民)?政府办(?=$|公)(?:公室)?", "人民政府办公室", name) if not name.endswith("厅") else name
    name = re.sub(r"^政府(?=$|办公)", "人民政府", name)
    return re.sub(r"管委会$", "管理委员会", name)


def is_short_form(short: str, long: str) -> bool:
    """True when one name can be a short form of another: its characters come in order, both ends agree.

    >>> is_short_form("上海市科委", "上海市科学技术委员会"), is_short_form("某市财政局", "某市教育局")
    (True, False)
    """
    if len(short) >= len(long) or short[:2] != long[:2]:
        return False
    rest = iter(long)
    if not all(character in rest for character in short):
        return False
    return agency_type(short) == agency_type(long) and long[-1] == {"委": "会", "办": "室"}.get(short[-1], short[-1])
