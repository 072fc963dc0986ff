"""The mazes of the larger sample multiply addresses as real sites do, and leave every page where it is."""

from functools import cache

import pytest

from harvester.sample.mazes import COOKIE, FEATURES, HREF, plain
from harvester.sample.model import Answer, Request, Site
from harvester.sample.web import Web, build_large


@cache
def large() -> Web:
    return build_large()


def site_with(feature: str, family: str = "") -> Site:
    return next(site for site in large().sites if feature in site.features and family in site.family)


def ask(site: Site, target: str, cookie: str = "") -> Answer:
    path, _, query = target.partition("?")
    pairs = dict(pair.split("=", 1) for pair in query.split("&") if pair)
    headers = {"cookie": cookie} if cookie else {}
    answer = large().answer(Request("GET", site.host, path, pairs, {}, headers))
    assert answer is not None
    return answer


def links(answer: Answer) -> list[str]:
    return [link.replace("&amp;", "&") for link in HREF.findall(answer.body.decode())]


def annual(site: Site) -> str:
    return next(path for path, column in large().mazes[site.host].lists.items() if column.articles[0].report)


def test_every_kind_of_maze_stands_before_a_site_of_the_larger_sample():
    assert {feature for site in large().sites for feature in site.features} >= FEATURES


def test_without_mazes_the_larger_sample_has_the_same_sites_and_reports():
    bare = build_large(mazes=False)
    assert not bare.mazes
    assert [site.host for site in bare.sites] == [site.host for site in large().sites]
    assert len(bare.reports) == len(large().reports)


def test_filters_combine():
    site = site_with("facets", "webber")
    chosen = next(link for link in links(ask(site, annual(site))) if "year=" in link)
    further = next(link for link in links(ask(site, chosen)) if "theme=" in link)
    assert set(further.partition("?")[2].split("&")) > set(chosen.partition("?")[2].split("&"))
    assert ask(site, further).status == 200


@pytest.mark.parametrize("feature", ["trackers", "stamps"])
def test_marks_in_links_lead_to_the_page_itself(feature: str):
    site = site_with(feature)
    marked = [link for link in links(ask(site, "/")) if plain(link) != link and ".css" not in link]
    assert marked
    answers = [(ask(site, link), ask(site, plain(link))) for link in marked[:10]]
    assert all(answer.status == bare.status != 404 for answer, bare in answers)


def test_stamps_are_never_the_same_and_their_pages_have_no_validators():
    site = site_with("stamps")
    assert not ask(site, "/").modified
    assert any("_t=" in link for link in links(ask(site, "/")))


def test_the_counter_of_clicks_leads_on():
    site = site_with("stamps", "siteserver")
    counter = next(link for link in links(ask(site, "/")) if link.startswith("/hits/"))
    assert ask(site, counter.replace("%2F", "/")).status == 302


def test_a_reader_without_the_cookie_is_sent_to_the_same_page():
    site = site_with("cookies")
    answer = ask(site, "/")
    assert (answer.status, answer.headers["Location"]) == (302, "/")
    assert answer.headers["Set-Cookie"].startswith(COOKIE)
    assert ask(site, "/", COOKIE).status == 200


def test_sessions_stand_in_links_until_the_machine_knows_the_cookie():
    site = site_with("sessions")
    answer = ask(site, "/")
    assert all(";jsessionid=" in link for link in links(answer))
    cookie = answer.headers["Set-Cookie"].partition(";")[0]
    assert not any("jsessionid" in link for link in links(ask(site, "/", cookie)))
    assert ask(site, links(answer)[3]).status == 200


def test_pages_after_the_last_go_on():
    site = site_with("endless", "lonsun")
    assert f"{annual(site)}?page=100" in links(ask(site, f"{annual(site)}?page=99"))


def test_the_mirror_holds_the_pages_and_the_truth_knows_them():
    site = site_with("mirror")
    report = next(report for report in site.reports if report.carrier == "page")
    copy = next(url for url, kind in report.urls if kind == "mirror").removeprefix(f"http://{site.host}")
    assert ask(site, copy).status == 200
    assert all(link.startswith("/old/") for link in links(ask(site, "/old/")))


def test_redirects_go_in_circles_and_on_and_on():
    site = site_with("loops")
    assert ask(site, ask(site, "/zfxxgk_old/").headers["Location"]).headers["Location"] == "/zfxxgk_old/"
    assert ask(site, "/tiaozhuan.do?step=7").headers["Location"].endswith("step=8")


def test_missing_pages_and_closed_ones_answer_politely():
    assert "不存在" in ask(site_with("polite_404"), "/nowhere.html").body.decode()
    assert "拦截" in ask(site_with("firewall"), "/zwgk/index.html").body.decode()
    assert "password" in ask(site_with("login_wall"), "/zwgk/index.html").body.decode()
    login = site_with("login")
    assert "password" in ask(login, ask(login, "/nbtb/index.jsp").headers["Location"]).body.decode()
