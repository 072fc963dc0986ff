"""Measures one reading of a page against its true text; the same for ours and for every other extractor."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CASES = Path(__file__).resolve().parent / "cases"
URL = "http://www.gov.test/xxgk/202402/page.html"


@dataclass(frozen=True)
class Case:
    """One page of the gold corpus with its truth."""

    name: str
    body: bytes
    content_type: str | None
    plain: bool
    expected: dict[str, Any]
    url: str = URL


@dataclass(frozen=True)
class Taken:
    """What an extractor took from a page."""

    text: str
    title: str = ""
    published: str = ""


@dataclass(frozen=True)
class Measures:
    """Figures of one case. `f1` 0-1; `leaked` strings of the furniture; rows kept of rows printed."""

    f1: float
    leaked: tuple[str, ...]
    rows_kept: int
    rows: int
    title: bool
    published: bool


def load_cases() -> list[Case]:
    """All cases, by name."""
    return [_load(folder) for folder in sorted(CASES.iterdir()) if folder.is_dir()]


def _load(folder: Path) -> Case:
    origin = json.loads((folder / "origin.json").read_text(encoding="utf-8"))
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    page = next(folder.glob("page.*"))
    return Case(
        folder.name, page.read_bytes(), origin["content_type"], page.suffix == ".txt", expected, origin.get("url", URL)
    )


def measure(taken: Taken, expected: dict[str, Any]) -> Measures:
    """Compare what was taken with the truth, white space aside."""
    text = squeeze(taken.text)
    rows = [squeeze("".join(row)) for row in expected["table_rows"]]
    return Measures(
        f1=f1(text, squeeze(expected["text"])),
        leaked=tuple(item for item in expected["must_not"] if squeeze(item) in text),
        rows_kept=_kept(text, rows),
        rows=len(rows),
        title=squeeze(taken.title) == squeeze(expected["title"]),
        published=taken.published[:10] == expected["published"][:10],
    )


def squeeze(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


def f1(found: str, true: str) -> float:
    """F1 over the multisets of three-character shingles: order counts within three characters, length counts fully."""
    if not true or not found:
        return float(found == true)
    left, right = (Counter(text[i : i + 3] for i in range(max(1, len(text) - 2))) for text in (found, true))
    common = sum((left & right).values())
    return 2 * common / (sum(left.values()) + sum(right.values()))


def _kept(text: str, rows: list[str]) -> int:
    """Rows that stand in the text, in order; a row may not be found before the one that it follows."""
    kept, at = 0, 0
    for row in rows:
        place = text.find(row, at)
        if place >= 0:
            kept, at = kept + 1, place + len(row)
    return kept
