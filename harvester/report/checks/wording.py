"""Slips of typing in the prose: a word typed twice in a row, a part that breaks off (Q41)."""

import re
from collections.abc import Iterator

from harvester.report.checks._rule import Rules, Subject, failed
from harvester.report.model import Check, Section

_DOUBLED = re.compile(r"(?P<word>[\u4e00-\u9fff]{2,6})(?P=word)")
_MEETING = re.compile(
    "政府|公开|信息|部门|申请|服务|单位|机关|管理|预算|决算|政务|办公|行政|工作|报告|企业|建设|学校|中心|项目|地方|人员|社会|平台|问题"
)
"""Words that end one name and begin the next: 某县人民政府政府信息公开, 政务公开公开栏, 政务服务服务中心."""
_MEANT = re.compile(r"(?:[一二三四五六七八九十百千万两0-9]|每|逐)|[的地得了着过]|(?P<one>.)(?P=one)")
"""Doublings that are meant: 一个一个, 一步一步, 逐项逐项, 人人人人."""
_VERBS = re.compile("研究|考虑|学习|商量|讨论|了解|放松|活动|锻炼|休息|打扫|交流|分析|比较|总结")
"""Verbs that may be doubled to soften them."""
_BREAKS_OFF = re.compile(r"(?:[，,、]|(?<![目有])的|(?<![总共饱缓])和|以及|与|或|对于|关于|按照|根据|并且)$")
LEAST = 30
"""Shorter lines are labels or items of a list."""
MOST_TOLD = 5
_NO_PROSE = frozenset({"statistics", "other"})


def run(subject: Subject) -> Iterator[Check]:
    """Look through the prose of the level 1 parts."""
    for section in subject.report.sections:
        if section.level == 1 and section.kind not in _NO_PROSE:
            yield from _doubled(section)
            yield from _cut(section)


def _doubled(section: Section) -> Iterator[Check]:
    told = 0
    for match in _DOUBLED.finditer(section.text):
        word = match["word"]
        if _is_meant(word) or _in_table(section.text, match.start()):
            continue
        shown = section.text[max(0, match.start() - 8) : match.end() + 8].replace("\n", " ")
        place = f"{section.kind}.{section.position}.{match.start()}"
        yield failed("Q41", place, f"“{word}” stands twice in a row", actual=shown, verdict="unsure")
        told += 1
        if told == MOST_TOLD:
            return


def _is_meant(word: str) -> bool:
    return any(words.fullmatch(word) for words in (_MEETING, _VERBS)) or _MEANT.search(word) is not None


def _in_table(text: str, at: int) -> bool:
    """Whether a place lies in a row of a table, or in a line too short for prose."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    return "\t" in line or "|" in line or len(line) < LEAST // 2


def _cut(section: Section) -> Iterator[Check]:
    """A part whose last line ends where no sentence can: after a comma, 的, 和, 以及."""
    text = section.text.rstrip()
    last = text[text.rfind("\n") + 1 :]
    if len(last) < LEAST or "\t" in last or "|" in last:
        return
    if match := _BREAKS_OFF.search(last):
        place = f"{section.kind}.{section.position}.{text.rfind(last) + match.start()}"
        yield failed("Q41", place, "the last sentence breaks off", actual=last[-30:], verdict="unsure")


RULES = Rules(("Q41",), run)
