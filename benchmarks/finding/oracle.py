"""The shortest crawl that could find every report of a sample site: it follows links only, but knows which.

The graph is that of a reader who clicks on everything (`tests.sample.walk`): links, pagers, services, postbacks. In it
a tree is grown that begins at the home page and holds one copy of every report: always the report next that costs the
fewest further requests, along a shortest path from the tree. Sites are nearly trees themselves, so little is left to
find; what there were to find would make the oracle's number smaller, never larger.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from urllib.parse import urljoin

from harvester.sample.model import Report, Site
from harvester.sample.web import Web
from tests.sample.walk import _clean, _links, _postbacks, _searched, ask, text_of

Graph = dict[str, list[str]]


def graph(web: Web, home: str) -> Graph:
    """For each address of a site the addresses that its answer leads to; a further answer to a form is a node too."""
    edges: Graph = {}
    waiting = [home]
    while waiting:
        url = waiting.pop()
        if url in edges:
            continue
        edges[url] = []
        for node, texts in _answers(web, url):
            targets = [clean for text in texts for link in _links(url, text) if (clean := _clean(url, link))]
            edges.setdefault(node, []).extend(dict.fromkeys(targets))
            if node != url:
                edges[url].append(node)
            waiting += [target for target in targets if target not in edges]
    return edges


def _answers(web: Web, url: str) -> Iterable[tuple[str, list[str]]]:
    """The answer of an address, and those of the forms and services of its page, as nodes with their texts."""
    answer = ask(web, url)
    if answer is None:
        return
    target = answer.headers.get("Location")
    if target:
        yield url, [f'<a href="{target}">']
        return
    if not answer.content_type.startswith(("text/", "application/json")):
        yield url, []
        return
    text = text_of(answer)
    yield url, [text]
    for number, page in enumerate(_postbacks(web, url, text)):
        yield f"{url} postback {number}", [page]
    found = [f'<a href="{urljoin(url, link)}">' for link in _searched(web, url, text)]
    for number in range(0, len(found), 15):
        yield f"{url} search {number}", found[number : number + 15]


def shortest(edges: Mapping[str, list[str]], home: str, wanted: Iterable[frozenset[str]]) -> int:
    """Nodes of a small tree from `home` that holds one address of each set; sets that nothing leads to are left out."""
    tree, missing = {home}, [addresses for addresses in wanted if addresses & edges.keys()]
    while missing := [addresses for addresses in missing if not addresses & tree]:
        parents = _distances(edges, tree)
        paths = [
            path for addresses in missing
            if (path := min((_path(parents, url) for url in addresses if url in parents), key=len, default=None))
        ]  # fmt: skip
        if not paths:
            break
        tree |= set(min(paths, key=len))
    return len(tree)


def _distances(edges: Mapping[str, list[str]], tree: set[str]) -> dict[str, str | None]:
    """The node before each on a shortest path from the tree."""
    parents: dict[str, str | None] = dict.fromkeys(sorted(tree))
    waiting = deque(parents)
    while waiting:
        node = waiting.popleft()
        for target in edges.get(node, ()):
            if target not in parents:
                parents[target] = node
                waiting.append(target)
    return parents


def _path(parents: Mapping[str, str | None], url: str) -> list[str]:
    path: list[str] = []
    node: str | None = url
    while node is not None and parents[node] is not None:
        path.append(node)
        node = parents[node]
    return path


def addresses(site: Site, report: Report) -> frozenset[str]:
    """Where the text of a report is on its own site: its page and copies of it, or the file that its page offers."""
    here = [url for url, _ in report.urls if url.startswith(site.url)]
    if report.carrier == "page":
        return frozenset(here)
    return frozenset(url for url in here if url.rpartition(".")[2] in ("pdf", "docx"))
