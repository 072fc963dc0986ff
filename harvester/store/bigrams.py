"""Words for full-text search in Chinese: overlapping pairs of characters, so that every substring is a phrase.

SQLite's own tokenizers take a whole run of Han for one word, or need three characters. We write 信息公开 as
`信息 息公 公开 开`; the query 息公开 becomes the phrase "息公 公开" and finds exactly the texts that contain it.
The last character of a run stands alone as well, so that each character begins a word: a single one is found by prefix.
"""

import re
from operator import add
from typing import Any

_HAN = "〇々㐀-䶿一-鿿豈-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_TERM = re.compile(r'"([^"]*)"|(\S+)')
_IS_HAN = re.compile(rf"[{_HAN}]")

NOTHING = '""'
"""A query that finds nothing, which an empty string is not allowed to be."""


def index_text(text: str | None) -> str:
    """The words under which a text is indexed.

    >>> index_text("信息公开2023年, ICP")
    '信息 息公 公开 开 2023 年 ICP'
    """
    return " ".join([word for run in _RUN.findall(text or "") for word in _words(run)])


def _words(run: str) -> list[str]:
    if not _IS_HAN.match(run):
        return [run]
    return [*map(add, run, run[1:]), run[-1]]


def match_query(text: Any) -> str:
    """The FTS5 query for what a person typed: terms are all wanted, a quoted term is one phrase.

    >>> match_query("息公开")
    '"息公 公开"'
    >>> match_query('公 "annual report"')
    '"公" * AND "annual report"'
    """
    return " AND ".join(phrase for term in terms(text) if (phrase := _phrase(term))) or NOTHING


def terms(text: Any) -> list[str]:
    """The terms of a query as typed, without quotation marks."""
    return [quoted or bare for quoted, bare in _TERM.findall(str(text or ""))]


def _phrase(term: str) -> str:
    runs = _RUN.findall(term)
    if not runs:
        return ""
    words = [word for run in runs for word in _words(run)]
    last = runs[-1]
    if not _IS_HAN.match(last):
        return f'"{" ".join(words)}"'
    if len(last) == 1:  # the text may go on with any character
        return f'"{" ".join(words)}" *'
    return f'"{" ".join(words[:-1])}"'
