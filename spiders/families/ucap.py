"""开普 UCAP and the 集约化 sites of Sichuan: `/<site>/c100529/xwzx_list.shtml`, articles of 32 hexadecimal digits.

Tell by: `<UCAPCONTENT>`, `pucha.kaipuyun.cn`, `/c<digits>/`. The pager is `createPageHTML('page_div', total, current,
stem, extension, rows)` counted from 1; a stem may itself end in a number, so it is taken from the call.
"""

import re

from harvester.crawl.model import Family, Snapshot

_ADDRESS = re.compile(
    r"/c\d{5,7}/(?:\d{4}/\d{1,2}/\d{1,2}/[0-9a-f]{32}\.shtml|\w+\.shtml)|/\d{4,}/\d{4}/\d{1,2}/\d{1,2}/[0-9a-f]{32}"
)
_MARKS = ("<ucapcontent", "ucap-content", "kaipuyun.cn", "gknbxq_")


def recognize(snapshot: Snapshot) -> float:
    """Addresses of channels and articles, or the vendor's element."""
    if _ADDRESS.search(snapshot.addresses):
        return 0.85
    return 0.7 if snapshot.shows(_MARKS) else 0.0


FAMILY = Family("ucap", recognize)
