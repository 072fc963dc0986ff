"""Lines: white space folded, and lines that a fixed width broke inside a sentence joined again."""

import re
from collections.abc import Sequence
from functools import cache

from harvester.text.trace import NODE
from harvester.text.vocabulary import WORDS

_SPACE_RUN = re.compile(rf"[^\S\n{NODE}]+")
_SENTENCE_END = "。！？!?；;：:…”’》】"
_HEADING = re.compile(
    r"""
      \s* (?: [一二三四五六七八九十]{1,3} \s* [、.．]
            | [（(] \s* [一二三四五六七八九十0-9]{1,3} \s* [)）]
            | 第 [一二三四五六七八九十百0-9]{1,4} [章节条款部编]
            | [0-9]{1,2} \s* (?: [、.．] (?![0-9]) | [)）] )
            | [①-⑳●◆■★•·▪*\-—] | 附[件表]? \s* [0-9一二三四五六七八九十]* \s* [：:] )
    """,
    re.VERBOSE,
)
_LEAST_WIDTH = 18
_CLAUSE = re.compile("[，。；]")
_LABEL = re.compile(r"[^，。：:]{1,10}[：:]")
_BRACKETS = (("《", "》"), ("（", "）"), ("(", ")"), ("“", "”"), ("〔", "〕"))
_LONGEST_IN_BRACKETS = 60
_CUTS = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1))


def fold_spaces(line: str) -> str:
    """One plain space for every run of white space (no-break and ideographic too), none at the ends.

    >>> fold_spaces("\\u3000\\u3000一、\\xa0 总体情况  ")
    '一、 总体情况'
    """
    if "\n" in line or NODE in line:
        return _SPACE_RUN.sub(" ", line).strip(" \n")
    return " ".join(line.split())


def is_heading_start(line: str) -> bool:
    """Whether a line begins with a number or mark of a list or heading: 一、 （一） 1. 第三条 ①.

    >>> is_heading_start("（一）主动公开"), is_heading_start("2022年，全区")
    (True, False)
    """
    return _HEADING.match(line) is not None


def join_soft_breaks(lines: Sequence[str]) -> list[str]:
    """Join lines that were broken inside a sentence; headings, list items, table lines and signatures stay apart.

    A line goes on where the two lines show it for certain (`goes_on`). In a text of fixed width one that is as long as
    the longest lines goes on too, when no sentence ends with it.

    >>> join_soft_breaks(["认真贯彻落实《", "政府信息公开条例》，全年公开301条。", "一、总体情况", "无"])
    ['认真贯彻落实《政府信息公开条例》，全年公开301条。', '一、总体情况', '无']
    """
    width = _fixed_width(lines)
    joined: list[str] = []
    before = ""
    for line in lines:
        if before and (goes_on(before, line) or (width and _is_full(before, line, width))):
            joined[-1] += _glue(joined[-1], line) + line.lstrip()
        else:
            joined.append(line)
        before = line
    return joined


def goes_on(before: str, after: str) -> bool:
    """Whether a sentence certainly goes on in the next line, judged by these two lines alone.

    Certain is a title or bracket that the next line closes, a clause of a long line, and a word cut in two; what
    begins like a heading, a list item, a label or a date stands alone.

    >>> goes_on("认真贯彻落实《", "政府信息公开条例》。"), goes_on("某县人民政府办公室", "2023年1月20日")
    (True, False)
    """
    before, after = before.rstrip(), after.strip()
    if not before or not after or _is_apart(before) or _is_apart(after):
        return False
    if before[-1] in _SENTENCE_END or is_heading_start(after) or not _CLAUSE.search(after):
        return False
    if _closes_bracket(before, after):
        return True
    prose = len(before) >= _LEAST_WIDTH and not _is_heading(before)
    if before[-1] in "，、":
        return prose
    return prose and "，" in before and _cuts_word(before, after)


def glue(before: str, after: str) -> str:
    """Two lines as one, with a space between two Latin words."""
    return before + _glue(before, after) + after.lstrip()


def _is_apart(line: str) -> bool:
    """Whether a line is a table row, or a part of a contact list."""
    return "\t" in line or "|" in line or _LABEL.match(line) is not None


def _is_heading(line: str) -> bool:
    """Whether a line is a numbered heading and nothing else: no sentence ends in it."""
    return is_heading_start(line) and "。" not in line


def _closes_bracket(before: str, after: str) -> bool:
    """Whether a title or bracket is open at the end of a line and closed soon in the next."""
    for opening, closing in _BRACKETS:
        if before.rfind(opening) > before.rfind(closing):
            at = after.find(closing)
            return 0 <= at <= _LONGEST_IN_BRACKETS and opening not in after[:at]
    return False


def _cuts_word(before: str, after: str) -> bool:
    """Whether a known word stands across the end of a line, cut where no other word ends or begins."""
    return any(before[-left:] + after[:right] in _words() and before[-left:] not in _words() for left, right in _CUTS)


@cache
def _words() -> frozenset[str]:
    """Words of reports that are long enough to tell."""
    return frozenset(word for word in WORDS if 2 <= len(word) <= 4)


def _glue(before: str, after: str) -> str:
    """A space between two Latin words, nothing elsewhere."""
    return (
        " " if before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalpha() else ""
    )


def _fixed_width(lines: Sequence[str]) -> int:
    """The width at which a text was broken, 0 for a text that flows.

    Fixed width shows in the lines between two sentence ends: three or more clauses end in mid-sentence at one length.
    """
    prose = [line for line in lines if line and "\t" not in line and "|" not in line]
    widest = max(map(len, prose), default=0)
    full = (line for line in prose if len(line) >= widest - 2 and line[-1] not in _SENTENCE_END)
    near = sum(1 for line in full if _CLAUSE.search(line))
    return widest if widest >= _LEAST_WIDTH and near >= 3 else 0


def _is_full(before: str, line: str, width: int) -> bool:
    """Whether a line fills the width of its text, so that `line` is the rest of its sentence."""
    if len(before) < width - 2 or before[-1] in _SENTENCE_END or not line.strip():
        return False
    if "\t" in before + line or "|" in before + line or is_heading_start(line):
        return False
    return _is_han_or_mark(line.lstrip()[0])


def _is_han_or_mark(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character in "，。、；：！？”’）》〉】〕)%" or character.isascii()
