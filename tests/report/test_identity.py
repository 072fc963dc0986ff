"""Identity: agency under its full official name, division of the year, year against typing errors, dates, contact."""

# ruff: noqa: E501, PLR0917 (tables of cases: one case a row, one parameter a column)

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvester.page.model import Page
from harvester.process import parse_report
from harvester.registry import Registry, Site, load_registry
from harvester.report.agency import Setting, read_agency
from harvester.report.contact import read_contact
from harvester.report.identity import Identity, identify, judge_agency
from harvester.report.organs import agency_type, is_short_form
from harvester.report.period import find_period
from harvester.report.sections import split_sections
from tests.report.documents import document, free_form, modern


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def tell(page: Page, **hints: Any) -> Identity:
    return identify(page, split_sections(page.blocks), load_registry(), **hints)


def site(code: str, host: str = "www.a.test", level: str = "county") -> Site:
    return Site(host, host, host, f"http://{host}/", code, level)


# --- names of organs

NAMES = [
    # printed, division of the site, year, full official name, division of the agency
    ("台山市人民政府办公室", None, 2022, "台山市人民政府办公室", "440781"),
    ("台山市", None, 2022, "台山市人民政府", "440781"),
    ("台山市政府", None, 2022, "台山市人民政府", "440781"),
    ("台山市政府办", None, 2022, "台山市人民政府办公室", "440781"),
    ("台山市政府办公室", None, 2022, "台山市人民政府办公室", "440781"),
    ("江门市台山市财政局", None, 2022, "台山市财政局", "440781"),
    ("广东省台山市财政局", None, 2022, "台山市财政局", "440781"),
    ("广东省江门市台山市财政局", None, 2022, "台山市财政局", "440781"),
    ("金台区人民政府", None, 2017, "宝鸡市金台区人民政府", "610303"),
    ("金台区", None, 2017, "宝鸡市金台区人民政府", "610303"),
    ("宝鸡市金台区财政局", None, 2017, "宝鸡市金台区财政局", "610303"),
    ("金台区财政局", None, 2017, "宝鸡市金台区财政局", "610303"),
    ("苍南县人民政府", None, 2023, "苍南县人民政府", "330327"),
    ("浙江省温州市苍南县人民政府", None, 2023, "苍南县人民政府", "330327"),
    ("上海市", None, 2022, "上海市人民政府", "310000"),
    ("上海市人民政府办公厅", None, 2022, "上海市人民政府办公厅", "310000"),
    ("上海市科委", None, 2024, "上海市科学技术委员会", "310000"),
    ("北京市朝阳区", None, 2022, "北京市朝阳区人民政府", "110105"),
    ("朝阳区教育局", "220104", 2022, "长春市朝阳区教育局", "220104"),
    ("朝阳区教育局", "110105", 2022, "北京市朝阳区教育局", "110105"),
    ("水口镇", "440783", 2022, "开平市水口镇人民政府", "440783"),
    ("水口镇人民政府", "440783", 2022, "开平市水口镇人民政府", "440783"),
    ("开平市水口镇", None, 2022, "开平市水口镇人民政府", "440783"),
    ("会城街道", "440705", 2022, "江门市新会区会城街道办事处", "440705"),
    ("新会区会城街道办事处", None, 2022, "江门市新会区会城街道办事处", "440705"),
    ("石牌街", "440106", 2022, "广州市天河区石牌街道办事处", "440106"),
    ("太和镇人民政府", "440111", 2022, "广州市白云区太和镇人民政府", "440111"),
    ("和平镇", "330522", 2022, "长兴县和平镇人民政府", "330522"),
    ("市林业局", "220200", 2016, "吉林市林业局", "220200"),
    ("市财政局", "440781", 2022, "台山市财政局", "440781"),
    ("市政府办公室", "440781", 2022, "台山市人民政府办公室", "440781"),
    ("县教育局", "330327", 2022, "苍南县教育局", "330327"),
    ("区教育局", "610303", 2022, "宝鸡市金台区教育局", "610303"),
    ("省教育厅", "510000", 2018, "四川省教育厅", "510000"),
    ("州财政局", "422800", 2018, "恩施土家族苗族自治州财政局", "422800"),
    ("科技和工业信息化局", "440781", 2019, "台山市科技和工业信息化局", "440781"),
    ("人社局", "440781", 2019, "台山市人力资源和社会保障局", "440781"),
    ("县卫健局", "330327", 2020, "苍南县卫生健康局", "330327"),
    ("台山财政局", None, 2022, "台山市财政局", "440781"),
    ("密云县", None, 2012, "密云县人民政府", "110228"),
    ("密云县财政局", None, 2012, "密云县财政局", "110228"),
    ("密云区财政局", None, 2020, "北京市密云区财政局", "110118"),
    ("县财政局", "110118", 2012, "密云县财政局", "110228"),
    ("财政局", "110118", 2012, "密云县财政局", "110228"),
    ("高新区管委会", "440700", 2022, "江门市高新区管理委员会", "440700"),
    ("阿里地区", None, 2020, "阿里地区行政公署", "542500"),
    ("兴安盟行政公署", None, 2020, "兴安盟行政公署", "152200"),
    ("国家税务总局台山市税务局", None, 2020, "国家税务总局台山市税务局", "440781"),
    ("江门市生态环境局台山分局", None, 2020, "江门市生态环境局台山分局", "440781"),
    ("吉林市", None, 2020, "吉林市人民政府", "220200"),
    ("神农架林区", None, 2020, "湖北省神农架林区人民政府", "429021"),
    ("济源市财政局", None, 2020, "济源市财政局", "419001"),
    ("延边朝鲜族自治州人民政府", None, 2020, "延边朝鲜族自治州人民政府", "222400"),
    ("恩施州", None, 2020, "恩施土家族苗族自治州人民政府", "422800"),
    ("台山市人民政府门户网站", None, 2020, "台山市人民政府", "440781"),
    ("公安局", "360681", 2022, "贵溪市公安局", "360681"),
    ("乡村振兴局", "330327", 2022, "苍南县乡村振兴局", "330327"),
    ("苍南县乡镇企业局", None, 2010, "苍南县乡镇企业局", "330327"),
    ("市场监督管理局", "340400", 2022, "淮南市市场监督管理局", "340400"),
    ("市市场监督管理局", "340400", 2022, "淮南市市场监督管理局", "340400"),
    ("市政管理局", "340400", 2022, "淮南市市政管理局", "340400"),
    ("市民政局", "340400", 2022, "淮南市民政局", "340400"),
    ("国家税务总局共青城市税务局", None, 2022, "国家税务总局共青城市税务局", "360482"),
    ("江门高新区财政局", None, 2022, "江门高新区财政局", "440700"),
    ("江门高新技术产业开发区管委会", None, 2022, "江门高新技术产业开发区管理委员会", "440700"),
    ("高新区", "440700", 2022, "江门市高新区管理委员会", "440700"),
    ("市自然资源局台山分局", "440781", 2022, "江门市自然资源局台山分局", "440781"),
    ("重庆市渝北区财政局", None, 2022, "重庆市渝北区财政局", "500112"),
    ("苍南县自然资源和规划局（林业局）", None, 2022, "苍南县自然资源和规划局（林业局）", "330327"),
    ("苍南县档案馆", None, 2022, "苍南县档案馆", "330327"),
    ("台山市第一中学", None, 2022, "台山市第一中学", "440781"),
    ("中华人民共和国拱北海关", None, 2022, "中华人民共和国拱北海关", None),
    ("新疆生产建设兵团第八师", None, 2022, "新疆生产建设兵团第八师", "650000"),
    ("第八师石河子市", None, 2022, "石河子市人民政府", "659001"),
    ("双江县财政局", None, 2022, "双江拉祜族佤族布朗族傣族自治县财政局", "530925"),
    ("岱岭畲族乡", "330327", 2022, "苍南县岱岭畲族乡人民政府", "330327"),
    ("长安镇", "441900", 2022, "东莞市长安镇人民政府", "441900"),
    ("灵溪镇", "330300", 2022, "灵溪镇人民政府", None),
    ("东乡县财政局", None, 2015, "东乡县财政局", "361029"),
    ("桃源里县人民政府", None, 2020, "桃源里县人民政府", None),
    ("白塔市民政局", None, 2020, "白塔市民政局", None),
    ("海珠湾市财政局", None, 2020, "海珠湾市财政局", None),
    ("孟津渡县双溪镇人民政府", None, 2022, "孟津渡县双溪镇人民政府", None),
    ("清溪县财政局", "440781", 2022, "清溪县财政局", None),
    ("台山城市管理局", None, 2022, "台山市城市管理局", "440781"),
    ("云南石屏县财政局", None, 2022, "石屏县财政局", "532525"),
    ("城市管理局", "440781", 2022, "台山市城市管理局", "440781"),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "home", "year", "name", "code"), NAMES, ids=[f"{case[0]}-{case[1]}-{case[2]}" for case in NAMES])
