"""The furniture of the gold corpus: one function a CMS family or template, each with strings that must not survive."""

import json
from collections.abc import Callable
from html import escape
from typing import NamedTuple

from tests.corpus.build.bodies import Body
from tests.corpus.build.content import Document


class Rendered(NamedTuple):
    """A page as served, as text, with what a reader would not call its content."""

    html: str
    must_not: tuple[str, ...]


Layout = Callable[[Document, Body], Rendered]

MENU = ("网站首页", "走进本地", "新闻中心", "政务公开", "办事服务", "互动交流", "数据开放", "专题专栏")
SIDE = ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报", "依申请公开")
RELATED = (
    "关于公布行政规范性文件清理结果的公告",
    "一图读懂：城乡居民医保新变化",
    "全市政务公开培训班开班",
    "关于调整办公时间的通告",
)


def metas(doc: Document, **extra: str) -> str:
    """The tags of the 网站标签规范."""
    tags = {
        "SiteName": doc.site,
        "SiteDomain": "www.gov.test",
        "SiteIDCode": doc.site_code,
        "ColumnName": doc.column,
        "ColumnType": doc.column,
        "ArticleTitle": doc.title,
        "PubDate": doc.published,
        "ContentSource": doc.source,
    } | extra
    return "\n".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in tags.items())


def menu(items: tuple[str, ...] = MENU, tag: str = "ul") -> str:
    item = "li" if tag == "ul" else "span"
    return (
        f"<{tag} class='nav'>"
        + "".join(f"<{item}><a href='/c{n}/'>{t}</a></{item}>" for n, t in enumerate(items))
        + f"</{tag}>"
    )


def footer(doc: Document) -> str:
    return (
        f"<div class='footer'><p><a href='/lxwm'>联系我们</a>｜<a href='/wzdt'>网站地图</a>｜<a href='/fwsm'>服务声明</a></p>"
        f"<p>版权所有：{doc.site}　主办：{doc.site}办公室　承办：大数据中心</p>"
        f"<p>粤ICP备05099999号-1　网站标识码：{doc.site_code}　粤公网安备 44050002000999号</p></div>"
    )


FOOT = ("联系我们", "网站地图", "版权所有", "ICP备", "网站标识码", "公网安备", "承办：")
TOOLS = ("字体：", "打印本页", "分享到", "浏览次数")


def related() -> str:
    return (
        "<div class='xgwz'><h3>相关链接</h3><ul>"
        + "".join(f"<li><a href='/x{n}.html'>{t}</a><span>2024-01-0{n + 1}</span></li>" for n, t in enumerate(RELATED))
        + "</ul></div>"
    )


def page(doc: Document, head: str, body: str, *, title: str = "") -> str:
    return (
        f"<!DOCTYPE html>\n<html lang='zh-CN'><head><meta charset='{{charset}}'>\n<title>{title or escape(doc.title) + '_' + doc.column + '_' + doc.site}"
        f"</title>\n{head}\n<script>var _hmt = _hmt || []; function dosize(n){{document.getElementById('zoom').style.fontSize=n+'px'}}</script></head>\n"
        f"<body>\n{body}\n</body></html>"
    )


def files(doc: Document) -> str:
    if not doc.attachments:
        return ""
    return (
        "<div class='fjxz'>相关附件："
        + "".join(f"<a href='./{name}'>{name}</a>" for name in doc.attachments)
        + "</div>"
    )


