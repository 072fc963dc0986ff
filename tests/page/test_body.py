"""Promises that the text of the article is found and nothing of the page around it, in every way of building a page."""

# ruff: noqa: E501 (a row is one case)

import html
import json

import pytest

from harvester.page.read import read_page

LINES = (
    "根据《中华人民共和国政府信息公开条例》要求，现公布某某县人民政府2023年政府信息公开工作年度报告。",
    "一、总体情况",
    "2023年，某某县主动公开政府信息1200条，办理依申请公开36件，均按时答复。",
    "六、其他需要报告的事项",
    "本年度未收取信息处理费。",
    "某某县人民政府",
    "2024年1月20日",
)
BODY = "".join(f"<p>{line}</p>" for line in LINES)
MENU = "".join(f'<li><a href="/c{n}/">栏目{n}</a></li>' for n in range(12))
TOP = f'<div class="header"><ul class="nav">{MENU}</ul></div><div class="dqwz">您当前的位置：<a href="/">首页</a> &gt; <a href="/xx/">年度报告</a></div>'
INFO = "<div class='info'>发布时间：2024-01-22 来源：某某县政府办 【字体：大 中 小】</div>"
TAIL = (
    '<div class="share">分享到：<a href="#">微信</a></div><div class="xgxw"><a href="/1.html">相关新闻一则很长的标题</a></div>'
    "<div class='footer'>版权所有：某某县人民政府 主办：某某县人民政府办公室<br>ICP备案号：某ICP备12345678号 网站标识码：3301010001<br>地址：某某县人民路1号</div>"
)
TITLE = "<h1>某某县人民政府2023年政府信息公开工作年度报告</h1>"


def page(body: str) -> str:
    return f"<html><head><title>年度报告</title></head><body>{TOP}{TITLE}{INFO}{body}{TAIL}</body></html>"


ESCAPED = json.dumps(BODY)
PLACES = {
    "TRS, nested twice, another in the footer": f"<div class=TRS_Editor><style>p{{}}</style><div class=TRS_Editor>{BODY}</div></div><div class=foot><div class=TRS_Editor>版权所有：某某局</div></div>",
    "two zoomcon": f"<div id=zoomcon>{BODY}</div><div id=zoomcon>分享到：</div>",
    "empty zoom": f"<div id=zoom></div><div class=con>{BODY}</div>",
    "comments": f"<div><h2>标题行</h2><!--正文开始-->{BODY}<!--正文结束--><p>（责任编辑：某某）</p></div>".replace("<h2>标题行</h2>", ""),
    "Zhejiang comments": f"<td><!--ZJEG_RSS.content.begin-->{BODY}<!--ZJEG_RSS.content.end--><a href='x'>关闭</a></td>",
    "UCAP": f"<div id=articlecontent><h2>某某县人民政府2023年政府信息公开工作年度报告</h2><ul><li>2024年01月22日 09时32分</li></ul><UCAPCONTENT>{BODY}</UCAPCONTENT></div>",
    "unknown container": f"<div class=abc><div class=xyz>{BODY}</div></div>",
    "paragraphs beside the title": f"<div class=q1>{BODY}</div>",
    "nested layout tables": f"<table width=1004><tr><td><table><tr><td>{MENU}</td><td><table><tr><td>{BODY}</td></tr></table></td></tr></table></td></tr></table>",
    "line breaks only": "<table><tr><td>" + "<br>".join(f"　　{line}" for line in LINES) + "</td></tr></table>",
    "gkmlpt": f"<div id=app></div><script>window._CONFIG = {{SID: '1', DETAIL: {{\"title\": \"x\", \"content\": {ESCAPED}}}}};</script>",
    "escaped unicode": "<script>var content = \"" + "".join(f"\\u{ord(c):04x}" if ord(c) > 127 else c for c in BODY).replace("</", "<\\/") + '";</script>',
    "hidden textarea": f"<textarea id=txt style='display:none'>{html.escape(BODY)}</textarea>",
    "document.write": "<script>document.write('" + BODY + "');</script>",
    "escaped markup": f"<div id=zoom>{html.escape(BODY)}</div>",
    "preformatted": "<div id=zoom><pre>" + "\n".join(LINES) + "</pre></div>",
    "display none copy": f"<div class=TRS_Editor>{BODY}</div><div style='display:none'>{BODY}{BODY}</div>",
    "share bar inside": f"<div id=zoom>{BODY}<div class='bdsharebuttonbox'><a href=#>微信</a><a href=#>微博</a></div><p>扫一扫在手机打开当前页</p><p>【打印本页】【关闭窗口】</p></div>",
    "head table inside": f"<div id=zoom><table><tr><td>索引号</td><td>A1/2024</td><td>发布机构</td><td>某某县</td></tr><tr><td>文号</td><td></td><td>公开日期</td><td>2024-01-22</td></tr></table>{BODY}</div>",
    "attachments inside": f"<div id=zoom>{BODY}<p>附件：<a href='/P020240122.pdf'>2023年报告.pdf</a></p><p><a href='x.docx'>统计表</a></p></div>",
    "related links inside": f"<div id=zoom>{BODY}<ul><li><a href=1.html>县财政局2023年政府信息公开工作年度报告</a></li><li><a href=2.html>县民政局2023年政府信息公开工作年度报告</a></li><li><a href=3.html>县教育局2023年政府信息公开工作年度报告</a></li></ul></div>",
    "title again inside": f"<div id=zoom><h2>某某县人民政府2023年政府信息公开工作年度报告</h2>{BODY}</div>",
}  # fmt: skip