def test_a_printed_name_becomes_the_full_official_one(registry: Registry, printed: str, home: str | None, year: int, name: str, code: str) -> None:
    division = registry.place_in(home, year) if home else None
    agency = read_agency(printed, Setting(registry, year, division))
    assert agency
    assert (agency.name, agency.division.code if agency.division else None) == (name, code)


def test_the_organs_of_every_division_are_told_with_and_without_their_site(registry: Registry) -> None:
    wrong = []
    for division in (*registry.divisions, *registry.history)[::3]:
        year = division.valid_to or 2022
        prefix = registry.official_prefix(division, year)
        names = [prefix + organ for organ in ("财政局", "乡村振兴局", "市场监督管理局", "和平镇人民政府")]
        for name in (*names, f"国家税务总局{prefix}税务局"):
            for home in (None, division):
                agency = read_agency(name, Setting(registry, year, home))
                found = (agency.name, agency.division.code if agency.division else None) if agency else None
                wrong += [(name, found)] if found != (name, division.code) else []
        bare = read_agency("公安局", Setting(registry, year, division))
        wrong += [(prefix, bare)] if not bare or bare.name != f"{prefix}公安局" else []
    assert wrong == []


@pytest.mark.parametrize("printed", ["我局", "本机关", "本网", "全镇", "通知公告", "各部门", "2022年", "", "好", "首页", "工作动态"])
def test_what_names_no_organ_becomes_none(registry: Registry, printed: str) -> None:
    assert read_agency(printed, Setting(registry, 2022, registry.division("440781"))) is None


