"""Traditional to simplified characters, by document; names and words of classical Chinese stay."""

import re
from functools import cache, lru_cache
from operator import ne
from typing import Literal

from opencc import OpenCC

from harvester.text.chinese import everyday_share
from harvester.text.trace import NODE, Outcome

Script = Literal["hans", "hant"]

# Words that the general conversion leaves in a form which no simplified official text uses.
GOVERNMENT_WORDS = {
    "覆议": "复议", "答覆": "答复", "回覆": "回复", "批覆": "批复", "函覆": "函复", "覆函": "复函", "覆核": "复核",
    "覆查": "复查", "藉助": "借助", "凭藉": "凭借", "藉由": "借由", "徵求": "征求", "徵集": "征集", "公佈": "公布",
    "发佈": "发布", "份内": "分内", "瞭解": "了解", "明瞭": "明了", "帐号": "账号", "帐户": "账户", "台帐": "台账",
}  # fmt: skip
_GOVERNMENT = re.compile("|".join(GOVERNMENT_WORDS))
# 著 is 着 as a particle and in these verbs; 著作, 著名, 显著 stay.
_PARTICLE = re.compile(
    "著(?:(?<=[随绕沿接朝向本有带按试味志在临藉借凭拿看冒跟照]著)(?![作名称录述书])"
    "|(?<![显名编译专论原卓昭巨拙遗合土]著)(?=[力手眼实落急想陆装]|重(?![修建返新订])))"
)
_PREPOSITION = re.compile("於(?:(?<=[关由对位属基处鉴终至等低高大小优用在善便限]於)|(?=是))")
_LINE = re.compile(f"[^\n{NODE}]+")
# Lines that are about characters, that are Japanese, or that are damaged.
_LEAVE = re.compile("[\u3041-\u30fa\u3105-\u312f\ue000-\uf8ff\ufffd]|繁[体體]|[異异][体體]字|正[体體]字|通假|锟斤|斤拷")
_ABOUT = re.compile("繁[体體]字|[異异][体體]字|正[体體]字|通假字|康熙字典|”字|[读讀]音|拼音|[说說]文解字")
_HAN = re.compile("[\u3400-\u9fff]+")
_HIGH = re.compile("[\U00010000-\U0010ffff]")
_FOREIGN = re.compile("[\u3041-\u30fa\uac00-\ud7a3]")
_CLASSICAL = "之乎者也矣焉哉曰兮其乃吾"
_MODERN = "的了這们們在和個个"
# Of a text of at least so many Han, the share of everyday ones below which nobody can read it.
_ENOUGH, _READABLE = 12, 0.12
# Kana and Hangul, for each Han, from which a text is not Chinese.
_MOST_FOREIGN = 0.1
_SLICE = 40_000
_BLOCK = range(0x4E00, 0xA000)
# Characters that simplified texts keep in classical words, and simplified forms that traditional texts use too.
_IN_CLASSICAL_NAMES = "乾著徵瞭藉夥於餘麼"
_IN_BOTH = "后里台面谷松几丰干余云斗系范复发制准布向"


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def simplified_forms() -> dict[int, str]:
    """Characters that the conversion changes when they stand alone, by code, and their simplified forms."""
    every = [chr(code) for code in _BLOCK]
    converted = _converter().convert("\n".join(every)).split("\n")
    return {
        ord(before): after
        for before, after in zip(every, converted, strict=True)
        if before != after and len(after) == 1
    }


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    """Characters of traditional texts only, of simplified texts only, and those of the latter beyond U+FFFF.

    A class that holds one of these is compared with one character after the other: a hundred times slower.
    """
    pairs = simplified_forms()
    traditional = {chr(code) for code in pairs} - set(_IN_CLASSICAL_NAMES)
    simplified = set(pairs.values()) - traditional - set(_IN_BOTH)
    high = frozenset(char for char in simplified if char > "\uffff")
    first, second = (re.compile(f"[{''.join(sorted(group))}]") for group in (traditional, simplified - high))
    return first, second, high


@cache
def _isolated() -> re.Pattern[str]:
    """Traditional characters that no simplified text uses, not even in a name, of common simplified ones."""
    plain = (chr(code) for code, after in simplified_forms().items() if _is_plain(chr(code), after))
    return re.compile(f"[{''.join(plain)}]")


