"""Promises that a document is read by a process beside ours as it would be here, that what hangs or breaks that process
costs one document, and that no such process outlives ours."""

import asyncio
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from harvester.errors import UnreadablePage
from harvester.isolated import Program
from harvester.readers import MOST_READERS, Order, Read, Readers, ReadingError, default_number, read_here
from harvester.registry import Site
from tests.conftest import ROOT
from tests.corpus.build import bodies, content, layouts
from tests.spiders.web import report_page

FAULTY = Program("tests.faulty_reader", seconds=60, memory=1_500_000_000)
SITE = Site("4407810001", "台山市人民政府", "a.gov.cn", "http://www.a.gov.cn/", "440781", "county")
URL = "http://www.a.gov.cn/nb/2022.html"


def order(body: str | bytes) -> Order:
    data = body.encode() if isinstance(body, str) else body
    return Order(data, URL, "text/html", SITE, "某报告", "2023-01-20")


def with_readers(work: Callable[[Readers], Awaitable[object]], number: int = 1, program: Program = FAULTY) -> None:
    async def run() -> None:
        readers = Readers(number, program)
        try:
            await work(readers)
        finally:
            await readers.close()

    asyncio.run(run())


def test_a_reader_reads_what_this_process_would_read():
    page = layouts.trs(content.report(0, 2022), bodies.paragraphs).html.replace("{charset}", "utf-8")
    orders = [order(page), order(report_page("台山市人民政府", 2022)), order("<html><h1>某县召开会议</h1></html>")]

    async def work(readers: Readers) -> None:
        found = await asyncio.gather(*map(readers.read, orders))
        assert found == [read_here(wanted) for wanted in orders]
        assert [read.report.is_report for read in found] == [True, True, False]
        assert found[0].report.facts and found[0].report.checks and found[0].report.sections

    with_readers(work)


@pytest.mark.parametrize(
    ("body", "words"),
    [(b"hang", "given up after 1 s"), (b"break", "broke the process"), (b"fill", "broke the process")],
)
def test_a_document_that_ends_its_reader_costs_itself_only(body: bytes, words: str):
    async def work(readers: Readers) -> None:
        sound = order(report_page("台山市人民政府", 2022))
        assert (await readers.read(sound)).report.year == 2022
        readers.program = replace(FAULTY, seconds=1 if body == b"hang" else FAULTY.seconds)
        with pytest.raises(UnreadablePage, match=words):
            await readers.read(order(body))
        readers.program = FAULTY
        assert (await readers.read(sound)).report.year == 2022

    with_readers(work)


def test_what_cannot_be_read_is_told_with_its_own_reason():
    async def work(readers: Readers) -> None:
        with pytest.raises(UnreadablePage) as here:
            read_here(order(b"\x00" * 200))
        with pytest.raises(UnreadablePage) as there:
            await readers.read(order(b"\x00" * 200))
        assert str(there.value) == str(here.value)
        with pytest.raises(ReadingError) as mistake:
            await readers.read(Order(17))  # type: ignore[arg-type]
        assert mistake.value.name in ("TypeError", "AttributeError")

    with_readers(work)


def test_a_reader_can_send_nothing_but_a_reading():
    async def work(readers: Readers) -> None:
        with pytest.raises(pickle.UnpicklingError):
            await readers.read(order(b"lie"))

    with_readers(work)


@pytest.mark.parametrize("number", [0, 1])
def test_where_no_process_can_be_started_documents_are_read_in_this_one(number: int):
    async def work(readers: Readers) -> None:
        read: Read = await readers.read(order(report_page("台山市人民政府", 2022)))
        assert read.report.agency == "台山市人民政府"
        assert readers.number == 0

    with_readers(work, number, Program("tests.no_such_module", 2, 1_500_000_000))


def test_there_are_readers_on_every_machine_and_not_too_many():
    assert 1 <= default_number() <= MOST_READERS


PARENT = """
import asyncio
from harvester.readers import Order, Readers

async def main():
    readers = Readers(1)
    await readers.read(Order(b"<html><body>text</body></html>", "http://a.gov.cn/"))
    print(readers._free[0].process.pid, flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


@pytest.fixture
def parent(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", PARENT]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        yield process
        with suppress(ProcessLookupError):
            process.kill()


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_reader_outlives_the_process_that_started_it(parent: subprocess.Popen[str], how: signal.Signals):
    assert parent.stdout
    reader = int(parent.stdout.readline())
    os.killpg(parent.pid, how) if how == signal.SIGINT else parent.send_signal(how)
    parent.wait(timeout=30)
    deadline = time.monotonic() + 30
    while is_running(reader) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_running(reader)


def is_running(process: int) -> bool:
    """False also for one that has ended and that nobody has collected yet."""
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    if Path("/proc/self").exists():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
