"""Splits the body of a report into its sections."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from harvester.page.model import Block
from harvester.report.headings import read_number, read_title
from harvester.report.model import Section
from harvester.report.outline import Heading, Line, find_outline
from harvester.report.signature import find_signature
from harvester.text.boilerplate import is_boilerplate

_TITLE_LINE = re.compile(
    r".{0,60}(?:信息|政务)公开.{0,14}(?:报告|年报)(?:[（(].{1,12}[）)])?|[（(]\s*(?:19|20)\d\d.{3,8}[）)]|目\s*录"
)
_GLUED_SIGNATURE = re.compile(r"(?<=[。！）])\s*([^。，,；;：:\s]{4,40}\s*(?:19|20|二[〇○零])\S{2}\s*年.{2,12}日)$")
_LONGEST_BROKEN = 50
_AFTER_HEADING = re.compile(r"^[。：:．]?\s*")


_Place = tuple[int, int]
"""Line number and offset in it."""


class _Region(NamedTuple):
    """What stands below one heading of level 1, or before all of them."""

    heading: Heading | None
    start: _Place
    stop: _Place


def split_sections(blocks: Sequence[Block], table_blocks: Collection[int] = frozenset()) -> tuple[Section, ...]:
    """Split a report's body by its statutory headings.

    Text before the first heading is the preamble. The lines of a signature (organ and date) become a section of
    kind `other` without heading, so that the last part holds only what it reports; what follows them is the site's
    furniture and belongs to no section. A part that is announced but empty is kept with an empty text.

    Args:
        blocks: the body.
        table_blocks: indexes of the blocks that are content of a table, in which headings are not looked for.
    """
    lines = list(_with_whole_headings(list(_lines(blocks, frozenset(table_blocks)))))
    headings, idle = find_outline(lines)
    lines = [Line("") if number in idle else line for number, line in enumerate(lines)]
    regions = list(_regions(headings, len(lines)))
    drafts: list[tuple[int, str, str, str]] = []
    for position, region in enumerate(regions):
        closing = position >= len(regions) - 2 and (position or len(regions) == 1)
        kept, after = _close(lines, region) if closing else (region, [])
        drafts.extend(_drafts(lines, kept, headings))
        drafts.extend(after)
    return tuple(Section(number, *draft) for number, draft in enumerate(drafts))


def _lines(blocks: Sequence[Block], table_blocks: frozenset[int]) -> Iterator[Line]:
    for index, block in enumerate(blocks):
        if block.kind == "image":
            continue
        table = block.kind == "table" or index in table_blocks
        for line in block.text.split("\n"):
            yield from _detached(Line(line if block.kind == "table" else line.strip(), table))


def _with_whole_headings(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines, those of a heading that was broken over two as one."""
    after = False
    for line, below in pairwise((*lines, Line(""))):
        joined = not after and _is_broken_heading(line, below)
        if joined:
            yield Line(line.text + below.text)
        elif not after:
            yield line
        after = joined


def _is_broken_heading(line: Line, below: Line) -> bool:
    """True when two lines are the number and the title, or the two halves of a title, and neither is one alone."""
    if line.table or below.table or not line.text or len(line.text) + len(below.text) > _LONGEST_BROKEN:
        return False
    upper, lower = read_number(line.text), read_number(below.text)
    if upper.style == "none" or lower.style != "none" or read_title(upper.title):
        return False
    whole = read_title(upper.title + lower.title)
    return whole is not None and (not upper.title or not read_title(lower.title))


def _detached(line: Line) -> Iterator[Line]:
    """A line; a signature that was set behind its last sentence becomes a line of its own."""
    glued = None if line.table else _GLUED_SIGNATURE.search(line.text)
    if glued and find_signature([glued[1]]):
        yield Line(line.text[: glued.start(1)].rstrip())
        yield Line(glued[1])
    else:
        yield line