def trs(doc: Document, body: Body) -> Rendered:
    """TRS WCM: the editor nested twice and a second, shorter editor in the footer."""
    html = page(
        doc,
        metas(doc),
        f"""<div class="top"><span>今天是2024年3月5日 星期二</span>{menu()}</div>
<div class="wz">您当前的位置：<a href="/" class="CurrChnlCls">首页</a> &gt; <a href="../" class="CurrChnlCls">{doc.column}</a></div>
<div class="con"><h1>{escape(doc.title)}</h1><div class="info">发布时间：{doc.published} 09:12　来源：{doc.source}　浏览次数：<span id="hits">312</span>
【字体：<a href="javascript:dosize(18)">大</a> <a href="javascript:dosize(16)">中</a> <a href="javascript:dosize(12)">小</a>】<a href="javascript:window.print()">打印本页</a></div>
<div class="TRS_Editor"><style type="text/css">.TRS_Editor P{{line-height:2}}</style><div class="TRS_Editor">{body(doc)}</div></div>{files(doc)}
<div class="share">分享到：<a>微信</a><a>新浪微博</a></div>{related()}</div>
<div class="foot"><div class="TRS_Editor"><p>版权所有：{doc.site}</p><p>粤ICP备05099999号</p><p>网站标识码：{doc.site_code}</p></div></div>""",
    )
    return Rendered(html, (*MENU[:3], "今天是", "位置", *TOOLS, *RELATED[:2], "版权所有", "ICP备", "网站标识码"))


def hanweb(doc: Document, body: Body) -> Rendered:
    """Hanweb with comment marks around the text and a QR caption inside."""
    html = page(
        doc,
        metas(doc),
        f"""<!-- Produced By 大汉网络 大汉版通发布系统 --><div id="head">{menu()}</div>
<table width="100%"><tr><td class="bt_content">当前位置：<a href="/">首页</a>&gt;&gt;<a href="/col/col1229/index.html">{doc.column}</a></td></tr></table>
<div class="main"><p class="con-title">{escape(doc.title)}</p><p class="explain"><i>发布日期：{doc.published}</i><i>信息来源：{doc.source}</i><i>浏览次数：</i><i>字体：[大][中][小]</i></p>
<div id="zoom" class="main-txt"><!--ZJEG_RSS.content.begin-->{body(doc)}<!--ZJEG_RSS.content.end--></div>{files(doc)}
<div class="ewm"><img src="/ewm.png" alt=""><p>扫一扫在手机打开当前页</p></div><p>【打印本页】【关闭窗口】</p></div>{footer(doc)}""",
    )
    return Rendered(html, (*MENU[:3], "当前位置", "字体：", "打印本页", "扫一扫", *FOOT))


def hanweb_old(doc: Document, body: Body) -> Rendered:
    """An older Hanweb template: comments 文章正文开始/结束, no class on the container, contradicting tag date."""
    html = page(
        doc,
        metas(doc, PubDate="2015-06-01"),
        f"""{menu(tag="div")}<div class="bread">首页 &gt; 政务公开 &gt; {doc.column}</div>
<div><table border="0"><tr><td align="center"><h2>{escape(doc.title)}</h2></td></tr><tr><td align="center">发布时间：{doc.published}　来源：{doc.source}</td></tr>
<tr><td><!-- 文章正文开始 -->{body(doc)}<!-- 文章正文结束 --></td></tr><tr><td>上一篇：<a href="a.html">{RELATED[0]}</a><br>下一篇：<a href="b.html">{RELATED[1]}</a></td></tr></table></div>{footer(doc)}""",
    )
    return Rendered(html, (*MENU[:3], "上一篇", *RELATED[:2], *FOOT))


def webber(doc: Document, body: Body) -> Rendered:
    """博达 Visual SiteBuilder."""
    html = page(
        doc,
        metas(doc) + "\n<!--Announced by Visual SiteBuilder 9-->",
        f"""<div class="header">{menu()}</div><div class="dqwz">当前位置：<a href="../index.htm">首页</a>&gt;<a href="../xxgknb.htm">{doc.column}</a></div>
<form name="_newscontent_fromname"><div class="content"><h3 align="center">{escape(doc.title)}</h3><div align="center">作者：　　来源：{doc.source}　　日期：{doc.published}　　点击：[<span id="dynclicks"></span>]</div>
<div id="vsb_content"><div class="v_news_content">{body(doc)}</div></div><div id="div_vote_id"></div>{files(doc)}<p>上一条：<a href="1001.htm">{RELATED[2]}</a></p><p>下一条：<a href="1003.htm">{RELATED[3]}</a></p><p>【<a href="javascript:window.close()">关闭</a>】</p></div></form>{footer(doc)}""",
    )
    return Rendered(html, (*MENU[:3], "当前位置", "点击：", "上一条", *RELATED[2:], *FOOT))