@given(st.text(alphabet="台山市人民政府县区镇街道局办公室委员会省我本 -（）", max_size=20))
def test_any_name_is_read_or_left(text: str) -> None:
    agency = read_agency(text, Setting(load_registry(), 2022, None))
    assert agency is None or agency.name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("台山市人民政府", "government"), ("阿里地区行政公署", "government"), ("台山市人民政府办公室", "office"),
        ("上海市人民政府办公厅", "office"), ("台山市财政局", "department"), ("上海市科学技术委员会", "department"),
        ("开平市水口镇人民政府", "township"), ("某县某乡人民政府", "township"), ("广州市天河区石牌街道办事处", "subdistrict"),
        ("江门市高新区管理委员会", "other"), ("某市第一中学", "other"), ("广州市政务服务数据管理局", "department"),
        ("台山市金融工作办公室", "department"), ("教育部", "department"), ("某市人民法院", "other"),
    ],
)  # fmt: skip
def test_the_kind_of_an_organ_follows_from_its_name(name: str, kind: str) -> None:
    assert agency_type(name) == kind


def test_short_forms_are_told_from_other_names() -> None:
    assert is_short_form("上海市科委", "上海市科学技术委员会")
    assert not is_short_form("台山市教育局", "台山市财政局")
    assert not is_short_form("台山市财政局", "台山市财政局")


# --- whole documents


def test_the_title_decides_on_the_agency() -> None:
    found = tell(document("苍南县水利局2022年政府信息公开工作年度报告", modern()))
    assert (found.agency, found.division_code, found.agency_type) == ("苍南县水利局", "330327", "department")
    assert found.evidence["agency.title"] == "苍南县水利局"
    assert found.conflicts == ()


