"""The stored original of a report as inert markup, with an anchor for every cell, sentence and heading found in it."""

import re
from collections.abc import Mapping
from html import escape

from harvester.errors import UnreadablePage
from harvester.jobs.locating import Located, View, locate
from harvester.page.inert import spread_rules
from harvester.web.ask import Answer, Ask, NotFound, Route
from harvester.web.pages.report import stored_row

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; sandbox"
"""Nothing runs, nothing is loaded, no form is sent; the page has no origin. Stored styles are dropped, ours stays."""
VIEWS: Mapping[str, View] = {"served": "served", "read": "read"}
INERT = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
STYLE = """
:root { --here: #ffe08a; color-scheme: light; }
body { font: 15px/1.7 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; margin: 0;
  padding: 1rem; color: #222; background: #fff; overflow-wrap: anywhere; }
table { border-collapse: collapse; margin: .8rem 0; max-width: 100%; }
td, th { border: 1px solid #bbb; padding: .15rem .4rem; font-size: 13px; min-width: 1.2rem; }
mark { background: none; color: inherit; }
.cell { background: #f3f7fc; }
:target, mark:target, .cell:target { background: var(--here); outline: 2px solid #b26a00; scroll-margin: 35vh; }
mark:target { outline: none; box-shadow: 0 0 0 2px var(--here); }
.image { color: #5f5f5f; font-size: 12px; }
h1, h2, h3, h4, h5, h6 { font-size: 1.05rem; line-height: 1.4; }
"""


def read(ask: Ask) -> Answer:
    """The original of a report."""
    row = stored_row(ask)
    stored = ask.store.capture(row["capture_id"]) if row["capture_id"] else None
    if stored is None:
        raise NotFound(f"no capture of report {row['report_id']}")
    try:
        located = locate(ask.store, row["report_id"], stored, VIEWS.get(ask.query.get("view", "")))
    except UnreadablePage as error:
        return _page(f"<p>{escape(str(error))}</p>", "", ask)
    return _page(located.markup, spread_rules(_sentences(located)), ask)


def _sentences(located: Located) -> list[str]:
    """Anchors of texts that stand in several pieces."""
    return sorted(name for name in located.anchors if re.search(rf'<mark class="{name}"', located.markup))


def _page(markup: str, rules: str, ask: Ask) -> Answer:
    body = (
        f'<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY.removesuffix("; sandbox")}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(ask.words('original_frame'))}</title>\n<style>{STYLE}{rules}</style>\n</head>\n"
        f"<body>\n<main>\n{markup}\n</main>\n</body>\n</html>\n"
    )
    headers = INERT | {"Content-Type": "text/html; charset=utf-8"}
    return Answer(body=body.encode("utf-8", "replace"), headers=headers)


ROUTE = Route(r"^/report/(?P<report_id>\d+)/source$", read)
