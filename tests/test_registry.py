"""The registry: every shipped row is sound, places are found by code and name in every year, site lists are read."""

# ruff: noqa: E501 (tables of cases: one case a row)

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvester.errors import HarvestError, ReferenceRowError
from harvester.places import LEVELS, SITE_LEVELS
from harvester.registry import Registry, load_registry, load_sites, site_from_url

HEADER = "site_id,name,domain,home_url,division_code,level,disclosure_url\n"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def site_list(tmp_path: Path, body: str | bytes) -> Path:
    path = tmp_path / "sites.csv"
    path.write_bytes(body if isinstance(body, bytes) else body.encode())
    return path


# --- the shipped rows


def test_every_shipped_row_is_read(registry: Registry) -> None:
    assert len(registry.divisions) > 3200
    assert len(registry.history) > 400
    assert len(registry.sites) > 3300


def test_every_division_has_a_sound_place_in_the_tree(registry: Registry) -> None:
    for division in (*registry.divisions, *registry.history):
        assert division.level in LEVELS
        assert division.full_name.endswith(division.name)
        assert (division.parent_code is None) == (division.level == "province"), division
        above = registry.ancestors(division, division.valid_to)
        assert not above or above[-1].level == "province", division


def test_every_site_has_a_known_division_and_level_and_its_own_id(registry: Registry) -> None:
    assert len({site.site_id for site in registry.sites}) == len(registry.sites)
    for site in registry.sites:
        assert site.level in SITE_LEVELS
        assert site.division_code and registry.division(site.division_code), site


def test_every_portal_is_named_as_its_division_is_named_officially(registry: Registry) -> None:
    for site in registry.sites:
        if site.level == "department":
            continue
        division = registry.division(site.division_code or "")
        assert division
        assert site.name in {registry.official_prefix(division) + ending for ending in ("人民政府", "行政公署")}, site


# --- regions


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ("江门市", "440700"), ("江门", "440700"), ("440700", "440700"), ("4407", "440700"), ("44", "440000"),
        ("440781", "440781"), ("台山市", "440781"), ("台山", "440781"), ("江门市台山市", "440781"),
        ("广东省江门市台山市", "440781"), (" 台山 市 ", "440781"), ("广东", "440000"), ("广东省", "440000"),
        ("北京", "110000"), ("重庆市", "500000"), ("内蒙古", "150000"), ("广西壮族自治区", "450000"),
        ("吉林", "220000"), ("吉林市", "220200"), ("海南", "460000"), ("宝鸡市金台区", "610303"), ("金台区", "610303"),
        ("北京市朝阳区", "110105"), ("长春市朝阳区", "220104"), ("朝阳市", "211300"), ("崇川区", "320613"),
        ("恩施土家族苗族自治州", "422800"), ("神农架林区", "429021"), ("阿里地区", "542500"), ("兴安盟", "152200"),
    ],
)  # fmt: skip
def test_a_region_is_found_by_code_or_name(registry: Registry, wanted: str, code: str) -> None:
    assert registry.region(wanted).code == code


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ("朝阳区", ("names 2 divisions", "北京市朝阳区 110105", "吉林省长春市朝阳区 220104", "give the code")),
        ("朝阳", ("names 4 divisions", "211300")),
        ("鼓楼区", ("names 4 divisions",)),
        ("密云县", ("exists no more", "北京市密云区 110118")),
        ("110228", ("exists no more", "北京市密云区 110118")),
        ("渝北区", ("exists no more", "500109", "500157")),
        ("无为县", ("exists no more", "安徽省芜湖市无为市 340281")),
        ("999999", ("no division has the code 999999",)),
        ("水口镇", ("no division is called '水口镇'",)),
        ("台山县城", ("no division is called",)),
        ("", ("no division is called",)),
    ],
)
def test_an_unclear_region_is_refused_with_the_candidates(
    registry: Registry, wanted: str, says: tuple[str, ...]
) -> None:
    with pytest.raises(HarvestError) as caught:
        registry.region(wanted)
    assert all(words in str(caught.value) for words in says), str(caught.value)
    assert "\n" not in str(caught.value)


def test_sites_of_a_region_are_those_of_everything_below_it(registry: Registry) -> None:
    codes = {site.division_code for site in registry.sites_of("江门市")}
    assert {"440700", "440781", "440783"} <= codes
    assert all(code and code.startswith("4407") for code in codes)
    assert {site.division_code for site in registry.sites_of("440781")} == {"440781"}
    assert registry.below("440781") == {"440781"}
    assert len(registry.below("440000")) > 100


@given(st.text(max_size=12))
def test_any_region_is_found_or_refused(text: str) -> None:
    try:
        found = load_registry().region(text)
    except HarvestError as error:
        assert str(error)
    else:
        assert found.valid_to is None


# --- history


