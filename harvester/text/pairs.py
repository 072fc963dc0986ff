"""Shares of Chinese characters and of pairs of them in general texts: `data/reference/pairs.csv`, read when needed."""

import csv
from functools import cache

from harvester.reference import REFERENCE

# What the columns of followers stand for: chance of the second character after the first, in the midst of each class.
CLASSES = {"often": 0.08, "sometimes": 0.011, "seldom": 0.0015}


@cache
def shares() -> dict[str, float]:
    """Share of every character in general texts.

    >>> shares()["政"] > shares()["鄂"] > 0, "堝" in shares()
    (True, False)
    """
    return {row["character"]: float(row["per_million"]) / 1e6 for row in _rows()}


@cache
def chances() -> dict[str, float]:
    """Chance that the second character of a pair follows the first within a word.

    >>> chances()["政府"], "府政" in chances()
    (0.08, False)
    """
    return {
        row["character"] + after: chance
        for row in _rows()
        for column, chance in CLASSES.items()
        for after in row[column]
    }


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with (REFERENCE / "pairs.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
