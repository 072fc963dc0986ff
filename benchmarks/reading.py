"""Reads the gold reports and prints how much of each was found, what was wrong, and what a report costs.

Run it by hand: `python -m benchmarks.reading [--details]`. Times are CPU milliseconds, median and worst.
"""

import argparse
import sys
from statistics import median

from tests.gold.build.reports import gold_reports
from tests.gold.measure import Tally, measure, share

LISTS = (
    "wrong_cells", "missed_flaws", "false_alarms", "wrong_identity", "wrong_parts", "missed_figures", "wrong_figures",
)  # fmt: skip


def table(tallies: dict[str, Tally]) -> str:
    """One line a group of reports."""
    heads = (
        "",
        "reports",
        "wrong",
        "cells %",
        "recall %",
        "precis. %",
        "who/when %",
        "parts %",
        "flaws",
        "alarms",
        "ms",
        "worst",
    )
    lines = [heads, *(_line(name, tally) for name, tally in tallies.items())]
    return "\n".join("  ".join(text.rjust(10) for text in line) for line in lines)


def _line(name: str, tally: Tally) -> tuple[str, ...]:
    return (
        name, str(tally.reports), str(len(tally.wrong_cells)), f"{share(tally.cells_read, tally.cells):.2f}",
        f"{share(tally.figures_found, tally.figures):.2f}", f"{share(tally.figures_found, tally.figures_read):.2f}",
        f"{share(tally.identity_right, tally.identity):.2f}", f"{share(tally.parts_right, tally.parts):.2f}",
        f"{tally.flaws_found}/{tally.flaws}", str(len(tally.false_alarms)),
        f"{1000 * median(tally.seconds):.1f}", f"{1000 * max(tally.seconds):.1f}",
    )  # fmt: skip


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--details", action="store_true", help="name every miss")
    options = parser.parse_args()
    tallies = measure(gold_reports())
    print(table(tallies))
    for name in LISTS if options.details else ():
        for tally in tallies.values():
            for miss in getattr(tally, name):
                print(name, miss)
    return 0


if __name__ == "__main__":
    sys.exit(main())
