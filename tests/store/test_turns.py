"""Promises that the steps of one turn of an event loop are one transaction, and that no turn is lost in silence."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harvester.errors import StoreError
from harvester.store import Store


class Turns:
    """An event loop of which a test ends the turns."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def later(self, work: Callable[[], None]) -> None:
        self.waiting.append(work)

    def end(self) -> None:
        while self.waiting:
            self.waiting.pop()()


def failures(path: Path) -> list[str]:
    with sqlite3.connect(path) as reader:
        found = [message for (message,) in reader.execute("SELECT message FROM failures ORDER BY failure_id")]
    reader.close()
    return found


def test_the_steps_of_one_turn_of_an_event_loop_are_committed_together(tmp_path: Path):
    turns = Turns()
    with Store.open(tmp_path / "harvest.db") as store:
        with store.grouped(turns.later):
            for message in ("one", "two"):
                store.save_failure(stage="parse", error="E", message=message)
            with pytest.raises(ZeroDivisionError), store.writing():
                store.save_failure(stage="parse", error="E", message="taken back")
                raise ZeroDivisionError
            assert failures(tmp_path / "harvest.db") == []
            turns.end()
            assert failures(tmp_path / "harvest.db") == ["one", "two"]
            with pytest.raises(ZeroDivisionError), store.writing():
                store.save_failure(stage="parse", error="E", message="taken back")
                raise ZeroDivisionError
            store.save_failure(stage="parse", error="E", message="three")
        assert failures(tmp_path / "harvest.db") == ["one", "two", "three"], "the last turn ends with the group"


def test_a_turn_that_cannot_be_committed_stops_the_next_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    turns = Turns()
    with Store.open(tmp_path / "harvest.db") as store:
        with pytest.raises(StoreError, match="disk is full"), store.grouped(turns.later):
            store.save_failure(stage="parse", error="E", message="lost")
            store.connection._sql = FullDisk(store.connection._sql)  # type: ignore[assignment]
            turns.end()
            with pytest.raises(StoreError, match="disk is full"):
                store.save_failure(stage="parse", error="E", message="not begun")
        assert failures(tmp_path / "harvest.db") == []


class FullDisk:
    """A connection that cannot commit."""

    def __init__(self, true: sqlite3.Connection) -> None:
        self.true = true

    def __getattr__(self, name: str) -> Any:
        return getattr(self.true, name)

    def execute(self, sql: str, *more: Any) -> sqlite3.Cursor:
        if sql == "COMMIT":
            raise sqlite3.OperationalError("database or disk is full")
        return self.true.execute(sql, *more)