@pytest.mark.parametrize(
    ("code", "year", "at_the_time"),
    [
        ("110118", 2012, "110228"), ("110118", 2014, "110228"), ("110118", 2015, "110118"), ("110118", 2024, "110118"),
        ("110228", 2012, "110228"), ("440781", 2012, "440781"), ("331083", 2010, "331021"), ("510811", 2012, "510811"),
        ("310106", 2024, "310106"), ("320613", 2010, "320602"),
    ],
)  # fmt: skip
def test_a_place_has_the_code_of_the_year(registry: Registry, code: str, year: int, at_the_time: str) -> None:
    found = registry.place_in(code, year)
    assert found
    assert found.code == at_the_time


def test_a_code_that_kept_its_number_under_a_new_name_is_told_apart_by_year(registry: Registry) -> None:
    names = {year: division.name for year in (2012, 2013) if (division := registry.division("510811", year))}
    assert names == {2012: "元坝区", 2013: "昭化区"}
    assert registry.division("000000") is None


def test_todays_divisions_of_one_that_passed_are_followed_through(registry: Registry) -> None:
    (wuwei,) = [item for item in registry.history if item.code == "341422"]
    assert [item.full_name for item in registry.current(wuwei)] == ["安徽省芜湖市无为市"]


# --- names in text


@pytest.mark.parametrize(
    ("text", "year", "found"),
    [
        ("台山市人民政府", None, ["440781"]),
        ("宝鸡市金台区人民政府", None, ["610303"]),
        ("陕西省宝鸡市", None, ["610300"]),
        ("请与苍南县人民政府办公室联系", None, ["330327"]),
        ("北京市朝阳区与朝阳市", None, ["110105", "211300"]),
        ("朝阳区", None, ["110105", "220104"]),
        ("密云县政府", 2012, ["110228"]),
        ("密云区政府", 2020, ["110118"]),
        ("政府信息公开工作", None, []),
        ("", None, []),
    ],
)
def test_place_names_are_found_in_a_text(registry: Registry, text: str, year: int | None, found: list[str]) -> None:
    assert [place.division.code for place in registry.find_names(text, year)] == found


@given(st.text(alphabet="台山市江门北京朝阳区县a \n", max_size=30))
def test_names_found_stand_where_they_are_said_to_stand(text: str) -> None:
    for place in load_registry().find_names(text):
        assert text[place.start : place.end] in {
            place.division.name, place.division.full_name, place.division.short_name,
        } or text[place.start : place.end].endswith(place.division.name)  # fmt: skip


# --- hosts


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.cnts.gov.cn", "www.cnts.gov.cn"),
        ("WWW.CNTS.GOV.CN.", "www.cnts.gov.cn"),
        ("cnts.gov.cn", "www.cnts.gov.cn"),
        ("czj.cnts.gov.cn", "www.cnts.gov.cn"),
        ("a.b.cnts.gov.cn", "www.cnts.gov.cn"),
        ("czj.beijing.gov.cn", "czj.beijing.gov.cn"),
        ("xxgk.yn.gov.cn", None),
        ("www.gov.cn", None),
        ("gov.cn", None),
        ("example.com", None),
        ("", None),
    ],
)
def test_a_host_leads_to_its_site_or_to_the_portal_above_it(registry: Registry, host: str, domain: str | None) -> None:
    site = registry.site_for_host(host)
    if domain is None and site is not None:
        assert host.endswith(site.domain.removeprefix("www.")), site  # a province's platform, never a neighbor's
    else:
        assert (site.domain if site else None) == domain


# --- site lists


@pytest.mark.parametrize(
    ("label", "body", "expected"),
    [
        ("only the home", "home_url\nhttp://a.test/\n", [("a.test", "a.test", "http://a.test/", None, None)]),
        ("byte order mark", "\ufeffhome_url\r\nhttp://a.test/\r\n", [("a.test", "a.test", "http://a.test/", None, None)]),
        (
            "everything",
            HEADER + "4407810001,某局,a.test,http://a.test/x/,440781,department,http://a.test/x/gk/\n",
            [("4407810001", "某局", "http://a.test/x/", "440781", "department")],
        ),
        ("columns in another order", "level,home_url\ntownship,http://a.test/\n", [("a.test", "a.test", "http://a.test/", None, "township")]),
        (
            "two sites on one host",
            "home_url\nhttp://a.test/\nhttp://a.test/town/\n",
            [("a.test", "a.test", "http://a.test/", None, None), ("a.test/town", "a.test", "http://a.test/town/", None, None)],
        ),
        (
            "numbers of sites on one path",
            "home_url\nhttp://a.test/i.do?s=5\nhttp://a.test/i.do?s=6\nhttp://a.test/i.do?s=7\n",
            [
                (name, "a.test", f"http://a.test/i.do?s={number}", None, None)
                for number, name in ((5, "a.test"), (6, "a.test/i.do?s=6"), (7, "a.test/i.do?s=7"))
            ],
        ),
        (
            "ports of one host",
            "home_url\nhttp://127.0.0.1:8000/\nhttp://127.0.0.1:8001/\n",
            [
                (f"127.0.0.1:{port}", "127.0.0.1", f"http://127.0.0.1:{port}/", None, None) for port in (8000, 8001)
            ],
        ),
        ("a port", "home_url\nhttp://127.0.0.1:8000/\n", [("127.0.0.1", "127.0.0.1", "http://127.0.0.1:8000/", None, None)]),
    ],
)  # fmt: skip
def test_a_site_list_is_read(tmp_path: Path, label: str, body: str, expected: list[tuple[str, ...]]) -> None:
    sites = load_sites(site_list(tmp_path, body))
    assert [(s.site_id, s.name, s.home_url, s.division_code, s.level) for s in sites] == expected, label


