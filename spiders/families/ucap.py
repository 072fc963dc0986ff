"""开普 UCAP and the 集约化 sites of Sichuan: `/<site>/c100529/xwzx_list.shtml`, articles of 32 hexadecimal digits.

Tell by: `<UCAPCONTENT>`, `pucha.kaipuyun.cn`, `/c<digits>/`. The pager is `createPageHTML('page_div', total, current,
stem, extension, rows)` counted from 1; a stem may itself end in a number, so it is taken from the call.
"""

import re

from harvester.crawl.model import Family, Snapshot

_ADDRESS = re.compile(
    r"/c\d{5,7}/(?:\d{4}/\d{1,2}/\d{1,2}/[0-9a-f]{32}\.shtml|\w+\.shtml)|/\d{4,}/\d{4}/\d{1,2}/\d{1,2}/[0-9a-f]{32}"
)
_MARKS = re.compile(r"<UCAPCONTENT|UCAP-CONTENT|kaipuyun\.cn|gknbxq_", re.IGNORECASE)


def recognize(snapshot: Snapshot) -> float:
    """Addresses of channels and articles, or the vendor's element."""
    if any(_ADDRESS.search(link.url) for link in snapshot.links):
        return 0.85
    return 0.7 if _MARKS.search(snapshot.text) else 0.0


FAMILY = Family("ucap", recognize)
