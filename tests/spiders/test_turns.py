"""Promises that no request goes out before what led to it is committed, whatever becomes of the commit."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from harvester.store import Store
from spiders.turns import MANY, Turns


def happenings(sites: int) -> list[str]:
    """What happens to two steps of one turn, and to one who waits for its end."""
    told: list[str] = []

    async def crawl() -> None:
        turns = Turns()
        turns.sites = sites
        turns.later(lambda: told.append("committed"))
        asyncio.get_running_loop().call_soon(told.append, "next turn of the loop")
        told.append("written")
        await turns.over()
        told.append("asked")
        await turns.over()

    asyncio.run(crawl())
    return told


def test_nobody_asks_before_the_turn_is_committed():
    for sites in (1, MANY + 1):
        told = happenings(sites)
        assert told.index("written") < told.index("committed") < told.index("asked")


def test_many_sites_share_a_turn_and_few_wait_for_nobody():
    assert happenings(MANY + 1).index("next turn of the loop") < happenings(MANY + 1).index("committed")


def test_a_commit_that_fails_keeps_nobody_waiting():
    def fail() -> None:
        raise OSError("disk is full")

    async def crawl() -> list[str]:
        errors: list[str] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, context: errors.append(str(context["exception"])))
        turns = Turns()
        turns.later(fail)
        await asyncio.wait_for(turns.over(), 5)
        return errors

    assert asyncio.run(crawl()) == ["disk is full"]


def test_a_waiter_that_is_cancelled_leaves_the_turn_to_the_others():
    async def crawl() -> bool:
        turns = Turns()
        committed = asyncio.Event()
        turns.later(committed.set)
        first, second = (asyncio.create_task(turns.over()) for _ in range(2))
        await asyncio.sleep(0)
        first.cancel()
        await second
        with pytest.raises(asyncio.CancelledError):
            await first
        return committed.is_set()

    assert asyncio.run(crawl())


def test_a_step_that_is_taken_back_keeps_nobody_waiting(tmp_path: Path):
    async def crawl() -> list[str]:
        turns = Turns()
        turns.sites = MANY + 1
        with Store.open(tmp_path / "harvest.db") as store, store.grouped(turns.later):
            with pytest.raises(ZeroDivisionError), store.writing():
                raise ZeroDivisionError  # the first step of a turn: its transaction ends at once
            waiting = asyncio.create_task(turns.over())
            await asyncio.sleep(0)
            store.save_failure(stage="parse", error="E", message="of the next turn")
            await asyncio.wait_for(waiting, 5)
            await asyncio.wait_for(turns.over(), 5)
            with sqlite3.connect(tmp_path / "harvest.db") as reader:
                found = [message for (message,) in reader.execute("SELECT message FROM failures")]
            reader.close()
            return found

    assert asyncio.run(crawl()) == ["of the next turn"]
