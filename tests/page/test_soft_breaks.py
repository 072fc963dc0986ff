"""Promises that lines of a page broken inside a sentence are joined, and that all other lines stay."""

from harvester.page.read import read_page

PROSE = "本机关认真开展政务公开工作，全年主动公开政府信息一百条，办理申请三十件。"


def read(body: str):
    page = f"<html><body><h1>某某县2022年报告</h1><div id='zoom'><p>{PROSE}</p>{body}<p>{PROSE}</p></div></body></html>"
    return read_page(page, url="http://www.gov.test/a.html")


def test_a_sentence_broken_by_line_breaks_is_one_paragraph_and_the_change_is_told() -> None:
    page = read(
        "<p>本机关认真贯彻落实《<br>\n中华人民共和国政府信息公开条例》，主动公<br>开政府信息。<br>二、主动公开<br>无</p>"
    )
    assert "本机关认真贯彻落实《中华人民共和国政府信息公开条例》，主动公开政府信息。\n二、主动公开\n无" in page.text
    assert [(change.step, change.places) for change in page.changes] == [("join_soft_breaks", 2)]


def test_paragraphs_blank_lines_signatures_and_contacts_stay_apart() -> None:
    bodies = [
        "<p>本机关认真贯彻落实《</p><p>中华人民共和国政府信息公开条例》，主动公开。</p>",
        "<p>县政府办公室认真落实各项工作，积极主动公<br><br>开政府信息。</p>",
        "<p>某某县人民政府办公室<br>2023年1月20日</p>",
        "<p>联系地址：某县人民大道1号，<br>联系电话：0577-66660000。</p>",
    ]
    for body in bodies:
        page = read(body)
        assert page.changes == ()
        assert len(page.blocks) == 4


WRAPPED = """一、总体情况
2022年，我县认真贯彻落实条例，全年主动公开政
府信息301条，办理依申请公开12件，各项工作取得
新的进展，群众的满意度不断提高，各项任务圆满完
成。

二、主动公开政府信息情况
无
"""


def test_plain_text_of_fixed_width_is_joined_and_the_change_is_told() -> None:
    page = read_page(WRAPPED)
    assert "全年主动公开政府信息301条，办理依申请公开12件，各项工作取得新的进展" in page.text
    assert page.text.endswith("圆满完成。\n二、主动公开政府信息情况\n无")
    assert [(change.step, change.places) for change in page.changes] == [("join_soft_breaks", 3)]


def test_preformatted_text_is_joined_as_plain_text_is() -> None:
    page = read(f"<pre>{WRAPPED}</pre>")
    assert "全年主动公开政府信息301条，办理依申请公开12件，" in page.text
    assert [(change.step, change.places) for change in page.changes] == [("join_soft_breaks", 3)]


def test_one_cell_a_line_and_lists_of_titles_stay_apart() -> None:
    cells = "规章\n0\n0\n0\n行政规范性文件\n8\n1\n25\n"
    titles = "".join(f"某某县{name}局2022年政府信息公开工作年度报告\n" for name in ("教育", "财政", "公安", "水利"))
    for text in (cells, titles):
        assert read_page(f"{PROSE}\n{text}{PROSE}\n").changes == ()
