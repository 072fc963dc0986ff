"""Whether characters may be missing in a stretch that reads well: 息工 is what is left of 息公开工 without its middle.

A reader that drops pairs without a meaning drops them from one half of a character to the other half of another. Where
both characters begin with the same byte, the halves make one that is whole, and nothing shows the gap.
"""

from collections.abc import Iterable, Set

from harvester.text.gbk import candidates, norm, undefined_trails
from harvester.text.guesses import lead_of, trail_of
from harvester.text.language import Language, usual_followers

# Logarithms of likelihood: how much less likely a text with more characters may be, and the pair that it begins with.
_WORTH, _JOINED = -4.0, -6.0
_MARKS = "，、。；：（）“”"


def may_hide_pairs(before: str, char: str, after: str, language: Language, *, traditional: bool) -> bool:
    """Whether pairs may have been dropped in the midst of a stretch, before a character or between its bytes.

    >>> may_hide_pairs("息", "工", "作", Language(), traditional=False)
    True
    >>> may_hide_pairs("工", "作", "。", Language(), traditional=False)
    False
    """
    firsts = candidates(traditional=traditional).with_lead(lead_of(char))
    return _reads_with_more(before, char, firsts, language) or _reads_as_two(before, char, after, firsts, language)


def may_follow_lost(before: str, char: str, language: Language) -> bool:
    """Whether a stretch that seems to begin with a character may have begun before it, and the pairs were dropped.

    >>> may_follow_lost("时", "开", Language()), may_follow_lost("公", "开", Language())
    (True, False)
    """
    return _reads_with_more(before, char, (*_followers(norm(before), language), *_MARKS), language)


def _reads_with_more(before: str, char: str, firsts: Iterable[str], language: Language) -> bool:
    """Whether a text with one or two more characters before `char` reads about as well."""
    lead, last, after = lead_of(char), norm(before), norm(char)
    missing = undefined_trails()
    least = language.pair(last, after) + _WORTH
    for first in firsts:
        begun = language.pair(last, norm(first))
        undefined = missing.get(trail_of(first), frozenset())
        if begun < _JOINED or not undefined:
            continue
        if lead in undefined and begun + language.pair(norm(first), after) > least:
            return True
        for second in _followers(norm(first), language):
            if lead_of(second) in undefined and lead in missing.get(trail_of(second), ()):
                between = language.pair(norm(first), second)
                if begun + between + language.pair(second, after) > least:
                    return True
    return False


def _reads_as_two(before: str, char: str, after: str, firsts: Iterable[str], language: Language) -> bool:
    """Whether two characters, with the first byte of `char` and with its second, read about as well as it does."""
    trail, last, plain = trail_of(char), norm(before), norm(char)
    missing = undefined_trails()
    least = language.pair(last, plain) + language.pair(plain, after) + _WORTH
    for first in firsts:
        begun = language.pair(last, norm(first))
        undefined = missing.get(trail_of(first), frozenset())
        if begun < _JOINED or not undefined:
            continue
        seconds = [char for char in _followers(norm(first), language) if trail_of(char) == trail]
        for second in seconds:
            more = begun + language.pair(norm(first), second) + language.pair(second, after)
            if lead_of(second) in undefined and more > least:
                return True
    return False


def _followers(before: str, language: Language) -> Set[str]:
    return usual_followers(before) | language.own_followers(before)