AGENCIES = [
    ("subject of the overview", document(None, modern("苍南县水利局")), {}, "苍南县水利局", "330327"),
    ("signature", document(None, [*modern(), "苍南县水利局", "2023年1月10日"]), {}, "苍南县水利局", "330327"),
    ("statement of the preamble", document(None, ["现将金台区人民政府2022年度情况报告如下。", *modern(), "金台区人民政府办公室", "2023年1月9日"]), {}, "宝鸡市金台区人民政府", "610303"),
    ("title quoted in the preamble", document(None, ["现公布建平县人民政府2022年政府信息公开工作年度报告。", *modern("我县")]), {}, "建平县人民政府", "211322"),
    ("title quoted with the year first", document(None, ["特向社会公布2022年度龙潭区政府信息公开年度报告。", *modern("我区")]), {}, "吉林市龙潭区人民政府", "220203"),
    ("office for disclosure that writes for its government", document(None, ["本报告由南平市人民政府信息公开工作领导小组办公室根据条例，汇总各县情况编制而成。", *free_form("我市")]), {}, "南平市人民政府", "350700"),
    ("office of the organ as contact", document(None, ["如有疑问，请与昌江区工信局办公室联系。", *modern("我局")]), {}, "景德镇市昌江区工业和信息化局", "360202"),
    ("title broken in the middle", document(None, ["道县文广新局2013年度信息公开工作", "年度报告", *free_form("我局", 2013)]), {}, "道县文广新局", "431124"),
    ("author in the preamble", document(None, ["根据条例要求，由苍南县财政局编制本报告。", *modern()]), {}, "苍南县财政局", "330327"),
    ("source of the page", document("2022年政府信息公开工作年度报告", modern(), source="苍南县财政局"), {}, "苍南县财政局", "330327"),
    ("breadcrumb", document("2022年政府信息公开工作年度报告", modern(), breadcrumb=("首页", "苍南县财政局", "年报")), {}, "苍南县财政局", "330327"),
    ("title of the listing", document(None, modern()), {"listing_title": "苍南县财政局2022年政府信息公开工作年度报告"}, "苍南县财政局", "330327"),
    ("row of the site", document("2022年政府信息公开工作年度报告", modern()), {"site": Site("x", "苍南县财政局", "a.test", "http://a.test/", "330327")}, "苍南县财政局", "330327"),
    ("township completed by the site", document("水口镇2022年政府信息公开工作年度报告", modern("我镇")), {"site": site("440783")}, "开平市水口镇人民政府", "440783"),
    ("township completed by the site's code", document("水口镇2022年政府信息公开工作年度报告", modern("我镇"), site_id="4407830003"), {}, "开平市水口镇人民政府", "440783"),
    ("township completed by the code in the footer", document("水口镇2022年政府信息公开工作年度报告", modern("我镇"), removed=("网站标识码：4407830003",)), {}, "开平市水口镇人民政府", "440783"),
    ("township completed by the footer's words", document("水口镇2022年政府信息公开工作年度报告", modern("我镇"), removed=("版权所有：开平市人民政府",)), {}, "开平市水口镇人民政府", "440783"),
    ("township completed by the host", document("端芬镇2022年政府信息公开工作年度报告", modern("我镇"), url="http://www.cnts.gov.cn/a/1.html"), {}, "台山市端芬镇人民政府", "440781"),
    ("department completed by the host", document("科技和工业信息化局2019年度政府信息公开工作年度报告", modern("我局", 2019), url="http://www.cnts.gov.cn/a/1.html"), {}, "台山市科技和工业信息化局", "440781"),
    ("namesake settled by the text", document("朝阳区2022年政府信息公开工作年度报告", ["请与长春市有关部门联系。", *modern("我区")]), {}, "长春市朝阳区人民政府", "220104"),
    ("namesake settled by the site", document("朝阳区2022年政府信息公开工作年度报告", modern("我区")), {"site": site("110105")}, "北京市朝阳区人民政府", "110105"),
    ("office that signs for its government", document("苍南县2022年政府信息公开工作年度报告", [*modern("我县"), "苍南县人民政府办公室", "2023年3月1日"]), {}, "苍南县人民政府", "330327"),
    ("report of the office itself", document("苍南县人民政府办公室2022年政府信息公开工作年度报告", [*modern("我办"), "苍南县人民政府办公室", "2023年1月1日"]), {}, "苍南县人民政府办公室", "330327"),
    ("long name of a short form in the title", document("上海市科委2024年政府信息公开工作年度报告", [*modern("市科委", 2024), "上海市科学技术委员会", "2025年1月10日"]), {}, "上海市科学技术委员会", "310000"),
    ("county of that year", document("密云县2012年政府信息公开工作年度报告", free_form("我县", 2012)), {}, "密云县人民政府", "110228"),
    ("county of that year on today's site", document("县财政局2012年政府信息公开工作年度报告", free_form("我局", 2012)), {"site": site("110118")}, "密云县财政局", "110228"),
    ("district that was renamed", document("元坝区2012年政府信息公开工作年度报告", free_form("我区", 2012)), {}, "广元市元坝区人民政府", "510811"),
    ("province on its own", document("2022年上海市政府信息公开工作年度报告", modern("本市")), {}, "上海市人民政府", "310000"),
    ("title in two lines", document(None, ["苍南县水利局", "2022年政府信息公开工作年度报告", *modern()]), {}, "苍南县水利局", "330327"),
    ("title with 关于 between organ and year", document("苍南县水利局关于2022年度政府信息公开工作情况的报告", modern()), {}, "苍南县水利局", "330327"),
    ("organ of the executive power", document("苍南县综合行政执法局关于2022年度政府信息公开工作情况的报告", modern()), {}, "苍南县综合行政执法局", "330327"),
    ("a sentence of the preamble is no title", document(None, ["根据《条例》要求，现公布苍南县人民政府办公室2022年政府信息公开工作年度报告。", *modern("我办")]), {}, "苍南县人民政府办公室", "330327"),
    ("a place that begins with a word", document(None, ["现公布和静县审计局2022年政府信息公开工作年度报告。", *modern()]), {}, "和静县审计局", "652827"),
    ("subject that begins with a word", document(None, modern("将乐县财政局")), {}, "将乐县财政局", "350428"),
    ("organ in brackets behind the title", document("2022年政府信息公开工作年度报告（苍南县水利局）", modern()), {}, "苍南县水利局", "330327"),
    ("organ behind a dash", document("2022年度政府信息公开工作年度报告——苍南县水利局", modern()), {}, "苍南县水利局", "330327"),
    ("mark before the title", document("【年报】苍南县水利局2022年政府信息公开工作年度报告", modern()), {}, "苍南县水利局", "330327"),
    ("county of a township told by the text", document("灵溪镇2022年政府信息公开工作年度报告", ["现将苍南县灵溪镇2022年情况报告如下。", *modern("我镇")]), {"site": site("330300", level="prefecture")}, "苍南县灵溪镇人民政府", "330327"),
    ("prefecture's portal that carries a county's report", document("苍南县2022年政府信息公开工作年度报告", modern("我县")), {"site": site("330300", level="prefecture")}, "苍南县人民政府", "330327"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "page", "hints", "name", "code"), AGENCIES, ids=[case[0] for case in AGENCIES])
