"""Rows of `failures` that a person can act on: a short class of error, what happened where, and what to do next."""

import re
from typing import NamedTuple

ROBOTS = "robots.txt: "
"""Begins the reason when it was the rules that could not be had."""
TOO_LARGE = "TooLarge"
"""Error of an answer beyond the limit of bytes."""


class Trouble(NamedTuple):
    """What `failures` says of a request that brought nothing."""

    error: str
    message: str


class _Kind(NamedTuple):
    error: str
    pattern: re.Pattern[str]
    happened: str
    next_step: str


def _kind(error: str, pattern: str, happened: str, next_step: str) -> _Kind:
    return _Kind(error, re.compile(pattern, re.IGNORECASE), happened, next_step)


LATER = "The next crawl asks again."
# The first that matches; `\g<status>` in a text is the number that the pattern found.
KINDS = (
    _kind("DNSLookupError", r"DNSLookup|CannotResolveHost|name resolution|getaddrinfo", "the host has no address",
          "Check the address in the site list."),
    _kind("ConnectionRefused", r"Connection\s?Refused|CONNREFUSED|refused by other side",
          "the server refused the connection", f"Check host and port, or wait. {LATER}"),
    _kind("Timeout", r"time[d_ ]?\s?out", "no answer came in time", f"{LATER} A slow site needs a longer --delay."),
    _kind("TLSError", r"SSL|TLS|certificate", "no secure connection could be made",
          "Try the http:// address in the site list."),
    _kind(TOO_LARGE, r"DownloadCancelled|larger than|maxsize", "the answer is larger than any report",
          "Look at it by hand."),
    _kind("ConnectionLost", r"ConnectionLost|ConnectionDone|NeverReceived|reset|DataLoss|unclean|closed|ConnectError"
          r"|DownloadFailed|ResponseFailed", "the connection broke off", LATER),
    _kind("Forbidden", r"IgnoreRequest", "the address may not be asked", "robots.txt or the site list says so."),
    _kind("Gone", r"^HTTP (?P<status>404|410)\b", "the page is gone (HTTP {status})",
          "If it was a column or a report, the site is searched again by itself."),
    _kind("TooManyRequests", r"^HTTP (?P<status>429)\b", "the server asks for fewer requests (HTTP {status})",
          "Crawl with a longer --delay."),
    _kind("ServerError", r"^HTTP (?P<status>5\d\d)\b", "the server has an error (HTTP {status})", LATER),
    _kind("HTTPStatus", r"^HTTP (?P<status>\d{3})\b", "the server answered HTTP {status}", "Open it in a browser."),
)  # fmt: skip


def trouble(reason: str, url: str) -> Trouble:
    """Name a failed request.

    >>> trouble("robots.txt: ConnectionRefusedError: 111: Connection refused.", "http://a.gov.cn/").error
    'ConnectionRefused'
    >>> trouble("HTTP 404", "http://a.gov.cn/nb/").message[:49]
    'the page is gone (HTTP 404): http://a.gov.cn/nb/.'
    """
    unruly = "nothing was asked, because robots.txt could not be read; " if reason.startswith(ROBOTS) else ""
    plain = reason.removeprefix(ROBOTS)
    for kind in KINDS:
        if match := kind.pattern.search(plain):
            happened = kind.happened.format(**match.groupdict())
            return Trouble(kind.error, f"{unruly}{happened}: {url}. {kind.next_step}")
    error = re.match(r"\w+", plain)
    return Trouble(error.group() if error else "Unknown", f"{unruly}{plain}: {url}. {LATER}")


def refusal(reason: str, url: str) -> Trouble:
    """Name a site that does not want to be crawled."""
    next_step = "The site is left alone; open it in a browser, or ask its operator."
    return Trouble("BlockedPage", f"the site refuses the crawl, {reason}: {url}. {next_step}")