@pytest.mark.parametrize("label", PLACES)
def test_the_body_is_the_article_and_nothing_else(label: str) -> None:
    assert read_page(page(PLACES[label])).text.split("\n") == list(LINES)


def test_the_source_of_the_body_is_named() -> None:
    assert read_page(page(f"<div class=TRS_Editor>{BODY}</div>")).body_source == "container:.trs_editor"
    assert read_page(page(PLACES["gkmlpt"])).body_source == "script:content"


def test_what_was_taken_out_is_kept_for_explanation() -> None:
    removed = "".join(read_page(page(PLACES["share bar inside"])).removed)
    assert "扫一扫在手机打开当前页" in removed


def test_headings_glued_into_a_line_are_cut_off() -> None:
    text = "现予公布（电话：0577-1）。 一、总体情况 2023年，某某县公开信息12条。 二、主动公开政府信息情况 公开规范性文件2件。"
    assert read_page(page(f"<div id=zoom><p>{text}</p></div>")).text.split("\n") == [
        "现予公布（电话：0577-1）。",
        "一、总体情况",
        "2023年，某某县公开信息12条。",
        "二、主动公开政府信息情况",
        "公开规范性文件2件。",
    ]


def test_pictures_in_the_body_are_blocks_with_their_address_and_icons_are_not() -> None:
    body = f"{BODY}<p><img src='./W0202.jpg' alt='图解'><img src='/icon_doc.gif' width=16></p>"
    images = [
        block
        for block in read_page(page(f"<div id=zoom>{body}</div>"), url="http://a.gov.cn/x/t.html").blocks
        if block.kind == "image"
    ]
    assert [(image.text, image.url) for image in images] == [("图解", "http://a.gov.cn/x/W0202.jpg")]


def test_a_page_in_traditional_script_is_simplified_everywhere() -> None:
    read = read_page(
        '<html><head><meta name="ArticleTitle" content="某某縣人民政府2023年政府信息公開工作年度報告"></head>'
        "<body><div class='dqwz'>當前位置：首頁 &gt; 年度報告</div><div id=zoom><p>一、總體情況</p><p>2023年，某某縣主動公開政府信息1200條，辦理申請36件。</p></div></body></html>"
    )
    assert read.script == "hant"
    assert read.metadata.best("title") == "某某县人民政府2023年政府信息公开工作年度报告"
    assert read.text.split("\n")[0] == "一、总体情况"
    assert "simplify" in [change.step for change in read.changes]