def test_the_agency_is_found_wherever_it_is_named(label: str, page: Page, hints: dict[str, Any], name: str, code: str) -> None:
    found = tell(page, **hints)
    assert (found.agency, found.division_code) == (name, code), f"{label}: {found.evidence}"


def test_an_agency_that_nothing_names_stays_open() -> None:
    found = tell(document("2022年政府信息公开工作年度报告", modern()))
    assert (found.agency, found.agency_type, found.division_code, found.year) == (None, None, None, 2022)


def test_the_site_does_not_lend_its_name_to_an_organ_that_speaks_otherwise() -> None:
    found = tell(document("2015年政府信息公开工作年度报告", free_form("我局", 2015), url="http://www.cnts.gov.cn/x.html", site_name="台山市人民政府"))
    assert (found.agency, found.division_code) == (None, "440781")
    found = tell(document("2015年政府信息公开工作年度报告", free_form("我市", 2015), url="http://www.cnts.gov.cn/x.html", site_name="台山市人民政府"))
    assert (found.agency, found.division_code) == ("台山市人民政府", "440781")


def test_a_namesake_that_nothing_settles_gets_no_division() -> None:
    found = tell(document("朝阳区2022年政府信息公开工作年度报告", modern("我区")))
    assert found.division_code is None


def test_a_site_that_carries_the_report_of_another_organ_of_its_place_is_no_conflict() -> None:
    page = document("苍南县水利局2022年政府信息公开工作年度报告", modern("我局"), source="苍南县人民政府", site_name="苍南县人民政府门户网站")
    assert tell(page).conflicts == ()
    page = document("苍南县水利局2022年政府信息公开工作年度报告", modern("我局"), source="台山市水利局")
    assert tell(page).conflicts == ("source names 台山市水利局",)


def test_the_word_for_government_is_no_organ() -> None:
    lines = ["根据条例要求，编制2022年度政府信息公开工作年度报告。", *modern("我镇")]
    found = tell(document("水口镇2022年政府信息公开工作年度报告", lines), site=site("440783"))
    assert (found.agency, found.conflicts) == ("开平市水口镇人民政府", ())


