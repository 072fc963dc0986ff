"""Statutory headings that stand in one line with the text before or after them: each gets a line of its own."""

import re

_TITLES = (
    r"总体情况|概\s?述|主动公开政府信息(?:的)?情况|主动公开情况|收到和处理政府信息公开申请(?:的)?情况|依申请公开(?:政府信息)?(?:的)?情况"
    r"|(?:因)?政府信息公开(?:工作)?(?:被)?(?:申请)?(?:提起)?行政复议[、和及，]?(?:提起|被提起)?行政诉讼(?:的)?情况"
    r"|(?:政府信息公开工作)?存在的?(?:主要)?问题(?:及|和|与|、)改进(?:情况|措施|的措施)?|其他需要(?:报告|汇报|说明)的?(?:有关)?事项"
)
_GLUED_BEFORE = re.compile(rf"(?<=[。；;！）)：:”\s])\s*(?=[一二三四五六七八九]\s*[、.．]\s*(?:{_TITLES}))")
_GLUED_AFTER = re.compile(rf"^([一二三四五六七八九]\s*[、.．]\s*(?:{_TITLES}))\s+(?=\S)")
_GLUED_SUB = re.compile(r"(?<=[。；;！）)])\s+(?=[（(][一二三四五六七八九十]{1,3}[)）])")
_NUMBER = re.compile(r"[一二三四五六七八九]\s*[、.．]")
"""What every such heading begins with: most lines hold none."""
_LONG_LINE = 240


def split_headings(line: str) -> list[str]:
    """The line cut before and after each statutory heading that is glued to its text.

    >>> split_headings("传真：0577-1234567）。 一、总体情况 2023年，我县主动公开信息。 二、主动公开政府信息情况")
    ['传真：0577-1234567）。', '一、总体情况', '2023年，我县主动公开信息。', '二、主动公开政府信息情况']
    >>> split_headings("现将一、总体情况等六部分报告如下。")
    ['现将一、总体情况等六部分报告如下。']
    """
    if not _NUMBER.search(line):
        return [line.strip() or line]
    pieces = _GLUED_BEFORE.split(line)
    result: list[str] = []
    for piece in pieces:
        after = _GLUED_AFTER.match(piece)
        if after and (len(pieces) > 1 or len(piece) > len(after[1]) + 12):
            result += [after[1].strip(), *_split_topics(piece[after.end() :])]
        else:
            result += _split_topics(piece) if len(pieces) > 1 else [piece]
    return [piece for piece in (part.strip() for part in result) if piece] or [line]


def _split_topics(text: str) -> list[str]:
    """A long line cut before each （一） that begins after a sentence."""
    return _GLUED_SUB.split(text) if len(text) > _LONG_LINE else [text]
