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
