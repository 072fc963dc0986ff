"""The body of an article: comment marks and known containers first, then script variables, then a generic scorer."""

import re
from itertools import islice
from typing import NamedTuple

from harvester.page.containers import BODY_COMMENTS, BY_TAG, container_of
from harvester.page.edges import is_signed
from harvester.page.html import MARK, Element, short_text
from harvester.page.outline import Outline

_LITTLE = 60.0
_SCRAP = 24.0
"""Prose that may stay outside the body: less than a sentence."""
_MOST_MARKS = 10
_MOST_LEVELS = 4
"""Elements around a known container below which its text may go on."""
_SIGNATURE_ELEMENTS = 4
_LONGEST_SIGNATURE = 90
_LAST_ELEMENTS = 40
_ENDS_IN_DATE = re.compile(r"(?:年\s*.{1,3}\s*月\s*.{1,4}\s*日|\d[-./]\d{1,2}[-./]\d{1,2})[\s）)]*\Z")
_DESCENT = 0.97


class Body(NamedTuple):
    """Elements that hold the body, in reading order, and how they were found."""

    elements: tuple[Element, ...]
    source: str
    weight: float


def find_body(page: Outline) -> Body:
    """Find the body of a page.

    A known container wins when it holds a fair share of what the scorer finds: templates leave empty or foreign
    blocks under well-known names (a `TRS_Editor` in the footer, a second `#zoomcon` with the share bar).
    """
    known = _known(page)
    scored = _scored(page)
    return scored if known is None else _go_on(page, _choose(page, known, scored))


def _choose(page: Outline, known: Body, scored: Body) -> Body:
    """The known container, unless the scorer found much more elsewhere."""
    if known.weight >= 0.5 * scored.weight or _is_inside(page, scored, known):
        return known
    statutory = _statutory(page, known), _statutory(page, scored)
    if statutory[0] >= statutory[1] > 0:
        return known
    return scored if scored.weight > 4 * known.weight and scored.weight > 5 * _LITTLE else known


def _go_on(page: Outline, body: Body) -> Body:
    """The body with what follows it up to the last heading of a report, or up to a signature that it lacks.

    A surplus `</div>` in pasted text closes the container early, and some templates print the signature below it.
    """
    at = page.index.get(body.elements[-1], 0)
    added: list[int] = []
    signed = _ends_signed(page, body)
    for _ in range(_MOST_LEVELS):
        parent = page.parents[at]
        if parent < 0 or page.tree.tags[at] == "body":
            break
        if siblings := _following(page, at, parent):
            added += _continued(page, siblings, signed=signed)
        at = parent
    if not added:
        return body
    elements = (*body.elements, *(page.elements[child] for child in added))
    return Body(elements, body.source, body.weight + sum(page.weights[child] for child in added))


def _following(page: Outline, at: int, parent: int) -> list[int]:
    """The elements after one, below the same parent."""
    found = []
    child = page.ends[at]
    while child < page.ends[parent]:
        found.append(child)
        child = page.ends[child]
    return found


def _continued(page: Outline, siblings: list[int], *, signed: bool) -> list[int]:
    """The siblings up to the last one with a heading of a report, or with a signature near the beginning."""
    last = max((n for n, child in enumerate(siblings) if page.statutory[child] and not page.silent[child]), default=-1)
    if last >= 0 or not signed:
        for n, child in enumerate(siblings[last + 1 : last + 1 + _SIGNATURE_ELEMENTS], last + 1):
            if not page.silent[child] and is_signed(short_text(page.elements[child], _LONGEST_SIGNATURE)):
                last = n
    return siblings[: last + 1]


def _ends_signed(page: Outline, body: Body) -> bool:
    """Whether a body ends with a date."""
    last = page.index.get(body.elements[-1], 0)
    end = page.ends[last]
    return _ENDS_IN_DATE.search(page.tree.letters(max(last, end - _LAST_ELEMENTS), end)) is not None


def _statutory(page: Outline, body: Body) -> int:
    return sum(page.statutory[page.index[element]] for element in body.elements if element in page.index)