def gkmlpt(doc: Document, body: Body) -> Rendered:
    """Guangdong's platform: the text is an escaped string of the page's configuration."""
    config = json.dumps(
        {"SID": "660", "DETAIL": {"title": doc.title, "content": body(doc)}}, ensure_ascii=False
    ).replace("</", "<\\/")
    html = page(
        doc,
        metas(doc),
        f"""<div id="gkmlpt-header">{menu(SIDE)}</div><div id="app"></div>
<script>window._CONFIG = {config};</script>{footer(doc)}""",
        title=escape(doc.title),
    )
    return Rendered(html, (*SIDE[:2], *FOOT))


def nfcms(doc: Document, body: Body) -> Rendered:
    """NFCMS: `#zoomcon` twice, the second one being the share bar."""
    html = page(
        doc,
        metas(doc),
        f"""<header>{menu()}</header><div class="crumb">当前位置：首页&gt;{doc.column}</div>
<div class="news_cont_d_wrap"><h1 class="title">{escape(doc.title)}</h1><p class="publish_info">来源：{doc.source}　发布时间：{doc.published} 17:30:11　<span>分享到</span></p>
<div class="article-content" id="zoomcon">{body(doc)}</div>{files(doc)}<div id="zoomcon" class="bar"><span>扫一扫在手机打开当前页</span><a>打印本页</a></div></div>{footer(doc)}""",
    )
    return Rendered(html, (*MENU[:3], "当前位置", "分享到", "扫一扫", "打印本页", *FOOT))


def ucap(doc: Document, body: Body) -> Rendered:
    """开普: its own element around the body; a head table with empty fields; the title tag is the editor's default."""
    html = page(
        doc,
        metas(doc, PubDate="2020-09-26 03:45:41"),
        f"""<div class="xxgk_header"><h1>政府信息公开</h1>{menu(SIDE)}</div><div class="right"><table class="xxgk_head"><tr><td>索引号：</td><td></td><td>成文日期：</td><td></td></tr></table>
<h2>{escape(doc.title)}</h2><p class="time">发布时间：{doc.published}</p><div class="gknbxq_detail"><UCAPCONTENT>{body(doc)}</UCAPCONTENT></div>{files(doc)}</div>{footer(doc)}""",
        title="Document",
    )
    return Rendered(html, (*SIDE[:2], "索引号", "成文日期", *FOOT))


def siteserver(doc: Document, body: Body) -> Rendered:
    """SiteServer: no stable container, the end marked by 责任编辑, and a mobile block that repeats the title."""
    html = page(
        doc,
        metas(doc),
        f"""<script>var $pageInfo = {{publishmentSystemID : 1, channelID : 2146, contentID : 9}};</script><div class="m_page"><p>{escape(doc.title)}</p>{menu()}</div>
<div class="wrap"><div class="path">您的位置：<a href="/">首页</a> &gt; <a href="/channels/2146.html">{doc.column}</a></div><div class="box"><div class="bt"><h1>{escape(doc.title)}</h1><span>{doc.published}</span> <span>来源：{doc.source}</span></div>
<div>{body(doc)}</div>{files(doc)}<div>责任编辑：信息中心</div></div><div class="side"><h4>推荐阅读</h4>{related()}</div></div>{footer(doc)}""",
    )
    return Rendered(html, (*MENU[:3], "您的位置", "责任编辑", "推荐阅读", *RELATED[:2], *FOOT))


