"""How well Chinese reads: a model of character pairs from the vocabulary and from the document under repair."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Set
from functools import cache, lru_cache
from itertools import pairwise
from operator import add
from string import ascii_letters, digits

from harvester.text.pairs import chances, shares
from harvester.text.script import simplified_forms
from harvester.text.vocabulary import WORDS

_HAN_FIRST, _HAN_LAST = "\u4e00", "\u9fff"
# Weights: what the document, the vocabulary and general texts say of a pair, what its second character says alone.
_DOCUMENT, _VOCABULARY, _GENERAL, _ALONE = 0.3, 0.25, 0.2, 0.25
# How far the share of a character alone is that of the vocabulary, and that of general texts.
_OF_VOCABULARY, _OF_GENERAL = 0.45, 0.4
# Shares of characters in official prose that no vocabulary of words can tell.
_MARKS = {
    "，": 0.05, "、": 0.03, "。": 0.025, "；": 0.006, "：": 0.005, "？": 1e-4, "！": 2e-4, "…": 5e-5, "—": 5e-4,
    "·": 2e-4,
    "“": 0.006, "”": 0.006, "‘": 1e-4, "’": 1e-4, "（": 0.008, "）": 0.008, "《": 0.004, "》": 0.004,
    "〈": 1e-4, "〉": 1e-4, "〔": 3e-4, "〕": 3e-4, "【": 1e-4, "】": 1e-4, "×": 3e-5, "℃": 1e-5,
    "．": 3e-4, "～": 3e-5, "－": 3e-5, "／": 2e-5, "％": 2e-5, "＋": 1e-5,
    "①": 2e-5, "②": 2e-5, "③": 2e-5, "●": 1e-5, "0": 0.04, "a": 0.004, ".": 0.004, "%": 0.002, "-": 0.002, "/": 0.001,
    "\u3000": 0.01, " ": 0.01, "\n": 0.02, "\x1f": 0.01, "\t": 0.01, "|": 0.002,
}  # fmt: skip
_LINE_STARTS, _INDENTED = "\n\x1f", 0.3
STRANGE = 9e-6
"""Share of official prose below which a character is strange to it."""
_COMMON, _KNOWN, _RARE, _STRANGE = 1e-5, 4e-7, 2e-8, 1e-9
_PAIRS_KEPT = 1 << 16
_NONE: frozenset[str] = frozenset()


def normalize(text: str) -> str:
    """The text as the model sees it: simplified, marks full-width, every digit 0 and every Latin letter a.

    >>> normalize("臺山2022年(A)")
    '台山0000年（a）'
    """
    return text.translate(_normal())


@cache
def _normal() -> dict[int, str]:
    """What the model sees of every character that it sees in another form."""
    narrow, wide = ",!?:;()", "，！？：；（）"
    table = dict(zip(map(ord, narrow), wide, strict=True))
    table |= dict.fromkeys(map(ord, digits), "0") | dict.fromkeys(map(ord, ascii_letters), "a")
    return simplified_forms() | table


@cache
def _vocabulary() -> tuple[Counter[str], Counter[str], int]:
    """Counts of pairs and of characters in the vocabulary, and their number."""
    pairs, singles = _count(WORDS)
    return pairs, singles, singles.total()


def _count(texts: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    pairs: Counter[str] = Counter()
    singles: Counter[str] = Counter()
    for text in texts:
        plain = normalize(text)
        singles.update(plain)
        pairs.update(map(add, plain, plain[1:]))
    return pairs, singles


@cache
def commonness(character: str) -> float:
    """Share of a character in official prose, roughly: by the vocabulary, else by its level in GB 2312.

    >>> commonness("政") > commonness("鄂") > commonness("鼗") > commonness("ㄒ")
    True
    """
    if character in _MARKS:
        return _MARKS[character]
    _, singles, total = _vocabulary()
    general = shares().get(character, 0.0)
    return _OF_VOCABULARY * singles[character] / total + _OF_GENERAL * general + _level(character)


def _level(character: str) -> float:
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return _RARE if _HAN_FIRST <= character <= _HAN_LAST else _STRANGE
    if len(code) == 1:
        return _KNOWN
    if 0xB0 <= code[0] <= 0xD7:
        return _COMMON
    return _KNOWN if code[0] >= 0xD8 else _STRANGE


def _followers(pairs: Iterable[str]) -> dict[str, set[str]]:
    """The second characters of pairs by their first ones."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        found[pair[0]].add(pair[1])
    return dict(found)


@cache
def _known_followers() -> dict[str, set[str]]:
    found = _followers((*_vocabulary()[0], *chances()))
    for start in _LINE_STARTS:
        found.setdefault(start, set()).add("\u3000")
    return found


def usual_followers(before: str) -> Set[str]:
    """Characters that the vocabulary or general texts know after another one."""
    return _known_followers().get(before, _NONE)


@cache
def alone(after: str) -> float:
    """Logarithm of how likely a character follows one that it is never met after."""
    return math.log(_ALONE * commonness(after))


@lru_cache(maxsize=_PAIRS_KEPT)
def usual_pair(before: str, after: str) -> float:
    """Logarithm of how likely `after` follows `before` in any document; both normalized."""
    return alone(after) if after not in usual_followers(before) else math.log(_likelihood(before, after, 0.0))


def _likelihood(before: str, after: str, document: float) -> float:
    """How likely `after` follows `before`; `document` is the share of it that the document itself shows."""
    if after == "\u3000" and before in _LINE_STARTS:
        return _INDENTED
    pairs, singles, _ = _vocabulary()
    key = before + after
    known = singles[before]
    vocabulary = pairs[key] / (known + 2) if known else 0.0
    general = chances().get(key, 0.0)
    return _DOCUMENT * document + _VOCABULARY * vocabulary + _GENERAL * general + _ALONE * commonness(after)


class Language:
    """The model for one document: what the vocabulary knows and what the sound parts of the document show."""

    def __init__(self, sound: Iterable[str] = ()) -> None:
        """Learn from the parts of the document that are not in doubt."""
        self._pairs, self._singles = _count(sound)
        self._known: dict[str, float] = {}
        self._followers = _followers(self._pairs)

    def own_followers(self, before: str) -> Set[str]:
        """Characters that were met after another one in the document: no other pair differs from `usual_pair`."""
        return self._followers.get(before, _NONE)

    def pair(self, before: str, after: str) -> float:
        """Logarithm of how likely `after` follows `before`; both normalized.

        >>> Language().pair("政", "府") > Language().pair("政", "钡")
        True
        """
        key = before + after
        score = self._known.get(key)
        if score is None:
            score = self._known[key] = self._score(before, after, key)
        return score

    def _score(self, before: str, after: str, key: str) -> float:
        if key not in self._pairs:
            return usual_pair(before, after)
        return math.log(_likelihood(before, after, (self._pairs[key] - 0.5) / self._singles[before]))

    def bond(self, before: str, after: str) -> float:
        """By how much two characters attract each other: 0 for a pair never met, more for a known one.

        >>> Language().bond("政", "府") > 1 > Language().bond("府", "钡")
        True
        """
        return self.pair(before, after) - alone(after)

    def reading(self, text: str) -> float:
        """Sum over the pairs of a normalized text.

        >>> Language().reading("政府信息公开") > Language().reading("！钡母黜")
        True
        """
        return sum(self.pair(before, after) for before, after in pairwise(text))
