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
from tests.corpus.measure import Case, Measures, Taken, load_cases, measure, squeeze

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv-extraction" / "bin" / "python"
REAL = ROOT.parent / "shared" / "real"


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


def real_cases() -> list[Case]:
    """Saved pages of government sites with what a person noted of each, none where the folder is not there."""
    cases = []
    for path in sorted(REAL.glob("*/*.truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        cases.append(Case(path.name.split(".")[0], (path.parent / truth["file"]).read_bytes(), None, False, truth))
    return cases


def real_summary(
    cases: list[Case], results: dict[str, tuple[Taken, float]]
) -> tuple[float, float, int, float, float, float]:
    """Shares of texts with the right ends and of the right length, strings leaked, shares of titles and dates, ms."""
    rows = []
    for case in cases:
        taken, true = results[case.name][0], case.expected
        text, title = squeeze(taken.text), squeeze(true["title"])
        rows.append(
            (
                text.startswith(true["head30"]) and text.endswith(true["tail30"]),
                abs(len(text) - true["body_chars"]) <= max(2, 0.01 * true["body_chars"]),
                sum(words in text for words in true["must_not"]),
                squeeze(taken.title) == title or title.startswith(squeeze(taken.title) + "-"),
                taken.published[:10] == true["published"][:10],
            )
        )
    edges, lengths, leaked, titles, dates = zip(*rows, strict=True)
    seconds = median(results[case.name][1] for case in cases)
    return mean(edges), mean(lengths), sum(leaked), mean(titles), mean(dates), 1000 * seconds


def readings(cases: list[Case]) -> Iterable[tuple[str, dict[str, tuple[Taken, float]]]]:
    """What each extractor takes from the cases, ours first."""
    yield "ours", ours(cases)
    if not PYTHON.exists():
        print(f"({PYTHON.relative_to(ROOT)} is not there: run benchmarks/extraction/setup to compare)")
        return
    for item in EXTRACTORS:
        yield item.__name__, theirs(item.__name__, cases)


def main() -> None:
    """Print one row an extractor: the gold corpus, then real pages where they stand beside the checkout."""
    cases = load_cases()
    print(f"{len(cases)} pages of the gold corpus, median size {median(len(c.body) for c in cases) / 1000:.0f} KB")
    print(f"{'':14}{'mean F1':>9}{'worst':>8}{'leaked':>8}{'rows':>8}{'titles':>8}{'dates':>8}{'ms/page':>9}")
    for name, results in readings(cases):
        f1, worst, leaked, kept, titles, dates, ms = summary(cases, results)
        line = f"{name:14}{f1:9.4f}{worst:8.3f}{leaked:8}{kept:8.1%}{titles:8.1%}{dates:8.1%}{ms:9.2f}"
        print(line, flush=True)
    if not (real := real_cases()):
        return
    print(f"{len(real)} real pages, median size {median(len(c.body) for c in real) / 1000:.0f} KB")
    print(f"{'':14}{'edges':>9}{'length':>8}{'leaked':>8}{'':8}{'titles':>8}{'dates':>8}{'ms/page':>9}")
    for name, results in readings(real):
        edges, lengths, leaked, titles, dates, ms = real_summary(real, results)
        line = f"{name:14}{edges:9.1%}{lengths:8.1%}{leaked:8}{'':8}{titles:8.1%}{dates:8.1%}{ms:9.2f}"
        print(line, flush=True)


if __name__ == "__main__":
    main()