def test_what_speaks_against_the_agency_is_a_failed_check() -> None:
    clear = tell(document("苍南县水利局2022年政府信息公开工作年度报告", modern()))
    doubted = tell(document("苍南县水利局2022年政府信息公开工作年度报告", [*modern(), "苍南县财政局", "2023年1月1日"]))
    assert judge_agency(clear) == ()
    (check,) = judge_agency(doubted)
    assert (check.rule, check.status, check.verdict) == ("X.agency", "fail", "unsure")
    assert (check.expected, check.message) == ("苍南县水利局", "signature names 苍南县财政局")


def test_a_township_without_its_county_is_reported() -> None:
    found = tell(document("城关镇2022年政府信息公开工作年度报告", modern("我镇")))
    assert (found.agency, found.division_code) == ("城关镇人民政府", None)
    assert found.conflicts == ("nothing says in which county 城关镇人民政府 lies",)


def test_a_copy_on_a_foreign_site_is_reported() -> None:
    found = tell(document("苍南县2022年政府信息公开工作年度报告", modern("我县")), site=site("440781"))
    assert found.agency == "苍南县人民政府"
    assert any("广东省江门市台山市" in conflict and "浙江省温州市苍南县" in conflict for conflict in found.conflicts)


def test_an_organ_that_contradicts_the_title_is_reported() -> None:
    found = tell(document("苍南县水利局2022年政府信息公开工作年度报告", [*modern(), "苍南县财政局", "2023年1月1日"]))
    assert found.agency == "苍南县水利局"
    assert found.conflicts == ("signature names 苍南县财政局",)


# --- year

YEARS = [
    ("title", document("某局2021年政府信息公开工作年度报告", ["正文。"]), {}, 2021),
    ("period", document(None, ["统计期限自2020年1月1日起至2020年12月31日止。"]), {}, 2020),
    ("preamble", document(None, ["现将某局2018年度政府信息公开情况报告如下。", *free_form("我局", 2018)]), {}, 2018),
    ("overview", document(None, modern("我局", 2019)), {}, 2019),
    ("signature alone", document(None, ["一、概述", "做了工作。", "二、主动公开政府信息的情况", "公开12条。", "某县财政局", "2016年3月1日"]), {}, 2015),
    ("title of the listing", document(None, ["正文。"]), {"listing_title": "某局2016年政府信息公开工作年度报告"}, 2016),
    ("one slip in the body", document("某局2017年政府信息公开工作年度报告", [*free_form("我局", 2017), "2018年，我局继续努力。", "某县财政局", "2018年1月9日"]), {}, 2017),
    ("slip in the title", document("某局2018年政府信息公开工作年度报告", ["统计期限自2017年1月1日至2017年12月31日。", *free_form("我局", 2017), "某县财政局", "2018年1月9日"]), {}, 2017),
    ("slip in the period", document("某局2019年政府信息公开工作年度报告", ["统计期限自2018年1月1日至2018年12月31日。", *modern("我局", 2019), "某县财政局", "2020年1月9日"]), {}, 2019),
    ("plans for next year", document("某局2022年政府信息公开工作年度报告", [*modern("我局", 2022), "2023年，我局将继续努力。2023年将做更多。2023年再上台阶。"]), {}, 2022),
    ("migrated page with a late date", document("某局2015年政府信息公开工作年度报告", free_form("我局", 2015), published="2020-09-26"), {}, 2015),
    ("Chinese year in the title", document("某局二〇一四年政府信息公开工作年度报告", ["正文。"]), {}, 2014),
    ("year of a law is no year of a report", document("某局2013年政府信息公开工作年度报告", ["根据2007年国务院令第492号公布的条例编制。", *free_form("我局", 2013)]), {}, 2013),
    ("nothing", document("通知公告", ["正文。"]), {}, None),
]  # fmt: skip


@pytest.mark.parametrize(("label", "page", "hints", "year"), YEARS, ids=[case[0] for case in YEARS])
def test_the_year_withstands_typing_errors(label: str, page: Page, hints: dict[str, Any], year: int | None) -> None:
    found = tell(page, **hints)
    assert found.year == year, f"{label}: {found.evidence}"


