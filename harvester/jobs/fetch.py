"""One polite request for one document: robots.txt is asked first, time and size are bounded, nothing is retried."""

import gzip
import http.client
import io
import time
import urllib.request
import zlib
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from w3lib.url import safe_url_string

from harvester.crawl.robots import Rules, read_rules
from harvester.errors import BlockedPage, HarvestError
from harvester.page.challenge import blocked
from harvester.reference import url_fault

TIMEOUT = 20.0
"""Seconds that one read may take."""
DEADLINE = 60.0
"""Seconds that the whole answer may take; a server that drips bytes is left."""
REDIRECTS = 5
ROBOTS_LIMIT = 512 * 1024


class Fetched(NamedTuple):
    """What a server answered."""

    url: str
    """The address after redirects."""
    status: int
    content_type: str | None
    body: bytes


def is_url(source: str) -> bool:
    """Tell an address from the name of a file.

    >>> is_url("https://www.example.cn/a.html"), is_url("reports/a.html"), is_url("https:/oops")
    (True, False, True)
    """
    return source.lower().startswith(("http:", "https:")) or "://" in source


def check_url(url: str) -> str:
    """The address in the form that is sent, refused when it cannot be asked over HTTP.

    >>> check_url("https://www.example.cn/政务/a.html")
    'https://www.example.cn/%E6%94%BF%E5%8A%A1/a.html'
    """
    address = url.strip()
    fault = url_fault(address)
    if fault:
        raise HarvestError(f"{url!r} {fault}")
    return safe_url_string(address)


def fetch(url: str, *, user_agent: str, limit: int) -> Fetched:
    """Ask for one document as a considerate visitor would.

    Raises:
        HarvestError: the address is wrong, robots.txt forbids it, the server cannot be reached or answers an error.
        BlockedPage: the answer is a challenge page.
    """
    visitor = _Visitor(user_agent)
    address = check_url(url)
    for _ in range(REDIRECTS + 1):
        visitor.ask_leave(address)
        with visitor.ask(address) as response:
            target = response.headers.get("Location") if response.status in (301, 302, 303, 307, 308) else None
            if target is None:
                return _answer(response, address, limit)
        address = check_url(urljoin(address, target))
    raise HarvestError(f"{url} is redirected more than {REDIRECTS} times; check the address")


def _answer(response: http.client.HTTPResponse, url: str, limit: int) -> Fetched:
    headers = response.headers
    body = _unpack(_read(response, limit, url), headers.get("Content-Encoding", ""), limit, url)
    reason = blocked(response.status, dict(headers), body[:20_000].decode("utf-8", "replace"))
    if reason:
        raise BlockedPage(f"{url} answers with a block page ({reason}); open it in a browser and give the saved file")
    if response.status >= 400:
        phrase = http.client.responses.get(response.status, "")
        raise HarvestError(f"{url} answers {response.status} {phrase}; check the address")
    return Fetched(url, response.status, headers.get("Content-Type"), body)


class _EveryAnswer(urllib.request.HTTPErrorProcessor):
    """Hands every answer on as it came: redirects are ours to follow, errors ours to tell."""

    def http_response(self, request: object, response: Any) -> Any:
        """The response as it is."""
        return response

    https_response = http_response


class _Visitor:
    """Sends requests under one name and keeps what each host's robots.txt says."""

    def __init__(self, user_agent: str) -> None:
        self.user_agent = user_agent
        self.rules: dict[str, Rules] = {}
        self.opener = urllib.request.build_opener(_EveryAnswer)

    def ask(self, url: str) -> http.client.HTTPResponse:
        """Send the request, with the reason in plain words when no answer comes."""
        request = urllib.request.Request(url, headers={"User-Agent": self.user_agent, "Accept": "text/html,*/*;q=0.5"})
        try:
            response: http.client.HTTPResponse = self.opener.open(request, timeout=TIMEOUT)
        except (OSError, http.client.HTTPException, ValueError) as error:
            cause = getattr(error, "reason", error)
            reason = getattr(cause, "strerror", None) or str(cause) or type(cause).__name__
            raise HarvestError(f"{url} cannot be reached ({reason}); check the address and the connection") from error
        return response

    def ask_leave(self, url: str) -> None:
        """Refuse when robots.txt of the host does."""
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self.rules:
            with self.ask(f"{host}/robots.txt") as response:
                body = _read(response, ROBOTS_LIMIT, url, cut=True)
                self.rules[host] = read_rules(response.status, body, response.headers.get("Content-Type", ""))
        if not self.rules[host].allows(url, self.user_agent):
            raise HarvestError(f"{url} is closed to robots by {host}/robots.txt; save the page by hand, give the file")


def _read(response: http.client.HTTPResponse, limit: int, url: str, *, cut: bool = False) -> bytes:
    end = time.monotonic() + DEADLINE
    body = io.BytesIO()
    try:
        while chunk := response.read1(65_536):
            body.write(chunk)
            if body.tell() > limit:
                if cut:
                    break
                raise HarvestError(f"{url} is larger than {limit // 1_000_000} MB, which no report is; it was not read")
            if time.monotonic() > end:
                raise HarvestError(f"{url} did not arrive within {DEADLINE:.0f} seconds; try again later")
    except (OSError, http.client.HTTPException) as error:
        raise HarvestError(f"{url} broke off while it was read ({error}); try again") from error
    if response.length and not cut:
        raise HarvestError(f"{url} broke off, {response.length} bytes are missing; try again")
    return body.getvalue()


def _unpack(body: bytes, encoding: str, limit: int, url: str) -> bytes:
    """Undo a compression that we did not ask for but some servers use all the same."""
    if encoding.lower() not in ("gzip", "x-gzip", "deflate"):
        return body
    try:
        if encoding.lower() == "deflate":
            plain = zlib.decompressobj().decompress(body, limit + 1)
        else:
            plain = gzip.GzipFile(fileobj=io.BytesIO(body)).read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise HarvestError(f"{url} sent a broken {encoding} stream ({error}); try again") from error
    if len(plain) > limit:
        raise HarvestError(f"{url} unpacks to more than {limit // 1_000_000} MB, which no report is; it was not read")
    return plain