def aspnet(doc: Document, body: Body) -> Rendered:
    """ASP.NET: a large view state and a form around everything."""
    state = "dDwtMTI3OTMzNDM4NDs7" * 400
    html = page(
        doc,
        metas(doc),
        f"""<form method="post" action="view.aspx?id=9"><input type="hidden" name="__VIEWSTATE" value="{state}" /><div id="top">{menu(tag="div")}</div>
<div id="ctl00_ContentPlaceHolder1_pnl"><span id="lblTitle" style="font-size:18pt">{escape(doc.title)}</span><br /><span id="lblInfo">发布日期：{doc.published}　来源：{doc.source}　阅读次数：88</span><hr /><span id="lblContent">{body(doc)}</span>{files(doc)}</div>
<p><a href="javascript:__doPostBack('p','')">上一篇</a> <a href="javascript:history.back()">返回</a></p></form>{footer(doc)}""",
    )
    return Rendered(html, (*MENU[:3], "阅读次数", "上一篇", "VIEWSTATE", *FOOT))


def asp(doc: Document, body: Body) -> Rendered:
    """A classic ASP site: everything in nested layout tables, upper case tags, no metadata but the title."""
    side = "".join(f"<TR><TD><A HREF='list.asp?id={n}'>{t}</A></TD></TR>" for n, t in enumerate(SIDE))
    html = f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset={{charset}}"><TITLE>{escape(doc.title)}</TITLE></HEAD><BODY>
<TABLE WIDTH=1000 ALIGN=center CELLPADDING=0><TR><TD COLSPAN=2><TABLE><TR>{"".join(f"<TD><A HREF='{n}.asp'>{t}</A></TD>" for n, t in enumerate(MENU))}</TR></TABLE></TD></TR>
<TR><TD WIDTH=200 VALIGN=top><TABLE>{side}</TABLE></TD><TD VALIGN=top><TABLE WIDTH=100%><TR><TD>您现在的位置：<A HREF=/>首页</A> &gt;&gt; {doc.column}</TD></TR>
<TR><TD ALIGN=center><B>{escape(doc.title)}</B></TD></TR><TR><TD ALIGN=center>发布时间：{doc.published} 点击数：412</TD></TR><TR><TD>{body(doc)}</TD></TR><TR><TD ALIGN=right>【<A HREF='javascript:window.print()'>打印本页</A>】【关闭窗口】</TD></TR></TABLE></TD></TR>
<TR><TD COLSPAN=2 ALIGN=center>版权所有：{doc.site}<BR>粤ICP备05099999号　技术支持：某某网络公司</TD></TR></TABLE></BODY></HTML>"""
    return Rendered(html, (*MENU[:3], *SIDE[:2], "您现在的位置", "点击数", "打印本页", "版权所有", "ICP备", "技术支持"))


def easysite(doc: Document, body: Body) -> Rendered:
    """EasySite."""
    html = page(
        doc,
        metas(doc),
        f"""<div id="header">{menu()}</div><div class="easysite-position">位置：首页 &gt; {doc.column}</div><div class="easysite-news-title"><h2>{escape(doc.title)}</h2><p>发布日期：{doc.published}　来源：{doc.source}　字体：大 中 小</p></div>
<div class="easysite-news-text" id="easysiteText">{body(doc)}</div>{files(doc)}<div class="easysite-news-operation"><a>打印本页</a><a>关闭</a></div>{footer(doc)}""",
    )
    return Rendered(html, (*MENU[:3], "位置：", "字体：", "打印本页", *FOOT))


def lonsun(doc: Document, body: Body) -> Rendered:
    """龙讯: a metadata table above the text and a QR line inside the body block."""
    html = page(
        doc,
        metas(doc),
        f"""<div class="nav">{menu()}</div><div class="wz_top">首页 &gt; 政务公开 &gt; {doc.column}</div><h1 class="wzbt">{escape(doc.title)}</h1>