def test_a_year_that_contradicts_the_others_is_reported() -> None:
    found = tell(YEARS[[case[0] for case in YEARS].index("slip in the title")][1])
    assert "title says 2018" in found.conflicts


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("统计期限自2023年1月1日起至2023年12月31日止", ("2023-01-01", "2023-12-31")),
        ("统计时限自2017年1月1日至2017年12月31日", ("2017-01-01", "2017-12-31")),
        ("统计期限为2024年1月1日—2024年12月31日", ("2024-01-01", "2024-12-31")),
        ("统计数据从2016年1月1日至2016年12月31日止", ("2016-01-01", "2016-12-31")),
        ("统计期限自2015-1-1起至2015-12-31止", ("2015-01-01", "2015-12-31")),
        ("统计期限为 2025年 1 月 1 日至 12 月 31 日", ("2025-01-01", "2025-12-31")),
        ("统计期限自2022年1月1日至2022年6月30日", ("2022-01-01", "2022-06-30")),
        ("自2023年元月1日至12月31日", ("2023-01-01", "2023-12-31")),
        ("所列数据为2022年1—12月", ("2022-01-01", "2022-12-31")),
        ("2022年1—11月", None),
        ("自2023年3月1日起施行", None),
        ("2023年全年", None),
    ],
)
def test_the_period_is_read_in_its_many_spellings(text: str, period: tuple[str, str] | None) -> None:
    found = find_period(text)
    assert (tuple(found) if found else None) == period


# --- dates and titles


@pytest.mark.parametrize(
    ("label", "page", "hints", "published"),
    [
        ("the page's own", document("某局2022年政府信息公开工作年度报告", [*modern(), "某局", "2023年1月9日"], published="2023-01-19 20:28"), {}, "2023-01-19"),
        ("the listing's", document("某局2022年政府信息公开工作年度报告", modern()), {"listing_date": "2023-01-20"}, "2023-01-20"),
        ("the signature's", document("某局2022年政府信息公开工作年度报告", [*modern(), "某县财政局", "二〇二三年一月九日"]), {}, "2023-01-09"),
        ("a page date before the period ends is not believed", document("某局2022年政府信息公开工作年度报告", ["统计期限自2022年1月1日至2022年12月31日。", *modern()], published="2019-04-20"), {"listing_date": "2023-01-20"}, "2023-01-20"),
        ("none", document("某局2022年政府信息公开工作年度报告", modern()), {}, None),
    ],
)
def test_the_date_of_publication_is_the_best_there_is(label: str, page: Page, hints: dict[str, Any], published: str | None) -> None:
    assert tell(page, **hints).published == published, label


def test_a_missing_title_is_derived_and_says_so() -> None:
    found = tell(document(None, modern("苍南县水利局")))
    assert (found.title, found.title_source) == ("苍南县水利局2022年政府信息公开工作年度报告", "derived")


def test_no_title_is_derived_for_a_page_that_is_no_report() -> None:
    page = """<html><head><title>图书馆举办读书会_某某区人民政府</title></head><body><h1>图书馆举办读书会</h1><div>
    <p>发布时间：2018-03-20　来源：苍南县人民政府</p><p>苍南县图书馆昨日举办读书会，共有三十余名读者到场，大家交流了近来读过的书。</p></div></body></html>"""
    report = parse_report(page.encode(), url="http://www.cncn.gov.cn/art/2018/3/20/art_1.html")
    assert not report.is_report
    assert (report.title, report.title_source) == ("图书馆举办读书会", "page")


def test_a_printed_title_is_kept_as_printed() -> None:
    found = tell(document("水口镇2022年度政府信息公开工作年度报告", modern("我镇")), site=site("440783"))
    assert (found.title, found.title_source) == ("水口镇2022年度政府信息公开工作年度报告", "page")


def test_the_title_of_a_column_gives_way_to_that_of_the_report() -> None:
    found = tell(document("政府信息公开年报", ["苍南县水利局2022年政府信息公开工作年度报告", *modern()]))
    assert found.title == "苍南县水利局2022年政府信息公开工作年度报告"


# --- site and generation


