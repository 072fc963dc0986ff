"""Text decoded with the wrong encoding and saved again: what can be turned back is, what is lost is reported."""

import re
from collections.abc import Callable

from harvester.text.chinese import COMMON, everyday_share, foreign_of, utf8_of
from harvester.text.rereading import UNKNOWN, keeps_undefined_pairs, reread_gbk_as_utf8, utf8_with_losses
from harvester.text.trace import Outcome

# A run of misread characters; the marks inside it stand for what the reader could not read.
_RUN = re.compile(r"[^\x00-\x7f]+(?:\?{0,3}[^\x00-\x7f]+)*\?{0,2}")
# What the two leading bytes of a Han in UTF-8 (E4-E9, 80-BF) make when they are read as GBK: every third character.
_LEADS = frozenset(
    bytes((lead, trail)).decode("gb18030", "replace") for lead in range(0xE4, 0xEA) for trail in range(0x80, 0xC0)
) - COMMON - {"\ufffd"}  # fmt: skip
_LEAD = f"[{''.join(sorted(_LEADS))}]"
_ANY_LEAD = re.compile(_LEAD)
_NEAR_LEADS = re.compile(f"{_LEAD}.{{0,2}}{_LEAD}")
# A pattern begins with one class in every case: so the search passes over all other characters quickly.
_UTF8_AS_GBK = re.compile(f"{_LEAD}(?:..{_LEAD}|.?.?$|(?<=^.).[^\u3000-\u30ff])")
_TAIL = "[\x80-\xbf\u0152-\u02dc\u2013-\u2122]"
# The first two bytes of a Han in UTF-8 as Latin letters, once or twice over.
_UTF8_AS_LATIN = re.compile(f"[äåæçèé]{_TAIL}{{2}}|Ã[¤-©ƒ]")
_GBK_AS_LATIN = re.compile("[\xb0-\xf7][\xa1-\xfe]{3}")
# Marks of Chinese sentences, which an editor put in by the wrong table into a text that is right; no text holds such.
_UTF8_MARK = re.compile(f"(?:ï[¼½]|ã[€\x80]|â[€\x80]){_TAIL}")
_GBK_MARK = re.compile("(?<=[\u4e00-\u9fff])(?:£[¡¨©¬º»¿]|¡[¢£°±¶·])|(?:£¨|¡[°¶])(?=[\u4e00-\u9fff])")
# What both are looked for by in UTF-8: any letter from À to ÿ, or four signs from ° to ¿.
_LATIN_LETTERS, _SIGN = b"\xc3", b"\xc2"
_LATIN_SIGNS = re.compile(rb"\xc2[\xb0-\xbf](?:\xc2[\xa1-\xbf]){3}")
_CHINESE = re.compile(f"[\u2010-\u203f\u3000-\u301f\u4e00-\u9fff\uff00-\uff5e·{UNKNOWN}]+")
_LEAST_RUN, _MOST_BROKEN, _GAIN, _CLEAR = 2, 0.67, 0.35, 0.5
# Text that was misread as often as this is taken to be misread in its shortest runs too.
_EVIDENCE = 3
_DEEPEST = 4

_LOST_FOR_GOOD = re.compile("(?:锟斤拷|锟捷|斤拷锟?|锟斤)+|烫烫烫+|屯屯屯+")
_LOST_SIGNS = frozenset("锟烫屯")
_REPLACED = re.compile("\ufffd+")
# A mark before a figure or a unit of count may have swallowed a digit.
_COUNTED = "件条次个份篇宗起项"
_LOST_DIGIT = re.compile(f"(?<=[\u4e00-\u9fff])(?<![吗呢么嘛])[?](?:[0-9]+[{_COUNTED}人万元]|[{_COUNTED}])")

Reread = Callable[[str], str | None]


