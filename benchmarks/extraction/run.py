"""Compares our reading of a page with every other extractor's, in one run: `python -m benchmarks.extraction.run`."""

import json
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path
from statistics import mean, median

from benchmarks.extraction.others import EXTRACTORS
from harvester.page.decode import decode
from harvester.page.read import read_page
from tests.corpus.measure import Case, Measures, Taken, load_cases, measure

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv-extraction" / "bin" / "python"
URL = "http://www.gov.test/xxgk/202402/page.html"


def ours(cases: Iterable[Case]) -> dict[str, tuple[Taken, float]]:
    """Our reading of each case, bytes to blocks, with the median of three times in seconds of CPU."""
    results = {}
    for case in cases:
        times = []
        for _ in range(3):
            start = time.process_time()
            page = read_page(case.body, url=case.url, content_type=case.content_type)
            times.append(time.process_time() - start)
        taken = Taken(page.text, page.metadata.best("title"), page.metadata.best("published"))
        results[case.name] = (taken, median(times))
    return results


def theirs(name: str, cases: Iterable[Case]) -> dict[str, tuple[Taken, float]]:
    """Another extractor's reading of each case, from text that was decoded rightly for it."""
    lines = [json.dumps({"name": c.name, "html": decode(c.body, c.content_type).text}) for c in cases]
    command = [str(PYTHON), str(Path(__file__).with_name("others.py")), name]
    out = subprocess.run(command, input="\n".join(lines), capture_output=True, text=True, check=True, encoding="utf-8")
    rows = [json.loads(line) for line in out.stdout.splitlines()]
    return {row["name"]: (Taken(row["text"], row["title"], row["published"]), row["seconds"]) for row in rows}


def summary(
    cases: list[Case], results: dict[str, tuple[Taken, float]]
) -> tuple[float, float, int, float, float, float, float]:
    """Mean and worst F1, strings leaked, shares of rows, titles and dates, median milliseconds."""
    figures: list[Measures] = [measure(results[case.name][0], case.expected) for case in cases]
    return (
        mean(item.f1 for item in figures),
        min(item.f1 for item in figures),
        sum(len(item.leaked) for item in figures),
        sum(item.rows_kept for item in figures) / sum(item.rows for item in figures),
        mean(item.title for item in figures),
        mean(item.published for item in figures),
        1000 * median(results[case.name][1] for case in cases),
    )


def main() -> None:
    """Print one row an extractor."""
    cases = load_cases()
    print(f"{len(cases)} pages of the gold corpus, median size {median(len(c.body) for c in cases) / 1000:.0f} KB")
    print(f"{'':14}{'mean F1':>9}{'worst':>8}{'leaked':>8}{'rows':>8}{'titles':>8}{'dates':>8}{'ms/page':>9}")
    rows = [("ours", ours(cases))]
    if PYTHON.exists():
        rows += [(item.__name__, theirs(item.__name__, cases)) for item in EXTRACTORS]
    else:
        print(f"({PYTHON.relative_to(ROOT)} is not there: run benchmarks/extraction/setup to compare)")
    for name, results in rows:
        f1, worst, leaked, kept, titles, dates, ms = summary(cases, results)
        print(f"{name:14}{f1:9.4f}{worst:8.3f}{leaked:8}{kept:8.1%}{titles:8.1%}{dates:8.1%}{ms:9.2f}")


if __name__ == "__main__":
    main()