def _is_plain(before: str, after: str) -> bool:
    """Whether GB 2312 lacks the character and has its simplified form among the common ones."""
    try:
        code = after.encode("gb2312")
    except UnicodeEncodeError:
        return False
    try:
        before.encode("gb2312")
    except UnicodeEncodeError:
        return 0xB0 <= code[0] <= 0xD7 and before not in "陞濬鉅鎔祕"
    return False


def simplify_character(character: str) -> str:
    """The simplified form of one character."""
    return simplified_forms().get(ord(character), character) if len(character) == 1 else character


def sample(text: str) -> str:
    """Three slices that stand for a very long text; a text of usual length is its own sample."""
    if len(text) <= 3 * _SLICE:
        return text
    middle = len(text) // 2
    return "\n".join((text[:_SLICE], text[middle : middle + _SLICE], text[-_SLICE:]))


@lru_cache(maxsize=4)
def detect_script(text: str) -> Script:
    """Script of a whole document: traditional when its distinctive characters outnumber those of simplified texts.

    Several steps of a repair ask it of the same text: the last answers are remembered.

    >>> detect_script("臺山市人民政府辦公室"), detect_script("台山市人民政府办公室 繁體")
    ('hant', 'hans')
    """
    traditional, simplified, high = _patterns()
    text = sample(text)
    if not traditional.search(text):
        return "hans"
    count = len(traditional.findall(text))
    if count < 2:
        return "hans"
    against = len(simplified.findall(text)) + sum(char in high for char in _HIGH.findall(text))
    return "hant" if count > against else "hans"


def is_classical(text: str) -> bool:
    """Whether a text is classical Chinese: full of its particles, next to none of the modern ones.

    >>> is_classical("學而時習之，不亦說乎？有朋自遠方來，不亦樂乎？"), is_classical("為人民服務的宗旨")
    (True, False)
    """
    text = sample(text)
    modern, particles = sum(map(text.count, _MODERN)), sum(map(text.count, _CLASSICAL))
    if particles < 2 or modern > 0.01 * len(text):  # settled before the Han are counted
        return False
    han = _han_count(text)
    return particles >= 0.05 * han and modern <= 0.01 * han


def simplify(text: str) -> Outcome:
    """Write traditional characters with simplified ones; classical texts and texts about characters stay as they are.

    >>> simplify("臺山市行政覆議和檔案，隨著乾隆年間的著作").text
    '台山市行政复议和档案，随着乾隆年间的著作'
    >>> simplify("乾隆年间的著作").places
    0
    """
    is_simplified = detect_script(text) == "hans"
    if is_simplified and not (_isolated().search(text) or "於" in text):
        return Outcome(text)
    if is_classical(text) or _is_unreadable(text):
        return Outcome(text)
    if is_simplified:
        return _simplify_isolated(text)
    converted = _in_official_words(_converter().convert(text))
    return Outcome(converted, _differences(text, converted))


def _is_unreadable(text: str) -> bool:
    """Whether a text is Chinese misread (its characters are evidence of what it was), or not Chinese: it stays."""
    text = sample(text)
    han = _han_count(text)
    if len(_FOREIGN.findall(text)) > _MOST_FOREIGN * han:
        return True
    return han >= _ENOUGH and everyday_share(text) < _READABLE


def _han_count(text: str) -> int:
    """Number of Han, of runs: far fewer objects than one for each character."""
    return sum(map(len, _HAN.findall(text)))


def _differences(before: str, after: str) -> int:
    """Number of characters that a conversion changed."""
    return sum(map(ne, before, after))


def _simplify_isolated(text: str) -> Outcome:
    """Write the traditional characters left in a simplified text with simplified ones, where only one form exists."""
    if _ABOUT.search(text):
        return Outcome(text)
    converted = _LINE.sub(_simplify_line, text)
    return Outcome(converted, _differences(text, converted))


def _simplify_line(match: re.Match[str]) -> str:
    line = match[0]
    if not (_isolated().search(line) or "於" in line) or _LEAVE.search(line):
        return line
    if is_classical(line) or _is_unreadable(line):
        return line
    mended = _isolated().sub(lambda found: simplified_forms()[ord(found[0])], line)
    mended = _PREPOSITION.sub("于", mended)
    return _in_official_words(mended) if mended != line else line


def _in_official_words(converted: str) -> str:
    """Converted text with the words of official texts, and 着 where 著 is no word of writing."""
    return _PARTICLE.sub("着", _GOVERNMENT.sub(lambda match: GOVERNMENT_WORDS[match[0]], converted))
