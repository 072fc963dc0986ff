"""Promises that forms are sent as a browser would, that only searches are filled in, and what is kept for later."""

from urllib.parse import parse_qs, urlsplit

import pytest

from harvester.crawl.aids import aids, script_files, usual_paths
from harvester.crawl.forms import QUERIES, choices, form_values, search_asks
from harvester.crawl.model import Answer, Ask, Lead, Snapshot
from harvester.crawl.pages import snapshot, with_scripts

BASE = "http://www.a.gov.cn/zwgk/"


def page(body: str) -> Snapshot:
    return snapshot(Ask(BASE), Answer(BASE, 200, {"content-type": "text/html; charset=utf-8"}, body.encode()))


@pytest.mark.parametrize(
    ("form", "method", "sent"),
    [
        ("<form action='/so.do' method=post><input type=hidden name=t value=1><input name=q><select name=s><option value=a>"
         "x<option value=b selected>y</select><button>检索</button></form>", "POST", {"t": "1", "s": "b", "q": QUERIES[0]}),
        ("<form action='/search/'><input type=text name=kw value=请输入><input type=submit name=go value=搜索></form>", "GET",
         {"kw": QUERIES[0]}),
    ],
)  # fmt: skip
def test_the_search_of_a_site_is_asked_for_the_reports(form: str, method: str, sent: dict[str, str]):
    ask = next(search_asks(page(form).root, BASE))
    text = ask.body if ask.method == "POST" else urlsplit(ask.url).query
    assert (ask.method, {name: values[0] for name, values in parse_qs(text).items()}) == (method, sent)


@pytest.mark.parametrize(
    "form",
    [
        "<form action='/login'><input name=u><input type=password name=p>查询</form>",
        "<form action='/mail'><input name=title><textarea name=text></textarea><button>提交</button></form>",
        "<form action='/query'><input name=name><input name=number><button>查询</button></form>",
    ],
)
def test_a_form_that_asks_for_anything_else_is_left_alone(form: str):
    assert list(search_asks(page(form).root, BASE)) == []


def test_a_select_box_of_units_or_years_is_a_list_of_lists():
    shown = page(
        "<form action='nb.jsp'><input type=hidden name=c value=3><select name=unit><option value=''>请选择<option value=1>"
        "教育局<option value=2>沙河镇<option value=9>其他选项</select></form><form><select name=y><option value=a>按时间</select></form>"
    )
    found = [(choice.text, choice.ask.url) for choice in choices(shown.root, BASE)]
    assert found == [("教育局", f"{BASE}nb.jsp?c=3&unit=1"), ("沙河镇", f"{BASE}nb.jsp?c=3&unit=2")]


def test_unchecked_boxes_and_buttons_are_not_sent():
    shown = page("<form><input type=checkbox name=a value=1><input type=radio name=b value=2 checked><input type=submit name=c></form>")
    assert form_values(next(shown.root.iter("form"))) == {"b": "2"}


def test_site_map_menu_scripts_and_search_are_kept_for_a_site_without_a_column():
    shown = page(
        "<a href='/wzdt/'>网站地图</a><script src='/js/jquery.min.js'></script><script src='/js/menu.js'></script>"
        "<script src='list.js'></script><form action='/search'><input name=q>搜索</form>"
    )
    found = [(aid.role, aid.ask.url.partition("?")[0]) for aid in aids(shown, Lead(Ask(BASE), "1", "home", 1.0))]
    search = ("probe", "http://www.a.gov.cn/search")
    assert found == [("probe", "http://www.a.gov.cn/wzdt/"), ("script", "http://www.a.gov.cn/js/menu.js"), search, search]
    assert [ask.url for ask in script_files(shown)] == ["http://www.a.gov.cn/js/menu.js", f"{BASE}list.js"]


def test_a_script_file_is_read_as_if_it_stood_in_the_page():
    shown = page("<script>var id = 7;</script><script src='x.js'></script>")
    code = "document.write(\"<a href='/c\" + id + \"/'>信息公开年报</a>\"); document.write('<iframe src=\"/f' + id + '.jsp\"></iframe>');"
    filled = with_scripts(shown, (code, "<html>404</html>"))
    assert [(link.url, link.text) for link in filled.links if link.text] == [("http://www.a.gov.cn/c7/", "信息公开年报")]
    assert [frame.get("src") for frame in filled.root.iter("iframe")] == ["/f7.jsp"]


def test_usual_paths_begin_in_the_folders_of_the_portal():
    assert usual_paths(["/gk/"])[0] == "/gk/zfxxgknb/"
    assert len(usual_paths(["/a/", "/b/", "/c/"])) <= 20
