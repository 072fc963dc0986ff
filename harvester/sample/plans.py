"""The sites of the sample: where they are, which family, who reports, and what is special about which report."""

from harvester.sample.structure import Plan

ALL = tuple(range(2008, 2026))
MODERN = tuple(range(2019, 2026))

PLANS = (
    Plan(
        host="www.huadian.gov.test", code="220282", family="trs", serial=1,
        column="政府信息公开年度报告", slug="zfxxgkndbg",
        government=(2008, 2010, 2012, 2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025),
        office=(2019, 2020, 2021, 2022),
        departments={"jyj": (2016, 2018, 2020, 2021, 2023), "czj": (2019, 2022, 2024), "zrzyj": (2021, 2023)},
        townships={("夹皮沟镇", "jpgz"): (2020, 2022, 2024), ("明桦街道", "mhjd"): (2021, 2023)},
        special={
            ("jyj", 2021): {"slip": "applications.total_handled.total"},
            ("jpgz", 2022): {"format": "2019"},
        },
        features=frozenset({"search", "calendar", "print", "dead_links", "soft_404"}),
    ),
    Plan(
        host="www.shuyang.gov.test", code="321322", family="hanweb", serial=2,
        column="政府信息公开年报", slug="zfxxgknb",
        government=(2009, 2011, 2013, 2015, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025),
        departments={"wjj": (2019, 2021, 2022, 2024), "mzj": (2018, 2020, 2023)},
        townships={("马厂镇", "mcz"): (2021, 2022), ("贤官镇", "xgz"): (2020, 2023)},
        features=frozenset({"search", "redirects"}),
    ),
    Plan(
        host="www.taishan.gov.test", code="440781", family="gkmlpt", serial=3,
        column="政府信息公开年报", slug="zfxxgknb",
        government=(2016, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025), office=(2020, 2022, 2023),
        departments={"scjgj": (2020, 2021, 2022, 2023), "nyncj": (2019, 2023)},
        townships={("水步镇", "sbz"): (2021, 2022, 2023), ("台城街道", "tcjd"): (2022, 2024)},
        features=frozenset({"search"}),
    ),
)  # fmt: skip
