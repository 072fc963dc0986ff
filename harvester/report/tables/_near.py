"""Labels that are close to an official one: one typing error apart, or the nearest to name in a finding."""

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

SHORTEST = 6
"""Characters below which one character makes another word: 行政处理 is not 行政处罚."""
LIKE = 0.5
"""Share of characters in common from which an official label is worth naming."""


def one_typo_away(text: str, forms: Mapping[str, set[str]]) -> frozenset[str]:
    """The keys of the only wording that differs from the text in one character: added, left out or mistaken."""
    if len(text) < SHORTEST:
        return frozenset()
    found: set[str] = set()
    for form, keys in forms.items():
        if len(form) >= SHORTEST and abs(len(form) - len(text)) <= 1 and _is_one_apart(form, text):
            found |= keys
    return frozenset(found)


def _is_one_apart(one: str, two: str) -> bool:
    start = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    left, right = one[start:], two[start:]
    return left[1:] == right[1:] or left[1:] == right or left == right[1:]


def nearest(text: str, labels: Iterable[tuple[str, str]]) -> tuple[str, str] | None:
    """The (key, label) whose label has most in common with the text, None where all are far."""
    rated = [(SequenceMatcher(None, text, label).ratio(), key, label) for key, label in labels]
    ratio, key, label = max(rated, default=(0.0, "", ""))
    return (key, label) if ratio >= LIKE else None
