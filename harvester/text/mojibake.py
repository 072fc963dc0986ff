"""Text decoded with the wrong encoding and saved again: what can be turned back is, what is lost is reported."""

import re
from collections.abc import Callable

from harvester.text.rereading import UNKNOWN, keeps_undefined_pairs, reread_gbk_as_utf8, utf8_with_losses
from harvester.text.trace import Outcome

# Characters that begin common UTF-8 sequences when these are read as GBK, and are rare in Chinese itself.
_UTF8_AS_GBK_HINT = re.compile("[锛銆鈥鏀鍏鐨鍦鍛鎶鎴绗鍖鍙鏂閫鎬宸浠涓瀹姹璁娴闂閮闄骞鏈浜犵敱槸簡夊紑湀]")
_RUN = re.compile(r"[^\x00-\x7f\s]{2,}")
_HAN = re.compile("[\u4e00-\u9fff]")
_PLAIN = re.compile("[\u4e00-\u9fff\u3000-\u301f\uff00-\uffef\u2010-\u203f\xb70-9A-Za-z]")
_LATIN_RUN = re.compile(
    "[\x80-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{4,}"
)
_LOST_FOR_GOOD = re.compile("(?:锟斤拷|锟捷|斤拷锟?|锟斤)+")
_REPLACED = re.compile("\ufffd+")
# A mark before a figure or a unit of count may have swallowed a digit.
_COUNTED = "件条次个份篇宗起项"
_LOST_DIGIT = re.compile(f"(?<=[\u4e00-\u9fff])(?<![吗呢么嘛])[?](?:[0-9]+[{_COUNTED}人万元]|[{_COUNTED}])")
_MOST_LOST = 0.34


def undo_utf8_read_as_gbk(text: str) -> Outcome:
    """Turn back UTF-8 that was read as GBK and saved again: 鏀垮簻 is 政府.

    A run is turned back only when its bytes are UTF-8 next to without an error; a character that lost a byte
    on the way becomes `□` and is reported.

    >>> undo_utf8_read_as_gbk("鏀垮簻淇℃伅").text
    '政府信息'
    >>> undo_utf8_read_as_gbk("鏀垮簻淇℃伅鍏紑骞村害")[0::3]
    ('政府信息□年度', ('misread text: characters lost for good: 政府信息□年度',))
    >>> undo_utf8_read_as_gbk("产业链宣传片").places
    0
    """
    if not _UTF8_AS_GBK_HINT.search(text):
        return Outcome(text)
    eighty = keeps_undefined_pairs(text)
    return _turn_back(text, _RUN, lambda run: _reread_gbk(run, eighty=eighty))


def undo_bytes_read_as_latin(text: str) -> Outcome:
    """Turn back UTF-8 or GBK that was read as Latin-1 or Windows-1252: Õþ¸® is 政府.

    >>> undo_bytes_read_as_latin("Õþ¸®ÐÅÏ¢").text
    '政府信息'
    >>> undo_bytes_read_as_latin("naïve café: “déjà vu”").places
    0
    """
    return _turn_back(text, _LATIN_RUN, _reread_latin) if _LATIN_RUN.search(text) else Outcome(text)


def report_lost(text: str) -> Outcome:
    """Name damage that nothing can mend: 锟斤拷 (UTF-8 decoded with losses, then read as GBK) and U+FFFD.

    >>> report_lost("政府锟斤拷锟斤拷").unresolved
    ('锟斤拷: characters lost for good (1 place)',)
    """
    reports = []
    for hint, pattern, name in (("锟", _LOST_FOR_GOOD, "锟斤拷"), ("\ufffd", _REPLACED, "U+FFFD")):
        places = len(pattern.findall(text)) if hint in text else 0
        if places:
            reports.append(f"{name}: characters lost for good ({places} place{'s' if places > 1 else ''})")
    if "?" in text:
        reports += dict.fromkeys(f"a digit may be lost: {match[0]}" for match in _LOST_DIGIT.finditer(text))
    return Outcome(text, unresolved=tuple(reports))


def _turn_back(text: str, runs: re.Pattern[str], reread: Callable[[str], str | None]) -> Outcome:
    """Replace every run that `reread` can read."""
    places, detail = 0, ""
    unresolved: dict[str, None] = {}

    def mend(match: re.Match[str]) -> str:
        nonlocal places, detail
        mended = reread(match[0])
        if mended is None:
            return match[0]
        places += 1
        if (lost := mended.find(UNKNOWN)) >= 0:
            unresolved[lost_in(mended, lost)] = None
        detail = detail or f"{match[0][:12]} -> {mended[:12]}"
        return mended

    return Outcome(runs.sub(mend, text), places, detail, tuple(unresolved))


def lost_in(mended: str, lost: int) -> str:
    """The report of a character that is gone from a text that was turned back."""
    return f"misread text: characters lost for good: {mended[max(0, lost - 6) : lost + 6]}"


def _reread_gbk(run: str, *, eighty: bool) -> str | None:
    """The run's GBK bytes as UTF-8, where that reads as Chinese with few losses."""
    text = reread_gbk_as_utf8(run, eighty=eighty) if _UTF8_AS_GBK_HINT.search(run) else None
    return text if text and _is_whole(text) else None


def _reread_latin(run: str) -> str | None:
    """The run's bytes as UTF-8, else as GBK."""
    try:
        body = b"".join(_latin_byte(character) for character in run)
    except UnicodeEncodeError:
        return None
    text = _as_utf8(body)
    if text is not None or len(body) % 2:
        return text
    try:
        text = body.decode("gb2312")
    except UnicodeDecodeError:
        return None
    return text if _reads_chinese(text) else None


def _latin_byte(character: str) -> bytes:
    return character.encode("latin-1") if character <= "\xff" else character.encode("cp1252")


def _as_utf8(body: bytes) -> str | None:
    """Decode UTF-8; None when it is not UTF-8 or not Chinese."""
    text = utf8_with_losses(body, set(range(len(body))))
    return text if _is_whole(text) else None


def _is_whole(text: str) -> bool:
    """Whether a text reads as Chinese and lost few of its characters."""
    return text.count(UNKNOWN) <= _MOST_LOST * len(text) and _reads_chinese(text.replace(UNKNOWN, ""))


def _reads_chinese(text: str) -> bool:
    """At least two Chinese characters, and next to nothing but Chinese and its marks."""
    han = len(_HAN.findall(text))
    return han >= 2 and len(_PLAIN.findall(text)) >= 0.9 * len(text)
