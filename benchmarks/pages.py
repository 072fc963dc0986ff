"""Measures what reading one page costs, stage by stage, in CPU milliseconds: `python -m benchmarks.pages`.

Three sets: the gold corpus as it is, its pages grown to 60 KB (their paragraphs repeated), and real pages where a
folder of them stands beside the checkout.
"""

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import mean, median
from typing import Any

from harvester.errors import UnreadablePage
from harvester.page import read
from harvester.page.decode import decode
from harvester.page.html import is_html, parse_html
from harvester.page.links import tree_links
from harvester.page.metadata import read_metadata
from harvester.page.nodes import repair_nodes
from harvester.page.outline import outline
from harvester.page.tree import read_tree
from tests.corpus.measure import load_cases

URL = "http://www.gov.test/xxgk/202402/page.html"
REAL = Path(__file__).resolve().parents[2] / "shared" / "real"
GROWN = 60_000
ROUNDS = 5
Sample = tuple[bytes, str | None]


class Clock:
    """Seconds of CPU by stage, of one page."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def run(self, stage: str, work: Callable[..., Any], *values: object) -> Any:
        """Do a stage, and note what it took."""
        start = time.process_time()
        result = work(*values)
        self.spent[stage] = time.process_time() - start
        return result


def stages(body: bytes, content_type: str | None) -> dict[str, float]:
    """Seconds of each stage of reading a page of markup."""
    clock = Clock()
    decoded = clock.run("decode", decode, body, content_type)
    root = clock.run("parse", parse_html, decoded.text)
    tree = clock.run("tree", read_tree, root)
    clock.run("repair", repair_nodes, tree)
    whole = clock.run("outline", outline, tree)
    taken, shape = clock.run("body", read._choose_body, whole)
    taken_blocks, *_ = clock.run("blocks", read._body_blocks, taken, shape, URL)
    clock.run("links", tree_links, tree, URL)
    clock.run(
        "metadata", lambda: read_metadata(whole, URL, body_lines=[block.text for block in taken_blocks.blocks[-6:]])
    )
    return clock.spent


def seconds(body: bytes, content_type: str | None) -> float:
    """Seconds from bytes to `Page`."""
    start = time.process_time()
    read.read_page(body, url=URL, content_type=content_type)
    return time.process_time() - start


def corpus() -> list[Sample]:
    """The pages of the gold corpus that are markup."""
    return [(case.body, case.content_type) for case in load_cases() if not case.plain]


def grown(samples: Iterable[Sample]) -> list[Sample]:
    """Pages below 60 KB with the markup of their bodies repeated up to that size."""
    result = []
    for body, content_type in samples:
        start, end = body.find(b"<p"), body.rfind(b"</p>") + 4
        if 0 <= start < end and b"\x00" not in body[:200]:
            times = 1 + max(0, GROWN - len(body)) // (end - start)
            result.append((body[:start] + body[start:end] * times + body[end:], content_type))
    return result


def real() -> list[Sample]:
    """Saved pages of government sites, none where the folder is not there."""
    return [(path.read_bytes(), None) for path in sorted(REAL.glob("*/*.html"))]


def is_page(body: bytes, content_type: str | None) -> bool:
    """Whether a sample reads as a page of markup."""
    try:
        return is_html(decode(body, content_type).text, content_type)
    except UnreadablePage:
        return False


def report(name: str, samples: list[Sample]) -> str:
    """Median and mean of the whole, then the median of each stage; of several rounds the fastest counts."""
    samples = [sample for sample in samples if is_page(*sample)]
    if not samples:
        return f"{name:16} (none)"
    whole = [1000 * min(seconds(*sample) for _ in range(ROUNDS)) for sample in samples]
    rows = [stages(*sample) for _ in range(2) for sample in samples]
    parts = "  ".join(f"{stage} {1000 * median(row[stage] for row in rows):.2f}" for stage in rows[0])
    size = median(len(body) for body, _ in samples) / 1000
    head = f"{name:16} {len(samples)} pages of {size:.0f} KB: median {median(whole):.2f} ms, mean {mean(whole):.2f}"
    return f"{head}, worst {max(whole):.2f}\n    {parts}"


def main() -> None:
    """Print one paragraph a set."""
    pages = corpus()
    for name, samples in (("corpus", pages), ("grown to 60 KB", grown(pages)), ("real", real())):
        print(report(name, samples), flush=True)


if __name__ == "__main__":
    main()
