"""TRS WCM (拓尔思, 海云): folders of static files, `t20230119_3481234.html`, pages counted by a script.

Tell by: `…/YYYYMM/tYYYYMMDD_<id>.(s)htm(l)`, `CurrChnlCls` in the breadcrumb, `TRS_Editor`, `/was5/web/search`,
`createPageHTML(total, current, "index", "html")` where page 2 is `index_1.html` (read by the search for every family).
"""

import re

from harvester.crawl.model import Family, Snapshot

_ARTICLE = re.compile(r"/\d{6}/t\d{8}_\d+\.s?html?(?:$|\?)", re.MULTILINE)
_MARKS = re.compile(r"TRS_(?:Editor|UEDITOR)|CurrChnlCls|/was5/web/|_trs_ta_js|trs_editor_view", re.IGNORECASE)

_SIGNS = ("trs_", "currchnlcls", "/was5/web/")


def recognize(snapshot: Snapshot) -> float:
    """Articles named by date, or two marks of the editor."""
    if _ARTICLE.search(snapshot.addresses):
        return 0.9
    if not snapshot.shows(_SIGNS):
        return 0.0
    return 0.5 if len(set(_MARKS.findall(snapshot.text))) > 1 else 0.0


FAMILY = Family("trs", recognize, hints=("/xxgk/ndbg/", "/zwgk/zfxxgk/zfxxgknb/", "/zfxxgk/fdzdgknr/ndbg/"))
