"""What an answer means for the search: a page, a redirect, gone, refused, or to be tried again."""

import re
from typing import Literal, NamedTuple

from harvester.crawl.model import Answer
from harvester.crawl.pace import retry_after

Kind = Literal["page", "unchanged", "redirect", "retry", "gone", "refused"]

TRIES = 3
_TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 522, 523, 524})
_GONE = frozenset({404, 410, 400, 405, 406, 414, 501})
# No second try mends these: too large by our limit, no such host, not the protocol that was asked for.
_FINAL_ERRORS = re.compile(
    r"DownloadCancelled|IgnoreRequest|CannotResolveHost|DNSLookup|UnsupportedURL|NotSupported|InvalidURL"
)
_END = re.compile(rb"</html\s*>|%%EOF|[}\])]\s*;?\s*\Z|</(?:datastore|urlset|sitemapindex)>", re.IGNORECASE)
_TAIL = 1000


class Verdict(NamedTuple):
    """What to do with an answer."""

    kind: Kind
    reason: str = ""
    wait: float | None = None
    """Seconds that the server asked for."""


def judge(answer: Answer) -> Verdict:
    """Tell by status, headers and error what an answer means; the text of a page is judged elsewhere."""
    if answer.error:
        return Verdict("gone" if _FINAL_ERRORS.search(answer.error) else "retry", answer.error)
    if _is_cut(answer):
        return Verdict("retry", "DataLoss: the body is shorter than the server promised")
    status = answer.status
    if status in _TRANSIENT:
        return Verdict("retry", f"HTTP {status}", retry_after(answer.headers.get("retry-after", "")))
    return Verdict(_kind(status, bool(answer.headers.get("location"))), f"HTTP {status}")


def _is_cut(answer: Answer) -> bool:
    """The connection broke off before the end. Some servers promise too much: what has its own end is whole.

    >>> cut = Answer(status=200, flags=("dataloss",), body=b"<html><p>1")
    >>> _is_cut(cut), _is_cut(Answer(status=200, flags=("dataloss",), body=b"<html></HTML>\\n<!-- x -->"))
    (True, False)
    """
    return "dataloss" in answer.flags and not _END.search(answer.body[-_TAIL:])


def _kind(status: int, leads_on: bool) -> Kind:
    if status == 304:
        return "unchanged"
    if 300 <= status < 400:
        return "redirect" if leads_on else "gone"
    if status in _GONE:
        return "gone"
    return "refused" if status >= 400 else "page"


def back_off(tries: int, base: float, asked: float | None = None) -> float:
    """Seconds until a failed request is due again: what the server asked for, else longer each time."""
    return asked if asked is not None else base * 3 ** (tries - 1)