def _regions(headings: Sequence[Heading], count: int) -> Iterator[_Region]:
    """Cut at the headings of level 1; sub-topics before the first of them imply an overview without a heading."""
    parts = [heading for heading in headings if heading.level == 1]
    first = _start(parts[0]) if parts else (count, 0)
    early = [heading for heading in headings if heading.level == 2 and _start(heading) < first]
    opening = _start(early[0]) if early else first
    yield _Region(None, (0, 0), opening)
    if early:
        implied = replace(early[0].candidate, end=early[0].candidate.start, title="")
        yield _Region(Heading(implied, 1, "overview"), opening, first)
    for part, stop in zip(parts, [*map(_start, parts[1:]), (count, 0)], strict=False):
        yield _Region(part, (part.candidate.line, part.candidate.end), stop)


def _start(heading: Heading) -> _Place:
    return heading.candidate.line, heading.candidate.start


def _drafts(lines: Sequence[Line], region: _Region, headings: Sequence[Heading]) -> Iterator[tuple[int, str, str, str]]:
    """The sections of a region: itself, then its sub-topics."""
    below = _cut(lines, region.start, region.stop)
    if region.heading is None:
        text = _text(_without_title(below))
        if re.search(r"[\u4e00-\u9fff]", text):
            yield 1, "", "preamble", text
        return
    yield 1, _printed(lines, region.heading), region.heading.kind, _text(below)
    topics = [item for item in headings if item.level == 2 and region.start <= _start(item) < region.stop]
    for topic, stop in zip(topics, [*map(_start, topics[1:]), region.stop], strict=False):
        text = _text(_cut(lines, (topic.candidate.line, topic.candidate.end), stop))
        yield 2, _printed(lines, topic), topic.kind, text


def _printed(lines: Sequence[Line], heading: Heading) -> str:
    """The heading with its number, as printed; empty for an implied one."""
    item = heading.candidate
    return lines[item.line].text[item.start : item.end].strip().rstrip("。：:；;.，,") if item.title else ""


def _cut(lines: Sequence[Line], start: _Place, stop: _Place) -> list[Line]:
    """Lines from one place to another; the first and the last may be parts of lines."""
    if start[0] >= len(lines):
        return []
    first = lines[start[0]]
    if start[0] == stop[0]:
        return [Line(first.text[start[1] : stop[1]], first.table)]
    last = [Line(lines[stop[0]].text[: stop[1]])] if stop[1] else []
    return [Line(first.text[start[1] :], first.table), *lines[start[0] + 1 : stop[0]], *last]


def _text(lines: Sequence[Line]) -> str:
    """Lines as the text of a section, empty ones left out."""
    texts = [line.text for line in lines if line.text.strip()]
    if texts and not lines[0].table:
        texts[0] = _AFTER_HEADING.sub("", texts[0])
    return "\n".join(filter(None, texts)).rstrip()


def _without_title(lines: Sequence[Line]) -> Sequence[Line]:
    """The preamble without the lines of the report's title, its date in brackets and a heading of contents."""
    for position in range(min(len(lines), 4) - 1, -1, -1):
        if len(lines[position].text) <= 80 and _TITLE_LINE.fullmatch(lines[position].text.strip()):
            short = all(len(line.text) <= 50 and not line.text.endswith("。") for line in lines[:position])
            return lines[position + 1 :] if short else lines
    return lines


def _close(lines: Sequence[Line], region: _Region) -> tuple[_Region, list[tuple[int, str, str, str]]]:
    """Take signature and furniture off the end of a region; a table that stands below them is a part of its own."""
    below = _cut(lines, region.start, region.stop)
    count = len(below)
    while count and (below[count - 1].table or not below[count - 1].text.strip()):
        count -= 1
    texts = [line.text for line in below[:count]]
    signature = find_signature(texts)
    if signature is None or (signature.start == 0 and region.heading is not None):
        stop = region.stop
        while count == len(below) and count > 1 and is_boilerplate(below[count - 1].text):
            count -= 1
            stop = (region.start[0] + count, 0)
            below = below[:count]
        return region._replace(stop=stop), []
    after = [(1, "", "other", "\n".join(filter(None, texts[signature.start : signature.end])))]
    table = _text(below[count:])
    if table:
        after.append((1, "", "statistics" if "指标" in table else "other", table))
    return region._replace(stop=(region.start[0] + signature.start, 0)), after
