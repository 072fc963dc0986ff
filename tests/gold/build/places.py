"""Organs of every type and many places, with the code that their division had in the year of the report."""

from typing import NamedTuple


class Organ(NamedTuple):
    """Who reports: name in the title, full official name, type, code, what it calls itself, first and last year."""

    printed: str
    agency: str
    agency_type: str
    code: str
    self: str
    first: int = 2008
    last: int = 2024


ORGANS = tuple(
    Organ(*row.split(), *years)
    for row, *years in (
        ("象山县人民政府 象山县人民政府 government 330225 我县",),
        ("平和县人民政府 平和县人民政府 government 350628 全县",),
        ("密云县 密云县人民政府 government 110228 我县", 2008, 2014),
        ("北京市密云区人民政府 北京市密云区人民政府 government 110118 我区", 2016, 2024),
        ("洞头县人民政府 洞头县人民政府 government 330322 我县", 2008, 2014),
        ("温州市洞头区人民政府 温州市洞头区人民政府 government 330305 我区", 2016, 2024),
        ("即墨市人民政府 即墨市人民政府 government 370282 我市", 2008, 2016),
        ("青岛市即墨区财政局 青岛市即墨区财政局 department 370215 我局", 2018, 2024),
        ("章丘市审计局 章丘市审计局 department 370181 我局", 2008, 2015),
        ("武隆县人民政府办公室 武隆县人民政府办公室 office 500232 本办", 2008, 2015),
        ("南和县水利局 南和县水利局 department 130527 我局", 2008, 2018),
        ("丽水市人民政府 丽水市人民政府 government 331100 全市",),
        ("铜仁市人民政府 铜仁市人民政府 government 520600 全市", 2012, 2024),
        ("乌海市人民政府办公室 乌海市人民政府办公室 office 150300 本办",),
        ("白城市交通运输局 白城市交通运输局 department 220800 我局", 2012, 2024),
        ("泰州市司法局 泰州市司法局 department 321200 我局",),
        ("三门峡市应急管理局 三门峡市应急管理局 department 411200 我局", 2019, 2024),
        ("青海省水利厅 青海省水利厅 department 630000 我厅",),
        ("湖南省人民政府 湖南省人民政府 government 430000 全省",),
        ("贵州省教育厅 贵州省教育厅 department 520000 我厅",),
        ("天津市人民政府办公厅 天津市人民政府办公厅 office 120000 本厅",),
        ("长丰县水湖镇人民政府 长丰县水湖镇人民政府 township 340121 我镇",),
        ("旌德县白地镇人民政府 旌德县白地镇人民政府 township 341825 我镇",),
        ("桃江县桃花江镇人民政府 桃江县桃花江镇人民政府 township 430922 我镇",),
        ("南京市鼓楼区湖南路街道办事处 南京市鼓楼区湖南路街道办事处 subdistrict 320106 街道",),
        ("杭州市西湖区灵隐街道办事处 杭州市西湖区灵隐街道办事处 subdistrict 330106 街道",),
        ("雷州市自然资源局 雷州市自然资源局 department 440882 我局", 2019, 2024),
        ("阳朔县文化广电体育和旅游局 阳朔县文化广电体育和旅游局 department 450321 我局", 2019, 2024),
        ("崇义县民政局 崇义县民政局 department 360725 我局",),
        ("敖汉旗人民政府 敖汉旗人民政府 government 150430 全旗",),
        ("镇原县统计局 镇原县统计局 department 621027 我局",),
        ("门源回族自治县人民政府 门源回族自治县人民政府 government 632221 我县",),
        ("盐池县卫生健康局 盐池县卫生健康局 department 640323 我局", 2019, 2024),
        ("石林彝族自治县住房和城乡建设局 石林彝族自治县住房和城乡建设局 department 530126 我局",),
        ("昭苏县人民政府 昭苏县人民政府 government 654026 我县",),
        ("儋州市人民政府 儋州市人民政府 government 460400 全市", 2016, 2024),
        ("桦南县市场监督管理局 桦南县市场监督管理局 department 230822 我局", 2019, 2024),
        ("秀山土家族苗族自治县人民政府 秀山土家族苗族自治县人民政府 government 500241 我县",),
        ("都匀市商务局 都匀市商务局 department 522701 我局",),
        ("兰州市城关区人民政府 兰州市城关区人民政府 government 620102 我区",),
        ("衡山县发展和改革局 衡山县发展和改革局 department 430423 我局",),
        ("淇县人力资源和社会保障局 淇县人力资源和社会保障局 department 410622 我局", 2011, 2024),
    )
)
