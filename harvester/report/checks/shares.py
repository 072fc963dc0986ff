"""Sums and shares stated in the prose: percentages of stated parts, parts of stated totals (Q23, Q24)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from harvester.report.checks._rule import Rules, Subject, failed, number, passed
from harvester.report.model import Check
from harvester.text.numbers import Quantity, find_quantities

_SENTENCE = re.compile(r"[^。！？\n]{1,800}")
"""Cut at 800 characters: no sentence is longer, and text without any stop must not cost its square."""
_SHARE = re.compile(
    r"[，,（(、]?\s*(?:约|大约)?占(?:比|总数|总量|全部|申请总数|办理总数|答复总数)?(?:的|为|约|达)*\s*$"
)
_WHOLE = re.compile(r"共|总|合计|累计|全年")
_PARTS = re.compile(r"其中|包括|含|分别(?:为|是)")
_PERCENT = re.compile(r"占[^。]*(?:[%％]|百分之)")
_CHANNEL = re.compile(r"网站|微信|微博|公众号|新媒体|平台|公报|渠道|报刊|报纸|广播|电视|公开栏|电子屏|客户端")
"""What is published through several channels counts in each of them: such parts may be more than their total."""

_UNSURE = frozenset("余多约近超逾")
_COUNTED = frozenset("件宗起份条次篇例")
SLACK = 0.01
"""Percentage points by which a share may differ: one cut off instead of rounded differs by less."""


def run(subject: Subject) -> Iterator[Check]:
    """Look through the prose of the level 1 parts."""
    for section in subject.report.sections:
        if section.level != 1 or section.kind in {"problems", "statistics"}:
            continue
        for match in _SENTENCE.finditer(section.text):
            sentence = match[0]
            if "\t" in sentence or not (_PARTS.search(sentence) or _PERCENT.search(sentence)):
                continue
            quantities = find_quantities(sentence)
            place = f"{section.kind}.{section.position}.{match.start()}"
            yield from _shares(sentence, quantities, place)
            yield from _sums(sentence, quantities, place)


def _shares(sentence: str, quantities: Sequence[Quantity], place: str) -> Iterator[Check]:
    """Each share against every whole that is stated before its part."""
    for i, share in enumerate(quantities[1:], start=1):
        part = quantities[i - 1]
        if share.unit != "%" or not _SHARE.search(sentence[part.end : share.start]) or not _is_exact(part, share):
            continue
        wholes = [q for q in quantities[: i - 1] if _is_whole_of(part, q)]
        if not wholes:
            continue
        subject = f"{place}.{share.start}"
        ratios = {100 * part.value / whole.value: whole for whole in wholes}
        nearest = min(ratios, key=lambda ratio: abs(ratio - share.value))
        yield _judge(share, part, (ratios[nearest], nearest), subject, certain=_is_named_whole(sentence, wholes[0]))


def _is_exact(*quantities: Quantity) -> bool:
    return not any(_UNSURE & set(quantity.qualifier) for quantity in quantities)


def _is_whole_of(part: Quantity, other: Quantity) -> bool:
    same = other.unit == part.unit or (other.unit in _COUNTED and part.unit in _COUNTED)
    return same and other.value >= part.value and other.value > 0 and _is_exact(other)


def _is_named_whole(sentence: str, whole: Quantity) -> bool:
    return _WHOLE.search(sentence[max(0, whole.start - 25) : whole.start]) is not None


def _judge(share: Quantity, part: Quantity, against: tuple[Quantity, float], subject: str, *, certain: bool) -> Check:
    whole, exact = against
    places = len(share.raw.partition(".")[2].rstrip("%％ 左右以上"))
    rounded = round(exact + 1e-9, places)
    shown = f"{number(part.value)} of {number(whole.value)} is {rounded:.{places}f}%, printed {share.raw}"
    if abs(rounded - share.value) < 10 ** -(places + 3):
        return passed("Q23", subject)
    if abs(exact - share.value) < max(SLACK, 10**-places) + 1e-9:
        return replace(failed("Q23", subject, f"{shown}: cut off, not rounded", actual=share.raw), level="info")
    if certain:
        return failed("Q23", subject, shown, actual=share.raw)
    return passed("Q23", subject)


def _sums(sentence: str, quantities: Sequence[Quantity], place: str) -> Iterator[Check]:
    """Parts listed after 其中 or 含: they may not be complete, but together they are not more than their total."""
    for mark in _PARTS.finditer(sentence):
        before = [q for q in quantities if q.end <= mark.start() and mark.start() - q.end <= 3]
        if not before or not _is_exact(before[-1]):
            continue
        total = before[-1]
        end = _end_of_list(sentence, mark.end())
        parts = [q for q in quantities if mark.end() <= q.start < end and q.unit == total.unit]
        if len(parts) < 2 or not _is_exact(*parts):
            continue
        if _CHANNEL.search(sentence[mark.start() : end]):
            continue
        sum_ = sum(part.value for part in parts)
        subject = f"{place}.{total.start}"
        if sum_ > total.value:
            shown = " + ".join(number(part.value) for part in parts)
            yield failed(
                "Q24", subject, f"{shown} = {number(sum_)} is more than {number(total.value)}", actual=total.raw
            )
        elif sum_ == total.value:
            yield passed("Q24", subject)


def _end_of_list(sentence: str, start: int) -> int:
    """Where a list of parts ends: at a bracket, a semicolon, or the next list within it."""
    stops = [sentence.find(mark, start) for mark in ("；", ";", "）", ")", "其中")]
    return min((stop for stop in stops if stop >= 0), default=len(sentence))


RULES = Rules(("Q23", "Q24"), run)
