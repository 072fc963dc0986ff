"""Looks at what is around the harvester: the proxy it is told to use, the clock, the disk."""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from harvester.jobs.findings import Finding

LITTLE, TOO_LITTLE = 2_000_000_000, 200_000_000
"""Bytes of free disk: a region's archive takes about 1 GB, a single run some hundred MB."""
PROXIES = ("http_proxy", "https_proxy", "all_proxy")
SECONDS = 5.0
RELEASED = datetime(2026, 1, 1, tzinfo=UTC)
"""No clock is right that stands before the first version of this program."""


def proxy() -> Iterator[Finding]:
    """Whether the proxies of the environment answer; the crawl and its browser go through them."""
    named = {name: os.environ.get(name) or os.environ.get(name.upper()) for name in PROXIES}
    for name, address in named.items():
        if address:
            yield _proxy(name, address)


def _proxy(name: str, address: str) -> Finding:
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        host, port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        host, port = None, 0
    if not host:
        return Finding(
            "proxy", "problem", f"{name} is no address of a proxy", f"set it to http://host:port, or unset {name}"
        )
    try:
        with socket.create_connection((host, port), timeout=SECONDS):
            return Finding("proxy", "ok", f"{name}: {host}:{port} answers")
    except OSError as error:
        reason = error.strerror or str(error)
        return Finding("proxy", "problem", f"{name}: {host}:{port} does not answer ({reason})",
                       f"start the proxy, or unset {name}: every request would fail")  # fmt: skip


def clock(moment: datetime | None = None) -> Iterator[Finding]:
    """Whether the clock can be right: report years, deadlines and conditional requests hang on it."""
    now = moment or datetime.now(UTC)
    told = f"{now:%Y-%m-%d %H:%M} UTC"
    if now < RELEASED:
        yield Finding("clock", "problem", f"the clock says {told}, before this program was written", "set the clock")
    else:
        yield Finding("clock", "ok", told)


def disk(db: Path) -> Iterator[Finding]:
    """Whether the folder of the database can be written, and how much room there is."""
    folder = next(parent for parent in db.absolute().parents if parent.exists())
    try:
        with tempfile.TemporaryFile(dir=folder):
            yield Finding("disk", "ok", f"{folder} can be written to")
    except OSError as error:
        yield Finding("disk", "problem", f"{folder}: {error.strerror}", "make it writable, or name another --db")
    free = shutil.disk_usage(folder).free
    text = f"{free / 1e9:.1f} GB free"
    if free < TOO_LITTLE:
        yield Finding("disk", "problem", f"only {text}", "free some space before the next run")
    elif free < LITTLE:
        yield Finding("disk", "note", f"only {text}", "a large crawl may need more")
    else:
        yield Finding("disk", "ok", text)
