"""Search in the texts of all current reports."""

import re

from harvester.store.bigrams import terms
from harvester.web.ask import Answer, Ask, Route, agency_url

LIMIT = 50
LONGEST_QUERY = 200
"""Characters of a query; the rest is left out."""


def read(ask: Ask) -> Answer:
    """The results of a search, or the form alone."""
    query = ask.query.get("q", "").strip()[:LONGEST_QUERY]
    hits = ask.store.search(query, LIMIT) if query else []
    return Answer("search.html", {
        "query": query,
        "hits": [(hit, highlighted(hit.snippet, query)) for hit in hits],
        "limit": LIMIT,
        "agency_url": agency_url,
    })  # fmt: skip


def highlighted(text: str, query: str) -> list[tuple[str, bool]]:
    """The pieces of a text, and whether each is a term of the query.

    >>> highlighted("收到申请3件", "申请")
    [('收到', False), ('申请', True), ('3件', False)]
    """
    wanted = sorted({term for term in terms(query) if term.strip()}, key=len, reverse=True)
    if not wanted:
        return [(text, False)]
    pieces = re.split(f"({'|'.join(map(re.escape, wanted))})", text, flags=re.IGNORECASE)
    return [(piece, at % 2 == 1) for at, piece in enumerate(pieces) if piece]


ROUTE = Route(r"^/search$", read)