def undo_utf8_read_as_gbk(text: str) -> Outcome:
    """Turn back UTF-8 that was read as GBK and saved again: 鏀垮簻 is 政府.

    A run is turned back only when it reads far better then; a character that lost a byte on the way becomes `□` and
    is reported.

    >>> undo_utf8_read_as_gbk("鏀垮簻淇℃伅").text
    '政府信息'
    >>> undo_utf8_read_as_gbk("鏀垮簻淇℃伅鍏紑骞村害")[0::3]
    ('政府信息□年度', ('misread text: characters lost for good: 政府信息□年度',))
    >>> undo_utf8_read_as_gbk("产业链宣传片").places
    0
    """
    if not _may_be_utf8_read_as_gbk(text) or not _UTF8_AS_GBK.search(text):
        return Outcome(text)
    eighty = keeps_undefined_pairs(text)

    def reread(run: str) -> str | None:
        return reread_gbk_as_utf8(run, eighty=eighty) if _UTF8_AS_GBK.search(run) else None

    return _with_short_runs(_turn_back(text, reread), lambda run: reread_gbk_as_utf8(run, eighty=eighty))


def _may_be_utf8_read_as_gbk(text: str) -> bool:
    """A quick look: leads near each other once the ASCII of the markup is left out, or one at an end of the text."""
    if text.isascii():
        return False
    return _ANY_LEAD.search(text[:1] + text[-4:]) is not None or _NEAR_LEADS.search(foreign_of(text)) is not None


def undo_utf8_read_as_latin(text: str) -> Outcome:
    """Turn back UTF-8 that was read as Latin-1 or Windows-1252, even several times over: æ”¿åºœ is 政府.

    >>> undo_utf8_read_as_latin("æ”¿åºœ").text
    '政府'
    >>> undo_utf8_read_as_latin("公开ï¼Œ回应ã€‚").text
    '公开，回应。'
    >>> undo_utf8_read_as_latin("naïve café: “déjà vu”, Ã la carte").places
    0
    """
    return _with_marks(_turn_back_latin(text, _UTF8_AS_LATIN, _layers_of_utf8), _UTF8_MARK, "ïãâ")


def undo_gbk_read_as_latin(text: str) -> Outcome:
    """Turn back GBK that was read as Latin-1 or Windows-1252: Õþ¸® is 政府.

    >>> undo_gbk_read_as_latin("Õþ¸®ÐÅÏ¢").text
    '政府信息'
    >>> undo_gbk_read_as_latin("公开£¬回应¡£").text
    '公开，回应。'
    >>> undo_gbk_read_as_latin("£5 · ©2023, ÀÉÈÌ").places
    0
    """
    return _with_marks(_turn_back_latin(text, _GBK_AS_LATIN, _gbk_from_latin), _GBK_MARK, "£¡")


MIXUPS: tuple[Callable[[str], Outcome], ...] = (
    undo_utf8_read_as_gbk,
    undo_utf8_read_as_latin,
    undo_gbk_read_as_latin,
)


def report_lost(text: str) -> Outcome:
    """Name damage that nothing can mend: 锟斤拷 (UTF-8 decoded with losses, then read as GBK) and U+FFFD.

    >>> report_lost("政府锟斤拷锟斤拷").unresolved
    ('锟斤拷: characters lost for good (1 place)',)
    """
    reports = []
    for pattern, name in ((_LOST_FOR_GOOD, "锟斤拷"), (_REPLACED, "U+FFFD")):
        if name[0] == "U" and "\ufffd" not in text:
            continue
        places = 0 if name[0] != "U" and not any(sign in text for sign in _LOST_SIGNS) else len(pattern.findall(text))
        if places:
            reports.append(f"{name}: characters lost for good ({places} place{'s' if places > 1 else ''})")
    if "?" in text:
        reports += dict.fromkeys(f"a digit may be lost: {match[0]}" for match in _LOST_DIGIT.finditer(text))
    return Outcome(text, unresolved=tuple(reports))


def _turn_back_latin(text: str, sign: re.Pattern[str], reread: Reread) -> Outcome:
    """Turn back the runs with the sign; where there are several, the shortest runs too."""
    if text.isascii() or not _holds_latin(text) or not sign.search(text):
        return Outcome(text)
    return _with_short_runs(_turn_back(text, lambda run: reread(run) if sign.search(run) else None), reread)