def test_a_known_portal_brings_its_row_along(tmp_path: Path, registry: Registry) -> None:
    (site,) = load_sites(site_list(tmp_path, "home_url\nhttp://www.cnts.gov.cn/\n"))
    assert (site.name, site.division_code, site.level) == ("台山市人民政府", "440781", "county")
    (page,) = load_sites(site_list(tmp_path, "home_url\nhttp://www.cnts.gov.cn/town/\n"))
    assert (page.name, page.division_code) == ("www.cnts.gov.cn", None)


@pytest.mark.parametrize(
    ("label", "body", "complaint"),
    [
        ("no header", "http://a.test/\n", ":1:1: the header has no column 'home_url'"),
        ("wrong header", "url,name\nhttp://a.test/,x\n", ":1:1: the header has no column 'home_url'"),
        ("misspelt header", "homeurl\nhttp://a.test/\n", ":1:1: the header says 'homeurl' where 'home_url' is meant"),
        ("misspelt optional column", "home_url,division_cod\n", ":1:2: the header says 'division_cod'"),
        ("no address", "home_url,name\n,x\n", ":2:home_url: the cell is empty"),
        ("no web address", "home_url\nhallo\n", ":2:home_url: 'hallo' is no web address"),
        ("no scheme", "home_url\nwww.a.test\n", ":2:home_url: 'www.a.test' has no scheme; write https://www.a.test"),
        ("unknown level", "home_url,level\nhttp://a.test/,city\n", ":2:level: 'city' is none of province, prefecture"),
        (
            "unknown division",
            "home_url,division_code\nhttp://a.test/,990000\n",
            ":2:division_code: '990000' is no known",
        ),
        (
            "division by name",
            "home_url,division_code\nhttp://a.test/,江门\n",
            ":2:division_code: '江门' is not a division",
        ),
        ("bad site id", "home_url,site_id\nhttp://a.test/,12\n", ":2:site_id: '12' is not a 网站标识码"),
        ("bad domain", "home_url,domain\nhttp://a.test/,http://a.test\n", ":2:domain: 'http://a.test' is no host name"),
        ("bad disclosure address", "home_url,disclosure_url\nhttp://a.test/,x\n", ":2:disclosure_url: 'x' is no web"),
        (
            "the same site twice",
            "home_url\nhttp://a.test/\nhttp://a.test/\n",
            ":3:home_url: 'http://a.test/' stands in",
        ),
        (
            "almost the same site twice",
            "home_url\nhttp://a.test\nhttp://a.test/\nhttps://a.test/\n",
            "home_url: the site is",
        ),
    ],
)
def test_a_wrong_site_list_is_refused_by_file_line_and_column(
    tmp_path: Path, label: str, body: str, complaint: str
) -> None:
    with pytest.raises(ReferenceRowError) as caught:
        load_sites(site_list(tmp_path, body))
    message = str(caught.value)
    assert "sites.csv" in message, label
    assert complaint in message, f"{label}: {message}"
    assert "\n" not in message


def test_an_address_given_by_hand_becomes_a_site() -> None:
    assert site_from_url("http://b.test/x?y").site_id == "b.test"
    assert site_from_url("http://www.cnts.gov.cn/").division_code == "440781"
    with pytest.raises(HarvestError, match="is no web address"):
        site_from_url("nothing")


@pytest.mark.parametrize(
    ("file", "row", "complaint"),
    [
        ("divisions.csv", "44x781,台山市,county,440700,,某,台山,,,,", "divisions.csv:2:code"),
        ("divisions.csv", "440781,台山市,city,440700,,某,台山,,,,", "divisions.csv:2:level"),
        ("divisions.csv", "440781,台山市,county,440799,,某,台山,,,,", "divisions.csv:2:parent_code"),
        ("divisions.csv", "440781,台山市,county,,,某,台山,2012,2010,,", "divisions.csv:2:valid_to"),
        ("divisions.csv", "440781,,county,,,某,台山,,,,", "divisions.csv:2:name"),
    ],
)
def test_a_wrong_shipped_row_names_file_line_and_column(tmp_path: Path, file: str, row: str, complaint: str) -> None:
    header = "code,name,level,parent_code,province_code,full_name,short_name,valid_from,valid_to,status,successor\n"
    (tmp_path / file).write_text(header + row + "\n", encoding="utf-8")
    with pytest.raises(ReferenceRowError) as caught:
        load_registry(tmp_path)
    assert complaint in str(caught.value)
