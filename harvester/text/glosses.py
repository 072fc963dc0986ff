"""Pinyin glosses that copies of pages carry after their characters: 堅(jiān)持."""

import re
from functools import lru_cache

from harvester.text.pinyin import is_syllable, plain_syllable, readings
from harvester.text.script import sample, simplify_character
from harvester.text.trace import Outcome

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
GLOSS_LETTERS = f"a-zA-Zü{_TONED}ɡɑ"
_GLOSS = re.compile(rf"([\u3400-\u9fff])[(（]([{GLOSS_LETTERS}]{{1,7}})[)）]")
_TONED_GLOSS = re.compile(rf"[\u3400-\u9fff][(（][{GLOSS_LETTERS}]*[{_TONED}][{GLOSS_LETTERS}]*[)）]")
_TONE = re.compile(f"[{_TONED}]")
_HAN = re.compile("[\u3400-\u9fff]")
_ABOUT_SOUND = re.compile("拼音|[读讀]音|[读讀]作|念作|注音|字典|[词詞]典|[汉漢]字|普通[话話]")
_LEAST_GLOSSES = 8
_LEAST_DENSITY = 0.01


def is_glossed(text: str) -> bool:
    """Whether a text is dense in glosses: eight or more with a tone, on one character in a hundred, most of them right.

    A text about pinyin has a few, or glosses characters that are written alike in both scripts.

    >>> is_glossed("堅(jiān)持以習(xí)近平"), is_glossed("堅(jiān)持為導(dǎo)向," * 8)
    (False, True)
    """
    text = sample(text)
    if not _TONE.search(text):
        return False
    glosses = _TONED_GLOSS.findall(text)
    if len(glosses) < _LEAST_GLOSSES or len(glosses) < _LEAST_DENSITY * len(_HAN.findall(text)):
        return False
    return not _ABOUT_SOUND.search(text) or _are_of_traditional(glosses)


def _are_of_traditional(glosses: list[str]) -> bool:
    """Whether most glosses stand after a traditional character, as copies put them; a text about sounds glosses any."""
    return 2 * sum(simplify_character(gloss[0]) != gloss[0] for gloss in glosses) > len(glosses)


def drop_glosses(text: str) -> Outcome:
    """Remove pinyin in brackets after the character that it reads, when the whole document is full of it.

    After a traditional character one gloss with its tone is enough, unless the text is about sounds.

    >>> drop_glosses("堅(jiān)持為導(dǎo)向,見附件(pdf)和(A)" * 8).text[:18]
    '堅持為導向,見附件(pdf)和(A)'
    >>> drop_glosses("“重”有两个读音：重(zhòng)要、重(chóng)复。").places
    0
    >>> drop_glosses("堅(jiān)持正面引導").text
    '堅持正面引導'
    """
    if not _TONE.search(text):
        return Outcome(text)
    glossed = is_glossed(text)
    if not glossed and (not _TONED_GLOSS.search(text) or _ABOUT_SOUND.search(text)):
        return Outcome(text)
    places, detail = 0, ""

    def drop(match: re.Match[str]) -> str:
        nonlocal places, detail
        if not fits(match[1], match[2]) or not (glossed or _is_traditional_with_tone(match[1], match[2])):
            return match[0]
        places += 1
        detail = detail or f"{match[0]} -> {match[1]}"
        return match[1]

    return Outcome(_GLOSS.sub(drop, text), places, detail)


def _is_traditional_with_tone(character: str, reading: str) -> bool:
    """Whether a gloss with its tone stands after a traditional character whose sound is known."""
    simple = simplify_character(character)
    return simple != character and bool(readings(simple)) and _TONE.search(reading) is not None


@lru_cache(maxsize=1 << 12)
def fits(character: str, reading: str) -> bool:
    """Whether `reading` can be the gloss of `character`: a syllable, and one that the character has as far as is known.

    >>> fits("堅", "jiān"), fits("件", "pdf"), fits("項", "A"), fits("堅", "wēn")
    (True, False, False, False)
    """
    if not is_syllable(reading) or reading.isupper():
        return False
    known = readings(simplify_character(character))
    return plain_syllable(reading) in known if known else any(letter in _TONED for letter in reading)
