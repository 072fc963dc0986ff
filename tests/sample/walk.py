"""A reader who clicks on everything: follows the links of the sample web, its pagers, services and scripts."""

import base64
import json
import re
from collections.abc import Iterator
from itertools import cycle
from urllib.parse import parse_qsl, quote, urljoin, urlsplit

from harvester.sample.model import Answer, Request
from harvester.sample.web import Web

HREF = re.compile(r"""(?:href|value)=["']?([^"'\s>]+)""")
PAGER = re.compile(r"createPageHTML\(([^)]*)\)")
POSTBACK = re.compile(r"__doPostBack\('AspNetPager1','(\d+)'\)")
STATE = re.compile(r'id="(__\w+)" value="([^"]*)"')
PROXY = re.compile(r'(/module/web/jpage/dataproxy\.jsp\?[^"]*)"')
SCRAMBLED = re.compile(r"key=\[([\d,]+)\],raw=atob\('([^']+)'\)")
UNIT = re.compile(r"url=\"([^\"]+)\"\s+querydata=\"[^\"]*'webId':'(\w+)','tplSetId':'(\w+)'[^\"]*'pageId':'(\w+)'")
SEARCH = re.compile(r"searchId: '(\d+)'.*?url: '([^']+)', chnlid: '(\d+)'", re.DOTALL)
NOT_FOLLOWED = ("/calendar", "/search", "/was5", "/print", "/m/", "/gate/", "javascript:", "#")


def ask(web: Web, url: str, form: dict[str, str] | None = None) -> Answer | None:
    """What the sample answers to a request."""
    parts = urlsplit(url)
    method = "POST" if form else "GET"
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    return web.answer(Request(method, parts.netloc, parts.path or "/", query, form or {}, {}))


def text_of(answer: Answer) -> str:
    """Text of an answer in whichever of the two encodings it is."""
    try:
        return answer.body.decode("utf-8")
    except UnicodeDecodeError:
        return answer.body.decode("gb18030", errors="replace")


def _pages(arguments: str) -> Iterator[str]:
    """Names of the pages that `createPageHTML` writes, from both orders of its arguments."""
    pieces = [piece.strip().strip("'\"") for piece in arguments.split(",")]
    numbers = [int(piece) for piece in pieces if piece.isdigit()]
    stem, extension = [piece for piece in pieces if piece and not piece.isdigit()][-2:]
    first = 0 if len(pieces) == 4 else 1
    for page in range(first + 1, numbers[0] + first):
        yield f"{stem}_{page}.{extension}"


def _services(html: str, sid: str) -> Iterator[str]:
    tree = json.JSONDecoder().raw_decode(html, html.index("TREE: ") + 6)[0]
    stack = list(tree)
    while stack:
        node = stack.pop()
        stack += node["children"]
        if node["jump_url"]:
            yield node["jump_url"]
        for page in range(1, node["post_count"] // 20 + 2):
            yield f"/gkmlpt/api/all/{node['id']}?page={page}&sid={sid}"


def _links(url: str, html: str) -> Iterator[str]:
    yield from HREF.findall(html)
    for arguments in PAGER.findall(html):
        yield from _pages(arguments)
    sid = re.search(r"SID: '(\d+)'", html)
    if sid:
        yield from _services(html, sid[1])
    if url.find("/api/all/") > 0:
        yield from (article["url"] for article in json.loads(html)["articles"])
    for proxy in PROXY.findall(html):
        yield from (re.sub(r"page=\d+", f"page={page}", proxy).replace("\n", "") for page in range(1, 9))
    unit = UNIT.search(html)
    if unit:
        ids = f"webId={unit[2]}&tplSetId={unit[3]}&pageId={unit[4]}"
        for page in range(1, 9):
            yield f"{unit[1]}?{ids}&paramJson=" + quote(json.dumps({"pageNo": page, "pageSize": 15}))
    if "/page/build/unit?" in url:
        yield from HREF.findall(json.loads(html)["data"]["html"])
    scrambled = SCRAMBLED.search(html)
    if scrambled:
        key = [int(number) for number in scrambled[1].split(",")]
        data = bytes(byte ^ k for byte, k in zip(base64.b64decode(scrambled[2]), cycle(key), strict=False))
        for row in json.loads(data):
            yield f"/detail/{_base36(row['n'])}-{_base36((row['n'] * 7919 + 104729) % 1000003)}.html"


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits or "0"


def _searched(web: Web, url: str, html: str) -> Iterator[str]:
    """Addresses from the search service of the Fujian sites, which wants a POST."""
    service = SEARCH.search(html)
    for page in range(1, 9) if service else ():
        form = {"channelid": service[1], "classsql": f"chnlid={service[3]}", "page": str(page), "prepage": "15"}
        answer = ask(web, urljoin(url, service[2]), form)
        if answer:
            yield from (doc["chnldocurl"] for doc in json.loads(answer.body)["docs"])


def _postbacks(web: Web, url: str, html: str) -> Iterator[str]:
    fields = dict(STATE.findall(html))
    for page in POSTBACK.findall(html):
        answer = ask(web, url, fields | {"__EVENTTARGET": "AspNetPager1", "__EVENTARGUMENT": page})
        if answer:
            yield text_of(answer)


def _clean(base: str, link: str) -> str | None:
    if any(part in link for part in NOT_FOLLOWED):
        return None
    url = urljoin(base, link)
    if urlsplit(url).netloc != urlsplit(base).netloc:
        return None
    return re.sub(r";jsessionid=\w+", "", url).partition("#")[0]


def reachable(web: Web, home: str) -> set[str]:
    """Every address of a site to which a click leads, starting from its home page."""
    seen, waiting = {home}, [home]
    while waiting:
        url = waiting.pop()
        answer = ask(web, url)
        if answer is None:
            continue
        target = answer.headers.get("Location")
        texts = [text_of(answer)] if answer.content_type.startswith(("text/", "application/json")) else []
        texts += _postbacks(web, url, texts[0]) if texts else []
        links = [target] if target else [link for text in texts for link in _links(url, text)]
        links += [link for text in texts for link in _searched(web, url, text)]
        for link in links:
            clean = _clean(url, link)
            if clean and clean not in seen:
                seen.add(clean)
                waiting.append(clean)
    return seen
