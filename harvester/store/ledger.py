"""The ledger of requests: what a crawl asked, what came, what is due, written as it happens.

A *sweep* is one pass over one site. It may span several runs: a sweep that a killed run left open is continued, a
finished one is followed by a new one, and `full=True` starts a new one in any case ("again" against "continue").
Requests are known by (site, fingerprint): within a sweep each is asked once, however often it is added.

    ledger = Ledger(store, run_id)
    sweep = ledger.begin(site_id)                 # Sweep(number, resumed, requests); releases what a killed run held
    ledger.add([Request(site_id, url, kind="home", score=1.0)])         # -> how many of them are new in this sweep
    due = ledger.take(site_id)                    # best first, marked `asked` before the request goes out; [] when none
    with store.writing():                         # an answer and all that follows from it: one transaction
        capture_id = store.save_capture(...)
        ledger.answered(due[0], http_status=200)  # or .failed(due, reason, after=seconds) -> tried again later,
        ledger.add(links)                         # or .given_up(due, reason, http_status), .put_off(due, reason)
        following = ledger.take(site_id)
    ledger.finish(site_id, "ok")                  # ends the sweep; what is still due is dropped

Every call is a transaction of its own (about 50 microseconds) unless it stands inside `with store.writing():`.
A request that was `asked` when the process died becomes due again at the next `begin`; one that was answered does not.
A site whose budget is used up is simply not finished when it shall be continued next time, or finished with "budget".
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from harvester.store.connection import Row, now
from harvester.store.functions import pack, unpack
from harvester.store.store import Store


def fingerprint(url: str, method: str = "GET", body: bytes | None = None) -> str:
    """What makes two requests the same: 32 hexadecimal digits from method, address and body.

    >>> fingerprint("http://a.gov.cn/") == fingerprint("http://a.gov.cn/", "POST", b"page=2")
    False
    """
    key = b"\0".join((method.upper().encode(), url.encode("utf-8", "surrogatepass"), body or b""))
    return hashlib.sha256(key).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Request:
    """A request that is to be made for a site. `fingerprint` is computed unless the caller has its own."""

    site_id: str
    url: str
    kind: str
    score: float = 0.0
    depth: int = 0
    method: str = "GET"
    body: bytes | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)
    """Anything that JSON can hold; comes back with the due request."""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A request that was handed out. `etag` and `last_modified` are those of the last capture of the address."""

    request_id: int
    site_id: str
    url: str
    kind: str
    score: float
    depth: int
    method: str
    body: bytes | None
    meta: dict[str, Any]
    fingerprint: str
    tries: int
    """How often it was asked in this sweep, this time included."""
    etag: str | None = None
    last_modified: str | None = None


class Sweep(NamedTuple):
    """A pass over a site as `begin` found or made it."""

    number: int
    resumed: bool
    requests: int
    """Requests that the sweep has made so far; not 0 only when it is resumed."""


class Earlier(NamedTuple):
    """A request that is known already."""

    at: str | None
    """When its answer came, UTC."""
    meta: dict[str, Any]
    reason: str


_ADD = """
INSERT INTO ledger_requests (site_id, fingerprint, sweep, url, method, body, meta, score, depth, kind, state)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'due')
ON CONFLICT (site_id, fingerprint) DO UPDATE SET
  sweep = excluded.sweep, url = excluded.url, meta = excluded.meta, score = excluded.score, depth = excluded.depth,
  kind = excluded.kind, state = 'due', tries = 0, reason = NULL, not_before = NULL
WHERE ledger_requests.sweep < excluded.sweep OR (state = 'due' AND ledger_requests.score < excluded.score)
"""
ALONG = ("robots", "script file", "part", "archive")
"""Kinds of requests that belong to another one; see `harvester.store.along`."""
_ALONG = f"kind IN {ALONG}"
_TAKE = """
SELECT * FROM ledger_requests
WHERE site_id = ? AND state IN ('due', 'failed') AND (not_before IS NULL OR not_before <= ?)
ORDER BY score DESC, depth, request_id LIMIT ?
"""
# What was put off carries its reason and is to be asked again; what a finished sweep dropped was not worth it.
_KNOWN = """
SELECT answered_at, meta, reason FROM ledger_requests WHERE site_id = ? AND fingerprint = ?
AND (sweep = ? OR state IN ('answered', 'given_up') OR (state = 'dropped' AND reason IS NULL))
"""
_VALIDATORS = """
SELECT etag, last_modified FROM captures
WHERE url = ? AND http_status = 200 AND (etag IS NOT NULL OR last_modified IS NOT NULL)
ORDER BY seen_at DESC LIMIT 1
"""