<table class="xxgk_table"><tr><th>索引号：</th><td>0031999/202401-00001</td><th>组配分类：</th><td>{doc.column}</td></tr><tr><th>发布机构：</th><td>{doc.source}</td><th>发布日期：</th><td>{doc.published}</td></tr></table>
<div class="j-fontContent wenzhang" id="zoom"><!--StartLabelHtml_linkList_ab12-->{body(doc)}<p>扫一扫在手机打开当前页</p></div>{files(doc)}<div>【打印本页】</div>{footer(doc)}""",
    )
    return Rendered(html, (*MENU[:3], "索引号", "组配分类", "扫一扫", "打印本页", *FOOT))


def shanghai(doc: Document, body: Body) -> Rendered:
    """Shanghai: `#ivs_content` and a hidden line for screen readers."""
    html = page(
        doc,
        metas(doc),
        f"""<div class="hd">{menu()}</div><div class="Article"><h2 id="ivs_title">{escape(doc.title)}</h2><small>发布时间：{doc.published}</small><table class="syh"><tr><td>索取号：</td><td>AA-2024</td><td>公开属性：</td><td>主动公开</td></tr></table>
<div id="ivs_content">{body(doc)}</div>{files(doc)}<p style="display:none">不能读取工具条</p><div class="share">分享到：微信</div></div>{footer(doc)}""",
    )
    return Rendered(html, (*MENU[:3], "索取号", "不能读取工具条", "分享到", *FOOT))


def textarea(doc: Document, body: Body) -> Rendered:
    """A page whose text waits in a hidden textarea until a script shows it."""
    html = page(
        doc,
        metas(doc),
        f"""<div class="nav">{menu()}</div><h1>{escape(doc.title)}</h1><div>发布时间：{doc.published}　来源：{doc.source}</div><div id="show"></div>
<textarea id="content" style="display:none">{escape(body(doc))}</textarea><script>document.getElementById('show').innerHTML=document.getElementById('content').value</script>{footer(doc)}""",
    )
    return Rendered(html, (*MENU[:3], *FOOT))


def homemade(doc: Document, body: Body) -> Rendered:
    """A template of nobody's: no known container, short class names, the menu after the text, links inside the text."""
    html = page(
        doc,
        "",
        f"""<div class=a1><div class=a2><div class=b9><h4>{escape(doc.title)}</h4><em>{doc.published}</em><div class=k>{body(doc)}</div>{files(doc)}<div class=k2><a href=#>分享到</a> <a href=#>打印本页</a></div></div><div class=r>{related()}</div></div></div>
<div class=z>{menu()}{menu(SIDE)}</div>{footer(doc)}""",
    )
    return Rendered(html, (*MENU[:3], *SIDE[:1], "分享到", "打印本页", *RELATED, *FOOT))


def printed(doc: Document, body: Body) -> Rendered:
    """A print view: hardly any furniture."""
    html = page(
        doc,
        "",
        f"""<div id="print"><h1>{escape(doc.title)}</h1><p>发布时间：{doc.published}</p><hr>{body(doc)}<hr><p><a href="javascript:window.print()">打印本页</a></p></div>""",
    )
    return Rendered(html, ("打印本页",))


def plain(doc: Document, body: Body) -> Rendered:
    """A page that a tool saved as text, menu and footer included."""
    items = "\n".join(f"• {t}" for t in MENU)
    text = f"""{items}
您当前的位置：首页 > 政务公开 > {doc.column}
{doc.title}
发布日期：{doc.published} 20:28
来源：{doc.source}
打印本页
【字体：大 中 小】

{body(doc)}

相关附件：

联系我们 网站帮助 网站地图 服务声明
 版权所有：{doc.site}    主办：{doc.site}办公室
备案编号：粤ICP备05099999号  网站标识码：{doc.site_code}  粤公网安备 44050002000999号"""
    return Rendered(text, (*MENU[:3], "当前的位置", "打印本页", "字体：", "联系我们", "版权所有", "ICP备", "公网安备"))
