"""The sites of the sample: where they are, which family, who reports, and what is special about which report."""

from harvester.sample.structure import Plan

HUADIAN = Plan(
    host="www.huadian.gov.test", code="220282", family="trs", serial=1,
    column="政府信息公开年度报告", slug="zfxxgkndbg",
    government=(2008, 2010, 2012, 2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025),
    office=(2019, 2020, 2021, 2022),
    departments={"jyj": (2016, 2018, 2020, 2021, 2023), "czj": (2019, 2022, 2024), "zrzyj": (2021, 2023)},
    townships={("夹皮沟镇", "jpgz"): (2020, 2022, 2024), ("明桦街道", "mhjd"): (2021, 2023)},
    special={
        ("jyj", 2021): {"slip": "applications.total_handled.total"},
        ("jpgz", 2022): {"format": "2019"},
        ("jyj", 2020): {"damage": "lines"},
        ("czj", 2022): {"carrier": "pdf"},
        ("zrzyj", 2023): {"title": "{short}{year}年政府信息公开工作年度报告"},
        ("mhjd", 2023): {"title": "{year}年度政府信息公开工作年度报告"},
        ("zf", 2023): {"correction": {"published": "2024-05-14"}},
        ("zf", 2024): {"habit": "thousands"},
        ("zfb", 2022): {"misquoted": True},
    },
    features=frozenset({"search", "calendar", "soft_404", "big5", "reposts", "half_year"}),
)  # fmt: skip
SHUYANG = Plan(
    host="www.shuyang.gov.test", code="321322", family="hanweb", serial=2,
    column="政府信息公开年报", slug="zfxxgknb",
    government=(2009, 2011, 2013, 2015, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025),
    departments={"wjj": (2019, 2021, 2022, 2024), "mzj": (2018, 2020, 2023)},
    townships={("马厂镇", "mcz"): (2021, 2022), ("贤官镇", "xgz"): (2020, 2023)},
    special={
        ("zf", 2021): {"slip": "applications.granted.natural_person"},
        ("wjj", 2022): {"carrier": "docx"},
        ("zf", 2022): {"habit": "full_width"},
        ("mzj", 2023): {"habit": "with_unit"},
        ("wjj", 2024): {"title": "{year}年度政府信息公开工作年度报告"},
    },
    features=frozenset({"search", "moved", "offsite"}),
)  # fmt: skip
TAISHAN = Plan(
    host="www.taishan.gov.test", code="440781", family="gkmlpt", serial=3,
    column="政府信息公开年报", slug="zfxxgknb",
    government=(2016, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025), office=(2020, 2022, 2023),
    departments={"scjgj": (2020, 2021, 2022, 2023), "nyncj": (2019, 2023)},
    townships={("水步镇", "sbz"): (2021, 2022, 2023), ("台城街道", "tcjd"): (2022, 2024)},
    special={
        ("sbz", 2023): {"damage": "lines"},
        ("scjgj", 2022): {"damage": "gloss"},
        ("nyncj", 2023): {"carrier": "pdf"},
        ("tcjd", 2024): {"title": "{short}{year}年度政府信息公开工作年度报告"},
    },
    features=frozenset({"search"}),
)  # fmt: skip
LANGAO = Plan(
    host="www.langao.gov.test", code="610925", family="webber", serial=4,
    column="信息公开年报", slug="xxgknb", where="hub",
    government=(2010, 2012, 2013, 2014, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025),
    departments={"slj": (2018, 2020, 2022), "fgj": (2021, 2024, 2025)},
    townships={("佐龙镇", "zlz"): (2019, 2021), ("民主镇", "mzz"): (2022, 2023, 2024)},
    special={
        ("zf", 2017): {"damage": "traditional"},
        ("slj", 2020): {"damage": "bytes"},
        ("zf", 2024): {"revised_in": 2},
        ("mzz", 2024): {"gone_in": 2},
        ("fgj", 2025): {"new_in": 2},
    },
    features=frozenset({"calendar", "dead_link"}),
)  # fmt: skip
TONGXU = Plan(
    host="www.tongxu.gov.test", code="410222", family="classic_asp", serial=5,
    column="信息公开年度报告", slug="xxgkndbg", where="home",
    government=(2008, 2009, 2010, 2011, 2013, 2015, 2016, 2018, 2020, 2021),
    departments={"jtj": (2009, 2014, 2018), "jyj": (2012, 2019, 2020)},
    townships={("竖岗镇", "sgz"): (2018, 2020)},
    special={("zf", 2016): {"typing": "font"}, ("jyj", 2012): {"typing": "font"}, ("sgz", 2020): {"damage": "pipes"}},
    news=14, features=frozenset({"reposts"}),
)  # fmt: skip
XIANGYUN = Plan(
    host="www.xiangyun.gov.test", code="532923", family="scripted", serial=6,
    column="法定主动公开·年度报告", slug="ndbg",
    government=(2019, 2020, 2021, 2022, 2023, 2024, 2025), departments={"sjj": (2021, 2023)},
    townships={("云南驿镇", "ynyz"): (2022, 2024)}, news=12, gap="",
)  # fmt: skip
MIYI = Plan(
    host="www.miyi.gov.test", code="510421", family="ucap", serial=7,
    column="信息公开年报", slug="xxgknb",
    government=(2013, 2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025),
    departments={"rsj": (2019, 2021, 2023), "jyj": (2020, 2022)}, townships={("丙谷镇", "bgz"): (2021, 2023)},
    special={
        ("rsj", 2021): {"slip": "disputes.review.total"},
        ("rsj", 2023): {"carrier": "script_pdf"},
        ("zf", 2014): {"traps": ("wrong_charset",)},
    },
    features=frozenset({"half_year", "mobile"}),
)  # fmt: skip
JIAN = Plan(
    host="www.jianxian.gov.test", code="360821", family="aspnet", serial=8,
    column="政府信息公开工作年度报告", slug="ndbg",
    government=(2008, 2009, 2011, 2012, 2014, 2016, 2017, 2019, 2020, 2021, 2022, 2023, 2024),
    departments={"czj": (2017, 2020, 2022), "mzj": (2021,)}, townships={("永阳镇", "yyz"): (2020, 2022)},
    special={("zf", 2012): {"carrier": "picture"}, ("mzj", 2021): {"correction": {"published": "2022-03-03"}}},
)  # fmt: skip
JIXIAN = Plan(
    host="www.jixian.gov.test", code="230521", family="homemade", serial=9,
    column="年度报告", slug="nb",
    government=(2011, 2014, 2015, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025),
    office=(2021, 2023), departments={"nyncj": (2020, 2022, 2024)}, townships={("福利镇", "flz"): (2022,)},
)  # fmt: skip
JILIN = Plan(
    host="www.jilinshi.gov.test", code="220200", family="siteserver", serial=14,
    column="政府信息公开年报", slug="zfxxgknb", government=(2018, 2019, 2020, 2021, 2022, 2023, 2024),
    departments={"scjgj": (2021, 2023)}, special={("zf", 2022): {"slip": "disputes.suit_direct.total"}},
    copies=(("www.huadian.gov.test", "zf", (2020, 2021, 2022)),), news=16,
)  # fmt: skip
BLOCKED = Plan(
    host="www.lulong.gov.test", code="130324", family="trs", serial=10, column="政府信息公开年报", slug="zfxxgknb",
    government=(2021, 2022, 2023), features=frozenset({"challenge"}), reach="never", gap="blocked", news=4,
)  # fmt: skip
FORBIDDEN = Plan(
    host="www.fangshan.gov.test", code="141128", family="trs", serial=11, column="政府信息公开年报", slug="zfxxgknb",
    government=(2019, 2020, 2021, 2022, 2023), robots=("/zwgk/zfxxgk/zfxxgknb/",), reach="never", gap="blocked", news=6,
)  # fmt: skip
DEAD = Plan(
    host="www.minle.gov.test", code="620722", family="trs", serial=12, column="政府信息公开年报", slug="zfxxgknb",
    government=(2022, 2023), features=frozenset({"dead"}), reach="never", gap="unreachable", news=2,
)  # fmt: skip
NO_COLUMN = Plan(
    host="www.tianlin.gov.test", code="451029", family="siteserver", serial=13, column="", slug="", gap="no_column",
    news=18,
)  # fmt: skip

PLANS = (
    HUADIAN, SHUYANG, TAISHAN, LANGAO, TONGXU, XIANGYUN, MIYI, JIAN, JIXIAN, JILIN, BLOCKED, FORBIDDEN, DEAD, NO_COLUMN,
)  # fmt: skip