def _is_inside(page: Outline, inner: Body, outer: Body) -> bool:
    """Whether every element of one body stands in the other."""
    spans = [(at, page.ends[at]) for at in (page.index[element] for element in outer.elements)]
    inside = (page.index[element] for element in inner.elements)
    return all(any(start <= at < end for start, end in spans) for at in inside)


def _known(page: Outline) -> Body | None:
    """The heaviest known container; of nested ones the innermost that loses no sentence."""
    best: tuple[int, str] | None = None
    for at, (tag, names) in enumerate(zip(page.tree.tags, page.names, strict=True)):
        row = container_of(tag, names) if (names or tag in BY_TAG) and page.weights[at] > 0 else None
        if row is None:
            continue
        if best is None or _is_better(page, at, best[0]):
            best = at, {"id": "#", "class": ".", "tag": ""}[row.kind] + row.name
    marked = _marked(page)
    if marked and (best is None or not _holds_all(page, best[0], marked)):
        return marked
    return Body((page.elements[best[0]],), f"container:{best[1]}", page.weights[best[0]]) if best else None


def _is_better(page: Outline, at: int, best: int) -> bool:
    """Whether a container is to be preferred to the best before it in the document."""
    if at < page.ends[best]:
        lost = page.prose[best] - page.prose[at]
        return (
            lost <= _SCRAP and page.statutory[at] == page.statutory[best] and 2 * page.weights[at] > page.weights[best]
        )
    return page.weights[at] > page.weights[best] * 1.02


def _holds_all(page: Outline, at: int, marked: Body) -> bool:
    """Whether a container inside a marked region loses no sentence of it, or is the heavier of the two."""
    prose = sum(page.prose[page.index[element]] for element in marked.elements)
    return page.weights[at] > marked.weight or prose - page.prose[at] <= _SCRAP


def _marked(page: Outline) -> Body | None:
    """What stands between two comments that mark the body."""
    best: Body | None = None
    marks = islice((at for at, tag in enumerate(page.tree.tags) if tag == MARK), _MOST_MARKS)
    for at in marks:
        mark = page.elements[at]
        words = mark.get("words") or ""
        for begin, end in BODY_COMMENTS:
            if begin in words and end not in words:
                body = _between(page, at, begin, end)
                if body and (best is None or body.weight > best.weight):
                    best = body
    return best


def _between(page: Outline, mark: int, begin: str, end: str) -> Body | None:
    """The following siblings of a mark up to the one that closes it."""
    elements: list[Element] = []
    weight = 0.0
    for sibling in page.elements[mark].itersiblings():
        if sibling.tag == MARK and end in (sibling.get("words") or ""):
            break
        elements.append(sibling)
        weight += page.weights[page.index[sibling]]
    return Body(tuple(elements), f"comment:{begin}", weight) if weight > 0 else None


def _scored(page: Outline) -> Body:
    """The deepest element that still holds the page's sentences and every statutory heading."""
    at = next((start for start, tag in enumerate(page.tree.tags) if tag == "body"), 0)
    while (child := _heaviest_child(page, at)) is not None and _keeps_all(page, child, at):
        at = child
    while page.elements[at].tag in ("tbody", "thead", "tr") and page.parents[at] >= 0:
        at = page.parents[at]
    return Body((page.elements[at],), "scored", page.weights[at])


def _keeps_all(page: Outline, child: int, at: int) -> bool:
    """Whether a child holds all that counts of its parent."""
    if page.statutory[child] < page.statutory[at]:
        return False
    if page.prose[at] <= 0:
        return page.weights[child] >= _DESCENT * page.weights[at]
    lost = page.prose[at] - page.prose[child]
    return lost <= _SCRAP or page.prose[child] >= _DESCENT * page.prose[at]


def _heaviest_child(page: Outline, at: int) -> int | None:
    """The child with the most weight, unless it is only a paragraph or a cell of a table of data."""
    best, child = None, at + 1
    while child < page.ends[at]:
        if best is None or (page.prose[child], page.weights[child]) > (page.prose[best], page.weights[best]):
            best = child
        child = page.ends[child]
    if best is None or page.elements[best].tag in ("p", "span", "font", "a", "b", "strong", "li", "tbody"):
        return best if best is not None and page.elements[best].tag == "tbody" else None
    return best