def _with_marks(outcome: Outcome, marks: re.Pattern[str], firsts: str) -> Outcome:
    """Turn back single marks too that stand in a text which is right; each begins with one of `firsts`."""
    if not any(first in outcome.text for first in firsts):
        return outcome
    places, detail = outcome.places, outcome.detail

    def mend(match: re.Match[str]) -> str:
        nonlocal places, detail
        body = _latin_bytes(match[0]) or b""
        mark = _utf8(body) if len(body) > len(b"GB") else body.decode("gb18030", "replace")
        if mark is None or len(mark) != 1:
            return match[0]
        places, detail = places + 1, detail or f"{match[0]} -> {mark}"
        return mark

    return outcome._replace(text=marks.sub(mend, outcome.text), places=places, detail=detail)


def _holds_latin(text: str) -> bool:
    """A quick look for the letters and signs that misread bytes become."""
    raw = utf8_of(text)
    return _LATIN_LETTERS in raw or (_SIGN in raw and _LATIN_SIGNS.search(raw) is not None)


def _with_short_runs(outcome: Outcome, reread: Reread) -> Outcome:
    """Where several runs were misread, the runs too that are too short to tell by themselves."""
    if outcome.places < _EVIDENCE:
        return outcome

    def mend(match: re.Match[str]) -> str:
        text = reread(match[0]) if everyday_share(match[0]) == 0.0 else None
        return text if text and text[0] != UNKNOWN and _CHINESE.fullmatch(text) else match[0]

    return outcome._replace(text=_RUN.sub(mend, outcome.text))


def _turn_back(text: str, reread: Reread) -> Outcome:
    """Replace every run that reads far better when it is read again."""
    places, detail = 0, ""
    lost: dict[str, None] = {}

    def mend(match: re.Match[str]) -> str:
        nonlocal places, detail
        run = match[0]
        before = everyday_share(run)
        mended = reread(run) if len(run) >= _LEAST_RUN and before <= 1 - _GAIN else None
        if mended is None or not _is_clearly_better(mended, before):
            return run
        places, detail = places + 1, detail or f"{run[:12]} -> {mended[:12]}"
        if (at := mended.find(UNKNOWN)) >= 0:
            lost[f"misread text: characters lost for good: {mended[max(0, at - 6) : at + 6]}"] = None
        return mended

    return Outcome(_RUN.sub(mend, text), places, detail, tuple(lost))


def _is_clearly_better(text: str, before: float) -> bool:
    """Everyday Chinese after the change, few losses, and far more of it than before."""
    if text.count(UNKNOWN) > _MOST_BROKEN * len(text):
        return False
    rest = text.replace(UNKNOWN, "")
    return everyday_share(rest) >= max(_CLEAR, before + _GAIN) and not COMMON.isdisjoint(rest)


def _layers_of_utf8(run: str) -> str | None:
    """The run's bytes as UTF-8; while that is again such bytes, once more."""
    for _ in range(_DEEPEST):
        body = _latin_bytes(run)
        if body is None:
            return None
        whole = _utf8(body)
        if whole is None or not _is_latin(whole):
            return whole or utf8_with_losses(body, set(range(len(body))))
        run = whole
    return None


def _utf8(body: bytes) -> str | None:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _gbk_from_latin(run: str) -> str | None:
    """The run's bytes as GBK, after layers of UTF-8 where there are any."""
    body = _latin_bytes(run)
    for _ in range(_DEEPEST):
        inner = _utf8(body) if body else None
        if inner is None or not _is_latin(inner):
            break
        body = _latin_bytes(inner)
    try:
        return body.decode("gb18030") if body else None
    except UnicodeDecodeError:
        return None


def _is_latin(text: str) -> bool:
    """Whether a text may itself be bytes read as Latin."""
    return _latin_bytes(text) is not None


def _latin_bytes(run: str) -> bytes | None:
    """The bytes that were misread; Windows-1252 leaves five of them undefined, which browsers keep as they are."""
    parts = []
    for char in run:
        if char == "\ufffd":
            parts.append(b"\xff")
            continue
        try:
            parts.append(char.encode("latin-1") if char <= "\xff" else char.encode("cp1252"))
        except UnicodeEncodeError:
            return None
    return b"".join(parts)
