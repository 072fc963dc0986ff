"""Compares two reports: tables cell by cell, prose sentence by sentence."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal, NamedTuple

from harvester.report.model import Fact, Report, Section

CellKind = Literal["added", "removed", "changed"]
SentenceKind = Literal["same", "year", "numbers", "reworded", "moved", "added", "removed"]
"""year: only the report's own years differ; numbers: only numbers do; moved: the same sentence elsewhere."""

ALIKE = 0.55
"""Share of common pairs of characters from which two sentences are one that was reworded."""
MOST_MATCHES = 1_000_000
"""Equal sentences are aligned up to so many possible matches; beyond, the same line is repeated to no end."""
MOST_CHARACTERS = 2000
"""A longer sentence is marked so far; what follows counts as one piece."""
LONG = 12
"""Characters from which a sentence is known elsewhere although its numbers changed."""
MOST_PAIRS = 40_000
"""Sentences of a changed stretch are paired up to so many comparisons; a text made to be slow is told as replaced."""

_END = re.compile(r"(?<=[。！？；!?;])|\n")
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"\d+(?:[.,，]\d+)*")
_HAN = re.compile(r"[㐀-鿿]")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell of a statutory table that differs; the side that lacks the cell is None."""

    kind: CellKind
    table_key: str
    row_key: str
    column_key: str
    before_raw: str | None
    after_raw: str | None
    before: int | float | None
    after: int | float | None


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """One sentence of the prose; the side that lacks it is None."""

    kind: SentenceKind
    section: str
    """Kind of the section in which it stands (after, where it stands there)."""
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two reports, in reading order."""

    cells: tuple[CellChange, ...]
    same_cells: int
    sentences: tuple[SentenceChange, ...]
    """Every sentence, the unchanged ones too."""

    @property
    def counts(self) -> Counter[str]:
        """Sentences by kind of change."""
        return Counter(sentence.kind for sentence in self.sentences)

    @property
    def changed_sentences(self) -> tuple[SentenceChange, ...]:
        """Sentences that say something else, or stand elsewhere."""
        return tuple(item for item in self.sentences if item.kind not in ("same", "year"))

    @property
    def is_same(self) -> bool:
        """Whether nothing but the report's own years differs."""
        return not (self.cells or self.changed_sentences)


class _Sentence(NamedTuple):
    section: str
    text: str
    key: str
    """The text without white space, the report's own years named by their distance from the report year."""
    shape: str
    """The key with every number masked."""


def compare(before: Report, after: Report) -> Comparison:
    """Compare two reports: two years of an agency, two versions of a year, or any other two."""
    cells, same = compare_cells(before.facts, after.facts)
    return Comparison(cells, same, tuple(compare_sentences(before, after)))


def compare_cells(before: Iterable[Fact], after: Iterable[Fact]) -> tuple[tuple[CellChange, ...], int]:
    """The cells that differ, and how many do not. Another way of writing the same number is no difference."""
    old, new = ({(f.table_key, f.row_key, f.column_key): f for f in facts} for facts in (before, after))
    changes = []
    for key in [*new, *(key for key in old if key not in new)]:
        a, b = old.get(key), new.get(key)
        if a is None or b is None or _meaning(a) != _meaning(b):
            kind: CellKind = "added" if a is None else "removed" if b is None else "changed"
            changes.append(CellChange(
                kind, *key, a.raw if a else None, b.raw if b else None, a.value if a else None, b.value if b else None
            ))  # fmt: skip
    return tuple(changes), len(old.keys() | new.keys()) - len(changes)


def compare_sentences(before: Report, after: Report) -> Iterator[SentenceChange]:
    """Every sentence of both reports with what became of it, in reading order of the later one."""
    old, new = tuple(_sentences(before)), tuple(_sentences(after))
    runs = _runs([item.shape for item in old], [item.shape for item in new])
    gone = {i for equal, left, _ in runs if not equal for i in left}
    come = {j for equal, _, right in runs if not equal for j in right}
    moved = _moved(old, new, gone, come)
    left_behind = set(moved.values())
    for equal, left, right in runs:
        if equal:
            yield from (_aligned(old[i], new[j]) for i, j in zip(left, right, strict=True))
            continue
        removed = [i for i in left if i not in left_behind]
        yield from _replaced(old, new, removed, right, moved)


