"""Where the CMS families put the body of an article: one row a container, each with the family that it comes from."""

from functools import lru_cache
from typing import NamedTuple


class Container(NamedTuple):
    """An element that holds the body of an article, and nothing but it, on the pages of a family."""

    kind: str
    """`id`, `class` or `tag`."""
    name: str
    """In lower case: ids and classes are compared without regard to case."""
    origin: str


CONTAINERS = (
    Container("class", "trs_editor", "TRS WCM"),
    Container("class", "trs_editor_view", "TRS 海云"),
    Container("class", "trs_preappend", "TRS WCM, text pasted from Word"),
    Container("class", "view", "TRS WCM, 海云"),
    Container("class", "pages_content", "TRS, national portals"),
    Container("class", "article-body", "TRS, Shanxi"),
    Container("class", "article_body", "TRS"),
    Container("class", "cas_content", "TRS, Wuhan"),
    Container("id", "zoom", "TRS, Hanweb, Lonsun, Xiangtan: the block that the font size switch enlarges"),
    Container("class", "zoom", "Hanweb, Lishui"),
    Container("id", "zoomcon", "NFCMS, Guangdong"),
    Container("id", "zhengwen", "NFCMS, Huangpu"),
    Container("class", "news_cont_d_wrap", "NFCMS, Guangdong"),
    Container("class", "article-content", "gkmlpt, Hanweb, many templates"),
    Container("class", "article_content", "many templates"),
    Container("class", "article-con", "Hanweb, many templates"),
    Container("class", "articlecontent", "many templates"),
    Container("id", "articlecontent", "many templates"),
    Container("id", "article_content", "many templates"),
    Container("class", "main-txt", "Hanweb, Jinan"),
    Container("class", "main_content", "Hanweb"),
    Container("class", "bt_content", "Hanweb, table template"),
    Container("class", "bt-article-02", "Hanweb, Jiangsu"),
    Container("id", "vsb_content", "博达 Visual SiteBuilder"),
    Container("id", "vsb_content_2", "博达 Visual SiteBuilder"),
    Container("id", "vsb_content_3", "博达 Visual SiteBuilder"),
    Container("id", "vsb_content_4", "博达 Visual SiteBuilder"),
    Container("class", "v_news_content", "博达 Visual SiteBuilder"),
    Container("tag", "ucapcontent", "开普 UCAP"),
    Container("id", "ucap-content", "开普 UCAP, national sites"),
    Container("class", "ucap-content", "开普 UCAP"),
    Container("class", "gknbxq_detail", "开普 UCAP, annual report frame of Sichuan"),
    Container("id", "easysitetext", "EasySite"),
    Container("class", "easysite-news-text", "EasySite"),
    Container("class", "j-fontcontent", "Lonsun 龙讯"),
    Container("class", "newscontnet", "Lonsun 龙讯 (spelled so)"),
    Container("id", "ivs_content", "Shanghai"),
    Container("id", "fontzoom", "Hebei, Langfang; several ASP templates"),
    Container("class", "sj_nr", "Hebei, Baoding, table template"),
    Container("class", "content-container-con", "Heilongjiang, Suibin"),
    Container("id", "infocontentbox", "ASP.NET, Beijing"),
    Container("id", "infocontent", "ASP.NET, Epoint"),
    Container("class", "infodetail", "Epoint 新点"),
    Container("class", "ewb-article-info", "Epoint 新点"),
    Container("class", "ewb-article-content", "Epoint 新点"),
    Container("id", "fontcontent", "PowerEasy"),
    Container("id", "printcontent", "TRS, print view"),
    Container("id", "printarea", "print view"),
    Container("id", "printbody", "print view"),
    Container("id", "articlebody", "many templates"),
    Container("id", "newscontent", "many templates"),
    Container("class", "newscontent", "many templates"),
    Container("class", "news_content", "many templates"),
    Container("class", "news-content", "many templates"),
    Container("class", "detail-content", "many templates"),
    Container("class", "detail_content", "many templates"),
    Container("class", "content_article", "NFCMS, Guangzhou"),
    Container("class", "xxgk_content", "many 信息公开 templates"),
    Container("class", "zwxl-content", "TRS, 政务详览"),
    Container("class", "wzcon", "many templates"),
    Container("id", "textbody", "SiteServer"),
    Container("class", "wp_articlecontent", "college and bureau sites, WebPlus"),
    Container("id", "mycontent", "many templates"),
    Container("id", "contenttext", "many templates"),
    Container("id", "js_content", "articles copied from WeChat"),
)

# Templates use the names as ids and as classes alike, so that either kind of attribute is looked up in both.
BY_NAME = {row.name: row for row in CONTAINERS if row.kind != "tag"}
BY_TAG = {row.name: row for row in CONTAINERS if row.kind == "tag"}

BODY_COMMENTS = (
    ("正文开始", "正文结束"),
    ("文章正文开始", "文章正文结束"),
    ("zjeg_rss.content.begin", "zjeg_rss.content.end"),
    ("<$[信息内容]>begin", "<$[信息内容]>end"),
    ("内容开始", "内容结束"),
    ("content begin", "content end"),
)
"""Comments that stand around the body: NFCMS, Hanweb, Hanweb of Zhejiang, and templates of several makers."""


@lru_cache(maxsize=4_096)
def container_of(tag: str, names: str) -> Container | None:
    """The row that an element matches; `names` are its id and classes in lower case.

    >>> container_of("div", "zoom").name, container_of("div", "a trs_editor").name
    ('zoom', 'trs_editor')
    """
    if names:
        for name in names.split():
            if row := BY_NAME.get(name):
                return row
    return BY_TAG.get(tag)
