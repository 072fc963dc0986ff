"""Promises that only hosts of listed sites are asked, whatever a page links."""

import pytest

from harvester.crawl.scope import Scope, origin_of
from harvester.registry import Site


def site(site_id: str, home: str, domain: str = "", disclosure: str | None = None) -> Site:
    return Site(site_id=site_id, name="", domain=domain, home_url=home, disclosure_url=disclosure)


COUNTY = site("county", "http://www.a.gov.cn/", "a.gov.cn", "http://xxgk.b.gov.cn/a/")
LOCAL = site("local", "http://127.0.0.1:8001/")


@pytest.mark.parametrize(
    ("url", "site_id"),
    [
        ("http://www.a.gov.cn/x", "county"),
        ("https://jyj.a.gov.cn/", "county"),
        ("http://a.gov.cn:8080/x", "county"),
        ("http://xxgk.b.gov.cn/other", "county"),
        ("http://127.0.0.1:8001/x", "local"),
        ("http://www.b.gov.cn/", None),
        ("http://www.nota.gov.cn/", None),
        ("http://www.a.gov.cn.evil.example/", None),
        ("http://a.gov.cn@evil.example/", None),
        ("http://127.0.0.1:8002/x", None),
        ("http://127.0.0.1/", None),
        ("http://localhost:8001/", None),
        ("http://10.0.0.1/", None),
        ("http://169.254.169.254/latest/", None),
        ("http://[::1]:8001/", None),
        ("http://2130706433:8001/", None),
        ("ftp://www.a.gov.cn/", None),
        ("file:///etc/passwd", None),
        ("javascript:alert(1)", None),
        ("http://[broken", None),
        ("", None),
    ],
)
def test_an_address_belongs_to_the_listed_site_or_to_none(url: str, site_id: str | None):
    assert Scope([COUNTY, LOCAL]).site_of(url) == site_id


def test_subdomains_belong_to_the_listed_domain_only_and_not_to_the_host_of_the_home_page():
    scope = Scope([site("one", "http://www.a.gov.cn/", "www.a.gov.cn")])
    assert "http://www.a.gov.cn/" in scope
    assert "http://jyj.www.a.gov.cn/" in scope
    assert "http://jyj.a.gov.cn/" not in scope


def test_two_sites_on_one_host_are_told_apart_by_their_folders():
    scope = Scope([site("town", "http://www.a.gov.cn/town/index.html"), site("county", "http://www.a.gov.cn/")])
    assert scope.site_of("http://www.a.gov.cn/town/nb.html") == "town"
    assert scope.site_of("http://www.a.gov.cn/other/") == "county"


def test_an_address_of_several_sites_on_a_host_has_an_owner_only_where_a_folder_says_so():
    scope = Scope([site("a", "http://www.a.gov.cn/a/"), site("b", "http://www.a.gov.cn/b/"), site("c", "http://c.gov.cn/")])
    owners = [scope.owner(url) for url in ("http://www.a.gov.cn/b/1.html", "http://www.a.gov.cn/x/1.html", "http://c.gov.cn/1")]
    assert owners == ["b", None, "c"]


def test_a_numeric_domain_has_no_subdomains():
    assert "http://1.10.0.0.1/" not in Scope([site("one", "http://10.0.0.1/", "10.0.0.1")])


def test_an_origin_is_scheme_host_and_port():
    assert origin_of("http://[::1]:8001/a") == "http://[::1]:8001"
    assert origin_of("nonsense") == ""
