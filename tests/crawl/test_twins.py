"""Promises that trackers and mirrors are learned from lists that agree, and that parameters which matter stay."""

import pytest

from harvester.crawl.twins import Twins, known

REPORTS = ("/nb/2021.html", "/nb/2022.html", "/nb/2023.html")
TITLE = "政府信息公开年报"


def reports(prefix: str = "http://a.gov.cn", mark: str = "", paths: tuple[str, ...] = REPORTS) -> set[str]:
    return {f"{prefix}{path}{mark}" for path in paths}


def test_a_parameter_in_which_lists_do_not_differ_is_without_effect_after_two_pairs():
    twins, words = Twins(), "2023年政府信息公开工作年度报告"
    page = "http://a.gov.cn/nb/2023.html"
    assert twins.first(f"{page}?from=p1", words) == f"{page}?from=p1"
    assert twins.note("http://a.gov.cn/nb/?from=p1", reports(mark="?from=x")) is None
    assert twins.note("http://a.gov.cn/nb/?from=p2", reports(mark="?from=y")) == "http://a.gov.cn/nb/?from=p1"
    assert not twins.inert
    twins.note("http://a.gov.cn/bm/?from=p1", reports("http://a.gov.cn/bm"))
    twins.note("http://a.gov.cn/bm/", reports("http://a.gov.cn/bm"))
    assert twins.inert == {"from"}
    assert twins.first(f"{page}?from=p9", "2023年政府信息公开工作…") == f"{page}?from=p1"
    assert twins.first(page, words) == f"{page}?from=p1"


def test_a_parameter_that_once_makes_a_difference_stays_for_good():
    twins = Twins()
    for unit in "123":
        twins.note(f"http://a.gov.cn/list.jsp?unit={unit}", reports())
    assert twins.inert == {"unit"}
    twins.note("http://a.gov.cn/list.jsp?unit=4", reports(paths=("/x/1.html", "/x/2.html")))
    assert not twins.inert
    assert twins.first("http://a.gov.cn/list.jsp?unit=5", TITLE) == "http://a.gov.cn/list.jsp?unit=5"


def test_pages_that_links_name_otherwise_are_not_one_page_whatever_was_learned():
    twins = Twins(inert={"unit"})
    assert twins.first("http://a.gov.cn/list.jsp?unit=1", "教育局") == "http://a.gov.cn/list.jsp?unit=1"
    assert twins.first("http://a.gov.cn/list.jsp?unit=2", "财政局") == "http://a.gov.cn/list.jsp?unit=2"


def test_a_number_that_lists_hand_on_to_their_links_is_the_number_of_a_unit():
    twins = Twins()
    for unit in "12345":  # empty units that show the newest reports of the government beside their own menu
        url = f"http://a.gov.cn/list.jsp?unit={unit}"
        assert twins.note(url, reports(), [f"http://a.gov.cn/guide.jsp?unit={unit}"]) is None
    assert not twins.inert


@pytest.mark.parametrize("name", ["page", "p", "offset", "pageIndex"])
def test_numbers_of_pages_are_never_without_effect(name: str):
    twins = Twins()
    for page in range(9, 14):  # behind the last page many servers show the last page again
        assert twins.note(f"http://a.gov.cn/nb/?{name}={page}", reports()) is None
    assert not twins.inert


def test_short_lists_and_lists_that_differ_in_two_parameters_say_nothing():
    twins = Twins()
    for unit in "1234":
        twins.note(f"http://a.gov.cn/nb/?unit={unit}", reports(paths=REPORTS[:1]))
        twins.note(f"http://a.gov.cn/bm/?unit={unit}&kind={unit}", reports())
    assert not twins.inert


def test_a_folder_with_the_lists_of_the_site_is_a_mirror():
    twins, page = Twins(), "http://www.a.gov.cn/zwgk/x.html"
    assert twins.first(page, "政务公开") == page
    twins.note("http://a.gov.cn/nb/", reports())
    assert twins.note("http://a.gov.cn/old/nb/", reports("http://a.gov.cn/old")) == "http://a.gov.cn/nb/"
    assert twins.mirrors == {"a.gov.cn/old"}
    assert twins.first("http://a.gov.cn/old/zwgk/x.html", "政务公开") == page
    new = "http://a.gov.cn/old/zwgk/only-here.html"
    assert twins.first(new, "政务公开") == new


def test_a_unit_below_the_site_with_reports_of_its_own_is_no_mirror():
    twins = Twins()
    twins.note("http://a.gov.cn/nb/", reports())
    twins.note("http://a.gov.cn/jyj/nb/", reports("http://a.gov.cn/jyj", paths=("/nb/2022.html", "/nb/2023.html")))
    twins.note("http://a.gov.cn/czj/nb/", reports())  # lists the reports of the government, as pages of units do
    assert not twins.mirrors


def test_what_was_learned_is_remembered():
    memory = Twins({"from"}, {"a.gov.cn/old"}).memory()
    assert memory == {"inert": ["from"], "mirrors": ["a.gov.cn/old"]}
    assert known(memory).memory() == memory
    assert known({}).memory() == {}


def test_the_very_bytes_of_a_list_of_reports_count_and_those_of_an_empty_page_do_not():
    twins = Twins()
    for unit in "123":
        twins.repeat(f"http://a.gov.cn/empty.jsp?unit={unit}", "http://a.gov.cn/empty.jsp?unit=0", TITLE)
    assert not twins.inert
    twins.note("http://a.gov.cn/nb/?come=1", reports())
    twins.repeat("http://a.gov.cn/nb/?come=2", "http://a.gov.cn/nb/?come=1", TITLE)
    twins.repeat("http://a.gov.cn/nb/?come=3", "http://a.gov.cn/nb/?come=1", TITLE)
    assert twins.inert == {"come"}


def test_the_page_of_a_unit_counts_when_the_words_name_the_same_unit():
    for words, learned in ((("教育局", "教育局", "教育局"), {"come"}), (("教育局", "财政局", "审计局"), set())):
        twins = Twins()
        for number, title in enumerate(words):
            twins.first(f"http://a.gov.cn/unit.html?come={number}", title)
            twins.repeat(f"http://a.gov.cn/unit.html?come={number}", "http://a.gov.cn/unit.html?come=0", title)
        assert twins.inert == learned


def test_the_default_page_of_a_folder_is_the_folder_with_a_mark_as_well():
    twins = Twins()
    twins.note("http://a.gov.cn/nb/index.html", reports())
    assert twins.note("http://a.gov.cn/nb/index.html?from=p1", reports()) == "http://a.gov.cn/nb/index.html"


def test_reports_with_the_same_text_count_and_those_with_others_say_that_a_number_matters():
    twins = Twins()
    for number in "123":
        twins.note_text(f"http://a.gov.cn/show.html?come={number}&id=1", "the text")
    assert twins.inert == {"come"}
    twins.note_text("http://a.gov.cn/show.html?come=3&id=2", "another text")
    twins.note_text("http://a.gov.cn/show.html?come=3&id=3", "the text")  # a repost
    twins.note_text("http://a.gov.cn/show.html?come=3&id=4", "the text")
    assert twins.inert == {"come"}
