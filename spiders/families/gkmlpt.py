"""广东 gkmlpt 政务公开平台: a script shell over a JSON service, one platform for each unit.

Tell by: `/gkmlpt/index`, `/gkmlpt/annualreport`, `window._CONFIG = {… SID: '…', TREE: […]}`. A column is the
fragment of the address (`/gkmlpt/index#2629`), no page of its own: `GET /gkmlpt/api/all/<column>?page=<n>&sid=<SID>`
lists it, up to `classify.post_count`. Articles are served as pages.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from harvester.crawl.model import Ask, Column, Family, Listing, Snapshot
from harvester.crawl.paging import MOST_PAGES
from harvester.crawl.titles import read_title
from harvester.page.model import Link
from spiders.families._markup import json_items, read_json

_PLATFORM = re.compile(r"^(.*?/gkmlpt)(?:/|$)")
_SID = re.compile(r"\bSID\b[\"']?\s*:\s*[\"']?(\w+)")
_TREE = re.compile(r"\bTREE\b[\"']?\s*:\s*(?=\[)")


def recognize(snapshot: Snapshot) -> float:
    """The platform's path with its configuration, or an answer of its service."""
    if "/gkmlpt/" not in urlsplit(snapshot.url).path + "/":
        return 0.0
    return 1.0 if snapshot.root is None or _SID.search(snapshot.text) else 0.3


def listing(snapshot: Snapshot) -> Listing:
    """The entries of a service answer and its next page; for a shell, the service of its report columns."""
    if snapshot.root is None:
        return _answer(snapshot)
    return _shell(snapshot)


def _answer(snapshot: Snapshot) -> Listing:
    data = read_json(snapshot.text)
    items = tuple(json_items(data.get("articles") if isinstance(data, dict) else data, snapshot.url))
    note = snapshot.ask.note
    page = int(note.get("page", "1"))
    seen = int(note.get("seen", "0")) + len(items)
    total = _number(data, "post_count")
    if not items or (total and seen >= total) or page >= MOST_PAGES or "list" not in note:
        return Listing(items)
    return Listing(items, (_service(note["list"], note.get("sid", ""), page + 1, seen),))


def _shell(snapshot: Snapshot) -> Listing:
    match, sid = _PLATFORM.match(snapshot.url), _SID.search(snapshot.text)
    if match is None or sid is None:
        return Listing()
    prefix = match.group(1)
    nodes = list(_nodes(_tree(snapshot.text)))
    jumps = tuple(
        Link(urljoin(snapshot.url, node["jump_url"]), str(node.get("name", "")), place="menu")
        for node in nodes
        if node.get("jump_url")
    )
    asked = urlsplit(snapshot.ask.url).fragment
    wanted = {str(node["id"]): str(node.get("name", "")) for node in nodes if _is_wanted(node, asked)}
    if asked.isdigit():
        wanted.setdefault(asked, "")
    columns = (Column(_service(f"{prefix}/api/all/{n}", sid.group(1), 1, 0), name) for n, name in wanted.items())
    return Listing(jumps, columns=tuple(columns), is_whole=bool(nodes))


def _service(address: str, sid: str, page: int, seen: int) -> Ask:
    memo = (("list", address), ("sid", sid), ("page", str(page)), ("seen", str(seen)))
    return Ask(f"{address}?page={page}&sid={sid}", memo=memo)


def _is_wanted(node: dict[str, Any], asked: str) -> bool:
    """The column that the address names, and report columns by their names."""
    if "id" not in node or node.get("jump_url"):
        return False
    return str(node["id"]) == asked or read_title(str(node.get("name", ""))).kind in ("column", "report")


def _tree(text: str) -> Any:
    """The column tree in the page's configuration."""
    match = _TREE.search(text)
    if match is None:
        return []
    try:
        return json.JSONDecoder().raw_decode(text, match.end())[0]
    except ValueError:
        return []


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.append(node.get("children"))
        elif isinstance(node, list):
            waiting.extend(reversed(node))


def _number(data: Any, name: str) -> int:
    found = (
        data.get("classify", {}).get(name) if isinstance(data, dict) and isinstance(data.get("classify"), dict) else 0
    )
    return int(found) if str(found).isdigit() else 0


FAMILY = Family("gkmlpt", recognize, listing, hints=("/gkmlpt/annualreport", "/gkmlpt/index"))
