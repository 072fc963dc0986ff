"""Looks at the registry of sites and at the database, without changing either."""

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from harvester.errors import StoreError
from harvester.jobs.findings import Finding
from harvester.placerows import faulty_sites
from harvester.reference import REFERENCE
from harvester.registry import load_registry
from harvester.store import Store
from harvester.store.migrations import SCHEMA_VERSION
from harvester.store.salvage import Saved, State, inspect, readable

SHOWN = 5
AHEAD = timedelta(hours=26)
"""So far a time in the database may lie ahead of the clock: machines of two time zones that set it by hand."""


def registry(sites: Path | None) -> Iterator[Finding]:
    """The shipped registry, and a person's site list where one is named: every row that is refused."""
    try:
        known = load_registry()
    except Exception as error:  # the rows of the sites are still worth a look
        yield Finding("registry", "problem", str(error), "mend the row; git shows what it was")
        codes: set[str] | None = None
    else:
        placed = sum(1 for site in known.sites if site.division_code)
        told = f"{len(known.divisions)} divisions, {len(known.sites)} sites ({placed} with a division)"
        yield Finding("registry", "ok", told)
        codes = {item.code for item in (*known.divisions, *known.history)}
    lists = [REFERENCE / "sites.csv"] if codes is None else []
    for path in [*lists, *([sites] if sites else [])]:
        yield from _site_list(path, codes)


def _site_list(path: Path, codes: set[str] | None) -> Iterator[Finding]:
    faults = faulty_sites(path, codes)
    for fault in faults[:SHOWN]:
        yield Finding("registry", "problem", fault, "mend the row")
    if len(faults) > SHOWN:
        yield Finding(
            "registry", "problem", f"{path} has {len(faults) - SHOWN} more rows that are refused", "mend them"
        )
    if not faults:
        yield Finding("registry", "ok", f"{path}: every row can be used")


def database(db: Path) -> Iterator[Finding]:
    """The database: whose it is, its schema, whether it is whole, and what the last runs say."""
    if not db.exists():
        yield Finding("database", "note", f"{db} does not exist yet; the first crawl or import makes it")
        return
    if not os.access(db, os.W_OK):
        yield Finding("database", "problem", f"{db} is read-only", "make the file writable, or name another --db")
    try:
        state = inspect(db)
    except StoreError as error:
        yield Finding(
            "database", "problem", str(error), _copies(db) or "restore a backup of the file, or name another --db"
        )
        return
    if state.faults:
        yield from _damaged(db, state)
    elif not state.is_ours:
        yield Finding("database", "problem", f"{db} belongs to another program", "name another file with --db")
    elif state.is_newer:
        told = (
            f"{db} was written by a newer version of this program (schema {state.schema}, this one: {SCHEMA_VERSION})"
        )
        yield Finding("database", "problem", told, "update the program")
    elif state.is_older:
        yield Finding(
            "database", "problem", f"{db} has the older schema {state.schema} (this program: {SCHEMA_VERSION})",
            f"run: harvester doctor --migrate --db {db} (keeps a copy as {db}.schema-{state.schema}.backup first)",
        )  # fmt: skip
    else:
        yield from _whole(db, state)


def _damaged(db: Path, state: State) -> Iterator[Finding]:
    told = "; ".join(state.faults[:3])
    yield Finding("database", "problem", f"{db} is damaged: {told}", _rescue(db))
    saved = [item for item in readable(db) if item.rows or item.lost]
    if saved:
        yield Finding("database", "note", f"what can still be read: {told_rows(saved)}")


def _rescue(db: Path) -> str:
    return f"run: harvester doctor --db {db} --salvage NEW.db, or {_copies(db) or 'restore a backup of the file'}"


def _copies(db: Path) -> str:
    """The copies that migrations kept beside the file."""
    copies = sorted(str(path) for path in db.parent.glob(f"{db.name}.*.backup"))
    return f"restore a copy: {', '.join(copies)}" if copies else ""


def told_rows(saved: Sequence[Saved]) -> str:
    """What was read and what was lost, by table."""
    return ", ".join(
        f"{item.table} {item.rows}{f' ({item.lost} keys or rows lost)' if item.lost else ''}" for item in saved
    )


def _whole(db: Path, state: State) -> Iterator[Finding]:
    if state.orphans:
        yield Finding("database", "problem", f"{db}: {state.orphans} rows belong to nothing", _rescue(db))
    if state.latest and state.latest > (datetime.now(UTC) + AHEAD).isoformat():
        told = f"the database was written at {state.latest[:16]} UTC, which is still to come"
        yield Finding(
            "clock", "problem", told, "set the clock: new versions of reports would look older than known ones"
        )
    with Store.open(db, readonly=True) as store:
        if not state.orphans:
            counts = ", ".join(f"{name} {number}" for name, number in store.counts().items())
            yield Finding("database", "ok", f"{db} is whole: {counts}")
        yield from _failing_sites(store)
        last = next(iter(store.runs()), None)
        if last and last["status"] in ("failed", "interrupted"):
            told = f"the last run ({last['run_id']}, {last['command']}) ended as {last['status']}"
            yield Finding("database", "note", told, "run the same command again: it continues")


def _failing_sites(store: Store) -> Iterator[Finding]:
    """Sites whose row may be wrong: nobody answered at the address on the last visit."""
    rows = store.connection.rows(
        "SELECT site_id, name, home_url FROM sites WHERE last_status IN ('unreachable', 'gone') ORDER BY site_id"
    )
    if rows:
        named = ", ".join(f"{row['name'] or row['site_id']} ({row['home_url']})" for row in rows[:SHOWN])
        more = f" and {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
        yield Finding("registry", "note", f"{len(rows)} sites did not answer on the last visit: {named}{more}",
                      "open them in a browser; where a site has moved, change its row in the site list")  # fmt: skip
