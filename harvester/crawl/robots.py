"""What robots.txt says, read once for each origin: what is allowed, how long to wait, where sitemaps are."""

from typing import NamedTuple

from protego import Protego


class Rules(NamedTuple):
    """The rules of one origin. `parser` is None where everything is allowed, or nothing (`refused`)."""

    parser: Protego | None = None
    refused: str = ""
    """Why the server could not say (5xx, no answer): by RFC 9309 nothing may be asked for now."""

    def allows(self, url: str, agent: str) -> bool:
        """True when the address may be asked."""
        if self.refused:
            return False
        return self.parser is None or bool(self.parser.can_fetch(url, agent))

    def delay(self, agent: str) -> float:
        """Crawl-delay in seconds, 0 when there is none."""
        value = self.parser.crawl_delay(agent) if self.parser else None
        return float(value) if value else 0.0

    def sitemaps(self) -> tuple[str, ...]:
        """Addresses of the sitemaps that it names."""
        return tuple(self.parser.sitemaps) if self.parser else ()


EVERYTHING = Rules()


def read_rules(status: int, body: bytes, content_type: str = "") -> Rules:
    """The rules of an answer to `/robots.txt`: 2xx is read, 5xx refuses, anything else allows everything.

    A web page in place of the file (a soft 404) says nothing.
    """
    if status >= 500:
        return Rules(refused=f"robots.txt: HTTP {status}")
    if not 200 <= status < 300 or b"<html" in body[:2048].lower() or "html" in content_type.lower():
        return EVERYTHING
    text = body.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    return Rules(Protego.parse(text))
