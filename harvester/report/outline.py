"""Decides which lines of a report are headings, of which level and kind: by title and context, never by number."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from harvester.report.headings import GLUED, TITLES, TOPICS, Title, ordinal, read_number, read_title, subject


class Line(NamedTuple):
    """One line of the body."""

    text: str
    table: bool = False
    """True when the line is table content (a grid, or a flattened cell)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that looks like a heading."""

    line: int
    start: int
    end: int
    """Where its words end in the line; the text below it begins here."""
    style: str
    ordinal: int
    title: str
    row: Title | None
    whole: bool
    """True when it fills its line."""

    @property
    def kind(self) -> str:
        """Section key by its wording, or by what it is about, or `other`."""
        if self.row:
            return "other" if self.row.kind == "topic" else self.row.kind
        return subject(self.title) or "other"

    @property
    def statutory(self) -> bool:
        """True for a wording of the law or the formats."""
        return bool(self.row and self.row.statutory)


class Heading(NamedTuple):
    """A heading that was accepted."""

    candidate: Candidate
    level: int
    kind: str


_LONGEST_TITLE = 45
_LONGEST_LEAD = 30
_MODERN = frozenset({"overview", "proactive", "applications", "disputes", "problems", "other_matters"})
_TITLE_PATTERNS = tuple((row, re.compile(row.pattern)) for row in TITLES)
_AFTER_STATUTORY = re.compile(r"$|[^的，、,；;及和与或等）)（(》”]")
_AFTER_PLAIN = re.compile(r"$|[\s。：:．]|[.](?!\d)|(?<=情况)[^的，、,；;及和与或等）)(（》”良较总如明进看显统]")
_NO_TITLE = re.compile(r"[。；;！？].|[，,；;、]$|[，,].*。$|.{22}。$")
_PAGE = re.compile(r"\s*(?:[…．.·]{2,}|\s)\s*\d{1,3}$")
"""The page on which a part begins, behind its title in a table of contents."""
_RUN_IN = re.compile(r"(?P<title>[\u4e00-\u9fff]{4,12})[：:]\s*(?=[\u4e00-\u9fff\d])")
"""A sub-topic without a number, set before its text."""
_TRIM = "。：:；;.，, \t\u3000"


class Outline(NamedTuple):
    """The headings of a report in reading order."""

    headings: list[Heading]
    idle: frozenset[int]
    """Lines that are headings without a part of their own: a table of contents, a heading printed twice."""


def find_outline(lines: Sequence[Line]) -> Outline:
    """Find the headings of a report."""
    found = [item for number, line in enumerate(lines) for item in _in_line(number, line)]
    candidates = _without_contents(found)
    top = _top_styles(candidates)
    chosen = list((_choose_modern if _is_modern(candidates) else _choose_free)(candidates, top))
    headings = _without_doubles(chosen, lines)
    listed, kept = set(candidates), {item.candidate for item in headings}
    contents = {item.line for item in found if item.whole and item not in listed}
    doubles = {item.candidate.line for item in chosen if item.candidate.whole and item.candidate not in kept}
    return Outline(headings, frozenset(contents | doubles))


def _in_line(number: int, line: Line) -> Iterator[Candidate]:
    """Candidates of one line; inside tables only the long titles of the law count, and only on their own line."""
    whole = _whole_line(number, line.text)
    if line.table:
        if whole and whole.statutory and whole.style != "none" and whole.kind != "statistics" and "\t" not in line.text:
            yield whole
        return
    if whole and whole.row:
        yield whole
        return
    glued = [found for match in GLUED.finditer(line.text) if (found := _glued(number, line.text, match))]
    if whole and not any(found.row for found in glued):
        yield whole
    else:
        yield from glued or _run_in(number, line.text)


def _run_in(number: int, text: str) -> Iterator[Candidate]:
    """A sub-topic before its text: 主动公开：全年公开信息12条。"""
    found = _RUN_IN.match(text)
    row = read_title(found["title"]) if found and any(topic in found["title"] for topic in TOPICS) else None
    if found and row:
        yield Candidate(number, 0, found.end("title"), "none", 0, found["title"], row, False)


def _whole_line(number: int, text: str) -> Candidate | None:
    """The candidate that fills a line."""
    if not text or len(text) > _LONGEST_TITLE + 15:
        return None
    style, value, title = read_number(text)
    title = _PAGE.sub("", title).strip(_TRIM)
    row = read_title(title)
    free = style not in ("none", "spoken") and len(title) <= _LONGEST_TITLE and not _NO_TITLE.search(text)
    if not title or not (row or free):
        return None
    return Candidate(number, 0, len(text), style, value, title, row, True)


def _glued(number: int, text: str, match: re.Match[str]) -> Candidate | None:
    """The candidate that begins inside a line and is followed by the text of its section."""
    begin, style = match.end(), match.lastgroup or "none"
    for row, pattern in _TITLE_PATTERNS:
        found = pattern.match(text, begin)
        after = _AFTER_STATUTORY if row.statutory else _AFTER_PLAIN
        if found and found.end() - begin >= 2 and after.match(text, found.end()):
            return Candidate(
                number, match.start(), found.end(), style, ordinal(match[0]), found[0], row, found.end() == len(text)
            )
    lead = re.compile(rf"[^。：:；;！？\n]{{2,{_LONGEST_LEAD}}}?(?=[。：:]|\s(?!\d)|$)").match(text, begin)
    free_at_start = lead and match.start() == 0 and style in ("bracket", "han", "part", "roman")
    if lead and (free_at_start or (style == "bracket" and any(topic in lead[0] for topic in TOPICS))):
        return Candidate(number, match.start(), lead.end(), style, ordinal(match[0]), lead[0].strip(), None, False)
    return None


def _without_contents(candidates: list[Candidate]) -> list[Candidate]:
    """Leave out a table of contents: titles in a row, nothing between them, all of which come again later."""
    runs: list[list[Candidate]] = []
    for item in candidates:
        if runs and item.row and _adjoins(runs[-1][-1], item):
            runs[-1].append(item)
        else:
            runs.append([item])
    kept: list[Candidate] = []
    later: set[str] = set()
    for run in reversed(runs):
        if len(run) < 4 or not all(item.kind in later for item in run):
            kept.extend(reversed(run))
        later.update(item.kind for item in run if item.row)
    return kept[::-1]


def _adjoins(before: Candidate, item: Candidate) -> bool:
    """True when no text stands between two candidates."""
    if before.line == item.line:
        return item.start - before.end <= 2
    return before.whole and item.line == before.line + 1 and item.start == 0 and bool(before.row)


def _top_styles(candidates: Sequence[Candidate]) -> frozenset[str]:
    """Numberings of the statutory parts: those in which their titles are set most."""
    counts = Counter(item.style for item in candidates if item.statutory and item.kind != "statistics")
    numbered = Counter({style: count for style, count in counts.items() if style != "none"})
    if not numbered:
        plain = Counter(item.style for item in candidates if item.row and item.style != "none")
        style = "han" if plain["han"] or not plain else plain.most_common(1)[0][0]
        return frozenset({style, "part", "none"})
    style = "han" if numbered["han"] else numbered.most_common(1)[0][0]
    return frozenset({style, "part", "none"})


def _is_modern(candidates: Sequence[Candidate]) -> bool:
    """True for the six fixed parts of 2019 and later, False for the free form before."""
    kinds = {item.kind for item in candidates if item.statutory}
    received = any("收到和处理" in item.title for item in candidates)
    return received or ("fees" not in {item.kind for item in candidates} and len(kinds & _MODERN) >= 4)


def _kinds_ahead(candidates: Sequence[Candidate], top: frozenset[str]) -> list[frozenset[str]]:
    """For each candidate the kinds whose long titles are still to come."""
    ahead: list[frozenset[str]] = []
    kinds: frozenset[str] = frozenset()
    for item in reversed(candidates):
        ahead.append(kinds)
        if item.statutory and item.style in top:
            kinds |= {item.kind}
    return ahead[::-1]


def _choose_modern(candidates: Sequence[Candidate], top: frozenset[str]) -> Iterator[Heading]:
    """Headings of the six fixed parts, and the sub-topics of the first of them.

    A short title (主动公开情况) is a sub-topic while the long one (主动公开政府信息情况) is still to come.
    """
    current, last = "preamble", 0
    for item, ahead in zip(candidates, _kinds_ahead(candidates, top), strict=True):
        introductory = current in ("preamble", "overview")
        if _is_inner(item, current, last) or (item.style == "none" and not item.whole and not introductory):
            continue
        sub = item.style not in top or (not item.statutory and item.kind != "overview" and item.kind in ahead)
        follows = item.style in top and item.style != "none" and item.ordinal == last + 1
        part = item.row is not None and item.kind not in ahead and item.kind != "other"
        if not sub and (item.statutory or part or (follows and not introductory)):
            current, last = item.kind, item.ordinal
            yield Heading(item, 1, item.kind)
        elif introductory and _is_topic(item, current):
            yield Heading(item, 2, "other")


def _is_inner(item: Candidate, current: str, last: int) -> bool:
    """True for 一、存在问题 below 五、存在的主要问题及改进情况: a count of its own inside the part."""
    return current == "problems" == item.kind and not item.statutory and item.whole and item.ordinal != last + 1


def _is_topic(item: Candidate, current: str) -> bool:
    """True for a sub-topic of the overview; before its heading only the usual five count."""
    if item.row:
        return True
    if current == "preamble":
        return any(topic in item.title for topic in TOPICS)
    return item.style in ("bracket", "han", "arabic_bracket", "arabic") and not item.title.endswith(("；", "，"))


def _choose_free(candidates: Sequence[Candidate], top: frozenset[str]) -> Iterator[Heading]:
    """Headings of the free form: every title known, and numbered lines that continue the count."""
    current, last = "preamble", 0
    for item, ahead in zip(candidates, _kinds_ahead(candidates, top), strict=True):
        follows = item.style in top and item.style != "none" and item.ordinal == last + 1
        appendix = item.kind == "statistics" and item.row and item.whole and not ahead & {"problems", "other_matters"}
        if current == "statistics":
            return
        opening = current == "preamble" and item.kind == "overview" and item.whole and item.row is not None
        if appendix or opening or (item.style in top and _opens_part(item, follows)):
            current, last = item.kind, item.ordinal or last
            yield Heading(item, 1, item.kind)
        elif current == "overview" and item.style not in top and not item.statutory and item.style != "none":
            yield Heading(item, 2, "other")


def _opens_part(item: Candidate, follows: bool) -> bool:
    """True when a candidate in the numbering of the parts opens one."""
    if item.kind == "statistics":
        return False
    if item.style == "none":
        return bool(item.row and item.whole and (item.statutory or len(item.title) >= 4))
    return follows or item.row is not None


def _without_doubles(headings: list[Heading], lines: Sequence[Line]) -> list[Heading]:
    """Leave out a heading without text when one of the same words stands elsewhere with text, or stood before."""
    parts = [heading for heading in headings if heading.level == 1]
    following = [*parts[1:], None]
    empty = {id(part) for part, after in zip(parts, following, strict=False) if _is_empty(part, after, lines)}
    filled = {(part.kind, part.candidate.title) for part in parts if id(part) not in empty}
    kept, seen = [], set()
    for heading in headings:
        name = (heading.kind, heading.candidate.title)
        idle = id(heading) in empty and heading.kind != "other"
        if not (idle and (name in filled or name in seen)):
            kept.append(heading)
        seen.add(name)
    return kept


def _is_empty(heading: Heading, following: Heading | None, lines: Sequence[Line]) -> bool:
    """True when nothing stands between a heading of level 1 and the next."""
    item = heading.candidate
    last, stop = (following.candidate.line, following.candidate.start) if following else (len(lines), 0)
    if item.line == last:
        return not lines[item.line].text[item.end : stop].strip(_TRIM)
    if lines[item.line].text[item.end :].strip(_TRIM) or (following and lines[last].text[:stop].strip(_TRIM)):
        return False
    return not any(line.text.strip(_TRIM) for line in lines[item.line + 1 : last])
