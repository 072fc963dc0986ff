"""Printed labels in one form: what differs only in typing, spacing or numbering becomes equal."""

import re
import unicodedata
from functools import lru_cache

_DROPPED = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad“”‘’\"'「」『』〝〞﹁﹂《》<>|*_`]+")
"""White space, zero-width characters, soft hyphens, quotation and markdown marks: no part of a label's identity."""

_UNIFIED = str.maketrans(
    {"〔": "(", "〕": ")", "[": "(", "]": ")", "【": "(", "】": ")", "﹝": "(", "﹞": ")", "{": "(", "}": ")",
     "，": ",", "、": ",", "､": ",", "；": ";", "：": ":", "∶": ":", "﹕": ":", "。": ".", "．": ".", "｡": ".",
     "／": "/", "∕": "/", "⁄": "/", "—": "-", "–": "-", "－": "-", "―": "-", "─": "-", "它": "他"}
)  # fmt: skip
"""`其它` and `其他` are the same word in these tables."""

_NUMBER = re.compile(
    r"""^(?:
        \((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)[.,:]?      # (一) (1), also ㈠ and ⑴ after NFKC
      | (?:[一二三四五六七八九十]{1,3})[,.:](?!\d)             # 一、
      | \d{1,2}[.,:)](?!\d)                                  # 1. 1、 1)
      | \d{1,2}(?=[\u3400-\u9fff])                           # 3其他, ①信访 after NFKC
    )""",
    re.VERBOSE,
)
_TRAILING = re.compile(r"[:;,.]+$")


def fold(text: str) -> str:
    """The text without white space, quotation marks and typing differences; its list number stays.

    >>> fold("（三）\\n不予 公开")
    '(三)不予公开'
    """
    folded = _DROPPED.sub("", unicodedata.normalize("NFKC", text))
    return folded.translate(_UNIFIED)


@lru_cache(maxsize=8192)
def label(text: str) -> str:
    """The label's words alone: folded, without the list number before it and the punctuation after it.

    >>> label("一、本年新收政府信息公开申请数量"), label("３．危及“三安全一稳定”"), label("本年增 / 减")
    ('本年新收政府信息公开申请数量', '危及三安全一稳定', '本年增/减')
    """
    return _TRAILING.sub("", without_number(fold(text)))


def without_number(folded: str) -> str:
    """A folded text without its leading list numbers; a text that is only a number stays.

    >>> without_number("(三)1.属于国家秘密"), without_number("12")
    ('属于国家秘密', '12')
    """
    while match := _NUMBER.match(folded):
        if match.end() == len(folded):
            break
        folded = folded[match.end() :]
    return folded


def head(normalized: str) -> str:
    """The label before its first bracket, when the bracket ends it: filling notes and units stand there.

    >>> head("规章(县级无此项)"), head("(一)"), head("行政处罚(含委托)类决定")
    ('规章', '(一)', '行政处罚(含委托)类决定')
    """
    before, bracket, note = normalized.partition("(")
    ends = note.endswith(")") or ")" not in note
    return before if bracket and before and ends else normalized
