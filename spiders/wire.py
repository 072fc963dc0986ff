"""Between plain data and Scrapy: asks become requests, responses and failures become answers."""

from typing import Any

from scrapy import Request
from scrapy.http import Response
from scrapy.http.request import VerboseCookie

from harvester.crawl.model import Answer, Ask

META = {
    "handle_httpstatus_all": True,  # every status is an answer; the search decides what it means
    "dont_redirect": True,  # a redirect is a link: it must be in scope, allowed, and unknown
    "dont_retry": True,  # the ledger knows what was tried and when it is due again
    "dont_merge_cookies": False,
}


def to_request(ask: Ask, *, key: object, validators: dict[str, str]) -> Request:
    """The Scrapy request for an ask; `key` tells the pages of a browser apart."""
    headers = dict(ask.headers) | validators
    pairs = (pair.partition("=") for pair in headers.pop("Cookie", "").split("; ") if pair)
    cookies: list[VerboseCookie] = [{"name": name, "value": value, "path": "/"} for name, _, value in pairs]
    meta: dict[str, Any] = dict(META)
    if "render" in ask.note:
        meta |= {"playwright": True, "playwright_context": f"page {key}"}
    return Request(
        ask.url,
        method=ask.method,
        body=ask.body,
        headers=headers,
        cookies=cookies,
        meta=meta,
        dont_filter=True,  # the ledger has checked it already, by a better key
    )


def from_response(response: Response) -> Answer:
    """The answer in a response."""
    headers = {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
    return Answer(
        url=response.url,
        status=response.status,
        headers=headers,
        body=response.body,
        latency=float(response.meta.get("download_latency") or 0.0),
        flags=tuple(response.flags),
    )


def from_error(error: Exception) -> Answer:
    """The answer where there is none: the reason in a few words."""
    name = type(error).__name__
    words = " ".join(str(error).split())[:200]
    return Answer(error=f"{name}: {words}" if words else name)
