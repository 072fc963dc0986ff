"""Measures the reading of files: what a report costs as PDF of three and of ten pages, as DOCX, and where it goes.

Run it by hand: `python -m benchmarks.documents [--reports 30]`. The files are written by the sample; nothing is
downloaded. Times are milliseconds, median and worst: processor time in one process, and time on the clock as a crawl
has it, with PDFium in its own process.
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median

from harvester.documents.pdf import read_here
from harvester.documents.read import read_file
from harvester.process import read_document
from harvester.sample.docx import write_docx
from harvester.sample.model import Report
from harvester.sample.pdf import write_pdf
from harvester.sample.web import build

PAGES = 10
HEAD = f"{'':<34}{'cpu':>8}{'worst':>8}{'clock':>8}{'worst':>8}"


def lengthened(report: Report) -> Report:
    """The report with its prose repeated until it fills ten pages."""
    parts = list(report.document.parts)
    while (longer := replace(report, document=replace(report.document, parts=tuple(parts)))) and _pages(longer) < PAGES:
        parts = [replace(part, paragraphs=part.paragraphs * 2) if part.paragraphs else part for part in parts]
    return longer


def _pages(report: Report) -> int:
    return write_pdf(report).count(b"/Type /Page ")


def measure(name: str, files: list[bytes], work: Callable[[bytes], object]) -> str:
    """One line: the cost of some work on each file."""
    work(files[0])  # what is loaded once is not counted
    cpu, clock = [], []
    for body in files:
        began, at = time.process_time(), time.perf_counter()
        work(body)
        cpu.append(1000 * (time.process_time() - began))
        clock.append(1000 * (time.perf_counter() - at))
    return f"{name:<34}{median(cpu):>8.1f}{max(cpu):>8.1f}{median(clock):>8.1f}{max(clock):>8.1f}"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=30, help="how many reports of the sample")
    options = parser.parse_args()
    reports = [r for r in build().reports if r.carrier == "page" and r.format in ("2019", "2021") and r.cells]
    reports = [r for r in reports if not r.damage][: options.reports]
    pdfs, words = [write_pdf(report) for report in reports], [write_docx(report) for report in reports]
    long = [write_pdf(lengthened(report)) for report in reports[: max(1, options.reports // 3)]]
    print(HEAD)
    for name, files in (("PDF as written", pdfs), (f"PDF of {PAGES} pages and more", long)):
        print(measure(f"{name}: blocks, one process", files, read_here))
        print(measure(f"{name}: page", files, read_file))
        print(measure(f"{name}: report", files, read_document))
    print(measure("DOCX: page", words, read_file))
    print(measure("DOCX: report", words, read_document))
    return 0


if __name__ == "__main__":
    sys.exit(main())
