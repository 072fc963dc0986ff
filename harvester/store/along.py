"""Requests that belong to another one: robots.txt, script files of an empty page, further pages of an article.

They are asked while their page is, so the crawl never takes them from the ledger; but their fate stands there as that
of every other. What they brought is kept until the sweep of the site ends: a run that continues after a kill reads it
instead of asking again.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

from harvester.store.connection import now
from harvester.store.functions import pack, unpack
from harvester.store.ledger import ALONG, Ledger, fingerprint

Kind = Literal["robots", "script file", "part", "archive"]
ROBOTS_AGE = timedelta(hours=24)
"""RFC 9309: robots.txt should not be used from a store for longer."""
_KEPT = ("content-type", "location")

_ASK = """
INSERT INTO ledger_requests (site_id, fingerprint, sweep, url, kind, state, tries, asked_at, run_id)
VALUES (:site_id, :fingerprint, :sweep, :url, :kind, 'asked', 1, :at, :run_id)
ON CONFLICT (site_id, fingerprint) DO UPDATE SET
  tries = iif(sweep = excluded.sweep, tries, 0) + 1, sweep = excluded.sweep, state = 'asked', reason = NULL,
  http_status = NULL, answered_at = NULL, asked_at = excluded.asked_at, run_id = excluded.run_id
"""
_ANSWERED = """
SELECT r.url, r.http_status, r.answered_at, a.headers, a.body FROM ledger_requests AS r
JOIN ledger_answers AS a USING (request_id)
WHERE r.site_id = ? AND r.fingerprint = ? AND r.sweep = ? AND r.state = 'answered'
"""
assert set(ALONG) == set(Kind.__args__)  # type: ignore[attr-defined]


class Kept(NamedTuple):
    """An answer that this sweep has had."""

    status: int
    headers: dict[str, str]
    body: bytes


class Along:
    """The requests of one site that belong to others."""

    def __init__(self, ledger: Ledger, site_id: str) -> None:
        """Write into `ledger`, in the sweep that is open there."""
        self._ledger = ledger
        self._sql = ledger.store.connection
        self._site_id = site_id

    def ask(self, url: str, kind: Kind, part: str = "") -> int:
        """A request goes out now; returns the number of its row. `part` tells the ranges of one file apart."""
        values = {
            "site_id": self._site_id, "fingerprint": self._key(url, kind, part), "url": url, "kind": kind, "at": now(),
            "sweep": self._ledger.sweep(self._site_id), "run_id": self._ledger.run_id,
        }  # fmt: skip
        with self._sql.writing():
            self._sql.execute(_ASK, values)
            return int(
                self._sql.value(
                    "SELECT request_id FROM ledger_requests WHERE site_id = :site_id AND fingerprint = :fingerprint",
                    {name: values[name] for name in ("site_id", "fingerprint")},
                )
            )

    def answered(self, number: int, status: int, headers: Mapping[str, str], body: bytes) -> None:
        """The answer came; it is kept until the sweep ends."""
        kept = json.dumps({name: headers[name] for name in _KEPT if name in headers})
        with self._sql.writing():
            self._sql.execute(
                "INSERT OR REPLACE INTO ledger_answers (request_id, headers, body) VALUES (?, ?, ?)",
                (number, kept, pack(body)),
            )
            self._end(number, "answered", None, status)

    def given_up(self, number: int, reason: str, status: int | None = None) -> None:
        """No useful answer."""
        self._end(number, "given_up", reason, status)

    def kept(self, url: str, kind: Kind, part: str = "") -> Kept | None:
        """What the sweep has had already for this address."""
        row = self._sql.first(_ANSWERED, (self._site_id, self._key(url, kind, part), self._ledger.sweep(self._site_id)))
        if row is None or (kind == "robots" and _age(row["answered_at"]) > ROBOTS_AGE):
            return None
        return Kept(row["http_status"], json.loads(row["headers"]), unpack(row["body"]))

    @staticmethod
    def _key(url: str, kind: Kind, part: str) -> str:
        return fingerprint(f"{kind} {url}", body=part.encode())

    def _end(self, number: int, state: str, reason: str | None, status: int | None) -> None:
        self._sql.execute(
            "UPDATE ledger_requests SET state = ?, reason = ?, http_status = ?, answered_at = ? WHERE request_id = ?",
            (state, reason, status, now(), number),
        )


def _age(moment: str) -> timedelta:
    return datetime.now(UTC) - datetime.fromisoformat(moment)