@pytest.mark.parametrize(
    ("page", "hints", "site_id"),
    [
        (document(None, ["文"], site_id="4407830003"), {}, "4407830003"),
        (document(None, ["文"], removed=("网站标识码：4407830003",)), {}, "4407830003"),
        (document(None, ["文"], url="http://www.beijing.gov.cn/1.html"), {}, "1100000088"),
        (document(None, ["文"], url="http://nowhere.test/1.html"), {}, "nowhere.test"),
        (document(None, ["文"]), {"site": site("440783", "b.test")}, "b.test"),
        (document(None, ["文"]), {}, None),
    ],
)
def test_the_site_is_told_by_row_code_or_host(page: Page, hints: dict[str, Any], site_id: str | None) -> None:
    assert tell(page, **hints).site_id == site_id


@pytest.mark.parametrize(
    ("page", "generation"),
    [
        (document(None, modern("我局", 2019)), "2019"), (document(None, modern("我局", 2020)), "2019"),
        (document(None, modern("我局", 2021)), "2021"), (document(None, modern("我局", 2024)), "2021"),
        (document(None, free_form("我局", 2012)), "2008"), (document(None, ["文。"]), None),
    ],
)  # fmt: skip
def test_the_generation_shows_in_the_outline(page: Page, generation: str | None) -> None:
    assert tell(page).format == generation


# --- contact

CONTACTS = [
    (
        "联系人：某某；地址：灵溪镇人民大道1号；邮编：325800；电话：0577-68870000；传真：0577-68870001）。",
        ("0577-68870000", None, "灵溪镇人民大道1号", "325800"),
    ),
    ("电话:0917-3520000,电子邮箱:jtq@126.com)。", ("0917-3520000", "jtq@126.com", None, None)),
    ("联系电话：（0571）87050000，电子邮件：xxgk@zj.gov.cn。", ("0571-87050000", "xxgk@zj.gov.cn", None, None)),
    ("通信地址：某市解放路3号，邮政编码：100000", (None, None, "某市解放路3号", "100000")),
    ("办公地址：某县城关镇人民路（县政府大楼）", (None, None, "某县城关镇人民路（县政府大楼）", None)),
    ("电话（传真）：0432-64600000", ("0432-64600000", None, None, None)),
    ("电话：87050000", ("87050000", None, None, None)),
    ("联系电话0750-5566000", ("0750-5566000", None, None, None)),
    ("请致电某县水利局办公室（0577-68870000）。", ("0577-68870000", None, None, None)),
    ("联系方式：0577-68870000", ("0577-68870000", None, None, None)),
    ("拨打电话12345反映问题。", (None, None, None, None)),
    ("传真：0577-68870001", (None, None, None, None)),
    ("邮箱：[email protected]", (None, None, None, None)),
    ("网址：http://www.a.gov.cn/，IP地址：10.0.0.1", (None, None, None, None)),
    ("全年接听12345热线来电3000件。", (None, None, None, None)),
    ("", (None, None, None, None)),
]


@pytest.mark.parametrize(("text", "parts"), CONTACTS, ids=[case[0][:12] for case in CONTACTS])
def test_the_contact_block_is_read_without_names(text: str, parts: tuple[str | None, ...]) -> None:
    contact = read_contact(text)
    assert (contact.phone, contact.email, contact.address, contact.postcode) == parts
    assert "某某" not in repr(contact)


@given(st.text(alphabet="电话：地址邮编0123456789-（）@a.cn，。 联系", max_size=60))
def test_any_contact_text_is_read(text: str) -> None:
    contact = read_contact(text)
    assert contact.postcode is None or len(contact.postcode) == 6


# --- the seeds


@pytest.mark.shared
@pytest.mark.parametrize(
    ("seed", "agency", "kind", "year", "code", "generation"),
    [
        ("000", "台山市人民政府办公室", "office", 2022, "440781", "2021"),
        ("001", "宝鸡市金台区人民政府", "government", 2017, "610303", "2008"),
        ("002", "开平市水口镇人民政府", "township", 2022, "440783", "2019"),
        ("003", "广州市政务服务数据管理局", "department", 2022, "440100", "2021"),
        ("004", "苍南县人民政府", "government", 2023, "330327", "2021"),
    ],
)
def test_the_seeds_are_told_as_a_reader_would(
    shared: Path, seed: str, agency: str, kind: str, year: int, code: str, generation: str
) -> None:
    (path,) = (shared / "seeds").glob(f"{seed}_*.txt")
    report = parse_report(path.read_bytes())
    assert report.is_report, report.reason
    assert (report.agency, report.agency_type, report.year, report.division_code, report.format) == (agency, kind, year, code, generation)