def marked(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Two wordings as one: what both have (`=`), what only the earlier (`-`) and only the later has (`+`).

    >>> list(marked("公开120条。", "公开98条。"))
    [('=', '公开'), ('-', '120'), ('+', '98'), ('=', '条。')]
    """
    old, new = _tokens(before), _tokens(after)
    for step, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            yield "=", "".join(old[a:b])
            continue
        yield from ((sign, "".join(part)) for sign, part in (("-", old[a:b]), ("+", new[c:d])) if part)


def split_sentences(text: str) -> list[str]:
    """The sentences of a text; rows of tables and lines without a word are none.

    >>> split_sentences("公开120条。收到申请3件；均已办结。\\n总计\\t3\\n12")
    ['公开120条。', '收到申请3件；', '均已办结。']
    """
    lines = (line for line in text.split("\n") if "\t" not in line)
    pieces = (piece.strip() for line in lines for piece in _END.split(line) if piece)
    return [piece for piece in pieces if _HAN.search(piece)]


def _meaning(fact: Fact) -> tuple[object, ...]:
    printed = _SPACE.sub("", fact.raw) if fact.state == "text" else ""
    return fact.state, fact.value, printed


def _sentences(report: Report) -> Iterator[_Sentence]:
    """Sentences of the level 1 sections, which contain those below them; of the whole text where there are none."""
    parts = [part for part in report.sections if part.level == 1] or [Section(0, 1, "", "other", report.text)]
    years = {str(report.year + by): f"<{by:+d}>" for by in (-1, 0, 1)} if report.year else {}
    for part in parts:
        for text in (*([part.heading] if part.heading else []), *split_sentences(part.text)):
            key = _plain(text)
            for year, sign in years.items():
                key = re.sub(rf"(?<!\d){year}(?!\d)", sign, key)
            yield _Sentence(part.kind, text, key, _NUMBER.sub("#", re.sub(r"<[+-]\d>", "#", key)))


def _runs(old: Sequence[str], new: Sequence[str]) -> list[tuple[bool, range, range]]:
    """Stretches that are equal and stretches that are not, as ranges of both sides."""
    again = Counter(new)
    if sum(times * again[shape] for shape, times in Counter(old).items()) > MOST_MATCHES:
        return [(False, range(len(old)), range(len(new)))]
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(name == "equal", range(a, b), range(c, d)) for name, a, b, c, d in steps]


def _moved(
    old: Sequence[_Sentence], new: Sequence[_Sentence], gone: Iterable[int], come: Iterable[int]
) -> dict[int, int]:
    """Which of the sentences that appeared stood elsewhere before: place after by place before."""
    places: dict[str, list[int]] = {}
    for i in sorted(gone, reverse=True):
        places.setdefault(_name(old[i]), []).append(i)
    return {j: places[_name(new[j])].pop() for j in sorted(come) if places.get(_name(new[j]))}


def _plain(text: str) -> str:
    return _SPACE.sub("", text).translate(_DIGITS)


def _name(sentence: _Sentence) -> str:
    return sentence.shape if len(sentence.shape) >= LONG else sentence.key


def _aligned(a: _Sentence, b: _Sentence) -> SentenceChange:
    """Two sentences of one shape that stand at the same place."""
    kind: SentenceKind = "same" if _plain(a.text) == _plain(b.text) else "year" if a.key == b.key else "numbers"
    return SentenceChange(kind, b.section, a.text, b.text)


def _replaced(
    old: Sequence[_Sentence], new: Sequence[_Sentence], left: Sequence[int], right: Sequence[int],
    moved: dict[int, int],
) -> Iterator[SentenceChange]:  # fmt: skip
    """A stretch that differs: what was reworded, what is gone, what is new, what came from elsewhere."""
    pairs = _reworded(old, new, left, [j for j in right if j not in moved])
    partners = set(pairs.values())
    yield from (SentenceChange("removed", old[i].section, old[i].text, None) for i in left if i not in partners)
    for j in right:
        source = moved if j in moved else pairs
        if j in source:
            told: SentenceKind = "moved" if j in moved else "reworded"
            yield SentenceChange(told, new[j].section, old[source[j]].text, new[j].text)
        else:
            yield SentenceChange("added", new[j].section, None, new[j].text)


def _reworded(
    old: Sequence[_Sentence], new: Sequence[_Sentence], left: Sequence[int], right: Sequence[int]
) -> dict[int, int]:
    """Sentences of a stretch that are alike, the most alike first, each in one pair only: before by after."""
    if len(left) * len(right) > MOST_PAIRS:
        return {}
    grams = {**{("a", i): _pairs(old[i].shape) for i in left}, **{("b", j): _pairs(new[j].shape) for j in right}}
    likeness = sorted(((_likeness(grams["a", i], grams["b", j]), -i, -j) for i in left for j in right), reverse=True)
    found: dict[int, int] = {}
    used: set[int] = set()
    for share, i, j in likeness:
        if share < ALIKE:
            break
        if -j not in found and -i not in used:
            found[-j] = -i
            used.add(-i)
    return found


def _tokens(text: str) -> list[str]:
    """Numbers whole, everything else by character, so that 12 never becomes 112 by one inserted digit."""
    return [*re.findall(r"\d+(?:[.,]\d+)*|.", text[:MOST_CHARACTERS], re.DOTALL), text[MOST_CHARACTERS:]]


def _pairs(text: str) -> frozenset[str]:
    return frozenset(f"{a}{b}" for a, b in pairwise(text)) or frozenset((text,))


def _likeness(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b))