class Ledger:
    """The requests of one run; see the head of this module for its use."""

    def __init__(self, store: Store, run_id: int) -> None:
        """Work on `store` in the name of run `run_id`."""
        self.store = store
        self.run_id = run_id
        self._sql = store.connection
        self._sweeps: dict[str, tuple[int, bool]] = {}

    def begin(self, site_id: str, *, full: bool = False) -> Sweep:
        """Continue the open sweep of a site, or start a new one (always when `full`)."""
        with self._sql.writing():
            last = self._sql.first("SELECT * FROM ledger_sweeps WHERE site_id = ?", (site_id,))
            resumed = bool(last and last["finished_at"] is None and not full)
            number = last["sweep"] if last and resumed else (last["sweep"] + 1 if last else 1)
            is_full = bool(last["is_full"]) if last and resumed else full
            if resumed:
                self._release(site_id)
            else:
                self._drop(site_id)
            self._sql.execute(
                "INSERT INTO ledger_sweeps (site_id, sweep, is_full, started_at, run_id) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (site_id) DO UPDATE SET sweep = excluded.sweep, is_full = excluded.is_full, "
                "started_at = iif(sweep = excluded.sweep, started_at, excluded.started_at), "
                "finished_at = NULL, outcome = NULL, run_id = excluded.run_id",
                (site_id, number, is_full, now(), self.run_id),
            )
        self._sweeps[site_id] = (number, is_full)
        return Sweep(number, resumed, self.requests_made(site_id))

    def finish(self, site_id: str, outcome: str = "ok") -> None:
        """End the sweep of a site; requests that are still due are dropped."""
        with self._sql.writing():
            self._drop(site_id)
            self._sql.execute(
                "UPDATE ledger_sweeps SET finished_at = ?, outcome = ? WHERE site_id = ?", (now(), outcome, site_id)
            )

    def add(self, requests: Iterable[Request]) -> int:
        """Make requests due, ignoring those that this sweep knows; returns how many are new or now better scored."""
        rows = [
            (r.site_id, r.fingerprint or fingerprint(r.url, r.method, r.body), self._number(r.site_id), r.url,
             r.method, r.body, json.dumps(dict(r.meta), ensure_ascii=False), r.score, r.depth, r.kind)
            for r in requests
        ]  # fmt: skip
        before = self._sql.db.conn.total_changes
        if rows:
            self._sql.many(_ADD, rows)
        return self._sql.db.conn.total_changes - before

    def take(self, site_id: str, limit: int = 1) -> list[Due]:
        """Hand out the best due requests of a site and write down that they are asked."""
        with self._sql.writing():
            rows = self._sql.rows(_TAKE, (site_id, now(), limit))
            self._sql.many(
                "UPDATE ledger_requests SET state = 'asked', tries = tries + 1, asked_at = ?, run_id = ? "
                "WHERE request_id = ?",
                [(now(), self.run_id, row["request_id"]) for row in rows],
            )
        return [self._due(row) for row in rows]

    def answered(self, due: Due, http_status: int, reason: str = "") -> None:
        """The answer came and was dealt with; it is not asked again in this sweep."""
        self._close(due, "answered", reason, http_status)

    def failed(self, due: Due, reason: str, *, after: float = 0.0, http_status: int | None = None) -> None:
        """No useful answer; it becomes due again `after` so many seconds."""
        later = (datetime.now(UTC) + timedelta(seconds=after)).isoformat(timespec="milliseconds") if after else None
        self._close(due, "failed", reason, http_status, later)

    def given_up(self, due: Due, reason: str, http_status: int | None = None) -> None:
        """It will not be asked again in this sweep."""
        self._close(due, "given_up", reason, http_status)

    def put_off(self, due: Due, reason: str) -> None:
        """It did not work in this sweep; the next one asks again as if for the first time."""
        self._close(due, "dropped", reason, None)

    def known(self, site_id: str, fingerprints: Iterable[str]) -> dict[str, Earlier]:
        """Those of the requests that this sweep has, and that an earlier one ended or found not worth asking."""
        number = self._number(site_id)
        found: dict[str, Earlier] = {}
        for fingerprint in fingerprints:
            row = self._sql.first(_KNOWN, (site_id, fingerprint, number))
            if row is not None:
                found[fingerprint] = Earlier(row["answered_at"], json.loads(row["meta"]), row["reason"] or "")
        return found

    def answers(self, site_id: str) -> Iterator[tuple[dict[str, Any], str]]:
        """Meta and reason of the requests that the sweep of a site has had answered, oldest first."""
        rows = self._sql.rows(
            "SELECT meta, reason FROM ledger_requests WHERE site_id = ? AND sweep = ? AND state = 'answered' "
            f"AND NOT {_ALONG} ORDER BY answered_at, request_id",
            (site_id, self._number(site_id)),
        )
        yield from ((json.loads(row["meta"]), row["reason"] or "") for row in rows)

    def note(self, due: Due, note: Mapping[str, Any]) -> None:
        """Keep what an answer taught until the sweep ends; before `answered`, so that no answer is without its note."""
        packed = pack(json.dumps(note, ensure_ascii=False).encode())
        self._sql.execute("INSERT OR REPLACE INTO ledger_notes VALUES (?, ?)", (due.request_id, packed))

    def notes(self, site_id: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """Meta and note of the requests that the sweep of a site has had answered, oldest first."""
        rows = self._sql.rows(
            "SELECT meta, note FROM ledger_requests JOIN ledger_notes USING (request_id) "
            "WHERE site_id = ? AND sweep = ? AND state = 'answered' ORDER BY answered_at, request_id",
            (site_id, self._number(site_id)),
        )
        yield from ((json.loads(row["meta"]), json.loads(unpack(row["note"]))) for row in rows)

    def addresses(self, site_id: str) -> Iterator[tuple[str, str]]:
        """Addresses of a site that earlier runs found, in their order, with the words that led there."""
        rows = self._sql.rows(
            "SELECT url, ifnull(json_extract(meta, '$.title'), '') AS title FROM ledger_requests "
            f"WHERE site_id = ? AND method = 'GET' AND NOT {_ALONG} ORDER BY request_id",
            (site_id,),
        )
        yield from ((row["url"], row["title"]) for row in rows)

    def next_due_at(self, site_id: str) -> str | None:
        """When the next request of a site is due: None when none is, a past time when one is due now."""
        time = self._sql.value(
            "SELECT min(ifnull(not_before, '')) FROM ledger_requests WHERE site_id = ? AND state IN ('due', 'failed')",
            (site_id,),
        )
        return None if time is None else str(time or now())

    def retry_at(self, site_id: str) -> str | None:
        """When a request that failed is due again, while it is not; None when none waits."""
        moment = self._sql.value(
            "SELECT min(not_before) FROM ledger_requests WHERE site_id = ? AND state = 'failed' AND not_before > ?",
            (site_id, now()),
        )
        return str(moment) if moment is not None else None

    def requests_made(self, site_id: str) -> int:
        """How many requests the sweep of a site has made but for robots.txt, repeated ones counted each time."""
        return int(
            self._sql.value(
                "SELECT ifnull(sum(tries), 0) FROM ledger_requests "
                "WHERE site_id = ? AND sweep = ? AND kind <> 'robots'",
                (site_id, self._number(site_id)),
            )
        )

    def counts(self, site_id: str) -> dict[str, int]:
        """Requests of the sweep of a site by state."""
        rows = self._sql.rows(
            "SELECT state, count(*) AS n FROM ledger_requests WHERE site_id = ? AND sweep = ? GROUP BY state",
            (site_id, self._number(site_id)),
        )
        return {row["state"]: row["n"] for row in rows}

    def open_sites(self) -> list[str]:
        """Sites whose sweep an earlier run left open."""
        rows = self._sql.rows("SELECT site_id FROM ledger_sweeps WHERE finished_at IS NULL ORDER BY site_id")
        return [row["site_id"] for row in rows]

    def sweep(self, site_id: str) -> int:
        """Number of the open sweep of a site."""
        return self._number(site_id)

    def _number(self, site_id: str) -> int:
        if site_id not in self._sweeps:
            raise ValueError(f"begin({site_id!r}) must come before its requests")
        return self._sweeps[site_id][0]

    def _due(self, row: Row) -> Due:
        _, is_full = self._sweeps[row["site_id"]]
        known = None
        if not is_full and row["method"] == "GET":
            known = self._sql.first(_VALIDATORS, (row["url"],))
        return Due(
            request_id=row["request_id"], site_id=row["site_id"], url=row["url"], kind=row["kind"],
            score=row["score"], depth=row["depth"], method=row["method"], body=row["body"],
            meta=json.loads(row["meta"]), fingerprint=row["fingerprint"], tries=row["tries"] + 1,
            etag=known["etag"] if known else None, last_modified=known["last_modified"] if known else None,
        )  # fmt: skip

    def _close(self, due: Due, state: str, reason: str, status: int | None, not_before: str | None = None) -> None:
        self._sql.execute(
            "UPDATE ledger_requests SET state = ?, reason = ?, http_status = ?, not_before = ?, answered_at = ? "
            "WHERE request_id = ?",
            (state, reason or None, status, not_before, now(), due.request_id),
        )

    def _release(self, site_id: str) -> None:
        """Make due again what a run asked that is no more; what belongs to another request is asked with that one."""
        self._sql.execute(
            f"UPDATE ledger_requests SET state = iif({_ALONG}, 'dropped', 'due'), not_before = NULL "
            "WHERE site_id = ? AND state = 'asked'",
            (site_id,),
        )

    def _drop(self, site_id: str) -> None:
        self._sql.execute(
            "UPDATE ledger_requests SET state = 'dropped' WHERE site_id = ? AND state IN ('due', 'failed', 'asked')",
            (site_id,),
        )
        for table in ("ledger_answers", "ledger_notes"):
            self._sql.execute(
                f"DELETE FROM {table} WHERE request_id IN (SELECT request_id FROM ledger_requests WHERE site_id = ?)",
                (site_id,),
            )
