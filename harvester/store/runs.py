"""Runs: who wrote what and when, and which of them died without saying so."""

import json
import os
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from harvester.store.connection import Connection, now

RunStatus = Literal["running", "finished", "interrupted", "failed"]


def start_run(connection: Connection, command: str, settings: Mapping[str, Any]) -> int:
    """Open a run and return its number; runs whose process is gone are marked interrupted."""
    with connection.writing():
        mark_interrupted(connection)
        run_id = connection.execute(
            "INSERT INTO runs (command, started_at, settings) VALUES (?, ?, ?)", (command, now(), _json(settings))
        ).lastrowid
        connection.execute("INSERT INTO run_owners VALUES (?, ?)", (run_id, process_name(os.getpid())))
    return int(run_id or 0)


def finish_run(connection: Connection, run_id: int, status: RunStatus, stats: Mapping[str, Any]) -> None:
    """Close a run with its outcome and counts."""
    with connection.writing():
        connection.execute(
            "UPDATE runs SET finished_at = ?, status = ?, stats = ? WHERE run_id = ?",
            (now(), status, _json(stats), run_id),
        )
        connection.execute("DELETE FROM run_owners WHERE run_id = ?", (run_id,))


def add_stats(connection: Connection, run_id: int, more: Mapping[str, Any]) -> None:
    """Add to what was counted in a run that is over."""
    with connection.writing():
        stats = _stats(connection, run_id) | dict(more)
        connection.execute("UPDATE runs SET stats = ? WHERE run_id = ?", (_json(stats), run_id))


def list_runs(connection: Connection) -> list[dict[str, Any]]:
    """All runs, the latest first; settings and stats as they were given."""
    rows = connection.rows("SELECT * FROM runs ORDER BY run_id DESC")
    return [row | {name: json.loads(row[name]) for name in ("settings", "stats")} for row in rows]


def mark_interrupted(connection: Connection) -> int:
    """Mark the runs that say `running` although their process is gone; returns how many."""
    running = connection.rows(
        "SELECT run_id, process FROM runs LEFT JOIN run_owners USING (run_id) WHERE status = 'running'"
    )
    dead = [row["run_id"] for row in running if not _is_alive(row["process"])]
    for run_id in dead:
        finish_run(connection, run_id, "interrupted", _stats(connection, run_id))
    return len(dead)


def process_name(pid: int) -> str:
    """Host, number and start of a process: the same number is given again, to other processes."""
    return f"{platform.node()}/{pid}/{_started(pid)}"


def _is_alive(process: str | None) -> bool:
    if not process:
        return False
    host, pid, _ = process.rsplit("/", 2)
    return host == platform.node() and _exists(int(pid)) and process_name(int(pid)) == process


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except OSError:
        return False
    return True


def _started(pid: int) -> str:
    """Start of a process in clock ticks since boot; empty where the system does not tell."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def _stats(connection: Connection, run_id: int) -> dict[str, Any]:
    return dict(json.loads(connection.value("SELECT stats FROM runs WHERE run_id = ?", (run_id,)) or "{}"))


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(dict(value), ensure_ascii=False, sort_keys=True, default=str)
