"""Changes gold reports at random and reads them: no crash, no hang, no value that is nowhere in the document.

Run it by hand: `python -m benchmarks.fuzz --seconds 600 [--seed 1] [--keep FOLDER]`. Every finding names the report,
the mutation and the number from which it can be made again; with --keep its bytes are stored.
"""

import argparse
import random
import re
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from harvester.errors import UnreadablePage
from harvester.process import parse_report
from harvester.report.model import Report
from tests.gold.build.reports import gold_reports
from tests.gold.model import Gold, Ref

LIMIT = 5
"""CPU seconds after which a reading counts as hung."""
DIGITS = re.compile(rb"(?<![\d.])\d{1,5}(?![\d.])")
TAGS = re.compile(rb"<[^>]*>")
CELLS = re.compile(rb"<td[^>]*>\d*</td>")

Mutation = Callable[[bytes, random.Random], bytes]


def flip_bits(body: bytes, rng: random.Random) -> bytes:
    """Single bits, anywhere."""
    data = bytearray(body)
    for _ in range(rng.choice((1, 5, 60))):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return bytes(data)


def cut(body: bytes, rng: random.Random) -> bytes:
    """Only the beginning or the end."""
    at = rng.randrange(len(body))
    return body[:at] if rng.random() < 0.7 else body[at:]


def cut_out(body: bytes, rng: random.Random) -> bytes:
    """A piece from the middle is missing."""
    start = rng.randrange(len(body))
    return body[:start] + body[start + rng.choice((1, 20, 900)) :]


def repeat(body: bytes, rng: random.Random) -> bytes:
    """A piece stands several times."""
    start = rng.randrange(len(body))
    size = rng.choice((1, 30, 3000))
    return body[:start] + body[start : start + size] * rng.choice((2, 50)) + body[start:]


def drop_tags(body: bytes, rng: random.Random) -> bytes:
    """Some tags vanish."""
    return TAGS.sub(lambda match: b"" if rng.random() < 0.03 else match[0], body)


def shuffle_tags(body: bytes, rng: random.Random) -> bytes:
    """Some tags change into others of the page."""
    tags = TAGS.findall(body) or [b""]
    return TAGS.sub(lambda match: rng.choice(tags) if rng.random() < 0.02 else match[0], body)


def wild_spans(body: bytes, rng: random.Random) -> bytes:
    """Spans get absurd numbers."""
    return re.sub(rb'span="\d+"', lambda _: b'span="%d"' % rng.choice((0, 1, 2, 3, 7, 65000)), body)


def swap_cells(body: bytes, rng: random.Random) -> bytes:
    """Two value cells change places."""
    places = [match.span() for match in CELLS.finditer(body)]
    if len(places) < 2:
        return body
    (a, b), (c, d) = sorted(rng.sample(places, 2))
    return body[:a] + body[c:d] + body[b:c] + body[a:b] + body[d:]


def change_numbers(body: bytes, rng: random.Random) -> bytes:
    """Numbers become others, some very large."""
    return DIGITS.sub(
        lambda match: (
            str(rng.choice((0, 7, 10**12, rng.randrange(9999)))).encode() if rng.random() < 0.05 else match[0]
        ),
        body,
    )


def strange_characters(body: bytes, rng: random.Random) -> bytes:
    """Characters from all of Unicode fall in."""
    text = list(body.decode("utf-8", "replace"))
    for _ in range(rng.choice((1, 20, 300))):
        code = rng.choice(
            (rng.randrange(0x20), rng.randrange(0x2000, 0x2100), rng.randrange(0xD800), rng.randrange(0x10000, 0x11000))
        )
        text.insert(rng.randrange(len(text) + 1), chr(code))
    return "".join(text).encode("utf-8", "replace")


def swap_lines(body: bytes, rng: random.Random) -> bytes:
    """Lines change places."""
    lines = body.split(b"\n")
    for _ in range(rng.choice((1, 5, 40))):
        i, j = rng.randrange(len(lines)), rng.randrange(len(lines))
        lines[i], lines[j] = lines[j], lines[i]
    return b"\n".join(lines)


MUTATIONS: tuple[Mutation, ...] = (
    flip_bits, cut, cut_out, repeat, drop_tags, shuffle_tags, wild_spans, swap_cells, change_numbers,
    strange_characters, swap_lines,
)  # fmt: skip
KNOWN = frozenset({"swap_cells"})
"""After these the truth is known: the cells that were read must stand where they were put."""


class Hung(Exception):
    """The reading took longer than the limit."""


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Raise `Hung` in the code inside after so many seconds."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Hung

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def findings(gold: Gold, body: bytes, mutation: str) -> Iterator[str]:
    """What goes wrong with one changed document."""
    try:
        with limited(LIMIT):
            report = parse_report(body, content_type=gold.content_type)
    except UnreadablePage:
        return
    except Hung:
        yield f"hang: more than {LIMIT} s\n{traceback.format_exc(limit=-6)}"
        return
    except Exception as error:  # whatever it is, it is the finding
        yield f"crash: {error!r}\n{traceback.format_exc(limit=-4)}"
        return
    yield from _wrong(gold, body, mutation, report)


def _wrong(gold: Gold, body: bytes, mutation: str, report: Report) -> Iterator[str]:
    """Cells that were invented; after a swap, cells other than the two that changed places."""
    for fact in report.facts:
        if fact.raw and gold.group in {"html", "flat"} and mutation != "strange_characters" and fact.value is not None:
            plain = re.sub(r"<[^>]*>|\s", "", body.decode("utf-8", "ignore"))
            if "".join(fact.raw.split()) not in plain and gold.content_type is None and "damage" not in gold.name:
                yield f"invented: {fact}"
    if mutation in KNOWN and gold.group == "html":
        truth = gold.truth.cells
        read = {Ref(fact.table_key, fact.row_key, fact.column_key): fact.raw for fact in report.facts}
        moved = [ref for ref, raw in read.items() if ref not in truth or raw != truth[ref].raw]
        if len(moved) > 2:
            yield f"wrong: {len(moved)} cells changed with two: {moved[:4]}"


def main() -> int:
    """Fuzz for a while; exit status 1 when something was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for the documents of findings")
    options = parser.parse_args()
    end, turn, seen = time.monotonic() + options.seconds, 0, Counter[str]()
    while time.monotonic() < end:
        turn += 1
        rng = random.Random(f"{options.seed} {turn}")
        gold, mutation = rng.choice(gold_reports()), rng.choice(MUTATIONS)
        body = mutation(gold.body if isinstance(gold.body, bytes) else gold.body.encode(), rng)
        for finding in findings(gold, body, mutation.__name__):
            seen[finding.split(":")[0]] += 1
            print(f"{options.seed} {turn} {gold.name} {mutation.__name__}: {finding}", flush=True)
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{options.seed}-{turn}-{mutation.__name__}").write_bytes(body)
    print(f"{turn} documents, findings: {dict(seen) or 'none'}")
    return 1 if seen else 0


if __name__ == "__main__":
    sys.exit(main())
