"""Promises that a copy in which somebody replaced words is marked as altered, and that honest pages never are."""

# ruff: noqa: E501 (a row is one case; wide characters count twice)

from pathlib import Path

import pytest

from harvester.process import Hints, read_document, read_page_as_report
from harvester.reference import REFERENCE, read_rows, unique
from harvester.registry import Site, load_registry
from harvester.report.reliability import is_unreliable
from harvester.sample.web import Request, build
from tests.report.documents import document, modern

REGISTRY = load_registry()
OWN = "http://www.taishan.gov.cn/gkmlpt/content/1.html"
FOREIGN = "http://www.barcodes.example.com/gkmlpt/content/1.html"


def read(
    *more: str,
    url: str | None = None,
    site: Site | None = None,
    agency: str = "台山市人民政府",
    year: int = 2022,
    **page,
):
    """A report of a city's government that holds some more sentences."""
    title = f"{agency}{year}年政府信息公开工作年度报告"
    body = modern("台山市", year)
    lines = [body[0], body[1], *more, *body[2:]]
    return read_page_as_report(document(title, lines, url=url, **page), hints=Hints(site=site), registry=REGISTRY)


def verdict(reading) -> str:
    assert reading.report.is_report and reading.report.division_code == "440781"
    return next((check.actual for check in reading.report.checks if check.rule == "Q37"), "")


ALTERED = [
    ("a foreign host as the portal", ("本报告在台山市人民政府门户网站(www.0148x7.cn)公布。",), {}),
    ("a foreign host with the path of a government's system", ("政府信息公开目录系统(http://www.barcodes.com/gkmlpt/index)公开301条。",), {}),
    ("the code of another province's site", (), {"site_id": "6103030001"}),
    ("that code in the footer", (), {"removed": ("网站标识码：6103030001",)}),
    ("served elsewhere, phone of another province", ("请联系（电话：0917-3520000）。",), {"url": "http://www.mirror-of-pages.com/1.html"}),
    ("served elsewhere, address in another province", ("请联系（地址：宝鸡市金台区人民路1号，邮编：721000）。",), {"url": "http://www.mirror-of-pages.com/1.html"}),
]  # fmt: skip

HONEST = [
    ("its own host", ("本报告在台山市人民政府门户网站(www.taishan.gov.cn)公布。",), {}),
    ("served from its own host", ("本报告在台山市人民政府门户网站(www.tsnews.com)公布。",), {"url": OWN}),
    ("a host of the province", ("在省政府门户网站（http://www.gd.gov.cn/）公布。",), {}),
    ("social media", ("通过政府网站、微博（http://weibo.com/taishan）公开。",), {}),
    ("mail of a provider", ("门户网站邮箱：taishan@126.com。",), {}),
    ("its own host with a slip", ("在台山市人民政府门户网站(www.taishangov.cn)公布。",), {}),
    ("a platform", ("政府信息公开平台（www.people.com.cn）。",), {}),
    ("its own telephone", ("请联系（电话：0750-5500000，地址：台山市台城镇环市路1号）。",), {}),
    ("a hotline", ("请联系（电话：12345）。",), {}),
    ("a liaison office on its own site", ("请联系（地址：北京市西城区某街1号台山市驻京联络处，电话：010-66660000）。",), {"url": OWN}),
    ("reposted elsewhere as it is", (), {"url": "http://www.mirror-of-pages.com/1.html"}),
    ("a number without area code", ("请联系（电话：5500000）。",), {"url": "http://www.mirror-of-pages.com/1.html"}),
    ("another province in the prose", ("组织赴陕西省宝鸡市学习考察。",), {}),
    ("a host of earlier years", ("在台山市人民政府门户网站(www.tsinfo.com)公布。",), {"year": 2010}),
]  # fmt: skip


@pytest.mark.parametrize(("label", "lines", "more"), ALTERED, ids=[row[0] for row in ALTERED])
def test_an_altered_copy_is_marked(label: str, lines: tuple[str, ...], more: dict):
    reading = read(*lines, **more)
    assert verdict(reading)
    honest = read()
    assert reading.report.quality <= 0.5 * honest.report.quality + 0.01
    assert not any(row["step"] == "Q37" for row in reading.report.damage)


@pytest.mark.parametrize(("label", "lines", "more"), HONEST, ids=[row[0] for row in HONEST])
def test_an_honest_page_is_not_marked(label: str, lines: tuple[str, ...], more: dict):
    assert verdict(read(*lines, **more)) == ""


def test_the_mark_is_an_error_that_is_not_charged_to_the_agency():
    check = next(c for c in read(site_id="6103030001").report.checks if c.rule == "Q37")
    assert (check.level, check.status, check.verdict, check.subject) == ("error", "fail", "parse", "copy")
    assert "陕西省宝鸡市金台区" in check.message


def test_a_site_that_a_person_listed_may_have_any_host():
    site = Site("mirror", "某站", "mirror-of-pages.com", "http://www.mirror-of-pages.com/", "440781")
    url = "http://www.mirror-of-pages.com/1.html"
    assert verdict(read("请联系（电话：0917-3520000）。", url=url, site=site)) == ""


def test_a_department_may_have_a_host_of_its_own():
    reading = read("在台山市教育局门户网站(www.tsedu.com)公布。", agency="台山市教育局", year=2019)
    assert not is_unreliable(reading.report.checks)


@pytest.mark.shared
@pytest.mark.parametrize(("year", "altered"), [(2012, False), (2022, True)])
def test_a_department_served_from_the_host_that_it_names_was_honest_while_the_rules_allowed_it(
    year: int, altered: bool
):
    line = "本报告在台山市水务局门户网站（www.taishanwater.com）公布。"
    reading = read(line, url="http://www.taishanwater.com/1.html", agency="台山市水务局", year=year)
    assert is_unreliable(reading.report.checks) == altered


def test_of_the_seeds_exactly_those_with_a_replaced_host_are_marked(shared: Path):
    seeds = sorted((shared / "seeds").glob("*.txt"))
    marked = [path.name[:3] for path in seeds if is_unreliable(read_document(path.read_bytes()).report.checks)]
    assert marked == ["000", "001"]


def test_no_report_of_the_sample_is_marked():
    web = build()
    seen = 0
    for site, article in list(web.pages())[::6]:
        answer = (
            web.answer(Request("GET", site.host, article.path.partition("?")[0], {}, {}, {}))
            if article.report
            else None
        )
        if answer and answer.body and answer.content_type.startswith("text/html"):
            url = f"http://{site.host}{article.path}"
            seen += 1
            assert not is_unreliable(
                read_document(answer.body, url=url, content_type=answer.content_type).report.checks
            ), url
    assert seen >= 10


def test_every_area_code_leads_to_a_province_and_every_province_of_the_mainland_has_one():
    rows = list(read_rows(REFERENCE / "area-codes.csv", required=("prefix", "province_code")))
    provinces = {division.code for division in REGISTRY.divisions if division.level == "province"}
    assert {row.require("province_code") for row in rows} == {code for code in provinces if code < "710000"}
    assert all(row.require("prefix").startswith("0") and 3 <= len(row.require("prefix")) <= 4 for row in rows)
    unique(rows, "prefix")
