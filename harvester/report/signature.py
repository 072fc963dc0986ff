"""Finds the signature of a report: the lines with the organ's name and the date after which only furniture comes."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from harvester.text.boilerplate import is_boilerplate
from harvester.text.dates import read_date

ORGAN_ENDING = (
    r"(?:人民政府|政府|行政公署|公署|办公室|办公厅|政府办|府办|委员会|管委会|办事处|[\u4e00-\u9fff](?:局|厅|委|办|处|队|院|社|站|所|署|馆)|中心|"
    r"总队|支队|大队|分局|法院|检察院|联合会|总社|公司|大学|学院|集团|领导小组)"
)
_ORGAN_LINE = re.compile(rf"[\u4e00-\u9fff（）()·“”、 \u3000]{{1,45}}{ORGAN_ENDING}(?:[（(][^（）()]{{1,12}}[）)])?")
_ODD_ORGAN = re.compile(r"[^。，,；;：:、（(\d]{2,20}(?:政府|局|厅|委|办|处|中心|站|院|会|网)[^。，,；;：:、\d]{0,24}")
_BELOW = re.compile(r"\s*(?:[（(]?(?:联系|附件|附表|此件|抄送)|$)")
_LABEL = re.compile(r"^(?:报告单位|编制单位|发布机构|发布单位|公开单位)[：:]")


class Signature(NamedTuple):
    """Where a signature stands in a run of lines, and what it says."""

    start: int
    end: int
    organ: str
    """As printed, without spaces; empty when only a date is there."""
    date: str | None
    """`YYYY-MM-DD`."""


def find_signature(lines: Sequence[str]) -> Signature | None:
    """The signature among the last lines, None when there is none.

    A date alone on its line, a name of an organ above it, or both in one line; furniture may follow.
    """
    last = len(lines) - 1
    while last >= 0 and (not lines[last].strip() or is_boilerplate(lines[last])):
        last -= 1
    for position in range(last, max(last - 3, -1), -1):
        found = _at(lines, position)
        if found and all(_may_follow(line) for line in lines[position + 1 : last + 1]):
            return found
    return None


def _at(lines: Sequence[str], position: int) -> Signature | None:
    """The signature that ends with a line."""
    line = lines[position].strip()
    date = read_date(re.sub(r"\s", "", line).strip("（）()。"))
    if date:
        above = position - 1
        while above >= 0 and not lines[above].strip():
            above -= 1
        organ = _organ(lines[above]) or _organ_over_date(lines[above]) if above >= 0 else ""
        return Signature(above if organ else position, position + 1, organ, date)
    both = re.fullmatch(r"(\D{4,45}?)\s*((?:19|20|二[〇○零Ｏ0])\S{2}\s*年.{2,12}日)", line)
    if both and _organ(both[1]):
        return Signature(position, position + 1, _organ(both[1]), read_date(re.sub(r"\s", "", both[2])))
    organ = _organ(line)
    return Signature(position, position + 1, organ, None) if organ else None


def _organ(line: str) -> str:
    """The name of an organ that fills a line, without spaces; empty when it does not."""
    name = _LABEL.sub("", re.sub(r"\s", "", line))
    return name if len(name) >= 3 and _ORGAN_LINE.fullmatch(name) else ""


def _organ_over_date(line: str) -> str:
    """A line over the date that holds an organ's name with something odd about it (a website, a hyphen)."""
    name = re.sub(r"\s", "", line)
    return name if _ODD_ORGAN.fullmatch(name) else ""


def _may_follow(line: str) -> bool:
    """True for what may stand below a signature: nothing, furniture, a note on contact or a short remark."""
    return bool(_BELOW.match(line) or is_boilerplate(line))
